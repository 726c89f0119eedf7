//! What speaks for a misreading in figures that are compared by themselves, not in a sum of the form.

use super::gaps::is_lone_blank;
use super::placed::{found_by_one, is_proven, leaves_no_gap, names_cell};
use super::reason::Doubt;
use super::{DOUBTS, as_printed, of_cell, of_report, of_report_at, of_rows, of_sum};
use crate::audit::context::Context;
use crate::audit::sums::Outcome;
use crate::audit::sums::blanks::is_blank;
use crate::report::{Confidence, Flag, Status};
use crate::template::{FieldId, Identity, IdentityId, Layout, Span};

/// What speaks against figures that are told by how they hang together: one number in a whole row, a number that is the sum of
/// two others. That one reader alone found them is no doubt then, if each stands in a cell of its own: nobody misreads by rule.
pub(in crate::audit) fn of_pattern(fields: &[FieldId], context: &Context<'_>) -> Option<Doubt> {
    let mut places: Vec<&str> = fields
        .iter()
        .filter_map(|&field| Some(context.sheet.locator(context.sheet.cell(field)?)))
        .filter(names_cell)
        .collect();
    places.sort_unstable();
    places.dedup();
    let apart = places.len() == fields.len();
    let alone = |&field: &FieldId| {
        let others = DOUBTS.into_iter().chain([Flag::LabelFuzzy]).filter(|flag| *flag != Flag::OneReader);
        context.sheet.cell(field).is_some_and(|cell| {
            !others.into_iter().any(|flag| cell.flags.contains(flag))
                && cell.confidence != Confidence::Low
                && cell.flags.contains(Flag::OneReader)
                && as_printed(field, context)
        })
    };
    let doubted = fields.iter().filter(|field| !(apart && alone(field)));
    of_report(context).or_else(|| doubted.copied().find_map(|field| of_lone_cell(field, context)))
}

/// Of a total that is blank beside its parts: whether most other rows of the table print theirs. Where most do not, the report
/// has no totals there.
fn total_is_lost(field: FieldId, context: &Context<'_>) -> Option<bool> {
    let sums = || context.forms.identities.iter().filter(|sum| sum.over == Span::Row);
    let is_number = |field: &FieldId| context.sheet.number(*field).is_some_and(|number| !number.is_zero());
    let is_blank = |sum: &Identity| {
        sum.left.iter().any(|&total| is_blank(context.sheet, total)) && sum.right.iter().any(is_number)
    };
    let own = sums().find(|sum| sum.left == [field] && is_blank(sum))?;
    let alike = || sums().filter(|other| other.code == own.code);
    let printed = alike().filter(|other| other.left.iter().any(is_number)).count();
    Some(printed > 0 && printed >= alike().filter(|other| is_blank(other)).count())
}

/// What speaks against one figure that is compared by itself: also a label that was only guessed, and that it may have been
/// misread in a sum that fails.
pub(in crate::audit) fn of_lone_cell(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let cell = context.sheet.cell(field);
    // That the table leaves no gap is proof together with sums only.
    let by_one = || {
        let alone = cell.is_some_and(found_by_one) && !is_borne_out(field, context);
        alone.then_some(Doubt::Flagged(field, Flag::OneReader))
    };
    of_report(context)
        .or_else(|| of_place(field, context))
        .or_else(by_one)
        .or_else(|| in_sums(field, context))
        .or_else(|| of_rows(field, context))
        .or_else(|| {
            let guessed = cell?.flags.contains(Flag::LabelFuzzy) && cell?.confidence != Confidence::High;
            (guessed && !is_proven(field, context)).then_some(Doubt::Flagged(field, Flag::LabelFuzzy))
        })
}

/// Whether all that speaks against a figure is a doubt about its place, and its table leaves no other: sums over several reports
/// that come out prove it then as those of the form do.
pub(in crate::audit) fn is_placed(field: FieldId, context: &Context<'_>) -> bool {
    let Some(cell) = context.sheet.cell(field) else { return false };
    // A cell of its own holds one number, whatever spaces part its digits.
    let harmless = |doubt: Doubt| match doubt {
        Doubt::Flagged(_, Flag::SplitCell) => leaves_no_gap(field, context),
        Doubt::Flagged(_, Flag::OneReader | Flag::ColumnInferred) | Doubt::Low(_) => {
            is_in_empty_row(field, context)
        }
        _ => false,
    };
    // That another table is lacking says nothing against what both readers read.
    let in_part =
        |doubt: &Doubt| *doubt == Doubt::Damaged(Status::Partial) && cell.confidence == Confidence::High;
    let guessed =
        found_by_one(cell) || cell.flags.contains(Flag::LabelFuzzy) && cell.confidence != Confidence::High;
    of_report_at(field, context).is_none_or(|doubt| in_part(&doubt))
        && of_place(field, context).is_none_or(harmless)
        && (!guessed || is_proven(field, context) || is_in_empty_row(field, context))
        && in_sums(field, context).is_none()
        && of_rows(field, context).is_none()
}

