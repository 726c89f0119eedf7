//! Tells the formats that are zip containers apart by the names of their entries, without unpacking anything.

use memchr::memmem;

use crate::document::Format;

/// What a local file header begins with.
const LOCAL: &[u8] = b"PK\x03\x04";
/// How many entries are looked at: the telling ones stand among the first.
const MAX_ENTRIES: usize = 4096;

/// The format of a zip container; [`Format::Archive`] where the names say nothing.
pub(super) fn zip_format(bytes: &[u8]) -> Format {
    let mut rest = bytes;
    for _ in 0..MAX_ENTRIES {
        let Some(at) = memmem::find(rest, LOCAL) else { break };
        rest = rest.get(at..).unwrap_or_default();
        let Some((name, size)) = local_header(rest) else { break };
        if let Some(format) = by_name(name) {
            return format;
        }
        // A size is a promise only; whatever it says, the search goes on behind this header.
        rest = rest.get(size.max(LOCAL.len())..).unwrap_or_default();
    }
    Format::Archive
}

/// The name of an entry, and the length of its header and data (of the header only, where a later record has the
/// size of the data).
fn local_header(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let short = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize);
    let size = u32::from_le_bytes(*bytes.get(18..)?.first_chunk()?) as usize;
    let (name, extra) = (short(26)?, short(28)?);
    let header = 30 + name + extra;
    let size = if short(6)? & 8 == 0 && size != u32::MAX as usize { size } else { 0 };
    Some((bytes.get(30..30 + name)?, header + size))
}

/// The format to which only containers with such an entry belong.
fn by_name(name: &[u8]) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    let starts = |prefix: &[u8]| name.starts_with(prefix);
    if starts(b"word/") {
        Some(Format::Docx)
    } else if starts(b"xl/") {
        Some(Format::Xlsx)
    } else if starts(b"ppt/") {
        Some(Format::Pptx)
    } else if name == b"ofd.xml" {
        Some(Format::Ofd)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container of stored entries; `late` leaves the sizes to a record behind the data.
    fn container(entries: &[(&str, &[u8])], late: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (name, data) in entries {
            bytes.extend_from_slice(LOCAL);
            bytes.extend_from_slice(&[20, 0, if late { 8 } else { 0 }, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            let size = if late { 0 } else { data.len() as u32 };
            bytes.extend_from_slice(&size.to_le_bytes());
            bytes.extend_from_slice(&size.to_le_bytes());
            bytes.extend_from_slice(&(name.len() as u16).to_le_bytes());
            bytes.extend_from_slice(&[0, 0]);
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(data);
        }
        bytes
    }

    #[test]
    fn the_entries_say_what_a_container_is() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let of = |name| zip_format(&container(&[types, (name, b"x")], false));
        assert_eq!(of("word/document.xml"), Format::Docx);
        assert_eq!(of("xl/workbook.xml"), Format::Xlsx);
        assert_eq!(of("ppt/presentation.xml"), Format::Pptx);
        assert_eq!(of("OFD.xml"), Format::Ofd);
        assert_eq!(of("年报.html"), Format::Archive);
    }

    #[test]
    fn sizes_may_come_late_and_the_end_may_be_missing() {
        let late = container(&[("Doc_0/Document.xml", b"abc"), ("OFD.xml", b"abc")], true);
        assert_eq!(zip_format(&late), Format::Ofd);
        let whole = container(&[("_rels/.rels", b"abc"), ("word/document.xml", b"abc")], false);
        assert_eq!(zip_format(&whole[..whole.len() - 2]), Format::Docx);
    }

    #[test]
    fn an_archive_of_word_files_is_an_archive() {
        let inner = container(&[("word/document.xml", b"abc")], false);
        assert_eq!(zip_format(&container(&[("report.docx", &inner)], false)), Format::Archive);
    }

    #[test]
    fn lying_sizes_do_no_harm() {
        let mut bytes = container(&[("a", b"abc"), ("b", b"abc")], false);
        bytes[18..22].fill(0xFE);
        assert_eq!(zip_format(&bytes), Format::Archive);
        assert_eq!(zip_format(b"PK\x03\x04"), Format::Archive);
        assert_eq!(zip_format(b"PK\x05\x06"), Format::Archive);
    }
}
