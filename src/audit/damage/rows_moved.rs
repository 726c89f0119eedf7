//! Whether rows of a table stand one or two further down or up, and as many rows in which nothing is printed stand where they began.
//!
//! What was pushed out at the other end is unknown, and with it every sum over it. But a row that is blank as a whole, in a table that
//! prints its noughts, in place of a total, or where the text has a number, is itself a sign; and all sums that can be tested and all that
//! the text says must come out with the rows moved back.

use rust_decimal::Decimal;

use super::{BesideText, Damage};
use crate::audit::context::Context;
use crate::audit::doubt::gaps::is_lone_blank;
use crate::audit::doubt::text;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::cells;
use crate::template::{Block, FieldId, Identity, Layout, Span};

/// So far may rows have moved.
const STEPS: [usize; 2] = [1, 2];

/// The rows of a block as they would be: for each the row whose numbers it has, nothing where these were lost.
type Order = Vec<Option<usize>>;

/// What sums and the text say of the rows in another place.
struct Moved<'a, 'c> {
    block: &'a Block,
    context: &'a Context<'c>,
}

/// A table of which sums fail, and would not with rows moved back.
pub(super) fn of_table(table: &str, context: &Context<'_>) -> Option<Damage> {
    let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
    let blocks = tables.filter(|of| of.key == table && of.layout == Layout::Rows).flat_map(|of| &of.blocks);
    blocks.map(|block| Moved { block, context }).find_map(|moved| {
        let order =
            moved.orders().into_iter().find(|order| moved.comes_out(order) && moved.agrees(order, &[]));
        moved.first(&order?).map(Damage::RowsMoved)
    })
}

/// A table that what the text says against it would agree with; and which it is.
pub(super) fn of_text(
    against: &[(Vec<FieldId>, Decimal)],
    context: &Context<'_>,
) -> Option<(BesideText, String)> {
    let place = context.forms.place(*against.first()?.0.first()?);
    if place.table.layout != Layout::Rows {
        return None;
    }
    let moved = Moved { block: place.block, context };
    let own = |(fields, _): &(Vec<FieldId>, Decimal)| fields.iter().all(|&field| moved.has(field));
    if !against.iter().all(own) {
        return None;
    }
    let fits = |order: &Order| moved.comes_out(order) && moved.agrees(order, against);
    let order = moved.orders().into_iter().find(fits)?;
    Some((BesideText::RowsMoved(moved.first(&order)?), place.table.key.clone()))
}

impl Moved<'_, '_> {
    fn has(&self, field: FieldId) -> bool {
        std::ptr::eq(self.context.forms.place(field).block, self.block)
    }

