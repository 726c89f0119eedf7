//! A table while it is being read, and the limits that keep a hostile text from filling the memory.

use compact_str::CompactString;

use super::lines::fold;
use super::repeated;
use crate::document::{Cell, CellMarks, Grid, Locator};

/// The most cells of a line that are read; a report has at most 16.
pub(super) const MAX_LINE_CELLS: usize = 1_000;
/// The most cells of one table; what follows makes a further table.
const MAX_TABLE_CELLS: usize = 1 << 16;
/// The most slots of one table.
const MAX_TABLE_SLOTS: usize = 1 << 20;

/// A cell as a reader found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: CompactString,
    pub(super) column: u32,
    pub(super) column_span: u32,
    pub(super) row_span: u32,
    /// The number of the line in which it begins.
    pub(super) line: u32,
    /// Which cell of that line it is, counting from 1.
    pub(super) ordinal: u32,
    /// Whether it was put together from several lines.
    pub(super) joined: bool,
    /// Whether its column is a guess.
    pub(super) inferred: bool,
}

/// The cells of a row, from left to right.
pub(super) type Row = Vec<Piece>;

/// A table as a reader found it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    rows: Vec<Row>,
    cells: usize,
    columns: usize,
    /// How many lines it takes.
    pub(super) used: usize,
    /// Text above it that names it.
    pub(super) caption: Option<CompactString>,
    /// Whether cells beyond the limits were left out.
    pub(super) cut: bool,
}

/// What a reader makes of the lines before it.
pub(super) enum Attempt {
    /// A table begins here.
    Table(Draft),
    /// No table that this reader reads begins on this many lines.
    Not(usize),
}

impl Piece {
    /// A cell of one slot.
    pub(super) fn new(text: &str, column: usize, line: u32, ordinal: usize) -> Piece {
        Piece {
            text: fold(text),
            column: column as u32,
            column_span: 1,
            row_span: 1,
            line,
            ordinal: ordinal as u32,
            joined: false,
            inferred: false,
        }
    }

    /// Takes the text of a later line in, after a space.
    pub(super) fn join(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.text.is_empty() {
                self.text.push(' ');
                self.joined = true;
            }
            self.text.push_str(text);
        }
    }
}

impl Draft {
    /// A table of rows, each with the place of its first line among the lines at hand, and the number of lines it
    /// takes. A table that is full ends before the row that it cannot take; the lines from there on are left.
    pub(super) fn of(rows: impl IntoIterator<Item = (usize, Row)>, used: usize) -> Draft {
        let mut draft = Draft { used, ..Draft::default() };
        for (at, row) in rows {
            if !draft.push(row) {
                draft.used = at;
                break;
            }
        }
        draft
    }

    /// A table of rows of which a row of the source cannot be told; what is too much for one table is left out.
    pub(super) fn of_drawn(rows: Vec<Row>, used: usize) -> Draft {
        let mut draft = Draft { used, ..Draft::default() };
        draft.cut = !rows.into_iter().all(|row| draft.push(row));
        draft
    }

    /// Adds a row; false when the table is full, and the row was not taken.
    fn push(&mut self, row: Row) -> bool {
        let columns = row.iter().map(|piece| (piece.column + piece.column_span) as usize).max();
        let columns = self.columns.max(columns.unwrap_or(0).min(MAX_LINE_CELLS));
        let cells = self.cells + row.len();
        let full = cells > MAX_TABLE_CELLS || columns * (self.rows.len() + 1) > MAX_TABLE_SLOTS;
        if full && !self.rows.is_empty() {
            return false;
        }
        (self.cells, self.columns) = (cells, columns);
        self.rows.push(row);
        true
    }

    /// How many slots it takes in memory.
    pub(super) fn slots(&self) -> usize {
        self.rows.len() * self.columns
    }

    /// How many cells it has.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// The finished table.
    pub(super) fn into_grid(mut self, locate: &impl Fn(u32, u32) -> Locator) -> Grid {
        repeated::merge(&mut self.rows);
        let rows = self.rows.len() as u32;
        let first = self.rows.iter().flatten().next().map_or(0, |piece| piece.line);
        let cells = self.rows.into_iter().zip(0..).flat_map(|(row, index)| {
            row.into_iter().map(move |piece| Cell {
                row: index,
                column: piece.column,
                row_span: piece.row_span,
                column_span: piece.column_span,
                locator: locate(piece.line, piece.ordinal),
                marks: CellMarks {
                    joined: piece.joined,
                    inferred: piece.inferred,
                    undecoded: piece.text.contains('\u{FFFD}'),
                    ..CellMarks::default()
                },
                text: piece.text,
            })
        });
        let mut grid = Grid::from_cells(rows, cells.collect(), locate(first, 0));
        grid.caption = self.caption;
        grid
    }
}
