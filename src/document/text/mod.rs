//! Plain text: paragraphs, and tables in the ways in which text can show them.
//!
//! One reader per way, asked in turn at each line that no earlier table took: the markup of wikis and the like, drawn boxes, strokes (Markdown), strokes behind
//! cells without their spans, rules over and under columns (reStructuredText), tabs, names with their figures, commas, columns aligned with spaces, single spaces before figures, and
//! one cell a line. What no reader takes is a paragraph.
//!
//! The same readers serve the lines of a `<pre>` in a web page.

mod aligned;
mod boxes;
mod commas;
mod draft;
mod dumped;
mod labelled;
mod lines;
mod marked;
mod paragraphs;
mod pipes;
mod prefixed;
mod region;
mod repeated;
mod ruled;
mod spaced;
mod stacked;
mod tabs;
mod width;

use std::ops::Range;

use super::{Block, Damage, Document, Format, Grid, Locator};
use draft::{Attempt, Draft};
pub(super) use labelled::pair;
use lines::Line;
pub(crate) use lines::{is_nil, is_page_number, is_value};
pub(super) use lines::{is_section, starts_item};
pub(super) use paragraphs::is_title;
use prefixed::Prefix;

/// The most lines that are read; a report has some hundreds.
const MAX_LINES: usize = 1 << 20;
/// The most blocks of a document.
const MAX_BLOCKS: usize = 1 << 18;
/// The most cells of all tables of a document together.
const MAX_CELLS: usize = 1 << 19;
/// The most slots of all tables of a document together.
const MAX_SLOTS: usize = 1 << 22;

/// The readers of tables, the surest first.
const READERS: [fn(&[Line<'_>]) -> Attempt; 11] = [
    marked::table,
    boxes::table,
    pipes::table,
    dumped::table,
    ruled::table,
    tabs::table,
    labelled::table,
    commas::table,
    aligned::table,
    spaced::table,
    stacked::table,
];

/// Reads a decoded text.
pub fn read(text: &str) -> Document {
    let mut document = Document::new(Format::Text);
    let locate = |line, cell| Locator::Line { line, cell };
    let lines = lines::split(text);
    (document.blocks, document.damage) = match prefixed::prefix(text) {
        Prefix::None => blocks(lines, locate),
        prefix => {
            let lines = lines.map(|(number, line)| (number, prefixed::stripped(line, prefix)));
            blocks(lines, locate)
        }
    };
    document
}

/// The paragraphs and tables on some lines, numbered as they come; `locate` says where a cell of a line stands, or the
/// line itself for cell 0.
pub fn tables_in<'a>(
    lines: impl Iterator<Item = (u32, &'a str)>,
    locate: impl Fn(u32, u32) -> Locator,
) -> Vec<Block> {
    blocks(lines, locate).0
}

/// As [`tables_in`], with the limits that were reached.
pub fn blocks<'a>(
    lines: impl Iterator<Item = (u32, &'a str)>,
    locate: impl Fn(u32, u32) -> Locator,
) -> (Vec<Block>, Vec<Damage>) {
    let mut damage = Vec::new();
    let mut lines = lines.map(|(number, text)| Line { number, text, cell: 1 });
    let taken: Vec<Line<'_>> = lines.by_ref().take(MAX_LINES).collect();
    if lines.next().is_some() {
        damage.push(Damage::Limit("lines".into()));
    }
    let measure = paragraphs::measure_of(&taken);
    let mut blocks = Vec::new();
    let mut tables = Tables::default();
    let mut at = 0;
    while let Some(rest) = taken.get(at..).filter(|rest| !rest.is_empty()) {
        if blocks.len() >= MAX_BLOCKS || tables.cells > MAX_CELLS || tables.slots > MAX_SLOTS {
            damage.push(Damage::Limit("size of all tables and paragraphs".into()));
            break;
        }
        if let Some(draft) = tables.next(rest, at) {
            at += draft.used.max(1);
            if draft.cut {
                damage.push(Damage::Limit("cells in a line".into()));
            }
            blocks.push(Block::Table(draft.into_grid(&locate)));
        } else {
            let (paragraph, used) = paragraphs::paragraph(rest, measure, &locate);
            at += used.max(1);
            blocks.extend(paragraph.map(Block::Text));
        }
    }
    damage.dedup();
    (blocks, damage)
}

/// The tables on some lines that are paragraphs of their own, each with the lines it takes, as places among these.
pub fn tables_among(
    lines: &[(u32, &str)],
    locate: impl Fn(u32, u32) -> Locator,
) -> Vec<(Range<usize>, Grid)> {
    let lines: Vec<Line<'_>> =
        lines.iter().take(MAX_LINES).map(|&(number, text)| Line { number, text, cell: 1 }).collect();
    let mut found: Vec<(Range<usize>, Grid)> = Vec::new();
    let mut tables = Tables::default();
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        let full = found.len() >= MAX_BLOCKS || tables.cells > MAX_CELLS || tables.slots > MAX_SLOTS;
        let table = if full { None } else { tables.next(rest, at) };
        let used = table.as_ref().map_or(1, |draft| draft.used.max(1));
        found.extend(table.map(|draft| (at..at + used, draft.into_grid(&locate))));
        at += used;
    }
    found
}

/// The readers, and how far each has looked in vain.
#[derive(Default)]
struct Tables {
    barred: [usize; READERS.len()],
    cells: usize,
    slots: usize,
}

impl Tables {
    /// The table that begins at the first of the lines, which is line `at`.
    fn next(&mut self, lines: &[Line<'_>], at: usize) -> Option<Draft> {
        if lines.first()?.is_gap() {
            return None;
        }
        for (reader, barred) in READERS.iter().zip(&mut self.barred) {
            if *barred > at {
                continue;
            }
            match reader(lines) {
                Attempt::Table(draft) => {
                    self.cells += draft.cells();
                    self.slots += draft.slots();
                    return Some(draft);
                }
                Attempt::Not(lines) => *barred = at + lines,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
