//! A summary report beside the reports that it sums up.

use rust_decimal::Decimal;

use super::About;
use crate::audit::finding::{Finding, Verdict, plain};
use crate::audit::lang::{Lang, Text};
use crate::audit::series::{Record, Series};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "D04-summary",
    checks: Text {
        zh: "同一地区、同一年度：某份报告的至少三个关键数据恰为其余各机关之和（显然是汇总），而另有数据与之和不符。",
        en: "One region and year: at least three main figures of a report are exactly the sums of the others, so that it clearly sums them up, and another of its figures is not.",
    },
    why: Text {
        zh: "汇总报告的数据应为所汇总各报告之和。",
        en: "The figures of a summary are the sums of what it sums up.",
    },
    example: Text {
        zh: "全县报告的新收、结转、许可均等于各局之和，而行政处罚少10件。",
        en: "A county's requests, carried over and licences are those of its bureaus together, and its penalties are 10 fewer.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第四十九条第二款",
        en: "Regulations, Article 49, second paragraph",
    },
};

/// So many sums must come out to take a report for a summary, …
const COVERED: usize = 3;
/// … over so many other reports.
const MEMBERS: usize = 3;

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    let together = |a: &Record, b: &Record| {
        !a.region_code.is_empty() && a.region_code == b.region_code && a.year == b.year
    };
    series.in_groups("region, year, place", together, &mut |records| {
        if records.len() <= MEMBERS {
            return;
        }
        let courses: Vec<(usize, &str)> = main_figures(series);
        let totals: Vec<Option<Decimal>> = courses
            .iter()
            .map(|&(at, _)| {
                records.iter().try_fold(Decimal::ZERO, |sum, record| sum.checked_add(record.number(at)?))
            })
            .collect();
        for record in records {
            // What the others come to is the sum of all less this one.
            let compared: Vec<(usize, &str, Decimal, Decimal)> = courses
                .iter()
                .zip(&totals)
                .filter_map(|(&(at, key), total)| {
                    let own = record.number(at)?;
                    Some((at, key, own, (*total)?.checked_sub(own)?))
                })
                .collect();
            let covered =
                compared.iter().filter(|(_, _, own, others)| own == others && !own.is_zero()).count();
            if covered < COVERED {
                continue;
            }
            for &(at, key, own, others) in compared.iter().filter(|(_, _, own, others)| own != others) {
                let clean = records.iter().all(|record| record.is_clean(at));
                let verdict = if clean { Verdict::Published } else { Verdict::Extraction };
                let (count, a, b) = (records.len() - 1, plain(own), plain(others));
                let detail = match lang {
                    Lang::En => format!(
                        "{covered} main figures are the sums of the {count} other reports of the region and year; this one is {a}, and they come to {b}."
                    ),
                    Lang::Zh => format!(
                        "有{covered}个关键数据为同地区同年度其余{count}份报告之和；此项为{a}，其和为{b}。"
                    ),
                };
                out.push(Series::finding(record, ABOUT.code, verdict, key, detail).numbers(own, others));
            }
        }
    })
}

fn main_figures<'s>(series: &'s Series<'_>) -> Vec<(usize, &'s str)> {
    let carried = ["requests.carried_in.total", "requests.carried_out.total"];
    let carried = carried.into_iter().filter_map(|key| Some((series.watched.at(key)?, key)));
    series.watched.courses().chain(carried).collect()
}
