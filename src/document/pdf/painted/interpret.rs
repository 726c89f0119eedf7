//! One page, as painted: glyphs, rulings, grounds and pictures, through the interpreter's device.
//!
//! First step of the PDF reader. Nothing is judged here beyond what the page itself says: what is clipped, white or
//! invisible is marked, what cannot be decoded is U+FFFD, and a budget of operations ends pages that never end.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};

use super::actual::{self, Span};
use super::added;
use super::cancelled;
use super::clips::Clips;
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
        clips: Clips::new(Area::from_kurbo(bounds)),
        opacities: Vec::new(),
        masks: Vec::new(),
        spans: Vec::new(),
        layers: Vec::new(),
        laid: Ink::default(),
        order: 0,
        fields: None,
    };
    let fields = added::fields(page, transform);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        interpret_page(page, &mut context(added::PAGE), &mut canvas);
        if added::is_painted(page) {
            canvas.fields = Some(fields);
            interpret_page(page, &mut context(added::ADDED), &mut canvas);
        }
    }));
    let Canvas { page: mut painted, laid, .. } = canvas;
    painted.filled = filled::find(page, transform);
    let laid = laid.grounds.into_iter().filter(|ground| ground.opaque).map(|ground| ground.area);
    cancelled::mark(page, transform, laid, &mut painted.glyphs);
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
    clips: Clips,
    /// How opaque the groups are that are being painted; below [`OPAQUE`] those that are mixed with what is under them.
    opacities: Vec<f32>,
    /// Which of the groups that are being painted are seen through a mask.
    masks: Vec<bool>,
    /// Open marked-content sequences, and whether what they hold may be seen or not.
    spans: Vec<Span>,
    layers: Vec<bool>,
    order: u32,
    /// Where text may stand, once what was added to the page is painted.
    fields: Option<Vec<Area>>,
    /// The ink of what was added to the page.
    laid: Ink,
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

    /// Whether what is painted now hides all in its box: there is no clip of another shape, and no group that mixes.
    fn hides(&self) -> bool {
        self.clips.is_box() && self.opacities.iter().all(|&own| own >= OPAQUE)
    }

    /// How a colour is seen, if it is.
    fn tone(&self, paint: &Paint<'_>) -> Option<Tone> {
        if tone::is_unseen(&self.opacities) { None } else { Tone::of(paint) }
    }

    fn brush(&self, props: &DrawProps<'_>) -> Option<Brush> {
        let clip = self.clips.area();
        if clip.left > clip.right {
            return None;
        }
        let Tone { white, colour, opaque } = self.tone(&props.paint)?;
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        Some(Brush { clip, white, order: self.order, colour, opaque: opaque && plain && self.hides() })
    }

    /// Where ink goes.
    fn ink(&mut self) -> &mut Ink {
        if self.fields.is_some() { &mut self.laid } else { &mut self.page.ink }
    }

    /// Whether what is painted now may be seen or not, or only a part of it.
    fn is_unsure(&self, props: &DrawProps<'_>) -> bool {
        let masked = props.soft_mask.is_some() || self.masks.iter().any(|masked| *masked);
        masked || matches!(props.paint, Paint::Pattern(_)) || self.layers.iter().any(|unsure| *unsure)
    }

    /// Keeps the outline of a seal.
    fn round(&mut self, path: &BezPath, props: &DrawProps<'_>) {
        let is_curve = |element: &PathEl| matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..));
        if let Some(tone) = self.tone(&props.paint).filter(|_| self.fields.is_none())
            && tone.colour.is_vivid()
            && path.elements().iter().any(is_curve)
        {
            let area = Area::from_kurbo(props.transform.transform_rect_bbox(path.bounding_box()));
            self.page.rounds.extend(Round::new(area, tone.colour));
        }
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
                self.ink().stroke(path, props.transform, width, brush);
            }
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                self.ink().fill(path, props.transform, brush);
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
        self.ink().rectangle(rect, props.transform, stroke, brush);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(1);
        self.clips.push_path(clip);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.spend(1);
        self.clips.push_box(Area::from_kurbo(*rect));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        self.spend(1);
        let plain = mask.is_none() && mode == BlendMode::Normal;
        self.masks.push(mask.is_some());
        self.opacities.push(if plain { opacity } else { opacity.min(MIXED) });
    }

    fn pop_transparency_group(&mut self) {
        self.masks.pop();
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
        let doubtful = self.is_unsure(&props);
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
                hidden: invisible || place.flat || place.size < MIN_SIZE || !self.clips.shows(x, y),
                white: tone.is_some_and(|tone| tone.white),
                slanted: place.slanted,
                askew: place.askew,
                overlaid: false,
                added: self.fields.is_some(),
                cancelled: false,
                vertical,
                undecoded: false,
                doubtful,
            };
            let painting = Painting { to_page, paint: &props.paint, seen: !marks.hidden };
            let text = self.fonts.text(glyph, &painting, &mut self.page.undecoded);
            self.push_glyph(text, place, (colour, marks));
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let pixels = (image.width(), image.height());
        let own = Rect::new(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        let area = Area::from_kurbo(props.transform.transform_rect_bbox(own));
        let Some(area) = area.cut(&self.clips.area()) else { return };
        if tone::is_unseen(&self.opacities) || !area.is_finite() {
            return;
        }
        if area.width().min(area.height()) <= MAX_RULE {
            let brush = Brush { clip: Area::ALL, order: self.order, ..Brush::default() };
            self.ink().area(area, brush);
            return;
        }
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        let opaque = plain && self.hides() && is_square(props.transform) && is_whole(&image);
        if self.fields.is_some() {
            let brush = Brush { clip: Area::ALL, opaque, ..Brush::default() };
            return self.laid.area(area, brush);
        }
        self.page.pictures.push(Drawn { area, pixels: Some(pixels), order: self.order, opaque });
    }

    fn begin_marked_content(&mut self, _tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(1);
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        let text = text.and_then(|text| actual::decode(text.as_bytes()));
        self.layers.push(properties.is_some_and(is_conditional));
        self.spans.push(Span { start: self.page.glyphs.len(), text });
    }

    fn end_marked_content(&mut self) {
        self.layers.pop();
        if let Some(span) = self.spans.pop() {
            actual::apply(&mut self.page.glyphs, span);
        }
    }
}

/// Whether a layer is shown on some occasions only, or by a rule that not all viewers know: what the file says of it by itself says little.
fn is_conditional(layer: &Dict<'_>) -> bool {
    let usage = layer.get::<Dict<'_>>(b"Usage".as_slice());
    let is_off = |(kind, state): (&[u8], &[u8])| {
        let own = usage.as_ref().and_then(|usage| usage.get::<Dict<'_>>(kind));
        own.and_then(|own| own.get::<Name<'_>>(state)).is_some_and(|state| state.as_str() == "OFF")
    };
    let states: [(&[u8], &[u8]); 3] =
        [(b"View", b"ViewState"), (b"Print", b"PrintState"), (b"Export", b"ExportState")];
    layer.contains_key(b"VE".as_slice()) || states.into_iter().any(is_off)
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
