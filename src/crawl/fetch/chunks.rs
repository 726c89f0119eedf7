//! Where a body in chunks ends, told while it comes in.

/// How far the reading of chunks is.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    state: State,
    line: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy)]
enum State {
    #[default]
    Size,
    Data(u64),
    AfterData,
    Trailer,
}

/// The bytes are not in chunks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotChunks;

/// The longest line that a chunk may begin with.
const MAX_LINE: usize = 4096;

impl Chunks {
    /// Takes the bytes that came; where among them the body ends, if it does.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<Option<usize>, NotChunks> {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if let State::Data(left) = self.state {
                let taken = left.min(rest.len() as u64);
                at += taken as usize;
                self.state = if taken == left { State::AfterData } else { State::Data(left - taken) };
                continue;
            }
            let end = memchr::memchr(b'\n', rest);
            let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            self.line.extend_from_slice(piece);
            at += piece.len();
            if self.line.len() > MAX_LINE {
                return Err(NotChunks);
            }
            if end.is_none() {
                break;
            }
            at += 1;
            let line = std::mem::take(&mut self.line);
            if self.end_line(line.trim_ascii())? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Takes a line; whether the body ends with it.
    fn end_line(&mut self, line: &[u8]) -> Result<bool, NotChunks> {
        match self.state {
            State::Size => {
                let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
                let digits = std::str::from_utf8(digits).map_err(|_| NotChunks)?;
                let size = u64::from_str_radix(digits, 16).map_err(|_| NotChunks)?;
                self.state = if size == 0 { State::Trailer } else { State::Data(size) };
            }
            State::AfterData if line.is_empty() => self.state = State::Size,
            State::AfterData => return Err(NotChunks),
            State::Trailer => return Ok(line.is_empty()),
            State::Data(_) => {}
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_found_however_the_bytes_come_in() {
        let body = b"5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nTrailer: 1\r\n\r\nmore";
        for step in 1..body.len() {
            let mut chunks = Chunks::default();
            let mut at = 0;
            let mut end = None;
            for piece in body.chunks(step) {
                end = chunks.feed(piece).unwrap().map(|end| at + end);
                at += piece.len();
                if end.is_some() {
                    break;
                }
            }
            assert_eq!(end, Some(body.len() - 4), "in steps of {step}");
        }
    }

    #[test]
    fn what_is_not_in_chunks_is_told() {
        assert_eq!(Chunks::default().feed(b"<html>\r\n"), Err(NotChunks));
        assert_eq!(Chunks::default().feed(b"2\r\nabc\r\n"), Err(NotChunks));
        assert_eq!(Chunks::default().feed(&[b'1'; 5000]), Err(NotChunks));
        assert_eq!(Chunks::default().feed(b"ffffffffffffffffff\r\n"), Err(NotChunks));
    }
}
