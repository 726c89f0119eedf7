//! The header of a table without rulings: words stacked in columns above the first line of figures.
//!
//! Helps `aligned` and `bands`. A head of two lines is one cell, and the lowest heads tell the columns better than the
//! figures do, of which many are blank.

use super::aligned::Chunk;
use super::geometry::Area;
use super::glyph::Glyph;
use super::stitch::begins_label;

/// Lines of one head stand no further apart than this, as a part of their size.
const LEADING: f32 = 0.45;

/// A header has at least this many heads side by side.
const MIN_HEADS: usize = 3;

/// The part of the figures that may not fit the columns that the heads tell.
const MISFITS: f32 = 0.02;

/// The header at the top of a table.
pub(super) struct Header {
    /// How many lines of the table it takes.
    pub(super) lines: usize,
    /// Its heads in rows, each as one chunk whatever its lines.
    pub(super) rows: Vec<Vec<Chunk>>,
    /// The edges between its lowest heads.
    edges: Vec<f32>,
}

/// A head being put together.
struct Stack {
    glyphs: Vec<Glyph>,
    carried: f32,
    area: Area,
    /// The bottom and the size of its last line.
    last: Area,
}

/// The header of a table, if its first lines are one.
pub(super) fn find(lines: &[Vec<Chunk>]) -> Option<Header> {
    let words = |chunk: &Chunk| !chunk.figure && !is_numbered(&text(chunk));
    let count = lines.iter().take_while(|line| line.iter().all(words)).count();
    let stacks = stacks(lines.get(..count)?);
    let mut lowest: Vec<Area> = stacks
        .iter()
        .filter(|stack| {
            !stacks.iter().any(|other| other.area.top > stack.area.top && shares(&stack.area, &other.area))
        })
        .map(|stack| stack.area)
        .collect();
    lowest.sort_by(|a, b| a.left.total_cmp(&b.left));
    let apart = lowest.windows(2).all(|pair| matches!(pair, [a, b] if a.right <= b.left));
    if lowest.len() < MIN_HEADS || !apart || count == lines.len() {
        return None;
    }
    let edges = lowest.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a.right + b.left) / 2.0),
        _ => None,
    });
    let edges: Vec<f32> = edges.collect();
    let mut rows = layers(stacks);
    widen(&mut rows, &lowest, &edges);
    Some(Header { lines: count, edges, rows })
}

/// How far the middle of a head over columns may be off theirs, as a part of a column.
const OFF_CENTRE: f32 = 0.34;

/// Lets heads over several columns span all they are centred over: of the lowest heads below them as many as leave them
/// in the middle, within the head above.
fn widen(rows: &mut [Vec<Chunk>], lowest: &[Area], edges: &[f32]) {
    let (Some(first), Some(last)) = (lowest.first(), lowest.last()) else { return };
    let left = first.left - edges.first().map_or(0.0, |edge| edge - first.right);
    let right = last.right + edges.last().map_or(0.0, |edge| last.left - edge);
    let bounds: Vec<f32> = [left].into_iter().chain(edges.iter().copied()).chain([right]).collect();
    let at = |index: usize| bounds.get(index).copied().unwrap_or_default();
    let mut above: Vec<(Area, usize, usize)> = Vec::new();
    for row in rows {
        for head in row {
            let below = |index: usize| {
                lowest.get(index).is_some_and(|leaf| leaf.top >= head.area.bottom - 0.2 * leaf.height())
            };
            let Some(own) = (0..lowest.len()).find(|&index| {
                below(index) && lowest.get(index).is_some_and(|leaf| shares(leaf, &head.area))
            }) else {
                continue;
            };
            let parent = above
                .iter()
                .rev()
                .find(|(area, from, to)| area.bottom <= head.area.top + 1.0 && (*from..*to).contains(&own));
            let (from, to) = parent.map_or((0, lowest.len()), |(_, from, to)| (*from, *to));
            let centre = head.area.centre().0;
            let fits = |&(start, end): &(usize, usize)| {
                let width = (at(end) - at(start)) / (end - start) as f32;
                ((at(start) + at(end)) / 2.0 - centre).abs() <= OFF_CENTRE * width && (start..end).all(below)
            };
            let spans = (from..=own).flat_map(|start| (own + 1..=to).map(move |end| (start, end)));
            if let Some((start, end)) = spans.filter(fits).max_by_key(|(start, end)| end - start) {
                above.push((head.area, start, end));
                head.area.left = head.area.left.min(at(start) + 1.5);
                head.area.right = head.area.right.max(at(end) - 1.5);
            }
        }
    }
}

