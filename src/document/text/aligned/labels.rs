//! Labels that run over several lines, put together where that is sure.
//!
//! In a printed table the figures of a row stand beside one line of its label. Items are numbered, so a line that does
//! not begin an item goes on with the one above: with the label that still has no figures, or with the row above when
//! the next line begins a new item.

use std::collections::{BTreeMap, VecDeque};

use crate::document::text::draft::{Piece, Row};
use crate::document::text::lines::{is_value, starts_item};
use crate::document::text::width::width;

/// How wide a line of a label is that may have been broken, wherever labels break in its column.
const LONG: usize = 20;
/// By how much lines that are broken at one width differ, at most: a hanzi, and a mark that must not begin a line.
const RAGGED: usize = 4;
/// The narrowest line that may have been broken.
const SHORTEST: usize = 8;
/// The most lines of a label before the one with the figures.
const MAX_ABOVE: usize = 3;

/// The rows with their labels put together; each with the place of its first line.
pub(in crate::document::text) fn mend(rows: Vec<Row>) -> Vec<(usize, Row)> {
    let widths = Widths::of(&rows);
    let mut mended: Vec<(usize, Row)> = Vec::with_capacity(rows.len());
    let mut rest: VecDeque<(usize, Row)> = rows.into_iter().enumerate().collect();
    while let Some((_, row)) = rest.front() {
        if let Some(open) = mended.last_mut().and_then(|(_, above)| open_note(above, row)) {
            rest.pop_front().iter().flat_map(|(_, row)| row).for_each(|more| open.join(&more.text));
            continue;
        }
        let below = rest.iter().take(MAX_ABOVE + 1).take_while(|(_, next)| goes_on(next)).count();
        let ends = rest.get(below).is_none_or(|(_, next)| begins_item(next));
        if ends && (1..=MAX_ABOVE).contains(&below) && may_finish(mended.last(), row, &widths) {
            rest.drain(..below).for_each(|(_, line)| finish(mended.last_mut(), &line));
            continue;
        }
        let Some(first) = rest.pop_front() else { break };
        let mut above = vec![first];
        if above.iter().any(|(_, row)| opens(row, &widths)) {
            while above.len() < MAX_ABOVE && rest.front().is_some_and(|(_, next)| goes_on(next)) {
                above.extend(rest.pop_front());
            }
            let column = above.first().and_then(|(_, row)| lone_text(row)).map_or(0, |piece| piece.column);
            if rest.front().is_some_and(|(_, next)| takes_label(next, column))
                && let Some((_, figures)) = rest.pop_front()
            {
                mended.push((first_place(&above), headed(above, figures)));
                continue;
            }
        }
        mended.append(&mut above);
    }
    mended
}

fn first_place(rows: &[(usize, Row)]) -> usize {
    rows.first().map_or(0, |(at, _)| *at)
}

/// How wide the widest label in each column is: that is where labels are broken, if they are.
struct Widths(BTreeMap<u32, usize>);

impl Widths {
    fn of(rows: &[Row]) -> Widths {
        let mut widest = BTreeMap::new();
        for piece in rows.iter().flatten().filter(|piece| piece.column_span == 1 && is_text(piece)) {
            let known: &mut usize = widest.entry(piece.column).or_default();
            *known = (*known).max(width(&piece.text));
        }
        Widths(widest)
    }

    /// Whether a line of a label may have been broken.
    fn may_break(&self, piece: &Piece) -> bool {
        let widest = self.0.get(&piece.column).copied().unwrap_or(LONG);
        let long =
            if piece.column_span > 1 { LONG } else { widest.saturating_sub(RAGGED).clamp(SHORTEST, LONG) };
        may_break(&piece.text) && (width(&piece.text) >= long || is_open(&piece.text))
    }
}

/// The note in brackets with which a line goes on: it stands below it alone, and begins nothing of its own.
fn open_note<'r>(above: &'r mut Row, line: &Row) -> Option<&'r mut Piece> {
    let more = lone_text(line).filter(|more| !starts_item(&more.text))?;
    if has_figures(above) {
        return None;
    }
    let open = above.iter_mut().find(|piece| piece.text.starts_with(['（', '(']) && is_open(&piece.text))?;
    (more.column < open.column + open.column_span).then_some(open)
}

/// Whether a text is the label of a numbered row. The article that a part of the form reports on has a line of its own.
fn may_break(text: &str) -> bool {
    starts_item(text) && !text.starts_with('第')
}

/// Whether a bracket is open at the end of a text.
fn is_open(text: &str) -> bool {
    text.rfind(['（', '(']) > text.rfind(['）', ')'])
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
    row.iter_mut().rfind(|piece| is_text(piece))
}

fn is_text(piece: &Piece) -> bool {
    !piece.text.is_empty() && !is_value(&piece.text)
}

fn begins_item(row: &Row) -> bool {
    row.iter().find(|piece| !piece.text.is_empty()).is_some_and(|piece| starts_item(&piece.text))
}

/// Whether a line is a piece of a label that began above.
fn goes_on(row: &Row) -> bool {
    lone_text(row).is_some_and(|piece| !starts_item(&piece.text))
}

/// Whether a line begins an item and may have been broken before its figures.
fn opens(row: &Row, widths: &Widths) -> bool {
    lone_text(row).is_some_and(|piece| widths.may_break(piece))
}

/// Whether a row has figures, and at most the end of a label that stands in a column; heads of several rows may stand
/// before that.
fn takes_label(row: &Row, column: u32) -> bool {
    let mut texts = row.iter().rev().filter(|piece| is_text(piece));
    let ends = |piece: &Piece| !starts_item(&piece.text);
    has_figures(row)
        && match texts.next() {
            None => true,
            Some(piece) if texts.next().is_none() => ends(piece),
            Some(piece) => ends(piece) && piece.column == column,
        }
}

/// Whether a line goes on with the label of the row above, which may have been broken.
fn may_finish(above: Option<&(usize, Row)>, line: &Row, widths: &Widths) -> bool {
    let Some((_, row)) = above.filter(|(_, row)| has_figures(row)) else { return false };
    let label = row.iter().rfind(|piece| is_text(piece));
    let (Some(label), Some(more)) = (label, lone_text(line)) else { return false };
    label.column == more.column && widths.may_break(label)
}

/// Adds a line to the label of the row above.
fn finish(above: Option<&mut (usize, Row)>, line: &Row) {
    if let Some(label) = above.and_then(|(_, row)| label(row))
        && let Some(more) = lone_text(line)
    {
        label.join(&more.text);
    }
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
        // Figures behind words that begin no item: these go on with the label, wherever it was broken.
        let torn = rows.get(at + 1).is_some_and(|(_, next)| {
            let label = next.iter().rfind(|piece| is_text(piece));
            has_figures(next) && label.is_some_and(|piece| !starts_item(&piece.text))
        });
        let lone = is_row_label(row) && !torn;
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
