//! Finds the words of a list in a text, all in one pass.

/// Words that are looked for together, and what each stands for.
///
/// The lists are short and their words begin with few different characters, so a glance at the first character settles
/// nearly every place of a text; an automaton would take longer to build than most runs take to read.
#[derive(Debug)]
pub(crate) struct Finder<T> {
    /// In the order of their first characters; of those that share one the longest first.
    words: Vec<(char, String, T)>,
    /// A bit for each first character, by [`bit`].
    first: [u64; 4],
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

/// The place of a character in [`Finder::first`].
fn bit(first: char) -> (usize, u64) {
    let hash = first as usize % 256;
    (hash / 64, 1 << (hash % 64))
}

impl<T> Finder<T> {
    /// Words and what each stands for.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, T)>) -> Finder<T> {
        let begun = |(word, means): (String, T)| Some((word.chars().next()?, word, means));
        let mut words: Vec<(char, String, T)> = words.into_iter().filter_map(begun).collect();
        words.sort_by_key(|(first, word, _)| (*first, std::cmp::Reverse(word.len())));
        let mut first = [0; 4];
        for (begins, ..) in &words {
            let (at, bit) = bit(*begins);
            if let Some(bits) = first.get_mut(at) {
                *bits |= bit;
            }
        }
        Finder { words, first }
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
    fn at<'w>(&'w self, text: &str, start: usize, first: char) -> Option<Hit<'w, T>> {
        let (at, bit) = bit(first);
        if self.first.get(at)? & bit == 0 {
            return None;
        }
        let from = self.words.partition_point(|(known, ..)| *known < first);
        let alike = self.words.get(from..)?.iter().take_while(|(known, ..)| *known == first);
        let rest = text.get(start..)?;
        let (_, word, means) = alike.into_iter().find(|(_, word, _)| rest.starts_with(word.as_str()))?;
        Some(Hit { start, end: start + word.len(), word, means })
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
