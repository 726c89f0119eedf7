//! Portals of our own: made up, built as plain data, served on loopback.
//!
//! `nianbao demo` crawls one of them, so that the main job can be seen on a machine without a network; the tests build
//! many more with the same parts. A portal is a map from host and address to an answer. The server takes whatever
//! host is asked for, so one loopback address can stand for a city with all its agencies: a crawler reaches it as
//! its proxy.

pub mod chrome;
pub mod demo;
pub mod serve;

use std::collections::BTreeMap;

/// What a portal answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header lines beside those of length and connection.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A web page.
    pub fn page(html: impl Into<Vec<u8>>) -> Answer {
        Answer::of("text/html; charset=utf-8", html)
    }

    /// A body of some media type.
    pub fn of(media: &str, body: impl Into<Vec<u8>>) -> Answer {
        let headers = vec![("Content-Type".to_string(), media.to_string())];
        Answer { status: 200, headers, body: body.into() }
    }

    /// What is not there.
    pub fn missing() -> Answer {
        Answer { status: 404, ..Answer::page("<html><head><title>404 Not Found</title></head></html>") }
    }

    /// A redirect.
    pub fn redirect(to: &str) -> Answer {
        let headers = vec![("Location".to_string(), to.to_string())];
        Answer { status: 302, headers, body: Vec::new() }
    }
}

/// A question to a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET` or `POST`.
    pub method: String,
    /// The host, in small letters, with a port that is not the usual one.
    pub host: String,
    /// Path and query.
    pub path: String,
    /// What was posted.
    pub body: String,
}

impl Asked {
    /// A parameter of the address or the posted form.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        [query, self.body.as_str()].into_iter().find_map(|pairs| {
            let mut pairs = url::form_urlencoded::parse(pairs.as_bytes());
            pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
        })
    }
}

/// Answers what is no page: end points of lists.
type Script = Box<dyn Fn(&Asked) -> Answer + Send + Sync>;

/// A portal, with all hosts it has.
#[derive(Default)]
pub struct Portal {
    pages: BTreeMap<String, Answer>,
    scripts: BTreeMap<String, Script>,
}

impl std::fmt::Debug for Portal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portal")
            .field("pages", &self.pages.len())
            .field("scripts", &self.scripts.len())
            .finish()
    }
}

impl Portal {
    /// Puts a page at `host/path?query`, without `http://`.
    pub fn page(&mut self, address: &str, html: impl Into<Vec<u8>>) {
        self.put(address, Answer::page(html));
    }

    /// Puts any answer at `host/path?query`.
    pub fn put(&mut self, address: &str, answer: Answer) {
        self.pages.insert(address.to_string(), answer);
    }

    /// Lets a function answer at `host/path`, whatever the query.
    pub fn script(&mut self, address: &str, script: impl Fn(&Asked) -> Answer + Send + Sync + 'static) {
        self.scripts.insert(address.to_string(), Box::new(script));
    }

    /// What is answered.
    pub fn answer(&self, asked: &Asked) -> Answer {
        let address = format!("{}{}", asked.host, asked.path);
        if let Some(answer) = self.pages.get(&address) {
            return answer.clone();
        }
        let without_query = address.split('?').next().unwrap_or_default();
        match self.scripts.get(without_query) {
            Some(script) => script(asked),
            None => Answer::missing(),
        }
    }

    /// All addresses that have a page.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(String::as_str)
    }
}
