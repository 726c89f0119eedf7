//! Whether a row would make sums come out if a cell of it had been lost, doubled, cut in two or run together with its neighbour:
//! then it may be that we misread it.
//!
//! Each of these moves all figures behind it by one column, so that the sums down the columns fail one after the other, and come
//! out again when the figures are moved back. What falls off at one end is unknown at the other.

use rust_decimal::Decimal;

use super::held::is_held;
use super::placed::may_be_elsewhere;
use super::printed::{is_full, is_intact, lines_of, may_be_moved};
use super::text;
use crate::audit::context::Context;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::{Outcome, cells};
use crate::template::{FieldId, Identity, IdentityId, Layout, Span};

/// One wrong figure spoils a sum along its row and one or two down its column; so many that come out together are no chance.
const FILLED_UP: usize = 3;

/// Figures with what they would be; nothing where that is unknown.
pub(in crate::audit) type Moved = Vec<(FieldId, Option<Decimal>)>;

/// The figure of a sum that another reading of its row would change, if that would make sums come out.
pub(in crate::audit) fn other_reading_fits(sum: &Identity, context: &Context<'_>) -> Option<FieldId> {
    if is_held(sum, context) {
        return None;
    }
    let mut lines: Vec<Vec<FieldId>> = Vec::new();
    for line in cells(sum).flat_map(|field| lines_of(field, context)) {
        if !lines.contains(&line) && (may_be_moved(&line, context) || is_intact(&line, context)) {
            lines.push(line);
        }
    }
    lines.into_iter().find_map(|line| {
        let intact = is_intact(&line, context);
        let whole = intact || is_full(&line, context);
        let fits = |moved: &Moved| match whole {
            true => {
                repaired_in_full(moved, &line, context)
                    || is_last_twice(moved, &line, context) && hides_what_fails(moved, context)
            }
            false => repaired(moved, context).is_some() || hides_what_fails(moved, context),
        };
        let fits = |moved: &Moved| !is_denied(moved, context) && fits(moved);
        let readings = match (intact, whole) {
            (true, _) => readings_of_intact(&line, context),
            (_, true) => readings_of_full(&line, context),
            _ => other_readings(&line, context),
        };
        let filled_up = filled_up(&line, context);
        let fitting = readings.iter().filter(|moved| fits(moved)).chain(&filled_up);
        let mut changed = fitting.flatten().map(|(field, _)| *field);
        changed.find(|field| cells(sum).any(|of| of == *field))
    })
}

/// Whether the text states for a figure what is printed there, and another reading has another number or none.
fn is_denied(moved: &Moved, context: &Context<'_>) -> bool {
    moved.iter().any(|&(field, _)| {
        let printed = context.sheet.number(field).filter(|printed| !printed.is_zero());
        printed.is_some() && printed == text::borne_out(field, context)
    })
}

/// What a row would be had a number been lost in it, what is behind moved up, and the end been filled with a nought: the sums along the
/// row say what was lost, and so many others must come out with that.
fn filled_up(line: &[FieldId], context: &Context<'_>) -> Vec<Moved> {
    let numbers = numbers_of(line, context);
    let Some((Some(last), before)) = numbers.split_last() else { return Vec::new() };
    if !last.is_zero() {
        return Vec::new();
    }
    let gaps = (0..before.len()).map(|at| with_gap(before, at));
    let told = gaps.filter_map(|read| {
        let lost = implied(line, &read, context)?;
        Some(read.into_iter().map(|number| number.or(Some(lost))).collect())
    });
    let mut moved = changes(line, &numbers, told.collect());
    moved.retain(|moved| {
        repaired_in_full(moved, line, context)
            && repaired(moved, context).is_some_and(|repaired| repaired >= FILLED_UP)
    });
    moved
}

/// What the unknown number of a row must be for a sum along it to come out; nothing if that is no number that was lost.
fn implied(line: &[FieldId], read: &[Option<Decimal>], context: &Context<'_>) -> Option<Decimal> {
    let unknown = *line.get(read.iter().position(Option::is_none)?)?;
    let ids = context.forms.identities_of(unknown).iter();
    let mut sums = ids.filter_map(|&id| context.forms.identities.get(usize::from(id.0)));
    let sum = sums.find(|sum| sum.over == Span::Row)?;
    let known =
        |field: FieldId| line.iter().zip(read).find(|(of, _)| **of == field).and_then(|(_, number)| *number);
    let side = |fields: &[FieldId]| {
        let mut others = fields.iter().filter(|field| **field != unknown);
        others.try_fold(Decimal::ZERO, |total, &field| total.checked_add(known(field)?))
    };
    let (left, right) = (side(&sum.left)?, side(&sum.right)?);
    let lost = if sum.left.contains(&unknown) { right.checked_sub(left)? } else { left.checked_sub(right)? };
    (lost.is_sign_positive() && !lost.is_zero()).then_some(lost)
}

