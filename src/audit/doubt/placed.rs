//! Whether figures can only stand in the places they were given, by what their table as a whole is.
//!
//! That one reader alone found a figure, or that a label was guessed, is a doubt about its place: the number is the one in its
//! cell. A cell or a row that was lost, or taken for another, leaves a gap in the table. Where every row and every column of a
//! block has its figure, each from a cell of its own, there is no other place that a figure could belong to.

use std::collections::BTreeSet;

use super::boxed::{self, Boxed};
use super::printed::{is_full, own_line};
use crate::audit::context::Context;
use crate::audit::read::sheet::Cell;
use crate::report::{Confidence, Flag, Flags, Missing, Value};
use crate::template::{Block, FieldId, Layout, Place};

/// Flags that are doubts about the place of a figure.
const OF_PLACE: [Flag; 3] = [Flag::OneReader, Flag::ColumnInferred, Flag::LabelFuzzy];
/// Flags that say nothing against a figure, or are looked at by themselves.
const HARMLESS: [Flag; 6] = [
    Flag::IdentityViolated,
    Flag::IdentityUntested,
    Flag::UnitConverted,
    Flag::UnitUnknown,
    Flag::NoteInCell,
    Flag::SplitCell,
];

/// Whether all that speaks against a figure is a doubt about its place, and its table leaves no other place.
pub(in crate::audit) fn is_proven(field: FieldId, context: &Context<'_>) -> bool {
    let Some(cell) = context.sheet.cell(field) else { return false };
    let doubts = |flag: &Flag| cell.flags.contains(*flag);
    let others = Flag::ALL.into_iter().filter(|flag| !OF_PLACE.contains(flag) && !HARMLESS.contains(flag));
    // Of the rows and columns of a PDF their boxes tell; whether all characters were read they do not.
    let no_gap = || leaves_no_gap(field, context) || !doubts(&Flag::OneReader) && are_in_rows(field, context);
    if others.into_iter().any(|flag| doubts(&flag)) || cell.unknown_flag || !no_gap() {
        return false;
    }
    let place = context.forms.place(field);
    let row = usize::from(place.field.row);
    // A cell lost anywhere in a table of one line moves all that follow, and it has too few sums to tell.
    if place.table.layout == Layout::OneLine && found_by_one(cell) {
        let line: Vec<FieldId> = fields(place.block).collect();
        let alone = || OF_PLACE.iter().filter(|flag| doubts(flag)).all(|flag| *flag == Flag::OneReader);
        if !alone() || !is_full(&line, context) {
            return false;
        }
    }
    let disputed = |column: usize| {
        let cell = context.sheet.cell(place.block.field(row, column));
        cell.is_some_and(|cell| cell.flags.contains(Flag::ReadersDisagree))
    };
    if (0..place.block.columns.len()).any(disputed) {
        return false;
    }
    (!doubts(&Flag::ColumnInferred) || has_no_blank(place.block, row, context))
        && (!doubts(&Flag::LabelFuzzy) || stands_alone(&place, context))
        && (cell.confidence != Confidence::Low || OF_PLACE.iter().any(doubts))
}

/// Whether a cell may stand beside where it belongs: one reader alone found it, or it is blank and may be a gap.
pub(in crate::audit) fn may_be_elsewhere(cell: &Cell) -> bool {
    cell.value == Value::Missing(Missing::Blank) || found_by_one(cell)
}

pub(in crate::audit) fn found_by_one(cell: &Cell) -> bool {
    cell.flags.contains(Flag::OneReader) || cell.flags.contains(Flag::ColumnInferred)
}

/// Whether every row and column of a figure's block has its figure, of one form, and none of them shares a cell. In a PDF, where
/// characters may be lost as well, that proves nothing.
pub(in crate::audit) fn leaves_no_gap(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let block = place.block;
    let is_there = |field: FieldId| {
        let value = context.sheet.cell(field).map(|cell| cell.value);
        value.is_some_and(|value| value != Value::Missing(Missing::Unreadable))
    };
    !context.sheet.facts.is_pdf
        && fields(block).all(is_there)
        && context.sheet.form_of(&place.table.key, context.forms).is_some()
        && have_cells_of_their_own(block, context)
        && (place.table.layout == Layout::OneLine || are_printed_rows(block, context))
}

