//! What the running text says against a table in several places, though its sums come out: two rows or columns that changed places
//! leave them so, and figures without sums lose their digits unseen.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::beside_rows::{blank_row_beside, one_row_beside};
use super::digits::other_digit;
use super::edits::lost_digits;
use super::rows_moved;
use crate::audit::checks::{is_of_no_rules, percent};
use crate::audit::context::Context;
use crate::audit::doubt::survives::{breaks_a_sum, survives};
use crate::audit::doubt::{lone, text};
use crate::audit::read::prose::Stated;
use crate::audit::sums::blanks::is_blank;
use crate::template::{Block, FieldId, Identity, Layout};

/// So many numbers of the text must be explained alike: one is a slip.
const SEVERAL: usize = 2;
/// But a number like this stands in another place of the same row or column by no chance.
const TELLING: i64 = 100;

/// What shares of requests are taken of.
const WHOLES: [&str; 2] = ["requests.outcome_total.total", "requests.received_new.total"];

/// What explains numbers of the text that a table contradicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) enum BesideText {
    /// The number stated for the one figure stands at the other.
    Elsewhere(FieldId, FieldId),
    /// The first digit stands in the table where the text has the second, in several figures beginning with this one.
    Digit(char, char, FieldId),
    /// Several figures, beginning with this one, are what the text states short of digits.
    Lost(FieldId),
    /// Two rows in each other's place.
    Rows(FieldId, FieldId),
    /// Two columns in each other's place.
    Columns(FieldId, FieldId),
    /// The numbers stated for the first figure and for others stand one row above or below; that of the first at the second.
    RowsBeside(FieldId, FieldId),
    /// Rows from this one on stand beside, and rows in which nothing is printed where they began.
    RowsMoved(FieldId),
    /// A row without numbers stands beside that of this figure, which has noughts where the text has numbers.
    BlankBeside(FieldId),
}

/// How the number that a table has for a stated one may have come to stand there.
#[derive(PartialEq, Eq)]
enum Cause {
    /// The stated number stands in another row or column.
    Elsewhere(FieldId),
    Digit(char, char),
    Lost,
}

/// What explains the numbers of the text that a table contradicts, each with the figures it is compared with; and which table it is.
pub(in crate::audit) fn of_text(
    against: &[(Vec<FieldId>, Decimal)],
    context: &Context<'_>,
) -> Option<(BesideText, String)> {
    let single = against.iter().filter_map(|(fields, number)| match fields[..] {
        [field] => Some((field, *number)),
        _ => None,
    });
    let single: Vec<(FieldId, Decimal)> = single.collect();
    rows_moved::of_text(against, context)
        .or_else(|| of_single(&single, context))
        .or_else(|| exchanged(against, context))
        .or_else(|| single.iter().find_map(|&(field, _)| one_row_beside(field, context)))
        .or_else(|| blank_row_beside(&single, context))
}

/// Whether nothing stands in the place of a figure that no sum is over, and the number for it in the row above or below: a column that
/// moved by a row leaves a nought or a blank where it began.
fn is_in_next_row(field: FieldId, other: FieldId, context: &Context<'_>) -> bool {
    let (own, beside) = (context.forms.place(field), context.forms.place(other));
    let is_none = is_blank(context.sheet, field)
        || context.sheet.number_or_nil(field).is_some_and(|number| number.is_zero());
    is_none
        && context.forms.identities_of(field).is_empty()
        && std::ptr::eq(own.block, beside.block)
        && own.field.column == beside.field.column
        && own.field.row.abs_diff(beside.field.row) == 1
}

