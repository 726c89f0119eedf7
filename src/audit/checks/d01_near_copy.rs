//! Running text of which a good part is that of another report.

use std::path::Path;

use rust_decimal::Decimal;

use super::About;
use crate::audit::read::table::Table;
use crate::audit::series::Series;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

pub(super) const ABOUT: About = About {
    code: "D01-near_copy",
    checks: Text {
        zh: "正文与另一份报告（上一年度的，或别的机关的）有五分之一以上相同：提示，并给出相似度。取自 similar.csv。",
        en: "A fifth or more of the running text is that of another report, of the year before or of another agency: a note that says how much. Taken from similar.csv.",
    },
    why: Text {
        zh: "报告应写本机关本年度的情况；用语相近不等于有误。",
        en: "A report is on its own agency and year; words alike are no mistake by themselves.",
    },
    example: Text {
        zh: "2023年度正文与2022年度相似度0.97。",
        en: "The text on 2023 is 0.97 like that on 2022.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

/// The file; it need not be there.
pub(in crate::audit) const FILE: &str = "similar.csv";
const COLUMNS: [&str; 3] = ["report_a", "report_b", "similarity"];

/// Whether the file was there.
pub(super) fn run(
    dir: &Path,
    series: &Series<'_>,
    lang: Lang,
    out: &mut Vec<Finding>,
) -> Result<bool, DatasetError> {
    let mut file = match Table::open(dir, FILE, &COLUMNS, COLUMNS.len(), &COLUMNS) {
        Ok(file) => file,
        Err(DatasetError::MissingFile { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    while file.advance()? {
        let (a, b) = (series.find(file.text(0)?.trim())?, series.find(file.text(1)?.trim())?);
        let (Some(a), Some(b)) = (a, b) else { continue };
        let Some(similarity) = file.number::<Decimal>(2, "similarity", "a number from 0 to 1")? else {
            continue;
        };
        // The later report is the one that copies.
        let (earlier, later) = if (a.year, a.order) <= (b.year, b.order) { (a, b) } else { (b, a) };
        let (name, year, id, alike) = (&earlier.name, earlier.year, &earlier.report_id, plain(similarity));
        let detail = match lang {
            Lang::En => format!("The running text is {alike} like that of {name} on {year} ({id})."),
            Lang::Zh => format!("正文与{name}{year}年度报告（{id}）相似度为{alike}。"),
        };
        let mut finding = Series::finding(&later, ABOUT.code, Verdict::Note, "", detail);
        finding.published = alike;
        out.push(finding);
    }
    Ok(true)
}
