//! What speaks for a misreading of ours. Only a sum without any such doubt can be said to be printed so.

pub(in crate::audit) mod blank_row;
pub(in crate::audit) mod boxed;
pub(in crate::audit) mod certain;
pub(in crate::audit) mod digits;
pub(in crate::audit) mod gaps;
pub(in crate::audit) mod held;
pub(in crate::audit) mod joined;
pub(in crate::audit) mod labels;
pub(in crate::audit) mod lone;
pub(in crate::audit) mod lone_nought;
pub(in crate::audit) mod misplaced;
pub(in crate::audit) mod moves;
pub(in crate::audit) mod placed;
pub(in crate::audit) mod printed;
pub(in crate::audit) mod reason;
pub(in crate::audit) mod shift;
pub(in crate::audit) mod slipped;
pub(in crate::audit) mod survives;
pub(in crate::audit) mod text;
pub(in crate::audit) mod twice;

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::read::sheet::UnplacedRow;
use crate::audit::sums::blanks::{is_blank, one_side_is_blank};
use crate::audit::sums::localise::Located;
use crate::audit::sums::{Outcome, cells};
use crate::normalise::read_cell;
use crate::report::{Confidence, Flag, Flags, Missing, Status, Value};
use crate::template::{FieldId, Identity, IdentityId, Layout, Span};
use blank_row::lost_row;
use boxed::Boxed;
use certain::fails_whatever;
use digits::{digit_missing, lost_digits};
use gaps::{blank, is_lone_blank, lost_column, one_too_many, short_row};
use held::{is_held, is_of_place};
use joined::{half_width, otherwise_fits};
use labels::is_known;
use lone_nought::{cut_in_row, only_nought};
use misplaced::other_reading_fits;
use moves::Move;
use placed::{are_in_rows, is_proven, leaves_no_gap, names_cell, names_many_rows};
use printed::has_dashes;
use reason::Doubt;
use shift::line_moved;
use slipped::rows_slipped;
use twice::{all_twice, half};

/// What is typed for a minus, half and full width, and the sign itself. Longer dashes stand for none as well.
const MINUS: [char; 3] = ['-', '－', '−'];

/// Flags that say of a single figure that it may have been misread.
pub(in crate::audit) const DOUBTS: [Flag; 6] = [
    Flag::ReadersDisagree,
    Flag::OneReader,
    Flag::ColumnInferred,
    Flag::DecodeFailure,
    Flag::Ocr,
    Flag::SplitCell,
];

/// What speaks for a misreading in a sum that does not come out, if anything does.
pub(in crate::audit) fn of_sum(id: IdentityId, context: &Context<'_>, located: &Located) -> Option<Doubt> {
    let sum = context.forms.identities.get(usize::from(id.0))?;
    let first = *sum.left.first()?;
    of_report_at(first, context)
        .or_else(|| of_cells(id, sum, context))
        .or_else(|| of_line(sum, context))
        .or_else(|| other_reading_fits(sum, context).map(|field| Doubt::Moved(Move::Cell(field))))
        .or_else(|| blank(sum, context, located))
        .or_else(|| short_row(sum, context))
        .or_else(|| lost_row(sum, context))
        .or_else(|| lost_column(first, context))
        .or_else(|| of_rows(first, context))
        .or_else(|| one_too_many(sum, context, located))
        .or_else(|| moves::of_sum(sum, context, located).map(Doubt::Moved))
        .or_else(|| only_nought(sum, context))
        .or_else(|| cut_in_row(sum, context))
        .or_else(|| changed_since(sum, context))
        .or_else(|| shared_place(sum, context))
        .or_else(|| fuzzy(id, sum, context))
        .or_else(|| {
            located.solutions.iter().find_map(|solution| match solution.cells[..] {
                [(field, fitting)] => other_number(field, fitting, context),
                _ => None,
            })
        })
        .or_else(|| located.solutions.iter().find_map(|solution| lost_digits(solution, context)))
        .or_else(|| digit_missing(located, sum, context))
        .or_else(|| of_table(id, sum, context))
}

