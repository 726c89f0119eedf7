//! Figures of tables without rulings that fell out of their row: a number ran together with its label, or went to another row.
//!
//! Where both readings in the order of the text find numbers in a row that its cells lack, these are taken. Where they have the numbers of
//! the cells in other columns, only their headers differ, and the cells stand under theirs.

use std::collections::BTreeMap;

use super::merge::Candidate;
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
        if !row.iter().any(|candidate| candidate.misplaced) || !lacks_number(&row) {
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
    let told = row.iter().map(|own| own.told.as_ref().map_or(own.reading.value, |told| told.reading.value));
    told.filter(number).any(|value| match cells.iter().position(|cell| *cell == value) {
        Some(at) => {
            cells.swap_remove(at);
            false
        }
        None => true,
    })
}
