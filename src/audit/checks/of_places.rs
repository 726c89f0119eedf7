//! Where the numbers of a sentence stand in it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::audit::read::prose::Stated;

/// 2.2万人: how sentences shorten large numbers.
const SHORTENED: [(&str, i64); 2] = [("万", 10_000), ("亿", 100_000_000)];

/// A number and its place in the sentence.
#[derive(Debug, Clone)]
pub(super) struct Placed<'s> {
    pub(super) number: &'s Stated,
    pub(super) at: Range<usize>,
    /// What its last digit is worth, where more may have been left out behind it.
    pub(super) step: Decimal,
}

/// The numbers of the sentence of one of them, in their order; one that is written otherwise than it is is left out.
pub(super) fn placed<'s>(of: &Stated, stated: &'s [Stated]) -> Vec<Placed<'s>> {
    let text = of.sentence.as_str();
    let mut from = 0;
    let mut all = Vec::new();
    for number in stated.iter().filter(|other| other.is_in_sentence_of(of)) {
        let Some((at, step)) = place(number, text, from) else { continue };
        from = at.end;
        all.push(Placed { number, at, step });
    }
    all
}

fn place(number: &Stated, text: &str, from: usize) -> Option<(Range<usize>, Decimal)> {
    let of_decimals = |value: Decimal| {
        if value.scale() == 0 { Decimal::ZERO } else { Decimal::new(1, value.scale()) }
    };
    let exact = place_of(number, text, from).map(|at| (at, of_decimals(number.value.normalize())));
    let short = || {
        SHORTENED.iter().find_map(|&(word, many)| {
            let value = number.value.checked_div(Decimal::from(many))?.normalize();
            let step = Decimal::new(1, value.scale()).checked_mul(Decimal::from(many))?;
            Some((find(text, from, &format!("{value}{word}{}", number.counter))?, step))
        })
    };
    exact.or_else(short)
}

/// The first place of a number in a text, with the word that counts, as it is and not shortened.
pub(super) fn place_of(number: &Stated, text: &str, from: usize) -> Option<Range<usize>> {
    let with_noughts = || find(text, from, &format!("{}{}", number.value, number.counter));
    find(text, from, &number.written()).or_else(with_noughts)
}

/// The first place of a written number that is not the end of a longer one.
fn find(text: &str, from: usize, written: &str) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let is_whole = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_ascii_digit() && !matches!(before, '.' | ','))
    };
    let mut places = rest.match_indices(written).map(|(at, _)| from + at);
    places.find(|&at| is_whole(at)).map(|at| at..at + written.len())
}
