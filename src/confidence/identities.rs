//! The sums of the form, computed over what was read.

use rust_decimal::Decimal;

use super::merge::Candidate;
use crate::report::{Missing, Value};
use crate::template::{FieldId, Forms, Identity};

/// What became of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It comes out.
    Holds,
    /// It does not come out.
    Violated,
    /// It cannot be computed: its total is blank, or a figure in it is unreadable or not printed.
    Untested,
}

/// All sums of the forms with their outcomes.
pub(super) struct Ledger {
    outcomes: Vec<Outcome>,
}

impl Ledger {
    /// Computes all sums. A blank or a mark for none counts as nothing here, and only here.
    pub(super) fn new(candidates: &[Candidate], forms: &Forms) -> Ledger {
        let mut values: Vec<Option<Value>> = vec![None; forms.fields.len()];
        for candidate in candidates {
            if let Some(value) = values.get_mut(usize::from(candidate.field.0)) {
                *value = Some(candidate.reading.value);
            }
        }
        Ledger { outcomes: forms.identities.iter().map(|identity| test(identity, &values)).collect() }
    }

    /// How many sums over a figure fail, and how many come out.
    pub(super) fn of(&self, field: FieldId, forms: &Forms) -> (usize, usize) {
        let outcomes =
            forms.identities_of(field).iter().filter_map(|id| self.outcomes.get(usize::from(id.0)));
        outcomes.fold((0, 0), |(violated, hold), outcome| match outcome {
            Outcome::Holds => (violated, hold + 1),
            Outcome::Violated => (violated + 1, hold),
            Outcome::Untested => (violated, hold),
        })
    }

    /// How many sums over any of some figures fail.
    pub(super) fn count_violated(&self, fields: &[FieldId], forms: &Forms) -> usize {
        let mut ids: Vec<_> = fields.iter().flat_map(|field| forms.identities_of(*field)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter(|id| self.outcomes.get(usize::from(id.0)) == Some(&Outcome::Violated)).count()
    }
}

fn test(identity: &Identity, values: &[Option<Value>]) -> Outcome {
    let mut complete = true;
    let mut side = |fields: &[FieldId]| {
        let mut sum = Decimal::ZERO;
        let mut printed = false;
        for field in fields {
            match values.get(usize::from(field.0)).copied().flatten() {
                Some(Value::Number(number)) => {
                    printed = true;
                    sum = sum.checked_add(number)?;
                }
                Some(Value::Missing(Missing::Unreadable)) | None => complete = false,
                Some(Value::Missing(_)) => {}
            }
        }
        printed.then_some(sum)
    };
    let (left, right) = (side(&identity.left), side(&identity.right));
    match (left, right) {
        (Some(left), Some(right)) if left == right => Outcome::Holds,
        (Some(_), Some(_)) if complete => Outcome::Violated,
        (Some(total), None) | (None, Some(total)) if total.is_zero() && complete => Outcome::Holds,
        // Nothing is printed on either side: nothing equals nothing.
        (None, None) if complete => Outcome::Holds,
        _ => Outcome::Untested,
    }
}
