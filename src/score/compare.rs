//! The comparison itself.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rust_decimal::Decimal;
use serde::Serialize;

use super::ScoreError;
use super::gold::{self, Gold};
use crate::dataset::read::{self, FigureRow};
use crate::report::Confidence;
use crate::template::Forms;

/// What came of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The same number, or no number in both.
    Right,
    /// Another number, or a number in one and none in the other.
    Wrong,
    /// Checked, but not in the dataset.
    Missing,
    /// In the dataset, but not in the report.
    Invented,
}

/// How many figures came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// As checked.
    pub right: u64,
    /// Otherwise than checked.
    pub wrong: u64,
    /// Not in the dataset. A figure that is not there has no confidence, so it is only counted by table.
    pub missing: u64,
    /// Not in the report.
    pub invented: u64,
}

/// A figure that is not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error {
    /// What came of it.
    pub outcome: Outcome,
    /// How far the dataset says it may be trusted; nothing if it is not there.
    pub confidence: Option<&'static str>,
    /// The input.
    pub source: String,
    /// Its canonical key.
    pub key: String,
    /// The number checked; empty where the cell has none, or the report has no such figure.
    pub expected: String,
    /// The number in the dataset; empty where it has none.
    pub got: String,
    /// The cell as the dataset says it is printed.
    pub published: String,
    /// Where a person finds it.
    pub locator: String,
    /// What was noticed about it.
    pub flags: String,
}

/// How right a dataset is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// How many reports were compared.
    pub reports: u64,
    /// Checked figures whose input is not in the dataset, by name; all of them are missing.
    pub without_report: Vec<String>,
    /// Files of checked figures that have fewer than half of those that the dataset has of the report: name, checked, in
    /// the dataset.
    pub sparse: Vec<(String, usize, usize)>,
    /// By confidence, best first.
    pub levels: Vec<(&'static str, Count)>,
    /// By table, in the order of the forms.
    pub tables: Vec<(String, Count)>,
    /// Wrong or invented, yet with confidence high: nobody would notice these.
    pub silent: Vec<Error>,
    /// The other figures that are not right.
    pub errors: Vec<Error>,
}

impl Count {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Right => self.right += 1,
            Outcome::Wrong => self.wrong += 1,
            Outcome::Missing => self.missing += 1,
            Outcome::Invented => self.invented += 1,
        }
    }

    /// How many figures the dataset has.
    pub fn figures(&self) -> u64 {
        self.right + self.wrong + self.invented
    }
}

/// Compares the dataset in `dataset` with the checked figures in `golden`.
pub fn score(golden: &Path, dataset: &Path, forms: &Forms) -> Result<Score, ScoreError> {
    let golds = gold::read_folder(golden, forms)?;
    let reports = matching(&golds, dataset)?;
    if reports.is_empty() {
        let (golden, dataset) = (golden.to_path_buf(), dataset.to_path_buf());
        return Err(ScoreError::NoMatch { gold: golds.len(), golden, dataset });
    }
    let mut figures: HashMap<&str, HashMap<String, FigureRow>> = HashMap::new();
    for figure in read::figures(dataset)? {
        let figure = figure?;
        if let Some((id, _)) = reports.get_key_value(figure.report_id.as_str()) {
            figures.entry(id).or_default().insert(figure.key.to_string(), figure);
        }
    }
    let mut score = Score {
        levels: Confidence::ALL.iter().map(|level| (level.as_str(), Count::default())).collect(),
        tables: tables(forms),
        ..Score::default()
    };
    let empty = HashMap::new();
    for (index, gold) in golds.iter().enumerate() {
        let mut found = false;
        for (id, (_, source)) in reports.iter().filter(|(_, (of, _))| *of == index) {
            found = true;
            score.reports += 1;
            let figures = figures.get(id.as_str()).unwrap_or(&empty);
            if gold.figures.len() * 2 < figures.len() {
                score.sparse.push((gold.title(), gold.figures.len(), figures.len()));
            }
            score.report(gold, source, figures, forms);
        }
        if !found {
            score.without_report.push(gold.title());
            score.report(gold, &gold.name, &empty, forms);
        }
    }
    Ok(score)
}

impl Score {
    fn report(&mut self, gold: &Gold, source: &str, figures: &HashMap<String, FigureRow>, forms: &Forms) {
        let mut keys: Vec<&str> = Vec::new();
        for field in forms.fields.iter().rev() {
            let known = gold.figures.contains_key(&field.key) || figures.contains_key(&field.key);
            if known && !keys.contains(&field.key.as_str()) {
                keys.push(&field.key);
            }
        }
        for key in keys.into_iter().rev() {
            let expected = gold.figures.get(key).copied();
            let figure = figures.get(key);
            let outcome = outcome(expected, figure);
            self.count(key, figure, outcome);
            if outcome == Outcome::Right {
                continue;
            }
            let error = error(outcome, source, key, expected.flatten(), figure);
            let high = figure.is_some_and(|figure| figure.confidence == Confidence::High);
            if high { self.silent.push(error) } else { self.errors.push(error) }
        }
    }

