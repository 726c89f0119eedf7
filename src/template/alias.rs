//! What reports print instead of an official label: `data/aliases.csv`, one line per variant.

use serde::{Deserialize, Serialize};

/// Which part of a form an alias is another name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelPart {
    /// A row.
    Row,
    /// A column.
    Column,
    /// A head over several rows, or over several columns.
    Group,
    /// A section of the report.
    Section,
}

/// One line of `data/aliases.csv`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Alias {
    /// The form whose label this replaces (`2019`, `2021`), or `any`.
    pub form: String,
    /// The table: `requests`.
    pub table: String,
    /// Row, column, group or section.
    pub part: LabelPart,
    /// The canonical key of the row, column or group.
    pub key: String,
    /// The words as seen in reports.
    pub label: String,
    /// Why it differs: typo, punctuation, abbreviation, old wording, extra words, traditional, truncated.
    pub kind: String,
}
