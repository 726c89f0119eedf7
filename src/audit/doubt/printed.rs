//! The figures of one printed row: which they are, and whether the row is there as it was printed.

use super::boxed::{self, Boxed};
use super::placed::{found_by_one, may_be_elsewhere, names_cell, printed_row};
use crate::audit::context::Context;
use crate::audit::sums::blanks::is_blank;
use crate::report::{Flag, Missing, Value};
use crate::template::{FieldId, Layout};

/// Whether every figure of a row was found by both readers in a cell of its own, or has its box beside those of the others in a PDF:
/// then no cell was lost, doubled or cut, and only sums that come out can say that its numbers belong elsewhere.
pub(in crate::audit) fn is_intact(line: &[FieldId], context: &Context<'_>) -> bool {
    let sound = |&field: &FieldId| {
        context.sheet.cell(field).is_some_and(|cell| {
            !found_by_one(cell)
                && !cell.flags.contains(Flag::ReadersDisagree)
                && names_cell(&context.sheet.locator(cell))
        })
    };
    line.iter().all(sound) || context.sheet.facts.is_pdf && is_boxed(line, context)
}

/// Whether the figures of each row of the form in a line have boxes side by side.
fn is_boxed(line: &[FieldId], context: &Context<'_>) -> bool {
    let row = |field: FieldId| context.forms.place(field).field.row;
    line.chunk_by(|&a, &b| row(a) == row(b)).all(|part| {
        let boxes = part.iter().map(|&field| Boxed::read(context.sheet.locator(context.sheet.cell(field)?)));
        boxes.collect::<Option<Vec<Boxed>>>().is_some_and(|boxes| boxed::in_rows(&[boxes]))
    })
}

/// The figures that may be printed in one row with a figure, from left to right: those of its row; in a table of one line all of
/// them, or those of one result.
pub(in crate::audit) fn lines_of(field: FieldId, context: &Context<'_>) -> Vec<Vec<FieldId>> {
    let place = context.forms.place(field);
    let (row, column) = (usize::from(place.field.row), usize::from(place.field.column));
    let (rows, columns) = (place.block.rows.len(), place.block.columns.len());
    let own = |row: usize| (0..columns).map(move |column| place.block.field(row, column));
    match place.table.layout {
        Layout::Rows => vec![as_printed(own(row).collect(), context)],
        Layout::OneLine => {
            let all: Vec<FieldId> = (0..rows).flat_map(own).collect();
            let of_result: Vec<FieldId> = (0..rows).map(|row| place.block.field(row, column)).collect();
            match (is_full(&all, context), is_full(&of_result, context)) {
                (true, _) => vec![all],
                (_, true) => vec![of_result],
                _ => vec![all, of_result],
            }
        }
    }
}

/// Whether a row has a number or a mark for each column, in cells side by side: no cell of it was lost. A mark at an end of it may be
/// what stands in a column of remarks.
pub(in crate::audit) fn is_full(line: &[FieldId], context: &Context<'_>) -> bool {
    let number = |field: Option<&FieldId>| field.is_some_and(|&field| context.sheet.number(field).is_some());
    let cell = |&field: &FieldId| {
        let cell = context.sheet.cell(field).filter(|_| !is_blank(context.sheet, field))?;
        // An l may be a 1.
        let letter = |c: char| c.is_ascii_alphabetic();
        if cell.value.number().is_none() && context.sheet.published(cell).contains(letter) {
            return None;
        }
        Some(context.sheet.locator(cell))
    };
    let places = line.iter().map(cell).collect::<Option<Vec<&str>>>();
    let places = places.and_then(|locators| places_in_row(&locators));
    let beside = |two: &[(&str, u32)]| matches!(two, [a, b] if a.0 == b.0 && a.1 + 1 == b.1);
    !context.sheet.facts.is_pdf
        && number(line.first())
        && number(line.last())
        && places.is_some_and(|places| places.windows(2).all(beside))
}

/// The printed rows and the cells of them that locators name; where each has a line of its own, these lines.
fn places_in_row<'l>(locators: &[&'l str]) -> Option<Vec<(&'l str, u32)>> {
    let lines: Option<Vec<u32>> = locators.iter().map(|locator| own_line(locator)).collect();
    match lines {
        Some(lines) => Some(lines.into_iter().map(|line| ("", line)).collect()),
        None => locators.iter().map(|locator| place_in_row(locator)).collect(),
    }
}

