//! A table of the dataset as Parquet: the same rows with types, read row by row and written in groups, so that memory
//! does not grow with the table.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::dataset::columns::{File, Kind, PANEL, WIDE};
use crate::dataset::{DatasetError, excel};

/// Cells of a row group …
const CELLS_OF_A_GROUP: usize = 1 << 21;
/// … and the bytes of text after which it ends sooner.
const TEXT_OF_A_GROUP: usize = 32 << 20;

/// Makes a Parquet file of a CSV file of the dataset. Columns are told by name, so their order does not matter; an
/// empty cell is null. `guarded` is whether text stands in the CSV as spreadsheets need it.
pub(super) fn convert(file: &File, csv: &Path, to: &Path, guarded: bool) -> Result<(), DatasetError> {
    let failed = |error: ParquetError| DatasetError::write(to, std::io::Error::other(error.to_string()));
    let bad_csv = |error| DatasetError::csv(csv, error);
    let mut reader = csv::Reader::from_path(csv).map_err(bad_csv)?;
    let mut columns: Vec<Column> =
        reader.headers().map_err(bad_csv)?.iter().map(|name| Column::new(file, name, guarded)).collect();
    let schema = columns.iter().map(|column| column.schema().map(Arc::new)).collect::<Result<Vec<_>, _>>();
    let schema = schema
        .and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build())
        .map_err(failed)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("nianbao ", env!("CARGO_PKG_VERSION")).to_string())
        .build();
    let out = fs::File::create(to).map_err(|error| DatasetError::write(to, error))?;
    let mut writer = SerializedFileWriter::new(BufWriter::new(out), Arc::new(schema), Arc::new(properties))
        .map_err(failed)?;
    let most = CELLS_OF_A_GROUP / columns.len().max(1);
    let mut record = csv::StringRecord::new();
    let (mut rows, mut text) = (0, 0);
    while reader.read_record(&mut record).map_err(bad_csv)? {
        for (column, cell) in columns.iter_mut().zip(&record) {
            text += cell.len();
            column.push(cell).map_err(|expected| {
                let line = record.position().map_or(0, csv::Position::line);
                let problem = format!("line {line}: {} is {cell:?}, which is not {expected}", column.name);
                DatasetError::Csv { path: csv.to_path_buf(), problem }
            })?;
        }
        rows += 1;
        if rows >= most || text >= TEXT_OF_A_GROUP {
            write_group(&mut writer, &mut columns).map_err(failed)?;
            (rows, text) = (0, 0);
        }
    }
    if rows > 0 {
        write_group(&mut writer, &mut columns).map_err(failed)?;
    }
    let out = writer.into_inner().map_err(failed)?;
    let out = out.into_inner().map_err(|error| DatasetError::write(to, error.into_error()))?;
    out.sync_all().map_err(|error| DatasetError::write(to, error))
}

fn write_group<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &mut [Column],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut out) = group.next_column()? else { break };
        column.write(out.untyped())?;
        out.close()?;
    }
    group.close().map(drop)
}

/// A column of the row group that is being filled.
struct Column {
    name: String,
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
        let values = match known.unwrap_or(more) {
            Kind::Count | Kind::Year => Values::Integer(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Text | Kind::Required | Kind::Moment | Kind::Word(_) | Kind::WordList(_) => {
                Values::Text { bytes: Vec::new(), ends: Vec::new(), guarded }
            }
        };
        Column { name: name.to_string(), present: Vec::new(), values }
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
