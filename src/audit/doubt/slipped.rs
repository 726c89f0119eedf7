//! Whether numbers would make all sums down the columns come out one row further up or down: then a row was lost, or one is too
//! many, and labels and numbers no longer stand beside each other.
//!
//! What was lost is unknown. But every column has two sums: where those that do not need the lost row come out, and the others
//! agree on one row of numbers, it is no chance.

use rust_decimal::Decimal;

use super::reason::Doubt;
use crate::audit::context::Context;
use crate::audit::sums::Outcome;
use crate::audit::sums::blanks::is_blank;
use crate::template::{Block, FieldId, Identity, IdentityId, Layout, Span};

/// So many columns must not come out as they are: a single wrong figure spoils two.
const COLUMNS: usize = 2;

/// The rows of a block as they would be: for each the row whose numbers it has, nothing where they are unknown.
type Order = Vec<Option<usize>>;

/// What speaks against a table whose numbers may stand one row beside.
pub(in crate::audit) fn rows_slipped(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let place = context.forms.place(field);
    if place.table.layout != Layout::Rows {
        return None;
    }
    place.table.blocks.iter().filter(|block| may_have_slipped(block, context)).find_map(|block| {
        let sums = sums_of(block, context);
        let down = sums.iter().filter(|sum| sum.over == Span::Column && fails(sum, block, context));
        let mut columns: Vec<u8> =
            down.filter_map(|sum| Some(context.forms.place(*sum.left.first()?).field.column)).collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() < COLUMNS {
            return None;
        }
        let order =
            orders(block, context).into_iter().find(|order| comes_out(order, block, &sums, context))?;
        let moved = order.iter().enumerate().find(|(row, from)| **from != Some(*row))?;
        Some(Doubt::Slipped(block.field(moved.0, 0)))
    })
}

/// Whether enough sums down the columns of a block do not come out, or cannot be tested: in most reports none does not.
fn may_have_slipped(block: &Block, context: &Context<'_>) -> bool {
    let fields = block.first_field.0..block.first_field.0 + (block.rows.len() * block.columns.len()) as u16;
    let own = |sum: &Identity| sum.left.first().is_some_and(|field| fields.contains(&field.0));
    let sums = (0u16..).zip(&context.forms.identities);
    let open = sums.filter(|(at, sum)| {
        let holds = matches!(context.sums.of(IdentityId(*at)), Outcome::Holds { .. });
        !holds && sum.over == Span::Column && own(sum)
    });
    open.take(COLUMNS).count() == COLUMNS
}

/// The sums over figures of a block that are all printed.
fn sums_of<'a>(block: &Block, context: &Context<'a>) -> Vec<&'a Identity> {
    let columns = block.columns.len();
    let rows = block.rows.len();
    let first = block.first_field.0;
    let there = |field: FieldId| context.sheet.cell(field).is_some();
    // In a text a row without numbers may be gone as a whole.
    let gone: Vec<bool> =
        (0..rows).map(|row| !(0..columns).any(|column| there(block.field(row, column)))).collect();
    let own = |field: FieldId| {
        let in_block = (first..first + (rows * columns) as u16).contains(&field.0);
        in_block
            && (there(field) || gone.get(usize::from(context.forms.place(field).field.row)) == Some(&true))
    };
    context.forms.identities.iter().filter(|sum| crate::audit::sums::cells(sum).all(own)).collect()
}

