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
    pub(in crate::document::pdf) fn beside(sheet: &'s Sheet, area: &Area) -> Uprights<'s> {
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
    pub(in crate::document::pdf) fn edges(&self, lines: &[Vec<Chunk>], area: &Area) -> Option<Vec<f32>> {
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
    pub(in crate::document::pdf) fn around(&self, chunk: &Chunk) -> Option<(f32, f32)> {
        let (x, y) = chunk.area.centre();
        let beside = || self.lines.iter().filter(|line| line.from <= y && y <= line.to).map(|line| line.at);
        let left = beside().filter(|at| *at <= x).fold(f32::MIN, f32::max);
        let right = beside().filter(|at| *at > x).fold(f32::MAX, f32::min);
        let is_beside = left > f32::MIN || right < f32::MAX;
        (chunk.carried == 0.0 && is_beside).then(|| (left.max(self.sides.0), right.min(self.sides.1)))
    }

    /// Lets words reach to the lines beside them.
    pub(in crate::document::pdf) fn stretch(&self, chunk: &mut Chunk) {
        if let Some((left, right)) = self.around(chunk) {
            chunk.area.left = chunk.area.left.min(left + SAME_LINE / 2.0);
            chunk.area.right = chunk.area.right.max(right - SAME_LINE / 2.0);
        }
    }
}

/// Cuts words of one line where lines down the page stand between them: cells may stand near one another.
pub(in crate::document::pdf) fn cut(sheet: &Sheet, chunks: Vec<Chunk>) -> Vec<Chunk> {
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
