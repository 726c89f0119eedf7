//! The sums of the form over one report, exactly, and which of them can be tested at all.

pub(in crate::audit) mod blanks;
pub(in crate::audit) mod localise;
pub(in crate::audit) mod one_digit;
pub(in crate::audit) mod slip;

use rust_decimal::Decimal;

use crate::audit::read::sheet::{Cell, Sheet};
use crate::report::{Flag, Missing, Value};
use crate::template::{FieldId, Forms, Identity, IdentityId};
use blanks::{Blanks, is_blank, one_side_is_blank};

/// What became of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Outcome {
    /// It comes out. `says_something` if any number but 0 stands in it.
    Holds {
        /// Whether any number but 0 stands in it.
        says_something: bool,
    },
    /// It does not come out.
    Fails {
        /// What the left side comes to.
        left: Decimal,
        /// What the right side comes to.
        right: Decimal,
    },
    /// It cannot be computed: a figure is unreadable or not printed, or a blank stands where a number must be.
    Untested,
}

impl Outcome {
    /// Whether it does not come out.
    pub(in crate::audit) const fn fails(self) -> bool {
        matches!(self, Outcome::Fails { .. })
    }
}

/// All sums of the forms with their outcomes.
#[derive(Debug, Clone)]
pub(in crate::audit) struct Sums {
    outcomes: Vec<Outcome>,
    blanks: Blanks,
}

impl Sums {
    pub(in crate::audit) fn new(sheet: &Sheet, forms: &Forms) -> Sums {
        let outcomes = forms.identities.iter().map(|sum| test(sum, sheet)).collect();
        let mut sums = Sums { outcomes, blanks: Blanks::default() };
        sums.mind_nil_totals(sheet, forms);
        if sheet.present().iter().any(|&field| is_blank(sheet, field)) {
            let outcomes = forms.identities.iter().zip(sums.outcomes.iter().copied());
            sums.blanks = Blanks::new(outcomes, sheet, forms);
            sums.mind_half_blank(sheet, forms);
            sums.mind_blanks(sheet, forms);
        }
        sums
    }

    /// Whether a blank in the place of a figure is one of many that stand for nothing in this report.
    pub(in crate::audit) fn blank_is_habit(&self, field: FieldId, forms: &Forms) -> bool {
        self.blanks.are_habit(field, forms)
    }

    /// What became of a sum.
    pub(in crate::audit) fn of(&self, id: IdentityId) -> Outcome {
        self.outcomes.get(usize::from(id.0)).copied().unwrap_or(Outcome::Untested)
    }

    /// The sums that do not come out.
    pub(in crate::audit) fn failing(&self) -> impl Iterator<Item = IdentityId> {
        let all = (0u16..).zip(&self.outcomes);
        all.filter(|(_, outcome)| outcome.fails()).map(|(index, _)| IdentityId(index))
    }

    /// A mark for none in place of a total is a nought in a report that prints such totals as numbers elsewhere; where it never
    /// does, its totals are left out.
    fn mind_nil_totals(&mut self, sheet: &Sheet, forms: &Forms) {
        let mut failing = Vec::new();
        for (index, sum) in forms.identities.iter().enumerate() {
            if self.outcomes.get(index) != Some(&Outcome::Untested) || !has_nil_side(sum, sheet) {
                continue;
            }
            let prints_totals = forms.identities.iter().zip(&self.outcomes).any(|(other, outcome)| {
                let holds = *outcome == Outcome::Holds { says_something: true };
                holds && other.over == sum.over && !has_nil_side(other, sheet)
            });
            let (Some(left), Some(right)) = (total(&sum.left, sheet), total(&sum.right, sheet)) else {
                continue;
            };
            if prints_totals && left != right {
                failing.push((index, Outcome::Fails { left, right }));
            }
        }
        for (index, outcome) in failing {
            if let Some(slot) = self.outcomes.get_mut(index) {
                *slot = outcome;
            }
        }
    }

    /// The sums that cannot be tested because one side is left blank, with what both come to if that is nothing.
    fn half_blank(&self, sheet: &Sheet, forms: &Forms) -> Vec<(usize, Decimal, Decimal)> {
        let untested = forms.identities.iter().enumerate().zip(&self.outcomes);
        let sides =
            untested.filter(|(_, outcome)| **outcome == Outcome::Untested).filter_map(|((at, sum), _)| {
                let (left, right) = one_side_is_blank(sum, sheet)?;
                Some((at, left, right))
            });
        sides.collect()
    }

    /// Where a report leaves out its zeros, a side that is blank beside numbers does not come out. But a report that leaves
    /// out totals or parts as such has no sums there: most sums of the kind must have both.
    fn mind_half_blank(&mut self, sheet: &Sheet, forms: &Forms) {
        let half_blank = self.half_blank(sheet, forms);
        let code = |at: usize| forms.identities.get(at).map(|sum| (sum.over, sum.code.as_str()));
        let alike = |one: usize, other: usize| code(one).map(|code| code.0) == code(other).map(|code| code.0);
        let mut failing = Vec::new();
        for &(at, left, right) in &half_blank {
            let Some(sum) = forms.identities.get(at) else { continue };
            let blank = if left.is_zero() { &sum.left } else { &sum.right };
            let halves = half_blank.iter().filter(|(other, ..)| alike(at, *other)).count();
            let whole = self.outcomes.iter().enumerate().filter(|(other, outcome)| {
                **outcome == Outcome::Holds { says_something: true } && alike(at, *other)
            });
            let habit = blank.iter().all(|&field| self.blanks.are_habit(field, forms));
            if whole.count() >= 2 * halves && habit && is_sound(sum, sheet) {
                failing.push((at, Outcome::Fails { left, right }));
            }
        }
        for (at, outcome) in failing {
            if let Some(slot) = self.outcomes.get_mut(at) {
                *slot = outcome;
            }
        }
    }

