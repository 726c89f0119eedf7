//! A share that does not follow from the numbers it is made of.

use rust_decimal::Decimal;

use super::About;
use super::of_documents::{self, SHARE};
use super::of_parts::{OUTCOMES, WHOLES, is_called_whole, part_and_wholes, split_at_parts};
use super::of_rates::done_and_due;
use super::of_shares::{
    Operand, as_fine, digit_lost, finding, fits, in_sentence, numbers_before, operands, percent,
};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::sums::one_digit::Lost;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::{BRACKETS, NESTED, OF_THESE};

pub(super) const ABOUT: About = About {
    code: "P02-share",
    checks: Text {
        zh: "正文中的占比，按其自身的分子、分母重新计算。分子、分母取正文所述，正文没有的取表中数据；未写明占什么的，仅在同一句另一占比表明、或其前为整体与其部分时计算（制发公文及其中主动公开、依申请公开、不予公开的件数）；句首写明“在办结的若干件中”的，各占比均以该数为分母；句首为总数、其后各分项均带占比的（网络若干件，占若干；信函……），表中没有的分项也以该总数为分母，但须其余占比与之相符，或写明“占总数的”；办结率、答复率等低于100%的，按句中办结数（紧接其前）与收到数（含或不含结转）计算，并可为到期应办结的任一件数所占；容许四舍五入和截尾。",
        en: "A share in the running text, computed again from its own numerator and denominator: as the text states them, else as the tables print them; a share that does not say of what is only tested where another one in its sentence shows it, or where a whole and its parts stand before it (documents issued, and those that are public, given on request or not public); where the sentence begins with the whole (在办结的251件中), its shares are of that number; where it begins with a whole and names parts each with its share (by web so many, so much; by letter …), parts that no table has are taken of that whole if the other shares follow from it or the share says that it is of all (占总数的); a rate of those dealt with (办结率, 答复率) below 100% of those that came in, as its sentence states both, the number dealt with right before it, with those carried over or without, or of any number that may have been due; rounding and cutting off are allowed for.",
    },
    why: Text {
        zh: "占比由两个数得出，不能与这两个数不符。",
        en: "A share follows from two numbers and cannot disagree with both.",
    },
    example: Text {
        zh: "予以公开258件，占办结805件的33.9%：258÷805为32.0%。",
        en: "258 granted, 33.9% of 805 outcomes: 258 of 805 is 32.0%.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

/// The table that shares are mostly of.
const REQUESTS: &str = "requests.";

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    for share in stated.iter().filter(|share| is_of_this_year(share, context)) {
        let Some((parts, wholes)) = made_of(share, stated, context) else { continue };
        if let Some(differs) = differing(share, &parts, &wholes) {
            let lost = digit_lost(share.value, (differs.0, differs.1), percent, context);
            out.push(finding_of(share, differs, lost, context));
        }
    }
}

/// The parts and the wholes that a share may be made of: of documents, of what was dealt with, else as its words have it.
fn made_of(share: &Stated, stated: &[Stated], context: &Context<'_>) -> Option<(Vec<Operand>, Vec<Operand>)> {
    of_documents::part_and_wholes(share, stated)
        .map(|(part, wholes)| (vec![part], wholes))
        .or_else(|| done_and_due(share, stated, context))
        .or_else(|| of_words(share, stated, context))
}

/// What the words of a share stand for, in the sentence or in the tables.
fn of_words(
    share: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Option<(Vec<Operand>, Vec<Operand>)> {
    let words = share.share_of.strip_prefix(SHARE)?;
    let (part, wholes) = match words.split_once(" of ") {
        // 行政复议案件占全部行政复议案件的18.2%: of others as well, though it is called the same.
        Some((part, whole)) if part == whole => return None,
        Some((part, whole)) => (part, operands(whole, share, stated, context)),
        None => (words, unnamed(words, share, stated, context)),
    };
    if wholes.is_empty() {
        // Parts that no table counts.
        return part_and_wholes(share, stated, context);
    }
    let mut parts = as_written(operands(part, share, stated, context));
    if !parts.is_empty() {
        parts.extend(numbers_before(share, stated));
    }
    Some((parts, wholes))
}

fn is_of_this_year(share: &Stated, context: &Context<'_>) -> bool {
    share.bound == Bound::Exact && share.about_year == context.sheet.year && share.counter == "%"
}

/// The readings of a number, or that which the sentence has where the table gives it as well: 收到17件，其中自然人10件 are not the 13 with
/// those carried over.
fn as_written(operands: Vec<Operand>) -> Vec<Operand> {
    let (stated, printed): (Vec<&Operand>, Vec<&Operand>) =
        operands.iter().partition(|operand| operand.fields.is_empty());
    let is_given = |own: &&&Operand| printed.iter().any(|other| other.value == own.value);
    match stated.iter().find(is_given).map(|own| own.value) {
        Some(value) => operands.into_iter().filter(|operand| operand.value == value).collect(),
        None => operands,
    }
}

/// A part and a whole that a share does not follow from, where none of all pairs gives it.
fn differing<'o>(
    share: &Stated,
    parts: &'o [Operand],
    wholes: &'o [Operand],
) -> Option<(&'o Operand, &'o Operand, Decimal)> {
    let pairs = || parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)));
    let of_pair = |(part, whole): (&Operand, &Operand)| percent(part.value, whole.value);
    let first = pairs().find_map(|pair| Some((pair.0, pair.1, of_pair(pair)?)))?;
    (!pairs().filter_map(of_pair).any(|percent| fits(share.value, percent))).then_some(first)
}

