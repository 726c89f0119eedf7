//! Finds what does not add up in a dataset: sums, prose against tables, year against year, documents against each other.
//!
//! Works on a dataset folder, also one that another tool filled in the same columns, and writes `findings.csv`. It knows
//! nothing of how the figures came to be but what their columns say. Reports pass through one by one: what is kept of each, to
//! compare years, is kept in a temporary file.
//!
//! ```text
//! figures.csv ─▶ Sheet ─▶ sums of the form ─▶ which cells explain those that fail ─▶ whose mistake ─▶ findings.csv
//! ```
//!
//! The method is that of official statistics: balance edits, error localisation after Fellegi and Holt (1976), ties
//! reported. Whose mistake it is follows from the flags: only where independent readings agree on every figure of a sum, and
//! nothing else speaks for a misreading, was it printed so.

mod checks;
mod chosen;
mod context;
mod damage;
mod doubt;
mod partial;
mod read;
mod series;
mod sums;
mod told;
mod words;

pub use checks::{About, all as checks};
pub use partial::partial;
pub use told::finding::{Finding, Verdict};
pub use told::lang::{Lang, Text};
pub use told::page::page;
pub use told::show::{Mark, Shown, ShownCell, ShownFinding, ShownOther, ShownRow, ShownTable, show};

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use compact_str::CompactString;

use crate::common::few;
use crate::dataset::columns::FINDINGS;
use crate::dataset::{DatasetError, excel};
use crate::template::Forms;
use checks::{CHECKS, Check, Run};
use chosen::{choose, meant};
use context::Context;
use read::input::{Reports, Sheets};
use read::prose::Prose;
use read::sheet::Sheet;
use read::store::Store;
use read::table::Table;
use series::Series;

/// What to check, and how to say it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The codes of the checks to run; all where it is empty. `R01` is enough for `R01-balance`.
    pub checks: Vec<String>,
    /// The language of `detail`.
    pub lang: Lang,
    /// Whether the files are made for Excel.
    pub excel: bool,
}

/// What came of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many reports have figures and were checked.
    pub reports: u64,
    /// How many findings each check has, by code and verdict.
    pub findings: BTreeMap<(CompactString, Verdict), u64>,
    /// The reports that could not be read: source and reason.
    pub unreadable: Vec<(String, String)>,
    /// What a person should know: columns that were ignored, files that are not there.
    pub notes: Vec<String>,
}

impl Summary {
    /// How many findings have a verdict.
    pub fn with_verdict(&self, verdict: Verdict) -> u64 {
        self.findings.iter().filter(|((_, of), _)| *of == verdict).map(|(_, count)| count).sum()
    }

    /// How many findings there are, notes not counted.
    pub fn total(&self) -> u64 {
        self.with_verdict(Verdict::Published) + self.with_verdict(Verdict::Extraction)
    }
}

/// Why a dataset cannot be audited.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A check was asked for that there is none of.
    #[error("there is no check {}{}", .0, meant(.0))]
    UnknownCheck(String),
    /// A list of checks has an empty place: `R01,,R03`.
    #[error("the list of checks has an empty place between or beside its commas")]
    EmptyCheck,
    /// A report was asked for that is not there.
    #[error("{} has no report {report} with figures", dir.display())]
    UnknownReport {
        /// The dataset.
        dir: std::path::PathBuf,
        /// The report.
        report: String,
    },
    /// A report was asked for that has no figures.
    #[error("the report {report} has no figures to show")]
    WithoutFigures {
        /// Its `report_id`.
        report: String,
    },
    /// A report was asked for by a name that several have.
    #[error("{} reports are called {report}: {}", sources.len(), few(sources))]
    SeveralReports {
        /// The name.
        report: String,
        /// Their sources.
        sources: Vec<String>,
    },
    /// The dataset cannot be read, or the findings not be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

impl AuditError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            AuditError::EmptyCheck => Some("name the checks one after the other: --checks R01,R03"),
            AuditError::UnknownCheck(_) => Some("nianbao audit --checks list prints all of them"),
            AuditError::UnknownReport { .. } | AuditError::SeveralReports { .. } => {
                Some("give a report_id or a source as in reports.csv")
            }
            AuditError::WithoutFigures { .. } => Some("status and reason in reports.csv say why"),
            AuditError::Dataset(error) => error.hint(),
        }
    }
}