impl Header {
    /// The edges between columns, if the figures below fit them: none across an edge, no two of a line in one column.
    pub(super) fn columns(&self, lines: &[Vec<Chunk>]) -> Option<Vec<f32>> {
        let body = lines.get(self.lines..)?;
        let (mut figures, mut misfits) = (0_usize, 0_usize);
        for line in body {
            let mut before = None;
            for chunk in line.iter().filter(|chunk| chunk.figure) {
                let column = |x: f32| self.edges.partition_point(|&edge| edge <= x);
                let (first, last) = (column(chunk.area.left + 1.0), column(chunk.area.right - 1.0));
                figures += 1;
                misfits += usize::from(first != last || before == Some(first));
                before = Some(last);
            }
        }
        (figures > 0 && misfits as f32 <= MISFITS * figures as f32).then(|| self.edges.clone())
    }
}

/// Whether a text begins with the number of a row or names an article; a bracket alone is none, and a line of the
/// corner may begin with 第三项.
fn is_numbered(text: &str) -> bool {
    let mut characters = text.chars();
    let number = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    match characters.next() {
        Some('（' | '(') => characters.next().is_some_and(number),
        Some('第') => text.contains('条'),
        _ => begins_label(text),
    }
}

fn text(chunk: &Chunk) -> String {
    chunk.glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// Whether two boxes stand over one another: by more than half of the narrower.
fn shares(a: &Area, b: &Area) -> bool {
    let shared = a.right.min(b.right) - a.left.max(b.left);
    shared > 0.5 * a.width().min(b.width())
}

/// Joins lines that stand close below each other.
fn stacks(lines: &[Vec<Chunk>]) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for chunk in lines.iter().flatten() {
        let goes_on = |stack: &&mut Stack| {
            let gap = chunk.area.top - stack.last.bottom;
            let size = chunk.area.height();
            gap.abs() <= LEADING * size
                && chunk.area.top > stack.last.top + 0.5 * size
                && shares(&stack.area, &chunk.area)
        };
        match stacks.iter_mut().rev().find(goes_on) {
            Some(stack) => {
                stack.glyphs.extend_from_slice(&chunk.glyphs);
                stack.area = stack.area.around(&chunk.area);
                stack.last = chunk.area;
            }
            None => stacks.push(Stack {
                glyphs: chunk.glyphs.clone(),
                carried: chunk.carried,
                area: chunk.area,
                last: chunk.area,
            }),
        }
    }
    stacks
}

/// Puts heads into rows: each stands one row below the lowest of those that end above it.
fn layers(mut stacks: Vec<Stack>) -> Vec<Vec<Chunk>> {
    stacks.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
    let mut placed: Vec<(f32, usize)> = Vec::with_capacity(stacks.len());
    let mut rows: Vec<Vec<Chunk>> = Vec::new();
    for stack in stacks {
        let slack = 0.2 * stack.last.height();
        let above = placed.iter().filter(|(bottom, _)| *bottom <= stack.area.top + slack);
        let row = above.map(|(_, row)| row + 1).max().unwrap_or(0);
        placed.push((stack.area.bottom, row));
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if let Some(row) = rows.get_mut(row) {
            let Stack { glyphs, area, carried, .. } = stack;
            row.push(Chunk { glyphs, area, figure: false, carried });
        }
    }
    rows
}
