//! Text that is said to be written downwards and was not: what names the wrong direction puts its characters over one another.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::glyph::Glyph;

/// Characters nearer to one another than this part of their size stand over one another.
const NEAR: f32 = 0.8;

/// The part of the characters of a page that no page has over one another.
const CROSSED: f32 = 0.08;

/// Whether most of a page is written downwards, and cannot have been.
pub(in crate::document::pdf) fn is_crossed(glyphs: &[Glyph]) -> bool {
    let own = || glyphs.iter().filter(|glyph| glyph.marks.vertical && !glyph.is_space());
    let count = own().count();
    if count * 2 <= glyphs.len() {
        return false;
    }
    let mut places: HashMap<(i32, i32), char, RandomState> = HashMap::default();
    let mut crossed = 0;
    for glyph in own() {
        let (x, y) = glyph.area.centre();
        let step = (NEAR * glyph.size).max(1.0);
        let other = *places.entry(((x / step) as i32, (y / step) as i32)).or_insert(glyph.ch);
        crossed += usize::from(other != glyph.ch);
    }
    crossed as f32 > CROSSED * count as f32
}

#[cfg(test)]
mod tests {
    use super::super::glyph::{Colour, GlyphMarks};
    use super::*;
    use crate::document::pdf::geometry::{Area, Turn};

    /// Lines of a text that begin at these places, each written downwards.
    fn page(starts: &[(f32, f32)]) -> Vec<Glyph> {
        let glyph = |ch: char, x: f32, y: f32| Glyph {
            ch,
            area: Area::new(x, y, x + 10.0, y + 10.0),
            baseline: x,
            size: 10.0,
            turn: Turn::Upright,
            order: 0,
            colour: Colour::default(),
            marks: GlyphMarks { vertical: true, ..GlyphMarks::default() },
        };
        let line = |&(x, y): &(f32, f32)| {
            "政府信息公开工作年度报告".chars().enumerate().map(move |(at, ch)| (ch, x, y + 10.0 * at as f32))
        };
        starts.iter().flat_map(line).map(|(ch, x, y)| glyph(ch, x, y)).collect()
    }

    #[test]
    fn columns_stand_beside_one_another_and_lines_do_not() {
        assert!(!is_crossed(&page(&[(200.0, 20.0), (184.0, 20.0), (168.0, 20.0)])));
        assert!(!is_crossed(&page(&[(200.0, 20.0), (200.3, 20.0)])), "written twice to look bold");
        assert!(is_crossed(&page(&[(20.0, 20.0), (20.0, 36.0), (20.0, 52.0)])));
    }
}
