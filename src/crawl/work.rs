//! What a worker does with one address: asks, unpacks, looks, packs for the archive. Touches neither catalogue nor frontier.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use url::Url;

use super::again::{self, media_type};
use super::discover::Discoverer;
use super::fetch::{Ask, Client, Connection, End, Exchange, FetchError};
use super::page::{Fetched, Link, LinkContext, Look, PageKind};
use super::words::kind_of;
use crate::archive::catalogue::Content;
use crate::archive::moment::rfc3339;
use crate::archive::record::{self, Packed, Repeats, Truncated};
use crate::common::hex;
use crate::inputs::http;

/// What a worker shall do.
#[derive(Debug)]
pub(super) struct Job {
    /// The lane it belongs to.
    pub(super) lane: usize,
    pub(super) task: Task,
    pub(super) ask: Ask,
    pub(super) connection: Option<Connection>,
}

/// What is asked for.
#[derive(Debug)]
pub(super) enum Task {
    /// A page.
    Page {
        id: i64,
        context: Box<LinkContext>,
        /// What is in the archive already.
        before: Option<Content>,
        /// What it turned out to be then.
        kind: String,
        /// The WARC file in which it stands.
        warc: PathBuf,
    },
    /// The robots.txt of an authority, after so many redirects.
    Robots { authority: String, hops: u16 },
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) lane: usize,
    pub(super) task: Task,
    pub(super) url: Url,
    pub(super) connection: Option<Connection>,
    pub(super) archived: Option<Archived>,
    pub(super) verdict: Verdict,
}

/// An exchange, ready for the archive.
#[derive(Debug)]
pub(super) struct Archived {
    pub(super) packed: Packed,
    pub(super) fetched_at: String,
    pub(super) status: u16,
    pub(super) sha256: String,
    pub(super) repeats: bool,
    pub(super) note: String,
    pub(super) etag: String,
    pub(super) last_modified: String,
    pub(super) media: String,
}

/// What an answer means.
#[derive(Debug)]
pub(super) enum Verdict {
    /// A page, with its content.
    Page { look: Box<Look>, body: Bytes },
    /// What is in the archive is still so; the page was looked at again where that was possible.
    Unchanged { look: Option<Box<Look>> },
    /// It leads elsewhere.
    Redirect(String),
    /// It may give something later, not before the pause that was asked for; `busy` if the host said that we are too fast.
    Later { reason: String, after: Option<Duration>, busy: bool, answered: bool },
    /// It refuses to be asked like this, and may be asked in another way.
    Otherwise { links: Vec<Link>, reason: String },
    /// The portal refuses, or asks for a browser.
    Blocked { reason: String, challenge: bool },
    /// It gives nothing.
    Nothing(String),
    /// We may not ask.
    Refused(String),
    /// A robots.txt.
    Robots(Bytes),
}

/// Bodies from this size on are worked on where they do not keep others waiting.
const LARGE: usize = 256 << 10;

/// Does a job.
pub(super) async fn work(job: Job, client: &Client, discoverer: &Discoverer) -> Done {
    let Job { lane, task, ask, connection } = job;
    let (result, connection) = client.fetch(&ask, connection).await;
    let limit = client.limits().body;
    let large = result.as_ref().is_ok_and(|exchange| exchange.response.len() > LARGE);
    let judge = || judge(&task, &ask.url, result, limit, discoverer);
    let (archived, verdict) = if large { tokio::task::block_in_place(judge) } else { judge() };
    Done { lane, task, url: ask.url, connection, archived, verdict }
}

fn judge(
    task: &Task,
    url: &Url,
    result: Result<Exchange, FetchError>,
    limit: u64,
    discoverer: &Discoverer,
) -> (Option<Archived>, Verdict) {
    let mut exchange = match result {
        Ok(exchange) => exchange,
        Err(error) => return (None, without_answer(&error)),
    };
    let response = Bytes::from(std::mem::take(&mut exchange.response));
    let unpacked = http::parse(response.clone(), limit);
    let body = unpacked.as_ref().map(|unpacked| unpacked.body.clone()).unwrap_or_default();
    let sha256 =
        if body.is_empty() { String::new() } else { hex(&<sha2::Sha256 as sha2::Digest>::digest(&body)) };
    let before = match task {
        Task::Page { before, .. } => before.as_ref(),
        Task::Robots { .. } => None,
    };
    let status = exchange.head.status;
    let server_said = status == 304;
    let repeats = before.filter(|before| {
        exchange.end == End::Whole && (server_said || (status == 200 && before.sha256 == sha256))
    });
    let repeats = repeats.map(|before| Repeats { fetched_at: before.fetched_at.clone(), server_said });
    let media = media_of(&exchange);
    let archived = archive(url, &exchange, &response, repeats.as_ref(), sha256, media.clone());
    let verdict = match unpacked {
        Err(error) if exchange.end == End::Whole && status == 200 => Verdict::Nothing(error.to_string()),
        _ => verdict(task, url, &exchange, body, media, discoverer),
    };
    (Some(archived), verdict)
}

