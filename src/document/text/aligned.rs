//! Tables whose columns are aligned with spaces, as on a printed page.
//!
//! A gap of two columns of the screen or more ends a cell; hanzi and full-width spaces take two. The figures show where
//! the columns are, since they stand under one another; labels and headers are put to the columns they overlap.

mod columns;
mod grouped;
mod headers;
pub(super) mod labels;
mod near;
mod segments;

use super::draft::{Attempt, Draft};
use super::lines::{Line, is_drawn};
use super::region::{Kind, Shape, region};
use super::width::{narrow, wide};
use columns::Layout;
use segments::{Measured, Spaces, measure};

/// The longest text (in bytes) of a cell with a full stop in it; longer ones are paragraphs.
const MAX_SENTENCE: usize = 120;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let region = region(lines, shape);
    let taken: Vec<&Line<'_>> = region.rows.iter().filter_map(|at| lines.get(*at)).collect();
    // One wide space between the cells of every line parts them, and aligns nothing.
    if taken.iter().all(|line| is_parted(line.trimmed())) {
        return Attempt::Not(region.barren());
    }
    let values = taken.iter().any(|line| shape(line.text).values > 0);
    if region.strong < 2 || !values && region.strong < 3 {
        return Attempt::Not(region.barren());
    }
    // Fonts differ in how wide they draw quotation marks and the like: the measure in which columns are cleaner counts.
    let layouts = [wide, narrow].map(|width| {
        let rows: Vec<Measured<'_>> = grouped::measure_all(&taken, width);
        (Layout::of(&rows), rows)
    });
    let [(wide, wide_rows), (narrow, narrow_rows)] = layouts;
    let (layout, measured) =
        if narrow.misfits < wide.misfits { (narrow, narrow_rows) } else { (wide, wide_rows) };
    let mut rows = layout.rows(&measured);
    headers::put_aside_displaced(&mut rows);
    let mut rows = labels::mend(rows);
    labels::fill(&mut rows);
    let line = |at: usize| region.rows.get(at).copied().unwrap_or(region.used);
    let mut draft = Draft::of(rows.into_iter().map(|(at, row)| (line(at), row)), region.used);
    draft.cut = measured.iter().any(|row| row.cut);
    Attempt::Table(draft)
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

fn shape(text: &str) -> Shape {
    if is_drawn(text) {
        return Shape { kind: Kind::Plain, cells: 1, values: 0 };
    }
    let line = Line { number: 0, text };
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
