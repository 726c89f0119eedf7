//! Whether the words around a number say that it counts other things than the tables do, or some of them, or more.

use rust_decimal::Decimal;

use super::of_parts::split_at_parts;
use crate::audit::context::Context;
use crate::audit::read::portions::Portion;
use crate::audit::read::prose::{Reading, Stated};
use crate::audit::words::{
    ABOUT_DISCLOSURE, AS_TO, CASES, CUMULATED, DOCUMENTS, ENDED, KINDS, NARROWER, OF_WHICH_DISCLOSURE,
    OTHER_THINGS, REASON_OF_BOTH, REQUESTS, SEVERAL_YEARS, SINCE_THIS_YEAR, TIMES, TOGETHER, UNTIL,
};

/// The tables of requests and of disputes.
const OF_REQUESTS: &str = "requests.";
const OF_DISPUTES: &str = "disputes.";
/// The figures of licences and penalties.
const DECISIONS: &str = ".decisions";
/// All requests of the year.
const RECEIVED: &str = "requests.received_new.total";

/// Whether a number that the tables do not give may count something else.
pub(super) fn is_of_others(
    number: &Stated,
    readings: &[Reading],
    sentence: &[Stated],
    context: &Context<'_>,
) -> bool {
    let of_requests = number.key.starts_with(OF_REQUESTS);
    let Some((before, behind)) = number.around() else { return number.portion == Portion::Other };
    let totals = || readings.iter().filter_map(|reading| reading.total);
    let is_more = totals().all(|total| number.value > total);
    let is_less = totals().all(|total| number.value < total);
    number.portion == Portion::Other
        || is_narrower(before)
        || is_of_years(before, is_more && !names_year(before, context.sheet.year))
        || is_more && TIMES.iter().any(|word| number.counter.ends_with(word))
        || is_less && REASON_OF_BOTH.any_in(&number.subject)
        || is_less && number.key.ends_with(DECISIONS) && is_of_cases(number, sentence)
        || is_less && may_be_pending(number)
        || OF_WHICH_DISCLOSURE.any_in(behind)
        || of_requests && OTHER_THINGS.any_in(&number.sentence) && !REQUESTS.any_in(&number.sentence)
        || of_requests && is_of_part(number, before, sentence, context)
        || is_sum_of_others(number, before, sentence)
}

/// The words that a text ends in, behind its last number or stop.
fn last_words(text: &str) -> &str {
    let is_end = |c: char| c.is_ascii_digit() || "，。；：、,;:".contains(c);
    text.rsplit(is_end).next().unwrap_or_default()
}

/// 因同一申请人引起的行政复议11件: some of all.
fn is_narrower(before: &str) -> bool {
    let words = last_words(before);
    let other = ABOUT_DISCLOSURE.iter().fold(words.to_string(), |words, about| words.replace(about, ""));
    NARROWER.any_in(&other)
}

/// 在网络提交的350件申请中，自然人提交310件: a part of what is itself a part of all requests.
fn is_of_part(number: &Stated, before: &str, sentence: &[Stated], context: &Context<'_>) -> bool {
    let Some((text, _)) = split_at_parts(before) else { return false };
    let all = context.sheet.find(RECEIVED).and_then(|field| context.worth(field));
    let is_whole = |other: &&Stated| {
        other.around().is_some_and(|(before, _)| before.len() < text.len())
            && other.counter == number.counter
            && other.share_of.is_empty()
    };
    let whole = sentence.iter().rfind(is_whole);
    whole.is_some_and(|whole| {
        whole.key.is_empty() && !DOCUMENTS.any_in(&whole.subject) && all.is_some_and(|all| whole.value < all)
    })
}

/// 镇街收到申请50件，部门收到申请300件，合计350件: what numbers come to that are none of the tables'.
fn is_sum_of_others(number: &Stated, before: &str, sentence: &[Stated]) -> bool {
    let words = last_words(before);
    let at = sentence.iter().position(|other| std::ptr::eq(other, number)).unwrap_or_default();
    let others: Vec<&Stated> = sentence.iter().take(at).filter(|other| other.share_of.is_empty()).collect();
    let sum = others.iter().try_fold(Decimal::ZERO, |sum, other| sum.checked_add(other.value));
    TOGETHER.iter().any(|word| words.ends_with(word))
        && others.len() > 1
        && others.iter().all(|other| other.key.is_empty() && other.counter == number.counter)
        && sum == Some(number.value)
}

/// 办结行政诉讼2件 of 3: a dispute that a court has decided upon may not be over for the agency.
fn may_be_pending(number: &Stated) -> bool {
    number.key.starts_with(OF_DISPUTES) && ENDED.any_in(&number.subject)
}

/// 截至2022年底累计受理3210件, 三年共发生行政诉讼9件: more than those of the year.
fn is_of_years(before: &str, is_more: bool) -> bool {
    let text = SINCE_THIS_YEAR.iter().fold(before.to_string(), |text, word| text.replace(word, ""));
    let cumulated = CUMULATED.any_in(last_words(before)) && UNTIL.any_in(&text);
    is_more && (cumulated || SEVERAL_YEARS.any_in(&text))
}

/// 近三年呈上升态势，2021年、2022年、2023年分别为: whether the year itself is named behind the several.
fn names_year(before: &str, year: Option<u16>) -> bool {
    let several = SEVERAL_YEARS.iter().filter_map(|word| before.rfind(word)).max();
    let own = year.and_then(|year| before.rfind(&format!("{year}年")));
    own.zip(several).is_some_and(|(own, several)| own > several)
}

/// 劳动保障监察立案50件，作出行政处罚20件; 对10项许可事项开展告知承诺，办理许可67件: decisions in cases of one kind, or on some matters, that
/// were told before.
fn is_of_cases(number: &Stated, sentence: &[Stated]) -> bool {
    let before = sentence.iter().take_while(|other| !std::ptr::eq(*other, number));
    before.into_iter().filter(|other| other.key.is_empty()).any(|other| {
        let are_cases =
            CASES.any_in(&other.subject) && other.counter == number.counter && other.value >= number.value;
        let are_named =
            || other.around().is_some_and(|(before, _)| AS_TO.iter().any(|word| before.ends_with(word)));
        are_cases || KINDS.has(&other.counter) && are_named()
    })
}
