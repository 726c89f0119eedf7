//! Sentences that can speak of nothing but requests, because of what stands in them or before them.
//!
//! A paragraph of its own says only 不予公开1件 where the one before it told how many came in. Nothing unknown may stand in such a
//! sentence, nor a word of another table: 公文不予公开1件 is of documents, 建议公开1件 of proposals.

use super::Stated;
use crate::mine::keys::REQUESTS;
use crate::mine::section::Section;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;

/// The outcomes of the form, each with its reasons.
const OUTCOMES: [&str; 6] =
    ["granted", "partially_granted", "denied", "unavailable", "not_processed", "other"];

/// Whether a sentence tells nothing but outcomes of requests by their names, so that one that counts requests before it says of what.
pub(super) fn outcomes_alone(sentence: &Sentence<'_>) -> bool {
    let is_outcome = |token: &Token| match token.kind {
        Kind::Word(Role::Row, row) => OUTCOMES.contains(&row.split('.').next().unwrap_or(row)),
        _ => false,
    };
    let light = |token: &Token| {
        matches!(token.kind, Kind::Quantity(_) | Kind::Mark(_))
            || matches!(
                token.role(),
                Some(Role::Glue | Role::Filler | Role::Join | Role::Among | Role::Share | Role::Rest)
            )
    };
    sentence.tokens.iter().any(is_outcome)
        && sentence.tokens.iter().all(|token| is_outcome(token) || light(token))
}

/// Whether a sentence tells of requests whatever was spoken of before: how many were carried over and came in or were due; or who
/// made them.
pub(super) fn requests_told(sentence: &Sentence<'_>) -> bool {
    let has = |role: Role| sentence.tokens.iter().any(|token| token.is(role));
    let of_others = [Role::Foreign, Role::Dispute, Role::Document, Role::Act, Role::Decision, Role::Fee]
        .into_iter()
        .any(has);
    let unknown = sentence.tokens.iter().any(|token| token.kind == Kind::Unknown);
    let goes_on = sentence.tokens.first().is_some_and(|token| token.is(Role::Among));
    if of_others || unknown || goes_on || !has(Role::Object) {
        return false;
    }
    let carried = sentence.tokens.iter().any(|token| match token.kind {
        Kind::Word(Role::Carry, _) => true,
        Kind::Word(Role::Row, row) => row.starts_with("carried"),
        _ => false,
    });
    carried && has(Role::Received) || several_applicants(sentence)
}

/// Whether numbers of two kinds of applicants are told, and nothing of what came of them.
fn several_applicants(sentence: &Sentence<'_>) -> bool {
    let mut kinds: Vec<&str> = Vec::new();
    let mut last = None;
    for token in &sentence.tokens {
        match token.kind {
            Kind::Word(Role::Applicant, kind) => last = Some(kind),
            Kind::Word(Role::Object | Role::Glue, _) => {}
            Kind::Quantity(_) => kinds.extend(last.take().filter(|kind| !kinds.contains(kind))),
            Kind::Word(Role::Row | Role::Handled | Role::Public, _) => return false,
            _ => last = None,
        }
    }
    kinds.len() > 1
}

/// Whether what a sentence states is of the requests of the year, all of them, so that outcomes named alone behind it are theirs. 涉及
/// 征地的申请8件 are some of them, and those carried over are.
pub(super) fn tells_requests(stated: &[Stated], year: Option<u16>) -> bool {
    let of_requests = |one: &Stated| {
        one.key.strip_prefix(REQUESTS).is_some_and(|row| row.starts_with('.'))
            && !one.learned
            && one.about_year == year
    };
    let of_all = |one: &Stated| {
        let carried = |row: &str| row.strip_prefix(REQUESTS).is_some_and(|row| row.starts_with(".carried"));
        let mut rows = one.key.split([' ', '+', '|']).filter(|row| !row.is_empty());
        of_requests(one) && rows.any(|row| row.ends_with(".total") && !carried(row))
    };
    let mut counted = stated.iter().filter(|one| one.share_of.is_empty() && one.counter != "%");
    counted.clone().next().is_some_and(of_requests) && counted.any(of_all)
}

/// Where outcomes named alone may be of what the sentence before counted: not among problems, nor where other tables are spoken of.
pub(super) fn may_go_on(section: Section) -> bool {
    matches!(section, Section::Opening | Section::Overview | Section::Requests | Section::Other)
}
