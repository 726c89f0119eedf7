//! The character maps of the collection Adobe-GB1 as `build/gb1.rs` lays them out: codes to CIDs for the interpreter, CIDs to
//! text for us.
//!
//! The interpreter would read the map from CIDs to text anew for each font. It is given one instead that tells each
//! CID as itself, behind a character that no text has; what the CID means is looked up here.

use std::sync::Arc;

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_cmap::{BfString, CMapName, load_embedded};

/// Stands before a CID that is told as a character: a noncharacter, "guaranteed never to be a character" (Unicode 16, 23.7).
const BEFORE_CID: char = '\u{FFFF}';

/// The map that tells each CID as itself.
const CIDS: &[u8] =
    b"/Registry(Adobe)/Ordering(GB1)/Supplement 6\nbeginbfrange\n<0000><ffff><ffff0000>\nendbfrange\n";

/// What the CIDs mean, one behind the other.
const TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/gb1.txt"));

/// Where the text of each CID ends, as numbers of four bytes.
const ENDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gb1.ends"));

/// A CMap that was laid out.
macro_rules! laid_out {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// The settings that the interpreter reads pages by.
pub(in crate::document::pdf) fn settings() -> InterpreterSettings {
    InterpreterSettings { cmap_resolver: Arc::new(resolve), ..InterpreterSettings::default() }
}

/// The CMap of a name, if it is one of those that a file need not bring along.
pub(super) fn resolve(name: CMapName<'_>) -> Option<&'static [u8]> {
    Some(match name {
        CMapName::AdobeGb1Ucs2 => CIDS,
        CMapName::GbEucH => laid_out!("GB-EUC-H"),
        CMapName::GbEucV => laid_out!("GB-EUC-V"),
        CMapName::GbpcEucH => laid_out!("GBpc-EUC-H"),
        CMapName::GbpcEucV => laid_out!("GBpc-EUC-V"),
        CMapName::GbkEucH => laid_out!("GBK-EUC-H"),
        CMapName::GbkEucV => laid_out!("GBK-EUC-V"),
        CMapName::GbkpEucH => laid_out!("GBKp-EUC-H"),
        CMapName::GbkpEucV => laid_out!("GBKp-EUC-V"),
        CMapName::Gbk2kH => laid_out!("GBK2K-H"),
        CMapName::Gbk2kV => laid_out!("GBK2K-V"),
        CMapName::UniGbUcs2H => laid_out!("UniGB-UCS2-H"),
        CMapName::UniGbUcs2V => laid_out!("UniGB-UCS2-V"),
        CMapName::UniGbUtf16H => laid_out!("UniGB-UTF16-H"),
        CMapName::UniGbUtf16V => laid_out!("UniGB-UTF16-V"),
        other => return load_embedded(other),
    })
}

/// What the interpreter tells of a glyph, a CID that is told as itself replaced by its text.
pub(super) fn told(text: BfString) -> Option<BfString> {
    let BfString::String(said) = &text else { return Some(text) };
    match said.strip_prefix(BEFORE_CID) {
        Some(cid) => cid.chars().next().and_then(|cid| character(u32::from(cid))),
        None => Some(text),
    }
}

/// The text of a CID.
fn character(cid: u32) -> Option<BfString> {
    let (ends, _) = ENDS.as_chunks::<4>();
    let end = |index: usize| ends.get(index).map(|&end| u32::from_le_bytes(end) as usize);
    let index = cid as usize;
    let begin = index.checked_sub(1).map_or(Some(0), end)?;
    let text = TEXTS.get(begin..end(index)?)?;
    let mut characters = text.chars();
    let first = characters.next()?;
    Some(if characters.next().is_none() { BfString::Char(first) } else { BfString::String(text.to_string()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::hayro_cmap::CMap;

    /// All codes that a map can have: of one byte, of two, and of four as GB 18030 and UTF-16 form them.
    fn codes() -> impl Iterator<Item = (u32, u8)> {
        let short = (0..=0xFF).map(|code| (code, 1)).chain((0..=0xFFFF).map(|code| (code, 2)));
        let halves = (0x81..=0xFE).flat_map(|high| (0x30..=0x39).map(move |low| high << 8 | low));
        let long =
            halves.clone().flat_map(move |lead| halves.clone().map(move |tail| (lead << 16 | tail, 4)));
        let pairs =
            (0xD800..=0xDBFF).flat_map(|lead| (0xDC00..=0xDFFF).map(move |tail| (lead << 16 | tail, 4)));
        short.chain(long).chain(pairs)
    }

    fn parsed(name: &str, from: fn(CMapName<'_>) -> Option<&'static [u8]>) -> CMap {
        CMap::parse(from(CMapName::from_bytes(name.as_bytes())).unwrap(), from).unwrap()
    }

    #[test]
    fn every_map_says_what_the_one_of_the_interpreter_says() {
        for encoding in ["GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "UniGB-UCS2", "UniGB-UTF16"] {
            for name in [format!("{encoding}-H"), format!("{encoding}-V")] {
                let (ours, theirs) = (parsed(&name, resolve), parsed(&name, load_embedded));
                let (own, known) = (ours.metadata(), theirs.metadata());
                assert_eq!(own.character_collection, known.character_collection, "{name}");
                assert_eq!(own.writing_mode, known.writing_mode, "{name}");
                for (code, bytes) in codes() {
                    let (our, their) =
                        (ours.lookup_cid_code(code, bytes), theirs.lookup_cid_code(code, bytes));
                    assert_eq!(our, their, "{name} {code:x}");
                }
            }
        }
    }

    #[test]
    fn every_cid_means_what_it_means_to_the_interpreter() {
        let (ours, theirs) = (parsed("Adobe-GB1-UCS2", resolve), parsed("Adobe-GB1-UCS2", load_embedded));
        for cid in 0..=0xFFFF {
            assert_eq!(ours.lookup_bf_string(cid).and_then(told), theirs.lookup_bf_string(cid), "{cid}");
        }
        // "8" and "政" as the glyphs of the collection are numbered (Adobe Technical Note 5079).
        assert_eq!(character(25), Some(BfString::Char('8')));
        assert_eq!(told(BfString::Char('政')), Some(BfString::Char('政')));
        assert_eq!(told(BfString::String("ﬁ 8".to_string())), Some(BfString::String("ﬁ 8".to_string())));
    }
}
