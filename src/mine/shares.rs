//! Shares, rates, growth: numbers that say how figures stand to each other.

use super::clause::Clause;
use super::quantity::Quantity;
use super::subject;
use super::tokens::{Kind, Sentence, Token};
use super::words::{Counted, Role};

/// A share or a change.
#[derive(Debug)]
pub(super) struct Share<'t> {
    /// `share`, `rate`, `growth`, `decline`.
    pub(super) kind: &'static str,
    /// In the words of the sentence.
    pub(super) subject: String,
    /// What it is a share or change of; empty for the figure before it.
    pub(super) of: &'t [Token],
    /// Of what the share is taken.
    pub(super) base: &'t [Token],
}

/// Reads a number as a share or a change, if it is one.
pub(super) fn share<'t>(
    sentence: &Sentence<'_>,
    clause: &Clause<'t>,
    quantity: &Quantity,
) -> Option<Share<'t>> {
    let left = clause.left;
    let subject = || {
        let own = subject::words(sentence.text, left);
        if own.is_empty() { subject::words(sentence.text, clause.earlier) } else { own }
    };
    let part = |range: std::ops::Range<usize>| left.get(range).unwrap_or_default();
    // 比去年多9件: one character that means something else anywhere but here.
    let last_says = |index: usize, token: &Token, words: &str| {
        let word = sentence.text.get(token.start..token.end).unwrap_or_default();
        let one = word.chars().count() == 1 && words.contains(word);
        // 本年增/减0项 says neither.
        let joined =
            index.checked_sub(1).and_then(|before| left.get(before)).is_some_and(|t| t.is(Role::Join));
        index + 1 == left.len() && token.kind == Kind::Unknown && one && !joined
    };
    let ups = |(index, token): (usize, &Token)| token.is(Role::Up) || last_says(index, token, "多增升高+");
    let downs = |(index, token): (usize, &Token)| token.is(Role::Down) || last_says(index, token, "少减降低");
    let change = (0..left.len())
        .rev()
        .find(|&index| left.get(index).is_some_and(|token| ups((index, token)) || downs((index, token))));
    let percent = quantity.counted == Some(Counted::Percent);
    // 比全市平均数低3件: how far it is from another, not from what it was.
    let average = left.iter().any(|token| sentence.text_of(token).contains("平均"));
    if let Some(at) = change.filter(|_| !average) {
        let behind = part(at + 1..left.len());
        let text_behind = behind.first().and_then(|token| sentence.text.get(token.start..quantity.start));
        let word = left.get(at).and_then(|token| sentence.text.get(token.start..token.end));
        let to = text_behind.is_some_and(|text| text.starts_with(['至', '到']))
            || word.is_some_and(|word| word.ends_with(['至', '到', '为']));
        let plain = behind
            .iter()
            .all(|token| matches!(token.role(), Some(Role::Glue | Role::Among | Role::Respectively)));
        let compare = |tokens: &[Token]| tokens.iter().position(|token| token.is(Role::Compare));
        let here = compare(left).is_some();
        // 较上年减少5件，诉讼增加2件: compared with the same year.
        let before = sentence.tokens.iter().take_while(|token| token.start < quantity.start);
        let in_sentence = before.fold(false, |compared, token| {
            token.kind != Kind::Mark('；') && (compared || token.is(Role::Compare))
        });
        let compared = here || in_sentence;
        let alone = part(0..at).iter().all(|token| token.is(Role::Glue));
        let things = quantity.counted == Some(Counted::Things);
        if !to && (here || plain && (percent || compared || alone || things)) {
            let until = compare(part(0..at)).unwrap_or(at);
            let down = left.get(at).is_some_and(|token| downs((at, token)));
            let own = part(0..until);
            let of = if !plain {
                behind
            } else if own.iter().any(|token| !token.is(Role::Glue)) {
                own
            } else {
                &[]
            };
            let kind = if down { "decline" } else { "growth" };
            return Some(Share { kind, subject: subject(), of, base: &[] });
        }
    }
    let before = sentence.text.get(..quantity.start).unwrap_or_default();
    let rate = quantity.counter.is_empty() && before.trim_end_matches(['为', '是', '达']).ends_with('率');
    if !percent && !rate {
        return None;
    }
    if let Some(at) = left.iter().rposition(|token| token.is(Role::Share)) {
        let of = part(0..at);
        let named = of.iter().any(|token| !matches!(token.kind, Kind::Word(Role::Glue | Role::Among, _)));
        return Some(Share {
            kind: "share",
            subject: subject(),
            of: if named { of } else { &[] },
            base: part(at + 1..left.len()),
        });
    }
    // 低于全省平均水平1.2个百分点: how far it is from another.
    let apart = |token: &Token| !matches!(token.role(), Some(Role::Join | Role::Share));
    if quantity.counter.ends_with("百分点") && left.iter().any(apart) {
        return None;
    }
    let says_nothing = left.iter().all(|token| token.is(Role::Glue));
    // “予以公开”类占比最高，为41.9%.
    if says_nothing
        && !left.is_empty()
        && let Some(at) = clause.earlier.iter().position(|token| token.is(Role::Share))
    {
        let of = clause.earlier.get(..at).unwrap_or_default();
        return Some(Share { kind: "share", subject: subject(), of, base: &[] });
    }
    if says_nothing && clause.bracket {
        return Some(Share { kind: "share", subject: subject(), of: &[], base: &[] });
    }
    // 个人88%，企业9%，其他3%.
    let name = |token: &Token| {
        matches!(token.role(), Some(Role::Applicant | Role::Other | Role::Glue))
            || matches!(token.kind, Kind::Word(Role::Row, row) if row != "outcome_total" && !row.starts_with("carried"))
    };
    let names = left.iter().all(name) && left.iter().any(|token| !token.is(Role::Glue));
    if names && !before.ends_with('率') {
        return Some(Share { kind: "share", subject: subject(), of: left, base: &[] });
    }
    // 原创类不足三成, but 准确率达九成.
    let part = quantity.counter == "成" && !subject().contains('率');
    Some(Share { kind: if part { "share" } else { "rate" }, subject: subject(), of: left, base: &[] })
}
