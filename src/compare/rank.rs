//! Ranks that claim no more than the cases allow.

use super::indicator::Direction;
use crate::stats::{self, Interval};

/// A share on fewer cases is shown, but not ranked.
pub const FEWEST_CASES: u64 = 30;

/// The chance that any of the ranks of one list does not hold.
const CHANCE: f64 = 0.05;

/// The place of an agency among its peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// One more than there are peers that are surely better.
    pub best: usize,
    /// The number of peers less those that are surely worse.
    pub worst: usize,
    /// How many are ranked.
    pub of: usize,
}

/// Ranks of shares, given as part and whole. One is surely better than another where their exact intervals do not overlap. The
/// intervals are so wide that all of them together hold with 95% confidence, so all ranks of the list hold together: M. Klein,
/// T. Wright and J. Wieczorek, "A joint confidence region for an overall ranking of populations", JRSS C 69, 2020. Two that
/// cannot be told apart have ranks that overlap.
pub(super) fn rank(cases: &[(u64, u64)], direction: Direction) -> Vec<Rank> {
    let of = cases.len();
    // 1 - 0.95^(1/of), also where `of` is large.
    let outside = -((-CHANCE).ln_1p() / of.max(1) as f64).exp_m1();
    let nothing = Interval { low: 0.0, high: 1.0 };
    let intervals: Vec<Interval> =
        cases.iter().map(|&(part, all)| stats::exact(part, all, outside).unwrap_or(nothing)).collect();
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

    /// scipy: the exact intervals of 45, 42 and 20 of 60 at 0.95^(1/3) are 0.594–0.870, 0.540–0.831 and 0.196–0.495.
    #[test]
    fn those_that_cannot_be_told_apart_share_a_rank() {
        let cases = [(45, 60), (42, 60), (20, 60)];
        let ranks = rank(&cases, Direction::Higher);
        assert_eq!(ranks[0], Rank { best: 1, worst: 2, of: 3 });
        assert_eq!(ranks[1], Rank { best: 1, worst: 2, of: 3 });
        assert_eq!(ranks[2], Rank { best: 3, worst: 3, of: 3 });
        let ranks = rank(&cases, Direction::Lower);
        assert_eq!((ranks[0].best, ranks[2].best), (2, 1));
        assert!(rank(&[], Direction::Higher).is_empty());
    }

    /// Drawn with Python's `random.Random(7)`: a hundred times, how many of 100 numbers are below 0.4. scipy: the highest lower end of
    /// the exact intervals at 0.95^(1/100) is 0.346, the lowest upper end 0.433.
    #[test]
    fn a_hundred_agencies_of_one_true_rate_share_the_first_rank() {
        let cases: Vec<(u64, u64)> = DRAWN.iter().map(|&part| (part, 100)).collect();
        let ranks = rank(&cases, Direction::Higher);
        assert!(ranks.iter().all(|rank| *rank == Rank { best: 1, worst: 100, of: 100 }));
    }

    const DRAWN: [u64; 100] = [
        43, 50, 32, 47, 43, 43, 45, 49, 49, 39, 44, 39, 45, 34, 40, 32, 37, 43, 46, 39, 37, 34, 51, 48, 45,
        39, 46, 43, 42, 44, 42, 37, 40, 46, 32, 40, 37, 39, 42, 34, 52, 43, 39, 48, 46, 38, 36, 44, 37, 34,
        40, 45, 37, 51, 39, 37, 42, 47, 42, 36, 36, 39, 40, 45, 38, 36, 48, 45, 36, 40, 39, 37, 51, 39, 42,
        39, 36, 36, 42, 41, 35, 41, 35, 38, 48, 35, 34, 40, 34, 43, 26, 41, 41, 36, 39, 36, 44, 37, 32, 33,
    ];
}
