//! How far each figure may be trusted: weighs what the two readers found, by the sums of the form.
//!
//! Fourth room of the pipeline; uses `template` and `normalise`. Both readers agree and every sum over the figure comes
//! out: high. They agree and a sum fails: the agency printed it so, and the figure says so. They disagree: the
//! sums may decide which reader was right, never that the figure is sure.

mod gap;
mod identities;
mod level;
pub mod measured;
mod merge;
mod moved;
mod torn;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::Document;
use crate::normalise::{Normaliser, Readings, Spot};
use crate::report::{Figure, Report, ReportIdentity, Unplaced, Value};
use crate::template::{FormId, Forms};
use identities::Ledger;
use merge::Candidate;

/// The figures of one report with their confidence, and the form each of its tables follows.
#[derive(Debug, Default)]
pub struct Weighed {
    /// In the order of the form.
    pub figures: Vec<Figure>,
    /// Index of each table found and the form most of its figures belong to, in the order of the form.
    pub forms: Vec<(u8, FormId)>,
    /// Labels beside figures that fit nowhere.
    pub unplaced: Vec<Unplaced>,
}

/// Reads one report of a document, twice, and weighs what was found. The year reported on, where it is known, helps to
/// tell its tables from those of other years.
pub fn read(
    document: &Document,
    blocks: Range<usize>,
    of: &ReportIdentity,
    normaliser: &Normaliser,
    forms: &Forms,
) -> Weighed {
    let Readings { structural, sequence, witness, mut unplaced, of_some_forms, unread } =
        normaliser.read(document, blocks, of);
    let vocabulary = normaliser.vocabulary();
    let (mut candidates, tables) = merge::merge(structural, sequence, witness, vocabulary, forms);
    let has_place = |spot: Spot| {
        vocabulary.family(spot.family).is_some_and(|family| merge::field(spot, family, &tables).is_some())
    };
    unplaced.extend(of_some_forms.into_iter().filter(|(spot, _)| !has_place(*spot)).map(|(_, row)| row));
    torn::take(&mut candidates, forms);
    settle_disagreements(&mut candidates, forms);
    moved::settle(&mut candidates, forms);
    unplaced.extend(unread.into_iter().filter_map(|(spot, row)| {
        let place = forms.place(merge::field(spot, vocabulary.family(spot.family)?, &tables)?);
        let own = (place.field.table, place.field.block, place.field.row);
        (!candidates.iter().any(|candidate| candidate.row(forms) == own)).then_some(row)
    }));
    let ledger = Ledger::new(&candidates, forms);
    let in_doubt = gap::rows_in_doubt(&candidates, forms);
    let figure = |candidate: &Candidate| {
        level::figure(candidate, &ledger, in_doubt.contains(&candidate.row(forms)), forms)
    };
    let mut figures: Vec<Figure> = candidates.iter().map(figure).collect();
    let order = |figure: &Figure| (forms.place(figure.field).field.table, figure.field);
    figures.sort_by_key(order);
    Weighed { figures, forms: tables, unplaced }
}

/// Where the readers disagree and the sums come out better with one reading, takes that reading: first for a table as a
/// whole (all its columns moved), then row by row.
fn settle_disagreements(candidates: &mut [Candidate], forms: &Forms) {
    settle(candidates, forms, |candidate, forms| (candidate.row(forms).0, 0, 0));
    settle(candidates, forms, Candidate::row);
}

fn settle<P: PartialEq + Copy>(
    candidates: &mut [Candidate],
    forms: &Forms,
    part: impl Fn(&Candidate, &Forms) -> P,
) {
    let disputed = |candidates: &[Candidate]| -> Vec<(usize, P)> {
        let all = candidates.iter().enumerate();
        all.filter(|(_, c)| c.disagrees() && !c.settled).map(|(at, c)| (at, part(c, forms))).collect()
    };
    let all = disputed(candidates);
    let mut parts: Vec<P> = all.iter().map(|(_, part)| *part).collect();
    parts.dedup();
    for part in parts {
        let own: Vec<usize> = all.iter().filter(|(_, of)| *of == part).map(|(at, _)| *at).collect();
        if tells_nothing(candidates, &own, forms) {
            continue;
        }
        let fields: Vec<_> = own.iter().filter_map(|&at| Some(candidates.get(at)?.field)).collect();
        let violated =
            |candidates: &[Candidate]| Ledger::new(candidates, forms).count_violated(&fields, forms);
        let as_structural = violated(candidates);
        swap(candidates, &own);
        let as_sequence = violated(candidates);
        if as_sequence >= as_structural {
            swap(candidates, &own);
        }
        if (as_sequence == 0) != (as_structural == 0) {
            for &at in &own {
                if let Some(candidate) = candidates.get_mut(at) {
                    candidate.settled = true;
                }
            }
        }
    }
}

/// Whether the sums come out alike with either reading of some figures, whatever else is misread: in each row the readers
/// have the same numbers in other columns, and the total is none of them.
fn tells_nothing(candidates: &[Candidate], own: &[usize], forms: &Forms) -> bool {
    let mut rows: BTreeMap<(u8, u8, u8), [Vec<Value>; 2]> = BTreeMap::new();
    for candidate in own.iter().filter_map(|&at| candidates.get(at)) {
        if forms.place(candidate.field).column.key == "total" {
            return false;
        }
        let (one, other) = (candidate.reading, candidate.other.unwrap_or(candidate.reading));
        let [ones, others] = rows.entry(candidate.row(forms)).or_default();
        ones.push(one.value);
        others.push(other.value);
    }
    rows.into_values().all(|[ones, mut others]| {
        ones.iter().all(|one| {
            let same = others.iter().position(|other| other == one);
            same.map(|at| others.swap_remove(at)).is_some()
        })
    })
}

fn swap(candidates: &mut [Candidate], rows: &[usize]) {
    for &at in rows {
        if let Some(candidate) = candidates.get_mut(at) {
            candidate.swap();
        }
    }
}

/// Two reports of one agency on one year in one document are two copies of it: where they differ, a person sees one of them, and
/// nothing tells which.
pub fn doubt_copies(reports: &mut [Report]) {
    for at in 1..reports.len() {
        let (before, behind) = reports.split_at_mut(at);
        let Some(copy) = behind.first_mut() else { continue };
        for report in before {
            if is_copy(report, copy) {
                report.figures.iter_mut().chain(&mut copy.figures).for_each(level::contest);
            }
        }
    }
}

/// Whether two reports speak of the same, and differ in a number.
fn is_copy(one: &Report, other: &Report) -> bool {
    let same = one.identity.agency == other.identity.agency && one.identity.year == other.identity.year;
    let number = |figure: &Figure| figure.value.number().map(|number| (figure.field, number));
    let numbers: BTreeMap<_, _> = one.figures.iter().filter_map(number).collect();
    let differs = |(field, number)| numbers.get(&field).is_some_and(|known| *known != number);
    same && other.figures.iter().filter_map(number).any(differs)
}

#[cfg(test)]
mod tests;
