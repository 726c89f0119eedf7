//! Reads a dataset for the audit: report by report, each row of `figures.csv` once, nothing kept but one report.
//!
//! The general reader in `dataset::read` makes a typed row of every figure. The audit of a country's reports is mostly
//! reading, so this one takes from each row what the checks use and nothing else.

use std::collections::HashMap;
use std::path::Path;

use super::sheet::{Facts, Sheet};
use super::store::Store;
use super::table::Table;
use super::wide::Wide;
use crate::dataset::DatasetError;
use crate::report::{Confidence, Flag, Flags, Level, Missing, Status, Value};
use crate::template::{FieldId, Forms};

/// Formats that say where letters stand on a page, and not which cell they belong to.
const SET_IN_BOXES: [&[u8]; 2] = [b"application/pdf", b"application/ofd"];

const REPORT_COLUMNS: [&str; 8] =
    ["report_id", "status", "region_code", "media_type", "level", "agency_id", "source", "reason"];

/// What `reports.csv` says, by `report_id`.
pub(in crate::audit) struct Reports<'s> {
    store: &'s Store,
    /// Source and reason of those that could not be read.
    unreadable: Vec<(String, String)>,
    /// Which reports have had their figures, a bit for each.
    read: Vec<u64>,
    /// Columns that this version does not know.
    pub(in crate::audit) unknown: Vec<String>,
}

impl<'s> Reports<'s> {
    pub(in crate::audit) fn read(dir: &Path, store: &'s Store) -> Result<Reports<'s>, DatasetError> {
        let known: Vec<&str> =
            crate::dataset::columns::REPORTS.columns.iter().map(|column| column.name).collect();
        let mut table = Table::open(dir, "reports.csv", &REPORT_COLUMNS, 2, &known)?;
        let (mut count, mut unreadable) = (0, Vec::new());
        while table.advance()? {
            table.is_text()?;
            let status = table.text(1)?;
            let status = Status::ALL.into_iter().find(|known| known.as_str() == status.trim());
            let Some(status) = status else {
                return Err(table.wrong(1, "status", "a status that this version knows"));
            };
            let facts = Facts {
                order: count,
                status,
                region_code: table.text(2)?.into(),
                is_township: table.bytes(4) == Level::Township.as_str().as_bytes(),
                agency_id: table.text(5)?.into(),
                is_pdf: SET_IN_BOXES.contains(&table.bytes(3)),
            };
            if !store.add_report(table.text(0)?, &facts)? {
                return Err(table.wrong(0, "report_id", "named once; keep one of the two rows"));
            }
            if status == Status::Unreadable {
                unreadable.push((table.text(6)?.to_string(), table.text(7)?.to_string()));
            }
            count += 1;
        }
        let read = vec![0; count as usize / 64 + 1];
        Ok(Reports { store, unreadable, read, unknown: std::mem::take(&mut table.unknown) })
    }

    /// What is said of a report.
    pub(in crate::audit) fn facts(&self, report_id: &str) -> Result<Option<Facts>, DatasetError> {
        self.store.facts(report_id)
    }

    /// Notes that a report has had its figures; false if it had them before.
    fn note_read(&mut self, order: u32) -> bool {
        let bit = 1 << (order % 64);
        let Some(word) = self.read.get_mut(order as usize / 64) else { return false };
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

const FIGURE_COLUMNS: [&str; 12] = [
    "report_id",
    "source",
    "agency",
    "year",
    "template",
    "key",
    "value",
    "missing",
    "published",
    "confidence",
    "flags",
    "locator",
];
const REPORT_ID: usize = 0;
const SOURCE: usize = 1;
const AGENCY: usize = 2;
const YEAR: usize = 3;
const TEMPLATE: usize = 4;
const KEY: usize = 5;
const VALUE: usize = 6;
const MISSING: usize = 7;
const PUBLISHED: usize = 8;
const CONFIDENCE: usize = 9;
const FLAGS: usize = 10;
const LOCATOR: usize = 11;

/// The reports of a dataset, one after the other.
pub(in crate::audit) struct Sheets<'f> {
    table: Table,
    forms: &'f Forms,
    reports: Reports<'f>,
    fields: HashMap<(&'f str, &'f str), FieldId>,
    /// The year of the row before, as written.
    year: Vec<u8>,
    /// A row has been read that belongs to the next report.
    waiting: bool,
    /// The same figures in another file.
    wide: Option<Wide>,
    /// Figures whose key no form here has, and where the first of them stands.
    pub(in crate::audit) unknown_keys: Option<(u64, String, u64)>,
    /// Figures of a form that is none of those here, and the first such form.
    pub(in crate::audit) unknown_forms: Option<(u64, String, u64)>,
    /// Figures with a flag this version does not know, and the first such flag.
    pub(in crate::audit) unknown_flags: Option<(u64, String, u64)>,
}

impl<'f> Sheets<'f> {
    pub(in crate::audit) fn open(
        dir: &Path,
        reports: Reports<'f>,
        forms: &'f Forms,
    ) -> Result<Sheets<'f>, DatasetError> {
        let known: Vec<&str> =
            crate::dataset::columns::FIGURES.columns.iter().map(|column| column.name).collect();
        let table = Table::open(dir, "figures.csv", &FIGURE_COLUMNS, FIGURE_COLUMNS.len(), &known)?;
        let fields = forms
            .places()
            .enumerate()
            .map(|(index, place)| {
                ((place.form.name.as_str(), place.field.key.as_str()), FieldId(index as u16))
            })
            .collect();
        Ok(Sheets {
            table,
            forms,
            reports,
            fields,
            year: Vec::new(),
            waiting: false,
            wide: Wide::open(dir, forms)?,
            unknown_keys: None,
            unknown_forms: None,
            unknown_flags: None,
        })
    }

    /// Columns of both files that this version does not know.
    pub(in crate::audit) fn unknown_columns(&self) -> Vec<(&'static str, &[String])> {
        vec![("reports.csv", &self.reports.unknown[..]), ("figures.csv", &self.table.unknown[..])]
    }

    /// Source and reason of the reports that could not be read.
    pub(in crate::audit) fn take_unreadable(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.reports.unreadable)
    }

