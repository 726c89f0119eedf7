//! Reading a dataset back, row by row and typed, for the commands that build on it.
//!
//! Tolerant of what people and programs do to CSV files: another order of columns, further columns, a byte-order mark.
//! Strict about what the values mean: a missing column or a word that is none of ours is an error that names the place.

use std::fs::File;
use std::io::{BufReader, Read};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::blocks::{Block, Blocks, Size};
use super::columns;
use super::error::DatasetError;
use super::excel;
use super::opened::{Bounded, Opened, line_of, place_of};
use super::row::Tally;
use crate::report::{Confidence, Flag, Flags, Missing, Status, Value};

/// A row of `reports.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportRow {
    /// Stable name.
    pub report_id: CompactString,
    /// The issuing body.
    pub agency: String,
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub region: String,
    /// Administrative level.
    pub level: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The form, or `mixed`.
    pub template: CompactString,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub reason: String,
    /// The title as printed.
    pub title: String,
    /// The path as given, or the URL.
    pub source: String,
    /// Media type.
    pub media_type: String,
    /// Digest of the bytes.
    pub sha256: String,
    /// When the bytes were fetched.
    pub fetched_at: String,
    /// Pages.
    pub pages: u64,
    /// Figures that the tables found should have.
    pub figures_expected: u64,
    /// Figures read.
    pub figures_found: u64,
    /// Figures with confidence high.
    pub high: u64,
    /// Figures with confidence medium.
    pub medium: u64,
    /// Figures with confidence low.
    pub low: u64,
    /// The row of `agencies.csv`; empty if the dataset is from before that.
    pub agency_id: String,
}

/// A row of `figures.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// The report.
    pub report_id: CompactString,
    /// The path as given, or the URL.
    pub source: String,
    /// The issuing body.
    pub agency: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The form that its table follows.
    pub template: CompactString,
    /// Canonical name of the table.
    pub table: CompactString,
    /// Canonical name of the row.
    pub row: CompactString,
    /// Canonical name of the column.
    pub column: CompactString,
    /// Canonical key `table.row.column`.
    pub key: CompactString,
    /// The number, or why there is none.
    pub value: Value,
    /// The unit of the value.
    pub unit: CompactString,
    /// The cell as printed.
    pub published: String,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// What was noticed.
    pub flags: Flags,
    /// Where a person finds it.
    pub locator: String,
}

/// A kind of row that can be read back.
pub trait Row: Sized {
    /// The file it stands in.
    const FILE: columns::File;

    /// Reads it.
    fn parse(cells: &Cells<'_>) -> Result<Self, DatasetError>;
}

/// The reports of a dataset.
pub fn reports(dir: &Path) -> Result<Rows<ReportRow>, DatasetError> {
    Rows::open(dir)
}

/// The figures of a dataset.
pub fn figures(dir: &Path) -> Result<Rows<FigureRow>, DatasetError> {
    Rows::open(dir)
}

/// What is told and counted of rows of `reports.csv` without its header, as this program writes them.
pub(super) fn tallies(rows: &[u8]) -> Result<Vec<Tally>, DatasetError> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows);
    let places = (0..ReportRow::FILE.columns.len()).map(Some).collect();
    let source = Opened::part(PathBuf::from(ReportRow::FILE.name), reader, false, 0);
    let rows =
        Rows::<ReportRow, &[u8]> { source, record: csv::StringRecord::new(), places, row: PhantomData };
    rows.map(|row| {
        let row = row?;
        let figures = [row.high, row.medium, row.low];
        Ok(Tally { source: row.source, status: row.status, reason: row.reason, figures })
    })
    .collect()
}

/// The rows of a file, one after the other.
pub struct Rows<R, S = Bounded<BufReader<File>>> {
    source: Opened<S>,
    record: csv::StringRecord,
    places: Vec<Option<usize>>,
    row: PhantomData<R>,
}

