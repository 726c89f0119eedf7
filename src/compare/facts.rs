//! What a dataset says of each agency and year: all indicators, as exact numbers. Figures are read once, report by report, and
//! only their sums are kept.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use rust_decimal::Decimal;

use super::counters::Counter;
use super::indicator::Indicator;
use super::join::Join;
use super::loose;
use super::point::{Gap, Known, Plans, Point, Told};
use crate::batch;
use crate::dataset::DatasetError;
use crate::dataset::blocks::Block;
use crate::dataset::read::{self, Cells, FigureRow, Parts, ReportRow, Rows};
use crate::report::{Confidence, Status};
use crate::template::Forms;

/// An agency as the dataset names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Agency {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) level: String,
    pub(super) region_code: String,
    pub(super) region: String,
}

/// All indicators of one agency for one year.
#[derive(Debug)]
pub(super) struct Fact {
    /// Index into [`Facts::agencies`].
    pub(super) agency: usize,
    pub(super) year: u16,
    pub(super) template: String,
    /// One for each indicator.
    pub(super) points: Vec<Result<Point, Gap>>,
}

/// What a dataset says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) agencies: Vec<Agency>,
    /// Sorted by agency and year, one each.
    pub(super) facts: Vec<Fact>,
    /// Reports that are not the one taken for their agency and year.
    pub(super) other_versions: u64,
    /// Reports without agency or year.
    pub(super) unnamed: u64,
}

/// A report that may be taken.
struct Candidate {
    id: String,
    region_code: String,
    agency: usize,
    year: u16,
    template: String,
    counters: [u64; Counter::ALL.len()],
}

/// What is known of a report besides its figures.
struct OfReport<'a> {
    candidate: &'a Candidate,
    join: &'a Join,
}

impl Known for OfReport<'_> {
    fn counter(&self, of: Counter) -> u64 {
        self.candidate.counters.get(of as usize).copied().unwrap_or(0)
    }

    fn joined(&self, column: usize) -> Option<Decimal> {
        self.join.number(&self.candidate.region_code, self.candidate.year, column)
    }
}

/// Figures that findings with verdict `published` name, by report.
type Findings = HashMap<String, HashSet<String>>;

/// Reads the dataset in `dir`.
pub(super) fn read(
    dir: &Path,
    indicators: &[Indicator],
    plans: &Plans,
    forms: &Forms,
    join: &Join,
    jobs: usize,
) -> Result<Facts, DatasetError> {
    let findings = findings(dir, forms)?;
    let mut facts = Facts::default();
    let candidates = choose(dir, &findings, &in_time(dir)?, &mut facts)?;
    let mut at: HashMap<&str, usize> =
        candidates.iter().enumerate().map(|(index, candidate)| (candidate.id.as_str(), index)).collect();
    let places: HashMap<&str, usize, foldhash::fast::FixedState> =
        plans.keys.iter().map(String::as_str).zip(0..).collect();
    let mut told = vec![None; plans.keys.len()];
    let mut current: Option<usize> = None;
    let mut current_id = String::new();
    let mut points: Vec<Option<Vec<Result<Point, Gap>>>> = candidates.iter().map(|_| None).collect();
    let finish = |index: usize, told: &mut [Option<Told>], points: &mut Vec<Option<Vec<_>>>| {
        if let (Some(candidate), Some(slot)) = (candidates.get(index), points.get_mut(index)) {
            *slot = Some(plans.points(told, &OfReport { candidate, join }));
        }
        told.fill(None);
    };
    let (blocks, parts) = Parts::<FigureRow>::open(dir)?;
    let wanted: HashSet<&str> = at.keys().copied().collect();
    let gather =
        |block: Result<Block, DatasetError>| Ok(runs(parts.rows(&block?), &wanted, &places, &findings));
    batch::ordered_map_of_large(blocks, jobs, gather, |runs: Result<Runs, DatasetError>| {
        let runs = runs?;
        for run in runs.runs {
            if run.id != current_id {
                if let Some(index) = current {
                    finish(index, &mut told, &mut points);
                }
                current = at.remove(run.id.as_str());
                current_id = run.id;
            }
            if current.is_none() {
                continue;
            }
            for (place, figure) in run.figures {
                if let Some(slot) = told.get_mut(place) {
                    *slot = Some(figure?);
                }
            }
        }
        runs.whole
    })?;
    if let Some(index) = current {
        finish(index, &mut told, &mut points);
    }
    for (candidate, points) in candidates.into_iter().zip(points) {
        let points = points.unwrap_or_else(|| {
            // A report without any figure.
            plans.points(&told, &OfReport { candidate: &candidate, join })
        });
        debug_assert_eq!(points.len(), indicators.len());
        let Candidate { agency, year, template, .. } = candidate;
        facts.facts.push(Fact { agency, year, template, points });
    }
    facts.facts.sort_by_key(|fact| (fact.agency, fact.year));
    Ok(facts)
}