/// Whether a negative number that one engine alone read in a PDF is one wherever in its table it belongs: no column there may have
/// such numbers, and its box stands in a row of boxes.
pub(in crate::audit) fn is_negative_anywhere(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let may_be = place.table.blocks.iter().flat_map(|block| &block.columns).any(|column| column.signed);
    let others = Flag::ALL.into_iter().filter(|flag| *flag != Flag::OneReader && !HARMLESS.contains(flag));
    let cell = context.sheet.cell(field);
    let sound = cell.is_some_and(|cell| {
        !cell.unknown_flag
            && cell.confidence != Confidence::Low
            && cell.value.number().is_some_and(|number| number.is_sign_negative())
            && !others.into_iter().any(|flag| cell.flags.contains(flag))
    });
    sound && !may_be && are_in_rows(field, context)
}

/// Whether every row and column of a figure's block has a box of its own on the pages of a PDF, however these are turned.
pub(in crate::audit) fn are_in_rows(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let block = place.block;
    let columns = block.columns.len();
    let of_row = |row: usize| -> Option<Vec<Boxed>> {
        let cells = (0..columns).map(|column| context.sheet.cell(block.field(row, column)));
        cells.map(|cell| Boxed::read(context.sheet.locator(cell?))).collect()
    };
    let rows: Option<Vec<Vec<Boxed>>> = (0..block.rows.len()).map(of_row).collect();
    context.sheet.facts.is_pdf
        && place.table.layout == Layout::Rows
        && context.sheet.form_of(&place.table.key, context.forms).is_some()
        && rows.is_some_and(|rows| boxed::in_rows(&rows))
}

/// Whether the cells of each row of a block stand in one printed row, or each in a line of its own, one below the other without
/// another line between them.
fn are_printed_rows(block: &Block, context: &Context<'_>) -> bool {
    let columns = block.columns.len();
    (0..block.rows.len()).all(|row| {
        let cells = (0..columns).filter_map(|column| context.sheet.cell(block.field(row, column)));
        let places: Vec<&str> = cells.map(|cell| context.sheet.locator(cell)).filter(names_cell).collect();
        let in_one_row =
            places.windows(2).all(|two| matches!(two, [a, b] if printed_row(a) == printed_row(b)));
        in_one_row || are_lines(&places, columns)
    })
}

/// Whether places are so many lines one after the other, each with one cell.
fn are_lines(places: &[&str], count: usize) -> bool {
    let lines: Option<Vec<u32>> = places.iter().map(|place| own_line(place)).collect();
    let Some(mut lines) = lines else { return false };
    lines.sort_unstable();
    lines.len() == count && lines.windows(2).all(|two| matches!(two, [a, b] if a + 1 == *b))
}

/// A locator without the number of its cell.
pub(in crate::audit) fn printed_row(locator: &str) -> &str {
    locator.trim_end_matches(']').trim_end_matches(|c: char| c.is_ascii_digit())
}

/// All figures of a block.
fn fields(block: &Block) -> impl Iterator<Item = FieldId> + '_ {
    let columns = block.columns.len();
    (0..block.rows.len()).flat_map(move |row| (0..columns).map(move |column| block.field(row, column)))
}

/// Whether no two figures of a block that are not 0 come from one cell.
fn have_cells_of_their_own(block: &Block, context: &Context<'_>) -> bool {
    let says = |cell: &&Cell| cell.value.number().is_some_and(|number| !number.is_zero());
    let cells = fields(block).filter_map(|field| context.sheet.cell(field)).filter(says);
    let mut places: Vec<&str> = cells.map(|cell| context.sheet.locator(cell)).filter(names_cell).collect();
    places.sort_unstable();
    places.windows(2).all(|two| matches!(two, [a, b] if a != b))
}

/// Whether more space is left between the printed row of a figure and the next one than between others of its block: a printed
/// row stands there that has no place in the form.
pub(in crate::audit) fn is_before_gap(field: FieldId, context: &Context<'_>) -> bool {
    if context.sheet.facts.is_pdf {
        return is_far_from_next(field, context);
    }
    // Of each printed row what it stands in, and its number there.
    let line = |field: FieldId| {
        let locator = context.sheet.locator(context.sheet.cell(field)?);
        let mut numbers = numbers_in(names_cell(&locator).then(|| printed_row(locator))?);
        let last = numbers.pop()?;
        Some((numbers, last))
    };
    let place = context.forms.place(field);
    let beside = |other: FieldId| context.forms.place(other).field.column == place.field.column;
    let cells = fields(place.block).filter(|&other| place.table.layout == Layout::OneLine || beside(other));
    let lines: BTreeSet<(Vec<u32>, u32)> = cells.filter_map(line).collect();
    let lines: Vec<_> = lines.into_iter().collect();
    let steps = lines.windows(2).filter_map(|two| match two {
        [above, below] if above.0 == below.0 => Some((above, below.1 - above.1)),
        _ => None,
    });
    let steps: Vec<_> = steps.collect();
    let own = line(field).and_then(|own| steps.iter().find(|(above, _)| **above == own));
    let least = steps.iter().map(|(_, step)| *step).min();
    own.zip(least).is_some_and(|((_, own), least)| *own > least)
}

