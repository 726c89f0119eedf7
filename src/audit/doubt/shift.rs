//! Whether the numbers of a row without sums may stand one or two columns beside their place, as where a cell of it was lost or is too
//! many: what fills the gap is a blank, a nought or the number beside it once more.
//!
//! A row with sums shows that itself; here other numbers must: what the text states, or the report on the year before.

use rust_decimal::Decimal;

use super::gaps::{in_row, is_lone_blank};
use super::placed::{names_cell, printed_row};
use super::text;
use crate::audit::context::Context;
use crate::audit::sums::localise::{Located, Solution};
use crate::audit::sums::{Outcome, cells};
use crate::audit::told::lang::Lang;
use crate::exact::twice;
use crate::report::{Missing, Value};
use crate::template::{FieldId, Identity, IdentityId, Layout, Span};

/// How far a row may have moved.
const STEPS: [usize; 2] = [1, 2];
const BLANK: Value = Value::Missing(Missing::Blank);
/// A number so many times the printed one is no slip of a few.
const MANY_TIMES: i64 = 5;

/// What a row would be had it moved: nothing where a number fell off.
pub(in crate::audit) type Meant<T = Decimal> = Vec<Option<T>>;

/// All that a row may have been before it moved, or before the part of it behind some column did.
pub(in crate::audit) fn meant<T: Copy + Default + PartialEq>(row: &[Option<T>]) -> Vec<Meant<T>> {
    meant_where(row, |_| true)
}

/// The same with a gap filled by the number beside it only where that `tells` something.
fn meant_where<T: Copy + Default + PartialEq>(
    row: &[Option<T>],
    tells: impl Fn(&T) -> bool,
) -> Vec<Meant<T>> {
    let fills = |cells: Option<&[Option<T>]>, beside: Option<&Option<T>>| {
        let nothing = |cell: &Option<T>| cell.as_ref().is_none_or(|number| *number == T::default());
        let Some(cells) = cells.filter(|cells| !cells.is_empty()) else { return false };
        let again = |cell: &Option<T>| cell.as_ref().is_some_and(&tells) && Some(cell) == beside;
        cells.iter().all(nothing) || cells.iter().all(again)
    };
    let mut found = Vec::new();
    for (by, at) in STEPS.into_iter().flat_map(|by| (0..row.len()).map(move |at| (by, at))) {
        let Some(end) = row.len().checked_sub(by).filter(|end| at < *end) else { continue };
        let (Some(before), Some(to_right), Some(to_left)) =
            (row.get(..at), row.get(at + by..), row.get(at..end))
        else {
            continue;
        };
        let lost = vec![None; by];
        if says_something(to_right) && fills(row.get(at..at + by), to_right.first()) {
            found.push([before, to_right, &lost].concat());
        }
        if says_something(to_left) && fills(row.get(end..), to_left.last()) {
            found.push([before, &lost, to_left].concat());
        }
    }
    found
}

/// What is told of a finding that goes away where a row moved, as its last sentence.
pub(in crate::audit) const fn row_moved(lang: Lang) -> &'static str {
    match lang {
        Lang::En => " It may have been misread: the row would fit had its numbers moved.",
        Lang::Zh => "可能是读取有误：该行数据移位后即相符。",
    }
}

fn says_something<T: Default + PartialEq>(numbers: &[Option<T>]) -> bool {
    numbers.iter().flatten().any(|number| *number != T::default())
}

/// The numbers of a row, nothing where a cell has none.
pub(in crate::audit) fn numbers(row: &[FieldId], context: &Context<'_>) -> Vec<Option<Decimal>> {
    row.iter().map(|&field| context.sheet.number(field)).collect()
}

/// Whether a number stands in two cells beside each other.
fn row_has_twins(row: &[Option<Decimal>]) -> bool {
    row.windows(2).any(|two| matches!(two, [Some(one), Some(other)] if one == other && !one.is_zero()))
}

/// Whether one number is twice another or more.
fn is_far(told: Decimal, printed: Option<Decimal>) -> bool {
    let printed = printed.unwrap_or_default();
    told >= twice(printed) || printed >= twice(told)
}

