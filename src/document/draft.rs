//! A table of a Word document while it is being read.

use compact_str::CompactString;

use crate::document::fold::Folded;
use crate::document::ink::{Ink, is_drawn};
use crate::document::layout::{OWN_TABLE, Shape};
use crate::document::place::{Loose, MAX_COLUMN_SPAN, Placer};
use crate::document::{Block, CellMarks, Grid, Locator, joined};

/// How a cell goes on downwards (`w:vMerge`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::document) enum Merge {
    #[default]
    No,
    /// The first of the cells that are one.
    Begins,
    /// One of the others: nothing in it is shown.
    GoesOn,
}

/// A cell.
#[derive(Debug, Default)]
pub(in crate::document) struct Draft {
    /// How many columns of the table it covers (`w:gridSpan`).
    pub(in crate::document) span: u32,
    pub(in crate::document) merge: Merge,
    /// It belongs to the cell to its left (`w:hMerge`).
    pub(in crate::document) joins_left: bool,
    /// What stands in it as paragraphs and tables.
    flow: Vec<Block>,
    /// The same as one text, without tables of their own.
    text: Folded,
    marks: CellMarks,
    /// What is drawn in it.
    pub(in crate::document) ink: Ink,
    breaks: usize,
    has_table: bool,
    number: u32,
}

impl Draft {
    /// Says that not all of its text is sure to be seen as it is read.
    pub(in crate::document) fn doubt(&mut self) {
        self.marks.doubtful = true;
    }

    /// Adds a paragraph or a line.
    pub(in crate::document) fn line(&mut self, block: Block, marks: CellMarks) {
        if let Block::Text(paragraph) = &block {
            self.breaks += usize::from(!self.text.is_empty());
            self.text.gap();
            self.text.push(&paragraph.text);
            self.marks.note_dropped |= marks.note_dropped;
            self.marks.doubtful |= marks.doubtful;
        }
        self.flow.push(block);
    }

    /// Adds what a table in it came to: a grid of its own, or a few lines.
    pub(in crate::document) fn inner(&mut self, blocks: Vec<Block>) {
        self.has_table = true;
        for block in blocks {
            match block {
                Block::Table(grid) if grid.cells().len() < OWN_TABLE => {
                    for cell in grid.cells().iter().filter(|cell| !cell.text.is_empty()) {
                        self.text.gap();
                        self.text.push(&cell.text);
                        self.marks.doubtful |= cell.marks.doubtful;
                    }
                    self.flow.push(Block::Table(grid));
                }
                block => self.line(block, CellMarks::default()),
            }
        }
    }
}

/// A table: its rows so far, and the cells of the last one.
#[derive(Debug, Default)]
pub(in crate::document) struct Table {
    pub(in crate::document) number: u32,
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
struct Row {
    /// Columns before its first cell (`w:gridBefore`).
    before: u32,
    /// A tracked change takes it out.
    is_gone: bool,
    cells: Vec<Draft>,
    /// Cells as written.
    count: u32,
}

impl Table {
    pub(in crate::document) fn new(number: u32) -> Table {
        Table { number, rows: Vec::new() }
    }

    pub(in crate::document) fn row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Leaves columns free before the first cell of the row.
    pub(in crate::document) fn leave(&mut self, columns: u32) {
        if let Some(row) = self.rows.last_mut() {
            row.before = columns.min(MAX_COLUMN_SPAN);
        }
    }

    /// Takes the row out.
    pub(in crate::document) fn drop_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.is_gone = true;
        }
    }

    /// Adds a cell to the row.
    pub(in crate::document) fn cell(&mut self, mut cell: Draft) {
        let Some(row) = self.rows.last_mut() else { return };
        row.count += 1;
        cell.number = row.count;
        match row.cells.last_mut() {
            Some(left) if cell.joins_left => left.span = left.span.max(1).saturating_add(cell.span.max(1)),
            _ => row.cells.push(cell),
        }
    }

    /// What the table comes to: a grid and the tables in it, or what stands in it where it only lays out the page. And
    /// whether all of it fitted.
    pub(in crate::document) fn finish(self) -> (Vec<Block>, bool) {
        let Table { number, rows } = self;
        let mut shape = Shape::default();
        let mut placer = Placer::default();
        let spans = heights(&rows);
        let is_own = |block: &Block| matches!(block, Block::Table(grid) if grid.cells().len() >= OWN_TABLE);
        let mut holds_tables = false;
        placer.group(rows.len() as u32);
        let mut spans = spans.into_iter();
        let mut flow = Vec::new();
        for (row, at) in rows.into_iter().zip(1..) {
            placer.row();
            let place = |cell| Locator::Word { table: number, row: at, cell };
            if row.before > 0 && !row.is_gone {
                let blank = CompactString::default();
                let (column_span, locator) = (row.before, place(1));
                placer.cell(Loose {
                    text: blank,
                    marks: CellMarks::default(),
                    locator,
                    column_span,
                    row_span: 1,
                });
            }
            for mut cell in row.cells {
                // There is a height for each cell; those that another one covers have none.
                let Some(Some(row_span)) = spans.next() else { continue };
                cell.marks.undecoded |= cell.text.undecoded;
                let mut text = cell.text.take();
                shape.cell(&text, cell.breaks, cell.has_table);
                cell.ink.settle(&mut text, &mut cell.marks);
                holds_tables |= cell.flow.iter().any(is_own);
                let (marks, column_span, locator) = (cell.marks, cell.span.max(1), place(cell.number));
                placer.cell(Loose { text, marks, locator, column_span, row_span });
                flow.append(&mut cell.flow);
            }
            shape.row();
        }
        if shape.is_layout(placer.columns(), holds_tables) {
            return (joined::side_by_side(flow), true);
        }
        let mut blocks = Vec::new();
        let mut whole = true;
        if placer.cells().iter().any(|cell| !cell.text.is_empty() && !is_drawn(&cell.text)) {
            let grid: Grid;
            (grid, whole) = placer.grid(Locator::Word { table: number, row: 1, cell: 1 });
            blocks.push(Block::Table(grid));
        }
        blocks.extend(flow.into_iter().filter(is_own));
        (blocks, whole)
    }
}

/// How many rows each cell covers, row by row; nothing for a cell that goes on from the one above it or was taken out.
fn heights(rows: &[Row]) -> Vec<Option<u32>> {
    let mut heights: Vec<Option<u32>> = Vec::new();
    // For each column, the cell that may go on downwards there: its index.
    let mut open: Vec<Option<usize>> = Vec::new();
    for row in rows {
        let mut column = row.before as usize;
        for cell in &row.cells {
            let end = column + cell.span.clamp(1, MAX_COLUMN_SPAN) as usize;
            if row.is_gone || end > MAX_COLUMN_SPAN as usize {
                heights.push(None);
                continue;
            }
            if open.len() < end {
                open.resize(end, None);
            }
            let above = open.get(column).copied().flatten().filter(|_| cell.merge == Merge::GoesOn);
            match above.and_then(|index| heights.get_mut(index)) {
                Some(height) => {
                    *height = height.map(|rows| rows + 1);
                    heights.push(None);
                }
                None => {
                    let index = (cell.merge != Merge::No).then_some(heights.len());
                    open.iter_mut().take(end).skip(column).for_each(|open| *open = index);
                    heights.push(Some(1));
                }
            }
            column = end;
        }
        // What no cell of this row covers goes on no longer.
        if !row.is_gone {
            open.truncate(column);
        }
    }
    heights
}
