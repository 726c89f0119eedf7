//! What the text of a cell tells of its kind: words or a figure, and whether a label of a row begins with it.
//!
//! For tables with rulings and without, and for those that go on over a page break.

/// Whether a text is words, not a number or a nil mark.
pub(super) fn is_label(text: &str) -> bool {
    text.chars().filter(|ch| !ch.is_ascii() && !"／－—−０１２３４５６７８９".contains(*ch)).count() >= 1
        && text != "无"
}

/// Whether a text begins as labels of rows do, with a number of its own.
pub(super) fn begins_label(text: &str) -> bool {
    let mut characters = text.chars().filter(|ch| !ch.is_whitespace());
    match (characters.next(), characters.next()) {
        (Some('（' | '(' | '㈠'..='㈩'), _) => true,
        (Some(first), Some('、' | '.' | '．')) => {
            first.is_ascii_digit() || "一二三四五六七八九十".contains(first)
        }
        (Some('第'), _) => true,
        _ => false,
    }
}