/// 自然人53件，占72.6%；法人或其他组织20件，占27.4%: what the shares of a sentence are of that do not say so, as far as another share
/// there shows it.
fn unnamed(part: &str, share: &Stated, stated: &[Stated], context: &Context<'_>) -> Vec<Operand> {
    let nothing = Vec::new();
    if !part.contains(REQUESTS) || share.speaks_of_another_scope() {
        return nothing;
    }
    // The part itself must be stated, and not stand for several things.
    if in_sentence(part.trim(), share, share.about_year, stated).count() != 1 {
        return nothing;
    }
    let same = |other: &&Stated| other.is_in_sentence_of(share);
    let mut wholes: Vec<Operand> =
        WHOLES.iter().flat_map(|whole| operands(whole, share, stated, context)).collect();
    let numbers = || stated.iter().filter(same).filter(|other| other.share_of.is_empty());
    let shown = |other: &Stated| {
        let Some(words) = other.share_of.strip_prefix(SHARE).filter(|_| is_of_this_year(other, context))
        else {
            return false;
        };
        let (part, whole) = words.split_once(" of ").unwrap_or((words, ""));
        let own = operands(whole, other, stated, context);
        let wholes = if whole.is_empty() { &wholes } else { &own };
        let parts = operands(part, other, stated, context);
        !std::ptr::eq(other, share)
            && !other.value.is_zero()
            && part.contains(REQUESTS)
            && !parts.is_empty()
            && !wholes.is_empty()
            && differing(other, &parts, wholes).is_none()
    };
    if let Some(whole) = named_before(part, share, stated) {
        return of_named(whole, context);
    }
    let is_opened = told_before_parts(share, stated);
    if !is_opened && !stated.iter().filter(same).any(shown) {
        return nothing;
    }
    // What other shares of the sentence are of is told first: it is what this one should be of.
    let gives = |other: &Stated, whole: &Operand| {
        let part = other
            .share_of
            .strip_prefix(SHARE)
            .map(|words| words.split_once(" of ").map_or(words, |(part, _)| part));
        let parts = part.map(|part| operands(part, other, stated, context)).unwrap_or_default();
        let mut of_whole = parts.iter().filter_map(|part| percent(part.value, whole.value));
        of_whole.any(|percent| fits(other.value, percent))
    };
    let others =
        || stated.iter().filter(same).filter(|other| !std::ptr::eq(*other, share) && !other.value.is_zero());
    // What the sentence says comes before what the tables have.
    wholes.sort_by_key(|whole| !whole.fields.is_empty());
    wholes
        .sort_by_cached_key(|whole| std::cmp::Reverse(others().filter(|other| gives(other, whole)).count()));
    // Whatever else is told there may be what it is of: another number, or all of them together.
    let parts = numbers().filter(|number| !is_opened || !is_called_whole(number));
    let sum = parts.map(|part| part.value).try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part));
    let told = numbers().map(|number| number.value).chain(sum);
    wholes.into_iter().chain(told.map(|value| Operand { value, fields: Vec::new() })).collect()
}

