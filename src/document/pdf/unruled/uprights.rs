//! Lines down the page in a table that has none across: they part its columns, and say row by row what a cell spans.
//!
//! Helps `aligned` and `fill`.

use super::heads;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::painted::ink::Ruling;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::chunk::{Chunk, whole};

/// A line that parts columns stands beside at least this part of the height of the table, in pieces or as a whole.
const MIN_BESIDE: f32 = 0.1;

/// Lines nearer than this are one, in points.
const SAME_LINE: f32 = 3.0;

/// The borders of a table stand no further from its words than this, in points.
const BORDER: f32 = 30.0;

/// The lines down the page beside the lines of words of one table, by place.
#[derive(Default)]
pub(super) struct Uprights<'s> {
    lines: Vec<&'s Ruling>,
    /// From where to where the table reaches.
    sides: (f32, f32),
}

impl<'s> Uprights<'s> {
    pub(super) fn beside(sheet: &'s Sheet, area: &Area) -> Uprights<'s> {
        let near = |line: &&Ruling| {
            area.left - BORDER <= line.at
                && line.at <= area.right + BORDER
                && line.from < area.bottom
                && area.top < line.to
        };
        Uprights {
            lines: sheet.uprights.iter().filter(near).collect(),
            sides: (area.left - 1.0, area.right + 1.0),
        }
    }

    /// The edges of columns, if the figures of the table fit them.
    pub(super) fn edges(&self, lines: &[Vec<Chunk>], area: &Area) -> Option<Vec<f32>> {
        let mut places: Vec<(f32, f32)> = Vec::new();
        for line in &self.lines {
            let beside = line.to.min(area.bottom) - line.from.max(area.top);
            match places.last_mut() {
                Some(last) if line.at - last.0 < SAME_LINE => last.1 += beside,
                _ => places.push((line.at, beside)),
            }
        }
        places.retain(|(_, beside)| *beside >= MIN_BESIDE * area.height());
        let mut xs: Vec<f32> = places.into_iter().map(|(at, _)| at).collect();
        if !xs.iter().any(|x| area.left < *x && *x < area.right) || !heads::fits(&xs, lines) {
            return None;
        }
        if xs.first().is_some_and(|first| area.left < *first) {
            xs.insert(0, area.left - 1.0);
        }
        if xs.last().is_some_and(|last| *last < area.right) {
            xs.push(area.right + 1.0);
        }
        Some(xs)
    }

    /// The lines to the left and to the right of words; the sides of the table need none.
    pub(super) fn around(&self, chunk: &Chunk) -> Option<(f32, f32)> {
        let (x, y) = chunk.area.centre();
        let beside = || self.lines.iter().filter(|line| line.from <= y && y <= line.to).map(|line| line.at);
        let left = beside().filter(|at| *at <= x).fold(f32::MIN, f32::max);
        let right = beside().filter(|at| *at > x).fold(f32::MAX, f32::min);
        let is_beside = left > f32::MIN || right < f32::MAX;
        (chunk.carried == 0.0 && is_beside).then(|| (left.max(self.sides.0), right.min(self.sides.1)))
    }

    /// Lets words reach to the lines beside them.
    pub(super) fn stretch(&self, chunk: &mut Chunk) {
        if let Some((left, right)) = self.around(chunk) {
            chunk.area.left = chunk.area.left.min(left + SAME_LINE / 2.0);
            chunk.area.right = chunk.area.right.max(right - SAME_LINE / 2.0);
        }
    }
}

/// Cuts words of one line where lines down the page stand between them: cells may stand near one another.
pub(super) fn cut(sheet: &Sheet, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut parts = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let (area, y) = (chunk.area, chunk.area.centre().1);
        let after = sheet.uprights.partition_point(|line| line.at <= area.left);
        let inside = sheet.uprights.iter().skip(after).take_while(|line| line.at < area.right);
        let places: Vec<f32> =
            inside.filter(|line| line.from <= y && y <= line.to).map(|line| line.at).collect();
        if places.is_empty() {
            parts.push(chunk);
            continue;
        }
        let side = |x: f32| places.partition_point(|place| *place <= x);
        let glyphs = chunk.glyphs.as_slice();
        let own = glyphs.chunk_by(|a, b| side(a.area.centre().0) == side(b.area.centre().0));
        parts.extend(own.map(|glyphs| whole(glyphs.to_vec())));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::{set, text};

    /// A sheet with lines down the page from 0 to 100, at these places.
    fn sheet(places: &[f32]) -> Sheet {
        let line = |at: &f32| Ruling { across: false, at: *at, from: 0.0, to: 100.0, order: 0, white: false };
        let mut sheet = Sheet::default();
        sheet.uprights = places.iter().map(line).collect();
        sheet
    }

    #[test]
    fn a_line_between_words_that_touch_parts_them() {
        let parts = |places: &[f32], top: f32| {
            let parts = cut(&sheet(places), vec![set("自然人12", 0.0, top)]);
            parts.iter().map(|chunk| text(std::slice::from_ref(chunk))).collect::<Vec<_>>()
        };
        assert_eq!(parts(&[30.0], 20.0), ["自然人", "12"]);
        assert_eq!(parts(&[10.0, 30.0], 20.0), ["自", "然人", "12"]);
        assert_eq!(parts(&[30.0], 120.0), ["自然人12"], "the line ends above");
        assert_eq!(parts(&[-5.0, 60.0], 20.0), ["自然人12"], "the lines stand beside");
    }

    #[test]
    fn words_reach_to_the_lines_beside_them_or_to_the_side_of_the_table() {
        let sheet = sheet(&[50.0, 90.0]);
        let uprights = Uprights::beside(&sheet, &Area::new(0.0, 0.0, 200.0, 100.0));
        assert_eq!(uprights.around(&set("12", 60.0, 20.0)), Some((50.0, 90.0)));
        assert_eq!(uprights.around(&set("12", 10.0, 20.0)), Some((-1.0, 50.0)));
        assert_eq!(uprights.around(&set("12", 150.0, 20.0)), Some((90.0, 201.0)));
        assert_eq!(uprights.around(&set("12", 60.0, 120.0)), None, "no line stands beside");
    }
}
