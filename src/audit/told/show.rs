//! One report for a person: its tables with the figures that do not add up marked, and every finding about it.

use std::collections::BTreeSet;
use std::path::Path;

use rust_decimal::Decimal;

use super::finding::{Finding, plain};
use super::lang::Lang;
use crate::audit::checks::{CHECKS, Check, Run};
use crate::audit::context::Context;
use crate::audit::read::input::{Reports, Sheets};
use crate::audit::read::prose::Prose;
use crate::audit::read::sheet::Sheet;
use crate::audit::read::store::Store;
use crate::audit::sums::cells;
use crate::audit::{AuditError, keep_unplaced};
use crate::dataset::read;
use crate::report::Value;
use crate::template::{Block, FieldId, Form, Forms, Table};

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
    /// What was found: in the report itself, and by the last audit beside other reports.
    pub findings: Vec<ShownFinding>,
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
}

/// Looks a report up by its `report_id`, its source, the name of its file or its agency, and checks it again.
pub fn show(dir: &Path, forms: &Forms, report: &str, lang: Lang) -> Result<Shown, AuditError> {
    let store = Store::new()?;
    let reports = Reports::read(dir, &store)?;
    keep_unplaced(dir, &reports, &store)?;
    let report = &find(dir, report)?;
    let mut sheets = Sheets::open(dir, reports, forms)?;
    let mut sheet = Sheet::new(forms);
    while sheets.next(&mut sheet)? {
        if sheet.report_id != report.as_str() {
            continue;
        }
        sheet.unplaced = store.unplaced(sheet.facts.order)?;
        let mut stated = Vec::new();
        if let Some(mut prose) = Prose::open(dir)? {
            prose.of(sheet.facts.order, sheets.reports(), &mut stated)?;
        }
        let context = Context::new(&sheet, &stated, forms, lang);
        let mut findings = Vec::new();
        for check in CHECKS {
            match check.run {
                Run::Report(run) => run(&context, &mut findings),
                Run::Prose(run) => run(&context, &stated, &mut findings),
                Run::Series(_) | Run::File(_) => {}
            }
        }
        let tables = tables(&context, &findings);
        findings.extend(beside_others(dir, forms, &sheet.report_id, lang)?);
        let findings = findings.into_iter().map(|finding| shown(&context, finding)).collect();
        return Ok(Shown {
            report_id: sheet.report_id.to_string(),
            source: sheet.source.clone(),
            agency: sheet.agency.clone(),
            year: sheet.year,
            tables,
            findings,
        });
    }
    Err(AuditError::UnknownReport { dir: dir.to_path_buf(), report: report.to_string() })
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
    let named = |key: &str| sheet.find(key).map_or_else(|| key.to_string(), |field| name(field, context));
    let sets = finding.suspects.split('|').map(str::trim).filter(|set| !set.is_empty());
    let suspects = sets.map(|set| {
        let cells: Vec<String> = set.split(';').map(|key| named(key.trim())).collect();
        cells.join(" + ")
    });
    ShownFinding { locator, suspects: suspects.collect(), finding }
}

/// A figure by the labels of its row and column.
fn name(field: FieldId, context: &Context<'_>) -> String {
    let place = context.forms.place(field);
    match context.lang {
        Lang::Zh => format!("{}／{}", place.row.label, place.column.label),
        Lang::En => format!("{} / {}", place.row.en, place.column.en),
    }
}

/// The tables that findings are about, part by part.
fn tables(context: &Context<'_>, findings: &[Finding]) -> Vec<ShownTable> {
    let failing: BTreeSet<FieldId> = context
        .sums
        .failing()
        .filter_map(|id| context.forms.identities.get(usize::from(id.0)))
        .flat_map(cells)
        .collect();
    let suspects: BTreeSet<&str> =
        findings.iter().flat_map(|finding| finding.suspects.split([';', '|'])).map(str::trim).collect();
    let mut shown = Vec::new();
    for form in &context.forms.forms {
        for table in &form.tables {
            if !findings.iter().any(|finding| finding.table == table.key) {
                continue;
            }
            shown.extend(
                table
                    .blocks
                    .iter()
                    .filter_map(|block| part(form, table, block, context, &failing, &suspects)),
            );
        }
    }
    shown
}

fn part(
    form: &Form,
    table: &Table,
    block: &Block,
    context: &Context<'_>,
    failing: &BTreeSet<FieldId>,
    suspects: &BTreeSet<&str>,
) -> Option<ShownTable> {
    let label = |zh: &str, en: &str| match context.lang {
        Lang::Zh => zh.to_string(),
        Lang::En => en.to_string(),
    };
    let mut rows: Vec<ShownRow> = Vec::new();
    let mut last_group = None;
    for (at, row) in block.rows.iter().enumerate() {
        let fields = (0..block.columns.len()).map(|column| block.field(at, column));
        if fields.clone().all(|field| context.sheet.cell(field).is_none()) {
            continue;
        }
        let cells = fields.map(|field| {
            let key = context.forms.place(field).field.key.as_str();
            let mark = match (suspects.contains(key), failing.contains(&field)) {
                (true, _) => Mark::Suspect,
                // A nought adds nothing to the sum.
                (false, true) if context.sheet.number_or_nil(field) != Some(Decimal::ZERO) => Mark::Broken,
                (false, _) => Mark::Plain,
            };
            ShownCell { text: text(field, context), mark }
        });
        let cells = cells.collect();
        let group = row.group.as_ref().and_then(|key| table.groups.iter().find(|group| group.key == *key));
        if let Some(group) = group.filter(|group| last_group != Some(group.key.as_str())) {
            rows.push(ShownRow { label: label(&group.label, &group.en), cells: Vec::new() });
        }
        last_group = group.map(|group| group.key.as_str());
        let set_in = if group.is_some() { "  " } else { "" };
        let name = match (context.lang, group) {
            // 不予公开 stands over it already.
            (Lang::En, Some(_)) => row.en.split_once(": ").map_or(row.en.as_str(), |(_, name)| name),
            _ => &label(&row.label, &row.en),
        };
        rows.push(ShownRow { label: format!("{set_in}{name}"), cells });
    }
    let columns = block.columns.iter().map(|column| label(&column.label, &column.en)).collect();
    let heading = match context.lang {
        Lang::Zh => format!("{}、{}", table.section, table.label),
        Lang::En => format!("{} {} (form of {})", table.section, table.en, form.name),
    };
    (!rows.is_empty()).then_some(ShownTable { heading, columns, rows })
}

fn text(field: FieldId, context: &Context<'_>) -> String {
    match context.sheet.cell(field) {
        None => "·".to_string(),
        Some(cell) => match cell.value {
            Value::Number(number) => plain(number),
            Value::Missing(_) => context.sheet.published(cell).trim().to_string(),
        },
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
