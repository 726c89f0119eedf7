//! Everything that is no table: paragraphs and headings.

use super::lines::{Line, fold, is_heading, is_page_number, is_rule, is_space, is_value, starts_item};
use super::width::width;
use crate::document::{Locator, Paragraph};

/// The display widths at which text is broken: a line of a page, a mail, a terminal.
const MEASURE: std::ops::RangeInclusive<usize> = 50..=130;
/// How much narrower than the measure a full line may be: a character that may not begin a line takes one with it.
const RAGGED: usize = 4;
/// How many lines are looked at to find the measure.
const SAMPLE: usize = 5_000;
/// How many full lines show that a text is broken at a measure.
const MIN_FULL: usize = 3;
/// The longest title, in characters.
const MAX_TITLE: usize = 60;

/// The width at which the lines of a text were broken, if they were: several are full, and none is wider.
pub(super) fn measure_of(lines: &[Line<'_>]) -> Option<usize> {
    let mut widths =
        lines.iter().filter(|line| !line.text.contains('\t')).map(|line| width(line.trimmed_end()));
    let widest = widths.by_ref().take(SAMPLE).max().filter(|widest| MEASURE.contains(widest))?;
    let full = lines.iter().take(SAMPLE).filter(|line| width(line.trimmed_end()) + RAGGED >= widest).count();
    (full >= MIN_FULL).then_some(widest)
}

/// The paragraph that begins at the first line, and how many lines it takes. Nothing for lines that say nothing:
/// blank ones, page numbers, rules.
pub(super) fn paragraph(
    lines: &[Line<'_>],
    measure: Option<usize>,
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
        if measure.is_none_or(|measure| !goes_on(line, next, measure)) {
            break;
        }
        let more = fold(next.text);
        // Chinese goes on without a space; what else the break may have cut is not ours to close.
        let apart = text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && more.starts_with(|c: char| c.is_ascii_alphanumeric());
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
fn goes_on(line: &Line<'_>, next: &Line<'_>, measure: usize) -> bool {
    let text = line.trimmed_end();
    let begins = |text: &str| text.starts_with([' ', '\t', '\u{3000}']) || text.contains(['\t', '|']);
    width(text) + RAGGED >= measure
        && !text.ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?', '”', '|'])
        && !is_heading(text)
        && !next.is_gap()
        && !begins(next.text)
        && !starts_item(next.text)
        && !is_value(next.text)
        && !is_rule(next.text)
}

fn markdown_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let heading = rest.trim_matches(|c| c == '#' || is_space(c));
    ((1..=6).contains(&level) && rest.starts_with(' ') && !heading.is_empty()).then_some(heading)
}

/// A line that names a report.
pub(crate) fn is_title(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 4 * MAX_TITLE
        && text.chars().count() <= MAX_TITLE
        && ["报告", "年报", "報告", "年報"].iter().any(|end| text.ends_with(end))
        && !text.contains(['，', '。', '：'])
}
