//! Whether a table of one line shows by its other sums that the figures of one stand where they belong.
//!
//! A cell that was lost or is too many moves all that is behind it in the line, and the sums there fail with it. Where they come out with
//! numbers in them, the figures before them did not move, whatever speaks against their place.

use super::printed::is_full;
use super::reason::Doubt;
use crate::audit::context::Context;
use crate::audit::sums::{Outcome, cells};
use crate::report::Flag;
use crate::template::{FieldId, Identity, IdentityId, Layout, Span};

/// Whether a doubt is only about the place of a figure.
pub(in crate::audit) const fn is_of_place(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::Flagged(_, Flag::OneReader | Flag::ColumnInferred))
}

/// Whether the figures of a sum, all of them printed in cells side by side, are followed in their line by others that come out with numbers,
/// and no other sum of the line fails: two that fail beside each other are what one lost cell leaves.
pub(in crate::audit) fn is_held(sum: &Identity, context: &Context<'_>) -> bool {
    let Some(&total) = sum.left.first() else { return false };
    let place = context.forms.place(total);
    let own: Vec<FieldId> = cells(sum).collect();
    let others = |behind: bool| {
        let ids = (0u16..).map(IdentityId).zip(&context.forms.identities);
        ids.filter(move |(_, other)| {
            other.code == sum.code
                && other.left.first().is_some_and(|&of| {
                    let of = context.forms.place(of);
                    let is_other =
                        if behind { of.field.row > place.field.row } else { of.field.row != place.field.row };
                    std::ptr::eq(of.block, place.block) && is_other
                })
        })
    };
    let holds = |id: IdentityId| matches!(context.sums.of(id), Outcome::Holds { .. });
    let says = |id: IdentityId| context.sums.of(id) == Outcome::Holds { says_something: true };
    let row: Vec<FieldId> = sum.right.iter().chain(&sum.left).copied().collect();
    place.table.layout == Layout::OneLine
        && sum.over == Span::Row
        && own.len() == place.block.columns.len()
        && is_full(&row, context)
        && others(true).any(|(id, _)| says(id))
        && others(false).all(|(id, _)| holds(id))
}
