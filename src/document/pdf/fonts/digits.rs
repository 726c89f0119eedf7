//! Whether the figures and spaces of an embedded font look like what its map says they are.
//!
//! Both readers believe the map that a font carries. If it is off by one, both read figures that are printed nowhere. What no map can
//! change is the outline. No figure is read from it: it can only speak against what is said.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, flatten};

/// How exactly curves are followed, in thousandths of an em.
const TOLERANCE: f64 = 4.0;

/// Holes smaller than this part of the figure are none.
const SPECK: f64 = 0.01;

/// The heights at which figures are compared, as parts of their own.
const HEIGHTS: [f64; 5] = [0.96, 0.72, 0.5, 0.28, 0.04];

/// Figures as they are usually drawn: where their ink begins and ends at these heights, in hundredths of their width (the medians of
/// 140 typefaces), and how many holes they have at least and at most.
const USUAL: [([u8; 10], [usize; 2]); 10] = [
    ([30, 74, 5, 97, 0, 100, 3, 95, 26, 69], [1, 2]),
    ([47, 71, 40, 71, 41, 71, 40, 67, 2, 100], [0, 0]),
    ([25, 77, 15, 100, 64, 85, 32, 52, 1, 93], [0, 0]),
    ([26, 77, 71, 95, 38, 82, 4, 100, 16, 74], [0, 0]),
    ([65, 83, 40, 82, 18, 80, 0, 99, 43, 85], [0, 1]),
    ([16, 94, 13, 30, 14, 92, 6, 99, 15, 71], [0, 0]),
    ([40, 90, 8, 31, 1, 92, 2, 99, 27, 74], [1, 1]),
    ([6, 99, 56, 78, 43, 60, 31, 50, 23, 44], [0, 0]),
    ([26, 78, 7, 96, 23, 80, 0, 100, 20, 75], [2, 2]),
    ([27, 74, 1, 98, 8, 100, 69, 91, 11, 59], [1, 1]),
];

/// Slants of italic figures, as the tangent of their angle.
const SLANTS: [f64; 3] = [0.0, 0.14, 0.25];

/// Figures are compared at this height; points nearer than the other are the same.
const HEIGHT: f64 = 700.0;
const SAME: f64 = 2.0;

/// Figures are higher than this, in thousandths of an em.
const TALL: f64 = 300.0;

/// What another number of holes counts for.
const HOLES: f64 = 1.0;

/// A figure looks like another if it is nearer to it by more than this. In the typefaces looked at, no two figures do so to one another.
const NEARER: f64 = 0.2;

/// So many figures that look like others, or spaces that leave ink, make a lie; one may be a matter of taste.
const LIES: usize = 2;

/// A font by its name and a key of what it draws: two of one name may say different things.
type Program = (String, u128);

/// What was seen of the fonts of a file.
#[derive(Default)]
pub(in crate::document::pdf) struct Looks {
    /// Glyphs by their keys, and what they are said to be.
    seen: HashSet<(u128, char)>,
    /// The figures of each font, with each slant taken out.
    fonts: BTreeMap<Program, Vec<[Look; SLANTS.len()]>>,
    /// The outlines of the figures of each font.
    drawn: BTreeMap<Program, Vec<(usize, Vec<Point>)>>,
    /// Fonts with a figure that is none, whatever it is said to be.
    odd: BTreeSet<Program>,
    /// How many glyphs of each font leave ink and are said to be spaces.
    inked: BTreeMap<Program, usize>,
}

impl Looks {
    /// Whether a glyph was not looked at yet.
    pub(super) fn is_new(&mut self, key: u128, ch: char) -> bool {
        self.seen.insert((key, ch))
    }

    /// Looks at a glyph that a font says is this figure, or a space.
    pub(super) fn look(&mut self, font: Program, ch: char, outline: &BezPath) {
        let bounds = outline.bounding_box();
        if bounds.area() <= 0.0 {
            return;
        }
        let Some(said) = ch.to_digit(10) else {
            *self.inked.entry(font).or_default() += 1;
            return;
        };
        let said = said as usize;
        // Some programs draw in points of the page, others in thousandths of an em.
        let to_origin = Affine::scale(HEIGHT / bounds.height()) * Affine::translate((-bounds.x0, -bounds.y0));
        let outline = to_origin * outline;
        let contours = contours(&outline);
        if said != 0 && is_frame(&contours) || is_several(&contours) {
            self.odd.insert(font.clone());
        }
        self.drawn.entry(font.clone()).or_default().push((said, contours.concat()));
        let looks = SLANTS
            .map(|slant| Look::of(said, &(Affine::new([1.0, 0.0, -slant, 1.0, 0.0, 0.0]) * outline.clone())));
        if let [Some(a), Some(b), Some(c)] = looks {
            self.fonts.entry(font).or_default().push([a, b, c]);
        }
    }

