//! Labels that run over several lines, put together where that is sure.
//!
//! In a printed table the figures of a row stand beside one line of its label. Items are numbered, so a line that does
//! not begin an item goes on with the one above: with the label that still has no figures, or with the row above when
//! the next line begins a new item.

use crate::document::text::draft::{Piece, Row};
use crate::document::text::lines::{is_value, starts_item};

/// The fewest characters of a label for it to have been broken.
const LONG: usize = 10;
/// The most lines of a label before the one with the figures.
const MAX_ABOVE: usize = 3;

/// The rows with their labels put together; each with the place of its first line.
pub(in crate::document::text) fn mend(rows: Vec<Row>) -> Vec<(usize, Row)> {
    let mut mended: Vec<(usize, Row)> = Vec::with_capacity(rows.len());
    let mut rest = rows.into_iter().enumerate().peekable();
    while let Some((at, row)) = rest.next() {
        let ends = rest.peek().is_none_or(|(_, next)| begins_item(next));
        if ends && goes_on(&row) && finish(mended.last_mut(), &row) {
            continue;
        }
        let mut above = vec![(at, row)];
        if above.iter().any(|(_, row)| opens(row)) {
            while above.len() < MAX_ABOVE && rest.peek().is_some_and(|(_, next)| goes_on(next)) {
                above.extend(rest.next());
            }
            if let Some((_, figures)) = rest.next_if(|(_, next)| takes_label(next)) {
                mended.push((at, headed(above, figures)));
                continue;
            }
        }
        mended.append(&mut above);
    }
    mended
}

/// The only text of a row, if it is no figure.
fn lone_text(row: &Row) -> Option<&Piece> {
    match row.as_slice() {
        [piece] if !piece.text.is_empty() && !is_value(&piece.text) => Some(piece),
        _ => None,
    }
}

fn has_figures(row: &Row) -> bool {
    row.iter().any(|piece| is_value(&piece.text))
}

/// The label of a row of figures.
fn label(row: &mut Row) -> Option<&mut Piece> {
    row.iter_mut().rfind(|piece| !piece.text.is_empty() && !is_value(&piece.text))
}

fn begins_item(row: &Row) -> bool {
    row.iter().find(|piece| !piece.text.is_empty()).is_some_and(|piece| starts_item(&piece.text))
}

/// Whether a line is a piece of a label that began above.
fn goes_on(row: &Row) -> bool {
    lone_text(row).is_some_and(|piece| !starts_item(&piece.text))
}

/// Whether a line begins an item and may have been broken before its figures.
fn opens(row: &Row) -> bool {
    lone_text(row).is_some_and(|piece| starts_item(&piece.text) && piece.text.chars().count() >= LONG)
}

/// Whether a row has figures and at most the end of a label.
fn takes_label(row: &Row) -> bool {
    let mut texts = row.iter().filter(|piece| !piece.text.is_empty() && !is_value(&piece.text));
    has_figures(row) && texts.next().is_none_or(|piece| !starts_item(&piece.text)) && texts.next().is_none()
}

/// Adds a line to the label of the row above; false where that row has no label that may have been broken.
fn finish(above: Option<&mut (usize, Row)>, line: &Row) -> bool {
    let Some((_, row)) = above.filter(|(_, row)| has_figures(row)) else { return false };
    let (Some(label), Some(more)) = (label(row), lone_text(line)) else { return false };
    let below = label.column == more.column;
    let broken = below && starts_item(&label.text) && label.text.chars().count() >= LONG;
    if broken {
        label.join(&more.text);
    }
    broken
}

/// A row of figures with the lines of its label that stand above it.
fn headed(above: Vec<(usize, Row)>, mut row: Row) -> Row {
    let mut pieces = above.into_iter().flat_map(|(_, row)| row);
    let Some(mut head) = pieces.next() else { return row };
    pieces.for_each(|piece| head.join(&piece.text));
    match label(&mut row) {
        Some(label) => {
            head.join(&label.text);
            let (column, column_span) = (label.column, label.column_span);
            *label = Piece { column, column_span, ..head };
        }
        None => row.insert(0, head),
    }
    row
}

/// Gives a label that stands alone between rows of figures, or below them, a blank for each cell of these: its row was left
/// blank.
pub(in crate::document::text) fn fill(rows: &mut [(usize, Row)]) {
    // The cells behind the labels of the last row of figures; nothing since a header.
    let mut cells: Vec<u32> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for at in 0..rows.len() {
        let Some((_, row)) = rows.get(at) else { break };
        let lone = is_row_label(row);
        if has_figures(row) {
            let label = row.iter().rposition(|piece| !piece.text.is_empty() && !is_value(&piece.text));
            cells = row.iter().skip(label.map_or(0, |label| label + 1)).map(|piece| piece.column).collect();
            for at in std::mem::take(&mut waiting) {
                add_blanks(rows, at, &cells);
            }
        } else if lone && cells.is_empty() {
            waiting.push(at);
        } else if lone {
            add_blanks(rows, at, &cells);
        } else if row.len() > 1 {
            (cells, waiting) = (Vec::new(), Vec::new());
        }
    }
}

fn add_blanks(rows: &mut [(usize, Row)], at: usize, columns: &[u32]) {
    let Some((_, row)) = rows.get_mut(at) else { return };
    let (line, end) = row.last().map_or((0, 0), |piece| (piece.line, piece.column + 1));
    if let (Some(label), Some(&first)) = (row.last_mut(), columns.first()) {
        label.column_span = label.column_span.min(first.saturating_sub(label.column)).max(1);
    }
    let behind = columns.iter().filter(|column| **column >= end);
    row.extend(behind.map(|&column| Piece::new("", column as usize, line, 0)));
}

/// Whether a line has nothing but the label of a row, and heads before it: all of them numbered, and none an article that
/// heads a part of the form.
fn is_row_label(row: &Row) -> bool {
    !row.is_empty() && row.iter().all(|piece| starts_item(&piece.text) && !piece.text.starts_with('第'))
}
