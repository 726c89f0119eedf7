//! In which measure of width the columns of a text are aligned, and how sure that is.
//!
//! Screens draw hanzi twice as wide as digits; programs that count characters do not, and their columns look ragged there. In
//! the right measure texts and figures begin, end or have their middle in few places, one for each column; in a wrong one
//! each label moves what follows it by its own length.

use std::collections::BTreeSet;

use super::columns::{Layout, has_figures};
use super::segments::{Measured, Segment};
use crate::document::text::draft::Row;
use crate::document::text::lines::is_value;

/// A measure with so many places fits clearly better than one with …
const FEW: usize = 4;
/// … so many.
const MANY: usize = 5;

/// A single row says which measure is right if it is as wide as this.
const MIN_WIDE: usize = 8;
/// By so many at least.
const LEAST: usize = 3;

/// The lines of a table in one measure.
pub(super) struct Reading<'a> {
    pub(super) layout: Layout,
    pub(super) lines: Vec<Measured<'a>>,
    /// In how many places texts and figures begin, end or have their middle, whichever are fewest.
    places: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(lines: Vec<Measured<'a>>) -> Reading<'a> {
        let figures = || lines.iter().flat_map(|line| &line.segments).filter(|segment| segment.value);
        let texts =
            || lines.iter().flat_map(|line| line.segments.iter().skip(1)).filter(|segment| !segment.value);
        // Names stand in the places of their figures, too, where both are set alike.
        let places = fewest(figures) + fewest(texts) + fewest(|| figures().chain(texts()));
        Reading { layout: Layout::of(&lines), lines, places }
    }

    /// Whether the columns are clearly cleaner in this measure than in another.
    fn is_cleaner(&self, other: &Reading<'_>) -> bool {
        let (crowded, others) = (self.layout.misfits.0, other.layout.misfits.0);
        let fewer = self.places * MANY < other.places * FEW && self.places + LEAST <= other.places;
        let rows = self.lines.iter().filter(|line| has_figures(&line.segments)).count();
        crowded < others
            || crowded == others && fewer && (rows > 1 || self.layout.figures().count() >= MIN_WIDE)
    }
}

fn fewest<'s, 'a: 's, I: Iterator<Item = &'s Segment<'a>>>(segments: impl Fn() -> I) -> usize {
    let count = |place: fn(&Segment<'_>) -> usize| segments().map(place).collect::<BTreeSet<_>>().len();
    let middle = count(|segment| (segment.left + segment.right) / 2);
    count(|segment| segment.left).min(count(|segment| segment.right)).min(middle)
}

/// The reading to be taken: on a screen, unless fonts that draw some marks narrow make the columns cleaner, or a count of
/// characters makes them clearly cleaner.
pub(super) fn choose<'a>([wide, narrow, counted]: [Reading<'a>; 3]) -> (Reading<'a>, [Reading<'a>; 2]) {
    let (best, other) =
        if narrow.layout.misfits < wide.layout.misfits { (narrow, wide) } else { (wide, narrow) };
    if counted.is_cleaner(&best) { (counted, [best, other]) } else { (best, [counted, other]) }
}

/// Marks the figures of a row that has blanks, and these, as put to their columns by a guess, if another measure that is
/// about as clean puts them to others, or if the label reaches under the figures: then it has moved them. All of them are, if
/// the names are known to be `parted`, or the figures of some column do not stand under one another: spaces part the cells then,
/// and align nothing.
pub(super) fn doubt(rows: &mut [Row], taken: &Reading<'_>, others: &[Reading<'_>], parted: bool) {
    let columns = taken.layout.figures().count();
    let others: Vec<(Vec<Row>, &Layout)> = others
        .iter()
        .filter(|other| !taken.is_cleaner(other))
        .map(|other| (other.layout.rows(&other.lines), &other.layout))
        .collect();
    let full = full(taken, columns);
    let ragged = parted || taken.layout.is_ragged(&taken.lines);
    for (at, (row, line)) in rows.iter_mut().zip(&taken.lines).enumerate() {
        if !has_figures(&line.segments) || figures(line) >= full {
            continue;
        }
        let place = places(row, &taken.layout);
        let elsewhere = others.iter().any(|(rows, layout)| {
            layout.figures().count() != columns || rows.get(at).is_none_or(|row| places(row, layout) != place)
        });
        if ragged || elsewhere || taken.layout.is_moved(&line.segments) {
            row.iter_mut().for_each(|piece| piece.inferred = true);
        }
    }
}

/// How many figures a row without blanks has: one for each column; or, where no column is without figures, as many as most
/// rows have and none exceeds.
fn full(taken: &Reading<'_>, columns: usize) -> usize {
    let counts = || taken.lines.iter().map(figures).filter(|count| *count > 0);
    let most = counts().max().unwrap_or(columns);
    let often = counts().filter(|count| *count == most).count() * 2 > counts().count();
    if often && taken.layout.misfits == (0, 0) { most } else { columns }
}

fn figures(line: &Measured<'_>) -> usize {
    line.segments.iter().filter(|segment| segment.value).count()
}

/// Which of the columns of figures hold the figures of a row.
fn places(row: &Row, layout: &Layout) -> Vec<Option<usize>> {
    let values = row.iter().filter(|piece| is_value(&piece.text));
    values.map(|piece| layout.figures().position(|column| column == piece.column as usize)).collect()
}
