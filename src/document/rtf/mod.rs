//! Documents in Rich Text Format, as old word processors save them, often under the name of a `.doc`.
//!
//! `lex` takes the bytes apart into groups, words and characters; `state` knows what a group inherits and what each font
//! writes its characters in; `body` puts paragraphs and tables together, as the reader of old Word documents does.

mod body;
mod lex;
mod state;

use super::{Document, Format, ReadError};

/// Reads a document.
///
/// # Errors
///
/// If there is nothing in it.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut document = Document::new(Format::Rtf);
    body::read(bytes, &mut document);
    if document.blocks.is_empty() && document.damage.is_empty() {
        return Err(ReadError::Damaged("an RTF document without text".to_string()));
    }
    Ok(document)
}

#[cfg(test)]
mod tests;
