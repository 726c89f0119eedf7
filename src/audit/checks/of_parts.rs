//! Shares of parts that no table counts: what they are of is told by the whole that their sentence begins with.

use rust_decimal::Decimal;

use super::of_documents::SHARE;
use super::of_shares::{Operand, fits, numbers_before, operands, percent};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated};
use crate::audit::told::finding::plain;
use crate::audit::words::{AMONG, NESTED, OF_ALL, OF_THESE};

/// What was dealt with.
pub(super) const OUTCOMES: &str = "requests.outcome_total.total";
/// What the whole of a sentence may be called by the table, and what shares of requests are of where they do not say so: with those carried
/// over or without.
pub(super) const WHOLES: [&str; 3] =
    ["requests.received_new.total", OUTCOMES, "requests.received_new.total + requests.carried_in.total"];

/// A whole, and its parts each with the share behind it.
struct Listed<'s> {
    whole: &'s Stated,
    pairs: Vec<(&'s Stated, &'s Stated)>,
}

/// 新收62件，其中网络38件，占64.6%；信函16件，占25.8%；当面8件，占12.9%: the parts and the wholes that a share may be made of, the stated ones
/// first, where the other shares of the list show of what, or the share says that it is of all (占总数的).
pub(super) fn part_and_wholes(
    share: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Option<(Vec<Operand>, Vec<Operand>)> {
    if share.speaks_of_another_scope() {
        return None;
    }
    let sentence: Vec<&Stated> = stated.iter().filter(|other| other.is_in_sentence_of(share)).collect();
    let list = listed(&sentence)?;
    let (part, _) = list.pairs.iter().find(|(_, own)| std::ptr::eq(*own, share))?;
    let is_of_whole = |(part, share): &&(&Stated, &Stated)| {
        percent(part.value, list.whole.value).is_some_and(|computed| fits(share.value, computed))
    };
    // 0件，占0%, and all of it, are so of whatever else.
    let tells = |(part, _): &&(&Stated, &Stated)| !part.value.is_zero() && part.value != list.whole.value;
    let shown = list.pairs.iter().filter(is_of_whole).filter(tells).count();
    let others = list.pairs.iter().filter(|pair| !is_of_whole(pair)).count();
    let says_so = OF_ALL.has(share.subject.trim()) && list.pairs.len() == 1;
    if !says_so && (shown == 0 || shown < others) {
        return None;
    }
    let as_stated = |value: Decimal| Operand { value, fields: Vec::new() };
    let mut parts = vec![as_stated(part.value)];
    parts.extend(numbers_before(share, stated));
    // Whatever else is told there may be what it is of, or the parts together.
    let all = list.pairs.iter().try_fold(Decimal::ZERO, |sum, (part, _)| sum.checked_add(part.value))?;
    let told = sentence.iter().filter(|other| other.share_of.is_empty()).map(|other| other.value);
    let mut wholes: Vec<Operand> = std::iter::once(list.whole.value).chain(told).map(as_stated).collect();
    wholes.push(as_stated(all));
    if is_called_whole(list.whole) {
        wholes.extend(WHOLES.iter().flat_map(|whole| operands(whole, share, stated, context)));
    }
    Some((parts, wholes))
}

/// Whether a number may be what the tables have shares of.
pub(super) fn is_called_whole(number: &Stated) -> bool {
    number.key.split(" | ").any(|key| WHOLES.contains(&key))
}

/// A text before and behind the words that open the parts of a whole.
pub(super) fn split_at_parts(text: &str) -> Option<(&str, &str)> {
    AMONG.split(text).or_else(|| OF_THESE.split(text))
}

/// The list of a sentence that begins with its whole and goes on with parts of it, each followed by its share.
fn listed<'s>(sentence: &[&'s Stated]) -> Option<Listed<'s>> {
    let (&whole, items) = sentence.split_first()?;
    let is_number = |one: &Stated| {
        one.share_of.is_empty()
            && one.bound == Bound::Exact
            && one.about_year == whole.about_year
            && one.counter == whole.counter
    };
    let is_share = |one: &Stated| {
        let words = one.share_of.strip_prefix(SHARE);
        words.is_some_and(|words| !words.contains(" of "))
            && one.counter == "%"
            && one.bound == Bound::Exact
            && one.about_year == whole.about_year
    };
    let pairs: Vec<(&Stated, &Stated)> = items
        .chunks(2)
        .map_while(|pair| match pair {
            &[part, share] if is_number(part) && is_share(share) => Some((part, share)),
            _ => None,
        })
        .collect();
    let (first, _) = pairs.first()?;
    let all = pairs.iter().try_fold(Decimal::ZERO, |sum, (part, _)| sum.checked_add(part.value))?;
    let sound = is_number(whole) && !whole.counter.is_empty() && whole.counter != "%";
    (sound && all <= whole.value && is_opened(whole, first)).then_some(Listed { whole, pairs })
}

/// Whether words between a whole and the first of its parts say that these are parts, and none behind it opens parts of a part.
fn is_opened(whole: &Stated, first: &Stated) -> bool {
    let behind = whole.around().map(|(_, behind)| behind);
    let Some((between, parts)) = behind.and_then(|behind| behind.split_once(&plain(first.value))) else {
        return false;
    };
    let opened = format!("{}{between}", whole.counter);
    split_at_parts(&opened).is_some() && !NESTED.any_in(parts)
}
