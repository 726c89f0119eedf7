//! A table of the dataset as Parquet: the same rows with types. Blocks of rows become row groups, each made by one
//! thread and written in order, so that memory does not grow with the table and the file does not depend on the threads.

use std::fs;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, Type};

use crate::batch;
use crate::dataset::blocks::{Block, Blocks, Size};
use crate::dataset::columns::{File, Kind, PANEL, WIDE};
use crate::dataset::opened::line_of;
use crate::dataset::{DatasetError, excel};

/// Cells of a row group …
const CELLS_OF_A_GROUP: usize = 1 << 20;
/// … and the bytes of the file after which it ends sooner.
const BYTES_OF_A_GROUP: usize = 16 << 20;

/// Makes a Parquet file of a CSV file of the dataset. Columns are told by name, so their order does not matter; an
/// empty cell is null. `guarded` is whether text stands in the CSV as spreadsheets need it.
pub(super) fn convert(
    file: &File,
    csv: &Path,
    to: &Path,
    guarded: bool,
    jobs: usize,
) -> Result<(), DatasetError> {
    let size = |header: &csv::StringRecord| Size {
        records: (CELLS_OF_A_GROUP / header.len().max(1)).max(1),
        bytes: BYTES_OF_A_GROUP,
    };
    convert_in(file, csv, to, guarded, jobs, size)
}

/// The same with row groups of a size that follows from the header.
fn convert_in(
    file: &File,
    csv: &Path,
    to: &Path,
    guarded: bool,
    jobs: usize,
    size: impl FnOnce(&csv::StringRecord) -> Size,
) -> Result<(), DatasetError> {
    let failed = |error: ParquetError| DatasetError::write(to, std::io::Error::other(error.to_string()));
    let blocks = Blocks::open(csv, size)?;
    let header = blocks.header()?;
    let columns = || -> Vec<Column> { header.iter().map(|name| Column::new(file, name, guarded)).collect() };
    let schema = columns().iter().map(|column| column.schema().map(Arc::new)).collect::<Result<Vec<_>, _>>();
    let schema = schema
        .and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build())
        .map_err(failed)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("nianbao ", env!("CARGO_PKG_VERSION")).to_string())
        .build();
    let properties = Arc::new(properties);
    let out = fs::File::create(to).map_err(|error| DatasetError::write(to, error))?;
    let mut writer =
        SerializedFileWriter::new(BufWriter::new(out), Arc::new(schema), Arc::clone(&properties))
            .map_err(failed)?;
    let descriptions = writer.schema_descr().columns().to_vec();
    let make = |block: Result<Block, DatasetError>| {
        let mut columns = columns();
        if fill(&mut columns, &block?, csv)? == 0 {
            return Ok(Vec::new());
        }
        let chunks = columns.iter_mut().zip(&descriptions);
        chunks
            .map(|(column, description)| column.chunk(description, &properties))
            .collect::<Result<_, _>>()
            .map_err(failed)
    };
    batch::ordered_map_of_large(blocks, jobs, make, |chunks: Result<Vec<Chunk>, DatasetError>| {
        let chunks = chunks?;
        if chunks.is_empty() {
            return Ok(());
        }
        let mut group = writer.next_row_group().map_err(failed)?;
        for (bytes, closed) in chunks {
            group.append_column(&bytes, closed).map_err(failed)?;
        }
        group.close().map(drop).map_err(failed)
    })?;
    let out = writer.into_inner().map_err(failed)?;
    let out = out.into_inner().map_err(|error| DatasetError::write(to, error.into_error()))?;
    out.sync_all().map_err(|error| DatasetError::write(to, error))
}

/// A column of a row group as it goes into the file.
type Chunk = (Bytes, ColumnCloseResult);

