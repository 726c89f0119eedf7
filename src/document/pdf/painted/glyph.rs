//! Glyphs: one character each, with its box, size, direction, and what is known against it.
//!
//! Filled by `interpret`, cleaned here of what is drawn twice, read by every later step.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::document::pdf::geometry::{Area, Turn};

/// One character on the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::pdf) struct Glyph {
    /// The character; [`char::REPLACEMENT_CHARACTER`] where it could not be decoded.
    pub(in crate::document::pdf) ch: char,
    /// Its box: the advance wide, from descent to ascent high.
    pub(in crate::document::pdf) area: Area,
    /// Its baseline, or the middle of its column in vertical writing.
    pub(in crate::document::pdf) baseline: f32,
    /// The size of its font in points.
    pub(in crate::document::pdf) size: f32,
    /// The direction its text runs in.
    pub(in crate::document::pdf) turn: Turn,
    /// Its place in the order of painting.
    pub(in crate::document::pdf) order: u32,
    pub(in crate::document::pdf) colour: Colour,
    pub(in crate::document::pdf) marks: GlyphMarks,
}

/// A colour as seen: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::document::pdf) struct Colour(pub(in crate::document::pdf) [u8; 3]);

/// Parts of a colour that differ by at least this make it vivid, neither black nor grey.
const VIVID: u8 = 70;

/// Parts that differ by no more than this are of one colour.
const NEAR: u8 = 60;

impl Colour {
    pub(super) fn is_vivid(self) -> bool {
        let [red, green, blue] = self.0;
        red.max(green).max(blue) - red.min(green).min(blue) >= VIVID
    }

    pub(in crate::document::pdf) fn is_near(self, other: Colour) -> bool {
        self.0.into_iter().zip(other.0).all(|(a, b)| a.abs_diff(b) <= NEAR)
    }
}

/// What is known against a glyph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::document::pdf) struct GlyphMarks {
    /// Not seen by a person: render mode 3, clipped away, or outside the page.
    pub(in crate::document::pdf) hidden: bool,
    /// Painted white: seen only on a ground that is not.
    pub(in crate::document::pdf) white: bool,
    /// Could not be decoded.
    pub(in crate::document::pdf) undecoded: bool,
    /// Slanted, as watermarks are.
    pub(in crate::document::pdf) slanted: bool,
    /// A few degrees off the direction it runs in, as the letters round a seal are.
    pub(in crate::document::pdf) askew: bool,
    /// Part of a seal or stamp that was put over the page.
    pub(in crate::document::pdf) overlaid: bool,
    /// Part of a note or field that was added to the finished page.
    pub(in crate::document::pdf) added: bool,
    /// A note on the finished page strikes it out or covers it.
    pub(in crate::document::pdf) cancelled: bool,
    /// Part of vertical writing.
    pub(in crate::document::pdf) vertical: bool,
    /// What is seen of it may be another character: something lies over a part of it.
    pub(in crate::document::pdf) doubtful: bool,
}

impl Glyph {
    pub(in crate::document::pdf) fn is_space(&self) -> bool {
        self.ch.is_whitespace()
    }

    /// Whether a person sees it and it takes part in the text.
    pub(in crate::document::pdf) fn is_read(&self) -> bool {
        !self.marks.hidden && !self.marks.slanted && !self.marks.overlaid
    }
}

/// Two glyphs with the same character nearer to one another than this part of their size are one, drawn twice to look
/// bold. Two neighbouring figures stand at least 0.4 apart.
const SAME_PLACE: f32 = 0.15;

/// The same of glyphs that were shown apart, as those of a shadow are; and the part of their width below which they cannot be
/// neighbours.
const SHADOW: f32 = 0.35;
const SHADOW_WIDTH: f32 = 0.6;

/// The width of the buckets in which doubles are looked for, in points; larger than [`SAME_PLACE`] of any usual size.
const BUCKET: f32 = 8.0;

/// The furthest that doubles are apart, in points: letters as large as a town must not make the search long.
const FURTHEST: f32 = 4.0 * BUCKET;

/// How many places a bucket holds. Few are truly apart; more are a bomb, and doubles in it stay.
const MOST_PLACES: u8 = 64;

/// A place where a glyph was seen, and the number of the one before it in its bucket.
struct Seen {
    x: f32,
    y: f32,
    /// Its place in the order of painting.
    order: u32,
    before: Option<u32>,
    /// How many there are up to this one.
    count: u8,
}

