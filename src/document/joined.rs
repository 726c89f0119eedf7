//! Tables that a page cuts into several elements: the header in one, so that it stays in sight, the rows in another; or each
//! row in one of its own.
//!
//! Nothing may stand between them. Elements of which one has more columns end at the same right edge: what a header spans
//! over the labels says nothing of how many columns these have.

use super::text::is_nil;
use super::{Cell, Grid};

/// Narrower tables are not put together.
const LEAST_COLUMNS: usize = 4;
/// The most rows of a header.
const MOST_HEADER_ROWS: usize = 6;
/// The most rows that are put together one by one; the form has some 30.
const MOST_ROWS: usize = 64;

/// Whether a table goes on with the one that ended just before it.
pub(super) fn goes_on(before: &Grid, next: &Grid) -> bool {
    let (wide, same) = (before.columns() >= LEAST_COLUMNS, next.columns() == before.columns());
    let a_row = same && next.rows() == 1 && before.rows() <= MOST_ROWS;
    let headed = before.rows() <= MOST_HEADER_ROWS
        && next.columns() >= before.columns()
        && !has_values(before)
        && has_values(next);
    wide && (a_row || headed)
}

/// Both as one table.
pub(super) fn join(before: &Grid, next: &Grid) -> Grid {
    let more = (next.columns().saturating_sub(before.columns())) as u32;
    let rows = before.rows() as u32;
    let above = before.cells().iter().map(|cell| match cell.column {
        0 => Cell { column_span: cell.column_span + more, ..cell.clone() },
        column => Cell { column: column + more, ..cell.clone() },
    });
    let below = next.cells().iter().map(|cell| Cell { row: cell.row + rows, ..cell.clone() });
    let cells = above.chain(below).collect();
    let mut joined = Grid::from_cells(rows + next.rows() as u32, cells, before.locator);
    joined.caption.clone_from(&before.caption);
    joined
}

fn has_values(grid: &Grid) -> bool {
    let is_value = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-') || is_nil(text);
    grid.cells().iter().any(|cell| is_value(&cell.text))
}
