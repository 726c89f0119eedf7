//! Compares agencies: indicators with their intervals, ranks that do not claim more than the cases allow, funnel limits,
//! change against the year before.
//!
//! Works on a dataset folder, after the pipeline; uses the types of `report` and `template`. Nothing is averaged over what
//! is missing: an indicator that cannot be computed is a row that says why.

mod counters;
mod crossing;
mod definition;
mod facts;
mod formula;
mod indicator;
mod join;
mod loose;
pub mod plot;
mod point;
mod rank;
mod row;
mod table;
mod told;
mod write;

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
    let plans = point::Plans::new(indicators, forms, join);
    let facts = facts::read(dir, indicators, &plans, forms, join, jobs)?;
    let regions = table::Regions::of(&facts, places);
    let mut writer = write::Writer::open(dir)?;
    for by in By::ALL {
        for (at, indicator) in indicators.iter().enumerate() {
            if by != By::Agency && indicator.uses_join() {
                continue;
            }
            for row in table::rows(by, at, indicator, &plans, &facts, &regions) {
                writer.row(&row, indicator)?;
                show(&row);
            }
        }
    }
    writer.finish()?;
    Ok(Summary {
        agencies: facts.agencies.len(),
        reports: facts.facts.len(),
        other_versions: facts.other_versions,
        unnamed: facts.unnamed,
    })
}
