//! A number of the text in the unit of the tables, and which of theirs it agrees with.

use rust_decimal::Decimal;

use super::prose::Bound;
use crate::exact::apart;

/// A stated number in the unit of a figure of the tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::audit) struct Amount {
    pub(in crate::audit) value: Decimal,
    /// What its last decimal stands for: amounts of money are rounded or cut off there. Nothing for what is counted.
    pub(super) step: Option<Decimal>,
    pub(super) bound: Bound,
}

impl Amount {
    /// Whether the tables may give this number where they give `total`.
    pub(in crate::audit) fn agrees(&self, total: Decimal) -> bool {
        let off = apart(self.value, total);
        let same = match self.step {
            Some(step) => off < step,
            None => off.is_zero(),
        };
        same || match self.bound {
            Bound::Exact => false,
            Bound::Approx => off <= total.abs().saturating_mul(Decimal::new(1, 1)) || off <= Decimal::from(5),
            Bound::AtLeast => total >= self.value,
            Bound::AtMost => total <= self.value,
            Bound::Unknown => true,
        }
    }
}
