//! Text that came apart: what a file unpacks to no longer fits the checksum that was stored with it, or a page names a piece of its
//! text that is not there.
//!
//! Both readers unpack the same bytes, so neither can see that a figure fell out of them or into another cell. Text that is stored
//! without a checksum may have come apart unseen.

use std::collections::{HashMap, HashSet};

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

/// How many bytes of one file are unpacked to be looked at; what lies beyond is taken to be whole.
const MAX_UNPACKED: u64 = 64 << 20;

/// The streams of a file that came apart, and those that have no checksum to tell it by.
pub(in crate::document::pdf) struct Torn {
    /// All streams that may hold text, with their lengths as they are stored.
    lengths: HashMap<ObjectIdentifier, usize>,
    torn: Streams,
    unchecked: HashSet<ObjectIdentifier>,
    /// A form or a bundle of objects has no checksum.
    unchecked_shared: bool,
    /// Pieces that stand twice among the content of pages, but for those that pages have around their own.
    doubled: HashSet<ObjectIdentifier>,
}

/// Streams without a checksum that are shorter than this hold no text: producers put brackets around pages with them.
const MIN_TEXT: usize = 16;

/// Streams, and those of them that are the content of a page.
#[derive(Default)]
struct Streams {
    all: HashSet<ObjectIdentifier>,
    of_pages: HashSet<ObjectIdentifier>,
}

impl Streams {
    /// Whether one of them is among the content of a page.
    fn hold(&mut self, content: &[ObjectIdentifier]) -> bool {
        let own = self.of_pages.len();
        let held = content.iter().filter(|id| self.all.contains(id));
        let before: Vec<ObjectIdentifier> = held.copied().collect();
        self.of_pages.extend(before.iter().copied());
        own < self.of_pages.len() || !before.is_empty()
    }

    fn are_shared(&self) -> bool {
        self.all.len() > self.of_pages.len()
    }
}

/// What the checksum of a stream says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Whole,
    Torn,
    Unchecked,
}

impl Torn {
    /// Looks through a file. Pictures and the shapes of letters are left out: no figure is read from them.
    pub(in crate::document::pdf) fn new(pdf: &Pdf) -> Torn {
        let mut unpacker = Unpacker::new(MAX_UNPACKED);
        let (mut torn, mut unchecked) = (Streams::default(), HashSet::new());
        let (mut lengths, mut unchecked_shared) = (HashMap::new(), false);
        for object in pdf.objects() {
            if let Object::Stream(stream) = object
                && is_text(stream.dict())
            {
                let length = stream.raw_data().len();
                lengths.insert(stream.obj_id(), length);
                match verdict(&stream, &mut unpacker) {
                    Verdict::Torn => torn.all.insert(stream.obj_id()),
                    Verdict::Unchecked if length >= MIN_TEXT => {
                        unchecked_shared |= is_bundle(stream.dict());
                        unchecked.insert(stream.obj_id())
                    }
                    Verdict::Unchecked | Verdict::Whole => false,
                };
            }
        }
        let is_text = |piece: &ObjectIdentifier| lengths.get(piece).is_some_and(|&length| length >= MIN_TEXT);
        let doubled = doubled(pdf).into_iter().filter(is_text).collect();
        Torn { lengths, torn, unchecked, unchecked_shared, doubled }
    }

    /// Whether the content of a page came apart, or a piece of it is not there.
    pub(in crate::document::pdf) fn is_page(&mut self, page: &Page<'_>) -> bool {
        let content = Content::of(page);
        let lost = content.damaged || content.pieces.iter().any(|piece| !self.lengths.contains_key(piece));
        lost || !self.torn.all.is_empty() && self.torn.hold(&content.pieces)
    }

    /// Whether nothing tells if the content of a page came apart: a piece of it has no checksum, or stands there or on another page
    /// as well, as it does where the name of one piece was taken for that of another.
    pub(in crate::document::pdf) fn is_unchecked(&self, page: &Page<'_>) -> bool {
        let in_doubt = |piece| self.unchecked.contains(piece) || self.doubled.contains(piece);
        Content::of(page).pieces.iter().any(in_doubt)
    }

    /// Whether something came apart that any page may use: a form, a map of characters, a bundle of objects.
    pub(in crate::document::pdf) fn is_shared(&self) -> bool {
        self.torn.are_shared()
    }

