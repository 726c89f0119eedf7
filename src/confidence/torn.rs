//! Figures of tables without rulings that fell out of their row: a number ran together with its label, or went to another row.
//!
//! Where both readings in the order of the text find numbers in a row that its cells lack, these are taken. Where they have the numbers of
//! the cells in other columns, only their headers differ, and the cells stand under theirs.

use std::collections::BTreeMap;

use super::merge::Candidate;
use crate::document::Locator;
use crate::report::Value;
use crate::template::Forms;

/// Takes what the text has for the rows of which the cells lack a number.
pub(super) fn take(candidates: &mut [Candidate], forms: &Forms) {
    let mut rows: BTreeMap<(u8, u8, u8), Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        rows.entry(candidate.row(forms)).or_default().push(at);
    }
    for own in rows.into_values() {
        let row: Vec<&Candidate> = own.iter().filter_map(|&at| candidates.get(at)).collect();
        let misplaced = || row.iter().filter(|candidate| candidate.misplaced);
        let is_elsewhere = misplaced().any(|candidate| is_of_another_row(candidate, candidates, forms));
        if misplaced().next().is_none() || !lacks_number(&row) || is_elsewhere {
            continue;
        }
        for at in own {
            if let Some(candidate) = candidates.get_mut(at).filter(|candidate| candidate.misplaced)
                && let Some(told) = candidate.told.take()
            {
                candidate.swap();
                (candidate.printed, candidate.locator) = (told.printed, told.locator);
                candidate.settled = true;
            }
        }
    }
}

/// Whether the text has a number in a row that stands in none of its cells.
fn lacks_number(row: &[&Candidate]) -> bool {
    let number = |value: &Value| matches!(value, Value::Number(_));
    let mut cells: Vec<Value> = row.iter().map(|own| own.reading.value).filter(number).collect();
    let told = row.iter().filter_map(|own| Some(own.told.as_ref()?.reading.value));
    told.filter(number).any(|value| match cells.iter().position(|cell| *cell == value) {
        Some(at) => {
            cells.swap_remove(at);
            false
        }
        None => true,
    })
}

/// Whether what the text has in place of a blank is the number of a cell beside it: the label of another row stands there.
fn is_of_another_row(blank: &Candidate, candidates: &[Candidate], forms: &Forms) -> bool {
    let Some(told) = &blank.told else { return false };
    let Locator::Page { page, bbox: [_, top, _, bottom] } = told.locator else { return false };
    let is_beside = |other: &Candidate| match other.locator {
        Locator::Page { page: own, bbox: [_, above, _, below] } => {
            own == page && above <= (top + bottom) / 2.0 && (top + bottom) / 2.0 <= below
        }
        _ => false,
    };
    !matches!(blank.reading.value, Value::Number(_))
        && candidates.iter().any(|other| {
            other.row(forms) != blank.row(forms)
                && other.structure.is_some()
                && other.reading.value == told.reading.value
                && is_beside(other)
        })
}
