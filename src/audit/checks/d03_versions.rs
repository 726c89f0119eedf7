//! Two versions of one report that do not say the same.

use super::About;
use crate::audit::series::Series;
use crate::audit::series::record::{Record, misread};
use crate::audit::sums::one_digit::lost;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "D03-versions",
    checks: Text {
        zh: "同一机关同一年度的两份报告，多数关键数据相同而有所不同：同一报告的两个版本。名称不同的，可能是两个机关，仅供留意。",
        en: "Two reports of one agency on one year that agree in most of their main figures and differ in some: two versions of one report. Under two names they may be of two bodies: a note.",
    },
    why: Text { zh: "一个机关一年只有一份年度报告。", en: "An agency has one report a year." },
    example: Text {
        zh: "网页版本年新收93件，附件PDF版为94件。",
        en: "93 new requests on the page, 94 in the attached PDF.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第四十九条", en: "Regulations, Article 49" },
};

/// Documents under one name and year are versions of one report if they share so many numbers that are not 0.
const SHARED: usize = 3;
/// How many differences are told.
const TOLD: usize = 5;

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    series.by_agency(&mut |records| {
        for versions in records.chunk_by(|a, b| a.year == b.year) {
            let Some((first, rest)) = versions.split_first() else { continue };
            out.extend(rest.iter().filter_map(|version| finding(first, version, lang, series)));
        }
    })
}

fn finding(first: &Record, version: &Record, lang: Lang, series: &Series<'_>) -> Option<Finding> {
    let mut shared = 0;
    let mut differences: Vec<(usize, String)> = Vec::new();
    for (at, key) in series.watched.apart() {
        let (Some(a), Some(b)) = (first.number(at), version.number(at)) else { continue };
        if a == b {
            shared += usize::from(!a.is_zero());
        } else {
            let name = series.name(key, lang);
            differences.push((at, format!("{name}: {} / {}", plain(a), plain(b))));
        }
    }
    let &(at, _) = differences.first()?;
    if shared < SHARED || shared < differences.len() * 2 {
        return None;
    }
    let clean = differences.iter().all(|&(at, _)| first.is_clean(at) && version.is_clean(at));
    let loss = |&(at, _): &(usize, String)| lost(&[first.term(at)], &[version.term(at)]);
    let lost = differences.iter().find_map(loss);
    let verdict = match clean && lost.is_none() {
        false => Verdict::Extraction,
        true if is_one_name(&first.name, &version.name) => Verdict::Published,
        true => Verdict::Note,
    };
    let told: Vec<&str> = differences.iter().take(TOLD).map(|(_, told)| told.as_str()).collect();
    let (told, id, count) =
        (told.join(if lang == Lang::En { "; " } else { "；" }), &first.report_id, differences.len());
    let more = match lang {
        _ if count <= TOLD => "",
        Lang::En => "; …",
        Lang::Zh => "；……",
    };
    let mut detail = match lang {
        Lang::En => format!(
            "Another report of the same agency and year ({id}) differs in {count} of the main figures (there / here): {told}{more}."
        ),
        Lang::Zh => {
            format!("同一机关同一年度的另一份报告（{id}）有{count}个关键数据不同（彼／此）：{told}{more}。")
        }
    };
    let figures = differences.iter().flat_map(|&(at, _)| [(first, at), (version, at)]);
    let doubt = lost.map(|lost| lost.told(lang)).or_else(|| misread(figures, lang));
    detail.extend(doubt);
    let (key, here, there) = (series.watched.keys().get(at)?, version.number(at)?, first.number(at)?);
    Some(Series::finding(version, ABOUT.code, verdict, key, detail).numbers(here, there))
}

/// Whether two names are one, with more or fewer of the places that the body lies in before it.
fn is_one_name(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_with_more_places_before_it_is_one() {
        assert!(is_one_name("沈阳市教育局", "辽宁省沈阳市教育局"));
        assert!(is_one_name("沈阳市教育局", "沈阳市教育局"));
        assert!(!is_one_name("上海市民防办公室", "上海市国防动员办公室"));
    }
}
