//! A CSV file in blocks of whole records, so that several threads can read it at once.
//!
//! Where a record ends is told as the `csv` crate tells it: a quotation mark opens a field only where a field begins, and
//! within it line ends mean nothing. Blocks follow from the file alone, so what is made of them does, too.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr2};

use super::error::DatasetError;
use super::excel;
use super::opened::{LONGEST_RECORD, delimiter, line_of, named_once};

/// So many bytes are read at once.
const AT_ONCE: usize = 1 << 20;

/// How large blocks are: a block ends with the record that reaches one of these.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) records: usize,
    pub(crate) bytes: usize,
}

/// The blocks of a file.
#[derive(Debug)]
pub(crate) struct Blocks {
    path: PathBuf,
    file: File,
    size: Size,
    /// The first record, as it stands in the file.
    header: Arc<[u8]>,
    /// What parts the cells.
    delimiter: u8,
    /// Read, and part of no block yet.
    rest: Vec<u8>,
    /// Bytes of the file before `rest`.
    before: u64,
    ended: bool,
}

/// Some records, one behind the other.
#[derive(Debug)]
pub(crate) struct Block {
    header: Arc<[u8]>,
    delimiter: u8,
    bytes: Vec<u8>,
    /// What has to be added to a place of the reader to have it in the file.
    shift: u64,
}

impl Blocks {
    /// Opens a file; `size` is told the header.
    pub(crate) fn open(
        path: &Path,
        size: impl FnOnce(&csv::StringRecord) -> Size,
    ) -> Result<Blocks, DatasetError> {
        let file = File::open(path).map_err(|error| DatasetError::read(path, error))?;
        let mut blocks = Blocks {
            path: path.to_path_buf(),
            file,
            size: Size { records: 1, bytes: usize::MAX },
            header: Arc::from([]),
            delimiter: b',',
            rest: Vec::new(),
            before: 0,
            ended: false,
        };
        blocks.rest = blocks.more(Vec::new())?;
        blocks.delimiter = delimiter(&blocks.rest);
        let header = blocks.cut()?;
        blocks.before = header.len() as u64;
        blocks.header = header.into();
        blocks.size = size(&blocks.header()?);
        Ok(blocks)
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> Result<csv::StringRecord, DatasetError> {
        let mut reader = csv::ReaderBuilder::new().delimiter(self.delimiter).from_reader(&*self.header);
        let header = reader.headers().cloned().map_err(|error| DatasetError::csv(&self.path, error))?;
        named_once(&header, &self.path)?;
        Ok(header)
    }

    /// Whether the file is made for spreadsheets.
    pub(crate) fn is_guarded(&self) -> bool {
        self.header.starts_with(excel::BYTE_ORDER_MARK)
    }

    /// Some bytes and those that follow in the file.
    fn more(&mut self, mut bytes: Vec<u8>) -> Result<Vec<u8>, DatasetError> {
        let read = (&mut self.file).take(AT_ONCE as u64).read_to_end(&mut bytes);
        self.ended = read.map_err(|error| DatasetError::read(&self.path, error))? == 0;
        Ok(bytes)
    }

    /// The bytes of the next block; none at the end of the file.
    fn cut(&mut self) -> Result<Vec<u8>, DatasetError> {
        let mut scan = Scan { delimiter: self.delimiter, ..Scan::default() };
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            if let Some(end) = scan.end(&bytes, self.ended, self.size) {
                self.rest = bytes.split_off(end);
                return Ok(bytes);
            }
            if self.ended {
                return Ok(bytes);
            }
            if scan.quoted && bytes.len().saturating_sub(scan.record) > LONGEST_RECORD {
                let mut at = csv::Position::new();
                at.set_byte(self.before + scan.record as u64);
                return Err(DatasetError::never_closed(&self.path, line_of(&self.path, &at, 0)));
            }
            bytes = self.more(bytes)?;
        }
    }
}

impl Iterator for Blocks {
    type Item = Result<Block, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = match self.cut() {
            Ok(bytes) if bytes.is_empty() => return None,
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(error)),
        };
        let (header, delimiter) = (Arc::clone(&self.header), self.delimiter);
        let block = Block { header, delimiter, shift: self.before - self.header.len() as u64, bytes };
        self.before += block.bytes.len() as u64;
        Some(Ok(block))
    }
}

