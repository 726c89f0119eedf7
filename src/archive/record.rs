//! WARC 1.1 records, each packed as a gzip member of its own, ready to be appended to an archive.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use data_encoding::BASE32;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::moment::rfc3339;

/// Gzip's own head: deflate, no name, no time, unknown system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// How hard records are packed: the fast level leaves HTML a tenth larger than the usual one and takes a third of the time.
const LEVEL: Compression = Compression::new(2);

/// Why a response stands in the archive in part only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncated {
    /// It was longer than the limit.
    Length,
    /// It took longer than the limit.
    Time,
    /// The other side broke off.
    Disconnect,
}

impl Truncated {
    const fn as_str(self) -> &'static str {
        match self {
            Truncated::Length => "length",
            Truncated::Time => "time",
            Truncated::Disconnect => "disconnect",
        }
    }
}

/// An earlier response that this one repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    /// When it was fetched.
    pub fetched_at: String,
    /// Whether the server said so (304); otherwise the content was compared.
    pub server_said: bool,
}

/// One request and what came back, as it went over the wire.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The address that was asked for.
    pub target: &'a str,
    /// When the answer was complete.
    pub at: SystemTime,
    /// The address of the machine that answered; nothing behind a proxy.
    pub ip: Option<&'a str>,
    /// The request, head and body.
    pub request: &'a [u8],
    /// The response, head and body, with its transfer encodings as they came.
    pub response: &'a [u8],
    /// Length of the head of the response.
    pub head: usize,
    /// Whether the response is not all there.
    pub truncated: Option<Truncated>,
    /// The response that this one repeats, so that only its head is kept.
    pub repeats: Option<&'a Repeats>,
    /// What is worth knowing beside it (`name: value` lines).
    pub note: &'a str,
}

/// Packed records, and where among them the response begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Gzip members.
    pub bytes: Vec<u8>,
    /// Where the member of the response, or of the revisit, begins in `bytes`.
    pub response: usize,
    /// Length of that member.
    pub length: usize,
}

impl Exchange<'_> {
    /// Request, response or revisit, and a metadata record if there is a note.
    pub fn pack(&self) -> Packed {
        let date = rfc3339(self.at);
        let [request_id, response_id, note_id] = [(); 3].map(|()| record_id(self.target));
        let mut bytes = Vec::with_capacity(self.response.len() / 3 + 1024);
        let mut request = Head::new("request", &request_id, &date);
        request.add("WARC-Target-URI", self.target).add("WARC-Concurrent-To", &response_id);
        request.digests(self.request, after_head(self.request));
        request.add("Content-Type", "application/http;msgtype=request");
        request.pack(self.request, &mut bytes);
        let response = bytes.len();
        let (kind, block) = match self.repeats {
            Some(_) => ("revisit", self.response.get(..self.head).unwrap_or(self.response)),
            None => ("response", self.response),
        };
        let mut head = Head::new(kind, &response_id, &date);
        head.add("WARC-Target-URI", self.target);
        if let Some(ip) = self.ip {
            head.add("WARC-IP-Address", ip);
        }
        let payload = self.response.get(self.head..).unwrap_or_default();
        match self.repeats {
            Some(repeats) => {
                let profile =
                    if repeats.server_said { "server-not-modified" } else { "identical-payload-digest" };
                head.add("WARC-Profile", &format!("http://netpreserve.org/warc/1.1/revisit/{profile}"));
                head.add("WARC-Refers-To-Target-URI", self.target);
                head.add("WARC-Refers-To-Date", &repeats.fetched_at);
                head.add("WARC-Block-Digest", &sha256(block));
                if !repeats.server_said {
                    head.add("WARC-Payload-Digest", &sha1(payload));
                }
            }
            None => {
                head.digests(block, payload);
            }
        }
        if let Some(truncated) = self.truncated {
            head.add("WARC-Truncated", truncated.as_str());
        }
        head.add("Content-Type", "application/http;msgtype=response");
        head.pack(block, &mut bytes);
        let length = bytes.len() - response;
        if !self.note.is_empty() {
            let mut head = Head::new("metadata", &note_id, &date);
            head.add("WARC-Target-URI", self.target).add("WARC-Concurrent-To", &response_id);
            head.add("WARC-Block-Digest", &sha256(self.note.as_bytes()));
            head.add("Content-Type", "application/warc-fields");
            head.pack(self.note.as_bytes(), &mut bytes);
        }
        Packed { bytes, response, length }
    }
}

/// The record that every archive begins with.
pub fn warcinfo(file: &str, at: SystemTime) -> Vec<u8> {
    let block = format!(
        "software: nianbao/{}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
         robots: classic\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let mut head = Head::new("warcinfo", &record_id(file), &rfc3339(at));
    head.add("WARC-Filename", file).add("WARC-Block-Digest", &sha256(block.as_bytes()));
    head.add("Content-Type", "application/warc-fields");
    let mut bytes = Vec::new();
    head.pack(block.as_bytes(), &mut bytes);
    bytes
}

/// What stands after the empty line of a message.
fn after_head(message: &[u8]) -> &[u8] {
    memchr::memmem::find(message, b"\r\n\r\n").and_then(|at| message.get(at + 4..)).unwrap_or_default()
}

/// The head of a record.
struct Head(String);

impl Head {
    fn new(kind: &str, id: &str, date: &str) -> Head {
        let mut head = Head("WARC/1.1\r\n".to_string());
        head.add("WARC-Type", kind).add("WARC-Record-ID", id).add("WARC-Date", date);
        head
    }

    fn add(&mut self, name: &str, value: &str) -> &mut Head {
        // Writing into a string cannot fail.
        let _ = write!(self.0, "{name}: {value}\r\n");
        self
    }

    /// Both digests of a record that holds a whole message. Replay tools look payloads up by SHA-1; SHA-256 is for proof.
    fn digests(&mut self, block: &[u8], payload: &[u8]) -> &mut Head {
        self.add("WARC-Block-Digest", &sha256(block)).add("WARC-Payload-Digest", &sha1(payload))
    }

    fn pack(mut self, block: &[u8], to: &mut Vec<u8>) {
        self.add("Content-Length", &block.len().to_string());
        self.0.push_str("\r\n");
        gzip(&[self.0.as_bytes(), block, b"\r\n\r\n"], to);
    }
}

fn sha1(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32.encode(&Sha1::digest(bytes)))
}

fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", BASE32.encode(&Sha256::digest(bytes)))
}

/// A name for a record that no other has: from the moment, a counter, the process and the address.
fn record_id(target: &str) -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let mut digest = Sha256::new();
    digest.update(now.to_be_bytes());
    digest.update(COUNTER.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    digest.update(std::process::id().to_be_bytes());
    digest.update(target.as_bytes());
    let mut id = [0; 16];
    id.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    // A UUID whose bits follow a rule of our own (version 8).
    let bits = u128::from_be_bytes(id) & !(0xf000 << 64 | 0xc000 << 48) | 0x8000 << 64 | 0x8000 << 48;
    let digits = format!("{bits:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let [a, b, c, d, e] = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)];
    format!("<urn:uuid:{a}-{b}-{c}-{d}-{e}>")
}

thread_local! {
    // What a packer needs is large to make and can be used again.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(LEVEL, false));
}

/// Appends pieces as one gzip member.
fn gzip(pieces: &[&[u8]], to: &mut Vec<u8>) {
    to.extend_from_slice(&GZIP_HEAD);
    let mut crc = Crc::new();
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        for piece in pieces {
            crc.update(piece);
            deflate(packer, piece, FlushCompress::None, to);
        }
        deflate(packer, &[], FlushCompress::Finish, to);
    });
    to.extend_from_slice(&crc.sum().to_le_bytes());
    to.extend_from_slice(&crc.amount().to_le_bytes());
}

fn deflate(packer: &mut Compress, mut piece: &[u8], flush: FlushCompress, to: &mut Vec<u8>) {
    loop {
        to.reserve(piece.len() / 2 + 64);
        let before = packer.total_in();
        // Only a packer that was used wrongly fails.
        let status = packer.compress_vec(piece, to, flush).unwrap_or(Status::StreamEnd);
        piece = piece.get((packer.total_in() - before) as usize..).unwrap_or_default();
        let more = match flush {
            FlushCompress::Finish => status != Status::StreamEnd,
            _ => !piece.is_empty(),
        };
        if !more {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn exchange<'a>(response: &'a [u8], repeats: Option<&'a Repeats>) -> Exchange<'a> {
        Exchange {
            target: "http://a.gov.cn/1",
            at: SystemTime::UNIX_EPOCH,
            ip: Some("192.0.2.7"),
            request: b"GET /1 HTTP/1.1\r\nHost: a.gov.cn\r\n\r\n",
            response,
            head: response.len().min(19),
            truncated: None,
            repeats,
            note: "",
        }
    }

    fn unpacked(bytes: &[u8]) -> String {
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn the_digests_are_those_of_block_and_payload() {
        let packed = exchange(b"HTTP/1.1 200 OK\r\n\r\nabc", None).pack();
        let text = unpacked(&packed.bytes[packed.response..][..packed.length]);
        // From `printf abc | sha1sum` and `printf 'HTTP/1.1 200 OK\r\n\r\nabc' | sha256sum`, in base 32.
        assert!(text.contains("WARC-Payload-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n"), "{text}");
        assert!(text.contains("Content-Length: 22\r\n\r\nHTTP/1.1 200 OK\r\n\r\nabc\r\n\r\n"), "{text}");
        assert!(unpacked(&packed.bytes).starts_with("WARC/1.1\r\nWARC-Type: request\r\n"));
    }

    #[test]
    fn a_revisit_keeps_the_head_and_says_what_it_repeats() {
        let repeats = Repeats { fetched_at: "2024-01-01T00:00:00Z".to_string(), server_said: true };
        let packed = exchange(b"HTTP/1.1 304 No\r\n\r\n", Some(&repeats)).pack();
        let text = unpacked(&packed.bytes[packed.response..][..packed.length]);
        assert!(text.contains("revisit/server-not-modified\r\n"), "{text}");
        assert!(text.contains("WARC-Refers-To-Date: 2024-01-01T00:00:00Z\r\n"), "{text}");
    }

    #[test]
    fn records_have_names_of_their_own() {
        let ids: std::collections::BTreeSet<String> = (0..1000).map(|_| record_id("x")).collect();
        assert_eq!(ids.len(), 1000);
        let id = ids.first().unwrap();
        assert_eq!((id.len(), id.get(24..25), id.get(..10)), (47, Some("8"), Some("<urn:uuid:")), "{id}");
    }

    #[test]
    fn large_blocks_are_packed_whole() {
        let body: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut response = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        response.extend_from_slice(&body);
        let packed = exchange(&response, None).pack();
        let mut all = Vec::new();
        flate2::read::MultiGzDecoder::new(&packed.bytes[packed.response..]).read_to_end(&mut all).unwrap();
        assert!(all.windows(body.len()).next_back().is_some() && all.ends_with(b"\r\n\r\n"));
        assert_eq!(&all[all.len() - 4 - body.len()..all.len() - 4], &body[..]);
    }
}
