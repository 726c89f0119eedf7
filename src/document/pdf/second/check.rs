//! Cell by cell: whether the figures of the first reader are those of the second.

use std::collections::{BTreeMap, HashSet};

use super::super::super::{Cell, CellMarks, Grid, Locator};
use super::Letter;

/// Two letters with the same character nearer than this part of their size are one, drawn twice to look bold.
const SAME_PLACE: f32 = 0.15;

/// How far outside its cell the middle of a letter may stand, in points.
const SLACK: f32 = 0.5;

/// A word in place of a figure has at most so many bytes.
const LONGEST_WORD: usize = 24;

/// More letters than this in a box are no cell with a figure.
const MAX_LETTERS: usize = 512;

/// The letters of a page by their height on it.
pub(super) struct Index {
    /// Where the middle of each stands, and its place in the order of showing.
    letters: Vec<(f32, f32, usize, Letter)>,
}

impl Index {
    pub(super) fn new(letters: Vec<Letter>) -> Index {
        let place = |(order, letter): (usize, Letter)| {
            let (x, y) = letter.centre();
            (y, x, order, letter)
        };
        let mut letters: Vec<_> = letters.into_iter().enumerate().map(place).collect();
        letters.sort_by(|a, b| a.0.total_cmp(&b.0));
        Index { letters }
    }

    /// The letters in a box, in the order of showing, each once.
    pub(super) fn inside(&self, [left, top, right, bottom]: [f32; 4]) -> Vec<Letter> {
        let start = self.letters.partition_point(|letter| letter.0 < top - SLACK);
        let in_height = self.letters.iter().skip(start).take_while(|letter| letter.0 <= bottom + SLACK);
        let mut found: Vec<(usize, Letter)> = in_height
            .filter(|(_, x, ..)| (left - SLACK..=right + SLACK).contains(x))
            .map(|(_, _, order, letter)| (*order, *letter))
            .take(MAX_LETTERS)
            .collect();
        found.sort_by_key(|(order, _)| *order);
        let mut once: Vec<Letter> = Vec::with_capacity(found.len());
        for (_, letter) in found {
            let near = SAME_PLACE * letter.size;
            let twice = |known: &Letter| {
                known.ch == letter.ch
                    && (known.x - letter.x).abs() <= near
                    && (known.y - letter.y).abs() <= near
            };
            if !once.iter().any(twice) {
                once.push(letter);
            }
        }
        once
    }
}

/// Marks the cells of a grid with what the second reader says to their figures. That a cell is blank is confirmed only
/// where it saw all else that stands in the row: else what both readers lost would look like a blank.
pub(super) fn mark(grid: &mut Grid, pages: &[(u32, Index)]) {
    grid.mark_cells(|cell| {
        let verdict = verdict(cell, pages);
        CellMarks { confirmed: verdict == Some(true), contradicted: verdict == Some(false), ..cell.marks }
    });
    let blank_rows = blank_rows(grid);
    let unseen = |cell: &&Cell| cell.row_span == 1 && !cell.text.is_empty() && !is_seen(cell, pages);
    let doubtful: HashSet<_> = grid.cells().iter().filter(unseen).map(|cell| cell.row).collect();
    grid.mark_cells(|cell| {
        let lost = cell.text.is_empty() && (doubtful.contains(&cell.row) || blank_rows.contains(&cell.row));
        CellMarks { confirmed: cell.marks.confirmed && !lost, ..cell.marks }
    });
}

/// What a table prints for none: a mark, or a nought, perhaps with a word that counts behind it.
fn is_nil(cell: &Cell) -> bool {
    let mark = matches!(cell.text.as_str(), "-" | "—" | "－" | "/" | "／" | "无");
    mark || cell.text.chars().next().map(narrow) == Some('0') && cell.text.chars().count() <= 3
}

/// A blank row has so many blank cells.
const MIN_BLANK: usize = 3;

/// Rows with a label and nothing else, in a table that prints what none looks like: their figures may stand in a row that a break in
/// the page cut off.
fn blank_rows(grid: &Grid) -> HashSet<u32> {
    let mut rows: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for cell in grid.cells() {
        let (blank, figures) = rows.entry(cell.row).or_default();
        *blank += usize::from(cell.text.is_empty());
        *figures += usize::from(is_nil(cell) || is_figure(cell));
    }
    let is_blank = |(_, (blank, figures)): &(u32, (usize, usize))| *figures == 0 && *blank >= MIN_BLANK;
    if !grid.cells().iter().any(is_nil) {
        return HashSet::new();
    }
    rows.into_iter().filter(is_blank).map(|(row, _)| row).collect()
}

/// Whether a cell holds figures and no words; the number of a label is none.
fn is_figure(cell: &Cell) -> bool {
    let is_word = |ch: char| ('\u{4E00}'..='\u{9FFF}').contains(&ch);
    !cell.text.chars().any(is_word) && !figures(cell.text.chars()).is_empty()
}

