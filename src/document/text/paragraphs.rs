//! Everything that is no table: paragraphs and headings.

use super::lines::{Line, fold, is_heading, is_page_number, is_rule, is_space, is_value, starts_item};
use super::width::width;
use crate::document::{Locator, Paragraph};

/// The display width from which a line may have been broken because it was full.
const FULL: usize = 50;
/// How much narrower than the line before a full line may be: a character that may not end or begin a line.
const RAGGED: usize = 6;
/// The longest title, in characters.
const MAX_TITLE: usize = 60;

/// The paragraph that begins at the first line, and how many lines it takes. Nothing for lines that say nothing:
/// blank ones, page numbers, rules.
pub(super) fn paragraph(
    lines: &[Line<'_>],
    locate: impl Fn(u32, u32) -> Locator,
) -> (Option<Paragraph>, usize) {
    let Some(first) = lines.first() else { return (None, 1) };
    if first.is_blank() || is_page_number(first.text) || is_rule(first.text) {
        return (None, 1);
    }
    let locator = locate(first.number, 0);
    if let Some(text) = markdown_heading(first.trimmed()) {
        return (Some(Paragraph { text: fold(text), locator, heading: true }), 1);
    }
    let mut text = fold(first.text);
    let mut used = 1;
    for pair in lines.windows(2) {
        let [line, next] = pair else { break };
        if !goes_on(line, next) {
            break;
        }
        let more = fold(next.text);
        let apart = text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && more.starts_with(|c: char| c.is_ascii_alphabetic());
        if apart {
            text.push(' ');
        }
        text.push_str(&more);
        used += 1;
    }
    let heading = is_heading(&text) || is_title(&text);
    (Some(Paragraph { text, locator, heading }), used)
}

/// Whether a paragraph goes on in the next line: this one is full and stops in mid-sentence, the next one does not
/// begin anything.
fn goes_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    let text = line.text.trim_end_matches(is_space);
    if next.is_gap() || text.ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?', '”', '|']) {
        return false;
    }
    let indented = next.text.starts_with([' ', '\t', '\u{3000}']);
    let here = width(text);
    !indented
        && here >= FULL
        && here + RAGGED >= width(next.trimmed())
        && !is_heading(text)
        && !starts_item(next.text)
        && !is_value(next.text)
        && !is_rule(next.text)
}

fn markdown_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| rest.trim_end_matches(['#', ' ']))
}

/// A line that names a report.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 4 * MAX_TITLE
        && text.chars().count() <= MAX_TITLE
        && ["报告", "年报", "報告", "年報"].iter().any(|end| text.ends_with(end))
        && !text.contains(['，', '。', '：'])
}
