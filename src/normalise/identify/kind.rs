//! What kind of document this is, by its words alone.

use super::choose::{Chosen, segments};
use super::fold::fold;
use super::title::parse;
use super::view::{Line, View, is_opening};
use super::words::words;

/// What kind of document this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The yearly report of an agency.
    Report,
    /// A notice, such as the one that asks for reports, even with an empty form attached.
    Notice,
    /// Links to reports of several years or agencies.
    ListPage,
    /// A guide, catalogue or application form.
    Guide,
    /// News about a report or about disclosure.
    News,
    /// A budget or final accounts.
    Budget,
    /// The portal says that there is nothing here.
    ErrorPage,
    /// Something else.
    Other,
}

/// A kind and what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindEvidence {
    /// The kind.
    pub kind: Kind,
    /// Whether the words leave no doubt; tables of the form filled with figures may overrule a doubtful verdict.
    pub certain: bool,
    /// One clause for a person, to follow "because".
    pub why: String,
}

impl KindEvidence {
    fn new(kind: Kind, certain: bool, why: impl Into<String>) -> KindEvidence {
        KindEvidence { kind, certain, why: why.into() }
    }
}

/// A page with less text than this, in bytes, may be an error page.
const ERROR_PAGE: usize = 1_800;
/// From so many different titles on, a page without sections is a list.
const LIST: usize = 3;
/// A line shorter than this, in characters, is no headline: 通知公告 is a menu.
const HEADLINE: usize = 8;
/// How many lines at the beginning may be headlines.
const FIRST_LINES: usize = 6;

/// The kind of what a view shows, given the title that was chosen.
pub(super) fn of(view: &View<'_>, chosen: Option<&Chosen>) -> KindEvidence {
    let sections = view.distinct_sections();
    let opened = view.body.and_then(|body| view.lines.get(body)).is_some_and(is_opening);
    let named = chosen.is_some_and(Chosen::says_something);
    // Where nobody is named, an opening may be one of several that are quoted.
    let bare = sections < 2 && !(opened && named);
    if sections < 2
        && !opened
        && let Some(word) = error_word(view, named)
    {
        return KindEvidence::new(Kind::ErrorPage, true, format!("the page says {word} and little else"));
    }
    if let Some(found) = outer_headline(view) {
        return by_headline(found, chosen, sections, opened);
    }
    // Without sections of its own a page that names several agencies quotes the openings of their reports.
    let titles = if sections < 2 && !names_one_report(view) { different_titles(view) } else { Vec::new() };
    let mut agencies: Vec<&str> = titles.iter().map(|(agency, _)| agency.as_str()).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let quoted = sections == 0 && agencies.len() >= LIST;
    let titles = if bare || quoted { titles.len() } else { 0 };
    if titles > 1 {
        return KindEvidence::new(
            Kind::ListPage,
            titles >= LIST,
            format!("it lists the titles of {titles} reports"),
        );
    }
    let found = inner_headline(view, named);
    match found.or_else(|| in_text(view).filter(|_| chosen.is_none())) {
        Some(found) => by_headline(found, chosen, sections, opened),
        None => by_sections(chosen, sections, opened),
    }
}

/// A word in a headline that tells what a document is.
struct Headline {
    text: String,
    word: String,
    role: String,
    note: String,
}

fn by_headline(found: Headline, chosen: Option<&Chosen>, sections: u32, opened: bool) -> KindEvidence {
    let Headline { text, word, role, note } = found;
    let is_report = chosen.is_some_and(Chosen::says_something) && sections >= 3;
    let kind = match role.as_str() {
        "published" if is_report || opened => {
            return KindEvidence::new(
                Kind::Report,
                is_report,
                format!("its headline publishes a report: {text}"),
            );
        }
        "notice" | "published" => Kind::Notice,
        "guide" => Kind::Guide,
        "news" => Kind::News,
        "budget" => Kind::Budget,
        _ => Kind::Other,
    };
    if kind != Kind::Notice && is_report {
        return by_sections(chosen, sections, opened);
    }
    if kind != Kind::Notice && sections >= 4 && opened {
        let why = format!(
            "it opens like a report and has {sections} of its sections, but the headline says {word}"
        );
        return KindEvidence::new(Kind::Report, false, why);
    }
    let what = if note.is_empty() { String::new() } else { format!(" ({note})") };
    KindEvidence::new(kind, !is_report, format!("its headline says {word}{what}: {text}"))
}

fn by_sections(chosen: Option<&Chosen>, sections: u32, opened: bool) -> KindEvidence {
    let Some(chosen) = chosen else {
        let (kind, why) = match (sections, opened) {
            (4.., _) => {
                (Kind::Report, format!("it has {sections} sections of a report, but no title of one"))
            }
            (2.., true) => (Kind::Report, "it opens like a report, but has no title of one".to_string()),
            (_, true) => {
                (Kind::Other, "it opens like a report, but has neither title nor sections".to_string())
            }
            _ => (Kind::Other, "it has no title, opening or sections of a report".to_string()),
        };
        return KindEvidence::new(kind, kind == Kind::Other && !opened, why);
    };
    let named = chosen.says_something();
    match (sections, opened) {
        (3.., _) | (1.., true) => {
            KindEvidence::new(Kind::Report, named, "it has the title and the sections of a report")
        }
        (_, true) => KindEvidence::new(Kind::Report, named, "it has the title and the opening of a report"),
        (1.., _) => {
            KindEvidence::new(Kind::Report, false, "it has the title of a report, but few of its sections")
        }
        _ if chosen.title.year.is_some() => KindEvidence::new(
            Kind::Report,
            false,
            "it has the title of a report, but no opening and no sections",
        ),
        _ => KindEvidence::new(
            Kind::Other,
            false,
            "it has a title as the columns of reports have, without a year, but no opening or sections of one",
        ),
    }
}

