//! What is kept of each report to compare years and documents: a line of numbers, and a fingerprint of all its figures.
//!
//! It is kept in the [`Store`], so that memory does not grow with the dataset.

pub(in crate::audit) mod record;

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{OptionalExtension, Row, params};
use rust_decimal::Decimal;

use crate::audit::context::{Context, name};
use crate::audit::damage::{is_about, moved_by_text};
use crate::audit::doubt::lone;
use crate::audit::doubt::reason::Doubt;
use crate::audit::doubt::text;
use crate::audit::read::prose::Stated;
use crate::audit::read::sheet::Sheet;
use crate::audit::read::store::Store;
use crate::audit::sums::blanks::is_blank;
use crate::audit::told::finding::{Finding, Verdict};
use crate::audit::told::lang::Lang;
use crate::dataset::DatasetError;
use crate::template::{FieldId, Forms};
use record::{NONE, Record, SELECT, kept, kept_doubt};

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
/// Rows beside those that are carried over: one may stand in place of the other.
const BESIDE: [&str; 3] = ["requests.received_new.", "requests.granted.", "requests.outcome_total."];
/// Others that reports tell the growth of.
const TOLD: [&str; 3] =
    ["requests.outcome_total.total", "requests.granted.total", "requests.partially_granted.total"];

/// The figures that are kept of each report, by key and number.
#[derive(Debug)]
pub(in crate::audit) struct Watched {
    keys: Vec<String>,
    /// For each field of the forms the number under which it is kept.
    of_field: Vec<Option<usize>>,
}

impl Watched {
    pub(in crate::audit) fn new(forms: &Forms) -> Watched {
        let mut keys: Vec<String> = Vec::new();
        for place in forms.places() {
            let key = &place.field.key;
            let stock = STOCK.contains(&place.column.key.as_str())
                && STOCK.iter().all(|name| place.block.columns.iter().any(|column| column.key == *name));
            let carried = CARRIED.iter().any(|prefix| key.starts_with(prefix));
            let beside = BESIDE.iter().any(|prefix| key.starts_with(prefix));
            let wanted =
                carried || beside || stock || COURSES.contains(&key.as_str()) || TOLD.contains(&key.as_str());
            if wanted && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        let of_field =
            forms.fields.iter().map(|field| keys.iter().position(|key| *key == field.key)).collect();
        Watched { keys, of_field }
    }

    pub(in crate::audit) fn at(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| known == key)
    }

    pub(in crate::audit) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The keys of figures that do not follow from one another.
    pub(in crate::audit) fn apart(&self) -> impl Iterator<Item = (usize, &str)> {
        let keys = self.keys.iter().map(String::as_str).enumerate();
        keys.filter(|(_, key)| !TOLD.contains(key) && !is_beside(key))
    }

    /// The keys by which the number of documents in force moves.
    pub(in crate::audit) fn stock(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_stock = |key: &str| key.rsplit('.').next().is_some_and(|column| STOCK.contains(&column));
        self.keys.iter().map(String::as_str).enumerate().filter(move |(_, key)| is_stock(key))
    }

    /// The keys whose course over the years is looked at.
    pub(in crate::audit) fn courses(&self) -> impl Iterator<Item = (usize, &str)> {
        COURSES.iter().filter_map(|key| Some((self.at(key)?, *key)))
    }
}

/// Whether a figure is kept for no more than to compare others with it.
fn is_beside(key: &str) -> bool {
    let of_row = BESIDE.iter().any(|prefix| key.starts_with(prefix));
    of_row && !COURSES.contains(&key) && !TOLD.contains(&key)
}

/// A rate of growth that a report states.
#[derive(Debug)]
pub(in crate::audit) struct Growth {
    /// Of what, as [`Stated::key`] has it.
    pub(in crate::audit) key: String,
    /// Less than 0 for a decline.
    pub(in crate::audit) percent: Decimal,
    pub(in crate::audit) sentence_no: String,
    pub(in crate::audit) sentence: String,
}

/// All reports with a year and an agency.
#[derive(Debug)]
pub(in crate::audit) struct Series<'s> {
    pub(in crate::audit) watched: Watched,
    pub(in crate::audit) store: &'s Store,
    forms: &'s Forms,
}

/// A report tells itself apart by so many figures that are not 0.
pub(in crate::audit) const TELLING: usize = 15;

