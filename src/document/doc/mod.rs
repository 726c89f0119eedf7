//! Old Word documents (the binary format of Word 97 to 2003, \[MS-DOC\]), as Word and WPS save them: `.doc`, `.wps`.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats: bytes in, a [`Document`] out. In order:
//!
//! - the streams of the container are taken out by `ole`, beside it; `fib` says where everything stands in them;
//! - `pieces` is the text, in its order; `properties` says what of it is shown and where it stands in tables;
//! - `body` walks the text and writes down paragraphs, tables and pictures, with `rows` for a table while it is being read.
//!
//! A document of Word 95 or older is not read.

mod body;
mod fib;
mod open;
mod pieces;
mod properties;
mod rows;
mod stretches;

pub(super) use open::Open;
pub(super) use properties::Shape;

use super::ole::Container;
use super::{Document, Format, ReadError};

use fib::Fib;

/// The stream with the text.
pub(super) const MAIN: &str = "WordDocument";

/// Reads an old Word document.
///
/// # Errors
///
/// If its streams cannot be read, it is too old, or it needs a password.
pub(super) fn read(container: &mut Container<'_>) -> Result<Document, ReadError> {
    let main = container.stream(MAIN)?;
    let fib = Fib::read(&main).ok_or(ReadError::Unsupported(Format::Ole))?;
    if fib.is_encrypted {
        return Err(ReadError::Password);
    }
    let (table, data) = (container.stream(fib.table)?, container.stream("Data")?);
    let list = fib.pieces(&table);
    // A box mostly holds the title, wherever it hangs.
    let pieces = [fib.boxes.clone(), fib.text.clone()].map(|wanted| pieces::read(list, wanted));
    if pieces.iter().all(Vec::is_empty) && !fib.text.is_empty() {
        return Err(ReadError::Damaged("the list of the pieces of its text is missing".to_string()));
    }
    let looks = properties::looks(&main, fib.characters_by(&table));
    let settings = properties::settings(&main, fib.paragraphs_by(&table), &data);
    let mut document = Document::new(Format::Doc);
    body::read(
        body::Source { main: &main, data: &data, pieces: &pieces.concat(), looks, settings },
        &mut document,
    );
    Ok(document)
}

#[cfg(test)]
mod tests;
