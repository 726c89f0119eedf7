//! Web archives: WARC 1.0 and 1.1, plain or gzipped record by record, read as a stream.
//!
//! Our own reader: records are the lesser part of it. It holds at most one document in memory, undoes the transport
//! encodings of HTTP within a limit, and says where a damaged archive breaks off.

use std::io::{self, BufRead, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::http::{self, Response};
use super::{Input, InputError, MAX_DOCUMENT, Pending};
use crate::archive::member;
use crate::common::system_words;

/// The most bytes the head of a record or of a response may have.
const MAX_HEAD: u64 = 1 << 20;

/// Whether a path names a web archive.
pub(super) fn is_archive(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.ends_with(".warc") || name.ends_with(".warc.gz")
}

/// The documents of an archive in the order of its records; `None` for a response that cannot be a document.
///
/// What is read: `response` records with HTTP status 200, and `resource` records.
pub(super) fn documents(
    name: String,
    file: impl BufRead + Send + 'static,
) -> impl Iterator<Item = Option<Pending>> + Send {
    let mut archive = match open(file) {
        Ok(stream) => Archive { name, stream, records: 0, broken: None, done: false },
        Err(error) => {
            Archive { name, stream: Box::new(io::empty()), records: 0, broken: Some(error), done: false }
        }
    };
    std::iter::from_fn(move || archive.next_document())
}

/// The response or resource whose gzip member begins at a place in an archive.
pub(super) fn record_at(path: &Path, offset: u64) -> Result<Input, InputError> {
    let name = path.to_string_lossy().into_owned();
    let stream = Box::new(member::open(path, offset)?);
    let mut archive = Archive { name, stream, records: 0, broken: None, done: false };
    match archive.next_document() {
        Some(Some(pending)) => Ok(pending.load()),
        _ => Err(InputError::Archive(format!("no response begins at byte {offset} of {}", archive.name))),
    }
}

fn open(mut file: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    if file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(io::BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file))));
    }
    Ok(Box::new(file))
}

struct Archive {
    name: String,
    stream: Box<dyn BufRead + Send>,
    records: u64,
    broken: Option<io::Error>,
    done: bool,
}

/// The head of a record.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    target: String,
    date: Option<String>,
    content_type: Option<String>,
    length: u64,
}

impl Archive {
    fn next_document(&mut self) -> Option<Option<Pending>> {
        if self.done {
            return None;
        }
        let next = match self.broken.take() {
            Some(error) => Err(error),
            None => self.read_document(),
        };
        match next {
            Ok(Some(found)) => Some(found),
            Ok(None) if self.records == 0 => Some(Some(self.give_up("it holds no records".to_string()))),
            Ok(None) => {
                self.done = true;
                None
            }
            Err(error) => {
                let place = if self.records == 0 {
                    "at its beginning".to_string()
                } else {
                    format!("in record {}", self.records)
                };
                let what = match error.kind() {
                    io::ErrorKind::UnexpectedEof => "it ends early".to_string(),
                    _ => system_words(&error),
                };
                Some(Some(self.give_up(format!("{place}: {what}"))))
            }
        }
    }

    fn give_up(&mut self, what: String) -> Pending {
        self.done = true;
        self.records = self.records.max(1);
        Pending::Ready(Input::failed(self.name.clone(), InputError::Archive(what)))
    }

    /// The next response or resource; the records between are passed over without a word.
    fn read_document(&mut self) -> io::Result<Option<Option<Pending>>> {
        while let Some(head) = self.read_head()? {
            if !matches!(head.kind.as_str(), "response" | "resource") {
                skip(&mut self.stream, head.length)?;
                continue;
            }
            let limit = MAX_DOCUMENT + MAX_HEAD;
            if head.length > limit {
                skip(&mut self.stream, head.length)?;
                let error = InputError::TooLarge { size: head.length, limit: MAX_DOCUMENT };
                let mut input = Input::failed(head.target, error);
                input.fetched_at = head.date;
                return Ok(Some(Some(Pending::Ready(input))));
            }
            let mut block = Vec::new();
            (&mut self.stream).take(head.length).read_to_end(&mut block)?;
            if (block.len() as u64) < head.length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            return Ok(Some(document(head, block)));
        }
        Ok(None)
    }

    fn read_head(&mut self) -> io::Result<Option<Head>> {
        let mut line = String::new();
        while line.is_empty() {
            match read_line(&mut self.stream)? {
                Some(next) => line = next,
                None => return Ok(None),
            }
        }
        self.records += 1;
        if !line.starts_with("WARC/") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no record begins here"));
        }
        let mut head = Head::default();
        let mut length = None;
        let mut size = 0;
        loop {
            let line = read_line(&mut self.stream)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if line.is_empty() {
                break;
            }
            size += line.len() as u64;
            if size > MAX_HEAD {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "its head has no end"));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.target = value.trim_matches(['<', '>']).to_string(),
                "warc-date" => head.date = Some(value.to_string()),
                "content-type" => head.content_type = Some(value.to_string()),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        head.length = length
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it does not say how long it is"))?;
        Ok(Some(head))
    }
}

