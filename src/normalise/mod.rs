//! From a document to readings: aligns what is printed to the form and reads the numbers.
//!
//! Third room of the pipeline; uses `document` and `template`. Two readers that fail differently look at the same
//! document: the structural reader takes cells by the headers above and beside them, the sequence reader takes
//! the text in reading order. What they found is weighed in [`crate::confidence`].

mod align;
mod builtin;
mod context;
mod counted;
mod family;
mod find;
mod fold;
mod header_order;
pub mod identify;
mod label;
mod number;
mod over_blank;
mod piece;
mod reading;
mod sequence;
mod similarity;
mod structural;
mod vocabulary;
mod whose;
mod witness;

use std::ops::Range;

use crate::document::{Block, Document, Locator};
use crate::report::{ReportIdentity, Unplaced};
use crate::template::Forms;

pub(crate) use counted::{Counted, Money};
pub(crate) use family::Family;
pub(crate) use find::Finder;
pub(crate) use fold::simplified;
pub(crate) use number::Reading;
pub(crate) use number::read as read_cell;
pub(crate) use reading::{Found, Sequenced, Spot};
pub(crate) use vocabulary::Vocabulary;

/// Reads documents by a set of forms. Made once, used for all documents.
#[derive(Debug)]
pub struct Normaliser {
    vocabulary: Vocabulary,
}

/// What both readers found in one report.
pub(crate) struct Readings {
    /// By headers and labels.
    pub(crate) structural: Vec<Found>,
    /// By the order of the text.
    pub(crate) sequence: Vec<Sequenced>,
    /// By the order of the text of the document's second reading, where it has one.
    pub(crate) witness: Option<Vec<Sequenced>>,
    /// Labels beside figures that fit nowhere.
    pub(crate) unplaced: Vec<Unplaced>,
    /// Rows that not every form has; see [`structural::Structural::of_some_forms`].
    pub(crate) of_some_forms: Vec<(Spot, Unplaced)>,
    /// Rows with figures that may be lost; see [`structural::Structural::unread`].
    pub(crate) unread: Vec<(Spot, Unplaced)>,
}

impl Normaliser {
    /// Folds all labels of the forms.
    pub fn new(forms: &Forms) -> Normaliser {
        Normaliser { vocabulary: builtin::vocabulary(forms) }
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Reads one report of a document twice. Who reports and on which year helps to tell its tables from those of others.
    pub(crate) fn read(&self, document: &Document, blocks: Range<usize>, of: &ReportIdentity) -> Readings {
        let mut foreign = context::foreign(document, blocks.clone(), of);
        let parts = document.blocks.get(blocks.clone()).unwrap_or_default();
        let mut pieces = piece::of_cells(parts, &self.vocabulary);
        for (block, pieces) in parts.iter().zip(&mut pieces) {
            if let Block::Table(grid) = block {
                let years = context::cells_of_other_years(grid, of.year);
                years.into_iter().chain(context::cells_of_other_bodies(grid, &of.agency)).for_each(|cell| {
                    pieces.get_mut(cell).into_iter().for_each(|piece| *piece = piece::Piece::strange())
                });
            }
        }
        let units = counted::captions(parts);
        let all = parts.iter().zip(&pieces).zip(foreign.iter().zip(units)).enumerate();
        let grids = all.filter_map(|(at, ((block, cells), (&foreign, unit)))| match block {
            Block::Table(grid) => Some(structural::Source { grid, cells, block: at, foreign, unit }),
            Block::Text(_) => None,
        });
        let structural = structural::read(grids, &self.vocabulary);
        for (at, block) in parts.iter().enumerate() {
            if let (Block::Table(_), Some(skip)) = (block, foreign.get_mut(at)) {
                *skip = structural.rejected.contains(&at);
            }
        }
        let witness = witness::read(document, blocks.clone(), &foreign, &self.vocabulary);
        let mut sequence = sequence::read(document, blocks.clone(), &pieces, &foreign, &self.vocabulary);
        let structural::Structural { mut found, mut unplaced, of_some_forms, unread, .. } = structural;
        let over_rows = |spot: Spot| found.iter().any(|figure| figure.is_over_rows && figure.spot == spot);
        sequence.retain(|other| !over_rows(other.spot));
        let is_told = |spot: Spot| {
            sequence.iter().any(|other| other.spot == spot && other.reading.value.number().is_some())
        };
        found.retain(|figure| !figure.is_shared || !is_told(figure.spot));
        over_blank::doubt(document, &blocks, &pieces, &mut found, &self.vocabulary);
        for ((block, cells), skip) in parts.iter().zip(&pieces).zip(&foreign) {
            let Block::Table(grid) = block else { continue };
            let is_read = |locator: Locator| {
                found.iter().any(|figure| figure.locator == locator)
                    || sequence.iter().any(|figure| figure.locator == locator)
            };
            let lost = structural::without_labels(grid, cells)
                .filter(|_| !skip && !grid.cells().iter().any(|cell| is_read(cell.locator)));
            if let Some(lost) = lost {
                // What is left blank elsewhere may stand there.
                let blank = found.iter_mut().filter(|figure| figure.reading.is_blank());
                blank.for_each(|figure| figure.contested = true);
                unplaced.push(lost);
            }
        }
        Readings { structural: found, sequence, witness, unplaced, of_some_forms, unread }
    }
}
