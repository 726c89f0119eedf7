//! The quick way through ordinary markup, and the tokeniser of `html5gum` for all other.
//!
//! Nearly all of a page is text without entities, and tags whose attributes are as one writes them. Those are read here, in
//! the one state of the standard that they have, and handed to [`Feed`] as the tokeniser would hand them over, piece by
//! piece. Whatever is not ordinary (entities, comments, scripts, odd characters in a tag, the end of the page) goes to the
//! tokeniser, which is begun where that stands and left behind the next tag.

use std::convert::Infallible;

use html5gum::{Reader, State, Tokenizer};

use super::{Current, Feed};
use crate::document::html::names::Attr;

/// Reads all of the source; says whether it was left before its end, for it has too many nodes.
pub(super) fn read(feed: &mut Feed<'_>) -> bool {
    let source = feed.source.as_bytes();
    let mut at = 0;
    loop {
        let state = feed.ordinary(&mut at);
        let mut rest = Rest(source.get(at..).unwrap_or_default());
        let mut tokenizer = Tokenizer::new_with_emitter(&mut rest, &mut *feed);
        if let Some(state) = state {
            tokenizer.set_state(state);
        }
        let at_end = tokenizer.next().is_none();
        if at_end || feed.has_too_many() {
            return !at_end;
        }
        at = source.len() - rest.0.len();
    }
}

/// What a byte is in a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A part of the name of an element, as they are.
    Name,
    /// A part of the name of an attribute only.
    Other,
    Space,
    /// `/`, `>` or `=`.
    Mark,
    /// What only the tokeniser knows how to mend.
    Odd,
}

#[expect(
    clippy::indexing_slicing,
    reason = "bytes index a table of 256; it is made when the program is built"
)]
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b':' | b'_' => Kind::Name,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => Kind::Space,
            b'/' | b'>' | b'=' => Kind::Mark,
            b'"' | b'\'' | b'<' | 0 => Kind::Odd,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

fn kind(byte: u8) -> Kind {
    KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Odd)
}

/// How many bytes from a place on are of a kind.
fn run(bytes: &[u8], from: usize, is: impl Fn(Kind) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| !is(kind(*byte))).unwrap_or(rest.len())
}

