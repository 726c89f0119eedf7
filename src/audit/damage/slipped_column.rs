//! Whether a stretch of a column stands one row further down or up: a blank where it begins, and at its other end a number that was lost.
//!
//! The blank may stand many rows from those that fail, with noughts between: in a table that prints its noughts it is itself a sign. The
//! last row tells what was lost. Sums over the blank are not tested otherwise, so that the column as a whole is not seen to have moved.

use rust_decimal::Decimal;

use super::Damage;
use crate::audit::context::Context;
use crate::audit::doubt::survives::survives_filled;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::cells;
use crate::template::{Block, FieldId, Layout, Span};

/// Figures with what they would be.
type Changes = Vec<(FieldId, Decimal)>;

/// A column of a table of which all sums would come out with a stretch of it one row beside.
pub(super) fn of_table(table: &str, context: &Context<'_>) -> Option<Damage> {
    let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
    let mut blocks =
        tables.filter(|of| of.key == table && of.layout == Layout::Rows).flat_map(|of| &of.blocks);
    blocks.find_map(|block| {
        let mut columns = (0..block.columns.len()).map(|column| there(block, column, context));
        let slipped = columns.find(|column| is_slipped(column, table, context))?;
        slipped.first().map(|&field| Damage::Column(field))
    })
}

/// The figures of a column that are there.
fn there(block: &Block, column: usize, context: &Context<'_>) -> Vec<FieldId> {
    let all = (0..block.rows.len()).map(|row| block.field(row, column));
    all.filter(|&field| context.sheet.cell(field).is_some()).collect()
}

fn is_slipped(column: &[FieldId], table: &str, context: &Context<'_>) -> bool {
    (0..column.len()).any(|at| {
        let is_gap = column.get(at).is_some_and(|&field| is_blank(context.sheet, field));
        let down = || column.get(at..).is_some_and(|rest| comes_back(rest.to_vec(), table, context));
        let up = || {
            let rest = column.get(..=at).map(|rest| rest.iter().rev().copied().collect());
            rest.is_some_and(|rest| comes_back(rest, table, context))
        };
        is_gap && (down() || up())
    })
}

/// Whether all sums come out with the figures from a blank on, up to one of them, each being the one behind it, and the last what the sum
/// along its row needs.
fn comes_back(fields: Vec<FieldId>, table: &str, context: &Context<'_>) -> bool {
    let moved = |pair: &[FieldId]| match pair {
        &[own, next] => context.sheet.number_or_nil(next).map(|number| (own, number)),
        _ => None,
    };
    (1..fields.len()).any(|end| {
        let pairs = fields.get(..=end).unwrap_or_default().windows(2);
        let last = fields.get(end).and_then(|&last| Some((last, needed(last, context)?)));
        let (Some(mut changes), Some(last)) = (pairs.map(moved).collect::<Option<Changes>>(), last) else {
            return false;
        };
        changes.push(last);
        changes.retain(|&(field, number)| context.sheet.number(field) != Some(number));
        comes_out(&changes, table, context)
    })
}

/// What a figure must be for the sum along its row to come out.
fn needed(field: FieldId, context: &Context<'_>) -> Option<Decimal> {
    let mut sums = context.forms.identities_of(field).iter();
    let sum = sums.find_map(|id| {
        let sum = context.forms.identities.get(usize::from(id.0))?;
        (sum.over == Span::Row).then_some(sum)
    })?;
    let side = |fields: &[FieldId]| {
        let mut others = fields.iter().filter(|of| **of != field);
        others.try_fold(Decimal::ZERO, |total, &of| total.checked_add(context.in_sum(of)))
    };
    let (left, right) = (side(&sum.left)?, side(&sum.right)?);
    let needed = if sum.left.contains(&field) { right.checked_sub(left)? } else { left.checked_sub(right)? };
    (needed.is_zero() || needed.is_sign_positive()).then_some(needed)
}

/// Whether all sums come out that fail in a table, and all that the changes touch.
fn comes_out(changes: &Changes, table: &str, context: &Context<'_>) -> bool {
    let is_changed = |field: FieldId| changes.iter().any(|(of, _)| *of == field);
    let failing = context.sums.failing().filter_map(|id| context.forms.identities.get(usize::from(id.0)));
    let mut own = failing
        .filter(|sum| sum.left.first().is_some_and(|&of| context.forms.place(of).table.key == table))
        .peekable();
    own.peek().is_some() && own.all(|sum| cells(sum).any(is_changed)) && survives_filled(changes, context)
}
