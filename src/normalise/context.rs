//! Tells which tables of a document are not the report's own: last year's for comparison, half a year's, another body's, an
//! example, a version that was withdrawn.
//!
//! Such a table has the form's labels and its sums come out, so nothing inside it gives it away; the line above it does.
//! A line that says so holds for the tables below it up to the next section of the report. Which of these are
//! left out is decided where copies of a table are compared: a report's only table is never left out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::find::Finder;
use super::fold::narrow;
use super::whose;
use crate::document::{Block, Document, Grid};
use crate::report::ReportIdentity;
use crate::template::lists::{self, List};

/// A longer line (in characters) is prose.
const LONGEST_CAPTION: usize = 48;

/// The years that a caption may name.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// How the title of a report ends.
const TITLE: &str = "年度报告";

/// What the sections of the form are numbered with.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// For each block of a report, whether a line above it says that it is not the report's own.
pub(crate) fn foreign(document: &Document, blocks: Range<usize>, identity: &ReportIdentity) -> Vec<bool> {
    let year = identity.year;
    let caption = |line: &str| match whose::is_own(line, &identity.agency) {
        Some(false) => Some(Caption::OtherBody),
        Some(true) => caption(line, year).or(Some(Caption::OwnBody)),
        None => caption(line, year),
    };
    let mut inside = None;
    // Whether anything of the report was met: a name before that is that of the site or the publisher.
    let (mut is_begun, mut is_theirs) = (false, false);
    let mut foreign = Vec::with_capacity(blocks.len());
    for block in document.blocks.get(blocks).unwrap_or_default() {
        match block {
            Block::Text(paragraph) => {
                let says = caption(&paragraph.text).filter(|says| is_begun || *says != Caption::OtherBody);
                let is_heading = is_section_heading(&paragraph.text);
                is_begun |= is_heading;
                // Under the name of another body sections that begin anew are of its report.
                is_theirs = inside == Some(Caption::OtherBody)
                    && (is_theirs || is_heading && paragraph.text.trim_start().starts_with('一'));
                let ended = match inside {
                    Some(Caption::OtherYear) => says == Some(Caption::OwnYear),
                    Some(Caption::OtherBody) => matches!(says, Some(Caption::OwnBody | Caption::OwnYear)),
                    _ => false,
                };
                if says == Some(Caption::OtherBody) {
                    inside = says;
                } else if is_heading && !is_theirs || ended {
                    inside = None;
                } else if says.is_some_and(Caption::is_foreign) {
                    inside = says;
                } else if is_own_title(&paragraph.text, year) {
                    inside = None;
                }
                foreign.push(inside.is_some());
            }
            Block::Table(grid) => {
                is_begun = true;
                let says: Vec<Caption> = own_captions(grid).filter_map(caption).collect();
                let ended = inside == Some(Caption::OtherYear) && says.contains(&Caption::OwnYear);
                foreign.push(inside.is_some() && !ended || says.iter().any(|says| says.is_foreign()));
            }
        }
    }
    foreign
}

/// What a line says of the tables below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caption {
    /// They are an example, were withdrawn, or the like.
    Words,
    /// They are those of another year.
    OtherYear,
    /// They are those of the year reported on, which ends what a line said that names another one.
    OwnYear,
    /// They are those of another body.
    OtherBody,
    /// They are those of the body that reports.
    OwnBody,
}

impl Caption {
    fn is_foreign(self) -> bool {
        !matches!(self, Caption::OwnYear | Caption::OwnBody)
    }
}

/// The cells of a table in rows of another year, where the row of the year of the report stands beside them: rows that begin with
/// another year, and those with the label of another row and a word for the year before.
pub(crate) fn cells_of_other_years(grid: &Grid, year: Option<u16>) -> Vec<usize> {
    let first = |row: usize| {
        let (_, label) = grid.row(row).find(|(_, cell)| !cell.text.is_empty())?;
        (label.row as usize == row && label.row_span == 1).then(|| plain(&label.text))
    };
    let years: Vec<Option<u16>> = (0..grid.rows()).map(|row| bare_year(&first(row)?)).collect();
    let is_beside = year.is_some() && years.contains(&year);
    let earlier: BTreeSet<u32> = rows_of_earlier_years(grid, year).collect();
    let other =
        |row: u32| is_beside && years.get(row as usize).copied().flatten().is_some_and(|of| Some(of) != year);
    let cells = grid.cells().iter().enumerate();
    cells.filter(|(_, cell)| other(cell.row) || earlier.contains(&cell.row)).map(|(index, _)| index).collect()
}

