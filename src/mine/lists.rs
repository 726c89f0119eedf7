//! The word lists of `data/mine/`: what a person may correct without Rust.

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::normalise::Finder;

/// The lists as they stand in the repository: name and content.
const FILES: [(&str, &str); 8] = [
    ("words", include_str!("../../data/mine/words.csv")),
    ("counters", include_str!("../../data/mine/counters.csv")),
    ("bodies", include_str!("../../data/mine/bodies.csv")),
    ("bounds", include_str!("../../data/mine/bounds.csv")),
    ("not_figures", include_str!("../../data/mine/not_figures.txt")),
    ("scopes", include_str!("../../data/mine/scopes.csv")),
    ("themes", include_str!("../../data/mine/themes.csv")),
    ("turns", include_str!("../../data/mine/turns.csv")),
];

/// What a word does in a sentence: the first column of `words.csv`, where each is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Role {
    Received,
    Object,
    Row,
    Handled,
    Public,
    Carry,
    Last,
    Next,
    Applicant,
    Dispute,
    Outcome,
    Document,
    Act,
    Decision,
    Fee,
    Procurement,
    Amount,
    Other,
    Channel,
    Among,
    Each,
    Respectively,
    Not,
    Join,
    Share,
    Up,
    Down,
    Compare,
    Verb,
    Foreign,
    Outside,
    Within,
    Rest,
    Filler,
    Glue,
}

const ROLES: [(&str, Role); 35] = [
    ("received", Role::Received),
    ("object", Role::Object),
    ("row", Role::Row),
    ("handled", Role::Handled),
    ("public", Role::Public),
    ("carry", Role::Carry),
    ("last", Role::Last),
    ("next", Role::Next),
    ("applicant", Role::Applicant),
    ("dispute", Role::Dispute),
    ("result", Role::Outcome),
    ("document", Role::Document),
    ("act", Role::Act),
    ("decision", Role::Decision),
    ("fee", Role::Fee),
    ("procurement", Role::Procurement),
    ("amount", Role::Amount),
    ("other", Role::Other),
    ("channel", Role::Channel),
    ("among", Role::Among),
    ("each", Role::Each),
    ("respectively", Role::Respectively),
    ("not", Role::Not),
    ("join", Role::Join),
    ("share", Role::Share),
    ("up", Role::Up),
    ("down", Role::Down),
    ("compare", Role::Compare),
    ("verb", Role::Verb),
    ("foreign", Role::Foreign),
    ("outside", Role::Outside),
    ("within", Role::Within),
    ("rest", Role::Rest),
    ("filler", Role::Filler),
    ("glue", Role::Glue),
];

/// A word of `words.csv`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Word {
    pub(super) role: Role,
    /// Which row, column or kind it names; empty where the role says all.
    pub(super) means: &'static str,
}

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Counted {
    Things,
    Money,
    Percent,
    /// Dates, times, orders: the number before it is no quantity.
    Nothing,
}

/// On which side of a number a word stands that makes it a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    End,
}

/// A word of `turns.csv`, prepared to be looked for.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) word: &'static str,
    finder: memmem::Finder<'static>,
}

impl Turn {
    /// Where the word first stands in a text.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.finder.find(text.as_bytes())
    }
}

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
    bounds_after: Finder<&'static str, &'static str>,
    bounds_at_end: Finder<&'static str, &'static str>,
    not_figures: Finder<(), &'static str>,
    /// How names of bodies end.
    body_ends: Vec<&'static str>,
    /// What bodies are in charge of.
    fields: Vec<&'static str>,
    /// Scope and word.
    scopes: Vec<(&'static str, &'static str)>,
    /// The characters with which words of scope end.
    scope_ends: Vec<char>,
    /// A bit for each of them: tells cheaply that a character is none.
    scope_bits: u64,
    /// Theme and word.
    pub(super) themes: Vec<(&'static str, &'static str)>,
    /// Word and index of its theme.
    theme_words: Finder<usize, &'static str>,
    /// The turns by kind.
    #[serde(skip)]
    turns: Vec<(&'static str, Vec<Turn>)>,
}

