//! Which sides of the fields of a lattice are ruled, and which were left out where a page breaks.
//!
//! Helps `lattice`.

use super::meet::Group;
use super::snap::Line;

/// Which sides of the fields of a lattice are ruled.
pub(super) struct Sides {
    pub(in crate::document::pdf) columns: usize,
    pub(in crate::document::pdf) rows: usize,
    /// (rows + 1) × columns: the side above each field, and below the last.
    above: Vec<bool>,
    /// rows × (columns + 1): the side before each field, and after the last.
    before: Vec<bool>,
}

impl Sides {
    pub(super) fn new(group: &Group, columns: usize, rows: usize) -> Sides {
        let at = |lines: &[Line], index: usize| lines.get(index).map_or(0.0, |line| line.at);
        let ruled = |lines: &[Line], line: usize, others: &[Line], field: usize| {
            lines.get(line).is_some_and(|line| line.covers(at(others, field), at(others, field + 1)))
        };
        let (mut above, mut before) = (Vec::new(), Vec::new());
        for row in 0..=rows {
            above.extend((0..columns).map(|column| ruled(&group.across, row, &group.down, column)));
        }
        for row in 0..rows {
            before.extend((0..=columns).map(|column| ruled(&group.down, column, &group.across, row)));
        }
        Sides { columns, rows, above, before }
    }

    pub(super) fn above(&self, row: usize, column: usize) -> bool {
        self.above.get(row * self.columns + column).copied().unwrap_or(false)
    }

    pub(super) fn before(&self, row: usize, column: usize) -> bool {
        self.before.get(row * (self.columns + 1) + column).copied().unwrap_or(false)
    }

    /// Closes the left or right edge of the table where lines across it reach the edge above and below a gap.
    pub(super) fn close_down(&mut self, edge: usize) {
        let column = edge.min(self.columns.saturating_sub(1));
        let mut row = 0;
        while row < self.rows {
            let start = row;
            row += 1;
            if self.before(start, edge) {
                continue;
            }
            while row < self.rows && !self.before(row, edge) && !self.above(row, column) {
                row += 1;
            }
            if self.above(start, column) && self.above(row, column) {
                for row in start..row {
                    if let Some(side) = self.before.get_mut(row * (self.columns + 1) + edge) {
                        *side = true;
                    }
                }
            }
        }
    }

    /// Closes the upper or lower edge of the table where the lines down the page reach it on both sides of a gap: a
    /// break in the page left the border out. Says for which columns.
    pub(super) fn close_across(&mut self, edge: usize) -> Vec<bool> {
        let row = edge.min(self.rows.saturating_sub(1));
        let mut closed = vec![false; self.columns];
        let mut column = 0;
        while column < self.columns {
            let start = column;
            column += 1;
            if self.above(edge, start) {
                continue;
            }
            while column < self.columns && !self.above(edge, column) && !self.before(row, column) {
                column += 1;
            }
            if self.before(row, start) && self.before(row, column) {
                closed.iter_mut().take(column).skip(start).for_each(|closed| *closed = true);
            }
        }
        for (column, _) in closed.iter().enumerate().filter(|(_, closed)| **closed) {
            if let Some(side) = self.above.get_mut(edge * self.columns + column) {
                *side = true;
            }
        }
        closed
    }
}
