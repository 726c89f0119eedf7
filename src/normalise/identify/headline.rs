//! What a line of its own, such as the words of a link, says of the document behind it.

use super::agency::{is_full_name, is_place, is_short_name};
use super::fold::fold;
use super::kind::{Kind, without_date};
use super::title::parse;
use super::words::words;
use super::years::years;

/// What a line says of the document behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Headline {
    /// It is the title of a report: whose, as far as it says so (else empty), and on which year.
    Report {
        /// The agency as the title names it.
        agency: String,
        /// The year reported on.
        year: Option<u16>,
        /// The subject is missing (某局2021年度报告) or the line is cut off.
        weak: bool,
    },
    /// It tells another kind of document.
    Other(Kind),
    /// It is a year and nothing else: 2023年, 2023年度.
    Year(u16),
    /// It is the name of an agency or a place.
    Agency,
    /// It says none of these.
    Unclear,
}

/// Reads a line.
pub fn headline(line: &str) -> Headline {
    let folded = fold(line);
    // The date of a list stands before the label or behind it.
    let text = without_date(without_label(without_date(without_label(&folded))));
    // 【图解】某局2023年…: the label says what it is.
    let label = folded.strip_suffix(text).unwrap_or(&folded);
    let of_label = words().headline_kinds.first(label).filter(|hit| hit.means.0 == "news");
    if let (true, Some(_)) = (label.starts_with(['【', '[']), of_label) {
        return Headline::Other(Kind::News);
    }
    if let Some(title) = parse(text) {
        return Headline::Report { agency: title.agency, year: title.year, weak: title.weak };
    }
    if is_full_name(text) || is_short_name(text) || is_place(text) {
        return Headline::Agency;
    }
    if let Some(hit) = words().headline_kinds.first(text) {
        return match hit.means.0 {
            "notice" => Headline::Other(Kind::Notice),
            "guide" => Headline::Other(Kind::Guide),
            "news" => Headline::Other(Kind::News),
            "budget" => Headline::Other(Kind::Budget),
            "published" => Headline::Unclear,
            _ => Headline::Other(Kind::Other),
        };
    }
    lone_year(text).map(Headline::Year).or_else(|| agency_and_year(text)).unwrap_or(Headline::Unclear)
}

/// The text without white space, in one script and one form of digits and brackets, as words are compared.
pub fn folded(line: &str) -> String {
    fold(line)
}

fn lone_year(text: &str) -> Option<u16> {
    let text = text.trim_matches(['【', '】', '[', ']', '（', '）', '>', '·', '«', '»']);
    let found = years(text).next().filter(|found| found.start == 0)?;
    let rest = text.get(found.end..)?;
    matches!(rest, "" | "年" | "年度" | "年年报" | "年年度报告" | "年度报告" | "年报" | "年度年报")
        .then_some(found.year)
}

/// Lists put the name of their column before a title: 【年报】鹿鸣市….
fn without_label(text: &str) -> &str {
    /// The longest such name, in bytes.
    const LONGEST: usize = 36;
    for (open, close) in [('【', '】'), ('[', ']')] {
        if let Some((label, rest)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && label.len() <= LONGEST
            && !rest.is_empty()
        {
            return rest;
        }
    }
    text
}

/// 市教育局2023年度, 2023年市教育局: all that a row of a list says of a report.
fn agency_and_year(text: &str) -> Option<Headline> {
    let found = years(text).next()?;
    let (before, after) = (text.get(..found.start)?, text.get(found.end..)?);
    let after = ["年度", "年"].iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
    let agency = if before.is_empty() { after } else { before };
    let is_agency = is_full_name(agency) || is_short_name(agency);
    let alone = before.is_empty() || after.is_empty();
    (alone && is_agency).then(|| Headline::Report {
        agency: agency.to_string(),
        year: Some(found.year),
        weak: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_portal() {
        let report = |line: &str| match headline(line) {
            Headline::Report { agency, year, .. } => Some((agency, year)),
            _ => None,
        };
        assert_eq!(
            report("2024-01-20 鹿鸣市财政局2023年政府信息公开工作年度报告"),
            Some(("鹿鸣市财政局".to_string(), Some(2023)))
        );
        assert_eq!(report("【年报】鹿鸣市2023年政府信息公开年报"), Some(("鹿鸣市".to_string(), Some(2023))));
        assert_eq!(headline("【图解】鹿鸣市2023年政府信息公开年报"), Headline::Other(Kind::News));
        assert_eq!(report("政府信息公开年报"), Some((String::new(), None)));
        assert_eq!(headline("政府信息公开指南"), Headline::Other(Kind::Guide));
        assert_eq!(headline("2023 年度"), Headline::Year(2023));
        assert_eq!(report("市教育局 2023年度"), Some(("市教育局".to_string(), Some(2023))));
        assert_eq!(headline("市教育局"), Headline::Agency);
        assert_eq!(headline("白石镇"), Headline::Agency);
        assert_eq!(headline("政府信息公开"), Headline::Unclear);
        assert_eq!(headline("鹿鸣市召开政府信息公开年度报告编制会议"), Headline::Other(Kind::News));
    }
}
