//! One report for a person: its tables with the figures that do not add up marked, and every finding about it.

use std::path::Path;

use super::finding::Finding;
use super::lang::Lang;
use super::tables::{Marks, tables};
use crate::audit::checks::{CHECKS, Check, Run};
use crate::audit::context::Context;
use crate::audit::read::input::{Reports, Sheets};
use crate::audit::read::prose::Prose;
use crate::audit::read::sheet::Sheet;
use crate::audit::read::store::Store;
use crate::audit::{AuditError, choose, keep_unplaced};
use crate::dataset::read;
use crate::template::{FieldId, Forms};

/// A report with what was found in it.
#[derive(Debug)]
pub struct Shown {
    /// The report.
    pub report_id: String,
    /// The path as given, or the URL.
    pub source: String,
    /// The issuing body.
    pub agency: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The tables that findings are about.
    pub tables: Vec<ShownTable>,
    /// The tables of other reports that findings compare them with.
    pub others: Vec<ShownOther>,
    /// What was found: in the report itself, and by the last audit beside other reports.
    pub findings: Vec<ShownFinding>,
}

/// Another report that a finding speaks of.
#[derive(Debug)]
pub struct ShownOther {
    /// The report.
    pub report_id: String,
    /// The path as given, or the URL.
    pub source: String,
    /// The issuing body.
    pub agency: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The tables that the finding is about.
    pub tables: Vec<ShownTable>,
}

/// A finding as shown.
#[derive(Debug)]
pub struct ShownFinding {
    /// The finding.
    pub finding: Finding,
    /// Where the figure it is about stands; empty if it is about none.
    pub locator: String,
    /// The cells that would explain it, by their labels: every set of them.
    pub suspects: Vec<String>,
}

/// A part of a table with columns of its own.
#[derive(Debug)]
pub struct ShownTable {
    /// Number and heading of the section.
    pub heading: String,
    /// The labels of its columns.
    pub columns: Vec<String>,
    /// Its rows, and the heads over groups of them.
    pub rows: Vec<ShownRow>,
}

/// A row of a table as shown.
#[derive(Debug)]
pub struct ShownRow {
    /// Its label; a row that stands in a group is set in.
    pub label: String,
    /// Its cells; none for the head over a group.
    pub cells: Vec<ShownCell>,
}

/// A cell as shown.
#[derive(Debug)]
pub struct ShownCell {
    /// What is printed; a point where the report does not print the cell.
    pub text: String,
    /// What is said of it.
    pub mark: Mark,
}

/// What is said of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    Plain,
    /// It stands in a sum that does not come out.
    Broken,
    /// It is among the cells that would explain it.
    Suspect,
    /// A finding without such cells is about it.
    About,
}

/// Looks a report up by its `report_id`, its source, the name of its file or its agency, and runs checks on it again: all of them where none
/// is named.
pub fn show(
    dir: &Path,
    forms: &Forms,
    report: &str,
    checks: &[String],
    lang: Lang,
) -> Result<Shown, AuditError> {
    let chosen = choose(checks)?;
    let report = find(dir, report)?;
    let mut across = beside_others(dir, forms, &report, lang)?;
    across.retain(|finding| chosen.iter().any(|check| check.about.code == finding.check));
    let own = with_report(dir, forms, &report, lang, |context| {
        let mut findings = Vec::new();
        for check in &chosen {
            match check.run {
                Run::Report(run) => run(context, &mut findings),
                Run::Prose(run) => run(context, context.stated, &mut findings),
                Run::Series(_) | Run::File(_) => {}
            }
        }
        findings.extend(across.iter().cloned());
        let tables = tables(context, &Marks::of_report(&findings));
        let findings = findings.into_iter().map(|finding| shown(context, finding)).collect();
        Shown {
            report_id: context.sheet.report_id.to_string(),
            source: context.sheet.source.clone(),
            agency: context.sheet.agency.clone(),
            year: context.sheet.year,
            tables,
            others: Vec::new(),
            findings,
        }
    })?;
    let Some(mut own) = own else { return Err(AuditError::WithoutFigures { report }) };
    own.others = others(dir, forms, &report, &across, lang)?;
    Ok(own)
}