/// Whether the text says of the row of a figure, which no sum is over, what it would say had the row moved: of each figure that it states
/// the number that stands beside, or one that fell off.
pub(in crate::audit) fn told_by_text(field: FieldId, context: &Context<'_>) -> bool {
    if !context.forms.identities_of(field).is_empty() {
        return false;
    }
    let row: Vec<FieldId> = in_row(field, context).collect();
    let printed = numbers(&row, context);
    let told: Vec<Option<Decimal>> = row.iter().map(|&field| text::stated(field, context)).collect();
    // Nothing that a report leaves blank throughout was lost.
    let has_gap = row.iter().any(|&field| is_lone_blank(field, context));
    let many_times = |told: Decimal, printed: Option<Decimal>| {
        let least = printed.unwrap_or_default().checked_mul(Decimal::from(MANY_TIMES));
        least.is_some_and(|least| told >= least)
    };
    meant(&printed).iter().any(|meant| {
        let all = || told.iter().zip(meant).zip(&printed);
        let fits = all().all(|((told, meant), _)| told.is_none() || meant.is_none() || told == meant);
        let is_twice = row_has_twins(&printed);
        let shows = all().any(|((told, meant), printed)| match (told, meant) {
            (Some(told), Some(_)) => Some(*told) != *printed && !told.is_zero(),
            (Some(told), None) => {
                Some(*told) != *printed
                    && (has_gap || many_times(*told, *printed) || is_twice && is_far(*told, *printed))
            }
            _ => false,
        });
        fits && shows
    })
}

/// Whether a sum comes out with other numbers in a line; `false` where one of them is unknown, so that no more can be said than that it
/// may.
fn comes_out(sum: &Identity, line: &[FieldId], meant: &Meant) -> Option<bool> {
    let number = |field: &FieldId| {
        let at = line.iter().position(|of| of == field)?;
        meant.get(at).copied().flatten()
    };
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold((Decimal::ZERO, 0), |(sum, unknown), field| match number(field) {
            Some(number) => Some((sum.checked_add(number)?, unknown)),
            None => Some((sum, unknown + 1)),
        })
    };
    let ((total, no_total), (parts, lacking)) = (side(&sum.left)?, side(&sum.right)?);
    let may_be = no_total > 0 || lacking > 0 && total > parts;
    if no_total + lacking == 0 { (total == parts).then_some(true) } else { may_be.then_some(false) }
}

/// What a line would be had one row of its table moved, as where these stand one below the other on the page, with what the text tells of
/// the numbers that fell off.
fn rows_moved(
    printed: &[Option<Decimal>],
    line: &[FieldId],
    columns: usize,
    context: &Context<'_>,
) -> Vec<Meant> {
    let mut found = Vec::new();
    for (row, own) in printed.chunks(columns.max(1)).enumerate() {
        let (from, to) = (row * columns, (row + 1) * columns);
        let (Some(before), Some(behind)) = (printed.get(..from), printed.get(to..)) else { continue };
        for moved in meant(own) {
            let fields = line.iter().skip(from);
            let told =
                moved.iter().zip(fields).map(|(meant, &of)| meant.or_else(|| text::borne_out(of, context)));
            let told: Meant = told.collect();
            if told.iter().all(Option::is_some) && !are_swapped(own, &told) {
                found.push([before, &told, behind].concat());
            }
        }
    }
    found
}

/// Whether two numbers in each other's place is all that is different: a clerk's slip.
fn are_swapped(own: &[Option<Decimal>], meant: &Meant) -> bool {
    let mut differ = own.iter().zip(meant).filter(|(own, meant)| own != meant);
    match (differ.next(), differ.next(), differ.next()) {
        (Some((a, b)), Some((c, d)), None) => a == d && b == c,
        _ => false,
    }
}

