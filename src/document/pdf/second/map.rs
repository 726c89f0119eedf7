//! `/ToUnicode`: the map from codes to characters that a font carries, parsed here from its bytes.

use std::collections::HashMap;

use compact_str::CompactString;
use foldhash::fast::RandomState;

/// The most codes one map may name; a font has 65,536 characters.
const MAX_CODES: usize = 70_000;

/// From codes to text.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    texts: HashMap<u32, CompactString, RandomState>,
}

/// A word of the map.
#[derive(Debug, PartialEq)]
enum Word {
    /// `<0031>`: its value and its bytes.
    Hex(u32, Vec<u8>),
    Open,
    Close,
    Other(Vec<u8>),
}

impl ToUnicode {
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(CompactString::as_str)
    }

    pub(super) fn parse(bytes: &[u8]) -> ToUnicode {
        let mut map = ToUnicode::default();
        let mut words = Words { rest: bytes };
        while let Some(word) = words.next() {
            match word {
                Word::Other(name) if name == b"beginbfchar" => map.characters(&mut words),
                Word::Other(name) if name == b"beginbfrange" => map.ranges(&mut words),
                _ => {}
            }
            if map.texts.len() > MAX_CODES {
                break;
            }
        }
        map
    }

    fn characters(&mut self, words: &mut Words<'_>) {
        // What ends a block is the last word taken: another block may begin right behind it.
        while let Some(Word::Hex(code, _)) = words.next() {
            let Some(Word::Hex(_, text)) = words.next() else { return };
            self.insert(code, utf16(&text));
            if self.texts.len() > MAX_CODES {
                return;
            }
        }
    }

    fn ranges(&mut self, words: &mut Words<'_>) {
        while let Some(Word::Hex(first, _)) = words.next() {
            let (Some(Word::Hex(last, _)), Some(to)) = (words.next(), words.next()) else { return };
            // A range over more codes than two bytes have is nonsense.
            let codes = first..=last.min(first.saturating_add(0xFFFF));
            match to {
                Word::Hex(_, text) => {
                    let Some(text) = utf16(&text) else { continue };
                    let mut characters = text.chars();
                    let Some(end) = characters.next_back() else { continue };
                    let before = characters.as_str();
                    for (step, code) in (0..).zip(codes) {
                        let ch = (end as u32).checked_add(step).and_then(char::from_u32);
                        self.insert(code, ch.map(|ch| compact_str::format_compact!("{before}{ch}")));
                        if self.texts.len() > MAX_CODES {
                            return;
                        }
                    }
                }
                Word::Open => {
                    let mut codes = codes;
                    while let Some(Word::Hex(_, text)) = words.next() {
                        if let Some(code) = codes.next() {
                            self.insert(code, utf16(&text));
                        }
                    }
                }
                Word::Close | Word::Other(_) => return,
            }
        }
    }

    fn insert(&mut self, code: u32, text: Option<CompactString>) {
        if let Some(text) = text {
            self.texts.insert(code, text);
        }
    }
}

fn utf16(bytes: &[u8]) -> Option<CompactString> {
    if let [one] = bytes {
        return Some(CompactString::from(char::from(*one).to_string()));
    }
    let (units, _) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
    let text: Result<CompactString, _> = char::decode_utf16(units).collect();
    text.ok().filter(|text| !text.is_empty())
}

struct Words<'a> {
    rest: &'a [u8],
}

impl Words<'_> {
    fn next(&mut self) -> Option<Word> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            match first {
                b'%' => {
                    let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                    self.rest = rest.get(end..)?;
                }
                b'<' if rest.first() == Some(&b'<') => self.rest = rest.get(1..)?,
                b'<' => {
                    let end = memchr::memchr(b'>', rest)?;
                    let (inside, after) = rest.split_at_checked(end)?;
                    self.rest = after.get(1..)?;
                    return Some(hex(inside));
                }
                b'[' => {
                    self.rest = rest;
                    return Some(Word::Open);
                }
                b']' => {
                    self.rest = rest;
                    return Some(Word::Close);
                }
                byte if is_regular(*byte) => {
                    let end = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
                    let (word, after) = self.rest.split_at_checked(end + 1)?;
                    self.rest = after;
                    return Some(Word::Other(word.to_vec()));
                }
                _ => self.rest = rest,
            }
        }
    }
}

fn is_regular(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_')
}

fn hex(digits: &[u8]) -> Word {
    let digits: Vec<u8> =
        digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).map(|digit| digit as u8).collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - pair.len())))
        .collect();
    let value = bytes.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
    Word::Hex(value, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_codes_ranges_and_lists() {
        let map = ToUnicode::parse(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0001> <89C4> <0002> <00660069> endbfchar % a comment <\n\
              2 beginbfrange <0010> <0019> <0030> <0020><0022>[<0041> <D842DFB7><0043>] endbfrange endcmap",
        );
        let read: Vec<_> = [1, 2, 0x10, 0x17, 0x19, 0x20, 0x21, 0x22, 0x1A].map(|code| map.get(code)).into();
        let expected = ["规", "fi", "0", "7", "9", "A", "𠮷", "C"];
        assert_eq!(read, expected.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    }

    #[test]
    fn every_block_is_read_whatever_stands_before_it() {
        let map = ToUnicode::parse(
            b"1 beginbfrange <13> <1C> <0030> endbfrange 1 beginbfchar <41> <4E00> endbfchar\n\
              1 beginbfrange <50> <51> <4E8C> endbfrange\n1 beginbfrange <60> <60> <4E09> endbfrange\n\
              beginbfchar <61> <4E94> endbfchar beginbfchar <62> <516D> endbfchar endcmap",
        );
        let read: Vec<_> = [0x14, 0x41, 0x51, 0x60, 0x61, 0x62].map(|code| map.get(code)).into();
        assert_eq!(read, ["1", "一", "亍", "三", "五", "六"].map(Some));
    }

    #[test]
    fn ranges_without_bound_end() {
        assert!(
            ToUnicode::parse(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange").texts.len()
                <= MAX_CODES + 1
        );
        assert!(ToUnicode::parse(b"beginbfrange <00> <FF> <").texts.is_empty());
        assert!(ToUnicode::parse(&[b'['; 1000]).texts.is_empty());
    }
}