/// What an intact row would be had its numbers come into the wrong cells: some of them one beside, which leaves a blank at an
/// end of it or where one cell is too many, or two of them into one, which leaves a blank behind.
fn readings_of_intact(line: &[FieldId], context: &Context<'_>) -> Vec<Moved> {
    let numbers = numbers_of(line, context);
    let blank = |at: usize| line.get(at).is_some_and(|&field| is_blank(context.sheet, field));
    let mut readings = Vec::new();
    if let (Some((_, rest)), true) = (numbers.split_first(), blank(0)) {
        readings.extend((0..=rest.len()).map(|at| with_gap(rest, at)));
    }
    if let (Some((_, before)), true) = (numbers.split_last(), blank(numbers.len().saturating_sub(1))) {
        readings.extend((0..=before.len()).map(|at| with_gap(before, at)));
    }
    for at in 0..numbers.len() {
        if let Some((before, [_, behind @ ..])) = numbers.split_at_checked(at).filter(|_| blank(at)) {
            // A blank cell too many, for which the last one fell off.
            readings.push([before, behind, &[None]].concat());
        }
        readings.extend(parted(&numbers, at, blank));
        readings.extend(doubled(&numbers, at));
        readings.extend(run_together(&numbers, at));
    }
    changes(line, &numbers, readings)
}

/// What a row without a gap would be that one reader alone found: also one that begins with what is no figure of it, or has lost
/// its first number to one that stands there twice or in two cells.
fn readings_of_full(line: &[FieldId], context: &Context<'_>) -> Vec<Moved> {
    let numbers = numbers_of(line, context);
    let mut moved = Vec::new();
    if let (Some((_, rest)), Some((_, before))) = (numbers.split_first(), numbers.split_last()) {
        moved.extend([[rest, &[None]].concat(), [&[None], before].concat()]);
    }
    for at in 0..numbers.len() {
        let from_behind = doubled(&numbers, at).into_iter().chain(run_together(&numbers, at));
        // The unknown one stands at the end there.
        moved.extend(from_behind.filter_map(|read| Some([&[None], read.split_last()?.1].concat())));
    }
    let mut readings = readings_of_intact(line, context);
    readings.extend(changes(line, &numbers, moved));
    readings
}

/// The row in which a cell and the next are one number that was cut in two: what is behind belongs further left.
fn run_together(numbers: &[Option<Decimal>], at: usize) -> Option<Vec<Option<Decimal>>> {
    let (before, behind) = numbers.split_at_checked(at)?;
    let (Some(own), Some(next), rest) = (behind.first()?, behind.get(1)?, behind.get(2..)?) else {
        return None;
    };
    let (own, next) = (digits(own)?, digits(next)?);
    let one = number(&format!("{own}{next}")).filter(|_| own != "0");
    one.map(|one| [before, &[Some(one)], rest, &[None]].concat())
}

/// The rows in which a number that stands in two cells beside each other stands in one: what is behind belongs further left,
/// and what fell off at the end is unknown.
fn doubled(numbers: &[Option<Decimal>], at: usize) -> Vec<Vec<Option<Decimal>>> {
    let Some([Some(one), Some(other)]) = numbers.get(at..at + 2) else { return Vec::new() };
    let (before, behind) = (numbers.get(..at), numbers.get(at + 1..));
    match (before, behind) {
        (Some(before), Some(behind)) if one == other && !one.is_zero() => {
            vec![[before, behind, &[None]].concat()]
        }
        _ => Vec::new(),
    }
}

/// Whether sums come out where a number of a row is taken to be read twice, or two to be one that was cut in two.
pub(in crate::audit) fn was_doubled(line: &[FieldId], context: &Context<'_>) -> bool {
    let numbers = numbers_of(line, context);
    let twice = (0..numbers.len()).flat_map(|at| doubled(&numbers, at));
    let readings = twice.chain((0..numbers.len()).filter_map(|at| run_together(&numbers, at))).collect();
    changes(line, &numbers, readings).iter().any(|moved| repaired_in_full(moved, line, context))
}

