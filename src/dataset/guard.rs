//! Text in CSV files that spreadsheets open: what would run as a formula is made harmless.

use std::borrow::Cow;

/// What Excel needs at the head of a CSV file to take it for UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Text as it may stand in a CSV file for a spreadsheet: what would run as a formula gets an apostrophe before it.
/// A plain number such as `-35` only looks like a formula.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`harmless`] was given.
pub fn original(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

/// A formula, or one behind apostrophes of its own: they get one more, so that [`original`] can tell.
fn needs_guard(text: &str) -> bool {
    runs(text.trim_start_matches('\''))
}

/// Whether a spreadsheet would run it.
pub(super) fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
        && !text.strip_prefix(['+', '-']).is_some_and(|digits| {
            digits.starts_with(|c: char| c.is_ascii_digit())
                && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_are_not_touched() {
        for text in
            ["=1+1", "+cmd|' /C calc'!A0", "-", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "+", "--5", "'=1", "''-"]
        {
            let safe = harmless(text);
            assert_eq!(safe, format!("'{text}"));
            assert_eq!(original(&safe), text);
        }
        for text in ["", "-35", "+19", "-3.5", "1=1", "年报", "－", "——", "'quoted'", "''"] {
            assert_eq!(harmless(text), text);
            assert_eq!(original(text), text);
        }
    }
}
