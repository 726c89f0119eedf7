//! Words of one cell on one line: lines cut at their wide gaps.
//!
//! What `aligned` and its helpers work with.

use super::text::Line;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::painted::glyph::Glyph;

/// A gap this wide parts two cells, as a part of the size of the type; the tightest tables seen leave 0.6.
const CELL_GAP: f32 = 0.55;

/// The same between two hanzi of a line that sets most of its characters tight, as narrow heads stand.
const TIGHT_CELL_GAP: f32 = 0.38;

const TIGHT: f32 = 0.08;

/// Words of one cell on one line.
#[derive(Debug, Clone)]
pub(in crate::document::pdf) struct Chunk {
    pub(in crate::document::pdf) glyphs: Vec<Glyph>,
    pub(in crate::document::pdf) area: Area,
    /// A number or a nil mark.
    pub(in crate::document::pdf) figure: bool,
    /// How far it stands above its place on the page before, if it was carried over from there.
    pub(in crate::document::pdf) carried: f32,
}

impl Chunk {
    /// Its characters.
    pub(in crate::document::pdf) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.ch).collect()
    }

    /// Whether it is hanzi alone, which may be a nil mark or part of a label written downwards.
    pub(in crate::document::pdf) fn is_word(&self) -> bool {
        self.glyphs.iter().all(is_hanzi)
    }
}

/// Cuts a line at its wide gaps.
pub(in crate::document::pdf) fn split(line: &Line) -> Vec<Chunk> {
    let mut chunks: Vec<Vec<Glyph>> = Vec::new();
    let mut end = f32::MIN;
    let gaps = line.glyphs.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(after.area.left - before.area.right),
        _ => None,
    });
    let tight = gaps.filter(|gap| *gap <= TIGHT * line.size).count() * 2 > line.glyphs.len();
    for glyph in line.glyphs.iter().filter(|glyph| !glyph.is_space()) {
        let narrow = tight && (is_hanzi(glyph) || matches!(glyph.ch, '（' | '('));
        match chunks.last_mut() {
            Some(chunk)
                if glyph.area.left - end
                    <= line.size
                        * if narrow && chunk.last().is_some_and(is_hanzi) {
                            TIGHT_CELL_GAP
                        } else {
                            CELL_GAP
                        } =>
            {
                chunk.push(*glyph)
            }
            _ => chunks.push(vec![*glyph]),
        }
        end = end.max(glyph.area.right);
    }
    chunks.into_iter().map(whole).collect()
}

/// A gap this wide before a number parts the head of some rows from the label of the first, as a part of the size of the type.
const LABEL_GAP: f32 = 0.2;

/// Cuts words of a table where the number of a label follows a gap: `（四）无 1.本机关`.
pub(in crate::document::pdf) fn cut_labels(lines: &[Vec<Chunk>]) -> Vec<Vec<Chunk>> {
    let begins = |glyphs: &[Glyph], at: usize| {
        let (Some(before), Some(first), Some(dot)) =
            (glyphs.get(at.wrapping_sub(1)), glyphs.get(at), glyphs.get(at + 1))
        else {
            return false;
        };
        first.area.left - before.area.right >= LABEL_GAP * first.size
            && first.ch.is_ascii_digit()
            && matches!(dot.ch, '.' | '．' | '、')
            && (is_hanzi(before) || matches!(before.ch, '）' | ')'))
    };
    let cut = |chunk: &Chunk| {
        let mut parts = vec![chunk.clone()];
        if let Some(at) = (1..chunk.glyphs.len()).find(|at| begins(&chunk.glyphs, *at))
            && let Some((head, label)) = chunk.glyphs.split_at_checked(at)
        {
            let part = |glyphs: &[Glyph]| Chunk { carried: chunk.carried, ..whole(glyphs.to_vec()) };
            parts = vec![part(head), part(label)];
        }
        parts
    };
    lines.iter().map(|line| line.iter().flat_map(cut).collect()).collect()
}

/// Characters that stand together.
pub(in crate::document::pdf) fn whole(glyphs: Vec<Glyph>) -> Chunk {
    let area = glyphs.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
    let figure = glyphs.iter().all(|glyph| is_figure(glyph.ch));
    Chunk { glyphs, area, figure, carried: 0.0 }
}

fn is_hanzi(glyph: &Glyph) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&glyph.ch)
}

/// Characters of numbers and nil marks.
fn is_figure(ch: char) -> bool {
    ch.is_ascii_digit() || "０１２３４５６７８９.,，．+-－＋−—–/／无件元万减增".contains(ch)
}

/// The characters of chunks, without white space.
pub(in crate::document::pdf) fn text(chunks: &[Chunk]) -> String {
    chunks
        .iter()
        .flat_map(|chunk| &chunk.glyphs)
        .map(|glyph| glyph.ch)
        .filter(|ch| !ch.is_whitespace())
        .collect()
}

/// The box around chunks.
pub(in crate::document::pdf) fn around(chunks: &[Chunk]) -> Area {
    chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default()
}

/// A line of words for the tests: characters of ten points side by side, figures half as wide.
#[cfg(test)]
pub(in crate::document::pdf) fn set(text: &str, left: f32, top: f32) -> Chunk {
    use crate::document::pdf::geometry::Turn;
    use crate::document::pdf::painted::glyph::{Colour, GlyphMarks};
    let mut x = left;
    let glyph = |ch: char| {
        let width = if ch.is_ascii() { 5.0 } else { 10.0 };
        let area = Area::new(x, top, x + width, top + 10.0);
        x += width;
        let (turn, colour, marks) = (Turn::Upright, Colour::default(), GlyphMarks::default());
        Glyph { ch, area, baseline: top + 9.0, size: 10.0, turn, order: 0, colour, marks }
    };
    whole(text.chars().map(glyph).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_label_behind_a_gap_parts_it_from_the_head_before_it() {
        let beside = |head: &str, gap: f32| {
            let first = set(head, 0.0, 0.0);
            let label = set("1.属于", first.area.right + gap, 0.0);
            let line = vec![whole([first.glyphs, label.glyphs].concat())];
            cut_labels(&[line]).concat().len()
        };
        assert_eq!([beside("（四）无", 3.0), beside("（三）", 3.0), beside("（三）", 0.5)], [2, 2, 1]);
    }
}
