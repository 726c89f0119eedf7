//! What is counted, in the words of the sentence: the words before the number without those that change nothing.

use super::clause::Clause;
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
            Kind::Word(
                Role::Glue | Role::Among | Role::Join | Role::Each | Role::Compare | Role::Respectively,
                _
            ) | Kind::Year(_)
                | Kind::Mark(_)
        )
    };
    let first = tokens.iter().find(|token| !says_nothing(token));
    let last = tokens.iter().rposition(|token| !says_nothing(&token));
    let (Some(first), Some(last)) = (first, last) else { return String::new() };
    let mut end = tokens.get(last).map_or(0, |token| token.end);
    // 阅读量, 总人数: the last character is part of the name.
    if let Some(next) = tokens.get(last + 1)
        && next.start == end
        && text.get(next.start..next.end).is_some_and(|word| word.ends_with(['量', '数']))
    {
        end = next.end;
    }
    text.get(first.start..end).unwrap_or_default().trim().to_string()
}

/// Whether the text before a number that has no counter calls for one: 阅读量, 总数为.
pub(super) fn counts(text: &str, at: usize) -> bool {
    let before = first_of_list(text.get(..at).unwrap_or_default());
    let before = before.trim_end_matches(['为', '是', '有']);
    // 粉丝增至21.6万.
    let reached = ["增至", "升至", "增加到", "增长到", "增加至", "增长至", "突破", "分别"];
    let before = reached.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let before = before.trim_end_matches(['为', '达', '到', '共', '计', '是', '有', '：', '超', '过']);
    before.ends_with(['量', '数', '户'])
        || [
            "粉丝",
            "点赞",
            "播放",
            "浏览",
            "阅读",
            "点击",
            "转发",
            "获赞",
            "来信",
            "信函",
            "邮寄",
            "网上",
            "网络",
            "当面",
            "当面申请",
            "传真申请",
            "网上申请",
            "网络申请",
            "信函申请",
        ]
        .iter()
        .any(|word| before.ends_with(word))
}

/// The text before the first number of a list of numbers without counters: 分别为126万、83万.
fn first_of_list(mut before: &str) -> &str {
    loop {
        let Some(shorter) = before.strip_suffix(['、', '和', '及']) else { return before };
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '万' | '亿' | '余' | '多');
        let rest = shorter.trim_end_matches(number);
        if rest.len() == shorter.len() {
            return before;
        }
        before = rest;
    }
}
