//! What a form file holds as it is written, and how [`Forms`] takes it in and checks that it is consistent.

use std::collections::HashMap;

use serde::Deserialize;

use super::alias::{Alias, LabelPart};
use super::form::*;
use super::forms::Forms;

/// A file of `data/templates/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForm {
    form: String,
    notice: String,
    #[serde(rename = "issued")]
    _issued: String,
    table: Vec<RawTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    key: String,
    section: String,
    label: String,
    en: String,
    prefix: String,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    column_groups: Vec<Group>,
    #[serde(default)]
    groups: Vec<Group>,
    block: Vec<RawBlock>,
    #[serde(default)]
    identity: Vec<RawIdentity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBlock {
    article: Option<String>,
    heading: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIdentity {
    code: String,
    over: Span,
    left: Vec<String>,
    right: Vec<String>,
}

impl Forms {
    /// Takes in a form.
    pub(super) fn add(&mut self, raw: RawForm) -> Result<(), String> {
        let id = FormId(self.forms.len() as u8);
        let mut tables = Vec::new();
        for (table_index, table) in raw.table.into_iter().enumerate() {
            let first_field = self.fields.len();
            let mut blocks = Vec::new();
            for (block_index, block) in table.block.into_iter().enumerate() {
                let first = FieldId(self.fields.len() as u16);
                for (row_index, row) in block.rows.iter().enumerate() {
                    if let Some(group) = &row.group
                        && !table.groups.iter().chain(&table.column_groups).any(|known| known.key == *group)
                    {
                        return Err(format!(
                            "row {} stands in the group {group}, which is not listed",
                            row.key
                        ));
                    }
                    for (column_index, column) in block.columns.iter().enumerate() {
                        self.fields.push(Field {
                            form: id,
                            table: table_index as u8,
                            block: block_index as u8,
                            row: row_index as u8,
                            column: column_index as u8,
                            key: format!("{}.{}.{}", table.key, row.key, column.key),
                            variable: format!("{}_{}_{}", table.prefix, row.short, column.short),
                            unit: column.unit,
                        });
                    }
                }
                let RawBlock { article, heading, columns, rows } = block;
                blocks.push(Block { article, heading, columns, rows, first_field: first });
            }
            self.fields_are_distinct(first_field)?;
            for identity in &table.identity {
                self.expand(identity, &blocks)?;
            }
            tables.push(Table {
                key: table.key,
                section: table.section,
                label: table.label,
                en: table.en,
                layout: table.layout,
                heads: table.heads,
                column_groups: table.column_groups,
                groups: table.groups,
                blocks,
            });
        }
        self.forms.push(Form { id, name: raw.form, notice: raw.notice, tables });
        Ok(())
    }

    fn fields_are_distinct(&self, from: usize) -> Result<(), String> {
        let mut seen = HashMap::new();
        for field in self.fields.iter().skip(from) {
            if let Some(other) = seen.insert(field.variable.as_str(), field.key.as_str()) {
                return Err(format!("{} and {other} have the same variable {}", field.key, field.variable));
            }
        }
        Ok(())
    }

    fn expand(&mut self, raw: &RawIdentity, blocks: &[Block]) -> Result<(), String> {
        for block in blocks {
            let names: Vec<&str> = match raw.over {
                Span::Row => block.columns.iter().map(|column| column.key.as_str()).collect(),
                Span::Column => block.rows.iter().map(|row| row.key.as_str()).collect(),
            };
            let position = |key: &String| {
                names
                    .iter()
                    .position(|name| name == key)
                    .ok_or_else(|| format!("identity {} names {key}, which its table has not", raw.code))
            };
            let left = raw.left.iter().map(position).collect::<Result<Vec<_>, _>>()?;
            let right = raw.right.iter().map(position).collect::<Result<Vec<_>, _>>()?;
            let count = if raw.over == Span::Row { block.rows.len() } else { block.columns.len() };
            for line in 0..count {
                let field = |&at: &usize| match raw.over {
                    Span::Row => block.field(line, at),
                    Span::Column => block.field(at, line),
                };
                self.identities.push(Identity {
                    code: raw.code.clone(),
                    over: raw.over,
                    left: left.iter().map(field).collect(),
                    right: right.iter().map(field).collect(),
                });
            }
        }
        Ok(())
    }

    /// Whether every alias is one of a row or column that a form has.
    pub(super) fn check_aliases(&self) -> Result<(), String> {
        for alias in &self.aliases {
            let forms = self.forms.iter().filter(|form| alias.form == "any" || form.name == alias.form);
            let mut tables = forms.flat_map(|form| &form.tables).filter(|table| table.key == alias.table);
            if alias.part != LabelPart::Section && !tables.any(|table| has_part(table, alias)) {
                return Err(format!(
                    "{} is an alias of {} in table {} of form {}, which does not exist",
                    alias.label, alias.key, alias.table, alias.form
                ));
            }
        }
        Ok(())
    }
}

fn has_part(table: &Table, alias: &Alias) -> bool {
    let mut blocks = table.blocks.iter();
    match alias.part {
        LabelPart::Row => blocks.any(|block| block.rows.iter().any(|row| row.key == alias.key)),
        LabelPart::Column => blocks.any(|block| block.columns.iter().any(|column| column.key == alias.key)),
        LabelPart::Group | LabelPart::Section => true,
    }
}