    /// What `reports.csv` says.
    pub(in crate::audit) fn reports(&self) -> &Reports<'f> {
        &self.reports
    }

    /// Reads the next report; false if there is none.
    pub(in crate::audit) fn next(&mut self, sheet: &mut Sheet) -> Result<bool, DatasetError> {
        sheet.clear();
        let found = self.read(sheet)?;
        if let (true, Some(wide)) = (found, &mut self.wide) {
            sheet.changed = wide.differs(sheet, &self.reports)?;
        }
        Ok(found)
    }

    fn read(&mut self, sheet: &mut Sheet) -> Result<bool, DatasetError> {
        if !self.waiting && !self.table.advance()? {
            return Ok(false);
        }
        self.waiting = false;
        self.begin(sheet)?;
        let mut last = None;
        loop {
            last = self.figure(sheet, last)?;
            if !self.table.advance()? {
                return Ok(true);
            }
            if self.table.bytes(REPORT_ID) != sheet.report_id.as_bytes() {
                self.waiting = true;
                return Ok(true);
            }
        }
    }

    fn begin(&mut self, sheet: &mut Sheet) -> Result<(), DatasetError> {
        let table = &self.table;
        sheet.report_id = table.text(REPORT_ID)?.into();
        sheet.source.clear();
        sheet.source.push_str(table.text(SOURCE)?);
        sheet.agency.clear();
        sheet.agency.push_str(table.text(AGENCY)?);
        sheet.year = table.number(YEAR, "year", "a year")?;
        let Some(facts) = self.reports.facts(&sheet.report_id)? else {
            return Err(table.wrong(REPORT_ID, "report_id", "in reports.csv; give it a row there"));
        };
        sheet.facts = facts;
        if !self.reports.note_read(sheet.facts.order) {
            return Err(table.wrong(
                REPORT_ID,
                "report_id",
                "beside the other rows of its report; sort figures.csv by report_id",
            ));
        }
        Ok(())
    }

    /// Adds the figure of the row. Rows come in the order of the form, so its field is mostly the next one.
    fn figure(&mut self, sheet: &mut Sheet, last: Option<FieldId>) -> Result<Option<FieldId>, DatasetError> {
        let year = self.table.bytes(YEAR);
        if year != self.year.as_slice() {
            self.table.number::<u16>(YEAR, "year", "a year")?;
            self.year = year.to_vec();
        }
        let Some(field) = self.field(last)? else {
            self.pass_over()?;
            return Ok(last);
        };
        let table = &self.table;
        let value = match table.decimal(VALUE)? {
            Some(number) => Value::Number(number),
            None => {
                let word = table.bytes(MISSING);
                let missing = Missing::ALL.into_iter().find(|known| known.as_str().as_bytes() == word);
                Value::Missing(missing.ok_or_else(|| {
                    table.wrong(
                        MISSING,
                        "missing",
                        "a reason why there is no value: blank, slash, dash, text, unreadable",
                    )
                })?)
            }
        };
        let word = table.bytes(CONFIDENCE);
        let confidence = Confidence::ALL.into_iter().find(|known| known.as_str().as_bytes() == word);
        let confidence =
            confidence.ok_or_else(|| table.wrong(CONFIDENCE, "confidence", "high, medium or low"))?;
        let (flags, unknown) = flags(table.bytes(FLAGS));
        if let Some(word) = unknown {
            let word = String::from_utf8_lossy(word).into_owned();
            self.unknown_flags.get_or_insert_with(|| (table.line(), word, 0)).2 += 1;
        }
        let (published, locator) = (table.text(PUBLISHED)?, table.text(LOCATOR)?);
        if !sheet.add(field, value, confidence, (flags, unknown.is_some()), published, locator) {
            return Err(table.wrong(
                KEY,
                "key",
                "named once in its report; keep the row with the right value",
            ));
        }
        Ok(Some(field))
    }

    /// Counts a figure that no form here has, under the name of its form if that is what is not known.
    fn pass_over(&mut self) -> Result<(), DatasetError> {
        let (table, form) = (&self.table, self.table.text(TEMPLATE)?);
        let known = self.forms.forms.iter().any(|known| known.name == form);
        let (unknown, name) = match known {
            true => (&mut self.unknown_keys, table.text(KEY)?),
            false => (&mut self.unknown_forms, form),
        };
        unknown.get_or_insert_with(|| (table.line(), name.to_string(), 0)).2 += 1;
        Ok(())
    }

    fn field(&self, last: Option<FieldId>) -> Result<Option<FieldId>, DatasetError> {
        let key = self.table.bytes(KEY);
        let form = self.table.bytes(TEMPLATE);
        if let Some(last) = last {
            let next = FieldId(last.0 + 1);
            if let Some(field) = self.forms.fields.get(usize::from(next.0))
                && field.key.as_bytes() == key
                && self
                    .forms
                    .forms
                    .get(usize::from(field.form.0))
                    .is_some_and(|own| own.name.as_bytes() == form)
            {
                return Ok(Some(next));
            }
        }
        Ok(self.fields.get(&(self.table.text(TEMPLATE)?, self.table.text(KEY)?)).copied())
    }
}

/// The flags of a cell, and the first word that is none.
fn flags(cell: &[u8]) -> (Flags, Option<&[u8]>) {
    let mut flags = Flags::NONE;
    let mut unknown = None;
    if cell.is_empty() {
        return (flags, None);
    }
    for word in cell.split(|&byte| byte == b';').filter(|word| !word.is_empty()) {
        match Flag::ALL.into_iter().find(|flag| flag.as_str().as_bytes() == word) {
            Some(flag) => flags.insert(flag),
            None => unknown = unknown.or(Some(word)),
        }
    }
    (flags, unknown)
}
