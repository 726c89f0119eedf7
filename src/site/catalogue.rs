//! What the lists of the site need to know of every report: read first, and all that is kept in memory of a dataset.

use std::collections::HashMap;
use std::path::Path;

use compact_str::CompactString;

use super::html::file_name;
use crate::audit::{self, Finding, Verdict};
use crate::dataset::{DatasetError, read};
use crate::report::Status;

/// A report in brief.
pub(super) struct Entry {
    /// Its `report_id`.
    pub(super) id: CompactString,
    /// The issuing body; empty if it is not known.
    pub(super) agency: String,
    /// What its agency is known by under any name; empty if it is not known.
    pub(super) agency_id: CompactString,
    /// The code of its region; empty if it is not known.
    pub(super) region_code: CompactString,
    /// The region with those it lies in.
    pub(super) region: CompactString,
    /// The year reported on.
    pub(super) year: Option<u16>,
    /// What became of it.
    pub(super) status: Status,
    /// Figures read.
    pub(super) figures: u64,
    /// Figures with confidence high.
    pub(super) high: u64,
    /// Findings that the agency published so.
    pub(super) published: u32,
}

impl Entry {
    /// Whether it is a report with figures that could be read.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.status, Status::Extracted | Status::Partial)
    }

    /// The address of its page.
    pub(super) fn page(&self) -> String {
        page(self.year, &self.id)
    }
}

/// The address of the page of a report, from the first page.
pub(super) fn page(year: Option<u16>, id: &str) -> String {
    let year = year.map_or_else(|| "none".to_string(), |year| year.to_string());
    format!("reports/{year}/{}.html", file_name(id))
}

/// All reports in the order of `reports.csv`, and what was found in them.
pub(super) struct Catalogue {
    pub(super) entries: Vec<Entry>,
    /// The findings, by check, those that can be published first.
    pub(super) findings: Vec<Finding>,
    of_report: HashMap<CompactString, Vec<usize>>,
    of_agency: HashMap<(CompactString, u16), usize>,
}

impl Catalogue {
    pub(super) fn read(dir: &Path) -> Result<Catalogue, DatasetError> {
        let mut findings = audit::read_findings(dir)?;
        findings.sort_by(|a, b| (a.verdict, &a.check).cmp(&(b.verdict, &b.check)));
        let mut of_report: HashMap<CompactString, Vec<usize>> = HashMap::new();
        for (at, finding) in findings.iter().enumerate() {
            of_report.entry(finding.report_id.clone()).or_default().push(at);
        }
        let mut catalogue = Catalogue { entries: Vec::new(), findings, of_report, of_agency: HashMap::new() };
        read::reports(dir)?.visit(|cells| {
            let row = <read::ReportRow as read::Row>::parse(cells)?;
            let published = catalogue
                .findings_of(&row.report_id)
                .filter(|finding| finding.verdict == Verdict::Published)
                .count();
            let agency_id: CompactString = cells.text("agency_id").into();
            if let (false, Some(year)) = (agency_id.is_empty(), row.year) {
                catalogue.of_agency.entry((agency_id.clone(), year)).or_insert(catalogue.entries.len());
            }
            catalogue.entries.push(Entry {
                id: row.report_id,
                agency: row.agency,
                agency_id,
                region_code: row.region_code.into(),
                region: row.region.into(),
                year: row.year,
                status: row.status,
                figures: row.figures_found,
                high: row.high,
                published: published as u32,
            });
            Ok(())
        })?;
        Ok(catalogue)
    }

    /// What was found in a report, what can be published first.
    pub(super) fn findings_of(&self, report_id: &str) -> impl Iterator<Item = &Finding> {
        let of_report = self.of_report.get(report_id).map(Vec::as_slice).unwrap_or_default();
        of_report.iter().filter_map(|&at| self.findings.get(at))
    }

    /// The report of an agency on a year.
    pub(super) fn of_agency(&self, agency_id: &str, year: u16) -> Option<&Entry> {
        self.of_agency.get(&(agency_id.into(), year)).and_then(|&at| self.entries.get(at))
    }
}
