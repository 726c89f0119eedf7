//! The container of old Office files (\[MS-CFB\]): which of them stands in it, and its streams.

use std::io::{Cursor, Read};

use super::{Document, Format, ReadError, doc, xls};

/// A container.
pub(super) struct Container<'b> {
    container: cfb::CompoundFile<Cursor<&'b [u8]>>,
    /// How many bytes it has.
    size: u64,
}

/// Reads the document of whichever program stands in a container.
///
/// # Errors
///
/// If the container cannot be opened, holds no document that is read, or needs a password.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let mut container = Container { container, size: bytes.len() as u64 };
    if container.has("EncryptedPackage") {
        Err(ReadError::Password)
    } else if container.has(doc::MAIN) {
        doc::read(&mut container)
    } else if let Some(name) = xls::MAIN.into_iter().find(|name| container.has(name)) {
        xls::read(&container.stream(name)?)
    } else {
        Err(ReadError::Unsupported(Format::Ole))
    }
}

impl Container<'_> {
    fn has(&self, name: &str) -> bool {
        self.container.is_stream(name)
    }

    /// The bytes of a stream; none if there is no such stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        if self.has(name) {
            // A stream cannot be longer than the file, whatever the container says.
            let stream = self.container.open_stream(name).map_err(damaged)?;
            stream.take(self.size).read_to_end(&mut content).map_err(damaged)?;
        }
        Ok(content)
    }
}

fn damaged(error: std::io::Error) -> ReadError {
    ReadError::Damaged(format!("the container cannot be opened: {error}"))
}
