//! What was served, and when: WARC files and the catalogue of what stands in them.
//!
//! ```text
//! DIR/archive/nianbao-00001.warc.gz   every request and response, one gzip member per record
//! DIR/catalogue.sqlite                what is to be asked, what each address gave and where it stands in the archive
//! ```
//!
//! A record is in the WARC file before the catalogue says so ([`store`]); what a kill tore off is cut away when the folder is
//! opened again. It uses nothing of the other rooms.

pub mod catalogue;
mod error;
pub mod member;
pub mod moment;
pub mod record;
pub mod store;

pub use error::ArchiveError;

use std::path::{Path, PathBuf};

/// The catalogue in a folder filled by a crawl.
pub fn catalogue_of(dir: &Path) -> PathBuf {
    dir.join("catalogue.sqlite")
}

/// The folder of WARC files in a folder filled by a crawl.
pub fn archive_of(dir: &Path) -> PathBuf {
    dir.join("archive")
}
