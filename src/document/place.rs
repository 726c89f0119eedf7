//! Puts cells with spans into rows and columns, as the table model of HTML does: for the readers of marked-up tables.

use compact_str::CompactString;

use super::{Cell, CellMarks, Grid, Locator};

/// The most slots a grid may have: one as large has some 17,000 times the cells of a report.
const MAX_SLOTS: usize = 1 << 20;
/// The widest cell, as in HTML.
pub(super) const MAX_COLUMN_SPAN: u32 = 1_000;
/// The tallest cell, as in HTML.
pub(super) const MAX_ROW_SPAN: u32 = 65_534;

/// A cell that has no place yet.
#[derive(Debug)]
pub(super) struct Loose {
    pub(super) text: CompactString,
    pub(super) marks: CellMarks,
    pub(super) locator: Locator,
    pub(super) column_span: u32,
    /// 0: to the end of the group of rows.
    pub(super) row_span: u32,
}

/// Places cells row by row.
#[derive(Debug, Default)]
pub(super) struct Placer {
    cells: Vec<Cell>,
    /// For each column, the row down to which a cell from above covers it (not including that row).
    covered: Vec<u32>,
    /// For each row and column, whether a cell begins in it.
    row_starts: Vec<bool>,
    column_starts: Vec<bool>,
    /// The first row after the current group: cells do not span beyond it.
    group_end: u32,
    /// The place where the next cell may stand.
    column: u32,
}

impl Placer {
    /// Begins a group of rows (`<tbody>`): no cell reaches out of it.
    pub(super) fn group(&mut self, rows: u32) {
        self.group_end = self.rows() + rows;
        self.covered.clear();
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.row_starts.push(false);
        self.column = 0;
    }

    fn rows(&self) -> u32 {
        self.row_starts.len() as u32
    }

    /// Puts the next cell of the current row into the first free column.
    pub(super) fn cell(&mut self, loose: Loose) {
        let row = self.rows().saturating_sub(1);
        let is_free = |&until: &u32| until <= row;
        let skip = self.covered.iter().skip(self.column as usize).position(is_free);
        let column = match skip {
            Some(skip) => self.column + skip as u32,
            None => self.column.max(self.covered.len() as u32),
        };
        if column >= MAX_COLUMN_SPAN {
            return;
        }
        let below = self.group_end.saturating_sub(row).max(1);
        let row_span = if loose.row_span == 0 { below } else { loose.row_span.min(below) };
        let column_span = loose.column_span.clamp(1, MAX_COLUMN_SPAN - column);
        let end = (column + column_span) as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        if self.column_starts.len() < end {
            self.column_starts.resize(end, false);
        }
        for until in self.covered.iter_mut().take(end).skip(column as usize) {
            *until = (*until).max(row + row_span);
        }
        if let Some(starts) = self.column_starts.get_mut(column as usize) {
            *starts = true;
        }
        if let Some(starts) = self.row_starts.last_mut() {
            *starts = true;
        }
        self.column = column + column_span;
        let Loose { text, mut marks, locator, .. } = loose;
        marks.span_cut |= loose.row_span > below;
        self.cells.push(Cell { text, row, column, row_span, column_span, locator, marks });
    }

    /// The cells so far.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many columns have a cell that begins in them.
    pub(super) fn columns(&self) -> usize {
        self.column_starts.iter().filter(|starts| **starts).count()
    }

    /// The grid, and whether all of it fitted. Rows and columns in which no cell begins are left out: browsers give
    /// them neither height nor width, and Word makes many.
    pub(super) fn grid(self, locator: Locator) -> (Grid, bool) {
        let rows = Kept::new(&self.row_starts);
        let columns = Kept::new(&self.column_starts);
        let max_rows = MAX_SLOTS / columns.count().max(1) as usize;
        let whole = rows.count() as usize <= max_rows;
        let mut cells = self.cells;
        for cell in &mut cells {
            (cell.row, cell.row_span) = rows.squeeze(cell.row, cell.row_span);
            (cell.column, cell.column_span) = columns.squeeze(cell.column, cell.column_span);
        }
        (Grid::from_cells(rows.count().min(max_rows as u32), cells, locator), whole)
    }
}

/// How many of the lines before each one are kept.
struct Kept(Vec<u32>);

impl Kept {
    fn new(starts: &[bool]) -> Kept {
        let mut count = 0;
        let mut before = Vec::with_capacity(starts.len() + 1);
        before.push(0);
        before.extend(starts.iter().map(|&kept| {
            count += u32::from(kept);
            count
        }));
        Kept(before)
    }

    fn count(&self) -> u32 {
        self.0.last().copied().unwrap_or_default()
    }

    fn before(&self, line: u32) -> u32 {
        self.0.get(line as usize).copied().unwrap_or_else(|| self.count())
    }

    fn squeeze(&self, start: u32, span: u32) -> (u32, u32) {
        let (from, to) = (self.before(start), self.before(start.saturating_add(span)));
        (from, (to - from).max(1))
    }
}
