//! What is told while a crawl runs, and what came of it.

use std::time::Duration;

use crate::archive::catalogue::StateCount;
use crate::inputs::Input;

/// What happens while a crawl runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// The catalogue of an earlier run was found: so many addresses are known, so many of them wait; so many were not on
    /// the disk after all and are asked again.
    Earlier {
        /// Addresses known.
        known: u64,
        /// Addresses that wait.
        waiting: u64,
        /// Addresses asked again.
        lost: u64,
    },
    /// How far it is.
    Progress(Progress),
    /// A page is in the archive, and the catalogue knows it: it may be read.
    Archived(Box<Input>),
    /// A host is not asked any more in this run.
    GaveUp {
        /// The host.
        host: &'a str,
        /// Why.
        why: &'a str,
        /// How many addresses wait for it.
        waiting: u64,
    },
    /// An address was turned away, or gives nothing.
    Problem {
        /// The address.
        address: &'a str,
        /// What was met.
        what: &'a str,
    },
}

/// How far a crawl is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Hosts with a request under way.
    pub busy: u64,
    /// Hosts that have something to ask.
    pub hosts: u64,
    /// Addresses that gave a page in this run.
    pub pages: u64,
    /// Those among them that are reports, or files that may be.
    pub reports: u64,
    /// Addresses that wait.
    pub waiting: u64,
    /// How long until the next request, if none is under way.
    pub next: Option<Duration>,
}

/// What came of a crawl.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Requests made in this run.
    pub requests: u64,
    /// Addresses that gave a page in this run.
    pub pages: u64,
    /// Those among them that are reports, or files that may be.
    pub reports: u64,
    /// Addresses by site, state and kind, from all runs.
    pub counts: Vec<StateCount>,
    /// Whether nothing waits any more, but for hosts that were given up.
    pub complete: bool,
    /// Hosts that were given up in this run, why, and how many addresses wait for them.
    pub gave_up: Vec<(String, String, u64)>,
}
