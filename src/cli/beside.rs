//! What `run` and `extract` have in common: the processes that read PDFs, and the files that only a crawled folder gives.

use std::path::Path;
use std::time::Duration;

use super::args::{Dataset, Global};
use super::export::follow;
use super::talk::{self, Loudness};
use super::{forms, places};
use crate::dataset::columns::{COVERAGE, REVISIONS};
use crate::inputs::Input;
use crate::pipeline::Pipeline;
use crate::worker::{Limits, Pool};
use crate::{coverage, revisions};

/// The processes that read PDFs.
pub(super) fn pdf_workers(options: &Dataset) -> Pool {
    let Dataset { pdf_timeout, pdf_memory, .. } = *options;
    Pool::of_this_program(Limits { time: Duration::from_secs(pdf_timeout), memory: pdf_memory })
}

/// Writes what only a crawled folder gives: `coverage.csv` and `revisions.csv`.
pub(super) fn beside(
    global: &Global,
    options: &Dataset,
    crawled: &Path,
    dataset: &Path,
) -> anyhow::Result<()> {
    let (forms, places) = (forms(global)?, places(global)?);
    let pool = pdf_workers(options);
    let pipeline = Pipeline::with_places(&forms, &places).with_pdf_workers(&pool);
    let read = |input: &Input| pipeline.read(input);
    let changed = revisions::write(crawled, dataset, &forms, &read, options.excel)?;
    let covered = coverage::write(crawled, dataset, options.years, &places, options.excel)?;
    follow(global, dataset, &[REVISIONS, COVERAGE])?;
    if Loudness::new(global) > Loudness::Quiet {
        if changed > 0 {
            let changed = talk::counted(changed, "figure");
            talk::say(format_args!("{changed} changed between two fetches: see revisions.csv"));
        }
        talk::say(format_args!("{} of agency and year in coverage.csv", talk::counted(covered, "pair")));
    }
    Ok(())
}
