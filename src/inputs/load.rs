//! Reading the bytes of one input, never more than a document may have.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::crawled::Page;
use super::{Input, InputError, MAX_DOCUMENT};
use crate::archive::catalogue::{Reader, Version};
use crate::common::system_words;

/// As many bytes are expected where nothing tells how many come.
const USUAL: usize = 64 << 10;

/// An input whose bytes may still be where they are.
#[derive(Debug)]
pub enum Pending {
    /// A file.
    File {
        /// How the dataset names it.
        source: String,
        /// Where it is.
        path: PathBuf,
    },
    /// A file that is only told of if it turns out to be a report.
    Answer {
        /// How the dataset names it.
        source: String,
        /// Where it is.
        path: PathBuf,
    },
    /// Standard input.
    Stdin,
    /// A page in the archive of a crawled folder.
    Archived(Box<Page>),
    /// Bytes that had to be read to find them, or an error.
    Ready(Input),
}

impl Pending {
    /// The name under which it goes into the dataset.
    pub fn source(&self) -> &str {
        match self {
            Pending::File { source, .. } | Pending::Answer { source, .. } => source,
            Pending::Stdin => "-",
            Pending::Archived(page) => &page.address,
            Pending::Ready(input) => &input.source,
        }
    }

    /// A content that an address of a crawled folder gave at some time.
    pub fn archived(reader: &Reader, version: &Version) -> Pending {
        Pending::Archived(Box::new(Page::of_version(reader, version)))
    }

    /// Reads the bytes.
    pub fn load(self) -> Input {
        match self {
            Pending::File { source, path } => made(source, read_file(&path)),
            Pending::Answer { source, path } => Input { expected: false, ..made(source, read_file(&path)) },
            Pending::Stdin => made("-".to_string(), read_stream(io::stdin().lock())),
            Pending::Archived(page) => page.load(),
            Pending::Ready(input) => input,
        }
    }
}

fn made(source: String, bytes: Result<Vec<u8>, InputError>) -> Input {
    match bytes {
        Ok(bytes) => Input::new(source, bytes),
        Err(error) => Input::failed(source, error),
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, InputError> {
    let metadata = fs::metadata(path).map_err(|error| why(path, &error))?;
    if let Some(kind) = unreadable_kind(metadata.file_type()) {
        return Err(InputError::Special(kind));
    }
    if metadata.len() > MAX_DOCUMENT {
        return Err(InputError::TooLarge { size: metadata.len(), limit: MAX_DOCUMENT });
    }
    let file = File::open(path).map_err(|error| why(path, &error))?;
    read_into(metadata.len() as usize, file)
}

/// Reads to the end, or to just past what a document may have.
pub(super) fn read_stream(stream: impl Read) -> Result<Vec<u8>, InputError> {
    read_into(USUAL, stream)
}

/// Reads what should have so many bytes, with as few calls as that takes: the library, which does not know how many to
/// expect, would begin with some 30.
fn read_into(expected: usize, mut stream: impl Read) -> Result<Vec<u8>, InputError> {
    // A byte more, to see the end without asking for more room.
    let mut bytes = vec![0; expected + 1];
    let mut filled = 0;
    while let Some(free) = bytes.get_mut(filled..).filter(|free| !free.is_empty()) {
        match stream.read(free) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    bytes.truncate(filled);
    if filled > expected {
        stream.take((MAX_DOCUMENT + 1).saturating_sub(filled as u64)).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > MAX_DOCUMENT {
        return Err(InputError::Endless { limit: MAX_DOCUMENT });
    }
    Ok(bytes)
}

/// The reason for a path that cannot be opened, in a person's words where we have them.
pub(super) fn why(path: &Path, error: &io::Error) -> InputError {
    if error.kind() != io::ErrorKind::NotFound {
        return InputError::Read(system_words(error));
    }
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => InputError::DeadLink,
        _ => InputError::NotFound,
    }
}

/// What a thing is that cannot be read to an end. A pipe can: `<(curl …)` is one.
#[cfg(unix)]
fn unreadable_kind(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_socket() {
        Some("socket")
    } else if kind.is_block_device() {
        Some("block device")
    } else if kind.is_dir() {
        Some("folder")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn unreadable_kind(kind: FileType) -> Option<&'static str> {
    kind.is_dir().then_some("folder")
}

/// What a thing in a folder is, if it is neither a file nor a folder. Unlike one named on the command line, a pipe or
/// device that merely lies there is not waited for.
#[cfg(unix)]
pub(super) fn special_kind(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Some("pipe")
    } else if kind.is_char_device() {
        Some("device")
    } else {
        unreadable_kind(kind)
    }
}

#[cfg(not(unix))]
pub(super) fn special_kind(kind: FileType) -> Option<&'static str> {
    unreadable_kind(kind)
}
