//! What an indicator is: its names, formulas and direction; and why a file of indicators cannot be used.

use std::path::PathBuf;

use serde::Deserialize;

use super::formula::Formula;
use super::join::JOIN;

/// One indicator, with its terms written out: its formulas hold keys and numbers only.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its name in files.
    pub key: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// What is counted.
    pub numerator: Formula,
    /// Among what; a number has none.
    pub denominator: Option<Formula>,
    /// What kind of number comes out.
    pub kind: Kind,
    /// Which end is the good one.
    pub direction: Direction,
    /// Whether figures of different forms may be compared.
    pub across_forms: bool,
    /// What to know when reading it.
    pub note: String,
    /// What it rests on.
    pub source: String,
}

impl Indicator {
    /// Whether it uses a number of the region: then it cannot be added up over the agencies of a region.
    pub(super) fn uses_join(&self) -> bool {
        let formulas = [Some(&self.numerator), self.denominator.as_ref()];
        formulas.into_iter().flatten().any(|formula| formula.keys().iter().any(|key| key.starts_with(JOIN)))
    }
}

/// What kind of number an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A part of a whole of cases: has an interval, and a rank.
    Share,
    /// Any other quotient.
    Ratio,
    /// A number of its own.
    Number,
}

/// Which end of an indicator is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// Neither; not ranked.
    None,
}

impl Direction {
    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::None => "none",
        }
    }
}

/// Why a file of indicators cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorError {
    /// It cannot be read.
    #[error("cannot read {}: {problem}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// A line of it is not right.
    #[error("{}, line {line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// What to write instead.
        mend: String,
    },
}

impl IndicatorError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            IndicatorError::Line { mend, .. } if !mend.is_empty() => Some(mend),
            _ => None,
        }
    }
}
