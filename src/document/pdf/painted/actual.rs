//! `/ActualText`: the text that a producer says its glyphs stand for.
//!
//! Chromium maps hanzi to radicals and puts the hanzi here. It overrides the font's own mapping, except for figures: a
//! figure that the two tell differently is undecoded.

use super::glyph::Glyph;
use crate::document::pdf::fonts::fold::fold;

/// An open marked-content sequence.
#[derive(Debug)]
pub(in crate::document::pdf) struct Span {
    /// The index of its first glyph.
    pub(in crate::document::pdf) start: usize,
    /// Its replacement text, if it has one.
    pub(in crate::document::pdf) text: Option<String>,
}

/// The most characters a replacement may have for each glyph it replaces: a ligature has up to 4. Longer texts describe
/// a picture or a whole table.
const MAX_PER_GLYPH: usize = 4;

/// Decodes a PDF text string: UTF-16BE or UTF-8 with their marks, else bytes that are ASCII.
pub(in crate::document::pdf) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let (units, _) = rest.as_chunks::<2>();
            String::from_utf16(&units.iter().map(|unit| u16::from_be_bytes(*unit)).collect::<Vec<_>>()).ok()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ if bytes.is_ascii() => String::from_utf8(bytes.to_vec()).ok(),
        _ => None,
    }
}

/// Replaces the text of the glyphs since the start of a span.
pub(super) fn apply(glyphs: &mut Vec<Glyph>, span: Span) {
    let Some(text) = span.text else { return };
    let Some(own) = glyphs.get_mut(span.start..) else { return };
    let count = text.chars().count();
    if own.is_empty() || count > own.len() * MAX_PER_GLYPH {
        return;
    }
    let figures =
        |text: &mut dyn Iterator<Item = char>| text.filter(char::is_ascii_digit).collect::<String>();
    let decoded = own.iter().all(|glyph| !glyph.marks.undecoded);
    if decoded && figures(&mut own.iter().map(|glyph| glyph.ch)) != figures(&mut text.chars()) {
        for glyph in own {
            glyph.ch = char::REPLACEMENT_CHARACTER;
            glyph.marks.undecoded = true;
        }
        return;
    }
    if count == own.len() {
        for (glyph, ch) in own.iter_mut().zip(text.chars()) {
            glyph.ch = fold(ch);
            glyph.marks.undecoded = false;
        }
    } else {
        spread(glyphs, span.start, &text, count);
    }
}

/// Puts a text of another length in the place of glyphs: its characters share their box evenly.
fn spread(glyphs: &mut Vec<Glyph>, start: usize, text: &str, count: usize) {
    let Some(first) = glyphs.get(start).copied() else { return };
    let area = glyphs.iter().skip(start).fold(first.area, |area, glyph| area.around(&glyph.area));
    glyphs.truncate(start);
    let step = area.width() / count.max(1) as f32;
    for (index, ch) in text.chars().enumerate() {
        let mut glyph = first;
        glyph.ch = fold(ch);
        glyph.marks.undecoded = false;
        glyph.area.left = area.left + step * index as f32;
        glyph.area.right = glyph.area.left + step;
        glyphs.push(glyph);
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::{Colour, GlyphMarks};
    use super::*;
    use crate::document::pdf::geometry::{Area, Turn};

    fn glyphs(text: &str) -> Vec<Glyph> {
        let glyph = |(index, ch): (usize, char)| Glyph {
            ch,
            area: Area::new(index as f32 * 10.0, 0.0, index as f32 * 10.0 + 10.0, 10.0),
            baseline: 9.0,
            size: 10.0,
            turn: Turn::Upright,
            order: 1,
            colour: Colour::default(),
            marks: GlyphMarks { undecoded: ch == char::REPLACEMENT_CHARACTER, ..GlyphMarks::default() },
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn replaced(own: &str, text: &str) -> String {
        let mut glyphs = glyphs(own);
        apply(&mut glyphs, Span { start: 0, text: Some(text.to_string()) });
        glyphs.iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn actual_text_mends_radicals_and_never_changes_a_figure() {
        assert_eq!(replaced("⼾籍", "户籍"), "户籍");
        assert_eq!(replaced("ﬁ", "fi"), "fi");
        assert_eq!(replaced("12", "13"), "\u{FFFD}\u{FFFD}");
        assert_eq!(replaced("\u{FFFD}", "7"), "7");
        assert_eq!(replaced("表", "这是一张很长的表格说明"), "表");
    }

    #[test]
    fn text_strings_are_decoded_by_their_marks() {
        assert_eq!(decode(&[0xFE, 0xFF, 0x6C, 0x11]).as_deref(), Some("民"));
        assert_eq!(decode("\u{FEFF}民".as_bytes()).as_deref(), Some("民"));
        assert_eq!(decode(b"ab").as_deref(), Some("ab"));
        assert_eq!(decode(&[0xD5, 0xFE]), None);
    }
}