/// Whether all sums of a table of one line, some of which fail, would come out had its numbers moved: the first figure that would be
/// another.
pub(in crate::audit) fn line_moved(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let place = context.forms.place(field);
    let columns = place.block.columns.len();
    let first = place.block.first_field.0;
    let line: Vec<FieldId> = (first..).take(columns * place.block.rows.len()).map(FieldId).collect();
    let ids = || (0u16..).map(IdentityId).zip(&context.forms.identities);
    let own = |sum: &Identity| cells(sum).all(|field| line.contains(&field));
    let failing = ids().filter(|(id, sum)| context.sums.of(*id).fails() && own(sum)).count();
    let is_there = line.iter().all(|&field| context.sheet.cell(field).is_some());
    if place.table.layout != Layout::OneLine || failing == 0 || !is_there {
        return None;
    }
    let printed: Meant = line.iter().map(|&field| Some(context.in_sum(field))).collect();
    let told: Meant = line.iter().map(|&field| text::borne_out(field, context)).collect();
    let fits = |moved: &&Meant| {
        // A number that cannot be is one wherever in the line it stands.
        if moved.iter().flatten().any(Decimal::is_sign_negative) {
            return false;
        }
        let (mut failed, mut shown) = (0, false);
        for (id, sum) in ids().filter(|(_, sum)| own(sum)) {
            let Some(is_known) = comes_out(sum, &line, moved) else { return false };
            // What comes out with numbers in it did not move there by chance, unless several others fail.
            if failing == 1 && !is_known && context.sums.of(id) == (Outcome::Holds { says_something: true }) {
                return false;
            }
            failed += usize::from(context.sums.of(id).fails());
            shown |= context.sums.of(id).fails() && is_known;
        }
        let told = || told.iter().copied().zip(moved.iter()).zip(&printed);
        let agrees = told().all(|((told, meant), _)| told.is_none() || meant.is_none() || told == *meant);
        // One sum that fails and lacks a number then shows nothing but with the text.
        let beside = || told().any(|((told, meant), own)| told.is_some() && told == *meant && told != *own);
        agrees && (shown || failed > 1 || beside())
    };
    // Single digits stand twice beside each other by chance.
    let moved = meant_where(&printed, |number| *number >= Decimal::TEN);
    let all = [moved, rows_moved(&printed, &line, columns, context)].concat();
    let moved = all.iter().find(fits)?;
    let other = moved.iter().zip(&printed).position(|(moved, printed)| moved != printed)?;
    line.get(other).copied()
}

/// Whether two cells of a column, one below the other, would make all sums come out if the number of one stood in the other, which has
/// none: the column moved up or down a row. Only where one of them is a total: of two rows alike, a clerk may as well take one for the
/// other. Gives the figure that has the number, and whether it belongs in the row below.
pub(in crate::audit) fn column_moved(located: &Located, context: &Context<'_>) -> Option<(FieldId, bool)> {
    let is_total = |field: FieldId| {
        let mut sums = context.forms.identities_of(field).iter();
        sums.any(|id| {
            let sum = context.forms.identities.get(usize::from(id.0));
            sum.is_some_and(|sum| sum.over == Span::Column && sum.left == [field])
        })
    };
    let from = |solution: &Solution| {
        let &[(upper, fits_upper), (lower, fits_lower)] = solution.cells.as_slice() else { return None };
        let (above, below) = (context.forms.place(upper), context.forms.place(lower));
        let one_below = above.block.first_field == below.block.first_field
            && above.field.column == below.field.column
            && above.field.row + 1 == below.field.row;
        let moved = |from: FieldId, to: FieldId, fitting: Decimal| {
            !fitting.is_zero()
                && context.sheet.number(from) == Some(fitting)
                && context.sheet.number_or_nil(to).is_none_or(|number| number.is_zero())
        };
        if !one_below || !(is_total(upper) || is_total(lower)) {
            return None;
        }
        let up = moved(upper, lower, fits_lower).then_some((upper, true));
        up.or_else(|| moved(lower, upper, fits_upper).then_some((lower, false)))
    };
    located.solutions.iter().find_map(from)
}

/// A row that would come out with its numbers one column beside.
pub(in crate::audit) struct RowBack {
    /// What each figure would be, the total at the end.
    pub(in crate::audit) figures: Vec<(FieldId, Decimal)>,
    /// The number that would have been lost.
    pub(in crate::audit) lost: Decimal,
}