impl Words {
    /// As bytes, without what is quicker made than read.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn pack() -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&read())
    }

    /// From the bytes that were made of the lists; nothing if they are not whole.
    #[allow(dead_code, reason = "`build.rs` only makes them")]
    pub(super) fn unpack(bytes: &'static [u8]) -> Option<Words> {
        let words: Words = postcard::from_bytes(bytes).ok()?;
        let denials = words.denying.iter().map(|word| memmem::Finder::new(*word)).collect();
        Some(Words { denials, turns: turns(), ..words })
    }

    /// Of whom a number speaks that stands behind this text: what its last word on it says.
    pub(super) fn scope(&self, before: &str) -> &'static str {
        let found = before
            .char_indices()
            .rev()
            .filter(|(_, last)| self.scope_bits & bit(*last) != 0 && self.scope_ends.contains(last))
            .find_map(|(at, last)| {
                let until = before.get(..at + last.len_utf8())?;
                self.scopes.iter().rfind(|(_, word)| until.ends_with(word))
            });
        found.map_or("", |(scope, _)| scope)
    }

    /// The longest counter that a text begins with.
    pub(super) fn counter(&self, text: &str) -> Option<(&'static str, Counted)> {
        self.counters.begins(text).map(|(counter, counted)| (*counter, *counted))
    }

    /// The longest word that makes a number a bound on this side of it, and which; `text` is what stands there.
    pub(super) fn bound(&self, side: Side, text: &str) -> Option<(&'static str, &'static str)> {
        let behind = match side {
            Side::Before => {
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

    /// Whether a text ends as names of bodies do.
    pub(super) fn ends_as_body(&self, text: &str) -> bool {
        self.body_ends.iter().any(|end| text.ends_with(end))
    }

    /// Whether a text says what a body is in charge of.
    pub(super) fn is_field(&self, text: &str) -> bool {
        self.fields.contains(&text)
    }

    /// The turns of a kind.
    pub(super) fn turns(&self, kind: &str) -> &[Turn] {
        self.turns.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, turns)| turns)
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

/// The rows of a list below its header. The lists are part of the program; a test reads every row.
pub(super) fn rows(file: &str) -> impl Iterator<Item = &'static str> {
    let content = FILES.iter().find(|(name, _)| *name == file).map_or("", |(_, content)| content);
    let rows = content.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.skip(usize::from(file != "not_figures"))
}

/// The cells of a row that has three.
pub(super) fn three(row: &'static str) -> Option<[&'static str; 3]> {
    let (first, rest) = row.split_once(',')?;
    let (second, third) = two(rest)?;
    Some([first, second, third])
}

/// The cells of a row that has two.
fn two(row: &'static str) -> Option<(&'static str, &'static str)> {
    row.split_once(',').filter(|(_, second)| !second.contains(','))
}

/// The bit of a character among 64.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// The words that hold no other of them.
fn shortest<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let holds_none = |word: &&&str| !words.iter().any(|other| other != *word && word.contains(other));
    words.iter().filter(holds_none).copied().collect()
}

