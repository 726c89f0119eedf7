//! Notes that cancel what a page says: struck out, crossed out by hand, covered, marked to be taken away.
//!
//! Helps `interpret`. What is written under such a note stands in the text as before. Whether it still counts only a person can say.

use std::ops::Range;

use hayro_interpret::hayro_syntax::object::{Array, Dict};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};

use super::added;
use super::glyph::Glyph;
use super::tone::OPAQUE;
use crate::document::pdf::geometry::{Area, spanned};

/// What a note lies over.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Box(Area),
    Stroke((f32, f32), (f32, f32)),
}

/// What is seen of a letter stands this part of its box away from the edges.
const INSET: f32 = 0.18;

/// A letter of which this part lies below a note is cancelled.
const TOUCHED: f32 = 0.25;

/// The most marks of a page, and the most comparisons of letters with them; a page that was corrected has some tens.
const MAX_MARKS: usize = 20_000;
const MAX_TESTS: usize = 20_000_000;

/// Marks the letters that the notes of a page cancel; `laid` are the grounds that notes are painted with.
pub(super) fn mark(
    page: &Page<'_>,
    transform: Affine,
    laid: impl Iterator<Item = Area>,
    glyphs: &mut [Glyph],
) {
    let own = added::seen(page).flat_map(|note| marks(&note, transform));
    let marks: Vec<Mark> = own.chain(laid.map(Mark::Box)).take(MAX_MARKS).collect();
    let too_many = marks.len().saturating_mul(glyphs.len()) > MAX_TESTS;
    for glyph in glyphs.iter_mut().filter(|_| !marks.is_empty()).filter(|glyph| !glyph.marks.added) {
        glyph.marks.cancelled = too_many || marks.iter().any(|mark| mark.touches(&glyph.area));
    }
}

/// What a note lies over, if it is one that cancels.
fn marks(note: &Dict<'_>, transform: Affine) -> Vec<Mark> {
    let Some(kind) = added::kind(note) else { return Vec::new() };
    let whole = || added::place(note, transform).map(Mark::Box);
    let points =
        |key: &[u8]| note.get::<Array<'_>>(key).map(|own| points(&own, transform)).unwrap_or_default();
    let opaque = note.get::<f32>(b"CA".as_slice()).is_none_or(|opacity| opacity >= OPAQUE);
    let coloured =
        |key: &[u8]| note.get::<Array<'_>>(key).is_some_and(|colour| colour.iter::<f32>().next().is_some());
    let filled = coloured(b"IC");
    let or_whole = |marks: Vec<Mark>| if marks.is_empty() { whole().into_iter().collect() } else { marks };
    match kind.as_str() {
        "StrikeOut" | "Redact" => {
            let boxes = points(b"QuadPoints").chunks(4).filter_map(around).map(Mark::Box).collect();
            or_whole(boxes)
        }
        "Line" => or_whole(strokes(&points(b"L"))),
        "Polygon" | "PolyLine" if !filled => or_whole(strokes(&points(b"Vertices"))),
        "Ink" => {
            let lists = note.get::<Array<'_>>(b"InkList".as_slice());
            let lists = lists.iter().flat_map(|lists| lists.iter::<Array<'_>>());
            or_whole(lists.flat_map(|list| strokes(&self::points(&list, transform))).collect())
        }
        "Square" | "Circle" | "Polygon" | "PolyLine" if opaque && filled => whole().into_iter().collect(),
        // What is typed on no ground covers nothing.
        "FreeText" if opaque && (filled || coloured(b"C")) => whole().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The points of a list of coordinates, on the page as shown.
fn points(list: &Array<'_>, transform: Affine) -> Vec<(f32, f32)> {
    let numbers: Vec<f64> = list.iter::<f64>().take(2 * MAX_MARKS).collect();
    let (pairs, _) = numbers.as_chunks::<2>();
    let shown = |&[x, y]: &[f64; 2]| {
        let point = transform * Point::new(x, y);
        (point.x as f32, point.y as f32)
    };
    pairs.iter().map(shown).filter(|(x, y)| x.is_finite() && y.is_finite()).collect()
}

fn around(corners: &[(f32, f32)]) -> Option<Area> {
    corners.iter().map(|&corner| spanned(corner, corner)).reduce(|a, b| a.around(&b))
}

fn strokes(points: &[(f32, f32)]) -> Vec<Mark> {
    let stroke = |pair: &[(f32, f32)]| match *pair {
        [from, to] => Some(Mark::Stroke(from, to)),
        _ => None,
    };
    points.windows(2).filter_map(stroke).collect()
}

impl Mark {
    /// Whether it lies over a letter in a box.
    fn touches(&self, letter: &Area) -> bool {
        let (wide, high) = (INSET * letter.width(), INSET * letter.height());
        let Area { left, top, right, bottom } = *letter;
        let seen = Area::new(left + wide, top + high, right - wide, bottom - high);
        match *self {
            Mark::Box(area) => {
                let shared = seen.cut(&area).map_or(0.0, |shared| shared.size());
                shared >= TOUCHED * seen.size() && shared > 0.0
            }
            Mark::Stroke(from, to) => {
                let across = within(from.0, to.0, seen.left..seen.right);
                let down = within(from.1, to.1, seen.top..seen.bottom);
                across.start.max(down.start) <= across.end.min(down.end)
            }
        }
    }
}

/// Which part of the way between two places lies in a range, from 0 to 1; an empty one if none does.
fn within(from: f32, to: f32, range: Range<f32>) -> Range<f32> {
    let way = to - from;
    if way.abs() <= f32::EPSILON {
        return Range { start: 0.0, end: if range.contains(&from) { 1.0 } else { -1.0 } };
    }
    let (a, b) = ((range.start - from) / way, (range.end - from) / way);
    a.min(b).max(0.0)..a.max(b).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_through_a_letter_cancels_it_and_one_beside_or_below_does_not() {
        let letter = Area::new(100.0, 91.0, 105.0, 101.0);
        let touches = |from: (f32, f32), to: (f32, f32)| Mark::Stroke(from, to).touches(&letter);
        assert!(touches((90.0, 96.0), (120.0, 96.0)));
        assert!(touches((90.0, 80.0), (115.0, 112.0)), "slanted");
        assert!(touches((102.0, 80.0), (102.0, 112.0)), "downwards");
        assert!(!touches((90.0, 100.5), (120.0, 100.5)), "underlined");
        assert!(!touches((90.0, 96.0), (99.0, 96.0)), "ends before it");
        assert!(!touches((90.0, 60.0), (130.0, 90.0)), "passes above");
    }

    #[test]
    fn a_box_over_a_part_of_a_letter_cancels_it() {
        let letter = Area::new(100.0, 91.0, 105.0, 101.0);
        assert!(Mark::Box(Area::new(90.0, 80.0, 120.0, 110.0)).touches(&letter));
        assert!(Mark::Box(Area::new(103.0, 80.0, 120.0, 110.0)).touches(&letter));
        assert!(!Mark::Box(Area::new(105.0, 80.0, 120.0, 110.0)).touches(&letter));
    }
}
