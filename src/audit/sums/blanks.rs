//! Whether a blank is how a report writes nothing.
//!
//! A blank is no zero: it may be a number that was left out, or one that was lost on the way. But a report that leaves out its
//! zeros does so in row after row, and these rows come out. There a blank in a sum that fails counts as what the report means
//! by it; in a report that prints its zeros it is a doubt.

use rust_decimal::Decimal;

use super::{Outcome, cells};
use crate::audit::read::sheet::Sheet;
use crate::report::{Missing, Value};
use crate::template::{Field, FieldId, Forms, Identity, Span};

/// So many other rows with blanks must come out: that one row is blank is no habit.
const ROWS: usize = 3;

/// A printed row: its form, table, block and place there.
type Line = (u8, u8, u8, u8);

/// The rows of a report that have blanks and come out.
#[derive(Debug, Clone, Default)]
pub(in crate::audit) struct Blanks {
    lines: Vec<Line>,
    /// Those of them whose total is blank.
    without_total: Vec<Line>,
}

impl Blanks {
    /// Looks at the sums along rows, each with what became of it.
    pub(in crate::audit) fn new<'s>(
        sums: impl Iterator<Item = (&'s Identity, Outcome)>,
        sheet: &Sheet,
        forms: &Forms,
    ) -> Blanks {
        let has_blank = |sum: &Identity| cells(sum).any(|field| is_blank(sheet, field));
        // A row that prints a zero or a mark for none does not say nothing by a blank: that may be a cell that was lost.
        let prints_nothing = |sum: &Identity| {
            sum.right.iter().any(|&field| sheet.number_or_nil(field).is_some_and(|number| number.is_zero()))
        };
        let mut blanks = Blanks::default();
        for (sum, outcome) in sums {
            let comes_out = matches!(outcome, Outcome::Holds { .. });
            let Some(&total) = sum.left.first() else { continue };
            if sum.over == Span::Row && comes_out && has_blank(sum) && !prints_nothing(sum) {
                let line = line(forms.place(total).field);
                blanks.lines.push(line);
                if is_blank(sheet, total) {
                    blanks.without_total.push(line);
                }
            }
        }
        blanks
    }

    /// Whether a blank in the place of a figure is one of many that stand for nothing. A report may leave out the zeros of its
    /// parts and print those of its totals, so that a blank total needs another one.
    pub(in crate::audit) fn are_habit(&self, field: FieldId, forms: &Forms) -> bool {
        let place = forms.place(field);
        let own = line(place.field);
        let others = |lines: &[Line]| lines.iter().filter(|&&line| line != own).count();
        let is_total = || {
            let mut sums = forms.identities_of(field).iter();
            sums.any(|&id| {
                let sum = forms.identities.get(usize::from(id.0));
                sum.is_some_and(|sum| sum.over == Span::Row && sum.left.contains(&field))
            })
        };
        others(&self.lines) >= ROWS && (others(&self.without_total) > 0 || !is_total())
    }
}

fn line(field: &Field) -> Line {
    (field.form.0, field.table, field.block, field.row)
}

/// Whether a figure is there, and nothing is printed in its cell.
pub(in crate::audit) fn is_blank(sheet: &Sheet, field: FieldId) -> bool {
    sheet.cell(field).is_some_and(|cell| cell.value == Value::Missing(Missing::Blank))
}

/// A sum with one side left blank and numbers on the other: what the sides come to with the blanks as nothing.
pub(in crate::audit) fn one_side_is_blank(sum: &Identity, sheet: &Sheet) -> Option<(Decimal, Decimal)> {
    let blank = |side: &[FieldId]| side.iter().all(|&field| is_blank(sheet, field));
    if blank(&sum.left) == blank(&sum.right) {
        return None;
    }
    let total = |side: &[FieldId]| {
        side.iter().try_fold(Decimal::ZERO, |total, &field| {
            let number = if is_blank(sheet, field) { Decimal::ZERO } else { sheet.number_or_nil(field)? };
            total.checked_add(number)
        })
    };
    let (left, right) = (total(&sum.left)?, total(&sum.right)?);
    (left != right).then_some((left, right))
}
