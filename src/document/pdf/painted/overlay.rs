//! What was put over or under a page that was set: seals and stamps with their lettering, watermarks.
//!
//! Between `interpret` and `table`. Such letters stand in the boxes of cells and say nothing of them. They are told by what set type
//! never does: they lie round a seal of their colour, run a few degrees askew, or cover letters of another colour.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use foldhash::fast::RandomState;

use super::glyph::{Colour, Glyph};
use crate::document::pdf::geometry::Area;

/// The outline of a seal, drawn in curves in a colour.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::pdf) struct Round {
    pub(in crate::document::pdf) area: Area,
    pub(in crate::document::pdf) colour: Colour,
}

/// How large seals are, in points: 42 mm across by rule, smaller in copies, and by how much one may be longer than high.
const SIZES: std::ops::RangeInclusive<f32> = 35.0..=260.0;
const LONGEST: f32 = 2.2;

/// If more than this part of the letters of a page is askew, the page is: it was scanned.
const ASKEW_PAGE: f32 = 0.2;

/// Two letters cover one another if they share this part of the width and of the height of the smaller.
const COVER: f32 = 0.35;

/// Lines of one stamp stand no further apart than so many times their size.
const STAMP_LEADING: f32 = 3.0;

/// More runs in a colour than this are no stamp.
const MAX_RUNS: usize = 1_000;

/// How many pairs of letters of a page are looked at.
const MAX_PAIRS: usize = 4_000_000;

/// A colour of which every part is at least this bright is pale, and one of which every part is darker is that of text.
const PALE: u8 = 150;

/// The width of the buckets in which dark letters are looked for, in points, and of how many of them a letter is looked at.
const BUCKET: f32 = 12.0;
const MOST: usize = 16;

impl Round {
    /// The outline of a seal, if a box with curves in it is as large as one.
    pub(super) fn new(area: Area, colour: Colour) -> Option<Round> {
        let (width, height) = (area.width(), area.height());
        let alike = width <= LONGEST * height && height <= LONGEST * width;
        let fits = alike && SIZES.contains(&width) && SIZES.contains(&height);
        (fits && colour.is_vivid()).then_some(Round { area, colour })
    }
}

/// Whether something in a colour lies within the outline of a seal of that colour.
pub(in crate::document::pdf) fn is_of_seal(area: &Area, colour: Colour, rounds: &[Round]) -> bool {
    let (x, y) = area.centre();
    rounds.iter().any(|round| round.area.holds(x, y) && round.colour.is_near(colour))
}

/// Marks the letters of seals and stamps.
pub(in crate::document::pdf) fn mark(glyphs: &mut [Glyph], rounds: &[Round]) {
    let read = glyphs.iter().filter(|glyph| glyph.is_read()).count();
    let askew = glyphs.iter().filter(|glyph| glyph.is_read() && glyph.marks.askew).count();
    let vivid = glyphs.iter().filter(|glyph| glyph.is_read() && glyph.colour.is_vivid()).count();
    if askew > 0 && askew as f32 <= ASKEW_PAGE * read as f32 {
        glyphs.iter_mut().for_each(|glyph| glyph.marks.overlaid |= glyph.marks.askew);
    }
    mark_pale(glyphs, read);
    // Where most letters are of a colour, it is that of the text.
    if vivid == 0 || vivid * 2 > read {
        return;
    }
    for glyph in glyphs.iter_mut().filter(|glyph| glyph.colour.is_vivid()) {
        glyph.marks.overlaid |= is_of_seal(&glyph.area, glyph.colour, rounds);
    }
    mark_covering(glyphs);
}