/// Whether all that another reading says is that the figure at the end of a row is the number before it, read twice.
fn is_last_twice(moved: &Moved, line: &[FieldId], context: &Context<'_>) -> bool {
    let ([(only, None)], [.., before, last]) = (&moved[..], line) else { return false };
    let number = context.sheet.number(*last);
    let same = number == context.sheet.number(*before) && number.is_some_and(|number| !number.is_zero());
    let ids = context.forms.identities_of(*last).iter();
    // What another sum bears out was not lost.
    if ids.map(|&id| context.sums.of(id)).any(|of| of == Outcome::Holds { says_something: true }) {
        return false;
    }
    let (one, other) = (context.forms.place(*before), context.forms.place(*last));
    only == last && same && one.field.row == other.field.row
}

/// Numbers with an unknown one put between them.
fn with_gap(numbers: &[Option<Decimal>], at: usize) -> Vec<Option<Decimal>> {
    let (before, behind) = numbers.split_at(at.min(numbers.len()));
    [before, &[None], behind].concat()
}

/// The numbers of a row; what is not printed counts as nothing.
fn numbers_of(line: &[FieldId], context: &Context<'_>) -> Vec<Option<Decimal>> {
    line.iter().map(|&field| Some(context.in_sum(field))).collect()
}

/// The rows in which a cell holds two numbers, and a blank behind it is there in place of the second.
fn parted(
    numbers: &[Option<Decimal>],
    at: usize,
    blank: impl Fn(usize) -> bool,
) -> Vec<Vec<Option<Decimal>>> {
    let own = numbers.get(at).and_then(|number| digits(number.as_ref()?)).unwrap_or_default();
    let gaps = (at + 1..numbers.len()).filter(|&gap| blank(gap));
    let cuts = gaps.flat_map(|gap| (1..own.len()).map(move |cut| (gap, cut)));
    let read = |(gap, cut): (usize, usize)| {
        let (a, b) = own.split_at(cut);
        let mut read = numbers.to_vec();
        read.remove(gap);
        read.splice(at..=at, [number(a), number(b)]);
        read
    };
    cuts.map(read).collect()
}

/// What is different in other readings of a row.
fn changes(line: &[FieldId], numbers: &[Option<Decimal>], readings: Vec<Vec<Option<Decimal>>>) -> Vec<Moved> {
    let changed = |read: Vec<Option<Decimal>>| -> Moved {
        let all = line.iter().zip(numbers).zip(read);
        all.filter(|((_, number), other)| *other != **number)
            .map(|((&field, _), other)| (field, other))
            .collect()
    };
    readings.into_iter().map(changed).filter(|moved| !moved.is_empty()).collect()
}

/// A row as it would be had it been read otherwise: a figure by its number, nothing where that would be unknown.
fn other_readings(line: &[FieldId], context: &Context<'_>) -> Vec<Moved> {
    let numbers = numbers_of(line, context);
    // What one reader alone found may be a number that is none of the row's, such as that of the next row.
    let blank = |at: usize| {
        let cell = line.get(at).and_then(|&field| context.sheet.cell(field));
        cell.is_none_or(may_be_elsewhere)
    };
    let mut readings = Vec::new();
    for at in 0..numbers.len() {
        let (before, behind) = numbers.split_at(at);
        let Some((own, rest)) = behind.split_first() else { continue };
        // One cell too many at this place: what is behind belongs further left, or what is before further right.
        if !rest.is_empty() {
            readings.push([before, rest, &[None]].concat());
        }
        if !before.is_empty() {
            readings.push([&[None], before, rest].concat());
        }
        // A cell was lost at this place, and a blank is there in place of it at another.
        for gap in (0..numbers.len()).filter(|&gap| gap != at && blank(gap)) {
            let mut read = numbers.clone();
            read.remove(gap);
            read.insert(at, None);
            readings.push(read);
        }
        if own.is_some() {
            readings.extend(run_together(&numbers, at));
            readings.extend(parted(&numbers, at, blank));
        }
    }
    changes(line, &numbers, readings)
}

/// The digits of a whole number; nothing of another.
fn digits(number: &Decimal) -> Option<String> {
    let whole = number.is_integer() && !number.is_sign_negative();
    whole.then(|| number.normalize().to_string())
}

fn number(digits: &str) -> Option<Decimal> {
    digits.parse().ok()
}