fn archive(
    url: &Url,
    exchange: &Exchange,
    response: &[u8],
    repeats: Option<&Repeats>,
    sha256: String,
    media: String,
) -> Archived {
    let truncated = match exchange.end {
        End::Whole => None,
        End::TooLong => Some(Truncated::Length),
        End::TooSlow => Some(Truncated::Time),
        End::BrokenOff => Some(Truncated::Disconnect),
    };
    let note = if exchange.note.is_empty() { String::new() } else { format!("tls: {}\r\n", exchange.note) };
    let packed = record::Exchange {
        target: url.as_str(),
        at: exchange.at,
        ip: exchange.ip.as_deref(),
        request: &exchange.request,
        response,
        head: exchange.head.length,
        truncated,
        repeats,
        note: &note,
    }
    .pack();
    let header = |name: &str| exchange.head.header(name).unwrap_or_default().to_string();
    Archived {
        packed,
        fetched_at: rfc3339(exchange.at),
        status: exchange.head.status,
        sha256,
        repeats: repeats.is_some(),
        note: exchange.note.clone(),
        etag: header("etag"),
        last_modified: header("last-modified"),
        media,
    }
}

fn without_answer(error: &FetchError) -> Verdict {
    let reason = error.to_string();
    match error {
        FetchError::Private(_) => Verdict::Refused(reason),
        error if error.is_passing() => Verdict::Later { reason, after: None, busy: false, answered: false },
        _ => Verdict::Nothing(reason),
    }
}

fn verdict(
    task: &Task,
    url: &Url,
    exchange: &Exchange,
    body: Bytes,
    media: String,
    discoverer: &Discoverer,
) -> Verdict {
    let status = exchange.head.status;
    let later = |reason: String, busy: bool| Verdict::Later {
        reason,
        after: exchange.head.header("retry-after").and_then(pause),
        busy,
        answered: true,
    };
    match exchange.end {
        End::Whole => {}
        End::TooLong => return Verdict::Nothing("longer than the limit for one page".to_string()),
        End::TooSlow => return later("the answer came too slowly".to_string(), false),
        End::BrokenOff => return later("the answer was broken off".to_string(), false),
    }
    if let (400 | 403..=405 | 500 | 501, Task::Page { context, .. }) = (status, task) {
        let links = discoverer.otherwise(url, context);
        if !links.is_empty() {
            return Verdict::Otherwise { links, reason: format!("HTTP {status}, asked for in another way") };
        }
    }
    match (status, task) {
        (301 | 302 | 303 | 307 | 308, _) => match exchange.head.header("location") {
            Some(to) if !to.is_empty() => Verdict::Redirect(to.to_string()),
            _ => Verdict::Nothing(format!("HTTP {status} without saying where to")),
        },
        (200..=206, Task::Robots { .. }) => Verdict::Robots(body),
        (200..=206, Task::Page { context, .. }) => {
            let page = fetched(url, status, exchange.head.headers.clone(), body, media);
            let look = discoverer.look(&page, context);
            match look.kind {
                PageKind::Challenge { what } => {
                    Verdict::Blocked { reason: format!("asks for a browser: {what}"), challenge: true }
                }
                _ => Verdict::Page { look: Box::new(look), body: page.body },
            }
        }
        (304, Task::Page { .. }) => Verdict::Unchanged { look: look_again(task, url, discoverer) },
        (429 | 503, _) => match asks_for_browser(&body) {
            Some(what) if status == 503 => {
                Verdict::Blocked { reason: format!("HTTP 503: {what}"), challenge: true }
            }
            _ => later(format!("HTTP {status}"), true),
        },
        (408 | 500 | 502 | 504 | 520 | 522..=524, _) => later(format!("HTTP {status}"), false),
        (401 | 402 | 403 | 405 | 406 | 407 | 412 | 418 | 451 | 456 | 493 | 521, _) => {
            let what = asks_for_browser(&body);
            let challenge = what.is_some() || matches!(status, 412 | 521);
            let what = what.map(|what| format!(": {what}")).unwrap_or_default();
            Verdict::Blocked { reason: format!("HTTP {status}{what}"), challenge }
        }
        _ => Verdict::Nothing(format!("HTTP {status}")),
    }
}

/// What is seen of a page that sets a cookie by script and wants to be asked again by a browser.
fn asks_for_browser(body: &[u8]) -> Option<&'static str> {
    let has = |needle: &str| memchr::memmem::find(body, needle.as_bytes()).is_some();
    match () {
        () if has("document.cookie") => Some("a script that sets a cookie"),
        () if has("<script") && !has("<table") => Some("nothing but a script"),
        () => None,
    }
}

/// Looks again at a page that has not changed, for the links it holds.
fn look_again(task: &Task, url: &Url, discoverer: &Discoverer) -> Option<Box<Look>> {
    let Task::Page { context, before: Some(before), kind, warc, .. } = task else { return None };
    kind_of(kind)?;
    again::look(warc, before.offset, url, context, discoverer).map(Box::new)
}

fn fetched(url: &Url, status: u16, headers: Vec<(String, String)>, body: Bytes, media: String) -> Fetched {
    Fetched { url: url.clone(), final_url: url.clone(), status, headers, body, media }
}

fn media_of(exchange: &Exchange) -> String {
    exchange.head.header("content-type").map(media_type).unwrap_or_default()
}

/// The pause that `Retry-After` asks for, in seconds or until a date.
fn pause(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(until.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_told_in_seconds_or_by_a_date() {
        assert_eq!(pause("120"), Some(Duration::from_secs(120)));
        assert_eq!(pause("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(pause("Fri, 31 Dec 2100 23:59:59 GMT") > Some(Duration::from_secs(1 << 20)));
        assert_eq!(pause("soon"), None);
    }
}
