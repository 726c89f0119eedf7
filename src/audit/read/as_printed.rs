//! How a sentence prints a number: the noughts before its digits and behind its point, which a value has not.

use rust_decimal::Decimal;

/// A percentage with the noughts it ends in where its sentence prints them: 38.0% says more than 38%.
pub(super) fn as_fine_as_printed(value: Decimal, sentence: &str) -> Decimal {
    let written = value.normalize().to_string();
    let behind = |(at, _): (usize, &str)| {
        let before = sentence.get(..at)?.chars().next_back();
        let rest = sentence.get(at + written.len()..)?;
        let number = rest.split(['%', '％']).next().filter(|number| number.len() < rest.len())?;
        let decimals = if written.contains('.') { number } else { number.strip_prefix('.')? };
        let noughts = !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
        let whole = before.is_none_or(|c| !c.is_ascii_digit() && c != '.');
        (noughts && whole).then_some(decimals.len())
    };
    let mut value = value.normalize();
    if let Some(more) = sentence.match_indices(written.as_str()).find_map(behind) {
        value.rescale(value.scale() + u32::try_from(more).unwrap_or_default());
    }
    value
}

/// Whether a sentence prints a number with a nought before its digits, and nowhere without.
pub(super) fn is_printed_with_nought(value: Decimal, sentence: &str) -> bool {
    let digits = value.normalize().to_string();
    let mut with_nought = false;
    for (at, _) in sentence.match_indices(digits.as_str()) {
        let before = sentence.get(..at).unwrap_or_default();
        let behind = sentence.get(at + digits.len()..).unwrap_or_default();
        let head = before.trim_end_matches('0');
        // 1,093 and 2093 are other numbers.
        let is_other = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        if behind.starts_with(|c: char| c.is_ascii_digit()) || head.ends_with(is_other) {
            continue;
        }
        if head.len() == before.len() {
            return false;
        }
        with_nought = true;
    }
    with_nought && !value.is_zero()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_nought_before_it_is_told_from_one_within_another() {
        let is = |value: &str, sentence: &str| is_printed_with_nought(value.parse().unwrap(), sentence);
        assert!(is("93", "较上年的093条下降28.1%。"));
        assert!(!is("93", "较上年的93条下降28.1%。"));
        assert!(!is("93", "上年的093条，本年93条。"));
        assert!(!is("93", "上年的1,093条、2093条。"));
        assert!(!is("0", "收到00件。"));
    }

    #[test]
    fn a_percentage_is_as_fine_as_its_sentence_prints_it() {
        let scale =
            |value: &str, sentence: &str| as_fine_as_printed(value.parse().unwrap(), sentence).scale();
        assert_eq!(scale("38", "新收118件，同比下降38.0%。"), 1);
        assert_eq!(scale("38", "同比下降38%，另有38.0件。"), 0);
        assert_eq!(scale("36.5", "同比增长36.50%。"), 2);
        assert_eq!(scale("6.5", "同比增长36.50%。"), 1);
        assert_eq!(scale("21.2", "占21.2%。"), 1);
    }
}
