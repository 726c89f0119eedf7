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
    /// Characters of the first in shared passages, as part of the shorter text; of both only sentences of their own.
    pub(super) similarity: f64,
    /// How many characters that are.
    pub(super) characters: usize,
    /// The passages, longest first, as printed in the first, without the sentences that reports have in common.
    pub(super) passages: Vec<String>,
}

/// The shortest passage, in characters that count.
const SHORTEST: usize = 20;

/// A text laid out to be compared.
#[derive(Debug, Default)]
pub(super) struct Laid {
    text: String,
    /// The characters that count.
    chars: Vec<Char>,
    /// How many of them are its own.
    own: usize,
}

/// A character of a text.
#[derive(Debug, Clone, Copy)]
struct Char {
    c: char,
    /// Where it stands.
    at: usize,
    /// Whether its sentence is none that many reports have.
    is_own: bool,
}

impl Likeness {
    /// Lays out a text.
    pub(super) fn lay(&self, sentences: &[String]) -> Laid {
        let (mut text, mut chars) = (String::new(), Vec::new());
        for sentence in sentences {
            let is_own = !self.is_common(sentence);
            let start = text.len();
            // Figures as they are: a passage is shared when it is the same to the letter.
            let counted = sentence.char_indices().filter(|(_, c)| !c.is_whitespace());
            chars.extend(counted.map(|(at, c)| Char { c, at: start + at, is_own }));
            if sentence.is_empty() {
                // No passage goes on over a heading.
                chars.push(Char { c: '\n', at: start, is_own: false });
            }
            text.push_str(sentence);
            text.push('\n');
        }
        let own = chars.iter().filter(|char| char.is_own).count();
        Laid { text, chars, own }
    }

    /// Whether a sentence is what reports say: at least half of its chosen shingles are common. One too short to have
    /// any, such as a heading, is taken for one.
    fn is_common(&self, sentence: &str) -> bool {
        let chars: Vec<char> = bare(sentence).map(|(_, c)| c).collect();
        let chosen: Vec<u32> =
            chars.windows(SHINGLE).map(digest).filter(|&digest| is_chosen(digest)).collect();
        let common = chosen.iter().filter(|digest| self.common.binary_search(digest).is_ok()).count();
        common * 2 >= chosen.len()
    }

    /// What two texts share.
    pub(super) fn shared(&self, first: &Laid, second: &Laid) -> Shared {
        let key = |chars: &[Char]| {
            let shingle: Vec<char> = chars.iter().map(|char| char.c).collect();
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
                pairs.take_while(|(a, b)| a.c == b.c).count()
            });
            if length < SHORTEST {
                at += 1;
                continue;
            }
            let run = first.chars.get(at..at + length).unwrap_or_default();
            at += length;
            for own in run.split(|char| !char.is_own).filter(|own| own.len() >= SHORTEST) {
                let [start, .., end] = own else { continue };
                shared.characters += own.len();
                let passage = first.text.get(start.at..end.at + end.c.len_utf8()).unwrap_or_default();
                shared.passages.push(passage.to_string());
            }
        }
        let shorter = first.own.min(second.own).max(1);
        shared.similarity = (shared.characters as f64 / shorter as f64).min(1.0);
        shared.passages.sort_by_key(|passage| std::cmp::Reverse(passage.len()));
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What all say, and what two texts say for themselves.
    #[test]
    fn what_reports_have_in_common_makes_no_likeness() {
        let common =
            "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，如对本报告有疑问请与本单位联系。";
        let own = [
            "全年组织校园食堂开放日活动二十余场，邀请家长代表走进后厨。",
            "完成河道清淤十二公里，向社会公布水质检测结果四期。",
        ];
        let all: Vec<char> = bare(common).map(|(_, c)| c).collect();
        let mut digests: Vec<u32> = all.windows(SHINGLE).map(digest).collect();
        digests.sort_unstable();
        let likeness = Likeness { common: digests, pairs: Vec::new() };
        let lay = |sentences: &[&str]| {
            likeness.lay(&sentences.iter().map(|sentence| sentence.to_string()).collect::<Vec<_>>())
        };
        let apart = likeness.shared(&lay(&[common, own[0]]), &lay(&[common, own[1]]));
        assert_eq!((apart.similarity, apart.characters, apart.passages.len()), (0.0, 0, 0));
        let copied = likeness.shared(&lay(&[common, own[0], own[1]]), &lay(&[common, own[1], own[0]]));
        assert_eq!((copied.similarity, copied.passages), (1.0, vec![own[0].to_string(), own[1].to_string()]));
    }
}
