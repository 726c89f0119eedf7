//! Shares of parts that no table counts: what they are of is told by the whole that their sentence begins with.

use rust_decimal::Decimal;

use super::of_documents::SHARE;
use super::of_lists::is_view;
use super::of_shares::{Operand, fits, numbers_before, operands, percent};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::told::finding::plain;
use crate::audit::words::{AMONG, DIVIDES_REQUESTS, NESTED, OF_ALL, OF_THESE, RESULTS, SHARE_ALONE, TOTALS};

/// What was dealt with.
pub(super) const OUTCOMES: &str = "requests.outcome_total.total";
/// What the whole of a sentence may be called by the table, and what shares of requests are of where they do not say so: with those carried
/// over or without.
pub(super) const WHOLES: [&str; 3] =
    ["requests.received_new.total", OUTCOMES, "requests.received_new.total + requests.carried_in.total"];

/// Between a part and its whole in `prose_figures.csv`.
const OF: &str = " of ";

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
    let Some(list) = listed(&sentence) else { return of_requests(share, &sentence, stated, context) };
    let (part, _) = list.pairs.iter().find(|(_, own)| std::ptr::eq(*own, share))?;
    let is_of_whole = |(part, share): &&(&Stated, &Stated)| {
        percent(part.value, list.whole.value).is_some_and(|computed| fits(share.value, computed))
    };
    // 0件，占0%, and all of it, are so of whatever else.
    let tells = |(part, _): &&(&Stated, &Stated)| !part.value.is_zero() && part.value != list.whole.value;
    let shown = list.pairs.iter().filter(is_of_whole).filter(tells).count();
    let others = list.pairs.iter().filter(|pair| !is_of_whole(pair)).count();
    let subject = share.subject.trim();
    let of_whole = OF_ALL.has(subject) || SHARE_ALONE.has(subject) || share.share_of.contains(OF);
    let says_so = of_whole && list.pairs.len() == 1;
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

/// 从申请方式看，网络申请83件，占53.2%；信函申请51件，占32.7%, 已办结的申请中，予以公开92件，占58.2%: a list of parts of requests of which only the tables have
/// the whole, where another share, or that the parts come to it, shows that they are of it.
fn of_requests(
    share: &Stated,
    sentence: &[&Stated],
    stated: &[Stated],
    context: &Context<'_>,
) -> Option<(Vec<Operand>, Vec<Operand>)> {
    let pairs: Vec<(&Stated, &Stated)> = sentence
        .chunks(2)
        .map_while(|pair| match pair {
            &[part, own] if is_plain_share(own, share) && is_plain_number(part, share) => Some((part, own)),
            _ => None,
        })
        .collect();
    let (first, _) = pairs.first()?;
    let (part, _) = pairs.iter().find(|(_, own)| std::ptr::eq(*own, share))?;
    let (before, _) = first.around()?;
    let (opener, _) = before.rsplit_once(['，', ','])?;
    let opener = opener.rsplit(['，', ',', '。', '；']).next()?;
    let opens = is_view(opener) || opener.ends_with('中');
    let alike = sentence.iter().filter(|one| one.counter != "%").all(|one| one.counter == first.counter);
    if !opens || !alike || !DIVIDES_REQUESTS.any_in(opener) {
        return None;
    }
    let [new, outcomes, both] = WHOLES;
    let keys = if RESULTS.any_in(opener) { [outcomes, new, both] } else { [new, both, outcomes] };
    let mut wholes: Vec<Operand> = keys
        .iter()
        .flat_map(|key| readings(key, context))
        .filter_map(|reading| Some(Operand { value: reading.total?, fields: reading.fields }))
        .collect();
    let is_of = |(part, share): &(&Stated, &Stated), whole: &Operand| {
        percent(part.value, whole.value).is_some_and(|computed| fits(share.value, computed))
    };
    let numbers = sentence.iter().filter(|one| one.share_of.is_empty());
    let all = numbers.map(|one| one.value).try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))?;
    let telling = || pairs.iter().filter(|(part, _)| !part.value.is_zero());
    let shown = |whole: &Operand| telling().filter(|pair| is_of(pair, whole)).count();
    let others = |whole: &Operand| pairs.iter().filter(|pair| !is_of(pair, whole)).count();
    let is_it = |whole: &Operand| all == whole.value || shown(whole) > 0 && shown(whole) >= others(whole);
    if !wholes.iter().any(is_it) {
        return None;
    }
    wholes.sort_by_cached_key(|whole| (!is_it(whole), std::cmp::Reverse(shown(whole))));
    let mut parts = vec![Operand { value: part.value, fields: Vec::new() }];
    parts.extend(numbers_before(share, stated));
    Some((parts, wholes))
}

/// Whether a number of a list is one of things, on the year of a share.
fn is_plain_number(one: &Stated, share: &Stated) -> bool {
    one.share_of.is_empty() && one.bound == Bound::Exact && one.about_year == share.about_year
}

/// Whether a number of a list is a share that does not say of what, on the year of another.
fn is_plain_share(one: &Stated, share: &Stated) -> bool {
    let is_plain = one.share_of.strip_prefix(SHARE).is_some_and(|words| !words.contains(OF));
    is_plain && one.counter == "%" && one.bound == Bound::Exact && one.about_year == share.about_year
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
    // 全年发布信息668条，其中重点领域信息301条，占发布总数的45.1%.
    let is_told = |base: &str| {
        let words =
            TOTALS.iter().find_map(|total| base.strip_suffix(total)).filter(|words| !words.is_empty());
        let before = whole.around().map(|(before, _)| before);
        words.zip(before).is_some_and(|(words, before)| before.contains(words))
    };
    let is_share = |one: &Stated| {
        let words = one.share_of.strip_prefix(SHARE);
        words.is_some_and(|words| words.split_once(OF).is_none_or(|(_, base)| is_told(base)))
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
    let by_view = between.split(['，', ',']).skip(1).any(is_view);
    (split_at_parts(&opened).is_some() || by_view) && !NESTED.any_in(parts)
}
