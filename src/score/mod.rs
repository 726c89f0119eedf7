//! How right a dataset is: its figures against figures that people have checked.

mod compare;
pub(crate) mod gold;

pub use compare::{Count, Error, Outcome, Score, score};

use std::path::PathBuf;

use crate::common::few;
use crate::dataset::DatasetError;

/// Why there is nothing to compare.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// A line of the checked figures cannot be used.
    #[error("{}, line {line}: {problem}", path.display())]
    Gold {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
        /// What to write instead.
        mend: String,
    },
    /// The folder or a file of checked figures cannot be read.
    #[error("cannot read {}: {problem}", path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        problem: String,
    },
    /// No file of checked figures.
    #[error("{} holds no NAME.csv of checked figures", .0.display())]
    NoGold(PathBuf),
    /// Checked figures, but none for a report of the dataset.
    #[error("none of the {gold} files in {} belongs to a report of {}", golden.display(), dataset.display())]
    NoMatch {
        /// How many files of checked figures there are.
        gold: usize,
        /// Their folder.
        golden: PathBuf,
        /// The dataset.
        dataset: PathBuf,
    },
    /// Checked figures whose name several inputs have.
    #[error("{} reports are called {name}: {}", sources.len(), few(sources))]
    SeveralReports {
        /// The name.
        name: String,
        /// Their sources.
        sources: Vec<String>,
    },
    /// The dataset cannot be read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

impl ScoreError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            ScoreError::Gold { mend, .. } => Some(mend.clone()),
            ScoreError::NoGold(_) => Some("each file is named after its input: report.csv for report.pdf".to_string()),
            ScoreError::NoMatch { .. } => {
                Some("name each file after its input: report.csv for report.pdf, report#2.csv for its second report".to_string())
            }
            ScoreError::SeveralReports { .. } => {
                Some("name the file after the report that was checked: REPORT_ID.csv, with its report_id in reports.csv".to_string())
            }
            ScoreError::Dataset(error) => error.hint().map(str::to_string),
            ScoreError::Read { path, .. } if path.is_dir() => Some("a folder has the name of a file of checked figures; give it another name".to_string()),
            ScoreError::Read { path, problem } if path.is_file() && !problem.contains("UTF") => Some("--golden takes the folder of the files of checked figures".to_string()),
            ScoreError::Read { .. } => None,
        }
    }
}