/// What speaks against a table as a whole: its numbers stand beside their rows, or all of them are printed twice.
pub(in crate::audit) fn of_rows(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    rows_slipped(field, context)
        .or_else(|| line_moved(field, context).map(|field| Doubt::Moved(Move::Line(field))))
        .or_else(|| all_twice(field, context))
        .or_else(|| context.damage(field).cloned().map(Doubt::Table))
}

/// What speaks against the figures of a sum, unless it fails whatever those hold that may have been misread.
fn of_cells(id: IdentityId, sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let joined_is_harmless = |field: FieldId| leaves_no_gap(field, context) && !otherwise_fits(sum, context);
    let first = cells(sum).find_map(|field| {
        let harmless = |doubt: &Doubt| {
            *doubt == Doubt::Flagged(field, Flag::SplitCell) && joined_is_harmless(field)
                || is_of_place(doubt) && is_held(sum, context)
        };
        of_cell(field, context).filter(|doubt| !harmless(doubt))
    })?;
    let table = context.forms.place(*sum.left.first()?).field.table;
    let mut doubtful = Vec::new();
    for &field in context.sheet.present() {
        match of_cell(field, context) {
            Some(Doubt::Flagged(..) | Doubt::Low(_)) if context.forms.place(field).field.table == table => {
                doubtful.push(field);
            }
            // What was changed after it was read may be anything.
            Some(other) if cells(sum).any(|of| of == field) => return Some(other),
            _ => {}
        }
    }
    (!fails_whatever(id, &doubtful, context)).then_some(first)
}

/// What speaks against the printed line that a sum stands in, where that has more than the sum: a cell lost anywhere in it moves
/// all that follow.
fn of_line(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let place = context.forms.place(*sum.left.first()?);
    if place.table.layout != Layout::OneLine || are_beside_each_other(sum, context) || is_held(sum, context) {
        return None;
    }
    let (rows, columns) = (place.block.rows.len(), place.block.columns.len());
    let line = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let mut line = line.map(|(row, column)| place.block.field(row, column));
    let row_is_there = |field: FieldId| {
        let row = usize::from(context.forms.place(field).field.row);
        (0..columns).any(|column| context.sheet.cell(place.block.field(row, column)).is_some())
    };
    line.find_map(|field| match context.sheet.cell(field) {
        None => row_is_there(field).then_some(Doubt::Lost(field)),
        Some(_) => of_cell(field, context),
    })
}

/// Whether the figures of a sum have boxes of their own side by side on a page of a PDF: that others were lost moves none of them.
fn are_beside_each_other(sum: &Identity, context: &Context<'_>) -> bool {
    let Some(&first) = sum.left.first() else { return false };
    let place = context.forms.place(first);
    let row = usize::from(place.field.row);
    let own = (0..place.block.columns.len()).map(|column| place.block.field(row, column));
    let boxes: Option<Vec<Boxed>> =
        own.map(|field| Boxed::read(context.sheet.locator(context.sheet.cell(field)?))).collect();
    context.sheet.facts.is_pdf && boxes.is_some_and(|boxes| boxed::in_rows(&[boxes]))
}

/// What speaks against the report as a whole.
pub(in crate::audit) fn of_report(context: &Context<'_>) -> Option<Doubt> {
    let status = context.sheet.facts.status;
    let damaged = (status != Status::Extracted).then_some(Doubt::Damaged(status));
    context.sheet.changed.map(Doubt::OtherInWide).or(damaged)
}

/// What speaks against the report as a whole where a figure stands: that it lacks another table does not.
pub(in crate::audit) fn of_report_at(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let elsewhere = || context.sheet.changed.is_none() && is_partial_elsewhere(field, context);
    of_report(context).filter(|_| !elsewhere())
}