/// Whether nothing but noughts stands in the row of a figure: it is one wherever in the row it belongs.
fn is_in_empty_row(field: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let row = usize::from(place.field.row);
    let nought = |column: usize| {
        context.sheet.number_or_nil(place.block.field(row, column)).is_some_and(|number| number.is_zero())
    };
    let columns = place.block.columns.len();
    columns > 1 && (0..columns).all(nought)
}

/// Whether a mark for none stands in place of a total beside parts that are numbers, in a report whose sums do not say that it is a
/// nought: what stands there may be the figure beside it.
fn is_nil_beside_parts(field: FieldId, context: &Context<'_>) -> bool {
    let is_nil = context.sheet.number(field).is_none() && context.sheet.number_or_nil(field).is_some();
    let is_number = |part: &FieldId| context.sheet.number(*part).is_some_and(|number| !number.is_zero());
    let untested = |&id: &IdentityId| {
        context.forms.identities.get(usize::from(id.0)).is_some_and(|sum| {
            sum.left == [field]
                && sum.over == Span::Row
                && sum.right.iter().any(is_number)
                && context.sums.of(id) == Outcome::Untested
        })
    };
    is_nil && context.forms.identities_of(field).iter().any(untested)
}

/// What speaks against a figure by itself and by the blanks beside it.
fn of_place(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    if let Some(doubt) = of_cell(field, context) {
        return Some(doubt);
    }
    if is_nil_beside_parts(field, context) {
        return Some(Doubt::NilTotal(field));
    }
    match total_is_lost(field, context) {
        Some(true) => return Some(Doubt::NoTotal(field)),
        // Where all totals are blank the figures may stand one column beside.
        Some(false) => return Some(Doubt::Blank(field)),
        None if is_lone_blank(field, context) => return Some(Doubt::Blank(field)),
        None => {}
    }
    if let Some(total) = total_of_another(field, context) {
        return Some(Doubt::NoTotal(total));
    }
    blank_total(field, context)
        .or_else(|| blank_in_line(field, context))
        .or_else(|| blank_without_sums(field, context))
        .map(Doubt::Blank)
}

/// The blank total of a row that has numbers, where a figure is the total of a row that has none: the column of totals moved by a row.
fn total_of_another(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let is_number = |field: &FieldId| context.sheet.number(*field).is_some_and(|number| !number.is_zero());
    let rows = || context.forms.identities.iter().filter(|sum| sum.over == Span::Row);
    let own = rows().find(|sum| sum.left == [field])?;
    let is_alone = is_number(&field) && own.right.iter().all(|&part| is_blank(context.sheet, part));
    let lacks = |sum: &&Identity| match sum.left[..] {
        [total] => sum.code == own.code && is_blank(context.sheet, total) && sum.right.iter().any(is_number),
        _ => false,
    };
    let other = rows().filter(|_| is_alone).find(lacks)?;
    other.left.first().copied()
}

/// In a block without sums: a blank in the column of a figure that may be the gap which a number left that moved the others up or down.
fn blank_without_sums(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    if !context.forms.identities_of(field).is_empty() {
        return None;
    }
    let place = context.forms.place(field);
    let column = usize::from(place.field.column);
    let mut below = (0..place.block.rows.len()).map(|row| place.block.field(row, column));
    below.find(|&other| is_lone_blank(other, context))
}

/// A blank in place of the total of a figure's row: without it nothing shows in which columns the others stand.
fn blank_total(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let ids = context.forms.identities_of(field).iter();
    let sums = ids.filter_map(|&id| context.forms.identities.get(usize::from(id.0)));
    let mut totals = sums.filter(|sum| sum.over == Span::Row).filter_map(|sum| match sum.left[..] {
        [total] if sum.right.contains(&field) => Some(total),
        _ => None,
    });
    let says_something = context.sheet.number(field).is_some_and(|number| !number.is_zero());
    totals.find(|&total| says_something && is_blank(context.sheet, total))
}

/// In a table of one line: a blank that may be the gap which a number left that moved the others. That a sum comes out may be
/// chance then.
fn blank_in_line(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let place = context.forms.place(field);
    if place.table.layout != Layout::OneLine {
        return None;
    }
    let columns = place.block.columns.len();
    let line = (0..place.block.rows.len())
        .flat_map(|row| (0..columns).map(move |column| place.block.field(row, column)));
    line.into_iter().find(|&field| is_lone_blank(field, context))
}

/// Whether a sum over a figure comes out with numbers in it, and none fails.
pub(in crate::audit) fn is_borne_out(field: FieldId, context: &Context<'_>) -> bool {
    let outcomes = || context.forms.identities_of(field).iter().map(|&id| context.sums.of(id));
    outcomes().any(|outcome| outcome == Outcome::Holds { says_something: true })
        && !outcomes().any(Outcome::fails)
}

/// What speaks for a misreading in the sums over a figure that fail.
fn in_sums(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let mut ids = context.forms.identities_of(field).iter().filter(|&&id| context.sums.of(id).fails());
    ids.find_map(|&id| {
        let table = context.forms.place(field).table.key.as_str();
        of_sum(id, context, &context.located(table))
    })
}