/// The ways in which rows may have slipped: a row was lost, so that those below stand one higher, down to one that is blank; or one
/// is too many, blank or printed twice, so that those below stand one lower, down to one that was lost.
fn orders(block: &Block, context: &Context<'_>) -> Vec<Order> {
    let rows = block.rows.len();
    let fields = |row: usize| (0..block.columns.len()).map(move |column| block.field(row, column));
    let nothing = |field| context.sheet.cell(field).is_none() || is_blank(context.sheet, field);
    let numbers = |row: usize| fields(row).map(|field| context.in_sum(field)).collect::<Vec<_>>();
    let is_twice = |row: usize| {
        let (above, own) = (numbers(row - 1), numbers(row));
        above == own && own.iter().any(|number| !number.is_zero())
    };
    let blank: Vec<usize> = (0..rows).filter(|&row| fields(row).all(nothing)).collect();
    let mut orders = Vec::new();
    for &gap in &blank {
        let higher = |lost: usize| move |row: usize| if row > lost && row <= gap { row - 1 } else { row };
        orders.extend((0..gap).map(|lost| order(rows, lost, higher(lost))));
    }
    for surplus in (1..rows).filter(|&row| is_twice(row)).chain(blank) {
        let lower = |lost: usize| move |row: usize| if row >= surplus && row < lost { row + 1 } else { row };
        orders.extend((surplus + 1..rows).map(|lost| order(rows, lost, lower(lost))));
    }
    orders
}

/// Rows that have the numbers of others, but for one whose numbers are unknown.
fn order(rows: usize, lost: usize, from: impl Fn(usize) -> usize) -> Order {
    (0..rows).map(|row| (row != lost).then(|| from(row))).collect()
}

/// Whether all sums come out with the rows in another order, several that fail as printed without the row that is unknown then, and
/// the others agree on what that would be.
fn comes_out(order: &Order, block: &Block, sums: &[&Identity], context: &Context<'_>) -> bool {
    let Some(unknown) = order.iter().position(Option::is_none) else { return false };
    let mut found: Vec<Option<Decimal>> = vec![None; block.columns.len()];
    let (mut mended, mut row_sums): (usize, Vec<&Identity>) = (0, Vec::new());
    for sum in sums {
        let own: Vec<(usize, bool)> = (0..block.columns.len())
            .filter_map(|column| {
                let field = block.field(unknown, column);
                let left = sum.left.contains(&field);
                (left || sum.right.contains(&field)).then_some((column, left))
            })
            .collect();
        if sum.over == Span::Row {
            // Rows move as they are.
            row_sums.extend((!own.is_empty()).then_some(*sum));
            continue;
        }
        let Some(difference) = difference(sum, order, block, context) else { return false };
        match own[..] {
            [] if difference.is_zero() => mended += usize::from(fails(sum, block, context)),
            [(column, left)] => {
                let value = if left { -difference } else { difference };
                let Some(slot) = found.get_mut(column) else { return false };
                if value.is_sign_negative() && !value.is_zero() || slot.is_some_and(|known| known != value) {
                    return false;
                }
                // Two sums that agree on what a total was that is lost, though every sum down its column needs it.
                mended += usize::from(slot.is_some() && !value.is_zero() && fails(sum, block, context));
                *slot = Some(value);
            }
            _ => return false,
        }
    }
    let number = |field: &FieldId| {
        let column = usize::from(context.forms.place(*field).field.column);
        found.get(column).copied().flatten()
    };
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold(Decimal::ZERO, |total, field| total.checked_add(number(field)?))
    };
    let row_fits = row_sums.iter().all(|sum| match (side(&sum.left), side(&sum.right)) {
        (Some(left), Some(right)) => left == right,
        _ => false,
    });
    let says_something = found.iter().flatten().any(|number| !number.is_zero());
    mended >= COLUMNS && row_fits && (says_something || unknown + 1 == block.rows.len())
}

/// Whether a sum fails with the rows as they are printed.
fn fails(sum: &Identity, block: &Block, context: &Context<'_>) -> bool {
    let as_printed: Order = (0..block.rows.len()).map(Some).collect();
    difference(sum, &as_printed, block, context) != Some(Decimal::ZERO)
}

/// The left side of a sum less the right one with the rows in an order; what is unknown counts as nothing.
fn difference(sum: &Identity, order: &Order, block: &Block, context: &Context<'_>) -> Option<Decimal> {
    let number = |field: FieldId| {
        let place = context.forms.place(field).field;
        let from = order.get(usize::from(place.row)).copied().flatten();
        from.map_or(Decimal::ZERO, |row| context.in_sum(block.field(row, usize::from(place.column))))
    };
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold(Decimal::ZERO, |total, &field| total.checked_add(number(field)))
    };
    side(&sum.left)?.checked_sub(side(&sum.right)?)
}
