//! What identification looks at: the short lines of a document, the beginnings of the long ones, and the outline.
//!
//! Only short lines can be titles, headings or signatures; of the long ones only those where the report opens are read
//! whole. So the cost does not grow with the length of the report.

use std::ops::Range;

use crate::document::{Block, Document, Grid};

use super::fold::fold;
use super::words::words;

/// A line longer than this, in bytes, is running text.
const SHORT: usize = 240;
/// How much of a long line is read to see whether it begins with a heading, in characters.
const BEGINNING: usize = 24;
/// The longest heading of a section, in characters.
const LONGEST_HEADING: usize = 42;

/// A paragraph.
pub(super) struct Line<'d> {
    /// Its index among the blocks of the document.
    pub(super) block: usize,
    pub(super) text: &'d str,
    /// The whole line folded; of a long line only its beginning.
    pub(super) folded: String,
    pub(super) long: bool,
    /// Marked up as a heading.
    pub(super) heading: bool,
    /// A title can end on this line: it is short and has a word for a report, or is cut off.
    pub(super) reports: bool,
}

/// A heading of a section of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Section {
    /// Index of its line.
    pub(super) line: usize,
    /// Which section, from 1.
    pub(super) section: u8,
    /// Numbered 一、 rather than （一）.
    pub(super) top: bool,
}

/// The part of a document that one report covers, as lines.
pub(super) struct View<'d> {
    pub(super) document: &'d Document,
    pub(super) blocks: Range<usize>,
    pub(super) lines: Vec<Line<'d>>,
    pub(super) sections: Vec<Section>,
    /// The line where the running text begins: the opening, or the first heading of a section.
    pub(super) body: Option<usize>,
}

impl<'d> View<'d> {
    pub(super) fn new(document: &'d Document, blocks: Range<usize>) -> View<'d> {
        let end = blocks.end.min(document.blocks.len());
        let blocks = blocks.start.min(end)..end;
        let lines: Vec<Line<'d>> = blocks.clone().filter_map(|block| line(document, block)).collect();
        let sections: Vec<Section> =
            lines.iter().enumerate().filter_map(|(index, line)| section(index, line)).collect();
        let mut view = View { document, blocks, lines, sections, body: None };
        view.body = view.find_body();
        view
    }

    /// The lines before the running text, or all where no running text is found.
    pub(super) fn before_body(&self) -> &[Line<'d>] {
        self.lines.get(..self.body.unwrap_or(self.lines.len())).unwrap_or_default()
    }

    /// The lines from the running text on.
    pub(super) fn body_lines(&self) -> &[Line<'d>] {
        self.lines.get(self.body.unwrap_or(0)..).unwrap_or_default()
    }

    /// The first line of the running text.
    pub(super) fn body_text(&self) -> Option<&'d str> {
        self.lines.get(self.body?).map(|line| line.text)
    }

    /// The tables.
    pub(super) fn grids(&self) -> impl Iterator<Item = &'d Grid> {
        self.grids_in(self.blocks.clone())
    }

    /// The tables before the running text.
    pub(super) fn grids_before_body(&self) -> impl Iterator<Item = &'d Grid> {
        let end = self.body.and_then(|body| self.lines.get(body)).map_or(self.blocks.end, |line| line.block);
        self.grids_in(self.blocks.start..end)
    }

    fn grids_in(&self, blocks: Range<usize>) -> impl Iterator<Item = &'d Grid> {
        self.document.blocks.get(blocks).unwrap_or_default().iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Text(_) => None,
        })
    }

    /// How many of the six sections of the form have a heading.
    pub(super) fn distinct_sections(&self) -> u32 {
        let top = self.sections.iter().any(|section| section.top);
        let seen = self.sections.iter().filter(|section| section.top == top);
        seen.fold(0u32, |seen, section| seen | 1 << section.section).count_ones()
    }

    /// The opening if there is one before the first section, otherwise the heading of that section.
    fn find_body(&self) -> Option<usize> {
        let from = self.behind_contents().unwrap_or(0);
        let mut headings = self.sections.iter().filter(|section| section.line >= from);
        let first = headings.clone().find(|section| section.section == 1);
        let first = first.or_else(|| headings.find(|section| section.top)).map(|section| section.line);
        let until = first.unwrap_or(self.lines.len());
        let opening = self.lines.iter().enumerate().take(until).skip(from).find(|(_, line)| is_opening(line));
        opening.map(|(index, _)| index).or_else(|| self.introduction(first?)).or(first)
    }

    /// The sentence just before the first section that says in words of its own that this is the report.
    fn introduction(&self, first: usize) -> Option<usize> {
        const LEAST: usize = 60;
        let before = first.checked_sub(1)?;
        let text = self.lines.get(before)?.text;
        let on_report = || words().subjects.occurs(text) && text.contains(['报', '報']);
        (text.len() >= LEAST && text.ends_with('。') && on_report()).then_some(before)
    }

    /// The line behind a table of contents: the headings one below the other, and all of them again further down.
    fn behind_contents(&self) -> Option<usize> {
        const LEAST: usize = 4;
        let first = self.sections.iter().position(|section| section.section == 1 && section.top)?;
        let listed = self.sections.get(first..)?;
        let block = |section: &Section| self.lines.get(section.line).map_or(0, |line| line.block);
        let follows = |one: &Section, next: &Section| {
            let lines = next.line - one.line;
            next.section > one.section && lines <= 2 && block(next) - block(one) == lines
        };
        let close = listed.windows(2).take_while(|pair| matches!(pair, [one, next] if follows(one, next)));
        let last = first + close.count();
        let again = self.sections.get(last + 1..)?.iter().any(|section| section.section == 1 && section.top);
        (last + 1 - first >= LEAST && again)
            .then(|| self.sections.get(last).map(|section| section.line + 1))?
    }
}

