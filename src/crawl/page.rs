//! What passes between fetching and discovery: a page that was fetched, and what it turned out to be.
//!
//! Plain types without a network or a database behind them, so that discovery is a function of a page and where it was
//! met, and can be tested with pages alone.

use bytes::Bytes;
use url::Url;

use crate::extract::Years;

/// An answer of a portal, with its transport encodings undone.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The address that was first asked for.
    pub url: Url,
    /// The address that answered, after redirects. Relative links are relative to this one.
    pub final_url: Url,
    /// HTTP status.
    pub status: u16,
    /// The header lines in order, names as sent.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed; characters as the publisher encoded them.
    pub body: Bytes,
    /// The media type that the server claims, in lower case without parameters (`text/html`); empty if it claims none.
    pub media: String,
}

impl Fetched {
    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&header.1)
    }
}

/// Where a page was met.
#[derive(Debug, Clone)]
pub struct LinkContext {
    /// How many links lie between the start and this page; 0 is the start.
    pub depth: u16,
    /// Which hosts may be asked.
    pub scope: Scope,
    /// The years asked for, if not all.
    pub years: Option<Years>,
    /// As what the page was linked to, if it is not a start.
    pub role: Option<Role>,
    /// What the page that linked here turned out to be.
    pub parent: Option<PageKind>,
    /// The words of the link that led here.
    pub anchor: String,
    /// The [`Link::mark`] of the link that led here; 0 for a start.
    pub mark: u64,
}

/// Which hosts a crawl may ask: all below the registrable domains of its starts, and those named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Registrable domains (`yuncheng.gov.cn`), or whole hosts where there is none (an IP address).
    pub domains: Vec<String>,
    /// Further hosts, named one by one.
    pub hosts: Vec<String>,
}

/// What a page turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// A report.
    Report,
    /// A list of links to reports, or one page of it.
    List,
    /// A page on the way: a home page, a column, an overview of years or agencies.
    Column,
    /// A document file: pdf, doc, docx, xls, ofd …
    Attachment,
    /// "Not found", served as if it were found.
    NotFoundSoft,
    /// A page that asks for a browser or a cookie in place of what was asked for.
    Challenge {
        /// What was seen, in words.
        what: String,
    },
    /// Something else.
    Other,
}

/// What is expected behind a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A report.
    Report,
    /// A page of a list.
    ListPage,
    /// A column that may hold lists.
    Column,
    /// A document file.
    Attachment,
    /// Something else.
    Other,
}

/// How to ask for a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Request {
    /// `GET`.
    Get,
    /// `POST` with a body of `application/x-www-form-urlencoded`.
    PostForm(String),
}

/// A link worth following.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, absolute and canonical ([`super::discover::canonical`]), in scope.
    pub url: Url,
    /// How to ask.
    pub request: Request,
    /// The higher, the sooner.
    pub score: i32,
    /// What is expected behind it.
    pub role: Role,
    /// Why it is followed, in words, for the catalogue.
    pub why: String,
    /// The words of the link.
    pub anchor: String,
    /// For a further page of a list: a digest of what its earlier page held, so that a page that only repeats it is
    /// told and ends the list. To be kept with the link and handed back in [`LinkContext::mark`]. 0 for all others.
    pub mark: u64,
}

/// What discovery makes of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it is.
    pub kind: PageKind,
    /// The links worth following, in the order of the page; addresses may repeat.
    pub links: Vec<Link>,
    /// Its title, as printed.
    pub title: String,
    /// The agency it seems to belong to, from the page or the column; only a hint.
    pub agency: String,
    /// The day it says it was published (`2024-01-25`), if it says so.
    pub published: String,
    /// Name of the portal family that fits it; empty if none does.
    pub family: String,
}

impl Look {
    /// A page of a kind, without links.
    pub fn of(kind: PageKind) -> Look {
        Look {
            kind,
            links: Vec::new(),
            title: String::new(),
            agency: String::new(),
            published: String::new(),
            family: String::new(),
        }
    }
}
