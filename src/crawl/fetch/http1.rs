//! HTTP/1.1 as far as a crawler needs it: a request, and an answer of which we know where it ends.
//!
//! Lenient about what servers send, strict about how much and how long. The bytes are kept as they came.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::chunks::Chunks;
use super::connect::Connection;
use super::proxy::Proxy;
use super::{Ask, FetchError, Limits, SMALL_BODY, UNIT};
use crate::common::system_words;
use crate::crawl::page::Request;

/// The most bytes the head of an answer may have, and the most lines.
const MAX_HEAD: usize = 64 << 10;
const MAX_HEADERS: usize = 256;
/// Over how long the speed of an answer is measured.
const WINDOW: Duration = Duration::from_secs(10);
/// What is kept of a body that is longer than the limit: enough to see what it was.
const KEPT_OF_TOO_LONG: usize = 64 << 10;

/// The head of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// HTTP status.
    pub status: u16,
    /// The header lines in order.
    pub headers: Vec<(String, String)>,
    /// Its length in bytes.
    pub length: usize,
    http11: bool,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is all there.
    Whole,
    /// It is longer than the limit; only its beginning is kept.
    TooLong,
    /// It took longer than the limit, or came slower.
    TooSlow,
    /// The other side broke off.
    BrokenOff,
}

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) head: Head,
    pub(super) end: End,
    pub(super) reusable: bool,
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// What tells where a body ends.
#[derive(Debug)]
enum Framing {
    Nothing,
    Length(u64),
    Chunked(Chunks),
    UntilClose,
}

impl Head {
    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&header.1)
    }

    fn parse(bytes: &[u8]) -> Result<Option<Head>, FetchError> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let mut lenient = httparse::ParserConfig::default();
        lenient
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .ignore_invalid_headers_in_responses(true);
        match lenient.parse_response(&mut response, bytes) {
            Ok(httparse::Status::Complete(length)) => {
                let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_string();
                let headers = response.headers.iter();
                Ok(Some(Head {
                    status: response.code.unwrap_or(0),
                    headers: headers.map(|header| (header.name.to_string(), text(header.value))).collect(),
                    length,
                    http11: response.version == Some(1),
                }))
            }
            Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => Ok(None),
            Ok(httparse::Status::Partial) => Err(FetchError::NotHttp("its head has no end".to_string())),
            Err(error) => Err(FetchError::NotHttp(error.to_string())),
        }
    }

    fn framing(&self) -> Framing {
        if matches!(self.status, 204 | 304) {
            return Framing::Nothing;
        }
        if self
            .header("transfer-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
        {
            return Framing::Chunked(Chunks::default());
        }
        match self.header("content-length").map(str::parse) {
            Some(Ok(length)) => Framing::Length(length),
            _ => Framing::UntilClose,
        }
    }

    fn keeps_alive(&self) -> bool {
        let connection = self.header("connection").unwrap_or_default().to_ascii_lowercase();
        if self.http11 { !connection.contains("close") } else { connection.contains("keep-alive") }
    }
}

/// The bytes of a request.
pub(super) fn request(ask: &Ask, agent: &str, proxy: Option<&Proxy>) -> Vec<u8> {
    let url = &ask.url;
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_string(),
    };
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_string(),
    };
    let target = if proxy.is_some() { format!("{}://{host}{path}", url.scheme()) } else { path };
    let (method, body) = match &ask.request {
        Request::Get => ("GET", ""),
        Request::PostForm(body) => ("POST", body.as_str()),
    };
    let mut lines = format!(
        "{method} {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\n\
         Accept: text/html,application/xhtml+xml,application/pdf,*/*;q=0.8\r\nAccept-Language: zh-CN,zh;q=0.9\r\n\
         Accept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\n"
    );
    let mut line = |name: &str, value: &str| {
        // Validators come from servers: what could end the line is not sent back.
        if !value.is_empty() && value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
    };
    if let Some((etag, last_modified)) = &ask.if_changed {
        line("If-None-Match", etag);
        line("If-Modified-Since", last_modified);
    }
    if let Some(authorization) = proxy.and_then(Proxy::authorization) {
        line("Proxy-Authorization", &authorization);
    }
    if method == "POST" {
        line("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        line("Content-Length", &body.len().to_string());
    }
    lines.push_str("\r\n");
    lines.push_str(body);
    lines.into_bytes()
}

/// Sends a request and takes the answer.
pub(super) async fn exchange(
    connection: &mut Connection,
    request: &[u8],
    limits: &Limits,
    room: &Arc<Semaphore>,
) -> Result<Answer, FetchError> {
    let broken = |error: &std::io::Error| FetchError::Broken(system_words(error));
    connection.write_all(request).await.map_err(|error| broken(&error))?;
    connection.flush().await.map_err(|error| broken(&error))?;
    let mut inflow = Inflow::new(connection, limits);
    let head = inflow.head().await?;
    let mut answer = Answer { bytes: Vec::new(), head, end: End::Whole, reusable: false, room: None };
    inflow.body(&mut answer, room).await;
    answer.bytes = inflow.bytes;
    Ok(answer)
}

/// An answer coming in, watched.
struct Inflow<'c> {
    connection: &'c mut Connection,
    limits: &'c Limits,
    bytes: Vec<u8>,
    deadline: Instant,
    window: Duration,
    window_end: Option<Instant>,
    in_window: usize,
}