    /// A blank is not a zero. Where another sum says that a blank stands for a number, or none says that it stands for
    /// nothing, a sum over it is not one that fails.
    fn mind_blanks(&mut self, sheet: &Sheet, forms: &Forms) {
        let failing: Vec<IdentityId> = self.failing().collect();
        let mut untested = Vec::new();
        for &id in &failing {
            let Some(sum) = forms.identities.get(usize::from(id.0)) else { continue };
            let sound = is_sound(sum, sheet);
            let mut blanks = cells(sum).filter(|&field| is_blank(sheet, field));
            if blanks.any(|field| {
                let habit = sound && self.blanks.are_habit(field, forms);
                !self.stands_for_nothing(field, id, habit, sheet, forms)
            }) {
                untested.push(id);
            }
        }
        for id in untested {
            if let Some(outcome) = self.outcomes.get_mut(usize::from(id.0)) {
                *outcome = Outcome::Untested;
            }
        }
    }

    /// Whether another sum comes out with this blank as nothing, or blanks do so by habit. A total that is blank beside its parts
    /// does not.
    fn stands_for_nothing(
        &self,
        field: FieldId,
        but: IdentityId,
        habit: bool,
        sheet: &Sheet,
        forms: &Forms,
    ) -> bool {
        let others = forms.identities_of(field).iter().filter(|&&id| id != but);
        let mut confirmed = habit;
        for &id in others {
            match self.of(id) {
                Outcome::Holds { .. } => confirmed = true,
                // All parts are printed and the total is not.
                Outcome::Untested => {
                    let sum = forms.identities.get(usize::from(id.0));
                    if sum.is_some_and(|sum| implied(sum, field, sheet).is_some_and(|value| !value.is_zero()))
                    {
                        return false;
                    }
                }
                Outcome::Fails { .. } => {}
            }
        }
        confirmed
    }
}

/// Whether nothing speaks against the places of the figures of a sum: a blank may be the gap that another figure left.
fn is_sound(sum: &Identity, sheet: &Sheet) -> bool {
    let doubts = [Flag::OneReader, Flag::ColumnInferred, Flag::ReadersDisagree];
    let sound = |cell: &Cell| doubts.into_iter().all(|flag| !cell.flags.contains(flag));
    cells(sum).filter_map(|field| sheet.cell(field)).all(sound)
}

/// All figures of a sum, the left side first.
pub(in crate::audit) fn cells(sum: &Identity) -> impl Iterator<Item = FieldId> {
    sum.left.iter().chain(&sum.right).copied()
}

/// Whether one side of a sum is a single figure with a mark for none.
fn has_nil_side(sum: &Identity, sheet: &Sheet) -> bool {
    [&sum.left, &sum.right].into_iter().any(|side| {
        let [only] = side[..] else { return false };
        let value = sheet.cell(only).map(|cell| cell.value);
        matches!(value, Some(Value::Missing(Missing::Slash | Missing::Dash | Missing::Text)))
    })
}

/// What one side comes to, with all of it printed or marked as none.
fn total(side: &[FieldId], sheet: &Sheet) -> Option<Decimal> {
    side.iter().try_fold(Decimal::ZERO, |total, &field| total.checked_add(sheet.number_or_nil(field)?))
}

/// What a figure must be for a sum to come out, if all others of it are printed or none.
fn implied(sum: &Identity, field: FieldId, sheet: &Sheet) -> Option<Decimal> {
    let mut rest = Decimal::ZERO;
    let mut sign = Decimal::ONE;
    for (side, factor) in [(&sum.left, Decimal::ONE), (&sum.right, Decimal::NEGATIVE_ONE)] {
        for &other in side {
            if other == field {
                sign = factor;
                continue;
            }
            let number = match sheet.cell(other)?.value {
                Value::Number(number) => number,
                Value::Missing(Missing::Unreadable) => return None,
                Value::Missing(_) => Decimal::ZERO,
            };
            rest = rest.checked_add(number.checked_mul(factor)?)?;
        }
    }
    rest.checked_mul(-sign)
}

fn test(sum: &Identity, sheet: &Sheet) -> Outcome {
    let mut says_something = false;
    let mut side = |fields: &[FieldId]| -> Option<Option<Decimal>> {
        let mut total = Decimal::ZERO;
        let mut printed = false;
        for &field in fields {
            match sheet.cell(field)?.value {
                Value::Number(number) => {
                    printed = true;
                    says_something |= !number.is_zero();
                    total = total.checked_add(number)?;
                }
                Value::Missing(Missing::Unreadable) => return None,
                Value::Missing(Missing::Blank) => {}
                // Marks for none in all parts say that there are none; in place of a total they may say anything.
                Value::Missing(_) => printed |= fields.len() > 1,
            }
        }
        Some(printed.then_some(total))
    };
    let (Some(left), Some(right)) = (side(&sum.left), side(&sum.right)) else { return Outcome::Untested };
    match (left, right) {
        (Some(left), Some(right)) if left == right => Outcome::Holds { says_something },
        (Some(left), Some(right)) => Outcome::Fails { left, right },
        (Some(total), None) | (None, Some(total)) if total.is_zero() => Outcome::Holds { says_something },
        (None, None) => Outcome::Holds { says_something },
        _ => Outcome::Untested,
    }
}
