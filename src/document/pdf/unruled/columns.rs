//! Columns of a table without rulings: gaps that its fullest lines have in common.
//!
//! Helps `aligned`, `fill` and `rows`.

use super::heads;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::labels::begins_label;
use crate::document::pdf::sheet::chunk::Chunk;

/// The lines that tell the columns have at least this part of the cells of the fullest line.
const FULL_SHARE: f32 = 0.6;

/// The part of the lines that may cross the gap between two columns: among figures, and among labels, which often span.
const CROSSING: f32 = 0.1;

const LABELS_CROSSING: f32 = 0.5;

/// All edges of columns, where the heads tell those of the figures: the columns of labels before them come from the
/// labels. `body` are the lines below the header: what stands in the first column there tells whether it is one of labels.
pub(super) fn with_labels(
    lines: &[Vec<Chunk>],
    body: &[Vec<Chunk>],
    mut edges: Vec<f32>,
    area: &Area,
) -> Vec<f32> {
    // Heads are often narrower than the labels below them.
    let end = heads::labels_end(body);
    let figures = body.iter().flatten().filter(|chunk| chunk.figure && chunk.area.left > end);
    let figures = figures.map(|chunk| chunk.area.left).fold(f32::MAX, f32::min);
    if let Some(first) = edges.first_mut().filter(|first| **first < end && figures < f32::MAX) {
        *first = (end + figures) / 2.0;
    }
    let first = edges.first().copied().unwrap_or(area.left);
    let in_first = body.iter().flatten().filter(|chunk| chunk.area.centre().0 < first);
    let (words, figures) = in_first.fold((0, 0), |(words, figures), chunk| match chunk.figure {
        true => (words, figures + 1),
        false => (words + 1, figures),
    });
    let mut xs = if words > figures { label_edges(lines, first) } else { Vec::new() };
    xs.extend(edges);
    xs.push(area.left - 1.0);
    xs.push(area.right + 1.0);
    xs.sort_by(f32::total_cmp);
    xs
}

/// Edges between the columns of labels that end at a place: gaps that most of the labels keep.
pub(super) fn label_edges(lines: &[Vec<Chunk>], end: f32) -> Vec<f32> {
    let labels: Vec<(f32, f32)> = lines
        .iter()
        .flatten()
        .map(|chunk| (chunk.area.left, chunk.area.right))
        .filter(|span| span.1 <= end + 1.0)
        .collect();
    let rows = labels.len().max(1) as f32;
    let gaps = gaps(&labels, (LABELS_CROSSING * rows / 2.0) as i32);
    let middle = |gap: (f32, f32)| (gap.0 + gap.1) / 2.0;
    let mut edges = Vec::new();
    for gap in gaps.into_iter().filter(|gap| gap.1 < end) {
        // Heads over many rows are so few that they seem to cross a gap; where they stand, there are two.
        let inside = |span: &&(f32, f32)| gap.0 - 1.0 <= span.0 && span.1 <= gap.1 + 1.0;
        let own = labels.iter().filter(inside);
        let around = own.fold((f32::MAX, f32::MIN), |sum, span| (sum.0.min(span.0), sum.1.max(span.1)));
        let halves = [(gap.0, around.0), (around.1, gap.1)];
        if around.0 > around.1 {
            edges.push(middle(gap));
        } else {
            edges.extend(halves.into_iter().filter(|half| half.1 - half.0 > MIN_GAP).map(middle));
        }
    }
    for gap in side_by_side(lines, end) {
        if !edges.iter().any(|edge| (gap.0..=gap.1).contains(edge)) {
            edges.push(middle(gap));
        }
    }
    edges.sort_by(f32::total_cmp);
    edges
}

/// Edges of columns: the middles of the gaps that the fullest lines have in common.
pub(super) fn columns(lines: &[Vec<Chunk>], most: usize, area: &Area) -> Vec<f32> {
    let least = (FULL_SHARE * most as f32).ceil() as usize;
    let full: Vec<&Vec<Chunk>> = lines.iter().filter(|chunks| chunks.len() >= least.max(2)).collect();
    let spans: Vec<(f32, f32)> = full
        .iter()
        .flat_map(|chunks| chunks.iter().map(|chunk| (chunk.area.left, chunk.area.right)))
        .collect();
    let mut gaps = gaps(&spans, (CROSSING * full.len() as f32) as i32);
    // Left of the figures stand labels, of which some span; there a gap that half the lines keep is one.
    let mut figures: Vec<f32> =
        lines.iter().flatten().filter(|chunk| chunk.figure).map(|chunk| chunk.area.left).collect();
    figures.sort_by(f32::total_cmp);
    let first_figure = figures.get(figures.len() / 10).copied().unwrap_or(area.left);
    let before_figures = gaps.iter().rev().find(|gap| gap.1 <= first_figure + 1.0);
    let labels_end = before_figures.map_or(area.left, |gap| gap.0);
    gaps.retain(|gap| gap.0 >= labels_end);
    let mut xs: Vec<f32> = gaps.iter().map(|gap| (gap.0 + gap.1) / 2.0).collect();
    xs.extend(label_edges(lines, labels_end));
    xs.push(area.left - 1.0);
    xs.push(area.right + 1.0);
    xs.sort_by(f32::total_cmp);
    xs
}

