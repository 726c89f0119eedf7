//! The running texts of a dataset, report by report, from `reports.csv` and `sentences.csv`, without the headings of the
//! form: those say nothing of the report.

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
    /// Empty where a heading stands.
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
    columns: [usize; 3],
    /// The row after those given out, and where it begins.
    ahead: Option<(csv::StringRecord, u64)>,
    failed: bool,
}

impl Texts {
    pub(super) fn open(dir: &Path, reports: &[Who]) -> Result<Texts, DatasetError> {
        let mut file = Opened::open(dir, SENTENCES.name)?;
        let columns = columns(&mut file)?;
        let index = reports.iter().enumerate().map(|(index, who)| (who.id.clone(), index)).collect();
        let mut texts = Texts { file, index, columns, ahead: None, failed: false };
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
        let [id_at, section_at, sentence_at] = self.columns;
        let id = first.get(id_at).unwrap_or_default().to_string();
        let mut text = Text { at, ..Text::default() };
        let mut sections = Sections::default();
        let mut row = Some((first, at));
        while let Some((record, at)) = row {
            if record.get(id_at) != Some(id.as_str()) {
                self.ahead = Some((record, at));
                break;
            }
            let sentence = record.get(sentence_at).unwrap_or_default();
            text.sentences.push(sections.own(record.get(section_at).unwrap_or_default(), sentence));
            row = self.row()?;
        }
        match self.index.get(&id) {
            Some(report) => text.report = *report,
            None => {
                let problem = format!("a sentence of the report {id}, which reports.csv does not have");
                return Err(DatasetError::Csv { path: self.file.path.clone(), line: None, problem });
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
    columns: [usize; 3],
}

impl Again {
    pub(super) fn open(dir: &Path) -> Result<Again, DatasetError> {
        let mut file = Opened::open(dir, SENTENCES.name)?;
        let columns = columns(&mut file)?;
        Ok(Again { file, columns })
    }

    /// The sentences of the report whose rows begin at a place.
    pub(super) fn sentences(&mut self, at: u64) -> Result<Vec<String>, DatasetError> {
        let mut place = csv::Position::new();
        place.set_byte(at);
        self.file.seek(place)?;
        let mut record = csv::StringRecord::new();
        let mut sentences = Vec::new();
        let mut id: Option<String> = None;
        let mut sections = Sections::default();
        while self.file.read(&mut record)? {
            let [of, section, sentence] = self.columns.map(|at| record.get(at).unwrap_or_default());
            if id.get_or_insert_with(|| of.to_string()) != of {
                break;
            }
            sentences.push(sections.own(section, sentence));
        }
        Ok(sentences)
    }
}

/// Follows the sections of a report.
#[derive(Default)]
struct Sections {
    current: String,
}

impl Sections {
    /// A sentence, or nothing in place of the heading of a new section.
    fn own(&mut self, section: &str, sentence: &str) -> String {
        if self.begins(section, sentence) { String::new() } else { sentence.to_string() }
    }

    /// Whether a sentence is the heading of a new section: short and without an end.
    fn begins(&mut self, section: &str, sentence: &str) -> bool {
        /// In characters; the longest of the form has 29.
        const LONGEST: usize = 40;
        if self.current == section {
            return false;
        }
        self.current.clear();
        self.current.push_str(section);
        !sentence.contains('。') && sentence.chars().take(LONGEST).count() < LONGEST
    }
}

/// Where report, section and sentence stand.
fn columns(file: &mut Opened) -> Result<[usize; 3], DatasetError> {
    let found = places(file, &["report_id", "section", "sentence"])?;
    Ok(<[usize; 3]>::try_from(found).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_sections_and_sentences_do_not() {
        let mut sections = Sections::default();
        let told = [
            ("opening", "根据《中华人民共和国政府信息公开条例》编制本报告。", false),
            ("disputes", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", true),
            ("disputes", "本年度无行政复议", false),
            ("problems", "存在问题：解读形式单一。", false),
        ];
        for (section, sentence, is_heading) in told {
            assert_eq!(sections.begins(section, sentence), is_heading, "{sentence}");
        }
    }
}