/// Checks the dataset in `dir` and writes `findings.csv` there.
pub fn run(dir: &Path, forms: &Forms, options: &Options) -> Result<Summary, AuditError> {
    let chosen = choose(&options.checks)?;
    let mut output = Output::create(dir, options.excel)?;
    let summary = audit(dir, forms, &chosen, options.lang, &mut |finding| output.write(finding))?;
    // Whoever reads the findings must never take those of some checks for all.
    if chosen.len() < CHECKS.len() {
        partial::mark(dir, &chosen)?;
        output.finish()?;
    } else {
        output.finish()?;
        partial::unmark(dir)?;
    }
    Ok(summary)
}

/// Goes through the dataset once and hands over each finding.
fn audit(
    dir: &Path,
    forms: &Forms,
    chosen: &[&Check],
    lang: Lang,
    take: &mut dyn FnMut(&Finding) -> Result<(), DatasetError>,
) -> Result<Summary, AuditError> {
    let store = Store::new()?;
    let reports = Reports::read(dir, &store)?;
    let unplaced = keep_unplaced(dir, &reports, &store)?;
    let mut sheets = Sheets::open(dir, reports, forms)?;
    let mut summary = Summary::default();
    let mut sheet = Sheet::new(forms);
    let mut found = Vec::new();
    let mut prose = Prose::open(dir)?;
    let mut stated = Vec::new();
    let mut series = Series::new(forms, &store);
    let compares = chosen.iter().any(|check| matches!(check.run, Run::Series(_) | Run::File(_)));
    while sheets.next(&mut sheet)? {
        summary.reports += u64::from(!sheet.present().is_empty());
        if unplaced {
            sheet.unplaced = store.unplaced(sheet.facts.order)?;
        }
        if let Some(prose) = &mut prose {
            prose.of(sheet.facts.order, sheets.reports(), &mut stated)?;
        }
        let context = Context::new(&sheet, &stated, forms, lang);
        for check in chosen {
            match check.run {
                Run::Report(run) => run(&context, &mut found),
                Run::Prose(run) => run(&context, &stated, &mut found),
                Run::Series(_) | Run::File(_) => {}
            }
        }
        if compares {
            series.add(&context, &stated)?;
        }
        hand_over(&mut found, &mut summary, take)?;
    }
    for check in chosen {
        match check.run {
            Run::Series(run) => run(&series, lang, &mut found)?,
            Run::File(run) if !run(dir, &series, lang, &mut found)? => {
                summary.notes.push(format!(
                    "there is no {}, so {} is skipped",
                    checks::SIMILAR,
                    check.about.code
                ));
            }
            _ => {}
        }
        hand_over(&mut found, &mut summary, take)?;
    }
    notes(&sheets, &mut summary.notes);
    if chosen.iter().any(|check| check.about.code.starts_with('Y'))
        && let Some((count, first)) = checks::left_out(&series)?
    {
        summary.notes.push(format!(
            "years that are not compared with those beside them (Y01 to Y04), as their agency has several reports on them that differ (D03): \
             {count}, the first is {first}; take the reports that do not count out of the dataset"
        ));
    }
    summary.unreadable = sheets.take_unreadable();
    let asked_prose = chosen.iter().any(|check| matches!(check.run, Run::Prose(_)));
    match prose.map(|prose| prose.out_of_order) {
        None if asked_prose => summary.notes.push("there is no prose_figures.csv, so prose is not checked".to_string()),
        Some(Some(line)) => summary.notes.push(format!(
            "prose_figures.csv, line {line}: not in the order of reports.csv, so prose is checked up to there only; sort it"
        )),
        _ => {}
    }
    Ok(summary)
}

fn hand_over(
    found: &mut Vec<Finding>,
    summary: &mut Summary,
    take: &mut dyn FnMut(&Finding) -> Result<(), DatasetError>,
) -> Result<(), DatasetError> {
    for finding in found.drain(..) {
        *summary.findings.entry((finding.check.clone(), finding.verdict)).or_default() += 1;
        take(&finding)?;
    }
    Ok(())
}

