//! What a break in the page leaves in doubt.
//!
//! Helps `stitch` and `assemble`. A cell that spans rows may be cut, and its one number stand in the part above or below; and where
//! pages were left out, or lie in another order, a row that a page ends in the middle of has lost half of its digits, and what is left
//! looks whole.

use super::stitch::fits;
use crate::document::pdf::labels::{begins_label, is_label};
use crate::document::pdf::sheet::text::Line;
use crate::document::pdf::table::{Part, PartCell};

fn first_row(part: &Part) -> impl Iterator<Item = &PartCell> {
    part.cells.iter().filter(|cell| cell.row == 0)
}

fn last_row(part: &mut Part) -> impl Iterator<Item = &mut PartCell> {
    let rows = part.rows;
    part.cells.iter_mut().filter(move |cell| cell.row + cell.row_span >= rows)
}

fn is_figure(cell: &PartCell) -> bool {
    !cell.content.text.is_empty() && !is_label(&cell.content.text)
}

/// How tables print a nought.
const NOUGHTS: [&str; 10] = ["0", "０", "-", "－", "—", "——", "–", "−", "/", "／"];

/// Doubts the blanks in the first row below a break, and the numbers above them, in a table that prints its noughts: they may be
/// halves of cells over both rows.
pub(super) fn halves_of_cells(table: &mut Part, next: &mut Part) {
    let is_nought = |cell: &PartCell| NOUGHTS.contains(&cell.content.text.as_str());
    if !first_row(next).any(is_figure) || !table.cells.iter().chain(&next.cells).any(is_nought) {
        return;
    }
    // Where a column has blanks elsewhere, they are the agency's way to write noughts.
    let elsewhere = table.cells.iter().chain(next.cells.iter().filter(|cell| cell.row > 0));
    let blanks: Vec<(usize, usize)> = elsewhere
        .filter(|cell| cell.content.text.is_empty())
        .map(|cell| (cell.column, cell.column_span))
        .collect();
    let blank = |cell: &&mut PartCell| {
        cell.row == 0 && cell.content.text.is_empty() && !blanks.contains(&(cell.column, cell.column_span))
    };
    for cell in next.cells.iter_mut().filter(blank) {
        let is_over = |over: &&mut PartCell| {
            (over.column, over.column_span) == (cell.column, cell.column_span) && is_figure(over)
        };
        for over in last_row(table).filter(is_over) {
            over.doubtful = true;
            cell.doubtful = true;
        }
    }
}

/// Doubts the last row of each table at the end of a page that goes on, by its columns, at the top of a page which does not follow:
/// with figures that have no label of their own. Also doubts these.
pub(super) fn torn_rows(pages: &mut [Vec<Part>], lines: &[Vec<Line>]) {
    let ends = |page: usize| edge(pages, lines, page, false);
    let begins = |page: usize| edge(pages, lines, page, true);
    let part = |page: usize, at: usize| pages.get(page)?.get(at);
    let follows = |page: usize, next: usize| {
        let (above, below) =
            (ends(page).and_then(|at| part(page, at)), begins(next).and_then(|at| part(next, at)));
        above.zip(below).is_some_and(|(above, below)| fits(above, below))
    };
    let orphans: Vec<(usize, usize)> = (0..pages.len())
        .filter(|&page| !page.checked_sub(1).is_some_and(|before| follows(before, page)))
        .filter_map(|page| Some((page, begins(page)?)))
        .filter(|&(page, at)| part(page, at).is_some_and(is_bare))
        .collect();
    let mut torn: Vec<(usize, usize)> = Vec::new();
    for page in (0..pages.len()).filter(|_| !orphans.is_empty()) {
        let Some(at) = ends(page).filter(|_| !follows(page, page + 1)) else { continue };
        let goes_on = |&(other, below): &(usize, usize)| {
            let parts = part(page, at).zip(part(other, below));
            other != page && parts.is_some_and(|(above, below)| fits(above, below))
        };
        torn.extend(orphans.iter().any(goes_on).then_some((page, at)));
    }
    let mut doubt = |(page, at): (usize, usize), is_last: bool| {
        let Some(part) = pages.get_mut(page).and_then(|parts| parts.get_mut(at)) else { return };
        match is_last {
            true => last_row(part).for_each(|cell| cell.content.undecoded = true),
            false => part.cells.iter_mut().for_each(|cell| cell.content.undecoded |= cell.row == 0),
        }
    };
    if !torn.is_empty() {
        orphans.into_iter().for_each(|place| doubt(place, false));
    }
    torn.into_iter().for_each(|place| doubt(place, true));
}

/// The ruled table that a page begins or ends with, with no line of text before or behind it.
fn edge(pages: &[Vec<Part>], lines: &[Vec<Line>], page: usize, begins: bool) -> Option<usize> {
    let parts = pages.get(page)?.iter().enumerate();
    let (at, part) = match begins {
        true => parts.min_by(|a, b| a.1.area.top.total_cmp(&b.1.area.top)),
        false => parts.max_by(|a, b| a.1.area.bottom.total_cmp(&b.1.area.bottom)),
    }?;
    let outside = |line: &Line| match begins {
        true => line.area.bottom <= part.area.top,
        false => part.area.bottom <= line.area.top,
    };
    (part.ruled && !lines.get(page)?.iter().any(outside)).then_some(at)
}

/// Whether a table begins with figures and no label.
fn is_bare(part: &Part) -> bool {
    let begins = |cell: &PartCell| is_label(&cell.content.text) && begins_label(&cell.content.text);
    let words = first_row(part).filter(|cell| is_label(&cell.content.text)).count();
    first_row(part).any(is_figure) && !first_row(part).any(begins) && words <= 1
}
