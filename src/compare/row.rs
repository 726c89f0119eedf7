//! What a row of `indicators.csv` holds: one indicator of one unit and year.

use rust_decimal::Decimal;

use super::point::Rests;
use super::rank::Rank;
use crate::stats::Interval;

/// What the rows of a table stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Each agency.
    Agency,
    /// All agencies of one kind and level.
    Kind,
    /// All agencies of one level.
    Level,
    /// All agencies of one city and what lies in it.
    City,
    /// All agencies of one province.
    Province,
}

impl By {
    /// All of them.
    pub const ALL: [By; 5] = [By::Agency, By::Kind, By::Level, By::City, By::Province];

    /// The word in `indicators.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            By::Agency => "agency",
            By::Kind => "kind",
            By::Level => "level",
            By::City => "city",
            By::Province => "province",
        }
    }
}

/// One indicator of one unit and year.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the unit is.
    pub by: By,
    /// Index of the indicator.
    pub indicator: usize,
    /// The year reported on.
    pub year: u16,
    /// What the row is about.
    pub unit: Unit,
    /// What was counted, exactly.
    pub numerator: Option<Decimal>,
    /// Among what, exactly.
    pub denominator: Option<Decimal>,
    /// Numerator over denominator.
    pub value: Option<f64>,
    /// Wilson's 95% interval of a share.
    pub interval: Option<Interval>,
    /// Reports that are in it.
    pub reports: u64,
    /// Reports that should be in it and have no value.
    pub without_value: u64,
    /// Reports left out because another report in it counts the same requests: a summary report beside its parts.
    pub left_out: u64,
    /// Whom it is compared with.
    pub peers: String,
    /// Its place among them.
    pub rank: Option<Rank>,
    /// Where it lies against the funnel of its peers.
    pub funnel: Option<Funnel>,
    /// Change against the year before.
    pub change: Option<Change>,
    /// What it rests on.
    pub rests: Rests,
    /// Why there is no value or no rank.
    pub why_not: String,
}

/// What a row is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// Stable name within its kind of rows.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Kind of agency.
    pub kind: String,
    /// Level.
    pub level: String,
    /// Region code.
    pub region_code: String,
    /// Region.
    pub region: String,
}

/// Where a share lies against what chance alone would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Funnel {
    /// Within the 95% limits.
    Inside,
    /// Outside the 95% limits, within the 99.8% ones.
    Outside95(Side),
    /// Outside the 99.8% limits.
    Outside998(Side),
}

/// Above or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
}

impl Funnel {
    /// The word in `indicators.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Funnel::Inside => "inside",
            Funnel::Outside95(Side::Above) => "above_95",
            Funnel::Outside95(Side::Below) => "below_95",
            Funnel::Outside998(Side::Above) => "above_99.8",
            Funnel::Outside998(Side::Below) => "below_99.8",
        }
    }
}

/// Change against the year before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The value of the year before.
    pub previous: f64,
    /// This year's value less that.
    pub change: f64,
    /// Newcombe's 95% interval of the change of a share. It is a change where 0 lies outside.
    pub interval: Option<Interval>,
}

/// Whether the ranks of these are among different peers: then the first of each is first of its own.
pub fn of_several_groups<'r>(rows: impl Iterator<Item = &'r Row>) -> bool {
    let mut peers = rows.filter(|row| row.rank.is_some()).map(|row| row.peers.as_str());
    let first = peers.next();
    peers.any(|other| Some(other) != first)
}
