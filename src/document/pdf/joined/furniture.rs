//! Page numbers, running headers and footers: lines of the page, not of the report.
//!
//! Takes the lines outside tables of all pages and says which are furniture; those never reach a cell or a paragraph.

use std::collections::{HashMap, HashSet};

use crate::document::pdf::sheet::chunk::split;
use crate::document::pdf::sheet::text::Line;

/// The part of the height of a page, at its top and bottom, where furniture stands. Official typesetting puts the page
/// number 28 mm from the lower edge of A4 (0.094).
const ZONE: f32 = 0.13;

/// How far a running line may move from page to page, in points.
const SAME_HEIGHT: f32 = 4.0;

/// The least number of pages, and the least part of them, that a running line stands on (left and right pages differ).
const MIN_PAGES: usize = 2;
const MIN_SHARE: f32 = 0.3;

/// What stands over the rest of a table that was broken, or under its beginning.
const CONTINUED: [&str; 8] = ["续", "续表", "续上表", "接上表", "续上页", "接上页", "接下页", "转下页"];

/// The lines of one page as furniture sees them.
pub(in crate::document::pdf) struct Page<'a> {
    pub(in crate::document::pdf) number: u32,
    pub(in crate::document::pdf) height: f32,
    pub(in crate::document::pdf) lines: &'a [Line],
}

/// For each page, for each line, whether it is furniture.
pub(super) fn find(pages: &[Page<'_>]) -> Vec<Vec<bool>> {
    let mut running: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
    let mut shifts: HashMap<i64, usize> = HashMap::new();
    let mut counting: HashMap<Counting, usize> = HashMap::new();
    let mut candidates = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (line, text) in page.lines.iter().enumerate().filter_map(|(index, line)| {
            let zone = ZONE * page.height;
            let y = line.area.centre().1;
            (y < zone || y > page.height - zone).then(|| (index, line.text()))
        }) {
            let Some(own) = page.lines.get(line) else { continue };
            let shape: String =
                text.chars().filter(|ch| !ch.is_ascii_digit() && !ch.is_whitespace()).collect();
            if shape.chars().count() >= 2 {
                running.entry(shape.clone()).or_default().push((index, own.baseline));
            }
            let number = page_number(&text);
            if let Some(Number { value, .. }) = number {
                *shifts.entry(value - i64::from(page.number)).or_default() += 1;
            }
            let counts = counting_numbers(&text, page.number);
            counts.iter().for_each(|counts| *counting.entry(counts.clone()).or_default() += 1);
            let address = text.contains("://");
            candidates.push(Candidate { page: index, line, shape, number, counts, address });
        }
    }
    let mut found: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.lines.len()]).collect();
    for candidate in candidates {
        let Some(page) = pages.get(candidate.page) else { continue };
        let counts = |counts: &Counting| counting.get(counts).copied().unwrap_or(0);
        let is_counted = candidate.counts.iter().map(counts).any(|on| is_on_many(on, pages.len()));
        if (is_counted
            || CONTINUED
                .contains(&candidate.shape.trim_matches(|ch: char| "()（）[]〔〕【】:：".contains(ch)))
            || is_furniture(&candidate, page, pages.len(), &running, &shifts))
            && let Some(mark) = found.get_mut(candidate.page).and_then(|page| page.get_mut(candidate.line))
        {
            *mark = true;
        }
    }
    keep_headers(pages, &mut found);
    found
}

/// So many cells side by side are the header of a table.
const MIN_HEADS: usize = 3;

/// Takes back the headers of tables without rulings that are printed again on every page: further down on the page where the table begins
/// the same lines stand below one another.
fn keep_headers(pages: &[Page<'_>], found: &mut [Vec<bool>]) {
    let marks = found.iter().zip(pages).any(|(found, page)| {
        let lines = page.lines.iter().zip(found);
        lines.filter(|(_, found)| **found).any(|(line, _)| line.area.centre().1 < ZONE * page.height)
    });
    if !marks {
        return;
    }
    let shape = |line: &Line| -> String { line.text().chars().filter(|ch| !ch.is_whitespace()).collect() };
    let mut singles: HashSet<String> = HashSet::new();
    let mut pairs: HashSet<(String, String)> = HashSet::new();
    for page in pages {
        let zone = ZONE * page.height;
        let own = page.lines.iter().skip_while(|line| line.area.centre().1 < zone);
        let shapes: Vec<String> = own.map(shape).collect();
        pairs.extend(shapes.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a.clone(), b.clone())),
            _ => None,
        }));
        singles.extend(shapes);
    }
    for (page, found) in pages.iter().zip(found) {
        let zone = ZONE * page.height;
        let top = page.lines.iter().take_while(|line| line.area.centre().1 < zone).count();
        let shapes: Vec<String> = page.lines.iter().take(top + 1).map(shape).collect();
        for at in 0..top {
            let Some(line) = page.lines.get(at) else { break };
            let pair = |first: usize| Some((shapes.get(first)?.clone(), shapes.get(first + 1)?.clone()));
            let beside = [at.checked_sub(1), Some(at)].into_iter().flatten();
            let of_table = beside.filter_map(pair).any(|pair| pairs.contains(&pair))
                || split(line).len() >= MIN_HEADS && shapes.get(at).is_some_and(|own| singles.contains(own));
            if let Some(mark) = found.get_mut(at)
                && of_table
            {
                *mark = false;
            }
        }
    }
}

/// A line that stands where furniture does.
struct Candidate {
    page: usize,
    line: usize,
    /// Its text without figures and white space.
    shape: String,
    number: Option<Number>,
    /// What it would be if one of its numbers were that of the page.
    counts: Vec<Counting>,
    /// Whether it holds an address, as browsers print it.
    address: bool,
}

