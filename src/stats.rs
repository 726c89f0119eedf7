//! Intervals and limits of shares. Each formula names the paper it is from; the values in the tests were computed with
//! scipy and statsmodels, not with this program.

use std::cmp::Ordering;

use statrs::distribution::{Binomial, ContinuousCDF, Discrete, DiscreteCDF, Normal};
use statrs::function::beta::{beta_reg, ln_beta};

/// The normal quantile of a two-sided 95% interval.
const Z_95: f64 = 1.959_963_984_540_054;

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

/// The exact interval of `part` in `whole` outside of which the share lies with a chance of at most `outside`: C. J. Clopper and
/// E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934.
pub fn exact(part: u64, whole: u64, outside: f64) -> Option<Interval> {
    if whole == 0 || part > whole || !(outside > 0.0 && outside < 1.0) {
        return None;
    }
    let chance = outside / 2.0;
    let z = -Normal::standard().inverse_cdf(chance);
    let low =
        |part: u64| exact_low(part, whole, chance, wilson_of(part, whole, z).map_or(0.0, |near| near.low));
    Some(Interval { low: low(part), high: 1.0 - low(whole - part) })
}

/// The share at which `part` or more in `whole` have a certain chance. The logarithm of the chance is concave in the logit of the
/// share, so Newton's steps reach it from anywhere; from `near` in few.
fn exact_low(part: u64, whole: u64, chance: f64, near: f64) -> f64 {
    const STEPS: usize = 60;
    if part == 0 {
        return 0.0;
    }
    let (a, b) = (part as f64, (whole - part + 1) as f64);
    let scale = ln_beta(a, b);
    let mut share = if near > 0.0 && near < 1.0 { near } else { a / (a + b) };
    for _ in 0..STEPS {
        let at = beta_reg(a, b, share);
        let slope = (a * share.ln() + b * (-share).ln_1p() - scale).exp() / at;
        let step = (at / chance).ln() / slope;
        let odds = share / (1.0 - share) * (-step).exp();
        if !odds.is_finite() {
            break;
        }
        share = odds / (1.0 + odds);
        if step.abs() < 1e-11 {
            break;
        }
    }
    share
}

/// Where the share of an agency with `whole` cases would lie by chance alone if it were like its peers, whose share is
/// `target`: the exact binomial limits of D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
/// Statistics in Medicine 24, 2005, appendix A.1.1. `outside` is the chance of lying outside on both sides together: 0.05 or
/// 0.002; on either side it is at most half of that. Between two numbers of cases the chance of so many or more (or fewer) is
/// interpolated, so that what [`funnel_side`] calls outside lies outside, and nothing else.
pub fn funnel(target: f64, whole: u64, outside: f64) -> Option<Interval> {
    if whole == 0 || !(0.0..=1.0).contains(&target) {
        return None;
    }
    let low = |target: f64| -> Option<f64> {
        let binomial = Binomial::new(target, whole).ok()?;
        let chance = outside / 2.0;
        let r = binomial.inverse_cdf(chance);
        let (at, mass) = (binomial.cdf(r), binomial.pmf(r));
        let inside = if mass > 0.0 { (at - chance) / mass } else { 0.0 };
        Some(((r as f64 - inside) / whole as f64).clamp(0.0, 1.0))
    };
    Some(Interval { low: low(target)?, high: 1.0 - low(1.0 - target)? })
}

/// On which side of what chance alone would give `part` in `whole` lies: above (`Greater`) if so many or more have a chance of at most
/// half of `outside`, below (`Less`) if so many or fewer have, else within (`Equal`).
pub fn funnel_side(target: f64, part: u64, whole: u64, outside: f64) -> Option<Ordering> {
    if whole == 0 || part > whole || !(0.0..=1.0).contains(&target) {
        return None;
    }
    let binomial = Binomial::new(target, whole).ok()?;
    Some(match () {
        () if part > 0 && binomial.sf(part - 1) <= outside / 2.0 => Ordering::Greater,
        () if binomial.cdf(part) <= outside / 2.0 => Ordering::Less,
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

    /// scipy: `beta.ppf(outside / 2, k, n - k + 1)`, `beta.isf(outside / 2, k + 1, n - k)`.
    #[test]
    fn exact_intervals() {
        close(exact(12, 40, 0.05), 0.165_627_204_393, 0.465_316_285_254);
        close(exact(0, 30, 0.05), 0.0, 0.115_703_308_222);
        close(exact(30, 30, 0.05), 0.884_296_691_778, 1.0);
        close(exact(1500, 100_000, 5e-7), 0.013_145_765_917, 0.017_021_428_777);
        close(exact(3, 100_000, 1e-5), 0.000_000_313_167, 0.000_194_784_158);
        let one = exact(1, 30, 1e-6).unwrap();
        assert!((one.low / 1.666_667_069_444_576e-8 - 1.0).abs() < 1e-9, "{one:?}");
        assert!((one.high - 0.446_315_476_711).abs() < 1e-9, "{one:?}");
        assert_eq!((exact(0, 0, 0.05), exact(3, 2, 0.05)), (None, None));
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

    /// scipy: the least `x` with `binom.sf(x - 1, n, p) <= outside / 2`, the greatest with `binom.cdf(x, n, p) <= outside / 2`.
    #[test]
    fn the_first_numbers_of_cases_outside() {
        let ends = |target, whole, outside| {
            let side = |side| move |&part: &u64| funnel_side(target, part, whole, outside) == Some(side);
            ((0..=whole).rfind(side(Ordering::Less)), (0..=whole).find(side(Ordering::Greater)))
        };
        assert_eq!(ends(0.3, 50, 0.05), (Some(8), Some(23)));
        assert_eq!(ends(0.3, 50, 0.002), (Some(5), Some(26)));
        assert_eq!(ends(0.3, 30, 0.05), (Some(3), Some(15)));
        assert_eq!(ends(0.32, 30, 0.002), (Some(1), Some(19)));
        assert_eq!(ends(0.05, 40, 0.05), (None, Some(6)));
        assert_eq!(ends(0.02, 200, 0.05), (Some(0), Some(9)));
        assert_eq!(ends(0.98, 200, 0.002), (Some(188), None));
        assert_eq!(ends(0.436, 3486, 0.002), (Some(1429), Some(1612)));
        // One of one is no more than chance would give where a third of all is so.
        assert_eq!(funnel_side(0.32, 1, 1, 0.002), Some(Ordering::Equal));
    }

    /// scipy: the tail chances at the last number within and the first outside, interpolated, over n.
    #[test]
    fn funnel_limits() {
        close(funnel(0.3, 50, 0.05), 0.166_139_380_312, 0.440_135_886_717);
        close(funnel(0.3, 50, 0.002), 0.103_129_984_548, 0.519_069_588_548);
        close(funnel(0.436, 3486, 0.002), 0.409_958_356_612, 0.462_145_281_497);
        // The limit falls below 0, where no share can lie.
        close(funnel(0.05, 40, 0.05), 0.0, 0.141_857_522_854);
        assert!(funnel(0.0, 40, 0.05).is_some() && funnel(1.0, 40, 0.05).is_some());
    }
}
