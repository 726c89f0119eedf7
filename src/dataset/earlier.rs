//! Rows that need not be made again: those of the finished dataset and of runs that were killed.
//!
//! The rows of one input stand together in each file. They are found again by the key of the input, that is by its
//! source and content, and are only trusted if every file has all of them: a file that was cut or edited costs the
//! rows it spoils, never more, and never gives a wrong one.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checksum::Checksum;
use super::error::DatasetError;
use super::id::ReportKey;
use super::lengths::{self, Lengths};
use super::row::{Part, RowFormat, Rows};
use super::state::State;
use super::{read, work};

/// Rows of earlier runs: where they stand, for the workers to ask, and the files, for the writer to read.
#[derive(Debug, Default)]
pub struct Earlier {
    generations: Vec<Generation>,
    index: Index,
    edited: bool,
}

/// Where the rows of inputs stand in earlier files.
#[derive(Debug, Default, Clone)]
pub struct Index(Arc<HashMap<ReportKey, Spot>>);

#[derive(Debug)]
struct Generation {
    paths: [PathBuf; Part::COUNT],
    files: [Option<File>; Part::COUNT],
}

/// Where the rows of one input stand.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    generation: usize,
    /// Start and end in each file.
    spans: [(u64, u64); Part::COUNT],
    fetched_at: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Span {
    start: u64,
    end: u64,
    rows: u64,
    /// Sum of `figures_found` (reports) and the digest of `fetched_at` (reports).
    figures: u64,
    fetched_at: u64,
    torn: bool,
}

impl Earlier {
    /// Looks for rows in the dataset folder and in runs that were killed, and discards runs that add nothing.
    pub fn open(dir: &Path, killed: &[PathBuf], state: &State, format: &RowFormat<'_>) -> Earlier {
        let mut earlier = Earlier::default();
        let mut spots = HashMap::new();
        if let Some(made) = State::of_dataset(dir).filter(|made| state.makes_what(made)) {
            let paths = Part::ALL.map(|part| dir.join(part.file().name));
            earlier.add(&mut spots, paths, Some(&made), None, format);
        }
        for run in killed.iter().rev() {
            let same = State::load(&work::state_of_run(run)).is_some_and(|made| state.makes_what(&made));
            let paths = Part::ALL.map(|part| work::part_in(run, part.file().name));
            let written = lengths::read(&lengths::in_run(run));
            if !same || earlier.add(&mut spots, paths, None, Some(&written), format) == 0 {
                work::discard(run);
            }
        }
        earlier.index = Index(Arc::new(spots));
        earlier
    }

    /// Whether the finished dataset was changed by someone since it was written, so that its rows are not used.
    pub fn edited(&self) -> bool {
        self.edited
    }

    /// Where the rows stand.
    pub fn index(&self) -> Index {
        self.index.clone()
    }

    /// Reads rows.
    pub fn rows(&mut self, spot: Spot) -> Result<Rows, DatasetError> {
        let mut rows = Rows::default();
        let Some(generation) = self.generations.get_mut(spot.generation) else { return Ok(rows) };
        for (index, span) in spot.spans.into_iter().enumerate() {
            if let (Some(bytes), Some(path), Some(file)) =
                (rows.bytes.get_mut(index), generation.paths.get(index), generation.files.get_mut(index))
            {
                *bytes = read_span(path, file, span).map_err(|error| DatasetError::read(path, error))?;
            }
        }
        let [.., table] = &rows.bytes;
        rows.reports = read::tallies(table)?;
        Ok(rows)
    }

    /// Adds the rows of a set of files; how many inputs that were not known before it has.
    fn add(
        &mut self,
        spots: &mut HashMap<ReportKey, Spot>,
        paths: [PathBuf; Part::COUNT],
        made: Option<&State>,
        written: Option<&HashMap<ReportKey, Lengths>>,
        format: &RowFormat<'_>,
    ) -> usize {
        let mut indexes: [HashMap<ReportKey, Span>; Part::COUNT] = Default::default();
        for ((index, path), part) in indexes.iter_mut().zip(&paths).zip(Part::ALL) {
            let expected = made.map(|state| state.files.get(part.file().name).map_or("", String::as_str));
            match scan(path, &format.header(part), part, expected) {
                Ok(Some(found)) => *index = found,
                Ok(None) => {
                    self.edited |= made.is_some();
                    return 0;
                }
                Err(_) => return 0,
            }
        }
        let [others @ .., reports] = indexes;
        let generation = self.generations.len();
        let before = spots.len();
        for (key, report) in sorted(reports) {
            let mut spans = [Span::default(); Part::COUNT];
            let found = others.iter().map(|index| index.get(&key).copied().unwrap_or_default());
            spans.iter_mut().zip(found.chain([report])).for_each(|(span, found)| *span = found);
            if is_whole(&spans, &report, written.map(|written| written.get(&key))) {
                let spans = spans.map(|span| (span.start, span.end));
                spots.entry(key).or_insert(Spot { generation, spans, fetched_at: report.fetched_at });
            }
        }
        self.generations.push(Generation { paths, files: [const { None }; Part::COUNT] });
        spots.len() - before
    }
}

