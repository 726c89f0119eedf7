//! Bytes to characters: decides in which encoding a page or text really is, and decodes it.
//!
//! Portals declare one encoding and send another; pages in GBK say UTF-8 and the other way round, includes bring
//! their own byte-order marks, transfers stop in the middle of a character. So a declaration is one piece of
//! evidence among several, and what the bytes read as is the stronger one. Text that is UTF-8 already is not copied.

mod evidence;
mod prescan;
mod recoded;

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::Decoding;
use evidence::Evidence;
pub(super) use recoded::{Recoded, recoded, utf32};

/// How much is decoded in one step, so that the room kept free stays small.
const STEP: usize = 64 * 1024;
/// How much of the text is read in each candidate encoding to tell which one it is.
const SAMPLE: usize = 1 << 20;

/// Decodes a web page. Its `<meta>` and `<?xml?>` declarations are heard.
pub fn decode_html(bytes: &[u8]) -> (Cow<'_, str>, Decoding) {
    decode(bytes, prescan::declared(bytes))
}

/// Decodes a web page that may be in an encoding of letters besides: see [`recoded`].
pub(crate) fn decode_page(bytes: &[u8]) -> Cow<'_, str> {
    recoded(bytes).map_or_else(|| decode_html(bytes).0, |page| Cow::Owned(page.text))
}

/// Decodes plain text. Only `<?xml?>` can declare its encoding.
pub fn decode_text(bytes: &[u8]) -> (Cow<'_, str>, Decoding) {
    decode(bytes, prescan::declared_xml(bytes))
}

/// The UTF-16 that bytes are in: by their byte-order mark, or without one by the units they make.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => evidence::utf16_without_mark(bytes),
    }
}

fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, Decoding) {
    if let Some(encoding) = utf16(bytes) {
        let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        return counted(encoding, bytes.get(if marked { 2 } else { 0 }..).unwrap_or_default());
    }
    let (bytes, declared) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, Some(UTF_8)),
        None => (bytes.strip_prefix(b"\x84\x31\x95\x33").unwrap_or(bytes), declared),
    };
    // Bytes that are valid UTF-8 by accident are so rare that no declaration weighs against them.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (Cow::Borrowed(text), Decoding { encoding: UTF_8.name(), replaced: 0 });
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = bytes.get(first..).unwrap_or_default();
    // What is ASCII is read alike in all of them.
    let sample = if rest.len() <= SAMPLE { bytes } else { rest.get(..SAMPLE).unwrap_or_default() };
    let (text, broken) = GB18030.decode_without_bom_handling(sample);
    let encoding = if !broken && evidence::is_plain_throughout(&text) {
        GB18030
    } else {
        choose(sample, Evidence::in_text(GB18030, &text), declared)
    };
    if encoding == GB18030 && !broken && sample.len() == bytes.len() {
        return (text, Decoding { encoding: encoding.name(), replaced: 0 });
    }
    if encoding == UTF_8 { utf8(bytes) } else { counted(encoding, bytes) }
}

/// The encoding in which a sample that is not valid UTF-8 reads best, given what it gives in GB 18030.
fn choose(sample: &[u8], gb: Evidence, declared: Option<&'static Encoding>) -> &'static Encoding {
    let declared = declared.filter(|encoding| *encoding != REPLACEMENT);
    // Nearly every such page is in GB 18030. The others are tried only where they could read better.
    let (most_of_utf8, most_of_big5) = evidence::at_most(sample);
    let of = |encoding| Evidence::of(encoding, sample);
    let mut best = (GB18030, gb);
    if most_of_utf8 >= gb.score() {
        let says_gb = declared == Some(GBK) || declared == Some(GB18030);
        let utf8 = of(UTF_8);
        if utf8.score() > gb.score() || utf8.score() == gb.score() && !says_gb {
            best = (UTF_8, utf8);
        }
    }
    // Big5 decodes nearly anything: it must read clearly better, or as well where it is declared.
    let handicap = if declared == Some(BIG5) { 0 } else { best.1.score().abs() / 2 + 4 };
    let enough = best.1.score() + handicap;
    if most_of_big5 >= enough {
        let big5 = of(BIG5);
        if big5.score() >= enough {
            best = (BIG5, big5);
        }
    }
    match declared {
        // A foreign page that says what it is, and in which no Chinese can be read.
        Some(other) if ![UTF_8, GBK, GB18030, BIG5].contains(&other) && !best.1.is_chinese() => other,
        _ => best.0,
    }
}

/// UTF-8 with its broken sequences replaced and counted.
fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Decoding) {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            replaced += 1;
        }
    }
    (Cow::Owned(text), Decoding { encoding: UTF_8.name(), replaced })
}

