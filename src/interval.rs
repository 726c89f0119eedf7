//! How sure a share is.

/// The normal quantile of a 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95% interval of a share (E. B. Wilson 1927), which holds also for few cases and for shares near 0 and 1.
/// Nothing is known of a share of none: 0 to 1.
pub fn wilson(part: u64, whole: u64) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let centre = p + Z * Z / (2.0 * n);
    let margin = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let low = if part == 0 { 0.0 } else { ((centre - margin) / scale).max(0.0) };
    let high = if part == whole { 1.0 } else { ((centre + margin) / scale).min(1.0) };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_literature() {
        // statsmodels: proportion_confint(15, 20, method="wilson").
        let (low, high) = wilson(15, 20);
        assert!((low - 0.531_299).abs() < 1e-5 && (high - 0.888_138).abs() < 1e-5, "{low} {high}");
        // All of ten: the lower end is n / (n + z²).
        let (low, high) = wilson(10, 10);
        assert!((low - 10.0 / (10.0 + Z * Z)).abs() < 1e-12 && high == 1.0);
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
