//! What headers say about the columns that the figures alone do not.

use super::columns::{Column, INDENT, has_figures};
use super::segments::{Measured, Segment};
use std::collections::BTreeSet;

use crate::document::text::draft::{Piece, Row};
use crate::document::text::lines::{is_value, starts_item};

/// The texts of the lines of headers.
fn headers<'r, 'a>(rows: &'r [Measured<'a>]) -> impl Iterator<Item = &'r Segment<'a>> {
    rows.iter().filter(|row| is_header(&row.segments)).flat_map(|row| &row.segments)
}

/// Whether a line has several texts and no figures, and is not the label of a row that was left blank, with its heads.
pub(super) fn is_header(segments: &[Segment<'_>]) -> bool {
    segments.len() > 1
        && !has_figures(segments)
        && !segments.iter().all(|segment| starts_item(segment.text) && !segment.text.starts_with('第'))
}

/// Merges columns of figures under one header of which no line has more than one: figures set to the left in some lines
/// and to the right in others.
pub(super) fn merge(rows: &[Measured<'_>], columns: &mut Vec<Column>) {
    let mut spans: Vec<(usize, usize)> = headers(rows)
        .filter_map(|header| {
            let over = |column: &Column| header.overlaps(column.left, column.right);
            let (from, to) = (columns.iter().position(over)?, columns.iter().rposition(over)?);
            let range = (columns.get(from)?.left, columns.get(to)?.right);
            (from < to && !shared(rows, range)).then_some(range)
        })
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns.drain(..) {
        let span = spans.iter().find(|(left, right)| *left <= column.left && column.right <= *right);
        match (span, merged.last_mut()) {
            (Some((left, _)), Some(last)) if *left <= last.left => last.right = column.right,
            _ => merged.push(column),
        }
    }
    *columns = merged;
}

/// Whether a line has several figures between two places.
fn shared(rows: &[Measured<'_>], (left, right): (usize, usize)) -> bool {
    rows.iter().any(|row| {
        row.segments.iter().filter(|segment| segment.value && segment.overlaps(left, right)).count() > 1
    })
}

/// Widens columns of figures to the headers that stand over one of them alone.
pub(super) fn widen(rows: &[Measured<'_>], columns: &mut [Column]) {
    let mut headers: Vec<&Segment<'_>> = headers(rows).collect();
    // A header over several columns is wider than theirs.
    headers.sort_by_key(|header| (header.right - header.left, header.left));
    for header in headers {
        let mut over = columns.iter_mut().filter(|column| header.overlaps(column.left, column.right));
        if let (Some(column), None) = (over.next(), over.next()) {
            column.left = column.left.min(header.left);
            column.right = column.right.max(header.right);
        }
    }
}

/// Adds columns that have a header and not a single figure.
pub(super) fn add(rows: &[Measured<'_>], labels: &[Column], columns: &mut Vec<Column>) {
    let begins_label =
        |header: &Segment<'_>| labels.iter().any(|label| label.left.abs_diff(header.left) <= INDENT);
    let over_label = |header: &Segment<'_>| {
        let mut lines = rows.iter().filter(|row| has_figures(&row.segments));
        lines.any(|row| {
            let mut texts = row.segments.iter().take_while(|segment| !segment.value);
            texts.any(|label| header.overlaps(label.left, label.right))
        })
    };
    let mut lone: Vec<&Segment<'_>> = headers(rows)
        .filter(|header| !columns.iter().any(|column| header.overlaps(column.left, column.right)))
        .filter(|header| !begins_label(header) && !over_label(header))
        .collect();
    // A header over several such columns is wider than theirs.
    lone.sort_by_key(|header| (header.right - header.left, header.left));
    for header in lone {
        if !columns.iter().any(|column| header.overlaps(column.left, column.right)) {
            columns.push(Column { left: header.left, right: header.right, figures: true });
        }
    }
    columns.sort_unstable();
}

/// Puts the names of a header aside, behind all columns, if it is displaced: some name has no figure below it, while figures
/// stand under no name. Then only the order of the names counts.
pub(super) fn put_aside_displaced(rows: &mut [Row]) {
    let end = rows.iter().flatten().map(|piece| piece.column + piece.column_span).max().unwrap_or(0);
    let has_figures = |row: &Row| row.iter().any(|piece| is_value(&piece.text));
    let is_header =
        |row: &Row| row.len() > 1 && !has_figures(row) && row.iter().all(|piece| !piece.text.is_empty());
    let mut from = 0;
    while let Some(rest) = rows.get_mut(from..).filter(|rest| !rest.is_empty()) {
        // Lines of a header, with captions between them, and the rows up to the next header.
        let header = rest.iter().take_while(|row| !has_figures(row)).count();
        let body = rest.iter().skip(header).take_while(|row| !is_header(row)).count();
        let (header, below) = rest.split_at_mut(header);
        let body = below.get(..body).unwrap_or_default();
        from += header.len() + body.len().max(usize::from(header.is_empty()));
        let figures: BTreeSet<u32> =
            body.iter().flatten().filter(|piece| is_value(&piece.text)).map(|piece| piece.column).collect();
        let Some(first) = figures.first() else { continue };
        let names =
            || header.iter().filter(|row| is_header(row)).flatten().filter(|piece| piece.column >= *first);
        let over =
            |piece: &Piece, column: u32| (piece.column..piece.column + piece.column_span).contains(&column);
        let bare = names().any(|name| !figures.iter().any(|column| over(name, *column)));
        let nameless = figures.iter().any(|column| !names().any(|name| over(name, *column)));
        if bare && nameless && names().next().is_some() {
            for piece in header.iter_mut().filter(|row| is_header(row)).flatten() {
                piece.column += end;
            }
        }
    }
}