fn is_furniture(
    candidate: &Candidate,
    page: &Page<'_>,
    pages: usize,
    running: &HashMap<String, Vec<(usize, f32)>>,
    shifts: &HashMap<i64, usize>,
) -> bool {
    let Some(line) = page.lines.get(candidate.line) else { return false };
    if let Some(Number { value, dressed }) = &candidate.number {
        let shift = value - i64::from(page.number);
        let counts = shifts.get(&shift).copied().unwrap_or(0) >= MIN_PAGES || shift == 0;
        return *dressed || counts;
    }
    let places = running.get(&candidate.shape).map_or(&[][..], Vec::as_slice);
    let near = places.iter().filter(|place| (place.1 - line.baseline).abs() <= SAME_HEIGHT);
    let on = near.map(|place| place.0).collect::<std::collections::BTreeSet<_>>().len();
    candidate.address || is_on_many(on, pages)
}

/// Whether a line that stands on so many of the pages runs through them.
fn is_on_many(on: usize, pages: usize) -> bool {
    on >= MIN_PAGES && on as f32 >= MIN_SHARE * pages as f32
}

/// A line one word of which is a number that counts with the pages: the other words, which one it is, and how far it is from the
/// number of the page. `2024  3` and `2024  4` are alike in the second word.
type Counting = (String, usize, i64);

fn counting_numbers(text: &str, page: u32) -> Vec<Counting> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let number = |(at, word): (usize, &&str)| {
        let digits = (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        let value: i64 = word.parse().ok().filter(|_| digits)?;
        let others = words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| *word);
        Some((others.collect::<Vec<_>>().join(" "), at, value - i64::from(page)))
    };
    words.iter().enumerate().filter_map(number).collect()
}

/// A page number as printed.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    value: i64,
    /// Printed with dashes or words that only page numbers have.
    dressed: bool,
}

/// Reads `3`, `— 3 —`, `- 3 -`, `第3页`, `第3页 共12页`, `3/12`, `Page 3 of 12`.
fn page_number(text: &str) -> Option<Number> {
    let text: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    let bare = text.trim_matches(|ch: char| "-—–－─―·•~|[]()（）".contains(ch));
    let dashed = bare.len() < text.len();
    let bare = bare.trim_start_matches("Page").trim_start_matches('第');
    let digits = bare.len() - bare.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let (number, rest) = bare.split_at_checked(digits)?;
    // A report has fewer pages than 10,000; longer numbers are figures.
    let value: i64 = number.parse().ok().filter(|_| (1..=4).contains(&number.len()))?;
    let rest_is = |rest: &str| {
        let total = rest.trim_start_matches(['页', '/', '／', ',', '，', '共']).trim_start_matches("of");
        total.trim_end_matches('页').chars().all(|ch| ch.is_ascii_digit())
    };
    let worded = text.contains("第") || text.contains("Page");
    let dressed = worded || dashed || (!rest.is_empty() && rest != "页");
    (rest.is_empty() || (rest_is(rest) && !rest.chars().next().is_some_and(|ch| ch.is_ascii_digit())))
        .then_some(Number { value, dressed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_in_all_their_dress() {
        let read = |text: &str| page_number(text).map(|number| (number.value, number.dressed));
        assert_eq!(read("3"), Some((3, false)));
        for text in ["— 3 —", "-3-", "第3页", "第 3 页 共 12 页", "3/12", "Page 3 of 12"] {
            assert_eq!(read(text), Some((3, true)), "{text}");
        }
        for text in ["2024年", "3.5", "12345", "三", "3 4 5 x", "共3件"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_counts_with_the_pages_is_known_among_others() {
        let both = |one: &str, other: &str| {
            let (one, other) = (counting_numbers(one, 3), counting_numbers(other, 4));
            one.iter().any(|counts| other.contains(counts))
        };
        assert!(both("2024 3", "2024 4") && both("7 2024 年", "8 2024 年"));
        for (one, other) in [("2024 3", "2024 3"), ("12 3", "13 3 1"), ("5 0 3", "4 0 4"), ("3", "4")] {
            assert!(!both(one, other), "{one} {other}");
        }
    }

    /// Lines of a page of 800 points: text and height.
    fn lines(texts: &[(&str, f32)]) -> Vec<Line> {
        use crate::document::pdf::sheet::chunk::set;
        use crate::document::pdf::sheet::text;
        let glyphs = |(line, top): &(&str, f32)| {
            let words = line.split(' ').zip([50.0, 250.0, 350.0, 450.0]);
            words.flat_map(|(word, left)| set(word, left, *top).glyphs).collect::<Vec<_>>()
        };
        text::lines(texts.iter().flat_map(glyphs).collect())
    }

    #[test]
    fn a_header_of_a_table_that_is_printed_again_is_no_running_line() {
        let pages = [
            lines(&[
                ("工作年度报告", 30.0),
                ("一、总体情况", 300.0),
                ("申请人情况", 600.0),
                ("类别 自然人 企业 总计", 620.0),
                ("新收 1 2 3", 640.0),
            ]),
            lines(&[
                ("工作年度报告", 30.0),
                ("申请人情况", 60.0),
                ("类别 自然人 企业 总计", 80.0),
                ("结转 1 2 3", 100.0),
            ]),
            lines(&[
                ("工作年度报告", 30.0),
                ("申请人情况", 60.0),
                ("类别 自然人 企业 总计", 80.0),
                ("总数 1 2 3", 100.0),
            ]),
        ];
        let pages: Vec<Page<'_>> =
            pages.iter().zip(1..).map(|(lines, number)| Page { number, height: 800.0, lines }).collect();
        let found = find(&pages);
        assert_eq!(found[1], [true, false, false, false]);
        assert_eq!(found[2], [true, false, false, false]);
    }
}
