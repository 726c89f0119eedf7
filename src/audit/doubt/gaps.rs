//! Blanks and short rows in a sum that does not come out: what was lost there may be why.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::labels::is_of_row;
use super::placed::names_cell;
use super::reason::Doubt;
use super::text;
use crate::audit::context::Context;
use crate::audit::read::sheet::UnplacedRow;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::cells;
use crate::audit::sums::localise::{Located, Solution};
use crate::report::{Missing, Value};
use crate::template::{Block, FieldId, Identity, Layout, Span};

/// So many numbers that are lacking in one column are no slips.
const LOST: usize = 2;

/// A blank in the row of a figure that no sum is over: a number may have been lost there, and what follows moved.
pub(in crate::audit) fn blank_beside(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    if !context.forms.identities_of(field).is_empty() {
        return None;
    }
    in_row(field, context).find(|&other| is_blank(context.sheet, other))
}

/// The figures of the row of a figure.
pub(in crate::audit) fn in_row<'a>(
    field: FieldId,
    context: &Context<'a>,
) -> impl Iterator<Item = FieldId> + use<'a> {
    let place = context.forms.place(field);
    let row = usize::from(place.field.row);
    (0..place.block.columns.len()).map(move |column| place.block.field(row, column))
}

/// A blank that may be a number that was lost: one in a report that does not leave out its zeros, or one that must be a number
/// whatever else is different.
pub(in crate::audit) fn blank(sum: &Identity, context: &Context<'_>, located: &Located) -> Option<Doubt> {
    let first_blank = |solution: &Solution| {
        solution.cells.iter().map(|(field, _)| *field).find(|&field| is_blank(context.sheet, field))
    };
    let lost = || {
        let blanks: Vec<Option<FieldId>> = located.solutions.iter().map(first_blank).collect();
        // In a PDF numbers may have been lost from blank cells where nothing else would have to be different.
        let only_blanks =
            |solution: &Solution| solution.cells.iter().all(|(field, _)| is_blank(context.sheet, *field));
        let enough = blanks.iter().all(Option::is_some)
            || context.sheet.facts.is_pdf && located.solutions.iter().any(only_blanks);
        blanks.into_iter().flatten().next().filter(|_| enough)
    };
    // A cell that was lost leaves the blank at the end of its row.
    let beside = || {
        let suspects =
            || located.solutions.iter().flat_map(|solution| &solution.cells).map(|(field, _)| *field);
        let rows =
            if located.solutions.is_empty() { cells(sum).collect() } else { suspects().collect::<Vec<_>>() };
        rows.into_iter()
            .flat_map(|field| printed_row(field, context))
            .find(|&field| is_lone_blank(field, context))
    };
    let own = cells(sum).find(|&field| is_lone_blank(field, context));
    own.or_else(beside).or_else(lost).or_else(|| untested_blank(sum, context, located)).map(Doubt::Blank)
}

/// A blank that no other sum is over, and that alone would make this one come out with a number in it: 3 1 _ _ 6, 2 _ _ _ _. Not where
/// the text says what the total is, and it is not that.
fn untested_blank(sum: &Identity, context: &Context<'_>, located: &Located) -> Option<FieldId> {
    let alone = |field: FieldId| {
        cells(sum).any(|of| of == field)
            && context.forms.identities_of(field).len() == 1
            && is_blank(context.sheet, field)
    };
    located.solutions.iter().find_map(|solution| match solution.cells[..] {
        [(field, fitting)]
            if alone(field) && fitting > Decimal::ZERO && text::allows(&[(field, fitting)], sum, context) =>
        {
            Some(field)
        }
        _ => None,
    })
}

/// A column that is blank from a row on, where what its rows lack adds up down the column: its numbers were lost.
pub(in crate::audit) fn lost_column(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let place = context.forms.place(field);
    if place.table.layout != Layout::Rows {
        return None;
    }
    place.table.blocks.iter().find_map(|block| {
        let mut columns = 0..block.columns.len();
        columns.find(|&column| is_lost(block, column, context)).map(|column| {
            let rows = 0..block.rows.len();
            let mut fields = rows.map(|row| block.field(row, column));
            Doubt::Blank(fields.find(|&field| is_blank(context.sheet, field)).unwrap_or(block.first_field))
        })
    })
}

