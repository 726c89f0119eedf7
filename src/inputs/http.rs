//! An archived HTTP response: status, content type, and the body with its transport encodings undone.

use std::io::Read;

use bytes::Bytes;

use super::InputError;
use crate::common::system_words;

/// A response, body as the publisher wrote it.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
}

/// The most header lines a response may have.
const MAX_HEADERS: usize = 256;

/// Takes a response apart. No encoding is undone beyond `limit` bytes.
pub(crate) fn parse(block: Bytes, limit: u64) -> Result<Response, InputError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let lenient = {
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .ignore_invalid_headers_in_responses(true);
        config
    };
    let length = match lenient.parse_response(&mut head, &block) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(InputError::Response("its head breaks off".to_string())),
        Err(error) => return Err(InputError::Response(format!("its head is not HTTP ({error})"))),
    };
    let value = |name: &str| {
        let header = head.headers.iter().rev().find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(header.value).trim().to_ascii_lowercase())
    };
    let mut body = block.slice(length..);
    if value("transfer-encoding").is_some_and(|coding| coding.contains("chunked"))
        && let Some(joined) = join_chunks(&body)
    {
        body = joined.into();
    }
    for coding in value("content-encoding").unwrap_or_default().split(',').rev() {
        body = decode(coding.trim(), body, limit)?;
    }
    if body.len() as u64 > limit {
        return Err(InputError::TooLarge { size: body.len() as u64, limit });
    }
    Ok(Response { status: head.code.unwrap_or(0), content_type: value("content-type"), body })
}

/// The chunks of a body joined; nothing if it is not in chunks, as in archives that undo them but keep the header.
fn join_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let (line, after) = (rest.get(..end)?, rest.get(end + 1..)?);
        let size = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(joined);
        }
        match after.get(..size) {
            Some(chunk) => joined.extend_from_slice(chunk),
            // Cut off in the last chunk: what is there is there.
            None => {
                joined.extend_from_slice(after);
                return Some(joined);
            }
        }
        rest = after.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(joined);
        }
    }
}

/// Undoes one content encoding. A body that plainly is not in the encoding it claims is taken as it is.
fn decode(coding: &str, body: Bytes, limit: u64) -> Result<Bytes, InputError> {
    let decoder: Box<dyn Read + '_> = match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            Box::new(flate2::read::MultiGzDecoder::new(body.as_ref()))
        }
        "deflate" if is_zlib(&body) => Box::new(flate2::read::ZlibDecoder::new(body.as_ref())),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(body.as_ref())),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body.as_ref(), 1 << 14)),
        "" | "identity" | "gzip" | "x-gzip" => return Ok(body),
        other => {
            return Err(InputError::Response(format!(
                "it is encoded as {other}, which nianbao does not undo"
            )));
        }
    };
    let mut decoded = Vec::new();
    let result = decoder.take(limit + 1).read_to_end(&mut decoded);
    if decoded.len() as u64 > limit {
        return Err(InputError::Endless { limit });
    }
    match result {
        Ok(_) => Ok(decoded.into()),
        Err(error) => {
            Err(InputError::Response(format!("its {coding} encoding breaks: {}", system_words(&error))))
        }
    }
}

/// Whether a deflated body has the two bytes of head that the standard asks for and half the servers leave out.
fn is_zlib(body: &[u8]) -> bool {
    match body {
        [method, check, ..] => method & 0x0f == 8 && u16::from_be_bytes([*method, *check]).is_multiple_of(31),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn body(head: &str, body: &[u8]) -> Result<Bytes, InputError> {
        let mut block = format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes();
        block.extend_from_slice(body);
        parse(block.into(), 100_000).map(|response| response.body)
    }

    #[test]
    fn chunks_are_joined_and_encodings_undone() {
        let chunked = b"5\r\nhello\r\n6;x=y\r\n, you!\r\n0\r\n\r\n";
        assert_eq!(body("Transfer-Encoding: chunked\r\n", chunked).unwrap(), "hello, you!");
        assert_eq!(
            body("Transfer-Encoding: chunked\r\n", b"<p>joined already</p>").unwrap(),
            "<p>joined already</p>"
        );
        assert_eq!(body("Content-Encoding: gzip\r\n", b"<p>plain</p>").unwrap(), "<p>plain</p>");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("年报".as_bytes()).unwrap();
        assert_eq!(body("content-encoding:  GZIP\r\n", &gzip.finish().unwrap()).unwrap(), "年报");
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::copy(&mut std::io::repeat(0).take(5_000_000), &mut gzip).unwrap();
        let error = body("Content-Encoding: gzip\r\n", &gzip.finish().unwrap()).unwrap_err();
        assert_eq!(error, InputError::Endless { limit: 100_000 });
    }
}
