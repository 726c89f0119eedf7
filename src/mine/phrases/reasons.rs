//! Why a thing was done or came about: 因涉及个人隐私不予公开, 因答复不及时引发的行政复议.

use super::text_of;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::{Role, words};

/// Whether a word begins a reason.
pub(super) fn begins(word: &str) -> bool {
    word.starts_with('因') || word == "由于"
}

/// What a reason ends with, before the disputes that came of it.
const CAME: [&str; 9] = ["引起", "引发", "导致", "产生", "造成", "发生", "而", "提起", "被"];

/// Passes over reasons that we do not know: they do not change what is counted.
pub(super) fn pass_over_reasons(text: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Some(head) = tokens.get(at).filter(|token| begins(text_of(text, token))) else { continue };
        if !matches!(head.role(), Some(Role::Glue | Role::Filler)) {
            continue;
        }
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let length = behind.iter().take_while(|token| is_reason(token)).count();
        let ends = match behind.get(length).map(|token| (token, token.kind)) {
            Some((result, Kind::Word(Role::Dispute, _))) => {
                let word = text_of(text, result);
                let light = |token: &&&Token| token.kind != Kind::Word(Role::Glue, "of");
                let last = behind.iter().take(length).rev().find(|token| light(&token));
                word.starts_with(['被', '提', '申'])
                    || last.is_some_and(|last| CAME.contains(&text_of(text, last)))
            }
            Some((_, Kind::Word(Role::Row, group @ ("denied" | "unavailable" | "not_processed")))) => {
                let of = |token: &&Token| match token.kind {
                    Kind::Word(Role::Row, row) => row.split('.').next() == Some(group),
                    _ => false,
                };
                // Where several reasons are told, each has its own number.
                tokens.iter().filter(of).count() == 1
            }
            _ => false,
        };
        if !ends {
            continue;
        }
        for token in tokens.iter_mut().skip(at + 1).take(length) {
            if token.kind != Kind::Word(Role::Glue, "of") {
                token.kind = Kind::Word(Role::Filler, "");
            }
        }
    }
}

/// 信访、投诉、重复等不符合规定的申请21件，不予处理: words that name a row only beside its group.
pub(super) fn kinds_not_processed(text: &str, tokens: &mut [Token]) {
    const KINDS: [(&str, &str); 6] = [
        ("信访", "not_processed.petition"),
        ("投诉", "not_processed.petition"),
        ("举报", "not_processed.petition"),
        ("重复", "not_processed.duplicate"),
        ("反复", "not_processed.excessive"),
        ("咨询", ""),
    ];
    let group = |token: &Token| token.kind == Kind::Word(Role::Row, "not_processed");
    let Some(end) = tokens.iter().position(group) else { return };
    let ends = |token: &Token| matches!(token.kind, Kind::Mark('；' | '。'));
    let before = tokens.get_mut(..end).unwrap_or_default();
    let begin = before.iter().rposition(ends).map_or(0, |at| at + 1);
    for token in before.iter_mut().skip(begin).filter(|token| token.kind == Kind::Unknown) {
        let word = text_of(text, token).trim_end_matches('类');
        if let Some((_, row)) = KINDS.iter().find(|(kind, _)| *kind == word) {
            let known = Kind::Word(Role::Row, row);
            token.kind = if row.is_empty() { Kind::Word(Role::Filler, "") } else { known };
        }
    }
}

/// 6件分局不掌握: who does not hold what was asked for, behind how many that are.
pub(super) fn pass_over_holders(text: &str, tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        if let Some([number, name, row]) = tokens.get_mut(at - 2..=at)
            && matches!(number.kind, Kind::Quantity(_))
            && name.kind == Kind::Unknown
            && row.kind == Kind::Word(Role::Row, "unavailable.not_held")
            && words().ends_as_body(text_of(text, name))
        {
            name.kind = Kind::Word(Role::Filler, "");
        }
    }
}

/// 告知“不属于本机关信息”并指引另行申请的5件: what else was said to those who applied.
pub(super) fn pass_over_advice(text: &str, tokens: &mut [Token]) {
    let mut at = 0;
    while let Some((row, behind)) = tokens.get_mut(at..).and_then(<[Token]>::split_first_mut) {
        at += 1;
        let told =
            row.kind == Kind::Word(Role::Row, "unavailable.not_held") && text_of(text, row).ends_with('并');
        let ends = |token: &Token| {
            matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_))
                || token.is(Role::Row)
                || token.is(Role::Join)
        };
        let Some(end) = behind.iter().position(ends).filter(|_| told) else { continue };
        let (advice, number) = behind.split_at_mut(end);
        let of = advice.last().is_some_and(|token| token.kind == Kind::Word(Role::Glue, "of"));
        let counted = number.first().is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
        if of && counted {
            advice.iter_mut().for_each(|token| token.kind = Kind::Word(Role::Filler, ""));
        }
    }
}

/// Whether a word may stand in a reason that changes nothing.
fn is_reason(token: &Token) -> bool {
    match token.kind {
        Kind::Unknown => true,
        Kind::Word(Role::Foreign, means) => matches!(means, "" | "person"),
        Kind::Word(role, _) => {
            matches!(role, Role::Glue | Role::Filler | Role::Join | Role::Verb | Role::Within | Role::Public)
        }
        _ => false,
    }
}
