//! What was painted over later: letters under an opaque area or picture are not seen.
//!
//! Between `interpret` and `table`. A number that was corrected or blackened lies there still, below what covers it.

use super::glyph::Glyph;
use super::ink::Ground;
use super::interpret::Drawn;
use crate::document::pdf::geometry::Area;

/// A letter of which at least this part is covered is not seen, and one of which this part is may look like another.
const HIDDEN: f32 = 0.9;
const TOUCHED: f32 = 0.15;

/// The part of the box of a letter above and below what is seen of a digit.
const ABOVE: f32 = 0.2;
const BELOW: f32 = 0.14;

/// Covers are looked for in bands of the page at least so high, in points, and at most so many.
const BAND: f32 = 16.0;
const MAX_BANDS: f32 = 128.0;

/// How many covers a page may have, and how often letters may be compared with them; a page of a report has some hundreds and needs
/// some thousands.
const MAX_COVERS: usize = 20_000;
const MAX_TESTS: usize = 4_000_000;

/// An opaque area and its place in the order of painting; whether all of its box is covered.
type Cover = (u32, Area, bool);

/// Marks the letters that were painted over. `height` is that of the page.
pub(in crate::document::pdf) fn mark(
    glyphs: &mut [Glyph],
    grounds: &[Ground],
    pictures: &[Drawn],
    veils: &[(u32, Area)],
    height: f32,
) {
    let Some(first) = glyphs.iter().map(|glyph| glyph.order).min() else { return };
    let grounds =
        grounds.iter().filter(|ground| ground.opaque).map(|ground| (ground.order, ground.area, true));
    let pictures =
        pictures.iter().filter(|picture| picture.opaque).map(|picture| (picture.order, picture.area, true));
    let veils = veils.iter().map(|&(order, area)| (order, area, false));
    let mut covers: Vec<Cover> =
        grounds.chain(pictures).chain(veils).filter(|(order, ..)| *order > first).collect();
    covers.sort_by_key(|(order, ..)| *order);
    let Some(last) = covers.last().map(|(order, ..)| *order) else { return };
    if covers.len() > MAX_COVERS {
        return glyphs.iter_mut().for_each(|glyph| glyph.marks.doubtful = true);
    }
    let bands = Bands::new(&covers, height);
    let mut tests = MAX_TESTS;
    for glyph in glyphs.iter_mut().filter(|glyph| glyph.order < last && !glyph.is_space()) {
        let (covered, touched) = bands.covered(glyph, &mut tests);
        glyph.marks.hidden |= covered >= HIDDEN;
        glyph.marks.doubtful |= touched >= TOUCHED;
    }
}

/// Covers by their height on the page, in the order of painting.
struct Bands<'c> {
    high: f32,
    bands: Vec<Vec<&'c Cover>>,
}

impl Bands<'_> {
    fn new(covers: &[Cover], height: f32) -> Bands<'_> {
        let high = BAND.max(height / MAX_BANDS);
        let mut bands =
            Bands { high, bands: vec![Vec::new(); (height / high).clamp(0.0, MAX_BANDS) as usize + 1] };
        for cover in covers {
            let (top, bottom) = (bands.band(cover.1.top), bands.band(cover.1.bottom));
            bands.bands.iter_mut().take(bottom + 1).skip(top).for_each(|band| band.push(cover));
        }
        bands
    }

    fn band(&self, y: f32) -> usize {
        ((y / self.high).max(0.0) as usize).min(self.bands.len().saturating_sub(1))
    }

    /// Which part of a letter is covered by one of the covers that were painted after it, and which may be.
    fn covered(&self, glyph: &Glyph, tests: &mut usize) -> (f32, f32) {
        let seen = seen(glyph);
        let (mut most, mut veiled) = (0.0_f32, 0.0_f32);
        let (first, last) = (self.band(seen.top), self.band(seen.bottom));
        for band in self.bands.iter().take(last + 1).skip(first) {
            for (_, cover, whole) in band.iter().rev().take_while(|cover| cover.0 > glyph.order) {
                let Some(left) = tests.checked_sub(1) else { return (most, TOUCHED) };
                *tests = left;
                let shared = seen.cut(cover).map_or(0.0, |shared| shared.size());
                let part = shared / seen.size().max(f32::EPSILON);
                // White over white takes nothing away that is seen.
                match *whole {
                    true => most = most.max(part),
                    false if glyph.marks.white => {}
                    false => veiled += part,
                }
            }
        }
        (most, most.max(veiled))
    }
}

/// The part of the box of a letter where its ink is.
fn seen(glyph: &Glyph) -> Area {
    let Area { left, top, right, bottom } = glyph.area;
    let high = glyph.area.height();
    Area::new(left, top + ABOVE * high, right, bottom - BELOW * high)
}

/// The boxes of white letters, which hide something of those that they were painted over.
pub(in crate::document::pdf) fn white(glyphs: &[Glyph]) -> impl Iterator<Item = (u32, Area)> {
    let is_white = |glyph: &&Glyph| glyph.marks.white && glyph.is_read() && !glyph.is_space();
    glyphs.iter().filter(is_white).map(|glyph| (glyph.order, seen(glyph)))
}

#[cfg(test)]
mod tests {
    use super::super::glyph::{Colour, GlyphMarks};
    use super::*;
    use crate::document::pdf::geometry::Turn;

    /// A digit painted as the tenth thing, and what was painted over its box from 100 to 105 across and 91 to 101 down.
    fn left(covers: &[(u32, bool, Area)]) -> (bool, bool) {
        let area = Area::new(100.0, 91.0, 105.0, 101.0);
        let (turn, marks, colour) = (Turn::Upright, GlyphMarks::default(), Colour::default());
        let mut glyphs =
            [Glyph { ch: '4', area, baseline: 100.0, size: 10.0, turn, order: 10, colour, marks }];
        let ground =
            |&(order, opaque, area): &(u32, bool, Area)| Ground { area, white: true, order, colour, opaque };
        let grounds: Vec<Ground> = covers.iter().map(ground).collect();
        mark(&mut glyphs, &grounds, &[], &[], 800.0);
        (glyphs[0].is_read(), glyphs[0].marks.doubtful)
    }

    #[test]
    fn what_an_area_covers_is_not_read_and_what_it_touches_is_doubtful() {
        let whole = Area::new(90.0, 80.0, 120.0, 110.0);
        assert_eq!(left(&[(11, true, whole)]), (false, true));
        assert_eq!(left(&[(9, true, whole)]), (true, false), "painted before");
        assert_eq!(left(&[(11, false, whole)]), (true, false), "seen through");
        assert_eq!(left(&[(11, true, Area::new(102.0, 80.0, 120.0, 110.0))]), (true, true));
        assert_eq!(left(&[(11, true, Area::new(90.0, 100.5, 120.0, 110.0))]), (true, false), "the row below");
    }
}
