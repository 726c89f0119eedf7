//! Chooses the title of the report among everything on a page that reads like one.
//!
//! The title of the report itself stands just before its opening. What reads alike but is not it: links to the reports
//! of other years, the name of the column, the page title with the name of the site.

use super::agency::{could_be_name, is_full_name};
use super::fold::{fold, printed};
use super::opening;
use super::title::{Title, parse};
use super::view::{Line, View};
use super::words::words;

/// How many lines before the running text are looked at.
const LINES_BACK: usize = 60;
/// The title stands at most this many lines before the running text.
const NEAR: usize = 6;
/// Over how many lines a title may be broken.
const BROKEN_OVER: usize = 4;
/// A title is not longer than this, in bytes.
const LONGEST: usize = 300;

/// The title that was chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    pub(super) title: Title,
    /// As printed.
    pub(super) printed: String,
    /// As printed without the line above that names the agency, if there is one ([`Title::joined`]).
    pub(super) without_name: Option<String>,
}

impl Chosen {
    /// Whether it names an agency or a year; 政府信息公开年报 alone is mostly the name of a column.
    pub(super) fn says_something(&self) -> bool {
        !self.title.agency.is_empty() || self.title.year.is_some()
    }
}

struct Candidate {
    chosen: Chosen,
    score: i32,
}

/// The title of the report, if anything on the page is one.
pub(super) fn choose(view: &View<'_>) -> Option<Chosen> {
    let outside = outside(view);
    let mut candidates = in_lines(view);
    for candidate in &mut candidates {
        let said_twice = outside.iter().any(|other| same_title(&other.chosen, &candidate.chosen));
        candidate.score += if said_twice { 8 } else { 0 };
    }
    candidates.extend(outside);
    prefer_year(&mut candidates, view);
    let best =
        candidates.into_iter().reduce(|best, other| if other.score > best.score { other } else { best });
    best.map(|best| best.chosen).or_else(|| run_in(view)).or_else(|| name_as_title(view))
}

/// Of titles on several years, those on the year that the opening speaks of are the likelier: the others are links.
fn prefer_year(candidates: &mut [Candidate], view: &View<'_>) {
    const STATED: i32 = 4;
    let years = || candidates.iter().filter_map(|candidate| candidate.chosen.title.year);
    if years().all(|year| Some(year) == years().next()) {
        return;
    }
    let opening = opening::read(view);
    let Some(year) = opening::period(&opening).or_else(|| opening::year_of_subject(&opening)) else { return };
    for candidate in candidates.iter_mut().filter(|candidate| candidate.chosen.title.year == Some(year)) {
        candidate.score += STATED;
    }
}

/// A title that runs into the opening: both in one paragraph, with white space between.
fn run_in(view: &View<'_>) -> Option<Chosen> {
    const PIECES: usize = 4;
    let text = view.body_text()?;
    let ends = text.match_indices(' ').map(|(at, _)| at).take(PIECES);
    let titles = ends.filter_map(|end| best_segment(text.get(..end)?, 0));
    titles.map(|found| found.chosen).filter(Chosen::says_something).last()
}

fn same_title(one: &Chosen, other: &Chosen) -> bool {
    one.title.agency == other.title.agency
        && one.title.year == other.title.year
        && one.title.weak == other.title.weak
}

fn score(title: &Title) -> i32 {
    let agency = if title.agency.is_empty() { 0 } else { 4 };
    agency + if title.year.is_some() { 2 } else { 0 } - if title.weak { 3 } else { 0 }
}

/// Titles outside the running text: meta elements, the cell beside 名称, the page title.
fn outside(view: &View<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let first_report = view.blocks.start == 0;
    let metas = view.document.head.metas.iter().filter(|_| first_report);
    for (name, content) in metas {
        let name = name.to_ascii_lowercase();
        if words().meta_titles.has(&name) {
            found.extend(best_segment(content, 2));
        }
    }
    for grid in view.grids_before_body().take(4) {
        found.extend(grid.cells().iter().take(60).filter_map(|cell| best_segment(&cell.text, 1)));
    }
    if let Some(title) = view.document.head.title.as_ref().filter(|_| first_report) {
        found.extend(best_segment(title, 0));
    }
    found
}

/// The best title among the parts that separators cut a text into.
fn best_segment(text: &str, bonus: i32) -> Option<Candidate> {
    if text.len() > LONGEST || !text.contains(['报', '報', '结', '結', '…']) {
        return None;
    }
    let candidates = segments(text).into_iter().filter_map(|segment| candidate(segment, bonus));
    candidates.reduce(|best, other| if other.score > best.score { other } else { best })
}

fn candidate(segment: &str, bonus: i32) -> Option<Candidate> {
    let folded = fold(segment);
    let title = parse(&folded)?;
    let printed = printed(segment, title.start, title.end).to_string();
    Some(Candidate { score: score(&title) + bonus, chosen: Chosen { title, printed, without_name: None } })
}

/// A text cut at the marks that stand between a title, a column and a site; whole, if there are none.
pub(super) fn segments(text: &str) -> Vec<&str> {
    const MARKS: [&str; 10] = ["_", "|", "｜", "»", "›", ">", "＞", " - ", " – ", " — "];
    let mut parts = vec![text];
    // The bytes that the marks begin with.
    let may_hold = |byte: &u8| matches!(byte, b'_' | b'|' | b'>' | b' ' | 0xC2 | 0xE2 | 0xEF);
    if !text.as_bytes().iter().any(may_hold) {
        return parts;
    }
    for mark in MARKS {
        if text.contains(mark) {
            parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
        }
    }
    parts
}