    /// Whether a form or a bundle of objects, which any page may use, has no checksum. A map of characters may have none: if it gives one
    /// figure for two codes, the second reader sees that.
    pub(in crate::document::pdf) fn is_shared_unchecked(&self) -> bool {
        self.unchecked_shared
    }
}

/// Pieces that stand twice among the content of one page, or of two. What pages have before or behind all else may be one for all
/// of them: a ground, a running header.
fn doubled(pdf: &Pdf) -> HashSet<ObjectIdentifier> {
    let (mut last, mut inside, mut doubled) = (HashMap::new(), HashSet::new(), HashSet::new());
    for (number, page) in pdf.pages().iter().enumerate() {
        let pieces = Content::of(page).pieces;
        for (at, &piece) in pieces.iter().enumerate() {
            if at > 0 && at + 1 < pieces.len() {
                inside.insert(piece);
            }
            match last.insert(piece, number) {
                Some(before) if before == number || inside.contains(&piece) => doubled.insert(piece),
                _ => false,
            };
        }
    }
    doubled
}

/// The streams that are the content of a page.
struct Content {
    pieces: Vec<ObjectIdentifier>,
    /// Something else stands among their names.
    damaged: bool,
}

impl Content {
    fn of(page: &Page<'_>) -> Content {
        let Some(many) = page.raw().get::<Array<'_>>(keys::CONTENTS) else {
            let one = page.raw().get_ref(keys::CONTENTS);
            return Content { pieces: one.into_iter().map(ObjectIdentifier::from).collect(), damaged: false };
        };
        // What cannot be read at all ends the list, and its names are counted as they are printed.
        let named = memchr::memchr_iter(b'R', many.data()).count();
        let items: Vec<Option<ObjectIdentifier>> =
            many.raw_iter().map(|item| item.as_obj_ref().map(ObjectIdentifier::from)).collect();
        let pieces: Vec<ObjectIdentifier> = items.iter().copied().flatten().collect();
        let damaged = pieces.len() < items.len().max(named);
        Content { pieces, damaged }
    }
}

/// Whether a stream is a form or a bundle of objects.
fn is_bundle(dict: &Dict<'_>) -> bool {
    let is = |key: &[u8], kind: &str| dict.get::<Name<'_>>(key).is_some_and(|name| name.as_str() == kind);
    is(keys::SUBTYPE, "Form") || is(keys::TYPE, "ObjStm")
}

/// Whether a stream is neither a picture nor the shapes of letters nor a description of the file: what figures are read from.
fn is_text(dict: &Dict<'_>) -> bool {
    let name = |key: &[u8]| dict.get::<Name<'_>>(key);
    let subtype = name(keys::SUBTYPE);
    let subtype = subtype.as_ref().map(|name| name.as_str());
    let is_shape = dict.contains_key(b"Length1".as_slice())
        || matches!(subtype, Some("Type1C" | "CIDFontType0C" | "OpenType"));
    let is_other = name(keys::TYPE).is_some_and(|kind| matches!(kind.as_str(), "Metadata" | "XRef"))
        || dict.contains_key(b"FunctionType".as_slice())
        || dict.contains_key(b"ShadingType".as_slice())
        || dict.contains_key(b"N".as_slice()) && dict.contains_key(b"Alternate".as_slice());
    !is_shape && !is_other && subtype != Some("Image")
}