/// Any other encoding, with what it cannot read replaced and counted.
fn counted(encoding: &'static Encoding, bytes: &[u8]) -> (Cow<'static, str>, Decoding) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() / 2 * 3);
    let mut replaced = 0;
    let mut rest = bytes;
    loop {
        let step = rest.get(..STEP.min(rest.len())).unwrap_or_default();
        let last = step.len() == rest.len();
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(step.len()).unwrap_or(4 * STEP));
        let (result, read) = decoder.decode_to_string_without_replacement(step, &mut text, last);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty if last => break,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push('\u{FFFD}');
                replaced += 1;
            }
        }
    }
    (Cow::Owned(text), Decoding { encoding: encoding.name(), replaced })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "运城市人民政府办公室2023年政府信息公开工作年度报告，收到申请94件。";
    const TRADITIONAL: &str =
        "臺北縣政府資訊公開工作年度報告，收到申請94件，均在法定期限內予以答覆，與機關業務無關。";

    fn html(bytes: &[u8]) -> (String, &'static str, u32) {
        let (text, decoding) = decode_html(bytes);
        (text.into_owned(), decoding.encoding, decoding.replaced)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_borrowed_whatever_is_declared() {
        let page = format!("<meta charset=gb2312>{SIMPLIFIED}");
        let (text, decoding) = decode_html(page.as_bytes());
        assert!(matches!(text, Cow::Borrowed(_)));
        assert_eq!(decoding, Decoding { encoding: "UTF-8", replaced: 0 });
        let marked = format!("\u{FEFF}{SIMPLIFIED}");
        let (text, _) = decode_text(marked.as_bytes());
        assert!(matches!(text, Cow::Borrowed(borrowed) if borrowed == SIMPLIFIED));
    }

    #[test]
    fn gbk_declared_undeclared_or_called_utf8() {
        for meta in ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"] {
            let page = format!("{meta}{SIMPLIFIED}");
            let bytes = GB18030.encode(&page).0;
            assert_eq!(html(&bytes), (page, "gb18030", 0), "{meta}");
        }
        let marked = [&b"\xEF\xBB\xBF"[..], &GB18030.encode(SIMPLIFIED).0].concat();
        assert_eq!(html(&marked), (SIMPLIFIED.into(), "gb18030", 0));
    }

    #[test]
    fn characters_only_gb18030_has() {
        let text = format!("{SIMPLIFIED}㐀𠮷");
        let page = [&b"<meta charset=gb2312>"[..], &GB18030.encode(&text).0].concat();
        assert_eq!(html(&page), (format!("<meta charset=gb2312>{text}"), "gb18030", 0));
    }

    #[test]
    fn big5_declared_or_clearly_better() {
        let bytes = BIG5.encode(TRADITIONAL).0;
        assert_eq!(html(&bytes), (TRADITIONAL.into(), "Big5", 0));
        let page = format!("<meta charset=big5>{TRADITIONAL}");
        assert_eq!(html(&BIG5.encode(&page).0), (page, "Big5", 0));
        let wrong = format!("<meta charset=big5>{SIMPLIFIED}");
        assert_eq!(html(&GB18030.encode(&wrong).0), (wrong, "gb18030", 0));
        assert_eq!(html(&GB18030.encode(TRADITIONAL).0), (TRADITIONAL.into(), "gb18030", 0));
    }

    #[test]
    fn a_long_page_of_pieces_is_read_as_most_of_it_is() {
        let piece = |times| SIMPLIFIED.repeat(times);
        let (gbk, big5) = (GB18030.encode(SIMPLIFIED).0, BIG5.encode(TRADITIONAL).0);
        let whole = gbk.repeat(120);
        assert_eq!(html(&whole), (piece(120), "gb18030", 0));
        // A menu in GBK around a report in UTF-8 or in Big5.
        let utf8 = [gbk.repeat(10), piece(100).into_bytes(), gbk.repeat(10)].concat();
        assert_eq!(html(&utf8).1, "UTF-8");
        let mixed = [gbk.repeat(10), big5.repeat(150), gbk.repeat(10)].concat();
        assert_eq!(html(&mixed).1, "Big5");
    }

    #[test]
    fn short_gbk_texts() {
        for text in ["规章", "年报", "0\t总计", "行政处罚\t1", "联通", "公开"] {
            assert_eq!(html(&GB18030.encode(text).0), (text.into(), "gb18030", 0));
        }
    }

    #[test]
    fn broken_bytes_in_utf8_are_counted() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let cut = format!("{}\u{FFFD}", SIMPLIFIED.strip_suffix('。').unwrap());
        assert_eq!(html(&bytes), (cut, "UTF-8", 1));
        let inside = [SIMPLIFIED.as_bytes(), b"\xFF1\xB5", SIMPLIFIED.as_bytes()].concat();
        let text = format!("{SIMPLIFIED}\u{FFFD}1\u{FFFD}{SIMPLIFIED}");
        assert_eq!(html(&inside), (text, "UTF-8", 2));
    }

    #[test]
    fn a_broken_byte_in_few_characters_of_utf8() {
        assert_eq!(html(b"<td>\xE5\xB0\x9A\xE6\xFF\xAA\xE5\xAE\xA1</td>").1, "UTF-8");
    }

    #[test]
    fn replacement_characters_in_the_page_are_not_ours() {
        let text = format!("{SIMPLIFIED}\u{FFFD}");
        assert_eq!(html(text.as_bytes()), (text.clone(), "UTF-8", 0));
        let broken = [text.as_bytes(), b"\xFF"].concat();
        assert_eq!(html(&broken), (format!("{text}\u{FFFD}"), "UTF-8", 1));
    }

    #[test]
    fn a_gbk_page_cut_inside_a_character() {
        let bytes = GB18030.encode(SIMPLIFIED).0;
        let cut = format!("{}\u{FFFD}", SIMPLIFIED.strip_suffix('。').unwrap());
        assert_eq!(html(&bytes[..bytes.len() - 1]), (cut, "gb18030", 1));
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let text = format!("<html>\r\n{SIMPLIFIED}");
        for (encoding, bytes) in
            [("UTF-16LE", utf16(&text, u16::to_le_bytes)), ("UTF-16BE", utf16(&text, u16::to_be_bytes))]
        {
            assert_eq!(html(&bytes), (text.clone(), encoding, 0));
            let mark: &[u8] = if encoding == "UTF-16LE" { b"\xFF\xFE" } else { b"\xFE\xFF" };
            assert_eq!(html(&[mark, &bytes].concat()), (text.clone(), encoding, 0));
            let odd = [mark, &bytes, b"\x4E"].concat();
            assert_eq!(html(&odd), (format!("{text}\u{FFFD}"), encoding, 1));
        }
    }

    #[test]
    fn a_foreign_page_is_read_as_it_says() {
        let page = b"<meta charset=iso-8859-1>Acc\xE8s refus\xE9 \xE0 cette page";
        assert_eq!(
            html(page),
            ("<meta charset=iso-8859-1>Accès refusé à cette page".into(), "windows-1252", 0)
        );
    }

    #[test]
    fn nuls_in_utf8_do_not_make_it_utf16() {
        let text = format!("{SIMPLIFIED}\0{SIMPLIFIED}");
        assert_eq!(html(text.as_bytes()), (text.clone(), "UTF-8", 0));
        assert_eq!(
            html(b"plain ascii text\0 with one nul in it, as some editors leave"),
            ("plain ascii text\0 with one nul in it, as some editors leave".into(), "UTF-8", 0)
        );
    }
}
