//! What goes into the catalogue and comes out of it.

use crate::archive::store::Place;

/// How far an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// To be asked.
    Waiting,
    /// Asked by an earlier crawl; asked again if a page links to it.
    Old,
    /// It gave a page.
    Done,
    /// It leads elsewhere.
    Redirect,
    /// We may not ask: robots.txt, or an address that is not public.
    Refused,
    /// The portal refused, or asked for a browser.
    Blocked,
    /// It gave nothing.
    Failed,
    /// Not asked, for a limit was reached.
    Left,
}

impl State {
    /// The word in the catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Old => "old",
            State::Done => "done",
            State::Redirect => "redirect",
            State::Refused => "refused",
            State::Blocked => "blocked",
            State::Failed => "failed",
            State::Left => "left",
        }
    }
}

/// An address that was found.
#[derive(Debug, Clone)]
pub struct NewPage<'a> {
    /// The site it belongs to.
    pub site: i64,
    /// The address.
    pub address: &'a str,
    /// The body of a POST; empty for GET.
    pub form: &'a str,
    /// What the link promises.
    pub role: &'a str,
    /// The higher, the sooner.
    pub score: i32,
    /// Links from the start.
    pub depth: u16,
    /// The page with the link.
    pub parent: Option<i64>,
    /// Why it is followed.
    pub why: &'a str,
    /// The words of the link.
    pub anchor: &'a str,
    /// What the page of the list before this one held, as a digest.
    pub mark: u64,
    /// Redirects that led here, one after the other.
    pub hops: u16,
}

/// An address about to be asked.
#[derive(Debug, Clone)]
pub struct PageRow {
    /// Its number.
    pub id: i64,
    /// The site it belongs to.
    pub site: i64,
    /// The address.
    pub address: String,
    /// The body of a POST; empty for GET.
    pub form: String,
    /// What the links promise.
    pub role: String,
    /// Links from the start.
    pub depth: u16,
    /// The words of the link.
    pub anchor: String,
    /// What the page with the link turned out to be.
    pub parent_kind: String,
    /// What the page of the list before this one held, as a digest.
    pub mark: u64,
    /// Redirects that led here.
    pub hops: u16,
    /// How often it was asked without an answer that counts.
    pub attempts: u32,
    /// What an earlier crawl got: when, and its digest.
    pub before: Option<Content>,
    /// What the page turned out to be before.
    pub kind: String,
}

/// The content of a page that is in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of the content.
    pub sha256: String,
    /// When it was fetched first.
    pub fetched_at: String,
    /// The validator `ETag`.
    pub etag: String,
    /// The validator `Last-Modified`.
    pub last_modified: String,
    /// WARC file.
    pub file: String,
    /// Where in it.
    pub offset: u64,
}

/// That an exchange is in the archive.
#[derive(Debug, Clone)]
pub struct Receipt<'a> {
    /// The address that was asked.
    pub address: &'a str,
    /// The crawl.
    pub crawl: i64,
    /// When.
    pub fetched_at: &'a str,
    /// HTTP status.
    pub status: u16,
    /// SHA-256 of the content.
    pub sha256: &'a str,
    /// Whether it is the same as before.
    pub repeats: bool,
    /// Where it stands.
    pub place: &'a Place,
    /// What was accepted.
    pub note: &'a str,
}

/// What an address gave.
#[derive(Debug, Clone, Default)]
pub struct Answer<'a> {
    /// Why the state is what it is.
    pub reason: &'a str,
    /// HTTP status; nothing if there was no answer.
    pub status: Option<u16>,
    /// What the page turned out to be.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The agency it seems to belong to.
    pub agency: &'a str,
    /// The day it says it was published.
    pub published: &'a str,
    /// Portal software.
    pub family: &'a str,
    /// Media type.
    pub media: &'a str,
}

/// What is known of an authority.
#[derive(Debug, Clone)]
pub struct HostRow {
    /// Scheme, host and port.
    pub authority: String,
    /// Its robots.txt; nothing if it has none.
    pub robots: Option<Vec<u8>>,
    /// The status that came with it.
    pub status: u16,
    /// When.
    pub fetched_at: String,
}
