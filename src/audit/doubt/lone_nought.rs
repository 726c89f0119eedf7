//! A nought that is printed in one row of a table that has blanks or marks for none wherever else there is nothing: what was put into a row
//! that pushed the rest of it on.

use super::gaps::printed_row;
use super::reason::Doubt;
use crate::audit::context::Context;
use crate::audit::sums::cells;
use crate::template::{FieldId, Identity, Layout};

/// So many cells without a number, and none of them a nought, show how a table writes nothing.
const NONE: usize = 6;
/// So many noughts may have come into a row.
const MOST: usize = 2;

/// The nought, where a sum is over a figure of its row.
pub(in crate::audit) fn only_nought(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let table = context.forms.place(*sum.left.first()?).table;
    let own = |field: FieldId| std::ptr::eq(context.forms.place(field).table, table);
    let (mut noughts, mut without) = (Vec::new(), 0);
    // Totals that are printed as noughts stand in all tables with sums.
    let in_sums = |field: &FieldId| !context.forms.identities_of(*field).is_empty();
    for field in context.sheet.present().iter().copied().filter(in_sums) {
        match context.sheet.number(field) {
            None => without += usize::from(own(field)),
            Some(number) if number.is_zero() => noughts.push(field),
            Some(_) => {}
        }
    }
    let &first = noughts.first()?;
    let row =
        |field: FieldId| (context.forms.place(field).block.first_field, context.forms.place(field).field.row);
    let in_row = noughts
        .iter()
        .all(|&other| own(other) && (table.layout == Layout::OneLine || row(other) == row(first)));
    // In a row that says nothing it pushed nothing on.
    let says = |field: FieldId| context.sheet.number(field).is_some_and(|number| !number.is_zero());
    if !printed_row(first, context).into_iter().any(says) {
        return None;
    }
    // What came into a line pushed on what stands behind.
    let is_before = |field: FieldId| table.layout == Layout::Rows || first <= field;
    let touched = || cells(sum).any(|field| is_before(field) && printed_row(field, context).contains(&first));
    (without >= NONE && noughts.len() <= MOST && in_row && touched()).then_some(Doubt::LoneNought(first))
}

/// A figure in the rows of a sum that begins with a nought: a number was cut there, and what is behind stands one cell further on.
pub(in crate::audit) fn cut_in_row(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let is_rest = |field: &FieldId| {
        let printed = context.sheet.cell(*field).map(|cell| context.sheet.published(cell).trim());
        let mut digits = printed.unwrap_or_default().bytes();
        digits.next() == Some(b'0') && digits.len() > 1 && digits.all(|digit| digit.is_ascii_digit())
    };
    let mut fields = cells(sum).flat_map(|field| printed_row(field, context));
    fields.find(is_rest).map(Doubt::NotAsPrinted)
}