/// The figures of reports as they stand one behind the other in a part of the file.
struct Runs {
    runs: Vec<Run>,
    /// Whether the part could be read to its end.
    whole: Result<(), DatasetError>,
}

/// Rows of one report: figures that some indicator needs, by their place in [`Plans::keys`].
struct Run {
    id: String,
    figures: Vec<(usize, Result<Told, DatasetError>)>,
}

fn runs(
    rows: Rows<FigureRow, impl Read>,
    wanted: &HashSet<&str>,
    places: &HashMap<&str, usize, foldhash::fast::FixedState>,
    findings: &Findings,
) -> Runs {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_wanted = false;
    let mut last_year = String::new();
    let whole =
        rows.visit_with(["report_id", "key", "confidence", "year"], |cells, [id, key, level, year]| {
            // A file that is wrong somewhere was changed by somebody, so that nothing in it is certain.
            if !Confidence::ALL.iter().any(|known| known.as_str() == level) {
                confidence(cells)?;
            }
            if year != last_year {
                cells.optional::<u16>("year")?;
                last_year.clear();
                last_year.push_str(year);
            }
            if runs.last().is_none_or(|run| run.id != id) {
                is_wanted = wanted.contains(id);
                runs.push(Run { id: id.to_string(), figures: Vec::new() });
            }
            if let (true, Some(&place)) = (is_wanted, places.get(key))
                && let Some(run) = runs.last_mut()
            {
                let finding = findings.get(id).is_some_and(|keys| keys.contains(key));
                run.figures.push((place, figure(cells, finding)));
            }
            Ok(())
        });
    Runs { runs, whole }
}

fn figure(cells: &Cells<'_>, finding: bool) -> Result<Told, DatasetError> {
    Ok(Told { value: cells.value()?, confidence: confidence(cells)?, finding })
}

fn confidence(cells: &Cells<'_>) -> Result<Confidence, DatasetError> {
    cells.word("confidence", &Confidence::ALL, Confidence::as_str, "high, medium or low")
}

/// One report for each agency and year: of several the one with most figures that are high, then the one fetched last.
fn choose(
    dir: &Path,
    findings: &Findings,
    in_time: &HashMap<String, bool>,
    facts: &mut Facts,
) -> Result<Vec<Candidate>, DatasetError> {
    let kinds = agencies(dir)?;
    let mut best: BTreeMap<(Agency, u16), ReportRow> = BTreeMap::new();
    for row in read::reports(dir)? {
        let row = row?;
        if !matches!(row.status, Status::Extracted | Status::Partial) {
            continue;
        }
        let Some(year) = row.year.filter(|_| !row.agency.is_empty()) else {
            facts.unnamed += 1;
            continue;
        };
        let worth =
            |row: &ReportRow| (row.high, row.fetched_at.clone(), std::cmp::Reverse(row.report_id.clone()));
        match best.entry((agency(&row, &kinds), year)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(row);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                facts.other_versions += 1;
                if worth(&row) > worth(entry.get()) {
                    entry.insert(row);
                }
            }
        }
    }
    let mut candidates = Vec::with_capacity(best.len());
    for ((agency, year), row) in best {
        if facts.agencies.last() != Some(&agency) {
            facts.agencies.push(agency);
        }
        let with_finding = findings.get(row.report_id.as_str()).map_or(0, |keys| keys.len() as u64);
        candidates.push(Candidate {
            agency: facts.agencies.len() - 1,
            year,
            counters: counters(&row, with_finding, in_time.get(row.report_id.as_str()).copied()),
            id: row.report_id.to_string(),
            template: row.template.to_string(),
            region_code: row.region_code,
        });
    }
    Ok(candidates)
}

