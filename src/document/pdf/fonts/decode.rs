//! From the glyph that is painted to the text that it stands for.
//!
//! What the interpreter says of it comes first, then what else the file says of its font. Nothing is guessed: what neither says is lost, and the
//! font is named.

use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph, GlyphId, OutlineGlyph, Type3Glyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Affine;
use hayro_interpret::{CacheKey, Paint};

use super::Fonts;
use super::dictionary::TYPE_3;
use super::drawn;
use super::gb1;

/// How many glyphs each font lost.
pub(in crate::document::pdf) type Undecoded = BTreeMap<String, usize>;

/// How a glyph is painted.
pub(in crate::document::pdf) struct Painting<'p, 'a> {
    pub(in crate::document::pdf) to_page: Affine,
    pub(in crate::document::pdf) paint: &'p Paint<'a>,
    /// Whether a person sees it.
    pub(in crate::document::pdf) seen: bool,
}

impl Painting<'_, '_> {
    /// Whether it stands upright on the page.
    fn is_upright(&self) -> bool {
        let [xx, xy, yx, yy, ..] = self.to_page.as_coeffs();
        xx > 0.0 && yy < 0.0 && xy.abs() + yx.abs() < f64::EPSILON
    }
}

impl Fonts {
    /// The text of a glyph; nothing if the file does not say which.
    pub(in crate::document::pdf) fn text<'a>(
        &mut self,
        glyph: &Glyph<'a>,
        painting: &Painting<'_, 'a>,
        undecoded: &mut Undecoded,
    ) -> Option<BfString> {
        let text = glyph.as_unicode().and_then(gb1::told).filter(is_text);
        match glyph {
            Glyph::Outline(outline) => self.outlined(outline, text, painting.seen, undecoded),
            Glyph::Type3(own) => {
                if let Some(ch) = looked_at(&text) {
                    self.look_drawn(own, ch, painting);
                }
                let text = text.filter(|_| !self.is_disbelieved(TYPE_3));
                match &text {
                    Some(text) => self.count(TYPE_3, own.char_code(), text),
                    None => *undecoded.entry(TYPE_3.to_string()).or_default() += 1,
                }
                text
            }
        }
    }

    /// Looks at a glyph of a Type 3 font that is said to be a figure or a space.
    fn look_drawn<'a>(&mut self, glyph: &Type3Glyph<'a>, ch: char, painting: &Painting<'_, 'a>) {
        if painting.is_upright() && self.looks.is_new(glyph.cache_key(), ch) {
            let outline = drawn::outline(glyph, painting.to_page, painting.paint);
            self.looks.look((TYPE_3.to_string(), 0), ch, &outline);
        }
    }

    fn outlined(
        &mut self,
        outline: &OutlineGlyph,
        text: Option<BfString>,
        seen: bool,
        undecoded: &mut Undecoded,
    ) -> Option<BfString> {
        let code = outline.char_code();
        if seen && text.as_ref().is_some_and(|text| self.is_belied(outline, text)) {
            *undecoded.entry(self.name_of(outline)).or_default() += 1;
            return None;
        }
        if let Some(ch) = looked_at(&text) {
            self.look(outline, ch);
        }
        // The interpreter takes bytes that are no code for a code of 0, and that for a space.
        if text.is_some() && code > 0 && !self.is_in_doubt() {
            return text;
        }
        let name = self.name_of(outline);
        let no_code = code == 0 && self.lists_codes(&name);
        let text = match no_code || self.is_disbelieved(&name) {
            true => None,
            false => {
                let text = text.filter(|_| !self.is_opaque(&name));
                text.or_else(|| self.collected(&name, outline, seen))
            }
        };
        if let Some(text) = text {
            self.count(&name, code, &text);
            return Some(text);
        }
        // What leaves no ink is a space, whatever its font says.
        let has_glyph = outline.glyph_id() != GlyphId::NOTDEF && !no_code && !self.lacks_outlines(&name);
        if has_glyph && outline.outline().is_empty() {
            return Some(BfString::Char(' '));
        }
        *undecoded.entry(name).or_default() += 1;
        None
    }
}

impl Fonts {
    /// What a glyph is by the collection of characters that its font says it follows; its outlines may be of another order.
    fn collected(&mut self, name: &str, outline: &OutlineGlyph, seen: bool) -> Option<BfString> {
        let text = self.decode(name, outline.char_code()).filter(is_text);
        if let Some(ch) = looked_at(&text) {
            self.look(outline, ch);
        }
        text.filter(|text| !seen || !self.is_belied(outline, text))
    }
}

/// The figure or space that a glyph is said to be.
fn looked_at(text: &Option<BfString>) -> Option<char> {
    match text {
        Some(BfString::Char(ch)) if ch.is_ascii_digit() || ch.is_whitespace() => Some(*ch),
        _ => None,
    }
}

/// Whether what a font says is text: no control characters, no private use, not the replacement character.
fn is_text(text: &BfString) -> bool {
    let is_character = |ch: char| {
        (!ch.is_control() || ch.is_whitespace())
            && ch != char::REPLACEMENT_CHARACTER
            && !matches!(ch as u32, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
    };
    match text {
        BfString::Char(ch) => is_character(*ch),
        BfString::String(text) => !text.is_empty() && text.chars().all(is_character),
    }
}
