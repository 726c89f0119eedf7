//! Who reports, on which year, under which title, and whether a document is a report at all.
//!
//! The agency is taken from the report, never from the address of the page: first from the title, which the opening and
//! the signature complete where it is short (运城市, 市科委). Where the title names nobody, the signature counts, then the
//! opening, then what the page says of its publisher. Where these contradict the title, the title stands: bodies of
//! text are copied from other reports, titles are not.
//!
//! The words all this hangs on are data: `data/identify/*.csv`.

mod agency;
mod choose;
mod fold;
mod kind;
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
use opening::Named;
use signature::Signature;
use view::View;
use words::Cue;

pub use kind::{Kind, KindEvidence};

/// Who reports, on which year and under which title, as far as the part `blocks` of a document says so.
///
/// What cannot be told is left empty rather than guessed.
pub fn identify(document: &Document, blocks: Range<usize>) -> ReportIdentity {
    let view = View::new(document, blocks);
    let chosen = choose::choose(&view).unwrap_or_default();
    let opening = opening::text(&view);
    let named = opening::names(&opening);
    let signature = signature::read(&view);
    ReportIdentity {
        agency: agency_of(&view, &chosen, &named, &signature),
        year: year_of(&view, &chosen, &opening, &signature),
        title: chosen.printed,
    }
}

/// Splits a document into the reports it holds, nearly always one: ranges of blocks that together cover all of it.
///
/// A new report begins where the title of a report stands before a new opening or a new first section. Two copies of
/// one report in one document (a page for screens and one for printing) are two ranges.
pub fn reports_in(document: &Document) -> Vec<Range<usize>> {
    split::reports_in(document)
}

/// What kind of document this is, by its words; the caller weighs it against the tables that were found.
pub fn kind(document: &Document, blocks: Range<usize>) -> KindEvidence {
    kind::of(&View::new(document, blocks))
}

/// The issuing body in full.
fn agency_of(view: &View<'_>, chosen: &Chosen, named: &[Named], signature: &Signature) -> String {
    let title = &chosen.title;
    let written: Vec<&str> = std::iter::once(signature.agency.as_str())
        .chain(named.iter().filter(|named| named.cue != Cue::Contact).map(|named| named.name.as_str()))
        .filter(|name| !name.is_empty())
        .collect();
    let contradicted =
        title.joined && !written.is_empty() && !written.iter().any(|name| same_body(name, &title.agency));
    let mut agency = match written.first() {
        Some(first) if title.agency.is_empty() || contradicted => first.to_string(),
        _ => title.agency.clone(),
    };
    complete(&mut agency, written.iter().copied(), true);
    let contacts = named.iter().filter(|named| named.cue == Cue::Contact).map(|named| named.name.as_str());
    complete(&mut agency, contacts, false);
    if agency::is_full_name(&agency) {
        return agency;
    }
    let publishers = publisher::names(view);
    if agency.is_empty() {
        return publishers.into_iter().next().unwrap_or_default();
    }
    complete(&mut agency, publishers.iter().map(String::as_str), false);
    agency
}

/// Replaces a short name by the first fuller name of the same body.
fn complete<'n>(agency: &mut String, fuller: impl Iterator<Item = &'n str>, government: bool) {
    for name in fuller {
        match completes(agency, name) {
            Some(Completion::Abbreviation) => *agency = name.to_string(),
            Some(Completion::Government) if government => *agency = name.to_string(),
            _ => {}
        }
    }
}

fn same_body(one: &str, other: &str) -> bool {
    one == other || completes(one, other).is_some() || completes(other, one).is_some()
}

/// The year reported on.
fn year_of(view: &View<'_>, chosen: &Chosen, opening: &str, signature: &Signature) -> Option<u16> {
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
