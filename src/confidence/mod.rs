//! How far each figure may be trusted: weighs what the two readers found, by the sums of the form.
//!
//! Fourth room of the pipeline; uses `template` and `normalise`. Both readers agree and every sum over the figure comes
//! out: high. They agree and a sum fails: the agency printed it so, and the figure says so. They disagree: the
//! sums may decide which reader was right, never that the figure is sure.

mod identities;
mod level;
mod merge;

use std::ops::Range;

use crate::document::Document;
use crate::normalise::{Normaliser, Readings};
use crate::report::{Figure, Unplaced};
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
    year: Option<u16>,
    normaliser: &Normaliser,
    forms: &Forms,
) -> Weighed {
    let Readings { structural, sequence, unplaced } = normaliser.read(document, blocks, year);
    let vocabulary = normaliser.vocabulary();
    let (mut candidates, tables) = merge::merge(structural, sequence, vocabulary, forms);
    settle_disagreements(&mut candidates, forms);
    let ledger = Ledger::new(&candidates, forms);
    let mut figures: Vec<Figure> =
        candidates.iter().map(|candidate| level::figure(candidate, &ledger, forms)).collect();
    let order = |figure: &Figure| (forms.place(figure.field).field.table, figure.field);
    figures.sort_by_key(order);
    Weighed { figures, forms: tables, unplaced }
}

/// Where the readers disagree on cells of a row and the sums come out with one reading only, takes that reading.
fn settle_disagreements(candidates: &mut [Candidate], forms: &Forms) {
    let mut rows: Vec<(u8, u8, u8)> = candidates
        .iter()
        .filter(|candidate| candidate.disagrees())
        .map(|candidate| candidate.row(forms))
        .collect();
    rows.dedup();
    for row in rows {
        let of_row: Vec<usize> = (0..candidates.len())
            .filter(|&at| candidates.get(at).is_some_and(|c| c.disagrees() && c.row(forms) == row))
            .collect();
        let fields: Vec<_> = of_row.iter().filter_map(|&at| Some(candidates.get(at)?.field)).collect();
        let violated =
            |candidates: &[Candidate]| Ledger::new(candidates, forms).count_violated(&fields, forms);
        let as_structural = violated(candidates);
        swap(candidates, &of_row);
        let as_sequence = violated(candidates);
        if as_sequence >= as_structural {
            swap(candidates, &of_row);
        }
        if (as_sequence == 0) != (as_structural == 0) {
            for &at in &of_row {
                if let Some(candidate) = candidates.get_mut(at) {
                    candidate.settled = true;
                }
            }
        }
    }
}

fn swap(candidates: &mut [Candidate], rows: &[usize]) {
    for &at in rows {
        if let Some(candidate) = candidates.get_mut(at) {
            candidate.swap();
        }
    }
}
