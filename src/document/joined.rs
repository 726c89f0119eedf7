//! Tables that a page cuts into several elements: the header in one, so that it stays in sight, the rows in another; or each
//! row in one of its own; or where a page of the paper ended; or the labels in one and the figures in another beside it.
//!
//! Nothing may stand between them. Elements of which one has more columns end at the same right edge: what a header spans
//! over the labels says nothing of how many columns these have.

use super::text::{is_nil, is_value};
use super::{Block, Cell, CellMarks, Grid};

/// Narrower tables are not put together.
const LEAST_COLUMNS: usize = 4;
/// The most rows of a header.
const MOST_HEADER_ROWS: usize = 6;
/// The most rows that are put together one by one; the form has some 30.
const MOST_ROWS: usize = 64;

/// Puts the first of `next` together with the last of `blocks` if both are parts of one table.
pub(super) fn go_on(blocks: &mut [Block], next: &mut Vec<Block>) {
    if let (Some(Block::Table(before)), Some(Block::Table(first))) = (blocks.last_mut(), next.first())
        && goes_on(before, first)
    {
        *before = join(before, first);
        next.remove(0);
    }
}

/// Whether a table goes on with the one that ended just before it.
pub(super) fn goes_on(before: &Grid, next: &Grid) -> bool {
    let (wide, same) = (before.columns() >= LEAST_COLUMNS, next.columns() == before.columns());
    let a_row = same && next.rows() == 1 && before.rows() <= MOST_ROWS;
    let headed = before.rows() <= MOST_HEADER_ROWS
        && next.columns() >= before.columns()
        && !has_values(before)
        && has_values(next);
    let a_part = || before.rows() <= MOST_ROWS && goes_on_with_row(before, next);
    wide && (a_row || headed || a_part())
}

/// Whether a table begins with a row, and so with no header of its own, and that row has as many cells behind its labels as
/// the last one of the table before.
fn goes_on_with_row(before: &Grid, next: &Grid) -> bool {
    let behind = |grid: &Grid, row: usize| {
        let cells: Vec<&str> = grid.row(row).map(|(_, cell)| cell.text.as_str()).collect();
        let places = cells.iter().rev().take_while(|text| text.is_empty() || is_value(text)).count();
        (places < cells.len() && cells.iter().any(|text| is_value(text))).then_some(places)
    };
    let last = before.rows().checked_sub(1).and_then(|last| behind(before, last));
    last.is_some() && last == behind(next, 0)
}

/// Both as one table.
pub(super) fn join(before: &Grid, next: &Grid) -> Grid {
    let columns = before.columns().max(next.columns());
    let rows = before.rows() as u32;
    let above = widened(before, columns);
    let below = widened(next, columns).map(|cell| Cell { row: cell.row + rows, ..cell });
    let cells = above.chain(below).collect();
    let mut joined = Grid::from_cells(rows + next.rows() as u32, cells, before.locator);
    joined.caption.clone_from(&before.caption);
    joined
}

/// The cells of a table of as many columns: the first one spans those that it has less.
fn widened(grid: &Grid, columns: usize) -> impl Iterator<Item = Cell> {
    let more = columns.saturating_sub(grid.columns()) as u32;
    grid.cells().iter().map(move |cell| match cell.column {
        0 => Cell { column_span: cell.column_span + more, ..cell.clone() },
        column => Cell { column: column + more, ..cell.clone() },
    })
}

/// Fewer rows of figures show no table that was cut from top to bottom.
const LEAST_ROWS: usize = 5;

/// Tables side by side as one, if the first has labels and those beside it nothing but a header and as many rows of figures. What
/// stands in one line there is told by the count of the rows alone.
pub(super) fn beside(parts: &[&Grid]) -> Option<Grid> {
    let (first, others) = parts.split_first()?;
    let rows = figure_rows(others.first()?)?;
    let heads = |grid: &Grid| grid.rows().checked_sub(rows);
    let most = heads(first)?;
    let even = others.iter().all(|other| other.rows() == first.rows());
    let has_corner = || first.cell(0, 0).is_some_and(|corner| corner.row_span as usize == most);
    let again = |at: usize| {
        others.iter().take(at).any(|known| others.get(at).is_some_and(|other| is_headed_alike(known, other)))
    };
    let is_labelled =
        |row: usize| first.row(row).any(|(_, cell)| !cell.text.is_empty() && !is_value(&cell.text));
    if most > MOST_HEADER_ROWS
        || (0..others.len()).any(again)
        || !(even || has_corner())
        || !others.iter().all(|other| figure_rows(other) == Some(rows) && heads(other) <= Some(most))
        || !(most..first.rows()).all(is_labelled)
    {
        return None;
    }
    let mut cells: Vec<Cell> = Vec::new();
    let mut left = 0;
    for part in parts {
        let down = most.saturating_sub(heads(part)?) as u32;
        cells.extend(part.cells().iter().map(|cell| {
            let marks = CellMarks { inferred: true, ..cell.marks };
            Cell { row: cell.row + down, column: cell.column + left, marks, ..cell.clone() }
        }));
        left += part.columns() as u32;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut joined = Grid::from_cells(first.rows() as u32, cells, first.locator);
    joined.caption.clone_from(&first.caption);
    Some(joined)
}

/// Puts tables together that follow each other and are parts of one, side by side.
pub(super) fn side_by_side(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined = Vec::with_capacity(blocks.len());
    let mut run: Vec<Grid> = Vec::new();
    let end = |run: &mut Vec<Grid>, joined: &mut Vec<Block>| match beside(&run.iter().collect::<Vec<_>>()) {
        Some(whole) => {
            run.clear();
            joined.push(Block::Table(whole));
        }
        None => joined.extend(run.drain(..).map(Block::Table)),
    };
    for block in blocks {
        match block {
            Block::Table(grid) => run.push(grid),
            text => {
                end(&mut run, &mut joined);
                joined.push(text);
            }
        }
    }
    end(&mut run, &mut joined);
    joined
}

/// Whether two tables begin with the same words: they have the figures of two years, or of two agencies.
pub(super) fn is_headed_alike(one: &Grid, other: &Grid) -> bool {
    let header = |grid: &Grid| grid.cells().iter().position(|cell| is_value(&cell.text)).unwrap_or_default();
    let texts = |grid: &Grid| {
        grid.cells().iter().take(header(grid)).map(|cell| cell.text.clone()).collect::<Vec<_>>()
    };
    let words = texts(one);
    !words.is_empty() && words == texts(other)
}

/// Whether a table has labels and no figures, or is one that was put together from such a one.
pub(super) fn wants_figures(grid: &Grid) -> bool {
    let cells = grid.cells();
    cells.len() > LEAST_ROWS && cells.iter().all(|cell| cell.marks.inferred || !is_value(&cell.text))
}

/// The number of rows with figures and nothing else at the end of a table that has only a header before them.
fn figure_rows(grid: &Grid) -> Option<usize> {
    let is_figure = |text: &str| text.is_empty() || is_value(text);
    let is_row = |row: &usize| grid.row(*row).all(|(_, cell)| is_figure(&cell.text));
    let has_figure = |row: usize| grid.row(row).any(|(_, cell)| is_value(&cell.text));
    let rows = (0..grid.rows()).rev().take_while(is_row).count();
    let head = grid.rows() - rows;
    (rows >= LEAST_ROWS && head <= MOST_HEADER_ROWS && has_figure(head) && !(0..head).any(has_figure))
        .then_some(rows)
}

fn has_values(grid: &Grid) -> bool {
    let is_value = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-') || is_nil(text);
    grid.cells().iter().any(|cell| is_value(&cell.text))
}
