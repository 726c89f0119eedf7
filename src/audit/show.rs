//! One report for a person: its tables with the figures that do not add up marked, and every finding about it.

use std::collections::BTreeSet;
use std::path::Path;

use super::checks::{CHECKS, Run};
use super::context::Context;
use super::finding::{Finding, plain};
use super::input::{Reports, Sheets};
use super::lang::Lang;
use super::prose::Prose;
use super::sheet::Sheet;
use super::store::Store;
use super::sums::cells;
use super::{AuditError, keep_unplaced};
use crate::dataset::DatasetError;
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
    pub findings: Vec<Finding>,
}

/// A part of a table with columns of its own.
#[derive(Debug)]
pub struct ShownTable {
    /// Number and heading of the section.
    pub heading: String,
    /// The labels of its columns.
    pub columns: Vec<String>,
    /// Its rows: label and cells.
    pub rows: Vec<(String, Vec<ShownCell>)>,
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

/// Looks a report up by its `report_id` or its source and checks it again.
pub fn show(dir: &Path, forms: &Forms, report: &str, lang: Lang) -> Result<Shown, AuditError> {
    let store = Store::new()?;
    let reports = Reports::read(dir, &store)?;
    keep_unplaced(dir, &reports, &store)?;
    let mut sheets = Sheets::open(dir, reports, forms)?;
    let mut sheet = Sheet::new(forms);
    while sheets.next(&mut sheet)? {
        if sheet.report_id != report && sheet.source != report {
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
        findings.extend(beside_others(dir, &sheet.report_id)?);
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
    let mut rows = Vec::new();
    for (at, row) in block.rows.iter().enumerate() {
        let fields = (0..block.columns.len()).map(|column| block.field(at, column));
        if fields.clone().all(|field| context.sheet.cell(field).is_none()) {
            continue;
        }
        let cells = fields.map(|field| {
            let key = context.forms.place(field).field.key.as_str();
            let mark = match (suspects.contains(key), failing.contains(&field)) {
                (true, _) => Mark::Suspect,
                (false, true) => Mark::Broken,
                (false, false) => Mark::Plain,
            };
            ShownCell { text: text(field, context), mark }
        });
        rows.push((label(&row.label, &row.en), cells.collect()));
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

/// What the last audit found of a report beside other reports; nothing if there was none.
fn beside_others(dir: &Path, report_id: &str) -> Result<Vec<Finding>, DatasetError> {
    let findings = super::read_findings(dir)?;
    let across = |check: &str| {
        CHECKS
            .iter()
            .any(|known| known.about.code == check && matches!(known.run, Run::Series(_) | Run::File(_)))
    };
    Ok(findings
        .into_iter()
        .filter(|finding| finding.report_id == report_id && across(&finding.check))
        .collect())
}
