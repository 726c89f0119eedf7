//! A grid with each cell's text read once: as a number, and as a label.

use std::borrow::Cow;

use crate::document::{Cell, Grid};
use crate::normalise::fold::{Folded, fold};
use crate::normalise::number::{self, Reading};
use crate::normalise::vocabulary::{Target, Vocabulary};

/// A text longer than this (in bytes) is a paragraph in a cell, not a label; the longest label has some 120.
const LONGEST_LABEL: usize = 400;

/// A grid with its cells read.
pub(super) struct View<'a> {
    /// The grid, or its transposition.
    pub(super) grid: Cow<'a, Grid>,
    /// What each cell of [`Grid::cells`] says.
    cells: Vec<CellView<'a>>,
}

/// A cell, read as a number and as a label.
pub(super) struct CellView<'a> {
    /// As a number.
    pub(super) reading: Reading,
    /// As a label, if it holds words.
    pub(super) folded: Option<Folded>,
    /// What the label may be, word for word.
    pub(super) targets: &'a [Target],
}

impl<'a> View<'a> {
    /// Reads the cells of a grid; nothing if no label of any form stands in it.
    pub(super) fn new(grid: &'a Grid, vocabulary: &'a Vocabulary) -> Option<View<'a>> {
        let mut known = false;
        let cells: Vec<CellView<'_>> = grid
            .cells()
            .iter()
            .map(|cell| {
                let reading = number::read(&cell.text);
                let is_label = !reading.is_value() && !reading.is_blank() && cell.text.len() <= LONGEST_LABEL;
                let folded = is_label.then(|| fold(&cell.text));
                let targets = folded.as_ref().map_or(&[][..], |folded| vocabulary.targets(folded));
                known |= !targets.is_empty();
                CellView { reading, folded, targets }
            })
            .collect();
        let view = View { grid: Cow::Borrowed(grid), cells };
        if !known {
            return None;
        }
        if view.is_transposed() {
            Some(View { grid: Cow::Owned(grid.transposed()), ..view })
        } else {
            Some(view)
        }
    }

    /// What a cell of the grid says, by its index in [`Grid::cells`].
    pub(super) fn cell(&self, index: usize) -> Option<(&Cell, &CellView<'a>)> {
        Some((self.grid.cells().get(index)?, self.cells.get(index)?))
    }

    /// The cells that cover a row, each once, from left to right.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = Item<'_, 'a>> {
        self.grid
            .row(row)
            .filter_map(|(index, cell)| Some(Item { index, cell, view: self.cells.get(index)? }))
    }

    /// The cells that begin in a row.
    pub(super) fn own_row(&self, row: usize) -> impl Iterator<Item = Item<'_, 'a>> {
        self.row(row).filter(move |item| item.cell.row as usize == row)
    }

    /// Whether a row has a cell with a number or a mark for none that begins in it.
    pub(super) fn has_values(&self, row: usize) -> bool {
        self.own_row(row).any(|item| item.view.reading.is_value())
    }

    /// Whether row labels stand side by side and column labels below each other.
    fn is_transposed(&self) -> bool {
        // A grid as the form has it: two column labels of one family side by side, or two row labels in one column.
        let (mut upright, mut turned) = (0, 0);
        let mut rows: Vec<(u8, u32, u32)> = Vec::new();
        let mut columns: Vec<(u8, u32, u32)> = Vec::new();
        for (cell, view) in self.grid.cells().iter().zip(&self.cells) {
            for target in view.targets {
                match *target {
                    Target::Row { family, .. } => rows.push((family, cell.row, cell.column)),
                    Target::Column { family, .. } => columns.push((family, cell.row, cell.column)),
                    _ => {}
                }
            }
        }
        for pair in columns.windows(2) {
            if let [a, b] = pair
                && a.0 == b.0
            {
                upright += usize::from(a.1 == b.1 && a.2 != b.2);
                turned += usize::from(a.1 != b.1 && a.2 == b.2);
            }
        }
        for pair in rows.windows(2) {
            if let [a, b] = pair
                && a.0 == b.0
            {
                upright += usize::from(a.1 != b.1);
                turned += usize::from(a.1 == b.1 && a.2 != b.2);
            }
        }
        turned > upright + 2
    }
}

/// A cell in its row.
#[derive(Clone, Copy)]
pub(super) struct Item<'v, 'a> {
    /// Its index in [`Grid::cells`].
    pub(super) index: usize,
    /// The cell.
    pub(super) cell: &'v Cell,
    /// What it says.
    pub(super) view: &'v CellView<'a>,
}

impl Item<'_, '_> {
    /// The columns of the grid it covers, as first and one past the last.
    pub(super) fn span(&self) -> (u32, u32) {
        (self.cell.column, self.cell.column + self.cell.column_span)
    }
}

impl CellView<'_> {
    /// Whether it holds words.
    pub(super) fn is_text(&self) -> bool {
        !self.reading.is_value() && !self.reading.is_blank()
    }
}
