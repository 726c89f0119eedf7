//! The dataset folder: what it holds ([`columns`]), how it is written ([`Writer`]) and read back ([`read`]).
//!
//! It knows reports and forms, and nothing of how reports came to be. A dataset appears whole or not at all: rows go
//! into a hidden working folder and get their final names when all are there ([`WorkFolder`]). What a run that was killed had
//! done is found there by the next one ([`earlier`]).

mod agencies;
pub mod beside;
pub mod codebook;
pub mod columns;
pub mod earlier;
mod error;
pub mod excel;
mod id;
mod lengths;
mod package;
mod prose;
pub mod read;
mod row;
mod state;
mod work;
mod writer;

use std::path::Path;

use crate::template::Forms;
use columns::File;

pub use error::DatasetError;
pub use id::ReportKey;
pub use row::{Part, RowFormat, Rows, Tally};
pub use state::State;
pub use work::WorkFolder;
pub use writer::Writer;

/// Whether a folder holds a dataset or the beginning of one, whose rows may be taken over.
pub fn is_begun(dir: &Path) -> bool {
    work::folder_of(dir).exists()
}

/// Writes `datapackage.json` anew once files were made of a dataset that it shall describe too.
pub(crate) fn describe(dir: &Path, forms: &Forms, more: &[File]) -> Result<(), DatasetError> {
    let (to, part) = (dir.join("datapackage.json"), dir.join(".datapackage.json.part"));
    let text = package::json(forms, &RowFormat::new(forms, false), more);
    std::fs::write(&part, text).map_err(|error| DatasetError::write(&part, error))?;
    std::fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error))
}
