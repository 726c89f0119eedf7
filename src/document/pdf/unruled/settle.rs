//! Columns of a table without rulings by its heads and by how the figures below them are set: to the left, in the middle
//! or to the right.
//!
//! Helps `heads`. A column holds its head and its figures, wherever in it they stand: a figure set to the right may
//! stand nearer to the next head than to its own.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::chunk::Chunk;

/// How figures are set in their columns.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Set {
    Left,
    Middle,
    Right,
}

impl Set {
    const ALL: [Set; 3] = [Set::Middle, Set::Right, Set::Left];

    /// The place that is the same for all figures of a column.
    fn place(self, area: &Area) -> f32 {
        match self {
            Set::Left => area.left,
            Set::Middle => area.centre().0,
            Set::Right => area.right,
        }
    }

    /// The head whose column a figure stands in.
    fn head(self, heads: &[Area], figure: &Area) -> Option<usize> {
        let middle = |head: &Area| head.centre().0;
        match self {
            Set::Left => heads.iter().position(|head| middle(head) > figure.left - SLACK),
            Set::Right => heads.iter().rposition(|head| middle(head) < figure.right + SLACK),
            Set::Middle => {
                let off = |index: &usize| {
                    heads.get(*index).map_or(f32::MAX, |head| (middle(head) - middle(figure)).abs())
                };
                (0..heads.len()).min_by(|a, b| off(a).total_cmp(&off(b)))
            }
        }
    }
}

/// Places that differ by no more than this are one, in points.
const SAME_PLACE: f32 = 1.5;

/// Boxes may overlap by so much, in points.
const SLACK: f32 = 0.5;

/// Figures of one column that differ in width by less than this do not tell how they are set, in points.
const SAME_WIDTH: f32 = 2.0;

/// The part of the figures that may stand two in one column.
const MISFITS: f32 = 0.02;

/// Figures this far beyond the last head are set to the right, as a part of their height.
const BEYOND: f32 = 0.6;

/// The edges between the columns of the lowest heads, if it can be told how their figures are set.
pub(super) fn edges(heads: &[Area], body: &[Vec<Chunk>]) -> Option<Vec<f32>> {
    let lines = own_lines(heads, body);
    if lines.is_empty() {
        return None;
    }
    if let Some(set) = told(&lines) {
        return columns(heads, &lines, set).map(|(edges, _)| edges);
    }
    let mut fitting: Vec<(Set, Vec<f32>, f32)> = Set::ALL
        .into_iter()
        .filter_map(|set| columns(heads, &lines, set).map(|(edges, off)| (set, edges, off)))
        .collect();
    // Below the first head stand labels, where lines with figures begin with words.
    if are_labelled(body) {
        let labels = |set: Set| lines.iter().flatten().any(|figure| set.head(heads, figure) == Some(0));
        fitting.retain(|(set, ..)| !labels(*set));
    }
    if let Some((_, edges, _)) = fitting.iter().find(|(_, _, off)| *off <= SAME_PLACE) {
        return Some(edges.clone());
    }
    if let Some((first, edges, _)) = fitting.first()
        && fitting.len() > 1
    {
        let own =
            |set: &Set| lines.iter().flatten().map(|figure| set.head(heads, figure)).collect::<Vec<_>>();
        let known = own(first);
        if fitting.iter().all(|(set, ..)| own(set) == known) {
            return Some(edges.clone());
        }
    }
    let last = heads.last()?;
    let beyond = lines.iter().flatten().any(|figure| figure.right > last.right + BEYOND * figure.height());
    let right = fitting.into_iter().find(|(set, ..)| *set == Set::Right).filter(|_| beyond);
    right.map(|(_, edges, _)| edges)
}

/// Whether most lines with figures begin with words.
fn are_labelled(body: &[Vec<Chunk>]) -> bool {
    let rows = || body.iter().filter(|line| line.iter().any(|chunk| chunk.figure));
    rows().filter(|line| line.first().is_some_and(|chunk| !chunk.figure)).count() * 2 > rows().count()
}

/// The figures below these heads, line by line: not those below heads of a later block.
fn own_lines(heads: &[Area], body: &[Vec<Chunk>]) -> Vec<Vec<Area>> {
    let Some(start) = heads.get(1).map(|head| head.left) else { return Vec::new() };
    let mut lines = Vec::new();
    for line in body {
        let figures: Vec<Area> = line.iter().filter(|chunk| chunk.figure).map(|chunk| chunk.area).collect();
        let other_heads =
            figures.is_empty() && line.len() > 1 && line.iter().any(|chunk| chunk.area.centre().0 > start);
        if other_heads && !lines.is_empty() {
            break;
        }
        if !figures.is_empty() {
            lines.push(figures);
        }
    }
    lines
}