/// Whether a line names the rules that oblige to report and says that this is the report, or says the latter clearly.
pub(super) fn is_opening(line: &Line<'_>) -> bool {
    const LEAST: usize = 60;
    let words = words();
    let text = line.text;
    let both = || words.bases.occurs(text) && words.openings.occurs(text);
    text.len() >= LEAST && (words.strong_openings.occurs(text) || both())
}

/// The folded beginning of a text, at most `count` characters of the printed text.
pub(super) fn beginning(text: &str, count: usize) -> String {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    fold(text.get(..end).unwrap_or(text))
}

fn line(document: &Document, block: usize) -> Option<Line<'_>> {
    let Block::Text(paragraph) = document.blocks.get(block)? else { return None };
    let text = paragraph.text.as_str();
    let long = text.len() > SHORT;
    let folded = if long { beginning(text, BEGINNING) } else { fold(text) };
    let reports = !long && folded.contains(['报', '结', '…']);
    Some(Line { block, text, folded, long, heading: paragraph.heading, reports })
}

/// Reads a line as the heading of a section.
fn section(index: usize, line: &Line<'_>) -> Option<Section> {
    let (rest, numbering) = without_number(&line.folded);
    let brief = !line.long && rest.len() <= 3 * LONGEST_HEADING;
    if numbering == Numbering::None {
        return if brief { unnumbered(index, rest, line.heading) } else { None };
    }
    let hit = words().sections.first(rest)?;
    let heads = brief && !rest.ends_with('。') || hit.start == 0;
    heads.then_some(Section { line: index, section: hit.means.section, top: numbering == Numbering::Top })
}

/// Without a number only words that name nothing but a section make a heading.
fn unnumbered(index: usize, text: &str, marked_up: bool) -> Option<Section> {
    let before = words().lone_sections.strip_suffix(text);
    if !marked_up && before != Some("") {
        return None;
    }
    let hit = words().sections.first(text).filter(|hit| hit.means.alone)?;
    Some(Section { line: index, section: hit.means.section, top: true })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// 一、 or 1. or 第一部分
    Top,
    /// （一）
    Inner,
    None,
}

/// A line without the number it begins with.
fn without_number(text: &str) -> (&str, Numbering) {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let text = text.trim_start_matches(['#', '*', '<', '>']);
    let inner = text.strip_prefix('（');
    let part = text.strip_prefix('第');
    let rest = inner.or(part).unwrap_or(text);
    let after = rest.trim_start_matches(numeral);
    let after =
        if after.len() == rest.len() { rest.trim_start_matches(|c: char| c.is_ascii_digit()) } else { after };
    let digits = rest.len() - after.len();
    if digits == 0 || digits > 6 {
        return (text, Numbering::None);
    }
    let marks: &[&str] = match (inner, part) {
        (Some(_), _) => &["）、", "）", ")"],
        (_, Some(_)) => &["部分：", "部分、", "部分", "章"],
        _ => &["、", ".", "．", "，", "：", "）"],
    };
    let Some(after) = marks.iter().find_map(|mark| after.strip_prefix(mark)) else {
        return (text, Numbering::None);
    };
    (after, if inner.is_some() { Numbering::Inner } else { Numbering::Top })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Locator, Paragraph};

    fn sections(lines: &[&str]) -> Vec<(u8, bool)> {
        let mut document = Document::new(Format::Text);
        document.blocks = lines
            .iter()
            .map(|text| {
                Block::Text(Paragraph { text: (*text).into(), locator: Locator::Unknown, heading: false })
            })
            .collect();
        let view = View::new(&document, 0..lines.len());
        view.sections.iter().map(|section| (section.section, section.top)).collect()
    }

    #[test]
    fn headings_in_the_numberings_seen() {
        let lines = [
            "一 、 总 体 情况",
            "2. 主动公开政府信息情况",
            "第三部分 收到和处理政府信息公开申请情况",
            "概述",
        ];
        assert_eq!(sections(&lines), [(1, true), (2, true), (3, true), (1, true)]);
        assert_eq!(sections(&["（四）行政复议、诉讼情况"]), [(4, false)]);
        assert_eq!(sections(&["首页", "依申请公开", "主动公开", "其他", "三、2023年工作思路"]), []);
    }
}
