//! What speaks for a key of a number: the characters and the known words around it, what stands before it, how it adds up.
//!
//! Each piece is a short text such as `L0:收到`. The same pieces are made when the weights are learned and when they are used.

use std::ops::RangeInclusive;

use super::sums;
use crate::mine::figures::Stated;
use crate::mine::tokens::{Kind, Sentence, Token};

/// How many characters before a number, and behind it, are taken by their distance.
const NEAR: usize = 4;
/// How many known words on each side.
const WORDS: usize = 4;
/// Clauses are told whole up to so many characters.
const WHOLE: usize = 24;
/// So many characters before a number and behind it are looked at, and so many tokens: what follows is no sentence of a report, and
/// the time it takes must not grow with it.
const FAR: usize = 240;
const CLAUSE: usize = 60;
const TOKENS: usize = 80;

/// A number of a sentence, and what is known of its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    /// All that the sentence states.
    pub(super) stated: &'a [Stated],
    /// Which of them is asked about.
    pub(super) at: usize,
    /// The section it stands in, and the form of the report.
    pub(super) section: &'a str,
    pub(super) form: &'a str,
}

/// Takes the pieces of evidence for one number.
pub(super) trait Sink {
    /// A piece, in parts that belong together.
    fn piece(&mut self, parts: &[&str]);

    /// The runs of so many characters of a text, each a piece with a name before it.
    fn runs(&mut self, name: &str, text: &str, sizes: RangeInclusive<usize>) {
        for size in sizes {
            runs(text, size).for_each(|run| self.piece(&[name, run]));
        }
    }
}

/// Gives every piece of evidence to `sink`; some more than once.
pub(super) fn evidence(asked: &Asked<'_>, known: &dyn Fn(usize) -> bool, sink: &mut impl Sink) {
    let Some(stated) = asked.stated.get(asked.at) else { return };
    let tokens = &asked.sentence.tokens;
    let is_own =
        |token: &Token| matches!((token.kind, stated.number), (Kind::Quantity(a), Some(b)) if a == b);
    let Some(place) = tokens.iter().position(is_own) else { return };
    let Some((start, end)) = tokens.get(place).map(|token| (token.start, token.end)) else { return };
    let text = asked.sentence.text;
    let left = masked(last_chars(text.get(..start).unwrap_or_default(), FAR));
    let right = masked(first_chars(text.get(end..).unwrap_or_default(), FAR));
    let key = |at: Option<usize>| match at.and_then(|at| asked.stated.get(at).map(|of| (at, of))) {
        None => "^",
        Some((at, of)) if known(at) && of.share_of.is_empty() && !of.key.is_empty() => of.key.as_str(),
        Some(_) => "-",
    };
    let before = key(asked.at.checked_sub(1));
    let counter = stated.counter.as_str();
    sink.piece(&["section=", asked.section]);
    sink.piece(&["form=", asked.form]);
    sink.piece(&["counter=", counter]);
    sink.piece(&["section+counter=", asked.section, counter]);
    sink.piece(&["before=", before]);
    sink.piece(&["before2=", key(asked.at.checked_sub(2))]);
    sink.piece(&["behind=", key(Some(asked.at + 1))]);
    if !stated.bound.is_empty() {
        sink.piece(&["bound"]);
    }
    if stated.value.is_zero() {
        sink.piece(&["nought"]);
    }
    if !stated.value.fract().is_zero() {
        sink.piece(&["fraction"]);
    }
    around(&left, &right, sink);
    let clause = clause_before(&left);
    in_clause(asked, clause, before, counter, &left, &right, sink);
    known_words(asked.sentence, place, before, sink);
    sums::evidence(asked.stated, asked.at, &|at| key(Some(at)), sink);
}

/// A text with each number as one sign.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' if masked.ends_with('#') => {}
            '0'..='9' => masked.push('#'),
            _ => masked.push(c),
        }
    }
    masked
}

/// Every run of `size` characters.
fn runs(text: &str, size: usize) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(size - 1);
    text.char_indices().map(|(at, _)| at).zip(ends).filter_map(|(from, to)| text.get(from..to))
}

/// The characters next to the number, by their distance.
fn around(left: &str, right: &str, sink: &mut impl Sink) {
    const DISTANCE: [&str; NEAR] = ["0:", "1:", "2:", "3:"];
    for size in 1..=NEAR {
        let last: Vec<&str> = {
            let from = left.char_indices().rev().nth(size + NEAR - 2).map_or(0, |(at, _)| at);
            runs(left.get(from..).unwrap_or_default(), size).collect()
        };
        for (run, distance) in last.iter().rev().zip(DISTANCE) {
            sink.piece(&["L", distance, run]);
        }
        for (run, distance) in runs(right, size).zip(DISTANCE).take(3) {
            sink.piece(&["R", distance, run]);
        }
    }
}

