//! Tables whose cells carry the names of their columns: `自然人：3`, as pages for phones and lists of terms print them.
//!
//! Each such cell becomes a row of its own, with its name before its figure and the label of its row before both: the form of a
//! list, in which names need no header.

use std::collections::BTreeSet;

use super::text::{is_value, pair};
use super::{Cell, Grid};

/// The fewest such cells of a table.
const MIN_PAIRS: usize = 6;

/// The table as a list, if nearly all cells beside the labels carry their names, and the names come again; else as it is.
pub(super) fn listed(grid: Grid) -> Grid {
    let behind = || grid.cells().iter().filter(|cell| cell.column > 0 && !cell.text.is_empty());
    // One look at the first cells settles it for nearly all tables.
    if grid.columns() < 2 || !behind().take(MIN_PAIRS).any(|cell| named(&cell.text).is_some()) {
        return grid;
    }
    let names: Vec<&str> = behind().filter_map(|cell| Some(named(&cell.text)?.0)).collect();
    let different: BTreeSet<&str> = names.iter().copied().collect();
    let plain = behind().filter(|cell| is_value(&cell.text)).count();
    if names.len() < MIN_PAIRS
        || names.len() * 2 < behind().count()
        || plain > 0
        || different.len() == names.len()
    {
        return grid;
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(grid.cells().len() * 2);
    let mut row = 0;
    for line in 0..grid.rows() {
        let own = || grid.row(line).map(|(_, cell)| cell).filter(|cell| cell.row as usize == line);
        let pairs: Vec<(&Cell, &str, &str)> = own()
            .filter_map(|cell| {
                let (name, value) = named(&cell.text)?;
                Some((cell, name, value))
            })
            .collect();
        let labels = own().filter(|cell| named(&cell.text).is_none() && !cell.text.is_empty());
        let height = pairs.len().max(1) as u32;
        // Heads before the label keep to themselves.
        for (cell, column) in labels.zip(0..) {
            cells.push(Cell { row, column, row_span: height, column_span: 1, ..cell.clone() });
        }
        for (cell, name, value) in pairs {
            let piece = |text: &str, column| Cell {
                text: text.into(),
                row,
                column,
                row_span: 1,
                column_span: 1,
                ..cell.clone()
            };
            cells.extend([piece(name, grid.columns() as u32), piece(value, grid.columns() as u32 + 1)]);
            row += 1;
        }
        row += u32::from(height == 1 && cells.last().is_some_and(|cell| cell.row == row));
    }
    let mut list = Grid::from_cells(row, cells, grid.locator);
    list.caption = grid.caption;
    list
}

/// The name and the figure of a cell that carries both.
fn named(text: &str) -> Option<(&str, &str)> {
    pair(text).filter(|(name, _)| name.chars().nth(1).is_some())
}
