//! One line read as the title of a report: whose, on which year.
//!
//! A title is a subject (政府信息公开), words that may follow it (工作, 年度, a year) and a word for the report (报告). What
//! stands before is the agency and the year in either order; what stands behind may be a year or an agency, in
//! brackets or after a dash.

use super::agency::{could_be_name, is_full_name, is_place, strip_all, trimmed};
use super::words::{Words, words};
use super::years::{rest_of_date, years};

/// A line that is the title of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// The agency as the title names it, folded; empty if it names none.
    pub(super) agency: String,
    pub(super) year: Option<u16>,
    /// Where the title begins and ends in the folded line, in characters.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The subject is missing or the line is cut off.
    pub(super) weak: bool,
    /// The agency stands on a line of its own above, so it may be the name of the site instead.
    pub(super) joined: bool,
}

/// What stands behind the subject.
#[derive(Default)]
struct Tail {
    /// Where the title ends, in bytes of the folded line.
    end: usize,
    year: Option<u16>,
    agency: String,
    cut_off: bool,
}

/// What stands before the subject.
#[derive(Default)]
struct Lead {
    year: Option<u16>,
    agency: String,
}

/// Reads a folded line as a title, if it is one and nothing else.
pub(super) fn parse(line: &str) -> Option<Title> {
    let words = words();
    const MARKS: [char; 13] = ['《', '“', '"', '【', '*', '·', '>', '-', '．', '.', '：', '—', '#'];
    let text = strip_all(&words.labels, line.trim_start_matches(MARKS)).trim_start_matches(MARKS);
    let start = line.len() - text.len();
    let (subject, tail) = with_subject(text, words).or_else(|| without_subject(text, words))?;
    let weak = subject.is_none() || tail.cut_off;
    let before = lead(text, subject.unwrap_or_default(), words)?;
    let chars = |bytes: usize| line.get(..bytes).map_or(0, |part| part.chars().count());
    Some(Title {
        agency: if before.agency.is_empty() { tail.agency } else { before.agency },
        year: tail.year.or(before.year),
        start: chars(start),
        end: chars(start + tail.end),
        weak,
        joined: false,
    })
}

/// Where the subject begins and what follows it.
fn with_subject(text: &str, words: &Words) -> Option<(Option<usize>, Tail)> {
    words.subjects.hits(text).find_map(|hit| Some((Some(hit.start), tail(text, hit.end, words)?)))
}

/// 某局2021年度报告: a year and a word for the report, no subject.
fn without_subject(text: &str, words: &Words) -> Option<(Option<usize>, Tail)> {
    let found = years(text).last()?;
    let tail = tail(text, found.start, words)?;
    (tail.year.is_some() && found.start > 0).then_some((Some(found.start), Tail { cut_off: true, ..tail }))
}

/// Reads from behind the subject to the word for the report and what may follow it.
fn tail(text: &str, mut at: usize, words: &Words) -> Option<Tail> {
    let mut year = None;
    for _ in 0..12 {
        let rest = text.get(at..)?;
        if let Some(after) = words.reports.strip_prefix(rest)
            && let Some(mut tail) = remainder(text, text.len() - after.len(), words)
        {
            tail.year = year.or(tail.year);
            return Some(tail);
        }
        if let Some(after) = words.fillers.strip_prefix(rest) {
            at = text.len() - after.len();
        } else if let Some(found) = years(rest).next().filter(|found| found.start == 0) {
            year = Some(found.year);
            at += found.end;
        } else if let Some(inner) = rest.strip_prefix('（').and_then(|rest| rest.split('）').next()) {
            year = Some(years(inner).next().filter(|_| inner.len() < 20)?.year);
            at += inner.len() + "（）".len();
        } else {
            let cut_off = rest.starts_with('…') || rest.starts_with("...");
            return cut_off.then_some(Tail { end: at, year, cut_off, ..Tail::default() });
        }
    }
    None
}

