//! The second reading of a document as a witness: what the sequence reader makes of it.
//!
//! Its lines share nothing with the grids but the bytes of the file. It is heard on the figures that the two readers found; what it
//! alone finds has one reader.

use std::ops::Range;

use super::piece;
use super::reading::Sequenced;
use super::sequence;
use super::vocabulary::Vocabulary;
use crate::document::{Block, Document, Locator, Paragraph};

/// How far above its block a line may begin, in points.
const SLACK: f32 = 3.0;

/// Reads the lines of the second reading that belong to some blocks; nothing where the document has none.
pub(super) fn read(
    document: &Document,
    blocks: Range<usize>,
    skip: &[bool],
    vocabulary: &Vocabulary,
) -> Option<Vec<Sequenced>> {
    let lines = document.second_reading.as_ref()?;
    let starts: Vec<(u32, f32)> = document.blocks.iter().map(|block| place(locator(block))).collect();
    let own = |line: &&Paragraph| {
        let (page, top) = place(line.locator);
        // A line without a height runs along the page: it is of what the page ends with, not of what the page before did.
        let height = if top == 0.0 { f32::INFINITY } else { top + SLACK };
        let before = starts.partition_point(|start| *start <= (page, height));
        let block = before.saturating_sub(1);
        blocks.contains(&block) && skip.get(block - blocks.start) != Some(&true)
    };
    let own: Vec<Block> = lines.iter().filter(own).cloned().map(Block::Text).collect();
    let count = own.len();
    let pieces = piece::of_cells(&own, vocabulary);
    let own = Document { blocks: own, ..Document::new(document.format) };
    Some(sequence::read(&own, 0..count, &pieces, &vec![false; count], vocabulary))
}

fn locator(block: &Block) -> Locator {
    match block {
        Block::Text(paragraph) => paragraph.locator,
        Block::Table(grid) => grid.locator,
    }
}

fn place(locator: Locator) -> (u32, f32) {
    match locator {
        Locator::Page { page, bbox: [_, top, ..] } => (page, top),
        _ => (0, 0.0),
    }
}
