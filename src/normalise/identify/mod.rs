//! Who reports, on which year, under which title, and whether a document is a report at all.
//!
//! The agency is taken from the report, never from the address of the page: first from the title, which the opening and
//! the signature complete where it is short (运城市, 市科委). Where the title names nobody, the signature counts, then the
//! opening, then who acts in the first sentences, then what the page says of its publisher. Where these contradict the title, the title stands: bodies of
//! text are copied from other reports, titles are not.
//!
//! The words all this hangs on are data: `data/identify/*.csv`.

mod agency;
mod choose;
mod fold;
mod headline;
mod kind;
mod lists;
mod named;
mod opening;
mod publisher;
mod signature;
mod split;
mod title;
mod view;
mod words;
mod years;

use std::ops::Range;

use crate::document::Document;
use crate::report::ReportIdentity;

use agency::{Completion, completes};
use choose::Chosen;
use named::Named;
use opening::Opening;
use signature::Signature;
use view::View;
use words::Cue;

pub use headline::{Headline, folded, headline};
pub use kind::{Kind, KindEvidence};

/// Reads the word lists.
pub(crate) fn prepare() {
    words::words();
}

/// What one part of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The blocks it covers.
    pub blocks: Range<usize>,
    /// Who reports, on which year, under which title.
    pub identity: ReportIdentity,
    /// What it is, by its words.
    pub kind: KindEvidence,
    /// Where its sections begin.
    pub outline: Outline,
}

/// Where the running text of a report begins, and its sections.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The block where the running text begins, if that can be told.
    pub body: Option<usize>,
    /// The headings of sections, in order.
    pub headings: Vec<Heading>,
}

/// The heading of a section of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The block it stands in.
    pub block: usize,
    /// Which section of the form it is about, from 1.
    pub section: u8,
    /// Numbered 一、 rather than （一）.
    pub top: bool,
}

/// The parts of a document, nearly always one, each with what can be said of it before its tables are read: the
/// same as [`reports_in`], then [`identify`] and [`kind`] for each, in one go.
pub fn parts(document: &Document) -> Vec<Part> {
    let whole = View::new(document, 0..document.blocks.len());
    let ranges = split::reports_in(&whole);
    let [single] = ranges.as_slice() else {
        return ranges.into_iter().map(|blocks| part(&View::new(document, blocks))).collect();
    };
    if *single == whole.blocks {
        vec![part(&whole)]
    } else {
        vec![part(&View::new(document, single.clone()))]
    }
}

fn part(view: &View<'_>) -> Part {
    let chosen = choose::choose(view);
    let kind = kind::of(view, chosen.as_ref());
    Part {
        blocks: view.blocks.clone(),
        identity: identity(view, chosen.unwrap_or_default()),
        kind,
        outline: outline(view),
    }
}

fn outline(view: &View<'_>) -> Outline {
    let block = |line: usize| view.lines.get(line).map(|line| line.block);
    let heading = |section: &view::Section| {
        Some(Heading { block: block(section.line)?, section: section.section, top: section.top })
    };
    Outline { body: view.body.and_then(block), headings: view.sections.iter().filter_map(heading).collect() }
}

/// Who reports, on which year and under which title, as far as the part `blocks` of a document says so.
///
/// What cannot be told is left empty rather than guessed.
pub fn identify(document: &Document, blocks: Range<usize>) -> ReportIdentity {
    let view = View::new(document, blocks);
    identity(&view, choose::choose(&view).unwrap_or_default())
}

/// Splits a document into the reports it holds, nearly always one: ranges of blocks that together cover all of it.
///
/// A new report begins where the title of a report stands before a new opening or a new first section. A second copy
/// of the same report (one for screens, one for printing: the same tables, cell for cell) is left out.
pub fn reports_in(document: &Document) -> Vec<Range<usize>> {
    split::reports_in(&View::new(document, 0..document.blocks.len()))
}

/// What kind of document this is, by its words; the caller weighs it against the tables that were found.
pub fn kind(document: &Document, blocks: Range<usize>) -> KindEvidence {
    let view = View::new(document, blocks);
    kind::of(&view, choose::choose(&view).as_ref())
}