impl<R: Row> Rows<R> {
    /// Opens the file of these rows in a dataset folder.
    pub fn open(dir: &Path) -> Result<Rows<R>, DatasetError> {
        let mut source = Opened::open(dir, R::FILE.name)?;
        let header = source.header()?;
        let places = places(&R::FILE, &header, &source.path)?;
        Ok(Rows { source, record: csv::StringRecord::new(), places, row: PhantomData })
    }
}

/// Where the columns of a file stand.
fn places(
    file: &columns::File,
    header: &csv::StringRecord,
    path: &Path,
) -> Result<Vec<Option<usize>>, DatasetError> {
    let place = |column: &columns::Column| match place_of(header, column.name) {
        Some(place) => Ok(Some(place)),
        None if columns::LATER.contains(&column.name) => Ok(None),
        None => Err(DatasetError::MissingColumn { path: path.to_path_buf(), column: column.name }),
    };
    file.columns.iter().map(place).collect()
}

/// What is needed to read the rows of a file block by block, in several threads.
pub(crate) struct Parts<R> {
    path: PathBuf,
    places: Vec<Option<usize>>,
    guarded: bool,
    row: PhantomData<fn() -> R>,
}

impl<R: Row> Parts<R> {
    /// Opens the file of these rows in a dataset folder.
    pub(crate) fn open(dir: &Path) -> Result<(Blocks, Parts<R>), DatasetError> {
        /// Enough to be worth a change of threads.
        const BYTES: usize = 8 << 20;
        let path = dir.join(R::FILE.name);
        if !path.is_file() {
            return Err(DatasetError::MissingFile { dir: dir.to_path_buf(), file: R::FILE.name });
        }
        let blocks = Blocks::open(&path, |_| Size { records: usize::MAX, bytes: BYTES })?;
        let places = places(&R::FILE, &blocks.header()?, &path)?;
        let guarded = blocks.is_guarded();
        Ok((blocks, Parts { path, places, guarded, row: PhantomData }))
    }

    /// The rows of a block.
    pub(crate) fn rows<'b>(&self, block: &'b Block) -> Rows<R, impl Read + 'b> {
        let source = Opened::part(self.path.clone(), block.reader(), self.guarded, block.shift());
        Rows { source, record: csv::StringRecord::new(), places: self.places.clone(), row: PhantomData }
    }
}

impl<R: Row, S: Read> Rows<R, S> {
    /// Shows each row as its cells, for readers that need few of them and many rows.
    pub fn visit(
        mut self,
        mut show: impl FnMut(&Cells<'_>) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        while self.source.read(&mut self.record)? {
            show(&self.cells())?;
        }
        Ok(())
    }

    fn cells(&self) -> Cells<'_> {
        Cells {
            path: &self.source.path,
            file: &R::FILE,
            record: &self.record,
            places: &self.places,
            guarded: self.source.guarded,
            shift: self.source.shift,
        }
    }

    /// Shows each row with some of its cells, whose columns are looked up once.
    pub fn visit_with<const N: usize>(
        self,
        columns: [&'static str; N],
        mut show: impl FnMut(&Cells<'_>, [&str; N]) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        let place = |name: &str| {
            let index = R::FILE.columns.iter().position(|known| known.name == name);
            index.and_then(|index| *self.places.get(index)?).unwrap_or(usize::MAX)
        };
        let places = columns.map(place);
        self.visit(|cells| show(cells, places.map(|place| cells.at(place))))
    }
}

impl<R: Row, S: Read> Iterator for Rows<R, S> {
    type Item = Result<R, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.source.read(&mut self.record) {
            Ok(false) => None,
            Ok(true) => Some(R::parse(&self.cells())),
            Err(error) => Some(Err(error)),
        }
    }
}

/// The cells of a row, by the names of their columns.
pub struct Cells<'a> {
    path: &'a Path,
    file: &'a columns::File,
    record: &'a csv::StringRecord,
    places: &'a [Option<usize>],
    guarded: bool,
    shift: u64,
}

