//! Tables left blank whose figures may stand beside them: in lines of numbers without labels, or in a picture of the table that was
//! filled in. What reads as blank then is no blank for sure.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::context::is_section_heading;
use super::piece::Piece;
use super::reading::Found;
use super::vocabulary::Vocabulary;
use crate::document::{Block, Document, Grid, Locator, Picture};
use crate::normalise::number;

/// So many numbers without labels are figures of a table: a page number or two are not.
const LEAST_NUMBERS: usize = 5;
/// A longer line (in bytes) is no line of numbers.
const LONGEST_LINE: usize = 200;
/// A smaller picture, in pixels, shows no table.
const SMALLEST: (u32, u32) = (200, 60);

/// Doubts the blanks of tables in which nothing is printed, where their figures may stand elsewhere.
pub(super) fn doubt(
    document: &Document,
    blocks: &Range<usize>,
    pieces: &[Vec<Piece<'_>>],
    found: &mut [Found],
    vocabulary: &Vocabulary,
) {
    let table = |figure: &Found| vocabulary.family(figure.spot.family).map(|family| family.table);
    let filled: BTreeSet<u8> =
        found.iter().filter(|figure| !figure.reading.is_blank()).filter_map(table).collect();
    let mut blank: BTreeMap<u8, Locator> = BTreeMap::new();
    for figure in found.iter() {
        if let Some(table) = table(figure).filter(|table| !filled.contains(table)) {
            blank.entry(table).or_insert(figure.locator);
        }
    }
    if blank.is_empty() {
        return;
    }
    let parts = document.blocks.get(blocks.clone()).unwrap_or_default();
    let has_numbers = bare_numbers(parts, pieces, found) >= LEAST_NUMBERS;
    let shows = |locator: &Locator| {
        let holds = |block: &Block| matches!(block, Block::Table(grid) if grid.cells().iter().any(|cell| cell.locator == *locator));
        let at = parts.iter().position(holds);
        at.is_some_and(|at| has_picture(parts, at, blocks.start, &document.pictures))
    };
    blank.retain(|_, locator| has_numbers || shows(locator));
    for figure in found.iter_mut() {
        figure.contested |= table(figure).is_some_and(|table| blank.contains_key(&table));
    }
}

/// How many numbers stand in lines and rows without any words, and are no figures.
fn bare_numbers(parts: &[Block], pieces: &[Vec<Piece<'_>>], found: &[Found]) -> usize {
    let of_block = |(block, pieces): (&Block, &Vec<Piece<'_>>)| match block {
        Block::Text(paragraph) => in_line(&paragraph.text),
        Block::Table(grid) => (0..grid.rows()).map(|row| in_row(grid, row, pieces, found)).sum(),
    };
    parts.iter().zip(pieces).map(of_block).sum()
}

fn in_line(line: &str) -> usize {
    let is_number = |word: &str| number::read(word).value.number().is_some();
    let is_bare = line.len() <= LONGEST_LINE && line.split_whitespace().all(is_number);
    if is_bare { line.split_whitespace().count() } else { 0 }
}

fn in_row(grid: &Grid, row: usize, pieces: &[Piece<'_>], found: &[Found]) -> usize {
    let cells = || grid.row(row).filter_map(|(index, cell)| Some((cell, pieces.get(index)?)));
    if cells().any(|(_, piece)| piece.is_text()) {
        return 0;
    }
    let is_figure = |locator: Locator| found.iter().any(|figure| figure.locator == locator);
    let numbers = cells().filter(|(_, piece)| piece.reading.value.number().is_some());
    numbers.filter(|(cell, _)| !is_figure(cell.locator)).count()
}

/// Whether a picture that may show a table stands beside the one in a block: in the same section, and nearer than the next table.
fn has_picture(parts: &[Block], at: usize, start: usize, pictures: &[Picture]) -> bool {
    let ends = |block: &&Block| match block {
        Block::Text(paragraph) => is_section_heading(&paragraph.text),
        Block::Table(_) => true,
    };
    let before = parts.get(..at).unwrap_or_default().iter().rev().take_while(|block| !ends(block)).count();
    let behind = parts.get(at + 1..).unwrap_or_default().iter().take_while(|block| !ends(block)).count();
    let beside = start + at - before..=start + at + 1 + behind;
    pictures.iter().any(|picture| {
        let is_small = picture.size.is_some_and(|(width, height)| width < SMALLEST.0 || height < SMALLEST.1);
        !is_small && beside.contains(&picture.after_block)
    })
}
