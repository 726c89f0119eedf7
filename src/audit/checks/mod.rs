//! The checks, one file each: what it checks, why the form demands it, an example, the article it rests on.
//!
//! A code never changes its meaning. `R` looks at one report, `P` at its prose beside its tables, `Y` at an agency's years,
//! `D` at documents beside each other.

mod d01_near_copy;
mod d02_same_figures;
mod d03_versions;
mod d04_summary;
mod of_bases;
mod of_documents;
mod of_lists;
mod of_parts;
mod of_places;
mod of_portions;
mod of_rates;
mod of_results;
mod of_rows_beside;
mod of_scopes;
mod of_sentences;
mod of_shares;
mod of_sums;
mod of_totals;
mod of_town_rules;
mod of_years;
mod p01_prose;
mod p02_share;
mod p03_breakdown;
mod p04_stale_year;
mod p05_growth;
mod r00_other_sum;
mod r01_balance;
mod r02_outcome_sum;
mod r03_row_total;
mod r04_dispute_total;
mod r05_items_decisions;
mod r06_more_than_all;
mod r07_impossible;
mod r08_copied_row;
mod r09_shifted;
mod r10_group_total;
mod y01_carried_over;
mod y02_in_force;
mod y03_jump;
mod y04_growth;

pub(super) use of_shares::percent;
pub(super) use of_years::left_out;
pub(super) use r07_impossible::is_of_no_rules;
pub(super) use r09_shifted::{are_entered_beside, row_beside};

use std::path::Path;

use crate::audit::context::Context;
use crate::audit::read::prose::Stated;
use crate::audit::series::Series;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::{Lang, Text};
use crate::dataset::DatasetError;

/// The file that tells which reports are worded alike.
pub(super) const SIMILAR: &str = d01_near_copy::FILE;

/// A check, and all that is said about it.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The stable code: `R01-balance`.
    pub code: &'static str,
    /// What it checks.
    pub checks: Text,
    /// Why the form demands it.
    pub why: Text,
    /// An example.
    pub example: Text,
    /// What it rests on: an article of the Regulations, a notice.
    pub rests_on: Text,
}

/// A check with what runs it.
pub(super) struct Check {
    pub(super) about: About,
    pub(super) run: Run,
}

/// What a check looks at.
pub(super) enum Run {
    /// One report.
    Report(fn(&Context<'_>, &mut Vec<Finding>)),
    /// One report and what its running text states.
    Prose(fn(&Context<'_>, &[Stated], &mut Vec<Finding>)),
    /// All reports together.
    Series(fn(&Series<'_>, Lang, &mut Vec<Finding>) -> Result<(), DatasetError>),
    /// All reports together, and a file of the dataset. Gives whether that was there.
    File(fn(&Path, &Series<'_>, Lang, &mut Vec<Finding>) -> Result<bool, DatasetError>),
}

/// All checks, in the order of their codes.
pub(super) const CHECKS: &[Check] = &[
    Check { about: r00_other_sum::ABOUT, run: Run::Report(r00_other_sum::run) },
    Check { about: r01_balance::ABOUT, run: Run::Report(r01_balance::run) },
    Check { about: r02_outcome_sum::ABOUT, run: Run::Report(r02_outcome_sum::run) },
    Check { about: r03_row_total::ABOUT, run: Run::Report(r03_row_total::run) },
    Check { about: r04_dispute_total::ABOUT, run: Run::Report(r04_dispute_total::run) },
    Check { about: r05_items_decisions::ABOUT, run: Run::Report(r05_items_decisions::run) },
    Check { about: r06_more_than_all::ABOUT, run: Run::Report(r06_more_than_all::run) },
    Check { about: r07_impossible::ABOUT, run: Run::Report(r07_impossible::run) },
    Check { about: r08_copied_row::ABOUT, run: Run::Report(r08_copied_row::run) },
    Check { about: r09_shifted::ABOUT, run: Run::Report(r09_shifted::run) },
    Check { about: r10_group_total::ABOUT, run: Run::Report(r10_group_total::run) },
    Check { about: p01_prose::ABOUT, run: Run::Prose(p01_prose::run) },
    Check { about: p02_share::ABOUT, run: Run::Prose(p02_share::run) },
    Check { about: p03_breakdown::ABOUT, run: Run::Prose(p03_breakdown::run) },
    Check { about: p04_stale_year::ABOUT, run: Run::Prose(p04_stale_year::run) },
    Check { about: p05_growth::ABOUT, run: Run::Prose(p05_growth::run) },
    Check { about: y01_carried_over::ABOUT, run: Run::Series(y01_carried_over::run) },
    Check { about: y02_in_force::ABOUT, run: Run::Series(y02_in_force::run) },
    Check { about: y03_jump::ABOUT, run: Run::Series(y03_jump::run) },
    Check { about: y04_growth::ABOUT, run: Run::Series(y04_growth::run) },
    Check { about: d01_near_copy::ABOUT, run: Run::File(d01_near_copy::run) },
    Check { about: d02_same_figures::ABOUT, run: Run::Series(d02_same_figures::run) },
    Check { about: d03_versions::ABOUT, run: Run::Series(d03_versions::run) },
    Check { about: d04_summary::ABOUT, run: Run::Series(d04_summary::run) },
];

/// What is said about each check, in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static About> {
    CHECKS.iter().map(|check| &check.about)
}