/// Two rows or columns in each other's place, or rows that all moved by one, that explain all that the text says against a block of a table, several numbers of it.
fn exchanged(against: &[(Vec<FieldId>, Decimal)], context: &Context<'_>) -> Option<(BesideText, String)> {
    let first = |fields: &[FieldId]| fields.first().map(|&field| context.forms.place(field));
    let place = first(&against.first()?.0)?;
    let block = place.block;
    let own = |fields: &[FieldId]| first(fields).is_some_and(|of| std::ptr::eq(of.block, block));
    let few = against.len() < SEVERAL;
    let firm = !few || against.iter().any(|(fields, number)| has_a_share(fields, *number, context));
    // One number shows no more than that it stands in another row, which must have it all.
    let one = place.table.layout == Layout::Rows
        && !context.forms.identities_of(place.block.first_field).is_empty()
        && matches!(against, [(fields, number)] if fields.len() == 1 && !number.is_zero());
    if !firm && !one || !against.iter().all(|(fields, _)| own(fields)) {
        return None;
    }
    // What a number would be with two lines in each other's place.
    let with = |fields: &[FieldId], instead: &dyn Fn(usize, usize) -> (usize, usize)| {
        let number = |&field: &FieldId| {
            let own = context.forms.place(field).field;
            let (row, column) = instead(usize::from(own.row), usize::from(own.column));
            context.in_sum(block.field(row, column))
        };
        fields.iter().map(number).fold(Decimal::ZERO, Decimal::saturating_add)
    };
    // By one number many pairs of rows could be meant: what else the text says must be as they are.
    let agrees = |instead: &dyn Fn(usize, usize) -> (usize, usize)| {
        text::exact(context).all(|number| {
            let readings = text::readings_of(number, context);
            let mut own_readings = readings.iter().filter(|reading| own(&reading.fields)).peekable();
            let is_against = against.iter().any(|(_, value)| *value == number.value);
            own_readings.peek().is_none()
                || is_against
                || own_readings.any(|reading| with(&reading.fields, instead) == number.value)
        })
    };
    let fits = |instead: &dyn Fn(usize, usize) -> (usize, usize)| {
        against.iter().all(|(fields, number)| with(fields, instead) == *number)
            && !breaks_a_sum(&all_with(block, instead, context), context)
            && (firm || survives(&all_with(block, instead, context), context))
            && (!few || agrees(instead))
    };
    let other = |at: usize, (a, b): (usize, usize)| match at {
        _ if at == a => b,
        _ if at == b => a,
        _ => at,
    };
    let pairs = |count: usize| (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)));
    let rows = pairs(block.rows.len()).find(|&pair| fits(&|row, column| (other(row, pair), column)));
    let rows = rows.map(|(a, b)| BesideText::Rows(block.field(a, 0), block.field(b, 0)));
    let moved = || {
        let nothing = |(_, number): &&(Vec<FieldId>, Decimal)| !number.is_zero();
        let telling = against.iter().filter(nothing).count() >= SEVERAL;
        let ranges = pairs(block.rows.len()).flat_map(|(a, b)| [(a, b, true), (a, b, false)]);
        let mut ranges = ranges.filter(|(a, b, _)| telling && b - a > 1);
        let (_, _, up) = ranges.find(|&range| fits(&|row, column| (turned(row, range), column)))?;
        let own = first(&against.first()?.0)?.field;
        let row = usize::from(own.row);
        let beside = if up { row.checked_sub(1)? } else { row + 1 };
        let there = (beside < block.rows.len()).then(|| block.field(beside, usize::from(own.column)))?;
        Some(BesideText::RowsBeside(*against.first()?.0.first()?, there))
    };
    let columns = || {
        let pair =
            pairs(block.columns.len()).find(|&pair| fits(&|row, column| (row, other(column, pair))))?;
        Some(BesideText::Columns(block.field(0, pair.0), block.field(0, pair.1)))
    };
    let others = || if firm { columns().or_else(moved) } else { None };
    Some((rows.or_else(others)?, place.table.key.clone()))
}

/// The row whose numbers belong in a row of a range, where all of it moved up by one, its first to the end, or down.
fn turned(row: usize, (first, last, up): (usize, usize, bool)) -> usize {
    match row {
        _ if !(first..=last).contains(&row) => row,
        _ if up && row == first => last,
        _ if up => row - 1,
        _ if row == last => first,
        _ => row + 1,
    }
}

/// Whether a share in the sentence of a stated number is what it comes to of another number there, or of all requests: then it is no slip of
/// the text.
fn has_a_share(fields: &[FieldId], number: Decimal, context: &Context<'_>) -> bool {
    let in_sentence = |of: &Stated, number_of: &Stated| of.sentence_no == number_of.sentence_no;
    let is_own = |of: &&Stated| {
        let readings = text::readings_of(of, context);
        of.value == number && readings.first().is_some_and(|reading| reading.fields == fields)
    };
    context.stated.iter().filter(is_own).any(|own| {
        let key = own.key.as_str();
        let mut shares = context.stated.iter().filter(|share| {
            in_sentence(share, own) && share.share_of.strip_prefix("share:").map(str::trim) == Some(key)
        });
        shares.any(|share| {
            let in_text =
                context.stated.iter().filter(|whole| in_sentence(whole, own) && whole.share_of.is_empty());
            let in_table = WHOLES.iter().filter_map(|key| context.worth(context.sheet.find(key)?));
            let wholes = in_text.map(|whole| whole.value).chain(in_table).filter(|whole| *whole > number);
            wholes.into_iter().any(|whole| {
                let percent = percent(number, whole);
                percent.is_some_and(|percent| {
                    percent
                        .round_dp_with_strategy(share.value.scale(), RoundingStrategy::MidpointAwayFromZero)
                        == share.value
                })
            })
        })
    })
}

