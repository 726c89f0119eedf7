//! How a number adds up with the others of its sentence: what came in is what was done and what is left, and a whole its parts.

use rust_decimal::Decimal;

use super::evidence::Sink;
use crate::mine::figures::Stated;

/// Cells whose numbers hold together: 本年新收 + 上年结转 = 办理结果总计 + 结转下年度.
const NEW: &str = "requests.received_new.total";
const IN: &str = "requests.carried_in.total";
const OUT: &str = "requests.carried_out.total";
const DONE: &str = "requests.outcome_total.total";
const BOTH: &str = "requests.carried_in.total + requests.received_new.total";
/// How far before a number its whole may stand.
const FAR: usize = 12;
/// So many numbers of a cell are tried; a sentence that has more is no sentence.
const MOST: usize = 4;

/// Which sums the number at `at` would close.
pub(super) fn evidence<'k>(
    stated: &[Stated],
    at: usize,
    key: &dyn Fn(usize) -> &'k str,
    sink: &mut impl Sink,
) {
    let Some(own) = stated.get(at).filter(|own| !own.value.is_zero()) else { return };
    balance(stated, at, own.value, key, sink);
    let value = |at: usize| stated.get(at).filter(|of| of.share_of.is_empty()).map(|of| of.value);
    for whole in at.saturating_sub(FAR)..at {
        let Some(all) = value(whole) else { continue };
        if let Some(last) = run_of(all, whole + 1, stated, &value)
            && last >= at
        {
            sink.piece(&["part"]);
            sink.piece(&["part of ", key(whole)]);
        }
    }
    if run_of(own.value, at + 1, stated, &value).is_some() {
        sink.piece(&["whole"]);
        sink.piece(&["whole of ", key(at + 1)]);
    }
}

/// The last of two or more numbers from `from` on that add up to `all`.
fn run_of(
    all: Decimal,
    from: usize,
    stated: &[Stated],
    value: &dyn Fn(usize) -> Option<Decimal>,
) -> Option<usize> {
    let mut sum = Decimal::ZERO;
    for at in from..stated.len() {
        sum = sum.checked_add(value(at)?)?;
        if sum == all && at > from && !all.is_zero() {
            return Some(at);
        }
        if sum > all {
            return None;
        }
    }
    None
}

fn balance<'k>(
    stated: &[Stated],
    at: usize,
    own: Decimal,
    key: &dyn Fn(usize) -> &'k str,
    sink: &mut impl Sink,
) {
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<Decimal> {
        let others = stated.iter().enumerate().filter(|&(index, _)| index != at && wanted(key(index)));
        others.map(|(_, of)| of.value).take(MOST).collect()
    };
    let is_received = |key: &str| key == NEW || key.split(" | ").any(|reading| reading == BOTH);
    let received = of(&is_received);
    let (carried_in, carried_out, done) =
        (of(&|key| key == IN), of(&|key| key == OUT), of(&|key| key == DONE));
    let or_nought = |list: &[Decimal]| if list.is_empty() { vec![Decimal::ZERO] } else { list.to_vec() };
    let closes = |plus: &[Decimal], more: &[Decimal], less: &[Decimal]| {
        plus.iter().any(|a| {
            more.iter()
                .any(|b| less.iter().any(|c| a.checked_add(*b).and_then(|s| s.checked_sub(*c)) == Some(own)))
        })
    };
    let (inside, outside) = (or_nought(&carried_in), or_nought(&carried_out));
    let none = [Decimal::ZERO];
    if closes(&done, &outside, &received) {
        sink.piece(&["closes in"]);
    }
    if closes(&received, &inside, &done) || closes(&received, &none, &done) {
        sink.piece(&["closes out"]);
    }
    if closes(&received, &inside, &outside) || closes(&received, &none, &outside) {
        sink.piece(&["closes done"]);
    }
    if closes(&done, &outside, &carried_in) {
        sink.piece(&["closes new"]);
    }
    if closes(&done, &carried_out, &none) || closes(&received, &carried_in, &none) {
        sink.piece(&["sum"]);
    }
    if received.contains(&own) {
        sink.piece(&["as received"]);
    }
}
