//! Whether a cause that is told of figures stands up to the sums over them: what it would make of them must come out wherever that
//! can be tested.

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::sums::{Outcome, cells};
use crate::template::{FieldId, Identity, IdentityId};

/// Figures with other numbers in their place.
pub(in crate::audit) type Changes = [(FieldId, Decimal)];

/// Whether every sum over the figures comes out with the other numbers, also those that do as printed.
pub(in crate::audit) fn survives(changes: &Changes, context: &Context<'_>) -> bool {
    tested_over(changes, context).all(|(sum, _)| comes_out(sum, changes, context))
}

/// The same, and every other sum over them of which all figures are there: one over a blank is tested where that has a number.
pub(in crate::audit) fn survives_filled(changes: &Changes, context: &Context<'_>) -> bool {
    let touched = |sum: &&Identity| cells(sum).any(|field| changes.iter().any(|(of, _)| *of == field));
    let is_there = |sum: &&Identity| cells(sum).all(|field| context.sheet.cell(field).is_some());
    let mut sums = context.forms.identities.iter().filter(touched).filter(is_there);
    sums.all(|sum| comes_out(sum, changes, context)) && survives(changes, context)
}

/// Whether a sum that comes out as printed would not with the other numbers: what else is wrong in the table may break others.
pub(in crate::audit) fn breaks_a_sum(changes: &Changes, context: &Context<'_>) -> bool {
    tested_over(changes, context).any(|(sum, was)| !was.fails() && !comes_out(sum, changes, context))
}

fn tested_over<'a>(
    changes: &Changes,
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a Identity, Outcome)> {
    let all = (0u16..).map(IdentityId).zip(&context.forms.identities);
    let with_outcome = all.map(|(id, sum)| (sum, context.sums.of(id)));
    with_outcome.filter(|(sum, was)| {
        *was != Outcome::Untested && cells(sum).any(|field| changes.iter().any(|(of, _)| *of == field))
    })
}

fn comes_out(sum: &Identity, changes: &Changes, context: &Context<'_>) -> bool {
    let number = |field: FieldId| {
        let changed = changes.iter().find(|(of, _)| *of == field);
        changed.map_or_else(|| context.in_sum(field), |(_, number)| *number)
    };
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold(Decimal::ZERO, |total, &field| total.checked_add(number(field)))
    };
    side(&sum.left).is_some_and(|left| Some(left) == side(&sum.right))
}
