//! A sheet: what its cells hold, and the grid of those that are shown.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::document::{Cell, CellMarks, Grid, Locator};

use super::Value;

/// The most rows and columns of a sheet that are read; the form has some 60 and 16.
const MAX_ROWS: u32 = 5_000;
/// See [`MAX_ROWS`].
const MAX_COLUMNS: u32 = 200;
/// The most areas that are merged.
const MAX_MERGES: usize = 20_000;
/// The most rows and columns that are told to be hidden, each as often as it is told.
const MAX_HIDDEN: usize = 1 << 20;
/// Whole numbers from here on, of more digits than a general format has room for, are shown with an exponent.
const LONGEST: f64 = 1e11;

/// A sheet. Rows and columns count from 1.
pub(in crate::document) struct Sheet {
    cells: BTreeMap<(u32, u32), Filled>,
    /// Areas that are one cell: first row and column, last row and column.
    merges: Vec<[u32; 4]>,
    /// What it is called.
    pub(in crate::document) name: CompactString,
    /// Zeros are not shown.
    pub(in crate::document) zeros_hidden: bool,
    /// The file does not have all of it: what stands where, and what is blank, is a guess.
    pub(in crate::document) is_broken: bool,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// How often a row or column was told to be hidden.
    hidden: usize,
    /// How many bytes the texts have, and may have.
    size: usize,
    room: usize,
    cut: bool,
}

/// The text of a cell that is not blank.
#[derive(Debug, Clone, Default)]
struct Filled {
    text: CompactString,
    /// The sheet may show another text.
    guess: bool,
    /// It is the number 0.
    zero: bool,
}

/// A sheet is larger than what is left of the room for all.
#[derive(Debug)]
pub(in crate::document) struct TooLarge;

impl Sheet {
    /// A sheet whose texts may have so many bytes.
    pub(super) fn new(room: usize) -> Sheet {
        Sheet {
            cells: BTreeMap::new(),
            merges: Vec::new(),
            name: CompactString::default(),
            zeros_hidden: false,
            is_broken: false,
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            hidden: 0,
            size: 0,
            room,
            cut: false,
        }
    }

    /// Fills a cell, in place of what it held.
    pub(in crate::document) fn put(&mut self, row: u32, column: u32, value: Value) {
        let filled = Filled::of(value);
        if filled.text.is_empty() {
            return;
        }
        self.size = self.size.saturating_add(filled.text.len());
        if !(1..=MAX_ROWS).contains(&row) || !(1..=MAX_COLUMNS).contains(&column) || self.size > self.room {
            self.cut = true;
        } else {
            self.cells.insert((row, column), filled);
        }
    }

    /// Whether something stands in a cell.
    pub(in crate::document) fn is_filled(&self, row: u32, column: u32) -> bool {
        self.cells.contains_key(&(row, column))
    }

    /// Hides rows from one to another.
    pub(in crate::document) fn hide_rows(&mut self, first: u32, last: u32) {
        if let Some(rows) = self.may_hide(first, last.min(MAX_ROWS)) {
            self.hidden_rows.extend(rows);
        }
    }

    /// Hides columns from one to another.
    pub(in crate::document) fn hide_columns(&mut self, first: u32, last: u32) {
        if let Some(columns) = self.may_hide(first, last.min(MAX_COLUMNS)) {
            self.hidden_columns.extend(columns);
        }
    }

    fn may_hide(&mut self, first: u32, last: u32) -> Option<std::ops::RangeInclusive<u32>> {
        let count = 1 + last.saturating_sub(first) as usize;
        self.hidden = self.hidden.saturating_add(count);
        self.cut |= self.hidden > MAX_HIDDEN;
        (self.hidden <= MAX_HIDDEN).then_some(first..=last)
    }

    /// Makes an area one cell: first row and column, last row and column.
    pub(in crate::document) fn merge(&mut self, [top, left, bottom, right]: [u32; 4]) {
        if self.merges.len() < MAX_MERGES {
            self.merges.push([top, left, bottom.min(MAX_ROWS), right.min(MAX_COLUMNS)]);
        } else {
            self.cut = true;
        }
    }

