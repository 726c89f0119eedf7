//! The running texts of a dataset, report by report, from `reports.csv` and `sentences.csv`.

use std::collections::HashMap;
use std::path::Path;

use crate::dataset::DatasetError;
use crate::dataset::columns::{REPORTS, SENTENCES};
use crate::dataset::opened::Opened;

/// Who a report is of, in the order of `reports.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) id: String,
    pub(super) agency: String,
    pub(super) year: String,
}

/// The sentences of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// Index of its report.
    pub(super) report: usize,
    pub(super) sentences: Vec<String>,
    /// Where its rows begin in the file.
    pub(super) at: u64,
}

/// The reports of a dataset.
pub(super) fn reports(dir: &Path) -> Result<Vec<Who>, DatasetError> {
    let mut file = Opened::open(dir, REPORTS.name)?;
    let places = places(&mut file, &["report_id", "agency", "year"])?;
    let mut reports = Vec::new();
    let mut record = csv::StringRecord::new();
    while file.read(&mut record)? {
        let mut cells = places.iter().map(|&at| record.get(at).unwrap_or_default().to_string());
        let mut cell = || cells.next().unwrap_or_default();
        reports.push(Who { id: cell(), agency: cell(), year: cell() });
    }
    Ok(reports)
}

/// `sentences.csv`, read report by report.
pub(super) struct Texts {
    file: Opened,
    index: HashMap<String, usize>,
    id_at: usize,
    sentence_at: usize,
    /// The row after those given out, and where it begins.
    ahead: Option<(csv::StringRecord, u64)>,
    failed: bool,
}

impl Texts {
    pub(super) fn open(dir: &Path, reports: &[Who]) -> Result<Texts, DatasetError> {
        let mut file = Opened::open(dir, SENTENCES.name)?;
        let places = places(&mut file, &["report_id", "sentence"])?;
        let (id_at, sentence_at) = match places.as_slice() {
            [id, sentence] => (*id, *sentence),
            _ => (0, 0),
        };
        let index = reports.iter().enumerate().map(|(index, who)| (who.id.clone(), index)).collect();
        let mut texts = Texts { file, index, id_at, sentence_at, ahead: None, failed: false };
        texts.ahead = texts.row()?;
        Ok(texts)
    }

    fn row(&mut self) -> Result<Option<(csv::StringRecord, u64)>, DatasetError> {
        let at = self.file.position().byte();
        let mut record = csv::StringRecord::new();
        let more = self.file.read(&mut record)?;
        Ok(more.then_some((record, at)))
    }

    fn text(&mut self) -> Result<Option<Text>, DatasetError> {
        let Some((first, at)) = self.ahead.take() else { return Ok(None) };
        let id = first.get(self.id_at).unwrap_or_default().to_string();
        let mut text = Text { at, ..Text::default() };
        let mut row = Some((first, at));
        while let Some((record, at)) = row {
            if record.get(self.id_at) != Some(id.as_str()) {
                self.ahead = Some((record, at));
                break;
            }
            text.sentences.push(record.get(self.sentence_at).unwrap_or_default().to_string());
            row = self.row()?;
        }
        match self.index.get(&id) {
            Some(report) => text.report = *report,
            None => {
                let problem = format!("a sentence of the report {id}, which reports.csv does not have");
                return Err(DatasetError::Csv { path: self.file.path.clone(), problem });
            }
        }
        Ok(Some(text))
    }
}

impl Iterator for Texts {
    type Item = Result<Text, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let text = self.text();
        self.failed = text.is_err();
        text.transpose()
    }
}

/// Reads the texts of single reports again.
pub(super) struct Again {
    file: Opened,
    places: Vec<usize>,
}

impl Again {
    pub(super) fn open(dir: &Path) -> Result<Again, DatasetError> {
        let mut file = Opened::open(dir, SENTENCES.name)?;
        let places = places(&mut file, &["report_id", "sentence"])?;
        Ok(Again { file, places })
    }

    /// The sentences of the report whose rows begin at a place.
    pub(super) fn sentences(&mut self, at: u64) -> Result<Vec<String>, DatasetError> {
        let mut place = csv::Position::new();
        place.set_byte(at);
        self.file.seek(place)?;
        let mut record = csv::StringRecord::new();
        let mut sentences = Vec::new();
        let mut id: Option<String> = None;
        while self.file.read(&mut record)? {
            let cell = |which: usize| {
                let at = self.places.get(which);
                at.and_then(|&at| record.get(at)).unwrap_or_default().to_string()
            };
            let of = cell(0);
            if id.get_or_insert_with(|| of.clone()) != &of {
                break;
            }
            sentences.push(cell(1));
        }
        Ok(sentences)
    }
}

/// Where columns stand.
fn places(file: &mut Opened, columns: &[&'static str]) -> Result<Vec<usize>, DatasetError> {
    let header = file.header()?;
    let find = |column: &&'static str| {
        let at = header.iter().position(|name| name.trim_start_matches('\u{feff}') == *column);
        at.ok_or_else(|| DatasetError::MissingColumn { path: file.path.clone(), column })
    };
    columns.iter().map(find).collect()
}
