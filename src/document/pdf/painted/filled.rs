//! What was typed into the fields of a page and is painted nowhere: viewers paint it when they open the file.
//!
//! Helps `interpret`. The file has the text and the box of such a field or line, and leaves its type to the viewer: where in the box its
//! letters stand is not known, and nothing but this reader sees them, so that no figure of theirs is sure.

use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Affine;

use super::actual::decode;
use super::added;
use super::glyph::{Colour, Glyph, GlyphMarks};
use crate::document::pdf::fonts::fold::fold;
use crate::document::pdf::geometry::{Area, Turn};
use crate::document::pdf::sheet::text::is_wide;

/// A text and the box that it is typed into, on the page as shown.
#[derive(Debug, Clone)]
pub(in crate::document::pdf) struct Filled {
    pub(in crate::document::pdf) area: Area,
    pub(in crate::document::pdf) text: String,
}

/// Fields hand down what they hold; no form nests them deeper.
const MAX_DEPTH: usize = 16;

/// The most characters of a field that are looked at.
const MAX_CHARACTERS: usize = 1_000;

/// A line takes this part more than its size, and is no larger than this, in points.
const LEADING: f32 = 1.25;
const LARGEST: f32 = 10.5;

/// The texts of a page that it has no painting of.
pub(super) fn find(page: &Page<'_>, transform: Affine) -> Vec<Filled> {
    let fill = |note: Dict<'_>| {
        let text = match added::kind(&note)?.as_str() {
            "Widget" => value(&note)?,
            "FreeText" => note.get::<Object<'_>>(b"Contents".as_slice())?,
            _ => return None,
        };
        let Object::String(text) = text else { return None };
        let text = said(&text);
        let is_painted =
            note.get::<Dict<'_>>(b"AP".as_slice()).is_some_and(|painted| painted.contains_key(b"N"));
        let area = added::place(&note, transform).filter(|_| !is_painted && !text.trim().is_empty())?;
        Some(Filled { area, text })
    };
    added::seen(page).filter_map(fill).collect()
}

/// The value of a field that holds text, its own or that of the field it is a part of.
fn value<'a>(widget: &Dict<'a>) -> Option<Object<'a>> {
    let inherited = |key: &[u8]| {
        let mut field = Some(widget.clone());
        for _ in 0..MAX_DEPTH {
            let own = field?;
            if let Some(found) = own.get::<Object<'a>>(key) {
                return Some(found);
            }
            field = own.get::<Dict<'a>>(b"Parent".as_slice());
        }
        None
    };
    let is_text = |kind: &Name<'_>| matches!(kind.as_str(), "Tx" | "Ch");
    matches!(inherited(b"FT"), Some(Object::Name(kind)) if is_text(&kind)).then(|| inherited(b"V"))?
}

/// A text as far as it can be decoded; what it says else is unknown, and it is not nothing.
fn said(text: &PdfString<'_>) -> String {
    let decoded = decode(text.as_bytes()).unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string());
    decoded.chars().take(MAX_CHARACTERS).collect()
}

/// The letters of a text, line by line from the upper left of its box.
pub(in crate::document::pdf) fn letters(filled: &Filled) -> Vec<Glyph> {
    let Filled { area, text } = filled;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let width = |ch: char| if is_wide(ch) { 1.0 } else { 0.5 };
    let wide = |line: &&str| line.chars().map(width).sum::<f32>();
    let widest = lines.iter().map(wide).fold(1.0, f32::max);
    let size =
        (area.height() / (LEADING * lines.len().max(1) as f32)).min(area.width() / widest).min(LARGEST);
    let height = LEADING * size;
    let top = area.centre().1 - height * lines.len() as f32 / 2.0;
    let mut glyphs = Vec::new();
    for (line, at) in lines.iter().zip(0_u16..) {
        let baseline = top + height * f32::from(at) + size;
        let mut left = area.left;
        for ch in line.chars() {
            let right = left + size * width(ch);
            glyphs.push(Glyph {
                ch: fold(ch),
                area: Area::new(left, baseline - 0.88 * size, right, baseline + 0.12 * size),
                baseline,
                size,
                turn: Turn::Upright,
                order: u32::MAX,
                colour: Colour::default(),
                marks: GlyphMarks {
                    added: true,
                    undecoded: ch == char::REPLACEMENT_CHARACTER,
                    ..GlyphMarks::default()
                },
            });
            left = right;
        }
    }
    glyphs
}
