//! The words by which the audit reads sentences: lists of `data/audit/words_of_sentences.txt`, each under its name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A list a line: its name, then its words, with blanks between them.
const LISTS: &str = include_str!("../../data/audit/words_of_sentences.txt");

static BY_NAME: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lists = LISTS.lines().map(|line| line.split_whitespace());
    lists.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
});

/// One of the lists.
#[derive(Debug, Clone, Copy)]
pub(in crate::audit) struct Words(&'static str);

/// What opens a list of parts.
pub(in crate::audit) const AMONG: Words = Words("among");
/// Behind a whole: what follows is of it and of nothing else.
pub(in crate::audit) const OF_THESE: Words = Words("of_these");
/// What opens parts of a part, …
pub(in crate::audit) const NESTED: Words = Words("nested");
/// … and so may these, …
pub(in crate::audit) const BRACKETS: Words = Words("brackets");
/// … and in a list of parts these.
pub(in crate::audit) const SIDE_BY_SIDE: Words = Words("side_by_side");
/// A share is of all.
pub(in crate::audit) const OF_ALL: Words = Words("of_all");
/// One thing was published in several places, wherever in the sentence it stands, …
pub(in crate::audit) const TWICE: Words = Words("twice");
/// … and of the part that these stand in: 均已登记 behind a list says nothing of the kind.
pub(in crate::audit) const TWICE_IN_PART: Words = Words("twice_in_part");
/// Words of a part that is told beside something else, or was added to it.
pub(in crate::audit) const NO_PART: Words = Words("no_part");
/// What is left of any kind.
pub(in crate::audit) const THE_OTHERS: Words = Words("the_others");
/// Rates of requests that were dealt with, of those that came in.
pub(in crate::audit) const RATES_OF_DONE: Words = Words("rates_of_done");
/// What says that a number is the sum of those before it.
pub(in crate::audit) const SUMS_UP: Words = Words("sums_up");
/// Documents of which no table has a row.
pub(in crate::audit) const DOCUMENTS: Words = Words("documents");
/// Those that are public, …
pub(in crate::audit) const PUBLIC: Words = Words("public");
/// … and what the others are.
pub(in crate::audit) const NOT_PUBLIC: Words = Words("not_public");
/// Before either of them.
pub(in crate::audit) const CLASSED_AS: Words = Words("classed_as");
/// Behind the words for a whole: 占制发公文总数的27.3%, …
pub(in crate::audit) const TOTALS: Words = Words("totals");
/// … and between them and its number: 制发公文共139件.
pub(in crate::audit) const IN_ALL: Words = Words("in_all");
/// What counts kinds of decisions where 件 counts the decisions.
pub(in crate::audit) const KINDS: Words = Words("kinds");
/// Documents that were looked through are not those of the year.
pub(in crate::audit) const CLEARED: Words = Words("cleared");
/// Disputes that have come to an end.
pub(in crate::audit) const ENDED: Words = Words("ended");
/// What was answered leaves out what was not gone into, and what ended otherwise.
pub(in crate::audit) const ANSWERED: Words = Words("answered");
/// What follows is told beside the number before it.
pub(in crate::audit) const TOLD_APART: Words = Words("told_apart");
/// What is carried over.
pub(in crate::audit) const CARRIED: Words = Words("carried");
/// A number says by how much another one changed.
pub(in crate::audit) const CHANGES: Words = Words("changes");
/// What grows of itself beside whatever number: 与上年的157件相比，本年新收135件，办结率提高2.1%.
pub(in crate::audit) const GROWS_OF_ITSELF: Words = Words("grows_of_itself");
/// Last year by itself.
pub(in crate::audit) const LAST_YEAR: Words = Words("last_year");
/// Before a date up to which was counted, …
pub(in crate::audit) const AS_OF: Words = Words("as_of");
/// … the last day of a year, behind its number, …
pub(in crate::audit) const ENDS_OF_YEAR: Words = Words("ends_of_year");
/// … and the year that a report is on.
pub(in crate::audit) const THIS_YEAR: Words = Words("this_year");

impl Words {
    /// The words, in the order of the list.
    pub(in crate::audit) fn iter(self) -> impl Iterator<Item = &'static str> {
        BY_NAME.get(self.0).into_iter().flatten().copied()
    }

    /// Whether one of them stands in a text.
    pub(in crate::audit) fn any_in(self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// Whether one of them is all of a text.
    pub(in crate::audit) fn has(self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    /// A text before and behind the first of them that stands in it.
    pub(in crate::audit) fn split(self, text: &str) -> Option<(&str, &str)> {
        self.iter().find_map(|word| text.split_once(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there_and_every_line_is_used() {
        let source = include_str!("words.rs");
        let names: Vec<&str> = source
            .lines()
            .filter_map(|line| line.split_once(": Words = Words(\"")?.1.split('"').next())
            .collect();
        let lists: Vec<&str> = BY_NAME.keys().copied().collect();
        assert!(names.iter().all(|name| BY_NAME.get(name).is_some_and(|words| !words.is_empty())));
        assert!(lists.iter().all(|list| names.contains(list)));
    }
}
