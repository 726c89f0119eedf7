//! Tells whether a file of the dataset is still as it was written: not cut by a loss of power, not edited by a person.
//!
//! It guards against accidents, not against forgery, so a checksum does what a digest would, at a tenth of its cost: each
//! dataset is summed as it is written and again when it is gone on with.

use std::io::{self, Read};

use crc32fast::Hasher;

/// The length and the CRC-32 (of ISO 3309, as in gzip) of bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Checksum {
    crc: Hasher,
    length: u64,
}

impl Checksum {
    /// Takes in further bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// Both as one word: `1024:0b1c2d3e`.
    pub(super) fn word(&self) -> String {
        format!("{}:{:08x}", self.length, self.crc.clone().finalize())
    }

    /// The word for all that `file` holds from here on.
    pub(super) fn word_of(file: &mut impl Read) -> io::Result<String> {
        let mut sum = Checksum::default();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(sum.word()),
                read => sum.update(buffer.get(..read).unwrap_or_default()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value that catalogues of CRCs give for CRC-32.
    #[test]
    fn it_is_the_usual_crc() {
        let mut sum = Checksum::default();
        sum.update(b"1234");
        sum.update(b"56789");
        assert_eq!(sum.word(), "9:cbf43926");
        assert_eq!(Checksum::word_of(&mut &b"123456789"[..]).unwrap(), "9:cbf43926");
    }
}
