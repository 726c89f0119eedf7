//! Whether the figures that would have to be different all were damaged in one way: a digit for another, digits there twice.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Damage;
use super::edits::{is_twice, lost_digits};
use crate::audit::context::Context;
use crate::audit::doubt::survives::survives;
use crate::audit::doubt::twice::half;
use crate::audit::sums::cells;
use crate::audit::sums::localise::{Located, Solution};
use crate::template::{FieldId, Identity, Span};

/// A report with so many digits that are not noughts, and none of one kind, lacks that digit by no chance.
const DIGITS: usize = 60;

/// So many numbers of a row that are all doubled are no chance.
const DOUBLED: usize = 3;

/// Rows of a table whose sums fail as printed and come out with half the digits of each number, as those down their columns do. Where the
/// columns do not, the total of the row may as well be wrong.
pub(super) fn doubled_row(table: &str, context: &Context<'_>) -> Option<Damage> {
    let of_table = |sum: &&Identity| {
        sum.over == Span::Row
            && sum.left.first().is_some_and(|&of| context.forms.place(of).table.key == table)
    };
    let failing = context.sums.failing().filter_map(|id| context.forms.identities.get(usize::from(id.0)));
    let rows: Vec<(FieldId, Vec<(FieldId, Decimal)>)> = failing
        .filter(of_table)
        .filter_map(|sum| Some((*sum.left.first()?, halved(sum, context)?)))
        .filter(|(_, halves)| halves.len() >= DOUBLED)
        .collect();
    let (first, _) = rows.first()?;
    let all: Vec<(FieldId, Decimal)> = rows.iter().flat_map(|(_, halves)| halves.clone()).collect();
    survives(&all, context).then_some(Damage::DoubledRow(*first, rows.len() - 1))
}

/// The numbers of a sum that are not nought with half their digits; nothing if the digits of one do not stand there twice.
fn halved(sum: &Identity, context: &Context<'_>) -> Option<Vec<(FieldId, Decimal)>> {
    let numbers = cells(sum).map(|field| (field, context.in_sum(field)));
    let says_something = numbers.filter(|(_, number)| !number.is_zero());
    says_something.map(|(field, number)| Some((field, half(number)?))).collect()
}

/// The figures of a set with what is printed and what would fit; nothing if one is no whole number.
fn whole(solution: &Solution, context: &Context<'_>) -> Option<Vec<(FieldId, i64, i64)>> {
    let one = |&(field, fits): &(FieldId, Decimal)| {
        let printed = context.in_sum(field);
        let both_whole = printed.is_integer() && fits.is_integer();
        both_whole.then(|| Some((field, printed.to_i64()?, fits.to_i64()?))).flatten()
    };
    solution.cells.iter().map(one).collect()
}

/// What the lightest sets of figures say.
pub(super) fn in_solutions(located: &Located, context: &Context<'_>) -> Option<Damage> {
    let sets = located.solutions.iter().filter_map(|solution| whole(solution, context));
    let sets: Vec<Vec<(FieldId, i64, i64)>> = sets.collect();
    let absent = absent(context);
    sets.iter().find_map(|set| {
        let (&(first, ..), others) = (set.first()?, set.len() - 1);
        if set.iter().all(|&(_, printed, fits)| is_twice(printed, fits)) {
            return Some(Damage::Doubled(first, others));
        }
        let several = set.len() > 1 && set.iter().any(|&(_, printed, _)| printed != 0);
        if several
            && set.iter().all(|&(_, printed, fits)| lost_digits(printed, fits))
            && lack_digits(set, context)
        {
            return Some(Damage::Lost(first, others));
        }
        let pairs = set.iter().map(|&(_, printed, fits)| other_digit(printed, fits));
        let (is, was) = pairs.reduce(|a, b| if a == b { a } else { None })??;
        // A single digit for another is no likelier than any other number.
        let tells = set.iter().any(|&(_, printed, _)| printed > 9);
        (tells && (are_apart(set, context) || absent.contains(&was)))
            .then_some(Damage::Digit(is, was, first, others))
    })
}

/// Whether figures are more than one and its total, which a clerk errs in alike.
fn are_apart(set: &[(FieldId, i64, i64)], context: &Context<'_>) -> bool {
    let place = |at: usize| set.get(at).map(|&(field, ..)| context.forms.place(field).field);
    match (place(0), place(1)) {
        (Some(one), Some(other)) => set.len() > 2 || one.row != other.row && one.column != other.column,
        _ => false,
    }
}

/// Whether figures that are short of digits lost them, and it is no chance that they look so.
pub(in crate::audit) fn is_no_chance(solution: &Solution, context: &Context<'_>) -> bool {
    whole(solution, context).is_none_or(|set| lack_digits(&set, context))
}

/// A row that was forgotten makes another one and its total what they would be with it, and for single digits that is often one digit
/// more: they lost it where none like it is left, or where others did so, too.
fn lack_digits(set: &[(FieldId, i64, i64)], context: &Context<'_>) -> bool {
    let lack = |digit: char| set.iter().all(|&(_, printed, fits)| lost_only(printed, fits, digit));
    set.len() == 1
        || are_apart(set, context)
        || set.iter().all(|&(_, printed, _)| printed > 9)
        || absent(context).into_iter().any(lack)
}

/// Whether a number is another one without a digit, wherever that stands in it.
fn lost_only(printed: i64, fits: i64, digit: char) -> bool {
    let rest = fits.to_string().replace(digit, "");
    rest == printed.to_string() || rest.is_empty() && printed == 0
}

/// The digit that stands in place of another in a number, and the other; nothing if more is different.
pub(super) fn other_digit(printed: i64, fits: i64) -> Option<(char, char)> {
    let (printed, fits) = (printed.to_string(), fits.to_string());
    let mut pairs: Vec<(char, char)> = printed.chars().zip(fits.chars()).filter(|(a, b)| a != b).collect();
    pairs.sort_unstable();
    pairs.dedup();
    match pairs[..] {
        [pair] if printed.len() == fits.len() => Some(pair),
        _ => None,
    }
}

/// The digits that no figure of the report has, though it has many.
fn absent(context: &Context<'_>) -> BTreeSet<char> {
    let mut all: BTreeSet<char> = ('1'..='9').collect();
    let mut count = 0;
    for &field in context.sheet.present() {
        let number = context.sheet.number(field).unwrap_or_default();
        for digit in number.to_string().chars().filter(|c| ('1'..='9').contains(c)) {
            count += 1;
            all.remove(&digit);
        }
    }
    if count >= DIGITS { all } else { BTreeSet::new() }
}
