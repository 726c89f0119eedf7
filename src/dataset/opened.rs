//! CSV files of a dataset as they are opened for reading: what parts their cells, and how much one record may hold.
//!
//! A quotation mark that opens a cell and never closes it makes a record of all that follows. A reader would hold that in
//! memory, whatever the size of the file; so the bytes that are read for one record are counted, and too many are an error.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::error::DatasetError;
use super::excel;

/// More bytes than this are no record: the longest cells are sentences, and those of a whole report come to a few hundred
/// thousand.
pub(super) const LONGEST_RECORD: usize = 16 << 20;
/// So many bytes are read at once.
const AT_ONCE: usize = 1 << 18;

/// What parts the cells: a comma, or what a spreadsheet with other settings writes.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| header.iter().filter(|&&byte| byte == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

/// Where a column stands: by its name, or by one that differs in capitals alone.
pub(crate) fn place_of(header: &csv::StringRecord, column: &str) -> Option<usize> {
    let is_it = |same: fn(&str, &str) -> bool| header.iter().position(|name| same(name.trim(), column));
    is_it(|name, column| name == column).or_else(|| is_it(str::eq_ignore_ascii_case))
}

/// An error where two columns have one name, so that nobody could tell which is meant. Columns without a name are nobody's.
pub(super) fn named_once(header: &csv::StringRecord, path: &Path) -> Result<(), DatasetError> {
    let mut names = HashSet::with_capacity(header.len());
    let mut given = header.iter().map(str::trim).filter(|name| !name.is_empty());
    match given.find(|name| !names.insert(*name)) {
        Some(twice) => Err(DatasetError::ColumnTwice {
            path: path.to_path_buf(),
            column: twice.chars().take(40).collect(),
        }),
        None => Ok(()),
    }
}

/// The line of a file on which a record begins, counting from 1, where `shift` bytes of it stand before what the reader read.
///
/// A reader knows where the record before it ended: before the LF where lines end in CR LF, and before the empty lines between the two. So the
/// lines are counted in the file, which is read again for the one line that a person is told of.
pub(crate) fn line_of(path: &Path, position: &csv::Position, shift: u64) -> u64 {
    let file = File::open(path).map(|file| BufReader::with_capacity(AT_ONCE, file));
    let ends = file.and_then(|file| line_ends(file, position.byte() + shift));
    ends.map_or(position.line(), |ends| ends + 1)
}

/// The same of a text that is read as a whole.
pub(crate) fn line_in(text: &str, position: &csv::Position) -> u64 {
    let behind = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let blank = behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + blank.filter(|&&byte| byte == b'\n').count() as u64
}