/// Whether no sum over figures that are moved fails any more, some because what they need is unknown then. A row that comes out
/// as it is was not moved.
fn hides_what_fails(moved: &Moved, context: &Context<'_>) -> bool {
    let mut failed = false;
    for (sum, was) in touched(moved, context) {
        failed |= was.fails();
        let own = sum.over == Span::Row && matches!(was, Outcome::Holds { says_something: true });
        let nothing = sum.over == Span::Row && matches!(was, Outcome::Holds { says_something: false });
        if own || (nothing && !moved_in_line(moved, sum)) || after(sum, moved, context) == Some(false) {
            return false;
        }
    }
    failed
}

/// Whether figures of a sum get numbers they did not have.
fn moved_in_line(moved: &Moved, sum: &Identity) -> bool {
    let gains = |field: FieldId| moved.iter().any(|(of, number)| *of == field && number.is_some());
    cells(sum).any(gains)
}

/// Whether a sum comes out after figures are moved; nothing if one of them is unknown then.
fn after(sum: &Identity, moved: &Moved, context: &Context<'_>) -> Option<bool> {
    let number = |field: FieldId| match moved.iter().find(|(of, _)| *of == field) {
        Some((_, number)) => *number,
        None => Some(context.in_sum(field)),
    };
    let side = |fields: &[FieldId]| {
        fields.iter().try_fold(Decimal::ZERO, |total, &field| total.checked_add(number(field)?))
    };
    Some(side(&sum.left)? == side(&sum.right)?)
}

/// How many sums that failed come out after figures are moved; nothing if one fails that held, or too few come out to tell.
pub(in crate::audit) fn repaired(moved: &Moved, context: &Context<'_>) -> Option<usize> {
    let (mut repaired, mut telling) = (0, 0);
    for (sum, was) in touched(moved, context) {
        let Some(holds) = after(sum, moved, context) else {
            // A row that comes out as it is has not lost the number that is unknown.
            if sum.over == Span::Row && was == (Outcome::Holds { says_something: true }) {
                return None;
            }
            continue;
        };
        match (holds, was) {
            (true, Outcome::Fails { .. }) => {
                repaired += 1;
                telling += usize::from(tells(sum, context));
            }
            (false, Outcome::Holds { .. }) => return None,
            // A row that was moved must come out itself, where all of it is known.
            (false, Outcome::Fails { .. }) if sum.over == Span::Row => return None,
            _ => {}
        }
    }
    (telling > 0).then_some(repaired)
}

/// Whether sums that failed come out after figures of a row are moved, and all others over the row that can be known: numbers that come
/// to stand in a column where they do not fit are not those that were lost there, and where no cell is blank a column that fails as
/// before was not what was lost. Zeros fit by chance where a number moves away.
pub(in crate::audit) fn repaired_in_full(moved: &Moved, line: &[FieldId], context: &Context<'_>) -> bool {
    let has_blank = line.iter().any(|&field| is_blank(context.sheet, field));
    let over_line = |sum: &Identity| !has_blank && cells(sum).any(|field| line.contains(&field));
    let fits = |sum: &Identity| after(sum, moved, context) != Some(false);
    let fails = |index: u16| context.sums.of(IdentityId(index)).fails();
    let mut tested = (0u16..).zip(&context.forms.identities).filter(|(index, sum)| {
        over_line(sum) && fails(*index) || cells(sum).any(|field| moved.iter().any(|(of, _)| *of == field))
    });
    repaired(moved, context).is_some() && tested.all(|(_, sum)| fits(sum))
}

/// Whether it tells something that a sum comes out after a row was moved. Sums along the row come out by many a move, and
/// those down its columns do not; a table of one line has only the former, for each part of the line one.
fn tells(sum: &Identity, context: &Context<'_>) -> bool {
    let layout = sum.left.first().map(|&field| context.forms.place(field).table.layout);
    sum.over == Span::Column || layout == Some(Layout::OneLine)
}

/// The sums over figures that were moved, and what became of them as printed.
fn touched<'a>(moved: &Moved, context: &Context<'a>) -> Vec<(&'a Identity, Outcome)> {
    let concerns = |sum: &Identity| cells(sum).any(|field| moved.iter().any(|(of, _)| *of == field));
    (0u16..)
        .zip(&context.forms.identities)
        .filter(|(_, sum)| concerns(sum))
        .map(|(index, sum)| (sum, context.sums.of(IdentityId(index))))
        .collect()
}
