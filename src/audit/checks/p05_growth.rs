//! A growth rate that does not follow from the numbers it is made of.

use rust_decimal::Decimal;

use super::About;
use super::of_bases::{Beside, beside};
use super::of_shares::{
    Operand, as_fine, digit_lost, finding, fits, in_sentence, mind_text, numbers_before, of_numbers,
    operands, percent,
};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated};
use crate::audit::told::finding::{Finding, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::{GROWS_OF_ITSELF, OTHER_MEASURES};

pub(super) const ABOUT: About = About {
    code: "P05-growth",
    checks: Text {
        zh: "正文中的增长率、下降率，按同一句所述的上年数（或增减数；“与上年的若干件相比”在本年数之前、“（上年若干件）”在增长率之后亦同）与本年数重新计算；本年数正文没有的，取表中数据；容许四舍五入和截尾，所述之数本身已取整的（2.2万人次）亦然。增减数（增加9件）须为同句本年数与上年数之差。句中没有上年数的，由 Y04 与上年度报告比较。写明以另一年为基数（前年同期），或剔除、扣除一部分的，不计算；人数、事项数仅按句中所述之数计算，不取表中数据。",
        en: "A rate of growth or decline in the running text, computed again from last year's number (also one told before this year's: 与上年的…件相比, or in a bracket behind the rate: （上年…件）; or the difference) in the same sentence and this year's, as the text states it or else as the tables print it; rounding and cutting off are allowed for, also of numbers that are rounded themselves (2.2万人次). A difference (增加9件) must be what lies between this year's number and last year's in its sentence. Where the sentence has no number for last year, Y04 takes it from the report on that year. A change with another base (以2022年为基数, 前年同期) and one that leaves something out (剔除, 扣除) are not computed; one of persons or matters is, from the numbers of the sentence alone, never from the tables.",
    },
    why: Text {
        zh: "增长率由两年的两个数得出，不能与这两个数不符。",
        en: "Growth follows from the numbers of two years and cannot disagree with both.",
    },
    example: Text {
        zh: "申请92件，上年80件，同比增长16%：92比80多15%。",
        en: "92 requests after 80 in the year before, \"up 16%\": 92 is 15% more than 80.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    let year = context.sheet.year;
    for change in stated {
        let finding = if change.is_rate_beside(year) {
            of_rate(change, stated, out, context)
        } else {
            of_difference(change, stated, context)
        };
        out.extend(finding);
    }
}

/// A rate that none of the pairs of numbers gives which it may be between.
fn of_rate(growth: &Stated, stated: &[Stated], all: &[Finding], context: &Context<'_>) -> Option<Finding> {
    let year = context.sheet.year;
    let (signed, words) = growth.change()?;
    let beside = beside(growth, year, stated);
    let of_year = growth.is_growth_rate(year);
    let of_measure = growth.is_of_other_measures();
    let named = of_year && !words.is_empty();
    let mut now = if named { operands(words, growth, stated, context) } else { Vec::new() };
    // No table counts persons or matters.
    now.retain(|now| !of_measure || now.fields.is_empty());
    let by_words = !now.is_empty();
    let beside = beside.filter(|both| by_words || !is_of_another(words, both));
    if beside.as_ref().is_some_and(|both| both.may_give(signed) || !by_words && !both.is_plain()) {
        return None;
    }
    let numbers = |of: fn(&Beside<'_>) -> Vec<Operand>| beside.as_ref().map(of).unwrap_or_default();
    if by_words {
        now.extend(if of_year { numbers_before(growth, stated) } else { Vec::new() });
    } else {
        now.extend(numbers(|both| both.nows.iter().map(|one| as_stated(one.number.value)).collect()));
    }
    let base: Vec<Operand> = beside
        .iter()
        .flat_map(|both| both.pairs().map(move |pair| (both, pair)))
        .filter_map(|(both, (own, before))| {
            let is_meant =
                || counts_the_same((own.number, before.number), growth, stated) && both.are_next(own, before);
            (!by_words || is_meant()).then(|| as_stated(before.number.value))
        })
        .collect();
    let pairs: Vec<(&Operand, Operand)> = now
        .iter()
        .flat_map(|now| {
            let before = before(now, words, growth, stated).into_iter().chain(base.clone());
            before.map(move |before| (now, before))
        })
        .collect();
    let pairs: Vec<(&Operand, &Operand)> = pairs.iter().map(|(now, before)| (*now, before)).collect();
    let change = |now: Decimal, before: Decimal| percent(now.checked_sub(before)?, before);
    let of_pair = |(now, before): (&Operand, &Operand)| change(now.value, before.value);
    let ((now, before), computed) = pairs.iter().find_map(|&pair| Some((pair, of_pair(pair)?)))?;
    if pairs.iter().filter_map(|&pair| of_pair(pair)).any(|percent| fits(signed, percent)) {
        return None;
    }
    let lost = digit_lost(signed, (now, before), change, context);
    let detail = told(growth, (now, before), (signed, computed), context);
    let mut finding = finding(ABOUT.code, signed, computed, (&[now], lost), detail, context);
    mind_text(&mut finding, &now.fields, all, context);
    Some(finding)
}

/// 57件，同比增加9件（2021年为47件）: a number of things more or fewer that is not what lies between the two numbers beside it.
fn of_difference(change: &Stated, stated: &[Stated], context: &Context<'_>) -> Option<Finding> {
    let year = context.sheet.year;
    let (signed, words) = change.change()?;
    if change.counter == "%" || change.counter.is_empty() || !change.is_exact_change_to(year) {
        return None;
    }
    let both = beside(change, year, stated)?;
    let ([now], [before]) = (both.nows.as_slice(), both.befores.as_slice()) else { return None };
    let is_count = |one: &Stated| one.counter == change.counter && one.value.fract().is_zero();
    let is_of_them = [now.number.key.as_str(), &now.number.subject, &before.number.subject].contains(&words);
    let counted = is_count(now.number) && is_count(before.number) && is_count(change);
    let shortened = !now.step.is_zero() || !before.step.is_zero();
    if !counted || shortened || !(words.is_empty() || is_of_them) {
        return None;
    }
    let (now, before) = (as_stated(now.number.value), as_stated(before.number.value));
    let computed = now.value.checked_sub(before.value)?;
    if computed == signed {
        return None;
    }
    let lost = digit_lost(signed, (&now, &before), Decimal::checked_sub, context);
    let (told, expected, no) = (plain(signed), plain(computed), &change.sentence_no);
    let (a, b, counter, sentence) =
        (plain(now.value), plain(before.value), &change.counter, change.printed.trim());
    let detail = match context.lang {
        Lang::En => format!(
            "The text says a change of {told}{counter}; from {b} to {a} it is {expected}. Sentence {no}: {sentence}"
        ),
        Lang::Zh => {
            format!("正文为变动{told}{counter}；由{b}至{a}，变动{expected}。第{no}句：{sentence}")
        }
    };
    Some(of_numbers(ABOUT.code, (signed, computed), lost, detail, context))
}

/// What is said of a rate, of this year's number and last year's.
fn told(
    growth: &Stated,
    (now, before): (&Operand, &Operand),
    (signed, computed): (Decimal, Decimal),
    context: &Context<'_>,
) -> String {
    let (told, expected) = (plain(signed), plain(as_fine(computed, signed)));
    let (a, b, sentence) = (plain(now.value), plain(before.value), growth.printed.trim());
    match context.lang {
        Lang::En => format!(
            "The text says a change of {told}%; from {b} to {a} it is {expected}%. Sentence {}: {sentence}",
            growth.sentence_no
        ),
        Lang::Zh => {
            format!("正文为变动{told}%；由{b}至{a}，变动{expected}%。第{}句：{sentence}", growth.sentence_no)
        }
    }
}

/// 与上年的157件相比，本年新收135件，下降21.3%; 新收135件，较上年的157件下降14%: what last year's number counts is told by this year's alone, of
/// which the rate is.
fn counts_the_same((own, before): (&Stated, &Stated), growth: &Stated, stated: &[Stated]) -> bool {
    let words = growth.change().map_or("", |(_, words)| words);
    let is_change = |other: &Stated| {
        other.is_in_sentence_of(growth) && other.change().is_some() && other.subject == before.subject
    };
    let is_unnamed = before.names_last_year_alone() || stated.iter().any(is_change);
    is_unnamed && before.key.is_empty() && (own.key == words || own.subject == words)
}

/// Whether a rate is of something that the numbers beside it do not count.
fn is_of_another(words: &str, both: &Beside<'_>) -> bool {
    let counts =
        |word: &str| both.nows.iter().chain(&both.befores).any(|one| one.number.subject.contains(word));
    let all = GROWS_OF_ITSELF.iter().chain(OTHER_MEASURES.iter());
    all.into_iter().any(|word| words.contains(word) && !counts(word))
}

/// What the sentence says of last year: the number itself, or by how much this year's differs from it.
fn before(now: &Operand, words: &str, growth: &Stated, stated: &[Stated]) -> Vec<Operand> {
    if words.is_empty() {
        return Vec::new();
    }
    let last_year = growth.about_year.and_then(|year| year.checked_sub(1));
    let mut before: Vec<Operand> = in_sentence(words, growth, last_year, stated).collect();
    let differences = stated.iter().filter(|other| {
        other.is_in_sentence_of(growth)
            && other.counter != growth.counter
            && other.bound == Bound::Exact
            && other.about_year == growth.about_year
            && other.change().is_some_and(|(_, of)| of == words)
    });
    let by = differences.filter_map(|other| now.value.checked_sub(other.change()?.0));
    before.extend(by.map(as_stated));
    before
}

fn as_stated(value: Decimal) -> Operand {
    Operand { value, fields: Vec::new() }
}
