//! The header of a table without rulings: words stacked in columns above the first line of figures.
//!
//! Helps `aligned` and `bands`. A head of two lines is one cell, and the lowest heads tell the columns better than the
//! figures do, of which many are blank.

use super::repeats;
use super::settle;
use super::spread::widen;
use super::stack::{
    LEADING, Stack, cut_tight, is_title, is_title_text, join_spaced, leading, shares, stacks,
};
use crate::document::pdf::geometry::Area;
use crate::document::pdf::labels::begins_label;
use crate::document::pdf::sheet::chunk::Chunk;

/// A header has at least this many heads side by side.
const MIN_HEADS: usize = 3;

/// The part of the figures that may not fit the columns that the heads tell.
const MISFITS: f32 = 0.02;

/// The header at the top of a table.
pub(super) struct Header {
    /// How many lines of the table it takes.
    pub(in crate::document::pdf) lines: usize,
    /// Its heads in rows, each as one chunk whatever its lines.
    pub(in crate::document::pdf) rows: Vec<Vec<Chunk>>,
    /// The edges between its lowest heads.
    edges: Vec<f32>,
}

/// The header of a table, if its first lines are one.
pub(super) fn find(lines: &[Vec<Chunk>]) -> Option<Header> {
    let words = |chunk: &Chunk| !chunk.figure && !is_numbered(&chunk.text());
    // An article that stands alone over the table is its title.
    let title = |line: &[Chunk]| matches!(line, [words] if !words.figure && words.text().starts_with('第'));
    let is_head = |line: &Vec<Chunk>| title(line) || line.iter().all(words);
    let count = lines.iter().take_while(|line| is_head(line)).count();
    let count = count - blank_rows(lines.get(..count)?);
    let leading = leading(lines, count);
    let body = lines.get(count..)?;
    let labels_end = labels_end(body);
    let heads = join_spaced(&cut_tight(lines.get(..count)?, body, labels_end));
    let mut stacks = stacks(&heads, leading, labels_end);
    let mut lowest = lowest(&stacks);
    repeats::mend(&mut stacks, &lowest);
    let areas = |stacks: &[Stack], lowest: &[usize]| {
        lowest.iter().filter_map(|at| Some(stacks.get(*at)?.area)).collect()
    };
    let heads: Vec<Area> = areas(&stacks, &lowest);
    let apart = heads.windows(2).all(|pair| matches!(pair, [a, b] if a.right <= b.left));
    if heads.len() < MIN_HEADS || !apart || count == lines.len() {
        return None;
    }
    let middles = heads.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a.right + b.left) / 2.0),
        _ => None,
    });
    let mut edges: Vec<f32> = middles.collect();
    if let Some(settled) = settle::edges(&heads, body) {
        edges = settled;
    } else if !fits(&edges, body)
        && let Some(by_figures) = by_figures(&heads, body)
    {
        // A column of labels that the figures do not tell keeps its head.
        lowest.drain(..lowest.len().saturating_sub(by_figures.len() - 1));
        // What stands above moves as far aside as what stands below it.
        let shifts = lowest.iter().zip(by_figures.windows(2)).filter_map(|(at, bounds)| match bounds {
            [left, right] => Some((left + right) / 2.0 - stacks.get(*at)?.area.centre().0),
            _ => None,
        });
        let mut shifts: Vec<f32> = shifts.collect();
        shifts.sort_by(f32::total_cmp);
        let shift = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
        let first = by_figures.first().copied().unwrap_or_default();
        for stack in stacks.iter_mut().filter(|stack| stack.area.left + shift > first) {
            (stack.area.left, stack.area.right) = (stack.area.left + shift, stack.area.right + shift);
        }
        for (at, bounds) in lowest.iter().zip(by_figures.windows(2)) {
            if let (Some(stack), [left, right]) = (stacks.get_mut(*at), bounds) {
                (stack.area.left, stack.area.right) = (left + 1.5, right - 1.5);
            }
        }
        edges = by_figures;
        edges.pop();
        if lowest.len() == heads.len() {
            edges.remove(0);
        }
    }
    let heads: Vec<Area> = areas(&stacks, &lowest);
    let inner = edges.get(edges.len().saturating_sub(heads.len() - 1)..).unwrap_or_default();
    let written = stacks.into_iter().filter(|stack| !stack.glyphs.is_empty());
    let mut chunks: Vec<Chunk> = written.map(Stack::into_chunk).collect();
    chunks.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
    widen(&mut chunks, &heads, inner, labels_end);
    // The title stands over all of them, wherever its words end.
    let all = chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
    for title in chunks.iter_mut().filter(|chunk| is_title_text(&chunk.text())) {
        (title.area.left, title.area.right) = (all.left, all.right);
    }
    Some(Header { lines: count, edges, rows: layers(chunks) })
}