/// Marks the letters in a pale grey of which some stand over or under dark ones: set type never does, watermarks do. `read` is the
/// number of letters that are read.
fn mark_pale(glyphs: &mut [Glyph], read: usize) {
    let is_pale = |glyph: &Glyph| {
        let light = glyph.colour.0.iter().all(|part| *part >= PALE);
        light && !glyph.marks.white && !glyph.colour.is_vivid() && glyph.is_read() && !glyph.is_space()
    };
    let pale: Vec<Glyph> = glyphs.iter().filter(|glyph| is_pale(glyph)).copied().collect();
    if pale.is_empty() || pale.len() * 2 > read {
        return;
    }
    let bucket = |at: f32| (at / BUCKET).floor() as i32;
    let mut dark: HashMap<(i32, i32), Vec<Area>, RandomState> = HashMap::default();
    let is_dark = |glyph: &&Glyph| glyph.is_read() && glyph.colour.0.iter().all(|part| *part < PALE);
    for glyph in glyphs.iter().filter(is_dark).filter(|glyph| !glyph.is_space()) {
        let (x, y) = glyph.area.centre();
        let own = dark.entry((bucket(x), bucket(y))).or_default();
        if own.len() < MOST {
            own.push(glyph.area);
        }
    }
    let crosses = |glyph: &&Glyph| {
        let Area { left, top, right, bottom } = glyph.area;
        let range = |from: f32, to: f32| (bucket(from) - 1..=bucket(to).saturating_add(1)).take(MOST);
        let mut places = range(left, right).flat_map(|x| range(top, bottom).map(move |y| (x, y)));
        places.any(|place| dark.get(&place).into_iter().flatten().any(|other| covers(&glyph.area, other)))
    };
    let colours: BTreeSet<[u8; 3]> = pale.iter().filter(crosses).map(|glyph| glyph.colour.0).collect();
    for glyph in glyphs.iter_mut().filter(|glyph| is_pale(glyph)) {
        glyph.marks.overlaid |= colours.contains(&glyph.colour.0);
    }
}

/// Whether two letters cover one another.
fn covers(a: &Area, b: &Area) -> bool {
    let shared = |from: f32, to: f32, least: f32| (to - from) / least.max(0.1) >= COVER;
    shared(a.left.max(b.left), a.right.min(b.right), a.width().min(b.width()))
        && shared(a.top.max(b.top), a.bottom.min(b.bottom), a.height().min(b.height()))
}

/// Letters in a colour, shown at once.
struct Run {
    glyphs: Range<usize>,
    area: Area,
    colour: Colour,
    size: f32,
    stamped: bool,
}

/// Marks runs of letters in a colour of which one covers a letter of another, and the lines in that colour around them.
fn mark_covering(glyphs: &mut [Glyph]) {
    let mut runs = runs(glyphs);
    let mut next: Vec<usize> =
        (0..runs.len()).filter(|at| runs.get(*at).is_some_and(|run| run.stamped)).collect();
    while let Some(at) = next.pop() {
        let Some(Run { area, colour, size, .. }) = runs.get(at) else { break };
        let reach = STAMP_LEADING * size;
        let Area { left, top, right, bottom } = *area;
        let (around, colour) = (Area::new(left - reach, top - reach, right + reach, bottom + reach), *colour);
        for (at, run) in runs.iter_mut().enumerate().filter(|(_, run)| !run.stamped) {
            if run.colour.is_near(colour) && around.cut(&run.area).is_some() {
                run.stamped = true;
                next.push(at);
            }
        }
    }
    for run in runs.into_iter().filter(|run| run.stamped) {
        glyphs
            .iter_mut()
            .take(run.glyphs.end)
            .skip(run.glyphs.start)
            .for_each(|glyph| glyph.marks.overlaid = true);
    }
}

