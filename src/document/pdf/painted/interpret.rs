//! One page, as painted: glyphs, rulings, grounds and pictures, through the interpreter's device.
//!
//! First step of the PDF reader. Nothing is judged here beyond what the page itself says: what is clipped, white or
//! invisible is marked, what cannot be decoded is U+FFFD, and a budget of operations ends pages that never end.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};

use super::actual::{self, Span};
use super::added;
use super::cancelled;
use super::filled::{self, Filled};
use super::glyph::{Colour, Glyph, GlyphMarks};
use super::ink::{Brush, Ink, MAX_RULE, is_square};
use super::overlay::Round;
use super::place::{Place, place, run_stretch};
use super::tone::{self, OPAQUE, Tone};
use crate::document::pdf::fonts::Fonts;
use crate::document::pdf::fonts::decode::{Painting, Undecoded};
use crate::document::pdf::fonts::fold::fold;
use crate::document::pdf::geometry::Area;

/// Type smaller than this is not seen, in points; notes of pages set small have some 3.
pub(in crate::document::pdf) const MIN_SIZE: f32 = 1.0;

/// The opacity noted of a group that is mixed with what is under it.
const MIXED: f32 = 0.5;

/// The outline of a box has so many elements.
const MAX_BOX: usize = 7;

/// A picture on the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::pdf) struct Drawn {
    pub(in crate::document::pdf) area: Area,
    /// Its own width and height in pixels, where they are known.
    pub(in crate::document::pdf) pixels: Option<(u32, u32)>,
    /// Its place in the order of painting.
    pub(in crate::document::pdf) order: u32,
    /// Nothing under it is seen.
    pub(in crate::document::pdf) opaque: bool,
}

/// A page as painted, in points from the top left corner of the page as shown.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Painted {
    pub(in crate::document::pdf) width: f32,
    pub(in crate::document::pdf) height: f32,
    pub(in crate::document::pdf) glyphs: Vec<Glyph>,
    pub(in crate::document::pdf) ink: Ink,
    /// Outlines of seals.
    pub(in crate::document::pdf) rounds: Vec<Round>,
    pub(in crate::document::pdf) pictures: Vec<Drawn>,
    /// Fonts with glyphs that cannot be decoded, and how many.
    pub(in crate::document::pdf) undecoded: Undecoded,
    /// Fonts that write downwards.
    pub(in crate::document::pdf) downwards: BTreeSet<String>,
    /// What was typed into fields and is not painted.
    pub(in crate::document::pdf) filled: Vec<Filled>,
}

/// Why a page was given up.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document::pdf) enum Fault {
    /// More operations than the budget allows.
    Budget,
    /// The interpreter failed; what it said.
    Panic(String),
}

/// Thrown out of the interpreter when the budget is spent.
struct Spent;

