//! Whether a sum fails whatever its doubtful figures are: then it is no misreading of theirs that makes it fail.
//!
//! Say the figures that both readers agree on are right, and the others may be anything. If the sum could be mended by other
//! values of the doubtful figures, and all sums that come out still came out, it may be a misreading. If every such change would
//! break a sum that comes out as it is, something that was printed does not add up. This is a question of linear algebra: the
//! sum's coefficients over the doubtful figures are a combination of those of the sums that hold, or they are not.

use crate::audit::context::Context;
use crate::audit::sums::{Outcome, cells};
use crate::template::{FieldId, Identity, IdentityId};

/// Whether no values of the doubtful figures make a failing sum come out and leave alone all sums that hold. `doubtful` are all
/// such figures of the table, not only those of the sum.
pub(in crate::audit) fn fails_whatever(id: IdentityId, doubtful: &[FieldId], context: &Context<'_>) -> bool {
    let Some(sum) = context.forms.identities.get(usize::from(id.0)) else { return false };
    let holding = (0u16..).zip(&context.forms.identities).filter(|(index, of)| {
        let holds = matches!(context.sums.of(IdentityId(*index)), Outcome::Holds { .. });
        holds && cells(of).any(|field| doubtful.contains(&field))
    });
    let mut basis: Vec<Row> = Vec::new();
    for (_, of) in holding {
        let Some(row) = reduced(coefficients(of, doubtful), &basis) else { return false };
        basis.extend(Row::new(row));
    }
    reduced(coefficients(sum, doubtful), &basis).is_some_and(|rest| rest.iter().all(|&c| c == 0))
}

/// A row of a system in steps: its first coefficient that is not 0 stands at `pivot`.
struct Row {
    pivot: usize,
    coefficients: Vec<i64>,
}

impl Row {
    /// Nothing of a row of zeros.
    fn new(coefficients: Vec<i64>) -> Option<Row> {
        let pivot = coefficients.iter().position(|&c| c != 0)?;
        Some(Row { pivot, coefficients })
    }
}

/// The sign of each doubtful figure in a sum.
fn coefficients(sum: &Identity, doubtful: &[FieldId]) -> Vec<i64> {
    let sign = |field: &FieldId| i64::from(sum.left.contains(field)) - i64::from(sum.right.contains(field));
    doubtful.iter().map(sign).collect()
}

/// What is left of a row without what is in others; nothing if a number gets too large.
fn reduced(mut row: Vec<i64>, basis: &[Row]) -> Option<Vec<i64>> {
    for by in basis {
        let (own, other) = (*row.get(by.pivot)?, *by.coefficients.get(by.pivot)?);
        if own == 0 {
            continue;
        }
        for (a, &b) in row.iter_mut().zip(&by.coefficients) {
            *a = a.checked_mul(other)?.checked_sub(b.checked_mul(own)?)?;
        }
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(rows: &[&[i64]], row: &[i64]) -> bool {
        let mut basis = Vec::new();
        for row in rows {
            basis.extend(Row::new(reduced(row.to_vec(), &basis).unwrap()));
        }
        reduced(row.to_vec(), &basis).unwrap().iter().all(|&c| c == 0)
    }

    #[test]
    fn a_row_is_made_of_others_or_is_not() {
        // One doubtful figure that another sum holds fast.
        assert!(span(&[&[1]], &[-1]));
        // Two in one sum hold each other only together.
        assert!(!span(&[&[1, 1]], &[1, 0]));
        assert!(span(&[&[1, 1], &[0, 1]], &[1, 0]));
        assert!(span(&[&[1, 1, 0], &[0, 1, 1], &[1, 0, 1]], &[0, 0, 1]));
        assert!(!span(&[], &[1]));
        // No doubtful figure in it: nothing to doubt.
        assert!(span(&[], &[0, 0]));
    }
}
