//! Names of glyphs, as far as figures need them.

/// Names of glyphs that figures are made of; letters name themselves.
const NAMES: [(&str, char); 19] = [
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("space", ' '),
    ("period", '.'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("slash", '/'),
    ("percent", '%'),
    ("parenleft", '('),
    ("parenright", ')'),
];

/// The character that the name of a glyph stands for.
pub(super) fn named(name: &str) -> Option<char> {
    let mut characters = name.chars();
    if let (Some(ch), None) = (characters.next(), characters.next()) {
        return Some(ch).filter(|ch| !ch.is_numeric());
    }
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(ch) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
        return Some(ch);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, ch)| *ch)
}
