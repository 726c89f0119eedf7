//! Word documents (Office Open XML, ECMA-376), as Word and WPS save them: `.docx`.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats: bytes in, a [`Document`] out. What it
//! aims at is what a person sees who opens the file, with all changes taken in. In order:
//!
//! - `parts` and `xml`, beside it, unpack the parts of the container and read them element by element;
//! - `styles` says which styles are headings, and how characters of each look;
//! - `body` walks the text and writes down paragraphs (`lines`), tables and pictures.
//!
//! All is one pass without recursion, under limits, so that no file is too deep or too large when unpacked.

mod body;
mod lines;
mod styles;

use super::fold::fold;
use super::{Damage, Document, Format, ReadError};

use super::parts::Parts;
use super::xml::{Next, Xml};
use styles::Styles;

/// Where Word and WPS put the text.
const BODY: &str = "word/document.xml";

/// Reads a Word document.
///
/// # Errors
///
/// If the container cannot be opened or unpacked, or has no text in it.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let name = main_part(&mut parts).unwrap_or_else(|| BODY.to_string());
    let Some(body) = parts.text(&name)? else {
        return Err(ReadError::Damaged(format!("the container has no part {name}")));
    };
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    // What follows only adds to the text: without it there is less to go by, and still a report.
    let styles = parts.text(&format!("{folder}/styles.xml")).ok().flatten().unwrap_or_default();
    let about = parts.text("docProps/core.xml").ok().flatten().unwrap_or_default();
    let mut document = Document::new(Format::Docx);
    document.head.title = title(&about);
    let found = body::read(&body, &Styles::read(&styles));
    if found.blocks.is_empty() && found.damage.contains(&Damage::Embedded) {
        return Err(ReadError::Embedded);
    }
    document.blocks = found.blocks;
    document.pictures = found.pictures;
    document.damage = found.damage;
    Ok(document)
}

/// Reads a Word document that is one text: the parts of a container one after the other (Word's `.xml`), or the format of
/// Word 2003.
pub(super) fn read_flat(text: &str) -> Result<Document, ReadError> {
    let Some(body) = element(text, "<w:body>", "</w:body>") else {
        return Err(ReadError::Damaged("a Word document without a body".to_string()));
    };
    let styles = element(text, "<w:styles", "</w:styles>").unwrap_or_default();
    let found = body::read(body, &Styles::read(styles));
    let mut document = Document::new(Format::WordXml);
    document.head.title = element(text, "<cp:coreProperties", "</cp:coreProperties>").and_then(title);
    document.blocks = found.blocks;
    document.pictures = found.pictures;
    document.damage = found.damage;
    Ok(document)
}

/// The first element of a kind; the rest of the text where its end is missing.
fn element<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let text = text.get(text.find(open)?..)?;
    Some(text.find(close).and_then(|end| text.get(..end + close.len())).unwrap_or(text))
}

/// The part that the container names as its document.
fn main_part(parts: &mut Parts<'_>) -> Option<String> {
    let relations = parts.text("_rels/.rels").ok()??;
    let mut xml = Xml::new(&relations);
    while let Ok(next) = xml.next() {
        match next {
            Next::Open(element)
                if element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) =>
            {
                let target = element.attribute("Target")?;
                return Some(target.trim_start_matches('/').to_string());
            }
            Next::End => break,
            _ => {}
        }
    }
    None
}

/// The title among the properties of a document (Dublin Core).
fn title(properties: &str) -> Option<compact_str::CompactString> {
    let mut xml = Xml::new(properties);
    let mut title = String::new();
    let mut inside = false;
    while let Ok(next) = xml.next() {
        match next {
            Next::Open(element) => inside = element.name() == "title",
            Next::Text(text) if inside => title.push_str(&text),
            Next::Close if inside => break,
            Next::End => break,
            Next::Close | Next::Text(_) => {}
        }
    }
    Some(fold(&title)).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests;
