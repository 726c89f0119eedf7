//! What the pipeline comes to: a report, its figures, and how far each may be trusted.
//!
//! Shared by the stages after normalisation (confidence, audit, compare, dataset). A published figure is never altered
//! here: it is a number as printed or the reason why there is none.

mod words;

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::document::{Format, Locator};
use crate::evidence::Evidence;
use crate::mine::Mined;
use crate::template::{FieldId, FormId};

pub use words::{Confidence, Flag, Flags, Level, Missing, Status};

/// One report, or one input that turned out not to be one: a row of `reports.csv`.
#[derive(Debug, Clone)]
pub struct Report {
    /// Stable name, from the content and the source, never from order.
    pub id: CompactString,
    /// The path as given, or the URL.
    pub source: String,
    /// SHA-256 of the bytes, in hexadecimal; empty if they could not be had.
    pub sha256: String,
    /// What the bytes are.
    pub format: Option<Format>,
    /// When the bytes were fetched (RFC 3339), if they came from an archive.
    pub fetched_at: Option<String>,
    /// The issuing body, the year reported on and the title.
    pub identity: ReportIdentity,
    /// Where the issuing body belongs.
    pub place: ReportPlace,
    /// What became of it.
    pub status: Status,
    /// Why, where the status needs a reason; what was left aside, where something was.
    pub reason: String,
    /// The form of each of its tables, in the order of the form; one entry per table found.
    pub forms: Vec<(u8, FormId)>,
    /// Pages.
    pub pages: u32,
    /// How many figures the tables that were found should have by their form.
    pub figures_expected: u32,
    /// Its figures in the order of the form.
    pub figures: Vec<Figure>,
    /// Labels that found no place in the form.
    pub unplaced: Vec<Unplaced>,
    /// What its running text says.
    pub mined: Mined,
}

impl Report {
    /// A row for an input that gave no report: what became of it, and why. Who it is follows from the input.
    pub fn without_figures(status: Status, reason: impl Into<String>) -> Report {
        Report {
            id: CompactString::default(),
            source: String::new(),
            sha256: String::new(),
            format: None,
            fetched_at: None,
            identity: ReportIdentity::default(),
            place: ReportPlace::default(),
            status,
            reason: reason.into(),
            forms: Vec::new(),
            pages: 0,
            figures_expected: 0,
            figures: Vec::new(),
            unplaced: Vec::new(),
            mined: Mined::default(),
        }
    }
}

/// Who reports, on which year, under which title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportIdentity {
    /// The issuing body as the report names itself in full; empty if it cannot be told.
    pub agency: String,
    /// The year reported on, not of publication.
    pub year: Option<u16>,
    /// The title as printed.
    pub title: String,
}

/// Where the issuing body of a report belongs; empty where it cannot be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportPlace {
    /// Of the region: six digits, nine of a township; of a zone without a code of its own those of the division it lies
    /// in and a word.
    pub region_code: String,
    /// The region with those it lies in: 湖北省襄阳市宜城市.
    pub region: String,
    /// The level of the region.
    pub level: Option<Level>,
    /// What the body is known by, under whatever name it reports: twelve hexadecimal digits.
    pub agency_id: String,
}

/// One number in its cell: a row of `figures.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Which figure of which form.
    pub field: FieldId,
    /// The number in the unit of the field, or why there is none.
    pub value: Value,
    /// The cell as printed.
    pub published: CompactString,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why not further, and what was noticed.
    pub flags: Flags,
    /// What its confidence and flags follow from.
    pub evidence: Evidence,
    /// Where a person finds it.
    pub locator: Locator,
}

/// A number, or the reason why none was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The number, exact, in the unit of the field.
    Number(Decimal),
    /// No number.
    Missing(Missing),
}

impl Value {
    /// The number, if there is one.
    pub const fn number(self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(number),
            Value::Missing(_) => None,
        }
    }
}

/// A printed row or column label that found no place in the form: a row of `unplaced.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unplaced {
    /// Index of the table it stands in, if the table was recognised.
    pub table: Option<u8>,
    /// Whether it heads a column; otherwise a row.
    pub is_column: bool,
    /// The label as printed.
    pub label: CompactString,
    /// The figures printed beside it and its marks for none, as printed, joined by a space.
    pub figures: String,
    /// Where it stands.
    pub locator: Locator,
}
