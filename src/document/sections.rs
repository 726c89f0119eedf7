//! Cuts a table that holds a whole report at the headings of its sections.
//!
//! Spreadsheets, and some pages, put everything into one grid: title, headings and paragraphs are rows of it, each with
//! one cell filled. What stands under one heading is a table of its own, with columns of its own.

use super::text::{is_section, is_title};
use super::{Block, Cell, Document, Grid, Paragraph};

/// A row with one text of so many characters or more, and a full stop in it, is a paragraph.
const PROSE: usize = 40;

/// What a row is to the report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The heading of a section, or the title.
    Heading,
    Prose,
    Table,
}

/// Cuts the tables of a document.
pub(super) fn cut(document: &mut Document) {
    let has_section = |block: &Block| matches!(block, Block::Table(grid) if has_section(grid));
    if !document.blocks.iter().any(has_section) {
        return;
    }
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut starts = Vec::with_capacity(document.blocks.len() + 1);
    for block in std::mem::take(&mut document.blocks) {
        starts.push(blocks.len());
        match block {
            Block::Table(grid) if self::has_section(&grid) => blocks.extend(pieces(&grid)),
            block => blocks.push(block),
        }
    }
    starts.push(blocks.len());
    for picture in &mut document.pictures {
        picture.after_block = starts.get(picture.after_block).copied().unwrap_or(blocks.len());
    }
    document.blocks = blocks;
}

fn has_section(grid: &Grid) -> bool {
    (0..grid.rows()).filter_map(|row| lone(grid, row)).any(|cell| is_section(&cell.text))
}

fn kind(grid: &Grid, row: usize) -> Kind {
    let Some(cell) = lone(grid, row) else { return Kind::Table };
    if is_section(&cell.text) || is_title(&cell.text) {
        return Kind::Heading;
    }
    let long = || cell.text.chars().nth(PROSE).is_some();
    if cell.text.contains('。') && long() { Kind::Prose } else { Kind::Table }
}

/// The only cell of a row with a text in it, if no cell reaches over the row's edges.
fn lone(grid: &Grid, row: usize) -> Option<&Cell> {
    let cells = || grid.row(row).map(|(_, cell)| cell);
    let mut texts = cells().filter(|cell| !cell.text.is_empty());
    let (Some(cell), None) = (texts.next(), texts.next()) else { return None };
    cells().all(|cell| cell.row as usize == row && cell.row_span == 1).then_some(cell)
}

/// What a grid with headings comes apart into.
fn pieces(grid: &Grid) -> Vec<Block> {
    let kinds: Vec<(usize, Kind)> = (0..grid.rows()).map(|row| (row, kind(grid, row))).collect();
    let mut blocks = Vec::new();
    for rows in kinds.chunk_by(|a, b| a.1 == Kind::Table && b.1 == Kind::Table) {
        let (Some((first, kind)), Some((last, _))) = (rows.first(), rows.last()) else { continue };
        match lone(grid, *first).filter(|_| *kind != Kind::Table) {
            Some(cell) => blocks.push(Block::Text(Paragraph {
                text: cell.text.clone(),
                locator: cell.locator,
                heading: *kind == Kind::Heading,
            })),
            None => blocks.extend(part(grid, *first as u32, *last as u32 + 1).map(Block::Table)),
        }
    }
    blocks
}

/// Some rows as a grid of their own, without the columns at the right in which nothing stands.
fn part(grid: &Grid, first: u32, end: u32) -> Option<Grid> {
    let inside = |cell: &&Cell| (first..end).contains(&cell.row);
    let texts = || grid.cells().iter().filter(inside).filter(|cell| !cell.text.is_empty());
    let width = texts().map(|cell| cell.column + 1).max()?;
    let locator = texts().next()?.locator;
    let cells = grid.cells().iter().filter(inside).filter(|cell| cell.column < width);
    let cells = cells.map(|cell| Cell {
        row: cell.row - first,
        column_span: cell.column_span.min(width - cell.column),
        ..cell.clone()
    });
    Some(Grid::from_cells(end - first, cells.collect(), locator))
}