/// The line ends of a file up to a place, and those that follow there without anything between them.
fn line_ends(mut file: impl BufRead, mut left: u64) -> io::Result<u64> {
    let mut ends = 0;
    loop {
        let bytes = file.fill_buf()?;
        let (before, behind) = bytes.split_at(bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        let blank = behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let gone = before.len() + blank;
        ends += memchr::memchr_iter(b'\n', bytes.get(..gone).unwrap_or_default()).count() as u64;
        if gone == 0 || gone < bytes.len() {
            return Ok(ends);
        }
        left -= before.len() as u64;
        file.consume(gone);
    }
}

/// A CSV file that is read record by record.
pub(crate) struct Opened<S = Bounded<BufReader<File>>> {
    pub(crate) path: PathBuf,
    reader: csv::Reader<S>,
    /// Whether it is made for spreadsheets.
    pub(crate) guarded: bool,
    /// Bytes of the file before those that the reader knows of.
    pub(crate) shift: u64,
    since: Arc<AtomicUsize>,
}

impl Opened {
    /// Opens a file of a dataset folder.
    pub(crate) fn open(dir: &Path, file: &'static str) -> Result<Opened, DatasetError> {
        let opened = Opened::at(dir.join(file), csv::ReaderBuilder::new())?;
        opened.ok_or_else(|| DatasetError::MissingFile { dir: dir.to_path_buf(), file })
    }

    /// Opens a file; nothing if it is not there. `rows` is how its rows are read.
    pub(crate) fn at(path: PathBuf, mut rows: csv::ReaderBuilder) -> Result<Option<Opened>, DatasetError> {
        let opened = match File::open(&path) {
            Ok(opened) => opened,
            // A folder that is a file has none either.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(DatasetError::read(path, error)),
        };
        let mut opened = BufReader::with_capacity(AT_ONCE, opened);
        let head = opened.fill_buf().map_err(|error| DatasetError::read(&path, error))?;
        let (guarded, delimiter) = (head.starts_with(excel::BYTE_ORDER_MARK), delimiter(head));
        let since = Arc::new(AtomicUsize::new(0));
        let bounded = Bounded { inner: opened, since: Arc::clone(&since) };
        let reader = rows.delimiter(delimiter).from_reader(bounded);
        Ok(Some(Opened { path, reader, guarded, shift: 0, since }))
    }
}

impl<S: Read> Opened<S> {
    /// A part of a file, whose records are known to end.
    pub(super) fn part(path: PathBuf, reader: csv::Reader<S>, guarded: bool, shift: u64) -> Opened<S> {
        Opened { path, reader, guarded, shift, since: Arc::default() }
    }

    /// The names of the columns.
    pub(crate) fn header(&mut self) -> Result<csv::StringRecord, DatasetError> {
        self.since.store(0, Relaxed);
        let header = self.reader.headers().cloned();
        let header = header.map_err(|error| self.failed(error, &csv::Position::new()))?;
        named_once(&header, &self.path)?;
        Ok(header)
    }

    /// Goes to the next record that holds anything; false at the end. A spreadsheet leaves rows of commas behind the last one.
    pub(crate) fn read(&mut self, record: &mut csv::StringRecord) -> Result<bool, DatasetError> {
        loop {
            self.since.store(0, Relaxed);
            let before = self.reader.position().clone();
            let read = self.reader.read_record(record).map_err(|error| self.failed(error, &before))?;
            if !read || record.iter().any(|cell| !cell.is_empty()) {
                return Ok(read);
            }
        }
    }

    /// The same for a record that need not be text.
    pub(crate) fn read_bytes(&mut self, record: &mut csv::ByteRecord) -> Result<bool, DatasetError> {
        loop {
            self.since.store(0, Relaxed);
            let before = self.reader.position().clone();
            let read = self.reader.read_byte_record(record).map_err(|error| self.failed(error, &before))?;
            if !read || record.iter().any(|cell| !cell.is_empty()) {
                return Ok(read);
            }
        }
    }

    /// Where the next record begins.
    pub(crate) fn position(&self) -> &csv::Position {
        self.reader.position()
    }

    fn failed(&self, error: csv::Error, before: &csv::Position) -> DatasetError {
        match error.kind() {
            csv::ErrorKind::Io(source) if source.kind() == io::ErrorKind::FileTooLarge => {
                DatasetError::never_closed(&self.path, line_of(&self.path, before, self.shift))
            }
            _ => DatasetError::csv_at(&self.path, error, self.shift),
        }
    }
}

impl<S: Read + io::Seek> Opened<S> {
    /// Goes to the record at a place that an earlier one was told to have.
    pub(crate) fn seek(&mut self, position: csv::Position) -> Result<(), DatasetError> {
        self.reader.seek(position).map_err(|error| DatasetError::csv(&self.path, error))
    }
}

/// Bytes that are counted while a record is read.
pub struct Bounded<S> {
    inner: S,
    /// How many were read since the record began.
    since: Arc<AtomicUsize>,
}

impl<S: Read> Read for Bounded<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Relaxed) > LONGEST_RECORD {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(into)?;
        self.since.fetch_add(read, Relaxed);
        Ok(read)
    }
}

impl<S: io::Seek> io::Seek for Bounded<S> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
