//! A finished dataset in other formats: Parquet and Excel files beside the CSV files, and a balanced panel.
//!
//! It reads nothing but the CSV files of the dataset, so what it makes says what they say.

mod panel;
mod parquet;

use std::fs;
use std::path::Path;

use crate::dataset::columns::{ALL, File, REPORTS};
use crate::dataset::{self, DatasetError, excel};
use crate::template::Forms;

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

/// Writes the panel.
pub fn panel(dir: &Path) -> Result<panel::Summary, DatasetError> {
    panel::write(dir)
}

/// Writes every table of the dataset in a format, beside its CSV file, with so many workers (0: one per core). Gives how many
/// tables that were.
pub fn export(dir: &Path, format: Format, forms: &Forms, jobs: usize) -> Result<u64, DatasetError> {
    if !dir.join(REPORTS.name).is_file() {
        return Err(DatasetError::MissingFile { dir: dir.to_path_buf(), file: REPORTS.name });
    }
    let mut count = 0;
    for file in ALL.iter() {
        let csv = dir.join(file.name);
        if csv.is_file() {
            one(file, &csv, format, jobs)?;
            count += 1;
        }
    }
    dataset::describe(dir, forms)?;
    Ok(count)
}

/// After a command has written some tables of a dataset: makes them anew in each format in which `reports.csv` stands
/// there, and describes the folder anew.
pub fn refresh(dir: &Path, files: &[File], forms: &Forms, jobs: usize) -> Result<(), DatasetError> {
    for format in [Format::Parquet, Format::Xlsx] {
        if !dir.join(REPORTS.in_format(format.extension())).is_file() {
            continue;
        }
        for file in files {
            let csv = dir.join(file.name);
            if csv.is_file() {
                one(file, &csv, format, jobs)?;
            }
        }
    }
    dataset::describe(dir, forms)
}

fn one(file: &File, csv: &Path, format: Format, jobs: usize) -> Result<(), DatasetError> {
    let to = csv.with_extension(format.extension());
    let part = csv.with_file_name(format!(".{}.part", to.file_name().unwrap_or_default().display()));
    let made = match format {
        Format::Parquet => parquet::convert(file, csv, &part, excel::is_guarded(csv), jobs),
        Format::Xlsx => excel::convert(file, csv, &part),
    };
    let made = made.and_then(|()| fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error)));
    if made.is_err() {
        // What cannot be removed now is overwritten by the next run.
        let _ = fs::remove_file(&part);
    }
    made
}
