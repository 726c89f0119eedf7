//! The grid: a table as rows and columns of slots, each covered by at most one cell.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::Locator;

/// A table. Cells are kept in the order in which they stand in the source; slots say which cell covers which place.
///
/// Invariant: every cell lies inside the grid, and a slot names a cell that covers it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Parts")]
pub struct Grid {
    rows: u32,
    columns: u32,
    cells: Vec<Cell>,
    #[serde(skip_serializing)]
    slots: Vec<Slot>,
    /// Where the table stands.
    pub locator: Locator,
    /// Text that the table carries as a caption.
    pub caption: Option<CompactString>,
}

/// What a grid is when it is written down: its slots follow from its cells, and are made again.
#[derive(Deserialize)]
#[serde(rename = "Grid")]
struct Parts {
    rows: u32,
    #[serde(rename = "columns")]
    _columns: u32,
    cells: Vec<Cell>,
    locator: Locator,
    caption: Option<CompactString>,
}

impl From<Parts> for Grid {
    fn from(parts: Parts) -> Grid {
        Grid { caption: parts.caption, ..Grid::from_cells(parts.rows, parts.cells, parts.locator) }
    }
}

/// One place of a grid: the index of the cell that covers it, or nothing where the source has no cell there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slot(u32);

impl Slot {
    /// The index into [`Grid::cells`] of the cell that covers this place.
    pub fn cell(self) -> Option<usize> {
        self.0.checked_sub(1).map(|index| index as usize)
    }
}

/// A cell with its text and the rectangle of slots it covers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cell {
    /// Its text: white space folded to single spaces, line breaks too, ends trimmed. Empty for a blank cell.
    pub text: CompactString,
    /// First row it covers, counting from 0.
    pub row: u32,
    /// First column it covers, counting from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub row_span: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// Where it stands.
    pub locator: Locator,
    /// What the reader noticed about it.
    pub marks: CellMarks,
}

/// What a reader noticed about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CellMarks {
    /// The text was put together from pieces that a break in the page or a rule had torn apart.
    pub joined: bool,
    /// Characters in it could not be decoded.
    pub undecoded: bool,
    /// The text was read from a picture.
    pub ocr: bool,
    /// A note outside the running text (superscript, footnote mark) was left out of the text.
    pub note_dropped: bool,
    /// No rule bounds it: its row and its column are those of the words that stand in line with it.
    pub inferred: bool,
    /// Whether all of it is read, and no more than is seen, hangs on something that is not known: a drawing in it, colours, a rule
    /// for some windows, digits of two kinds that touch.
    pub doubtful: bool,
    /// Its span reached over another cell or the edge of the table and was cut to what fits.
    pub span_cut: bool,
    /// A second reader, which shares no code with the first, finds the same figures in its box.
    pub confirmed: bool,
    /// A second reader finds other figures in its box.
    pub contradicted: bool,
    /// It stands on a page whose bytes may have come apart without either reader noticing.
    pub unchecked: bool,
    /// Its digits stand otherwise in it than those of the other cells in theirs, as if one of them were missing.
    pub aside: bool,
    /// Its digits would stand where they do also if one were missing before the first.
    pub may_begin_before: bool,
    /// Its digits would stand where they do also if one were missing behind the last.
    pub may_go_on: bool,
}

/// The most columns a grid may have, as HTML itself caps `colspan`; a report has at most 15.
const MAX_COLUMNS: u32 = 1_000;
/// The most rows a grid may have, as HTML itself caps `rowspan`; a report has some 60.
const MAX_ROWS: u32 = 65_534;
/// The most slots a grid may have, so that a page of spans cannot fill the memory.
const MAX_SLOTS: u32 = 1 << 20;