impl<'a> Cells<'a> {
    /// A cell as text; empty if there is none.
    pub fn text(&self, column: &str) -> &'a str {
        let index = self.file.columns.iter().position(|known| known.name == column);
        self.at(index.and_then(|index| *self.places.get(index)?).unwrap_or(usize::MAX))
    }

    /// The cell at a place of the record; empty if there is none.
    fn at(&self, place: usize) -> &'a str {
        let cell = self.record.get(place).unwrap_or_default();
        if self.guarded { excel::original(cell) } else { cell }
    }

    /// A cell as a number.
    pub fn number<T: FromStr>(&self, column: &'static str) -> Result<T, DatasetError> {
        self.text(column).trim().parse().map_err(|_| self.wrong(column, "a number"))
    }

    /// A cell as a number, or nothing where it is empty.
    pub fn optional<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, DatasetError> {
        if self.text(column).trim().is_empty() { Ok(None) } else { self.number(column).map(Some) }
    }

    /// What `value` and `missing` say of a figure.
    pub fn value(&self) -> Result<Value, DatasetError> {
        Ok(match self.optional::<Decimal>("value")? {
            Some(number) => Value::Number(number),
            None => {
                let expected = "a reason why there is no value";
                Value::Missing(self.word("missing", &Missing::ALL, Missing::as_str, expected)?)
            }
        })
    }

    /// A cell as one of a list of words.
    pub fn word<T: Copy>(
        &self,
        column: &'static str,
        words: &[T],
        name: impl Fn(T) -> &'static str,
        expected: &'static str,
    ) -> Result<T, DatasetError> {
        let cell = self.text(column);
        words.iter().copied().find(|&word| name(word) == cell).ok_or_else(|| self.wrong(column, expected))
    }

    fn wrong(&self, column: &'static str, expected: &'static str) -> DatasetError {
        DatasetError::Cell {
            path: self.path.to_path_buf(),
            line: self.record.position().map_or(0, |at| line_of(self.path, at, self.shift)),
            column: column.to_string(),
            found: self.text(column).chars().take(40).collect(),
            expected,
        }
    }
}

impl Row for ReportRow {
    const FILE: columns::File = columns::REPORTS;

    fn parse(cells: &Cells<'_>) -> Result<ReportRow, DatasetError> {
        let text = |column| cells.text(column).to_string();
        Ok(ReportRow {
            report_id: cells.text("report_id").into(),
            agency: text("agency"),
            region_code: text("region_code"),
            region: text("region"),
            level: text("level"),
            year: cells.optional("year")?,
            template: cells.text("template").into(),
            status: cells.word("status", &Status::ALL, Status::as_str, "a status")?,
            reason: text("reason"),
            title: text("title"),
            source: text("source"),
            media_type: text("media_type"),
            sha256: text("sha256"),
            fetched_at: text("fetched_at"),
            pages: cells.number("pages")?,
            figures_expected: cells.number("figures_expected")?,
            figures_found: cells.number("figures_found")?,
            high: cells.number("high")?,
            medium: cells.number("medium")?,
            low: cells.number("low")?,
            agency_id: text("agency_id"),
        })
    }
}

impl Row for FigureRow {
    const FILE: columns::File = columns::FIGURES;

    fn parse(cells: &Cells<'_>) -> Result<FigureRow, DatasetError> {
        let value = cells.value()?;
        let mut flags = Flags::NONE;
        for word in cells.text("flags").split(';').filter(|word| !word.is_empty()) {
            let flag = Flag::ALL.into_iter().find(|flag| flag.as_str() == word);
            flags.insert(flag.ok_or_else(|| cells.wrong("flags", "a list of flags"))?);
        }
        Ok(FigureRow {
            report_id: cells.text("report_id").into(),
            source: cells.text("source").to_string(),
            agency: cells.text("agency").to_string(),
            year: cells.optional("year")?,
            template: cells.text("template").into(),
            table: cells.text("table").into(),
            row: cells.text("row").into(),
            column: cells.text("column").into(),
            key: cells.text("key").into(),
            value,
            unit: cells.text("unit").into(),
            published: cells.text("published").to_string(),
            confidence: cells.word(
                "confidence",
                &Confidence::ALL,
                Confidence::as_str,
                "high, medium or low",
            )?,
            flags,
            locator: cells.text("locator").to_string(),
        })
    }
}