/// Whether the box of a figure in a PDF does not touch that of the next row.
fn is_far_from_next(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let (own, column) = (usize::from(place.field.row), usize::from(place.field.column));
    let boxed = |row: usize| {
        let cell = context.sheet.cell(place.block.field(row, column));
        Boxed::read(context.sheet.locator(cell?))
    };
    let below = || (own + 1 < place.block.rows.len()).then(|| boxed(own + 1)).flatten();
    place.table.layout == Layout::Rows
        && boxed(own).zip(below()).is_some_and(|(own, next)| own.is_far_from(&next))
}

/// The numbers in a locator.
fn numbers_in(locator: &str) -> Vec<u32> {
    let numbers = locator.split(|c: char| !c.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// Whether a locator names a single cell; otherwise it may be that of many figures.
pub(in crate::audit) fn names_cell(locator: &&str) -> bool {
    ["td[", "cell=", "cell[", "box="].iter().any(|part| locator.contains(part))
}

/// Whether the locator of a figure names no printed row but what holds several: a cell that lays out the page, one line of a file
/// with a whole table in it.
pub(in crate::audit) fn names_many_rows(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let Some(own) = context.sheet.cell(field).map(|cell| context.sheet.locator(cell)) else { return false };
    let line = printed_row(own);
    let mut spots = fields(place.block).filter_map(|of| {
        let locator = context.sheet.locator(context.sheet.cell(of)?);
        let spot = context.forms.place(of).field;
        (printed_row(locator) == line).then_some((spot.row, spot.column))
    });
    let Some((row, column)) = spots.next() else { return false };
    let (mut rows, mut columns) = (false, false);
    for (other_row, other_column) in spots {
        rows |= other_row != row;
        columns |= other_column != column;
    }
    place.table.layout == Layout::Rows && rows && columns
}

/// Whether a row has something printed in every column: a blank may be a gap that moved the rest.
fn has_no_blank(block: &Block, row: usize, context: &Context<'_>) -> bool {
    let printed = |field: FieldId| {
        context.sheet.cell(field).is_some_and(|cell| cell.value != Value::Missing(Missing::Blank))
    };
    (0..block.columns.len()).all(|column| printed(block.field(row, column)))
}

/// Whether a guessed label can only be that of its row: no printed row is left over that could have been meant, and the rows
/// before and behind it are known word for word, or all rows stand in the order of the form.
fn stands_alone(place: &Place<'_>, context: &Context<'_>) -> bool {
    let row = usize::from(place.field.row);
    let guessed = |row: usize| {
        let flags = |column| context.sheet.cell(place.block.field(row, column)).map(|cell| cell.flags);
        (0..place.block.columns.len())
            .any(|column| flags(column).is_some_and(|flags: Flags| flags.contains(Flag::LabelFuzzy)))
    };
    let before = row.checked_sub(1).is_some_and(guessed);
    let behind = row + 1 < place.block.rows.len() && guessed(row + 1);
    let left_over = context.sheet.unplaced.iter().any(|row| {
        let of_table = row.table.is_empty() || row.table == place.table.key;
        of_table && !super::labels::is_known(&row.label, context)
    });
    // Boxes one below the other are in order by themselves.
    !left_over && (!before && !behind || context.sheet.facts.is_pdf || are_in_order(place.block, context))
}

/// Whether the rows of a block stand on the page one after the other as the form has them: then all of them being there leaves
/// no choice which is which.
fn are_in_order(block: &Block, context: &Context<'_>) -> bool {
    let line = |row: usize| -> Option<Vec<u32>> {
        let cells =
            (0..block.columns.len()).filter_map(|column| context.sheet.cell(block.field(row, column)));
        let place = cells.map(|cell| context.sheet.locator(cell)).find(names_cell)?;
        Some(numbers_in(printed_row(place)))
    };
    let lines: Option<Vec<Vec<u32>>> = (0..block.rows.len()).map(line).collect();
    lines.is_some_and(|lines| lines.windows(2).all(|two| matches!(two, [a, b] if a < b)))
}