/// Whether the sums along the rows say what the blanks of a column were, several of them numbers, and the sums down the column
/// come out with that.
fn is_lost(block: &Block, column: usize, context: &Context<'_>) -> bool {
    let fields = block.first_field.0..block.first_field.0 + (block.rows.len() * block.columns.len()) as u16;
    let own = |field: FieldId| {
        fields.contains(&field.0) && usize::from(context.forms.place(field).field.column) == column
    };
    let (mut implied, mut lost) = (BTreeMap::new(), 0);
    for sum in context.forms.identities.iter().filter(|sum| sum.over == Span::Row) {
        let Some(field) = cells(sum).find(|&field| own(field) && is_blank(context.sheet, field)) else {
            continue;
        };
        let side = |fields: &[FieldId]| {
            fields.iter().try_fold(Decimal::ZERO, |total, &of| total.checked_add(context.in_sum(of)))
        };
        let (Some(left), Some(right)) = (side(&sum.left), side(&sum.right)) else { return false };
        let lacks = if sum.left.contains(&field) { right.checked_sub(left) } else { left.checked_sub(right) };
        let Some(lacks) = lacks.filter(|lacks| lacks.is_zero() || lacks.is_sign_positive()) else {
            return false;
        };
        lost += usize::from(!lacks.is_zero());
        implied.insert(field, lacks);
    }
    if lost < LOST {
        return false;
    }
    let number = |&field: &FieldId| implied.get(&field).copied().unwrap_or_else(|| context.in_sum(field));
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold(Decimal::ZERO, |total, field| total.checked_add(number(field)))
    };
    let mut down = context.forms.identities.iter().filter(|sum| {
        sum.over == Span::Column
            && cells(sum).all(|field| own(field) && context.sheet.cell(field).is_some())
            && cells(sum).any(|field| implied.contains_key(&field))
    });
    let mut any = false;
    down.all(|sum| {
        any = true;
        side(&sum.left).is_some_and(|left| Some(left) == side(&sum.right))
    }) && any
}

/// All figures that are printed in one row with a figure.
pub(in crate::audit) fn printed_row(field: FieldId, context: &Context<'_>) -> Vec<FieldId> {
    let place = context.forms.place(field);
    let own = usize::from(place.field.row);
    let rows = match place.table.layout {
        Layout::Rows => own..own + 1,
        Layout::OneLine => 0..place.block.rows.len(),
    };
    let columns = place.block.columns.len();
    let mut fields: Vec<FieldId> =
        rows.flat_map(|row| (0..columns).map(move |column| place.block.field(row, column))).collect();
    // Of a table that is turned the figures of a column stand in one row.
    let column = usize::from(place.field.column);
    let down = (0..place.block.rows.len()).map(|row| place.block.field(row, column));
    if place.table.layout == Layout::Rows
        && down.clone().any(|other| other != field && in_one_row(field, other, context))
    {
        fields.extend(down);
    }
    fields
}

/// Whether the locators of two figures name cells of one printed row.
fn in_one_row(one: FieldId, other: FieldId, context: &Context<'_>) -> bool {
    let row = |field: FieldId| {
        let locator = context.sheet.cell(field).map(|cell| context.sheet.locator(cell))?;
        // The number in D6 is that of the row.
        let in_workbook = || locator.rsplit(|c: char| !c.is_ascii_digit()).next();
        match locator.starts_with("sheet=") {
            true => in_workbook(),
            false => names_cell(&locator).then(|| super::placed::printed_row(locator)),
        }
    };
    row(one).is_some() && row(one) == row(other)
}

/// A row with fewer cells than the others: what was lost of it may have stood anywhere.
pub(in crate::audit) fn short_row(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let is_short = |&field: &FieldId| {
        let place = context.forms.place(field);
        let row = usize::from(place.field.row);
        let own = (0..place.block.columns.len()).map(|column| place.block.field(row, column));
        let cells = own.filter_map(|field| context.sheet.cell(field));
        let (mut in_cells, mut beside) = (false, false);
        for cell in cells {
            let in_cell = names_cell(&context.sheet.locator(cell));
            in_cells |= in_cell;
            beside |= !in_cell && cell.value == Value::Missing(Missing::Blank);
        }
        in_cells && beside
    };
    cells(sum).find(is_short).map(Doubt::Short)
}

pub(in crate::audit) fn is_lone_blank(field: FieldId, context: &Context<'_>) -> bool {
    is_blank(context.sheet, field) && !context.sums.blank_is_habit(field, context.forms)
}

/// Whether the number that would fit stands behind the last column of a row that has its place: a cell of that row is one too many.
pub(in crate::audit) fn one_too_many(
    sum: &Identity,
    context: &Context<'_>,
    located: &Located,
) -> Option<Doubt> {
    let table = &context.forms.place(*sum.left.first()?).table.key;
    let fitting = |solution: &Solution| match solution.cells.as_slice() {
        [(_, fitting)] => Some(*fitting),
        _ => None,
    };
    let wanted: Vec<Decimal> = located.solutions.iter().filter_map(fitting).collect();
    let is_it = |row: &&UnplacedRow| {
        row.table == *table
            && is_of_row(&row.label, context)
            && row.numbers.iter().any(|number| wanted.contains(number))
    };
    context.sheet.unplaced.iter().find(is_it).map(|row| Doubt::Unplaced(row.label.clone()))
}