    /// How many bytes its texts have.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Whether something of it was left out at a limit.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// What is shown of it, if anything is, with no more than so many cells.
    pub(super) fn grid(&self, number: u32, most: usize) -> Option<Result<Grid, TooLarge>> {
        let (rows, columns) = self.shown()?;
        if rows.len() * columns.len() > most {
            return Some(Err(TooLarge));
        }
        let Merged { covered, spans } = self.merged(&rows, &columns);
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for (at, row) in (0..).zip(&rows) {
            for (beside, column) in (0..).zip(&columns) {
                if covered.contains(&(*row, *column)) {
                    continue;
                }
                let own = Span { rows: 1, columns: 1, text: (*row, *column) };
                let span = spans.get(&(*row, *column)).unwrap_or(&own);
                let Filled { text, guess, zero } = self.cells.get(&span.text).cloned().unwrap_or_default();
                let marks = CellMarks {
                    inferred: self.is_broken || self.cut || guess || zero && self.zeros_hidden,
                    undecoded: text.contains(char::REPLACEMENT_CHARACTER),
                    ..CellMarks::default()
                };
                let locator = Locator::Sheet { sheet: number, row: *row, column: *column };
                let (row_span, column_span) = (span.rows, span.columns);
                cells.push(Cell { text, row: at, column: beside, row_span, column_span, locator, marks });
            }
        }
        let locator = cells.first()?.locator;
        Some(Ok(Grid::from_cells(rows.len() as u32, cells, locator)))
    }

    /// The rows and columns that are shown, from the first to the last with something in them.
    fn shown(&self) -> Option<(Vec<u32>, Vec<u32>)> {
        let is_shown = |(row, column): &&(u32, u32)| {
            !self.hidden_rows.contains(row) && !self.hidden_columns.contains(column)
        };
        let places = || self.cells.keys().filter(is_shown);
        let shown = |hidden: &BTreeSet<u32>, from: u32, to: u32| -> Vec<u32> {
            (from..=to).filter(|at| !hidden.contains(at)).collect()
        };
        let rows = places().map(|place| place.0);
        let columns = places().map(|place| place.1);
        Some((
            shown(&self.hidden_rows, rows.clone().min()?, rows.max()?),
            shown(&self.hidden_columns, columns.clone().min()?, columns.max()?),
        ))
    }

    /// What merged areas make of the cells in these rows and columns.
    fn merged(&self, rows: &[u32], columns: &[u32]) -> Merged {
        let mut merged = Merged::default();
        // Areas that are merged do not overlap, so that all of them together are no larger than the sheet.
        let mut room = rows.len() * columns.len();
        for [top, left, bottom, right] in &self.merges {
            let (over, along) = (inside(rows, *top, *bottom), inside(columns, *left, *right));
            let (Some(first_row), Some(first_column)) = (over.first(), along.first()) else { continue };
            let Some(left_over) = room.checked_sub(over.len() * along.len()) else { continue };
            room = left_over;
            for row in over {
                merged.covered.extend(along.iter().map(|column| (*row, *column)));
            }
            let corner = (*first_row, *first_column);
            let (rows, columns) = (over.len() as u32, along.len() as u32);
            merged.spans.insert(corner, Span { rows, columns, text: (*top, *left) });
            merged.covered.remove(&corner);
        }
        merged
    }
}

/// Merged areas as far as they are shown.
#[derive(Default)]
struct Merged {
    /// The places that a cell reaches over.
    covered: BTreeSet<(u32, u32)>,
    /// Such cells by their corners.
    spans: BTreeMap<(u32, u32), Span>,
}

/// A merged cell.
struct Span {
    /// How many rows and columns are shown of it.
    rows: u32,
    columns: u32,
    /// The place that holds its text.
    text: (u32, u32),
}

/// The part of some numbers in order that lies between two, both included.
fn inside(all: &[u32], from: u32, to: u32) -> &[u32] {
    let start = all.partition_point(|at| *at < from);
    let end = all.partition_point(|at| *at <= to);
    all.get(start..end).unwrap_or_default()
}

impl Filled {
    fn of(value: Value) -> Filled {
        let text = match value {
            Value::Number(number, plain) if number.is_finite() => return Filled::of_number(number, plain),
            Value::Text(text) => text,
            Value::Doubtful(text) => return Filled { text, guess: true, ..Filled::default() },
            Value::Boolean(is_true) => if is_true { "TRUE" } else { "FALSE" }.into(),
            Value::Unknown => "=".into(),
            Value::Lost | Value::Number(..) => "\u{FFFD}".into(),
        };
        Filled { text, ..Filled::default() }
    }

    fn of_number(number: f64, plain: bool) -> Filled {
        let whole = number.fract() == 0.0 && number.abs() < LONGEST;
        let text = match whole {
            true => compact_str::format_compact!("{}", number as i64),
            false => compact_str::format_compact!("{number}"),
        };
        Filled { text, guess: !(whole && plain), zero: number == 0.0 }
    }
}
