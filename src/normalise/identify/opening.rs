//! What the opening of a report says: who compiled it and over which period.
//!
//! 本报告由某局编制 · 现将某局2022年度政府信息公开工作情况报告如下 · 统计期限为2022年1月1日至12月31日.

use super::agency::{could_be_name, is_full_name, strip_all, trimmed};
use super::fold::fold;
use super::view::{View, beginning};
use super::words::{Cue, words};
use super::years::{rest_of_date, years};

/// How much of the text is read as opening, in bytes of folded text.
const LENGTH: usize = 3_600;
/// How much of one line, in characters.
const LINE: usize = 700;
/// How many lines behind the heading of the first section still belong to it.
const BEHIND_HEADING: usize = 3;
/// How many lines it has at most.
const LINES: usize = 12;
/// The longest stretch that is searched for a name, in bytes.
const REACH: usize = 160;

/// The opening, folded.
pub(super) fn text(view: &View<'_>) -> String {
    let first = view.sections.iter().find(|section| section.top).map(|section| section.line);
    let body = view.body.unwrap_or(0);
    let last = first.filter(|&first| first >= body).map_or(body + LINES, |first| first + 1 + BEHIND_HEADING);
    let mut text = String::new();
    for line in view.lines.get(body..).unwrap_or_default().iter().take((last - body).min(LINES)) {
        if text.len() > LENGTH {
            break;
        }
        if line.long {
            text.push_str(&beginning(line.text, LINE));
        } else {
            text.push_str(&line.folded);
        }
    }
    text
}

/// A name that the opening gives, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) cue: Cue,
}

/// The full names that the opening gives to the author, the surest first.
pub(super) fn names(text: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for hit in words().cues.hits(text) {
        // 编制 and 公布 may stand before or behind the name, whatever list they are first in.
        let behind = name_behind(text.get(hit.end..).unwrap_or_default());
        let name = match hit.means {
            Cue::Before | Cue::After => {
                behind.or_else(|| name_before(text.get(..hit.start).unwrap_or_default()))
            }
            Cue::Contact => behind,
        };
        if let Some(name) = name
            && !found.iter().any(|known| known.name == name)
        {
            found.push(Named { name, cue: *hit.means });
        }
    }
    found.sort_by_key(|named| named.cue == Cue::Contact);
    found
}

/// The name that a text begins with: up to where a name must end, else up to the last place where one may.
fn name_behind(text: &str) -> Option<String> {
    let words = words();
    let text = text.trim_start_matches(['了', '本', '《', '“', '：', '为']);
    let reach = floor(text, REACH);
    let text = text.get(..reach)?;
    let text = year_first(text);
    let hard = words.stops.first(text).map(|hit| (hit.start, text.get(hit.start..).unwrap_or_default()));
    let digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let end = hard.map_or(digit, |(at, _)| at.min(digit));
    let mut run = text.get(..end)?.to_string();
    if run.ends_with("人民") && hard.is_some_and(|(at, rest)| at == end && rest.starts_with("政府")) {
        run.push_str("政府");
    }
    if is_full_name(&run) {
        return Some(run);
    }
    let soft: Vec<usize> = words.soft_stops.hits(&run).map(|hit| hit.start).collect();
    soft.into_iter()
        .rev()
        .filter_map(|end| run.get(..end))
        .find(|name| is_full_name(name))
        .map(str::to_string)
}

/// Skips a year before the name: 2022年青岚市水利局…
fn year_first(text: &str) -> &str {
    let Some(found) = years(text).next().filter(|found| found.start == 0) else { return text };
    let after = text.get(found.end..).unwrap_or_default();
    ["年度", "年"].iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(text)
}

/// The name that ends a text: back to the last mark, without the words that lead to it.
fn name_before(text: &str) -> Option<String> {
    let text = text.get(ceil(text, text.len().saturating_sub(REACH))..)?;
    let from = text.rfind(['，', '。', '；', '》', '、', '“', '”', '：']).map_or(0, |at| at + "，".len());
    let run = trimmed(text.get(from..)?);
    let run = run.rfind('由').and_then(|at| run.get(at + "由".len()..)).unwrap_or(run);
    let run = run.trim_start_matches(['）', '〕', ']']);
    let name = strip_all(&words().fronts, run);
    (is_full_name(name) && could_be_name(name)).then(|| name.to_string())
}

