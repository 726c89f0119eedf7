//! How a crawl goes about it: politeness, limits, what it may ask.

use std::time::Duration;

use super::fetch::{Limits, Proxies};
use crate::extract::Years;

/// How a crawl goes about it.
#[derive(Debug, Clone)]
pub struct Options {
    /// What one request may take.
    pub limits: Limits,
    /// Time between an answer of a host and the next request to it.
    pub delay: Duration,
    /// The longest pause that a host may ask for; one that wants more is left for another day.
    pub max_wait: Duration,
    /// The most pages of one site.
    pub max_pages: u64,
    /// The most links from a start to a page.
    pub max_depth: u16,
    /// The most redirects one after the other.
    pub max_redirects: u16,
    /// The most requests under way at one time.
    pub connections: usize,
    /// Whether addresses that are not public may be asked.
    pub allow_private: bool,
    /// The proxies.
    pub proxies: Proxies,
    /// Whom a portal can write to.
    pub contact: String,
    /// The years asked for, if not all.
    pub years: Option<Years>,
    /// Whether what was asked before is asked again, as far as it may have changed.
    pub refresh: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            limits: Limits::default(),
            delay: Duration::from_secs(1),
            max_wait: Duration::from_secs(600),
            max_pages: 10_000,
            max_depth: 12,
            max_redirects: 8,
            connections: 256,
            allow_private: false,
            proxies: Proxies::default(),
            contact: String::new(),
            years: None,
            refresh: false,
        }
    }
}
