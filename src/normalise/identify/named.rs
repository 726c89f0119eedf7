//! Whom the text of a report names as its author.
//!
//! 本报告由某局编制 · 现将某局2022年度政府信息公开工作情况报告如下 · 2022年，某局认真贯彻….

use super::agency::{is_full_name, is_short_name, strip_all, trimmed};
use super::opening::floor;
use super::view::{View, beginning};
use super::words::{Cue, words};
use super::years::years;

/// The longest stretch that is searched for a name, in bytes.
const REACH: usize = 160;

/// A name that the opening gives, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) cue: Cue,
}

/// The names that an opening gives to the author: full ones before short ones, those of a contact last.
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
    found.sort_by_key(|named| (named.cue == Cue::Contact, !is_full_name(&named.name)));
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
    let shorter = || soft.iter().rev().filter_map(|&end| run.get(..end));
    let full = shorter().find(|name| is_full_name(name));
    let short = || std::iter::once(run.as_str()).chain(shorter()).find(|name| is_short_name(name));
    full.or_else(short).map(str::to_string)
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
    (is_full_name(name) || is_short_name(name)).then(|| name.to_string())
}

/// Who acts in the first sentences of the first section: 2022年，某局认真贯彻….
pub(super) fn acting(view: &View<'_>) -> Option<String> {
    const LINES: usize = 4;
    const LINE: usize = 60;
    let lines = view.body_lines().iter().take(LINES).map(|line| beginning(line.text, LINE));
    lines.filter(|text| text.starts_with("20")).find_map(|text| {
        let rest = year_first(&text).trim_start_matches(['度', '，', '、', '来', '以']);
        name_behind(rest).filter(|name| is_full_name(name))
    })
}

/// The smallest character boundary at or above `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn first(text: &str) -> String {
        names(&fold(text)).into_iter().next().map(|named| named.name).unwrap_or_default()
    }

    #[test]
    fn the_opening_names_the_author() {
        let text = "根据《条例》的要求，现将青岚市综合行政执法局2022年度政府信息公开工作情况报告如下。";
        assert_eq!(first(text), "青岚市综合行政执法局");
        assert_eq!(first("本报告由青岚市人民政府办公室根据《条例》编制。"), "青岚市人民政府办公室");
        assert_eq!(first("由青岚市组织部综合各单位情况编制"), "青岚市组织部");
        assert_eq!(first("按照有关规定，青岚市从江县水利局编制了2022年度报告。"), "青岚市从江县水利局");
        assert_eq!(first("现向社会公布2022年青岚市人民政府信息公开工作年度报告"), "青岚市人民政府");
        assert_eq!(first("现公布区统计局2023年政府信息公开工作年度报告"), "区统计局");
        assert_eq!(first("如有疑问，请与青岚市财政局办公室联系（地址：城中路1号）"), "青岚市财政局办公室");
    }

    #[test]
    fn those_who_set_the_rules_and_parts_of_the_body_are_not_the_author() {
        assert_eq!(first("按照国务院办公厅的要求编制，现将我局工作报告如下"), "");
        assert_eq!(first("本报告由总体情况、主动公开政府信息情况等六部分组成"), "");
        assert_eq!(first("政府信息公开工作由综合办公室牵头负责"), "");
    }
}
