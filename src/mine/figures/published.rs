//! Lists of what was published, of which the first item alone names the verb.

use crate::mine::clause::Clause;
use crate::mine::meaning::Meaning;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::Role;

/// What was done to the things of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// 公开, 主动公开.
    Disclosed,
    /// 发布.
    Published,
    /// 主动公开政府信息: how much of everything was.
    Information,
}

/// What is done to the things of a list, after a clause; `before` is what was.
pub(super) fn done_to_list(clause: &Clause<'_>, left: &Meaning, before: Option<Done>) -> Option<Done> {
    let of_requests = left.object || left.received.is_some() || left.handled || !left.rows.is_empty();
    let parts = left.among || clause.earlier.iter().any(|token| token.is(Role::Among));
    if parts || left.denied || of_requests || !left.applicants.is_empty() || !left.disputes.is_empty() {
        return None;
    }
    if clause.publishes() && left.acts == ["issued"] {
        Some(Done::Published)
    } else if left.public && left.acts.is_empty() {
        Some(Done::Disclosed)
    } else if clause.discloses() {
        Some(Done::Information)
    } else {
        before.filter(|_| left.acts.is_empty())
    }
}

/// Adds what was done to a kind of document that stands in such a list without a verb of its own.
pub(super) fn with_verb(left: &mut Meaning, clause: &Clause<'_>, done: Option<Done>, counter: &str) {
    let parts = clause.earlier.iter().any(|token| token.is(Role::Among));
    let alone = left.documents.len() == 1
        && !parts
        && left.acts.is_empty()
        && left.decisions.is_empty()
        && !left.public
        && !left.among
        && !left.elsewhere
        && left.unknown.inside + left.unknown.after == 0;
    match done.filter(|_| alone) {
        Some(Done::Disclosed) => left.public = true,
        Some(Done::Information) if counter != "条" => left.public = true,
        // 发布规范性文件34条 counts what was written of them.
        Some(Done::Published) if counter != "条" => left.acts.push("issued"),
        _ => {}
    }
}

/// 在门户网站主动公开规章13件: where documents were disclosed changes nothing. The clause without it.
pub(super) fn shown_by_channel(left: &[Token]) -> Option<Vec<Token>> {
    let shows = |token: &Token| token.is(Role::Public) && token.kind != Kind::Word(Role::Public, "held");
    let (before, behind) = left.split_at_checked(left.iter().rposition(shows)?)?;
    let by = |token: &Token| token.is(Role::Channel) || token.kind == Kind::Word(Role::Foreign, "");
    let document = behind.iter().any(|token| token.is(Role::Document));
    let part = before.iter().any(|token| token.is(Role::Among));
    (document && !part && before.iter().any(by) && !behind.iter().any(by)).then(|| behind.to_vec())
}