    /// The fonts whose spaces are none, or whose figures have changed places: what looks like another figure counts where that one does not
    /// look like itself.
    pub(super) fn lying(&self) -> impl Iterator<Item = &String> {
        let lies = |looks: &[[Look; SLANTS.len()]]| {
            let looks = upright(looks);
            let is_itself = |digit: usize| looks.iter().any(|look| look.said == digit && look.like == digit);
            let is_said = |digit: usize| looks.iter().any(|look| look.said == digit);
            let other = |look: &&Look| look.far && is_said(look.like) && !is_itself(look.like);
            looks.iter().filter(other).count() >= LIES || is_swapped(&looks)
        };
        let swapped = self.fonts.iter().filter(move |(_, looks)| lies(looks)).map(|((font, _), _)| font);
        let inked = self.inked.iter().filter(|(_, count)| **count >= LIES).map(|((font, _), _)| font);
        // No font draws two figures alike.
        let alike = |drawn: &[(usize, Vec<Point>)]| {
            let near = |(a, b): (&Point, &Point)| a.distance(*b) < SAME;
            let same = |a: &[Point], b: &[Point]| a.len() == b.len() && a.iter().zip(b).all(near);
            let other = |(said, points): &(usize, Vec<Point>)| {
                drawn.iter().any(|own| own.0 != *said && same(&own.1, points))
            };
            drawn.iter().any(other)
        };
        let alike = self.drawn.iter().filter(move |(_, drawn)| alike(drawn)).map(|((font, _), _)| font);
        swapped.chain(inked).chain(alike).chain(self.odd.iter().map(|(font, _)| font))
    }
}

/// What a figure is said to be, what it looks like, how far it is from that, and whether it is much farther from what it is said to be.
#[derive(Clone, Copy)]
struct Look {
    said: usize,
    like: usize,
    least: f64,
    far: bool,
    /// How far it is from each figure.
    distances: [f64; 10],
}

impl Look {
    fn of(said: usize, outline: &BezPath) -> Option<Look> {
        let shape = Shape::of(outline)?;
        let distances = USUAL.map(|usual| shape.distance(&usual));
        let (like, least) = distances.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let far = distances.get(said)? - least > NEARER;
        Some(Look { said, like, least, far, distances })
    }
}

/// Whether two figures together look more like one another than like themselves.
fn is_swapped(looks: &[Look]) -> bool {
    let far = |look: &Look, from: usize| look.distances.get(from).copied().unwrap_or(f64::MAX);
    let swapped = |a: &Look, b: &Look| {
        a.said != b.said && far(a, a.said) + far(b, b.said) - far(a, b.said) - far(b, a.said) > 2.0 * NEARER
    };
    looks.iter().any(|a| looks.iter().any(|b| swapped(a, b)))
}

