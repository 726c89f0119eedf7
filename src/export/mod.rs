//! A finished dataset in other formats: Parquet and Excel files beside the CSV files, and a balanced panel.
//!
//! It reads nothing but the CSV files of the dataset, so what it makes says what they say.

mod panel;
mod parquet;

use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::dataset::columns::{ALL, File, REPORTS};
use crate::dataset::{DatasetError, excel};

/// A format beside CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Parquet, compressed by zstd.
    Parquet,
    /// A workbook.
    Xlsx,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Format::Parquet => "parquet",
            Format::Xlsx => "xlsx",
        }
    }
}

/// Writes the panel, if asked for.
pub fn panel(dir: &Path) -> Result<panel::Summary, DatasetError> {
    panel::write(dir)
}

/// Writes every table of the dataset in a format, beside its CSV file. Gives how many that were.
pub fn export(dir: &Path, format: Format) -> Result<u64, DatasetError> {
    if !dir.join(REPORTS.name).is_file() {
        return Err(DatasetError::MissingFile { dir: dir.to_path_buf(), file: REPORTS.name });
    }
    let mut count = 0;
    for file in ALL.iter() {
        let csv = dir.join(file.name);
        if csv.is_file() {
            one(file, &csv, format, is_guarded(&csv))?;
            count += 1;
        }
    }
    Ok(count)
}

/// Whether a CSV file was made for spreadsheets: then text that would run as a formula has an apostrophe before it.
fn is_guarded(csv: &Path) -> bool {
    let mut head = [0; excel::BYTE_ORDER_MARK.len()];
    fs::File::open(csv).and_then(|mut file| file.read_exact(&mut head)).is_ok()
        && head == excel::BYTE_ORDER_MARK
}

fn one(file: &File, csv: &Path, format: Format, guarded: bool) -> Result<(), DatasetError> {
    let to = csv.with_extension(format.extension());
    let part = csv.with_file_name(format!(".{}.part", to.file_name().unwrap_or_default().display()));
    let made = match format {
        Format::Parquet => parquet::convert(file, csv, &part, guarded),
        Format::Xlsx => excel::convert(file, csv, &part),
    };
    let made = made.and_then(|()| fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error)));
    if made.is_err() {
        // What cannot be removed now is overwritten by the next run.
        let _ = fs::remove_file(&part);
    }
    made
}
