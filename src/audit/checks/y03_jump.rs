//! A year whose figure is out of all proportion to the agency's other years.

use rust_decimal::Decimal;

use super::About;
use crate::audit::series::Series;
use crate::audit::series::record::Record;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

/// The other years must be so many, …
const OTHERS: usize = 3;
/// … their largest at most so many times their smallest, …
const STEADY: i64 = 4;
/// … and the year in question so many times the largest, or that part of the smallest.
const JUMP: i64 = 20;
/// Small numbers jump easily.
const SMALL: i64 = 20;
/// 元 printed under 万元, or the other way round.
const UNIT: i64 = 10_000;

pub(super) const ABOUT: About = About {
    code: "Y03-jump",
    checks: Text {
        zh: "同一机关至少四年的序列中，其余各年平稳，某一年相差20倍以上：提示。相差约一万倍的，说明元与万元之差。",
        en: "In a series of at least four years that is steady otherwise, one year is more than 20 times the others or that part of them: a note. A factor of about 10,000 is named as that of yuan and ten thousand yuan.",
    },
    why: Text {
        zh: "突变可能属实（机构改革、口径变化），也可能是单位或录入之误。",
        en: "A jump may be true (a merger, another way of counting) or one of units or typing.",
    },
    example: Text {
        zh: "收费金额四年为12.1、11.8、121000、12.6万元。",
        en: "Fees of 12.1, 11.8, 121000 and 12.6 in four years.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    series.by_agency(&mut |records| {
        let one_a_year = records.windows(2).all(|two| matches!(two, [a, b] if a.year != b.year));
        if !one_a_year || records.len() <= OTHERS {
            return;
        }
        for (at, key) in series.watched.courses() {
            let course: Vec<(&Record, Decimal)> =
                records.iter().filter_map(|record| Some((record, record.number(at)?))).collect();
            for (index, &(record, number)) in course.iter().enumerate() {
                let others = course.iter().enumerate().filter(|(other, _)| *other != index);
                let others: Vec<Decimal> = others.map(|(_, (_, number))| *number).collect();
                if let Some(nearest) = jumps(number, &others) {
                    out.push(finding(record, (key, &series.name(key, lang)), number, nearest, lang));
                }
            }
        }
    })
}

/// The nearest of the other years, if a number is out of proportion to all of them.
fn jumps(number: Decimal, others: &[Decimal]) -> Option<Decimal> {
    let (least, most) = (*others.iter().min()?, *others.iter().max()?);
    let times = |number: Decimal, by: i64| number.checked_mul(Decimal::from(by));
    if others.len() < OTHERS || least.is_zero() || number.is_zero() || most > times(least, STEADY)? {
        return None;
    }
    if number >= times(most, JUMP)? && number >= Decimal::from(SMALL) {
        return Some(most);
    }
    (times(number, JUMP)? <= least && least >= Decimal::from(SMALL)).then_some(least)
}

/// The finding at a figure, with its key and its name.
fn finding(
    record: &Record,
    (key, name): (&str, &str),
    number: Decimal,
    nearest: Decimal,
    lang: Lang,
) -> Finding {
    let (larger, smaller) = if number > nearest { (number, nearest) } else { (nearest, number) };
    let ratio = larger.checked_div(smaller).unwrap_or_default().round();
    let of_units = ratio > Decimal::from(UNIT / 4) && ratio < Decimal::from(UNIT * 4);
    let (year, a, b, ratio) = (record.year, plain(number), plain(nearest), plain(ratio));
    let mut detail = match lang {
        Lang::En => {
            format!(
                "{name}: {a} in {year}; the nearest of the agency's other years is {b}, a factor of {ratio}."
            )
        }
        Lang::Zh => format!("{name}：{year}年为{a}；该机关其余年份中最接近的为{b}，相差{ratio}倍。"),
    };
    if of_units {
        detail.push_str(match lang {
            Lang::En => " Yuan and ten thousand yuan differ by 10,000.",
            Lang::Zh => "元与万元相差一万倍。",
        });
    }
    let mut finding = Series::finding(record, ABOUT.code, Verdict::Note, key, detail);
    finding.published = a;
    finding
}