/// Interprets a page. `budget` is the number of glyphs, path elements and clips it may still paint, and is drawn down.
pub(in crate::document::pdf) fn paint<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    fonts: &mut Fonts,
    budget: &mut u64,
) -> Result<Painted, Fault> {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let context = |parts| {
        let settings = InterpreterSettings { render_content: parts, ..settings.clone() };
        Context::new(transform, bounds, cache, page.xref(), settings)
    };
    let mut canvas = Canvas {
        page: Painted { width, height, ..Painted::default() },
        fonts,
        budget,
        clips: vec![(Area::from_kurbo(bounds), true)],
        opacities: Vec::new(),
        spans: Vec::new(),
        order: 0,
        fields: None,
    };
    let fields = added::fields(page, transform);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        interpret_page(page, &mut context(added::PAGE), &mut canvas);
        if !fields.is_empty() {
            canvas.fields = Some(fields);
            interpret_page(page, &mut context(added::ADDED), &mut canvas);
        }
    }));
    let mut painted = canvas.page;
    painted.filled = filled::find(page, transform);
    cancelled::mark(page, transform, &mut painted.glyphs);
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
    /// The boxes of the clips in force, and whether they are boxes indeed.
    clips: Vec<(Area, bool)>,
    /// How opaque the groups are that are being painted; below [`OPAQUE`] those that are mixed with what is under them.
    opacities: Vec<f32>,
    /// Open marked-content sequences.
    spans: Vec<Span>,
    order: u32,
    /// Where text may stand, once what was added to the page is painted.
    fields: Option<Vec<Area>>,
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
        self.clips.last().map_or(Area::ALL, |clip| clip.0)
    }

    /// Whether what is painted now hides all in its box: there is no clip of another shape, and no group that mixes.
    fn hides(&self) -> bool {
        self.clips.last().is_none_or(|clip| clip.1) && self.opacities.iter().all(|&own| own >= OPAQUE)
    }

    /// How a colour is seen, if it is.
    fn tone(&self, paint: &Paint<'_>) -> Option<Tone> {
        if tone::is_unseen(&self.opacities) { None } else { Tone::of(paint) }
    }

    fn brush(&self, props: &DrawProps<'_>) -> Option<Brush> {
        let clip = self.clip();
        if clip.left > clip.right || self.fields.is_some() {
            return None;
        }
        let Tone { white, colour, opaque } = self.tone(&props.paint)?;
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        Some(Brush { clip, white, order: self.order, colour, opaque: opaque && plain && self.hides() })
    }

    /// Keeps the outline of a seal.
    fn round(&mut self, path: &BezPath, props: &DrawProps<'_>) {
        let is_curve = |element: &PathEl| matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..));
        if let Some(tone) = self.tone(&props.paint)
            && tone.colour.is_vivid()
            && path.elements().iter().any(is_curve)
        {
            let area = Area::from_kurbo(props.transform.transform_rect_bbox(path.bounding_box()));
            self.page.rounds.extend(Round::new(area, tone.colour));
        }
    }

    fn push_clip(&mut self, area: Area, is_box: bool) {
        self.spend(1);
        // An empty clip hides everything until it is popped.
        let nothing = Area::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        let cut = self.clip().cut(&area).unwrap_or(nothing);
        let is_box = is_box && self.clips.last().is_none_or(|clip| clip.1);
        self.clips.push((cut, is_box));
    }

    fn push_glyph(&mut self, text: Option<BfString>, place: Place, (colour, marks): (Colour, GlyphMarks)) {
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
                colour,
                marks: GlyphMarks { undecoded, ..marks },
            });
        }
    }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(path.elements().len());
        let Some(brush) = self.brush(&props) else { return };
        self.round(path, &props);
        match mode {
            DrawMode::Stroke(stroke) => {
                let brush = Brush { opaque: brush.opaque && stroke.dash_array.is_empty(), ..brush };
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
        let Some(brush) = self.brush(&props) else { return };
        let stroke = match mode {
            DrawMode::Stroke(stroke) => Some(stroke.line_width * scale(props.transform)),
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => None,
            DrawMode::Invisible => return,
        };
        self.page.ink.rectangle(rect, props.transform, stroke, brush);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        let is_box = clip.path.elements().len() <= MAX_BOX && clip.path.area().abs() >= 0.99 * bounds.area();
        self.push_clip(Area::from_kurbo(bounds), is_box);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(Area::from_kurbo(*rect), true);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        self.spend(1);
        let plain = mask.is_none() && mode == BlendMode::Normal;
        self.opacities.push(if plain { opacity } else { opacity.min(MIXED) });
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let tone = self.tone(&props.paint);
        let invisible = tone.is_none() || matches!(mode, DrawMode::Invisible);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        if vertical && let Some(DrawnGlyph::Outline(outline)) = run.glyphs().first().map(|glyph| &**glyph) {
            self.page.downwards.insert(self.fonts.name_of(outline));
        }
        let stretch = run_stretch(run);
        let clip = self.clip();
        let colour = tone.map_or(Colour::default(), |tone| tone.colour);
        for glyph in run.glyphs() {
            let to_page = props.transform * glyph.transform();
            let place = place(glyph, to_page, vertical, stretch);
            if !place.area.is_finite() {
                continue;
            }
            let (x, y) = place.area.centre();
            if self.fields.as_ref().is_some_and(|fields| !fields.iter().any(|area| area.holds(x, y))) {
                continue;
            }
            let marks = GlyphMarks {
                hidden: invisible || place.size < MIN_SIZE || !clip.holds(x, y),
                white: tone.is_some_and(|tone| tone.white),
                slanted: place.slanted,
                askew: place.askew,
                overlaid: false,
                added: self.fields.is_some(),
                cancelled: false,
                vertical,
                undecoded: false,
                doubtful: false,
            };
            let text =
                self.fonts.text(glyph, &Painting { to_page, paint: &props.paint }, &mut self.page.undecoded);
            self.push_glyph(text, place, (colour, marks));
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let pixels = (image.width(), image.height());
        let own = Rect::new(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        let area = Area::from_kurbo(props.transform.transform_rect_bbox(own));
        let Some(area) = area.cut(&self.clip()) else { return };
        let unseen = tone::is_unseen(&self.opacities) || self.fields.is_some();
        if unseen || !area.is_finite() {
            return;
        }
        if area.width().min(area.height()) <= MAX_RULE {
            let brush = Brush { clip: Area::ALL, order: self.order, ..Brush::default() };
            self.page.ink.area(area, brush);
            return;
        }
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        let opaque = plain && self.hides() && is_square(props.transform) && is_whole(&image);
        self.page.pictures.push(Drawn { area, pixels: Some(pixels), order: self.order, opaque });
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

/// Whether no part of an image lets through what is under it.
fn is_whole(image: &Image<'_, '_>) -> bool {
    let Image::Raster(raster) = image else { return false };
    let dict = raster.stream().dict();
    !dict.contains_key(b"SMask") && !dict.contains_key(b"Mask") && !dict.contains_key(b"SMaskInData")
}

/// The scale of a transform, for the width of its lines.
fn scale(transform: Affine) -> f32 {
    transform.determinant().abs().sqrt() as f32
}