impl<'s> Series<'s> {
    pub(in crate::audit) fn new(forms: &'s Forms, store: &'s Store) -> Series<'s> {
        Series { watched: Watched::new(forms), store, forms }
    }

    /// A figure by the labels of the newest form that has it.
    pub(in crate::audit) fn name(&self, key: &str, lang: Lang) -> String {
        let newest = self.forms.places().zip(0u16..).filter(|(place, _)| place.field.key == key).last();
        newest.map_or_else(|| key.to_string(), |(_, at)| name(FieldId(at), self.forms, lang))
    }

    /// The label of the row of a figure.
    pub(in crate::audit) fn row_name(&self, key: &str, lang: Lang) -> &str {
        let newest = self.forms.places().filter(|place| place.field.key == key).last();
        newest.map_or("", |place| if lang == Lang::Zh { &place.row.label } else { &place.row.en })
    }

    /// The label of the column of a figure.
    pub(in crate::audit) fn column_name(&self, key: &str, lang: Lang) -> &str {
        let newest = self.forms.places().filter(|place| place.field.key == key).last();
        newest.map_or("", |place| if lang == Lang::Zh { &place.column.label } else { &place.column.en })
    }

    /// Keeps what is needed of a report.
    pub(in crate::audit) fn add(
        &mut self,
        context: &Context<'_>,
        stated: &[Stated],
    ) -> Result<(), DatasetError> {
        let sheet = context.sheet;
        let name: String = sheet.agency.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(year) = sheet.year.filter(|_| !name.is_empty()) else { return Ok(()) };
        let mut numbers = vec![NONE; self.watched.keys.len()];
        let (mut clean, mut placed, mut firm) = (0, 0, 0);
        let mut doubts = String::new();
        let mut digest = DefaultHasher::new();
        let mut telling = 0;
        let cause = moved_by_text(context);
        let by_text = |field| {
            let cause = cause.as_ref().filter(|cause| is_about(cause, field, context))?;
            Some(Doubt::BesideText(cause.clone()))
        };
        for &field in sheet.present() {
            let nothing = || is_blank(sheet, field) && context.sums.blank_is_habit(field, context.forms);
            let number = sheet.number_or_nil(field).or_else(|| nothing().then_some(Decimal::ZERO));
            if let Some(number) = number.filter(|number| !number.is_zero()) {
                telling += 1;
                context.forms.place(field).field.key.hash(&mut digest);
                number.normalize().hash(&mut digest);
            }
            if let Some(at) = self.watched.of_field.get(usize::from(field.0)).copied().flatten()
                && let Some(slot) = numbers.get_mut(at)
            {
                *slot = number.and_then(kept).unwrap_or(NONE);
                let lone = lone::of_lone_cell(field, context);
                let may_be_placed = lone.is_some();
                let doubt = lone.or_else(|| by_text(field));
                let sound = doubt.is_none();
                doubts.extend(doubt.map(|doubt| kept_doubt(at, &doubt.told(context))));
                clean |= u64::from(sound) << (at % 64);
                placed |= u64::from(may_be_placed && lone::is_placed(field, context)) << (at % 64);
                firm |= u64::from(lone::is_borne_out(field, context)) << (at % 64);
            }
        }
        for (field, number) in text::exact(context).filter_map(|of| Some((sheet.find(&of.key)?, of.value))) {
            let at = self.watched.of_field.get(usize::from(field.0)).copied().flatten();
            if let Some(at) = at.filter(|_| sheet.number(field) == Some(number)) {
                firm |= 1 << (at % 64);
            }
        }
        let numbers: Vec<u8> = numbers.into_iter().flat_map(i64::to_le_bytes).collect();
        let fingerprint = if telling < TELLING { 0 } else { digest.finish() };
        let agency = self.agency(sheet, &name)?;
        let growths = self.add_growths(sheet, stated)?;
        let row = params![
            sheet.facts.order,
            sheet.report_id.as_str(),
            agency,
            year,
            sheet.source,
            sheet.facts.region_code.as_str(),
            fingerprint.cast_signed(),
            u64::cast_signed(clean),
            u64::cast_signed(placed),
            u64::cast_signed(firm),
            numbers,
            growths,
            doubts
        ];
        let insert = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.store.run(|db| db.prepare_cached(insert)?.execute(row)).map(drop)
    }

    /// Keeps the rates of growth that a report states of figures that are kept; false if there are none.
    fn add_growths(&self, sheet: &Sheet, stated: &[Stated]) -> Result<bool, DatasetError> {
        let mut any = false;
        let is_kept = |growth: &Stated| growth.is_growth_rate(sheet.year) && !growth.is_of_other_measures();
        for growth in stated.iter().filter(|growth| is_kept(growth)) {
            let Some((percent, key)) = growth.change() else { continue };
            let known = |key: &str| self.watched.at(key.trim()).is_some() && !is_beside(key.trim());
            if !key.split(['|', '+']).all(known) {
                continue;
            }
            any = true;
            let row =
                params![sheet.facts.order, key, percent.to_string(), growth.sentence_no, growth.printed];
            let insert = "INSERT INTO growth VALUES (?, ?, ?, ?, ?)";
            self.store.run(|db| db.prepare_cached(insert)?.execute(row))?;
        }
        Ok(any)
    }

    /// Whether any report states how much something grew. Makes them ready to be asked for.
    pub(in crate::audit) fn has_growths(&self) -> Result<bool, DatasetError> {
        self.store.run(|db| {
            db.execute_batch("CREATE INDEX IF NOT EXISTS growth_by_place ON growth (place)")?;
            db.query_row("SELECT EXISTS (SELECT 1 FROM growth)", [], |row| row.get(0))
        })
    }

    /// The rates of growth that a report states.
    pub(in crate::audit) fn growths(&self, record: &Record) -> Result<Vec<Growth>, DatasetError> {
        let read = |row: &Row<'_>| {
            Ok(Growth {
                key: row.get(0)?,
                percent: row.get::<_, String>(1)?.parse().unwrap_or_default(),
                sentence_no: row.get(2)?,
                sentence: row.get(3)?,
            })
        };
        let select = "SELECT key, percent, sentence_no, sentence FROM growth WHERE place = ? ORDER BY rowid";
        self.store.run(|db| db.prepare_cached(select)?.query_map([record.order], read)?.collect())
    }

    /// The number of an agency: by what it is known by, else by its region and its name.
    fn agency(&self, sheet: &Sheet, name: &str) -> Result<u32, DatasetError> {
        let key = match sheet.facts.agency_id.as_str() {
            "" => format!("{}\n{name}", sheet.facts.region_code),
            id => id.to_string(),
        };
        self.store.run(|db| {
            let insert = "INSERT OR IGNORE INTO agency (key, name) VALUES (?, ?)";
            db.prepare_cached(insert)?.execute(params![key, name])?;
            db.prepare_cached("SELECT number FROM agency WHERE key = ?")?.query_row([key], |row| row.get(0))
        })
    }

    /// Goes through all reports in an order of SQL, those together of which `together` says so.
    pub(in crate::audit) fn in_groups(
        &self,
        order: &str,
        together: impl Fn(&Record, &Record) -> bool,
        each: &mut dyn FnMut(&[Record]),
    ) -> Result<(), DatasetError> {
        self.select_groups(&format!("ORDER BY {order}"), together, each)
    }

    fn select_groups(
        &self,
        which: &str,
        together: impl Fn(&Record, &Record) -> bool,
        each: &mut dyn FnMut(&[Record]),
    ) -> Result<(), DatasetError> {
        self.store.run(|db| {
            let mut select = db.prepare(&format!("{SELECT} {which}"))?;
            let mut group: Vec<Record> = Vec::new();
            for record in select.query_map([], Record::read)? {
                let record = record?;
                if group.last().is_some_and(|last| !together(last, &record)) {
                    each(&group);
                    group.clear();
                }
                group.push(record);
            }
            if !group.is_empty() {
                each(&group);
            }
            Ok(())
        })
    }

    /// The reports of each agency, by year, then as they stand in the dataset.
    pub(in crate::audit) fn by_agency(&self, each: &mut dyn FnMut(&[Record])) -> Result<(), DatasetError> {
        self.in_groups("agency, year, place", |a, b| a.agency == b.agency, each)
    }

    /// The same of the agencies that have several reports on one year; few have.
    pub(in crate::audit) fn by_agency_with_versions(
        &self,
        each: &mut dyn FnMut(&[Record]),
    ) -> Result<(), DatasetError> {
        const WHICH: &str = "WHERE agency IN (SELECT agency FROM record GROUP BY agency, year HAVING count(*) > 1) \
            ORDER BY agency, year, place";
        self.select_groups(WHICH, |a, b| a.agency == b.agency, each)
    }

    /// The report of a name.
    pub(in crate::audit) fn find(&self, report_id: &str) -> Result<Option<Record>, DatasetError> {
        let select = format!("{SELECT} WHERE place = (SELECT place FROM report WHERE id = ?)");
        self.store.run(|db| db.prepare_cached(&select)?.query_row([report_id], Record::read).optional())
    }

    /// A finding about a report, at a figure where there is one.
    pub(in crate::audit) fn finding(
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
            agency: record.name.to_string(),
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
