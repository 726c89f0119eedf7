//! Finds the words of a list in a text, all in one pass.

use serde::{Deserialize, Serialize};

/// Words that are looked for together, and what each stands for.
///
/// A glance at the first character settles most places of a text, for few words begin with the same; an automaton
/// would take longer to build than most runs take to read.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Finder<T, W = String> {
    /// In the order of their [`place`]s and first characters; of those that share one the longest first.
    words: Vec<(char, W, T)>,
    /// Where the words of each place begin in `words`; those of the next place begin where they end.
    starts: Vec<u16>,
}

/// A word found in a text: where, and what it stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'w, T> {
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    /// The word.
    pub(crate) word: &'w str,
    /// What it stands for.
    pub(crate) means: &'w T,
}

/// How many places first characters are spread over.
const PLACES: usize = 512;

/// The place of a first character.
fn place(first: char) -> usize {
    first as usize % PLACES
}

impl<T, W: AsRef<str>> Finder<T, W> {
    /// Words and what each stands for. Of words that stand there twice the first counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (W, T)>) -> Finder<T, W> {
        let begun = |(word, means): (W, T)| Some((word.as_ref().chars().next()?, word, means));
        let mut words: Vec<(char, W, T)> = words.into_iter().filter_map(begun).collect();
        // No list comes near to so many words that their numbers had no room.
        words.truncate(usize::from(u16::MAX));
        words.sort_by_cached_key(|(first, word, _)| {
            (place(*first), *first, std::cmp::Reverse(word.as_ref().len()))
        });
        let mut starts = Vec::with_capacity(PLACES + 1);
        for at in 0..=PLACES {
            let from = starts.last().map_or(0, |start| usize::from(*start));
            let more = words.iter().skip(from).take_while(|(first, ..)| place(*first) < at).count();
            starts.push((from + more) as u16);
        }
        Finder { words, starts }
    }

    /// How many words there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// All occurrences from left to right, the longest word where several begin, none overlapping.
    pub(crate) fn hits<'w>(&'w self, text: &'w str) -> impl Iterator<Item = Hit<'w, T>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..)?;
            let found = rest.char_indices().find_map(|(start, c)| self.at(text, at + start, c));
            at = found.as_ref().map_or(text.len(), |hit| hit.end);
            found
        })
    }

    /// The longest word that begins at a place of a text, with the character `first`.
    #[inline]
    fn at<'w>(&'w self, text: &str, start: usize, first: char) -> Option<Hit<'w, T>> {
        if self.is_empty_at(place(first)) {
            return None;
        }
        let (_, word, means) = self.longest(text.get(start..)?, first)?;
        let word = word.as_ref();
        Some(Hit { start, end: start + word.len(), word, means })
    }

    fn is_empty_at(&self, place: usize) -> bool {
        self.starts.get(place) == self.starts.get(place + 1)
    }

    /// The longest word that a text begins with, with the character `first`. Apart from the glance that spares it.
    #[inline(never)]
    fn longest(&self, text: &str, first: char) -> Option<&(char, W, T)> {
        let place = place(first);
        let (from, to) = (*self.starts.get(place)?, *self.starts.get(place + 1)?);
        let alike = self.words.get(usize::from(from)..usize::from(to))?;
        // Words that begin alike seldom end alike.
        let begins = |word: &str| {
            let last = word.len().wrapping_sub(1);
            text.as_bytes().get(last) == word.as_bytes().get(last) && text.starts_with(word)
        };
        alike.iter().find(|(known, word, _)| *known == first && begins(word.as_ref()))
    }

    /// The longest word that a text begins with.
    pub(crate) fn begins(&self, text: &str) -> Option<(&W, &T)> {
        let first = text.chars().next()?;
        self.longest(text, first).map(|(_, word, means)| (word, means))
    }

    /// The first occurrence.
    pub(crate) fn first<'w>(&'w self, text: &'w str) -> Option<Hit<'w, T>> {
        self.hits(text).next()
    }

    /// Whether any of the words occurs.
    pub(crate) fn occurs(&self, text: &str) -> bool {
        text.char_indices().any(|(start, c)| self.at(text, start, c).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leftmost_and_there_the_longest_word_is_found() {
        let words = [("公开", 1), ("公开年报", 2), ("年报", 3), ("报", 4), ("公开", 5)];
        let finder = Finder::new(words.map(|(word, means)| (word.to_string(), means)));
        let hits = |text: &'static str| -> Vec<(usize, i32)> {
            finder.hits(text).map(|hit| (hit.start, *hit.means)).collect()
        };
        assert_eq!(hits("公开年报"), [(0, 2)]);
        assert_eq!(hits("信息公开年度年报报"), [(6, 1), (18, 3), (24, 4)]);
        assert_eq!(hits("公公开"), [(3, 1)]);
        assert_eq!(hits(""), []);
        assert!(finder.occurs("看报") && !finder.occurs("公告") && finder.first("公告").is_none());
    }
}
