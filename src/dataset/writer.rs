//! Writing a dataset: rows are appended to the files of the working folder and become the dataset at the end.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::agencies;
use super::checksum::Checksum;
use super::codebook;
use super::columns::{AGENCIES, ALL, CODEBOOK, CROSSWALK, FILES, MINED, PACKAGE, PANEL, REPORTS};
use super::crosswalk;
use super::described;
use super::earlier::Earlier;
use super::error::DatasetError;
use super::excel;
use super::explained;
use super::id::ReportKey;
use super::lengths;
use super::package;
use super::row::{Part, RowFormat, Rows};
use super::state::State;
use super::work::WorkFolder;
use crate::place::Places;
use crate::template::Forms;

/// What is done is on disk at the latest after so many inputs …
const INPUTS_BETWEEN_FLUSHES: u64 = 200;
/// … so much time …
const TIME_BETWEEN_FLUSHES: Duration = Duration::from_secs(1);
/// … or so many bytes: as many as stay near to the processor until they are written.
const BYTES_BETWEEN_FLUSHES: usize = 1 << 19;

/// A dataset being written.
#[derive(Debug)]
pub struct Writer {
    work: WorkFolder,
    state: State,
    /// Whether the dataset that stands there now has workbooks, which would no longer fit.
    replaces_excel: bool,
    outputs: [Output; Part::COUNT],
    lengths: Output,
    seen: HashSet<ReportKey>,
    inputs: u64,
    flushed: u64,
    last_flush: Instant,
}

impl Writer {
    /// Begins a dataset in `dir`, which is made if it does not exist. Gives also the rows of earlier runs.
    pub fn open(dir: &Path, format: &RowFormat<'_>, state: State) -> Result<(Writer, Earlier), DatasetError> {
        let (work, killed) = WorkFolder::open(dir)?;
        let earlier = Earlier::open(dir, &killed, &state, format);
        state.save(&work.state())?;
        let mut outputs = Part::ALL.map(|part| Output::new(work.part(part.file().name)));
        for (output, part) in outputs.iter_mut().zip(Part::ALL) {
            if state.excel() {
                output.waiting.extend_from_slice(excel::BYTE_ORDER_MARK);
            }
            output.waiting.extend_from_slice(&format.header(part));
            output.flush()?;
        }
        let lengths = Output::new(work.lengths());
        let writer = Writer {
            work,
            lengths,
            state,
            replaces_excel: State::of_dataset(dir).is_some_and(|made| made.excel()),
            outputs,
            seen: HashSet::new(),
            inputs: 0,
            flushed: 0,
            last_flush: Instant::now(),
        };
        Ok((writer, earlier))
    }

    /// Writes the files that explain the others, as far as they follow from the forms alone: while the first input is read.
    pub fn explain(&mut self, forms: &Forms) -> Result<(), DatasetError> {
        let excel = self.state.excel();
        let beforehand = forms.are_builtin() && !excel;
        if beforehand {
            self.write(CODEBOOK.name, explained::CODEBOOK)?;
            self.write(CROSSWALK.name, explained::CROSSWALK)?;
        } else {
            let marked = |rows: Vec<u8>| if excel { [excel::BYTE_ORDER_MARK, &rows].concat() } else { rows };
            self.write(CODEBOOK.name, &marked(codebook::csv(forms, excel)))?;
            self.write(CROSSWALK.name, &marked(crosswalk::csv(forms, excel)))?;
        }
        match self.is_described() {
            true if beforehand => self.write(PACKAGE, explained::PACKAGE),
            true => self.write(PACKAGE, described::of_new_folder(forms).as_bytes()),
            false => Ok(()),
        }
    }

    /// Whether it is known from the beginning which files will stand in the folder.
    fn is_described(&self) -> bool {
        self.work.is_new() && !self.state.excel()
    }

    /// Whether the rows of an input are here already: the same source with the same content was given twice.
    pub fn has(&self, key: ReportKey) -> bool {
        self.seen.contains(&key)
    }

    /// Appends the rows of an input.
    pub fn append(&mut self, key: ReportKey, rows: &Rows) -> Result<(), DatasetError> {
        self.seen.insert(key);
        for (output, bytes) in self.outputs.iter_mut().zip(&rows.bytes) {
            output.waiting.extend_from_slice(bytes);
        }
        self.lengths.waiting.extend_from_slice(lengths::line(key, rows).as_bytes());
        self.inputs += 1;
        let bytes: usize = self.outputs.iter().map(|output| output.waiting.len()).sum();
        if self.inputs - self.flushed >= INPUTS_BETWEEN_FLUSHES || bytes >= BYTES_BETWEEN_FLUSHES {
            return self.flush();
        }
        self.tick()
    }

