//! Compares agencies: indicators with their intervals, ranks that do not claim more than the cases allow, funnel limits,
//! change against the year before.
//!
//! Works on a dataset folder, after the pipeline; uses the types of `report` and `template`. Nothing is averaged over what
//! is missing: an indicator that cannot be computed is a row that says why.

mod counters;
mod cover;
mod crossing;
mod definition;
mod facts;
mod formula;
mod indicator;
mod join;
mod loose;
mod peers;
pub mod plot;
mod point;
mod rank;
mod row;
mod table;
mod told;
mod why;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::dataset::DatasetError;
use crate::place::Places;
use crate::template::Forms;

pub use definition::{builtin, load};
pub use formula::FormulaError;
pub use indicator::{Direction, Indicator, IndicatorError, Kind};
pub use join::{Join, JoinError};
pub use point::Rests;
pub use rank::{FEWEST_CASES, Rank};
pub use row::{By, Change, Funnel, Row, Side, Unit, of_several_groups};
pub use why::{NoChange, WhyNot};

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Summary {
    /// Agencies that have at least one report.
    pub agencies: usize,
    /// Reports compared, one for each agency and year.
    pub reports: usize,
    /// Reports left out because another one of the same agency and year was taken.
    pub other_versions: u64,
    /// Reports left out because their agency or year is not known.
    pub unnamed: u64,
    /// Reports compared whose region has no row in the joined table.
    pub not_joined: usize,
}

/// Computes all indicators over the dataset in `dir`, writes `indicators.csv` there, and shows each row on the way: by kind of
/// unit, indicator, year and unit. `jobs` is how many workers read; 0 is one per core.
pub fn compare(
    dir: &Path,
    indicators: &[Indicator],
    join: &Join,
    forms: &Forms,
    places: &Places,
    jobs: usize,
    show: &mut dyn FnMut(&Row),
) -> Result<Summary, DatasetError> {
    Comparison::read(dir, indicators, join, forms, places, jobs)?.write(show)
}

/// A dataset whose indicators are known and not yet written.
#[derive(Debug)]
pub struct Comparison<'a> {
    dir: &'a Path,
    indicators: &'a [Indicator],
    join: &'a Join,
    places: &'a Places,
    plans: point::Plans,
    facts: facts::Facts,
}

impl<'a> Comparison<'a> {
    /// Reads a dataset.
    pub fn read(
        dir: &'a Path,
        indicators: &'a [Indicator],
        join: &'a Join,
        forms: &Forms,
        places: &'a Places,
        jobs: usize,
    ) -> Result<Comparison<'a>, DatasetError> {
        let plans = point::Plans::new(indicators, forms, join);
        let facts = facts::read(dir, indicators, &plans, forms, join, jobs)?;
        Ok(Comparison { dir, indicators, join, places, plans, facts })
    }

    /// The years reported on, in order.
    pub fn years(&self) -> BTreeSet<u16> {
        self.facts.facts.iter().map(|fact| fact.year).collect()
    }

    /// The agencies, as what a row on each is about.
    pub fn units(&self) -> impl Iterator<Item = Unit> {
        let regions = table::Regions::of(&self.facts, self.places);
        self.facts.agencies.iter().filter_map(move |agency| table::unit(By::Agency, agency, &regions))
    }

    /// All provinces, cities and other regions in which agencies lie: the codes and the whole names.
    pub fn regions(&self) -> BTreeMap<String, String> {
        let regions = table::Regions::of(&self.facts, self.places);
        let codes = self.facts.agencies.iter().map(|agency| agency.region_code.as_str());
        let codes: BTreeSet<&str> = codes.filter(|code| !code.is_empty()).collect();
        let mut named = BTreeMap::new();
        for code in codes {
            let around = [2, 4, code.len()].into_iter().filter_map(|digits| regions.unit(code, digits));
            named.extend(around.filter(|unit| !unit.name.is_empty()).map(|unit| (unit.id, unit.name)));
        }
        named
    }

    /// Writes `indicators.csv`, and shows each row on the way.
    pub fn write(self, show: &mut dyn FnMut(&Row)) -> Result<Summary, DatasetError> {
        let regions = table::Regions::of(&self.facts, self.places);
        let mut writer = write::Writer::open(self.dir)?;
        for by in By::ALL {
            for (at, indicator) in self.indicators.iter().enumerate() {
                if by != By::Agency && indicator.uses_join() {
                    continue;
                }
                for row in table::rows(by, at, indicator, &self.plans, &self.facts, &regions) {
                    writer.row(&row, indicator)?;
                    show(&row);
                }
            }
        }
        writer.finish()?;
        let not_joined = |fact: &&facts::Fact| {
            let agency = self.facts.agencies.get(fact.agency);
            agency.is_some_and(|agency| !self.join.has(&agency.region_code, fact.year))
        };
        Ok(Summary {
            agencies: self.facts.agencies.len(),
            reports: self.facts.facts.len(),
            other_versions: self.facts.other_versions,
            unnamed: self.facts.unnamed,
            not_joined: self.facts.facts.iter().filter(not_joined).count(),
        })
    }
}
