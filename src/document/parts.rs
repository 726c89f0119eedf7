//! The parts of a zip container (Word: ECMA-376, part 2; OFD: GB/T 33190), unpacked under a limit.

use std::io::{self, Cursor, Read};

use encoding_rs::UTF_8;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::ReadError;

/// The most bytes a part may unpack to. The body of the largest report seen has 3 MiB.
const MAX_PART: u64 = 64 << 20;

/// The most bytes that all parts that are read may unpack to.
const MAX_ALL: u64 = 256 << 20;

/// A container.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens a container by its list of contents, which stands at its end.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Parts<'b>, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
        Ok(Parts { archive, left: MAX_ALL })
    }

    /// The text of a part; nothing if there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(why(&error)),
        };
        let mut bytes = Vec::new();
        let read = part.take(MAX_PART + 1).read_to_end(&mut bytes);
        read.map_err(|error| ReadError::Damaged(format!("{name} cannot be unpacked: {error}")))?;
        if bytes.len() as u64 > MAX_PART {
            return Err(ReadError::Damaged(format!("{name} unpacks to more than {} MiB", MAX_PART >> 20)));
        }
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(ReadError::Damaged(format!("its parts unpack to more than {} MiB", MAX_ALL >> 20)));
        };
        self.left = left;
        // A mark at the start tells UTF-16; anything else is UTF-8, as Office writes it.
        Ok(Some(UTF_8.decode(&bytes).0.into_owned()))
    }
}

fn why(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::Password
        }
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            ReadError::Damaged("the container ends too early".to_string())
        }
        error => ReadError::Damaged(format!("the container cannot be opened: {error}")),
    }
}