/// What follows the word for the report: nothing, a year, an agency, or words that belong to the page.
fn remainder(text: &str, mut at: usize, words: &Words) -> Option<Tail> {
    let mut tail = Tail { end: at, ..Tail::default() };
    loop {
        let rest = text.get(at..)?;
        let Some(first) = rest.chars().next() else { return Some(tail) };
        if let Some(inner) = rest.strip_prefix('（').and_then(|rest| rest.split('）').next()) {
            at = (at + inner.len() + "（）".len()).min(text.len());
            if in_brackets(inner, &mut tail) {
                tail.end = at;
            }
        } else if "》」”】\"*）".contains(first) {
            at += first.len_utf8();
        } else if let Some(found) = years(rest).next().filter(|found| found.start == 0) {
            let after = rest.get(found.end..)?;
            if rest_of_date(after).is_some() {
                return Some(tail);
            }
            let unit = ["年度", "年", ""].iter().find(|unit| after.starts_with(**unit))?;
            tail.year = tail.year.or(Some(found.year));
            at += found.end + unit.len();
            tail.end = at;
        } else if words.trails.strip_prefix(rest).is_some() {
            return Some(tail);
        } else if "-—–_：·|/~".contains(first) {
            return after_dash(trimmed(rest), text, tail, words);
        } else {
            return None;
        }
    }
}

/// Reads a year or an agency in brackets; a date in brackets does not belong to the title.
fn in_brackets(inner: &str, tail: &mut Tail) -> bool {
    if let Some(found) = years(inner).next() {
        let date = inner.get(found.end..).is_none_or(|after| rest_of_date(after).is_some());
        tail.year = tail.year.or(Some(found.year).filter(|_| !date));
        return !date;
    }
    if is_full_name(inner) || is_place(inner) && could_be_name(inner) {
        tail.agency = inner.to_string();
    }
    true
}

/// An agency behind a dash belongs to the title; the name of a site does not.
fn after_dash(rest: &str, text: &str, tail: Tail, words: &Words) -> Option<Tail> {
    let named = (is_full_name(rest) || is_place(rest)) && could_be_name(rest);
    if named {
        return Some(Tail { agency: rest.to_string(), end: text.len(), ..tail });
    }
    let page = words.sites.strip_suffix(rest).is_some() || words.trails.strip_prefix(rest).is_some();
    (page || rest.is_empty()).then_some(tail)
}

/// Reads what stands before the subject. Nothing if the line cannot be a title because of it.
fn lead(text: &str, subject: usize, words: &Words) -> Option<Lead> {
    let (before, after) = text.split_at_checked(subject)?;
    if before.contains(['。', '；', '，', '？', '！']) || is_numbered(before) {
        return None;
    }
    let (mut name, year) = without_years(before);
    if name.ends_with("人民") && after.starts_with("政府") {
        name.push_str("政府");
    }
    let left =
        without_leads(trimmed(&name), words).filter(|left| words.orders.strip_prefix(left).is_none())?;
    let myself = words.selves.strip_prefix(left).is_some() && left.chars().count() <= 4;
    if left.is_empty() || myself {
        return Some(Lead { year, ..Lead::default() });
    }
    could_be_name(left).then(|| Lead { year, agency: left.to_string() })
}

/// The name without the words before and behind it. Nothing if somebody does something: 某区发布….
fn without_leads<'t>(name: &'t str, words: &Words) -> Option<&'t str> {
    let mut left = name;
    loop {
        let length = left.len();
        left = trimmed(strip_all(&words.leads, strip_all(&words.verbs, left)));
        left = words.fillers.strip_suffix(left).or_else(|| words.leads.strip_suffix(left)).unwrap_or(left);
        left = trimmed(left.trim_start_matches(|c: char| c.is_ascii_digit()));
        if left.len() == length {
            return words.verbs.strip_suffix(left).is_none().then_some(left);
        }
    }
}