/// How the figures are set, where those of one column differ in width.
fn told(lines: &[Vec<Area>]) -> Option<Set> {
    let mut figures: Vec<Area> = lines.iter().flatten().copied().collect();
    figures.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut columns: Vec<(f32, Vec<Area>)> = Vec::new();
    for figure in figures {
        match columns.last_mut() {
            Some((right, own)) if figure.left < *right => {
                *right = right.max(figure.right);
                own.push(figure);
            }
            _ => columns.push((figure.right, vec![figure])),
        }
    }
    let range = |own: &[Area], place: &dyn Fn(&Area) -> f32| {
        let (least, most) = own
            .iter()
            .map(place)
            .fold((f32::MAX, f32::MIN), |(least, most), place| (least.min(place), most.max(place)));
        most - least
    };
    let differing: Vec<&Vec<Area>> = columns
        .iter()
        .map(|(_, own)| own)
        .filter(|own| own.len() > 1 && range(own, &Area::width) > SAME_WIDTH)
        .collect();
    let spread = |set: Set| {
        let worst: Vec<f32> = differing.iter().map(|own| range(own, &|area| set.place(area))).collect();
        median(worst)
    };
    let mut spreads: Vec<(Set, f32)> =
        Set::ALL.into_iter().filter_map(|set| Some((set, spread(set)?))).collect();
    spreads.sort_by(|a, b| a.1.total_cmp(&b.1));
    match spreads.as_slice() {
        [(set, least), (_, next), ..] if *least < SAME_PLACE / 2.0 && *next > SAME_PLACE / 2.0 => Some(*set),
        _ => None,
    }
}

fn median(mut numbers: Vec<f32>) -> Option<f32> {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// The edges between columns if figures are set in one way, and how far they stand off their heads so; nothing if they
/// contradict it.
fn columns(heads: &[Area], lines: &[Vec<Area>], set: Set) -> Option<(Vec<f32>, f32)> {
    let mut extents: Vec<(f32, f32)> = heads.iter().map(|head| (head.left, head.right)).collect();
    let (mut offs, mut misfits) = (Vec::new(), 0_usize);
    for line in lines {
        let mut before = None;
        for figure in line {
            let own = set.head(heads, figure)?;
            misfits += usize::from(before == Some(own));
            before = Some(own);
            let extent = extents.get_mut(own)?;
            *extent = (extent.0.min(figure.left), extent.1.max(figure.right));
            offs.push((set.place(figure) - set.place(heads.get(own)?)).abs());
        }
    }
    let apart = |pair: &[(f32, f32)]| match pair {
        [a, b] => (a.1 <= b.0 + SLACK).then_some((a.1 + b.0) / 2.0),
        _ => None,
    };
    if misfits as f32 > MISFITS * offs.len() as f32 {
        return None;
    }
    let edges: Option<Vec<f32>> = extents.windows(2).map(apart).collect();
    Some((edges?, median(offs)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: f32, right: f32) -> Area {
        Area::new(left, 0.0, right, 10.0)
    }

    fn line(areas: &[(f32, f32)]) -> Vec<Chunk> {
        let chunk = |&(left, right): &(f32, f32)| Chunk {
            glyphs: Vec::new(),
            area: area(left, right),
            figure: true,
            carried: 0.0,
        };
        areas.iter().map(chunk).collect()
    }

    #[test]
    fn figures_set_to_the_right_stand_in_the_column_of_the_head_before_them() {
        let heads = [area(10.0, 50.0), area(100.0, 140.0), area(200.0, 240.0), area(300.0, 340.0)];
        let told = [line(&[(190.0, 196.0), (284.0, 296.0)]), line(&[(184.0, 196.0), (390.0, 396.0)])];
        let edges = edges(&heads, &told).unwrap();
        assert!((edges[1] - 198.0).abs() < 1.0 && (edges[2] - 298.0).abs() < 1.0, "{edges:?}");
    }

    #[test]
    fn figures_of_one_width_are_set_as_their_heads_or_beyond_the_last() {
        let heads = [area(10.0, 50.0), area(100.0, 140.0), area(200.0, 240.0)];
        let centred = edges(&heads, &[line(&[(117.0, 123.0), (217.0, 223.0)])]).unwrap();
        assert!((centred[1] - 170.0).abs() < 1.0);
        let beyond = edges(&heads, &[line(&[(190.0, 196.0), (290.0, 296.0)])]).unwrap();
        assert!((beyond[1] - 198.0).abs() < 1.0);
        assert_eq!(edges(&heads, &[line(&[(150.0, 156.0)])]), None, "may be either");
        let label = Chunk { figure: false, ..line(&[(10.0, 40.0)]).remove(0) };
        let left = [vec![label], line(&[(82.0, 88.0), (182.0, 188.0)])].concat();
        let edges = edges(&heads, &[left]).unwrap();
        assert!(edges[0] < 82.0 && (edges[1] - 161.0).abs() < 1.0, "{edges:?}");
    }
}
