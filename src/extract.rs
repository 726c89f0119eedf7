//! The job of `nianbao extract`: every input through the pipeline, on all cores, into a dataset.
//!
//! What a run does is a function of its inputs: rows come in the order of the inputs whatever the number of workers, and
//! rows that an earlier run made of the same bytes are taken over instead of made again, with the same result.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::batch;
use crate::dataset::earlier::{Earlier, Index, Spot};
use crate::dataset::{DatasetError, ReportKey, RowFormat, Rows, State, Tally, Writer};
use crate::inputs::{Input, Inputs, NoInput, Pending};
use crate::place::Places;
use crate::report::{Report, Status};
use crate::template::Forms;

/// Reads one input into its reports. [`crate::pipeline::Pipeline::read`] is the one that programs use.
pub type ReadReports<'a> = &'a (dyn Fn(&Input) -> Vec<Report> + Sync);

/// What to do, and how.
pub struct Job<'a> {
    /// The forms to read by.
    pub forms: &'a Forms,
    /// The regions and bodies to place agencies by.
    pub places: &'a Places,
    /// How many workers; 0 is one per core.
    pub jobs: usize,
    /// Reports on other years are left out; those whose year cannot be told are not.
    pub years: Option<Years>,
    /// Whether the files are made for Excel.
    pub excel: bool,
    /// Set from outside to end the work early.
    pub stop: &'a AtomicBool,
    /// Reads one input.
    pub read: ReadReports<'a>,
}

/// Years from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// The first year.
    pub first: u16,
    /// The last year.
    pub last: u16,
}

/// What came of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many inputs were read or taken over.
    pub inputs: u64,
    /// How many of these were taken over from an earlier run.
    pub taken_over: u64,
    /// How many reports have each status, in the order of [`Status::ALL`].
    pub statuses: [u64; Status::ALL.len()],
    /// How many figures have confidence high, medium and low.
    pub figures: [u64; 3],
    /// How many reports on other years were left out.
    pub other_years: u64,
    /// How many inputs were given twice, same source and same content.
    pub twice: u64,
    /// How many pages were met on the way to reports and are none.
    pub on_the_way: u64,
    /// How many files were passed over because they cannot be documents.
    pub left_aside: u64,
    /// Whether all inputs were read; otherwise the work was stopped and can be continued.
    pub complete: bool,
}

/// What happens while a job runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// Rows of an earlier run were found: how many inputs are done, and whether finished files were changed since.
    Earlier {
        /// How many inputs are done.
        done: usize,
        /// Whether the finished dataset was changed by someone, so that its rows are not used.
        edited: bool,
    },
    /// A report went into the dataset.
    Report(&'a Tally),
    /// So many inputs are written down; a kill does not lose them.
    Written(u64),
    /// All are written down; what is left is to make them the dataset, which takes its time with Excel files.
    Finishing,
}

