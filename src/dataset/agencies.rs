//! `agencies.csv`: every agency once, gathered from the rows of `reports.csv` when all are there.
//!
//! One pass over the file; what is held in memory grows with the number of agencies, not with that of reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::columns::AGENCIES;
use super::error::DatasetError;
use super::excel;
use crate::place::{Flag, Flags, Placed, Places};
use crate::report::ReportPlace;

/// What is known of an agency.
struct Agency {
    placed: Placed,
    printed: BTreeSet<String>,
    reports: u64,
    /// The years reported on, each with the name under which.
    years: BTreeMap<u16, String>,
    flags: Flags,
}

/// The header, with the end of its line.
pub(super) fn header() -> String {
    AGENCIES.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",") + "\n"
}

/// The rows as CSV.
pub(super) fn csv(reports: &Path, places: &Places, excel: bool) -> Result<Vec<u8>, DatasetError> {
    let agencies =
        gather(reports, places).map_err(|error| DatasetError::read(reports, std::io::Error::other(error)))?;
    let mut agencies: Vec<Agency> = agencies.into_values().collect();
    agencies.sort_by(|one, other| order(&one.placed).cmp(&order(&other.placed)));
    let mut bytes = if excel { excel::BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(AGENCIES.columns.iter().map(|column| column.name));
    for agency in agencies {
        let cells = agency.cells();
        let _ = match excel {
            true => writer.write_record(cells.iter().map(|cell| excel::harmless(cell).into_owned())),
            false => writer.write_record(&cells),
        };
    }
    bytes.extend_from_slice(&writer.into_inner().unwrap_or_default());
    Ok(bytes)
}

fn order(placed: &Placed) -> (&str, &str, &str, &str) {
    (&placed.place.region_code, &placed.kind, &placed.canonical, &placed.place.agency_id)
}

fn gather(reports: &Path, places: &Places) -> Result<BTreeMap<String, Agency>, csv::Error> {
    let mut reader = csv::Reader::from_path(reports)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|known| known == name).unwrap_or(usize::MAX);
    let [id, name, code, year, source] = ["agency_id", "agency", "region_code", "year", "source"].map(place);
    let mut agencies: BTreeMap<String, Agency> = BTreeMap::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let cell = |index: usize| row.get(index).unwrap_or_default();
        if cell(id).is_empty() {
            continue;
        }
        let year = cell(year).parse().ok();
        let describe = || places.describe(cell(name), year, cell(code), cell(source));
        if !agencies.contains_key(cell(id)) {
            agencies.insert(cell(id).to_string(), Agency::new(describe(), cell(id)));
        }
        let Some(agency) = agencies.get_mut(cell(id)) else { continue };
        agency.reports += 1;
        if !agency.printed.contains(cell(name)) {
            agency.printed.insert(cell(name).to_string());
            agency.flags.extend(describe().flags);
        }
        if let Some(year) = year {
            let known = agency.years.entry(year).or_insert_with(|| cell(name).to_string());
            if known != cell(name) {
                agency.flags.insert(Flag::SeveralInYear);
            }
        }
    }
    Ok(agencies)
}

impl Agency {
    fn new(placed: Placed, id: &str) -> Agency {
        let place = ReportPlace { agency_id: id.to_string(), ..placed.place };
        Agency {
            placed: Placed { place, ..placed },
            printed: BTreeSet::new(),
            reports: 0,
            years: BTreeMap::new(),
            flags: Flags::default(),
        }
    }

    fn cells(&self) -> [String; 11] {
        let year = |year: Option<(&u16, &String)>| year.map(|(year, _)| year.to_string()).unwrap_or_default();
        let printed: Vec<&str> = self.printed.iter().map(String::as_str).collect();
        let place = &self.placed.place;
        [
            place.agency_id.clone(),
            self.placed.canonical.clone(),
            self.placed.kind.clone(),
            place.level.map_or("", |level| level.as_str()).to_string(),
            place.region_code.clone(),
            place.region.clone(),
            printed.join(";"),
            self.reports.to_string(),
            year(self.years.first_key_value()),
            year(self.years.last_key_value()),
            self.flags.to_string(),
        ]
    }
}
