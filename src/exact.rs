//! Arithmetic of decimals of any size. The operators of the type panic where a result does not fit, and a dataset that another tool
//! filled may hold numbers of 29 digits; so where outside numbers meet, these or the `checked_` methods stand instead, and
//! clippy is told to watch (`clippy.toml`).

use rust_decimal::Decimal;

/// The sum of numbers; nothing where it does not fit.
pub(crate) fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// How far two numbers are apart, or the largest number where that does not fit: it is only compared.
pub(crate) fn apart(one: Decimal, other: Decimal) -> Decimal {
    one.saturating_sub(other).abs()
}

/// Twice a number, or the largest one where that does not fit: it is only compared.
pub(crate) fn twice(number: Decimal) -> Decimal {
    number.saturating_add(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_numbers_end_in_no_panic() {
        assert_eq!(sum([Decimal::ONE, Decimal::TWO]), Some(Decimal::from(3)));
        assert_eq!(sum([Decimal::MAX, Decimal::ONE]), None);
        assert_eq!(sum([Decimal::MIN, Decimal::NEGATIVE_ONE]), None);
        assert_eq!(apart(Decimal::MAX, Decimal::MIN), Decimal::MAX);
        assert_eq!(apart(Decimal::ONE, Decimal::TEN), Decimal::from(9));
        assert_eq!((twice(Decimal::MAX), twice(Decimal::MIN)), (Decimal::MAX, Decimal::MIN));
    }
}