/// Titles among the lines before the running text, the nearest first.
fn in_lines(view: &View<'_>) -> Vec<Candidate> {
    let lines = view.before_body();
    let from = if view.body.is_some() { lines.len().saturating_sub(LINES_BACK) } else { 0 };
    let near = if view.body.is_some() { lines.len().saturating_sub(NEAR) } else { 0 };
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    let end = if view.body.is_some() { lines.len() } else { lines.len().min(LINES_BACK) };
    for index in (from..end).rev() {
        let Some(line) = lines.get(index) else { continue };
        let Some(mut candidate) = at_line(lines, index) else { continue };
        candidate.score += if index >= near { 3 } else { 0 };
        candidate.score += if line.heading { 2 } else { 0 };
        found.push((index, candidate));
    }
    mark_lists(&mut found);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Two titles on neighbouring lines that are not the same are links; three or more are a list for sure.
fn mark_lists(found: &mut [(usize, Candidate)]) {
    let facts: Vec<(usize, Chosen)> =
        found.iter().map(|(index, candidate)| (*index, candidate.chosen.clone())).collect();
    for (index, candidate) in found {
        let neighbours = facts.iter().filter(|(other, chosen)| {
            *other != *index && other.abs_diff(*index) <= 2 && !same_title(chosen, &candidate.chosen)
        });
        candidate.score -= 3 * neighbours.count().min(2) as i32;
    }
}

/// The title that stands on this line, alone or together with its neighbours.
pub(super) fn title_at(lines: &[Line<'_>], index: usize) -> Option<Title> {
    at_line(lines, index).map(|candidate| candidate.chosen.title)
}

/// A title on this line, alone or with the lines that follow or precede it.
fn at_line(lines: &[Line<'_>], index: usize) -> Option<Candidate> {
    let line = lines.get(index).filter(|line| !line.long)?;
    if lines
        .get(index + 1)
        .is_some_and(|next| !next.long && words().continuations.strip_suffix(&next.folded).is_some())
    {
        return None;
    }
    let alone = if line.reports { best_segment(line.text, 0) } else { None };
    match alone {
        Some(found) if found.chosen.title.agency.is_empty() || found.chosen.title.year.is_none() => {
            with_lines_before(lines, index, found)
        }
        Some(found) => Some(found),
        None => broken(lines, index),
    }
}

/// A title that begins on this line and is broken over the next ones.
fn broken(lines: &[Line<'_>], index: usize) -> Option<Candidate> {
    let mut joined = String::new();
    let last = lines.iter().skip(index).take(BROKEN_OVER).rposition(|line| line.reports)?;
    for (count, line) in lines.get(index..=index + last)?.iter().enumerate() {
        if line.long || joined.len() + line.text.len() > LONGEST || ends_a_sentence(line.text) {
            return None;
        }
        joined.push_str(line.text);
        if count == 0 || !line.reports {
            continue;
        }
        // A line that is a title without the ones above it was not broken.
        if best_segment(line.text, 0).is_some() {
            return None;
        }
        if let Some(found) = candidate(&joined, 0) {
            return Some(found);
        }
    }
    None
}

/// A title without an agency or a year, completed by the one or two lines above that hold nothing else.
fn with_lines_before(lines: &[Line<'_>], index: usize, found: Candidate) -> Option<Candidate> {
    let mut joined = found.chosen.printed.clone();
    let mut best = found;
    for (at, line) in lines.get(..index)?.iter().enumerate().rev().take(2) {
        let part = line.folded.as_str();
        // Years one below the other are a menu.
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        if is_year_line(part) && above.is_some_and(|above| is_year_line(&above.folded)) {
            break;
        }
        let completes = is_full_name(part) || could_be_name(part) && line.heading || is_year_line(part);
        if line.long || !completes {
            break;
        }
        joined.insert_str(0, line.text);
        match candidate(&joined, 0) {
            Some(mut longer) if longer.score > best.score => {
                longer.chosen.title.joined = best.chosen.title.agency.is_empty();
                longer.chosen.without_name = Some(best.chosen.printed);
                best = longer;
            }
            _ => break,
        }
    }
    Some(best)
}

fn is_year_line(folded: &str) -> bool {
    let year = super::years::years(folded).next();
    year.is_some_and(|year| {
        year.start == 0 && matches!(folded.get(year.end..), Some("年" | "年度" | "" | "度"))
    })
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['。', '；', '，', ';', '：', ':'])
}

/// A page whose title is only the name of the agency.
fn name_as_title(view: &View<'_>) -> Option<Chosen> {
    let body = view.body?;
    let metas = view.document.head.metas.iter();
    let titled = metas
        .filter(|(name, _)| words().meta_titles.has(&name.to_ascii_lowercase()))
        .map(|(_, text)| text.as_str());
    let near = view.lines.get(body.saturating_sub(NEAR)..body)?.iter().rev();
    let headings = near
        .filter(|line| line.heading || view.document.head.title.as_deref() == Some(line.text))
        .map(|line| line.text);
    titled.chain(headings).find_map(|text| {
        let folded = fold(text);
        let named = could_be_name(&folded) && words().endings.strip_suffix(&folded).is_some();
        named.then(|| Chosen {
            title: Title { agency: folded, ..Title::default() },
            printed: text.trim().to_string(),
            without_name: None,
        })
    })
}
