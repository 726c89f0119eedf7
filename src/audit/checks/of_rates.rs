//! Rates of requests that were dealt with: what they are made of is told by their sentence.

use rust_decimal::Decimal;

use super::of_documents::RATE;
use super::of_parts::OUTCOMES;
use super::of_shares::Operand;
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::words::RATES_OF_DONE;

const NEW: &str = "requests.received_new.total";
const CARRIED_IN: &str = "requests.carried_in.total";

/// 受理173件（含上年结转12件），办结167件，办结率96.5%: everything that the two numbers of a rate may be, those of the sentence first, where it states both
/// how many came in and how many were dealt with. All of 100% may be of those that were due.
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
    let same = |other: &&Stated| other.sentence_no == rate.sentence_no && other.sentence == rate.sentence;
    let told: Vec<&Stated> =
        stated.get(..at)?.iter().filter(same).filter(|other| other.share_of.is_empty()).collect();
    let is_sound = |one: &&Stated| one.bound == Bound::Exact && one.about_year == rate.about_year;
    if !told.iter().all(is_sound) {
        return None;
    }
    let first =
        |key: &str| told.iter().find(|one| one.key.split(" | ").next() == Some(key)).map(|one| one.value);
    let printed = |key: &str| readings(key, context).into_iter().find_map(|reading| reading.total);
    let (done, received) = (first(OUTCOMES)?, first(NEW)?);
    let carried: Vec<Decimal> = [first(CARRIED_IN), printed(CARRIED_IN)].into_iter().flatten().collect();
    let with = |numbers: Vec<Decimal>, and: fn(Decimal, Decimal) -> Option<Decimal>| -> Vec<Operand> {
        let pairs = numbers.iter().flat_map(|one| carried.iter().map(move |other| (*one, *other)));
        let sums: Vec<Decimal> = pairs.filter_map(|(one, other)| and(one, other)).collect();
        let all = numbers.into_iter().chain(sums).filter(|value| *value >= Decimal::ZERO);
        all.map(|value| Operand { value, fields: Vec::new() }).collect()
    };
    // What was carried over is among those that came in and those dealt with, or left out of either.
    let done = std::iter::once(done).chain(printed(OUTCOMES)).collect();
    let due = std::iter::once(received).chain(printed(NEW)).collect();
    Some((with(done, Decimal::checked_sub), with(due, Decimal::checked_add)))
}
