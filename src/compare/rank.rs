//! Ranks that claim no more than the cases allow.

use super::indicator::Direction;
use crate::stats::Interval;

/// A share on fewer cases is shown, but not ranked.
pub const FEWEST_CASES: u64 = 30;

/// The place of an agency among its peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// One more than there are peers that are surely better. Agencies of which none is surely better than another share it.
    pub best: usize,
    /// The number of peers less those that are surely worse.
    pub worst: usize,
    /// How many are ranked.
    pub of: usize,
}

/// Ranks by intervals: one is surely better than another where their intervals (of
/// [`wilson_told_apart`](crate::stats::wilson_told_apart)) do not overlap.
pub(super) fn rank(intervals: &[Interval], direction: Direction) -> Vec<Rank> {
    let of = intervals.len();
    let sorted = |end: fn(&Interval) -> f64| {
        let mut ends: Vec<f64> = intervals.iter().map(end).collect();
        ends.sort_by(f64::total_cmp);
        ends
    };
    let (lows, highs) = (sorted(|interval| interval.low), sorted(|interval| interval.high));
    let one = |interval: &Interval| {
        let above = of - lows.partition_point(|&low| low <= interval.high);
        let below = highs.partition_point(|&high| high < interval.low);
        let (better, worse) = if direction == Direction::Lower { (below, above) } else { (above, below) };
        Rank { best: 1 + better, worst: of - worse, of }
    };
    intervals.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::wilson_told_apart;

    #[test]
    fn those_that_cannot_be_told_apart_share_a_rank() {
        // 45 of 60, 42 of 60 and 20 of 60: the first two differ by less than chance, the third by more.
        let intervals: Vec<_> =
            [45, 42, 20].iter().map(|&part| wilson_told_apart(part, 60).unwrap()).collect();
        let ranks = rank(&intervals, Direction::Higher);
        assert_eq!(ranks[0], Rank { best: 1, worst: 2, of: 3 });
        assert_eq!(ranks[1], Rank { best: 1, worst: 2, of: 3 });
        assert_eq!(ranks[2], Rank { best: 3, worst: 3, of: 3 });
        let ranks = rank(&intervals, Direction::Lower);
        assert_eq!((ranks[0].best, ranks[2].best), (2, 1));
        assert!(rank(&[], Direction::Higher).is_empty());
    }
}
