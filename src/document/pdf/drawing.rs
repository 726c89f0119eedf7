//! Pages that another format draws with its own words (OFD), laid out as the pages of a PDF are.
//!
//! Beside `interpret`: what it does for the operators of a PDF, a reader does here call by call. All later steps are the same.

pub(in crate::document) use hayro_interpret::kurbo;

use super::fonts::fold::fold;
use super::geometry::{Area, Turn};
use super::joined::assemble;
use super::painted::glyph::{Colour, Glyph, GlyphMarks};
use super::painted::ink::Brush;
use super::painted::interpret::{Drawn, Painted};
use super::painted::place;
use super::sheet;
use crate::document::Document;
use kurbo::{Affine, BezPath, Point, Rect};

/// Parts of a colour from which on it is white; as for a PDF, with rounding.
const WHITE: u8 = 253;

/// A page being drawn, in points from its top left corner.
pub(in crate::document) struct Drawing {
    page: Painted,
    order: u32,
}

/// A colour: red, green and blue.
pub(in crate::document) type Rgb = [u8; 3];

/// How an outline is painted.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::document) struct Style {
    /// The width of its line in points, and its colour.
    pub(in crate::document) stroke: Option<(f32, Rgb)>,
    /// The colour of what it encloses.
    pub(in crate::document) fill: Option<Rgb>,
}

impl Drawing {
    /// An empty page of this width and height.
    pub(in crate::document) fn new(width: f32, height: f32) -> Drawing {
        Drawing { page: Painted { width, height, ..Painted::default() }, order: 0 }
    }

    /// Begins another object: it lies over those before it.
    pub(in crate::document) fn next_object(&mut self) {
        self.order = self.order.saturating_add(1);
    }

    /// Draws a character. `to_page` takes its em square (the origin on the baseline, y upwards, one unit an em) to the page;
    /// `advance` is how wide it is, in ems. No character stands for one that cannot be decoded.
    pub(in crate::document) fn letter(&mut self, ch: Option<char>, to_page: Affine, advance: f64, rgb: Rgb) {
        let corners = [(0.0, place::DESCENT / 1000.0), (advance, place::ASCENT / 1000.0)];
        let [low, high] = corners.map(|(x, y)| to_page * Point::new(x, y));
        let area = Area::from_kurbo(Rect::from_points(low, high));
        if !area.is_finite() {
            return;
        }
        let [xx, xy, yx, yy, ..] = to_page.as_coeffs();
        let turn = Turn::of(xx, xy);
        let (x, y) = area.centre();
        let within = Area::new(0.0, 0.0, self.page.width, self.page.height).holds(x, y);
        let marks = GlyphMarks {
            hidden: !within,
            white: is_white(rgb),
            undecoded: ch.is_none(),
            slanted: turn.is_none(),
            ..GlyphMarks::default()
        };
        self.page.glyphs.push(Glyph {
            ch: ch.map_or(char::REPLACEMENT_CHARACTER, fold),
            area,
            baseline: (to_page * Point::ZERO).y as f32,
            size: yx.hypot(yy) as f32,
            turn: turn.unwrap_or_default(),
            order: self.order,
            colour: Colour(rgb),
            marks,
        });
    }

    /// Draws an outline. `to_page` takes it to the page; what lies outside of `clip` is not seen.
    pub(in crate::document) fn outline(&mut self, path: &BezPath, to_page: Affine, clip: Rect, style: Style) {
        let page = Area::new(0.0, 0.0, self.page.width, self.page.height);
        let Some(clip) = Area::from_kurbo(clip).cut(&page) else { return };
        // How opaque a fill is is not told.
        let brush =
            |rgb| Brush { clip, white: is_white(rgb), order: self.order, colour: Colour(rgb), opaque: false };
        if let Some(rgb) = style.fill {
            self.page.ink.fill(path, to_page, brush(rgb));
        }
        if let Some((width, rgb)) = style.stroke {
            self.page.ink.stroke(path, to_page, width, brush(rgb));
        }
    }

    /// Puts a picture into a box of the page.
    pub(in crate::document) fn picture(&mut self, place: Rect) {
        let area = Area::from_kurbo(place);
        if area.is_finite() {
            self.page.pictures.push(Drawn { area, pixels: None, order: self.order, opaque: false });
        }
    }
}

fn is_white(rgb: Rgb) -> bool {
    rgb.iter().all(|part| *part >= WHITE)
}

/// Adds to a document what its pages hold, numbered in the order in which they come. A page that could not be read has its
/// place.
pub(in crate::document) fn lay_out(pages: impl Iterator<Item = Option<Drawing>>, document: &mut Document) {
    let mut sheets = Vec::new();
    let mut leaf = 0;
    for (number, page) in (1..).zip(pages) {
        let halves = page.map(|drawing| sheet::sheets(number, drawing.page)).unwrap_or_default();
        leaf += u32::from(halves.is_empty());
        for mut sheet in halves {
            leaf += 1;
            sheet.leaf = leaf;
            sheets.push(sheet);
        }
    }
    assemble::assemble(sheets, document);
}
