//! How wide text is on a screen with Chinese fonts: hanzi, and marks that such fonts draw wide, take two columns.

use unicode_width::UnicodeWidthChar;

/// The width of a text.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(wide).sum()
}

/// The width of a character where marks that other fonts draw narrow (`“`, `…`, `①`) are wide.
pub(super) fn wide(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// The width of a character where they are narrow.
pub(super) fn narrow(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The width of a character where every one that shows counts as one.
pub(super) fn one(c: char) -> usize {
    narrow(c).min(1)
}
