//! What is counted, in the words of the sentence: the words before the number without those that change nothing.

use super::figures::Clause;
use super::tokens::{Kind, Token};
use super::words::Role;

/// The subject of a number that no table has.
pub(super) fn of(text: &str, clause: &Clause<'_>) -> String {
    let verb = clause.left.iter().rposition(|token| token.is(Role::Verb) || is_act(token));
    let behind = verb.and_then(|at| clause.left.get(at + 1..)).unwrap_or(clause.left);
    [behind, clause.right, clause.left, clause.earlier]
        .into_iter()
        .map(|tokens| words(text, tokens))
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

fn is_act(token: &Token) -> bool {
    matches!(token.role(), Some(Role::Act | Role::Received | Role::Public))
}

/// The text of tokens without the glue around it.
pub(super) fn words(text: &str, tokens: &[Token]) -> String {
    let says_nothing = |token: &&Token| {
        matches!(
            token.kind,
            Kind::Word(Role::Glue | Role::Among | Role::Join | Role::Each | Role::Compare | Role::Respectively, _)
                | Kind::Year(_)
                | Kind::Mark(_)
        )
    };
    let first = tokens.iter().find(|token| !says_nothing(token));
    let last = tokens.iter().rfind(|token| !says_nothing(token));
    match (first, last) {
        (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default().trim().to_string(),
        _ => String::new(),
    }
}

/// Whether the text before a number that has no counter calls for one: 阅读量, 总数为.
pub(super) fn counts(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches(['为', '达', '到', '共', '计', '是', '有', '：', '超', '过']);
    before.ends_with(['量', '数'])
}
