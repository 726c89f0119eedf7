//! One page, as painted: glyphs, rulings, grounds and pictures, through the interpreter's device.
//!
//! First step of the PDF reader. Nothing is judged here beyond what the page itself says: what is clipped, white or
//! invisible is marked, what cannot be decoded is U+FFFD, and a budget of operations ends pages that never end.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphId, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};

use super::actual::{self, Span};
use super::fold::fold;
use super::fonts::Fonts;
use super::geometry::{Area, Turn};
use super::glyph::{Glyph, GlyphMarks};
use super::ink::{Brush, Ink};

/// Colours at least this bright in every channel are white; the lightest rulings seen are #f5f5f5 (0.96).
const WHITE: f32 = 0.99;

/// Paint below this opacity is not seen.
const MIN_ALPHA: f32 = 0.02;

/// Ascent and descent of a glyph box as parts of the font size: those of an em box of hanzi.
const ASCENT: f64 = 880.0;
const DESCENT: f64 = -120.0;

/// A font may print wider or narrower than its size says by this factor; beyond it, the factor is the interpreter's
/// stretching of a substitute font and says nothing.
const STRETCH: std::ops::RangeInclusive<f64> = 0.4..=1.6;

/// A picture on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) area: Area,
    /// Its own width and height in pixels.
    pub(super) pixels: (u32, u32),
}

/// A page as painted, in points from the top left corner of the page as shown.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) ink: Ink,
    pub(super) pictures: Vec<Drawn>,
    /// Fonts with glyphs that cannot be decoded, and how many.
    pub(super) undecoded: BTreeMap<String, u32>,
}

/// Why a page was given up.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// More operations than the budget allows.
    Budget,
    /// The interpreter failed; what it said.
    Panic(String),
}

/// Thrown out of the interpreter when the budget is spent.
struct Spent;

/// Interprets a page. `budget` is the number of glyphs, path elements and clips it may still paint, and is drawn down.
pub(super) fn paint<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    fonts: &mut Fonts,
    budget: &mut u64,
) -> Result<Painted, Fault> {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(transform, bounds, cache, page.xref(), settings.clone());
    let mut canvas = Canvas {
        page: Painted { width, height, ..Painted::default() },
        fonts,
        budget,
        clips: vec![Area::from_kurbo(bounds)],
        opacities: Vec::new(),
        spans: Vec::new(),
        order: 0,
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut canvas)));
    let painted = canvas.page;
    match outcome {
        Ok(()) => Ok(painted),
        Err(payload) if payload.is::<Spent>() => Err(Fault::Budget),
        Err(payload) => {
            let said = payload.downcast_ref::<&str>().map(|text| text.to_string());
            let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
            Err(Fault::Panic(said.unwrap_or_else(|| "the interpreter failed".to_string())))
        }
    }
}

/// The device that the interpreter paints on.
struct Canvas<'f> {
    page: Painted,
    fonts: &'f mut Fonts,
    budget: &'f mut u64,
    clips: Vec<Area>,
    opacities: Vec<f32>,
    /// Open marked-content sequences.
    spans: Vec<Span>,
    order: u32,
}

