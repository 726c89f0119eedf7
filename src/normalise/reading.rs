//! What the two readers hand over: a number in its place in the form, with how it was found.

use compact_str::CompactString;

use super::counted::Counted;
use super::family::Likeness;
use super::number::Reading;
use crate::document::{CellMarks, Locator};

/// A place in the forms: family, row and column of [`super::vocabulary::Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    /// The family.
    pub(crate) family: u8,
    /// The row of the family.
    pub(crate) row: u8,
    /// The column of the family.
    pub(crate) column: u8,
}

/// A cell that the structural reader has found a place for.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Where it belongs.
    pub(crate) spot: Spot,
    /// What it says.
    pub(crate) reading: Reading,
    /// The cell as printed.
    pub(crate) printed: CompactString,
    /// Where it stands.
    pub(crate) locator: Locator,
    /// What the document's reader noticed about it.
    pub(crate) marks: CellMarks,
    /// How well the label of its row fits.
    pub(crate) row_label: Likeness,
    /// How well the label of its column fits.
    pub(crate) column_label: Likeness,
    /// Whether its column is told by a header above it or by a full count of the row's cells; otherwise it was inferred.
    pub(crate) column_certain: bool,
    /// What the words over it and beside it say that it counts in.
    pub(crate) counted: Counted,
    /// The document prints the same figure a second time with another value.
    pub(crate) contested: bool,
    /// Its number stands over several places of the form, or several numbers in its place: it is unreadable, unless the other
    /// reader counts as many numbers as there are places.
    pub(crate) is_shared: bool,
    /// Its number stands over several rows of the form. No count of numbers tells whose it is: in the text it follows the label of
    /// the first of them, whichever it belongs to.
    pub(crate) is_over_rows: bool,
}

impl Found {
    /// Whether its cell holds a number.
    pub(crate) fn is_number(&self) -> bool {
        self.reading.value.number().is_some()
    }
}

/// A number that the sequence reader has found a place for.
#[derive(Debug, Clone)]
pub(crate) struct Sequenced {
    /// Where it belongs.
    pub(crate) spot: Spot,
    /// What it says.
    pub(crate) reading: Reading,
    /// The number as printed.
    pub(crate) printed: CompactString,
    /// Where it stands.
    pub(crate) locator: Locator,
    /// How well the label before it fits.
    pub(crate) row_label: Likeness,
}
