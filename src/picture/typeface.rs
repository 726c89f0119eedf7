//! The font that pictures are lettered with, and that stands in for Chinese fonts that a file does not embed.
//!
//! It is part of the program (`data/fonts/`), so that a picture is the same on every machine. A character that it lacks
//! is an empty box.

use hayro::kurbo::{Affine, BezPath};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

/// The font file: the characters of GB 2312 and all that our data use.
///
/// A static, for of a constant each part of the program that uses it may get a copy of its own.
pub(crate) static DATA: &[u8] = include_bytes!("../../data/fonts/nianbao-sans.otf");

/// The height of a capital letter or figure over the baseline, as a part of the size.
pub(super) const CAP_HEIGHT: f64 = 0.73;

/// The font, opened.
pub(super) struct Typeface {
    font: Option<FontRef<'static>>,
}

impl Typeface {
    pub(super) fn new() -> Typeface {
        Typeface { font: FontRef::new(DATA).ok() }
    }

    /// How wide a text is set in a size.
    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|ch| self.advance(ch, size)).sum()
    }

    /// The outlines of a text whose baseline begins at a point.
    pub(super) fn outlines(&self, text: &str, size: f64, (x, y): (f64, f64)) -> BezPath {
        let mut path = BezPath::new();
        let mut x = x;
        for ch in text.chars() {
            let mut glyph = self.outline(ch, size);
            glyph.apply_affine(Affine::translate((x, y)));
            path.extend(glyph);
            x += self.advance(ch, size);
        }
        path
    }

    /// The text, shortened with an ellipsis where it is wider than there is room.
    pub(super) fn fitted(&self, text: &str, size: f64, room: f64) -> String {
        if self.width(text, size) <= room {
            return text.to_string();
        }
        let mut left = room - self.advance('…', size);
        let mut fitted: String = text
            .chars()
            .take_while(|&ch| {
                left -= self.advance(ch, size);
                left >= 0.0
            })
            .collect();
        fitted.push('…');
        fitted
    }

    fn advance(&self, ch: char, size: f64) -> f64 {
        let own = self.font.as_ref().and_then(|font| {
            let glyph = font.charmap().map(ch)?;
            font.glyph_metrics(Size::new(size as f32), LocationRef::default()).advance_width(glyph)
        });
        own.map_or(size, f64::from)
    }

    fn outline(&self, ch: char, size: f64) -> BezPath {
        let mut pen = Pen(BezPath::new());
        if let Some(font) = &self.font
            && let Some(glyph) = font.outline_glyphs().get(font.charmap().map(ch).unwrap_or_default())
        {
            let settings = DrawSettings::unhinted(Size::new(size as f32), LocationRef::default());
            // An outline that breaks off is drawn as far as it goes.
            let _ = glyph.draw(settings, &mut pen);
        }
        pen.0
    }
}

/// Turns the outlines of a font, y upwards, into paths, y downwards.
struct Pen(BezPath);

impl Pen {
    fn point(x: f32, y: f32) -> (f64, f64) {
        (f64::from(x), -f64::from(y))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(Pen::point(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(Pen::point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(Pen::point(cx, cy), Pen::point(x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to(Pen::point(ax, ay), Pen::point(bx, by), Pen::point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_the_forms_has_an_outline() {
        let typeface = Typeface::new();
        let forms = crate::template::Forms::builtin();
        let labels = forms.forms.iter().flat_map(|form| &form.tables).flat_map(|table| {
            let rows = table.blocks.iter().flat_map(|block| &block.rows).map(|row| row.label.as_str());
            let columns = table.blocks.iter().flat_map(|block| &block.columns);
            let groups = table.groups.iter().chain(&table.column_groups).map(|group| group.label.as_str());
            rows.chain(columns.map(|column| column.label.as_str()))
                .chain(groups)
                .chain([table.label.as_str()])
        });
        let font = typeface.font.as_ref().unwrap();
        let missing = font.charmap().map('\u{4DB5}');
        assert_eq!(missing, font.charmap().map('□'));
        for ch in
            labels.flat_map(str::chars).chain("0123456789—·（）“”".chars()).filter(|ch| !ch.is_whitespace())
        {
            assert_ne!(font.charmap().map(ch), missing, "{ch}");
            assert!(!typeface.outline(ch, 10.0).elements().is_empty(), "{ch}");
        }
    }

    /// Names of agencies are printed in rankings: 宜昌市猇亭区教育局.
    #[test]
    fn every_character_of_the_regions_has_an_outline() {
        let typeface = Typeface::new();
        let font = typeface.font.as_ref().unwrap();
        let missing = font.charmap().map('□');
        let lists = [include_str!("../../data/regions.csv"), include_str!("../../data/regions_own.csv")];
        let lost: std::collections::BTreeSet<char> = lists
            .iter()
            .flat_map(|list| list.chars())
            .filter(|ch| !ch.is_control() && *ch != '□' && font.charmap().map(*ch) == missing)
            .collect();
        assert!(lost.is_empty(), "scripts/make_font.py cuts the font anew: {lost:?}");
    }

    #[test]
    fn a_text_is_shortened_to_the_room_there_is() {
        let typeface = Typeface::new();
        assert_eq!(typeface.fitted("自然人", 10.0, 30.5), "自然人");
        let short = typeface.fitted("法律服务机构", 10.0, 35.0);
        assert_eq!(short, "法律…");
        assert!(typeface.width(&short, 10.0) <= 35.0);
    }
}
