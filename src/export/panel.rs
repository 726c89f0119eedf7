//! `panel.csv`: one row for each agency and each year of the span, also where there is no report. Gaps stay empty.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::dataset::columns::{AGENCIES, PANEL, REPORTS, WIDE};
use crate::dataset::opened::Opened;
use crate::dataset::{DatasetError, excel};
use crate::report::Status;

/// What the panel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows: agencies times years.
    pub rows: u64,
    /// Rows with a report that was read.
    pub read: u64,
    /// Reports that were read but have no place in it, as their agency or year is not known.
    pub left_out: u64,
}

/// The reports of an agency on a year.
struct Seen {
    count: u64,
    best: csv::StringRecord,
    figures: u64,
}

/// Writes `panel.csv` from the reports, agencies and the wide table of a dataset.
pub(super) fn write(dir: &Path) -> Result<Summary, DatasetError> {
    let reports = Table::open(dir, REPORTS.name)?;
    let [id, agency, year, status, found] =
        ["report_id", "agency_id", "year", "status", "figures_found"].map(|name| reports.column(name));
    let (id, agency, year, status, found) = (id?, agency?, year?, status?, found?);
    let mut summary = Summary::default();
    let mut seen: BTreeMap<(String, u16), Seen> = BTreeMap::new();
    reports.each(|row, _| {
        let cell = |index: usize| row.get(index).unwrap_or_default();
        if ![Status::Extracted.as_str(), Status::Partial.as_str()].contains(&cell(status)) {
            return Ok(());
        }
        let (Ok(year), false) = (cell(year).parse::<u16>(), cell(agency).is_empty()) else {
            summary.left_out += 1;
            return Ok(());
        };
        let figures = cell(found).parse().unwrap_or(0);
        let best = || csv::StringRecord::from(vec![cell(id)]);
        let entry = seen.entry((cell(agency).to_string(), year));
        let entry = entry.or_insert_with(|| Seen { count: 0, best: best(), figures });
        entry.count += 1;
        // Of several the one with most figures; of equals the one that stands first.
        if figures > entry.figures {
            (entry.best, entry.figures) = (best(), figures);
        }
        Ok(())
    })?;
    let wide = Table::open(dir, WIDE.name)?;
    let id = wide.column("report_id")?;
    let mut at: BTreeMap<String, csv::Position> = BTreeMap::new();
    let variables: Vec<usize> = (0..wide.header.len())
        .filter(|&index| {
            let name = wide.header.get(index).unwrap_or_default();
            !WIDE.columns.iter().any(|column| column.name == name)
        })
        .collect();
    wide.each(|row, position| {
        at.insert(row.get(id).unwrap_or_default().to_string(), position);
        Ok(())
    })?;
    rows(dir, &seen, &at, &variables, &mut summary)?;
    Ok(summary)
}

fn rows(
    dir: &Path,
    seen: &BTreeMap<(String, u16), Seen>,
    at: &BTreeMap<String, csv::Position>,
    variables: &[usize],
    summary: &mut Summary,
) -> Result<(), DatasetError> {
    let (to, part) = (dir.join(PANEL.name), dir.join(".panel.csv.part"));
    let failed = |error| DatasetError::csv(&part, error);
    let mut wide = Table::open(dir, WIDE.name)?;
    let agencies = Table::open(dir, AGENCIES.name)?;
    let of_agency = ["agency_id", "canonical", "kind", "region_code", "region", "level"]
        .into_iter()
        .map(|name| agencies.column(name))
        .collect::<Result<Vec<_>, _>>()?;
    let years = seen.keys().map(|(_, year)| *year);
    let span = years.clone().min().unwrap_or(1)..=years.max().unwrap_or(0);
    let mut out = fs::File::create(&part).map_err(|error| DatasetError::write(&part, error))?;
    if excel::is_guarded(&dir.join(WIDE.name)) {
        std::io::Write::write_all(&mut out, excel::BYTE_ORDER_MARK)
            .map_err(|error| DatasetError::write(&part, error))?;
    }
    let mut writer = csv::Writer::from_writer(out);
    let names = variables.iter().filter_map(|&index| wide.header.get(index));
    writer.write_record(PANEL.columns.iter().map(|column| column.name).chain(names)).map_err(failed)?;
    let mut row = csv::StringRecord::new();
    agencies.each(|agency, _| {
        let agency: Vec<&str> =
            of_agency.iter().map(|&index| agency.get(index).unwrap_or_default()).collect();
        let id = agency.first().copied().unwrap_or_default();
        for year in span.clone() {
            let here = seen.get(&(id.to_string(), year));
            let report = here.and_then(|here| here.best.get(0)).unwrap_or_default();
            row.clear();
            if let Some(position) = at.get(report) {
                wide.row_at(position, &mut row)?;
            }
            let (read, count) =
                (if here.is_some() { "yes" } else { "no" }, here.map_or(0, |here| here.count));
            let (year, count) = (year.to_string(), count.to_string());
            let head = agency.iter().copied().chain([year.as_str(), read, report, count.as_str()]);
            let cells = variables.iter().map(|&index| row.get(index).unwrap_or_default());
            writer.write_record(head.chain(cells)).map_err(failed)?;
            summary.rows += 1;
            summary.read += u64::from(here.is_some());
        }
        Ok(())
    })?;
    let out = writer.into_inner().map_err(|error| DatasetError::write(&part, error.into_error()))?;
    out.sync_all().map_err(|error| DatasetError::write(&part, error))?;
    fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error))
}

/// A CSV file of the dataset, whose columns are told by name.
struct Table {
    file: Opened,
    header: csv::StringRecord,
}

impl Table {
    fn open(dir: &Path, file: &'static str) -> Result<Table, DatasetError> {
        let mut file = Opened::open(dir, file)?;
        let header = file.header()?;
        Ok(Table { file, header })
    }

    fn column(&self, column: &'static str) -> Result<usize, DatasetError> {
        let found = self.header.iter().position(|name| name == column);
        found.ok_or_else(|| DatasetError::MissingColumn { path: self.file.path.clone(), column })
    }

    /// Gives each row with the place where it begins.
    fn each(
        mut self,
        mut give: impl FnMut(&csv::StringRecord, csv::Position) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        let mut row = csv::StringRecord::new();
        while self.file.read(&mut row)? {
            let position = row.position().cloned().unwrap_or_else(csv::Position::new);
            give(&row, position)?;
        }
        Ok(())
    }

    fn row_at(&mut self, position: &csv::Position, row: &mut csv::StringRecord) -> Result<(), DatasetError> {
        self.file.seek(position.clone())?;
        self.file.read(row).map(drop)
    }
}