/// The cells of a table below a line in it that names another body, up to one that names the body that reports or a section.
pub(crate) fn cells_of_other_bodies(grid: &Grid, agency: &str) -> Vec<usize> {
    let alone = |row: usize| {
        let mut written = grid.row(row).filter(|(_, cell)| !cell.text.is_empty());
        let (_, first) = written.next()?;
        written.all(|(_, cell)| std::ptr::eq(cell, first)).then_some(first.text.as_str())
    };
    // A label that a line tore goes on with its numbers.
    let has_numbers = |row: usize| {
        grid.row(row)
            .any(|(_, cell)| cell.text.starts_with(|c: char| c.is_ascii_digit()) && cell.text.len() < 12)
    };
    let mut is_other = false;
    // What the first line says is said of the whole table.
    let others: BTreeSet<usize> = (1..grid.rows())
        .filter(|&row| {
            if let Some(line) = alone(row) {
                is_other = match whose::is_own(line, agency) {
                    Some(is_own) if !has_numbers(row + 1) => !is_own,
                    _ => is_other && !is_section_heading(line),
                };
            }
            is_other
        })
        .collect();
    let cells = grid.cells().iter().enumerate();
    cells.filter(|(_, cell)| others.contains(&(cell.row as usize))).map(|(index, _)| index).collect()
}

/// The rows of which a label says that they are of another year, and is else that of another row: 规章（上年）, 规章.
fn rows_of_earlier_years(grid: &Grid, year: Option<u16>) -> impl Iterator<Item = u32> {
    let labels = || grid.cells().iter().filter(|cell| cell.row_span == 1);
    let own = move |text: &str| {
        let text = plain(text);
        without_period(&text, year).filter(|rest| !rest.is_empty()).map(str::to_string)
    };
    labels().filter_map(move |cell| {
        let rest = own(&cell.text)?;
        labels().any(|other| other.column == cell.column && plain(&other.text) == rest).then_some(cell.row)
    })
}

/// A label without the word for an earlier year before or behind it.
fn without_period(label: &str, year: Option<u16>) -> Option<&str> {
    let is_period = |word: &str| {
        let is_other = || bare_year(word).is_some_and(|of| year.is_some_and(|year| of != year));
        periods().contains(&word) || is_other()
    };
    let brackets = |text: &str| text.chars().next().is_some_and(|c| BRACKETS.contains(&c));
    let behind = label.rfind(['(', '（', '[', '【', '〔']).and_then(|at| label.split_at_checked(at));
    if let Some((rest, _)) =
        behind.filter(|(_, word)| brackets(word) && is_period(word.trim_matches(BRACKETS)))
    {
        return Some(rest);
    }
    let before = label.char_indices().map(|(at, _)| at).skip(1).filter_map(|at| label.split_at_checked(at));
    before.filter(|(word, _)| is_period(word)).map(|(_, rest)| rest).last()
}

/// What may stand around a word for a year.
const BRACKETS: [char; 10] = ['(', ')', '（', '）', '[', ']', '【', '】', '〔', '〕'];

/// Words for an earlier year, read on first use.
fn periods() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    let word = |row: &lists::Row| (row.get(0)? == "period").then(|| row.kept(1));
    WORDS.get_or_init(|| lists::rows(List::Beside).iter().filter_map(word).collect())
}

/// The caption of a grid, and the line that spans its top.
fn own_captions(grid: &Grid) -> impl Iterator<Item = &str> {
    let mut top = grid.row(0);
    let top = match (top.next(), top.next()) {
        (Some((_, cell)), None) => Some(cell.text.as_str()),
        _ => None,
    };
    grid.caption.as_deref().into_iter().chain(top)
}

/// 三、收到和处理政府信息公开申请情况: a short line numbered 一、 and not itself a caption of a table.
pub(super) fn is_section_heading(line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    let numbered = chars.next().is_some_and(|c| NUMERALS.contains(&c))
        && chars.find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '、' | '.' | '．' | ','));
    numbered && line.chars().count() <= LONGEST_CAPTION
}

/// The title of the report: what stands before it on a page, such as headlines in a column beside it, says nothing of its tables.
fn is_own_title(line: &str, year: Option<u16>) -> bool {
    let plain = || -> String { line.chars().map(narrow).filter(|c| !c.is_whitespace()).collect() };
    line.len() <= 4 * LONGEST_CAPTION
        && line.trim_end().ends_with(TITLE)
        && line.chars().count() <= LONGEST_CAPTION
        && !names_other_year(&plain(), year)
}

fn caption(line: &str, year: Option<u16>) -> Option<Caption> {
    if line.len() > 4 * LONGEST_CAPTION
        || line.chars().count() > LONGEST_CAPTION
        || line.ends_with(['。', '；'])
    {
        return None;
    }
    let plain = plain(line);
    if periods().contains(&plain.trim_matches(['(', ')', ':'])) {
        return Some(Caption::OtherYear);
    }
    if foreign_words().occurs(&plain) {
        return Some(Caption::Words);
    }
    let of_table = || ["表", "附", "数据", "情况", "统计"].iter().any(|word| plain.contains(word));
    if names_other_year(&plain, year) {
        return (of_table() || bare_year(&plain).is_some()).then_some(Caption::OtherYear);
    }
    let own = year.is_some() && years(&plain).next() == year;
    (own && (of_table() || bare_year(&plain).is_some())).then_some(Caption::OwnYear)
}