/// In the order of [`Counter::ALL`].
fn counters(row: &ReportRow, with_finding: u64, in_time: Option<bool>) -> [u64; Counter::ALL.len()] {
    let (published, known) = (u64::from(in_time == Some(true)), u64::from(in_time.is_some()));
    [row.figures_expected, row.figures_found, row.high, with_finding, published, known]
}

/// Whether each report was published by the legal deadline, as far as `coverage.csv` knows.
fn in_time(dir: &Path) -> Result<HashMap<String, bool>, DatasetError> {
    let mut known = HashMap::new();
    loose::visit(dir, "coverage.csv", ["report_id", "on_time"], |[id, on_time]| {
        if matches!(on_time, "yes" | "no") {
            known.insert(id.to_string(), on_time == "yes");
        }
    })?;
    Ok(known)
}

/// The agencies of `agencies.csv`.
#[derive(Default)]
struct Kinds {
    by_id: HashMap<String, Agency>,
    /// By the name as printed and the code of the region, for rows without an identifier.
    by_name: HashMap<(String, String), Agency>,
}

fn agency(row: &ReportRow, kinds: &Kinds) -> Agency {
    let key = (row.agency.clone(), row.region_code.clone());
    let known = kinds.by_id.get(&row.agency_id).or_else(|| kinds.by_name.get(&key));
    known.cloned().unwrap_or_else(|| Agency {
        id: format!("{}{}", row.region_code, row.agency),
        name: row.agency.clone(),
        kind: String::new(),
        level: row.level.clone(),
        region_code: row.region_code.clone(),
        region: row.region.clone(),
    })
}

/// The kinds of `agencies.csv`, where there is one. `printed` holds all names of an agency, joined by `;`.
fn agencies(dir: &Path) -> Result<Kinds, DatasetError> {
    let mut kinds = Kinds::default();
    const COLUMNS: [&str; 8] =
        ["agency_id", "canonical", "name", "kind", "level", "region_code", "region", "printed"];
    loose::visit_if_there(
        dir,
        "agencies.csv",
        COLUMNS,
        &["name"],
        |[id, canonical, name, kind, level, region_code, region, printed]| {
            let agency = Agency {
                id: id.to_string(),
                name: if name.is_empty() { canonical } else { name }.to_string(),
                kind: kind.to_string(),
                level: level.to_string(),
                region_code: region_code.to_string(),
                region: region.to_string(),
            };
            if !id.is_empty() {
                kinds.by_id.insert(id.to_string(), agency.clone());
            }
            for name in printed.split(';').map(str::trim).chain([canonical]) {
                kinds.by_name.insert((name.to_string(), region_code.to_string()), agency.clone());
            }
        },
    )?;
    Ok(kinds)
}

/// The figures that `findings.csv` names, where there is one.
fn findings(dir: &Path, forms: &Forms) -> Result<Findings, DatasetError> {
    let known: HashSet<&str> = forms.fields.iter().map(|field| field.key.as_str()).collect();
    let mut findings = Findings::new();
    const COLUMNS: [&str; 6] = ["report_id", "verdict", "table", "row", "column", "suspects"];
    loose::visit(dir, "findings.csv", COLUMNS, |[id, verdict, table, row, column, suspects]| {
        if verdict != "published" {
            return;
        }
        let of_report = findings.entry(id.to_string()).or_default();
        let own = format!("{table}.{row}.{column}");
        let words = suspects.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.')));
        for key in words.chain([own.as_str()]).filter(|key| known.contains(key)) {
            of_report.insert(key.to_string());
        }
    })?;
    Ok(findings)
}
