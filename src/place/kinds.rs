//! The kinds of bodies that `agencies.csv` tells apart.

use super::atlas::KINDS;
use super::bodies::kind_rows;

/// A kind of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The word in the `kind` column.
    pub word: &'static str,
    /// Chinese meaning.
    pub zh: &'static str,
    /// English meaning.
    pub en: &'static str,
    /// Whether bodies of this kind answer to a central one.
    pub vertical: bool,
}

/// The kinds of bodies.
pub fn kinds() -> Vec<Kind> {
    kind_rows(KINDS)
        .map(|[word, zh, en, vertical]| Kind { word, zh, en, vertical: vertical == "yes" })
        .collect()
}
