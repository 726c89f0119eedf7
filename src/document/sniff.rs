//! Tells what bytes are by looking at them: the first step of the reading room.
//!
//! File names and `Content-Type` headers of portals lie often enough (a web page saved as `.pdf`, a PDF served as
//! `text/html`) that neither is asked. Only a bounded part of the bytes is looked at, save for blanks at the start
//! and the names inside a zip container.

mod markup;
mod zip;

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};
use memchr::memmem;

use super::{Format, charset};
use markup::{begins_as_page, is_excel, is_markup, is_word};
use zip::zip_format;

/// How far into the bytes a PDF may begin: what the common viewers accept.
const PDF_WITHIN: usize = 1024;
/// How much of the text is looked at for tags and for noise.
const PREFIX: usize = 64 * 1024;
/// The largest share of control and undecodable characters that text may have, in percent.
const NOISE_PERCENT: usize = 5;

/// The format of a document, by its content only.
pub fn sniff(bytes: &[u8]) -> Format {
    let Some(start) = bytes.iter().position(|byte| !is_blank(*byte)) else {
        return Format::Empty;
    };
    if matches!(bytes, [0xEF, 0xBB, 0xBF, rest @ ..] | [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..]
        if rest.iter().all(|byte| is_blank(*byte)))
    {
        return Format::Empty;
    }
    if let Some(format) = by_magic(bytes) {
        return format;
    }
    if let Some((text, _)) = charset::utf32(bytes.get(..PREFIX.min(bytes.len())).unwrap_or_default()) {
        return text_or_markup(&text);
    }
    let body = bytes.get(start..).unwrap_or_default();
    // Blanks alone do not make UTF-16 lose its order: the start of the body is moved back to a whole unit.
    let prefix = bytes.get(start & !1..).unwrap_or_default();
    let prefix = prefix.get(..PREFIX.min(prefix.len())).unwrap_or_default();
    if let Some(encoding) = charset::utf16(bytes.get(..PREFIX.min(bytes.len())).unwrap_or_default()) {
        return text_or_markup(&encoding.decode_without_bom_handling(prefix).0);
    }
    let prefix = body.get(..PREFIX.min(body.len())).unwrap_or_default();
    if is_noise(prefix) {
        Format::Binary
    } else if begins_as_page(prefix) {
        Format::Html
    } else {
        text_or_markup(&seen(prefix))
    }
}

/// Bytes as far as tags can be seen in them: as UTF-8 if they are that, else from the first `<` on each byte for itself.
fn seen(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let (before, tags) = bytes.split_at(memchr::memchr(b'<', bytes).unwrap_or(bytes.len()));
    let (before, tags) = (String::from_utf8_lossy(before), encoding_rs::mem::decode_latin1(tags));
    Cow::Owned(before.into_owned() + &tags)
}

fn is_blank(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace() || byte == 0x0B
}

/// Formats that announce themselves by their first bytes.
fn by_magic(bytes: &[u8]) -> Option<Format> {
    let format = match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => zip_format(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Format::Ole,
        // A workbook without its container, as programs write that take the trouble to be short.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4..=16, 0, _, 0 | 2..=6, ..] => Format::Xls,
        [b'{', b'\\', b'r', b't', b'f', ..] => Format::Rtf,
        [0xFF, 0xD8, 0xFF, ..]
        | [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..]
        | [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Format::Picture,
        // A bitmap: the four bytes after its size are always zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Format::Picture,
        [b'R', b'a', b'r', b'!', 0x1A, 0x07, ..]
        | [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..]
        | [0x1F, 0x8B, 8, ..]
        | [0xFD, b'7', b'z', b'X', b'Z', 0, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', ..]
        | [0x28, 0xB5, 0x2F, 0xFD, ..] => Format::Archive,
        _ if bytes.get(257..262) == Some(b"ustar") => Format::Archive,
        _ if is_pdf(bytes) => Format::Pdf,
        _ if super::mail::is_mail(bytes) => Format::Mail,
        _ => return None,
    };
    Some(format)
}

/// A PDF: its mark at the start, or after junk (a mail header, a warning of the server) if the body is one.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..PDF_WITHIN.min(bytes.len())).unwrap_or_default();
    let Some(at) = memmem::find(head, b"%PDF-") else { return is_headless_pdf(head, bytes) };
    let junk = head.get(..at).unwrap_or_default();
    junk.iter().all(|byte| is_blank(*byte) || matches!(byte, 0xEF | 0xBB | 0xBF))
        || memmem::find(bytes, b"endobj").is_some()
}

/// A PDF whose first line is lost: it begins with an object, and ends as such files do.
fn is_headless_pdf(head: &[u8], bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(PDF_WITHIN)..).unwrap_or_default();
    memmem::find(head, b" 0 obj").is_some()
        && memmem::find(tail, b"startxref").is_some()
        && memmem::find(tail, b"%%EOF").is_some()
}

