//! `nianbao extract`: reads inputs into a dataset.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::args::{Dataset, Extract, FailOn, Global};
use super::beside::{beside, pdf_workers};
use super::progress::Progress;
use super::talk::{self, Loudness, counted, one_line, percent, thousands};
use super::{ExitStatus, forms, interrupt, lists, places};
use crate::archive::catalogue::Reader;
use crate::archive::catalogue_of;
use crate::batch;
use crate::dataset::columns::own_names;
use crate::dataset::{self, Tally};
use crate::document::{self, Format};
use crate::extract::{Event, Job, Summary, extract};
use crate::inputs::Inputs;
use crate::pipeline::{self, Pipeline};
use crate::place::Places;
use crate::report::Status;
use crate::worker::Pool;

pub(super) fn run(global: &Global, args: &Extract) -> anyhow::Result<ExitStatus> {
    if args.inputs.iter().any(|path| path == Path::new("-")) && std::io::stdin().is_terminal() {
        talk::say("reading a report from the terminal; end it with Ctrl-D, or name a file instead of -");
    }
    let inputs = Inputs::open(&args.inputs, args.output.as_deref(), &own_names())?;
    match &args.output {
        Some(output) if !args.dry_run => {
            let (summary, status) = into_dataset(global, &args.dataset, inputs, output)?;
            tell(Loudness::new(global), &summary, output, "before");
            if let [crawled] = args.inputs.as_slice()
                && catalogue_of(crawled).is_file()
                && Reader::open(crawled).is_ok()
            {
                beside(global, &args.dataset, crawled, output)?;
            }
            super::export::formats(global, output, &args.dataset.format)?;
            Ok(status)
        }
        _ => list(inputs),
    }
}

/// Reads inputs into a dataset, and says on the way what cannot be read.
pub(super) fn into_dataset(
    global: &Global,
    options: &Dataset,
    mut inputs: Inputs,
    output: &Path,
) -> anyhow::Result<(Summary, ExitStatus)> {
    lists(global)?;
    // Before anything is under way that Ctrl-C shall let finish.
    let stop = interrupt::flag()?;
    let (pool, places) = (pdf_workers(options), places(global)?);
    if !dataset::is_begun(output)
        && let Some(bytes) = inputs.first_pdf().filter(|bytes| document::sniff(bytes) == Format::Pdf)
    {
        pool.ahead(bytes);
    }
    std::thread::scope(|scope| {
        let helper = std::thread::Builder::new().name(batch::WORKER.to_string());
        // Nothing hangs on this one: what it has not done is done when it is needed.
        let _ = helper.spawn_scoped(scope, || pipeline::prepare(&places));
        read_all(global, options, inputs, output, &Around { places: &places, pool: &pool, stop: &stop })
    })
}

/// What stands ready before the first input is read.
struct Around<'a> {
    places: &'a Places,
    pool: &'a Pool,
    stop: &'a AtomicBool,
}

