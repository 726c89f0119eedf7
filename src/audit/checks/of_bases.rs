//! Which numbers beside a change are the two that it is between: this year's and last year's, as they stand in its sentence.

use rust_decimal::Decimal;

use super::of_places::{Placed, placed};
use super::of_shares::{fits, percent};
use crate::audit::read::prose::{Bound, Stated};
use crate::audit::words::{AMONG, COMES_TO, SIDE_BY_SIDE};

/// The numbers of two years, those next to the change first.
#[derive(Debug, Clone)]
pub(super) struct Beside<'s> {
    pub(super) nows: Vec<Placed<'s>>,
    pub(super) befores: Vec<Placed<'s>>,
}

/// This year's numbers and last year's beside a change, counted alike: 50件，较2023年的40件增长20%, 由上年的40件变为50件，增长20%, 与上年的40件相比，本年50件，
/// 增长20%, 50件，增长25%（上年40件）, 较上年的40件增长25%，增至50件. The nearest part of the sentence that has both is meant: that behind the change
/// before, that behind the last semicolon, or all up to the change.
pub(super) fn beside<'s>(change: &Stated, year: Option<u16>, stated: &'s [Stated]) -> Option<Beside<'s>> {
    let last_year = year.and_then(|year| year.checked_sub(1))?;
    let text = change.sentence.as_str();
    let all = placed(change, stated);
    let own = all.iter().position(|one| std::ptr::eq(one.number, change))?;
    let (before, rest) = all.split_at_checked(own)?;
    let (at, behind) = rest.split_first()?;
    let is_number = |one: &Placed| {
        one.number.share_of.is_empty() && one.number.bound == Bound::Exact && one.number.counter != "%"
    };
    let is_of = |one: &Placed, of: Option<u16>| is_number(one) && one.number.about_year == of;
    let free: Vec<&Placed> =
        before.iter().filter(|one| is_number(one) && !is_taken(one, before, text)).collect();
    let in_bracket = bracket_behind(at, behind, text).filter(|one| is_of(one, Some(last_year)));
    let reached = behind.first().filter(|one| is_of(one, year) && is_reached(at, one, text));
    let part = text.get(..at.at.start).and_then(|before| before.rfind(['；', ';'])).unwrap_or_default();
    let rate = before.iter().rfind(|one| is_rate(one)).map_or(0, |one| one.at.end);
    [rate.max(part), part, 0].into_iter().find_map(|start| {
        let of = |year: Option<u16>| -> Vec<Placed<'s>> {
            let here = free.iter().rev().filter(|one| one.at.start >= start && is_of(one, year));
            here.map(|one| (*one).clone()).collect()
        };
        let (mut nows, mut befores) = (of(year), of(Some(last_year)));
        if befores.is_empty() {
            befores.extend(in_bracket.cloned());
        }
        if nows.is_empty() {
            nows.extend(reached.cloned());
        }
        let counters =
            |of: &[Placed]| -> Vec<String> { of.iter().map(|one| one.number.counter.clone()).collect() };
        let (of_now, of_before) = (counters(&nows), counters(&befores));
        nows.retain(|one| of_before.contains(&one.number.counter));
        befores.retain(|one| of_now.contains(&one.number.counter));
        // 本年92件，上年80件，其中自然人增长20%: the change is of a part.
        let first = befores.iter().map(|one| one.at.end).min().filter(|end| *end <= at.at.start);
        let between = first.and_then(|first| text.get(first..at.at.start)).unwrap_or_default();
        // 许可814件、处罚187件，较上年的740件、220件分别增长10.0%、下降15.0%: one number of last year is not that of both.
        let is_of_one = befores.len() == nows.len() || !SIDE_BY_SIDE.any_in(between);
        (!nows.is_empty() && !befores.is_empty() && !AMONG.any_in(between) && is_of_one)
            .then_some(Beside { nows, befores })
    })
}

fn is_rate(one: &Placed) -> bool {
    one.number.counter == "%" && one.number.change().is_some()
}