/// The figures of a font with that slant taken out without which they look most like figures.
fn upright(looks: &[[Look; SLANTS.len()]]) -> Vec<Look> {
    let with = |at: usize| looks.iter().filter_map(move |look| look.get(at).copied());
    let distance = |at: &usize| with(*at).map(|look| look.least).sum::<f64>();
    let best = (0..SLANTS.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
    with(best.unwrap_or_default()).collect()
}

/// What is compared of an outline.
struct Shape {
    /// Where its ink begins and ends at each height, as parts of its width.
    ends: [f64; 10],
    /// How many holes it has, unless it is drawn in several pieces, of which nobody knows how they lie.
    holes: Option<usize>,
}

impl Shape {
    fn of(outline: &BezPath) -> Option<Shape> {
        let contours = contours(outline);
        let bounds = contours.iter().flatten().map(|point| Rect::from_points(*point, *point));
        let figure = bounds.reduce(|all, point| all.union(point)).filter(|figure| figure.area() > 0.0)?;
        let mut ends = [0.0; 10];
        let (pairs, _) = ends.as_chunks_mut::<2>();
        for (pair, height) in pairs.iter_mut().zip(HEIGHTS) {
            let y = figure.y0 + height * figure.height();
            let places = || crossings(&contours, y).map(|x| (x - figure.x0) / figure.width());
            *pair = [places().reduce(f64::min)?, places().reduce(f64::max)?];
        }
        Some(Shape { ends, holes: holes(&contours, figure.area()) })
    }

    fn distance(&self, (usual, [fewest, most]): &([u8; 10], [usize; 2])) -> f64 {
        let apart = self.ends.iter().zip(usual).map(|(own, usual)| (own - f64::from(*usual) / 100.0).abs());
        let other = self.holes.is_some_and(|holes| !(*fewest..=*most).contains(&holes));
        apart.sum::<f64>() + if other { HOLES } else { 0.0 }
    }
}

/// The outlines that a path is made of, as polygons.
fn contours(outline: &BezPath) -> Vec<Vec<Point>> {
    let mut contours: Vec<Vec<Point>> = Vec::new();
    flatten(outline, TOLERANCE, |element| match element {
        PathEl::MoveTo(point) => contours.push(vec![point]),
        PathEl::LineTo(point) => contours.last_mut().into_iter().for_each(|contour| contour.push(point)),
        _ => {}
    });
    contours
}

/// Whether an outline is one box within another, as fonts draw what they lack.
fn is_frame(contours: &[Vec<Point>]) -> bool {
    let is_box = |contour: &Vec<Point>| {
        let upright = |(a, b): (Point, Point)| (a.x - b.x).abs().min((a.y - b.y).abs()) < TOLERANCE;
        (4..=5).contains(&contour.len()) && sides(contour).all(upright)
    };
    let [a, b] = contours else { return false };
    let (own, other) = (bounds(a), bounds(b));
    is_box(a) && is_box(b) && (own.contains_rect(other) || other.contains_rect(own))
}

/// Whether an outline is the same twice or more, side by side.
fn is_several(contours: &[Vec<Point>]) -> bool {
    let mut pieces: Vec<Rect> = contours.iter().map(|contour| bounds(contour)).collect();
    pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut apart: Vec<Rect> = Vec::new();
    for piece in pieces {
        match apart.last_mut().filter(|last| piece.x0 <= last.x1) {
            Some(last) => *last = last.union(piece),
            None => apart.push(piece),
        }
    }
    let near = |a: f64, b: f64| (a - b).abs() < TOLERANCE;
    let alike = |a: &Rect, b: &Rect| near(a.width(), b.width()) && near(a.y0, b.y0) && near(a.y1, b.y1);
    // A dot is as wide as another; a figure has some height.
    let is_figure = |piece: &Rect| piece.height() > piece.width() && piece.height() > TALL;
    apart.len() > 1 && apart.windows(2).all(|pair| matches!(pair, [a, b] if alike(a, b) && is_figure(a)))
}

/// The box around a polygon.
fn bounds(contour: &[Point]) -> Rect {
    let points = contour.iter().map(|point| Rect::from_points(*point, *point));
    points.reduce(|all, point| all.union(point)).unwrap_or_default()
}

/// The sides of a polygon.
fn sides(contour: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    contour.iter().copied().zip(contour.iter().copied().cycle().skip(1))
}

/// Where polygons cross a height.
fn crossings(contours: &[Vec<Point>], y: f64) -> impl Iterator<Item = f64> {
    let sides = contours.iter().flat_map(|contour| sides(contour));
    sides
        .filter(move |(a, b)| (a.y <= y) != (b.y <= y))
        .map(move |(a, b)| a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y))
}