/// The year of the period that the figures cover, if the opening states one.
pub(super) fn period(text: &str) -> Option<u16> {
    const SPAN: usize = 60;
    let whole_year = |after: &str| {
        let january = ["年1月1日", "年1月1号", "年01月01日", "-01-01", ".1.1", "年1月"]
            .iter()
            .any(|day| after.starts_with(day));
        january && after.get(..floor(after, SPAN)).is_some_and(|span| span.contains("12月"))
    };
    let begins =
        years(text).find(|found| text.get(found.end..).is_some_and(whole_year)).map(|found| found.year);
    begins.or_else(|| {
        let ends = |after: &str| after.starts_with("年12月31日") || after.starts_with("年12月底");
        years(text).find(|found| text.get(found.end..).is_some_and(ends)).map(|found| found.year)
    })
}

/// The year that the opening puts before the subject: 现将某局2022年度政府信息公开工作情况….
pub(super) fn year_of_subject(text: &str) -> Option<u16> {
    let close = |after: &str| {
        rest_of_date(after).is_none()
            && after.starts_with('年')
            && after.get(..floor(after, 75)).is_some_and(|near| {
                let clause = near.split(['，', '。', '；', '》']).next().unwrap_or_default();
                words().subjects.occurs(clause) || clause.contains("年度报告")
            })
    };
    years(text).find(|found| text.get(found.end..).is_some_and(close)).map(|found| found.year)
}

/// The largest character boundary at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The smallest character boundary at or above `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// A year that the text speaks of more than of any other, with the word 年 behind it.
pub(super) fn most_spoken_of(view: &View<'_>) -> Option<u16> {
    const LINES: usize = 25;
    let mut counts: Vec<(u16, u32)> = Vec::new();
    for line in view.body_lines().iter().take(LINES) {
        let text = if line.long { fold(line.text) } else { line.folded.clone() };
        for found in years(&text) {
            let after = text.get(found.end..).unwrap_or_default();
            if !after.starts_with('年') || rest_of_date(after).is_some() {
                continue;
            }
            match counts.iter_mut().find(|(year, _)| *year == found.year) {
                Some((_, count)) => *count += 1,
                None => counts.push((found.year, 1)),
            }
        }
    }
    counts.sort_by_key(|&(year, count)| std::cmp::Reverse((count, year)));
    let (year, most) = *counts.first()?;
    let next = counts.get(1).map_or(0, |&(_, count)| count);
    (most >= 2 && most >= 2 * next).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> String {
        names(&fold(text)).into_iter().next().map(|named| named.name).unwrap_or_default()
    }

    #[test]
    fn the_opening_names_the_author() {
        assert_eq!(
            first("根据《条例》的要求，现将青岚市综合行政执法局2022年度政府信息公开工作情况报告如下。"),
            "青岚市综合行政执法局"
        );
        assert_eq!(first("本报告由青岚市人民政府办公室根据《条例》编制。"), "青岚市人民政府办公室");
        assert_eq!(first("由青岚市组织部综合各单位情况编制"), "青岚市组织部");
        assert_eq!(first("按照有关规定，青岚市从江县水利局编制了2022年度报告。"), "青岚市从江县水利局");
        assert_eq!(first("现向社会公布2022年青岚市人民政府信息公开工作年度报告"), "青岚市人民政府");
        assert_eq!(first("按照国务院办公厅的要求编制，现将我局工作报告如下"), "");
        assert_eq!(first("如有疑问，请与青岚市财政局办公室联系（地址：城中路1号）"), "青岚市财政局办公室");
    }

    #[test]
    fn the_period_is_told_from_other_dates() {
        assert_eq!(
            period(&fold("2024年1月20日发布。统计期限自2023年1月1日起，至2023年12月31日止")),
            Some(2023)
        );
        assert_eq!(period(&fold("自202111日起至2021年12月31日止")), Some(2021));
        assert_eq!(period(&fold("2023年1月5日召开会议")), None);
    }
}
