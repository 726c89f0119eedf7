//! The door of the reading room: any bytes in, a [`Document`] or the reason why there is none.

use super::charset::Recoded;
use super::{
    Decoding, Document, Format, ReadError, charset, docx, excel_xml, html, mail, ofd, ole, pdf, rtf,
    sections, sniff, text, xls, xlsx,
};

/// The most bytes a document may have. The largest report seen has 40 MiB, of pictures.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads a document of whatever format it turns out to be, in this process.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    read_with(bytes, &|bytes| pdf::read(bytes, &pdf::Options::default()))
}

/// As [`read`], with another way to read a PDF.
pub fn read_with(
    bytes: &[u8],
    read_pdf: &dyn Fn(&[u8]) -> Result<Document, ReadError>,
) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { size: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    let format = sniff::sniff(bytes);
    if matches!(format, Format::Html | Format::Text)
        && let Some(Recoded { text, encoding, replaced }) = charset::recoded(bytes)
    {
        let is_page = sniff::sniff(text.as_bytes()) == Format::Html;
        let document = if is_page { html::read(&text) } else { read_text(&text) };
        return Ok(cut(Document { decoding: Decoding { encoding, replaced }, ..document }));
    }
    let (decoded, reader): (_, fn(&str) -> Document) = match format {
        Format::Html => (charset::decode_html(bytes), html::read),
        Format::Text => (charset::decode_text(bytes), read_text),
        Format::Pdf => return read_pdf(bytes),
        Format::Docx => return docx::read(bytes).map(cut),
        Format::WordXml => return docx::read_flat(&charset::decode_text(bytes).0).map(cut),
        Format::Xlsx => return xlsx::read(bytes).map(cut),
        Format::Xls => return xls::read(bytes).map(cut),
        Format::ExcelXml => return Ok(cut(excel_xml::read(&charset::decode_text(bytes).0))),
        Format::Rtf => return rtf::read(bytes).map(cut),
        Format::Ole => return ole::read(bytes).map(cut),
        Format::Ofd => return ofd::read(bytes).map(cut),
        Format::Mail => return mail::read(bytes, read_text).map(cut),
        Format::Empty => return Err(ReadError::Empty),
        Format::Binary => return Err(ReadError::Binary),
        format => return Err(ReadError::Unsupported(format)),
    };
    let (text, decoding) = decoded;
    Ok(cut(Document { decoding, ..reader(&text) }))
}

/// A document with its tables cut at the headings of sections.
fn cut(mut document: Document) -> Document {
    sections::cut(&mut document);
    document
}

/// Reads a text; JSON and XML that hold a page are read as that.
fn read_text(text: &str) -> Document {
    html::read_wrapped(text).unwrap_or_else(|| text::read(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_finds_its_reader() {
        let page = read(b"<html><p>1</p></html>").unwrap();
        assert_eq!((page.format, page.decoding.encoding), (Format::Html, "UTF-8"));
        let (gbk, _, _) = encoding_rs::GB18030.encode("规章\t1\n行政规范性文件\t2\n");
        let text = read(&gbk).unwrap();
        assert_eq!((text.format, text.decoding.encoding), (Format::Text, "gb18030"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(read(b" \r\n").unwrap_err(), ReadError::Empty);
        assert_eq!(read(&[1; 100]).unwrap_err(), ReadError::Binary);
        assert!(matches!(read(b"%PDF-1.7\n").unwrap_err(), ReadError::Damaged(_)));
        assert_eq!(read(b"GIF89a").unwrap_err(), ReadError::Unsupported(Format::Picture));
        let size = MAX_BYTES as u64 + 1;
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(read(&large).unwrap_err(), ReadError::TooLarge { size, limit: MAX_BYTES as u64 });
    }
}
