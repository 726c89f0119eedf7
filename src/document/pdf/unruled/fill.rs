//! Cells of a table without rulings whose columns are known: rows, then chunks gathered by the columns they stand in.
//!
//! Last step of `aligned`.

use std::ops::Range;

use super::columns::{labels_end, settle_labels};
use super::heads;
use super::rows;
use super::spans::Head;
use super::uprights::Uprights;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::chunk::Chunk;
use crate::document::pdf::sheet::text;
use crate::document::pdf::table::{Part, PartCell};

/// Puts lines into rows and columns whose edges are known.
pub(super) fn part(sheet: &Sheet, lines: &[Vec<Chunk>], xs: Vec<f32>) -> Option<Part> {
    let area = lines.iter().flatten().map(|chunk| chunk.area).reduce(|a, b| a.around(&b))?;
    let size =
        lines.iter().flatten().flat_map(|chunk| &chunk.glyphs).map(|glyph| glyph.size).fold(0.0, f32::max);
    let header = heads::find(lines);
    let heads = header.as_ref().map_or(0, |header| header.rows.len());
    let body = lines.get(header.as_ref().map_or(0, |header| header.lines)..).unwrap_or_default();
    let uprights = Uprights::beside(sheet, &area);
    let (uprights, xs, labels_end) = match uprights.edges(lines, &area) {
        Some(xs) => {
            let end = labels_end(body, &xs).min(area.right);
            (uprights, xs, end)
        }
        None => {
            let (xs, end) = settle_labels(body, xs, &area);
            (Uprights::default(), xs, end)
        }
    };
    let gathered = rows::gather(sheet, body, &xs, labels_end, &area);
    let mut all_rows = header.map_or(Vec::new(), |header| header.rows);
    all_rows.iter_mut().flatten().for_each(|head| uprights.stretch(head));
    all_rows.extend(gathered.rows.into_iter().map(|row| span_alone(row, &xs, labels_end)));
    let rows = all_rows.len();
    let in_rows = all_rows.into_iter().enumerate();
    let mut wide = Vec::new();
    let mut cells: Vec<PartCell> = in_rows
        .flat_map(|(row, chunks)| row_cells((sheet, &uprights), row, chunks, &xs, &mut wide))
        .collect();
    span_down(&mut cells, heads);
    for head in gathered.heads {
        add_head(sheet, &mut cells, head, heads, &xs);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let leaf = sheet.leaf;
    Some(Part { leaf, first: leaf, area, xs, rows, cells, size, ruled: false })
}

/// The cells of a row: chunks gathered by the columns they stand in.
///
/// `uprights` say what a cell spans, where there are any. `wide` are the columns of the heads above that span several; a figure that stands alone under one spans them, too.
fn row_cells(
    (sheet, uprights): (&Sheet, &Uprights<'_>),
    row: usize,
    chunks: Vec<Chunk>,
    xs: &[f32],
    wide: &mut Vec<(usize, usize)>,
) -> Vec<PartCell> {
    let column =
        |x: f32| xs.partition_point(|&edge| edge <= x).saturating_sub(1).min(xs.len().saturating_sub(2));
    let mut cells: Vec<(usize, usize, Vec<Chunk>)> = Vec::new();
    let mut sorted = chunks;
    sorted.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    for chunk in sorted {
        let middle = column(chunk.area.centre().0);
        let (first, last) = match uprights.around(&chunk) {
            Some((left, right)) => (column(left + 3.0), column(right - 3.0)),
            None if chunk.figure => (middle, middle),
            None => (column(chunk.area.left + 1.0), column(chunk.area.right - 1.0)),
        };
        // Letters next to nothing wide, on an edge, would end before they begin.
        let (first, last) = if first <= last { (first, last) } else { (middle, middle) };
        match cells.last_mut() {
            Some(cell) if first <= cell.1 => {
                cell.1 = cell.1.max(last);
                cell.2.push(chunk);
            }
            _ => cells.push((first, last, vec![chunk])),
        }
    }
    if cells.iter().flat_map(|cell| &cell.2).all(|chunk| !chunk.figure) {
        *wide = cells.iter().map(|cell| (cell.0, cell.1)).filter(|(first, last)| first < last).collect();
    }
    for &(first, last) in wide.iter() {
        let mut under = cells.iter_mut().filter(|cell| cell.0 <= last && first <= cell.1);
        if let (Some(alone), None) = (under.next(), under.next())
            && first <= alone.0
            && alone.1 <= last
        {
            (alone.0, alone.1) = (first, last);
        }
    }
    let cell = |(first, last, chunks): (usize, usize, Vec<Chunk>)| {
        let area = chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
        let edge = xs.get(last + 1).copied().unwrap_or(area.right);
        let lift = chunks.iter().map(|chunk| chunk.carried).fold(0.0, f32::max);
        let on_page = Area { top: area.top + lift, bottom: area.bottom + lift, ..area };
        let glyphs = chunks.into_iter().flat_map(|chunk| chunk.glyphs).collect();
        PartCell {
            row,
            column: first,
            row_span: 1,
            column_span: last - first + 1,
            content: text::cell(glyphs, edge),
            page: sheet.number - u32::from(lift > 0.0 && sheet.half.is_none()),
            shown: sheet.as_shown(&on_page),
            recognised: sheet.recognised,
            inferred: true,
            ..PartCell::default()
        }
    };
    let mut found: Vec<PartCell> = cells.into_iter().map(cell).collect();
    blanks(sheet, row, &mut found, xs);
    found
}

/// How far the middle of words that stand alone may be off that of the columns they span, as a part of their width.
const OFF_MIDDLE: f32 = 0.08;

/// Lets words that stand alone in their row, or alone in its columns of figures, span all the columns they are
/// centred over.
fn span_alone(mut row: Vec<Chunk>, xs: &[f32], labels_end: f32) -> Vec<Chunk> {
    let (Some(&left), Some(&right)) = (xs.first(), xs.last()) else { return row };
    let alone = row.len() == 1;
    let mut values = row.iter_mut().filter(|chunk| alone || chunk.area.centre().0 >= labels_end);
    let (Some(words), None) = (values.next(), values.next()) else { return row };
    let is_over = |from: f32| {
        let off = (words.area.centre().0 - (from + right) / 2.0).abs();
        off <= OFF_MIDDLE * (right - from)
    };
    let from = [left, labels_end].into_iter().find(|from| is_over(*from));
    if let Some(from) = from.filter(|from| !words.figure && (alone || *from == labels_end)) {
        words.area.left = words.area.left.min(from + 1.5);
        words.area.right = words.area.right.max(right - 1.5);
    }
    row
}

/// Adds a head over several rows: in those of them where nothing else stands in its columns. `offset` is the number of rows above
/// the first.
fn add_head(sheet: &Sheet, cells: &mut Vec<PartCell>, head: Head, offset: usize, xs: &[f32]) {
    let (first, end) = (head.rows.start + offset, head.rows.end + offset);
    let under = |cell: &PartCell| {
        cell.column < head.columns.end && head.columns.start < cell.column + cell.column_span
    };
    let taken = |row: usize| {
        let written = |cell: &PartCell| !cell.content.text.is_empty() && under(cell);
        cells.iter().any(|cell| cell.row <= row && row < cell.row + cell.row_span && written(cell))
    };
    let Some(start) = (first..end).find(|row| !taken(*row)) else { return };
    let end = (start..end).find(|row| taken(*row)).unwrap_or(end);
    cells.retain(|cell| !((start..end).contains(&cell.row) && under(cell)));
    let area = head.chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
    let edge = xs.get(head.columns.end).copied().unwrap_or(area.right);
    cells.push(PartCell {
        row: start,
        column: head.columns.start,
        row_span: end - start,
        column_span: head.columns.len(),
        content: text::cell(head.chunks.into_iter().flat_map(|chunk| chunk.glyphs).collect(), edge),
        page: sheet.number,
        shown: sheet.as_shown(&area),
        recognised: sheet.recognised,
        inferred: true,
        ..PartCell::default()
    });
}

/// Lets the heads of a header reach down over what is blank below them.
fn span_down(cells: &mut Vec<PartCell>, heads: usize) {
    let places: Vec<(usize, Range<usize>, bool)> = cells
        .iter()
        .filter(|cell| cell.row < heads)
        .map(|cell| (cell.row, cell.column..cell.column + cell.column_span, cell.content.text.is_empty()))
        .collect();
    let is_free = |row: usize, columns: &Range<usize>| {
        let mut under = places
            .iter()
            .filter(|(own, span, _)| *own == row && span.start < columns.end && columns.start < span.end);
        under.all(|(_, span, blank)| *blank && columns.start <= span.start && span.end <= columns.end)
    };
    let mut covered: Vec<(usize, Range<usize>)> = Vec::new();
    for cell in cells.iter_mut().filter(|cell| cell.row < heads && !cell.content.text.is_empty()) {
        let columns = cell.column..cell.column + cell.column_span;
        let end = (cell.row + 1..heads).find(|&row| !is_free(row, &columns)).unwrap_or(heads);
        covered.extend((cell.row + 1..end).map(|row| (row, columns.clone())));
        cell.row_span = end - cell.row;
    }
    cells.retain(|cell| {
        let over = |(row, columns): &(usize, Range<usize>)| {
            *row == cell.row && columns.start <= cell.column && cell.column < columns.end
        };
        !covered.iter().any(over)
    });
}

/// Adds blank cells where nothing stands in a column of a row.
fn blanks(sheet: &Sheet, row: usize, cells: &mut Vec<PartCell>, xs: &[f32]) {
    let height = cells.iter().map(|cell| cell.shown).reduce(|a, b| a.around(&b)).unwrap_or_default();
    let mut filled = vec![false; xs.len().saturating_sub(1)];
    for cell in cells.iter() {
        filled.iter_mut().skip(cell.column).take(cell.column_span).for_each(|filled| *filled = true);
    }
    for (column, _) in filled.iter().enumerate().filter(|(_, filled)| !**filled) {
        let edge = |index: usize| xs.get(index).copied().unwrap_or_default();
        let shown = Area { left: edge(column), right: edge(column + 1), ..height };
        let (page, inferred) = (sheet.number, true);
        cells.push(PartCell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            page,
            shown,
            inferred,
            ..PartCell::default()
        });
    }
    cells.sort_by_key(|cell| cell.column);
}
