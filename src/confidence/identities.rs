//! The sums of the form, computed over what was read.

use rust_decimal::Decimal;

use super::merge::Candidate;
use crate::report::{Missing, Value};
use crate::template::{FieldId, FormId, Forms, Identity, IdentityId, Span};

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

/// A single wrong figure spoils three sums at most. Where more of a table fail, what comes out beside them may do so by chance: a row
/// of noughts and one number comes out in the wrong columns as well.
const SHAKEN: usize = 4;

/// All sums of the forms with their outcomes.
pub(super) struct Ledger {
    outcomes: Vec<Outcome>,
    /// The tables with so many sums that fail.
    shaken: Vec<(FormId, u8)>,
    /// The tables whose rows have numbers, and blanks in place of all their totals.
    without_totals: Vec<(FormId, u8)>,
    /// What was read, by field.
    values: Vec<Option<Value>>,
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
        let outcomes = forms.identities.iter().map(|identity| test(identity, &values)).collect();
        let mut ledger =
            Ledger { outcomes, shaken: Vec::new(), without_totals: Vec::new(), values: Vec::new() };
        ledger.mind_nil_totals(&values, forms);
        ledger.shaken = ledger.shaken_tables(forms);
        ledger.without_totals = without_totals(&values, forms);
        ledger.values = values;
        ledger
    }

    fn shaken_tables(&self, forms: &Forms) -> Vec<(FormId, u8)> {
        let failing = forms.identities.iter().zip(&self.outcomes).filter(|(_, of)| **of == Outcome::Violated);
        let tables: Vec<(FormId, u8)> =
            failing.filter_map(|(sum, _)| Some(table(*sum.left.first()?, forms))).collect();
        let count = |table: &(FormId, u8)| tables.iter().filter(|other| *other == table).count();
        let mut shaken: Vec<(FormId, u8)> =
            tables.iter().copied().filter(|table| count(table) >= SHAKEN).collect();
        shaken.dedup();
        shaken
    }

    /// Whether so much fails in the table of a figure that a sum over it that comes out says nothing.
    pub(super) fn is_shaken(&self, field: FieldId, forms: &Forms) -> bool {
        self.shaken.contains(&table(field, forms))
    }

    /// What becomes of a sum, and what would become of it if some figures held other values.
    pub(super) fn with(
        &self,
        id: IdentityId,
        changed: &[(FieldId, Option<Value>)],
        forms: &Forms,
    ) -> (Outcome, Outcome) {
        let at = usize::from(id.0);
        let before = self.outcomes.get(at).copied().unwrap_or(Outcome::Untested);
        let mut values = self.values.clone();
        for (field, value) in changed {
            if let Some(slot) = values.get_mut(usize::from(field.0)) {
                *slot = *value;
            }
        }
        let after = forms.identities.get(at).map_or(Outcome::Untested, |identity| test(identity, &values));
        (before, after)
    }

    /// Whether all totals of a figure's table are blank beside numbers: a column that was lost moves all behind it, and leaves the last
    /// one blank, while the sums down the columns come out as before.
    pub(super) fn lacks_totals(&self, field: FieldId, forms: &Forms) -> bool {
        self.without_totals.contains(&table(field, forms))
    }

    /// A mark for none in place of a total is a nought in a report that prints such totals as numbers elsewhere.
    fn mind_nil_totals(&mut self, values: &[Option<Value>], forms: &Forms) {
        let is_nil_total = |identity: &Identity| {
            let sides = [&identity.left, &identity.right];
            sides.into_iter().any(|side| matches!(side[..], [only] if is_nil(values, only)))
        };
        let printed: Vec<Span> = forms
            .identities
            .iter()
            .zip(&self.outcomes)
            .filter(|(identity, outcome)| {
                let number = |field: &FieldId| number(values, *field).is_some_and(|number| !number.is_zero());
                **outcome == Outcome::Holds && !is_nil_total(identity) && identity.left.iter().any(number)
            })
            .map(|(identity, _)| identity.over)
            .collect();
        for (identity, outcome) in forms.identities.iter().zip(&mut self.outcomes) {
            let all = || identity.left.iter().chain(&identity.right);
            let complete = || all().all(|&field| number(values, field).is_some() || is_nil(values, field));
            if *outcome == Outcome::Untested
                && is_nil_total(identity)
                && printed.contains(&identity.over)
                && complete()
            {
                *outcome = Outcome::Violated;
            }
        }
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

/// See [`Ledger::lacks_totals`].
fn without_totals(values: &[Option<Value>], forms: &Forms) -> Vec<(FormId, u8)> {
    let says = |field: &FieldId| number(values, *field).is_some_and(|number| !number.is_zero());
    let blank = |field: FieldId| {
        values.get(usize::from(field.0)).copied().flatten() == Some(Value::Missing(Missing::Blank))
    };
    let rows = forms.identities.iter().filter(|sum| sum.over == Span::Row && sum.right.iter().any(says));
    let (mut lacking, mut printed) = (Vec::new(), Vec::new());
    for sum in rows {
        let &[total] = &sum.left[..] else { continue };
        if blank(total) { &mut lacking } else { &mut printed }.push(table(total, forms));
    }
    lacking.dedup();
    lacking.retain(|table| !printed.contains(table));
    lacking
}

fn table(field: FieldId, forms: &Forms) -> (FormId, u8) {
    let field = forms.place(field).field;
    (field.form, field.table)
}

fn number(values: &[Option<Value>], field: FieldId) -> Option<Decimal> {
    values.get(usize::from(field.0)).copied().flatten().and_then(Value::number)
}

fn is_nil(values: &[Option<Value>], field: FieldId) -> bool {
    let value = values.get(usize::from(field.0)).copied().flatten();
    matches!(value, Some(Value::Missing(Missing::Slash | Missing::Dash | Missing::Text)))
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
                Some(Value::Missing(Missing::Blank)) => {}
                // Marks for none in all parts say that there are none; in place of a total they may say anything.
                Some(Value::Missing(_)) => printed |= fields.len() > 1,
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
