//! What the readers of workbooks share: sheets of cells, as they are shown, under limits.
//!
//! `xlsx`, `xls` and `excel_xml`, beside it, say which cell holds what. What of it is seen is decided here alone: `sheet` leaves out hidden
//! rows and columns and makes a grid of the rest; `formats` says whether a number is shown as it is stored. A number is taken as
//! it is stored; where the sheet may show another one (fewer digits of a fraction, thousands, nothing for a zero), its cell is a guess.

mod formats;
mod sheet;

use compact_str::CompactString;

use super::ink::Ink;
use super::typed::Line;
use super::{Block, Damage, Document, Format};

pub(super) use formats::{Formats, MAX_STYLES, shows_all};
pub(super) use sheet::Sheet;

/// The most sheets that are read.
pub(super) const MAX_SHEETS: usize = 100;
/// The most texts that cells share.
pub(super) const MAX_STRINGS: usize = 1 << 20;
/// The most cells that the grids of a workbook may have, blank ones too: two cells in opposite corners make a large grid.
const MAX_CELLS: usize = 1 << 20;
/// How many bytes the cells of a workbook may hold: texts that cells share are told in few and hold many.
const MAX_TEXT: usize = 32 << 20;

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A text, white space folded.
    Text(CompactString),
    /// A text of which part may not belong to the number in it.
    Doubtful(CompactString),
    /// A number, and whether its format shows whole numbers as they are.
    Number(f64, bool),
    Boolean(bool),
    /// What a formula gives that was never worked out.
    Unknown,
    /// Something that the file refers to and does not have.
    Lost,
}

/// The text of a cell whose parts may be set in several ways.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    text: CompactString,
    /// Part of it may be none of the number.
    is_doubtful: bool,
}

impl Shown {
    /// Ends a line with what is struck out in it, leaving nothing of them.
    pub(super) fn of(line: &mut Line, ink: &mut Ink) -> Shown {
        let (mut text, mut marks) = line.end().unwrap_or_default();
        ink.settle(&mut text, &mut marks);
        Shown { text, is_doubtful: marks.doubtful || marks.note_dropped }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn value(self) -> Value {
        if self.is_doubtful { Value::Doubtful(self.text) } else { Value::Text(self.text) }
    }
}

/// A workbook being read.
pub(super) struct Book {
    document: Document,
    /// How many cells its grids may still have.
    cells: usize,
    /// How many bytes its cells may still hold.
    text: usize,
}

impl Book {
    pub(super) fn new(format: Format) -> Book {
        Book { document: Document::new(format), cells: MAX_CELLS, text: MAX_TEXT }
    }

    /// A sheet to be filled.
    pub(super) fn sheet(&self) -> Sheet {
        Sheet::new(self.text)
    }

    /// Says that the file does not have all of a sheet, or of what stands behind it.
    pub(super) fn break_off(&mut self, number: u32) {
        let why = "the cells of this sheet are damaged or break off".to_string();
        self.document.damage.push(Damage::Page(number, why));
    }

    /// Takes up what is shown of a sheet. Its number counts hidden ones, too.
    pub(super) fn add(&mut self, sheet: &Sheet, number: u32) {
        self.text = self.text.saturating_sub(sheet.size());
        if sheet.is_broken {
            self.break_off(number);
        }
        if sheet.is_cut() {
            self.limit("cells of one sheet");
        }
        match sheet.grid(number, self.cells) {
            Some(Ok(mut grid)) => {
                grid.caption = Some(sheet.name.clone()).filter(|name| !name.is_empty());
                self.cells = self.cells.saturating_sub(grid.rows() * grid.columns());
                self.document.blocks.push(Block::Table(grid));
            }
            Some(Err(_)) => self.limit("cells of one workbook"),
            None => {}
        }
    }

    fn limit(&mut self, what: &'static str) {
        let limit = Damage::Limit(what.into());
        if !self.document.damage.contains(&limit) {
            self.document.damage.push(limit);
        }
    }

    pub(super) fn finish(mut self) -> Document {
        // The name of the only sheet tells it from no other.
        if let [Block::Table(only)] = self.document.blocks.as_mut_slice() {
            only.caption = None;
        }
        self.document
    }
}