/// 办结申请240件，其中予以公开75件，占31.3%: whether the sentence tells the whole before it names parts of it.
fn told_before_parts(share: &Stated, stated: &[Stated]) -> bool {
    let Some((before, behind)) = split_at_parts(&share.sentence) else {
        return false;
    };
    let told = |other: &Stated| {
        other.sentence_no == share.sentence_no
            && other.share_of.is_empty()
            && is_called_whole(other)
            && before.contains(&plain(other.value))
    };
    behind.contains(&plain(share.value)) && stated.iter().any(told)
}

/// Rows of the table that are no parts of what was dealt with.
const NO_OUTCOME: [&str; 3] = ["requests.received_new.", "requests.carried_in.", "requests.carried_out."];

/// 在办结的251件中，予以公开103件，占41.06%: the whole that the sentence names before all its parts, if nothing else is told there that
/// the share may be of.
fn named_before<'s>(part: &str, share: &Stated, stated: &'s [Stated]) -> Option<&'s Stated> {
    let (before, behind) = OF_THESE.split(&share.sentence)?;
    let up_to = behind.find(&plain(share.value)).and_then(|at| behind.get(..at))?;
    if [NESTED, BRACKETS, OF_THESE].iter().any(|words| words.any_in(up_to)) {
        return None;
    }
    let mut wholes = stated.iter().filter(|other| {
        other.is_in_sentence_of(share) && other.share_of.is_empty() && is_called_whole(other)
    });
    let whole = wholes.next().filter(|_| wholes.next().is_none())?;
    let number = plain(whole.value);
    let own = before.strip_suffix(number.as_str())?;
    // The number of another year, an estimate, or 51 of 251.
    let is_it = whole.bound == Bound::Exact
        && whole.about_year == share.about_year
        && !own.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_part = |key: &str| {
        key.ends_with(".total")
            && !(whole.key == OUTCOMES && NO_OUTCOME.iter().any(|row| key.starts_with(row)))
    };
    (is_it && part.split(" + ").map(str::trim).all(is_part)).then_some(whole)
}

/// A whole as its sentence states it, and as the tables give it where they give another number: that is a finding of its own.
fn of_named(whole: &Stated, context: &Context<'_>) -> Vec<Operand> {
    let printed: Vec<Operand> = readings(&whole.key, context)
        .into_iter()
        .filter_map(|reading| reading.total.map(|value| Operand { value, fields: reading.fields }))
        .filter(|reading| !reading.fields.is_empty())
        .collect();
    let agrees = printed.iter().any(|reading| reading.value == whole.value);
    let stated = Operand { value: whole.value, fields: Vec::new() };
    std::iter::once(stated).chain(printed.into_iter().filter(|_| !agrees)).collect()
}

fn finding_of(
    share: &Stated,
    differs: (&Operand, &Operand, Decimal),
    lost: Option<Lost>,
    context: &Context<'_>,
) -> Finding {
    let (part, whole, computed) = differs;
    let (stated, expected) = (plain(share.value), plain(as_fine(computed, share.value)));
    let (a, b, sentence) = (plain(part.value), plain(whole.value), share.sentence.trim());
    let detail = match context.lang {
        Lang::En => format!(
            "The text says {stated}%; {a} of {b} is {expected}%. Sentence {}: {sentence}",
            share.sentence_no
        ),
        Lang::Zh => {
            format!("正文为{stated}%；{a}占{b}的{expected}%。第{}句：{sentence}", share.sentence_no)
        }
    };
    let mut finding = finding(ABOUT.code, share.value, computed, (&[part, whole], lost), detail, context);
    if share.speaks_of_another_scope() {
        finding.verdict = Verdict::Note;
    }
    finding
}