    fn count(&mut self, key: &str, figure: Option<&FigureRow>, outcome: Outcome) {
        if let Some(figure) = figure {
            let level = figure.confidence.as_str();
            self.levels
                .iter_mut()
                .filter(|(name, _)| *name == level)
                .for_each(|(_, count)| count.add(outcome));
        }
        let table = key.split('.').next().unwrap_or_default();
        self.tables.iter_mut().filter(|(name, _)| name == table).for_each(|(_, count)| count.add(outcome));
    }
}

fn outcome(expected: Option<Option<Decimal>>, figure: Option<&FigureRow>) -> Outcome {
    match (expected, figure) {
        (_, None) => Outcome::Missing,
        (None, Some(_)) => Outcome::Invented,
        (Some(expected), Some(figure)) if expected == figure.value.number() => Outcome::Right,
        (Some(_), Some(_)) => Outcome::Wrong,
    }
}

fn error(
    outcome: Outcome,
    source: &str,
    key: &str,
    expected: Option<Decimal>,
    figure: Option<&FigureRow>,
) -> Error {
    let number =
        |number: Option<Decimal>| number.map(|number| number.normalize().to_string()).unwrap_or_default();
    Error {
        outcome,
        confidence: figure.map(|figure| figure.confidence.as_str()),
        source: source.to_string(),
        key: key.to_string(),
        expected: number(expected),
        got: number(figure.and_then(|figure| figure.value.number())),
        published: figure.map(|figure| figure.published.clone()).unwrap_or_default(),
        locator: figure.map(|figure| figure.locator.clone()).unwrap_or_default(),
        flags: figure.map(|figure| figure.flags.to_string()).unwrap_or_default(),
    }
}

impl Gold {
    fn title(&self) -> String {
        if self.number == 1 { self.name.clone() } else { format!("{}#{}", self.name, self.number) }
    }
}

/// The reports that checked figures belong to: `report_id` → index of the checked figures and source.
fn matching(golds: &[Gold], dataset: &Path) -> Result<BTreeMap<String, (usize, String)>, ScoreError> {
    let mut reports = BTreeMap::new();
    for report in read::reports(dataset)? {
        let report = report?;
        let number = report.report_id.split_once('-').and_then(|(_, n)| n.parse().ok()).unwrap_or(1);
        let (file, stem) = names(&report.source);
        // Checked figures that lie beside the documents were read as inputs too.
        if file.strip_suffix(".csv").is_some_and(|name| golds.iter().any(|gold| gold.title() == name)) {
            continue;
        }
        let of = |name: &str| golds.iter().position(|gold| gold.name == name && gold.number == number);
        let by_id = golds.iter().position(|gold| gold.number == 1 && gold.name == report.report_id);
        if let Some(index) = by_id.or_else(|| of(file)).or_else(|| of(stem)) {
            reports.insert(report.report_id.to_string(), (index, report.source));
        }
    }
    for (index, gold) in golds.iter().enumerate() {
        of_one_folder(gold, reports.values().filter(|(of, _)| *of == index).map(|(_, source)| source))?;
    }
    Ok(reports)
}

/// An error where inputs of one name lie in several folders: which of them was checked is not known, and figures of the others
/// would all count as wrong. Beside each other they are one report in several formats.
fn of_one_folder<'a>(gold: &Gold, sources: impl Iterator<Item = &'a String>) -> Result<(), ScoreError> {
    let mut sources: Vec<&str> = sources.map(String::as_str).collect();
    sources.sort_unstable();
    let folder = |source: &str| source.rsplit_once(['/', '\\']).map(|(folder, _)| folder.to_string());
    if sources.windows(2).all(|two| matches!(two, [a, b] if folder(a) == folder(b))) {
        return Ok(());
    }
    let sources = sources.into_iter().map(str::to_string).collect();
    Err(ScoreError::SeveralReports { name: gold.title(), sources })
}

/// The name of the file in a path or URL, with and without its extension.
fn names(source: &str) -> (&str, &str) {
    let path =
        if source.contains("://") { source.split(['?', '#']).next().unwrap_or(source) } else { source };
    let file = path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    (file, if stem.is_empty() { file } else { stem })
}

fn tables(forms: &Forms) -> Vec<(String, Count)> {
    let mut tables: Vec<(String, Count)> = Vec::new();
    for table in forms.forms.iter().flat_map(|form| &form.tables) {
        if !tables.iter().any(|(known, _)| *known == table.key) {
            tables.push((table.key.clone(), Count::default()));
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_inputs_are_those_of_their_files() {
        assert_eq!(names("docs/a.b.html"), ("a.b.html", "a.b"));
        assert_eq!(names("http://x.gov.cn/2023/t1_99.html?a=/b.c#d"), ("t1_99.html", "t1_99"));
        assert_eq!(names("-"), ("-", "-"));
    }
}
