//! The tables of a report as they are shown: the cells that findings are about, marked.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::finding::{Finding, plain};
use super::lang::Lang;
use super::show::{Mark, ShownCell, ShownRow, ShownTable};
use crate::audit::context::Context;
use crate::audit::sums::cells;
use crate::report::Value;
use crate::template::{Block, FieldId, Form, Table};

/// What is marked in the tables of a report, by keys.
#[derive(Default)]
pub(super) struct Marks {
    tables: BTreeSet<String>,
    suspects: BTreeSet<String>,
    /// What findings without suspects are about: a figure, or a row with a point behind it.
    about: BTreeSet<String>,
}

impl Marks {
    pub(super) fn of_report(findings: &[Finding]) -> Marks {
        let mut marks = Marks::default();
        for finding in findings {
            marks.tables.insert(finding.table.clone());
            marks.suspects.extend(suspects(finding).map(str::to_string));
            // What is found in the text is about no table, and may suspect its figures.
            let own = suspects(finding).filter(|key| !key.contains(':'));
            marks.tables.extend(own.filter_map(|key| key.split('.').next()).map(str::to_string));
            if finding.suspects.is_empty() {
                marks.about.insert(format!("{}.{}.{}", finding.table, finding.row, finding.column));
            }
        }
        marks
    }

    /// What findings of one report say of another: suspects under its year or its `report_id`, or the same figure.
    pub(super) fn of_other(findings: &[&Finding], id: &str, year: Option<u16>) -> Marks {
        let mut marks = Marks::default();
        for finding in findings {
            marks.tables.insert(finding.table.clone());
            let of_year = suspects(finding).filter_map(|key| key.split_once(':'));
            let of_year =
                of_year.filter(|(of, _)| *of == id || year.is_some_and(|year| of.parse() == Ok(year)));
            marks.suspects.extend(of_year.map(|(_, key)| key.to_string()));
            if finding.suspects.is_empty() {
                marks.about.insert(format!("{}.{}.{}", finding.table, finding.row, finding.column));
            }
        }
        marks
    }

    fn is_about(&self, key: &str) -> bool {
        let of_row = || key.rsplit_once('.').is_some_and(|(row, _)| self.about.contains(&format!("{row}.")));
        self.about.contains(key) || of_row()
    }
}

/// The cells that a finding suspects, in whichever set.
fn suspects(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.suspects.split([';', '|']).map(str::trim).filter(|key| !key.is_empty())
}

/// The tables that findings are about, part by part.
pub(super) fn tables(context: &Context<'_>, marks: &Marks) -> Vec<ShownTable> {
    let failing: BTreeSet<FieldId> = context
        .sums
        .failing()
        .filter_map(|id| context.forms.identities.get(usize::from(id.0)))
        .flat_map(cells)
        .collect();
    let mut shown = Vec::new();
    for form in &context.forms.forms {
        for table in form.tables.iter().filter(|table| marks.tables.contains(&table.key)) {
            let parts = table.blocks.iter();
            shown.extend(parts.filter_map(|block| part(form, table, block, context, &failing, marks)));
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
    marks: &Marks,
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
            let mark = match (marks.suspects.contains(key), failing.contains(&field)) {
                (true, _) => Mark::Suspect,
                _ if marks.is_about(key) => Mark::About,
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
