//! Rows that a line break inside a cell has torn apart, put together again where that is sure.
//!
//! A header `本年新⏎制作数量` copied as text breaks its line. Nothing in the text tells such a break from the end of a
//! row, so two lines become one row only if: the cell is quoted, as spreadsheets do; a bracket that the first line
//! opens is closed by the second; or the pieces are no labels by themselves and together make a row as wide as the
//! rows beside it.

use compact_str::CompactString;

use crate::document::text::draft::{Piece, Row};
use crate::document::text::lines::{fold, is_value, starts_item};

/// The most lines that one row is put together from.
const MAX_PIECES: usize = 5;
/// Characters that a label must have for its end to be the end of the line and not of the label.
const LONG: usize = 8;
/// What labels that are torn in headers begin with, by themselves no labels.
const FRAGMENTS: [&str; 12] = [
    "本年新",
    "本年",
    "本年度",
    "对外公开",
    "现行有效",
    "上一年",
    "本年处理",
    "本年收费",
    "处理决定",
    "采购",
    "采购项目",
    "本年处理决定",
];

/// Puts torn rows together. Each row comes with the place of its first line.
pub(super) fn mend(mut rows: Vec<(usize, Row)>) -> Vec<(usize, Row)> {
    let mut mended: Vec<(usize, Row)> = Vec::with_capacity(rows.len());
    let mut before = None;
    let mut index = 0;
    while let Some(window) = rows.get(index..).filter(|window| !window.is_empty()) {
        let more =
            quoted(window).or_else(|| bracketed(window)).or_else(|| counted(window, before)).unwrap_or(0);
        let mut taken = rows.iter_mut().skip(index).take(1 + more).map(std::mem::take);
        let Some((at, mut row)) = taken.next() else { break };
        taken.for_each(|(_, next)| append(&mut row, next));
        row.iter_mut().for_each(|cell| unquote(&mut cell.text));
        before = Some(row.len());
        mended.push((at, row));
        index += 1 + more;
    }
    mended
}

/// Appends a row: its first cell goes on with the last one, the others follow.
fn append(row: &mut Row, next: Row) {
    let shift = row.len().saturating_sub(1) as u32;
    let mut next = next.into_iter();
    if let (Some(last), Some(first)) = (row.last_mut(), next.next()) {
        last.join(&first.text);
        last.joined = true;
    }
    row.extend(next.map(|piece| Piece { column: piece.column + shift, ..piece }));
}

/// How many rows follow until the quotation mark that opens in the last cell of the first row is closed.
fn quoted(window: &[(usize, Row)]) -> Option<usize> {
    let odd = |text: &str| text.matches('"').count() % 2 == 1;
    let (_, row) = window.first()?;
    let last = &row.last()?.text;
    if !last.starts_with('"') || !odd(last) {
        return None;
    }
    for (count, (_, next)) in window.iter().enumerate().skip(1).take(MAX_PIECES) {
        let first = &next.first()?.text;
        if odd(first) {
            return first.ends_with('"').then_some(count);
        }
        if next.len() > 1 {
            return None;
        }
    }
    None
}

/// One, if the next row closes the bracket that the last cell of the first row opens.
fn bracketed(window: &[(usize, Row)]) -> Option<usize> {
    let [(_, row), (_, next), ..] = window else { return None };
    let (last, first) = (&row.last()?.text, &next.first()?.text);
    let opened = last.rfind(['（', '(']).unwrap_or(0) > last.rfind(['）', ')']).map_or(0, |at| at + 1)
        || last.starts_with(['（', '(']) && !last.contains(['）', ')']);
    let closed = first.find(['）', ')'])? < first.find(['（', '(']).unwrap_or(usize::MAX);
    (opened && closed && !starts_item(first)).then_some(1)
}

/// How many rows follow until the row is as wide as the one before or after, if its pieces are no labels.
fn counted(window: &[(usize, Row)], before: Option<usize>) -> Option<usize> {
    let mut rows = window.iter().map(|(_, row)| row);
    let first = rows.next()?;
    let mut last = first.last()?;
    let mut width = first.len();
    if width < 2 {
        return None;
    }
    for count in 1..MAX_PIECES {
        let next = rows.next()?;
        let head = next.first()?;
        if !is_fragment(&last.text, next)
            || head.text.is_empty()
            || is_value(&head.text)
            || starts_item(&head.text)
        {
            return None;
        }
        let wide = next.len();
        width += wide - 1;
        let after = window.get(count + 1).map(|(_, row)| row.len());
        if [before, after].contains(&Some(width)) && wide < width {
            return Some(count);
        }
        last = next.last()?;
    }
    None
}

/// Whether a label cannot end here: it is a piece of a header, or long and followed by a row that ends in values.
fn is_fragment(text: &str, next: &Row) -> bool {
    let values = next.iter().skip(1).filter(|piece| is_value(&piece.text)).count();
    FRAGMENTS.contains(&text)
        || text.chars().count() >= LONG && !is_value(text) && values >= 1 && values + 1 == next.len()
}

/// Takes the quotation marks off a cell that is quoted as in CSV.
fn unquote(text: &mut CompactString) {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner.filter(|inner| !inner.replace("\"\"", "").contains('"')) {
        *text = fold(&inner.replace("\"\"", "\""));
    }
}
