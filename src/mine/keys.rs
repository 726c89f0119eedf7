//! From what words mean to the canonical keys of a form: groups become the sums of their rows, and readings that the
//! form does not have fall away.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::template::{Form, FormId, Forms};

/// A cell of a table: row and column.
pub(super) type Cell = (String, &'static str);
/// Readings of a figure, each a sum of cells of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Readings {
    pub(super) table: &'static str,
    pub(super) sums: Vec<Vec<Cell>>,
}

impl Readings {
    /// Each reading a sum of rows, in all the columns.
    pub(super) fn crossed<R: AsRef<str>>(
        table: &'static str,
        rows: &[Vec<R>],
        columns: &[&'static str],
    ) -> Readings {
        let cells = |row: &R| {
            let row = row.as_ref().to_string();
            columns.iter().map(move |column| (row.clone(), *column)).collect::<Vec<Cell>>()
        };
        Readings { table, sums: rows.iter().map(|rows| rows.iter().flat_map(cells).collect()).collect() }
    }

    /// Readings that differ by the column alone.
    pub(super) fn columns(table: &'static str, rows: &[&str], columns: &[&'static str]) -> Readings {
        let sum = |column: &&'static str| rows.iter().map(|row| (row.to_string(), *column)).collect();
        Readings { table, sums: columns.iter().map(sum).collect() }
    }
}

impl Readings {
    /// Whether it counts decisions.
    pub(super) fn of_decisions(&self) -> bool {
        self.sums.iter().flatten().any(|(_, column)| *column == "decisions")
    }
}

/// The keys of all forms.
#[derive(Debug)]
pub(super) struct Keys {
    forms: Vec<FormKeys>,
}

#[derive(Debug)]
struct FormKeys {
    id: FormId,
    /// The year it was issued, as the form is called, and as a number.
    name: String,
    year: u16,
    /// Hashed with a fixed and fast function: what is kept does not come from outside.
    keys: HashSet<String, FixedState>,
    /// The rows of the table of requests, in order.
    rows: Vec<String>,
    /// The tables in order.
    tables: Vec<String>,
}

impl Keys {
    pub(super) fn new(forms: &Forms) -> Keys {
        let rows = |form: &Form| {
            let requests = form.tables.iter().filter(|table| table.key == REQUESTS);
            requests
                .flat_map(|table| &table.blocks)
                .flat_map(|b| &b.rows)
                .map(|row| row.key.clone())
                .collect()
        };
        let of = |form: &Form| FormKeys {
            id: form.id,
            name: form.name.clone(),
            year: form.name.parse().unwrap_or(0),
            keys: forms.fields.iter().filter(|f| f.form == form.id).map(|f| f.key.clone()).collect(),
            rows: rows(form),
            tables: form.tables.iter().map(|table| table.key.clone()).collect(),
        };
        Keys { forms: forms.forms.iter().map(of).collect() }
    }

    /// The form that a table of a report follows: as it was read, otherwise the one in force in the year reported on.
    fn form(&self, table: &str, found: &[(u8, FormId)], year: Option<u16>) -> Option<&FormKeys> {
        let read = found.iter().find_map(|&(index, id)| {
            let form = self.forms.iter().find(|form| form.id == id)?;
            (form.tables.get(usize::from(index)).map(String::as_str) == Some(table)).then_some(form)
        });
        let in_force = || self.forms.iter().rfind(|form| year.is_none_or(|year| form.year <= year));
        read.or_else(in_force).or_else(|| self.forms.first())
    }

    /// The name of the form that the table of requests follows: the year it was issued.
    pub(super) fn form_year(&self, found: &[(u8, FormId)], year: Option<u16>) -> &str {
        self.form(REQUESTS, found, year).map_or("", |form| &form.name)
    }

    /// Whether the forms have all keys of an expression as [`Keys::write`] makes them.
    pub(super) fn are_known(&self, written: &str, found: &[(u8, FormId)], year: Option<u16>) -> bool {
        written.split(" | ").flat_map(|sum| sum.split(" + ")).all(|key| {
            let table = key.split('.').next().unwrap_or_default();
            self.form(table, found, year).is_some_and(|form| form.keys.contains(key))
        })
    }

    /// Readings as they are written: keys of a sum joined by ` + `, readings by ` | `.
    pub(super) fn write(&self, readings: &Readings, found: &[(u8, FormId)], year: Option<u16>) -> String {
        let Some(form) = self.form(readings.table, found, year) else { return String::new() };
        if let [sum] = readings.sums.as_slice() {
            return form.sum(readings.table, sum).unwrap_or_default();
        }
        let mut written: Vec<String> = Vec::new();
        for sum in &readings.sums {
            let sum = form.sum(readings.table, sum).unwrap_or_default();
            if !sum.is_empty() && !written.contains(&sum) {
                written.push(sum);
            }
        }
        written.join(" | ")
    }
}

/// The table of requests.
pub(super) const REQUESTS: &str = "requests";

impl FormKeys {
    /// A sum with its groups as their rows; nothing where the form has one of its cells not.
    fn sum(&self, table: &str, cells: &[Cell]) -> Option<String> {
        let mut keys: Vec<String> = Vec::new();
        for (row, column) in cells {
            let plain = [table, ".", row, ".", column].concat();
            if self.keys.contains(&plain) {
                if cells.len() == 1 {
                    return Some(plain);
                }
                keys.push(plain);
                continue;
            }
            let rows = self
                .rows
                .iter()
                .filter(|of| of.strip_prefix(row.as_str()).is_some_and(|s| s.starts_with('.')));
            let before = keys.len();
            keys.extend(rows.map(|row| [table, ".", row, ".", column].concat()));
            // A row that the form knows only as part of its group (其他处理 of 2019); the rest of a group is not the group.
            let part = row.split_once('.').filter(|(_, row)| *row != "other");
            let group = || part.map(|(group, _)| format!("{table}.{group}.{column}"));
            if keys.len() == before {
                keys.push(group().filter(|key| self.keys.contains(key))?);
            }
        }
        let mut seen: Vec<&str> = Vec::with_capacity(keys.len());
        for key in &keys {
            if !seen.contains(&key.as_str()) {
                seen.push(key);
            }
        }
        Some(seen.join(" + "))
    }
}