fn clause_before(left: &str) -> &str {
    left.rsplit(['，', '；', '。', '：', '、', '（', '）']).next().unwrap_or_default()
}

fn last_chars(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(from..).unwrap_or_default()
}

fn first_chars(text: &str, count: usize) -> &str {
    let to = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..to).unwrap_or_default()
}

/// The clause and the part of the sentence that the number stands in, what stands since the number before, and what follows.
fn in_clause(
    asked: &Asked<'_>,
    clause: &str,
    before: &str,
    counter: &str,
    left: &str,
    right: &str,
    sink: &mut impl Sink,
) {
    sink.runs("clause:", last_chars(clause, CLAUSE), 1..=4);
    let since = last_chars(left.rsplit('#').next().unwrap_or_default(), 40);
    sink.runs("since:", since, 1..=2);
    let behind = right.split(['，', '；', '。', '：', '、', '（', '）']).next().unwrap_or_default();
    sink.runs("ahead:", first_chars(behind, WHOLE), 1..=3);
    let (whole, behind) = (last_chars(clause, WHOLE), first_chars(behind, WHOLE / 2));
    sink.piece(&["whole:", whole]);
    sink.piece(&["behind:", behind]);
    sink.piece(&["section+whole:", asked.section, whole]);
    sink.piece(&["before+whole:", before, "+", whole]);
    sink.piece(&["before+end:", before, "+", last_chars(clause, 3)]);
    sink.piece(&["before+R:", before, "+", first_chars(right, 3)]);
    sink.piece(&["counter+end:", counter, "+", last_chars(clause, 4)]);
    let part = left.rsplit(['；', '。']).next().unwrap_or_default();
    sink.runs("part:", last_chars(part, 80), 2..=2);
    let open = left.matches('（').count() > left.matches('）').count();
    sink.piece(&["bracket:", if open { "in" } else { "out" }]);
    sink.piece(&["before+bracket:", before, if open { "in" } else { "out" }]);
}

/// The known words on both sides, and those of the clause.
fn known_words(sentence: &Sentence<'_>, place: usize, before: &str, sink: &mut impl Sink) {
    const POSITION: [&str; WORDS] = ["1=", "2=", "3=", "4="];
    let left = sentence.tokens.get(..place).unwrap_or_default();
    let right = sentence.tokens.get(place + 1..).unwrap_or_default();
    let sides: [(&str, &mut dyn Iterator<Item = &Token>); 2] =
        [("W-", &mut left.iter().rev()), ("W+", &mut right.iter())];
    for (name, tokens) in sides {
        let mut nearer = ("", "");
        for (token, position) in tokens.zip(POSITION) {
            let (role, means) = name_of(token);
            sink.piece(&[name, position, role, means]);
            if nearer != ("", "") {
                sink.piece(&[name, position, role, means, "+", nearer.0, nearer.1]);
            }
            nearer = (role, means);
        }
    }
    let left = left.iter().rev().take(TOKENS);
    let clause = left.clone().take_while(|token| !matches!(token.kind, Kind::Mark(_)));
    for token in clause.filter(|token| matches!(token.kind, Kind::Word(..) | Kind::Year(_))) {
        let (role, means) = name_of(token);
        sink.piece(&["word:", role, means]);
        sink.piece(&["before+word:", before, "+", role, means]);
    }
    let part = left.take_while(|token| !matches!(token.kind, Kind::Mark('；' | '。')));
    for token in part.filter(|token| matches!(token.kind, Kind::Word(..))) {
        let (role, means) = name_of(token);
        sink.piece(&["part-word:", role, means]);
    }
}

fn name_of(token: &Token) -> (&'static str, &'static str) {
    match token.kind {
        Kind::Word(role, means) => (role.name(), means),
        Kind::Quantity(_) => ("#", ""),
        Kind::Year(_) => ("year", ""),
        Kind::Mark('，') => ("，", ""),
        Kind::Mark('；' | '。') => ("。", ""),
        Kind::Mark('（') => ("（", ""),
        Kind::Mark('）') => ("）", ""),
        Kind::Mark(_) => ("：", ""),
        Kind::Unknown => ("?", ""),
    }
}