fn turns() -> Vec<(&'static str, Vec<Turn>)> {
    let mut turns: Vec<(&'static str, Vec<Turn>)> = Vec::new();
    for (kind, word) in rows("turns").filter_map(two) {
        let turn = Turn { word, finder: memmem::Finder::new(word) };
        match turns.iter_mut().find(|(of, _)| *of == kind) {
            Some((_, turns)) => turns.push(turn),
            None => turns.push((kind, vec![turn])),
        }
    }
    turns
}

fn read() -> Words {
    let (mut words, mut denials) = (Vec::new(), Vec::new());
    for [role, means, word] in rows("words").filter_map(three) {
        if let Some(&(_, role)) = ROLES.iter().find(|(name, _)| *name == role) {
            words.push((word, Word { role, means }));
            if role == Role::Not {
                denials.push(word);
            }
        }
    }
    let counted = |(counter, kind): (&'static str, &str)| {
        let kind = match kind {
            "count" => Counted::Things,
            "money" => Counted::Money,
            "percent" => Counted::Percent,
            "not" => Counted::Nothing,
            _ => return None,
        };
        Some((counter, kind))
    };
    let counters = Finder::new(rows("counters").filter_map(|row| counted(two(row)?)));
    let bound = |[word, side, bound]: [&'static str; 3]| {
        let side = match side {
            "before" => Side::Before,
            "after" => Side::After,
            "end" => Side::End,
            _ => return None,
        };
        Some((side, word, bound))
    };
    let bounds: Vec<_> = rows("bounds").filter_map(|row| bound(three(row)?)).collect();
    let bounds = |side| {
        let own = bounds.iter().filter(move |(of, ..)| *of == side);
        own.map(|(_, word, bound)| (*word, *bound))
    };
    let mut bounds_before: Vec<_> = bounds(Side::Before).collect();
    bounds_before.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let scopes: Vec<_> = rows("scopes").filter_map(two).collect();
    let mut scope_ends: Vec<char> = scopes.iter().filter_map(|(_, word)| word.chars().next_back()).collect();
    scope_ends.sort_unstable();
    scope_ends.dedup();
    let scope_bits = scope_ends.iter().fold(0, |bits, end| bits | bit(*end));
    let bodies = |kind| {
        let own = rows("bodies").filter_map(two).filter(move |(of, _)| *of == kind);
        own.map(|(_, word)| word).collect::<Vec<_>>()
    };
    let themes: Vec<_> = rows("themes").filter_map(two).collect();
    Words {
        words: Finder::new(words),
        denying: shortest(&denials),
        denials: Vec::new(),
        counters,
        bounds_before,
        bounds_after: Finder::new(bounds(Side::After)),
        bounds_at_end: Finder::new(bounds(Side::End)),
        not_figures: Finder::new(rows("not_figures").filter_map(|row| Some((row.split(',').next()?, ())))),
        theme_words: Finder::new(themes.iter().enumerate().map(|(index, (_, word))| (*word, index))),
        body_ends: bodies("end"),
        fields: bodies("field"),
        scope_ends,
        scope_bits,
        scopes,
        themes,
        turns: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_row_of_the_lists_is_read() {
        let words = words();
        let counts = [
            ("words", words.words.len()),
            ("counters", words.counters.len()),
            ("bounds", words.bounds_before.len() + words.bounds_after.len() + words.bounds_at_end.len()),
            ("not_figures", words.not_figures.len()),
            ("bodies", words.body_ends.len() + words.fields.len()),
            ("scopes", words.scopes.len()),
            ("themes", words.themes.len()),
            ("turns", words.turns.iter().map(|(_, turns)| turns.len()).sum()),
        ];
        for (name, count) in counts {
            assert!(count > 0);
            assert_eq!(rows(name).count(), count, "{name}");
        }
    }

    #[test]
    fn the_last_word_says_of_whom_a_number_speaks() {
        let words = words();
        assert_eq!(words.scope("全市共受理，其中本机关受理"), "own");
        assert_eq!(words.scope("本机关受理，全市受理"), "area");
        assert_eq!(words.scope("共受理"), "");
        // As the words were looked for one by one, over beginnings of a sentence that holds many of them.
        let sentence: String = words.scopes.iter().map(|(_, word)| format!("{word}的，")).collect();
        for (end, _) in sentence.char_indices() {
            let before = &sentence[..end];
            let ends = words
                .scopes
                .iter()
                .filter_map(|(scope, word)| Some((before.rfind(word)? + word.len(), *scope)));
            assert_eq!(
                words.scope(before),
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
