//! Labels that reports put together themselves, from parts that are known: 不属于 + 本机关 + 职责范围.

use super::tokens::{Kind, Token};
use super::words::Role;

/// Joins the parts of such labels into one word each. Parts that make none are what we do not know.
pub(super) fn join(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| matches!(token.role(), Some(Role::Outside | Role::Within))) {
        return;
    }
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let length = not_held(tokens.get(at..).unwrap_or_default());
        let end = length.checked_sub(1).and_then(|last| tokens.get(at + last)).map(|last| last.end);
        joined.push(match end {
            Some(end) => Token { end, kind: Kind::Word(Role::Row, "unavailable.not_held"), ..*token },
            // 属于予以公开范围22件.
            None if token.is(Role::Within) && joined.last().is_some_and(|last| last.is(Role::Row)) => {
                Token { kind: Kind::Word(Role::Filler, ""), ..*token }
            }
            None if matches!(token.role(), Some(Role::Outside | Role::Within)) => {
                Token { kind: Kind::Unknown, ..*token }
            }
            None => *token,
        });
        at += length.max(1);
    }
    *tokens = joined;
}

/// How many tokens say that the agency does not hold what was asked for: 非我局掌握的信息, 不在本机关公开范围.
fn not_held(tokens: &[Token]) -> usize {
    let [outside, own, rest @ ..] = tokens else { return 0 };
    if !outside.is(Role::Outside) || own.kind != Kind::Word(Role::Glue, "own") {
        return 0;
    }
    let more = |token: &&Token| {
        matches!(token.role(), Some(Role::Within | Role::Filler | Role::Glue))
            || token.kind == Kind::Word(Role::Public, "")
    };
    2 + rest.iter().take_while(more).count()
}