/// The year that a line names, if it says nothing else.
fn bare_year(plain: &str) -> Option<u16> {
    let rest = plain.trim_matches(['(', ')', '（', '）', '【', '】', '[', ']', ':', '：']);
    let rest = rest.strip_suffix("年度").or_else(|| rest.strip_suffix('年'))?;
    rest.parse().ok().filter(|year| YEARS.contains(year))
}

/// A line in one width and without white space. Nothing is to be done where it is hanzi and ASCII alone.
fn plain(line: &str) -> Cow<'_, str> {
    // The first bytes of characters from U+4000 to U+9FFF, and those that go on.
    if line.bytes().all(|byte| matches!(byte, b'!'..=b'~' | 0xE4..=0xE9 | 0x80..=0xBF)) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().map(narrow).filter(|c| !c.is_whitespace()).collect())
}

/// What a line says above a table that is not the report's own, read on first use.
fn foreign_words() -> &'static Finder<()> {
    static WORDS: OnceLock<Finder<()>> = OnceLock::new();
    let word = |row: &lists::Row| Some((row.get(0)?.to_string(), ()));
    WORDS.get_or_init(|| Finder::new(lists::rows(List::Foreign).iter().filter_map(word)))
}

/// Whether the only year a line names is another than the report's.
fn names_other_year(line: &str, year: Option<u16>) -> bool {
    let Some(year) = year else { return false };
    let mut years = years(line).peekable();
    years.peek().is_some() && years.all(|named| named != year)
}

/// The years that a line names.
fn years(line: &str) -> impl Iterator<Item = u16> {
    line.match_indices('年').filter_map(|(at, _)| {
        let digits = line.get(at.checked_sub(4)?..at)?;
        let before = line.get(..at - 4)?.chars().next_back();
        let alone = before.is_none_or(|c| !c.is_ascii_digit());
        digits.parse().ok().filter(|year: &u16| alone && YEARS.contains(year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_foreign(line: &str) -> bool {
        caption(line, Some(2023)).is_some_and(Caption::is_foreign)
    }

    #[test]
    fn a_caption_may_be_a_year_alone() {
        for line in ["2022年", "（2022年度）", "2022 年：", "2022年度情况："] {
            assert_eq!(caption(line, Some(2023)), Some(Caption::OtherYear), "{line}");
        }
        for line in ["2023年", "2023年度情况：", "2022年与2023年情况"] {
            assert_eq!(caption(line, Some(2023)).filter(|says| says.is_foreign()), None, "{line}");
        }
        for line in ["2024年1月20日", "2022年度的申请", "2022"] {
            assert_eq!(caption(line, Some(2023)), None, "{line}");
        }
    }

    #[test]
    fn a_line_above_a_table_tells_that_it_is_not_the_reports_own() {
        for line in [
            "附：2022年政府信息公开工作统计表（仅供参考）",
            "2023年上半年统计表（1—6月，阶段性数据）",
            "填表示例（示例数据为虚拟，非本机关数据）",
            "更正前的统计表（已作废，以下表为准）",
            "附表：2022年度数据",
        ] {
            assert!(is_foreign(line), "{line}");
        }
        for line in [
            "附件：2023年政府信息公开工作统计表",
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            "2022年，我局共受理申请68件，今年的办件量与上年相比有升有降。",
            "第二十条第（一）项",
        ] {
            assert!(!is_foreign(line), "{line}");
        }
    }

    #[test]
    fn a_label_may_say_that_its_row_is_of_the_year_before() {
        for label in ["规章（上年）", "规章(上年度)", "上年规章", "规章（2022年）", "2022年规章"]
        {
            assert_eq!(without_period(&plain(label), Some(2023)), Some("规章"), "{label}");
        }
        for label in ["规章", "规章（2023年）", "规章（地方性）", "（三）上级"] {
            assert_eq!(without_period(&plain(label), Some(2023)), None, "{label}");
        }
        assert_eq!(
            without_period("上年结转政府信息公开申请数量", Some(2023)),
            Some("结转政府信息公开申请数量")
        );
    }

    #[test]
    fn the_title_ends_what_headlines_beside_the_report_say() {
        assert!(is_foreign("第三季度空气质量优良天数比例公布"));
        assert!(is_own_title("青禾市2023年政府信息公开工作年度报告", Some(2023)));
        assert!(is_own_title("青禾市政府信息公开工作年度报告 ", Some(2023)));
        assert!(!is_own_title("青禾市2022年政府信息公开工作年度报告", Some(2023)));
        assert!(!is_own_title("相关情况见2023年政府信息公开工作年度报告。", Some(2023)));
    }

    #[test]
    fn a_section_ends_what_a_line_says() {
        assert!(is_section_heading("三、收到和处理政府信息公开申请情况"));
        assert!(is_section_heading("四 、政府信息公开行政复议、行政诉讼情况"));
        assert!(!is_section_heading("第二十条第（一）项"));
        assert!(!is_section_heading("（一）主动公开"));
    }
}
