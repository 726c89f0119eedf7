//! Parses a page: the tokeniser of `html5gum` drives the tree builder of `html5ever`.
//!
//! Both follow the WHATWG standard, so broken markup comes out as browsers show it. The pair is chosen by measurement:
//! `html5ever`'s own tokeniser takes more than half of its parsing time, `html5gum`'s half of that, and here the
//! many attributes nobody reads (widths, borders, `mso-…`) are dropped as they pass.
//!
//! What is ordinary in a page, `quick` reads itself; the tokeniser gets the rest.
//!
//! Attributes go to the tree directly, around the tree builder. It looks at one of them only (`<input type=hidden>`
//! may stand inside a table) and it copies formatting elements that are nested wrongly; those carry a `hidden` of
//! their own when their style hides them, so that a copy is hidden too.
//!
//! Two limits keep hostile pages linear in time and memory. The builder walks its stack of open elements for nearly
//! every tag, so elements deeper than [`MAX_DEPTH`] are read as if their tags were not there (browsers do much the
//! same at 512). And it may make dozens of nodes out of one tag, so nodes are counted.

mod quick;

use html5ever::interface::{Attribute, QualName, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag as Token, TagKind, Token as AnyToken, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name, ns};
use html5gum::{Emitter, Error, State};

use super::attrs::Attrs;
use super::css;
use super::names::{Attr, Tag, atom};
use super::sink::{Handle, Sink, offset_in};
use super::tree::Tree;

/// How deep elements may nest before wrappers (`<div>`, `<span>`, `<font>`) are left out; twice that for all others.
const MAX_DEPTH: u16 = 512;

/// How many nodes a page may have: more than any page needs, and no more per byte than honest markup makes.
const fn max_nodes(bytes: usize) -> usize {
    20_000 + bytes / 2
}

/// Parses a page. Its length must not exceed [`super::tree::MAX_SOURCE`].
pub(super) fn parse(source: &str) -> Tree<'_> {
    let mut feed = Feed::new(source);
    let stopped = quick::read(&mut feed);
    if stopped {
        feed.builder.sink.give_up();
    }
    feed.builder.sink.finish()
}

/// The same by the tokeniser alone.
#[cfg(test)]
pub(super) fn parse_by_tokeniser(source: &str) -> Tree<'_> {
    let mut feed = Feed::new(source);
    let mut tokenizer = html5gum::Tokenizer::new_with_emitter(source, &mut feed);
    while tokenizer.next().is_some() {}
    feed.builder.sink.finish()
}

/// Which tag is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Current {
    Start,
    End,
}

struct Feed<'a> {
    source: &'a str,
    whole: StrTendril,
    builder: TreeBuilder<Handle, Sink<'a>>,
    max_nodes: usize,
    /// Where the tokeniser stands, as far as we know.
    at: usize,
    current: Current,
    name: Vec<u8>,
    /// The name of the last start tag: only its end tag ends raw text.
    last_start: Vec<u8>,
    self_closing: bool,
    attrs: Attrs,
    /// Bytes of text that do not end with a whole character: the tokeniser hands the byte after a `<` over alone.
    torn: Vec<u8>,
    /// A tag was the last thing met.
    after_tag: bool,
    /// The tokeniser has read a tag after which text follows that may hold tags and entities.
    is_between_tags: bool,
    doctype: Doctype,
    /// `</body>` or `</html>` was seen: what is still open then was never closed, but not cut off.
    closed: bool,
}

impl<'a> Feed<'a> {
    fn new(source: &'a str) -> Feed<'a> {
        let whole = StrTendril::from_slice(source);
        let sink = Sink::new(source, whole.clone());
        Feed {
            source,
            whole,
            builder: TreeBuilder::new(sink, TreeBuilderOpts::default()),
            max_nodes: max_nodes(source.len()),
            at: 0,
            current: Current::Start,
            name: Vec::with_capacity(16),
            last_start: Vec::with_capacity(16),
            self_closing: false,
            attrs: Attrs::default(),
            torn: Vec::new(),
            after_tag: false,
            is_between_tags: false,
            doctype: Doctype::default(),
            closed: false,
        }
    }

    fn sink(&self) -> &Sink<'a> {
        &self.builder.sink
    }