/// Takes in the rows of a block; how many that are.
fn fill(columns: &mut [Column], block: &Block, csv: &Path) -> Result<usize, DatasetError> {
    let mut reader = block.reader();
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).map_err(|error| DatasetError::csv_at(csv, error, block.shift()))? {
        for (column, cell) in columns.iter_mut().zip(&record) {
            column.push(cell).map_err(|expected| {
                let line = record.position().map_or(0, |at| line_of(csv, at, block.shift()));
                let found = cell.chars().take(40).collect();
                DatasetError::Cell {
                    path: csv.to_path_buf(),
                    line,
                    column: column.name.clone(),
                    found,
                    expected,
                }
            })?;
        }
        rows += 1;
    }
    Ok(rows)
}

/// A column of the row group that is being filled.
struct Column {
    name: String,
    kind: Kind,
    /// For each row, 1 where there is a value and 0 where there is none.
    present: Vec<i16>,
    values: Values,
}

enum Values {
    Text { bytes: Vec<u8>, ends: Vec<usize>, guarded: bool },
    Integer(Vec<i64>),
    Number(Vec<f64>),
}

impl Column {
    fn new(file: &File, name: &str, guarded: bool) -> Column {
        let known = file.columns.iter().find(|column| column.name == name).map(|column| column.kind);
        // The variables of the wide table stand in no list; what else is not known may be anything.
        let more = if [WIDE.name, PANEL.name].contains(&file.name) { Kind::Number } else { Kind::Text };
        let kind = known.unwrap_or(more);
        let values = match kind {
            Kind::Count | Kind::Year => Values::Integer(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Text
            | Kind::Required
            | Kind::Moment
            | Kind::Word(_)
            | Kind::WordList(_)
            | Kind::Sentence(_) => Values::Text { bytes: Vec::new(), ends: Vec::new(), guarded },
        };
        Column { name: name.to_string(), kind, present: Vec::new(), values }
    }

    fn schema(&self) -> Result<Type, ParquetError> {
        let physical = match self.values {
            Values::Text { .. } => Physical::BYTE_ARRAY,
            Values::Integer(_) => Physical::INT64,
            Values::Number(_) => Physical::DOUBLE,
        };
        let builder =
            Type::primitive_type_builder(&self.name, physical).with_repetition(Repetition::OPTIONAL);
        match self.values {
            Values::Text { .. } => builder
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8)
                .build(),
            _ => builder.build(),
        }
    }

