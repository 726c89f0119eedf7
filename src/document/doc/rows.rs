//! A table while it is being read: its rows say their own edges, and the columns are those of all of them.

use crate::document::Block;
use crate::document::draft::{Draft, Merge, Table};

use super::properties::Shape;

/// Edges that are no farther apart, in twentieths of a point, are one: a tenth of the narrowest column.
const SAME_EDGE: i16 = 40;

/// A table, its rows so far, and the row and cell being read.
#[derive(Debug, Default)]
pub(in crate::document) struct Rows {
    number: u32,
    done: Vec<(Vec<Draft>, Shape)>,
    cells: Vec<Draft>,
    cell: Draft,
}

impl Rows {
    pub(in crate::document) fn new(number: u32) -> Rows {
        Rows { number, ..Rows::default() }
    }

    /// The cell being read.
    pub(in crate::document) fn cell(&mut self) -> &mut Draft {
        &mut self.cell
    }

    pub(in crate::document) fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    pub(in crate::document) fn end_row(&mut self, shape: Option<&Shape>) {
        self.cell = Draft::default();
        self.done.push((std::mem::take(&mut self.cells), shape.cloned().unwrap_or_default()));
    }

    /// What the table comes to, and whether all of it fitted.
    pub(in crate::document) fn finish(mut self) -> (Vec<Block>, bool) {
        if !self.cells.is_empty() {
            // The file ends in the midst of a row.
            self.end_row(None);
        }
        let edges = edges(&self.done);
        let column = |edge: i16| edges.partition_point(|&known| known <= edge).saturating_sub(1) as u32;
        let mut table = Table::new(self.number);
        for (cells, shape) in self.done {
            table.row();
            let mut is_first = None;
            for (at, mut cell) in cells.into_iter().enumerate() {
                let sides = shape.edges.get(at).zip(shape.edges.get(at + 1));
                if let Some((&left, &right)) = sides {
                    if at == 0 {
                        table.leave(column(left));
                    }
                    cell.span = column(right).saturating_sub(column(left)).max(1);
                }
                let (beside, below) = shape.merges.get(at).copied().unwrap_or_default();
                cell.merge = match below {
                    0 => Merge::No,
                    1 => Merge::GoesOn,
                    _ => Merge::Begins,
                };
                // Which of two words begins a set of merged cells, descriptions of the format do not agree on: the first
                // one met does, and again where it is met again.
                cell.joins_left = beside != 0 && is_first.is_some_and(|first| first != beside);
                is_first = (beside != 0).then_some(is_first.unwrap_or(beside));
                table.cell(cell);
            }
        }
        table.finish()
    }
}

/// The edges of all rows, from left to right.
fn edges(rows: &[(Vec<Draft>, Shape)]) -> Vec<i16> {
    let mut edges: Vec<i16> = rows.iter().flat_map(|(_, shape)| shape.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME_EDGE);
    edges
}
