//! Columns of figures that stand a little askew from line to line.
//!
//! Text taken out of a page keeps places only about; the figures of a column then miss one another by a space or two,
//! while the next column is much further away.

use super::columns::Column;
use super::headers::is_header;
use super::segments::Measured;

/// Merges neighbouring columns that are near to each other, measured by how far figures of a line stand apart, and that
/// no line has both of, nor a header a name for each.
pub(super) fn merge(rows: &[Measured<'_>], columns: &mut Vec<Column>) {
    let Some(pitch) = pitch(rows) else { return };
    let taken: Vec<Vec<usize>> = rows.iter().map(|row| taken(row, columns)).collect();
    // For each column, the nearest one before it that stands on a line with it.
    let mut beside: Vec<Option<usize>> = vec![None; columns.len()];
    for line in &taken {
        for (before, at) in line.iter().zip(line.iter().skip(1)) {
            if let Some(beside) = beside.get_mut(*at) {
                *beside = (*beside).max(Some(*before));
            }
        }
    }
    let named = |last: &Column, next: &Column| {
        rows.iter().filter(|row| is_header(&row.segments)).any(|row| {
            let over = |column: &Column| {
                row.segments.iter().position(|name| name.overlaps(column.left, column.right))
            };
            over(last).zip(over(next)).is_some_and(|(last, next)| last != next)
        })
    };
    // Each merged column with the first of those it was made of.
    let mut merged: Vec<(Column, usize)> = Vec::with_capacity(columns.len());
    for ((at, column), beside) in columns.drain(..).enumerate().zip(beside) {
        match merged.last_mut() {
            Some((last, first))
                if beside.is_none_or(|beside| beside < *first)
                    && (column.left - last.right) * 2 < pitch
                    && !named(last, &column) =>
            {
                last.right = column.right;
            }
            _ => merged.push((column, at)),
        }
    }
    columns.extend(merged.into_iter().map(|(column, _)| column));
}

/// How far figures of a line stand apart in most lines that have no gaps.
fn pitch(rows: &[Measured<'_>]) -> Option<usize> {
    let mut steps = Vec::new();
    for row in rows {
        let mut last = None;
        for value in row.segments.iter().filter(|segment| segment.value) {
            steps.extend(last.map(|last| value.left.saturating_sub(last)));
            last = Some(value.left);
        }
    }
    steps.sort_unstable();
    steps.get(steps.len() / 4).copied()
}

/// The columns that a line has figures in.
fn taken(row: &Measured<'_>, columns: &[Column]) -> Vec<usize> {
    let mut at = 0;
    let values = row.segments.iter().filter(|segment| segment.value);
    let place = values.map(|value| {
        at += columns.iter().skip(at).take_while(|column| column.right <= value.left).count();
        at
    });
    place.collect()
}
