//! The name of a report in the dataset.

use compact_str::CompactString;
use sha2::{Digest, Sha256};

use crate::common::hex;

/// What an input is known by: 64 bits of the digest of its source and its content. Its reports are called by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportKey(u64);

impl ReportKey {
    /// The key of an input; `sha256` is the digest of its content in hexadecimal, empty if it could not be had.
    pub fn new(source: &str, sha256: &str) -> ReportKey {
        let mut digest = Sha256::new();
        digest.update(source.as_bytes());
        digest.update([0]);
        digest.update(sha256.as_bytes());
        let mut first = [0; 8];
        first.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
        ReportKey(u64::from_be_bytes(first))
    }

    /// The `report_id` of a report of the input, counting from 0: sixteen digits, then `-2`, `-3` … for further reports.
    pub fn id(self, index: usize) -> CompactString {
        let key = hex(&self.0.to_be_bytes());
        if index == 0 { key.into() } else { compact_str::format_compact!("{key}-{}", index + 1) }
    }

    /// The key of the input that a report came from.
    pub fn of_id(id: &[u8]) -> Option<ReportKey> {
        let digits = std::str::from_utf8(id.get(..16)?).ok()?;
        u64::from_str_radix(digits, 16).ok().map(ReportKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_source_and_content_and_lead_back_to_the_key() {
        let key = ReportKey::new("a.html", "ab");
        assert_ne!(key, ReportKey::new("a.htm", "lab"));
        assert_eq!(ReportKey::of_id(key.id(1).as_bytes()), Some(key));
        assert_eq!(key.id(1), format!("{}-2", key.id(0)));
        assert_eq!(key.id(0).len(), 16);
    }
}
