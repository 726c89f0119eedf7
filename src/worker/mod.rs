//! Reads PDFs in processes of their own, so that a file made to hang, to crash or to fill the memory costs nobody but
//! itself.
//!
//! ```text
//! pipeline ─▶ Pool ─bytes─▶ worker process (document::pdf, under limits) ─Document─▶ Pool ─▶ pipeline
//! ```
//!
//! Stands between `pipeline` and `document`: the pipeline asks for a [`Document`](crate::document::Document) and cannot tell where it was read.
//! A worker is this program again, called by a hidden command, or for the first document a copy of it; it is used for one
//! document after the other. What it may
//! use is set from two sides: the memory by the system, in the worker itself; the time by a clock here, that kills it.

mod clock;
#[cfg(target_os = "linux")]
mod copy;
mod pool;
mod process;
mod serve;
mod wire;

pub use pool::Pool;
pub(crate) use serve::limit;
pub use serve::serve;

use std::time::Duration;

/// The hidden command that makes the program a worker.
pub const COMMAND: &str = "pdf-worker";

/// What a worker may use for one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wall clock for one document.
    pub time: Duration,
    /// Address space of the worker, in MiB.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(20), memory: 1024 }
    }
}
