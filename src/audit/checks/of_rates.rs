//! Rates of requests that were dealt with: what they are made of is told by their sentence.

use rust_decimal::Decimal;

use super::of_documents::RATE;
use super::of_parts::{OUTCOMES, WHOLES};
use super::of_places::placed;
use super::of_shares::Operand;
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::words::{AMONG, DEALT_WITH, DUE, ON_TIME, RATE_ENDS, RATE_IS, RATES_OF_DONE};

const NEW: &str = "requests.received_new.total";
const CARRIED_IN: &str = "requests.carried_in.total";

/// 受理173件（含上年结转12件），办结167件，办结率96.5%: the numbers dealt with and those that came in, of the sentence first, where it states
/// both and the rate stands behind the first. With or without those carried over, each pair may be what the rate is of. Nothing where the rate
/// may be of those that were due, which nobody states: of any number from those dealt with to all.
pub(super) fn done_and_due(
    rate: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Option<(Vec<Operand>, Vec<Operand>)> {
    let words = rate.share_of.strip_prefix(RATE)?;
    if !RATES_OF_DONE.has(words) || rate.value >= Decimal::ONE_HUNDRED || rate.speaks_of_another_scope() {
        return None;
    }
    let at = stated.iter().position(|other| std::ptr::eq(other, rate))?;
    let told: Vec<&Stated> = stated
        .get(..at)?
        .iter()
        .filter(|other| other.is_in_sentence_of(rate) && other.share_of.is_empty())
        .collect();
    let is_sound = |one: &&Stated| one.bound == Bound::Exact && one.about_year == rate.about_year;
    let (last, _) = told.split_last()?;
    if !told.iter().all(is_sound) || called(last) != OUTCOMES {
        return None;
    }
    let first = |key: &str| told.iter().find(|one| called(one) == key).map(|one| one.value);
    let printed = |key: &str| readings(key, context).into_iter().find_map(|reading| reading.total);
    let carried: Vec<Decimal> = [first(CARRIED_IN), printed(CARRIED_IN)].into_iter().flatten().collect();
    let with = |numbers: Vec<Decimal>, and: fn(Decimal, Decimal) -> Option<Decimal>| -> Vec<Decimal> {
        let pairs = numbers.iter().flat_map(|one| carried.iter().map(move |other| (*one, *other)));
        let sums: Vec<Decimal> = pairs.filter_map(|(one, other)| and(one, other)).collect();
        numbers.into_iter().chain(sums).filter(|value| *value >= Decimal::ZERO).collect()
    };
    // What was carried over is among those that came in and those dealt with, or left out of either.
    let done = with(std::iter::once(last.value).chain(printed(OUTCOMES)).collect(), Decimal::checked_sub);
    // 应办理申请167件 are those that were due, with those carried over.
    let [.., due_in_all] = WHOLES;
    let is_due = told.iter().any(|one| called(one) == due_in_all && DUE.any_in(&one.subject));
    let received = first(NEW).or_else(|| first(due_in_all).filter(|_| is_due))?;
    let due = with(std::iter::once(received).chain(printed(NEW)).collect(), Decimal::checked_add);
    let of_table = printed(NEW).zip(printed(CARRIED_IN)).and_then(|(new, carried)| new.checked_add(carried));
    let all = of_table.map_or(received, |all| all.max(received));
    let operands = |numbers: Vec<Decimal>| {
        numbers.into_iter().map(|value| Operand { value, fields: Vec::new() }).collect()
    };
    (is_due || !is_of_some(rate.value, last.value, all)).then(|| (operands(done), operands(due)))
}

/// 许可决定385件，其中全程网办262件，网办率68.1%; 政策文件13件，其中配发解读材料3件，解读比例达23.1%; 办理留言277条，按期办结246条，按期办结率88.8%: a rate
/// that is called as its part is, right before it, and the whole before that. A rate of what was done is so only of what was due or dealt with.
pub(super) fn part_and_whole(rate: &Stated, stated: &[Stated]) -> Option<(Vec<Operand>, Vec<Operand>)> {
    if rate.value >= Decimal::ONE_HUNDRED || rate.speaks_of_another_scope() {
        return None;
    }
    let all = placed(rate, stated);
    let own = all.iter().position(|one| std::ptr::eq(one.number, rate))?;
    let ([.., whole, part], [at, ..]) = all.split_at_checked(own)? else { return None };
    let text = rate.sentence.as_str();
    let words = text.get(part.at.end..at.at.start)?.strip_prefix(['，', ','])?;
    let name = RATE_IS.iter().find_map(|is| words.strip_suffix(is)).unwrap_or(words);
    let stem = RATE_ENDS.iter().find_map(|end| name.strip_suffix(end))?;
    let told = text.get(whole.at.end..part.at.start)?;
    let is_called = stem.chars().count() > 1 && stem.chars().all(char::is_alphabetic) && told.contains(stem);
    let is_number = |one: &Stated| {
        one.share_of.is_empty()
            && one.bound == Bound::Exact
            && one.about_year == rate.about_year
            && one.counter == whole.number.counter
            && one.counter != "%"
    };
    let (whole, part) = (whole.number, part.number);
    let is_done = RATES_OF_DONE.iter().any(|word| name.ends_with(word));
    let of_these = match is_done {
        true => DUE.any_in(&whole.subject) || ON_TIME.any_in(stem) && DEALT_WITH.any_in(&whole.subject),
        false => AMONG.any_in(told),
    };
    let sound = is_number(whole) && is_number(part) && part.value <= whole.value;
    let operand = |value: Decimal| vec![Operand { value, fields: Vec::new() }];
    (is_called && sound && of_these).then(|| (operand(part.value), operand(whole.value)))
}

/// What a number is called first.
fn called(number: &Stated) -> &str {
    number.key.split(" | ").next().unwrap_or_default()
}

/// Whether a rate is that of some number to another one that is no less and no more than all.
fn is_of_some(rate: Decimal, done: Decimal, all: Decimal) -> bool {
    let step = Decimal::new(1, rate.scale());
    let whole_at = |rate: Decimal| done.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(rate);
    let above = rate.checked_add(step).and_then(whole_at);
    let first = above.map(|above| above.floor().saturating_add(Decimal::ONE).max(done));
    let below = rate.checked_sub(step).filter(|rate| *rate > Decimal::ZERO).and_then(whole_at);
    first.is_some_and(|first| first <= all && below.is_none_or(|below| first < below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_may_be_of_those_that_were_due() {
        let of_some = |rate: &str, done: i64, all: i64| {
            is_of_some(rate.parse().unwrap(), Decimal::from(done), Decimal::from(all))
        };
        // 167 of 170 and of 173, but of no number more than 173.
        assert!(of_some("98.2", 167, 173));
        assert!(of_some("96.5", 167, 173));
        assert!(!of_some("95.4", 167, 173));
        // 9 of 10 is 90, 9 of 9 is all: nothing lies between.
        assert!(!of_some("95", 9, 12));
        assert!(!of_some("50", 0, 12));
    }
}
