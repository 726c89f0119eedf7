//! Numbers whose digits stand there twice, 1212 for 12, as two layers of text over each other leave them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::reason::Doubt;
use super::survives::breaks_a_sum;
use crate::audit::context::Context;
use crate::template::FieldId;

/// So many different numbers of a table that are all doubled are no chance, …
const NUMBERS: usize = 3;
/// … and so many that are, though others are not: a layer need not lie over all of the table.
const MANY: usize = 8;

/// The number whose digits are those of another one twice: 12 of 1212.
pub(in crate::audit) fn half(number: Decimal) -> Option<Decimal> {
    let number = number.normalize();
    let whole = u64::try_from(number.mantissa()).ok().filter(|_| number.scale() == 0)?;
    let digits = whole.checked_ilog10()? + 1;
    let base = 10_u64.pow(digits / 2);
    (digits % 2 == 0 && whole / base == whole % base).then(|| Decimal::from(whole / base))
}

/// What speaks against a table in which all numbers but zeros are doubled, or half of them and many.
pub(in crate::audit) fn all_twice(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let table = context.forms.place(field).field.table;
    let of_table = context.sheet.present().iter().filter(|&&of| context.forms.place(of).field.table == table);
    let numbers: Vec<(FieldId, Decimal)> = of_table
        .filter_map(|&of| Some((of, context.sheet.number(of).filter(|number| !number.is_zero())?)))
        .collect();
    let halves: Vec<(FieldId, Decimal)> =
        numbers.iter().filter_map(|&(of, number)| Some((of, half(number)?))).collect();
    let several = halves.iter().map(|(_, half)| *half).collect::<BTreeSet<_>>().len() >= NUMBERS;
    let enough = halves.len() == numbers.len() || halves.len() >= MANY && halves.len() * 2 >= numbers.len();
    let &(first, _) = halves.first().filter(|_| several && enough)?;
    (!breaks_a_sum(&halves, context)).then_some(Doubt::AllTwice(first, halves.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_of_a_number_that_stands_there_twice() {
        let half = |number: &str| half(number.parse().unwrap()).map(|half| half.to_string());
        assert_eq!(half("1212").as_deref(), Some("12"));
        assert_eq!(half("1010").as_deref(), Some("10"));
        assert_eq!(half("33").as_deref(), Some("3"));
        let none = ["0", "5", "121", "1221", "1001", "1.1", "-11", "12.12"];
        assert!(none.into_iter().all(|number| half(number).is_none()));
    }
}
