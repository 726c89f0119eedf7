//! Numbers whose digits stand there twice, 1212 for 12, as two layers of text over each other leave them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::Context;
use super::reason::Doubt;
use crate::template::FieldId;

/// So many different numbers of a table that are all doubled are no chance, …
const NUMBERS: usize = 3;
/// … and so many that are, though others are not: a layer need not lie over all of the table.
const MANY: usize = 8;

/// The number whose digits are those of another one twice: 12 of 1212.
pub(super) fn half(number: Decimal) -> Option<Decimal> {
    let digits = number.normalize().to_string();
    let (one, other) = digits.split_at_checked(digits.len() / 2)?;
    if one.is_empty() || one != other { None } else { one.parse().ok() }
}

/// What speaks against a table in which all numbers but zeros are doubled, or half of them and many.
pub(super) fn all_twice(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let table = context.forms.place(field).field.table;
    let of_table = context.sheet.present().iter().filter(|&&of| context.forms.place(of).field.table == table);
    let numbers: Vec<(FieldId, Decimal)> = of_table
        .filter_map(|&of| Some((of, context.sheet.number(of).filter(|number| !number.is_zero())?)))
        .collect();
    let halves: Vec<(FieldId, Decimal)> =
        numbers.iter().filter_map(|&(of, number)| Some((of, half(number)?))).collect();
    let several = halves.iter().map(|(_, half)| *half).collect::<BTreeSet<_>>().len() >= NUMBERS;
    let enough = halves.len() == numbers.len() || halves.len() >= MANY && halves.len() * 2 >= numbers.len();
    let &(first, half) = halves.first().filter(|_| several && enough)?;
    Some(Doubt::OtherNumber(first, half))
}