/// How many of the polygons are holes: those that run the other way round than the largest.
fn holes(contours: &[Vec<Point>], figure: f64) -> Option<usize> {
    let area = |contour: &Vec<Point>| sides(contour).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0;
    let mut areas: Vec<f64> = contours.iter().map(area).collect();
    areas.retain(|area| area.abs() > SPECK * figure);
    let largest = areas.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs()))?;
    let holes = areas.iter().filter(|area| area.signum() != largest.signum()).count();
    (holes + 1 == areas.len()).then_some(holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path of polygons; those after the first run the other way round.
    fn path(polygons: &[&[(f64, f64)]]) -> BezPath {
        let mut path = BezPath::new();
        for (index, polygon) in polygons.iter().enumerate() {
            let mut points: Vec<_> = polygon.to_vec();
            if index > 0 {
                points.reverse();
            }
            points.iter().enumerate().for_each(|(at, &point)| match at {
                0 => path.move_to(point),
                _ => path.line_to(point),
            });
            path.close_path();
        }
        path
    }

    fn frame(from: f64, to: f64) -> [(f64, f64); 4] {
        [(100.0, from), (400.0, from), (400.0, to), (100.0, to)]
    }

    const WHOLE: [(f64, f64); 4] = [(0.0, 0.0), (500.0, 0.0), (500.0, 700.0), (0.0, 700.0)];

    /// Figures as the segments of a clock draw them.
    fn segments(digit: char) -> BezPath {
        match digit {
            '0' => path(&[&WHOLE, &frame(100.0, 600.0)]),
            '8' => path(&[&WHOLE, &frame(80.0, 310.0), &frame(390.0, 620.0)]),
            '1' => {
                let (foot, stem) =
                    ([(0.0, 60.0), (0.0, 0.0), (500.0, 0.0), (500.0, 60.0)], [(300.0, 60.0), (300.0, 700.0)]);
                path(&[&[&foot[..], &stem[..], &[(200.0, 700.0), (200.0, 60.0)]].concat()])
            }
            '7' => path(&[&[
                (200.0, 0.0),
                (320.0, 0.0),
                (500.0, 600.0),
                (500.0, 700.0),
                (0.0, 700.0),
                (0.0, 600.0),
                (380.0, 600.0),
            ]]),
            _ => BezPath::new(),
        }
    }

    fn lie(said: &[(char, char)]) -> bool {
        let mut looks = Looks::default();
        said.iter().for_each(|&(said, drawn)| looks.look(("A".to_string(), 0), said, &segments(drawn)));
        looks.lying().next().is_some()
    }

    #[test]
    fn figures_that_changed_places_are_seen() {
        assert!(!lie(&[('0', '0'), ('1', '1'), ('7', '7'), ('8', '8')]));
        assert!(lie(&[('0', '1'), ('1', '0'), ('8', '8')]));
        assert!(lie(&[('1', '7'), ('7', '1'), ('0', '0')]));
        assert!(lie(&[('0', '1'), ('1', '7'), ('7', '8'), ('8', '0')]));
    }

    #[test]
    fn one_odd_figure_is_a_matter_of_taste() {
        assert!(!lie(&[('0', '0'), ('1', '7'), ('8', '8')]));
        assert!(!lie(&[('0', '8'), ('1', '7')]), "nothing says that they changed places");
        assert!(!lie(&[('2', '2'), ('3', '3')]), "nothing is drawn");
    }

    #[test]
    fn two_figures_that_look_more_like_one_another_are_seen_alone() {
        assert!(lie(&[('1', '7'), ('2', '1')]));
        assert!(!lie(&[('1', '1'), ('7', '7')]));
    }

    #[test]
    fn two_figures_are_not_drawn_alike() {
        assert!(lie(&[('0', '8'), ('8', '8'), ('1', '1')]));
        assert!(!lie(&[('8', '8'), ('8', '8')]), "half and full width");
    }

    #[test]
    fn a_box_is_no_figure_but_nought_and_two_beside_one_another_are_not_one() {
        let looks = |said: char, outline: &BezPath| {
            let mut looks = Looks::default();
            looks.look(("A".to_string(), 0), said, outline);
            looks.lying().count()
        };
        assert_eq!(looks('4', &segments('0')), 1);
        assert_eq!(looks('0', &segments('0')), 0);
        let mut two = segments('1');
        two.extend(Affine::translate((600.0, 0.0)) * segments('1'));
        assert_eq!(looks('1', &two), 1);
    }

    #[test]
    fn spaces_leave_no_ink() {
        let mut looks = Looks::default();
        looks.look(("A".to_string(), 0), ' ', &BezPath::new());
        looks.look(("A".to_string(), 0), ' ', &segments('1'));
        assert_eq!(looks.lying().count(), 0, "one may be a mark");
        looks.look(("A".to_string(), 0), ' ', &segments('7'));
        assert_eq!(looks.lying().collect::<Vec<_>>(), ["A"]);
    }

    #[test]
    fn pieces_tell_no_holes() {
        let zero = contours(&segments('0'));
        assert_eq!(holes(&zero, 350_000.0), Some(1));
        assert_eq!(holes(&[zero.clone(), contours(&segments('1'))].concat(), 350_000.0), None);
        assert_eq!(holes(&contours(&segments('8')), 350_000.0), Some(2));
    }
}
