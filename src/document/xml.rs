//! XML as the parts of a document hold it: elements by their local names, whatever prefix the producer gave them, and text.
//!
//! No entity is expanded but the five of XML itself, and no file is fetched.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest; a document of Word nests some 20 deep, tables in tables 100.
const MAX_DEPTH: usize = 4_096;

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Next<'x> {
    /// An element begins. One without content ends right after.
    Open(Element<'x>),
    /// The element that was opened last, of those still open, ends.
    Close,
    /// Characters.
    Text(Cow<'x, str>),
    /// The part ends.
    End,
}

/// A part being read.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0 }
    }

    /// What comes next, or where and why the part cannot be read on.
    pub(super) fn next(&mut self) -> Result<Next<'x>, String> {
        loop {
            let event = self.reader.read_event();
            match event.map_err(|error| why(&error.to_string(), self.reader.error_position()))? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(format!("more than {MAX_DEPTH} elements inside one another"));
                    }
                    return Ok(Next::Open(Element(start)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Next::Close);
                }
                Event::Text(text) => return Ok(Next::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Next::Text(text.xml10_content())),
                Event::GeneralRef(name) => {
                    let known = quick_xml::escape::resolve_predefined_entity(&name).map(Cow::Borrowed);
                    let number = || name.resolve_char_ref().ok().flatten();
                    if let Some(text) = known.or_else(|| number().map(|c| Cow::Owned(c.to_string()))) {
                        return Ok(Next::Text(text));
                    }
                }
                Event::Eof => return Ok(Next::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The text in the element that was opened last, up to its end; that of elements inside it is left out.
    pub(super) fn content(&mut self) -> Result<String, String> {
        let mut content = String::new();
        loop {
            match self.next()? {
                Next::Open(_) => self.skip()?,
                Next::Text(text) => content.push_str(&text),
                Next::Close | Next::End => return Ok(content),
            }
        }
    }

    /// Passes over all that stands in the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), String> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Next::End = self.next()? {
                break;
            }
        }
        Ok(())
    }
}

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        // The check for doubles compares all with all.
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The attribute `val` as a switch: an element without it is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// The attribute `val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.attribute("val")?.trim().parse().ok()
    }
}

/// Where a part cannot be read on, and why. What is said may quote as much of the part as stands between two tags.
fn why(said: &str, position: u64) -> String {
    const LONGEST: usize = 160;
    match said.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("byte {position}: {} …", said.get(..end).unwrap_or_default()),
        None => format!("byte {position}: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_broken_part_is_short() {
        let text = format!("<a></b {}></a>", "规章 ".repeat(10_000));
        let mut xml = Xml::new(&text);
        assert!(matches!(xml.next(), Ok(Next::Open(_))));
        let why = xml.next().unwrap_err();
        assert!(why.starts_with("byte 3: ") && why.chars().count() < 200, "{why}");
    }
}
