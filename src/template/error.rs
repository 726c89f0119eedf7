//! Why a form file cannot be used.

use std::path::PathBuf;

/// Why a form file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not valid TOML or lacks a field.
    #[error("{file}: {source}")]
    Toml {
        /// The file.
        file: String,
        /// Line, column and what was expected.
        source: Box<toml::de::Error>,
    },
    /// The file is not valid CSV or lacks a column.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// Line and what was expected.
        source: csv::Error,
    },
    /// The file parses but contradicts itself.
    #[error("{file}: {problem}")]
    Inconsistent {
        /// The file.
        file: String,
        /// What does not fit, naming the key.
        problem: String,
    },
}
