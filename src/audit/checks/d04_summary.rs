//! A summary report beside the reports that it sums up.

use rust_decimal::Decimal;

use super::About;
use crate::audit::series::Series;
use crate::audit::series::record::{Record, misread};
use crate::audit::sums::localise::MOST_TIES;
use crate::audit::sums::one_digit::lost;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;
use crate::exact::apart;

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
/// … over so many other reports, …
const MEMBERS: usize = 3;
/// … small numbers come out by chance, so that all that do, multiplied, come to so much, …
const NO_CHANCE: i64 = 1_000;
/// … and for each main figure that does not come out so many do: a report that is not in the dataset would spoil several.
const FOR_EACH: usize = 2;

/// A figure of all reports of a region and year.
struct Column<'k> {
    at: usize,
    key: &'k str,
    /// What those that print it come to.
    total: Decimal,
    /// How many print another number than 0.
    addends: usize,
    /// How many do not print it.
    lacking: usize,
}

/// A figure of one report beside the same of the others.
struct Compared<'c> {
    column: &'c Column<'c>,
    own: Decimal,
    others: Decimal,
}

impl Compared<'_> {
    /// Whether it is the sum of the others; amounts of money may be rounded.
    fn is_sum(&self) -> bool {
        apart(self.own, self.others) < Decimal::new(1, self.own.scale())
    }
}

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    let together = |a: &Record, b: &Record| {
        !a.region_code.is_empty() && a.region_code == b.region_code && a.year == b.year
    };
    let (main, telling) = (main_figures(series), series.watched.stock().collect::<Vec<_>>());
    series.in_groups("region, year, place", together, &mut |records| {
        if records.len() <= MEMBERS {
            return;
        }
        let (main, telling) = (columns(&main, records), columns(&telling, records));
        for record in records {
            let compared: Vec<Compared<'_>> = main.iter().filter_map(|of| compare(record, of)).collect();
            let beside = telling.iter().filter_map(|of| compare(record, of));
            let covered = summed_up(compared.iter().chain(&beside.collect::<Vec<_>>()));
            let Some(covered) = covered else { continue };
            // What is not printed may be any number, but none below 0.
            let differs = |of: &&Compared<'_>| !of.is_sum() && (of.column.lacking == 0 || of.own < of.others);
            let come_out = compared.iter().filter(|of| of.is_sum() && !of.own.is_zero()).count();
            if compared.iter().filter(differs).count() * FOR_EACH > come_out {
                continue;
            }
            out.extend(compared.iter().filter(differs).map(|of| finding(record, of, covered, records, lang)));
        }
    })
}

fn columns<'k>(keys: &[(usize, &'k str)], records: &[Record]) -> Vec<Column<'k>> {
    keys.iter().filter_map(|&key| column(key, records)).collect()
}

/// A figure of all reports; nothing if it gets too large.
fn column<'k>((at, key): (usize, &'k str), records: &[Record]) -> Option<Column<'k>> {
    let numbers = || records.iter().filter_map(|record| record.number(at));
    let total = numbers().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number))?;
    let addends = numbers().filter(|number| !number.is_zero()).count();
    Some(Column { at, key, total, addends, lacking: records.len() - numbers().count() })
}

/// What the others come to is the sum of all less this one.
fn compare<'c>(record: &Record, column: &'c Column<'c>) -> Option<Compared<'c>> {
    let own = record.number(column.at)?;
    Some(Compared { column, own, others: column.total.checked_sub(own)? })
}

/// How many figures of a report are sums of the others; nothing where they are too few to show that it sums them up.
fn summed_up<'c>(compared: impl Iterator<Item = &'c Compared<'c>>) -> Option<usize> {
    let (mut covered, mut several, mut chance) = (0, false, Decimal::ONE);
    for of in compared.filter(|of| of.is_sum() && !of.own.is_zero()) {
        covered += 1;
        // A figure that one other report alone has may be the same one under two names.
        several |= of.column.addends > 2;
        chance = chance.checked_mul(of.own.abs()).unwrap_or(Decimal::MAX);
    }
    (covered >= COVERED && several && chance >= Decimal::from(NO_CHANCE)).then_some(covered)
}

