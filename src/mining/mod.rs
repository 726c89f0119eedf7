//! What takes all reports of a dataset together to tell: keywords and themes (`topics.csv`), and reports that are alike
//! (`similar.csv`). The job of `nianbao mine`.
//!
//! It reads `reports.csv` and `sentences.csv` and nothing else. It is a command of its own because cutting a text into
//! words takes longer than reading its report did. Memory grows by some four kilobytes a report, the work with the number of
//! reports.

mod similar;
mod sketch;
mod texts;
mod topics;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::batch;
use crate::dataset::DatasetError;
use crate::dataset::columns::{self, SIMILAR, TOPICS};
use similar::Laid;
use texts::{Again, Texts, Who};
use topics::Ledger;

/// Pairs less alike than this are not worth a row.
pub const LEAST_SIMILARITY: f64 = 0.2;
/// How many of the shared passages are quoted.
const QUOTED: usize = 3;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Reports with running text.
    pub reports: u64,
    /// Rows of `topics.csv`.
    pub topics: u64,
    /// Rows of `similar.csv`.
    pub similar: u64,
}

/// Mines the dataset in `dir`, with so many workers; 0 is one per core.
pub fn run(dir: &Path, jobs: usize) -> Result<Summary, DatasetError> {
    let who = texts::reports(dir)?;
    let texts = Texts::open(dir, &who)?;
    let mut summary = Summary::default();
    let scratch = Scratch::create(dir)?;
    let mut ledger = Ledger::new(scratch.file()?);
    let mut sketches: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut places: Vec<Option<u64>> = vec![None; who.len()];
    let work = |text: Result<texts::Text, DatasetError>| {
        text.map(|text| Counted {
            report: text.report,
            at: text.at,
            counts: topics::count(&text),
            sketch: sketch::sketch(&text),
        })
    };
    let sink = |counted: Option<Result<Counted, DatasetError>>| {
        let Some(counted) = counted else { return Ok(()) };
        let Counted { report, at, counts, sketch } = counted?;
        if let Some(place) = places.get_mut(report) {
            *place = Some(at);
        }
        sketches.push((report as u32, sketch));
        summary.reports += 1;
        ledger.add(report, &counts).map_err(|error| scratch.failed(error))
    };
    batch::ordered_map(texts, jobs, &AtomicBool::new(false), work, sink)?;
    summary.topics = write_topics(dir, ledger, &who, &scratch)?;
    summary.similar = write_similar(dir, &who, &sketches, &places)?;
    Ok(summary)
}

/// What a worker makes of a text.
struct Counted {
    report: usize,
    at: u64,
    counts: topics::Counts,
    sketch: Vec<u32>,
}

fn write_topics(dir: &Path, ledger: Ledger, who: &[Who], scratch: &Scratch) -> Result<u64, DatasetError> {
    let mut output = Output::create(dir, &TOPICS)?;
    let mut failure = None;
    let done = ledger.topics(who, |report, topics| {
        let Some(who) = who.get(report) else { return Ok(()) };
        for topic in topics {
            let score = topic.score.map(|score| format!("{score:.6}")).unwrap_or_default();
            let (count, reports) = (topic.count.to_string(), topic.reports.to_string());
            let kind = if topic.is_theme { "theme" } else { "keyword" };
            let row = [&who.id, &who.agency, &who.year, kind, &topic.word, &count, &reports, &score];
            if let Err(error) = output.write(&row) {
                failure = Some(error);
                return Err(io::Error::other("stopped"));
            }
        }
        Ok(())
    });
    match (failure, done) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(scratch.failed(error)),
        (None, Ok(())) => output.finish(),
    }
}

fn write_similar(
    dir: &Path,
    who: &[Who],
    sketches: &[(u32, Vec<u32>)],
    places: &[Option<u64>],
) -> Result<u64, DatasetError> {
    let likeness = similar::likeness(sketches);
    let mut output = Output::create(dir, &SIMILAR)?;
    let mut again = Again::open(dir)?;
    let mut lay = |report: u32| -> Result<Laid, DatasetError> {
        let at = places.get(report as usize).copied().flatten();
        Ok(likeness.lay(&at.map(|at| again.sentences(at)).transpose()?.unwrap_or_default()))
    };
    let mut held: Option<(u32, Laid)> = None;
    for &(a, b) in &likeness.pairs {
        let first = match held.take() {
            Some((of, laid)) if of == a => laid,
            _ => lay(a)?,
        };
        let second = lay(b)?;
        let shared = likeness.shared(&first, &second);
        held = Some((a, first));
        let (Some(who_a), Some(who_b)) = (who.get(a as usize), who.get(b as usize)) else { continue };
        if shared.similarity < LEAST_SIMILARITY {
            continue;
        }
        let relation = match (who_a.agency == who_b.agency, who_a.year == who_b.year) {
            (true, true) => "same_report",
            (true, false) => "other_year",
            _ => "other_agency",
        };
        let quoted: Vec<String> = shared.passages.iter().take(QUOTED).map(|p| p.replace('\n', " ")).collect();
        let similarity = format!("{:.3}", shared.similarity);
        let characters = shared.characters.to_string();
        let passages = quoted.join(" ¶ ");
        output.write(&[
            &who_a.id,
            &who_b.id,
            &who_a.agency,
            &who_a.year,
            &who_b.agency,
            &who_b.year,
            relation,
            &similarity,
            &characters,
            &passages,
        ])?;
    }
    output.finish()
}

/// A file of the dataset while it is written: it gets its name when it is whole.
struct Output {
    to: PathBuf,
    part: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    rows: u64,
}

impl Output {
    fn create(dir: &Path, file: &columns::File) -> Result<Output, DatasetError> {
        let (to, part) = (dir.join(file.name), dir.join(format!(".{}.part", file.name)));
        let created = File::create(&part).map_err(|error| DatasetError::write(&part, error))?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(created));
        let header = file.columns.iter().map(|column| column.name);
        writer.write_record(header).map_err(|error| DatasetError::csv(&part, error))?;
        Ok(Output { to, part, writer, rows: 0 })
    }

    fn write(&mut self, row: &[&str]) -> Result<(), DatasetError> {
        self.rows += 1;
        self.writer.write_record(row).map_err(|error| DatasetError::csv(&self.part, error))
    }

    fn finish(self) -> Result<u64, DatasetError> {
        let failed = |error| DatasetError::write(&self.to, error);
        let file = self.writer.into_inner().map_err(|error| failed(error.into_error()))?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        fs::rename(&self.part, &self.to).map_err(failed)?;
        Ok(self.rows)
    }
}

/// A file for the counts of words, which may be larger than memory should be; removed at the end.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn create(dir: &Path) -> Result<Scratch, DatasetError> {
        Ok(Scratch { path: dir.join(".words.part") })
    }

    fn file(&self) -> Result<File, DatasetError> {
        let options = File::options().read(true).write(true).create(true).truncate(true).open(&self.path);
        options.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> DatasetError {
        DatasetError::write(&self.path, error)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is overwritten the next time.
        let _ = fs::remove_file(&self.path);
    }
}