/// Reads one report and does something with it; nothing if it has no figures.
fn with_report<T>(
    dir: &Path,
    forms: &Forms,
    report: &str,
    lang: Lang,
    work: impl FnOnce(&Context<'_>) -> T,
) -> Result<Option<T>, AuditError> {
    let store = Store::new()?;
    let reports = Reports::read(dir, &store)?;
    keep_unplaced(dir, &reports, &store)?;
    let mut sheets = Sheets::open(dir, reports, forms)?;
    let mut sheet = Sheet::new(forms);
    while sheets.next(&mut sheet)? {
        if sheet.report_id != report {
            continue;
        }
        sheet.unplaced = store.unplaced(sheet.facts.order)?;
        let mut stated = Vec::new();
        if let Some(mut prose) = Prose::open(dir)? {
            prose.of(sheet.facts.order, sheets.reports(), &mut stated)?;
        }
        return Ok(Some(work(&Context::new(&sheet, &stated, forms, lang))));
    }
    Ok(None)
}

/// The reports that findings compare one with, in the order of the dataset: `detail` has their identifiers.
fn others(
    dir: &Path,
    forms: &Forms,
    report: &str,
    across: &[Finding],
    lang: Lang,
) -> Result<Vec<ShownOther>, AuditError> {
    let mut others = Vec::new();
    if across.iter().all(|finding| finding.table.is_empty()) {
        return Ok(others);
    }
    for row in read::reports(dir)? {
        let row = row?;
        let names = |finding: &&Finding| finding.detail.contains(row.report_id.as_str());
        let of: Vec<&Finding> = across.iter().filter(names).collect();
        if row.report_id == report || of.is_empty() {
            continue;
        }
        let marks = Marks::of_other(&of, &row.report_id, row.year);
        let tables = with_report(dir, forms, &row.report_id, lang, |context| tables(context, &marks))?;
        others.extend(tables.filter(|tables| !tables.is_empty()).map(|tables| ShownOther {
            report_id: row.report_id.to_string(),
            source: row.source,
            agency: row.agency,
            year: row.year,
            tables,
        }));
    }
    Ok(others)
}

/// The `report_id` of the report that is meant: the one with this identifier or source, else the only one whose file or agency
/// has this name.
fn find(dir: &Path, report: &str) -> Result<String, AuditError> {
    let mut named: Vec<(String, String)> = Vec::new();
    for row in read::reports(dir)? {
        let row = row?;
        if row.report_id == report || row.source == report {
            return Ok(row.report_id.to_string());
        }
        let file = row.source.rsplit(['/', '\\']).next().unwrap_or_default();
        if file == report || row.agency == report {
            named.push((row.report_id.to_string(), row.source.to_string()));
        }
    }
    match named.as_slice() {
        [(id, _)] => Ok(id.clone()),
        [] => Err(AuditError::UnknownReport { dir: dir.to_path_buf(), report: report.to_string() }),
        several => Err(AuditError::SeveralReports {
            report: report.to_string(),
            sources: several.iter().map(|(_, source)| source.clone()).collect(),
        }),
    }
}

/// A finding with what a person needs to see it on paper.
fn shown(context: &Context<'_>, finding: Finding) -> ShownFinding {
    let sheet = context.sheet;
    let key = format!("{}.{}.{}", finding.table, finding.row, finding.column);
    let cell = sheet.find(&key).and_then(|field| sheet.cell(field));
    let locator = cell.map(|cell| sheet.locator(cell).to_string()).unwrap_or_default();
    let named = |key: &str| match key.split_once(':') {
        Some((year, key)) => format!("{year}: {}", named(key, context)),
        None => named(key, context),
    };
    let sets = finding.suspects.split('|').map(str::trim).filter(|set| !set.is_empty());
    let suspects = sets.map(|set| {
        let cells: Vec<String> = set.split(';').map(|key| named(key.trim())).collect();
        cells.join(" + ")
    });
    ShownFinding { locator, suspects: suspects.collect(), finding }
}

/// A figure by its labels as the report has them; one that it does not print as the newest form does.
fn named(key: &str, context: &Context<'_>) -> String {
    let of_form = || {
        let at = context.forms.fields.iter().rposition(|field| field.key == key)?;
        u16::try_from(at).ok().map(FieldId)
    };
    let field = context.sheet.find(key).or_else(of_form);
    field.map_or_else(|| key.to_string(), |field| name(field, context))
}

/// A figure by the labels of its row and column.
fn name(field: FieldId, context: &Context<'_>) -> String {
    let place = context.forms.place(field);
    match context.lang {
        Lang::Zh => format!("{}／{}", place.row.label, place.column.label),
        Lang::En => format!("{} / {}", place.row.en, place.column.en),
    }
}

/// What the last audit found of a report beside other reports; nothing if there was none. Where it told that in the other language,
/// the same is looked for again.
fn beside_others(dir: &Path, forms: &Forms, report_id: &str, lang: Lang) -> Result<Vec<Finding>, AuditError> {
    let across = |check: &&Check| matches!(check.run, Run::Series(_) | Run::File(_));
    let checks: Vec<&Check> = CHECKS.iter().filter(across).collect();
    let mut findings = crate::audit::read_findings(dir)?;
    findings.retain(|finding| {
        finding.report_id == report_id && checks.iter().any(|check| check.about.code == finding.check)
    });
    if findings.iter().all(|finding| is_english(&finding.detail) == (lang == Lang::En)) {
        return Ok(findings);
    }
    let found = |check: &&Check| findings.iter().any(|finding| finding.check == check.about.code);
    let checks: Vec<&Check> = checks.into_iter().filter(found).collect();
    let mut told = Vec::new();
    crate::audit::audit(dir, forms, &checks, lang, &mut |finding| {
        told.extend((finding.report_id == report_id).then(|| finding.clone()));
        Ok(())
    })?;
    Ok(told)
}

/// Whether a sentence of a check is in English, by its first letter: what it quotes, and ends with, may be Chinese.
fn is_english(detail: &str) -> bool {
    detail.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_ascii())
}
