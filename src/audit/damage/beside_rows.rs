//! Whether the text shows that the numbers of a table without sums stand one row above or below their place, as where a row of them was lost
//! in a text that has a cell a line.

use rust_decimal::Decimal;

use super::BesideText;
use crate::audit::context::Context;
use crate::audit::doubt::text;
use crate::audit::sums::blanks::is_blank;
use crate::template::{Block, FieldId, Place};

/// So many numbers that are not nought must stand there: one is a slip.
const SEVERAL: usize = 2;

/// A number that the text states for one figure.
struct Told {
    /// The row of the figure, across the heads of the parts of its table.
    row: usize,
    field: FieldId,
    number: Decimal,
}

/// What the text states for figures of the table of one of them that stands a row above or below, and which table it is. From the first of
/// them to the last all that is stated must stand there.
pub(super) fn one_row_beside(field: FieldId, context: &Context<'_>) -> Option<(BesideText, String)> {
    if !context.forms.identities_of(field).is_empty() {
        return None;
    }
    let table = context.forms.place(field);
    let rows = rows_of(&table);
    let told = told(&rows, context);
    [true, false].into_iter().find_map(|above| {
        let there = |of: &Told| {
            let beside = if above { of.row.checked_sub(1) } else { of.row.checked_add(1) };
            let &(block, row) = rows.get(beside?)?;
            let column = usize::from(context.forms.place(of.field).field.column);
            let beside = (column < block.columns.len()).then(|| block.field(row, column))?;
            (context.sheet.number(beside) == Some(of.number)).then_some(beside)
        };
        let is_moved = |of: &Told| context.sheet.number(of.field) != Some(of.number) && there(of).is_some();
        let (first, last) = (told.iter().position(is_moved)?, told.iter().rposition(is_moved)?);
        let moved = told.get(first..=last)?;
        let mut telling: Vec<Decimal> =
            moved.iter().filter(|of| is_moved(of)).map(|of| of.number).filter(|of| !of.is_zero()).collect();
        telling.sort_unstable();
        telling.dedup();
        let all = telling.len() >= SEVERAL && moved.iter().all(|of| there(of).is_some());
        let of = moved.iter().filter(|of| !of.number.is_zero()).find(|of| is_moved(of))?;
        all.then_some((BesideText::RowsBeside(of.field, there(of)?), table.table.key.clone()))
    })
}

/// Figures of a row of a table without sums, each with what the text states for it, where nothing is printed in the row above or below and
/// noughts stand in this one: the numbers of the rows moved by one, and those that the text has fell out. A table that leaves rows blank
/// has them so everywhere.
pub(super) fn blank_row_beside(
    against: &[(FieldId, Decimal)],
    context: &Context<'_>,
) -> Option<(BesideText, String)> {
    against.iter().find_map(|&(field, _)| {
        let place = context.forms.place(field);
        let own = usize::from(place.field.row);
        if !context.forms.identities_of(field).is_empty() || !is_of_noughts(place.block, own, context) {
            return None;
        }
        let in_row = |&&(other, number): &&(FieldId, Decimal)| {
            let of = context.forms.place(other);
            std::ptr::eq(of.block, place.block) && of.field.row == place.field.row && !number.is_zero()
        };
        let mut empty = (0..place.block.rows.len()).filter(|&row| has_no_number(place.block, row, context));
        let beside = empty.next().is_some_and(|row| row.abs_diff(own) == 1) && empty.next().is_none();
        let several = against.iter().filter(in_row).count() >= SEVERAL;
        (beside && several).then(|| (BesideText::BlankBeside(field), place.table.key.clone()))
    })
}

/// Whether nothing but noughts is printed in a row.
fn is_of_noughts(block: &Block, row: usize, context: &Context<'_>) -> bool {
    let number = |column| context.sheet.number(block.field(row, column));
    (0..block.columns.len()).all(|column| number(column).is_some_and(|number| number.is_zero()))
}

/// Whether nothing is printed in a row: its label may stand there without a cell.
fn has_no_number(block: &Block, row: usize, context: &Context<'_>) -> bool {
    let is_none = |field: FieldId| context.sheet.cell(field).is_none() || is_blank(context.sheet, field);
    (0..block.columns.len()).all(|column| is_none(block.field(row, column)))
}

/// The rows of a table in the order of the form.
fn rows_of<'p>(table: &Place<'p>) -> Vec<(&'p Block, usize)> {
    let blocks = table.table.blocks.iter();
    blocks.flat_map(|block| (0..block.rows.len()).map(move |row| (block, row))).collect()
}

/// What the text states for figures of a table, in the order of their rows.
fn told(rows: &[(&Block, usize)], context: &Context<'_>) -> Vec<Told> {
    let fields = rows.iter().enumerate().flat_map(|(at, &(block, row))| {
        (0..block.columns.len()).map(move |column| (at, block.field(row, column)))
    });
    let told = |(row, field)| Some(Told { row, field, number: text::stated(field, context)? });
    fields.filter_map(told).collect()
}
