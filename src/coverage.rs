//! `coverage.csv`: every agency that was seen, every year asked for, and what became of its report: read, not found, blocked …
//!
//! Comes after the dataset: it joins the rows of `reports.csv` with what the catalogue of the crawl knows (what the portal
//! refused, and when it says that a report was published) and with the deadlines of the law (`data/deadlines.csv`).

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::catalogue::{Document, Reader};
use crate::dataset::columns::COVERAGE;
use crate::dataset::{DatasetError, beside, read};
use crate::extract::Years;
use crate::normalise::identify::{Headline, headline};
use crate::place::Places;
use crate::report::Status;

/// Why the coverage cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CoverageError {
    /// The dataset cannot be read or written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The catalogue cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// A file with a deadline in each row.
const DEADLINES: &str = include_str!("../data/deadlines.csv");
/// The kinds of bodies whose report is that of their government.
const GOVERNMENTS: [&str; 3] = ["government", "general_office", "township_government"];

/// What became of an agency's report on a year; the better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Read,
    NeedsOcr,
    Unreadable,
    Blocked,
}

/// An agency as it was seen.
#[derive(Debug, Default)]
struct Agency {
    name: String,
    region: String,
    government: bool,
    years: BTreeMap<u16, Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    found: Found,
    report_id: String,
    source: String,
    published: String,
}

/// Writes `coverage.csv` of a dataset that was made of a crawled folder; how many rows it has.
pub fn write(
    crawled: &Path,
    dataset: &Path,
    years: Option<Years>,
    places: &Places,
    excel: bool,
) -> Result<u64, CoverageError> {
    let documents = documents(crawled)?;
    let agencies = agencies(dataset, &documents, places)?;
    let asked = asked(years, &agencies);
    let mut rows = Vec::new();
    for agency in agencies.values() {
        for year in asked.clone() {
            rows.push(row(agency, year));
        }
    }
    Ok(beside::write(dataset, &COVERAGE, rows, excel)?)
}

fn documents(crawled: &Path) -> Result<BTreeMap<String, Document>, ArchiveError> {
    let reader = Reader::open(crawled)?;
    let mut documents = BTreeMap::new();
    let mut last: Option<Document> = None;
    loop {
        let batch = reader.documents_after(last.as_ref())?;
        let Some(end) = batch.last() else { return Ok(documents) };
        last = Some(end.clone());
        documents.extend(batch.into_iter().map(|document| (document.address.clone(), document)));
    }
}

/// The agencies, by their identifier or name.
fn agencies(
    dataset: &Path,
    documents: &BTreeMap<String, Document>,
    places: &Places,
) -> Result<BTreeMap<String, Agency>, DatasetError> {
    let mut agencies: BTreeMap<String, Agency> = BTreeMap::new();
    for report in read::reports(dataset)? {
        let report = report?;
        let found = match report.status {
            Status::Extracted | Status::Partial => Found::Read,
            Status::NeedsOcr => Found::NeedsOcr,
            Status::Unreadable => Found::Unreadable,
            Status::Blocked => Found::Blocked,
            Status::NotAReport => continue,
        };
        let document = documents.get(&report.source);
        // What could not be read does not say whose it is; the words of the link often do.
        let (mut name, mut year) = (report.agency.clone(), report.year);
        if let (true, Some(document)) = (name.is_empty() || year.is_none(), document)
            && let Headline::Report { agency, year: linked, .. } = headline(&document.anchor)
        {
            if name.is_empty() {
                name = if agency.is_empty() { document.agency.clone() } else { agency };
            }
            year = year.or(linked);
        }
        let Some(year) = year.filter(|_| !name.is_empty()) else { continue };
        let placed = places.describe(&name, Some(year), &report.region_code, &report.source);
        let key = if placed.place.agency_id.is_empty() { &name } else { &placed.place.agency_id };
        let agency = agencies.entry(key.clone()).or_insert_with(|| Agency {
            region: if report.region.is_empty() {
                document.map(|document| document.region.clone()).unwrap_or_default()
            } else {
                report.region.clone()
            },
            government: GOVERNMENTS.contains(&placed.kind.as_str()),
            ..Agency::default()
        });
        agency.name = name;
        let entry = Entry {
            found,
            report_id: report.report_id.to_string(),
            published: document.map(|document| document.published.clone()).unwrap_or_default(),
            source: report.source,
        };
        let known = agency.years.entry(year).or_insert_with(|| entry.clone());
        // The report itself before a copy of it, and the first publication before a later one.
        let rank = |entry: &Entry| (entry.found, entry.published.is_empty(), entry.published.clone());
        if rank(&entry) < rank(known) {
            *known = entry;
        }
    }
    Ok(agencies)
}