/// Why a job failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// There is nothing to read.
    #[error(transparent)]
    NoInput(#[from] NoInput),
    /// The dataset cannot be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

/// What a worker makes of an input.
enum Outcome {
    Fresh {
        key: ReportKey,
        rows: Rows,
        other_years: u64,
    },
    TakenOver {
        key: ReportKey,
        spot: Spot,
    },
    /// A page on the way that turned out to be no report.
    OnTheWay,
}

/// Reads inputs while they come in, and leaves their rows for [`extract`] to take over: so that most of the work is done when
/// the last one is there. How many were read.
pub fn read_ahead(inputs: Inputs, dir: &Path, job: &Job<'_>) -> Result<u64, ExtractError> {
    let format = RowFormat::new(job.forms, job.excel);
    let years = job.years.map(|years| years.to_string()).unwrap_or_default();
    let (mut writer, mut earlier) =
        Writer::open(dir, &format, State::new(job.forms, job.places, &years, job.excel))?;
    let mut summary = Summary::default();
    let ran = run(inputs, job, &format, &mut earlier, &mut writer, &mut summary, &mut |_| {});
    let stopped = writer.stop();
    ran?;
    stopped?;
    Ok(summary.inputs)
}

/// Reads all inputs into a dataset in `dir`.
pub fn extract(
    mut inputs: Inputs,
    dir: &Path,
    job: &Job<'_>,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, ExtractError> {
    inputs.need_one()?;
    let format = RowFormat::new(job.forms, job.excel);
    let years = job.years.map(|years| years.to_string()).unwrap_or_default();
    let state = State::new(job.forms, job.places, &years, job.excel);
    let (mut writer, mut earlier) = Writer::open(dir, &format, state)?;
    watch(Event::Earlier { done: earlier.index().len(), edited: earlier.edited() });
    let mut summary = Summary::default();
    let ran = writer
        .explain(job.forms)
        .and_then(|()| run(inputs, job, &format, &mut earlier, &mut writer, &mut summary, watch));
    let error = match ran {
        Ok(inputs) => {
            summary.left_aside = inputs.left_aside();
            if summary.complete {
                watch(Event::Finishing);
                writer.finish(job.forms, job.places)?;
                return Ok(summary);
            }
            None
        }
        Err(error) => Some(error),
    };
    let stopped = writer.stop();
    match error {
        Some(error) => Err(error.into()),
        None => stopped.map(|_| summary).map_err(ExtractError::from),
    }
}

fn run(
    inputs: Inputs,
    job: &Job<'_>,
    format: &RowFormat<'_>,
    earlier: &mut Earlier,
    writer: &mut Writer,
    summary: &mut Summary,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Inputs, DatasetError> {
    let index = earlier.index();
    let work = |pending| read(pending, job, format, &index);
    let sink = |outcome: Option<Outcome>| {
        let written = writer.flushed();
        match outcome {
            None => writer.tick()?,
            Some(outcome) => {
                let (key, rows) = match outcome {
                    Outcome::Fresh { key, rows, other_years } => {
                        summary.other_years += other_years;
                        (key, rows)
                    }
                    Outcome::TakenOver { key, spot } => {
                        summary.taken_over += 1;
                        (key, earlier.rows(spot)?)
                    }
                    Outcome::OnTheWay => {
                        summary.on_the_way += 1;
                        return Ok(());
                    }
                };
                if writer.has(key) {
                    summary.twice += 1;
                    return Ok(());
                }
                writer.append(key, &rows)?;
                summary.inputs += 1;
                for tally in &rows.reports {
                    summary.count(tally);
                    watch(Event::Report(tally));
                }
            }
        }
        if writer.flushed() > written {
            watch(Event::Written(writer.flushed()));
        }
        Ok(())
    };
    let (inputs, complete) = batch::ordered_map(inputs, job.jobs, job.stop, work, sink)?;
    summary.complete = complete;
    Ok(inputs)
}

fn read(pending: Pending, job: &Job<'_>, format: &RowFormat<'_>, earlier: &Index) -> Outcome {
    let input = pending.load();
    let key = ReportKey::new(&input.source, &input.sha256);
    if input.bytes.is_ok()
        && let Some(spot) = earlier.find(key, input.fetched_at.as_deref())
    {
        return Outcome::TakenOver { key, spot };
    }
    let made = batch::guarded(|| {
        let mut reports = (job.read)(&input);
        if !input.expected {
            reports.retain(is_surely_report);
            if reports.is_empty() {
                return Outcome::OnTheWay;
            }
        }
        if input.doubted {
            reports.iter_mut().for_each(doubt);
        }
        if reports.is_empty() {
            let reason = "internal error: the reader gave no report";
            reports.push(Report::without_figures(Status::Unreadable, reason));
        }
        reports.iter_mut().enumerate().for_each(|(index, report)| stamp(report, &input, key, index));
        let all = reports.len();
        reports.retain(|report| job.years.is_none_or(|years| years.take(report.identity.year)));
        let other_years = (all - reports.len()) as u64;
        Outcome::Fresh { key, rows: format.rows(&reports), other_years }
    });
    made.unwrap_or_else(|panic| {
        let mut report = Report::without_figures(Status::Unreadable, format!("internal error: {panic}"));
        stamp(&mut report, &input, key, 0);
        Outcome::Fresh { key, rows: format.rows(&[report]), other_years: 0 }
    })
}

/// Whether something that nobody expected to be a report is one beyond doubt: it has figures.
fn is_surely_report(report: &Report) -> bool {
    matches!(report.status, Status::Extracted | Status::Partial) && !report.figures.is_empty()
}

/// A page that has no more of a report than the title, and that the crawl saw to be on something else, is none.
fn doubt(report: &mut Report) {
    if report.status == Status::Partial && report.figures.is_empty() {
        report.status = Status::NotAReport;
        report.reason = "it has the title of a report, and neither sections nor figures of one".to_string();
    }
}

/// Sets what follows from the input alone.
fn stamp(report: &mut Report, input: &Input, key: ReportKey, index: usize) {
    report.id = key.id(index);
    report.source.clone_from(&input.source);
    report.sha256.clone_from(&input.sha256);
    report.fetched_at.clone_from(&input.fetched_at);
}

impl Summary {
    fn count(&mut self, tally: &Tally) {
        for (count, status) in self.statuses.iter_mut().zip(Status::ALL) {
            *count += u64::from(status == tally.status);
        }
        self.figures.iter_mut().zip(tally.figures).for_each(|(sum, count)| *sum += count);
    }

    /// How many reports have a status.
    pub fn with_status(&self, status: Status) -> u64 {
        Status::ALL
            .into_iter()
            .zip(self.statuses)
            .find(|(known, _)| *known == status)
            .map_or(0, |(_, count)| count)
    }
}

impl Years {
    fn take(self, year: Option<u16>) -> bool {
        year.is_none_or(|year| (self.first..=self.last).contains(&year))
    }
}

impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

impl std::str::FromStr for Years {
    type Err = String;

    fn from_str(text: &str) -> Result<Years, String> {
        let year = |text: &str, open: u16| match text.trim().parse() {
            Ok(year @ 2008..=2100) => Ok(year),
            _ if text.trim().is_empty() => Ok(open),
            _ => Err(format!("{text:?} is not a year; write 2023 or 2019..2024")),
        };
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => (year(first, 0)?, year(last.trim_start_matches('='), u16::MAX)?),
            None if text.trim().is_empty() => return Err("write 2023 or 2019..2024".to_string()),
            None => (year(text, 0)?, year(text, 0)?),
        };
        if first > last { Err(format!("{first} is after {last}")) } else { Ok(Years { first, last }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_from_to_with_both_ends() {
        let years: Years = "2019..2024".parse().unwrap();
        assert_eq!(years, Years { first: 2019, last: 2024 });
        assert!(years.take(Some(2024)) && years.take(None) && !years.take(Some(2018)));
        assert_eq!("2021".parse(), Ok(Years { first: 2021, last: 2021 }));
        assert!("2021..".parse::<Years>().unwrap().take(Some(2050)));
        for wrong in ["", "21", "2024..2019", "x..2020", "2019-2024"] {
            assert!(wrong.parse::<Years>().is_err(), "{wrong}");
        }
    }
}
