//! Intervals and limits of shares. Each formula names the paper it is from; the values in the tests were computed with
//! R 4 and statsmodels, not with this program.

use std::cmp::Ordering;

use statrs::distribution::{Binomial, Discrete, DiscreteCDF};

/// The normal quantile of a two-sided 95% interval.
const Z_95: f64 = 1.959_963_984_540_054;
/// Two intervals of this many standard errors to each side that do not overlap are what a test of the difference at 5% tells
/// apart: 1.96 / √2 where the standard errors are alike (Goldstein and Healy, "The graphical presentation of a collection of
/// means", JRSS A 158, 1995).
const Z_TOLD_APART: f64 = Z_95 / std::f64::consts::SQRT_2;

/// An interval, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Wilson's 95% interval of `part` in `whole`. Nothing is known of a share of none.
pub fn wilson_95(part: u64, whole: u64) -> Option<Interval> {
    wilson_of(part, whole, Z_95)
}

/// The ends of that interval, 0 and 1 where nothing is known.
pub fn wilson(part: u64, whole: u64) -> (f64, f64) {
    wilson_95(part, whole).map_or((0.0, 1.0), |interval| (interval.low, interval.high))
}

/// Wilson's interval at the level at which agencies are told apart; 1.96 / √2 standard errors to each side (Goldstein and Healy 1995).
pub fn wilson_told_apart(part: u64, whole: u64) -> Option<Interval> {
    wilson_of(part, whole, Z_TOLD_APART)
}

/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
fn wilson_of(part: u64, whole: u64, z: f64) -> Option<Interval> {
    if whole == 0 || part > whole {
        return None;
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let centre = p + z * z / (2.0 * n);
    let margin = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let low = if part == 0 { 0.0 } else { (centre - margin) / scale };
    let high = if part == whole { 1.0 } else { (centre + margin) / scale };
    Some(Interval { low, high })
}

/// The 95% interval of the difference of two shares, second less first: R. G. Newcombe, "Interval estimation for the
/// difference between independent proportions", Statistics in Medicine 17, 1998, method 10. The shares differ where 0
/// lies outside.
pub fn difference_95(first: (u64, u64), second: (u64, u64)) -> Option<Interval> {
    let (a, b) = (wilson_95(first.0, first.1)?, wilson_95(second.0, second.1)?);
    let (p, q) = (first.0 as f64 / first.1 as f64, second.0 as f64 / second.1 as f64);
    let change = q - p;
    Some(Interval {
        low: change - ((q - b.low).powi(2) + (a.high - p).powi(2)).sqrt(),
        high: change + ((b.high - q).powi(2) + (p - a.low).powi(2)).sqrt(),
    })
}

/// Where the share of an agency with `whole` cases would lie by chance alone if it were like its peers, whose share is
/// `target`: the exact binomial limits of D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
/// Statistics in Medicine 24, 2005, appendix A.1.1, with his interpolation. `outside` is the chance of lying outside on
/// both sides together: 0.05 or 0.002.
pub fn funnel(target: f64, whole: u64, outside: f64) -> Option<Interval> {
    if whole == 0 || !(0.0..=1.0).contains(&target) {
        return None;
    }
    let binomial = Binomial::new(target, whole).ok()?;
    let limit = |chance: f64| {
        let r = binomial.inverse_cdf(chance);
        let (at, mass) = (binomial.cdf(r), binomial.pmf(r));
        let inside = if mass > 0.0 { (at - chance) / mass } else { 0.0 };
        ((r as f64 - inside) / whole as f64).clamp(0.0, 1.0)
    };
    Some(Interval { low: limit(outside / 2.0), high: limit(1.0 - outside / 2.0) })
}

/// On which side of the limits of [`funnel`] `part` in `whole` lies: above (`Greater`), below (`Less`) or within (`Equal`). The same
/// answer without the limits: a share lies above the interpolated limit of a chance if the distribution up to it is more than that chance.
pub fn funnel_side(target: f64, part: u64, whole: u64, outside: f64) -> Option<Ordering> {
    if whole == 0 || part > whole || !(0.0..=1.0).contains(&target) {
        return None;
    }
    let up_to = Binomial::new(target, whole).ok()?.cdf(part);
    Some(match () {
        // No limit lies below 0, so none of all is not above it.
        () if part > 0 && up_to > 1.0 - outside / 2.0 => Ordering::Greater,
        () if up_to < outside / 2.0 => Ordering::Less,
        () => Ordering::Equal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(interval: Option<Interval>, low: f64, high: f64) {
        let got = interval.unwrap();
        assert!((got.low - low).abs() < 1e-9 && (got.high - high).abs() < 1e-9, "{got:?}");
    }

    /// statsmodels 0.14: `proportion_confint(12, 40, method="wilson")` and so on.
    #[test]
    fn wilson_intervals() {
        close(wilson_95(12, 40), 0.180_748_452_297, 0.454_300_188_181);
        close(wilson_95(0, 30), 0.0, 0.113_513_393_174);
        close(wilson_95(197, 1191), 0.145_388_269_708, 0.187_577_627_888);
        assert_eq!(wilson_95(0, 0), None);
        assert_eq!(wilson_95(3, 2), None);
    }

    /// statsmodels: `confint_proportions_2indep(45, 60, 20, 50, method="newcomb", compare="diff")`.
    #[test]
    fn differences() {
        close(difference_95((20, 50), (45, 60)), 0.165_452_932_537, 0.504_474_768_722);
        close(difference_95((5, 90), (5, 100)), -0.079_252_829_815, 0.063_808_254_783);
    }

    /// The side is that of the limits, for every share of many sizes.
    #[test]
    fn the_side_is_that_of_the_limits() {
        for target in [0.02, 0.3, 0.5, 0.77] {
            for whole in [1, 2, 7, 30, 41, 200, 1000] {
                for outside in [0.05, 0.002] {
                    let limits = funnel(target, whole, outside).unwrap();
                    for part in 0..=whole {
                        let share = part as f64 / whole as f64;
                        let side = match () {
                            () if share > limits.high => Ordering::Greater,
                            () if share < limits.low => Ordering::Less,
                            () => Ordering::Equal,
                        };
                        assert_eq!(
                            funnel_side(target, part, whole, outside),
                            Some(side),
                            "{part} of {whole}, {target}, {outside}: {limits:?}"
                        );
                    }
                }
            }
        }
    }

    /// scipy: `k = binom.ppf(a, n, p)`, less the interpolation, over n.
    #[test]
    fn funnel_limits() {
        close(funnel(0.3, 50, 0.05), 0.166_139_380_312, 0.420_135_886_717);
        close(funnel(0.3, 50, 0.002), 0.103_129_984_548, 0.499_069_588_548);
        close(funnel(0.436, 3486, 0.002), 0.409_958_356_612, 0.461_858_419_765);
        // The limit falls below 0, where no share can lie.
        close(funnel(0.05, 40, 0.05), 0.0, 0.116_857_522_854);
        assert!(funnel(0.0, 40, 0.05).is_some() && funnel(1.0, 40, 0.05).is_some());
    }
}