/// What a row would be if a total of nought in it was filled in when it moved, or is a part that did. 0 30 59 89 0 lost a nought before it,
/// for the last part is the sum of the others. Where no other sum is over the parts, as over those of disputes, any number may have been
/// lost, and 0 1 4 0 be 3 0 1 4, unless the text says that the total is nought; and 0 2 0 0 0 may be 2 0 0 0 2, of which a nought before it pushed
/// out the total, or is it where the text says 2 of the first.
pub(in crate::audit) fn total_moved(sum: &Identity, context: &Context<'_>) -> Option<RowBack> {
    let &[total] = sum.left.as_slice() else { return None };
    // A blank counts as none, as it does where a report writes nothing for it.
    let number = |field: FieldId| {
        let is_blank = context.sheet.cell(field).is_some_and(|cell| cell.value == BLANK);
        context.sheet.number_or_nil(field).or_else(|| is_blank.then_some(Decimal::ZERO))
    };
    if sum.over != Span::Row || !number(total)?.is_zero() {
        return None;
    }
    let parts: Option<Vec<Decimal>> = sum.right.iter().map(|&part| number(part)).collect();
    let parts = parts?;
    let (&last, before) = parts.split_last()?;
    let (&first, behind) = parts.split_first()?;
    let add =
        |numbers: &[Decimal]| numbers.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
    let lost = last.checked_sub(add(before)?)?;
    let alone = sum.right.iter().all(|&part| context.forms.identities_of(part).len() == 1);
    // One number says nothing of where it stood; several say it if the last is no less than the others together.
    let is_one = before.iter().all(Decimal::is_zero);
    let loses_any = || {
        alone
            && text::borne_out(total, context).is_none_or(|told| !told.is_zero())
            && !(is_one && moves_what_follows(total, context))
    };
    let row = sum.right.iter().chain([&total]).copied();
    if !last.is_zero() && (lost.is_zero() || lost > Decimal::ZERO && loses_any()) {
        return Some(RowBack { figures: row.zip([lost].into_iter().chain(parts)).collect(), lost });
    }
    let told: Vec<Option<Decimal>> = sum.right.iter().map(|&part| text::stated(part, context)).collect();
    let moved = || behind.iter().copied().chain([Decimal::ZERO]);
    let fits = || told.iter().zip(moved()).all(|(told, moved)| told.is_none_or(|told| told == moved));
    let differs = || told.iter().zip(&parts).any(|(told, own)| told.is_some_and(|told| told != *own));
    let lost = add(behind)?;
    // A nought that came in before the row pushed its total out, and the last part, a nought, stands in place of it.
    let pushed_out = || {
        !lost.is_zero()
            && text::borne_out(total, context).is_none_or(|told| !told.is_zero())
            && !moves_what_follows(total, context)
    };
    if !first.is_zero() || !fits() || !(differs() || pushed_out()) {
        return None;
    }
    Some(RowBack { figures: row.zip(moved().chain([lost])).collect(), lost })
}

/// Whether more of the printed line follows behind the total of a row, as where a table of one line stands in one row: a cell lost before it
/// would move all that, and a nought would come in at the end of the line.
fn moves_what_follows(total: FieldId, context: &Context<'_>) -> bool {
    let place = context.forms.place(total);
    let (row, last) = (usize::from(place.field.row), place.block.columns.len().saturating_sub(1));
    let line = |field: FieldId| {
        let locator = context.sheet.cell(field).map(|cell| context.sheet.locator(cell))?;
        names_cell(&locator).then(|| printed_row(locator))
    };
    let next = (row + 1 < place.block.rows.len()).then(|| place.block.field(row + 1, last));
    place.table.layout == Layout::OneLine
        && line(total).is_some()
        && next.is_some_and(|next| line(next) == line(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(numbers: &[i64]) -> Vec<Option<Decimal>> {
        numbers.iter().map(|&number| (number >= 0).then(|| Decimal::from(number))).collect()
    }

    #[test]
    fn a_row_that_moved_leaves_a_blank_a_nought_or_its_neighbour_twice() {
        // -1 stands for a blank and for what fell off.
        for printed in [[-1, 5, 2], [0, 5, 2], [5, 5, 2]] {
            assert!(meant(&row(&printed)).contains(&row(&[5, 2, -1])), "{printed:?}");
        }
        for printed in [[2, 30, -1], [2, 30, 0], [2, 30, 30]] {
            assert!(meant(&row(&printed)).contains(&row(&[-1, 2, 30])), "{printed:?}");
        }
        assert!(meant(&row(&[0, 0, 5])).contains(&row(&[5, -1, -1])));
        assert!(meant(&row(&[30, 30, 30])).contains(&row(&[-1, -1, 30])));
        assert!(meant(&row(&[5, 30, 0])).contains(&row(&[5, -1, 30])));
        assert!(meant(&row(&[5, 2, 30])).is_empty());
    }
}