/// The text with its years and dates left out, and the last year that is not part of a date.
fn without_years(text: &str) -> (String, Option<u16>) {
    let (mut kept, mut year, mut at) = (String::new(), None, 0);
    for found in years(text) {
        kept.push_str(text.get(at..found.start).unwrap_or_default());
        let after = text.get(found.end..).unwrap_or_default();
        let date = rest_of_date(after);
        if date.is_none() {
            year = Some(found.year);
        }
        let unit = ["学年度", "学年", "年度", "年", "度"]
            .iter()
            .find(|unit| after.starts_with(**unit))
            .map_or(0, |unit| unit.len());
        at = found.end + date.unwrap_or(unit);
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    (kept, year)
}

/// Whether a line begins like a section: 五、 or （二）.
fn is_numbered(text: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = text.trim_start_matches('（');
    let after = rest.trim_start_matches(numeral);
    after.len() < rest.len() && after.starts_with(['、', '）', '.', '．'])
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn read(line: &str) -> Option<(String, Option<u16>)> {
        parse(&fold(line)).map(|title| (title.agency, title.year))
    }

    fn is(agency: &str, year: u16) -> Option<(String, Option<u16>)> {
        Some((agency.to_string(), Some(year)))
    }

    #[test]
    fn agency_and_year_in_any_order() {
        assert_eq!(read("鹿鸣市财政局 2023 年政府信息公开工作年度报告"), is("鹿鸣市财政局", 2023));
        assert_eq!(read("2024年鹿鸣市科委政府信息公开工作年度报告"), is("鹿鸣市科委", 2024));
        assert_eq!(read("鹿鸣市人民政府信息公开2021年度报告"), is("鹿鸣市人民政府", 2021));
        assert_eq!(read("政府信息公开工作2017年年度报告（鹿鸣市财政局）"), is("鹿鸣市财政局", 2017));
        assert_eq!(read("二〇二二年度政府信息公开工作报告——青岚区白石镇"), is("青岚区白石镇", 2022));
        assert_eq!(read("鹿鸣市财政局关于2022年度政府信息公开工作情况的报告"), is("鹿鸣市财政局", 2022));
        assert_eq!(read("鹿鸣大学2022-2023学年信息公开年度报告"), is("鹿鸣大学", 2023));
        assert_eq!(read("鹿鸣市林业局政务公开年度报告（2019年度）"), is("鹿鸣市林业局", 2019));
    }

    #[test]
    fn of_two_years_the_one_reported_on() {
        assert_eq!(read("2024年发布2023年鹿鸣市政府信息公开年度报告"), is("鹿鸣市", 2023));
        assert_eq!(read("鹿鸣市2023年政府信息公开工作年度报告（2024年1月20日）"), is("鹿鸣市", 2023));
        assert_eq!(read("鹿鸣市2023年政府信息公开工作年度报告 2024-01-20"), is("鹿鸣市", 2023));
    }

    #[test]
    fn other_lines_are_no_titles() {
        for line in [
            "关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
            "鹿鸣市2023年政府信息公开工作年度报告解读",
            "五、政府信息公开工作总结",
            "现将我局2023年政府信息公开工作年度报告公布如下。",
            "根据《条例》，编制2023年政府信息公开年度报告",
            "政府信息公开指南",
            "鹿鸣市2023年度部门决算",
            "关于做好2023年政府信息公开工作年度报告",
            "山城省人民政府办公厅政府信息公开年度报告制度（试行）",
            "青岚区发布2023年政府信息公开工作年度报告",
            "我市48家单位全部公布2023年政府信息公开年报",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn what_belongs_to_the_page_is_not_part_of_the_title() {
        let line = fold("标题：鹿鸣市 2023年政府信息公开年报 发布日期：2024-01-02");
        let title = parse(&line).expect("a title");
        let printed: String = line.chars().skip(title.start).take(title.end - title.start).collect();
        assert_eq!(printed, "鹿鸣市2023年政府信息公开年报");
    }
}
