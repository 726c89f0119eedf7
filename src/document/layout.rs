//! Whether a table only lays out the page: its content is then read as if the table were not there.
//!
//! So it is with a table of one column, and with one that holds other tables or whole passages of text, unless it is a table of
//! figures itself: at least [`DATA_CELLS`] short cells, in at least [`DATA_ROWS`] rows that have two or more of them.

/// A nested table of this many cells or more is a table of its own; a smaller one is part of the text of its cell.
pub(super) const OWN_TABLE: usize = 10;
/// So many short cells make a table of figures of one that holds other tables or passages, too.
pub(super) const DATA_CELLS: usize = 8;
/// And so many rows with at least two of them.
const DATA_ROWS: usize = 3;
/// A cell of more characters is not a label or a figure.
const SHORT: usize = 60;
/// A cell of more characters in several lines is a passage.
const PASSAGE: usize = 400;
/// A cell of more characters is a passage even in one line.
const LONG_PASSAGE: usize = 1_500;

/// What a table is like, as far as its cells were shown.
#[derive(Debug, Default)]
pub(super) struct Shape {
    has_passage: bool,
    short: usize,
    short_rows: usize,
    short_in_row: usize,
}

impl Shape {
    /// Ends a row.
    pub(super) fn row(&mut self) {
        self.short_rows += usize::from(self.short_in_row >= 2);
        self.short_in_row = 0;
    }

    /// Shows a cell: its text, the line breaks in it, and whether a table stands in it.
    pub(super) fn cell(&mut self, text: &str, breaks: usize, has_table: bool) {
        let length = text.chars().count();
        self.has_passage |= (length > PASSAGE && breaks >= 2) || length > LONG_PASSAGE;
        let is_short = !has_table && (1..=SHORT).contains(&length);
        self.short += usize::from(is_short);
        self.short_in_row += usize::from(is_short);
    }

    /// Whether it lays out the page, given how many columns it has and whether other tables of some size stand in it.
    pub(super) fn is_layout(&self, columns: usize, holds_tables: bool) -> bool {
        let is_data = self.short >= DATA_CELLS && self.short_rows >= DATA_ROWS;
        columns <= 1 || ((self.has_passage || holds_tables) && !is_data)
    }
}
