//! Tables too wide for their page: the columns that a program printed on the next one, without the labels of their rows.
//!
//! Helps `assemble`. Which row is which is told by their count alone, so that the figures of such columns are never sure.

use std::ops::Range;

use crate::document::pdf::labels::is_label;
use crate::document::pdf::table::{Part, PartCell};

/// Fewer rows of figures may stand below a header by chance in as many rows as those of the table before.
const MIN_ROWS: usize = 3;

/// So many rows of a header at most may be merged to fewer where none of its cells is parted.
const MAX_MERGED: usize = 4;

/// Whether a part that begins the page after a table holds more columns of it: a header, as many rows below it, figures only where
/// the table has some, and no label.
pub(super) fn stands_beside(table: &Part, next: &Part) -> bool {
    let Some((merged, header)) = merged_rows(table, next) else { return false };
    let words = |rows: Range<usize>| {
        let own = next.cells.iter().filter(|cell| rows.contains(&cell.row));
        own.filter(|cell| is_label(&cell.content.text)).count()
    };
    let (own, theirs) = (figure_rows(table), figure_rows(next));
    let fits = theirs.iter().all(|row| own.contains(&(row + merged)));
    table.ruled
        && next.ruled
        && own.len() >= MIN_ROWS
        && theirs.len() >= 2
        && fits
        && words(0..header) > 0
        && words(header..next.rows) == 0
        && labelled(table, &own) * 2 > own.len()
}

/// By how many rows the header of the next part is shorter than that of the table, and how many are left of it.
fn merged_rows(table: &Part, next: &Part) -> Option<(usize, usize)> {
    let merged = table.rows.checked_sub(next.rows).filter(|merged| *merged <= MAX_MERGED)?;
    let header = figure_rows(table).first()?.checked_sub(merged).filter(|header| *header > 0)?;
    Some((merged, header))
}

/// The rows with figures, in order.
fn figure_rows(part: &Part) -> Vec<usize> {
    let is_figure = |cell: &&PartCell| !cell.content.text.is_empty() && !is_label(&cell.content.text);
    let mut rows: Vec<usize> = part.cells.iter().filter(is_figure).map(|cell| cell.row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// How many of some rows have words.
fn labelled(table: &Part, rows: &[usize]) -> usize {
    let is_worded = |row: &&usize| {
        let mut own = table.cells.iter().filter(|cell| cell.row == **row);
        own.any(|cell| is_label(&cell.content.text))
    };
    rows.iter().filter(is_worded).count()
}

/// Puts the columns of the next part behind those of the table.
pub(super) fn join(table: &mut Part, next: Part) {
    let Some((merged, header)) = merged_rows(table, &next) else { return };
    let columns = table.xs.len().saturating_sub(1);
    let right = table.xs.last().copied().unwrap_or_default();
    let left = next.xs.first().copied().unwrap_or_default();
    table.xs.extend(next.xs.iter().skip(1).map(|x| right + x - left));
    table.cells.extend(next.cells.into_iter().map(|mut cell| {
        cell.column += columns;
        match cell.row {
            0 => cell.row_span += merged,
            _ => cell.row += merged,
        }
        cell.inferred = cell.row >= header + merged;
        cell
    }));
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
    table.leaf = next.leaf;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::text::CellText;

    fn part(rows: &[&[&str]]) -> Part {
        let mut cells = Vec::new();
        for (row, texts) in rows.iter().enumerate() {
            for (column, text) in texts.iter().enumerate() {
                let content = CellText { text: (*text).into(), ..CellText::default() };
                cells.push(PartCell {
                    row,
                    column,
                    row_span: 1,
                    column_span: 1,
                    content,
                    ..PartCell::default()
                });
            }
        }
        let columns = rows.first().map_or(0, |row| row.len());
        let xs = (0..=columns).map(|edge| 40.0 * edge as f32).collect();
        Part { rows: rows.len(), cells, xs, ruled: true, ..Part::default() }
    }

    const TABLE: &[&[&str]] =
        &[&["申请人情况", ""], &["", "自然人"], &["新收", "5"], &["结转", "0"], &["公开", "5"]];

    #[test]
    fn columns_without_labels_stand_beside_as_many_rows() {
        let beside = |rows: &[&[&str]]| stands_beside(&part(TABLE), &part(rows));
        assert!(beside(&[&[""], &["总计"], &["5"], &["0"], &["5"]]));
        assert!(beside(&[&["总计"], &["5"], &["0"], &["5"]]), "one row of heads for two");
        assert!(!beside(&[&[""], &["总计"], &["5"], &["0"]]), "rows are missing");
        assert!(!beside(&[&["5"], &["0"], &["5"]]), "no heads");
        assert!(!beside(&[&["总计"], &["5"], &["0"], &["无效"]]), "words");
        assert!(!beside(&[&["", "总计"], &["一", "5"], &["二", "0"], &["三", "5"]]), "a table of its own");
    }

    #[test]
    fn the_rows_are_counted_from_below_and_told_by_that_alone() {
        let mut table = part(TABLE);
        join(&mut table, part(&[&["总计"], &["5"], &["0"], &["6"]]));
        let own: Vec<(usize, usize, &str, bool)> = table
            .cells
            .iter()
            .filter(|cell| cell.column == 2)
            .map(|cell| (cell.row, cell.row_span, cell.content.text.as_str(), cell.inferred))
            .collect();
        assert_eq!(own, [(0, 2, "总计", false), (2, 1, "5", true), (3, 1, "0", true), (4, 1, "6", true)]);
        assert_eq!(table.xs, [0.0, 40.0, 80.0, 120.0]);
    }
}
