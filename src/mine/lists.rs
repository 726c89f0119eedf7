//! The word lists of `data/mine/`: what a person may correct without Rust.

mod read;
mod role;

use std::ops::Range;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::normalise::Finder;
pub(super) use role::{Counted, OfDisputes, Role, Side, Word};

/// All lists.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Words {
    #[serde(borrow)]
    words: Finder<Word, &'static str>,
    /// The shortest words that deny: each of the others holds one of them.
    denying: Vec<&'static str>,
    #[serde(skip)]
    denials: Vec<memmem::Finder<'static>>,
    counters: Finder<Counted, &'static str>,
    /// What stands before a number, the longest first.
    bounds_before: Vec<(&'static str, &'static str)>,
    /// A bit for each of the characters with which they end: tells cheaply that a character is none.
    bound_bits: u64,
    bounds_after: Finder<&'static str, &'static str>,
    bounds_at_end: Finder<&'static str, &'static str>,
    not_figures: Finder<(), &'static str>,
    of_disputes: Finder<OfDisputes, &'static str>,
    /// How names of bodies end.
    body_ends: Vec<&'static str>,
    /// What bodies are in charge of.
    fields: Vec<&'static str>,
    /// Scope and word.
    scopes: Vec<(&'static str, &'static str)>,
    /// The characters with which words of scope end.
    scope_ends: Vec<char>,
    /// A bit for each of them.
    scope_bits: u64,
    /// Theme and word.
    pub(super) themes: Vec<(&'static str, &'static str)>,
    /// Word and index of its theme.
    theme_words: Finder<usize, &'static str>,
    /// Words that begin a list of problems, and of measures, and whether of problems.
    heads: Finder<bool, &'static str>,
    /// Words that mark one sentence, by kind.
    marks: Vec<(&'static str, Finder<(), &'static str>)>,
    /// What a line behind a report begins with.
    ends: Finder<(), &'static str>,
}

impl Words {
    /// As bytes, without what is quicker made than read.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn pack() -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&read::read())
    }

    /// From the bytes that were made of the lists; nothing if they are not whole.
    #[allow(dead_code, reason = "`build.rs` only makes them")]
    pub(super) fn unpack(bytes: &'static [u8]) -> Option<Words> {
        let words: Words = postcard::from_bytes(bytes).ok()?;
        let denials = words.denying.iter().map(|word| memmem::Finder::new(*word)).collect();
        Some(Words { denials, ..words })
    }

    /// Where words end that say of whom a text speaks.
    pub(super) fn scope_ends(&self, text: &str) -> Vec<usize> {
        let ends = text.char_indices().filter_map(|(at, last)| {
            let known = self.scope_bits & bit(last) != 0 && self.scope_ends.contains(&last);
            known.then_some(at + last.len_utf8())
        });
        ends.filter(|end| text.get(..*end).is_some_and(|until| self.ends_in_scope(until).is_some())).collect()
    }

    /// Of whom a number speaks that stands behind this part of a text: what the last word on it there says. `ends` are
    /// those of the text.
    pub(super) fn scope(&self, text: &str, part: Range<usize>, ends: &[usize]) -> &'static str {
        let mut inside =
            ends.iter().rev().skip_while(|end| **end > part.end).take_while(|end| **end > part.start);
        inside.find_map(|end| self.ends_in_scope(text.get(part.start..*end)?)).unwrap_or_default()
    }

    /// What the word says with which a text ends.
    fn ends_in_scope(&self, text: &str) -> Option<&'static str> {
        self.scopes.iter().rfind(|(_, word)| text.ends_with(word)).map(|(scope, _)| *scope)
    }

    /// The longest counter that a text begins with.
    pub(super) fn counter(&self, text: &str) -> Option<(&'static str, Counted)> {
        self.counters.begins(text).map(|(counter, counted)| (*counter, *counted))
    }

    /// The longest word that makes a number a bound on this side of it, and which; `text` is what stands there.
    pub(super) fn bound(&self, side: Side, text: &str) -> Option<(&'static str, &'static str)> {
        let behind = match side {
            Side::Before => {
                if self.bound_bits & bit(text.chars().next_back()?) == 0 {
                    return None;
                }
                let ends = |(word, _): &&(&str, &str)| text.ends_with(*word);
                return self.bounds_before.iter().find(ends).copied();
            }
            Side::After => &self.bounds_after,
            Side::End => &self.bounds_at_end,
        };
        behind.begins(text).map(|(word, means)| (*word, *means))
    }

    /// Whether a text begins with a phrase whose numeral is no figure.
    pub(super) fn is_no_figure(&self, text: &str) -> bool {
        self.not_figures.begins(text).is_some()
    }

    /// Where words stand in a folded sentence that say that its disputes are others than those of the table, and how.
    pub(super) fn of_disputes<'t>(
        &'t self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, OfDisputes)> + 't {
        self.of_disputes.hits(folded).map(|hit| (hit.start, *hit.means))
    }

    /// Whether a text ends as names of bodies do.
    pub(super) fn ends_as_body(&self, text: &str) -> bool {
        self.body_ends.iter().any(|end| text.ends_with(end))
    }

    /// Whether a text says what a body is in charge of.
    pub(super) fn is_field(&self, text: &str) -> bool {
        self.fields.contains(&text)
    }

    /// The first word of a text that begins a list of problems, or of measures: where it stands, and whether of problems.
    pub(super) fn head(&self, text: &str) -> Option<(Range<usize>, bool)> {
        self.heads.first(text).map(|hit| (hit.start..hit.end, *hit.means))
    }

    /// Whether a word stands in a text that marks it as one of this kind.
    pub(super) fn is_marked(&self, kind: &str, text: &str) -> bool {
        self.marks.iter().any(|(of, words)| *of == kind && words.occurs(text))
    }

    /// Whether a line begins as those do that stand behind a report.
    pub(super) fn begins_end(&self, line: &str) -> bool {
        self.ends.begins(line).is_some()
    }

    /// Whether a folded sentence may deny something: a look that costs less than to find all its words.
    pub(super) fn may_deny(&self, folded: &str) -> bool {
        self.denials.iter().any(|denial| denial.find(folded.as_bytes()).is_some())
    }

    /// The words in a folded sentence from left to right, the longest where several begin: start, end, word.
    pub(super) fn find<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = (usize, usize, &'t Word)> {
        self.words.hits(folded).map(|hit| (hit.start, hit.end, hit.means))
    }

    /// The words of themes in a text: index into [`Words::themes`].
    pub(super) fn themes_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.theme_words.hits(text).map(|hit| *hit.means)
    }
}

