//! `nianbao run`: crawl, extract and what follows, in one go. Reports are read while the crawl still runs.

use std::path::Path;
use std::sync::mpsc::sync_channel;

use super::args::{FailOn, Global, Run};
use super::beside::{beside, pdf_workers};
use super::export::follow;
use super::talk::Loudness;
use super::{ExitStatus, crawl, extract, forms, interrupt, places};
use crate::batch;
use crate::compare;
use crate::crawl::Plan;
use crate::dataset::columns::{FINDINGS, INDICATORS, own_names};
use crate::extract::{Job, read_ahead};
use crate::inputs::{Input, Inputs};
use crate::pipeline::Pipeline;

/// How many pages may wait for their reading before the crawl waits, too.
const PAGES_BETWEEN: usize = 64;

pub(super) fn run(global: &Global, args: &Run) -> anyhow::Result<ExitStatus> {
    let plan = Plan::of(&args.crawl.starts)?;
    let options = crawl::options(&args.crawl, args.dataset.years)?;
    let output = match &args.crawl.output {
        Some(output) if !args.crawl.dry_run => output,
        _ => return crawl::dry_run(&plan, &options),
    };
    let forms = forms(global)?;
    let stop = interrupt::flag()?;
    batch::keep_panics_of_workers();
    let places = places(global)?;
    let pool = pdf_workers(&args.dataset);
    let pipeline = Pipeline::with_places(&forms, &places).with_pdf_workers(&pool);
    let job = Job {
        forms: &forms,
        places: &places,
        jobs: global.jobs,
        years: args.dataset.years,
        excel: args.dataset.excel,
        stop: &stop,
        read: &|input| pipeline.read(input),
    };
    let (sender, receiver) = sync_channel::<Input>(PAGES_BETWEEN);
    let summary = std::thread::scope(|scope| {
        let reading = scope.spawn(|| read_ahead(Inputs::stream(receiver.into_iter()), output, &job));
        // Once the reading has failed nobody takes what is sent; it is read after the crawl, and fails there with its reason.
        let send = |input| drop(sender.send(input));
        let summary = crawl::fetch(global, &plan, &options, output, &stop, Some(&send));
        drop(sender);
        // What it could not do is done below, and what went wrong goes wrong there.
        drop(reading.join());
        summary
    })?;
    crawl::tell(Loudness::new(global), &summary, output);
    crawl::finished(&summary)?;
    read_all(global, args, output)
}

/// Makes the dataset of what the crawl brought: rows that were made while it ran are taken over.
fn read_all(global: &Global, args: &Run, output: &Path) -> anyhow::Result<ExitStatus> {
    let inputs = Inputs::open(&[output.to_path_buf()], Some(output), &own_names())?;
    let (summary, status) = extract::into_dataset(global, &args.dataset, inputs, output)?;
    extract::tell(Loudness::new(global), &summary, output, "while fetching");
    // The indicators need to know what was published in time.
    beside(global, &args.dataset, output, output)?;
    let audited = audit_all(global, args, output)?;
    super::export::formats(global, output, &args.dataset.format)?;
    Ok(if audited == ExitStatus::DoneWithFailures { audited } else { status })
}

/// What follows the dataset: each stage reads the folder and writes a file of its own beside it.
fn audit_all(global: &Global, args: &Run, output: &Path) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let options = crate::audit::Options { excel: args.dataset.excel, ..Default::default() };
    let summary = crate::audit::run(output, &forms, &options)?;
    if Loudness::new(global) > Loudness::Quiet {
        super::audit::tell(&summary);
    }
    let join = compare::Join::default();
    let indicators = compare::builtin(&forms, &join)?;
    compare::compare(output, &indicators, &join, &forms, &super::places(global)?, global.jobs, &mut |_| {})?;
    follow(global, output, &[FINDINGS, INDICATORS])?;
    let failed = args.dataset.fail_on == FailOn::Finding && summary.total() > 0;
    Ok(if failed { ExitStatus::DoneWithFailures } else { ExitStatus::Done })
}
