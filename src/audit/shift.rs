//! Whether the numbers of a row without sums may stand one or two columns beside their place, as where a cell of it was lost or is too
//! many: what fills the gap is a blank, a nought or the number beside it once more.
//!
//! A row with sums shows that itself; here other numbers must: what the text states, or the report on the year before.

use rust_decimal::Decimal;

use super::blanks::is_blank;
use super::context::Context;
use super::gaps::{in_row, is_lone_blank};
use super::text;
use crate::template::FieldId;

/// How far a row may have moved.
const STEPS: [usize; 2] = [1, 2];
/// A number so many times the printed one is no slip of a few.
const MANY_TIMES: i64 = 5;

/// What a row would be had it moved: nothing where a number fell off.
pub(super) type Meant = Vec<Option<Decimal>>;

/// All that a row may have been before it moved, or before the part of it behind some column did.
pub(super) fn meant(row: &[Option<Decimal>]) -> Vec<Meant> {
    let mut found = Vec::new();
    for (by, at) in STEPS.into_iter().flat_map(|by| (0..row.len()).map(move |at| (by, at))) {
        let Some(end) = row.len().checked_sub(by).filter(|end| at < *end) else { continue };
        let (Some(before), Some(to_right), Some(to_left)) =
            (row.get(..at), row.get(at + by..), row.get(at..end))
        else {
            continue;
        };
        let lost = vec![None; by];
        if says_something(to_right) && fills(row.get(at..at + by), to_right.first()) {
            found.push([before, to_right, &lost].concat());
        }
        if says_something(to_left) && fills(row.get(end..), to_left.last()) {
            found.push([before, &lost, to_left].concat());
        }
    }
    found
}

fn says_something(numbers: &[Option<Decimal>]) -> bool {
    numbers.iter().flatten().any(|number| !number.is_zero())
}

/// Whether cells hold nothing, or the number beside them.
fn fills(cells: Option<&[Option<Decimal>]>, beside: Option<&Option<Decimal>>) -> bool {
    let nothing = |cell: &Option<Decimal>| cell.is_none_or(|number| number.is_zero());
    let Some(cells) = cells.filter(|cells| !cells.is_empty()) else { return false };
    cells.iter().all(nothing) || cells.iter().all(|cell| cell.is_some() && Some(cell) == beside)
}

/// The numbers of a row, nothing where a cell has none.
pub(super) fn numbers(row: &[FieldId], context: &Context<'_>) -> Vec<Option<Decimal>> {
    row.iter().map(|&field| context.sheet.number(field)).collect()
}

/// Whether the text says of the row of a figure, which no sum is over, what it would say had the row moved: of each figure that it states
/// the number that stands beside, or one that fell off.
pub(super) fn told_by_text(field: FieldId, context: &Context<'_>) -> bool {
    if !context.forms.identities_of(field).is_empty() {
        return false;
    }
    let row: Vec<FieldId> = in_row(field, context).collect();
    let printed = numbers(&row, context);
    let told: Vec<Option<Decimal>> = row.iter().map(|&field| text::stated(field, context)).collect();
    // Nothing that a report leaves blank throughout was lost.
    let has_gap = row.iter().any(|&field| is_blank(context.sheet, field) && is_lone_blank(field, context));
    let many_times = |told: Decimal, printed: Option<Decimal>| {
        let least = printed.unwrap_or_default().checked_mul(Decimal::from(MANY_TIMES));
        least.is_some_and(|least| told >= least)
    };
    meant(&printed).iter().any(|meant| {
        let all = || told.iter().zip(meant).zip(&printed);
        let fits = all().all(|((told, meant), _)| told.is_none() || meant.is_none() || told == meant);
        let shows = all().any(|((told, meant), printed)| match (told, meant) {
            (Some(told), Some(_)) => Some(*told) != *printed && !told.is_zero(),
            (Some(told), None) => Some(*told) != *printed && (has_gap || many_times(*told, *printed)),
            _ => false,
        });
        fits && shows
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(numbers: &[i64]) -> Vec<Option<Decimal>> {
        numbers.iter().map(|&number| (number >= 0).then(|| Decimal::from(number))).collect()
    }

    #[test]
    fn a_row_that_moved_leaves_a_blank_a_nought_or_its_neighbour_twice() {
        // -1 stands for a blank and for what fell off.
        for printed in [[-1, 5, 2], [0, 5, 2], [5, 5, 2]] {
            assert!(meant(&row(&printed)).contains(&row(&[5, 2, -1])), "{printed:?}");
        }
        for printed in [[2, 30, -1], [2, 30, 0], [2, 30, 30]] {
            assert!(meant(&row(&printed)).contains(&row(&[-1, 2, 30])), "{printed:?}");
        }
        assert!(meant(&row(&[0, 0, 5])).contains(&row(&[5, -1, -1])));
        assert!(meant(&row(&[30, 30, 30])).contains(&row(&[-1, -1, 30])));
        assert!(meant(&row(&[5, 30, 0])).contains(&row(&[5, -1, 30])));
        assert!(meant(&row(&[5, 2, 30])).is_empty());
    }
}