/// Marks the cells of pages that may have lost something unseen. That they are blank is not confirmed where the table prints what
/// none looks like; elsewhere what is lost was some, and breaks a sum.
pub(super) fn doubt(grid: &mut Grid, is_doubted: impl Fn(u32) -> bool) {
    let prints_nil = grid.cells().iter().any(is_nil);
    grid.mark_cells(|cell| {
        let unchecked = matches!(cell.locator, Locator::Page { page, .. } if is_doubted(page));
        let lost = unchecked && prints_nil && cell.text.is_empty();
        CellMarks { unchecked, confirmed: cell.marks.confirmed && !lost, ..cell.marks }
    });
}

/// Takes back all that was confirmed on some pages.
pub(super) fn distrust(grid: &mut Grid, is_lost: impl Fn(u32) -> bool) {
    grid.mark_cells(|cell| match cell.locator {
        Locator::Page { page, .. } if is_lost(page) => {
            CellMarks { unchecked: true, confirmed: false, ..cell.marks }
        }
        _ => cell.marks,
    });
}

/// Whether the second reader saw a cell: a figure as it is, of a label anything.
fn is_seen(cell: &Cell, pages: &[(u32, Index)]) -> bool {
    let Locator::Page { page, bbox } = cell.locator else { return false };
    let is_label = cell.text.len() > LONGEST_WORD || figures(cell.text.chars()).is_empty();
    let any = || pages.iter().any(|(number, index)| *number == page && !index.inside(bbox).is_empty());
    cell.marks.confirmed || is_label && any()
}

/// Whether the second reader finds the same figures in the box of a cell; nothing if it cannot tell.
fn verdict(cell: &Cell, pages: &[(u32, Index)]) -> Option<bool> {
    let Locator::Page { page, bbox } = cell.locator else { return None };
    let own = figures(cell.text.chars());
    let (_, index) = pages.iter().find(|(number, _)| *number == page)?;
    let letters = index.inside(bbox);
    if letters.iter().any(|letter| letter.ch == char::REPLACEMENT_CHARACTER) {
        return None;
    }
    if own.is_empty() && !cell.text.is_empty() {
        // A word for none, a stroke: what else it could be is not for this reader to say.
        let shown = letters.iter().map(|letter| letter.ch);
        let said = cell.text.chars().filter(|ch| !ch.is_whitespace()).map(narrow);
        return (cell.text.len() <= LONGEST_WORD && said.eq(shown.map(narrow))).then_some(true);
    }
    let shown = figures(letters.iter().map(|letter| letter.ch));
    if own == shown {
        return (!own.is_empty() || letters.is_empty()).then_some(true);
    }
    let mut across = letters;
    across.sort_by(|a, b| {
        let line = |letter: &Letter| (letter.y / letter.size.max(1.0)).round();
        line(a).total_cmp(&line(b)).then(a.x.total_cmp(&b.x))
    });
    if own == figures(across.iter().map(|letter| letter.ch)) {
        return Some(true);
    }
    // A part of the cell stands on another page, or a note was left out of its text: then less or more is no wonder.
    if cell.marks.joined || cell.marks.note_dropped || shown.is_empty() { None } else { Some(false) }
}

/// The half-width form of a full-width sign.
pub(super) fn narrow(ch: char) -> char {
    match ch as u32 {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(ch),
        _ => ch,
    }
}

/// What figures are made of, without what parts their thousands.
fn figures(text: impl Iterator<Item = char>) -> String {
    text.map(narrow).filter(|ch| ch.is_ascii_digit() || matches!(ch, '.' | '-' | '−' | '—')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(ch: char, x: f32) -> Letter {
        Letter { ch, said: ch, x, y: 50.0, dx: 5.0, dy: 0.0, size: 10.0, font: 1 }
    }

    fn verdict_on(text: &str, shown: &[(char, f32)]) -> Option<bool> {
        let letters = shown.iter().map(|(ch, x)| letter(*ch, *x)).collect();
        let locator = Locator::Page { page: 1, bbox: [0.0, 40.0, 60.0, 55.0] };
        let cell = Cell {
            text: text.into(),
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            locator,
            marks: CellMarks::default(),
        };
        verdict(&cell, &[(1, Index::new(letters))])
    }

    #[test]
    fn other_figures_contradict_and_what_cannot_be_told_is_no_verdict() {
        assert_eq!(verdict_on("12", &[('1', 10.0), ('2', 15.0)]), Some(true));
        assert_eq!(verdict_on("１２", &[('1', 10.0), ('2', 15.0)]), Some(true));
        assert_eq!(verdict_on("12", &[('2', 15.0), ('1', 10.0)]), Some(true));
        assert_eq!(verdict_on("12", &[('1', 10.0), ('3', 15.0)]), Some(false));
        assert_eq!(verdict_on("12", &[('1', 10.0), ('2', 15.0), ('2', 80.0)]), Some(true));
        assert_eq!(verdict_on("12", &[('1', 10.0), ('\u{FFFD}', 15.0)]), None);
        assert_eq!(verdict_on("12", &[]), None);
        assert_eq!(verdict_on("", &[]), Some(true));
        assert_eq!(verdict_on("", &[('7', 10.0)]), Some(false));
        assert_eq!(verdict_on("", &[('件', 10.0)]), None);
        assert_eq!(verdict_on("无", &[('无', 10.0)]), Some(true));
        assert_eq!(verdict_on("无", &[('元', 10.0)]), None);
    }
}