impl Canvas<'_> {
    fn spend(&mut self, operations: usize) {
        match self.budget.checked_sub(operations as u64 + 1) {
            Some(left) => *self.budget = left,
            None => {
                *self.budget = 0;
                resume_unwind(Box::new(Spent));
            }
        }
        self.order = self.order.saturating_add(1);
    }

    fn clip(&self) -> Area {
        self.clips.last().copied().unwrap_or(Area::ALL)
    }

    /// How a colour is seen: nothing if it is not, else whether it is white.
    fn tone(&self, paint: &Paint<'_>) -> Option<bool> {
        if self.opacities.iter().any(|&opacity| opacity < MIN_ALPHA) {
            return None;
        }
        let Paint::Color(colour) = paint else { return Some(false) };
        let [red, green, blue, alpha] = colour.to_rgba().components();
        (alpha >= MIN_ALPHA).then_some(red >= WHITE && green >= WHITE && blue >= WHITE)
    }

    fn brush(&self, paint: &Paint<'_>) -> Option<Brush> {
        let clip = self.clip();
        if clip.left > clip.right {
            return None;
        }
        self.tone(paint).map(|white| Brush { clip, white, order: self.order })
    }

    fn push_clip(&mut self, area: Area) {
        self.spend(1);
        // An empty clip hides everything until it is popped.
        let nothing = Area::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        let cut = self.clip().cut(&area).unwrap_or(nothing);
        self.clips.push(cut);
    }

    fn push_glyph(&mut self, glyph: &DrawnGlyph<'_>, place: Place, marks: GlyphMarks) {
        let text = self.decode(glyph);
        let one;
        let (characters, undecoded): (&str, bool) = match &text {
            Some(BfString::Char(ch)) => {
                one = ch.to_string();
                (&one, false)
            }
            Some(BfString::String(text)) => (text, false),
            None => ("\u{FFFD}", true),
        };
        let count = characters.chars().count().max(1) as f32;
        let step = place.area.width() / count;
        for (index, ch) in characters.chars().enumerate() {
            let left = place.area.left + step * index as f32;
            let area = match count > 1.0 {
                true => Area { left, right: left + step, ..place.area },
                false => place.area,
            };
            self.page.glyphs.push(Glyph {
                ch: fold(ch),
                area,
                baseline: place.baseline,
                size: place.size,
                turn: place.turn,
                order: self.order,
                marks: GlyphMarks { undecoded, ..marks },
            });
        }
    }

    /// The text of a glyph; nothing if the file does not say which.
    fn decode(&mut self, glyph: &DrawnGlyph<'_>) -> Option<BfString> {
        let mut text = glyph.as_unicode().filter(is_text);
        if let DrawnGlyph::Outline(outline) = glyph
            && (text.is_none() || self.fonts.has_opaque())
        {
            let name = outline.font_data().and_then(|data| data.postscript_name);
            let name = name.unwrap_or_else(|| "(unnamed)".to_string());
            if text.is_some() && !self.fonts.is_opaque(&name) {
                return text;
            }
            text = self.fonts.decode(&name, glyph.char_code()).filter(is_text);
            if text.is_none() {
                let has_glyph = outline.glyph_id() != GlyphId::NOTDEF && !self.fonts.lacks_outlines(&name);
                if has_glyph && outline.outline().is_empty() {
                    return Some(BfString::Char(' '));
                }
                *self.page.undecoded.entry(name).or_default() += 1;
            }
        } else if text.is_none() {
            *self.page.undecoded.entry("(Type 3)".to_string()).or_default() += 1;
        }
        text
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

/// Where a glyph stands.
#[derive(Clone, Copy)]
struct Place {
    area: Area,
    baseline: f32,
    size: f32,
    turn: Turn,
    slanted: bool,
}

/// The place of a glyph: `stretch` is what to multiply its advance by.
fn place(glyph: &DrawnGlyph<'_>, to_page: Affine, vertical: bool, stretch: f64) -> Place {
    let [xx, xy, yx, yy, _, _] = to_page.as_coeffs();
    let size = yx.hypot(yy) * 1000.0;
    let across = xx.hypot(xy) * 1000.0;
    let advance = match glyph {
        _ if vertical => None,
        DrawnGlyph::Outline(outline) => outline.advance_width(),
        DrawnGlyph::Type3(glyph) => glyph.advance_width(),
    };
    let advance = f64::from(advance.unwrap_or(1000.0));
    // Back from the interpreter's scale across, which may stretch a substitute font, to the scale of the file.
    let scale = if across > f64::EPSILON { size * stretch / across } else { 1.0 };
    let corners = [(0.0, DESCENT), (advance * scale, ASCENT)].map(|(x, y)| to_page * Point::new(x, y));
    let area = Area::from_kurbo(Rect::from_points(corners[0], corners[1]));
    let origin = to_page * Point::ZERO;
    let turn = Turn::of(xx, xy);
    Place {
        area,
        baseline: origin.y as f32,
        size: size as f32,
        turn: turn.unwrap_or_default(),
        slanted: turn.is_none(),
    }
}

/// How wide the font of a run prints against its height: the narrowest of its glyphs, since substitutes are stretched
/// glyph by glyph.
fn run_stretch(run: &GlyphRun<'_, '_>) -> f64 {
    let ratio = |transform: Affine| {
        let [xx, xy, yx, yy, _, _] = transform.as_coeffs();
        xx.hypot(xy) / yx.hypot(yy)
    };
    let least = run.glyphs().iter().map(|glyph| ratio(glyph.transform())).fold(f64::MAX, f64::min);
    if STRETCH.contains(&least) { least } else { 1.0 }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(path.elements().len());
        let Some(brush) = self.brush(&props.paint) else { return };
        match mode {
            DrawMode::Stroke(stroke) => {
                let width = stroke.line_width * scale(props.transform);
                self.page.ink.stroke(path, props.transform, width, brush);
            }
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                self.page.ink.fill(path, props.transform, brush);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(4);
        let Some(brush) = self.brush(&props.paint) else { return };
        let stroke = match mode {
            DrawMode::Stroke(stroke) => Some(stroke.line_width * scale(props.transform)),
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => None,
            DrawMode::Invisible => return,
        };
        self.page.ink.rectangle(rect, props.transform, stroke, brush);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(Area::from_kurbo(clip.path.bounding_box()));
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(Area::from_kurbo(*rect));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
        self.opacities.push(opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let tone = self.tone(&props.paint);
        let invisible = tone.is_none() || matches!(mode, DrawMode::Invisible);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretch = run_stretch(run);
        let clip = self.clip();
        for glyph in run.glyphs() {
            let place = place(glyph, props.transform * glyph.transform(), vertical, stretch);
            if !place.area.is_finite() {
                continue;
            }
            let (x, y) = place.area.centre();
            let marks = GlyphMarks {
                hidden: invisible || !clip.holds(x, y),
                white: tone == Some(true),
                slanted: place.slanted,
                vertical,
                undecoded: false,
            };
            self.push_glyph(glyph, place, marks);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let pixels = (image.width(), image.height());
        let own = Rect::new(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        let area = Area::from_kurbo(props.transform.transform_rect_bbox(own));
        let Some(area) = area.cut(&self.clip()) else { return };
        if self.opacities.iter().any(|&opacity| opacity < MIN_ALPHA) || !area.is_finite() {
            return;
        }
        self.page.pictures.push(Drawn { area, pixels });
    }

    fn begin_marked_content(&mut self, _tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(1);
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        let text = text.and_then(|text| actual::decode(text.as_bytes()));
        self.spans.push(Span { start: self.page.glyphs.len(), text });
    }

    fn end_marked_content(&mut self) {
        if let Some(span) = self.spans.pop() {
            actual::apply(&mut self.page.glyphs, span);
        }
    }
}

/// The scale of a transform, for the width of its lines.
fn scale(transform: Affine) -> f32 {
    transform.determinant().abs().sqrt() as f32
}
