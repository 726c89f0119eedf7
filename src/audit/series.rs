//! What is kept of each report to compare years and documents: a line of numbers, and a fingerprint of all its figures.
//!
//! This is all that grows with the dataset: some 400 bytes per report.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::context::Context;
use super::doubt;
use super::finding::{Finding, Verdict};
use super::sheet::Sheet;
use crate::template::Forms;

/// Rows whose figures of one year are those of the year before.
const CARRIED: [&str; 2] = ["requests.carried_in.", "requests.carried_out."];
/// The columns by which the number of documents in force moves.
const STOCK: [&str; 3] = ["issued", "repealed", "in_force"];
/// Figures whose course over the years is looked at.
const COURSES: [&str; 5] = [
    "requests.received_new.total",
    "proactive.licensing.decisions",
    "proactive.penalties.decisions",
    "proactive.coercion.decisions",
    "proactive.fees.amount",
];
/// Numbers are kept in ten-thousandths; what is finer or larger is not compared.
const SCALE: u32 = 4;
const NONE: i64 = i64::MIN;

/// The figures that are kept of each report, by key and number.
#[derive(Debug)]
pub(super) struct Watched {
    keys: Vec<String>,
    /// For each field of the forms the number under which it is kept.
    of_field: Vec<Option<usize>>,
}

impl Watched {
    pub(super) fn new(forms: &Forms) -> Watched {
        let mut keys: Vec<String> = Vec::new();
        for place in forms.places() {
            let key = &place.field.key;
            let stock = STOCK.contains(&place.column.key.as_str())
                && STOCK.iter().all(|name| place.block.columns.iter().any(|column| column.key == *name));
            let carried = CARRIED.iter().any(|prefix| key.starts_with(prefix));
            let wanted = carried || stock || COURSES.contains(&key.as_str());
            if wanted && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        let of_field =
            forms.fields.iter().map(|field| keys.iter().position(|key| *key == field.key)).collect();
        Watched { keys, of_field }
    }

    pub(super) fn at(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| known == key)
    }

    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The keys whose course over the years is looked at.
    pub(super) fn courses(&self) -> impl Iterator<Item = (usize, &str)> {
        COURSES.iter().filter_map(|key| Some((self.at(key)?, *key)))
    }
}

/// What is kept of a report.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) agency: u32,
    pub(super) year: u16,
    /// Its place in `reports.csv`.
    pub(super) order: u32,
    pub(super) report_id: CompactString,
    source: Box<str>,
    pub(super) region_code: CompactString,
    /// All its figures but the zeros, as one number; 0 where there are too few to tell reports apart.
    pub(super) fingerprint: u64,
    /// Which of the numbers nothing speaks against.
    clean: u64,
    numbers: Box<[i64]>,
}

impl Record {
    /// A number that is kept.
    pub(super) fn number(&self, at: usize) -> Option<Decimal> {
        let number = *self.numbers.get(at)?;
        (number != NONE).then(|| Decimal::new(number, SCALE).normalize())
    }

    /// Whether nothing speaks against a number.
    pub(super) fn is_clean(&self, at: usize) -> bool {
        self.clean & (1 << (at % 64)) != 0
    }
}

/// All reports with a year and an agency.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) watched: Watched,
    pub(super) records: Vec<Record>,
    agencies: Vec<Box<str>>,
    by_name: HashMap<(CompactString, Box<str>), u32>,
}

/// A report tells itself apart by so many figures that are not 0.
const TELLING: usize = 15;

impl Series {
    pub(super) fn new(forms: &Forms) -> Series {
        Series {
            watched: Watched::new(forms),
            records: Vec::new(),
            agencies: Vec::new(),
            by_name: HashMap::new(),
        }
    }

    /// Keeps what is needed of a report.
    pub(super) fn add(&mut self, context: &Context<'_>) {
        let sheet = context.sheet;
        let name: String = sheet.agency.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(year) = sheet.year.filter(|_| !name.is_empty()) else { return };
        let agency = self.agency(sheet, name);
        let mut numbers = vec![NONE; self.watched.keys.len()];
        let mut clean = 0;
        let mut digest = DefaultHasher::new();
        let mut telling = 0;
        for &field in sheet.present() {
            let number = sheet.number_or_nil(field);
            if let Some(number) = number.filter(|number| !number.is_zero()) {
                telling += 1;
                context.forms.place(field).field.key.hash(&mut digest);
                number.normalize().hash(&mut digest);
            }
            if let Some(at) = self.watched.of_field.get(usize::from(field.0)).copied().flatten()
                && let Some(slot) = numbers.get_mut(at)
            {
                *slot = number.and_then(kept).unwrap_or(NONE);
                clean |= u64::from(doubt::of_lone_cell(field, context).is_none()) << (at % 64);
            }
        }
        self.records.push(Record {
            agency,
            year,
            order: sheet.facts.order,
            report_id: sheet.report_id.clone(),
            source: sheet.source.as_str().into(),
            region_code: sheet.facts.region_code.clone(),
            fingerprint: if telling < TELLING { 0 } else { digest.finish() },
            clean,
            numbers: numbers.into_boxed_slice(),
        });
    }

    /// The number of an agency: by what it is known by, else by its region and its name.
    fn agency(&mut self, sheet: &Sheet, name: String) -> u32 {
        let next = self.agencies.len() as u32;
        let name = name.into_boxed_str();
        let key = match sheet.facts.agency_id.as_str() {
            "" => (sheet.facts.region_code.clone(), name.clone()),
            id => (CompactString::default(), id.into()),
        };
        let known = *self.by_name.entry(key).or_insert(next);
        if known == next {
            self.agencies.push(name);
        }
        known
    }

    /// The name of an agency.
    pub(super) fn name(&self, record: &Record) -> &str {
        self.agencies.get(record.agency as usize).map_or("", AsRef::as_ref)
    }

    /// The reports of each agency, by year, then as they stand in the dataset.
    pub(super) fn by_agency(&self) -> Vec<Vec<&Record>> {
        let mut records: Vec<&Record> = self.records.iter().collect();
        records.sort_by_key(|record| (record.agency, record.year, record.order));
        records.chunk_by(|a, b| a.agency == b.agency).map(<[&Record]>::to_vec).collect()
    }

    /// A finding about a report, at a figure where there is one.
    pub(super) fn finding(
        &self,
        record: &Record,
        check: &str,
        verdict: Verdict,
        key: &str,
        detail: String,
    ) -> Finding {
        let mut parts = key.split('.');
        let table = parts.next().unwrap_or_default();
        let (row, column) = key
            .strip_prefix(table)
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(|rest| rest.rsplit_once('.'))
            .unwrap_or_default();
        Finding {
            report_id: record.report_id.clone(),
            source: record.source.to_string(),
            agency: self.name(record).to_string(),
            year: Some(record.year),
            check: check.into(),
            verdict,
            table: table.to_string(),
            row: row.to_string(),
            column: column.to_string(),
            published: String::new(),
            expected: String::new(),
            difference: String::new(),
            suspects: String::new(),
            detail,
        }
    }
}

/// A number as it is kept; nothing if it cannot be kept exactly.
fn kept(number: Decimal) -> Option<i64> {
    let mut number = number.normalize();
    if number.scale() > SCALE {
        return None;
    }
    number.rescale(SCALE);
    i64::try_from(number.mantissa()).ok().filter(|_| number.scale() == SCALE)
}
