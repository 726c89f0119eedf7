//! Puts the rows of a table that is made of other elements together into a grid.

use std::collections::HashMap;

use crate::document::named;
use crate::document::place::{Loose, Placer};
use crate::document::text::is_nil;
use crate::document::{Grid, Locator};

use super::cell::CellReader;
use super::css::Look;
use super::sight::{Sight, Veil};
use super::table::Place;
use super::tree::Id;

/// No cell is longer, in characters.
const LONGEST: usize = 200;
/// Nor is a heading over all columns.
const LONGEST_HEADING: usize = 80;
/// No table whose widths are given in percent has more columns.
const MOST_SHARES: u32 = 60;

/// A cell to be, and what its style says of its spans and width.
pub(super) struct Piece {
    id: Id,
    veil: Veil,
    spans: (u16, u16),
    share: u16,
}

impl Piece {
    pub(super) fn new((id, look, veil): (Id, Look, Veil)) -> Piece {
        Piece { id, veil, spans: look.spans, share: look.share }
    }

    /// A heading over all columns.
    pub(super) fn heading((id, look, veil): (Id, Look, Veil)) -> Piece {
        Piece { id, veil, spans: (1000, 0), share: look.share }
    }
}

/// The rows of a table.
pub(super) type Rows = Vec<Vec<Piece>>;

/// The number of cells in the longest row.
pub(super) fn widest(rows: &Rows) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

/// Breaks a run of cells into rows of so many columns. What rows cells from above cover, the placing finds out.
pub(super) fn wrap(cells: Vec<Piece>, columns: usize) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut covered: Vec<usize> = Vec::new();
    let mut column = columns;
    for cell in cells {
        let width = usize::from(cell.spans.0).clamp(1, columns);
        loop {
            let row = rows.len().saturating_sub(1);
            let is_free = |at: usize| covered.get(at).is_none_or(|&until| until <= row);
            if column + width > columns {
                rows.push(Vec::new());
                column = 0;
            } else if (column..column + width).all(is_free) {
                break;
            } else {
                column += 1;
            }
        }
        let row = rows.len().saturating_sub(1);
        covered.resize(columns, 0);
        // One element is one step of the loop above, so a cell cannot cover more rows than there are elements.
        let until = row + usize::from(cell.spans.1).clamp(1, 100);
        covered.iter_mut().skip(column).take(width).for_each(|end| *end = until.max(*end));
        column += width;
        if let Some(last) = rows.last_mut() {
            last.push(cell);
        }
    }
    rows
}

/// The grid of the rows; nothing if a cell holds a passage or a table, so that the rows lay out the page.
pub(super) fn build(
    sight: &mut Sight<'_>,
    reader: &mut CellReader,
    rows: &Rows,
    columns: usize,
    place: Place,
) -> Option<Grid> {
    let unit = unit(rows);
    let mut placer = Placer::default();
    placer.group(rows.len() as u32);
    let (inner, pictures) = (reader.inner.len(), reader.pictures.len());
    let Place { host, table } = place;
    let locator =
        |row: usize, cell: usize| Locator::Html { host, table, row: row as u32 + 1, cell: cell as u32 + 1 };
    for (row, cells) in rows.iter().enumerate() {
        placer.row();
        for (cell, piece) in cells.iter().enumerate() {
            let content = reader.read(sight, piece.id, piece.veil);
            let is_heading = cells.len() == 1 && columns > 1;
            let longest = if is_heading { LONGEST_HEADING } else { LONGEST };
            if content.text.chars().count() > longest || content.has_table {
                reader.inner.truncate(inner);
                reader.pictures.truncate(pictures);
                return None;
            }
            let column_span = match unit {
                Some(unit) => columns_of(piece.share, unit),
                None => u32::from(piece.spans.0.max(1)).min(columns as u32),
            };
            placer.cell(Loose {
                text: content.text,
                marks: content.marks,
                locator: locator(row, cell),
                column_span,
                row_span: u32::from(piece.spans.1.max(1)),
            });
        }
    }
    reader.pictures.truncate(pictures);
    Some(named::listed(placer.grid(locator(0, 0)).0))
}

/// The width of one column, if every cell has its width in percent and all are multiples of it.
fn unit(rows: &Rows) -> Option<f32> {
    let shares = || rows.iter().flatten().map(|piece| piece.share);
    let least = shares().min().filter(|&least| least > 0)?;
    let unit = (1..=3).map(|parts| f32::from(least) / parts as f32).find(|unit| {
        let is_multiple = |share: u16| (f32::from(share) / unit).fract().mul_add(2.0, -1.0).abs() > 0.6;
        shares().all(is_multiple)
    })?;
    let widest =
        rows.iter().map(|row| row.iter().map(|piece| columns_of(piece.share, unit)).sum::<u32>()).max()?;
    (widest <= MOST_SHARES).then_some(unit)
}

fn columns_of(share: u16, unit: f32) -> u32 {
    (f32::from(share) / unit).round().max(1.0) as u32
}

/// Marks for none that are so many times the other texts make a table even without figures; blanks with a few.
const NIL_TO_OTHERS: usize = 3;
/// The fewest of them.
const LEAST_NIL: usize = 12;
/// A text that is said so often, and no figure, is a word for none.
const OFTEN: usize = 6;

/// Whether a good part of the cells below or beside the labels are figures, or marks for none.
pub(super) fn holds_figures(grid: &Grid) -> bool {
    let (mut figures, mut nil, mut blank) = (0, 0, 0);
    let mut others: HashMap<&str, usize> = HashMap::new();
    for cell in grid.cells().iter().filter(|cell| cell.column > 0) {
        if is_figure(&cell.text) && cell.text.chars().filter(|c| *c == '-').count() < 2 {
            figures += 1;
        } else if is_nil(&cell.text) {
            nil += 1;
        } else if cell.text.is_empty() {
            blank += 1;
        } else {
            *others.entry(&cell.text).or_default() += 1;
        }
    }
    // What is said again and again counts once.
    nil += others.values().filter(|times| **times >= OFTEN).sum::<usize>();
    others.retain(|_, times| *times < OFTEN);
    let most = |values: usize| values >= LEAST_NIL && values >= others.len() * NIL_TO_OTHERS;
    figures >= 2 && (figures * 2 >= others.len() || most(figures + nil + blank)) || most(figures + nil)
}

/// Whether figures stand behind the words of their row, never before them: sentences whose numbers are set apart from
/// their words are no rows.
pub(super) fn figures_end_rows(grid: &Grid) -> bool {
    grid.cells().chunk_by(|a, b| a.row == b.row).all(|row| {
        let is_value = |text: &str| text.is_empty() || is_figure(text) || is_nil(text);
        // The number of a row may stand before its words.
        let words = row.iter().position(|cell| !is_value(&cell.text)).unwrap_or(0);
        let behind = row.iter().skip(words).skip_while(|cell| !is_figure(&cell.text));
        behind.into_iter().all(|cell| is_value(&cell.text))
    })
}

/// A number, perhaps with a sign before it and what is counted behind it: `1,234`, `+19`, `12件`.
fn is_figure(text: &str) -> bool {
    let number = text.trim_end_matches(['件', '项', '条', '个', '次', '宗', '元', '万']);
    let number = number.trim_start_matches(['增', '减', '加', '少', '+', '＋', '−', '－']);
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    number.contains(is_digit)
        && number
            .chars()
            .all(|c| is_digit(c) || matches!(c, '.' | ',' | '，' | '+' | '-' | '%') || c.is_whitespace())
}
