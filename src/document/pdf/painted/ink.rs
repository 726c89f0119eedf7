//! Ink that is not text: rulings, grounds (filled areas) and specks (all other outlines), from the paths a page paints.
//!
//! Called by `interpret` for every path; its rulings go to `lattice`, its grounds decide which white text is seen and
//! mark the stripes of zebra tables, its specks tell of cells that hold what no reader of text sees.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::glyph::Colour;
use crate::document::pdf::geometry::Area;

/// A straight line across or down the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::document::pdf) struct Ruling {
    /// Whether it runs across the page.
    pub(in crate::document::pdf) across: bool,
    /// Its place on the other axis: y of a ruling across, x of a ruling down.
    pub(in crate::document::pdf) at: f32,
    /// Where it begins and ends along its own axis.
    pub(in crate::document::pdf) from: f32,
    pub(in crate::document::pdf) to: f32,
    /// Its place in the order of painting.
    pub(in crate::document::pdf) order: u32,
    /// Painted white: a ruling only on a ground that is not.
    pub(in crate::document::pdf) white: bool,
}

/// An area painted in one colour.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::pdf) struct Ground {
    pub(in crate::document::pdf) area: Area,
    pub(in crate::document::pdf) white: bool,
    /// Its place in the order of painting.
    pub(in crate::document::pdf) order: u32,
    pub(in crate::document::pdf) colour: Colour,
    /// Nothing under it is seen.
    pub(in crate::document::pdf) opaque: bool,
}

/// The box of an outline that is neither a ruling nor a ground: a letter drawn as curves, a slanted stroke.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::pdf) struct Speck {
    pub(in crate::document::pdf) area: Area,
    /// Its place in the order of painting.
    pub(in crate::document::pdf) order: u32,
    pub(in crate::document::pdf) colour: Colour,
}

/// The most specks of a page that are kept; more are a drawing.
const MAX_SPECKS: usize = 20_000;

/// The widest stroke or rectangle that is a ruling and not a ground, in points: tables are ruled with 0.25 to 2.25.
pub(super) const MAX_RULE: f32 = 3.2;

/// How far the ends of a stroke may be off the axis it follows, in points.
const MAX_TILT: f64 = 0.6;

/// The most corners a filled outline may have and still be read as a ruling: dashes and mitred borders have 4 to 8;
/// letters drawn as outlines have more.
const MAX_CORNERS: usize = 9;

/// The part of its box that an outline must fill to be a ground.
const MIN_FILLED: f32 = 0.9;

/// What the paths of a page amount to.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Ink {
    pub(in crate::document::pdf) rulings: Vec<Ruling>,
    pub(in crate::document::pdf) grounds: Vec<Ground>,
    /// Filled outlines too complex to be rulings: text drawn as curves, logos, seals.
    pub(in crate::document::pdf) curves: u32,
    /// The same, and strokes that are no straight lines, as far as they are seen.
    pub(in crate::document::pdf) specks: Vec<Speck>,
    /// Boxes of what is white, or askew, and may hide a part of what it was painted over, with their places in the order of painting.
    pub(in crate::document::pdf) veils: Vec<(u32, Area)>,
}

/// How a path is painted.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::document::pdf) struct Brush {
    /// The clip in force.
    pub(in crate::document::pdf) clip: Area,
    pub(in crate::document::pdf) white: bool,
    pub(in crate::document::pdf) order: u32,
    pub(in crate::document::pdf) colour: Colour,
    /// It hides what it is painted over.
    pub(in crate::document::pdf) opaque: bool,
}

