//! Old Word documents (the binary format of Word 97 to 2003, \[MS-DOC\]), as Word and WPS save them: `.doc`, `.wps`.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats: bytes in, a [`Document`] out. In order:
//!
//! - the streams of the container are taken out; `fib` says where everything stands in them, by numbers read by `bytes`;
//! - `pieces` is the text, in its order; `properties` says what of it is shown and where it stands in tables;
//! - `body` walks the text and writes down paragraphs, tables and pictures, with `rows` for a table while it is being read.
//!
//! A document of Word 95 or older, and what else stands in such containers (`.xls`, `.ppt`), is not read.

mod body;
mod bytes;
mod fib;
mod open;
mod pieces;
mod properties;
mod rows;

use std::io::{Cursor, Read};

pub(super) use open::Open;
pub(super) use properties::Shape;
pub(super) use rows::Rows;

use super::{Document, Format, ReadError};

use fib::Fib;

/// The stream with the text.
const MAIN: &str = "WordDocument";

/// Reads an old Word document.
///
/// # Errors
///
/// If the container cannot be opened, holds no Word document, or needs a password.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let damaged =
        |error: std::io::Error| ReadError::Damaged(format!("the container cannot be opened: {error}"));
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if container.exists("EncryptedPackage") {
        return Err(ReadError::Password);
    }
    if !container.is_stream(MAIN) {
        return Err(ReadError::Unsupported(Format::Ole));
    }
    let mut stream = |name: &str| -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        if container.is_stream(name) {
            // A stream cannot be longer than the file, whatever the container says.
            let stream = container.open_stream(name).map_err(damaged)?;
            stream.take(bytes.len() as u64).read_to_end(&mut content).map_err(damaged)?;
        }
        Ok(content)
    };
    let main = stream(MAIN)?;
    let fib = Fib::read(&main).ok_or(ReadError::Unsupported(Format::Ole))?;
    if fib.is_encrypted {
        return Err(ReadError::Password);
    }
    let (table, data) = (stream(fib.table)?, stream("Data")?);
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