/// Whether bytes that are not UTF-16 are no text: too many control characters, whatever encoding is tried.
fn is_noise(prefix: &[u8]) -> bool {
    let noisy = |broken: usize, total: usize| broken > 1 && broken * 100 > total * NOISE_PERCENT;
    let is_utf8 = match simdutf8::compat::from_utf8(prefix) {
        Ok(_) => true,
        // The prefix may end inside a character.
        Err(error) => error.error_len().is_none(),
    };
    // In pieces of one size and without a branch, so that many bytes are counted at once.
    let (chunks, rest) = prefix.as_chunks::<64>();
    let broken = chunks.iter().map(|chunk| controls(chunk)).sum::<usize>() + controls(rest);
    if is_utf8 {
        return noisy(broken, prefix.len());
    }
    !(broken == 0 && reads_as_gbk(prefix))
        && [GB18030, UTF_8, BIG5].into_iter().all(|encoding| {
            let (text, _) = encoding.decode_without_bom_handling(prefix);
            noisy(text.chars().filter(|c| is_control(*c) || *c == '\u{FFFD}').count(), text.chars().count())
        })
}

/// How many of up to 255 bytes are control characters that no text has.
#[inline]
fn controls(bytes: &[u8]) -> usize {
    let kept = |byte: u8| (byte.wrapping_sub(0x09) < 5) | (byte == 0x1B);
    let control = |byte: &u8| u8::from((*byte == 0x7F) | ((*byte < 0x20) & !kept(*byte)));
    usize::from(bytes.iter().map(control).sum::<u8>())
}

/// Whether bytes are pairs of GBK and ASCII, as nearly all pages are that are not in UTF-8: what they would give need not be
/// looked at then. Every such pair stands for a character.
fn reads_as_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = rest.get(Encoding::ascii_valid_up_to(rest)..).unwrap_or_default();
        let pairs = rest.as_chunks::<2>().0.iter();
        let read = pairs.take_while(|pair| matches!(pair, [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE])).count();
        if read == 0 {
            return rest.is_empty();
        }
        rest = rest.get(2 * read..).unwrap_or_default();
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1B}' | '\u{85}')
}

