//! Rulings made clean: what was drawn as dots, dashes, doubled or slightly off lines becomes one line each.
//!
//! Between `ink` and `lattice`. Works on one axis at a time and sorts once: no ruling is compared with all others.

use crate::document::pdf::painted::ink::Ruling;

/// Strokes of one line may lie this far apart across it, in points: rounding of producers.
const JITTER: f32 = 0.8;

/// Lines nearer than this are one border, in points: double lines, and the two borders of cells set 2 px apart. Rows of
/// text are at least 7 points high.
pub(super) const SNAP: f32 = 3.2;

/// How wide a border may be in all, in points: the borders of neighbouring cells and of a cell that spans both.
const MAX_BORDER: f32 = 6.0;

/// Pieces of a line further apart than this are not one piece, in points: dashes leave up to 3.
const GAP: f32 = 3.2;

/// The widest gap that dashes leave, in points, if they leave the same again and again.
const DASH_GAP: f32 = 12.0;

/// Dashes are at least as long as this part of their gaps, and at most so many times as long.
const DASH: std::ops::RangeInclusive<f32> = 0.3..=4.0;

/// Gaps that differ by less than this part are the same.
const SAME_GAP: f32 = 0.25;

/// Lines shorter than this rule nothing, in points: dots, ticks, strokes of letters.
const MIN_LENGTH: f32 = 5.0;

/// A line across or down the page, in pieces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::document::pdf) struct Line {
    /// Its place on the other axis.
    pub(in crate::document::pdf) at: f32,
    /// Where its pieces begin and end, in order, apart from one another.
    pub(in crate::document::pdf) pieces: Vec<(f32, f32)>,
}

impl Line {
    /// The index of the piece that covers a place, give or take `slack`.
    pub(super) fn piece_at(&self, place: f32, slack: f32) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.0 <= place + slack);
        let index = after.checked_sub(1)?;
        self.pieces.get(index).filter(|piece| piece.1 >= place - slack).map(|_| index)
    }

    /// Whether it runs along most of a stretch: its middle half.
    pub(super) fn covers(&self, from: f32, to: f32) -> bool {
        let quarter = (to - from) / 4.0;
        self.piece_at((from + to) / 2.0, 0.0)
            .and_then(|index| self.pieces.get(index))
            .is_some_and(|piece| piece.0 <= from + quarter && piece.1 >= to - quarter)
    }
}

/// Joins the rulings of one axis to lines, in order of their place.
pub(super) fn lines(rulings: &[Ruling], across: bool) -> Vec<Line> {
    let mut strokes: Vec<(f32, f32, f32)> = rulings
        .iter()
        .filter(|ruling| ruling.across == across)
        .map(|ruling| (ruling.at, ruling.from, ruling.to))
        .collect();
    let mut long = gather(&mut strokes, JITTER, SNAP);
    for line in &mut long {
        line.pieces.retain(|(from, to)| to - from >= MIN_LENGTH);
    }
    long.retain(|line| !line.pieces.is_empty());
    long
}

/// Joins lines of one table that are one border. Lines of different tables must not be: their columns may stand a
/// little aside from one another.
pub(super) fn borders(lines: &[Line]) -> Vec<Line> {
    let pieces = |line: &Line| line.pieces.iter().map(|&(from, to)| (line.at, from, to)).collect::<Vec<_>>();
    let mut strokes: Vec<(f32, f32, f32)> = lines.iter().flat_map(pieces).collect();
    gather(&mut strokes, SNAP, MAX_BORDER)
}

/// Puts strokes (place, from, to) on one line that each lie within `reach` of the one before and within `most` of the
/// first.
fn gather(strokes: &mut [(f32, f32, f32)], reach: f32, most: f32) -> Vec<Line> {
    strokes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lines = Vec::new();
    let mut rest: &mut [(f32, f32, f32)] = strokes;
    while let Some(first) = rest.first() {
        let limit = first.0 + most;
        let near = |pair: &[(f32, f32, f32)]| match pair {
            [before, after] => after.0 - before.0 <= reach && after.0 <= limit,
            _ => false,
        };
        let count = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (group, others) = rest.split_at_mut(count);
        lines.push(line(group));
        rest = others;
    }
    lines
}