    /// Takes in a cell, or says what it should have been.
    fn push(&mut self, cell: &str) -> Result<(), &'static str> {
        if cell.is_empty() {
            self.present.push(0);
            return Ok(());
        }
        if let Some(expected) = self.kind.refuses(cell) {
            return Err(expected);
        }
        match &mut self.values {
            Values::Text { bytes, ends, guarded } => {
                let text = if *guarded { excel::original(cell) } else { cell };
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
            }
            Values::Integer(values) => values.push(cell.parse().map_err(|_| "a whole number")?),
            Values::Number(values) => {
                let number = cell.parse().ok().filter(|number: &f64| number.is_finite());
                values.push(number.ok_or("a number")?);
            }
        }
        self.present.push(1);
        Ok(())
    }

    /// The column encoded and compressed.
    fn chunk(
        &mut self,
        description: &ColumnDescPtr,
        properties: &WriterPropertiesPtr,
    ) -> Result<Chunk, ParquetError> {
        let mut sink = TrackedWrite::new(Vec::new());
        let pages = Box::new(SerializedPageWriter::new(&mut sink));
        let mut out = get_column_writer(Arc::clone(description), Arc::clone(properties), pages);
        self.write(&mut out)?;
        let closed = out.close()?;
        Ok((Bytes::from(sink.into_inner()?), closed))
    }

    /// Writes the column down and empties it.
    fn write(&mut self, out: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let present = Some(self.present.as_slice());
        match (&mut self.values, out) {
            (Values::Text { bytes, ends, .. }, ColumnWriter::ByteArrayColumnWriter(out)) => {
                let all = Bytes::from(std::mem::take(bytes));
                let mut begin = 0;
                let cell = |end| ByteArray::from(all.slice(std::mem::replace(&mut begin, end)..end));
                let texts: Vec<ByteArray> = ends.drain(..).map(cell).collect();
                out.write_batch(&texts, present, None)?;
            }
            (Values::Integer(values), ColumnWriter::Int64ColumnWriter(out)) => {
                out.write_batch(values, present, None)?;
                values.clear();
            }
            (Values::Number(values), ColumnWriter::DoubleColumnWriter(out)) => {
                out.write_batch(values, present, None)?;
                values.clear();
            }
            _ => return Err(ParquetError::General(format!("column {} changed its type", self.name))),
        }
        self.present.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;
    use crate::dataset::columns::FIGURES;

    #[test]
    fn groups_stand_in_order_and_do_not_depend_on_the_workers() {
        let folder = tempfile::tempdir().unwrap();
        let csv = folder.path().join("figures.csv");
        let names: Vec<&str> = FIGURES.columns.iter().map(|column| column.name).collect();
        let mut lines = names.join(",") + "\n";
        for row in 0..1_000 {
            let cell = |name: &&str| match *name {
                "year" => "2023".to_string(),
                "confidence" => "high".to_string(),
                "value" if row % 7 == 0 => String::new(),
                "value" => format!("{row}.5"),
                "source" => format!("\"a \"\"{row}\"\"\nb\""),
                name => format!("{name} {row}"),
            };
            lines += &(names.iter().map(cell).collect::<Vec<_>>().join(",") + "\n");
        }
        fs::write(&csv, lines).unwrap();
        let made = |jobs: usize| {
            let to = folder.path().join(format!("{jobs}.parquet"));
            let size = |_: &csv::StringRecord| Size { records: 37, bytes: usize::MAX };
            convert_in(&FIGURES, &csv, &to, false, jobs, size).unwrap();
            fs::read(to).unwrap()
        };
        let one = made(1);
        assert_eq!(one, made(3));
        let reader = SerializedFileReader::new(Bytes::from(one)).unwrap();
        // A field in quotes has a line end of its own, which ends no record.
        assert_eq!(reader.num_row_groups(), 1_000_usize.div_ceil(37));
        let mut count = 0;
        for (row, read) in reader.get_row_iter(None).unwrap().enumerate() {
            let read = read.unwrap();
            let field =
                |name: &str| read.get_column_iter().find(|(known, _)| *known == name).unwrap().1.clone();
            assert_eq!(field("source"), Field::Str(format!("a \"{row}\"\nb")));
            assert_eq!(field("key"), Field::Str(format!("key {row}")));
            let value = if row % 7 == 0 { Field::Null } else { Field::Double(row as f64 + 0.5) };
            assert_eq!((field("value"), field("year")), (value, Field::Long(2023)));
            count += 1;
        }
        assert_eq!(count, 1_000);
    }

    #[test]
    fn a_cell_that_does_not_fit_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let (csv, to) = (folder.path().join("figures.csv"), folder.path().join("a.parquet"));
        fs::write(&csv, "report_id,year\na,2023\n\"b\n\",2023\nc,soon\n").unwrap();
        let size = |_: &csv::StringRecord| Size { records: 1, bytes: usize::MAX };
        let error = convert_in(&FIGURES, &csv, &to, false, 2, size).unwrap_err().to_string();
        assert!(error.ends_with("line 5: year is \"soon\", which is not a whole number"), "{error}");
        fs::write(&csv, "report_id,confidence\na,high\nb,hoch\n").unwrap();
        let error = convert_in(&FIGURES, &csv, &to, false, 2, size).unwrap_err().to_string();
        assert!(
            error.ends_with("line 3: confidence is \"hoch\", which is not high, medium or low"),
            "{error}"
        );
        fs::write(&csv, "report_id,year\na,2023\nb,2023,3\n").unwrap();
        let error = convert_in(&FIGURES, &csv, &to, false, 2, size).unwrap_err().to_string();
        assert!(error.ends_with("line 3: 3 cells, where the header has 2"), "{error}");
    }
}
