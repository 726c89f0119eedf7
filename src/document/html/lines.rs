//! Tables that a page prints as lines: a paragraph or a line break for each row, or for each cell.
//!
//! Text that was pasted into an editor, or that a converter made of a table, looks so. Where a page has no other table, its
//! paragraphs are read as the lines of a text are.

use std::ops::Range;

use compact_str::CompactString;

use super::flow::{self, Found};
use super::has_table;
use super::tree::Tree;
use crate::document::fold::fold;
use crate::document::{Block, Grid, Locator, text};

/// Fewer paragraphs that are a figure and nothing else make no table of one cell a line.
const MIN_FIGURES_ALONE: usize = 8;

/// Reads a page without tables once more, for the rows that its paragraphs may be; `found` is what was found so far, and `line`
/// as for [`flow::read`].
pub(super) fn read<'t>(tree: &'t Tree<'t>, mut found: Found, line: Option<u32>) -> Found {
    let mut rows = rows_of(tree, line, false);
    // What a blank means is only seen where one cell stands on a line: there it keeps a row whole.
    if figures_alone(&found.blocks) >= MIN_FIGURES_ALONE {
        let with_blanks = rows_of(tree, line, true);
        if cells_in_rows(&with_blanks.blocks) > cells_in_rows(&rows.blocks) {
            rows = with_blanks;
        }
    }
    if has_table(&rows.blocks) {
        for block in &mut rows.blocks {
            if let Block::Text(paragraph) = block
                && paragraph.text.contains(['\t', '\u{3000}'])
            {
                paragraph.text = fold(&paragraph.text);
            }
        }
        return rows;
    }
    gather(&mut found);
    found
}

/// The rows that paragraphs are; `blanks` says whether a line left blank may be one.
fn rows_of<'t>(tree: &'t Tree<'t>, line: Option<u32>, blanks: bool) -> Found {
    let mut rows = flow::read_rows(tree, line, blanks);
    spaces_to_tabs(&mut rows.blocks);
    unindent(&mut rows.blocks);
    gather(&mut rows);
    let mut kept: Vec<usize> = Vec::with_capacity(rows.blocks.len() + 1);
    let mut count = 0;
    for block in &rows.blocks {
        kept.push(count);
        count += usize::from(!is_blank(block));
    }
    kept.push(count);
    for picture in &mut rows.pictures {
        picture.after_block = kept.get(picture.after_block).copied().unwrap_or(count);
    }
    rows.blocks.retain(|block| !is_blank(block));
    rows
}

/// How many paragraphs are a figure and nothing else.
fn figures_alone(blocks: &[Block]) -> usize {
    let alone = |block: &&Block| matches!(block, Block::Text(paragraph) if text::is_value(&paragraph.text));
    blocks.iter().filter(alone).count()
}

fn is_blank(block: &Block) -> bool {
    matches!(block, Block::Text(paragraph) if paragraph.text.is_empty())
}

/// How many cells stand beside another in the tables of a page.
fn cells_in_rows(blocks: &[Block]) -> usize {
    let beside = |block: &Block| match block {
        Block::Table(grid) => grid.cells().iter().filter(|cell| cell.column > 0).count(),
        Block::Text(_) => 0,
    };
    blocks.iter().map(beside).sum()
}

/// Makes tabs of the spaces between columns. Letters are not of one width on a page, so spaces align nothing there: if the
/// shortest run of them measures all others, it stands between two cells, and a longer one beside blank cells; if not, they
/// only part words.
fn spaces_to_tabs(blocks: &mut [Block]) {
    let mut unit: Option<usize> = None;
    let mut even = true;
    for text in blocks.iter().filter_map(parted) {
        for run in runs(text) {
            let smaller = unit.is_none_or(|unit| run < unit);
            even &= unit.is_none_or(|unit| if smaller { unit % run == 0 } else { run % unit == 0 });
            unit = if smaller { Some(run) } else { unit };
        }
    }
    let Some(unit) = unit else { return };
    for block in blocks {
        if parted(block).is_none() {
            continue;
        }
        if let Block::Text(paragraph) = block {
            paragraph.text = if even { with_tabs(&paragraph.text, unit) } else { fold(&paragraph.text) };
        }
    }
}

/// The text of a line of cells: with a run of spaces in it, and no tab.
fn parted(block: &Block) -> Option<&str> {
    let Block::Text(paragraph) = block else { return None };
    let text = paragraph.text.as_str();
    let inside = text.trim_matches(is_wide_space);
    let parted = !text.contains('\t') && !text.contains('。') && runs(inside).next().is_some();
    parted.then_some(text)
}

fn is_wide_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// How long the runs of two or more spaces in a text are.
fn runs(text: &str) -> impl Iterator<Item = usize> {
    let runs = text.split(|c| !is_wide_space(c)).map(|run| run.chars().count());
    runs.filter(|run| *run > 1)
}

fn with_tabs(text: &str, unit: usize) -> CompactString {
    let mut tabbed = CompactString::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_wide_space) {
        let (before, after) = rest.split_at(at);
        rest = after.trim_start_matches(is_wide_space);
        let run = after.get(..after.len() - rest.len()).unwrap_or_default();
        let count = run.chars().count();
        tabbed.push_str(before);
        match count / unit {
            0 => tabbed.push_str(run),
            tabs => tabbed.extend(std::iter::repeat_n('\t', tabs)),
        }
    }
    tabbed.push_str(rest);
    tabbed
}

/// Takes the tabs off that the source of the page indents all lines with.
fn unindent(blocks: &mut [Block]) {
    let lines = || {
        blocks.iter().filter_map(|block| match block {
            Block::Text(paragraph) => Some(paragraph.text.as_str()),
            Block::Table(_) => None,
        })
    };
    let tabs = |line: &str| line.bytes().take_while(|byte| *byte == b'\t').count();
    let rows = lines().filter(|line| line.trim_matches('\t').contains('\t'));
    let Some(common) = rows.map(tabs).min().filter(|tabs| *tabs > 0) else { return };
    for block in blocks {
        if let Block::Text(paragraph) = block {
            let indent = tabs(&paragraph.text).min(common);
            drop(paragraph.text.drain(..indent));
        }
    }
}

/// Puts the tables that stand in paragraphs in their place.
fn gather(found: &mut Found) {
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
