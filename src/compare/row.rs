//! What a row of `indicators.csv` holds: one indicator of one unit and year.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::point::Rests;
use super::rank::Rank;
use super::why::{NoChange, WhyNot};
use crate::dataset::columns::level_word;
use crate::place;
use crate::report::Level;
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
    /// Reports left out because what is counted covers the same place: the report of a government, or those of its departments and
    /// of the places below it.
    pub left_out: u64,
    /// Agencies of it with a report on another year of the dataset and none on this one.
    pub no_report: u64,
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
    /// Why there is no value, or no rank and no place in the funnel.
    pub why_not: Option<WhyNot>,
    /// Why there is a value and no change.
    pub why_no_change: Option<NoChange>,
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

impl Unit {
    /// What all agencies of its kind and level are called in Chinese: 教育（县级）.
    pub fn of_kind_zh(&self) -> String {
        let kind = place::kinds().into_iter().find(|kind| kind.word == self.kind);
        let kind = kind.map_or(self.kind.as_str(), |kind| kind.zh);
        let level = Level::ALL.into_iter().find(|level| level.as_str() == self.level);
        let level = level.map_or(self.level.clone().into(), |level| level_word(level).zh);
        match (kind, level.as_ref()) {
            (kind, "") => kind.to_string(),
            ("", level) => level.to_string(),
            (kind, level) => format!("{kind}（{level}）"),
        }
    }

    /// The same in English: education (county).
    pub fn of_kind_en(&self) -> String {
        let kind = place::kinds().into_iter().find(|kind| kind.word == self.kind);
        let kind = kind.map_or(self.kind.as_str(), |kind| kind.en);
        match (kind, self.level.as_str()) {
            (kind, "") => kind.to_string(),
            ("", level) => level.to_string(),
            (kind, level) => format!("{kind} ({level})"),
        }
    }
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

/// Change against the year before, over the agencies that have a value in both years and are counted in this one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// How many these are.
    pub matched: u64,
    /// Their value in the year before.
    pub previous: f64,
    /// Their value in this year.
    pub now: f64,
    /// Newcombe's 95% interval of the change of a share. It is a change where 0 lies outside.
    pub interval: Option<Interval>,
}

impl Change {
    /// This year's value less that of the year before.
    pub fn change(&self) -> f64 {
        self.now - self.previous
    }

    /// Whether the value rose (`Greater`) or fell (`Less`) by more than chance would give; nothing where that is not told.
    pub fn told(&self) -> Option<Ordering> {
        let interval = self.interval?;
        match () {
            () if interval.low > 0.0 => Some(Ordering::Greater),
            () if interval.high < 0.0 => Some(Ordering::Less),
            () => None,
        }
    }
}

/// Whether the ranks of these are among different peers: then the first of each is first of its own.
pub fn of_several_groups<'r>(rows: impl Iterator<Item = &'r Row>) -> bool {
    let mut peers = rows.filter(|row| row.rank.is_some()).map(|row| row.peers.as_str());
    let first = peers.next();
    peers.any(|other| Some(other) != first)
}