/// The years asked for; where nobody asked for any, or left an end open, those that were seen.
fn asked(years: Option<Years>, agencies: &BTreeMap<String, Agency>) -> std::ops::RangeInclusive<u16> {
    let seen = || agencies.values().flat_map(|agency| agency.years.keys().copied());
    let (first, last) = (seen().min().unwrap_or(1), seen().max().unwrap_or(0));
    match years {
        None => first..=last,
        Some(Years { first: from, last: to }) => {
            let from = if from == 0 { first } else { from };
            from..=(if to == u16::MAX { last } else { to })
        }
    }
}

fn row(agency: &Agency, year: u16) -> [String; 9] {
    let deadline = deadline(year, agency.government).unwrap_or_default();
    let [found, published, on_time, report_id, source] = match agency.years.get(&year) {
        None => ["not_found".to_string(), String::new(), String::new(), String::new(), String::new()],
        Some(entry) => {
            let found = match entry.found {
                Found::Read => "read",
                Found::NeedsOcr => "needs_ocr",
                Found::Unreadable => "unreadable",
                Found::Blocked => "blocked",
            };
            let day = entry.published.get(..10).unwrap_or(&entry.published).to_string();
            let on_time = match (day.is_empty() || deadline.is_empty(), day <= deadline) {
                (true, _) => "",
                (false, true) => "yes",
                (false, false) => "no",
            };
            [found.to_string(), day, on_time.to_string(), entry.report_id.clone(), entry.source.clone()]
        }
    };
    let (name, region) = (agency.name.clone(), agency.region.clone());
    [name, region, year.to_string(), found, published, deadline, on_time, report_id, source]
}

/// The day by which a report on a year has to be published.
fn deadline(year: u16, government: bool) -> Option<String> {
    let who = if government { "government" } else { "agency" };
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(DEADLINES.as_bytes());
    reader.records().filter_map(Result::ok).find_map(|record| {
        let number = |index: usize| record.get(index).and_then(|cell| cell.parse::<u16>().ok());
        let covers = number(0)? <= year && number(1).is_none_or(|last| year <= last);
        (covers && record.get(2) == Some(who)).then_some(())?;
        Some(format!("{}-{:02}-{:02}", year + 1, number(3)?, number(4)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_is_that_of_the_law_in_force() {
        // Regulations of 2007, article 31; of 2019, articles 49 and 50.
        assert_eq!(deadline(2018, false).as_deref(), Some("2019-03-31"));
        assert_eq!(deadline(2019, false).as_deref(), Some("2020-01-31"));
        assert_eq!(deadline(2023, true).as_deref(), Some("2024-03-31"));
        assert_eq!(deadline(2007, true), None);
    }

    #[test]
    fn a_year_without_a_report_is_not_found_and_a_late_one_is_late() {
        let mut agency = Agency { name: "青岚市教育局".to_string(), ..Agency::default() };
        let entry = Entry {
            found: Found::Read,
            report_id: "1".to_string(),
            source: "http://a/1".to_string(),
            published: "2024-02-01".to_string(),
        };
        agency.years.insert(2023, entry);
        let cells = |year| row(&agency, year)[3..7].to_vec();
        assert_eq!(cells(2023), ["read", "2024-02-01", "2024-01-31", "no"]);
        assert_eq!(cells(2022), ["not_found", "", "2023-01-31", ""]);
    }
}
