//! Numbers that were put together from pieces, 1 2 for 12: whether the pieces read in another way would make a sum come out.

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::sums::cells;
use crate::report::Flag;
use crate::template::{FieldId, Identity};

/// So many ways to read the joined numbers of a sum are tried.
const MOST_WAYS: usize = 512;

/// Whether a sum that fails comes out where some of its joined numbers are read otherwise, or there are too many ways to tell.
pub(in crate::audit) fn otherwise_fits(sum: &Identity, context: &Context<'_>) -> bool {
    let mut differences = vec![Some(Decimal::ZERO)];
    for field in cells(sum).filter(|&field| is_joined(field, context)) {
        let sign = if sum.left.contains(&field) { Decimal::ONE } else { Decimal::NEGATIVE_ONE };
        let ways = ways(field, context);
        if differences.len().saturating_mul(ways.len()) > MOST_WAYS {
            return true;
        }
        let with = |difference: &Option<Decimal>| -> Vec<Option<Decimal>> {
            ways.iter().map(|way| difference.as_ref()?.checked_add(way.checked_mul(sign)?)).collect()
        };
        differences = differences.iter().flat_map(with).collect();
    }
    let rest =
        cells(sum).filter(|&field| !is_joined(field, context)).try_fold(Decimal::ZERO, |total, field| {
            let number = context.in_sum(field);
            if sum.left.contains(&field) { total.checked_add(number) } else { total.checked_sub(number) }
        });
    let Some(rest) = rest else { return true };
    differences.into_iter().any(|difference| {
        difference.and_then(|difference| rest.checked_add(difference)).is_none_or(|total| total.is_zero())
    })
}

/// A digit of full width as a plain one.
pub(in crate::audit) fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        c => c,
    }
}

fn is_joined(field: FieldId, context: &Context<'_>) -> bool {
    context.sheet.cell(field).is_some_and(|cell| cell.flags.contains(Flag::SplitCell))
}

/// All numbers that neighbouring pieces of a cell make.
fn ways(field: FieldId, context: &Context<'_>) -> Vec<Decimal> {
    let Some(cell) = context.sheet.cell(field) else { return Vec::new() };
    let mut ways: Vec<Decimal> = cell.value.number().into_iter().collect();
    let printed: String = context.sheet.published(cell).chars().map(half_width).collect();
    let pieces: Vec<&str> = printed.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    for from in 0..pieces.len() {
        for to in from + 1..=pieces.len() {
            let number = pieces.get(from..to).map(<[&str]>::concat);
            ways.extend(number.and_then(|number| number.parse::<Decimal>().ok()));
        }
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}
