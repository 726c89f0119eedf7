//! What there is to read: files, folders, standard input and web archives, as one stream of [`Input`]s.
//!
//! It uses nothing of the other rooms but the archive. Enumeration ([`Inputs`]) is lazy and says where the bytes are ([`Pending`]); the bytes of a
//! file are only read by the worker that needs them ([`Pending::load`]), so that memory does not grow with the number
//! of inputs. Nothing that a person asked for is passed over in silence: what cannot be read is an [`Input`] too, with
//! the reason in place of its bytes.

mod crawled;
pub(crate) mod http;
mod load;
mod roots;
mod walk;
mod warc;

pub use load::Pending;
pub use roots::{Inputs, NoInput};

use bytes::Bytes;

use crate::common::{hex, system_words};

/// The most bytes one document may have. The largest published report seen has 9 MB; what is larger is not a report.
pub const MAX_DOCUMENT: u64 = 64 << 20;

/// One document as it came, or the reason why its bytes cannot be had.
#[derive(Debug, Clone)]
pub struct Input {
    /// The path as given, `-` for standard input, or the URL.
    pub source: String,
    /// The bytes, with all transport encodings undone.
    pub bytes: Result<Bytes, InputError>,
    /// SHA-256 of the bytes in hexadecimal; empty if they could not be had.
    pub sha256: String,
    /// When the bytes were fetched (RFC 3339), if they come from an archive.
    pub fetched_at: Option<String>,
    /// What the server said they are (`Content-Type`), if they come from an archive. May be wrong, often is.
    pub content_type: Option<String>,
    /// The region that the portal serves, where whoever crawled it said so (`region` in `portals.toml`); else empty.
    pub region: String,
    /// Whether somebody expects a report here. What a crawl met on its way is only told of if it turns out to be one.
    pub expected: bool,
    /// Whether whoever fetched it saw that its text is on something else: then a title alone makes no report of it.
    pub doubted: bool,
}

impl Input {
    /// A document whose bytes are at hand.
    pub fn new(source: impl Into<String>, bytes: impl Into<Bytes>) -> Input {
        let bytes = bytes.into();
        let sha256 = hex(&<sha2::Sha256 as sha2::Digest>::digest(&bytes));
        Input {
            source: source.into(),
            bytes: Ok(bytes),
            sha256,
            fetched_at: None,
            content_type: None,
            region: String::new(),
            expected: true,
            doubted: false,
        }
    }

    /// A document whose bytes cannot be had.
    pub fn failed(source: impl Into<String>, error: InputError) -> Input {
        Input {
            source: source.into(),
            bytes: Err(error),
            sha256: String::new(),
            fetched_at: None,
            content_type: None,
            region: String::new(),
            expected: true,
            doubted: false,
        }
    }
}

/// Why the bytes of an input cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// Nothing is there.
    #[error("no such file or folder")]
    NotFound,
    /// A symbolic link whose target does not exist.
    #[error("the link points to nothing")]
    DeadLink,
    /// Something that is neither a file nor a folder; what it is.
    #[error("is a {0}, not a file")]
    Special(&'static str),
    /// The system refused; what it said.
    #[error("cannot be read: {0}")]
    Read(String),
    /// Larger than a report can be.
    #[error("{size} bytes is more than the limit of {limit} for one document")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Larger than a report can be, and not read to the end to learn how large.
    #[error("more than the limit of {limit} bytes for one document")]
    Endless {
        /// The limit in bytes.
        limit: u64,
    },
    /// A web archive breaks off or is not one; what was met.
    #[error("damaged web archive: {0}")]
    Archive(String),
    /// The portal refused it; what was met.
    #[error("{0}")]
    Blocked(String),
    /// A crawl could not get it; what was met.
    #[error("could not be fetched: {0}")]
    NotFetched(String),
    /// The transport encoding of an archived response cannot be undone; what was met.
    #[error("damaged response: {0}")]
    Response(String),
}

impl From<std::io::Error> for InputError {
    fn from(error: std::io::Error) -> InputError {
        InputError::Read(system_words(&error))
    }
}