/// One line of strokes that lie together: placed where most of its length lies, its pieces joined.
fn line(group: &mut [(f32, f32, f32)]) -> Line {
    let weight = |&(_, from, to): &(f32, f32, f32)| f64::from((to - from).max(0.01));
    let length: f64 = group.iter().map(weight).sum();
    let at = group.iter().map(|stroke| f64::from(stroke.0) * weight(stroke)).sum::<f64>() / length;
    group.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut pieces: Vec<(f32, f32)> = Vec::new();
    for &(_, from, to) in group.iter() {
        match pieces.last_mut() {
            Some(last) if from <= last.1 + GAP => last.1 = last.1.max(to),
            _ => pieces.push((from, to)),
        }
    }
    Line { at: at as f32, pieces: without_dashes(pieces) }
}

/// Joins pieces that follow one another at one distance, and so are dashes of one line.
fn without_dashes(pieces: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    // A gap is one between dashes if the dash on one of its sides has the same gap on its other side.
    let around = |triple: &[(f32, f32)]| match triple {
        [before, dash, after] => {
            let (left, right, length) = (dash.0 - before.1, after.0 - dash.1, dash.1 - dash.0);
            left.max(right) <= DASH_GAP
                && (left - right).abs() <= SAME_GAP * left.max(right)
                && DASH.contains(&(length / left.max(right)))
        }
        _ => false,
    };
    let dashes: Vec<bool> = pieces.windows(3).map(around).collect();
    let is_dash = |index: usize| index.checked_sub(1).is_some_and(|at| dashes.get(at) == Some(&true));
    let mut joined: Vec<(f32, f32)> = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        match joined.last_mut() {
            Some(last) if is_dash(index) || index.checked_sub(1).is_some_and(is_dash) => last.1 = piece.1,
            _ => joined.push(piece),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { across: true, at, from, to, order: 0, white: false }
    }

    #[test]
    fn dashes_double_lines_and_overlaps_become_one_line() {
        let mut rulings: Vec<Ruling> =
            (0..30).map(|dash| ruling(10.0, dash as f32 * 4.0, dash as f32 * 4.0 + 2.0)).collect();
        rulings.push(ruling(12.0, 0.0, 118.0));
        rulings.push(ruling(60.0, 0.0, 50.0));
        rulings.push(ruling(60.2, 49.0, 118.0));
        let lines = borders(&lines(&rulings, true));
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].pieces, [(0.0, 118.0)]);
        assert_eq!(lines[1].pieces, [(0.0, 118.0)]);
    }

    #[test]
    fn dashes_far_apart_are_one_line_if_they_are_many() {
        let dash = |at: f32, count: usize| {
            (0..count).map(move |index| ruling(at, index as f32 * 8.0, index as f32 * 8.0 + 4.0))
        };
        let found = lines(&dash(10.0, 12).collect::<Vec<_>>(), true);
        assert_eq!(found[0].pieces, [(0.0, 92.0)]);
        let apart = [ruling(10.0, 0.0, 60.0), ruling(10.0, 68.0, 128.0), ruling(10.0, 136.0, 196.0)];
        assert_eq!(lines(&apart, true)[0].pieces.len(), 3, "borders of tables side by side");
    }

    #[test]
    fn single_dots_are_no_lines() {
        assert!(lines(&[ruling(10.0, 4.0, 5.0), ruling(10.0, 40.0, 41.0)], true).is_empty());
    }

    #[test]
    fn a_line_covers_what_it_runs_along() {
        let line = Line { at: 0.0, pieces: vec![(0.0, 50.0), (80.0, 120.0)] };
        assert!(line.covers(2.0, 48.0) && line.covers(85.0, 121.0));
        assert!(!line.covers(50.0, 80.0) && !line.covers(20.0, 110.0));
    }
}