/// A record as a document; `None` if it cannot be one.
fn document(head: Head, block: Vec<u8>) -> Option<Pending> {
    let response = if head.kind == "resource" {
        Ok(Response { status: 200, content_type: head.content_type, body: block.into() })
    } else {
        http::parse(block.into(), MAX_DOCUMENT)
    };
    let mut input = match response {
        Ok(response) => {
            if response.status != 200 || !may_be_document(&head.target, response.content_type.as_deref()) {
                return None;
            }
            let mut input = Input::new(head.target, response.body);
            input.content_type = response.content_type;
            input
        }
        Err(error) => Input::failed(head.target, error),
    };
    input.fetched_at = head.date;
    Some(Pending::Ready(input))
}

/// Parts of web pages are no documents, and neither is what crawlers read for themselves. What the server says is
/// believed only where it names such a part.
pub(super) fn may_be_document(target: &str, content_type: Option<&str>) -> bool {
    let media =
        content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let part = ["image/", "font/", "audio/", "video/"].iter().any(|prefix| media.starts_with(prefix))
        || ["text/css", "application/json", "text/xml", "application/xml", "application/rss+xml"]
            .contains(&&*media)
        || media.contains("javascript")
        || media.contains("font");
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let web = target.starts_with("http://") || target.starts_with("https://");
    !part
        && (web || target.starts_with("file:") || target.starts_with("urn:"))
        && !path.ends_with("/robots.txt")
}

/// A line without its end, or nothing at the end of the stream.
fn read_line(stream: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if stream.take(MAX_HEAD).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}

fn skip(stream: &mut impl BufRead, length: u64) -> io::Result<()> {
    if io::copy(&mut stream.take(length), &mut io::sink())? < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn record(kind: &str, target: &str, block: &[u8]) -> Vec<u8> {
        let mut record = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{target}>\r\nWARC-Date: 2024-02-01T00:00:00Z\r\n\
             Content-Length: {}\r\n\r\n",
            block.len()
        )
        .into_bytes();
        record.extend_from_slice(block);
        record.extend_from_slice(b"\r\n\r\n");
        record
    }

    fn read(archive: Vec<u8>) -> Vec<Option<Input>> {
        documents("a.warc".to_string(), io::Cursor::new(archive))
            .map(|found| found.map(Pending::load))
            .collect()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn responses_and_resources_are_documents_and_the_rest_is_not() {
        let mut archive = record("warcinfo", "", b"software: test");
        archive.extend(record("request", "http://a.gov.cn/1", b"GET /1 HTTP/1.1\r\n\r\n"));
        assert!(read(archive).is_empty());

        let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>";
        let mut archive = gzipped(&record("response", "http://a.gov.cn/1", page));
        archive.extend(gzipped(&record(
            "response",
            "http://a.gov.cn/2",
            b"HTTP/1.1 404 Not Found\r\n\r\nno",
        )));
        let style = b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np {}";
        archive.extend(gzipped(&record("response", "http://a.gov.cn/3", style)));
        archive.extend(gzipped(&record("resource", "http://a.gov.cn/4", b"four")));
        let found = read(archive);
        assert_eq!(found.len(), 4);
        let one = found[0].as_ref().unwrap();
        assert_eq!(one.source, "http://a.gov.cn/1");
        assert_eq!(one.bytes.as_ref().unwrap().as_ref(), b"<p>one</p>");
        assert_eq!(one.fetched_at.as_deref(), Some("2024-02-01T00:00:00Z"));
        assert!(found[1].is_none() && found[2].is_none());
        assert_eq!(found[3].as_ref().unwrap().bytes.as_ref().unwrap().as_ref(), b"four");
    }

    #[test]
    fn a_damaged_archive_keeps_what_stands_before_and_says_where_it_breaks() {
        let mut archive = record("resource", "http://a.gov.cn/1", b"one");
        archive.extend(record("resource", "http://a.gov.cn/2", b"two, cut here"));
        archive.truncate(archive.len() - 9);
        let found = read(archive);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].as_ref().unwrap().source, "http://a.gov.cn/1");
        let broken = found[1].as_ref().unwrap();
        assert_eq!(broken.source, "a.warc");
        let reason = broken.bytes.as_ref().unwrap_err().to_string();
        assert_eq!(reason, "damaged web archive: in record 2: it ends early");

        let reason =
            |bytes: &[u8]| read(bytes.to_vec())[0].as_ref().unwrap().bytes.as_ref().unwrap_err().to_string();
        assert_eq!(reason(b""), "damaged web archive: it holds no records");
        assert_eq!(reason(b"<html>\n"), "damaged web archive: in record 1: no record begins here");
        assert!(reason(&[0x1f, 0x8b, 9, 9, 9]).starts_with("damaged web archive: "));
    }

    #[test]
    fn a_huge_record_is_named_but_not_read() {
        let head = "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.gov.cn/big\r\nContent-Length: 99999999\r\n\r\n";
        let stream = io::BufReader::new(io::Cursor::new(head).chain(io::repeat(b'x').take(99_999_999)));
        let found: Vec<_> = documents("a.warc".to_string(), stream).flatten().map(Pending::load).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].bytes, Err(InputError::TooLarge { size: 99_999_999, limit: MAX_DOCUMENT }));
    }
}