fn read_all(
    global: &Global,
    options: &Dataset,
    inputs: Inputs,
    output: &Path,
    around: &Around<'_>,
) -> anyhow::Result<(Summary, ExitStatus)> {
    let &Around { places, pool, stop } = around;
    let forms = forms(global)?;
    let loudness = Loudness::new(global);
    batch::keep_panics_of_workers();
    let pipeline = Pipeline::with_places(&forms, places).with_pdf_workers(pool);
    let job = Job {
        forms: &forms,
        places,
        jobs: global.jobs,
        years: options.years,
        excel: options.excel,
        stop,
        read: &|input| pipeline.read(input),
    };
    let mut progress = Progress::new(loudness, || inputs.expected());
    let result = extract(inputs, output, &job, &mut |event| match event {
        Event::Earlier { edited: true, .. } => {
            let note = "files of the dataset were changed since they were written; all inputs are read again";
            progress.say(format_args!("{}: {note}", output.display()));
        }
        Event::Earlier { done, .. } if done > 0 && loudness == Loudness::Verbose => {
            progress.say(format_args!("{}: {} are done", output.display(), counted(done as u64, "input")));
        }
        Event::Earlier { .. } => {}
        Event::Report(tally) => {
            if let Some(line) = problem(tally, loudness) {
                progress.say(line);
            }
        }
        Event::Written(inputs) => progress.written(inputs),
        Event::Finishing => {
            pool.dismiss();
            if options.excel && loudness > Loudness::Quiet {
                progress.say("making the Excel files");
            }
        }
    });
    progress.finish();
    let summary = result?;
    if !summary.complete {
        anyhow::bail!(
            "stopped: {} are read; run the same command again to go on",
            counted(summary.inputs, "input")
        );
    }
    let failed = options.fail_on >= FailOn::Unreadable && summary.with_status(Status::Unreadable) > 0;
    Ok((summary, if failed { ExitStatus::DoneWithFailures } else { ExitStatus::Done }))
}

/// The line about a report that is not in the figures, if it deserves one.
fn problem(tally: &Tally, loudness: Loudness) -> Option<String> {
    let told = match tally.status {
        Status::Unreadable => true,
        Status::NeedsOcr | Status::Blocked => loudness > Loudness::Quiet,
        Status::Partial | Status::NotAReport => loudness == Loudness::Verbose,
        Status::Extracted => false,
    };
    let reason =
        if tally.reason.is_empty() { String::new() } else { format!(": {}", one_line(&tally.reason)) };
    told.then(|| format!("{}: {}{reason}", tally.status.as_str(), one_line(&tally.source)))
}

/// Says what came of it; `earlier` is when rows were made that were taken over.
pub(super) fn tell(loudness: Loudness, summary: &Summary, output: &Path, earlier: &str) {
    if loudness == Loudness::Quiet {
        return;
    }
    let reports: u64 = summary.statuses.iter().sum();
    let again = match summary.taken_over {
        0 => String::new(),
        taken_over => format!(", {} of them {earlier}", thousands(taken_over)),
    };
    talk::say(format_args!(
        "{} read{again}, {}",
        counted(summary.inputs, "input"),
        counted(reports, "report")
    ));
    for status in Status::ALL {
        let count = summary.with_status(status);
        if count > 0 {
            talk::say(format_args!("  {:<13} {:>9}", status.as_str(), thousands(count)));
        }
    }
    let figures: u64 = summary.figures.iter().sum();
    if figures > 0 {
        let [high, medium, low] = summary.figures.map(|count| percent(count, figures));
        let figures = counted(figures, "figure");
        talk::say(format_args!("{figures}: {high} high, {medium} medium, {low} low confidence"));
    }
    for (count, what) in [
        (summary.other_years, "on other years, left out"),
        (summary.twice, "given twice, read once"),
        (summary.left_aside, "passed over: style sheets, scripts, pictures of web pages and the like"),
    ] {
        if count > 0 {
            talk::say(format_args!("{} {what}", thousands(count)));
        }
    }
    talk::say(format_args!("dataset written to {}", output.display()));
}

/// `--dry-run`: what would be read, and what it is.
fn list(mut inputs: Inputs) -> anyhow::Result<ExitStatus> {
    inputs.need_one()?;
    let mut out = csv::Writer::from_writer(talk::stdout());
    out.write_record(["source", "media_type", "bytes", "problem"])?;
    for pending in inputs {
        let input = pending.load();
        match &input.bytes {
            Ok(bytes) => {
                let media_type = document::sniff(bytes).media_type();
                out.write_record([&input.source, media_type, &bytes.len().to_string(), ""])?;
            }
            Err(error) => out.write_record([&input.source, "", "", &error.to_string()])?,
        }
    }
    out.into_inner().map_err(|error| error.into_error())?.flush()?;
    Ok(ExitStatus::Done)
}
