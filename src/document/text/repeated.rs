//! Cells that span columns, written once for each column: as programs that know no spans export a table.
//!
//! ```text
//! 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项
//! 信息内容           | 本年处理决定数量   | 本年处理决定数量
//! 行政许可           | 176                | 176
//! ```
//!
//! Only a table in which whole rows are one text shows that it is written so. There, numbers that are the same under one name are one.

use super::draft::{Piece, Row};
use super::lines::is_value;

/// The fewest cells of a row that are one.
const MIN_CELLS: usize = 3;
/// The fewest characters of a name; shorter ones are marks for none.
const MIN_NAME: usize = 3;

/// Makes one cell of those that are one.
pub(super) fn merge(rows: &mut [Row]) {
    if !rows.iter().any(|row| row.len() >= MIN_CELLS && is_one_name(row)) {
        return;
    }
    for at in 0..rows.len() {
        for (from, to) in names(rows.get(at).map_or(&[], Vec::as_slice)).into_iter().rev() {
            let below = rows.get(at + 1..).unwrap_or_default();
            let count = below.iter().take_while(|row| is_one_number(row, from, to)).count();
            if count > 0 {
                rows.iter_mut().skip(at).take(count + 1).for_each(|row| join(row, from, to));
            }
        }
    }
}

fn is_name(piece: &Piece) -> bool {
    piece.text.chars().count() >= MIN_NAME && !is_value(&piece.text)
}

fn is_one_name(row: &[Piece]) -> bool {
    row.first().is_some_and(|first| is_name(first) && row.iter().all(|piece| piece.text == first.text))
}

/// The places of cells beside each other, behind a label, that have one name.
fn names(row: &[Piece]) -> Vec<(usize, usize)> {
    let mut from = 0;
    let mut found = Vec::new();
    for cells in row.chunk_by(|a, b| a.text == b.text) {
        if from > 0 && cells.len() > 1 && is_one_name(cells) {
            found.push((from, from + cells.len()));
        }
        from += cells.len();
    }
    found
}

/// Whether a row has a label, and one number in all of some cells.
fn is_one_number(row: &Row, from: usize, to: usize) -> bool {
    let cells = row.get(from..to).unwrap_or_default();
    let label = row.get(..from).is_some_and(|label| label.iter().all(|piece| !is_value(&piece.text)));
    let alike = |first: &Piece| is_value(&first.text) && cells.iter().all(|piece| piece.text == first.text);
    label && cells.first().is_some_and(alike)
}

fn join(row: &mut Row, from: usize, to: usize) {
    let span: u32 = row.get(from..to).unwrap_or_default().iter().map(|piece| piece.column_span).sum();
    if let Some(first) = row.get_mut(from) {
        first.column_span = span;
    }
    let mut at = 0;
    row.retain(|_| {
        at += 1;
        at - 1 <= from || at > to
    });
}
