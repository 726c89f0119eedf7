//! The number of documents in force must follow from the year before.

use super::About;
use super::of_rows_beside::stock_beside;
use super::of_years::{is_series, pairs, stocks};
use crate::audit::series::Series;
use crate::audit::series::record::misread;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "Y02-in_force",
    checks: Text {
        zh: "同一机关（2021年格式）：现行有效件数等于上一年度现行有效件数加本年制发减本年废止。仅在别的数据表明两份报告属于同一序列时比较。",
        en: "One agency, form of 2021: in force equals in force in the year before plus issued minus repealed. Only compared where other figures show that the reports are one series.",
    },
    why: Text {
        zh: "文件只因制发而增加、因废止而减少。",
        en: "Documents come by being issued and go by being repealed.",
    },
    example: Text {
        zh: "2023年现行有效597件，2024年制发50件、废止227件，应为420件。",
        en: "597 in force in 2023, 50 issued and 227 repealed in 2024: 420 must be in force.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第二十条第（一）项；国办公开办函〔2021〕30号所附格式表二",
        en: "Regulations, Article 20(1); table 二 in the form of 国办公开办函〔2021〕30号",
    },
};

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    let stocks = stocks(series);
    series.by_agency(&mut |records| {
        let pairs = pairs(records);
        if !is_series(&pairs, series) {
            return;
        }
        for pair in &pairs {
            for stock in &stocks {
                let (Some((expected, _)), Some(printed)) =
                    (stock.expected(pair), pair.after.number(stock.in_force))
                else {
                    continue;
                };
                if expected == printed {
                    continue;
                }
                let clean = pair.before.is_clean(stock.in_force)
                    && [stock.issued, stock.repealed, stock.in_force]
                        .into_iter()
                        .all(|at| pair.after.is_clean(at));
                let beside = || stock_beside(pair, stock, &stocks, lang);
                let fits = stock.misread(pair, lang).or_else(beside);
                let verdict =
                    if clean && fits.is_none() { Verdict::Published } else { Verdict::Extraction };
                let number = |at| pair.after.number(at).map(plain).unwrap_or_default();
                let before = pair.before.number(stock.in_force).map(plain).unwrap_or_default();
                let (issued, repealed) = (number(stock.issued), number(stock.repealed));
                let (year, b, c) = (pair.before.year, plain(expected), plain(printed));
                let mut detail = match lang {
                    Lang::En => format!(
                        "{before} were in force by the report on {year} ({}); with {issued} issued and {repealed} repealed since that is {b}, and {c} is printed.",
                        pair.before.report_id
                    ),
                    Lang::Zh => format!(
                        "{year}年度报告（{}）现行有效{before}件，本年制发{issued}件、废止{repealed}件，应为{b}件，印为{c}件。",
                        pair.before.report_id
                    ),
                };
                let of_this_year = [stock.issued, stock.repealed, stock.in_force].map(|at| (pair.after, at));
                let figures = [(pair.before, stock.in_force)].into_iter().chain(of_this_year);
                detail.extend(fits.or_else(|| misread(figures, lang)));
                let mut finding = Series::finding(pair.after, ABOUT.code, verdict, &stock.key, detail)
                    .numbers(printed, expected);
                let row = stock.key.trim_end_matches(".in_force");
                finding.suspects =
                    format!("{row}.issued | {row}.repealed | {row}.in_force | {year}:{row}.in_force");
                out.push(finding);
            }
        }
    })
}
