//! Reads a cell or a word once, as a number and as a label: what both readers place, each in its own way.

use super::fold::Folded;
use super::label::{self, LONGEST_LABEL};
use super::number::{self, Reading};
use super::vocabulary::{Target, Vocabulary};
use crate::document::{Block, Grid};

/// A cell or a word, read as a number and as a label.
#[derive(Debug, Clone)]
pub(crate) struct Piece<'v> {
    /// As a number.
    pub(crate) reading: Reading,
    /// As a label, if it holds words.
    pub(crate) folded: Option<Folded>,
    /// What the label may be, word for word.
    pub(crate) targets: &'v [Target],
    /// The head over its row that the same cell names.
    pub(crate) group: Option<u8>,
    /// Label and first value of a row stand in this one piece.
    pub(crate) merged: bool,
}

impl<'v> Piece<'v> {
    /// Words that say nothing about the report.
    pub(crate) fn strange() -> Piece<'v> {
        Piece { reading: Reading::WORDS, folded: None, targets: &[], group: None, merged: false }
    }

    /// Reads a piece of text.
    pub(crate) fn read(text: &str, vocabulary: &'v Vocabulary) -> Piece<'v> {
        let reading = number::read(text);
        let plain = Piece { reading, folded: None, targets: &[], group: None, merged: false };
        if reading.is_value() || reading.is_blank() || text.len() > LONGEST_LABEL {
            return plain;
        }
        let label = label::read(text, vocabulary);
        if label.targets.is_empty()
            && let Some((label, reading)) = label::with_value(text, vocabulary)
        {
            let (targets, group) = (label.targets, label.group);
            return Piece { reading, folded: Some(label.folded), targets, group, merged: true };
        }
        Piece { folded: Some(label.folded), targets: label.targets, group: label.group, ..plain }
    }

    /// Whether it holds words.
    pub(crate) fn is_text(&self) -> bool {
        !self.reading.is_value() && !self.reading.is_blank()
    }

    /// Whether it is a number or a mark for none, or words that the forms know.
    pub(crate) fn stands_alone(&self) -> bool {
        !self.merged && (self.reading.is_value() || !self.targets.is_empty())
    }
}

/// The cells of each block of a report; none for a paragraph.
pub(crate) fn of_cells<'v>(blocks: &[Block], vocabulary: &'v Vocabulary) -> Vec<Vec<Piece<'v>>> {
    let of_grid = |grid: &Grid| {
        let mut pieces: Vec<Piece<'v>> =
            grid.cells().iter().map(|cell| Piece::read(&cell.text, vocabulary)).collect();
        join_torn_heads(grid, &mut pieces, vocabulary);
        pieces
    };
    let of_block = |block: &Block| match block {
        Block::Table(grid) => of_grid(grid),
        Block::Text(_) => Vec::new(),
    };
    blocks.iter().map(of_block).collect()
}

/// The longest piece of a head that a space tore, in bytes.
const LONGEST_TORN: usize = 18;

/// Puts heads of columns together that a space inside them tore apart where spaces part the cells of a line: `科研 机构`.
/// The first piece names the column, the second one is left blank.
fn join_torn_heads<'v>(grid: &Grid, pieces: &mut [Piece<'v>], vocabulary: &'v Vocabulary) {
    for (at, pair) in grid.cells().windows(2).enumerate() {
        let [cell, next] = pair else { continue };
        let Some([piece, after]) = pieces.get_mut(at..at + 2) else { continue };
        let words = |piece: &Piece<'_>| piece.is_text() && !piece.merged;
        let beside = cell.row == next.row && cell.column + cell.column_span == next.column;
        let short = cell.text.len().max(next.text.len()) <= LONGEST_TORN;
        if !short || !beside || !piece.targets.is_empty() || !words(piece) || !words(after) {
            continue;
        }
        let joined = label::read(&format!("{}{}", cell.text, next.text), vocabulary);
        if joined.targets.iter().any(|target| matches!(target, Target::Column { .. })) {
            let blank = Piece::read("", vocabulary);
            *piece = Piece { folded: Some(joined.folded), targets: joined.targets, ..blank.clone() };
            piece.reading = Reading::WORDS;
            *after = blank;
        }
    }
}