/// Whether all that the report lacks is another table.
fn is_partial_elsewhere(field: FieldId, context: &Context<'_>) -> bool {
    context.sheet.facts.status == Status::Partial
        && (leaves_no_gap(field, context) || are_in_rows(field, context))
}

/// What speaks against one figure, but for its labels.
pub(in crate::audit) fn of_cell(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let cell = context.sheet.cell(field)?;
    if cell.flags.contains(Flag::Reviewed) {
        return None;
    }
    let dismissed = |flag: Flag| match flag {
        Flag::SplitCell => context.joining_is_proven(),
        Flag::OneReader if is_blank(context.sheet, field) && !is_lone_blank(field, context) => true,
        Flag::OneReader | Flag::ColumnInferred => is_proven(field, context),
        _ => false,
    };
    let doubtful = |flag: Flag| cell.flags.contains(flag) && !dismissed(flag);
    if let Some(flag) = DOUBTS.into_iter().find(|&flag| doubtful(flag)) {
        return Some(Doubt::Flagged(field, flag));
    }
    if cell.unknown_flag {
        return Some(Doubt::UnknownFlag(field));
    }
    if cell.confidence == Confidence::Low && !is_proven(field, context) {
        return Some(Doubt::Low(field));
    }
    // A word that counts, a letter in place of a digit, a mark for what could not be read: neither a number nor a word for none.
    let printed = context.sheet.published(cell).trim();
    if cell.value == Value::Missing(Missing::Text) && !printed.is_empty() && !read_cell(printed).is_value() {
        return Some(Doubt::NoNumber(field));
    }
    (!as_printed(field, context)).then_some(Doubt::NotAsPrinted(field))
}

/// Whether the value is the number that the cell prints, in its unit or in one that money is converted from.
pub(in crate::audit) fn as_printed(field: FieldId, context: &Context<'_>) -> bool {
    let Some(cell) = context.sheet.cell(field) else { return true };
    let printed = context.sheet.published(cell);
    let Value::Number(value) = cell.value else {
        return cell.value != Value::Missing(Missing::Blank) || printed.trim().is_empty();
    };
    if printed.trim().is_empty() {
        return true;
    }
    // Nobody writes 06 for 6: a digit before it may be lost.
    let mut digits = printed.trim().chars().map(half_width);
    if digits.next() == Some('0') && digits.next().is_some_and(|next| next.is_ascii_digit()) {
        return false;
    }
    let Value::Number(number) = read_cell(printed).value else { return false };
    let is_money = context.forms.place(field).field.unit.is_money();
    // Three digits behind the point of a count are thousands that lost their comma to it.
    if !is_money && printed.trim().split_once('.').is_some_and(|(_, tail)| tail.len() == 3) {
        return false;
    }
    let steps = [Decimal::ONE, Decimal::from(10_000), Decimal::new(1, 4)].into_iter();
    steps.take(if is_money { 3 } else { 1 }).any(|step| number.checked_mul(step) == Some(value))
}

/// Whoever read the figures marks the sums of the table that fail: one that fails without the mark was not in what was read.
pub(in crate::audit) fn changed_since(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    if !context.sheet.tests_sums() {
        return None;
    }
    let table = |sum: &Identity| sum.left.first().map(|&field| context.forms.place(field).field.table);
    let failing = context.sums.failing().filter_map(|id| context.forms.identities.get(usize::from(id.0)));
    // A sum with a side left blank cannot be tested without the other rows, so that it has no mark.
    let marked = failing
        .filter(|other| table(other) == table(sum) && one_side_is_blank(other, context.sheet).is_none());
    let unmarked = |flags: Flags| !flags.contains(Flag::IdentityViolated) && !flags.contains(Flag::Reviewed);
    marked
        .flat_map(cells)
        .find(|&field| context.sheet.cell(field).is_some_and(|cell| unmarked(cell.flags)))
        .map(Doubt::ChangedSince)
}

