//! The dataset folder: what it holds ([`columns`]), how it is written ([`Writer`]) and read back ([`read`]).
//!
//! It knows reports and forms, and nothing of how reports came to be. A dataset appears whole or not at all: rows go
//! into a hidden working folder and get their final names when all are there ([`WorkFolder`]). What a run that was killed had
//! done is found there by the next one ([`earlier`]).

mod agencies;
pub mod beside;
pub(crate) mod blocks;
mod cells;
mod checksum;
pub mod codebook;
pub mod columns;
pub mod crosswalk;
mod described;
pub mod earlier;
mod error;
pub mod excel;
mod explained;
mod guard;
mod id;
mod lengths;
mod line;
pub(crate) mod opened;
mod package;
mod precision;
mod prose;
pub mod read;
mod row;
mod state;
mod work;
mod writer;

use std::path::Path;

pub use error::DatasetError;
pub use id::ReportKey;
pub(crate) use package::describe;
pub use row::{Part, RowFormat, Rows, Tally};
pub use state::State;
pub use work::WorkFolder;
pub use writer::Writer;

/// Whether a folder holds a dataset or the beginning of one, whose rows may be taken over.
pub fn is_begun(dir: &Path) -> bool {
    work::folder_of(dir).exists()
}