/// Drops glyphs that repeat another at the same place (fake bold, shadows, FillStroke), keeping the first.
pub(in crate::document::pdf) fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    let bucket = |value: f32, shift: f32| ((value / BUCKET) + shift).floor() as i32;
    let mut places: Vec<Seen> = Vec::with_capacity(glyphs.len());
    // The last place of each bucket.
    let mut buckets: HashMap<(char, [bool; 2], i32, i32), u32, RandomState> =
        HashMap::with_capacity_and_hasher(glyphs.len(), RandomState::default());
    glyphs.retain_mut(|glyph| {
        if glyph.is_space() || glyph.marks.undecoded {
            return true;
        }
        let (x, y) = (glyph.area.left, glyph.baseline);
        // What is not seen does not stand for what is, nor what was typed over a page for what it says.
        let seen = [glyph.is_read() && !glyph.marks.white, glyph.marks.added];
        let near = (SAME_PLACE * glyph.size).min(FURTHEST);
        let shadow = (SHADOW * glyph.size).min(FURTHEST);
        let beside = shadow.min(SHADOW_WIDTH * glyph.area.width().abs());
        let shift = shadow.max(near) / BUCKET;
        let repeats = |other: &Seen| {
            let (across, down) = ((other.x - x).abs(), (other.y - y).abs());
            across <= near && down <= near || other.order != glyph.order && across <= beside && down <= shadow
        };
        let place = |number: u32| places.get(number as usize);
        for column in bucket(x, -shift)..=bucket(x, shift) {
            for row in bucket(y, -shift)..=bucket(y, shift) {
                let last = buckets.get(&(glyph.ch, seen, column, row)).and_then(|last| place(*last));
                let mut others = std::iter::successors(last, |other| place(other.before?));
                if let Some(other) = others.find(|other| repeats(other)) {
                    // Nothing is made bold within one text: its letters stand too close to be told apart.
                    let crowded = other.order == glyph.order && glyph.ch.is_ascii_digit();
                    glyph.marks.doubtful |= crowded;
                    return crowded;
                }
            }
        }
        let key = (glyph.ch, seen, bucket(x, 0.0), bucket(y, 0.0));
        let before = buckets.get(&key).copied();
        let count = before.and_then(place).map_or(0, |seen| seen.count);
        if count < MOST_PLACES {
            buckets.insert(key, places.len() as u32);
            places.push(Seen { x, y, order: glyph.order, before, count: count + 1 });
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(ch: char, x: f32, y: f32) -> Glyph {
        Glyph {
            ch,
            area: Area::new(x, y - 9.0, x + 5.0, y + 1.0),
            baseline: y,
            size: 10.0,
            turn: Turn::Upright,
            order: 0,
            colour: Colour::default(),
            marks: GlyphMarks::default(),
        }
    }

    #[test]
    fn fake_bold_is_one_glyph_and_neighbours_stay() {
        let again = Glyph { order: 1, ..glyph('1', 10.3, 20.0) };
        let mut glyphs = vec![glyph('1', 10.0, 20.0), glyph('1', 15.0, 20.0), again];
        glyphs.push(glyph('2', 10.0, 20.0));
        drop_doubles(&mut glyphs);
        assert_eq!(glyphs.iter().map(|glyph| glyph.area.left).collect::<Vec<_>>(), [10.0, 15.0, 10.0]);
    }

    #[test]
    fn a_shadow_is_no_second_number_and_neighbours_set_tight_stay() {
        let shown = |ch: char, x: f32, y: f32, order: u32| Glyph { order, ..glyph(ch, x, y) };
        let left = |mut glyphs: Vec<Glyph>| {
            drop_doubles(&mut glyphs);
            glyphs.iter().map(|glyph| glyph.ch).collect::<String>()
        };
        let shadow = [('1', 10.0, 1), ('2', 15.0, 1), ('1', 12.0, 2), ('2', 17.0, 2)];
        assert_eq!(left(shadow.map(|(ch, x, order)| shown(ch, x, 20.0, order)).to_vec()), "12");
        assert_eq!(left(vec![shown('1', 10.0, 20.0, 1), shown('1', 14.0, 20.0, 2)]), "11");
        assert_eq!(left(vec![shown('1', 10.0, 20.0, 1), shown('1', 12.0, 20.0, 1)]), "11");
    }

    #[test]
    fn letters_of_any_size_take_no_time() {
        let mut glyphs: Vec<Glyph> =
            (0..2_000_u16).map(|at| Glyph { size: 1e12, ..glyph('1', f32::from(at) * 40.0, 20.0) }).collect();
        glyphs.push(Glyph { size: f32::INFINITY, ..glyph('2', 10.0, 20.0) });
        let start = std::time::Instant::now();
        drop_doubles(&mut glyphs);
        assert!(start.elapsed().as_secs() < 5);
    }
}
