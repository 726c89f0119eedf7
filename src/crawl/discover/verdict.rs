//! What is said of one link: whether to follow it, as what, how soon and why.

use url::Url;

use super::facts::Facts;
use super::family::Shape;
use super::scan::Anchor;
use crate::crawl::page::{Link, Request, Role};

/// From so many links on the way, only reports and lists are followed: columns nest five or six deep.
pub(super) const DEEP: u16 = 9;

/// A link and what it was judged by.
pub(super) struct Judged {
    pub(super) link: Link,
    pub(super) group: u32,
    /// Its own words say that it is a report.
    pub(super) titled: bool,
}

/// A link whose words say nothing: whether it is a report is seen from what stands beside it.
pub(super) struct Silent<'a> {
    pub(super) anchor: &'a Anchor,
    pub(super) url: Url,
    pub(super) shape: Shape,
    pub(super) at: usize,
}

/// A verdict on one link.
pub(super) enum Verdict {
    Follow {
        role: Role,
        score: i32,
        why: String,
        titled: bool,
    },
    /// See what stands beside it.
    Silent,
    Drop,
}

pub(super) fn follow(role: Role, score: i32, why: impl Into<String>) -> Verdict {
    Verdict::Follow { role, score, why: why.into(), titled: false }
}

pub(super) fn made(anchor: &Anchor, url: Url, role: Role, score: i32, why: String, titled: bool) -> Judged {
    let words = if anchor.row.is_empty() { anchor.words() } else { &anchor.row }.to_string();
    let link = Link { url, request: Request::Get, score, role, why, anchor: words, mark: 0 };
    Judged { link, group: anchor.group, titled }
}

impl Facts<'_> {
    /// Whether reports on this year are asked for.
    pub(super) fn wants(&self, year: u16) -> bool {
        self.context.years.is_none_or(|years| (years.first..=years.last).contains(&year))
    }

    pub(super) fn is_deep(&self, limit: u16) -> bool {
        self.context.depth >= limit
    }

    /// Whether to look for further columns from here: from the start, and from pages that are no lists of reports.
    pub(super) fn may_climb(&self) -> bool {
        self.context.depth == 0 || !self.in_column
    }
}
