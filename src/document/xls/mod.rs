//! Old workbooks of Excel and WPS (the binary format of Excel 97 to 2003, \[MS-XLS\]): `.xls`, `.et`.
//!
//! A workbook is a stream of records: what `globals` reads first, then the sheets, whose cells `cells` reads; `records` takes the stream
//! apart, and `fonts` tells the parts of a text that are set in its own way. What is shown of a sheet says [`super::workbook`]. A workbook of Excel 95 or older is not read, nor an encrypted one.

mod cells;
mod fonts;
mod globals;
mod records;

use super::workbook::Book;
use super::{Document, Format, ReadError};

use globals::Globals;
use records::Records;

/// The stream of the container with the workbook; the second is what Excel 95 called it.
pub(super) const MAIN: [&str; 2] = ["Workbook", "Book"];

/// A sheet, or what stands before the first, begins.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// Reads the stream of a workbook.
///
/// # Errors
///
/// If it is older than Excel 97, encrypted, or has no list of sheets.
pub(super) fn read(stream: &[u8]) -> Result<Document, ReadError> {
    let globals = Globals::read(stream)?;
    let mut book = Book::new(Format::Xls);
    // No two sheets share a byte, or a small file could be read as an endless one.
    let mut left = stream.len();
    for (number, place) in (1..).zip(&globals.sheets) {
        let Some(place) = place else { continue };
        let bytes = stream.get(*place..).unwrap_or_default();
        let bytes = bytes.get(..left.min(bytes.len())).unwrap_or_default();
        let mut records = Records::new(bytes);
        let mut sheet = book.sheet();
        sheet.is_broken = !cells::read(&mut records, &globals, &mut sheet);
        book.add(&sheet, number);
        left = left.saturating_sub(bytes.len() - records.rest().len());
    }
    Ok(book.finish())
}

#[cfg(test)]
mod tests;
