//! Finds the reports that one document holds: collections of a whole county in one file, a page with two articles.

use std::ops::Range;

use crate::document::{Block, Document};

use super::choose::title_at;
use super::title::parse;
use super::view::{View, is_opening};

/// How many lines before a first section the title of its report may stand.
const LINES_BACK: usize = 8;
/// How many lines behind a title its opening may begin.
const LINES_ON: usize = 3;

/// Ranges of blocks, one per report, that together cover the document.
pub(super) fn reports_in(document: &Document) -> Vec<Range<usize>> {
    let view = View::new(document, 0..document.blocks.len());
    let mut cuts = starts(&view);
    cuts.sort_unstable();
    cuts.dedup();
    let (mut ranges, mut from) = (Vec::new(), 0);
    for cut in cuts {
        if holds_a_report(&view, from..cut) {
            ranges.push(from..cut);
            from = cut;
        }
    }
    ranges.push(from..document.blocks.len());
    ranges
}

/// Blocks at which a report may begin: titles before a first section or before an opening.
fn starts(view: &View<'_>) -> Vec<usize> {
    let Some(body) = view.body else { return Vec::new() };
    let first_sections = view.sections.iter().filter(|section| section.section == 1 && section.top);
    let before_sections =
        first_sections.map(|section| section.line).filter(|&line| line > body).filter_map(|line| {
            let from = line.saturating_sub(LINES_BACK).max(body + 1);
            (from..line).rev().find(|&index| names_a_report(view, index))
        });
    let before_openings = (body + 1..view.lines.len()).filter(|&index| {
        let line = view.lines.get(index).filter(|line| !line.long && line.folded.contains("公开"));
        line.and_then(|line| parse(&line.folded)).is_some()
            && view.lines.get(index + 1..).unwrap_or_default().iter().take(LINES_ON).any(is_opening)
    });
    let lines = before_sections.chain(before_openings);
    lines.filter_map(|index| view.lines.get(index)).map(|line| line.block).collect()
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
