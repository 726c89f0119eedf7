//! Encodings that browsers do not read, and some programs write all the same: UTF-32, UTF-7 and HZ (RFC 1843).
//!
//! Their bytes are put into UTF-8 before anything else looks at them. The two that consist of ASCII are believed only where
//! what they give is Chinese.

use encoding_rs::GB18030;
use memchr::memmem;

use super::evidence::{self, Evidence};

/// A text in UTF-8.
pub(in crate::document) struct Recoded {
    pub(in crate::document) text: String,
    pub(in crate::document) encoding: &'static str,
    /// How many characters could not be decoded.
    pub(in crate::document) replaced: u32,
}

/// The text that bytes are in one of these encodings.
pub(in crate::document) fn recoded(bytes: &[u8]) -> Option<Recoded> {
    if let Some((text, replaced)) = utf32(bytes) {
        return Some(Recoded { text, encoding: "UTF-32", replaced });
    }
    if !bytes.is_ascii() {
        return None;
    }
    let all = |text, encoding| Recoded { text, encoding, replaced: 0 };
    hz(bytes).map(|text| all(text, "HZ")).or_else(|| utf7(bytes).map(|text| all(text, "UTF-7")))
}

/// How many bytes are looked at to tell UTF-32.
const SAMPLE: usize = 8192;

/// The text, and how many of its units are no characters; with or without a byte-order mark.
pub(in crate::document) fn utf32(bytes: &[u8]) -> Option<(String, u32)> {
    let read = [u32::from_le_bytes as fn([u8; 4]) -> u32, u32::from_be_bytes].into_iter().find(|read| {
        let (units, _) = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default().as_chunks::<4>();
        let units = match units {
            [mark, rest @ ..] if read(*mark) == 0xFEFF => rest,
            all => all,
        };
        let plausible = |unit: &&[u8; 4]| u16::try_from(read(**unit)).is_ok_and(evidence::is_plausible);
        let enough = || units.iter().filter(plausible).count() * 100 >= units.len() * 95;
        units.first().as_ref().is_some_and(plausible) && enough()
    })?;
    let (units, rest) = bytes.as_chunks::<4>();
    let mut replaced = u32::from(!rest.is_empty());
    let text = units.iter().map(|unit| {
        char::from_u32(read(*unit)).unwrap_or_else(|| {
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        })
    });
    let text: String = text.collect();
    Some((text.strip_prefix('\u{FEFF}').map(str::to_string).unwrap_or(text), replaced))
}

/// HZ: pairs of seven bits between `~{` and `~}` are characters of GB 2312.
fn hz(bytes: &[u8]) -> Option<String> {
    memmem::find(bytes, b"~{")?;
    let mut gb = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut in_pairs = false;
    loop {
        (rest, in_pairs) = match (rest, in_pairs) {
            ([], _) => break,
            ([b'~', b'{', rest @ ..], false) => (rest, true),
            ([b'~', b'}', rest @ ..], true) => (rest, false),
            ([b'~', b'~', rest @ ..], false) => {
                gb.push(b'~');
                (rest, false)
            }
            ([b'~', b'\n', rest @ ..], false) => (rest, false),
            // A line ends the pairs, too.
            ([b'\r' | b'\n', ..], true) => (rest, false),
            ([first @ 0x21..=0x77, second @ 0x21..=0x7E, rest @ ..], true) => {
                gb.extend([first | 0x80, second | 0x80]);
                (rest, true)
            }
            (_, true) => return None,
            ([byte, rest @ ..], false) => {
                gb.push(*byte);
                (rest, false)
            }
        };
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(&gb)
        .map(String::from)
        .filter(|text| is_chinese(text))
}

/// The shortest run that is looked at: a unit of UTF-16 in letters of six bits.
const LEAST_LETTERS: usize = 3;

/// UTF-7: runs of UTF-16 behind a plus, in letters of six bits.
fn utf7(bytes: &[u8]) -> Option<String> {
    memchr::memchr(b'+', bytes)?;
    let source = str::from_utf8(bytes).ok()?;
    let mut text = String::with_capacity(source.len());
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once('+') {
        text.push_str(before);
        let end = behind.bytes().position(|byte| letter(byte).is_none()).unwrap_or(behind.len());
        let (run, after) = behind.split_at_checked(end)?;
        match units(run) {
            Some(units) => {
                good += 1;
                text.push_str(&units);
                rest = after.strip_prefix('-').unwrap_or(after);
            }
            None => {
                bad += usize::from(end >= LEAST_LETTERS);
                text.push('+');
                rest = if end == 0 { after.strip_prefix('-').unwrap_or(after) } else { behind };
            }
        }
    }
    text.push_str(rest);
    (good > bad * 10 && is_chinese(&text)).then_some(text)
}

fn letter(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

/// What a run of letters stands for, if it is whole: no bit may be left over but zeros of the last letter.
fn units(run: &str) -> Option<String> {
    if run.len() < LEAST_LETTERS {
        return None;
    }
    let mut units = Vec::with_capacity(run.len() / 2);
    let (mut bits, mut count) = (0_u32, 0);
    for value in run.bytes().map_while(letter) {
        (bits, count) = (bits << 6 | value, count + 6);
        if count >= 16 {
            count -= 16;
            units.push((bits >> count) as u16);
            bits &= (1 << count) - 1;
        }
    }
    let whole = count < 6 && bits == 0;
    String::from_utf16(&units).ok().filter(|_| whole)
}

fn is_chinese(text: &str) -> bool {
    Evidence::in_text(GB18030, text).is_chinese()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "行政处罚\t1\n规章\t20\n";

    fn read(bytes: &[u8]) -> Option<(String, &'static str, u32)> {
        recoded(bytes).map(|recoded| (recoded.text, recoded.encoding, recoded.replaced))
    }

    #[test]
    fn utf32_with_and_without_a_mark() {
        for bytes in [u32::to_le_bytes as fn(u32) -> [u8; 4], u32::to_be_bytes] {
            let body: Vec<u8> = TEXT.chars().flat_map(|c| bytes(c.into())).collect();
            let marked = [&bytes(0xFEFF)[..], &body].concat();
            for bytes in [&body, &marked] {
                assert_eq!(read(bytes), Some((TEXT.to_string(), "UTF-32", 0)));
            }
            let cut = [&body, &[0x4E][..]].concat();
            assert_eq!(read(&cut), Some((TEXT.to_string(), "UTF-32", 1)));
        }
    }

    #[test]
    fn hz_and_utf7() {
        let hz = b"~{PPU~4&7#~}\t1\n~{9fUB~}\t20\n";
        assert_eq!(read(hz), Some((TEXT.to_string(), "HZ", 0)));
        let utf7 = b"+iExlP1kEf1o-\t1\n+icR64A-\t20\n";
        assert_eq!(read(utf7), Some((TEXT.to_string(), "UTF-7", 0)));
    }

    #[test]
    fn other_bytes_are_left_alone() {
        for bytes in [
            &b"a+b-c ~{x} +page- +86 10 1234"[..],
            TEXT.as_bytes(),
            b"\xFF\xFEa\0b\0",
            b"",
            b"\0\0\0\0\0\0\0\0",
            b"<img src=data:image/png;base64,iVBORw0KGgo+AAA/NSUhEUg+AAAAB>",
        ] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
