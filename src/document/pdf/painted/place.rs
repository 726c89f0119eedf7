//! Where a glyph stands on the page: from the transforms of the interpreter to a box, a baseline and a direction.
//!
//! Helps `interpret`.

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::kurbo::{Affine, Point, Rect};

use crate::document::pdf::geometry::{Area, Turn};

/// Ascent and descent of a glyph box in thousandths of the font size: those of an em box of hanzi.
pub(in crate::document::pdf) const ASCENT: f64 = 880.0;
pub(in crate::document::pdf) const DESCENT: f64 = -120.0;

/// Text off its direction by more than the angle with this sine (1.5°) is askew; set type is not, and scans are as a whole.
const ASKEW: f64 = 0.026;

/// Letters narrower than this part of what their size says are not seen.
const FLAT: f64 = 0.05;

/// A font may print wider or narrower than its size says by this factor; beyond it, the factor is the interpreter's
/// stretching of a substitute font and says nothing.
const STRETCH: std::ops::RangeInclusive<f64> = 0.4..=1.6;

/// Where a glyph stands.
#[derive(Clone, Copy)]
pub(in crate::document::pdf) struct Place {
    pub(in crate::document::pdf) area: Area,
    pub(in crate::document::pdf) baseline: f32,
    pub(in crate::document::pdf) size: f32,
    pub(in crate::document::pdf) turn: Turn,
    pub(in crate::document::pdf) slanted: bool,
    pub(in crate::document::pdf) askew: bool,
    /// So narrow against its height that nothing is seen of it.
    pub(in crate::document::pdf) flat: bool,
}

/// The place of a glyph: `stretch` is what to multiply its advance by.
pub(super) fn place(glyph: &DrawnGlyph<'_>, to_page: Affine, vertical: bool, stretch: f64) -> Place {
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
        flat: across < FLAT * size,
        askew: xx.abs().min(xy.abs()) > ASKEW * xx.hypot(xy),
    }
}

/// How wide the font of a run prints against its height: the narrowest of its glyphs, since substitutes are stretched
/// glyph by glyph.
pub(super) fn run_stretch(run: &GlyphRun<'_, '_>) -> f64 {
    let ratio = |transform: Affine| {
        let [xx, xy, yx, yy, _, _] = transform.as_coeffs();
        xx.hypot(xy) / yx.hypot(yy)
    };
    let least = run.glyphs().iter().map(|glyph| ratio(glyph.transform())).fold(f64::MAX, f64::min);
    if STRETCH.contains(&least) { least } else { 1.0 }
}