impl Block {
    /// Reads the block as a file of its own, with the header.
    pub(crate) fn reader(&self) -> csv::Reader<impl Read + '_> {
        let bytes = (&*self.header).chain(self.bytes.as_slice());
        csv::ReaderBuilder::new().delimiter(self.delimiter).from_reader(bytes)
    }

    /// What has to be added to a place of the reader, in bytes, to have it in the file.
    pub(crate) fn shift(&self) -> u64 {
        self.shift
    }
}

/// How far a block was looked through.
#[derive(Debug, Default)]
struct Scan {
    /// What parts the cells.
    delimiter: u8,
    at: usize,
    quoted: bool,
    records: usize,
    /// Where the record begins that is looked through.
    record: usize,
}

impl Scan {
    /// Where the block ends, if that is known; `last` says that no further bytes come.
    fn end(&mut self, bytes: &[u8], last: bool, size: Size) -> Option<usize> {
        loop {
            let ahead = bytes.get(self.at..).unwrap_or_default();
            if self.quoted {
                let Some(offset) = memchr(b'"', ahead) else {
                    self.at = bytes.len();
                    return None;
                };
                let quote = self.at + offset;
                match bytes.get(quote + 1) {
                    Some(b'"') => self.at = quote + 2,
                    None if !last => {
                        // Whether it closes is not known before the next byte is.
                        self.at = quote;
                        return None;
                    }
                    _ => (self.quoted, self.at) = (false, quote + 1),
                }
                continue;
            }
            let Some(offset) = memchr2(b'"', b'\n', ahead) else {
                self.at = bytes.len();
                return None;
            };
            let found = self.at + offset;
            self.at = found + 1;
            if bytes.get(found) == Some(&b'\n') {
                self.records += 1;
                self.record = self.at;
                if self.records >= size.records || self.at >= size.bytes {
                    return Some(self.at);
                }
            } else {
                let before = bytes.get(..found).unwrap_or_default();
                let parts = |&last: &u8| [self.delimiter, b'\n', b'\r'].contains(&last);
                let begins = before.last().is_none_or(parts);
                self.quoted = begins || before == excel::BYTE_ORDER_MARK;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::opened::line_in;

    fn records(text: &[u8], size: Size) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, text).unwrap();
        let blocks = Blocks::open(&path, |_| size).unwrap();
        let mut all = Vec::new();
        for block in blocks {
            let block = block.unwrap();
            for record in block.reader().records() {
                let record = record.unwrap();
                let line = line_of(&path, record.position().unwrap(), block.shift());
                all.push(with_line(&record, line));
            }
        }
        all
    }

    /// The cells, and the line.
    fn with_line(record: &csv::StringRecord, line: u64) -> Vec<String> {
        record.iter().map(str::to_string).chain([line.to_string()]).collect()
    }

    #[test]
    fn blocks_hold_the_records_that_the_whole_file_holds() {
        let texts = [
            "a,b\n1,2\n3,4\n",
            "a,b\n1,2\n3,4",
            "\u{feff}\"a\",b\n\"x\ny\",2\n\"\"\"\n\",\"4,\n\"\n5,6\n",
            "a,b\r\n1,\"2\"\r\n\r\n\"3\"\"\",4\r\n",
            // A mark within a field that is not quoted means nothing.
            "a,b\nx\"y,2\n\"3\"z\",4\n5,6\n",
            "a,b\n",
            "a,b",
            "",
            "a,b\n1,\"never closed\n2,3\n",
        ];
        for text in texts {
            let mut whole = Vec::new();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            for record in reader.records() {
                let record = record.unwrap();
                whole.push(with_line(&record, line_in(text, record.position().unwrap())));
            }
            for size in [1, 2, 3, 100].map(|records| Size { records, bytes: usize::MAX }) {
                assert_eq!(records(text.as_bytes(), size), whole, "{text:?} {size:?}");
            }
            for bytes in [1, 5, 9] {
                let size = Size { records: usize::MAX, bytes };
                assert_eq!(records(text.as_bytes(), size), whole, "{text:?} {size:?}");
            }
        }
    }

    #[test]
    fn a_quotation_mark_at_the_end_of_what_is_read_waits_for_the_next_byte() {
        let mut scan = Scan { delimiter: b',', ..Scan::default() };
        let size = Size { records: 1, bytes: usize::MAX };
        assert_eq!(scan.end(b"\"a\"", false, size), None);
        assert_eq!(scan.end(b"\"a\"\"\n\"\n", false, size), Some(7));
    }
}