/// Stretches between the first and the last span that at most `crossing` spans cover.
fn gaps(spans: &[(f32, f32)], crossing: i32) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, i32)> = spans.iter().flat_map(|span| [(span.0, 1), (span.1, -1)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut found: Vec<(f32, f32)> = Vec::new();
    let (mut depth, mut since): (i32, Option<f32>) = (0, None);
    for (place, change) in ends {
        depth += change;
        match since {
            Some(start) if depth > crossing => {
                if place - start > MIN_GAP {
                    found.push((start, place));
                }
                since = None;
            }
            None if change < 0 && depth <= crossing => since = Some(place),
            _ => {}
        }
    }
    found
}

/// Gaps between labels that stand side by side, where at least two lines have them at one place: a page may hold but a few
/// rows under a head, and many labels that span both columns.
fn side_by_side(lines: &[Vec<Chunk>], end: f32) -> Vec<(f32, f32)> {
    let mut gaps: Vec<((f32, f32), usize)> = Vec::new();
    for line in lines {
        let labels: Vec<&Chunk> =
            line.iter().filter(|chunk| !chunk.figure && chunk.area.right <= end + 1.0).collect();
        for pair in labels.windows(2) {
            let [a, b] = pair else { continue };
            // A word of two characters set apart is one label.
            if a.glyphs.len() + b.glyphs.len() < MIN_SIDE_BY_SIDE {
                continue;
            }
            let own = (a.area.right, b.area.left);
            let lines = if begins_label(&a.text()) && begins_label(&b.text()) { 2 } else { 1 };
            let shared = |gap: (f32, f32)| (gap.0.max(own.0), gap.1.min(own.1));
            let same = gaps.iter_mut().find(|(gap, _)| shared(*gap).1 - shared(*gap).0 > MIN_GAP);
            match same {
                Some((gap, count)) => {
                    *gap = (gap.0.max(own.0), gap.1.min(own.1));
                    *count += lines;
                }
                None => gaps.push((own, lines)),
            }
        }
    }
    gaps.into_iter().filter(|(_, count)| *count >= 2).map(|(gap, _)| gap).collect()
}

/// Labels that stand side by side have at least so many characters together.
const MIN_SIDE_BY_SIDE: usize = 4;

/// The narrowest gap between two columns, in points.
const MIN_GAP: f32 = 2.0;

/// Moves the edge between labels and figures to where both end: heads are often narrower than the labels below them. Also
/// gives that edge.
pub(super) fn settle_labels(body: &[Vec<Chunk>], mut xs: Vec<f32>, area: &Area) -> (Vec<f32>, f32) {
    let end = labels_end(body, &xs);
    let next = xs.iter().copied().find(|x| *x > end).unwrap_or(area.right);
    let Some(edge) = xs.iter_mut().find(|x| **x == end) else { return (xs, end.min(area.right)) };
    let all = || body.iter().flatten();
    let in_first = |chunk: &&Chunk| chunk.figure && (end..next).contains(&chunk.area.centre().0);
    let figures = all().filter(in_first).map(|chunk| chunk.area.left).fold(f32::MAX, f32::min);
    let is_label =
        |chunk: &&Chunk| !chunk.figure && chunk.area.centre().0 < end && chunk.area.right < figures;
    let labels = all().filter(is_label).map(|chunk| chunk.area.right).fold(f32::MIN, f32::max);
    if figures < f32::MAX && labels > end - 1.0 {
        *edge = (labels + figures) / 2.0;
    }
    let settled = *edge;
    (xs, settled)
}

/// Where the columns of labels end: before the first column that holds mostly figures, and what is blank beside it.
pub(super) fn labels_end(lines: &[Vec<Chunk>], xs: &[f32]) -> f32 {
    let mostly_figures = |left: f32, right: f32| {
        // What stands alone on its line, or among words, heads the columns below it.
        let own = lines
            .iter()
            .filter(|line| line.len() > 1 && line.iter().any(|chunk| chunk.figure))
            .flatten()
            .filter(|chunk| left <= chunk.area.centre().0 && chunk.area.centre().0 < right);
        let (all, figures) = own.fold((0, 0), |sum, chunk| (sum.0 + 1, sum.1 + usize::from(chunk.figure)));
        figures * 2 >= all && all > 0
    };
    let first = xs.windows(2).position(|pair| matches!(pair, [left, right] if mostly_figures(*left, *right)));
    // Columns of figures before it may be left blank.
    let is_blank = |&column: &usize| {
        let Some([left, right]) = xs.get(column..column + 2) else { return false };
        let stands_in = |chunk: &Chunk| chunk.area.left < right - 1.0 && left + 1.0 < chunk.area.right;
        !lines.iter().flatten().any(stands_in)
    };
    let labels = first.map(|first| (0..first).rev().take_while(is_blank).last().unwrap_or(first));
    labels.and_then(|labels| xs.get(labels).copied()).unwrap_or(f32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::set;

    #[test]
    fn two_numbered_labels_side_by_side_stand_in_two_columns() {
        let spanning = || vec![set("一、本年新收申请", 0.0, 20.0)];
        let beside = |first: &str| vec![set(first, 0.0, 0.0), set("1.属于", 60.0, 0.0)];
        let edges = |first: &str| label_edges(&[beside(first), spanning()], 120.0);
        assert_eq!(edges("（三）").len(), 1);
        assert_eq!(edges("不予公").len(), 0, "one line may be a label set apart");
    }

    #[test]
    fn columns_left_blank_beside_the_figures_are_none_of_labels() {
        let xs = [0.0, 40.0, 80.0, 120.0];
        let row = |top: f32| vec![set("规章", 5.0, top), set("3", 90.0, top)];
        assert!((labels_end(&[row(0.0), row(20.0)], &xs) - 40.0).abs() < 0.1);
        let with_word =
            [row(0.0), vec![set("规章", 5.0, 20.0), set("文件", 45.0, 20.0), set("3", 90.0, 20.0)]];
        assert!((labels_end(&with_word, &xs) - 80.0).abs() < 0.1);
    }
}