impl Index {
    /// How many inputs are done.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows of an input, if they are there and were made of bytes fetched at the same time.
    pub fn find(&self, key: ReportKey, fetched_at: Option<&str>) -> Option<Spot> {
        let spot = self.0.get(&key)?;
        (spot.fetched_at == digest(fetched_at.unwrap_or_default().as_bytes())).then_some(*spot)
    }
}

/// The order of the entries decides nothing, but nothing shall hang on a hash map's order.
fn sorted(index: HashMap<ReportKey, Span>) -> Vec<(ReportKey, Span)> {
    let mut entries: Vec<_> = index.into_iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// Whether the files have all rows of an input: as many figures as its reports count, a row of `wide.csv` for each
/// report, and, where it was noted, as many bytes as were written.
fn is_whole(spans: &[Span; Part::COUNT], report: &Span, written: Option<Option<&Lengths>>) -> bool {
    let counted = Part::ALL.iter().zip(spans).all(|(part, span)| match part {
        Part::Figures => span.rows == report.figures,
        Part::Wide => span.rows == report.rows,
        _ => true,
    });
    let lengths = spans.map(|span| span.end - span.start);
    counted && spans.iter().all(|span| !span.torn) && written.is_none_or(|written| written == Some(&lengths))
}

fn read_span(path: &Path, file: &mut Option<File>, (start, end): (u64, u64)) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; (end - start) as usize];
    if bytes.is_empty() {
        return Ok(bytes);
    }
    let open = match file {
        Some(open) => open,
        None => file.insert(File::open(path)?),
    };
    open.seek(SeekFrom::Start(start))?;
    open.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Finds the rows of each input in a file. Nothing if the header or the checksum is another than expected; rows after
/// the first that cannot be read are not found, and neither is a last one without the end of its line.
fn scan(
    path: &Path,
    header: &[u8],
    part: Part,
    expected: Option<&str>,
) -> io::Result<Option<HashMap<ReportKey, Span>>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if let Some(expected) = expected
        && Checksum::word_of(&mut file)? != expected
    {
        return Ok(None);
    }
    let ends_with_line = {
        file.seek(SeekFrom::Start(length.saturating_sub(1)))?;
        let mut last = [0];
        file.read(&mut last)? == 1 && last == [b'\n']
    };
    file.seek(SeekFrom::Start(0))?;
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(file);
    let mut names = csv::ByteRecord::new();
    names.clone_from(reader.byte_headers().map_err(io::Error::other)?);
    if names.iter().collect::<Vec<_>>().join(&b',') != header.trim_ascii_end() {
        return Ok(None);
    }
    let place = |name: &str| names.iter().position(|known| known == name.as_bytes()).unwrap_or(usize::MAX);
    let (found_at, fetched_at) = (place("figures_found"), place("fetched_at"));
    let mut index: HashMap<ReportKey, Span> = HashMap::new();
    let mut record = csv::ByteRecord::new();
    let mut start = reader.position().byte();
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let end = reader.position().byte();
        if end == length && !ends_with_line {
            break;
        }
        if let Some(key) = record.get(0).and_then(ReportKey::of_id) {
            let span = index.entry(key).or_insert(Span { start, end: start, ..Span::default() });
            // Rows of one input stand together, or the file is not as we wrote it.
            span.torn |= span.end != start;
            span.end = end;
            span.rows += 1;
            if part == Part::Reports {
                let found =
                    record.get(found_at).and_then(|cell| std::str::from_utf8(cell).ok()?.parse::<u64>().ok());
                span.torn |= found.is_none();
                span.figures += found.unwrap_or(0);
                span.fetched_at = digest(record.get(fetched_at).unwrap_or_default());
            }
        }
        start = end;
    }
    Ok(Some(index))
}

fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