    /// Hands a token to the tree builder and says how the tokeniser goes on.
    fn token(&self, token: AnyToken) -> Option<State> {
        // The line number is used for error messages only.
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => None,
        }
    }

    fn characters(&mut self, bytes: &[u8]) {
        if std::mem::take(&mut self.after_tag)
            && bytes.iter().all(u8::is_ascii_whitespace)
            && self.is_between_cells()
        {
            // The line breaks between `<tr>`, `<td>` and the like are a fifth of all tokens, and nobody sees them.
            return;
        }
        let start = offset_in(self.source, bytes);
        if let Some(start) = start {
            self.at = start;
        }
        self.sink().expect(self.at as u32);
        if self.torn.is_empty() {
            let range = start.map(|start| self.whole.try_subtendril(start as u32, bytes.len() as u32));
            if let Some(Ok(text)) = range {
                self.token(AnyToken::CharacterTokens(text));
                return;
            }
            if bytes == b"\0" {
                self.token(AnyToken::NullCharacterToken);
                return;
            }
        }
        self.torn.extend_from_slice(bytes);
        if std::str::from_utf8(&self.torn).is_ok() {
            self.mend();
        }
    }

    /// Hands over text that came in pieces torn within a character.
    fn mend(&mut self) {
        if !self.torn.is_empty() {
            let text = tendril(&self.torn);
            self.torn.clear();
            self.token(AnyToken::CharacterTokens(text));
        }
    }

    fn start_tag(&mut self) -> Option<State> {
        std::mem::swap(&mut self.last_start, &mut self.name);
        let name = match std::str::from_utf8(&self.last_start) {
            Ok(name) => atom(name),
            Err(_) => local_name!(""),
        };
        let tag = Tag::of(&name);
        if self.too_deep(tag) {
            return None;
        }
        let token = Token {
            kind: TagKind::StartTag,
            attrs: self.passed_attrs(tag),
            self_closing: self.self_closing,
            had_duplicate_attributes: false,
            name,
        };
        self.sink().expect(self.at as u32);
        let state = self.token(AnyToken::TagToken(token));
        if !self.attrs.kept().is_empty() {
            self.sink().attach(tag, self.attrs.kept());
        }
        state
    }

    /// Hands over the tag that was read and says how the tokeniser goes on.
    fn finish_tag(&mut self) -> Option<State> {
        self.mend();
        self.after_tag = true;
        if self.current == Current::Start {
            self.attrs.end(&self.builder.sink);
            return self.start_tag();
        }
        let name = std::str::from_utf8(&self.name).map(atom).unwrap_or_else(|_| LocalName::from(""));
        self.closed |= matches!(name, local_name!("body") | local_name!("html"));
        self.token(AnyToken::TagToken(Token {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
        None
    }

    /// Makes the builder name the element it is in, which only it knows: this question does.
    fn ask(&self) -> &Sink<'a> {
        let _ = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        self.sink()
    }

    fn is_between_cells(&self) -> bool {
        use Tag::{Colgroup, Head, Html, Table, Tbody, Tfoot, Thead, Tr};
        matches!(self.ask().asked_tag(), Table | Tbody | Thead | Tfoot | Tr | Colgroup | Html | Head)
    }

    fn too_deep(&self, tag: Tag) -> bool {
        if self.sink().depth() < MAX_DEPTH || tag.is_void() {
            return false;
        }
        // Elements may have been closed since.
        let depth = self.ask().asked_depth();
        depth >= MAX_DEPTH && (tag.is_wrapper() || depth >= 2 * MAX_DEPTH)
    }

    /// The attributes that the tree builder has to see.
    fn passed_attrs(&self, tag: Tag) -> Vec<Attribute> {
        let value = |name| Some(self.sink().with_str(self.attrs.get(name)?, StrTendril::from_slice));
        let attribute = |local, value| Attribute { name: QualName::new(None, ns!(), local), value };
        if tag == Tag::Input
            && let Some(kind) = value(Attr::Type)
        {
            return vec![attribute(local_name!("type"), kind)];
        }
        if tag.is_formatting() && value(Attr::Style).is_some_and(|style| css::look(&style).is_gone()) {
            return vec![attribute(local_name!("hidden"), StrTendril::new())];
        }
        Vec::new()
    }
}
/// A tendril of bytes that come from a tokeniser fed with text.
fn tendril(bytes: &[u8]) -> StrTendril {
    match std::str::from_utf8(bytes) {
        Ok(text) => StrTendril::from_slice(text),
        Err(_) => StrTendril::from_slice(&String::from_utf8_lossy(bytes)),
    }
}

impl Emitter for &mut Feed<'_> {
    type Token = ();

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.mend();
        self.sink().expect(self.source.len() as u32);
        self.token(AnyToken::EOFToken);
        if !self.closed {
            self.sink().end();
        }
        self.builder.end();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<()> {
        (std::mem::take(&mut self.is_between_tags) || self.sink().len() > self.max_nodes).then_some(())
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        self.characters(bytes);
    }

    fn init_start_tag(&mut self) {
        self.current = Current::Start;
        self.self_closing = false;
        self.name.clear();
        self.attrs.clear();
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.current = Current::End;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.finish_tag();
        self.is_between_tags = state.is_none();
        state
    }

    fn emit_current_comment(&mut self) {}

    fn init_doctype(&mut self) {
        self.doctype = Doctype::default();
    }

    fn emit_current_doctype(&mut self) {
        let doctype = std::mem::take(&mut self.doctype);
        self.token(AnyToken::DoctypeToken(doctype));
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn push_doctype_name(&mut self, bytes: &[u8]) {
        self.doctype.name.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn set_doctype_public_identifier(&mut self, bytes: &[u8]) {
        self.doctype.public_id = Some(tendril(bytes));
    }

    fn set_doctype_system_identifier(&mut self, bytes: &[u8]) {
        self.doctype.system_id = Some(tendril(bytes));
    }

    fn push_doctype_public_identifier(&mut self, bytes: &[u8]) {
        self.doctype.public_id.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn push_doctype_system_identifier(&mut self, bytes: &[u8]) {
        self.doctype.system_id.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn push_tag_name(&mut self, bytes: &[u8]) {
        if let Some(start) = offset_in(self.source, bytes) {
            self.at = start;
        }
        self.name.extend_from_slice(bytes);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn init_attribute(&mut self) {
        self.attrs.end(&self.builder.sink);
        self.attrs.open();
    }

    fn init_attribute_value(&mut self) {
        self.attrs.open_value();
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        self.attrs.push_name(bytes);
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        self.attrs.push_value(self.source, bytes);
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.current == Current::End && !self.name.is_empty() && self.name == self.last_start
    }
}
