//! Reports that are sent as strings of JSON or XML: answers of interfaces, feeds.
//!
//! The markup is dug out as from a script, and the title that stands before it becomes its heading.

use super::flow::Found;
use super::literal::{literals, unescape};
use super::script::{Gathered, MAX_STRINGS, Text, read_markup};
use super::sink::offset_in;
use super::source::Lines;
use crate::document::fold::fold;
use crate::document::{Block, Document, Format, Locator, Paragraph};

/// A longer string is no title, in bytes.
const LONGEST_TITLE: usize = 300;

/// Reads the tables in the strings of JSON or XML, with the text around them; nothing if the text is neither, or holds none.
pub fn read_wrapped(text: &str) -> Option<Document> {
    let found = match text.trim_start_matches('\u{FEFF}').trim_start().as_bytes() {
        [b'{' | b'[', ..] => read_json(text),
        [b'<', ..] => read_xml(text),
        _ => None,
    }?;
    let mut document = Document::new(Format::Html);
    document.blocks = found.blocks;
    document.pictures = found.pictures;
    document.damage = found.damage;
    Some(document)
}

fn read_json(source: &str) -> Option<Found> {
    let mut gathered = Gathered::of_tables();
    let mut lines = Lines::new(source);
    let (mut names_title, mut title) = (false, None);
    for literal in literals(source) {
        let string = Text::new(unescape(literal.inside), literal.is_cut);
        if let Some((markup, is_cut)) = &string.markup {
            let line = lines.line(place(source, literal.inside));
            gathered.add(titled(read_markup(markup, *is_cut, line), title.as_deref(), line), markup, line);
            if gathered.count() >= MAX_STRINGS {
                break;
            }
        } else if names_title && literal.inside.len() <= LONGEST_TITLE {
            title = Some(string.rest.clone());
        }
        names_title = ends_with_title(literal.inside);
    }
    gathered.tables().ok()
}

/// Reads the CDATA sections of XML, and what is escaped in it.
fn read_xml(source: &str) -> Option<Found> {
    let mut gathered = Gathered::of_tables();
    let mut lines = Lines::new(source);
    let (mut rest, mut title) = (source, None);
    while let Some((_, inside)) = rest.split_once('<') {
        let (name, content, after) = element(inside);
        rest = after;
        let text = content.trim();
        if ends_with_title(name) && !text.is_empty() && text.len() <= LONGEST_TITLE {
            title = Some(text.to_string());
        } else if let Some((markup, is_cut)) = Text::new(text.to_string(), false).markup {
            let line = lines.line(place(source, content));
            gathered.add(titled(read_markup(&markup, is_cut, line), title.as_deref(), line), &markup, line);
            if gathered.count() >= MAX_STRINGS {
                break;
            }
        }
    }
    gathered.tables().ok()
}

/// The name of the tag that a text begins with, the text in it up to the next tag, and what follows; a CDATA section
/// belongs to the tag.
fn element(inside: &str) -> (&str, &str, &str) {
    const CDATA: &str = "<![CDATA[";
    let (tag, after) = inside.split_once('>').unwrap_or((inside, ""));
    let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    if let Some(section) = after.trim_start().strip_prefix(CDATA) {
        let (content, after) = section.split_once("]]>").unwrap_or((section, ""));
        return (name, content, after);
    }
    let end = after.find('<').unwrap_or(after.len());
    let (content, after) = after.split_at(end);
    (name, content, after)
}

fn ends_with_title(name: &str) -> bool {
    const TITLE: &[u8] = b"title";
    let name = name.as_bytes();
    name.len() < 2 * LONGEST_TITLE
        && name
            .len()
            .checked_sub(TITLE.len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(TITLE) && name.first() != Some(&b'/'))
}

/// What was found, below its title.
fn titled(mut found: Found, title: Option<&str>, line: u32) -> Found {
    if let Some(title) = title.map(fold).filter(|title| !title.is_empty()) {
        let locator = Locator::Line { line, cell: 0 };
        found.blocks.insert(0, Block::Text(Paragraph { text: title, locator, heading: true }));
        found.pictures.iter_mut().for_each(|picture| picture.after_block += 1);
    }
    found
}

fn place(source: &str, piece: &str) -> u32 {
    offset_in(source, piece.as_bytes()).unwrap_or_default() as u32
}
