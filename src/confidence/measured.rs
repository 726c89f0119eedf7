//! What was measured: how often figures with the same evidence were right, and the level that follows.
//!
//! The counts stand in `data/confidence.csv`, written by `scripts/calibrate.py`, which reads documents whose figures are
//! known because they were drawn first.

use std::sync::LazyLock;

use crate::evidence::Evidence;
use crate::report::Confidence;
use crate::stats::wilson;

const TABLE: &str = include_str!("../../data/confidence.csv");

/// The promise of `high`: at most one wrong value in 100,000. What is compared with it is the lower end of Wilson's 95%
/// interval, so a class has to be seen some 384,000 times without a fault to be `high`.
pub const PROMISE: f64 = 1.0 - 1e-5;
/// Of a class that is `medium` at least so many are right.
pub const MEDIUM: f64 = 0.97;

/// How often figures of one class were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measured {
    /// As printed.
    pub right: u64,
    /// Otherwise, or not printed at all.
    pub wrong: u64,
}

impl Measured {
    /// The level that the counts allow: `high` has to be proved, `medium` has to be disproved.
    pub fn level(self) -> Confidence {
        let (lower, upper) = wilson(self.right, self.right + self.wrong);
        match () {
            () if lower >= PROMISE => Confidence::High,
            () if upper >= MEDIUM => Confidence::Medium,
            () => Confidence::Low,
        }
    }
}

/// The level measured for some evidence; `medium` where it never occurred.
pub fn level(evidence: Evidence) -> Confidence {
    static LEVELS: LazyLock<Vec<(u32, Confidence)>> = LazyLock::new(|| {
        let mut levels: Vec<_> =
            table().map(|(evidence, measured)| (evidence.packed(), measured.level())).collect();
        levels.sort_unstable_by_key(|(class, _)| *class);
        levels
    });
    let found = LEVELS.binary_search_by_key(&evidence.packed(), |(class, _)| *class);
    found.ok().and_then(|at| LEVELS.get(at)).map_or(Confidence::Medium, |(_, level)| *level)
}

/// All classes that occurred, with their counts. A line that cannot be read is left out: its class then never occurred.
pub fn table() -> impl Iterator<Item = (Evidence, Measured)> {
    TABLE.lines().filter_map(|line| {
        let mut cells = line.split(',');
        let evidence = cells.next()?.parse().ok()?;
        let mut count = || cells.next()?.parse().ok();
        Some((evidence, Measured { right: count()?, wrong: count()? }))
    })
}

/// What was measured of all figures of each level, best first.
pub fn by_level() -> [(Confidence, Measured); 3] {
    Confidence::ALL.map(|wanted| {
        let of_level = table().filter(|(evidence, _)| evidence.at_most().min(level(*evidence)) == wanted);
        let sum = of_level.fold(Measured::default(), |sum, (_, class)| Measured {
            right: sum.right + class.right,
            wrong: sum.wrong + class.wrong,
        });
        (wanted, sum)
    })
}

/// How many printed figures were not found: they have no level. The head of the table tells.
pub fn not_found() -> u64 {
    let head = TABLE.lines().next().unwrap_or_default();
    let before = head.split(" printed figures were not found").next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_has_to_be_proved() {
        assert_eq!(Measured { right: 384_200, wrong: 0 }.level(), Confidence::High);
        assert_eq!(Measured { right: 300_000, wrong: 0 }.level(), Confidence::Medium);
        assert_eq!(Measured { right: 999_990, wrong: 10 }.level(), Confidence::Medium);
        assert_eq!(Measured { right: 0, wrong: 0 }.level(), Confidence::Medium);
        assert_eq!(Measured { right: 90, wrong: 10 }.level(), Confidence::Low);
    }

    /// Every line can be read, and no level claims more than its line shows.
    #[test]
    fn no_level_claims_more_than_was_measured() {
        let lines = TABLE.lines().filter(|line| line.contains('/') && !line.starts_with('#')).count();
        let mut highs = 0;
        for (evidence, measured) in table() {
            let level = evidence.at_most().min(level(evidence));
            let (lower, _) = wilson(measured.right, measured.right + measured.wrong);
            if level == Confidence::High {
                highs += 1;
                assert!(lower >= PROMISE, "{evidence}: {measured:?}");
            }
        }
        assert!(highs > 0 && table().count() == lines);
        let figures = by_level().map(|(_, of)| of.right + of.wrong);
        let all: u64 = table().map(|(_, of)| of.right + of.wrong).sum();
        assert!(figures.iter().sum::<u64>() == all && not_found() > 0);
    }
}
