//! A page in one pass: its links with the words around them, its scripts, its text.
//!
//! The reader of reports builds the tree of a page; a crawler passes hundreds of pages for every report and needs only
//! this. What an open element says of the links in it (the heading above them, the list they stand in, whether it is
//! the page's navigation) is kept on a stack.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::calls::chosen;
use super::outline::{Outline, Place};
use super::tags::{Attrs, is_block, is_clickable, is_row, refreshed};
use super::target::opens;

pub(super) use super::parts::{Anchor, Scan};

/// The most links that are taken from one page; a portal's home page has a few hundred.
const MAX_ANCHORS: usize = 20_000;
/// The most hidden fields that are kept.
const MAX_FIELDS: usize = 50;
/// The most text that is kept of a page, in bytes.
const MAX_TEXT: usize = 400_000;
/// The most text that a link or a heading may have, in bytes; what is longer is an unclosed tag.
const MAX_WORDS: usize = 600;

/// Reads a page.
pub(super) fn scan(source: &str) -> Scan {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
        reader.event(&event);
        None
    });
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(()) = token;
    }
    reader.finish()
}

#[derive(Debug, Default)]
struct Reader {
    scan: Scan,
    outline: Outline,
    tag: Vec<u8>,
    attr: Vec<u8>,
    attrs: Attrs,
    anchor: Option<Anchor>,
    /// The element that the open link is, if it is no `<a>`, and how many of its name are open in it.
    clicked: Option<(Vec<u8>, usize)>,
    option: Option<Anchor>,
    /// What a choice in the open `<select>` does.
    change: String,
    /// Which element's text is being read apart from the page's.
    raw: Raw,
    raw_text: String,
    /// Where the open rows and entries began: in the text, and among the links.
    rows: Vec<(usize, usize)>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Raw {
    #[default]
    No,
    Title,
    Script,
    Skipped,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend_from_slice(name);
                self.attrs = Attrs::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attr.clear();
                self.attr.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn attribute(&mut self, value: &[u8]) {
        if let Some(slot) = self.attrs.slot(&self.attr) {
            if !slot.is_empty() {
                slot.push(' ');
            }
            slot.push_str(&String::from_utf8_lossy(value));
        }
    }

    fn start(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        let attrs = std::mem::take(&mut self.attrs);
        match tag.as_slice() {
            b"a" | b"area" => self.open_anchor(&attrs),
            b"option" => {
                self.close_option();
                let opened = chosen(&self.change, &attrs.value);
                let href = opened.unwrap_or_else(|| attrs.value.clone());
                self.option = Some(Anchor { href, option: true, ..self.anchor_here(&attrs) });
            }
            b"select" => {
                self.outline.open(b"select", &attrs.class);
                self.change = attrs.change;
            }
            b"title" => self.raw = Raw::Title,
            b"script" => {
                if !attrs.url.is_empty() && !attrs.query.is_empty() {
                    self.scan.units.push((attrs.url, attrs.query));
                }
                self.raw = Raw::Script;
            }
            b"style" => self.raw = Raw::Skipped,
            b"base" if self.scan.base.is_none() && !attrs.href.is_empty() => {
                self.scan.base = Some(attrs.href)
            }
            b"meta" => self.meta(attrs),
            b"iframe" | b"frame" | b"embed" if !attrs.src.is_empty() => self.scan.frames.push(attrs.src),
            b"object" if !attrs.data.is_empty() => self.scan.frames.push(attrs.data),
            b"img" => self.picture(&attrs),
            b"br" => self.text(" "),
            b"form" if attrs.method.eq_ignore_ascii_case("post") => self.scan.action = Some(attrs.action),
            b"input" if attrs.kind.eq_ignore_ascii_case("hidden") && self.scan.fields.len() < MAX_FIELDS => {
                self.scan.fields.push((attrs.name, attrs.value));
            }
            b"input" if opens(&attrs.click) => {
                self.close_anchor();
                self.anchor = Some(Anchor { text: attrs.value.clone(), ..self.anchor_here(&attrs) });
                self.close_anchor();
            }
            name => {
                self.open_clicked(name, &attrs);
                if matches!(name, b"td" | b"th") {
                    self.scan.cells += 1;
                }
                if is_block(name) {
                    self.break_text();
                }
                if is_row(name) {
                    self.rows.push((self.scan.text.len(), self.scan.anchors.len()));
                }
                self.outline.open(name, &attrs.class);
            }
        }
        self.tag = tag;
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"a" => self.close_anchor(),
            b"option" => self.close_option(),
            b"select" => {
                self.close_option();
                self.outline.close(name);
            }
            b"title" | b"script" | b"style" => self.close_raw(),
            _ => {
                if is_row(name) {
                    self.close_row();
                }
                if is_block(name) {
                    self.break_text();
                }
                self.close_clicked(name);
                self.outline.close(name);
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.raw {
            Raw::Title | Raw::Script => return self.raw_text.push_str(text),
            Raw::Skipped => return,
            Raw::No => {}
        }
        if let Some(option) = &mut self.option {
            return push_words(&mut option.text, text);
        }
        if let Some(anchor) = &mut self.anchor {
            push_words(&mut anchor.text, text);
        }
        self.outline.text(text);
        if self.outline.place() == Place::Crumbs {
            push_words(&mut self.scan.crumbs, text);
        }
        if self.scan.text.len() < MAX_TEXT {
            self.scan.text.push_str(text);
        }
    }

    fn break_text(&mut self) {
        if self.clicked.is_some()
            && let Some(anchor) = &mut self.anchor
        {
            push_words(&mut anchor.text, " ");
        }
        if self.outline.place() == Place::Crumbs {
            push_words(&mut self.scan.crumbs, " ");
        }
        if !self.scan.text.ends_with('\n') && self.scan.text.len() < MAX_TEXT {
            self.scan.text.push('\n');
        }
    }

    fn anchor_here(&mut self, attrs: &Attrs) -> Anchor {
        Anchor {
            href: attrs.address(),
            title: attrs.title.clone(),
            click: attrs.click.clone(),
            place: self.outline.place(),
            group: self.outline.group(),
            heading: self.outline.heading(),
            ..Anchor::default()
        }
    }

    /// Gives a row's text to those of its links that say little.
    fn close_row(&mut self) {
        /// A row of a list has few links; what has more is a table for layout.
        const LINKS: usize = 4;
        /// The longest row, in bytes.
        const LONGEST: usize = 300;
        /// Words no longer than this, in characters, say little.
        const LITTLE: usize = 6;
        let Some((text, first)) = self.rows.pop() else { return };
        let Some(text) = self.scan.text.get(text..).filter(|text| text.len() <= LONGEST) else { return };
        let Some(anchors) = self.scan.anchors.get_mut(first..).filter(|anchors| anchors.len() <= LINKS)
        else {
            return;
        };
        let mut row: Option<String> = None;
        for anchor in anchors.iter_mut().filter(|anchor| anchor.row.is_empty()) {
            let words = anchor.words().chars().count();
            if words <= LITTLE {
                let row = row.get_or_insert_with(|| one_line(text));
                anchor.row.clone_from(row);
            }
        }
    }

    fn open_anchor(&mut self, attrs: &Attrs) {
        if self.clicked.is_some() {
            // An entry that can be clicked as a whole, with a link in it: the link says it all.
            (self.clicked, self.anchor) = (None, None);
        }
        self.close_anchor();
        if !attrs.address().is_empty() || !attrs.click.is_empty() {
            self.anchor = Some(self.anchor_here(attrs));
        }
    }

    /// `<li onclick="window.open('/a.html')">` is a link, too.
    fn open_clicked(&mut self, name: &[u8], attrs: &Attrs) {
        match &mut self.clicked {
            Some((open, within)) if open == name => *within += 1,
            None if self.anchor.is_none() && is_clickable(name) && opens(&attrs.click) => {
                self.anchor = Some(self.anchor_here(attrs));
                self.clicked = Some((name.to_vec(), 0));
            }
            _ => {}
        }
    }

    fn close_clicked(&mut self, name: &[u8]) {
        match &mut self.clicked {
            Some((open, within)) if open == name && *within > 0 => *within -= 1,
            Some((open, _)) if open == name => self.close_anchor(),
            _ => {}
        }
    }

    fn close_anchor(&mut self) {
        let clicked = self.clicked.take().is_some();
        if let Some(mut anchor) = self.anchor.take()
            && self.scan.anchors.len() < MAX_ANCHORS
        {
            if clicked {
                anchor.text = without_number(&anchor.text);
            }
            self.outline.saw_link();
            if anchor.place == Place::Crumbs {
                push_words(&mut self.scan.crumbs, " ");
            }
            self.scan.anchors.push(anchor);
        }
    }

    fn close_option(&mut self) {
        if let Some(option) = self.option.take()
            && self.scan.anchors.len() < MAX_ANCHORS
        {
            self.scan.anchors.push(option);
        }
    }

    fn picture(&mut self, attrs: &Attrs) {
        // A picture that is a link is a button.
        self.scan.pictures += usize::from(self.anchor.is_none() && self.outline.place() == Place::Body);
        if let Some(anchor) = &mut self.anchor
            && anchor.text.trim().is_empty()
        {
            let words = if attrs.alt.trim().is_empty() { &attrs.title } else { &attrs.alt };
            push_words(&mut anchor.text, words);
        }
    }

    fn meta(&mut self, attrs: Attrs) {
        /// More than any page has.
        const METAS: usize = 100;
        if attrs.equiv.eq_ignore_ascii_case("refresh") {
            self.scan.refresh = refreshed(&attrs.content);
        } else if !attrs.name.is_empty() && self.scan.metas.len() < METAS {
            let name = attrs.name.trim().to_ascii_lowercase();
            self.scan.metas.push((name, attrs.content.trim().to_string()));
        }
    }

    fn close_raw(&mut self) {
        let text = std::mem::take(&mut self.raw_text);
        match std::mem::take(&mut self.raw) {
            Raw::Title if self.scan.title.is_empty() => self.scan.title = one_line(&text),
            Raw::Script if !text.trim().is_empty() => self.scan.scripts.push(text),
            _ => {}
        }
    }

    fn finish(mut self) -> Scan {
        self.close_anchor();
        self.close_option();
        self.close_raw();
        self.scan.headings = self.outline.into_headings();
        for anchor in &mut self.scan.anchors {
            anchor.text = one_line(&anchor.text);
            anchor.title = one_line(&anchor.title);
        }
        self.scan.crumbs = one_line(&self.scan.crumbs);
        self.scan
    }
}

/// The words of a row without the number it begins with.
fn without_number(row: &str) -> String {
    let row = one_line(row);
    match row.split_once(' ') {
        Some((number, rest)) if number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.to_string()
        }
        _ => row,
    }
}

fn push_words(words: &mut String, text: &str) {
    if words.len() < MAX_WORDS {
        let rest = MAX_WORDS.saturating_sub(words.len()).min(text.len());
        words.push_str(text.get(..text.floor_char_boundary(rest)).unwrap_or_default());
    }
}

/// A text with its white space folded to single blanks.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