/// The runs in a colour, and which of them cover letters of another colour.
fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let covers = |own: &Glyph, other: &Glyph| !other.is_space() && covers(&own.area, &other.area);
    let mut pairs = MAX_PAIRS;
    let mut found: Vec<Run> = Vec::new();
    let mut start = 0;
    while let Some(first) = glyphs.get(start) {
        let of_run = |glyph: &&Glyph| glyph.order == first.order && glyph.colour == first.colour;
        let end = start + glyphs.iter().skip(start).take_while(of_run).count().max(1);
        let own = glyphs.get(start..end).unwrap_or_default();
        let seen = first.colour.is_vivid() && !first.marks.overlaid && first.is_read();
        if seen && let Some(left) = pairs.checked_sub(own.len() * glyphs.len()) {
            pairs = left;
            let others =
                || glyphs.iter().filter(|other| other.is_read() && !other.colour.is_near(first.colour));
            let stamped =
                own.iter().filter(|own| !own.is_space()).any(|own| others().any(|other| covers(own, other)));
            let area = own.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
            let (glyphs, colour, size) = (start..end, first.colour, first.size);
            found.push(Run { glyphs, area, colour, size, stamped });
        }
        start = end;
    }
    if found.len() > MAX_RUNS { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::GlyphMarks;
    use super::*;
    use crate::document::pdf::geometry::Turn;

    const RED: Colour = Colour([220, 20, 20]);

    fn glyph(ch: char, x: f32, colour: Colour, order: u32) -> Glyph {
        let area = Area::new(x, 91.0, x + 10.0, 101.0);
        let (turn, marks) = (Turn::Upright, GlyphMarks::default());
        Glyph { ch, area, baseline: 100.0, size: 10.0, turn, order, colour, marks }
    }

    fn left(mut glyphs: Vec<Glyph>, rounds: &[Round]) -> String {
        mark(&mut glyphs, rounds);
        glyphs.iter().filter(|glyph| glyph.is_read()).map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn the_lettering_of_a_seal_is_not_text_and_red_text_beside_it_is() {
        let mut page: Vec<Glyph> = "总计一二"
            .chars()
            .zip([0.0, 10.0, 20.0, 30.0])
            .map(|(ch, x)| glyph(ch, x, Colour::default(), 1))
            .collect();
        page.extend([glyph('章', 60.0, RED, 2), glyph('7', 300.0, RED, 3)]);
        let seal = Round::new(Area::new(40.0, 50.0, 140.0, 150.0), RED);
        assert_eq!(left(page.clone(), seal.as_slice()), "总计一二7");
        assert_eq!(left(page, &[]), "总计一二章7");
    }

    #[test]
    fn a_run_in_colour_over_other_letters_is_a_stamp() {
        let mut page: Vec<Glyph> = "总计12"
            .chars()
            .zip([0.0, 10.0, 20.0, 30.0])
            .map(|(ch, x)| glyph(ch, x, Colour::default(), 1))
            .collect();
        page.extend([
            glyph('作', 24.0, RED, 2),
            glyph('废', 50.0, RED, 2),
            glyph('件', 80.0, RED, 3),
            glyph('5', 170.0, RED, 4),
        ]);
        assert_eq!(left(page, &[]), "总计125");
    }

    #[test]
    fn letters_in_pale_grey_over_dark_ones_are_a_watermark_and_others_are_not() {
        let pale = Colour([210, 210, 210]);
        let mut page: Vec<Glyph> = "总计一二三"
            .chars()
            .zip([0.0, 10.0, 20.0, 30.0, 40.0])
            .map(|(ch, x)| glyph(ch, x, Colour::default(), 1))
            .collect();
        page.push(glyph('7', 300.0, pale, 2));
        assert_eq!(left(page.clone(), &[]), "总计一二三7", "grey text");
        page.push(glyph('8', 14.0, pale, 3));
        assert_eq!(left(page, &[]), "总计一二三");
    }

    #[test]
    fn letters_askew_are_a_stamp_unless_the_page_is() {
        let askew = |count: usize| {
            let mut page: Vec<Glyph> =
                (0..10).map(|at| glyph('1', at as f32 * 20.0, Colour::default(), 1)).collect();
            page.iter_mut().take(count).for_each(|glyph| glyph.marks.askew = true);
            left(page, &[]).len()
        };
        assert_eq!((askew(2), askew(9)), (8, 10));
    }
}
