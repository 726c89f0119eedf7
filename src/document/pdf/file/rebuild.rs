//! Files that end before the list of their objects: what stands packed in them is unpacked, so that it can be found.
//!
//! The interpreter finds the objects of a damaged file by searching its bytes. Those that are packed several in a stream it knows only by
//! the list at the end.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// The most streams that are looked at, objects that one may hold, and bytes that all may have.
const MAX_STREAMS: usize = 4_096;
const MAX_OBJECTS: usize = 10_000;
const MAX_BYTES: u64 = 64 << 20;

/// A file with its packed objects written out behind it; nothing if there are none, or if they are encrypted.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let mut file = bytes.to_vec();
    file.extend_from_slice(b"\nendobj\n");
    let (mut root, mut left) = (None, MAX_BYTES);
    for at in memmem::find_iter(bytes, b"/ObjStm").take(MAX_STREAMS) {
        let Some(packed) = Packed::around(bytes, at, &mut left) else { continue };
        for (number, object) in packed.objects() {
            if is_catalog(object) {
                root = Some(number);
            }
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
    }
    let root = root?;
    file.extend_from_slice(format!("trailer\n<< /Root {root} 0 R >>\nstartxref\n0\n%%EOF\n").as_bytes());
    Some(file)
}

/// Whether an object is the root of a file.
fn is_catalog(object: &[u8]) -> bool {
    let Some(at) = memmem::find(object, b"/Catalog") else { return false };
    object.get(..at).is_some_and(|before| before.trim_ascii_end().ends_with(b"/Type"))
}

/// A stream of objects: how many there are, where the first begins, and all of it unpacked.
struct Packed {
    count: usize,
    first: usize,
    content: Vec<u8>,
}

impl Packed {
    /// The stream in whose dictionary a place lies.
    fn around(bytes: &[u8], at: usize, left: &mut u64) -> Option<Packed> {
        let start = memmem::rfind(bytes.get(..at)?, b" obj")?;
        let dict = bytes.get(start..)?;
        let end = memmem::find(dict, b"stream")?;
        let (dict, rest) = (dict.get(..end)?, dict.get(end + b"stream".len()..)?);
        let content = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
        let content = content.get(..memmem::find(content, b"endstream")?)?;
        let mut unpacked = Vec::new();
        if memmem::find(dict, b"/FlateDecode").is_some() {
            // What is unpacked before the stream breaks off is kept.
            let _ = ZlibDecoder::new(content).take(*left).read_to_end(&mut unpacked);
        } else if memmem::find(dict, b"/Filter").is_none() {
            unpacked.extend_from_slice(content);
        }
        *left = left.saturating_sub(unpacked.len() as u64);
        let (count, first) = (entry(dict, b"/N")?, entry(dict, b"/First")?);
        Some(Packed { count: count.min(MAX_OBJECTS), first, content: unpacked })
    }

    /// The objects and their numbers.
    fn objects(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let head = self.content.get(..self.first).unwrap_or_default();
        let numbers: Vec<usize> =
            head.split(u8::is_ascii_whitespace).filter_map(number).take(2 * self.count).collect();
        let (pairs, _) = numbers.as_chunks::<2>();
        let starts: Vec<(usize, usize)> =
            pairs.iter().filter_map(|[own, at]| Some((*own, at.checked_add(self.first)?))).collect();
        let ends: Vec<usize> = starts.iter().skip(1).map(|(_, at)| *at).chain([self.content.len()]).collect();
        let object = |((own, at), end): ((usize, usize), usize)| Some((own, self.content.get(at..end)?));
        starts.into_iter().zip(ends).filter_map(object)
    }
}

/// The number that stands behind a key.
fn entry(dict: &[u8], key: &[u8]) -> Option<usize> {
    memmem::find_iter(dict, key).find_map(|at| {
        let rest = dict.get(at + key.len()..)?.trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        number(rest.get(..digits)?)
    })
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_objects_are_written_out() {
        let file = b"%PDF-1.5\n9 0 obj\n<< /Type /ObjStm /N 2 /First 9 >>\nstream\n4 0 5 35 << /Type /Catalog /Pages 5 0 R >> << /Type /Pages >>\nendstream\nendobj\n7 0 ob";
        let text = String::from_utf8(unpacked(file).unwrap()).unwrap();
        assert!(text.contains("\n4 0 obj\n<< /Type /Catalog /Pages 5 0 R"), "{text}");
        assert!(text.contains("\n5 0 obj\n") && text.contains("trailer\n<< /Root 4 0 R >>"), "{text}");
    }

    #[test]
    fn nonsense_is_left_alone() {
        assert!(unpacked(b"/ObjStm").is_none());
        assert!(
            unpacked(b"1 0 obj <</Type/ObjStm/N 99999999/First 99999999>>stream\n1 0\nendstream").is_none()
        );
        assert!(unpacked(b"1 0 obj <</Type/ObjStm/N 1/First 4>>stream\n1 99999 \nendstream").is_none());
    }
}
