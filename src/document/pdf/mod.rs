//! PDF: pages become glyphs and rulings, those become grids and paragraphs.
//!
//! ```text
//! bytes ─file─▶ Pdf ─painted─▶ glyphs, ink ─ruled─▶ lattices ─sheet─▶ Sheet ─table, unruled─▶ Parts ─joined─▶ Document
//!                   (fonts)
//! ```
//!
//! `second` reads the same pages once more with an engine of its own, and says to each cell whether it agrees.
//!
//! What a page does not say is not made up: a font that cannot be decoded, a page that cannot be read and a scan are
//! named in the document's damage and pictures.

pub(super) mod drawing;
mod file;
mod fonts;
mod geometry;
mod inked;
mod joined;
mod labels;
mod painted;
mod passes;
mod riding;
mod ruled;
mod second;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod trace;
mod unruled;

use std::collections::BTreeSet;

use super::{Damage, Document, Format, ReadError};
use file::{open, sound};
use joined::assemble;
use passes::Outcome;
use second::Second;

pub(crate) use file::open::open;
pub use trace::rulings;

/// How much a document may cost.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many glyphs, path elements and clips the pages of a document may paint, all together. A page of a report has
    /// some 5,000.
    pub max_operations: u64,
    /// How many pages are read; the longest reports seen have 60.
    pub max_pages: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_operations: 20_000_000, max_pages: 2_000 }
    }
}

/// Reads a PDF.
///
/// # Errors
///
/// If it needs a password, or has no pages that can be found.
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    let pdf = open::open(bytes)?;
    let mut document = Document::new(Format::Pdf);
    document.head.title = open::title(&pdf);
    let pages = pdf.pages();
    document.pages = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    document.damage.extend(open::loss(&pdf, bytes));
    let passes::Passes { outcomes, lost, mut torn, mut second } = passes::run(&pdf, options);
    let mut sheets = Vec::with_capacity(outcomes.len());
    let mut leaf = 0;
    for ((number, page), outcome) in (1..).zip(pages.iter()).zip(outcomes) {
        match outcome {
            Outcome::Read(halves) => {
                for mut sheet in halves {
                    leaf += 1;
                    sheet.leaf = leaf;
                    sheets.push(sheet);
                }
                if torn.is_page(page) {
                    document.damage.push(Damage::Torn(Some(number)));
                }
            }
            Outcome::Refused(why) => {
                leaf += 1;
                document.damage.push(Damage::Page(number, why));
            }
            Outcome::Spent => {
                document
                    .damage
                    .push(Damage::Page(number, "more operations than a page may have".to_string()));
                document.damage.push(Damage::Limit("operations of a document".into()));
            }
        }
    }
    if pages.len() > options.max_pages {
        document.damage.push(Damage::Limit("pages of a document".into()));
    }
    if torn.is_shared_unchecked() || !sound::is_sound(bytes) {
        second.doubt_all();
    }
    for sheet in &sheets {
        second.drop_overlaid(sheet.number, &sheet.overlaid);
        second.part(sheet.number, sheet.half);
    }
    assemble::assemble(sheets, &mut document);
    if torn.is_shared() {
        document.damage.push(Damage::Torn(None));
        second = Second::new(0, &BTreeSet::new());
    }
    second.finish(&mut document);
    let undecoded = lost.damage(&document);
    document.damage.extend(undecoded);
    Ok(document)
}