/// How many heads stand side by side in a header.
pub(super) fn count(lines: &[Vec<Chunk>]) -> usize {
    lowest(&stacks(&join_spaced(lines), leading(lines, lines.len()), f32::MIN)).len()
}

/// Where the labels of the lines with figures end.
pub(super) fn labels_end(body: &[Vec<Chunk>]) -> f32 {
    let label = |line: &Vec<Chunk>| {
        let figures = line.iter().position(|chunk| chunk.figure)?;
        let label = line.get(figures.checked_sub(1)?)?;
        (!label.figure).then_some(label.area.right)
    };
    body.iter().filter_map(label).fold(f32::MIN, f32::max)
}

/// The heads below which no other stands, from left to right.
fn lowest(stacks: &[Stack]) -> Vec<usize> {
    let area = |at: usize| stacks.get(at).map_or(Area::default(), |stack| stack.area);
    let is_lowest = |own: &usize| {
        let under = |stack: &Stack| stack.area.top > area(*own).top && shares(&area(*own), &stack.area);
        !stacks.iter().any(under)
    };
    let is_head = |own: &usize| !stacks.get(*own).is_some_and(is_title);
    let mut lowest: Vec<usize> = (0..stacks.len()).filter(is_head).filter(is_lowest).collect();
    lowest.sort_by(|a, b| area(*a).left.total_cmp(&area(*b).left));
    // A head over the gap in the middle of its columns has none of them right below it.
    let mut steps: Vec<f32> = lowest
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(area(*b).centre().0 - area(*a).centre().0),
            _ => None,
        })
        .collect();
    steps.sort_by(f32::total_cmp);
    let step = steps.get(steps.len() / 2).copied().unwrap_or_default();
    let is_over_gap = |index: usize| {
        let beside = [index.checked_sub(1), index.checked_add(1)];
        let [Some(before), Some(own), Some(after)] = [beside[0], Some(index), beside[1]]
            .map(|at| at.and_then(|at| lowest.get(at)).map(|at| area(*at)))
        else {
            return false;
        };
        let is_below = |other: &Area| other.top >= own.bottom - 0.2 * own.height();
        is_below(&before) && is_below(&after) && after.centre().0 - before.centre().0 < OVER_GAP * step
    };
    let keep: Vec<bool> = (0..lowest.len()).map(|index| !is_over_gap(index)).collect();
    let mut keep = keep.into_iter();
    lowest.retain(|_| keep.next().unwrap_or(true));
    lowest
}

/// Heads whose neighbours stand nearer to one another than this many columns are no columns of their own.
const OVER_GAP: f32 = 1.6;

/// How many lines at the end of what looks like a header are labels of rows without figures: left of the
/// heads, and apart from what stands above them.
fn blank_rows(lines: &[Vec<Chunk>]) -> usize {
    let full = lines.iter().rfind(|line| line.len() >= MIN_HEADS);
    let Some(full) = full.or_else(|| lines.iter().rfind(|line| line.len() > 1)) else { return 0 };
    let Some(heads_start) = full.get(1).map(|chunk| chunk.area.left) else { return 0 };
    let is_label = |at: usize| {
        let apart = |label: &Chunk| {
            let above = lines.get(..at).into_iter().flatten().flatten();
            let bottom = above
                .filter(|chunk| chunk.area.left < label.area.right && label.area.left < chunk.area.right)
                .map(|chunk| chunk.area.bottom)
                .fold(f32::MIN, f32::max);
            label.area.right < heads_start && label.area.top - bottom > LEADING * label.area.height()
        };
        lines.get(at).is_some_and(|labels| labels.len() < MIN_HEADS && labels.iter().all(apart))
    };
    (0..lines.len()).rev().take_while(|at| is_label(*at)).count()
}

