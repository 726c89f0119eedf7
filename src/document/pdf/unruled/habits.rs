//! How the labels of a table without rulings are set: numbered or not, how far apart their lines, one line each or several.
//!
//! Helps `rows`.

use super::rows::{Line, Values};
use super::stack::is_title_text;

/// Lines of one label follow one another within this many times their size.
const LEADING: f32 = 1.9;

/// The same where all lines of labels stand further apart; those that stand still further apart are rows.
const MAX_LEADING: f32 = 2.2;

/// How the labels of a table are set.
#[derive(Clone, Copy)]
pub(super) struct Habits {
    /// Most of them begin with a number.
    pub(in crate::document::pdf) numbered: bool,
    /// How far apart lines of one label stand, in sizes of their type.
    pub(in crate::document::pdf) leading: f32,
    /// Each has one line: all stand one step apart, and figures beside them.
    pub(in crate::document::pdf) single: bool,
}

/// Steps between lines, and lines side by side, differ by no more than this, as a part of their size.
const SAME_STEP: f32 = 0.12;

/// The part of the steps and of the figures that tell it.
const MOST: f32 = 0.75;

/// Whether labels without numbers have one line each.
fn are_single(values: &[Values], leaves: &[Line], steps: &[f32]) -> bool {
    let Some(&step) = steps.first().filter(|step| **step > 0.0) else { return false };
    let is_whole = |other: &f32| {
        let count = (other / step).round();
        (other - count * step).abs() <= SAME_STEP * count
    };
    let beside = |values: &Values| {
        let middle = values.area.centre().1;
        leaves.iter().any(|line| (line.middle() - middle).abs() <= SAME_STEP * line.size())
    };
    let figures = || values.iter().filter(|values| values.chunks.iter().any(|chunk| chunk.figure));
    let most = |all: usize, fitting: usize| all > 0 && fitting as f32 >= MOST * all as f32;
    most(steps.len(), steps.iter().filter(|step| is_whole(step)).count())
        && most(figures().count(), figures().filter(|values| beside(values)).count())
}

impl Habits {
    pub(super) fn of(leaves: &[Line], values: &[Values]) -> Habits {
        let mut steps: Vec<f32> = leaves
            .windows(2)
            .filter_map(|pair| match pair {
                [above, below] => Some((below.middle() - above.middle()) / below.size()),
                _ => None,
            })
            .collect();
        steps.sort_by(f32::total_cmp);
        let tight = steps.get(steps.len() / 10).copied().unwrap_or_default();
        let labels = || leaves.iter().filter(|line| !is_title_text(&line.text));
        let numbered = labels().filter(|line| line.numbered).count() * 8 >= labels().count();
        let single = !numbered && are_single(values, leaves, &steps);
        Habits { numbered, leading: LEADING.max((1.15 * tight).min(MAX_LEADING)), single }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::geometry::Area;
    use crate::document::pdf::sheet::chunk::Chunk;

    fn chunk(y: f32, figure: bool) -> Chunk {
        Chunk { glyphs: Vec::new(), area: Area::new(0.0, y - 5.0, 40.0, y + 5.0), figure, carried: 0.0 }
    }

    fn habits(labels: &[f32], figures: &[f32]) -> Habits {
        let label = |y: &f32| Line {
            chunks: vec![chunk(*y, false)],
            area: chunk(*y, false).area,
            text: "结果维持".to_string(),
            numbered: false,
        };
        let values =
            |y: &f32| Values { area: chunk(*y, true).area, chunks: vec![chunk(*y, true)], last: Vec::new() };
        let leaves: Vec<Line> = labels.iter().map(label).collect();
        Habits::of(&leaves, &figures.iter().map(values).collect::<Vec<_>>())
    }

    #[test]
    fn labels_one_step_apart_beside_their_figures_have_one_line_each() {
        assert!(habits(&[10.0, 25.0, 40.0, 70.0], &[25.0, 70.0]).single);
        assert!(!habits(&[10.0, 25.0, 40.0], &[17.5]).single, "the figure stands between two lines");
        assert!(!habits(&[10.0, 22.0, 40.0, 52.0], &[10.0]).single, "labels of two lines");
        assert!(!habits(&[10.0, 25.0], &[]).single, "nothing beside them");
    }
}
