//! The one rule on a lost digit, which every check keeps.
//!
//! A clerk may forget a digit, and a conversion, a font or a page that was cut may lose one: on the page the two cannot be told
//! apart. A wrong number of another origin is seldom such that one digit more in one figure makes all that is compared come out, so
//! where that is so, the finding may be ours.

use rust_decimal::Decimal;

use crate::audit::told::finding::plain;
use crate::audit::told::lang::Lang;

/// Whether a number is another one with a digit left out: 2 of 12, 0 of 10, 5 of 105.
pub(in crate::audit) fn is_short(printed: Decimal, whole: Decimal) -> bool {
    let (printed, whole) = (printed.normalize(), whole.normalize().to_string());
    let without = |at: usize| -> Option<Decimal> {
        let (before, behind) = (whole.get(..at)?, whole.get(at + 1..)?);
        let rest = format!("{before}{behind}");
        rest.starts_with(|c: char| c.is_ascii_digit()).then(|| rest.parse().ok()).flatten()
    };
    let mut digits = whole.char_indices().filter(|(_, c)| c.is_ascii_digit());
    digits.any(|(at, _)| without(at) == Some(printed))
}

/// A number that is compared.
#[derive(Debug, Clone, Copy)]
pub(in crate::audit) struct Term {
    pub(in crate::audit) number: Decimal,
    /// Whether something else bears it out, so that no digit of it was lost.
    pub(in crate::audit) is_firm: bool,
}

/// A number that may have lost a digit, and what it would be.
#[derive(Debug, Clone, Copy)]
pub(in crate::audit) struct Lost {
    pub(in crate::audit) printed: Decimal,
    pub(in crate::audit) whole: Decimal,
}

/// The number that with one digit more would make what stands on two sides come to the same. Nothing where one of them is not known.
pub(in crate::audit) fn lost(left: &[Option<Term>], right: &[Option<Term>]) -> Option<Lost> {
    let sum = |terms: &[Option<Term>]| {
        terms.iter().try_fold(Decimal::ZERO, |sum: Decimal, term| sum.checked_add((*term)?.number))
    };
    let lacks = sum(right)?.checked_sub(sum(left)?)?;
    let sides = left.iter().map(|term| (term, lacks)).chain(right.iter().map(|term| (term, -lacks)));
    let mut found = sides.filter_map(|(term, lacks)| {
        let term = (*term).filter(|term| !term.is_firm)?;
        let whole = term.number.checked_add(lacks)?;
        is_short(term.number, whole).then_some(Lost { printed: term.number, whole })
    });
    found.next()
}

/// All numbers that are short of a digit by this one, to be tried where what is compared is rounded.
pub(in crate::audit) fn wholes(printed: Decimal) -> impl Iterator<Item = Decimal> {
    let digits = printed.abs().to_string();
    let places = 0..=digits.len();
    places.flat_map(move |at| {
        let digits = digits.clone();
        ('0'..='9').filter_map(move |digit| {
            let (before, behind) = digits.split_at_checked(at)?;
            format!("{before}{digit}{behind}").parse::<Decimal>().ok()
        })
    })
}

impl Lost {
    /// The doubt as a sentence, where the number is none of the report that the finding is of.
    pub(in crate::audit) fn told(&self, lang: Lang) -> String {
        let (printed, whole) = (plain(self.printed), plain(self.whole));
        match lang {
            Lang::En => {
                format!(" It may have been misread: {printed} may have lost a digit, and {whole} fits.")
            }
            Lang::Zh => format!("可能是读取有误：{printed}可能丢失一位数字，{whole}相符。"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_is_short_by_one_digit() {
        let short = [("2", "12"), ("0", "10"), ("0", "100"), ("5", "105"), ("13", "123"), ("1.5", "12.5")];
        assert!(short.iter().all(|(printed, whole)| is_short(number(printed), number(whole))));
        let other = [("12", "2"), ("0", "5"), ("0", "11"), ("13", "124"), ("4", "102"), ("23", "23")];
        assert!(!other.iter().any(|(printed, whole)| is_short(number(printed), number(whole))));
    }

    #[test]
    fn one_digit_more_in_one_number_makes_both_sides_equal() {
        let terms = |numbers: &[i64]| -> Vec<Option<Term>> {
            numbers.iter().map(|&number| Some(Term { number: number.into(), is_firm: false })).collect()
        };
        let found = |left: &[i64], right: &[i64]| {
            lost(&terms(left), &terms(right)).map(|lost| (plain(lost.printed), plain(lost.whole)))
        };
        assert_eq!(found(&[23], &[12, 1]), Some(("1".to_string(), "11".to_string())));
        assert_eq!(found(&[0], &[10]), Some(("0".to_string(), "10".to_string())));
        assert_eq!(found(&[23], &[12, 10]), None);
        let firm = Term { number: Decimal::ZERO, is_firm: true };
        assert!(lost(&[Some(firm)], &[Some(Term { number: Decimal::TEN, ..firm })]).is_none());
    }
}