/// One printed cell that was taken for two figures, which a cell spanning columns invites.
fn shared_place(sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let mut seen: Vec<&str> = Vec::new();
    for field in cells(sum) {
        let Some(cell) = context.sheet.cell(field) else { continue };
        let place = context.sheet.locator(cell);
        let nothing = cell.value.number().is_none_or(|number| number.is_zero());
        if nothing || !names_cell(&place) || names_many_rows(field, context) {
            continue;
        }
        if seen.contains(&place) {
            return Some(Doubt::SharedPlace(field));
        }
        seen.push(place);
    }
    None
}

/// A label not known word for word. It does no harm where the same sum comes out in other rows or columns with that label in
/// it: then it stands for what it was taken for. A row that says nothing cannot spoil a sum.
fn fuzzy(id: IdentityId, sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let harmful = |field: FieldId| {
        let Some(cell) = context.sheet.cell(field) else { return false };
        cell.flags.contains(Flag::LabelFuzzy)
            && cell.value.number().is_some_and(|number| !number.is_zero())
            && !label_is_proven(id, sum, field, context)
            && !is_proven(field, context)
    };
    cells(sum).find(|&field| harmful(field)).map(|field| Doubt::Flagged(field, Flag::LabelFuzzy))
}

/// Whether a sum of the same kind comes out along another line, with a number under the same label.
fn label_is_proven(id: IdentityId, sum: &Identity, field: FieldId, context: &Context<'_>) -> bool {
    let own = context.forms.place(field);
    let alike = |other: FieldId| {
        let other = context.forms.place(other);
        let same_line = match sum.over {
            // Down a column the rows' labels matter, along a row the columns'.
            Span::Column => other.row.key == own.row.key,
            Span::Row => other.column.key == own.column.key,
        };
        same_line && other.table.key == own.table.key
    };
    (0u16..).zip(&context.forms.identities).any(|(index, other)| {
        let other_id = IdentityId(index);
        other_id != id
            && other.code == sum.code
            && matches!(context.sums.of(other_id), Outcome::Holds { says_something: true })
            && cells(other)
                .any(|cell| alike(cell) && context.sheet.number(cell).is_some_and(|number| !number.is_zero()))
    })
}

/// Another number in the same cell that fits, or that number twice.
fn other_number(field: FieldId, fitting: Decimal, context: &Context<'_>) -> Option<Doubt> {
    let cell = context.sheet.cell(field)?;
    let printed: String = context.sheet.published(cell).chars().map(half_width).collect();
    let signed = printed
        .trim()
        .strip_prefix(MINUS)
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if signed && !has_dashes(field, context) {
        return None;
    }
    let others = printed.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|run| !run.is_empty());
    // One digit too many is a slip as well.
    if fitting >= Decimal::TEN && cell.value.number().and_then(half) == Some(fitting) {
        return Some(Doubt::Twice(field, fitting));
    }
    let stands_there = others.filter_map(|run| run.parse::<Decimal>().ok()).any(|other| other == fitting);
    stands_there.then_some(Doubt::OtherNumber(field, fitting))
}

/// Whether the table is as its form has it: a sum down a column needs every row, of one form.
fn of_table(id: IdentityId, sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let first = context.forms.place(*sum.left.first()?);
    let Outcome::Fails { left, right } = context.sums.of(id) else { return None };
    if sum.over != Span::Column {
        return None;
    }
    let difference = left.checked_sub(right)?.abs();
    // A sum of few rows has all of them where it can be tested; among many outcomes one of the agency's own may stand.
    let many = sum.left.len().max(sum.right.len()) > 2;
    let fits = |row: &&UnplacedRow| {
        let of_table = row.table.is_empty() || row.table == first.table.key;
        many && of_table && row.numbers.contains(&difference) && !is_known(&row.label, context)
    };
    if let Some(row) = context.sheet.unplaced.iter().find(fits) {
        return Some(Doubt::Unplaced(row.label.clone()));
    }
    context.sheet.form_of(&first.table.key, context.forms).is_none().then_some(Doubt::Mixed)
}