impl Ink {
    /// Adds the strokes of a path; `width` is the width of the line in points of the page.
    pub(in crate::document::pdf) fn stroke(
        &mut self,
        path: &BezPath,
        transform: Affine,
        width: f32,
        brush: Brush,
    ) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        // The box of what is no straight line.
        let mut other: Option<Rect> = None;
        let mut add = |a: Point, b: Point| {
            let own = Rect::from_points(a, b);
            other = Some(other.map_or(own, |other| other.union(own)));
        };
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    last = transform * point;
                    first = last;
                }
                PathEl::LineTo(point) => {
                    let point = transform * point;
                    if !self.segment(last, point, width, brush) {
                        add(last, point);
                    }
                    last = point;
                }
                PathEl::QuadTo(bend, point) | PathEl::CurveTo(bend, _, point) => {
                    add(last, transform * bend);
                    last = transform * point;
                    add(transform * bend, last);
                }
                PathEl::ClosePath => {
                    if !self.segment(last, first, width, brush) {
                        add(last, first);
                    }
                    last = first;
                }
            }
        }
        if let Some(other) = other {
            self.speck(Area::from_kurbo(other), brush);
        }
    }

    /// Adds a straight stroke; whether it runs along or across the page.
    fn segment(&mut self, a: Point, b: Point, width: f32, brush: Brush) -> bool {
        let (x, y) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if x.max(y) <= f64::EPSILON {
            return true;
        }
        if x.min(y) > MAX_TILT {
            return false;
        }
        let half = f64::from(width.max(0.0)) / 2.0;
        let line = Rect::from_points(a, b);
        let painted = if x >= y { line.inflate(0.0, half) } else { line.inflate(half, 0.0) };
        self.area(Area::from_kurbo(painted), brush);
        true
    }

    /// Adds a filled path, outline by outline.
    pub(in crate::document::pdf) fn fill(&mut self, path: &BezPath, transform: Affine, brush: Brush) {
        let begins = |element: &&PathEl| matches!(element, PathEl::MoveTo(_));
        // Of several outlines one may be a hole in another.
        let opaque = brush.opaque && path.elements().iter().filter(begins).count() == 1;
        let brush = Brush { opaque, ..brush };
        let mut outlines: Vec<Area> = Vec::new();
        let mut corners: Vec<Point> = Vec::new();
        let mut curved = false;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.outline(&mut corners, &mut curved, &mut outlines, brush);
                    corners.push(transform * point);
                }
                PathEl::LineTo(point) => corners.push(transform * point),
                // The points that bend a curve stand for how far it bends.
                PathEl::QuadTo(bend, point) => {
                    curved = true;
                    corners.extend([transform * bend, transform * point]);
                }
                PathEl::CurveTo(bend, back, point) => {
                    curved = true;
                    corners.extend([transform * bend, transform * back, transform * point]);
                }
                PathEl::ClosePath => {}
            }
        }
        self.outline(&mut corners, &mut curved, &mut outlines, brush);
        match *outlines.as_slice() {
            [a, b] if frame(&a, &b, self, brush) || frame(&b, &a, self, brush) => {}
            _ => outlines.iter().for_each(|area| self.area(*area, brush)),
        }
    }

    /// Ends one outline of a filled path.
    fn outline(
        &mut self,
        corners: &mut Vec<Point>,
        curved: &mut bool,
        outlines: &mut Vec<Area>,
        brush: Brush,
    ) {
        let done = std::mem::take(corners);
        let was_curved = std::mem::take(curved);
        if done.len() < 2 {
            return;
        }
        let Some(first) = done.first() else { return };
        let bounds =
            done.iter().fold(Rect::from_points(*first, *first), |rect, corner| rect.union_pt(*corner));
        let area = Area::from_kurbo(bounds);
        let is_letter = || {
            let thin = area.width().min(area.height()) <= MAX_RULE;
            was_curved || done.len() > MAX_CORNERS || !thin && enclosed(&done) < MIN_FILLED * area.size()
        };
        if is_letter() {
            self.curves += 1;
            self.speck(area, brush);
        } else {
            outlines.push(area);
        }
    }

    fn speck(&mut self, area: Area, brush: Brush) {
        if brush.white {
            return self.veil(area, brush);
        }
        let seen = area.cut(&brush.clip).filter(|_| self.specks.len() < MAX_SPECKS);
        if let Some(area) = seen.filter(Area::is_finite) {
            self.specks.push(Speck { area, order: brush.order, colour: brush.colour });
        }
    }

    fn veil(&mut self, area: Area, brush: Brush) {
        let seen = area.cut(&brush.clip).filter(|_| self.veils.len() < MAX_SPECKS);
        self.veils.extend(seen.filter(Area::is_finite).map(|area| (brush.order, area)));
    }

    /// Adds a rectangle in user space.
    pub(super) fn rectangle(&mut self, rect: &Rect, transform: Affine, stroke: Option<f32>, brush: Brush) {
        match stroke {
            Some(width) => self.stroke(&rect.to_path(0.1), transform, width, brush),
            None => {
                let area = Area::from_kurbo(transform.transform_rect_bbox(*rect));
                let is_square = is_square(transform);
                if brush.opaque && !is_square {
                    self.veil(area, brush);
                }
                self.area(area, Brush { opaque: brush.opaque && is_square, ..brush });
            }
        }
    }

    /// Adds a painted box on the page: a ruling if it is thin, a dot of a dotted ruling if it is small, else a ground.
    pub(super) fn area(&mut self, area: Area, brush: Brush) {
        let Some(seen) = area.cut(&brush.clip) else { return };
        if !seen.is_finite() {
            return;
        }
        let (wide, tall) = (seen.width() > MAX_RULE, seen.height() > MAX_RULE);
        if wide && tall {
            let Brush { white, order, colour, opaque, .. } = brush;
            self.grounds.push(Ground { area: seen, white, order, colour, opaque });
            return;
        }
        if brush.white {
            self.veil(seen, brush);
        }
        let (x, y) = seen.centre();
        let Brush { white, order, .. } = brush;
        if !tall {
            self.rulings.push(Ruling { across: true, at: y, from: seen.left, to: seen.right, order, white });
        }
        if !wide {
            self.rulings.push(Ruling { across: false, at: x, from: seen.top, to: seen.bottom, order, white });
        }
    }
}