fn finding(record: &Record, of: &Compared<'_>, covered: usize, records: &[Record], lang: Lang) -> Finding {
    let column = of.column;
    // That the other sums come out shows that the tables were read as they stand.
    let sound = |record: &Record| {
        record.number(column.at).is_none() || record.is_clean(column.at) || record.is_placed(column.at)
    };
    let others: Vec<_> = records.iter().filter(|other| other.order != record.order).collect();
    let terms: Vec<_> = others.iter().map(|other| other.term(column.at)).filter(Option::is_some).collect();
    let lost = lost(&[record.term(column.at)], &terms);
    let all_sound = records.iter().all(sound) && lost.is_none();
    let verdict = if all_sound { Verdict::Published } else { Verdict::Extraction };
    let (count, a, b) = (records.len() - 1, plain(of.own), plain(of.others));
    let mut detail = match (lang, column.lacking) {
        (Lang::En, 0) => format!(
            "{covered} figures are the sums of the {count} other reports of the region and year; this one is {a}, and they come to {b}."
        ),
        (Lang::En, lacking) => format!(
            "{covered} figures are the sums of the {count} other reports of the region and year; this one is {a}, and they come to {b} without the {lacking} that do not print it."
        ),
        (Lang::Zh, 0) => {
            format!("有{covered}个数据为同地区同年度其余{count}份报告之和；此项为{a}，其和为{b}。")
        }
        (Lang::Zh, lacking) => format!(
            "有{covered}个数据为同地区同年度其余{count}份报告之和；此项为{a}，而其余报告（{lacking}份未印此项）之和已为{b}。"
        ),
    };
    let unsound = records.iter().filter(|record| !sound(record)).map(|record| (record, column.at));
    detail.extend(lost.map(|lost| lost.told(lang)).or_else(|| misread(unsound, lang)));
    let mut finding =
        Series::finding(record, ABOUT.code, verdict, column.key, detail).numbers(of.own, of.others);
    finding.suspects = suspects(column, &others);
    finding
}

/// The figure of the summary, and the same of each report that it sums up and that prints it.
fn suspects(column: &Column<'_>, others: &[&Record]) -> String {
    let printed = others.iter().filter(|other| other.number(column.at).is_some());
    let theirs = printed.map(|other| format!("{}:{}", other.report_id, column.key));
    let sets: Vec<String> = std::iter::once(column.key.to_string()).chain(theirs).take(MOST_TIES).collect();
    sets.join(" | ")
}

fn main_figures<'s>(series: &'s Series<'_>) -> Vec<(usize, &'s str)> {
    let carried = ["requests.carried_in.total", "requests.carried_out.total"];
    let carried = carried.into_iter().filter_map(|key| Some((series.watched.at(key)?, key)));
    series.watched.courses().chain(carried).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(figures: &[(i64, i64, usize)]) -> Option<usize> {
        let column = |addends| Column { at: 0, key: "", total: Decimal::ZERO, addends, lacking: 0 };
        let columns: Vec<Column<'_>> = figures.iter().map(|&(_, _, addends)| column(addends)).collect();
        let pairs = figures.iter().zip(&columns);
        let compared: Vec<Compared<'_>> = pairs
            .map(|(&(own, others, _), column)| Compared { column, own: own.into(), others: others.into() })
            .collect();
        summed_up(compared.iter())
    }

    #[test]
    fn small_numbers_and_one_report_under_two_names_make_no_summary() {
        assert_eq!(covered(&[(93, 93, 4), (120, 120, 3), (7, 7, 2), (50, 40, 4)]), Some(3));
        assert_eq!(covered(&[(93, 93, 4), (120, 120, 3), (50, 40, 4)]), None);
        assert_eq!(covered(&[(3, 3, 4), (1, 1, 3), (2, 2, 3)]), None);
        assert_eq!(covered(&[(93, 93, 2), (120, 120, 2), (7, 7, 2)]), None);
        assert_eq!(covered(&[(0, 0, 0), (120, 120, 3), (7, 7, 3)]), None);
    }

    #[test]
    fn amounts_may_be_rounded() {
        let column = Column { at: 0, key: "", total: Decimal::ZERO, addends: 3, lacking: 0 };
        let of = |own: &str, others: &str| Compared {
            column: &column,
            own: own.parse().unwrap(),
            others: others.parse().unwrap(),
        };
        assert!(of("155.7", "155.69").is_sum() && of("156", "155.69").is_sum());
        assert!(!of("155.6", "155.79").is_sum() && !of("154", "155.69").is_sum());
    }
}
