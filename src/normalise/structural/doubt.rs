//! What puts the figures of a row in doubt that stands elsewhere in the table: a number that covers several rows, the rest of
//! one below it, a second row of the same name.

use super::cells::row_figures;
use super::printed::PrintedRow;
use super::view::{Item, View};
use crate::document::Cell;
use crate::normalise::counted::Counted;
use crate::normalise::number::Reading;
use crate::normalise::reading::Found;
use crate::report::{Missing, Value};

/// What the label of a row says that it counts in, or words beside its values that say nothing else.
pub(super) fn counted(label: &str, values: &[Item<'_, '_>]) -> Counted {
    let words = values.iter().filter(|item| item.view.is_text() && !item.view.merged);
    words.fold(Counted::of(label), |said, item| said.within(Counted::of_unit(&item.cell.text)))
}

/// Finds the numbers that are printed once for several rows with labels of their own.
pub(super) fn find_shared(view: &View<'_>, rows: &mut [PrintedRow<'_>]) {
    let covers_rows = |&cell: &usize| {
        view.cell(cell).is_some_and(|(at, of)| at.row_span > 1 && of.reading.value.number().is_some())
    };
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { continue };
        // A label that covers the same rows is one label.
        let is_other = |other: &&PrintedRow<'_>| !std::ptr::eq(row.label, other.label);
        let of_others = |cell: &usize| rows.iter().filter(is_other).any(|other| other.values.contains(cell));
        let shared: Vec<usize> = row.values.iter().copied().filter(covers_rows).filter(of_others).collect();
        if let Some(row) = rows.get_mut(at).filter(|_| !shared.is_empty()) {
            row.shared = shared;
        }
    }
}

/// Numbers in rows without a label: they may be those of the row above, which a page break tore off or which stand a line lower
/// than its label, or those of the row below.
#[derive(Default)]
pub(super) struct Loose(Vec<(u32, u32)>);

impl Loose {
    /// Takes in such a row.
    pub(super) fn take(&mut self, above: Option<&mut PrintedRow<'_>>, items: &[Item<'_, '_>], row: usize) {
        let is_loose = |item: &&Item<'_, '_>| {
            item.cell.row as usize == row && item.view.reading.value.number().is_some()
        };
        let numbers = items.iter().filter(is_loose).map(Item::span);
        if let Some(above) = above {
            above.below.extend(numbers.clone());
        }
        self.0.extend(numbers);
    }

    /// The columns of those above the next row with a label.
    pub(super) fn above(&mut self) -> Vec<(u32, u32)> {
        std::mem::take(&mut self.0)
    }
}

/// Whether a figure of a row may be another number, or have more digits, because of numbers without a label beside the row.
pub(super) fn is_torn(row: &PrintedRow<'_>, cell: &Cell, reading: Reading) -> bool {
    let meets = |columns: &[(u32, u32)]| {
        columns.iter().any(|&(first, end)| cell.column < end && first < cell.column + cell.column_span)
    };
    meets(&row.below) || reading.is_blank() && meets(&row.above)
}

/// Where a row has word for word the label of one that has its place already, and other figures, those of that one are not
/// sure. Nor are they where it has another name of the same row, for then the figure may be the sum of both.
pub(super) fn contest(
    view: &View<'_>,
    row: &PrintedRow<'_>,
    known: &[PrintedRow<'_>],
    found: &mut [Found],
    index: u8,
) {
    let mut exact = row.likeness.iter().enumerate().filter(|(_, likeness)| likeness.is_exact());
    let (Some((line, likeness)), None) = (exact.next(), exact.next()) else { return };
    let is_same = |other: &&PrintedRow<'_>| other.likeness.get(line).is_some_and(|like| like.is_exact());
    let is_renamed = known.iter().filter(is_same).any(|other| other.label != row.label);
    let counts = |value: Value| match value {
        Value::Number(number) => !number.is_zero(),
        Value::Missing(missing) => missing == Missing::Unreadable,
    };
    for other in row_figures(view, row, line as u8, *likeness, index) {
        for figure in found.iter_mut().filter(|figure| figure.spot == other.spot) {
            figure.contested |=
                figure.reading.value != other.reading.value || is_renamed && counts(other.reading.value);
        }
    }
}
