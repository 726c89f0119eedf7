//! What goes through the pipes: a length, then that many bytes.

use std::io::{self, Read, Write};

use crate::document::{Document, MAX_BYTES, ReadError};

/// What a worker answers.
pub(super) type Answer = Result<Document, ReadError>;

/// The longest answer that is taken: the text of a document is never much longer than its bytes can be.
const MAX_ANSWER: usize = MAX_BYTES * 2;

/// Room for so many bytes of a message is made before they are there.
const MOST_AT_ONCE: u64 = 1 << 20;

/// Writes a message.
pub(super) fn send(to: &mut impl Write, message: &[u8]) -> io::Result<()> {
    to.write_all(&(message.len() as u64).to_le_bytes())?;
    to.write_all(message)?;
    to.flush()
}

/// Reads a message; nothing where the other side has ended in place of one.
pub(super) fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    if length > MAX_ANSWER as u64 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message that is too long"));
    }
    let mut message = Vec::with_capacity(length.min(MOST_AT_ONCE) as usize + 1);
    from.take(length).read_to_end(&mut message)?;
    if message.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(message))
}

/// An answer as bytes.
pub(super) fn pack(answer: &Answer) -> Vec<u8> {
    let packed = postcard::to_stdvec(answer).ok().filter(|bytes| bytes.len() <= MAX_ANSWER);
    packed.unwrap_or_else(|| {
        let error = ReadError::Worker("its text is longer than that of a document can be".to_string());
        // A few bytes; that cannot fail.
        postcard::to_stdvec(&Answer::Err(error)).unwrap_or_default()
    })
}

/// Bytes as an answer.
pub(super) fn unpack(bytes: &[u8]) -> io::Result<Answer> {
    postcard::from_bytes(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    #[test]
    fn a_document_comes_through_as_it_was() {
        // The web page has what a document can have: spans, captions, text, pictures.
        let page = "<title>t</title><h1>标题</h1><table><caption>c</caption><tr><td rowspan=9>a<td>b<tr><td>1</table><img width=500 height=500>";
        let mut document = read(page.as_bytes()).unwrap();
        document.decoding.encoding = "";
        let shown = format!("{document:?}");
        let back = unpack(&pack(&Ok(document))).unwrap().unwrap();
        assert_eq!(format!("{back:?}"), shown);
    }

    #[test]
    fn errors_come_through_and_damage_is_an_error() {
        let error = ReadError::TooLarge { size: 5, limit: 4 };
        assert_eq!(unpack(&pack(&Err(error.clone()))).unwrap().unwrap_err(), error);
        assert!(unpack(b"\x07nonsense").is_err());
        let mut cut = Vec::new();
        send(&mut cut, b"abc").unwrap();
        assert!(receive(&mut &cut[..cut.len() - 1]).is_err());
        assert_eq!(receive(&mut &cut[..]).unwrap().unwrap(), b"abc");
        assert!(receive(&mut &[][..]).unwrap().is_none());
        assert!(receive(&mut &[0xFF; 16][..]).is_err());
    }
}