/// The printed row that a locator names, and which cell of it.
fn place_in_row(locator: &str) -> Option<(&str, u32)> {
    let row = printed_row(locator);
    let number = locator.trim_end_matches(']').get(row.len()..)?.parse().ok()?;
    names_cell(&locator).then_some((row, number))
}

/// The line that a locator names, if its first cell is meant, which is the only one where each has a line of its own.
pub(in crate::audit) fn own_line(locator: &str) -> Option<u32> {
    locator.strip_prefix("line=")?.strip_suffix(" cell=1")?.parse().ok()
}

/// Figures in the order in which they stand on the page, where that can be told: all of them are cells of one printed row.
fn as_printed(line: Vec<FieldId>, context: &Context<'_>) -> Vec<FieldId> {
    let locator = |field: &FieldId| Some(context.sheet.locator(context.sheet.cell(*field)?));
    let locators = line.iter().map(locator).collect::<Option<Vec<&str>>>();
    let Some(places) = locators.and_then(|locators| places_in_row(&locators)) else { return line };
    if places.windows(2).any(|two| !matches!(two, [(a, _), (b, _)] if a == b)) {
        return line;
    }
    let mut placed: Vec<(u32, FieldId)> = places.into_iter().map(|(_, number)| number).zip(line).collect();
    placed.sort_by_key(|(number, _)| *number);
    placed.into_iter().map(|(_, field)| field).collect()
}

/// Whether figures of a row may stand beside where they belong: one of them was found by one reader only, is blank or not there,
/// which may be a gap where its row and its column are printed otherwise, or stands there twice.
pub(in crate::audit) fn may_be_moved(line: &[FieldId], context: &Context<'_>) -> bool {
    let number = |field: FieldId| context.sheet.number(field).filter(|number| !number.is_zero());
    let twice = |two: &[FieldId]| match *two {
        [a, b] => number(a).is_some() && number(a) == number(b),
        _ => false,
    };
    if line.windows(2).any(twice) {
        return true;
    }
    let is_gap = |field: FieldId| {
        let place = context.forms.place(field);
        let (own_row, own_column) = (usize::from(place.field.row), usize::from(place.field.column));
        let printed = |row, column| context.sheet.cell(place.block.field(row, column)).is_some();
        (0..place.block.rows.len()).any(|row| printed(row, own_column))
            && (0..place.block.columns.len()).any(|column| printed(own_row, column))
    };
    line.iter().any(|&field| match context.sheet.cell(field) {
        Some(cell) => may_be_elsewhere(cell),
        None => is_gap(field),
    })
}

/// Whether the row below the one of a figure stands on another page.
pub(in crate::audit) fn is_last_of_page(field: FieldId, context: &Context<'_>) -> bool {
    context.sheet.facts.is_pdf
        && matches!(pages_beside(field, context), Some((own, _, Some(below))) if own != below)
}

/// Whether the row above or below the one of a figure stands on another page.
pub(in crate::audit) fn is_at_page_end(field: FieldId, context: &Context<'_>) -> bool {
    let Some((own, above, below)) = pages_beside(field, context) else { return false };
    context.sheet.facts.is_pdf && [above, below].into_iter().flatten().any(|page| page != own)
}

/// The page of a figure, and those of the rows above and below.
fn pages_beside(field: FieldId, context: &Context<'_>) -> Option<(u32, Option<u32>, Option<u32>)> {
    let place = context.forms.place(field);
    let (row, column) = (usize::from(place.field.row), usize::from(place.field.column));
    let page = |row: usize| {
        let field = (row < place.block.rows.len()).then(|| place.block.field(row, column))?;
        let cell = context.sheet.cell(field)?;
        Some(Boxed::read(context.sheet.locator(cell))?.page)
    };
    Some((page(row)?, row.checked_sub(1).and_then(page), page(row + 1)))
}

/// Whether a table prints dashes for none: a dash before a number may be the cell beside it then.
pub(in crate::audit) fn has_dashes(field: FieldId, context: &Context<'_>) -> bool {
    let table = context.forms.place(field).field.table;
    context.sheet.present().iter().any(|&other| {
        context.forms.place(other).field.table == table
            && context.sheet.cell(other).is_some_and(|cell| cell.value == Value::Missing(Missing::Dash))
    })
}
