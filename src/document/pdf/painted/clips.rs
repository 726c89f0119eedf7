//! The clips in force while a page is painted: their boxes, and the outlines of those that are none.
//!
//! Helps `interpret`. Of a clip with holes, or of several pieces, the box says little of what is seen through it.

use hayro_interpret::kurbo::{BezPath, Point, Shape};
use hayro_interpret::{ClipPath, FillRule};

use crate::document::pdf::geometry::Area;

/// The outline of a box has so many elements.
const MAX_BOX: usize = 7;

/// An outline of more elements is taken for its box: every letter is compared with it.
const MAX_OUTLINE: usize = 2_000;

/// A box encloses this part of its bounds at least.
const BOX: f64 = 0.99;

/// A clip, cut to those around it.
struct Clip {
    area: Area,
    /// Whether it and those around it are boxes.
    is_box: bool,
    /// Its own outline, if it is no box.
    outline: Option<(BezPath, FillRule)>,
}

/// The clips in force, the innermost last; the first is the page.
pub(super) struct Clips(Vec<Clip>);

impl Clips {
    pub(super) fn new(page: Area) -> Clips {
        Clips(vec![Clip { area: page, is_box: true, outline: None }])
    }

    pub(super) fn area(&self) -> Area {
        self.0.last().map_or(Area::ALL, |clip| clip.area)
    }

    pub(super) fn is_box(&self) -> bool {
        self.0.last().is_none_or(|clip| clip.is_box)
    }

    pub(super) fn push_box(&mut self, area: Area) {
        self.push(area, None);
    }

    pub(super) fn push_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        let elements = clip.path.elements().len();
        let is_box = elements <= MAX_BOX && clip.path.area().abs() >= BOX * bounds.area();
        let outline = || (clip.path.clone(), clip.fill);
        let is_some = !is_box && elements <= MAX_OUTLINE;
        self.push(Area::from_kurbo(bounds), is_some.then(outline));
        if let Some(last) = self.0.last_mut() {
            last.is_box &= is_box;
        }
    }

    fn push(&mut self, area: Area, outline: Option<(BezPath, FillRule)>) {
        // An empty clip hides everything until it is popped.
        let nothing = Area::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        let area = self.area().cut(&area).unwrap_or(nothing);
        self.0.push(Clip { area, is_box: self.is_box(), outline });
    }

    pub(super) fn pop(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    /// Whether a place is seen through all of them.
    pub(super) fn shows(&self, x: f32, y: f32) -> bool {
        let point = Point::new(f64::from(x), f64::from(y));
        let lets = |(path, rule): &(BezPath, FillRule)| match rule {
            FillRule::NonZero => path.winding(point) != 0,
            FillRule::EvenOdd => path.winding(point) % 2 != 0,
        };
        self.area().holds(x, y) && self.0.iter().filter_map(|clip| clip.outline.as_ref()).all(lets)
    }
}
