//! A quantity as a sentence states it, and what is known of its report when it is read.

use rust_decimal::Decimal;

use crate::mine::keys::Keys;
use crate::template::FormId;

/// A stated quantity, but for where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// What is counted, in the words of the sentence.
    pub subject: String,
    /// The word that counts: 件, 万元, %; empty where there is none.
    pub counter: String,
    /// The number.
    pub value: Decimal,
    /// `approx`, `at_least`, `at_most`, or nothing for a number as it is.
    pub bound: &'static str,
    /// The year spoken of; nothing where several are, or none can be told.
    pub about_year: Option<u16>,
    /// Of a share or a change: what it is a share or a change of.
    pub share_of: String,
    /// Canonical keys; ` + ` joins a sum, ` | ` joins readings.
    pub key: String,
    /// Of whom it speaks, as far as the sentence says so before the number: `area`, `own`, or nothing.
    pub scope: &'static str,
    /// Which number of its sentence it is, counted from 0; nothing where it is denied without one.
    pub number: Option<usize>,
    /// Whether its key was given by likeness to sentences that people read, and not by rules.
    pub learned: bool,
}

/// What a report is read with: its year, and the forms its tables follow.
#[derive(Debug, Clone, Copy)]
pub(in crate::mine) struct Setting<'a> {
    pub(in crate::mine) keys: &'a Keys,
    /// The name of the agency that reports; empty if it is not known.
    pub(in crate::mine) agency: &'a str,
    pub(in crate::mine) year: Option<u16>,
    pub(in crate::mine) forms: &'a [(u8, FormId)],
}
