//! The running text of a report as paragraphs and sentences, each with its section and place.
//!
//! Paragraphs that a page break or a line end has torn are joined again. What stands on a page before the report begins
//! or behind its signature (menus, counters, links) is no part of it.

use super::section::Section;
use super::words::Words;
use crate::document::{Block, Document, Locator};
use crate::normalise::identify::{Heading, Part};

/// A sentence of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The section it stands in.
    pub section: Section,
    /// As printed.
    pub text: String,
    /// Where it begins.
    pub locator: Locator,
    /// Whether it is the first of its paragraph.
    pub begins_paragraph: bool,
}

/// The most characters of one sentence; a longer run of text without a full stop is cut.
const LONGEST: usize = 4_000;

/// The sentences of the part of a document that is a report.
pub(super) fn sentences(document: &Document, part: &Part, words: &Words) -> Vec<Sentence> {
    let mut collector = Collector::default();
    let first = part.outline.headings.iter().map(|heading| heading.block).min();
    let start = part.outline.body.or(first).unwrap_or(part.blocks.start);
    let mut headings = part.outline.headings.iter().filter(|heading| heading.block >= start).peekable();
    let blocks = document.blocks.get(start..part.blocks.end.min(document.blocks.len())).unwrap_or_default();
    for (block, index) in blocks.iter().zip(start..) {
        let heading = headings.next_if(|heading| heading.block == index);
        match block {
            Block::Text(paragraph) => {
                let text = paragraph.text.trim();
                if collector.at_end(text, words) {
                    break;
                }
                collector.add(text, paragraph.locator, heading);
            }
            Block::Table(_) => collector.flush(),
        }
    }
    collector.flush();
    collector.sentences
}

#[derive(Default)]
struct Collector {
    sentences: Vec<Sentence>,
    /// The section of the last heading of the first level.
    top: Section,
    section: Section,
    /// The paragraph being put together, with the places where its pieces begin.
    text: String,
    pieces: Vec<(usize, Locator)>,
    signed: bool,
}

impl Collector {
    fn add(&mut self, text: &str, locator: Locator, heading: Option<&Heading>) {
        let begins = heading.is_some() || begins_item(text);
        if self.pieces.is_empty() || begins || !is_torn(&self.text) {
            self.flush();
            self.enter(text, heading);
        }
        self.pieces.push((self.text.len(), locator));
        self.text.push_str(text);
    }

    /// Takes note of a heading.
    fn enter(&mut self, text: &str, heading: Option<&Heading>) {
        match heading {
            Some(heading) if heading.top => {
                self.top = Section::of_number(heading.section);
                self.section = self.top;
            }
            Some(heading) if self.top == Section::Overview => {
                self.section = Section::of_number(heading.section);
            }
            _ if self.top == Section::Overview && is_inner_heading(text) => self.section = self.top,
            _ => {}
        }
    }

    /// Whether the report ends before this line: it is signed with a date, or the furniture of the page begins.
    fn at_end(&mut self, text: &str, words: &Words) -> bool {
        if !matches!(self.top, Section::Problems | Section::Other) {
            return false;
        }
        let bare = text.trim_start_matches(['【', '[', '（', '(', ' ']);
        if self.signed || words.begins_end(bare) {
            return true;
        }
        self.signed = is_date(text);
        false
    }

    fn flush(&mut self) {
        let (text, pieces) = (std::mem::take(&mut self.text), std::mem::take(&mut self.pieces));
        let mut first = true;
        for (start, sentence) in split(&text) {
            let piece = pieces.iter().rfind(|(from, _)| *from <= start);
            self.sentences.push(Sentence {
                section: self.section,
                text: sentence.to_string(),
                locator: piece.map(|(_, locator)| *locator).unwrap_or_default(),
                begins_paragraph: std::mem::take(&mut first),
            });
        }
    }
}

/// The sentences of a paragraph and where they begin.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        length += 1;
        if !matches!(c, '。' | '！' | '？' | '!' | '?') && length < LONGEST {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, close)) =
            chars.next_if(|(_, next)| matches!(next, '”' | '’' | '）' | ')' | '」' | '》' | '。'))
        {
            end = at + close.len_utf8();
        }
        push(text, start, end, &mut sentences);
        (start, length) = (end, 0);
    }
    push(text, start, text.len(), &mut sentences);
    sentences
}

fn push<'t>(text: &'t str, start: usize, end: usize, sentences: &mut Vec<(usize, &'t str)>) {
    let Some(sentence) = text.get(start..end) else { return };
    let trimmed = sentence.trim();
    if !trimmed.is_empty() {
        sentences.push((start + (sentence.len() - sentence.trim_start().len()), trimmed));
    }
}

/// Whether a paragraph breaks off in the middle of a sentence.
fn is_torn(text: &str) -> bool {
    const LONG: usize = 60;
    let runs = text.len() >= LONG || text.contains(['，', '。', '；']);
    runs && text
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphanumeric() || matches!(last, '，' | '、' | '“' | '《' | '%'))
}

/// Whether a line begins a heading or an item of a list: 一、 （一） 1.
fn begins_item(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let open = text.trim_start_matches(['（', '(', '第']);
    let rest = open.trim_start_matches(number);
    let digits = open.len() - rest.len();
    let closes = rest.starts_with(['、', '）', ')'])
        || rest.starts_with(['.', '．'])
            && !rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    digits > 0 && digits <= 6 && closes
}

/// Whether a line begins with a number of the second level: （三）.
fn is_inner_heading(text: &str) -> bool {
    text.starts_with(['（', '(']) && begins_item(text)
}

/// Whether a line is a date and nothing else.
fn is_date(text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST
        && text.contains('年')
        && text.trim_end().ends_with('日')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月日一二三四五六七八九十〇○零".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_and_keep_what_closes_them() {
        let found: Vec<&str> =
            split("坚持“一网通办。” 共3.5万件！完").into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, ["坚持“一网通办。”", "共3.5万件！", "完"]);
    }

    #[test]
    fn lines_torn_by_a_page_are_told_from_headings() {
        assert!(is_torn("以“聚焦群众关切”为主题，在市电视"));
        assert!(is_torn("二是开展 2023 年度检查，全"));
        assert!(!is_torn("（一）主动公开方面"));
        assert!(!is_torn("全年共发布信息9808条。"));
        assert!(begins_item("（二）依申请公开方面") && begins_item("3.其他") && !begins_item("2023年"));
        assert!(!begins_item("3.5万件"));
        assert!(is_date("2024 年 1 月 29 日") && !is_date("2024年1月29日前完成"));
    }
}
