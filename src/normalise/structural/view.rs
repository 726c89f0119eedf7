//! A grid with each cell's text read once: as a number, and as a label.

use std::borrow::Cow;

use super::Source;
use crate::document::{Cell, Grid};
use crate::normalise::counted::Counted;
use crate::normalise::piece::Piece;
use crate::normalise::vocabulary::Target;

/// A grid with its cells read.
pub(super) struct View<'a> {
    /// The grid, or its transposition.
    pub(super) grid: Cow<'a, Grid>,
    /// The number of its block in the report.
    pub(super) block: usize,
    /// Whether a line above it says that it is not the report's own.
    pub(super) foreign: bool,
    /// What a line above it says of units.
    pub(super) unit: Counted,
    /// Whether it is a list: a row for each value, with the names of its row and its column.
    pub(super) list: bool,
    /// What each cell of [`Grid::cells`] says.
    cells: &'a [Piece<'a>],
}

impl<'a> View<'a> {
    /// A grid with its cells; nothing if no label of any form stands in it.
    pub(super) fn new(source: Source<'a>) -> Option<View<'a>> {
        let Source { grid, cells, block, foreign, unit } = source;
        if cells.iter().all(|cell| cell.targets.is_empty()) {
            return None;
        }
        let mut view = View { grid: Cow::Borrowed(grid), block, foreign, unit, list: false, cells };
        view.list = view.is_list();
        if !view.list && view.is_transposed() {
            Some(View { grid: Cow::Owned(grid.transposed()), ..view })
        } else {
            Some(view)
        }
    }

    /// The grid as it stands in the document, if the view has it turned.
    pub(super) fn turned_back(&self) -> Option<View<'a>> {
        match &self.grid {
            Cow::Borrowed(_) => None,
            Cow::Owned(turned) => Some(View { grid: Cow::Owned(turned.transposed()), ..*self }),
        }
    }

    /// What a cell of the grid says, by its index in [`Grid::cells`].
    pub(super) fn cell(&self, index: usize) -> Option<(&Cell, &Piece<'a>)> {
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

    /// Whether a grid is a list: in most rows that have a value the name of its column stands before it, and there is no
    /// other value. Such grids are read as they stand, by [`super::crossed`].
    fn is_list(&self) -> bool {
        const LEAST_ROWS: usize = 3;
        let is_column = |target: &Target| matches!(target, Target::Column { .. });
        let (mut listed, mut all) = (0, 0);
        for row in 0..self.grid.rows() {
            let mut named = false;
            let mut values = 0;
            for item in self.own_row(row) {
                values += usize::from(item.view.reading.is_value());
                if values == 0 && !item.view.targets.is_empty() {
                    named = item.view.targets.iter().all(is_column);
                }
            }
            all += usize::from(values > 0);
            listed += usize::from(values == 1 && named);
        }
        listed >= LEAST_ROWS && listed * 2 > all
    }

    /// Whether row labels stand side by side and column labels below each other.
    fn is_transposed(&self) -> bool {
        // A grid as the form has it: two column labels of one family side by side, or two row labels in one column.
        let (mut upright, mut turned) = (0, 0);
        let mut rows: Vec<(u8, u32, u32)> = Vec::new();
        let mut columns: Vec<(u8, u32, u32)> = Vec::new();
        for (cell, view) in self.grid.cells().iter().zip(self.cells) {
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
    pub(super) view: &'v Piece<'a>,
}

impl Item<'_, '_> {
    /// The columns of the grid it covers, as first and one past the last.
    pub(super) fn span(&self) -> (u32, u32) {
        (self.cell.column, self.cell.column + self.cell.column_span)
    }
}
