//! Tables that a page prints as lines: a paragraph or a line break for each row, or for each cell.
//!
//! Text that was pasted into an editor, or that a converter made of a table, looks so. Where a page has no other table, its
//! paragraphs are read as the lines of a text are.

use std::ops::Range;

use super::flow::Found;
use crate::document::{Block, Grid, Locator, text};

/// Puts the tables that stand in paragraphs in their place.
pub(super) fn gather(found: &mut Found) {
    let lines: Vec<(u32, &str)> = (0..).zip(&found.blocks).map(|(at, block)| (at, line(block))).collect();
    let locators: Vec<Locator> = found.blocks.iter().map(locator).collect();
    let locate = |line: u32, cell: u32| match locators.get(line as usize) {
        Some(Locator::Line { line, .. }) => Locator::Line { line: *line, cell },
        other => other.copied().unwrap_or_default(),
    };
    let tables = text::tables_among(&lines, locate);
    if tables.is_empty() {
        return;
    }
    for picture in &mut found.pictures {
        let before = |(range, _): &&(Range<usize>, Grid)| range.end <= picture.after_block;
        let gone: usize = tables.iter().filter(before).map(|(range, _)| range.len() - 1).sum();
        picture.after_block -= gone;
    }
    let mut tables = tables.into_iter().peekable();
    let blocks = std::mem::take(&mut found.blocks);
    for (at, block) in blocks.into_iter().enumerate() {
        match tables.peek() {
            Some((range, _)) if range.contains(&at) => {
                if at + 1 == range.end {
                    found.blocks.extend(tables.next().map(|(_, grid)| Block::Table(grid)));
                }
            }
            _ => found.blocks.push(block),
        }
    }
}

/// A paragraph as a line; a heading or a small table is a line that no table goes over.
fn line(block: &Block) -> &str {
    const END: &str = "。";
    match block {
        Block::Text(paragraph) if !paragraph.heading => &paragraph.text,
        _ => END,
    }
}

fn locator(block: &Block) -> Locator {
    match block {
        Block::Text(paragraph) => paragraph.locator,
        Block::Table(grid) => grid.locator,
    }
}
