//! A row that is blank throughout, where the columns lack what a row would come to: in a table that leaves out its noughts it is one of
//! many, and may be the one that was not read.

use rust_decimal::Decimal;

use super::gaps::printed_row;
use super::reason::Doubt;
use super::survives::survives;
use super::text;
use crate::audit::context::Context;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::{Outcome, cells};
use crate::template::{FieldId, Identity, IdentityId, Span};

/// The column of the totals.
const TOTAL: &str = "total";

/// What the blanks of a row would be for the sums down their columns to come out.
type Filled = Vec<(FieldId, Decimal)>;

/// A row that may have lost its numbers: those of each kind of applicant and their total. One kind of applicant alone is what a clerk
/// errs in as well, so there all sums over the row and down its columns must come out with it, and the text must not deny it.
pub(in crate::audit) fn lost_row(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    if sum.over != Span::Column {
        return None;
    }
    let blank = |&field: &FieldId| {
        printed_row(field, context).into_iter().all(|field| is_blank(context.sheet, field))
    };
    let rows: Vec<FieldId> = cells(sum).filter(blank).collect();
    let is_lost = |&row: &FieldId| {
        let Some(filled) = filled(row, sum, context) else { return false };
        let kinds = filled.len() - 1;
        kinds > 1
            || context.sheet.facts.is_pdf
            || survives(&filled, context)
                && nothing_else_fails(&filled, context)
                && text::allows(&filled, sum, context)
    };
    let first = rows.iter().copied().find(is_lost)?;
    Some(Doubt::BlankRow(first, rows.len()))
}

/// What a blank row would be, as far as that is no nought, by the sums like one of them; nothing if they do not add up to a row.
fn filled(row: FieldId, sum: &Identity, context: &Context<'_>) -> Option<Filled> {
    let place = context.forms.place(row);
    // What is lost on the left makes the right side come to more.
    let sign = if sum.left.contains(&row) { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let (mut filled, mut kinds, mut total) = (Filled::new(), Decimal::ZERO, Decimal::ZERO);
    for (id, other) in (0u16..).map(IdentityId).zip(&context.forms.identities) {
        let (Some(&first), Outcome::Fails { left, right }) = (other.left.first(), context.sums.of(id)) else {
            continue;
        };
        if other.code != sum.code {
            continue;
        }
        let column = context.forms.place(first);
        let lacks = left.checked_sub(right)?.checked_mul(sign)?;
        if column.column.key == TOTAL {
            total = lacks;
        } else {
            kinds = kinds.checked_add(lacks)?;
        }
        filled
            .push((place.block.field(usize::from(place.field.row), usize::from(column.field.column)), lacks));
    }
    (filled.len() > 1 && total > Decimal::ZERO && kinds == total).then_some(filled)
}

/// Whether all sums that fail down the columns of figures are over them: what else fails there has another cause.
fn nothing_else_fails(filled: &Filled, context: &Context<'_>) -> bool {
    let column = |field: FieldId| {
        let place = context.forms.place(field);
        (place.field.form.0, place.field.table, place.field.block, place.field.column)
    };
    let failing = context.sums.failing().filter_map(|id| context.forms.identities.get(usize::from(id.0)));
    let mut down = failing.filter(|sum| {
        sum.over == Span::Column
            && sum
                .left
                .first()
                .is_some_and(|&of| filled.iter().any(|(field, _)| column(*field) == column(of)))
    });
    down.all(|sum| cells(sum).any(|field| filled.iter().any(|(of, _)| *of == field)))
}
