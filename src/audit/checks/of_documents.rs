//! Shares of the documents that an agency issued, which no table counts: what they are of is told by their sentence alone.

use rust_decimal::Decimal;

use super::of_shares::{Operand, fits, percent};
use crate::audit::read::prose::{Bound, Stated};
use crate::audit::words::{CLASSED_AS, DOCUMENTS, IN_ALL, NOT_GIVEN, NOT_PUBLIC, PUBLIC, TOTALS};
use crate::exact::sum;

/// A share is of something that is named; `share: A of B` in `prose_figures.csv`.
pub(super) const SHARE: &str = "share: ";
/// The same of a rate: 主动公开率.
pub(super) const RATE: &str = "rate: ";

/// 制发公文139件，主动公开38件，占制发公文总数的27.3%，依申请公开61件，占43.9% or 主动公开率为27.3%: the part and the whole of a share. The first
/// number of the sentence is the whole, those behind it are its parts, each of a kind of its own, and the share stands behind its part.
/// A share that names the whole does so in the words before the number of that; one that does not is that of the first part, or
/// another one before it shows what it is of. The rate of those that are public may stand behind all parts, and be of all or of what is given.
pub(super) fn part_and_wholes(share: &Stated, stated: &[Stated]) -> Option<(Operand, Vec<Operand>)> {
    let at = stated.iter().position(|other| std::ptr::eq(other, share))?;
    let before: Vec<&Stated> =
        stated.get(..at)?.iter().filter(|other| other.is_in_sentence_of(share)).collect();
    let numbers: Vec<&Stated> = before.iter().copied().filter(|other| other.share_of.is_empty()).collect();
    let (whole, parts) = numbers.split_first()?;
    let (part, earlier) = parts.split_last()?;
    let sound = |one: &&Stated| {
        one.key.is_empty()
            && one.bound == Bound::Exact
            && one.about_year == share.about_year
            && one.counter == whole.counter
    };
    let counts_documents = || DOCUMENTS.iter().any(|words| stands_before(words, whole));
    let of_documents = are_documents(&whole.subject) || counts_documents();
    let all_sound = numbers.iter().all(sound);
    if !of_documents || !all_sound || !are_parts(parts, whole) || !is_behind(share, part, &before) {
        return None;
    }
    let operand = |value: Decimal| Operand { value, fields: Vec::new() };
    if let Some(words) = share.share_of.strip_prefix(RATE) {
        // 收到建议50件，办结48件，办结率100% may be of what was due: only of those that are public is it plain what the rate is of.
        let kind_of_rate = words.strip_suffix('率').filter(|kind| PUBLIC.has(kind))?;
        let public = parts.iter().find(|part| kind(part) == kind_of_rate)?;
        // Some leave out what is given to nobody.
        let mut given = parts.iter().filter(|part| !NOT_GIVEN.has(kind(part)));
        let given = given.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
        return Some((operand(public.value), vec![operand(whole.value), operand(given)]));
    }
    let is_shown = || earlier.is_empty() || before.iter().any(|other| is_of(other, whole, &before));
    let words = share.share_of.strip_prefix(SHARE)?;
    let is_told = match words.split_once(" of ") {
        Some((of, base)) => of == part.subject && stands_before_number(base, share, whole),
        None => words == part.subject && is_shown(),
    };
    is_told.then(|| (operand(part.value), vec![operand(whole.value)]))
}

/// What documents are classed as: 认定为主动公开的192件.
fn kind(part: &Stated) -> &str {
    let words = part.subject.as_str();
    CLASSED_AS.iter().find_map(|classed| words.strip_prefix(classed)).unwrap_or(words)
}

/// Whether numbers are kinds of documents, each once, and together no more than the whole.
fn are_parts(parts: &[&Stated], whole: &Stated) -> bool {
    let is_kind = |part: &&Stated| PUBLIC.has(kind(part)) || NOT_PUBLIC.has(kind(part));
    let is_new = |at: usize, part: &Stated| parts.iter().take(at).all(|other| kind(other) != kind(part));
    let mut all = parts.iter().enumerate();
    all.all(|(at, part)| is_kind(part) && is_new(at, part))
        && sum(parts.iter().map(|part| part.value)).is_some_and(|sum| sum <= whole.value)
}

/// Whether a share stands behind its part, with nothing between them.
fn is_behind(share: &Stated, part: &Stated, before: &[&Stated]) -> bool {
    share.counter == "%" && before.last().is_some_and(|last| std::ptr::eq(*last, part))
}

/// Whether a share before another one is of the same whole by its part, which stands before it.
fn is_of(other: &Stated, whole: &Stated, before: &[&Stated]) -> bool {
    let Some(at) = before.iter().position(|one| std::ptr::eq(*one, other)) else { return false };
    let part = at.checked_sub(1).and_then(|at| before.get(at));
    let computed =
        part.filter(|part| part.share_of.is_empty()).and_then(|part| percent(part.value, whole.value));
    other.share_of.starts_with(SHARE) && computed.is_some_and(|computed| fits(other.value, computed))
}

/// Whether the words for the whole of a share stand directly before its number: 占全市制发公文总数的 is not of 本机关制发公文139件.
fn stands_before_number(base: &str, share: &Stated, whole: &Stated) -> bool {
    // The subject has them as they are printed, and with all that belongs to them.
    let printed = share.subject.strip_prefix('占').filter(|words| words.contains(base)).unwrap_or(base);
    let words = TOTALS.iter().fold(printed, |words, total| words.strip_suffix(total).unwrap_or(words));
    are_documents(words) && stands_before(words, whole)
}

/// Whether words stand before a number in its sentence, with nothing between them but that these are all.
fn stands_before(words: &str, counted: &Stated) -> bool {
    let number = counted.written();
    let behind = |between: &str| counted.sentence.contains(&format!("{words}{between}{number}"));
    behind("") || IN_ALL.iter().any(behind)
}

fn are_documents(words: &str) -> bool {
    DOCUMENTS.iter().any(|documents| words.ends_with(documents))
}
