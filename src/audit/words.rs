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
/// Before the words for what divides the parts of a whole, …
pub(in crate::audit) const SEEN_FROM: Words = Words("seen_from");
/// … and behind them: 从渠道看, 按申请人划分.
pub(in crate::audit) const SEEN_BY: Words = Words("seen_by");
/// Where an agency publishes.
pub(in crate::audit) const CHANNELS: Words = Words("channels");
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
/// What a rate may end in, …
pub(in crate::audit) const RATE_ENDS: Words = Words("rate_ends");
/// … and what links it to its number: 解读比例达30.5%.
pub(in crate::audit) const RATE_IS: Words = Words("rate_is");
/// A rate of what was done in time, …
pub(in crate::audit) const ON_TIME: Words = Words("on_time");
/// … of what was dealt with or had to be, …
pub(in crate::audit) const DEALT_WITH: Words = Words("dealt_with");
/// … and that which had to be.
pub(in crate::audit) const DUE: Words = Words("due");
/// A share that says nothing of what it is of.
pub(in crate::audit) const SHARE_ALONE: Words = Words("share_alone");
/// What came of a request is told in such words.
pub(in crate::audit) const DISCLOSURE: Words = Words("disclosure");
/// Natural persons as applicants.
pub(in crate::audit) const NATURAL: Words = Words("natural");
/// Before parts of requests: what they are divided by, or what of them is meant, …
pub(in crate::audit) const DIVIDES_REQUESTS: Words = Words("divides_requests");
/// … and what says that these were dealt with.
pub(in crate::audit) const RESULTS: Words = Words("results");
/// What was done with what came in.
pub(in crate::audit) const DONE: Words = Words("done");
/// Nothing was disclosed, for whatever reason.
pub(in crate::audit) const NOT_DISCLOSED: Words = Words("not_disclosed");
/// What says that a number is the sum of those before it.
pub(in crate::audit) const SUMS_UP: Words = Words("sums_up");
/// Documents of which no table has a row.
pub(in crate::audit) const DOCUMENTS: Words = Words("documents");
/// Those that are public, …
pub(in crate::audit) const PUBLIC: Words = Words("public");
/// … and what the others are.
pub(in crate::audit) const NOT_PUBLIC: Words = Words("not_public");
/// Of these, those that nobody is given.
pub(in crate::audit) const NOT_GIVEN: Words = Words("not_given");
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
/// A number counts some of what the tables do, …
pub(in crate::audit) const NARROWER: Words = Words("narrower");
/// … but not where that is disclosure itself, …
pub(in crate::audit) const ABOUT_DISCLOSURE: Words = Words("about_disclosure");
/// … and more than they do where disclosure is a part of it.
pub(in crate::audit) const OF_WHICH_DISCLOSURE: Words = Words("of_which_disclosure");
/// What agencies receive and deal with beside requests, …
pub(in crate::audit) const OTHER_THINGS: Words = Words("other_things");
/// … and what is said of requests.
pub(in crate::audit) const REQUESTS: Words = Words("requests");
/// A number is what those before it come to.
pub(in crate::audit) const TOGETHER: Words = Words("together");
/// A change is of another base than the year before.
pub(in crate::audit) const OTHER_BASE: Words = Words("other_base");
/// A number is of all years up to the report's, …
pub(in crate::audit) const CUMULATED: Words = Words("cumulated");
/// … where such a word is there, too, …
pub(in crate::audit) const UNTIL: Words = Words("until");
/// … or several years are named, …
pub(in crate::audit) const SEVERAL_YEARS: Words = Words("several_years");
/// … but not where the span is the year itself.
pub(in crate::audit) const SINCE_THIS_YEAR: Words = Words("since_this_year");
/// Cases of which some end in a penalty.
pub(in crate::audit) const CASES: Words = Words("cases");
/// Before the number of matters that what follows is on.
pub(in crate::audit) const AS_TO: Words = Words("as_to");
/// A reason that agencies enter in more than one row.
pub(in crate::audit) const REASON_OF_BOTH: Words = Words("reason_of_both");
/// What a change has led to: 下降50%，降至30件.
pub(in crate::audit) const COMES_TO: Words = Words("comes_to");
/// What a counter of times ends in: 424件次 are more than 422件.
pub(in crate::audit) const TIMES: Words = Words("times");
/// Counters of what no table counts.
pub(in crate::audit) const NOT_COUNTS: Words = Words("not_counts");
/// A change leaves something out that the tables have, …
pub(in crate::audit) const ADJUSTED: Words = Words("adjusted");
/// … or is of what they do not count.
pub(in crate::audit) const OTHER_MEASURES: Words = Words("other_measures");
/// Before a date up to which was counted, …
pub(in crate::audit) const AS_OF: Words = Words("as_of");
/// … the last day of a year, behind its number, …
pub(in crate::audit) const ENDS_OF_YEAR: Words = Words("ends_of_year");
/// … and the year that a report is on.
pub(in crate::audit) const THIS_YEAR: Words = Words("this_year");
/// Parts of what stands before follow.
pub(in crate::audit) const OPENS_PARTS: Words = Words("opens_parts");
/// Requests were answered, and not only handled.
pub(in crate::audit) const DONE_STRICTLY: Words = Words("done_strictly");
/// They came in, …
pub(in crate::audit) const RECEIVED: Words = Words("received");
/// … within the year, …
pub(in crate::audit) const NEW_THIS_YEAR: Words = Words("new_this_year");
/// … and were answered within it.
pub(in crate::audit) const DONE_THIS_YEAR: Words = Words("done_this_year");
/// Who applied, but not who all may.
pub(in crate::audit) const APPLICANTS: Words = Words("applicants");
/// By which way requests came in.
pub(in crate::audit) const WAYS: Words = Words("ways");
/// What requests are about is said, so that they are some of all.
pub(in crate::audit) const KINDS_OF_REQUESTS: Words = Words("kinds_of_requests");
/// And yet all of them are meant.
pub(in crate::audit) const IN_GENERAL: Words = Words("in_general");
/// What is said of requests that were made in vain.
pub(in crate::audit) const NOT_AS_IT_SHOULD: Words = Words("not_as_it_should");
/// What came of requests that led to a dispute.
pub(in crate::audit) const DENIED: Words = Words("denied");
/// What was answered is disputed.
pub(in crate::audit) const DISPUTED: Words = Words("disputed");
/// Disputes that others decided on.
pub(in crate::audit) const COURTS: Words = Words("courts");
/// Those that courts have.
pub(in crate::audit) const BEFORE_A_COURT: Words = Words("before_a_court");
/// Disputes that an agency decides on itself.
pub(in crate::audit) const AS_AUTHORITY: Words = Words("as_authority");
/// Licences and penalties.
pub(in crate::audit) const DECIDED: Words = Words("decided");
/// How names of bodies end, …
pub(in crate::audit) const BODY_ENDS: Words = Words("body_ends");
/// … and what stands before these where it is the one that reports.
pub(in crate::audit) const OUR_BODIES: Words = Words("our_bodies");
/// Bodies that decide on penalties.
pub(in crate::audit) const OTHER_BODIES: Words = Words("other_bodies");
/// Requests that had to be answered by the end of the year.
pub(in crate::audit) const DUE_BY_NOW: Words = Words("due_by_now");
/// An earlier report is put right.
pub(in crate::audit) const CORRECTED: Words = Words("corrected");
/// Disclosed in part.
pub(in crate::audit) const PARTLY: Words = Words("partly");
/// What a bracket begins with that tells what the number before it takes in.
pub(in crate::audit) const TAKES_IN: Words = Words("takes_in");
/// What the disputes of the table are on.
pub(in crate::audit) const MATTER: Words = Words("matter");
/// A class of all that was not disclosed.
pub(in crate::audit) const CLASS_DENIED: Words = Words("class_denied");

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