fn identity(view: &View<'_>, chosen: Chosen) -> ReportIdentity {
    let opening = opening::read(view);
    let named = named::names(&opening.itself);
    let signature = signature::read(view);
    let written: Vec<&str> = std::iter::once(signature.agency.as_str())
        .chain(named.iter().filter(|named| named.cue != Cue::Contact).map(|named| named.name.as_str()))
        .filter(|name| !name.is_empty())
        .collect();
    let chosen = unless_contradicted(chosen, &written);
    let agency = agency_of(view, &chosen.title.agency, &written, &named);
    ReportIdentity {
        agency: in_its_script(view, &chosen, agency),
        year: year_of(view, &chosen, &opening, &signature),
        title: chosen.printed,
    }
}

/// Takes back a name joined to the title from the line above when the report is signed by another: it was the name of
/// the site.
fn unless_contradicted(mut chosen: Chosen, written: &[&str]) -> Chosen {
    let agency = &chosen.title.agency;
    let known = written.is_empty() || written.iter().any(|name| same_body(name, agency));
    if chosen.title.joined && !known {
        chosen.title.agency.clear();
        chosen.printed = chosen.without_name.take().unwrap_or(chosen.printed);
    }
    chosen
}

/// The issuing body in full: the name in the title, or the first of those `written` in signature and opening, completed.
fn agency_of(view: &View<'_>, title: &str, written: &[&str], named: &[Named]) -> String {
    let mut agency = match written.first() {
        Some(first) if title.is_empty() => first.to_string(),
        _ => title.to_string(),
    };
    if agency.is_empty() {
        agency = named::acting(view).unwrap_or_default();
    }
    complete(
        &mut agency,
        written.iter().copied(),
        &[Completion::Abbreviation, Completion::Township, Completion::Government],
    );
    let contacts = named.iter().filter(|named| named.cue == Cue::Contact).map(|named| named.name.as_str());
    complete(&mut agency, contacts, &[Completion::Abbreviation, Completion::Township]);
    if agency::is_full_name(&agency) {
        return agency;
    }
    let publishers = publisher::names(view);
    if agency.is_empty() {
        return publishers.into_iter().next().unwrap_or_default();
    }
    complete(
        &mut agency,
        publishers.iter().map(String::as_str),
        &[Completion::Abbreviation, Completion::Township],
    );
    agency
}

/// The name in the characters in which the document prints it.
fn in_its_script(view: &View<'_>, chosen: &Chosen, agency: String) -> String {
    let texts = std::iter::once(chosen.printed.as_str()).chain(view.lines.iter().map(|line| line.text));
    if agency.is_empty() || !texts.clone().take(1).chain(view.body_text()).any(fold::is_traditional) {
        return agency;
    }
    texts.clone().find_map(|text| fold::as_printed(text, &agency)).unwrap_or(agency)
}

/// Replaces a short name by fuller names of the same body, where they complete it in one of the ways `allowed`.
fn complete<'n>(agency: &mut String, fuller: impl Iterator<Item = &'n str>, allowed: &[Completion]) {
    for name in fuller {
        if completes(agency, name).is_some_and(|way| allowed.contains(&way)) {
            *agency = name.to_string();
        }
    }
}

fn same_body(one: &str, other: &str) -> bool {
    one == other || completes(one, other).is_some() || completes(other, one).is_some()
}

/// The year reported on.
fn year_of(view: &View<'_>, chosen: &Chosen, opening: &Opening, signature: &Signature) -> Option<u16> {
    let period = opening::period(opening);
    match chosen.title.year {
        // A report signed in the year of its title before December is on the year before, when its period says so.
        Some(year)
            if period == Some(year - 1)
                && signature
                    .date
                    .is_some_and(|(signed, month)| signed == year && month.is_some_and(|m| m < 12)) =>
        {
            period
        }
        Some(year) => Some(year),
        None => {
            period.or_else(|| opening::year_of_subject(opening)).or_else(|| opening::most_spoken_of(view))
        }
    }
}
