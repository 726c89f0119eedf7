//! What words, counters and bounds of the lists do in a sentence.

use serde::{Deserialize, Serialize};

/// What a word does in a sentence: the first column of `words.csv`, where each is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::mine) enum Role {
    Received,
    Object,
    Row,
    Handled,
    Public,
    Carry,
    Last,
    Next,
    Applicant,
    Dispute,
    Outcome,
    Document,
    Act,
    Decision,
    Fee,
    Procurement,
    Amount,
    Other,
    Channel,
    Among,
    Each,
    Respectively,
    Not,
    Join,
    Share,
    Up,
    Down,
    Compare,
    Verb,
    Foreign,
    Outside,
    Within,
    Rest,
    Filler,
    Glue,
}

pub(super) const ROLES: [(&str, Role); 35] = [
    ("received", Role::Received),
    ("object", Role::Object),
    ("row", Role::Row),
    ("handled", Role::Handled),
    ("public", Role::Public),
    ("carry", Role::Carry),
    ("last", Role::Last),
    ("next", Role::Next),
    ("applicant", Role::Applicant),
    ("dispute", Role::Dispute),
    ("result", Role::Outcome),
    ("document", Role::Document),
    ("act", Role::Act),
    ("decision", Role::Decision),
    ("fee", Role::Fee),
    ("procurement", Role::Procurement),
    ("amount", Role::Amount),
    ("other", Role::Other),
    ("channel", Role::Channel),
    ("among", Role::Among),
    ("each", Role::Each),
    ("respectively", Role::Respectively),
    ("not", Role::Not),
    ("join", Role::Join),
    ("share", Role::Share),
    ("up", Role::Up),
    ("down", Role::Down),
    ("compare", Role::Compare),
    ("verb", Role::Verb),
    ("foreign", Role::Foreign),
    ("outside", Role::Outside),
    ("within", Role::Within),
    ("rest", Role::Rest),
    ("filler", Role::Filler),
    ("glue", Role::Glue),
];

impl Role {
    /// Its name in `words.csv`.
    pub(in crate::mine) fn name(self) -> &'static str {
        ROLES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }
}

/// A word of `words.csv`.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::mine) struct Word {
    pub(in crate::mine) role: Role,
    /// Which row, column or kind it names; empty where the role says all.
    pub(in crate::mine) means: &'static str,
}

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::mine) enum Counted {
    Things,
    Money,
    Percent,
    /// Dates, times, orders: the number before it is no quantity.
    Nothing,
}

/// How a word says that the disputes of its sentence are others than those of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::mine) enum OfDisputes {
    /// They are on something else than disclosure.
    Matter,
    /// They are those that a body decided on, or courts had before them.
    Court,
    /// It stands behind what they came from.
    Caused,
}

/// On which side of a number a word stands that makes it a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mine) enum Side {
    Before,
    After,
    End,
}
