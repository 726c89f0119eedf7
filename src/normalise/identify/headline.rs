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
    let text = without_date(&folded);
    if let Some(title) = parse(text) {
        return Headline::Report { agency: title.agency, year: title.year, weak: title.weak };
    }
    if is_full_name(text) || is_short_name(text) || is_place(text) {
        return Headline::Agency;
    }
    if let Some(hit) = words().headline_kinds.first(text) {
        return match hit.means.0.as_str() {
            "notice" => Headline::Other(Kind::Notice),
            "guide" => Headline::Other(Kind::Guide),
            "news" => Headline::Other(Kind::News),
            "budget" => Headline::Other(Kind::Budget),
            "published" => Headline::Unclear,
            _ => Headline::Other(Kind::Other),
        };
    }
    lone_year(text).map_or(Headline::Unclear, Headline::Year)
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
        assert_eq!(report("政府信息公开年报"), Some((String::new(), None)));
        assert_eq!(headline("政府信息公开指南"), Headline::Other(Kind::Guide));
        assert_eq!(headline("2023 年度"), Headline::Year(2023));
        assert_eq!(headline("市教育局"), Headline::Agency);
        assert_eq!(headline("白石镇"), Headline::Agency);
        assert_eq!(headline("政府信息公开"), Headline::Unclear);
        assert_eq!(headline("鹿鸣市召开政府信息公开年度报告编制会议"), Headline::Other(Kind::News));
    }
}