/// A word of an error page, if there is little text and it does not look like a report.
fn error_word<'v>(view: &'v View<'_>, titled: bool) -> Option<&'v str> {
    let size: usize = view.lines.iter().map(|line| line.text.len()).sum();
    if titled || size > ERROR_PAGE || view.document.blocks.len() > view.lines.len() + 2 {
        return None;
    }
    let page_title = view.document.head.title.as_deref();
    let mut texts = page_title.into_iter().chain(view.lines.iter().map(|line| line.text));
    texts.find_map(|text| words().page_kinds.first(text)).map(|hit| hit.word)
}

/// The reports that the short lines and the cells name, by agency and year.
fn different_titles(view: &View<'_>) -> Vec<(String, Option<u16>)> {
    const CELLS: usize = 200;
    let mut seen: Vec<(String, Option<u16>)> = Vec::new();
    let lines = view.lines.iter().filter(|line| !line.long).map(|line| line.folded.clone());
    let cells = view.grids().flat_map(|grid| grid.cells()).take(CELLS).map(|cell| fold(&cell.text));
    for text in lines.chain(cells).filter(|text| text.contains('报')) {
        let title =
            parse(without_date(&text)).filter(|title| !title.agency.is_empty() || title.year.is_some());
        if let Some(title) = title.map(|title| (title.agency, title.year))
            && !seen.contains(&title)
        {
            seen.push(title);
        }
    }
    seen
}

/// Links are often preceded by their date or a number: 2024-01-20 某局2023年….
pub(super) fn without_date(line: &str) -> &str {
    let rest = line.trim_start_matches(['·', '•', '[', '【', '>', '-']);
    let date = super::years::years(rest).next().filter(|found| found.start == 0);
    let end = date.and_then(|found| {
        let length = super::years::rest_of_date(rest.get(found.end..)?)?;
        rest.get(found.end + length..)
    });
    end.unwrap_or(rest).trim_start_matches([']', '】'])
}

/// The title of the page, if it is not the title of a report and has a word that tells the kind.
fn outer_headline(view: &View<'_>) -> Option<Headline> {
    page_titles(view).find_map(telling)
}

/// What the head of the page says of its title, folded: a list has the title of a column there.
fn page_titles(view: &View<'_>) -> impl Iterator<Item = String> {
    let head = &view.document.head;
    let metas = head.metas.iter().filter(|(name, _)| words().meta_titles.has(&name.to_ascii_lowercase()));
    let page_title = head.title.as_deref().and_then(|title| segments(title).into_iter().next());
    metas.map(|(_, text)| text.as_str()).chain(page_title).filter(|_| view.blocks.start == 0).map(fold)
}

/// Whether the page itself, not a line on it, has the title of one report.
fn names_one_report(view: &View<'_>) -> bool {
    page_titles(view)
        .filter_map(|text| parse(&text))
        .any(|title| !title.agency.is_empty() && title.year.is_some())
}

/// The same for the first lines and the lines just before the running text.
fn inner_headline(view: &View<'_>, titled: bool) -> Option<Headline> {
    let first = view.lines.iter().take(FIRST_LINES);
    let before = view.before_body().iter().rev().take(FIRST_LINES);
    let lines = first.chain(before).filter(|line| may_be_headline(line, titled));
    lines.map(|line| line.folded.clone()).find_map(telling)
}

fn telling(text: String) -> Option<Headline> {
    if parse(&text).is_some() {
        return None;
    }
    let hit = words().headline_kinds.first(&text)?;
    let (role, note) = (hit.means.0.to_string(), hit.means.1.to_string());
    Some(Headline { word: hit.word.to_string(), role, note, text })
}

/// Words near the beginning or the end of the text that only a notice or a newspaper uses.
fn in_text(view: &View<'_>) -> Option<Headline> {
    const LINES: usize = 10;
    let last = view.lines.len().saturating_sub(LINES);
    let lines = view.lines.iter().enumerate().filter(|(index, _)| *index < LINES || *index >= last);
    lines.map(|(_, line)| line.text).find_map(|text| {
        let hit = words().text_kinds.first(text)?;
        let (role, note) = (hit.means.0.to_string(), hit.means.1.to_string());
        Some(Headline { text: text.chars().take(40).collect(), word: hit.word.to_string(), role, note })
    })
}

/// A headline is a line of some length that is no sentence. Above a clean title it must end like that of a notice.
fn may_be_headline(line: &Line<'_>, titled: bool) -> bool {
    const LONGEST: usize = 60;
    let text = line.folded.trim_end_matches(['》', '”', '）']);
    let fits = !line.long && (HEADLINE..=LONGEST).contains(&text.chars().count()) && !text.contains('。');
    fits && (!titled || words().continuations.strip_suffix(text).is_some())
}
