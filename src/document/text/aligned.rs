//! Tables whose columns are aligned with spaces, as on a printed page.
//!
//! A gap of two columns of the screen or more ends a cell; hanzi and full-width spaces take two. The figures show where
//! the columns are, since they stand under one another; labels and headers are put to the columns they overlap.

mod columns;
mod grouped;
mod headers;
pub(super) mod labels;
mod measures;
mod near;
mod parts;
mod segments;

use super::draft::{Attempt, Draft};
use super::lines::{Line, is_drawn};
use super::region::{Kind, Shape, region};
use super::width::{narrow, one, wide};
use measures::Reading;
use segments::{Spaces, measure};

/// The longest text (in bytes) of a cell with a full stop in it; longer ones are paragraphs.
const MAX_SENTENCE: usize = 120;

/// The fewest lines whose numbers are known for those of rows.
const MIN_NUMBERED: usize = 4;

/// The fewest gaps between names that show how names are parted.
const MIN_GAPS: usize = 3;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let mut region = region(lines, shape);
    parts::end_at_next(&mut region, lines);
    let taken = region.rows.iter().filter_map(|at| lines.get(*at));
    let unnumbered = without_numbers(&taken.clone().collect::<Vec<_>>());
    let taken: Vec<&Line<'_>> =
        if unnumbered.is_empty() { taken.collect() } else { unnumbered.iter().collect() };
    // One wide space between the cells of every line parts them, and aligns nothing; nor do as many narrow ones everywhere.
    if taken.iter().all(|line| is_parted(line.trimmed())) || is_separated(&taken) {
        return Attempt::Not(region.barren());
    }
    let values = taken.iter().any(|line| shape(line.text).values > 0);
    if region.strong < 2 || !values && region.strong < 3 {
        return Attempt::Not(region.barren());
    }
    // Fonts differ in how wide they draw quotation marks and the like, and programs count characters.
    let readings = [wide, narrow, one].map(|width| Reading::new(grouped::measure_all(&taken, width)));
    let (reading, others) = measures::choose(readings);
    let mut rows = reading.layout.rows(&reading.lines);
    measures::doubt(&mut rows, &reading, &others, is_parted_evenly(&taken));
    headers::put_aside_displaced(&mut rows);
    let mut rows = labels::mend(rows);
    labels::fill(&mut rows);
    let line = |at: usize| region.rows.get(at).copied().unwrap_or(region.used);
    let mut draft = Draft::of(rows.into_iter().map(|(at, row)| (line(at), row)), region.used);
    draft.cut = reading.lines.iter().any(|row| row.cut);
    Attempt::Table(draft)
}

/// The lines without the number before each, if every one has it and they count on: those of the rows of a data frame. None
/// otherwise.
fn without_numbers<'a>(lines: &[&Line<'a>]) -> Vec<Line<'a>> {
    let number = |line: &Line<'_>| {
        let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
        let parted = line.text.get(digits..).is_some_and(|rest| rest.starts_with("  "));
        line.text.get(..digits).filter(|_| parted).and_then(|digits| digits.parse::<usize>().ok())
    };
    let Some(first) = lines.first().and_then(|line| number(line)).filter(|first| *first < 2) else {
        return Vec::new();
    };
    let counted = |(at, line): (usize, &&Line<'_>)| number(line) == Some(first + at);
    if lines.len() < MIN_NUMBERED || !lines.iter().enumerate().all(counted) {
        return Vec::new();
    }
    let width = (first + lines.len() - 1).to_string().len();
    let rest = |line: &&Line<'a>| Some(Line { text: line.text.get(width..)?, ..**line });
    lines.iter().map(rest).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Whether all gaps in a line are single wide spaces; narrow ones may stand inside its cells.
fn is_parted(text: &str) -> bool {
    let mut before = false;
    text.chars().all(|c| {
        let white = c.is_whitespace();
        let single = !(white && before) && c != '\t';
        before = white;
        single
    })
}

/// Whether as many narrow spaces, two or more, stand in all gaps of all lines, under names of different lengths.
fn is_separated(lines: &[&Line<'_>]) -> bool {
    let gaps: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.trimmed().split(|c: char| !c.is_whitespace()))
        .filter(|gap| gap.len() > 1)
        .collect();
    let first = gaps.first().copied().unwrap_or_default();
    let mut labels = lines.iter().filter_map(|line| Some(line.trimmed().split_once("  ")?.0.len()));
    let one = labels.next();
    labels.any(|other| Some(other) != one)
        && gaps.len() >= MIN_GAPS
        && first.bytes().all(|byte| byte == b' ')
        && gaps.iter().all(|gap| *gap == first)
}

/// Whether as many wide spaces stand between all names of the headers, whatever their widths: then they part cells, and align
/// nothing.
fn is_parted_evenly(lines: &[&Line<'_>]) -> bool {
    let mut gaps = Vec::new();
    for line in lines.iter().filter(|line| shape(line.text).values == 0) {
        gaps.extend(line.trimmed().split(|c: char| !c.is_whitespace()).filter(|gap| !gap.is_empty()));
    }
    let wide = gaps.first().is_some_and(|gap| gap.chars().all(|c| c == '\u{3000}'));
    wide && gaps.len() >= MIN_GAPS && gaps.iter().all(|gap| Some(gap) == gaps.first())
}

fn shape(text: &str) -> Shape {
    if is_drawn(text) {
        return Shape { kind: Kind::Plain, cells: 1, values: 0 };
    }
    let line = Line { number: 0, text, cell: 1 };
    let measured = measure(&line, wide, Spaces::Part);
    let prose = measured
        .segments
        .iter()
        .any(|segment| segment.text.len() > MAX_SENTENCE && segment.text.contains('。'));
    let kind = if measured.segments.len() > 1 && !prose { Kind::Strong } else { Kind::Plain };
    Shape {
        kind,
        cells: measured.segments.len(),
        values: measured.segments.iter().filter(|segment| segment.value).count(),
    }
}
