//! Compressed text that came apart: what a file unpacks to no longer fits the checksum that was stored with it.
//!
//! Both readers unpack the same bytes, so neither can see that a figure fell out of them or into another cell.

use std::collections::HashSet;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

/// How many bytes of one file are unpacked to be looked at; what lies beyond is taken to be whole.
const MAX_UNPACKED: u64 = 64 << 20;

/// The streams of a file that came apart.
pub(super) struct Torn {
    streams: HashSet<ObjectIdentifier>,
    /// Those of them that are the content of a page.
    of_pages: HashSet<ObjectIdentifier>,
}

impl Torn {
    /// Looks through a file. Pictures and the shapes of letters are left out: no figure is read from them.
    pub(super) fn new(pdf: &Pdf) -> Torn {
        let mut look = Look::default();
        let mut streams = HashSet::new();
        for object in pdf.objects() {
            if let Object::Stream(stream) = object
                && is_text(&stream)
                && look.is_torn(&stream.raw_data())
            {
                streams.insert(stream.obj_id());
            }
        }
        Torn { streams, of_pages: HashSet::new() }
    }

    /// Whether the content of a page came apart.
    pub(super) fn is_page(&mut self, page: &Page<'_>) -> bool {
        if self.streams.is_empty() {
            return false;
        }
        let one = page.raw().get::<Stream<'_>>(keys::CONTENTS);
        let many = page.raw().get::<Array<'_>>(keys::CONTENTS);
        let many = many.iter().flat_map(|array| array.iter::<Stream<'_>>());
        let ids = one.into_iter().chain(many).map(|stream| stream.obj_id());
        let torn: Vec<ObjectIdentifier> = ids.filter(|id| self.streams.contains(id)).collect();
        self.of_pages.extend(torn.iter().copied());
        !torn.is_empty()
    }

    /// Whether something came apart that any page may use: a form, a map of characters, a bundle of objects.
    pub(super) fn is_shared(&self) -> bool {
        self.streams.len() > self.of_pages.len()
    }
}

/// Whether a stream is packed first of all with zlib, and is neither a picture nor the shapes of letters.
fn is_text(stream: &Stream<'_>) -> bool {
    let dict: &Dict<'_> = stream.dict();
    let of_many =
        || dict.get::<Array<'_>>(keys::FILTER)?.iter::<Name<'_>>().find(|name| name.as_str() != "Crypt");
    let filter = dict.get::<Name<'_>>(keys::FILTER).or_else(of_many);
    let is_packed = filter.is_some_and(|filter| matches!(filter.as_str(), "FlateDecode" | "Fl"));
    let kind = dict.get::<Name<'_>>(keys::SUBTYPE);
    let kind = kind.as_ref().map(|name| name.as_str());
    let is_shape = dict.contains_key(b"Length1".as_slice())
        || matches!(kind, Some("Type1C" | "CIDFontType0C" | "OpenType"));
    is_packed && !is_shape && kind != Some("Image")
}

/// Looks at packed bytes, with what it unpacks them by: that is larger than most of them.
struct Look {
    inflate: Decompress,
    piece: Vec<u8>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Default for Look {
    fn default() -> Look {
        Look { inflate: Decompress::new(false), piece: vec![0; 1 << 15], left: MAX_UNPACKED }
    }
}

impl Look {
    /// Whether packed bytes break off, have no sense, or unpack to something else than what was packed. A checksum that is
    /// not there or not whole says nothing: some producers leave it out.
    fn is_torn(&mut self, packed: &[u8]) -> bool {
        let Some((&[method, flags], body)) = packed.split_first_chunk::<2>() else { return false };
        if method & 0x0f != 8
            || !(u16::from(method) << 8 | u16::from(flags)).is_multiple_of(31)
            || flags & 0x20 != 0
        {
            return false;
        }
        let Look { inflate, piece, left } = self;
        inflate.reset(false);
        let mut checksum = Adler::default();
        loop {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let rest = usize::try_from(read).ok().and_then(|read| body.get(read..)).unwrap_or_default();
            let Ok(status) = inflate.decompress(rest, piece, FlushDecompress::None) else { return true };
            let new = inflate.total_out() - written;
            checksum.add(usize::try_from(new).ok().and_then(|new| piece.get(..new)).unwrap_or_default());
            *left = left.saturating_sub(new);
            if status == Status::StreamEnd {
                break;
            }
            if *left == 0 {
                return false;
            }
            if new == 0 && inflate.total_in() == read {
                return true;
            }
        }
        let rest =
            usize::try_from(inflate.total_in()).ok().and_then(|read| body.get(read..)).unwrap_or_default();
        rest.first_chunk::<4>().is_some_and(|stored| u32::from_be_bytes(*stored) != checksum.value())
    }
}

/// Adler-32, which zlib ends with.
struct Adler {
    sum: u32,
    sums: u32,
}

impl Default for Adler {
    fn default() -> Adler {
        Adler { sum: 1, sums: 0 }
    }
}

impl Adler {
    fn add(&mut self, bytes: &[u8]) {
        const MODULUS: u32 = 65_521;
        // So many bytes can be added before a sum may overflow.
        for bytes in bytes.chunks(5_552) {
            for byte in bytes {
                self.sum += u32::from(*byte);
                self.sums += self.sum;
            }
            self.sum %= MODULUS;
            self.sums %= MODULUS;
        }
    }

    fn value(&self) -> u32 {
        self.sums << 16 | self.sum
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn torn(bytes: &[u8]) -> bool {
        Look::default().is_torn(bytes)
    }

    #[test]
    fn what_was_looked_at_before_makes_no_difference() {
        let (first, second) = (packed(&b"one and ".repeat(9_000)), packed(b"the other"));
        let cut = first.get(..first.len() / 2).unwrap();
        let mut look = Look::default();
        for _ in 0..2 {
            assert!(!look.is_torn(&first) && look.is_torn(cut) && !look.is_torn(&second));
            assert!(look.is_torn(b"\x78\x9c\xff\xff\xff\xff"));
        }
    }

    #[test]
    fn every_changed_byte_is_seen_and_a_missing_checksum_is_none() {
        let text: Vec<u8> =
            (0..100_000_u32).flat_map(|number| (number * 7_919 % 977).to_string().into_bytes()).collect();
        let whole = packed(&text);
        assert!(!torn(&whole));
        assert!(!torn(&[whole.as_slice(), b"\r\n"].concat()));
        for kept in 1..=4 {
            assert!(!torn(&whole[..whole.len() - kept]), "{kept} bytes of the checksum are gone");
        }
        assert!(torn(&whole[..whole.len() / 2]));
        for at in (2..whole.len()).step_by(whole.len() / 50) {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert!(torn(&changed), "byte {at}");
        }
        assert!(!torn(b""));
        assert!(!torn(b"BT (7) Tj ET"));
    }
}
