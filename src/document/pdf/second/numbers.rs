//! Page numbers among the lines of the second reading: behind the last row of a page they would be one figure more of that row.
//!
//! The first reader's word for what is no text of the report is not taken. Here a number is that of its page only where it is the first or
//! the last line of a page, and counts with the pages at one height.

use std::collections::BTreeSet;

use super::super::super::{Locator, Paragraph};

/// A page number moves up or down from page to page by no more than this, in points.
const SAME_HEIGHT: f32 = 4.0;

/// So many pages show that a number counts with them.
const MIN_PAGES: usize = 2;

/// What may stand around a page number.
const DRESS: &[char] = &['-', '—', '–', '·', '第', '页', ' '];

/// The longest page number.
const MOST_DIGITS: usize = 3;

/// A number at an edge of its page.
struct Edge {
    /// Its place among all lines.
    line: usize,
    /// The number less that of the page.
    shift: i64,
    is_last: bool,
    top: f32,
}

/// Takes out the lines that are page numbers.
pub(super) fn drop(lines: &mut Vec<Paragraph>) {
    let mut edges = edges(lines);
    edges.sort_by(|a, b| (a.shift, a.is_last).cmp(&(b.shift, b.is_last)).then(a.top.total_cmp(&b.top)));
    let alike =
        |a: &Edge, b: &Edge| a.shift == b.shift && a.is_last == b.is_last && b.top - a.top <= SAME_HEIGHT;
    let groups = edges.chunk_by(alike).filter(|group| group.len() >= MIN_PAGES);
    let found: BTreeSet<usize> = groups.flatten().map(|edge| edge.line).collect();
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !found.contains(&(at - 1))
    });
}

/// The numbers that are the first or the last line of a page.
fn edges(lines: &[Paragraph]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut from = 0;
    for page in lines.chunk_by(|a, b| place(a).0 == place(b).0) {
        let tops = || (from..).zip(page).map(|(at, line)| (at, line, place(line)));
        let last = tops().max_by(|a, b| a.2.1.total_cmp(&b.2.1));
        let first = tops().min_by(|a, b| a.2.1.total_cmp(&b.2.1));
        for (edge, is_last) in [(first, false), (last, true)] {
            // Lines without a height run along the page.
            if let Some((line, text, (page, top))) = edge
                && top > 0.0
                && let Some(value) = number(&text.text)
            {
                edges.push(Edge { line, shift: value - i64::from(page), is_last, top });
            }
        }
        from += page.len();
    }
    edges
}

fn place(line: &Paragraph) -> (u32, f32) {
    match line.locator {
        Locator::Page { page, bbox: [_, top, ..] } => (page, top),
        _ => (0, 0.0),
    }
}

fn number(text: &str) -> Option<i64> {
    let digits = text.trim_matches(DRESS);
    let is_short = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(pages: &[&[(&str, f32)]]) -> Vec<String> {
        let line = |page: u32, (text, top): &(&str, f32)| {
            let locator = Locator::Page { page, bbox: [0.0, *top, 0.0, *top + 10.0] };
            Paragraph { text: (*text).into(), locator, heading: false }
        };
        let mut lines: Vec<Paragraph> =
            (1..).zip(pages).flat_map(|(page, lines)| lines.iter().map(move |of| line(page, of))).collect();
        drop(&mut lines);
        lines.iter().map(|line| line.text.to_string()).collect()
    }

    #[test]
    fn what_counts_with_the_pages_is_no_figure() {
        let row = ("行政处罚", 700.0);
        assert_eq!(
            left(&[&[row, ("41", 700.0), ("1", 800.0)], &[row, ("- 2 -", 802.0)]]),
            ["行政处罚", "41", "行政处罚"]
        );
        // Numbers that do not count, or stand at other heights, are figures.
        assert_eq!(left(&[&[row, ("5", 800.0)], &[row, ("5", 800.0)]]).len(), 4);
        assert_eq!(left(&[&[row, ("1", 760.0)], &[row, ("2", 800.0)]]).len(), 4);
        assert_eq!(left(&[&[row, ("1", 800.0)]]).len(), 2);
    }
}
