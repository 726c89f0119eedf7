//! A growth rate that does not follow from this year's report and that on the year before.

use rust_decimal::Decimal;

use super::About;
use super::of_shares::{as_fine, fits, percent, percent_lost};
use super::of_years::{Pair, is_series, pairs};
use crate::audit::read::prose::speaks_of_another_scope;
use crate::audit::series::record::{Record, misread};
use crate::audit::series::{Growth, Series};
use crate::audit::sums::one_digit::{Lost, is_short, wholes};
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;
use crate::exact::apart;

pub(super) const ABOUT: About = About {
    code: "Y04-growth",
    checks: Text {
        zh: "同一机关：正文中的增长率、下降率，按两年报告表中的数重新计算（收到的申请可含上年结转）。凡有一种读法相符，即不列出；仅在别的数据表明两份报告属于同一序列时比较；句子所说范围可能与表不同的，列为提示。",
        en: "One agency: a rate of growth or decline in the running text, computed again from the tables of the reports on both years (requests received may include those carried over). Where any reading fits it is no finding; only compared where other figures show that the reports are one series; where the sentence may speak of another scope, it is a note.",
    },
    why: Text {
        zh: "增长率由两年的两个数得出，而两年的数都已公开。",
        en: "Growth follows from the numbers of two years, and both are published.",
    },
    example: Text {
        zh: "正文“同比增长1.05%”；两年收到的申请为3607件和3646件，增长1.08%。",
        en: "The text says \"up 1.05%\"; 3607 and 3646 requests in the two years are 1.08% more.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    if !series.has_growths()? {
        return Ok(());
    }
    let mut failed = None;
    series.by_agency(&mut |records| {
        let pairs = pairs(records);
        if !pairs.iter().any(|pair| pair.after.states_growth) || !is_series(&pairs, series) {
            return;
        }
        for pair in pairs.iter().filter(|pair| pair.after.states_growth) {
            match series.growths(pair.after) {
                Ok(growths) => {
                    out.extend(growths.iter().filter_map(|growth| finding(pair, growth, series, lang)));
                }
                Err(error) => failed = Some(error),
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// What a key comes to in a report by one reading, and the kept figures that it is the sum of.
type Worth = (Decimal, Vec<usize>);

/// By how many percent a number is more than the one of the year before.
fn change(now: Decimal, before: Decimal) -> Option<Decimal> {
    percent(now.checked_sub(before)?, before)
}

/// A figure of one of two years that with one digit more would make a change follow from them, and that no sum and no text bears out.
fn figure_lost(pair: &Pair<'_>, stated: Decimal, now: &[Worth], before: &[Worth]) -> Option<Lost> {
    let of = |record: &Record, worth: &Worth, computed: &dyn Fn(Decimal) -> Option<Decimal>| {
        worth.1.iter().find_map(|&at| {
            let term = record.term(at).filter(|term| !term.is_firm)?;
            let others = worth.0.checked_sub(term.number)?;
            let fitting = |whole: &Decimal| {
                let computed = others.checked_add(*whole).and_then(computed);
                is_short(term.number, *whole) && computed.is_some_and(|computed| fits(stated, computed))
            };
            Some(Lost { printed: term.number, whole: wholes(term.number).find(fitting)? })
        })
    };
    let mut both = now.iter().flat_map(|now| before.iter().map(move |before| (now, before)));
    both.find_map(|(now, before)| {
        of(pair.after, now, &|whole| change(whole, before.0))
            .or_else(|| of(pair.before, before, &|whole| change(now.0, whole)))
    })
}

/// The readings of a key in a report. Nothing if one of their figures is not known.
fn worths(record: &Record, key: &str, series: &Series<'_>) -> Option<Vec<Worth>> {
    let mut worths = Vec::new();
    for reading in key.split(" | ") {
        let mut sum = (Decimal::ZERO, Vec::new());
        for key in reading.split(" + ") {
            let at = series.watched.at(key.trim())?;
            sum.0 = sum.0.checked_add(record.number(at)?)?;
            sum.1.push(at);
        }
        worths.push(sum);
    }
    // Requests received may always include those carried over.
    if let Some(column) = key.strip_prefix("requests.received_new.").filter(|column| !column.contains(' '))
        && let Some(at) = series.watched.at(&format!("requests.carried_in.{column}"))
        && let (Some((new, figures)), Some(carried)) = (worths.first(), record.number(at))
    {
        let both = [&figures[..], &[at]].concat();
        worths.push((new.checked_add(carried)?, both));
    }
    Some(worths)
}

fn finding(pair: &Pair<'_>, growth: &Growth, series: &Series<'_>, lang: Lang) -> Option<Finding> {
    let now_all = worths(pair.after, &growth.key, series)?;
    let before_all = worths(pair.before, &growth.key, series)?;
    let changes: Vec<Decimal> = now_all
        .iter()
        .flat_map(|now| before_all.iter().filter_map(|before| change(now.0, before.0)))
        .collect();
    if changes.is_empty() || changes.iter().any(|&computed| fits(growth.percent, computed)) {
        return None;
    }
    // The same reading in both years: one that the percentage would be of with a digit more, or else the one that comes nearest.
    let pairs = now_all
        .iter()
        .zip(&before_all)
        .filter_map(|(now, before)| Some((now, before, change(now.0, before.0)?)));
    let (now, before, computed) = pairs.min_by_key(|(_, _, computed)| {
        (percent_lost(growth.percent, *computed).is_none(), apart(growth.percent, *computed))
    })?;
    let lost = changes
        .iter()
        .find_map(|&computed| percent_lost(growth.percent, computed))
        .or_else(|| figure_lost(pair, growth.percent, &now_all, &before_all));
    let figures = || {
        let of_last_year = before.1.iter().map(|&at| (pair.before, at));
        now.1.iter().map(|&at| (pair.after, at)).chain(of_last_year)
    };
    let clean = figures().all(|(record, at)| record.is_clean(at)) && lost.is_none();
    let verdict = match (speaks_of_another_scope(&growth.sentence), clean) {
        (true, _) => Verdict::Note,
        (false, true) => Verdict::Published,
        (false, false) => Verdict::Extraction,
    };
    let expected = as_fine(computed, growth.percent);
    let (told, computed) = (plain(growth.percent), plain(expected));
    let (a, b) = (plain(now.0), plain(before.0));
    let (year, next, id) = (pair.before.year, pair.after.year, &pair.before.report_id);
    let (no, sentence) = (&growth.sentence_no, growth.sentence.trim());
    let mut detail = match lang {
        Lang::En => format!(
            "The text says a change of {told}%; from {b} in the report on {year} ({id}) to {a} in that on {next} it is {computed}%. Sentence {no}: {sentence}"
        ),
        Lang::Zh => format!(
            "正文为变动{told}%；由{year}年度报告（{id}）的{b}至{next}年度报告的{a}，变动{computed}%。第{no}句：{sentence}"
        ),
    };
    detail.extend(lost.map(|lost| lost.told(lang)).or_else(|| misread(figures(), lang)));
    let key = growth.key.split([' ']).next().unwrap_or_default();
    let mut finding =
        Series::finding(pair.after, ABOUT.code, verdict, key, detail).numbers(growth.percent, expected);
    let key = |&at: &usize| series.watched.keys().get(at);
    let own = now.1.iter().filter_map(key).map(|key| key.to_string());
    let of_last_year = before.1.iter().filter_map(key).map(|key| format!("{year}:{key}"));
    finding.suspects = own.chain(of_last_year).collect::<Vec<_>>().join(" | ");
    Some(finding)
}
