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
        matches!(token.role(), Some(Role::Within | Role::Filler | Role::Glue | Role::Act))
            || token.kind == Kind::Word(Role::Public, "")
    };
    2 + rest.iter().take_while(more).count()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::cut;
    use super::super::words::words;
    use super::*;

    /// The kinds of the tokens before the first number.
    fn kinds(sentence: &str) -> Vec<Kind> {
        let sentence = cut(sentence, words()).unwrap();
        let kinds = sentence.tokens.iter().map(|token| token.kind);
        kinds.take_while(|kind| !matches!(kind, Kind::Quantity(_))).collect()
    }

    #[test]
    fn any_agency_with_any_word_for_what_it_is_in_charge_of() {
        let not_held = [Kind::Word(Role::Row, "unavailable.not_held")];
        for label in ["不属于本机关职责范围", "非我局掌握的信息", "不在本镇公开范围", "不属于我委制作或保存"]
        {
            assert_eq!(kinds(&format!("{label}3件")), not_held, "{label}");
        }
    }

    #[test]
    fn parts_that_make_no_label_are_unknown() {
        assert_eq!(kinds("非税收入3件")[0], Kind::Unknown);
        assert!(!kinds("不属于公开范围3件").contains(&Kind::Word(Role::Row, "unavailable.not_held")));
        assert_eq!(kinds("职责3件"), [Kind::Unknown]);
    }
}
