//! The running texts of a dataset, report by report, from `reports.csv` and `sentences.csv`.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::dataset::DatasetError;
use crate::dataset::columns::{REPORTS, SENTENCES};

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
    let (path, mut reader) = open(dir, REPORTS.name)?;
    let places = places(&path, &mut reader, &["report_id", "agency", "year"])?;
    let mut reports = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| DatasetError::csv(&path, error))?;
        let mut cells = places.iter().map(|&at| record.get(at).unwrap_or_default().to_string());
        let mut cell = || cells.next().unwrap_or_default();
        reports.push(Who { id: cell(), agency: cell(), year: cell() });
    }
    Ok(reports)
}

/// `sentences.csv`, read report by report.
pub(super) struct Texts {
    path: PathBuf,
    reader: csv::Reader<File>,
    index: HashMap<String, usize>,
    id_at: usize,
    sentence_at: usize,
    /// The row after those given out, and where it begins.
    ahead: Option<(csv::StringRecord, u64)>,
    failed: bool,
}

impl Texts {
    pub(super) fn open(dir: &Path, reports: &[Who]) -> Result<Texts, DatasetError> {
        let (path, mut reader) = open(dir, SENTENCES.name)?;
        let places = places(&path, &mut reader, &["report_id", "sentence"])?;
        let (id_at, sentence_at) = match places.as_slice() {
            [id, sentence] => (*id, *sentence),
            _ => (0, 0),
        };
        let index = reports.iter().enumerate().map(|(index, who)| (who.id.clone(), index)).collect();
        let mut texts = Texts { path, reader, index, id_at, sentence_at, ahead: None, failed: false };
        texts.ahead = texts.row()?;
        Ok(texts)
    }

    fn row(&mut self) -> Result<Option<(csv::StringRecord, u64)>, DatasetError> {
        let at = self.reader.position().byte();
        let mut record = csv::StringRecord::new();
        let more = self.reader.read_record(&mut record);
        more.map(|more| more.then_some((record, at))).map_err(|error| DatasetError::csv(&self.path, error))
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
                return Err(DatasetError::Csv { path: self.path.clone(), problem });
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
    path: PathBuf,
    file: File,
    header: Vec<u8>,
}

impl Again {
    pub(super) fn open(dir: &Path) -> Result<Again, DatasetError> {
        let path = dir.join(SENTENCES.name);
        let file = File::open(&path).map_err(|error| DatasetError::read(&path, error))?;
        let mut reader = csv::Reader::from_reader(&file);
        let header = reader.headers().map_err(|error| DatasetError::csv(&path, error))?;
        let header = (header.iter().collect::<Vec<_>>().join(",") + "\n").into_bytes();
        Ok(Again { path, file, header })
    }

    /// The sentences of the report whose rows begin at a place.
    pub(super) fn sentences(&mut self, at: u64) -> Result<Vec<String>, DatasetError> {
        let failed = |error| DatasetError::read(&self.path, error);
        self.file.seek(SeekFrom::Start(at)).map_err(failed)?;
        let rows = self.header.as_slice().chain(&self.file);
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 15).from_reader(rows);
        let places = places(&self.path, &mut reader, &["report_id", "sentence"])?;
        let cell = |record: &csv::StringRecord, which: usize| {
            places.get(which).and_then(|at| record.get(*at)).unwrap_or_default().to_string()
        };
        let mut sentences = Vec::new();
        let mut id: Option<String> = None;
        for record in reader.records() {
            let record = record.map_err(|error| DatasetError::csv(&self.path, error))?;
            let of = cell(&record, 0);
            if id.get_or_insert_with(|| of.clone()) != &of {
                break;
            }
            sentences.push(cell(&record, 1));
        }
        Ok(sentences)
    }
}

fn open(dir: &Path, file: &'static str) -> Result<(PathBuf, csv::Reader<File>), DatasetError> {
    let path = dir.join(file);
    if !path.exists() {
        return Err(DatasetError::MissingFile { dir: dir.to_path_buf(), file });
    }
    let opened = File::open(&path).map_err(|error| DatasetError::read(&path, error))?;
    Ok((path, csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(opened)))
}

/// Where columns stand.
fn places<R: Read>(
    path: &Path,
    reader: &mut csv::Reader<R>,
    columns: &[&'static str],
) -> Result<Vec<usize>, DatasetError> {
    let header = reader.headers().map_err(|error| DatasetError::csv(path, error))?;
    let find = |column: &&'static str| {
        let at = header.iter().position(|name| name.trim_start_matches('\u{feff}') == *column);
        at.ok_or_else(|| DatasetError::MissingColumn { path: path.to_path_buf(), column })
    };
    columns.iter().map(find).collect()
}
