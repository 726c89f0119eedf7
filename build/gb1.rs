//! Lays out the character maps of the collection Adobe-GB1, so that reading a PDF begins with them and not with unpacking them.
//!
//! The interpreter carries the maps of all four collections in one packed file, which takes longer to unpack (4 ms) than most
//! reports take to read. What it knows of this collection is written out here as plain CMaps (Adobe Technical Note 5014), which it reads in a
//! fifth of that, and as a table from CIDs to text, which needs no reading at all.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use hayro_cmap::{BfString, CMap, CMapName, load_embedded};

/// The encodings of the collection; each has a map for horizontal and one for vertical writing (ISO 32000-1, table 118).
const ENCODINGS: [(&str, Option<Long>); 7] = [
    ("GB-EUC", None),
    ("GBpc-EUC", None),
    ("GBK-EUC", None),
    ("GBKp-EUC", None),
    ("GBK2K", Some(Long::Gb18030)),
    ("UniGB-UCS2", None),
    ("UniGB-UTF16", Some(Long::Utf16)),
];

/// Codes of four bytes, where the collection has characters for any.
#[derive(Clone, Copy)]
enum Long {
    Gb18030,
    Utf16,
}

impl Long {
    fn codes(self) -> Box<dyn Iterator<Item = u32>> {
        let half = |high: u32| (0x30..=0x39).map(move |low| high << 8 | low);
        match self {
            Long::Gb18030 => Box::new(
                (0x81..=0x82)
                    .chain(0x95..=0x99)
                    .flat_map(half)
                    .flat_map(move |lead| (0x81..=0xFE).flat_map(half).map(move |tail| lead << 16 | tail)),
            ),
            Long::Utf16 => Box::new(
                (0xD840..=0xD87F).flat_map(|lead| (0xDC00..=0xDFFF).map(move |tail| lead << 16 | tail)),
            ),
        }
    }
}

/// A stretch of codes of so many bytes, and the CID of the first of them.
struct Stretch {
    bytes: u8,
    first: u32,
    last: u32,
    cid: u32,
}

/// Writes all files into a folder: `ENCODING-H` and `ENCODING-V`, and `gb1.txt` with `gb1.ends`.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    for (encoding, long) in ENCODINGS {
        let (level, upright) = (format!("{encoding}-H"), format!("{encoding}-V"));
        let (across, down) = (parsed(&level)?, parsed(&upright)?);
        let every = stretches(long, |code, bytes| across.lookup_cid_code(code, bytes));
        let others = stretches(long, |code, bytes| {
            let cid = down.lookup_cid_code(code, bytes);
            cid.filter(|_| across.lookup_cid_code(code, bytes) != cid)
        });
        fs::write(out.join(&level), cmap(&across, "", &every)?)?;
        fs::write(out.join(&upright), cmap(&down, &format!("/{level} usecmap\n/WMode 1 def\n"), &others)?)?;
    }
    texts(out)
}

fn parsed(name: &str) -> Result<CMap, String> {
    let bytes = load_embedded(CMapName::from_bytes(name.as_bytes()));
    bytes
        .and_then(|bytes| CMap::parse(bytes, load_embedded))
        .ok_or_else(|| format!("there is no CMap {name}"))
}

fn stretches(long: Option<Long>, cid_of: impl Fn(u32, u8) -> Option<u32>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut add = |code: u32, bytes: u8| {
        let Some(cid) = cid_of(code, bytes) else { return };
        match found.last_mut() {
            // A stretch must not run over the last byte.
            Some(last)
                if last.bytes == bytes
                    && last.last + 1 == code
                    && code & 0xFF != 0
                    && last.cid + (code - last.first) == cid =>
            {
                last.last = code;
            }
            _ => found.push(Stretch { bytes, first: code, last: code, cid }),
        }
    };
    (0..=0xFF).for_each(|code| add(code, 1));
    (0..=0xFFFF).for_each(|code| add(code, 2));
    if let Some(long) = long {
        long.codes().for_each(|code| add(code, 4));
    }
    found
}

fn cmap(map: &CMap, begin: &str, stretches: &[Stretch]) -> Result<String, Box<dyn Error>> {
    let known = map.metadata().character_collection.as_ref().ok_or("a CMap without a collection")?;
    let mut text =
        format!("{begin}/Registry(Adobe)/Ordering(GB1)/Supplement {}\nbegincidrange\n", known.supplement);
    for &Stretch { bytes, first, last, cid } in stretches {
        let digits = 2 * usize::from(bytes);
        writeln!(text, "<{first:0digits$x}><{last:0digits$x}>{cid}")?;
    }
    text.push_str("endcidrange\n");
    Ok(text)
}

/// What the CIDs mean, one behind the other, and where the text of each ends.
fn texts(out: &Path) -> Result<(), Box<dyn Error>> {
    let map = parsed("Adobe-GB1-UCS2")?;
    let (mut text, mut ends) = (String::new(), Vec::new());
    let last = (0..=0xFFFF).rev().find(|&cid| map.lookup_bf_string(cid).is_some()).unwrap_or(0);
    for cid in 0..=last {
        match map.lookup_bf_string(cid) {
            Some(BfString::Char(ch)) => text.push(ch),
            Some(BfString::String(more)) => text.push_str(&more),
            None => {}
        }
        ends.extend(u32::try_from(text.len())?.to_le_bytes());
    }
    fs::write(out.join("gb1.txt"), text)?;
    fs::write(out.join("gb1.ends"), ends)?;
    Ok(())
}
