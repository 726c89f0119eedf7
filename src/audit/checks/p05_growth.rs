//! A growth rate that does not follow from the numbers it is made of.

use rust_decimal::Decimal;

use super::About;
use super::of_shares::{
    Operand, as_fine, digit_lost, finding, fits, in_sentence, numbers_before, operands, percent,
};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated};
use crate::audit::told::finding::{Finding, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::GROWS_OF_ITSELF;

pub(super) const ABOUT: About = About {
    code: "P05-growth",
    checks: Text {
        zh: "正文中的增长率、下降率，按同一句所述的上年数（或增减数；“与上年的若干件相比”在本年数之前亦同）与本年数重新计算；本年数正文没有的，取表中数据；容许四舍五入和截尾。句中没有上年数的，由 Y04 与上年度报告比较。写明以另一年为基数，或剔除、扣除一部分的，以及人数、事项数，不计算。",
        en: "A rate of growth or decline in the running text, computed again from last year's number (also one told before this year's: 与上年的…件相比; or the difference) in the same sentence and this year's, as the text states it or else as the tables print it; rounding and cutting off are allowed for. Where the sentence has no number for last year, Y04 takes it from the report on that year. A change with another base (以2022年为基数), one that leaves something out (剔除, 扣除), and one of persons or matters is not computed.",
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
    for growth in stated.iter().filter(|growth| growth.is_rate_beside(year)) {
        let Some((signed, words)) = growth.change() else { continue };
        let beside = beside(growth, year, stated);
        let of_year = growth.is_growth_rate(year);
        let named = of_year && !words.is_empty();
        let mut now = if named { operands(words, growth, stated, context) } else { Vec::new() };
        let by_words = !now.is_empty();
        let beside = beside.filter(|both| by_words || !is_of_another(words, *both));
        now.extend(beside.filter(|_| !by_words).map(|(now, _)| as_stated(now.value)));
        if of_year && by_words {
            now.extend(numbers_before(growth, stated));
        }
        let base = beside.filter(|(own, before)| !by_words || counts_the_same(own, before, words));
        let base = base.map(|(_, before)| as_stated(before.value));
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
        let Some(((now, before), computed)) = pairs.iter().find_map(|&pair| Some((pair, of_pair(pair)?)))
        else {
            continue;
        };
        if pairs.iter().filter_map(|&pair| of_pair(pair)).any(|percent| fits(signed, percent)) {
            continue;
        }
        let lost = digit_lost(signed, (now, before), change, context);
        let detail = told(growth, (now, before), (signed, computed), context);
        out.push(finding(ABOUT.code, signed, computed, (&[now], lost), detail, context));
    }
}

/// What is said of a rate, of this year's number and last year's.
fn told(
    growth: &Stated,
    (now, before): (&Operand, &Operand),
    (signed, computed): (Decimal, Decimal),
    context: &Context<'_>,
) -> String {
    let (told, expected) = (plain(signed), plain(as_fine(computed, signed)));
    let (a, b, sentence) = (plain(now.value), plain(before.value), growth.sentence.trim());
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

/// 与上年的157件相比，本年新收135件，下降21.3%: what last year's number counts is told by this year's alone, of which the rate is.
fn counts_the_same(own: &Stated, before: &Stated, words: &str) -> bool {
    before.names_last_year_alone() && before.key.is_empty() && (own.key == words || own.subject == words)
}

/// Whether a rate is of something that the two numbers beside it do not count.
fn is_of_another(words: &str, (now, before): (&Stated, &Stated)) -> bool {
    let counts = |word: &str| now.subject.contains(word) || before.subject.contains(word);
    GROWS_OF_ITSELF.iter().any(|word| words.contains(word) && !counts(word))
}

/// This year's number and last year's as they stand before a rate in the sentence, counted alike: 50件，较2023年的40件增长20%, 由上年的40件
/// 变为50件，增长20%, 与上年的40件相比，本年50件，增长20%.
fn beside<'s>(growth: &Stated, year: Option<u16>, stated: &'s [Stated]) -> Option<(&'s Stated, &'s Stated)> {
    let at = stated.iter().position(|other| std::ptr::eq(other, growth))?;
    let [.., first, second] = stated.get(..at)? else { return None };
    let (now, before) = if first.about_year == year { (first, second) } else { (second, first) };
    let in_sentence = |other: &Stated| {
        other.is_in_sentence_of(growth)
            && other.share_of.is_empty()
            && other.bound == Bound::Exact
            && other.counter != growth.counter
    };
    let last_year = year.and_then(|year| year.checked_sub(1));
    let both = in_sentence(now) && in_sentence(before) && now.counter == before.counter;
    let years = now.about_year == year && before.about_year == last_year;
    (both && years).then_some((now, before))
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
