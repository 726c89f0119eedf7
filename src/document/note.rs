//! The marks of notes, which stand raised beside a figure and are no part of it.

/// Whether raised text is the mark of a note: ①, `[1]`, *, 注1; or digits, unless they belong to a unit (m²).
pub(super) fn is_mark(note: &str, before: &str) -> bool {
    let bare = note.trim_matches(['[', ']', '(', ')', '（', '）', '【', '】', '〔', '〕', '［', '］', ' ']);
    let bare = bare.strip_prefix('注').or_else(|| bare.strip_prefix("note")).unwrap_or(bare).trim();
    let is_bracketed = bare.len() < note.len();
    let is_sign = |c: char| matches!(c, '①'..='⓿' | '㈠'..='㈩' | '㊀'..='㊉' | '❶'..='➓' | '*' | '＊' | '※' | '†' | '‡' | '#');
    if bare.chars().count() > 4 {
        return false;
    }
    if bare.chars().all(is_sign) {
        return is_bracketed || !bare.is_empty();
    }
    if !bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return false;
    }
    is_bracketed
        || !before.chars().next_back().is_some_and(|last| last.is_ascii_alphabetic() || is_unit(last))
}

/// Units that are squared or cubed: ㎡ is written 米² too.
fn is_unit(last: char) -> bool {
    matches!(last, '米' | '里')
}