/// What one look at the connection gave.
enum Came {
    Bytes,
    Close,
    Broken(String),
    TooSlow,
}

impl<'c> Inflow<'c> {
    fn new(connection: &'c mut Connection, limits: &'c Limits) -> Inflow<'c> {
        Inflow {
            connection,
            limits,
            bytes: Vec::with_capacity(16 << 10),
            deadline: Instant::now() + limits.time,
            window: WINDOW.min(limits.time / 4),
            window_end: None,
            in_window: 0,
        }
    }

    /// Takes what comes next. From the first byte on, each window of time must bring as much as the least speed asks for.
    async fn more(&mut self) -> Came {
        if self.bytes.capacity() - self.bytes.len() < 8 << 10 {
            self.bytes.reserve(16 << 10);
        }
        self.connection.acknowledge_at_once();
        let until = self.window_end.map_or(self.deadline, |end| end.min(self.deadline));
        let read = timeout_at(until, self.connection.read_buf(&mut self.bytes)).await;
        let now = Instant::now();
        if now >= self.deadline {
            return Came::TooSlow;
        }
        if let Ok(Ok(count)) = &read {
            self.in_window += count;
        }
        match self.window_end {
            None => self.window_end = Some(now + self.window),
            Some(end) if now >= end => {
                let least = self.limits.speed as f64 * self.window.as_secs_f64();
                if (self.in_window as f64) < least {
                    return Came::TooSlow;
                }
                self.window_end = Some(now + self.window);
                self.in_window = 0;
            }
            Some(_) => {}
        }
        match read {
            Ok(Ok(0)) => Came::Close,
            Ok(Ok(_)) | Err(_) => Came::Bytes,
            // Many servers end a secure answer without the farewell that TLS wants.
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => Came::Close,
            Ok(Err(error)) => Came::Broken(system_words(&error)),
        }
    }

    async fn head(&mut self) -> Result<Head, FetchError> {
        loop {
            if let Some(head) = Head::parse(&self.bytes)? {
                if (100..200).contains(&head.status) {
                    self.bytes.drain(..head.length);
                    continue;
                }
                return Ok(head);
            }
            match self.more().await {
                Came::Bytes => {}
                Came::Close if self.bytes.is_empty() => {
                    return Err(FetchError::Broken("it was closed without an answer".to_string()));
                }
                Came::Close => return Err(FetchError::NotHttp("its head breaks off".to_string())),
                Came::Broken(error) => return Err(FetchError::Broken(error)),
                Came::TooSlow => return Err(FetchError::TimedOut(self.limits.time)),
            }
        }
    }

    async fn body(&mut self, answer: &mut Answer, room: &Arc<Semaphore>) {
        let begin = answer.head.length;
        let mut framing = answer.head.framing();
        let expected = match framing {
            Framing::Length(length) => length.min(self.limits.body),
            _ => self.limits.body,
        };
        if matches!(framing, Framing::Length(length) if length > self.limits.body) {
            answer.end = End::TooLong;
        }
        let mut looked_at = begin;
        while answer.end == End::Whole {
            let done = match &mut framing {
                Framing::Nothing => Some(begin),
                Framing::Length(length) => {
                    let end = begin.saturating_add(*length as usize);
                    (self.bytes.len() >= end).then_some(end)
                }
                Framing::Chunked(chunks) => {
                    let fed = chunks.feed(self.bytes.get(looked_at..).unwrap_or_default());
                    match fed {
                        Ok(end) => end.map(|end| looked_at + end),
                        // Said to be in chunks, and is not.
                        Err(_) => {
                            framing = Framing::UntilClose;
                            None
                        }
                    }
                }
                Framing::UntilClose => None,
            };
            looked_at = self.bytes.len();
            if let Some(end) = done {
                answer.reusable = answer.head.keeps_alive() && self.bytes.len() == end;
                self.bytes.truncate(end);
                return;
            }
            if self.bytes.len() - begin > self.limits.body as usize {
                answer.end = End::TooLong;
                break;
            }
            if answer.room.is_none() && self.bytes.len() > SMALL_BODY {
                answer.room = self.make_room(expected, room).await;
                self.bytes.reserve_exact((expected as usize).min(8 * SMALL_BODY));
            }
            match self.more().await {
                Came::Bytes => {}
                Came::Close if matches!(framing, Framing::UntilClose) => return,
                Came::Close | Came::Broken(_) => answer.end = End::BrokenOff,
                Came::TooSlow => answer.end = End::TooSlow,
            }
        }
        if answer.end == End::TooLong {
            self.bytes.truncate(begin + KEPT_OF_TOO_LONG);
            self.bytes.shrink_to_fit();
            answer.room = None;
        }
    }

    /// Waits until there is room for a large body; the time it takes is not held against the server.
    async fn make_room(&mut self, expected: u64, room: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        let began = Instant::now();
        let units = (expected / UNIT + 1).min(u64::from(u32::MAX)) as u32;
        let permit = Arc::clone(room).acquire_many_owned(units).await.ok();
        let waited = began.elapsed();
        self.deadline += waited;
        self.window_end = self.window_end.map(|end| end + waited);
        permit
    }
}