/// Adds the border between an outer and an inner rectangle filled as one path; whether the two are such a border.
fn frame(outer: &Area, inner: &Area, ink: &mut Ink, brush: Brush) -> bool {
    let sides = [
        inner.left - outer.left,
        inner.top - outer.top,
        outer.right - inner.right,
        outer.bottom - inner.bottom,
    ];
    if !sides.iter().all(|side| (0.0..=MAX_RULE).contains(side)) {
        return false;
    }
    let Area { left, top, right, bottom } = *outer;
    let parts = [
        Area::new(left, top, inner.left, bottom),
        Area::new(left, top, right, inner.top),
        Area::new(inner.right, top, right, bottom),
        Area::new(left, inner.bottom, right, bottom),
    ];
    for (part, side) in parts.into_iter().zip(sides) {
        if side > 0.0 {
            ink.area(part, brush);
        }
    }
    true
}

/// Whether a transform leaves a box a box.
pub(super) fn is_square(transform: Affine) -> bool {
    let [a, b, c, d, ..] = transform.as_coeffs();
    a.hypot(d) > 1e3 * b.hypot(c) || b.hypot(c) > 1e3 * a.hypot(d)
}

/// The area that a polygon encloses.
fn enclosed(corners: &[Point]) -> f32 {
    let next = corners.iter().cycle().skip(1);
    let doubled: f64 = corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    (doubled.abs() / 2.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRUSH: Brush =
        Brush { clip: Area::ALL, white: false, order: 0, colour: Colour([0; 3]), opaque: true };

    fn lines(ink: &Ink) -> Vec<(bool, f32, f32, f32)> {
        ink.rulings.iter().map(|ruling| (ruling.across, ruling.at, ruling.from, ruling.to)).collect()
    }

    #[test]
    fn strokes_and_thin_rectangles_are_rulings_and_large_ones_are_grounds() {
        let mut ink = Ink::default();
        let mut path = BezPath::new();
        path.move_to((10.0, 20.0));
        path.line_to((110.0, 20.0));
        ink.stroke(&path, Affine::IDENTITY, 0.5, BRUSH);
        ink.rectangle(&Rect::new(10.0, 20.0, 10.5, 80.0), Affine::IDENTITY, None, BRUSH);
        ink.rectangle(&Rect::new(10.0, 20.0, 60.0, 80.0), Affine::IDENTITY, None, BRUSH);
        assert_eq!(lines(&ink), [(true, 20.0, 10.0, 110.0), (false, 10.25, 20.0, 80.0)]);
        assert_eq!(ink.grounds.len(), 1);
    }

    #[test]
    fn a_stroked_rectangle_is_four_rulings_cut_by_the_clip() {
        let mut ink = Ink::default();
        let clip = Area::new(0.0, 0.0, 50.0, 100.0);
        let brush = Brush { clip, ..BRUSH };
        ink.rectangle(&Rect::new(10.0, 10.0, 90.0, 40.0), Affine::IDENTITY, Some(1.0), brush);
        let across: Vec<_> = lines(&ink).into_iter().filter(|line| line.0).collect();
        assert_eq!(across, [(true, 10.0, 10.0, 50.0), (true, 40.0, 10.0, 50.0)]);
        assert_eq!(lines(&ink).iter().filter(|line| !line.0).count(), 1);
    }

    #[test]
    fn a_border_filled_between_two_rectangles_is_four_rulings() {
        let mut ink = Ink::default();
        let mut path = Rect::new(0.0, 0.0, 100.0, 40.0).to_path(0.1);
        path.extend(Rect::new(1.0, 1.0, 99.0, 39.0).to_path(0.1).elements().iter().copied());
        ink.fill(&path, Affine::IDENTITY, BRUSH);
        assert_eq!(ink.rulings.len(), 4);
        assert!(ink.grounds.is_empty());
    }
}
