//! A page painted on a larger sheet: the page itself, room around it for words, and what is drawn over it.
//!
//! All places are in points from the top left corner of the page as shown, as locators have them; the room to the left
//! and above it has negative ones.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect, Shape, Stroke};
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::peniko::{Compose, Mix};
use hayro::vello_cpu::{Pixmap, RenderContext, Resources, peniko};
use hayro::{RenderCache, RenderSettings};
use std::sync::Arc;

use super::PictureError;
use super::typeface::{CAP_HEIGHT, DATA, Typeface};

/// Pixels per point: 180 to the inch, enough to print.
const SCALE: f64 = 2.5;

/// The most pixels of a side of a picture; pages that would have more are drawn smaller.
const MAX_SIDE: f64 = 6_000.0;

/// A colour with its opacity.
pub(super) type Colour = AlphaColor<Srgb>;

pub(super) const fn colour(red: u8, green: u8, blue: u8, alpha: u8) -> Colour {
    AlphaColor::from_rgba8(red, green, blue, alpha)
}

const WHITE: Colour = colour(255, 255, 255, 255);
/// The room around a page.
const DESK: Colour = colour(243, 244, 246, 255);
const PAGE_EDGE: Colour = colour(150, 155, 165, 255);

/// The room around a page, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) above: f64,
    pub(super) right: f64,
    pub(super) below: f64,
}

/// The sheet being painted.
pub(super) struct Sheet {
    context: RenderContext,
    to_pixels: Affine,
    typeface: Typeface,
    /// Width and height of the page.
    pub(super) page: (f64, f64),
    room: Room,
}

impl Sheet {
    /// Paints a page with room around it. What the page draws outside itself is not seen.
    pub(super) fn new(page: &Page<'_>, room: Room) -> Result<Sheet, PictureError> {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let whole = (width + room.left + room.right, height + room.above + room.below);
        let scale = SCALE.min(MAX_SIDE / whole.0.max(whole.1));
        let pixels = |points: f64| (points * scale).ceil().max(1.0) as u16;
        let mut sheet = Sheet {
            context: RenderContext::new(pixels(whole.0), pixels(whole.1)),
            to_pixels: Affine::scale(scale) * Affine::translate((room.left, room.above)),
            typeface: Typeface::new(),
            page: (width, height),
            room,
        };
        let everything = Rect::new(-room.left, -room.above, width + room.right, height + room.below);
        sheet.fill(everything, DESK);
        let paper = Rect::new(0.0, 0.0, width, height);
        sheet.fill(paper, WHITE);
        let transform = sheet.to_pixels * page.initial_transform(true).to_kurbo();
        sheet.context.set_transform(sheet.to_pixels);
        sheet.context.push_clip_rect(&paper);
        let painted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let cache = RenderCache::new();
            let settings = interpreter_settings();
            hayro::render_into(
                page,
                &cache,
                &settings,
                &RenderSettings::default(),
                &mut sheet.context,
                transform,
            );
        }));
        if painted.is_err() {
            return Err(PictureError::Renderer);
        }
        sheet.context.set_transform(sheet.to_pixels);
        sheet.context.pop_clip();
        sheet.context.set_blend_mode(peniko::BlendMode::new(Mix::Normal, Compose::SrcOver));
        sheet.frame(paper, PAGE_EDGE, 0.5);
        Ok(sheet)
    }

    /// Where the room around the page ends.
    pub(super) fn ends(&self) -> Rect {
        let Room { left, above, right, below } = self.room;
        Rect::new(-left, -above, self.page.0 + right, self.page.1 + below)
    }

    /// Fills a box.
    pub(super) fn fill(&mut self, area: Rect, colour: Colour) {
        self.paint(&area.to_path(0.1), colour);
    }

    /// Draws the border of a box, centred on its edge.
    pub(super) fn frame(&mut self, area: Rect, colour: Colour, width: f64) {
        self.line(&area.to_path(0.1), colour, width);
    }

    /// Draws along a path.
    pub(super) fn line(&mut self, path: &BezPath, colour: Colour, width: f64) {
        self.context.set_transform(self.to_pixels);
        self.context.set_paint(colour);
        self.context.set_stroke(Stroke::new(width));
        self.context.stroke_path(path);
    }

    /// Writes a text whose baseline begins at a point; gives the place where it ends.
    pub(super) fn write(&mut self, text: &str, size: f64, at: (f64, f64), colour: Colour) -> f64 {
        let outlines = self.typeface.outlines(text, size, at);
        self.paint(&outlines, colour);
        at.0 + self.typeface.width(text, size)
    }

    /// Writes a text on a ground of its own, its middle left at a point.
    pub(super) fn label(&mut self, text: &str, size: f64, (x, y): (f64, f64), ink: Colour, ground: Colour) {
        let width = self.typeface.width(text, size);
        self.fill(Rect::new(x, y - 0.6 * size, x + width + 0.4 * size, y + 0.6 * size), ground);
        self.write(text, size, (x + 0.2 * size, y + CAP_HEIGHT * size / 2.0), ink);
    }

    pub(super) fn typeface(&self) -> &Typeface {
        &self.typeface
    }

    fn paint(&mut self, path: &BezPath, colour: Colour) {
        self.context.set_transform(self.to_pixels);
        self.context.set_paint(colour);
        self.context.fill_path(path);
    }

    /// The picture as the bytes of a PNG file.
    pub(super) fn png(mut self) -> Result<Vec<u8>, PictureError> {
        self.context.flush();
        let mut pixmap = Pixmap::new(self.context.width(), self.context.height());
        self.context.render(&mut pixmap, &mut Resources::default());
        pixmap.into_png().map_err(|error| PictureError::Encoding(error.to_string()))
    }
}

/// Chinese fonts that the file does not embed are drawn with ours; others with those of the interpreter.
fn interpreter_settings() -> InterpreterSettings {
    let usual = InterpreterSettings::default();
    let of_interpreter = usual.font_resolver.clone();
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Fallback(fallback) if fallback.character_collection.is_some() => {
                Some((Arc::new(DATA), 0))
            }
            _ => of_interpreter(query),
        }),
        ..usual
    }
}