    /// Writes down what waits if it has waited long enough.
    pub fn tick(&mut self) -> Result<(), DatasetError> {
        if self.inputs > self.flushed && self.last_flush.elapsed() >= TIME_BETWEEN_FLUSHES {
            return self.flush();
        }
        Ok(())
    }

    /// Writes down what waits: reports last, so that what stands in `reports.csv` is whole.
    pub fn flush(&mut self) -> Result<(), DatasetError> {
        self.lengths.flush()?;
        self.flush_rows()
    }

    fn flush_rows(&mut self) -> Result<(), DatasetError> {
        for output in &mut self.outputs {
            output.flush()?;
        }
        self.flushed = self.inputs;
        self.last_flush = Instant::now();
        Ok(())
    }

    /// How many inputs are written down: a kill does not lose them.
    pub fn flushed(&self) -> u64 {
        self.flushed
    }

    /// Makes the files the dataset.
    ///
    /// Nothing is forced onto the disk here: a kill loses nothing that was handed to the system, and after a failure of
    /// power the checksums in `state.json` tell the next run that files are not whole, which then makes them again from the
    /// inputs. To wait for the disk would take longer than to read a report.
    pub fn finish(mut self, forms: &Forms, places: &Places) -> Result<(), DatasetError> {
        // A run that is written at once has no beginning that another one could go on with, and needs no lengths for it.
        if self.flushed > 0 {
            self.flush()?
        } else {
            self.flush_rows()?
        }
        for (output, part) in self.outputs.iter_mut().zip(Part::ALL) {
            self.state.files.insert(part.file().name.to_string(), output.sum.word());
        }
        let agencies = agencies::csv(&self.work.part(REPORTS.name), places, self.state.excel())?;
        self.write(AGENCIES.name, &agencies)?;
        let mut stale = self.outdated();
        let differs = State::of_dataset(self.work.dir()).is_none_or(|made| made.files != self.state.files);
        if differs {
            stale.push(PANEL.name.to_string());
            stale.extend(ALL.map(|file| file.in_format("parquet")));
        }
        for file in FILES {
            let xlsx = file.in_format("xlsx");
            if self.state.excel() {
                excel::convert(&file, &self.work.part(file.name), &self.work.part(&xlsx))?;
            } else if self.replaces_excel || differs {
                stale.push(xlsx);
            }
        }
        if self.work.is_new() {
            stale.clear();
        }
        if !self.is_described() {
            let place = |name: &str| {
                let made = self.work.part(name);
                let there = self.work.dir().join(name);
                let stays = || there.is_file() && !stale.iter().any(|stale| stale == name);
                if made.is_file() { Some(made) } else { stays().then_some(there) }
            };
            self.write(PACKAGE, package::json(forms, &place)?.as_bytes())?;
        }
        self.state.save(&self.work.state())?;
        self.work.publish(&stale)
    }

    /// Files that were made of the dataset that stands there now, if the new one has other texts.
    fn outdated(&self) -> Vec<String> {
        let sum = |state: &State, part: Part| state.files.get(part.file().name).cloned();
        let same = State::of_dataset(self.work.dir()).is_some_and(|made| {
            [Part::Sentences, Part::Reports]
                .into_iter()
                .all(|part| sum(&made, part) == sum(&self.state, part))
        });
        let made = MINED.iter().map(|file| file.name.to_string());
        if same { Vec::new() } else { made.collect() }
    }

    /// Leaves what is written down for the next run to go on with; removes it if that is nothing.
    pub fn stop(mut self) -> Result<u64, DatasetError> {
        let result = self.flush();
        let kept = self.flushed;
        if kept == 0 {
            drop((self.outputs, self.lengths));
            self.work.abandon();
        }
        result.map(|()| kept)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), DatasetError> {
        let path = self.work.part(name);
        std::fs::write(&path, bytes).map_err(|error| DatasetError::write(&path, error))
    }
}

/// A file being appended to.
#[derive(Debug)]
struct Output {
    path: PathBuf,
    file: Option<File>,
    waiting: Vec<u8>,
    sum: Checksum,
}

impl Output {
    fn new(path: PathBuf) -> Output {
        Output { path, file: None, waiting: Vec::new(), sum: Checksum::default() }
    }

    fn file(&mut self) -> Result<&mut File, DatasetError> {
        let file = match self.file.take() {
            Some(file) => file,
            None => File::create(&self.path).map_err(|error| DatasetError::write(&self.path, error))?,
        };
        Ok(self.file.insert(file))
    }

    fn flush(&mut self) -> Result<(), DatasetError> {
        let waiting = std::mem::take(&mut self.waiting);
        let result = self.file()?.write_all(&waiting);
        self.sum.update(&waiting);
        self.waiting = waiting;
        self.waiting.clear();
        result.map_err(|error: io::Error| DatasetError::write(&self.path, error))
    }
}
