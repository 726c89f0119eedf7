//! Reports whose running texts are alike beyond what all reports share.
//!
//! Pairs are found by their sketches and locality-sensitive hashing, so that the work grows with the number of reports
//! and not of pairs; then the two texts are laid side by side and what they share is quoted.

use std::collections::HashMap;

use super::sketch::{SHINGLE, bare, digest, is_chosen};

/// A pair worth laying side by side: indices of reports, the lower first.
pub(super) type Pair = (u32, u32);

/// Bins of the signature; reports that share the lowest digest of a bin meet.
const BINS: u32 = 32;
/// In how many bins two reports have to meet.
const MEETINGS: usize = 2;
/// In a bin that many share each is compared with so many that follow.
const FOLLOWERS: usize = 6;
/// A digest that more reports than this share is what reports say: the form, the law.
const COMMON_AT_LEAST: usize = 8;
/// … or, in a large dataset, more than this part of the reports.
const COMMON_ONE_IN: usize = 20;

/// What most reports say, and who may be alike.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// Digests that many reports share, rising.
    common: Vec<u32>,
    pub(super) pairs: Vec<Pair>,
}

/// Finds pairs by the sketches of all reports, in order.
pub(super) fn likeness(sketches: &[(u32, Vec<u32>)]) -> Likeness {
    let mut all: Vec<u32> = sketches.iter().flat_map(|(_, sketch)| sketch.iter().copied()).collect();
    all.sort_unstable();
    let limit = COMMON_AT_LEAST.max(sketches.len() / COMMON_ONE_IN);
    let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() > limit);
    let common: Vec<u32> = runs.filter_map(|run| run.first().copied()).collect();
    drop(all);
    // In each bin the lowest digest that is not common, as (bin and digest, report).
    let mut meetings: Vec<(u64, u32)> = Vec::with_capacity(sketches.len() * BINS as usize);
    for (report, sketch) in sketches {
        let mut lowest = [None; BINS as usize];
        for &digest in sketch.iter().filter(|digest| common.binary_search(digest).is_err()) {
            // The low bits are zero by choice; these are as good as any.
            let bin = (digest >> 8) % BINS;
            if let Some(slot) = lowest.get_mut(bin as usize) {
                slot.get_or_insert(digest);
            }
        }
        let bins = (0u64..).zip(lowest).filter_map(|(bin, digest)| Some(bin << 32 | u64::from(digest?)));
        meetings.extend(bins.map(|key| (key, *report)));
    }
    meetings.sort_unstable();
    let mut pairs: Vec<Pair> = Vec::new();
    for met in meetings.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, first)) in met.iter().enumerate() {
            let followers = met.iter().skip(at + 1).take(FOLLOWERS);
            pairs.extend(followers.map(|(_, second)| (*first.min(second), *first.max(second))));
        }
    }
    pairs.sort_unstable();
    let often = pairs.chunk_by(|a, b| a == b).filter(|run| run.len() >= MEETINGS);
    let pairs = often.filter_map(|run| run.first().copied()).collect();
    Likeness { common, pairs }
}

/// What two texts share.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shared {
    /// Characters of the first in shared passages, as part of the shorter text; what all reports say left out.
    pub(super) similarity: f64,
    /// How many characters that are.
    pub(super) characters: usize,
    /// The passages, longest first, as printed in the first.
    pub(super) passages: Vec<String>,
}

/// The shortest passage, in characters that count.
const SHORTEST: usize = 20;

/// A text laid out to be compared.
#[derive(Debug, Default)]
pub(super) struct Laid {
    text: String,
    /// The characters that count, with their places in the text.
    chars: Vec<(usize, char)>,
    /// How many of them stand in sentences that are not common to all.
    own: usize,
}

impl Likeness {
    /// Lays out a text.
    pub(super) fn lay(&self, sentences: &[String]) -> Laid {
        let text = sentences.join("\n");
        // Figures as they are: a passage is shared when it is the same to the letter.
        let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let own = sentences.iter().filter(|sentence| !self.is_common(sentence));
        let own = own.map(|sentence| sentence.chars().filter(|c| !c.is_whitespace()).count()).sum();
        Laid { text, chars, own }
    }

    /// Whether a passage is what reports say: most of its chosen shingles are common.
    fn is_common(&self, passage: &str) -> bool {
        let chars: Vec<char> = bare(passage).map(|(_, c)| c).collect();
        let chosen: Vec<u32> =
            chars.windows(SHINGLE).map(digest).filter(|&digest| is_chosen(digest)).collect();
        let common = chosen.iter().filter(|digest| self.common.binary_search(digest).is_ok()).count();
        common * 2 >= chosen.len().max(1)
    }

    /// What two texts share.
    pub(super) fn shared(&self, first: &Laid, second: &Laid) -> Shared {
        let key = |chars: &[(usize, char)]| {
            let shingle: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
            digest(&shingle)
        };
        let mut places: HashMap<u32, usize> = HashMap::with_capacity(second.chars.len());
        for (at, window) in second.chars.windows(SHINGLE).enumerate() {
            places.entry(key(window)).or_insert(at);
        }
        let mut shared = Shared::default();
        let mut at = 0;
        while let Some(window) = first.chars.get(at..at + SHINGLE) {
            let length = places.get(&key(window)).map_or(0, |&other| {
                let pairs = first.chars.iter().skip(at).zip(second.chars.iter().skip(other));
                pairs.take_while(|((_, a), (_, b))| a == b).count()
            });
            if length < SHORTEST {
                at += 1;
                continue;
            }
            let start = first.chars.get(at).map_or(0, |(place, _)| *place);
            let end = first.chars.get(at + length - 1).map_or(start, |(place, c)| place + c.len_utf8());
            at += length;
            let passage = first.text.get(start..end).unwrap_or_default();
            if !self.is_common(passage) {
                shared.characters += length;
                shared.passages.push(passage.to_string());
            }
        }
        let shorter = first.own.min(second.own).max(1);
        shared.similarity = (shared.characters as f64 / shorter as f64).min(1.0);
        shared.passages.sort_by_key(|passage| std::cmp::Reverse(passage.len()));
        shared
    }
}
