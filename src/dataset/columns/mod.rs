//! The columns of every file of the dataset: the one list from which headers, the data package, the codebook, Parquet and
//! Excel files are made.

mod explain;
mod later;
mod reports;
mod shared;
mod texts;
mod words;
mod words_later;

pub use explain::{CODEBOOK, CROSSWALK};
pub use later::{COVERAGE, FINDINGS, INDICATORS, PANEL, REVISIONS};
pub use reports::{AGENCIES, FIGURES, LATER, REPORTS, UNPLACED, WIDE};
pub use texts::{MEASURES, PICTURES, PROSE_FIGURES, SENTENCES, SIMILAR, TOPICS};
pub(crate) use words::level_word;
pub use words::{Word, Words};

use crate::report::Confidence;

/// A file of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its name: `reports.csv`.
    pub name: &'static str,
    /// What a row of it is.
    pub about: &'static str,
    /// Its columns in order. `wide.csv` has one more per variable.
    pub columns: &'static [Column],
    /// The columns that together name a row.
    pub key: &'static [&'static str],
}

/// A column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Chinese name.
    pub zh: &'static str,
    /// English description.
    pub en: &'static str,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also where it looks like a number (identifiers, region codes).
    Text,
    /// Text that stands in every row.
    Required,
    /// A whole number, 0 or more.
    Count,
    /// A calendar year.
    Year,
    /// A decimal number.
    Number,
    /// A moment, RFC 3339.
    Moment,
    /// One of a fixed list of words.
    Word(Words),
    /// Words of a fixed list joined by `;`.
    WordList(Words),
    /// A sentence of a list, in which KEY and FORM stand for a key and a form.
    Sentence(Words),
}

impl Kind {
    /// What a cell must be that is not empty and does not fit; nothing where it fits. Words that a newer version may have more of
    /// are not looked at.
    pub(crate) fn refuses(self, cell: &str) -> Option<&'static str> {
        let (fits, expected) = match self {
            Kind::Count | Kind::Year => (cell.parse::<i64>().is_ok(), "a whole number"),
            Kind::Number => (cell.parse().is_ok_and(f64::is_finite), "a number"),
            Kind::Word(Words::Confidence) => {
                (Confidence::ALL.into_iter().any(|known| known.as_str() == cell), "high, medium or low")
            }
            _ => return None,
        };
        (!fits).then_some(expected)
    }
}

/// All files that `extract` writes as tables, in the order in which people meet them.
pub const FILES: [File; 11] = [
    REPORTS,
    FIGURES,
    WIDE,
    UNPLACED,
    SENTENCES,
    PROSE_FIGURES,
    MEASURES,
    PICTURES,
    AGENCIES,
    CODEBOOK,
    CROSSWALK,
];

/// Files that `mine` makes of these.
pub const MINED: [File; 2] = [TOPICS, SIMILAR];

/// Every table that a dataset folder may hold, those of other commands after those of `extract`.
pub const ALL: [File; 18] = [
    REPORTS,
    FIGURES,
    WIDE,
    UNPLACED,
    SENTENCES,
    PROSE_FIGURES,
    MEASURES,
    PICTURES,
    AGENCIES,
    CODEBOOK,
    CROSSWALK,
    TOPICS,
    SIMILAR,
    FINDINGS,
    INDICATORS,
    COVERAGE,
    REVISIONS,
    PANEL,
];

/// The description of the folder for programs.
pub const PACKAGE: &str = "datapackage.json";

/// Every name that nianbao ever writes in a dataset folder: never read as input.
pub fn own_names() -> Vec<String> {
    let table = |file: &File| ["csv", "xlsx", "parquet"].map(|extension| file.in_format(extension));
    ALL.iter().flat_map(table).chain([PACKAGE, "site"].map(str::to_string)).collect()
}

impl File {
    /// Its name in another format: `reports.parquet`.
    pub fn in_format(&self, extension: &str) -> String {
        format!("{}.{extension}", self.stem())
    }

    /// Its name without the extension: `reports`.
    pub fn stem(&self) -> &'static str {
        self.name.trim_end_matches(".csv")
    }
}
