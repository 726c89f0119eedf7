//! Shares and changes that leave out what they are of: a list of them behind a list of numbers, a share of a number told with it.

use std::collections::VecDeque;

use super::Stated;
use crate::mine::clause::Clause;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::{Counted, Role};

/// 予以公开、部分公开分别为16件、8件，占比分别为25%、12.5%: what the percentages of a list are of.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// For each that is to come, in keys or words; nothing where it cannot be told.
    pub(super) of: VecDeque<String>,
    /// Of what the shares are taken.
    pub(super) base: String,
}

/// Whether it says that what follows belongs to several things, one by one.
pub(super) fn begins(clause: &Clause<'_>) -> bool {
    clause.left.iter().any(|token| token.is(Role::Respectively))
}

/// What each percentage of the list that begins at `place` is of: as many numbers of this year stand before it, counted alike.
pub(super) fn of_numbers(
    sentence: &Sentence<'_>,
    place: usize,
    year: Option<u16>,
    stated: &[Stated],
) -> VecDeque<String> {
    let count = percentages(sentence, place);
    let of_year = |figure: &&Stated| figure.about_year == year && year.is_some();
    let told = stated.len().saturating_sub(compared_with(sentence, place));
    let before = stated.get(..told).unwrap_or_default();
    let mut numbers: Vec<&Stated> = before.iter().rev().filter(of_year).take(count).collect();
    let alike = |figure: &&&Stated| {
        figure.share_of.is_empty() && numbers.first().is_some_and(|first| first.counter == figure.counter)
    };
    if count < 2 || numbers.iter().filter(alike).count() != count {
        return VecDeque::new();
    }
    numbers.reverse();
    numbers.into_iter().map(name).collect()
}

/// 较上年的742件、223件分别增长: how many numbers stand behind the word that compares with them.
fn compared_with(sentence: &Sentence<'_>, place: usize) -> usize {
    let before = sentence.tokens.get(..place).unwrap_or_default();
    let compare = before.iter().rposition(|token| token.is(Role::Compare)).unwrap_or(place);
    let behind = before.get(compare..).unwrap_or_default();
    behind.iter().filter(|token| matches!(token.kind, Kind::Quantity(_))).count()
}

/// 办理时限缩短6个工作日，同比压缩21%: whether words that we do not know stand between the number before, or the beginning of the
/// sentence, and a change or share that does not say of what it is.
pub(super) fn is_adrift(sentence: &Sentence<'_>, place: usize) -> bool {
    let before = sentence.tokens.get(..place).unwrap_or_default();
    let number = before.iter().rposition(|token| matches!(token.kind, Kind::Quantity(_)));
    let since = before.get(number.map_or(0, |at| at + 1)..).unwrap_or_default();
    let says = |token: &Token| sentence.text_of(token).chars().filter(|c| !c.is_ascii()).count() > 1;
    since.iter().any(|token| token.kind == Kind::Unknown && says(token))
}

/// 复议28件、诉讼14件，总量增长10.5%: whether a change is of several numbers before it together.
pub(super) fn is_of_all(sentence: &Sentence<'_>, place: usize) -> bool {
    let before = sentence.tokens.get(..place).unwrap_or_default();
    let number = before.iter().rposition(|token| matches!(token.kind, Kind::Quantity(_)));
    let since = before.get(number.map_or(0, |at| at + 1)..).unwrap_or_default();
    since.iter().any(|token| token.kind == Kind::Word(Role::Glue, "total"))
        || ["总量", "总数", "合计", "总计", "共计"].iter().any(|all| sentence.words(since).contains(all))
}

/// How many percentages stand in a row: 25%、12.5%和23.4%, 增长5%、下降3%.
fn percentages(sentence: &Sentence<'_>, place: usize) -> usize {
    let behind = sentence.tokens.get(place + 1..).unwrap_or_default();
    let is_percentage = |token: &Token| match token.kind {
        Kind::Quantity(index) => {
            sentence.quantities.get(index).is_some_and(|quantity| quantity.counted == Some(Counted::Percent))
        }
        _ => false,
    };
    let mut count = 1;
    let mut joined = false;
    for token in behind {
        match token.role() {
            Some(Role::Join) => joined = true,
            Some(Role::Up | Role::Down | Role::Glue) if joined => {}
            _ if joined && is_percentage(token) => (count, joined) = (count + 1, false),
            _ => break,
        }
    }
    count
}

/// 部分公开8件，占办结总数64件的12.5%, 占64件办结申请的12.5%: the part and the whole; without names where they cannot be told apart.
pub(super) fn of_told_whole(
    sentence: &Sentence<'_>,
    place: usize,
    stated: &[Stated],
) -> Option<(String, String)> {
    let before = sentence.tokens.get(..place)?;
    let ends = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
    let whole = before.iter().rposition(ends)?;
    if !matches!(before.get(whole)?.kind, Kind::Quantity(_))
        || !sentence.text_of(before.last()?).ends_with('的')
    {
        return None;
    }
    let words = before.get(..whole)?;
    let begin = words.iter().rposition(ends);
    let words = words.get(begin.map_or(0, |at| at + 1)..)?;
    let share = words.iter().position(|token| token.is(Role::Share))?;
    let plain = words.iter().take(share).all(|token| token.is(Role::Glue) || token.is(Role::Among));
    let told = match stated {
        [.., part, whole] if plain => {
            let alike = part.counter == whole.counter && part.about_year == whole.about_year;
            (alike && part.share_of.is_empty() && whole.share_of.is_empty())
                .then(|| (name(part), name(whole)))
        }
        _ => None,
    };
    Some(told.unwrap_or_default())
}

/// A number in keys, or in the words of what it counts.
fn name(figure: &Stated) -> String {
    if figure.key.is_empty() { figure.subject.clone() } else { figure.key.clone() }
}