fn text_or_markup(prefix: &str) -> Format {
    if is_word(prefix) {
        Format::WordXml
    } else if is_excel(prefix) {
        Format::ExcelXml
    } else if is_markup(prefix) {
        Format::Html
    } else {
        Format::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_empty() {
        for bytes in [&b""[..], b" \r\n\t", b"\0\0\0", b"\xEF\xBB\xBF\n", b"\xFF\xFE", b"\xFF\xFE \0\n\0"] {
            assert_eq!(sniff(bytes), Format::Empty, "{bytes:?}");
        }
    }

    #[test]
    fn formats_by_their_marks() {
        assert_eq!(sniff(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"), Format::Pdf);
        assert_eq!(sniff(b"\xEF\xBB\xBF\r\n%PDF-1.7\n"), Format::Pdf);
        assert_eq!(sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), Format::Ole);
        assert_eq!(sniff(b"\x09\x08\x10\0\0\x06\x05\0\xBB\x0D"), Format::Xls);
        assert_eq!(sniff(b"\x09\0\x04\0\x02\0\x10\0"), Format::Xls);
        assert_eq!(sniff(b"{\\rtf1\\ansi"), Format::Rtf);
        assert_eq!(sniff(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Format::Picture);
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), Format::Picture);
        assert_eq!(sniff(b"GIF89a\x01\0"), Format::Picture);
        assert_eq!(sniff(b"RIFF\x24\0\0\0WEBPVP8 "), Format::Picture);
        assert_eq!(sniff(b"BM\x36\x10\0\0\0\0\0\0\x36\0"), Format::Picture);
        assert_eq!(sniff(b"Rar!\x1A\x07\x01\0"), Format::Archive);
        assert_eq!(sniff(b"\x1F\x8B\x08\0\0\0\0\0"), Format::Archive);
        assert_eq!(sniff(b"PK\x05\x06\0\0\0\0"), Format::Archive);
    }

    #[test]
    fn a_pdf_may_begin_after_junk_but_a_page_that_names_one_is_a_page() {
        let junk = b"<br />\n<b>Warning</b>: x<br />\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";
        assert_eq!(sniff(junk), Format::Pdf);
        assert_eq!(sniff(b"<html><body>a file that begins with %PDF-1.4</body></html>"), Format::Html);
        let headless = b"\xE4\xBD\xA0\n1 0 obj\n<<>>\nendobj\nxref\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n";
        assert_eq!(sniff(headless), Format::Pdf);
        let late = [&b"text "[..], &[b'x'; 1100], b"%PDF-1.4 endobj"].concat();
        assert_eq!(sniff(&late), Format::Text);
    }

    #[test]
    fn a_page_saved_as_one_file_is_a_mail_message() {
        let mail = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert_eq!(sniff(mail), Format::Mail);
    }

    #[test]
    fn a_word_document_may_be_one_text() {
        for root in [
            "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">",
            "<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument>",
        ] {
            let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}");
            assert_eq!(sniff(text.as_bytes()), Format::WordXml, "{root}");
        }
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><items><item>1</item></items>"), Format::Text);
    }

    #[test]
    fn a_workbook_may_be_one_text() {
        let root = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table><Row>";
        for start in
            ["", "\u{FEFF}<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<!-- x -->\n"]
        {
            assert_eq!(sniff(format!("{start}{root}").as_bytes()), Format::ExcelXml, "{start}");
        }
        let prefixed =
            "<?xml version=\"1.0\"?><ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(sniff(prefixed.as_bytes()), Format::ExcelXml);
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><Workbook><Worksheet/></Workbook>"), Format::Text);
    }

    #[test]
    fn pages_in_any_encoding() {
        assert_eq!(sniff("<html><p>年报".as_bytes()), Format::Html);
        assert_eq!(sniff(&GB18030.encode("<html><p>运城市政府信息公开").0), Format::Html);
        let utf16: Vec<u8> = "<p>年报</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16), Format::Html);
        assert_eq!(sniff(&[&[0xFF, 0xFE][..], &utf16].concat()), Format::Html);
        let utf16: Vec<u8> = "\n\n<p>年报</p>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(sniff(&utf16), Format::Html);
    }

    #[test]
    fn text_is_what_reads_as_text() {
        assert_eq!(sniff("规章\t0\t0\t5\n".as_bytes()), Format::Text);
        assert_eq!(sniff(&GB18030.encode("三、本年度办理结果\t予以公开\t0\t4").0), Format::Text);
        assert_eq!(sniff(&BIG5.encode("政府信息公開工作年度報告").0), Format::Text);
        assert_eq!(sniff(b"{\"articles\":[]}"), Format::Text);
        assert_eq!(sniff(b"a,b\n1,2\n"), Format::Text);
        let text = "年报\t1\n".repeat(40_000);
        assert_eq!(
            sniff(&text.as_bytes()[..PREFIX + 1]),
            Format::Text,
            "a prefix that ends inside a character"
        );
    }

    #[test]
    fn noise_is_binary() {
        let mut state = 7_u32;
        let noise: Vec<u8> = (0..10_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        assert_eq!(sniff(&noise), Format::Binary);
        assert_eq!(sniff(b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0"), Format::Binary);
    }
}
