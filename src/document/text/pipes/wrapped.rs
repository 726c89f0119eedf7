//! Rows that a program for old Word files has set in cells of a fixed width: what does not fit goes on in the next line,
//! with no mark.
//!
//! A line goes on with the row above if all that stands on it stands below cells that are full. A table that is only set to
//! its longest texts has no such lines but by chance, so a line with figures is a row; one that begins an item, too, unless no row of the table was left blank.

use crate::document::text::draft::Row;
use crate::document::text::lines::{is_space, is_value, starts_item};
use crate::document::text::width::width;

/// The fewest lines of such a table.
const MIN_LINES: usize = 6;
/// Room in a cell that another hanzi does not fit into.
const NO_ROOM: usize = 1;
/// The fewest columns of the screen of a cell that breaks what stands in it.
const MIN_WIDTH: usize = 6;

/// The cells of a line between its strokes, as set.
pub(super) type Cells<'a> = Vec<&'a str>;

/// Puts lines that go on with the row above into it; `cells` are the same rows as they are set. Each row comes with the place of
/// its line.
pub(super) fn mend(rows: Vec<(usize, Row)>, cells: &[Cells<'_>]) -> Vec<(usize, Row)> {
    let Some(widths) = widths(cells) else { return rows };
    // Rows left blank would stand below cells with room in them, too.
    let has_values = |line: &Cells<'_>| line.iter().any(|cell| is_value(cell));
    let first = cells.iter().position(has_values).unwrap_or(cells.len());
    let pairs = cells.get(first..).unwrap_or_default().windows(2);
    let mut lone = pairs.filter_map(|pair| match pair {
        [above, here] if !has_values(here) => Some((above, here)),
        _ => None,
    });
    let all_go_on = lone.all(|(above, here)| goes_on(above, here, &widths, true));
    let mut mended: Vec<(usize, Row)> = Vec::with_capacity(rows.len());
    let mut above: Option<&Cells<'_>> = None;
    for ((at, row), here) in rows.into_iter().zip(cells) {
        match mended.last_mut() {
            Some((_, last)) if above.is_some_and(|above| goes_on(above, here, &widths, all_go_on)) => {
                for (piece, more) in last.iter_mut().zip(&row) {
                    piece.join(&more.text);
                }
            }
            _ => mended.push((at, row)),
        }
        above = Some(here);
    }
    mended
}

/// The width of each column, if the cells of most lines have it; nothing if the lines differ.
fn widths(cells: &[Cells<'_>]) -> Option<Vec<usize>> {
    let count = cells.first()?.len();
    if cells.len() < MIN_LINES || cells.iter().any(|line| line.len() != count) {
        return None;
    }
    let of_column = |column: usize| {
        let mut all: Vec<usize> =
            cells.iter().filter_map(|line| line.get(column)).map(|cell| width(cell)).collect();
        all.sort_unstable();
        let usual = all.get(all.len() / 2).copied()?;
        let same = all.iter().filter(|width| **width == usual).count();
        (same * 2 > all.len()).then_some(usual)
    };
    (0..count).map(of_column).collect()
}

/// Whether all that stands on a line stands below full cells; `items` says whether it may begin an item.
fn goes_on(above: &Cells<'_>, here: &Cells<'_>, widths: &[usize], items: bool) -> bool {
    let is_full = |cell: &str, width_of: usize| {
        width_of >= MIN_WIDTH && width(cell.trim_end_matches(is_space)) + NO_ROOM >= width_of
    };
    let mut any = false;
    for ((above, here), width_of) in above.iter().zip(here).zip(widths) {
        let text = here.trim_matches(is_space);
        if text.is_empty() {
            continue;
        }
        any = true;
        let broken_value = is_value(text) && is_value(above);
        let begins = starts_item(text) && !items;
        if !is_full(above, *width_of) || begins || is_value(text) && !broken_value {
            return false;
        }
    }
    any
}