/// The edges of the columns of figures, where the fullest lines have as many of those as there are heads: words are centred
/// and figures set to the right where they stand apart. The first edge is before the first column, the last after the last.
fn by_figures(heads: &[Area], body: &[Vec<Chunk>]) -> Option<Vec<f32>> {
    let figures = |line: &Vec<Chunk>| line.iter().filter(|chunk| chunk.figure).count();
    let most = body.iter().map(figures).max().filter(|most| *most >= 2)?;
    let full = body.iter().filter(|line| figures(line) == most);
    let mut spans: Vec<(f32, f32)> = full
        .flatten()
        .filter(|chunk| chunk.figure)
        .map(|chunk| (chunk.area.left, chunk.area.right))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for span in spans {
        match columns.last_mut() {
            Some(last) if span.0 < last.1 => last.1 = last.1.max(span.1),
            _ => columns.push(span),
        }
    }
    let first = columns.first()?.0;
    // What stands before them heads the labels.
    let over = heads.get(heads.len().checked_sub(most)?..)?;
    let middles: Vec<f32> = columns.iter().map(|column| (column.0 + column.1) / 2.0).collect();
    let step = (middles.last()? - middles.first()?) / (columns.len().max(2) - 1) as f32;
    let near = over.iter().zip(&middles).all(|(head, middle)| (head.centre().0 - middle).abs() < 0.6 * step);
    if columns.len() != most || over.len() != most || !near {
        return None;
    }
    let mut edges: Vec<f32> = columns
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((a.1 + b.0) / 2.0),
            _ => None,
        })
        .collect();
    edges.insert(0, first.min(over.first()?.left) - 2.0);
    edges.push(columns.last()?.1.max(over.last()?.right) + 2.0);
    Some(edges)
}

impl Header {
    /// The edges between columns, if the figures below fit them: none across an edge, no two of a line in one column.
    pub(super) fn columns(&self, lines: &[Vec<Chunk>]) -> Option<Vec<f32>> {
        fits(&self.edges, lines.get(self.lines..)?).then(|| self.edges.clone())
    }
}

/// Lines with at least this part of the figures of the fullest one tell whether columns fit: those with fewer may stand under
/// other heads of their own.
const FULL_SHARE: f32 = 0.75;

/// Whether figures fit columns: none across an edge, no two of a line in one column.
pub(super) fn fits(edges: &[f32], body: &[Vec<Chunk>]) -> bool {
    let count = |line: &&Vec<Chunk>| line.iter().filter(|chunk| chunk.figure).count() as f32;
    let most = body.iter().map(|line| count(&line)).fold(0.0, f32::max);
    let (mut figures, mut misfits) = (0_usize, 0_usize);
    for line in body.iter().filter(|line| count(line) >= FULL_SHARE * most) {
        let mut before = None;
        for chunk in line.iter().filter(|chunk| chunk.figure) {
            let column = |x: f32| edges.partition_point(|&edge| edge <= x);
            let (first, last) = (column(chunk.area.left + 1.0), column(chunk.area.right - 1.0));
            figures += 1;
            misfits += usize::from(first != last || before == Some(first));
            before = Some(last);
        }
    }
    figures > 0 && misfits as f32 <= MISFITS * figures as f32
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

/// Puts heads, sorted by where they end, into rows: each stands one row below the lowest of those that stand over it.
fn layers(heads: Vec<Chunk>) -> Vec<Vec<Chunk>> {
    let mut placed: Vec<(Area, usize)> = Vec::with_capacity(heads.len());
    let mut rows: Vec<Vec<Chunk>> = Vec::new();
    for head in heads {
        let line = head.glyphs.last().map_or(head.area.height(), |glyph| glyph.area.height());
        let over = |area: &Area| area.bottom <= head.area.top + 0.2 * line && shares(area, &head.area);
        let row = placed.iter().filter(|(area, _)| over(area)).map(|(_, row)| row + 1).max().unwrap_or(0);
        placed.push((head.area, row));
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if let Some(row) = rows.get_mut(row) {
            row.push(head);
        }
    }
    rows
}
