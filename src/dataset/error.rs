//! Why a dataset cannot be written or read.

use std::io;
use std::path::{Path, PathBuf};

use super::opened::line_of;
use crate::common::system_words;

/// Columns of words, to which a newer version may add.
const WORDS: [&str; 5] = ["status", "confidence", "missing", "flags", "verdict"];

/// Why a dataset cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// A file or folder cannot be written.
    #[error("cannot write {}: {}", path.display(), system_words(source))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {}", path.display(), system_words(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no dataset.
    #[error("{} has no {file}", dir.display())]
    MissingFile {
        /// The folder.
        dir: PathBuf,
        /// The file it should have.
        file: &'static str,
    },
    /// A file lacks a column.
    #[error("{} has no column {column}", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// Two columns of a file have one name.
    #[error("{}, line 1: two columns are called {column}", path.display())]
    ColumnTwice {
        /// The file.
        path: PathBuf,
        /// Their name.
        column: String,
    },
    /// A cell holds something else than its column may.
    #[error("{}, line {line}: {column} is {found:?}, which is not {expected}", path.display())]
    Cell {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: u64,
        /// The column.
        column: String,
        /// What the cell holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// A file is not CSV as it should be.
    #[error("{}{}: {problem}", path.display(), line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Csv {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1, where there is one.
        line: Option<u64>,
        /// What was found.
        problem: String,
    },
    /// Another process writes to the folder.
    #[error("another nianbao is writing to {}", .0.display())]
    Busy(PathBuf),
}

impl DatasetError {
    pub(crate) fn write(path: impl Into<PathBuf>, source: io::Error) -> DatasetError {
        DatasetError::Write { path: path.into(), source }
    }

    pub(crate) fn read(path: impl Into<PathBuf>, source: io::Error) -> DatasetError {
        DatasetError::Read { path: path.into(), source }
    }

    pub(crate) fn csv(path: &Path, error: csv::Error) -> DatasetError {
        DatasetError::csv_at(path, error, 0)
    }

    /// An error in a part of a file; `shift` more bytes stand before it than its reader knows of.
    pub(crate) fn csv_at(path: &Path, error: csv::Error, shift: u64) -> DatasetError {
        let line = error.position().map(|at| line_of(path, at, shift));
        let problem = match error.into_kind() {
            csv::ErrorKind::Io(source) => return DatasetError::read(path, source),
            csv::ErrorKind::Utf8 { .. } => "not in UTF-8; save it as \"CSV UTF-8\"".to_string(),
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} cells, where the header has {expected_len}")
            }
            other => format!("{other:?}"),
        };
        DatasetError::Csv { path: path.to_path_buf(), line, problem }
    }

    /// A record that does not end: a cell of it was opened with a quotation mark and is not closed.
    pub(crate) fn never_closed(path: &Path, line: u64) -> DatasetError {
        let problem = format!(
            "a quotation mark opens a cell and none closes it in the {} MB that follow; close the cell there, or double the mark inside it",
            super::opened::LONGEST_RECORD >> 20
        );
        DatasetError::Csv { path: path.to_path_buf(), line: Some(line), problem }
    }

    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            DatasetError::Write { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                    Some("make room and run the same command again: it goes on from where it stopped")
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("give yourself the right to write there, or choose another folder")
                }
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    Some("there is a file of that name; choose another folder with -o")
                }
                _ => None,
            },
            DatasetError::Read { source, .. } => match source.kind() {
                io::ErrorKind::IsADirectory => {
                    Some("there is a folder of that name where a file should be; take it away")
                }
                io::ErrorKind::PermissionDenied => Some("give yourself the right to read it"),
                _ => None,
            },
            DatasetError::MissingFile { dir, .. } if dir.is_file() => {
                Some("that is a file; name the folder of a dataset")
            }
            DatasetError::MissingFile { .. } => {
                Some("make a dataset there first: nianbao extract INPUT -o DIR")
            }
            DatasetError::MissingColumn { .. } => Some(
                "name the column in the first line, or make the dataset again: nianbao extract INPUT -o DIR",
            ),
            DatasetError::ColumnTwice { .. } => Some("take one of the two out, or give it another name"),
            DatasetError::Cell { column, .. } if WORDS.contains(&column.as_str()) => Some(
                "mend that cell; a word of a newer version is known to the nianbao that made the dataset, so use that",
            ),
            // Some say it with what the cell should be.
            DatasetError::Cell { expected, .. } if !expected.contains(';') => {
                Some("mend that cell, or make the dataset again: nianbao extract INPUT -o DIR")
            }
            DatasetError::Csv { problem, .. } if problem.contains(" cells, where the header has ") => Some(
                "a cell of that line is left out, or a comma stands in one that is not in quotation marks",
            ),
            DatasetError::Busy(_) => Some("wait until it has finished, or choose another folder with -o"),
            _ => None,
        }
    }
}
