//! What one year carries over to the next must arrive there.

use super::About;
use super::of_rows_beside::carried_beside;
use super::of_years::{carried, is_series, pairs};
use crate::audit::series::Series;
use crate::audit::series::record::misread;
use crate::audit::sums::one_digit::lost;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "Y01-carried_over",
    checks: Text {
        zh: "同一机关：上一年度“四、结转下年度继续办理”等于本年度“二、上年结转”，逐列比较。仅在别的数据表明两份报告属于同一序列时比较。",
        en: "One agency: carried over to next year equals carried over from last year in the report on the next year, per applicant. Only compared where other figures show that the reports are one series.",
    },
    why: Text {
        zh: "结转的申请只会在下一年出现。",
        en: "What is carried over turns up in the next year and nowhere else.",
    },
    example: Text {
        zh: "2023年结转下年度121件，2024年上年结转118件。",
        en: "121 carried over in the report on 2023, 118 arriving in the report on 2024.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（二）项；格式表三第二项、第四项",
        en: "Regulations, Article 50(2); rows 二 and 四 of table 三",
    },
};

pub(super) fn run(series: &Series<'_>, lang: Lang, out: &mut Vec<Finding>) -> Result<(), DatasetError> {
    series.by_agency(&mut |records| {
        let pairs = pairs(records);
        if !is_series(&pairs, series) {
            return;
        }
        for pair in &pairs {
            let beside = carried_beside(pair, series, lang);
            for (from, to, column) in carried(series) {
                let (Some(left), Some(arrived)) = (pair.before.number(from), pair.after.number(to)) else {
                    continue;
                };
                if left == arrived {
                    continue;
                }
                let lost = lost(&[pair.before.term(from)], &[pair.after.term(to)]);
                let sound = pair.before.is_clean(from) && pair.after.is_clean(to);
                let clean = sound && lost.is_none() && beside.is_none();
                let verdict = if clean { Verdict::Published } else { Verdict::Extraction };
                let (year, next, a, b) = (pair.before.year, pair.after.year, plain(left), plain(arrived));
                let key = format!("requests.carried_in.{column}");
                let name = series.column_name(&key, lang);
                let mut detail = match lang {
                    Lang::En => format!(
                        "The report on {year} ({}) carries over {a} to the next year, the report on {next} has {b} from the year before (column \"{name}\").",
                        pair.before.report_id
                    ),
                    Lang::Zh => format!(
                        "{year}年度报告（{}）结转下年度{a}件，{next}年度报告上年结转{b}件（“{name}”列）。",
                        pair.before.report_id
                    ),
                };
                let doubt = || misread([(pair.before, from), (pair.after, to)], lang);
                let lost = lost.map(|lost| lost.told(lang));
                detail.extend(lost.or_else(|| beside.clone()).or_else(doubt));
                let mut finding =
                    Series::finding(pair.after, ABOUT.code, verdict, &key, detail).numbers(arrived, left);
                finding.suspects = format!("{key} | {year}:requests.carried_out.{column}");
                out.push(finding);
            }
        }
    })
}