/// Keeps the printed rows that found no place, for all reports; false if there are none. The file need not be there.
fn keep_unplaced(dir: &Path, reports: &Reports<'_>, store: &Store) -> Result<bool, DatasetError> {
    let columns = ["report_id", "table", "part", "label", "figures"];
    let mut file = match Table::open(dir, "unplaced.csv", &columns, columns.len(), &columns) {
        Ok(file) => file,
        Err(DatasetError::MissingFile { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut any = false;
    while file.advance()? {
        let says_something = file.bytes(4).iter().any(|byte| (b'1'..=b'9').contains(byte));
        if file.bytes(2) != b"row" || !says_something {
            continue;
        }
        if let Some(facts) = reports.facts(file.text(0)?)? {
            store.add_unplaced(facts.order, file.text(1)?, file.text(3)?, file.text(4)?)?;
            any = true;
        }
    }
    store.index_unplaced()?;
    Ok(any)
}

fn notes(sheets: &Sheets<'_>, notes: &mut Vec<String>) {
    for (file, columns) in sheets.unknown_columns() {
        if !columns.is_empty() {
            notes.push(format!(
                "{file}: columns that this version does not know are ignored: {}",
                columns.join(", ")
            ));
        }
    }
    if let Some((line, form, count)) = &sheets.unknown_forms {
        notes.push(format!(
            "figures.csv: {count} figures follow a form that this version does not know and are not checked, the first in line {line}: {form}; \
             if a newer nianbao made the dataset, use that, else give the form with --data"
        ));
    }
    if let Some((line, key, count)) = &sheets.unknown_keys {
        notes.push(format!(
            "figures.csv: {count} figures of no form here are ignored, the first in line {line}: {key}; a newer version or --data may know them"
        ));
    }
    if let Some((line, flag, count)) = &sheets.unknown_flags {
        notes.push(format!(
            "figures.csv: {count} figures have a flag that this version does not know, the first in line {line}: {flag}; they count as doubtful"
        ));
    }
}

/// The findings in a dataset folder; none if it has not been audited.
pub fn read_findings(dir: &Path) -> Result<Vec<Finding>, DatasetError> {
    let names: Vec<&'static str> = FINDINGS.columns.iter().map(|column| column.name).collect();
    let mut table = match Table::open(dir, FINDINGS.name, &names, names.len(), &names) {
        Ok(table) => table,
        Err(DatasetError::MissingFile { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut findings = Vec::new();
    while table.advance()? {
        findings.push(Finding::read(&table)?);
    }
    Ok(findings)
}

/// `findings.csv` while it is written: it gets its name when it is whole.
struct Output {
    to: std::path::PathBuf,
    part: std::path::PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    excel: bool,
}

impl Output {
    fn create(dir: &Path, excel: bool) -> Result<Output, DatasetError> {
        let (to, part) = (dir.join(FINDINGS.name), dir.join(format!(".{}.part", FINDINGS.name)));
        if !dir.is_dir() || !dir.join("reports.csv").exists() {
            return Err(DatasetError::MissingFile { dir: dir.to_path_buf(), file: "reports.csv" });
        }
        let failed = |error| DatasetError::write(&part, error);
        let mut file = BufWriter::new(File::create(&part).map_err(failed)?);
        if excel {
            file.write_all(excel::BYTE_ORDER_MARK).map_err(failed)?;
        }
        let mut writer = csv::Writer::from_writer(file);
        let header = FINDINGS.columns.iter().map(|column| column.name);
        writer.write_record(header).map_err(|error| DatasetError::csv(&part, error))?;
        Ok(Output { to, part, writer, excel })
    }

    fn write(&mut self, finding: &Finding) -> Result<(), DatasetError> {
        let written = if self.excel {
            finding.harmless().write(&mut self.writer)
        } else {
            finding.write(&mut self.writer)
        };
        written.map_err(|error| DatasetError::csv(&self.part, error))
    }

    fn finish(self) -> Result<(), DatasetError> {
        let Output { to, part, writer, excel } = self;
        let failed = |error| DatasetError::write(&to, error);
        let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        if excel {
            excel::convert(&FINDINGS, &part, &to.with_extension("xlsx"))?;
        }
        fs::rename(&part, &to).map_err(failed)
    }
}
