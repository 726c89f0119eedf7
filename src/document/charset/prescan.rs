//! What the first bytes of a document declare about its encoding.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

/// How far a declaration may stand. The standard says 1,024 bytes; pages put long comments and scripts first.
const WITHIN: usize = 4096;

/// The encoding that `<?xml encoding=`, `<meta charset=` or `<meta http-equiv>` declares first, if it is a known one.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    declared_xml(bytes).or_else(|| from_meta(&head(bytes)))
}

/// The encoding that `<?xml encoding=` declares, if it is a known one.
pub(super) fn declared_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    from_xml(&head(bytes))
}

fn head(bytes: &[u8]) -> Vec<u8> {
    bytes.get(..WITHIN.min(bytes.len())).unwrap_or_default().to_ascii_lowercase()
}

fn from_xml(head: &[u8]) -> Option<&'static Encoding> {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let rest = start.strip_prefix(b"<?xml")?;
    let declaration = rest.get(..memmem::find(rest, b">")?)?;
    value_of(declaration, b"encoding")
}

fn from_meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    loop {
        let at = memchr::memchr(b'<', rest)?;
        rest = rest.get(at + 1..)?;
        if rest.starts_with(b"!--") {
            rest = rest.get(memmem::find(rest, b"-->")?..)?;
        } else if let Some(tag) = rest.strip_prefix(b"meta") {
            let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
            if let Some(encoding) = value_of(tag.get(..end)?, b"charset") {
                return Some(encoding);
            }
        }
    }
}

/// The encoding named after `key =` in a tag, with or without quotes.
fn value_of(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let after = memmem::find_iter(tag, key).find_map(|at| {
        let rest = tag.get(at + key.len()..)?.trim_ascii_start();
        Some(rest.strip_prefix(b"=")?.trim_ascii_start())
    })?;
    let after = after.strip_prefix(b"\"").or_else(|| after.strip_prefix(b"'")).unwrap_or(after);
    let end = after
        .iter()
        .position(|byte| {
            matches!(byte, b'"' | b'\'' | b';' | b'>' | b'?' | b'/') || byte.is_ascii_whitespace()
        })
        .unwrap_or(after.len());
    let encoding = Encoding::for_label(after.get(..end)?)?;
    // As the HTML standard has it: what could be read in single bytes is not UTF-16.
    Some(match encoding {
        _ if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        _ => encoding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, GBK};

    #[test]
    fn declarations() {
        assert_eq!(declared(b"<meta charset=gb2312>"), Some(GBK));
        assert_eq!(declared(b"<META CHARSET = 'GB18030' />"), Some(GB18030));
        let equiv = b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\">";
        assert_eq!(declared(equiv), Some(BIG5));
        assert_eq!(declared(b"<?xml version=\"1.0\" encoding=\"GBK\"?><html>"), Some(GBK));
        assert_eq!(declared(b"<meta charset=\"utf-16le\">"), Some(UTF_8));
    }

    #[test]
    fn what_declares_nothing() {
        assert_eq!(declared(b"<!-- <meta charset=gbk> --><p>"), None);
        assert_eq!(declared(b"<script charset=gbk src=x></script>"), None);
        assert_eq!(declared(b"<meta charset=nonsense>"), None);
        assert_eq!(declared(b"<meta name=charset content=x>"), None);
        assert_eq!(declared(&[&[b' '; 4096][..], b"<meta charset=gbk>"].concat()), None);
        assert_eq!(declared(b"<meta charset="), None);
    }

    #[test]
    fn the_first_known_one_counts() {
        assert_eq!(declared(b"<meta charset=x><meta charset=gbk><meta charset=utf-8>"), Some(GBK));
    }
}
