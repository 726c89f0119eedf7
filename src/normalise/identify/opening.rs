//! What the opening of a report says of the period that it covers.
//!
//! 现将某局2022年度政府信息公开工作情况报告如下，统计期限为2022年1月1日至12月31日。 Whom it names is read in `named`.

use super::fold::fold;
use super::view::{View, beginning, is_opening};
use super::words::words;
use super::years::{rest_of_date, years};

/// How much of the text is read as opening, in bytes of folded text.
const LENGTH: usize = 3_600;
/// How much of one line, in characters.
const LINE: usize = 700;
/// How many lines behind the heading of the first section are read too.
const BEHIND_HEADING: usize = 3;
/// How many lines it has at most.
const LINES: usize = 12;

/// The text that opens a report, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Opening {
    /// The opening itself, where the author is named.
    pub(super) itself: String,
    /// The first lines of the first section.
    pub(super) behind: String,
}

/// Finds the opening: from where the running text begins to the first section, and openings put behind its heading.
pub(super) fn read(view: &View<'_>) -> Opening {
    let mut opening = Opening::default();
    let body = view.body.unwrap_or(0);
    let top = view.sections.iter().find(|section| section.top && section.line >= body);
    let first = top.map_or(body + LINES, |section| section.line);
    let last = (first + 1 + BEHIND_HEADING).min(body + LINES + 1 + BEHIND_HEADING);
    for (index, line) in view.lines.iter().enumerate().take(last).skip(body) {
        if opening.itself.len() + opening.behind.len() > LENGTH {
            break;
        }
        let text = if line.long { beginning(line.text, LINE) } else { line.folded.clone() };
        let part = if index < first || is_opening(line) { &mut opening.itself } else { &mut opening.behind };
        part.push_str(&text);
    }
    opening
}

/// The year of the period that the figures cover, if the opening states one.
pub(super) fn period(opening: &Opening) -> Option<u16> {
    period_in(&opening.itself).or_else(|| period_in(&opening.behind))
}

fn period_in(text: &str) -> Option<u16> {
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
pub(super) fn year_of_subject(opening: &Opening) -> Option<u16> {
    year_of_subject_in(&opening.itself).or_else(|| year_of_subject_in(&opening.behind))
}

fn year_of_subject_in(text: &str) -> Option<u16> {
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
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
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

    #[test]
    fn the_period_is_told_from_other_dates() {
        let period = |text: &str| period_in(&fold(text));
        assert_eq!(period("2024年1月20日发布。统计期限自2023年1月1日起，至2023年12月31日止"), Some(2023));
        assert_eq!(period("自202111日起至2021年12月31日止"), Some(2021));
        assert_eq!(period("2023年1月5日召开会议"), None);
    }
}