/// Whether a number belongs to a change told before it: 下降30%（上年77条）, 下降50%，降至30件.
fn is_taken(one: &Placed, before: &[Placed], text: &str) -> bool {
    let last = before.iter().rfind(|other| other.at.end <= one.at.start && other.number.change().is_some());
    last.is_some_and(|last| {
        is_reached(last, one, text) || is_rate(last) && is_in_bracket_behind(last, one, text)
    })
}

/// 增长50%，增至60件: whether a number is what a change comes to.
fn is_reached(change: &Placed, one: &Placed, text: &str) -> bool {
    let between = text.get(change.at.end..one.at.start).unwrap_or_default();
    COMES_TO.has(between.trim_start_matches(['，', ',']))
}

/// Whether a number stands in the bracket that a change is followed by.
fn is_in_bracket_behind(change: &Placed, one: &Placed, text: &str) -> bool {
    let between = text.get(change.at.end..one.at.start).unwrap_or_default();
    between.starts_with(['（', '(']) && !between.contains(['）', ')'])
}

/// The first number in the bracket behind a change, or behind the rate that is told with it: 增加9件，增长18.8%（上年48件）.
fn bracket_behind<'p, 's>(at: &Placed, behind: &'p [Placed<'s>], text: &str) -> Option<&'p Placed<'s>> {
    let [first, rest @ ..] = behind else { return None };
    if is_in_bracket_behind(at, first, text) {
        return Some(first);
    }
    rest.first().filter(|one| is_rate(first) && !is_rate(at) && is_in_bracket_behind(first, one, text))
}

impl Beside<'_> {
    /// All pairs of the two years that are counted alike.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&Placed<'_>, &Placed<'_>)> {
        let alike = |now: &Placed, before: &Placed| now.number.counter == before.number.counter;
        self.nows
            .iter()
            .flat_map(move |now| self.befores.iter().map(move |before| (now, before)))
            .filter(move |(now, before)| alike(now, before))
    }

    /// Whether no other number of the two years stands between two of them: 与上年的1214件相比，新收1379件，办结1318件 compares the first.
    pub(super) fn are_next(&self, now: &Placed<'_>, before: &Placed<'_>) -> bool {
        let (from, to) = (now.at.end.min(before.at.end), now.at.start.max(before.at.start));
        let between = |one: &Placed| from <= one.at.start && one.at.end <= to;
        !self.nows.iter().chain(&self.befores).any(between)
    }

    /// Whether it is plain which two numbers a change is between that names nothing: those next to it.
    pub(super) fn is_plain(&self) -> bool {
        self.nows.first().zip(self.befores.first()).is_some_and(|(now, before)| self.are_next(now, before))
    }

    /// Whether a rate is that of any pair, also of numbers that were rounded before they were printed: 2.2万人 after 2万人.
    pub(super) fn may_give(&self, rate: Decimal) -> bool {
        let change = |now: Decimal, before: Decimal| percent(now.checked_sub(before)?, before);
        let gives = |(now, before): (&Placed, &Placed)| {
            change(now.number.value, before.number.value).is_some_and(|computed| fits(rate, computed))
        };
        self.pairs().any(gives) || self.may_be_rounded_to(rate)
    }

    fn may_be_rounded_to(&self, rate: Decimal) -> bool {
        self.pairs().any(|(now, before)| {
            let ends = |one: &Placed| {
                let value = one.number.value;
                Some((value.checked_sub(one.step)?, value.checked_add(one.step)?))
            };
            let change = |now: Decimal, before: Decimal| percent(now.checked_sub(before)?, before);
            let Some(((now_low, now_high), (low, high))) = ends(now).zip(ends(before)) else { return false };
            let is_rounded = !now.step.is_zero() || !before.step.is_zero();
            let (least, most) = (change(now_low, high), change(now_high, low));
            is_rounded
                && least.zip(most).is_some_and(|(least, most)| {
                    least <= rate && rate <= most || fits(rate, least) || fits(rate, most)
                })
        })
    }
}