/// The bit of a character among 64.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::read::{rows, three};

    #[test]
    fn every_row_of_the_lists_is_read() {
        let words = words();
        let counts = [
            ("words", words.words.len()),
            ("counters", words.counters.len()),
            ("bounds", words.bounds_before.len() + words.bounds_after.len() + words.bounds_at_end.len()),
            ("not_figures", words.not_figures.len()),
            ("bodies", words.body_ends.len() + words.fields.len()),
            ("disputes", words.of_disputes.len()),
            ("scopes", words.scopes.len()),
            ("themes", words.themes.len()),
            (
                "turns",
                words.heads.len()
                    + words.ends.len()
                    + words.marks.iter().map(|(_, marks)| marks.len()).sum::<usize>(),
            ),
        ];
        for (name, count) in counts {
            assert!(count > 0);
            assert_eq!(rows(name).count(), count, "{name}");
        }
    }

    #[test]
    fn the_last_word_says_of_whom_a_number_speaks() {
        let words = words();
        let scope = |text: &str, from, to| words.scope(text, from..to, &words.scope_ends(text));
        let last = |text: &str| scope(text, 0, text.len());
        assert_eq!(last("全市共受理，其中本机关受理"), "own");
        assert_eq!(last("本机关受理，全市受理"), "area");
        assert_eq!(last("共受理"), "");
        // As the words were looked for one by one, over beginnings of a sentence that holds many of them.
        let sentence: String = words.scopes.iter().map(|(_, word)| format!("{word}的，")).collect();
        for (end, _) in sentence.char_indices() {
            let before = &sentence[..end];
            let ends = words
                .scopes
                .iter()
                .filter_map(|(scope, word)| Some((before.rfind(word)? + word.len(), *scope)));
            assert_eq!(
                scope(&sentence, 0, end),
                ends.max_by_key(|(end, _)| *end).map_or("", |(_, scope)| scope),
                "{before}"
            );
        }
    }

    #[test]
    fn every_word_that_denies_is_seen() {
        let denying = rows("words").filter_map(three).filter(|row| row[0] == "not");
        let unseen: Vec<&str> = denying.map(|row| row[2]).filter(|word| !words().may_deny(word)).collect();
        assert!(unseen.is_empty(), "{unseen:?}");
        assert!(!words().may_deny("全年主动公开信息"));
    }

    #[test]
    fn no_word_stands_in_the_list_twice() {
        let mut seen: Vec<&str> = rows("words").filter_map(|row| row.split(',').nth(2)).collect();
        seen.sort_unstable();
        let twice: Vec<_> = seen.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
