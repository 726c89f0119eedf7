//! The same figures under two names, or on two years.

use super::About;
use crate::audit::series::record::Record;
use crate::audit::series::{Series, TELLING};
use crate::audit::told::finding::{Finding, Verdict};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "D02-same_figures",
    checks: Text {
        zh: "两个不同机关、或同一机关两个年度的报告，全部非零数据（至少15个）完全相同。政府与其办公室同用一份报告的不算。",
        en: "Reports of two agencies, or of one agency on two years, have the same figures throughout, at least 15 that are not 0. A government and its office that share a report do not count.",
    },
    why: Text {
        zh: "不同机关、不同年度的数据不会处处相同。",
        en: "Figures of different agencies or years are not the same throughout.",
    },
    example: Text {
        zh: "甲局与乙局同年报告的表二、表三逐格相同。",
        en: "Tables 二 and 三 of two bureaus are the same cell by cell.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第四十九条、第五十条", en: "Regulations, Articles 49 and 50"
    },
};

/// Words by which a government and its office differ.
const OFFICE: [&str; 4] = ["人民政府", "办公室", "政府", "办"];

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    let mut found: Vec<(u32, Finding)> = Vec::new();
    let alike = |a: &Record, b: &Record| a.fingerprint == b.fingerprint && a.fingerprint != 0;
    series.in_groups("fingerprint, place", alike, &mut |records| {
        let Some((first, rest)) = records.split_first() else { return };
        for record in rest {
            let same_body = record.agency == first.agency || place(&record.name) == place(&first.name);
            if same_body && record.year == first.year {
                continue;
            }
            let (name, year, id) = (&first.name, first.year, &first.report_id);
            let detail = match lang {
                Lang::En => format!("All figures, {TELLING} or more that are not 0 among them, are those of the report of {name} on {year} ({id})."),
                Lang::Zh => format!("全部数据（其中非零数据至少{TELLING}个）与{name}{year}年度报告（{id}）相同。"),
            };
            found.push((record.order, Series::finding(record, ABOUT.code, Verdict::Published, "", detail)));
        }
    })?;
    found.sort_by_key(|(order, _)| *order);
    out.extend(found.into_iter().map(|(_, finding)| finding));
    Ok(())
}

/// A name without what parts a government from its office.
fn place(name: &str) -> String {
    OFFICE.iter().fold(name.to_string(), |name, word| name.replace(word, ""))
}
