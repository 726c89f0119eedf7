//! A report as a small set of numbers that near copies share: digests of shingles, the same ones chosen in every text.

use super::texts::Text;

/// Characters of a shingle.
pub(super) const SHINGLE: usize = 9;
/// One digest in so many is looked at.
const ONE_IN: u32 = 8;
/// The most digests of a report: the lowest. Memory is four bytes for each.
const MOST: usize = 384;

/// The characters that count: hanzi and letters; a run of digits is one 0, so that other figures make no other text.
pub(super) fn bare(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut digit = false;
    text.char_indices().filter_map(move |(at, c)| {
        if c.is_ascii_digit() {
            return (!std::mem::replace(&mut digit, true)).then_some((at, '0'));
        }
        if !c.is_alphanumeric() {
            return None;
        }
        digit = false;
        Some((at, c))
    })
}

/// The digest of a shingle.
pub(super) fn digest(shingle: &[char]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &c in shingle {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Whether a digest is one of those looked at.
pub(super) fn is_chosen(digest: u32) -> bool {
    digest.is_multiple_of(ONE_IN)
}

/// The digests of a text, rising.
pub(super) fn sketch(text: &Text) -> Vec<u32> {
    let mut digests = Vec::new();
    let mut chars = Vec::new();
    for sentence in &text.sentences {
        chars.clear();
        chars.extend(bare(sentence).map(|(_, c)| c));
        digests.extend(chars.windows(SHINGLE).map(digest).filter(|&digest| is_chosen(digest)));
    }
    digests.sort_unstable();
    digests.dedup();
    digests.truncate(MOST);
    digests.shrink_to_fit();
    digests
}
