//! Mail messages: web pages that a browser saved as one file (`.mht`, `.mhtml`), and mails with a report in them (`.eml`).
//!
//! The message is taken apart here; its pages and texts are read as any others are. A saved page brings its frames along, a
//! mail the same words as plain text: of all of them the one with most in its tables is the document.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Block, Document, Format, ReadError, charset, html};

/// The most parts of a message that are looked at; a page has a few frames, and hundreds of pictures.
const MAX_PARTS: usize = 10_000;
/// The most of its pages and texts that are read.
const MAX_TEXTS: usize = 40;
/// How much of a message its head is looked for in.
const HEAD: usize = 8 * 1024;

/// Whether bytes begin as a message does: with the names of a head, among them that of the version of MIME, and with a body of
/// text, or of several parts.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    // Hardly anything else begins with the name of a field, and then its line need not be looked for.
    if field(head).is_none() {
        return false;
    }
    let (mut version, mut body) = (false, false);
    for line in head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end) {
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some((name, value)) = field(line) else { return false };
        version |= name.eq_ignore_ascii_case(b"mime-version");
        body |= name.eq_ignore_ascii_case(b"content-type") && is_text_or_parts(value);
    }
    version && body
}

/// The name and the value of a line of a head.
fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')?;
    let (name, rest) = line.split_at_checked(colon)?;
    let value = rest.strip_prefix(b":")?.trim_ascii_start();
    (!name.is_empty()).then_some((name, value))
}

/// Whether a type of content is text, or several parts.
fn is_text_or_parts(value: &[u8]) -> bool {
    let begins = |kind: &[u8]| value.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    begins(b"text/") || begins(b"multipart/")
}

/// Reads a message; its plain texts by `read_text`.
pub(super) fn read(bytes: &[u8], read_text: fn(&str) -> Document) -> Result<Document, ReadError> {
    let damaged = || ReadError::Damaged("a mail message without a page or a text".into());
    let message = MessageParser::new().with_mime_headers().parse(bytes).ok_or_else(damaged)?;
    let mut documents: Vec<Document> = Vec::new();
    for part in message.parts.iter().take(MAX_PARTS) {
        if documents.len() == MAX_TEXTS {
            break;
        }
        documents.extend(document(&message, part, read_text));
    }
    let most = (0..documents.len()).rev().max_by_key(|&at| documents.get(at).map_or((0, 0), weight));
    let document = most.map(|at| documents.swap_remove(at)).ok_or_else(damaged)?;
    Ok(Document { format: Format::Mail, ..document })
}

/// How much a document has in its tables, and how much text.
fn weight(document: &Document) -> (usize, usize) {
    let cells = document.blocks.iter().map(|block| match block {
        Block::Table(grid) => grid.cells().len(),
        Block::Text(_) => 0,
    });
    (cells.sum(), document.blocks.len())
}

/// A part of a message, if it is a page or a text.
fn document(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    read_text: fn(&str) -> Document,
) -> Option<Document> {
    if !matches!(part.body, PartType::Html(_) | PartType::Text(_)) {
        return None;
    }
    let bytes = {
        let inside = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
        // Where a part is not all it says to be, the parser takes it as it stands.
        let told =
            |name: &str| part.content_transfer_encoding().is_some_and(|of| of.eq_ignore_ascii_case(name));
        if part.encoding == Encoding::QuotedPrintable || told("quoted-printable") {
            Cow::Owned(unquoted(inside))
        } else if part.encoding == Encoding::Base64 || told("base64") {
            Cow::Owned(base64_decode(inside).or_else(|| base64_decode(&cleaned(inside)))?)
        } else {
            Cow::Borrowed(inside)
        }
    };
    // What the head of the part says of its characters is often wrong or missing: the bytes say it, as for any other page.
    let subtype = part.content_type().and_then(|kind| kind.subtype());
    let is_page = matches!(part.body, PartType::Html(_))
        || subtype.is_some_and(|subtype| subtype.eq_ignore_ascii_case("html"));
    let ((text, decoding), reader): (_, fn(&str) -> Document) = if is_page {
        (charset::decode_html(&bytes), html::read)
    } else {
        (charset::decode_text(&bytes), read_text)
    };
    Some(Document { decoding, ..reader(&text) })
}

/// Bytes out of quoted-printable; what is none stays as it stands, as mail programs show it.
fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            plain.push(byte);
        } else if let Some(code) = after.get(..2).and_then(hexadecimal) {
            plain.push(code);
            rest = after.get(2..).unwrap_or_default();
        } else if let Some(next) = after_line_end(after) {
            rest = next;
        } else {
            plain.push(byte);
        }
    }
    plain
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

/// What follows the end of a line, if nothing but white space stands before it.
fn after_line_end(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'))?;
    bytes.get(end..)?.strip_prefix(b"\n")
}

/// Base64 without the bytes that cannot stand in it.
fn cleaned(bytes: &[u8]) -> Vec<u8> {
    let stands = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    bytes.iter().copied().filter(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
        \tboundary=\"b\"\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <html><head><meta charset=3Dgbk></head><body><table><tr><td>=B9=E6=D5=C2</td><td>1=\r\n2</td></tr></table></body>\r\n\
        --b\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQA=\r\n--b--\r\n";

    #[test]
    fn a_saved_page_is_read_in_the_characters_it_names_itself() {
        assert!(is_mail(SAVED.as_bytes()));
        let document = read(SAVED.as_bytes(), crate::document::text::read).unwrap();
        assert_eq!((document.format, document.decoding.encoding), (Format::Mail, "gb18030"));
        let [Block::Table(grid)] = document.blocks.as_slice() else { panic!("{:?}", document.blocks) };
        assert_eq!(grid.cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["规章", "12"]);
    }

    #[test]
    fn a_byte_out_of_place_costs_no_more_than_itself() {
        for (bad, good) in [
            ("=B9=E6", "=ZZ=B9=E6"),
            ("1=\r\n2", "1=  \r\n2"),
            ("<html>", "=\u{e4}=5<html>"),
            ("<td>=B9", "<td>==B9"),
            ("<table>", "<p>a=b</p><table>"),
        ] {
            let text = SAVED.replace(bad, good);
            let document = read(text.as_bytes(), crate::document::text::read).unwrap();
            let Some(Block::Table(grid)) = document.blocks.last() else { panic!("{:?}", document.blocks) };
            assert_eq!(grid.cells().last().map(|cell| cell.text.as_str()), Some("12"), "{good}");
        }
    }

    #[test]
    fn words_that_look_like_a_head_are_none() {
        for text in [
            "标题: 年报\nMIME-Version: 1.0\nContent-Type: text/html\n",
            "Title: x\n\n正文",
            "<html>MIME-Version: 1.0",
        ] {
            assert!(!is_mail(text.as_bytes()), "{text}");
        }
    }
}
