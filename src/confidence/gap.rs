//! Rows that no sum speaks for and that themselves put the columns of their numbers in doubt.
//!
//! A blank among numbers, where all else in the report has its noughts printed, is where a number was lost, or two ran together, or
//! all moved by one: nothing tells which. A sign where the form has none belongs to the column of the changes beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::Candidate;
use crate::document::Locator;
use crate::report::{Missing, Value};
use crate::template::Forms;

/// A row: of which table and block.
type Row = (u8, u8, u8);

/// Blanks as rare as this are slips, or damage, in a report that prints its noughts.
const NOUGHTS_FOR_A_BLANK: usize = 20;

/// The rows whose figures may stand in wrong columns. Where nothing at all is printed in the tables, the form may not have been
/// filled in where it was read: a picture, boxes of text or a script put the numbers over it.
pub(super) fn rows_in_doubt(candidates: &[Candidate], forms: &Forms) -> BTreeSet<Row> {
    if candidates.iter().all(is_blank) {
        return candidates.iter().map(|own| own.row(forms)).collect();
    }
    let mut rows: BTreeMap<Row, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates.iter().filter(|own| forms.identities_of(own.field).is_empty()) {
        rows.entry(candidate.row(forms)).or_default().push(candidate);
    }
    rows.values_mut().for_each(|row| row.sort_by_key(|own| own.field));
    let with_gap: BTreeSet<Row> = rows.iter().filter(|(_, row)| has_gap(row)).map(|(row, _)| *row).collect();
    // Blanks elsewhere are the agency's way to write noughts, and one more then says nothing.
    let elsewhere = || candidates.iter().filter(|own| !with_gap.contains(&own.row(forms)));
    let blanks = elsewhere().filter(|own| is_blank(own)).count();
    let all_have_noughts = elsewhere().filter(|own| is_nought(own)).count() > blanks * NOUGHTS_FOR_A_BLANK;
    let prints_noughts = |table: u8| {
        let complete =
            rows.iter().filter(|(row, own)| row.0 == table && is_complete_with_nought(own)).count();
        all_have_noughts && complete > with_gap.iter().filter(|row| row.0 == table).count()
    };
    let signed = rows.iter().filter(|(_, row)| has_stray_sign(row, forms)).map(|(row, _)| *row);
    let gaps = with_gap.iter().copied().filter(|row| prints_noughts(row.0));
    gaps.chain(signed).collect()
}

fn is_blank(candidate: &Candidate) -> bool {
    candidate.reading.value == Value::Missing(Missing::Blank)
}

/// Whether a row has numbers, and a blank before or between them. Behind them an empty cell that was drawn is a blank as good as
/// any; a line of text ends with its last number, whichever is lost, and its grid is filled up behind it.
fn has_gap(row: &[&Candidate]) -> bool {
    let is_number = |own: &&&Candidate| matches!(own.reading.value, Value::Number(_));
    let Some(last) = row.iter().rposition(|own| is_number(&own)) else { return false };
    let in_text = |own: &Candidate| matches!(own.locator, Locator::Line { .. });
    row.iter().enumerate().any(|(at, own)| is_blank(own) && (at < last || in_text(own)))
}

fn is_nought(candidate: &Candidate) -> bool {
    candidate.reading.value.number().is_some_and(|number| number.is_zero())
}

fn is_complete_with_nought(row: &[&Candidate]) -> bool {
    row.iter().any(|own| is_nought(own)) && !row.iter().any(|own| is_blank(own))
}

/// Whether a number is printed with a plus in a column that has no changes.
fn has_stray_sign(row: &[&Candidate], forms: &Forms) -> bool {
    row.iter().any(|own| {
        let is_number = own.reading.value.number().is_some();
        is_number
            && own.printed.trim_start().starts_with(['+', '＋', '增'])
            && !forms.place(own.field).column.signed
    })
}

#[cfg(test)]
mod tests;
