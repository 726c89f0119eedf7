//! Colours of type that may not be seen: whether a page has any, and what attributes say of them.

use std::borrow::Cow;

use memchr::memmem;

use super::css::{self, Ink, Look, Size};
use super::names::Attr;
use super::tree::{Id, Tree};

/// Whether some type of a page is given a colour that is not seen on white: most pages have none, and pay for no more than
/// this look.
pub(super) fn is_mentioned(source: &str) -> bool {
    let bytes = source.as_bytes();
    memmem::find_iter(bytes, "olor").any(|at| {
        let starts = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'c' | b'C'));
        let before = at.checked_sub(2).and_then(|at| bytes.get(at));
        let is_whole = !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        is_whole
            && at.checked_sub(1).is_some_and(starts)
            && source.get(at + 4..).is_some_and(|rest| {
                let rest = rest.trim_ascii_start();
                rest.strip_prefix([':', '=']).is_some_and(|value| is_pale(first_value(value)))
            })
    })
}

/// The value that a text begins with.
fn first_value(text: &str) -> &str {
    let text = text.trim_ascii_start().trim_start_matches(['"', '\'']).trim_ascii_start();
    let end = text.bytes().position(|byte| matches!(byte, b';' | b'}' | b'"' | b'\'' | b'>' | b'<' | b'\n'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Whether a colour is, or may be, that of the page.
fn is_pale(value: &str) -> bool {
    value.len() < 100
        && (value.contains("var(")
            || matches!(
                css::look(&format!("color:{}", of_attribute(value))).ink,
                Some(Ink::Pale | Ink::Clear)
            ))
}

/// Whether style sheets that are not in the page may colour it.
pub(super) fn is_styled_elsewhere(source: &str) -> bool {
    ["stylesheet", "@import", "STYLESHEET"]
        .iter()
        .any(|word| memmem::find(source.as_bytes(), word.as_bytes()).is_some())
}

/// What `color`, `bgcolor` and `background` say; a style overrules them.
pub(super) fn of_attributes(tree: &Tree<'_>, id: Id, look: &mut Look) {
    let value = |name| tree.attr(id, name).map(|value| value.trim_ascii());
    if let (None, Some(color)) = (look.ink, value(Attr::Color)) {
        look.ink = css::look(&format!("color:{}", of_attribute(color))).ink;
    }
    if look.paper.is_none() {
        let picture = value(Attr::Background).map(|_| "background:url(".to_string());
        let said = picture.or(value(Attr::Bgcolor).map(|color| format!("background:{color}")));
        look.paper = said.and_then(|said| css::look(&said).paper);
    }
}

/// A colour of an attribute as a style writes it: `ffffff` without a sign before it is one, too.
fn of_attribute(color: &str) -> Cow<'_, str> {
    let color = color.trim_ascii();
    if color.len() == 6 && color.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Cow::Owned(format!("#{color}"));
    }
    Cow::Borrowed(color)
}

/// What `<font size>` says.
pub(super) fn font_size(value: &str) -> Option<Size> {
    Some(match value.trim_ascii() {
        "1" => Size::Tenths(100),
        "2" => Size::Tenths(130),
        "3" => Size::Tenths(160),
        "4" => Size::Tenths(180),
        "5" => Size::Tenths(240),
        "6" => Size::Tenths(320),
        "7" => Size::Tenths(480),
        "-1" => Size::Percent(83),
        "-2" => Size::Percent(69),
        "+1" => Size::Percent(120),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_white_type_are_told_from_others() {
        for page in [
            "<b style='color: #FFF'>",
            "<font color=white>",
            "<font color=FFFFFF>",
            ".a{color:transparent}",
            "Color:rgb(255,255,255)",
        ] {
            assert!(is_mentioned(page), "{page}");
        }
        for page in [
            "<td bgcolor=#ffffff>",
            ".a{background-color:#fff;border-color:#fff}",
            "<b style='color:#333'>",
            "color",
        ] {
            assert!(!is_mentioned(page), "{page}");
        }
    }
}