impl Feed<'_> {
    /// Reads ordinary markup from `at` on and moves it to where the tokeniser has to go on, in the state that is given.
    fn ordinary(&mut self, at: &mut usize) -> Option<State> {
        let bytes = self.source.as_bytes();
        loop {
            let rest = bytes.get(*at..)?;
            // Text up to the end of the page is left to the tokeniser: it knows what ends with it.
            let length = memchr::memchr3(b'<', b'&', 0, rest)?;
            self.text(rest.get(..length)?);
            *at += length;
            match rest.get(length) {
                Some(b'<') => {}
                Some(b'&') => {
                    *at = self.no_break_space(*at)?;
                    continue;
                }
                _ => return None,
            }
            if self.has_too_many() {
                return None;
            }
            *at = self.tag(*at)?;
            let state = self.finish_tag();
            if state.is_some() || self.has_too_many() {
                return state;
            }
        }
    }

    /// Hands over text; each line end of two characters or of the wrong one comes as a piece of its own.
    fn text(&mut self, text: &[u8]) {
        let (mut rest, mut after_return) = (text, false);
        while let Some(first) = rest.first() {
            let end = if *first == b'\r' { Some(1) } else { memchr::memchr(b'\r', rest) };
            let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
            rest = behind;
            if piece == b"\r" {
                self.characters(b"\n");
                after_return = true;
            } else {
                let stripped = piece.strip_prefix(b"\n").filter(|_| after_return);
                self.characters(stripped.unwrap_or(piece));
                after_return = false;
            }
        }
    }

    /// Hands over the entity of a no-break space, if it is one that stands at `at`, and gives the place behind. The byte that
    /// follows comes as a piece of its own, unless something else begins with it.
    fn no_break_space(&mut self, at: usize) -> Option<usize> {
        const ENTITY: &[u8] = b"&nbsp;";
        let behind = self.source.as_bytes().get(at..)?.strip_prefix(ENTITY)?;
        let next = *behind.first().filter(|next| !matches!(next, b'\r' | 0))?;
        self.characters("\u{a0}".as_bytes());
        let is_text = !matches!(next, b'<' | b'&');
        if is_text {
            self.characters(&[next]);
        }
        Some(at + ENTITY.len() + usize::from(is_text))
    }

    /// Reads the tag that begins at `at`, if it is an ordinary one; gives the place behind it.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let start = at + if is_end { 2 } else { 1 };
        if !bytes.get(start)?.is_ascii_alphabetic() {
            return None;
        }
        let end = start + run(bytes, start, |kind| kind == Kind::Name);
        self.attrs.clear();
        let behind = if is_end {
            let close = end + run(bytes, end, |kind| kind == Kind::Space);
            self.self_closing = false;
            (bytes.get(close) == Some(&b'>')).then_some(close + 1)?
        } else {
            self.attributes(end)?
        };
        self.current = if is_end { Current::End } else { Current::Start };
        self.name.clear();
        let (first, others) = bytes.get(start..end)?.split_first()?;
        self.name.push(first.to_ascii_lowercase());
        // As the tokeniser has it, the place of a tag is where the second letter of its name stands.
        if !others.is_empty() && !others.iter().any(u8::is_ascii_uppercase) {
            self.at = start + 1;
        }
        self.name.extend(others.iter().map(u8::to_ascii_lowercase));
        Some(behind)
    }

    /// Reads the attributes of a start tag, if they are ordinary, and gives the place behind the tag.
    fn attributes(&mut self, from: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let spaces = |at: usize| at + run(bytes, at, |kind| kind == Kind::Space);
        self.self_closing = false;
        let mut at = from;
        // Directly behind the name only what ends it may stand.
        if !matches!(kind(*bytes.get(at)?), Kind::Space | Kind::Mark) || bytes.get(at) == Some(&b'=') {
            return None;
        }
        loop {
            at = spaces(at);
            match bytes.get(at)? {
                b'>' => return Some(at + 1),
                b'/' if bytes.get(at + 1)? == &b'>' => {
                    self.self_closing = true;
                    return Some(at + 2);
                }
                b'/' => at += 1,
                byte if !matches!(kind(*byte), Kind::Name | Kind::Other) => return None,
                _ => {
                    let end = at + run(bytes, at, |kind| matches!(kind, Kind::Name | Kind::Other));
                    if kind(*bytes.get(end)?) == Kind::Odd {
                        return None;
                    }
                    let attr = attr(bytes.get(at..end)?);
                    let equals = spaces(end);
                    let (value, behind) = match bytes.get(equals)? {
                        b'=' => self.value(spaces(equals + 1), attr.is_some())?,
                        _ => ((equals, equals), equals),
                    };
                    if let Some(attr) = attr {
                        self.attrs.keep(attr, value);
                    }
                    at = behind;
                }
            }
        }
    }

    /// The value of an attribute that begins at `at`, and the place behind it. What nobody asks for may hold anything.
    fn value(&self, at: usize, is_kept: bool) -> Option<((usize, usize), usize)> {
        let bytes = self.source.as_bytes();
        let (start, end, behind) = match *bytes.get(at)? {
            b'>' => return Some(((at, at), at)),
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr::memchr(quote, bytes.get(at + 1..)?)?;
                (at + 1, end, end + 1)
            }
            _ => {
                let ends = |byte: &u8| *byte == b'>' || kind(*byte) == Kind::Space;
                let end = at + bytes.get(at..)?.iter().position(ends)?;
                (at, end, end)
            }
        };
        let is_odd = || memchr::memchr3(b'&', b'\r', 0, bytes.get(start..end).unwrap_or_default()).is_some();
        (!is_kept || !is_odd()).then_some(((start, end), behind))
    }

    /// Whether the page has more nodes than are kept.
    fn has_too_many(&self) -> bool {
        self.sink().len() > self.max_nodes
    }
}

/// The attribute of a name, if it is kept.
fn attr(name: &[u8]) -> Option<Attr> {
    if !name.iter().any(u8::is_ascii_uppercase) {
        return Attr::of(name);
    }
    Attr::of(&name.to_ascii_lowercase())
}

/// What the tokeniser has not read yet.
struct Rest<'a>(&'a [u8]);

impl Reader for &mut Rest<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        Ok(Some(*first))
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let Some((begun, rest)) = self.0.split_at_checked(text.len()) else { return Ok(false) };
        let is = begun == text || !case_sensitive && begun.eq_ignore_ascii_case(text);
        if is {
            self.0 = rest;
        }
        Ok(is)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let found = match *needle {
            [a, b, c] => memchr::memchr3(a, b, c, self.0),
            _ => self.0.iter().position(|byte| needle.contains(byte)),
        };
        let (piece, rest) = match found {
            Some(0) => self.0.split_at(1),
            Some(at) => self.0.split_at(at),
            None => (self.0, &[][..]),
        };
        self.0 = rest;
        Ok(Some(piece))
    }
}
