//! What is left of a year, and carried over: 转2024年办理, 上年未办结申请2件.

use super::text_of;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::Role;

/// Behind a year: carried over from it.
pub(super) const HANDED: [&str; 2] = ["转办", "转来"];
/// Before a year: carried over.
pub(super) const MOVED: &str = "转";

/// 剩余4件转2024年办理: what is moved into a year is carried over.
pub(super) fn carry_into_years(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if let Some([moved, year]) = tokens.get_mut(at - 1..=at)
            && matches!(year.kind, Kind::Year(_))
            && moved.kind == Kind::Unknown
            && text_of(text, moved) == MOVED
        {
            moved.kind = Kind::Word(Role::Carry, "");
        }
        // 2021年转办依申请公开2件.
        if let Some([year, moved]) = tokens.get_mut(at - 1..=at)
            && (matches!(year.kind, Kind::Year(_)) || year.is(Role::Last))
            && HANDED.contains(&text_of(text, moved))
        {
            moved.kind = Kind::Word(Role::Carry, "");
        }
    }
}

/// 上年未办结申请2件: what was not closed then came over.
pub(super) fn left_undone(text: &str, tokens: &mut Vec<Token>) {
    let mut at = 0;
    while let Some([last, not, done]) = tokens.get(at..at + 3) {
        at += 1;
        let closed =
            done.kind == Kind::Word(Role::Row, "outcome_total") && text_of(text, done).contains('办');
        let undone = last.is(Role::Last) && not.kind == Kind::Word(Role::Not, "") && closed;
        let end = done.end;
        if undone && let Some(first) = tokens.get_mut(at) {
            (first.kind, first.end) = (Kind::Word(Role::Carry, ""), end);
            tokens.remove(at + 1);
        }
    }
}