fn verdict(stream: &Stream<'_>, unpacker: &mut Unpacker) -> Verdict {
    let dict = stream.dict();
    let own = |name: &Name<'_>| name.as_str() != "Crypt";
    let mut filters: Vec<Name<'_>> = dict.get::<Name<'_>>(keys::FILTER).into_iter().collect();
    let many = dict.get::<Array<'_>>(keys::FILTER);
    filters.extend(many.iter().flat_map(|array| array.iter::<Name<'_>>()).filter(own));
    let names: Vec<&str> = filters.iter().map(|name| name.as_str()).collect();
    let raw = stream.raw_data();
    match names.as_slice() {
        ["FlateDecode" | "Fl", ..] => unpacker.zlib(&raw),
        ["ASCII85Decode" | "A85", "FlateDecode" | "Fl", ..] => {
            from_base85(&raw).map_or(Verdict::Torn, |packed| unpacker.zlib(&packed))
        }
        _ => Verdict::Unchecked,
    }
}

/// Undoes ASCII base 85; nothing if a character stands in it that is none of it.
fn from_base85(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    let (mut group, mut count) = (0_u32, 0_usize);
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0) {
        match byte {
            b'~' => break,
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.checked_mul(85)?.checked_add(u32::from(byte - b'!'))?;
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => return None,
        }
    }
    for _ in count..5 {
        if count > 0 {
            group = group.checked_mul(85)?.checked_add(84)?;
        }
    }
    bytes.extend(group.to_be_bytes().iter().take(count.saturating_sub(1)));
    Some(bytes)
}

/// Unpacks one stream after the other, to see whether it can be done.
struct Unpacker {
    inflate: Decompress,
    piece: Vec<u8>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Unpacker {
    fn new(most: u64) -> Unpacker {
        Unpacker { inflate: Decompress::new(false), piece: vec![0; 1 << 14], left: most }
    }

    /// Whether packed bytes break off, have no sense, or unpack to something else than what was packed. Some producers leave out
    /// the checksum.
    fn zlib(&mut self, packed: &[u8]) -> Verdict {
        let Some((&[method, flags], body)) = packed.split_first_chunk::<2>() else {
            return Verdict::Unchecked;
        };
        if method & 0x0f != 8
            || !(u16::from(method) << 8 | u16::from(flags)).is_multiple_of(31)
            || flags & 0x20 != 0
        {
            return Verdict::Unchecked;
        }
        let Unpacker { inflate, piece, left } = self;
        inflate.reset(false);
        let mut checksum = Adler::default();
        let rest =
            |read: u64| usize::try_from(read).ok().and_then(|read| body.get(read..)).unwrap_or_default();
        loop {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let Ok(status) = inflate.decompress(rest(read), piece, FlushDecompress::None) else {
                return Verdict::Torn;
            };
            let new = inflate.total_out() - written;
            checksum.add(usize::try_from(new).ok().and_then(|new| piece.get(..new)).unwrap_or_default());
            *left = left.saturating_sub(new);
            if status == Status::StreamEnd {
                break;
            }
            if *left == 0 {
                return Verdict::Unchecked;
            }
            if new == 0 && inflate.total_in() == read {
                return Verdict::Torn;
            }
        }
        match rest(inflate.total_in()).first_chunk::<4>() {
            Some(stored) if u32::from_be_bytes(*stored) == checksum.value() => Verdict::Whole,
            Some(_) => Verdict::Torn,
            None => Verdict::Unchecked,
        }
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

    fn verdict(bytes: &[u8]) -> Verdict {
        let mut unpacker = Unpacker::new(MAX_UNPACKED);
        let first = unpacker.zlib(bytes);
        assert_eq!(unpacker.zlib(bytes), first, "what was unpacked before makes no difference");
        first
    }

    #[test]
    fn every_changed_byte_is_seen_and_a_missing_checksum_is_none() {
        let text: Vec<u8> =
            (0..100_000_u32).flat_map(|number| (number * 7_919 % 977).to_string().into_bytes()).collect();
        let whole = packed(&text);
        assert_eq!(verdict(&whole), Verdict::Whole);
        assert_eq!(verdict(&[whole.as_slice(), b"\r\n"].concat()), Verdict::Whole);
        for kept in 1..=4 {
            let cut = verdict(&whole[..whole.len() - kept]);
            assert_eq!(cut, Verdict::Unchecked, "{kept} bytes of the checksum are gone");
        }
        assert_eq!(verdict(&whole[..whole.len() / 2]), Verdict::Torn);
        for at in (2..whole.len()).step_by(whole.len() / 50) {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert_eq!(verdict(&changed), Verdict::Torn, "byte {at}");
        }
        assert_eq!(verdict(b""), Verdict::Unchecked);
        assert_eq!(verdict(b"BT (7) Tj ET"), Verdict::Unchecked);
    }

    #[test]
    fn base85_is_undone() {
        assert_eq!(from_base85(b"87cURD]i,\"Ebo80~>").as_deref(), Some(b"Hello World!".as_slice()));
        assert_eq!(from_base85(b"87cUR D]i,\"\nEbo7~>").as_deref(), Some(b"Hello World".as_slice()));
        assert_eq!(from_base85(b"z87cUR").as_deref(), Some(b"\0\0\0\0Hell".as_slice()));
        assert_eq!(from_base85(b"87cU\x7f~>"), None);
    }
}