/// The figures of a block that are others with rows or columns in another place.
fn all_with(
    block: &Block,
    instead: &dyn Fn(usize, usize) -> (usize, usize),
    context: &Context<'_>,
) -> Vec<(FieldId, Decimal)> {
    let places = (0..block.rows.len()).flat_map(|row| (0..block.columns.len()).map(move |at| (row, at)));
    let changed = places.filter_map(|(row, column)| {
        let (from_row, from_column) = instead(row, column);
        let moved = (row, column) != (from_row, from_column);
        moved.then(|| (block.field(row, column), context.in_sum(block.field(from_row, from_column))))
    });
    changed.collect()
}

/// The same of numbers that are compared with one figure each.
fn of_single(stated: &[(FieldId, Decimal)], context: &Context<'_>) -> Option<(BesideText, String)> {
    let causes: Vec<(FieldId, Cause)> =
        stated.iter().flat_map(|&(field, number)| causes(field, number, context)).collect();
    let table = |field: FieldId| context.forms.place(field).table.key.as_str();
    let found = causes.iter().find(|(first, cause)| {
        let alike = causes.iter().filter(|(of, other)| table(*of) == table(*first) && is_alike(cause, other));
        let mut alike: Vec<FieldId> = alike.map(|(of, _)| *of).collect();
        alike.dedup();
        // The figure at which it stands may be another one by the text as well, or cannot be.
        let denied = |other: FieldId| stated.iter().any(|(field, _)| *field == other);
        let telling = |&(field, number): &(FieldId, Decimal)| {
            let by_both = matches!(
                *cause,
                Cause::Elsewhere(other)
                    if denied(other) || is_of_no_rules(other, context) || is_in_next_row(field, other, context)
            );
            field == *first && (number >= Decimal::from(TELLING) || by_both)
        };
        let is_elsewhere = matches!(cause, Cause::Elsewhere(_));
        // What the digits would be must come out: 66 is no misread 64 where 66 and 3 are what 62 and 7 are.
        let as_stated: Vec<(FieldId, Decimal)> =
            stated.iter().filter(|(field, _)| alike.contains(field)).copied().collect();
        (alike.len() >= SEVERAL || is_elsewhere && stated.iter().any(telling))
            && (is_elsewhere || !breaks_a_sum(&as_stated, context))
    });
    let (first, cause) = found?;
    let damage = match *cause {
        Cause::Elsewhere(other) => BesideText::Elsewhere(*first, other),
        Cause::Digit(is, was) => BesideText::Digit(is, was, *first),
        Cause::Lost => BesideText::Lost(*first),
    };
    Some((damage, table(*first).to_string()))
}

/// Whether two causes are of one kind.
fn is_alike(one: &Cause, other: &Cause) -> bool {
    match (one, other) {
        (Cause::Elsewhere(_), Cause::Elsewhere(_)) => true,
        _ => one == other,
    }
}

fn causes(field: FieldId, stated: Decimal, context: &Context<'_>) -> Vec<(FieldId, Cause)> {
    let printed = context.sheet.number_or_nil(field).unwrap_or_default();
    let mut found = Vec::new();
    if let (Some(own), Some(stated)) = (whole(printed), whole(stated)) {
        if lost_digits(own, stated) && own != 0 {
            found.push((field, Cause::Lost));
        }
        if let Some((is, was)) = other_digit(own, stated).filter(|_| own > 9) {
            found.push((field, Cause::Digit(is, was)));
        }
    }
    let place = context.forms.place(field);
    let row = usize::from(place.field.row);
    let beside = (0..place.block.columns.len()).map(|other| place.block.field(row, other));
    // 行政许可 and 行政处罚 stand in blocks of their own, with columns alike.
    let alike = place.table.blocks.iter().filter_map(|block| {
        let at = block.columns.iter().position(|other| other.key == place.column.key)?;
        Some((0..block.rows.len()).map(move |row| block.field(row, at)))
    });
    let below = alike.flatten();
    let there = |other: &FieldId| {
        *other != field
            && !stated.is_zero()
            && context.sheet.number(*other) == Some(stated)
            && may_have_changed_places(field, *other, context)
    };
    found.extend(beside.chain(below).find(there).map(|other| (field, Cause::Elsewhere(other))));
    found
}

/// Whether the sums over a figure come out also with another line in place of its own: a total that comes out stands for no part.
fn may_have_changed_places(field: FieldId, other: FieldId, context: &Context<'_>) -> bool {
    let is_apart = |sum: &Identity| {
        let (left, right) = (sum.left.contains(&field), sum.right.contains(&field));
        left && sum.right.contains(&other) || right && sum.left.contains(&other)
    };
    let sums = context.forms.identities_of(field).iter();
    let mut sums = sums.filter_map(|&id| context.forms.identities.get(usize::from(id.0)));
    !(lone::is_borne_out(field, context) && sums.any(is_apart))
}

fn whole(number: Decimal) -> Option<i64> {
    number.is_integer().then(|| number.to_i64()).flatten()
}
