//! Finds the reports that one document holds: collections of a whole county in one file, a page with two articles.

use std::ops::Range;

use crate::document::{Block, Document, Grid, Locator};

use super::choose::title_at;
use super::fold::fold;
use super::title::parse;
use super::view::{View, is_opening};

/// How many lines before a first section the title of its report may stand.
const LINES_BACK: usize = 8;
/// How many lines behind a title its opening may begin.
const LINES_ON: usize = 3;

/// Ranges of blocks, one per report; where no part is a copy of another they cover the document.
pub(super) fn reports_in(view: &View<'_>) -> Vec<Range<usize>> {
    let document = view.document;
    let mut cuts = starts(view);
    cuts.sort_unstable();
    cuts.dedup();
    let (mut ranges, mut from) = (Vec::new(), 0);
    for cut in cuts {
        if holds_a_report(view, from..cut) {
            ranges.push(from..cut);
            from = cut;
        }
    }
    ranges.push(from..document.blocks.len());
    without_copies(document, ranges)
}

/// Leaves out parts whose tables all stand in an earlier part, cell for cell: pages bring the same article twice, once
/// for screens and once for printing.
fn without_copies(document: &Document, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        if !is_copy(document, &range, &kept) {
            kept.push(range);
        }
    }
    kept
}

/// Whether a part has tables and all of them stand in the earlier parts.
fn is_copy(document: &Document, part: &Range<usize>, earlier: &[Range<usize>]) -> bool {
    let known: Vec<&Grid> = earlier.iter().flat_map(|part| tables(document, part)).collect();
    let mut tables = tables(document, part).peekable();
    tables.peek().is_some() && tables.all(|table| known.iter().any(|known| same(known, table)))
}

/// The tables of a part that are more than decoration.
fn tables<'d>(document: &'d Document, range: &Range<usize>) -> impl Iterator<Item = &'d Grid> {
    const LEAST_CELLS: usize = 12;
    let blocks = document.blocks.get(range.clone()).unwrap_or_default().iter();
    let grids = blocks.filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    grids.filter(|grid| grid.cells().len() >= LEAST_CELLS)
}

fn same(one: &Grid, other: &Grid) -> bool {
    one.cells().len() == other.cells().len()
        && one.cells().iter().zip(other.cells()).all(|(a, b)| a.text == b.text)
}

/// Blocks at which a report may begin: titles before a first section or before an opening.
fn starts(view: &View<'_>) -> Vec<usize> {
    let Some(body) = view.body else { return sheets_of_others(view) };
    let first_sections = view.sections.iter().filter(|section| section.section == 1 && section.top);
    let before_sections =
        first_sections.map(|section| section.line).filter(|&line| line > body).filter_map(|line| {
            let from = line.saturating_sub(LINES_BACK).max(body + 1);
            (from..line).rev().find(|&index| names_a_report(view, index))
        });
    let before_openings = (body + 1..view.lines.len()).filter(|&index| {
        let line = view.lines.get(index).filter(|line| line.reports);
        line.and_then(|line| parse(&line.folded)).is_some()
            && view.lines.get(index + 1..).unwrap_or_default().iter().take(LINES_ON).any(is_opening)
    });
    let lines = before_sections.chain(before_openings);
    let blocks = lines.filter_map(|index| view.lines.get(index)).map(|line| line.block);
    blocks.chain(sheets_of_others(view)).collect()
}

/// Titles of reports on another year, or of another body, than the sheets before theirs.
fn sheets_of_others(view: &View<'_>) -> Vec<usize> {
    let titles = view.document.blocks.iter().enumerate().filter_map(|(index, block)| {
        let Block::Text(line) = block else { return None };
        let Locator::Sheet { sheet, .. } = line.locator else { return None };
        let title = parse(&fold(&line.text)).filter(|title| line.heading && title.year.is_some())?;
        Some((index, sheet, (title.agency, title.year)))
    });
    let (mut before, mut starts) = (None, Vec::new());
    for (index, sheet, of) in titles {
        if before.as_ref().is_some_and(|(known, other)| *known != sheet && *other != of) {
            starts.push(index);
        }
        before = Some((sheet, of));
    }
    starts
}

/// Whether the title on a line says whose report it is or on which year; a mere 政府信息公开年报 is a column.
fn names_a_report(view: &View<'_>, line: usize) -> bool {
    title_at(&view.lines, line).is_some_and(|title| !title.agency.is_empty() || title.year.is_some())
}

/// Whether blocks hold more than a title: a later section or a table.
fn holds_a_report(view: &View<'_>, blocks: Range<usize>) -> bool {
    let inside = |line: usize| view.lines.get(line).is_some_and(|line| blocks.contains(&line.block));
    let body = view.body.and_then(|body| view.lines.get(body)).map_or(0, |line| line.block);
    let after_body = body.max(blocks.start)..blocks.end;
    view.sections.iter().any(|section| section.section > 1 && inside(section.line))
        || view
            .document
            .blocks
            .get(after_body)
            .unwrap_or_default()
            .iter()
            .any(|b| matches!(b, Block::Table(_)))
}
