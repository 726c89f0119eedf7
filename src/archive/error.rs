//! Why an archive or its catalogue cannot be written or read.

use std::io;
use std::path::{Path, PathBuf};

use crate::common::system_words;

/// Why an archive or its catalogue cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// A file or folder cannot be written or read.
    #[error("cannot use {}: {}", path.display(), system_words(source))]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The catalogue cannot be used.
    #[error("cannot use {}: {source}", path.display())]
    Catalogue {
        /// The catalogue.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The catalogue was made by another version, in another shape.
    #[error("{} was made by another version of nianbao (shape {found}, here {known})", path.display())]
    Shape {
        /// The catalogue.
        path: PathBuf,
        /// The shape it has.
        found: i64,
        /// The shape that this version writes.
        known: i64,
    },
    /// Another process crawls into the folder.
    #[error("another nianbao is crawling into {}", .0.display())]
    Busy(PathBuf),
}

impl ArchiveError {
    pub(super) fn file(path: &Path, source: io::Error) -> ArchiveError {
        ArchiveError::File { path: path.to_path_buf(), source }
    }

    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ArchiveError::File { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room and run the same command again: it goes on from where it stopped")
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("choose a folder you may write to with -o")
                }
                _ => None,
            },
            ArchiveError::Catalogue { .. } => None,
            ArchiveError::Shape { .. } => Some("crawl into another folder with -o"),
            ArchiveError::Busy(_) => Some("wait until it has finished, or choose another folder with -o"),
        }
    }
}
