//! Slips of the pen, by which a number would have come from another one.

use rust_decimal::Decimal;

use super::one_digit::is_short;

/// How a number would have come from another by a slip of the pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Slip {
    /// One digit is another.
    OtherDigit,
    /// One digit is missing.
    DigitMissing,
    /// One digit is too many.
    DigitExtra,
    /// Two digits beside each other changed places.
    Swapped,
    /// The number with the other sign.
    OtherSign,
}

/// The slip that leads from the number that would fit to the one printed, if it is one.
pub(in crate::audit) fn slip(printed: Decimal, fitting: Decimal) -> Option<Slip> {
    if printed == -fitting && !fitting.is_zero() {
        return Some(Slip::OtherSign);
    }
    if is_short(printed, fitting) {
        return Some(Slip::DigitMissing);
    }
    let (printed, fitting) = (printed.normalize().to_string(), fitting.normalize().to_string());
    let (printed, fitting) = (printed.as_bytes(), fitting.as_bytes());
    let common = printed.iter().zip(fitting).take_while(|(a, b)| a == b).count();
    let (a, b) = (printed.get(common..)?, fitting.get(common..)?);
    // A single digit for another single digit is no likelier than any other number.
    match (a, b) {
        ([x, y, rest @ ..], [u, v, other @ ..]) if x == v && y == u && rest == other => Some(Slip::Swapped),
        ([_, rest @ ..], [_, other @ ..]) if rest == other && printed.len() > 1 => Some(Slip::OtherDigit),
        ([_, rest @ ..], other) if rest == other && !fitting.is_empty() => Some(Slip::DigitExtra),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_by_one_step() {
        let slip = |a: i64, b: i64| slip(Decimal::from(a), Decimal::from(b));
        assert_eq!(slip(6800, 6802), Some(Slip::OtherDigit));
        assert_eq!(slip(12, 123), Some(Slip::DigitMissing));
        assert_eq!(slip(1123, 123), Some(Slip::DigitExtra));
        assert_eq!(slip(132, 123), Some(Slip::Swapped));
        assert_eq!(slip(-22, 22), Some(Slip::OtherSign));
        assert_eq!(slip(1, 2), None);
        assert_eq!(slip(100, 245), None);
    }
}