    fn row(&self, row: usize) -> impl Iterator<Item = FieldId> + '_ {
        (0..self.block.columns.len()).map(move |column| self.block.field(row, column))
    }

    /// The sums over figures of the block that are all there.
    fn sums(&self) -> impl Iterator<Item = &Identity> {
        let there = |field: FieldId| self.has(field) && self.context.sheet.cell(field).is_some();
        self.context.forms.identities.iter().filter(move |sum| cells(sum).all(there))
    }

    /// The rows that are there; other forms have others.
    fn rows(&self) -> Vec<usize> {
        let there = |&row: &usize| self.row(row).all(|field| self.context.sheet.cell(field).is_some());
        (0..self.block.rows.len()).filter(there).collect()
    }

    /// Whether numbers must have stood in a row in which nothing is printed.
    fn is_sign(&self, row: usize) -> bool {
        let context = self.context;
        let is_total = |sum: &&Identity| {
            sum.over == Span::Column
                && matches!(sum.left[..], [total] if self.row(row).any(|field| field == total))
        };
        let says = |&field: &FieldId| context.sheet.number(field).is_some_and(|number| !number.is_zero());
        self.row(row).all(|field| is_lone_blank(field, context))
            || self.sums().filter(is_total).any(|sum| sum.right.iter().any(says))
            || self.row(row).any(|field| text::stated(field, context).is_some_and(|told| !told.is_zero()))
    }

    /// The ways in which rows may have moved away from such a gap.
    fn orders(&self) -> Vec<Order> {
        let rows = self.rows();
        let blank = |row: &usize| self.row(*row).all(|field| is_blank(self.context.sheet, field));
        let mut orders = Vec::new();
        for (by, at) in STEPS.into_iter().flat_map(|by| (0..rows.len()).map(move |at| (by, at))) {
            let Some(gap) = rows.get(at..at + by) else { continue };
            if !gap.iter().all(blank) || !gap.iter().any(|&row| self.is_sign(row)) {
                continue;
            }
            let down = (at + by..rows.len()).map(|end| (at, end, true));
            let up = (0..at).map(|start| (start, at + by - 1, false));
            orders.extend(down.chain(up).map(|range| self.order(&rows, range, by)));
        }
        orders
    }

    /// What moved down within a range, or up, by so many.
    fn order(&self, rows: &[usize], (first, last, down): (usize, usize, bool), by: usize) -> Order {
        let mut order: Order = (0..self.block.rows.len()).map(Some).collect();
        for (at, &row) in rows.iter().enumerate().take(last + 1).skip(first) {
            let from = match down {
                true => Some(at + by).filter(|&from| from <= last),
                false => at.checked_sub(by).filter(|&from| from >= first),
            };
            if let Some(slot) = order.get_mut(row) {
                *slot = from.and_then(|from| rows.get(from)).copied();
            }
        }
        order
    }

    /// What a figure would be; nothing where it was lost.
    fn number(&self, field: FieldId, order: &Order) -> Option<Decimal> {
        let own = self.context.forms.place(field).field;
        let from = order.get(usize::from(own.row)).copied().flatten()?;
        Some(self.context.in_sum(self.block.field(from, usize::from(own.column))))
    }

    /// What figures come to, and whether one of them was lost.
    fn side(&self, fields: &[FieldId], order: &Order) -> (Decimal, bool) {
        fields.iter().fold((Decimal::ZERO, false), |(sum, lost), &field| match self.number(field, order) {
            Some(number) => (sum.saturating_add(number), lost),
            None => (sum, true),
        })
    }

    /// Whether all sums come out, those over what was lost with numbers that can be.
    fn comes_out(&self, order: &Order) -> bool {
        self.sums().all(|sum| {
            let (left, right) = (self.side(&sum.left, order), self.side(&sum.right, order));
            match (left.1, right.1) {
                (false, false) => left.0 == right.0,
                (true, false) => left.0 <= right.0,
                (false, true) => right.0 <= left.0,
                (true, true) => true,
            }
        })
    }

    /// Whether the text agrees with the rows in this order, wherever it does with them as printed or is against them.
    fn agrees(&self, order: &Order, against: &[(Vec<FieldId>, Decimal)]) -> bool {
        let fits = |fields: &[FieldId], number: Decimal| {
            let (sum, lost) = self.side(fields, order);
            sum == number || lost && sum <= number
        };
        let whole = |fields: &[FieldId]| {
            let printed = fields.iter().map(|&field| self.context.in_sum(field));
            printed.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        let still = text::exact(self.context).all(|number| {
            let readings = text::readings_of(number, self.context);
            let mut own = readings.iter().map(|reading| &reading.fields);
            let is_own = own.clone().all(|fields| fields.iter().all(|&field| self.has(field)));
            !is_own
                || !own.clone().any(|fields| whole(fields) == number.value)
                || own.any(|fields| fits(fields, number.value))
        });
        still && against.iter().all(|(fields, number)| fits(fields, *number))
    }

    /// The first row with other numbers.
    fn first(&self, order: &Order) -> Option<FieldId> {
        let row = order.iter().enumerate().position(|(row, from)| *from != Some(row))?;
        Some(self.block.field(row, 0))
    }
}