impl Grid {
    /// Puts cells into a grid, in source order. Each cell says where it stands; where two claim a slot, the earlier
    /// one keeps it and the later one is cut to the first rectangle that fits (marked [`CellMarks::span_cut`]).
    /// A cell whose own corner is taken is kept in `cells` with a span of 1 × 1 but covers no slot.
    /// Spans beyond 65,534 rows or 1,000 columns are cut. `rows` is the number of rows the source has;
    /// spans that reach below the last row are cut there.
    pub fn from_cells(rows: u32, cells: Vec<Cell>, locator: Locator) -> Grid {
        let rows = rows.min(MAX_ROWS);
        let most_columns = MAX_COLUMNS.min(MAX_SLOTS / rows.max(1));
        let mut cells = cells;
        cells.retain(|cell| cell.row < rows && cell.column < most_columns);
        let end = |cell: &Cell| cell.column.saturating_add(cell.column_span.max(1)).min(most_columns);
        let columns = cells.iter().map(end).max().unwrap_or(0);
        let mut slots = vec![Slot::default(); rows as usize * columns as usize];
        for (index, cell) in cells.iter_mut().enumerate() {
            cell.cut(rows - cell.row, columns - cell.column);
            fit(cell, &slots, columns);
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    if let Some(slot) = slots.get_mut((row * columns + column) as usize)
                        && slot.cell().is_none()
                    {
                        *slot = Slot(index as u32 + 1);
                    }
                }
            }
        }
        Grid { rows, columns, cells, slots, locator, caption: None }
    }

    /// Sets the marks of all cells.
    pub(super) fn mark_cells(&mut self, mut marks: impl FnMut(&Cell) -> CellMarks) {
        for cell in &mut self.cells {
            cell.marks = marks(cell);
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }

    /// The cells in source order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The index into [`Grid::cells`] of the cell that covers a place; nothing outside the grid or where no cell stands.
    pub fn at(&self, row: usize, column: usize) -> Option<usize> {
        if column >= self.columns() {
            return None;
        }
        self.slots.get(row * self.columns() + column)?.cell()
    }

    /// The cell that covers a place.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.at(row, column)?)
    }

    /// The cells that cover a row, from left to right, each once, with their indices.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, &Cell)> {
        let mut last = None;
        (0..self.columns()).filter_map(move |column| {
            let index = self.at(row, column)?;
            if last == Some(index) {
                return None;
            }
            last = Some(index);
            Some((index, self.cells.get(index)?))
        })
    }

    /// The same table with rows and columns exchanged. Cells keep their source order and locators.
    pub fn transposed(&self) -> Grid {
        let mut slots = vec![Slot::default(); self.slots.len()];
        for row in 0..self.rows() {
            for column in 0..self.columns() {
                if let (Some(to), Some(from)) =
                    (slots.get_mut(column * self.rows() + row), self.slots.get(row * self.columns() + column))
                {
                    *to = *from;
                }
            }
        }
        let cells = self
            .cells
            .iter()
            .map(|cell| Cell {
                row: cell.column,
                column: cell.row,
                row_span: cell.column_span,
                column_span: cell.row_span,
                ..cell.clone()
            })
            .collect();
        Grid {
            rows: self.columns,
            columns: self.rows,
            cells,
            slots,
            locator: self.locator,
            caption: self.caption.clone(),
        }
    }
}

impl Cell {
    fn cut(&mut self, rows: u32, columns: u32) {
        if self.row_span > rows || self.column_span > columns {
            self.marks.span_cut = true;
        }
        self.row_span = self.row_span.clamp(1, rows.max(1));
        self.column_span = self.column_span.clamp(1, columns.max(1));
    }
}

/// Cuts a cell to the first rectangle of free slots below and to the right of its corner.
fn fit(cell: &mut Cell, slots: &[Slot], columns: u32) {
    let free = |row: u32, column: u32| {
        slots.get((row * columns + column) as usize).is_some_and(|slot| slot.cell().is_none())
    };
    let wide = (0..cell.column_span).take_while(|&x| free(cell.row, cell.column + x)).count() as u32;
    let tall = (0..cell.row_span)
        .take_while(|&y| (0..wide).all(|x| free(cell.row + y, cell.column + x)))
        .count() as u32;
    if wide < cell.column_span || tall < cell.row_span {
        cell.marks.span_cut = true;
    }
    cell.column_span = wide.max(1);
    cell.row_span = tall.max(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, row: u32, column: u32, row_span: u32, column_span: u32) -> Cell {
        let (text, locator, marks) = (text.into(), Locator::Unknown, CellMarks::default());
        Cell { text, row, column, row_span, column_span, locator, marks }
    }

    fn lines(grid: &Grid) -> Vec<String> {
        let text = |row, column| grid.cell(row, column).map_or("·", |cell| cell.text.as_str()).to_string();
        (0..grid.rows())
            .map(|row| (0..grid.columns()).map(|column| text(row, column)).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn spans_cover_their_slots() {
        let grid = Grid::from_cells(
            2,
            vec![cell("a", 0, 0, 2, 1), cell("b", 0, 1, 1, 2), cell("c", 1, 1, 1, 1)],
            Locator::Unknown,
        );
        assert_eq!(lines(&grid), ["a b b", "a c ·"]);
        assert_eq!(lines(&grid.transposed()), ["a a", "b c", "b ·"]);
    }

    #[test]
    fn a_span_that_meets_another_cell_or_the_edge_is_cut_and_marked() {
        let cells = vec![cell("a", 0, 1, 3, 1), cell("b", 1, 0, 9, 3)];
        let grid = Grid::from_cells(3, cells, Locator::Unknown);
        assert_eq!(lines(&grid), ["· a ·", "b a ·", "b a ·"]);
        assert!(grid.cells()[1].marks.span_cut && !grid.cells()[0].marks.span_cut);
    }
}
