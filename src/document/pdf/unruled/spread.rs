//! Heads over several columns of a table without rulings: which columns they span.
//!
//! Helps `heads`. A head stands in the middle of what it spans, or at its left or right end where all heads do.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::chunk::Chunk;

/// How far the middle of a head over columns may be off theirs, as a part of a column.
const OFF_CENTRE: f32 = 0.34;

/// Of spans that differ by no more than this in how far their middle is off, the longest is meant.
const AS_CENTRED: f32 = 0.2;

/// Lets heads over several columns span all they are centred over: of the lowest heads below them as many as leave them
/// in the middle, within the head above. `labels_end` is where the labels below the header end: the heads over them stand
/// under no other.
pub(super) fn widen(chunks: &mut [Chunk], lowest: &[Area], edges: &[f32], labels_end: f32) {
    let (Some(first), Some(last)) = (lowest.first(), lowest.last()) else { return };
    let left = first.left - edges.first().map_or(0.0, |edge| edge - first.right);
    let right = last.right + edges.last().map_or(0.0, |edge| last.left - edge);
    let bounds: Vec<f32> = [left].into_iter().chain(edges.iter().copied()).chain([right]).collect();
    let at = |index: usize| bounds.get(index).copied().unwrap_or_default();
    let own = |head: &Area| {
        let off = |index: &usize| {
            lowest.get(*index).map_or(f32::MAX, |leaf| (leaf.centre().0 - head.centre().0).abs())
        };
        let under = (0..lowest.len()).filter(|&index| is_below(lowest.get(index), head));
        under.min_by(|a, b| off(a).total_cmp(&off(b)))
    };
    let corners = lowest.iter().take_while(|leaf| leaf.centre().0 <= labels_end).count();
    let heads: Vec<(Area, usize)> = chunks
        .iter()
        .filter(|head| !lowest.contains(&head.area) && head.area.centre().0 > labels_end)
        .filter_map(|head| Some((head.area, own(&head.area)?)))
        .collect();
    let side = side(chunks, lowest);
    let period = period(chunks, lowest);
    let bottom = lowest.iter().map(|leaf| leaf.bottom).fold(f32::MIN, f32::max);
    let all: Vec<Area> = chunks.iter().map(|chunk| chunk.area).collect();
    // What stands in the middle of all rows, or begins in that of a head, is beside it.
    let is_under = |index: usize, head: &Area| {
        let slack = SAME_ROW * head.height();
        lowest.get(index).is_some_and(|leaf| {
            let same_top = |other: &Area| other != leaf && (other.top - leaf.top).abs() <= slack;
            is_below(Some(leaf), head)
                && (leaf.centre().1 >= (head.bottom + bottom) / 2.0 - slack || all.iter().any(same_top))
        })
    };
    let mut above: Vec<(Area, usize, usize)> = Vec::new();
    for &(area, own) in &heads {
        let parent = above
            .iter()
            .rev()
            .find(|(over, from, to)| over.bottom <= area.top + 1.0 && (*from..*to).contains(&own));
        let (from, to) = parent.map_or((corners, lowest.len()), |(_, from, to)| (*from, *to));
        let aligned = |head: &Area| side.own(lowest, head);
        if let Some(own) = aligned(&area).filter(|own| (from..to).contains(own)) {
            let below = |index: usize| is_below(lowest.get(index), &area);
            let others = heads.iter().filter(|(other, _)| is_level(other, &area));
            let others: Vec<usize> = others.filter_map(|(other, _)| aligned(other)).collect();
            let (start, end) = side.reach(own, (from, to), |index| below(index) && !others.contains(&index));
            above.push((area, start, end));
            stretch(chunks, &area, at(start), at(end));
            continue;
        }
        let centre = area.centre().0;
        let beside = |other: &&(Area, usize)| is_level(&other.0, &area);
        let off = |(start, end): (usize, usize)| {
            let width = (at(end) - at(start)) / (end - start) as f32;
            ((at(start) + at(end)) / 2.0 - centre).abs() / width
        };
        let fits = |&(start, end): &(usize, usize)| {
            off((start, end)) <= OFF_CENTRE
                && start.is_multiple_of(period)
                && end.is_multiple_of(period)
                && (start..end).all(|index| is_under(index, &area))
                && heads.iter().filter(beside).all(|other| !(start..end).contains(&other.1))
        };
        let spans = (from..=own).flat_map(|start| (own + 1..=to).map(move |end| (start, end)));
        // Without heads between, what a head spans is one row: what stands higher spans two, and is beside it.
        let is_over = |(start, end): (usize, usize)| {
            let between =
                |(other, own): &(Area, usize)| other.top >= area.bottom && (start..end).contains(own);
            heads.iter().any(between) || is_one_row(lowest.get(start..end).unwrap_or_default())
        };
        let spans: Vec<(usize, usize)> = spans.filter(fits).filter(|span| is_over(*span)).collect();
        let least = spans.iter().map(|span| off(*span)).fold(f32::MAX, f32::min);
        let centred = spans.into_iter().filter(|span| off(*span) <= least + AS_CENTRED);
        if let Some((mut start, mut end)) = centred.max_by_key(|(start, end)| end - start) {
            // On either side of heads of one row, those that stand higher are of two rows, and not under this head.
            let heights = |from, to, place: fn(&Area) -> f32| {
                let own = lowest.get(from..to).unwrap_or_default().iter().map(place);
                own.fold((f32::MAX, f32::MIN), |sum: (f32, f32), y| (sum.0.min(y), sum.1.max(y)))
            };
            if parent.is_some() && end - start > 3 {
                let slack = SAME_ROW * area.height();
                let higher = |place| {
                    let (top, bottom) = heights(start + 1, end - 1, place);
                    let (first, last) = (heights(start, start + 1, place).1, heights(end - 1, end, place).1);
                    bottom - top <= slack && first.max(last) < top - slack
                };
                // Heads of one line beside those of two begin with them where all are set to the top.
                if higher(|leaf| leaf.centre().1) && higher(|leaf| leaf.top) {
                    (start, end) = (start + 1, end - 1);
                }
            }
            above.push((area, start, end));
            stretch(chunks, &area, at(start), at(end));
        }
    }
}

/// The middles of heads of one row lie within this part of the height of a line.
const SAME_ROW: f32 = 0.3;

/// Whether heads stand in one row: all to its top, in its middle or to its bottom.
fn is_one_row(heads: &[Area]) -> bool {
    let places: [fn(&Area) -> f32; 3] = [|head| head.top, |head| head.centre().1, |head| head.bottom];
    let height = heads.iter().map(Area::height).fold(f32::MAX, f32::min);
    places.into_iter().any(|place| {
        let own = heads.iter().map(place);
        let (least, most) = own.fold((f32::MAX, f32::MIN), |(least, most), y| (least.min(y), most.max(y)));
        most - least <= SAME_ROW * height
    })
}

/// After how many columns their names begin again: heads above span all of them or none. 1 where they do not.
fn period(chunks: &[Chunk], lowest: &[Area]) -> usize {
    let name = |leaf: &Area| chunks.iter().find(|chunk| chunk.area == *leaf).map(Chunk::text);
    let names: Vec<Option<String>> = lowest.iter().map(name).collect();
    let again = |period: &usize| {
        names.len().is_multiple_of(*period)
            && names.iter().skip(*period).zip(&names).all(|(own, before)| own == before)
    };
    (MIN_PERIOD..=names.len() / 2).find(again).unwrap_or(1)
}

/// So many columns have names that begin again at least.
const MIN_PERIOD: usize = 3;

/// Whether one of the lowest heads stands below another head.
fn is_below(leaf: Option<&Area>, head: &Area) -> bool {
    leaf.is_some_and(|leaf| leaf.top >= head.bottom - 0.2 * leaf.height())
}

/// Whether two heads stand side by side: neither below the other.
fn is_level(other: &Area, head: &Area) -> bool {
    let slack = SAME_ROW / 2.0 * head.height();
    other.top < head.bottom - slack && head.top < other.bottom - slack && other != head
}

/// Lets a head reach from one edge to another.
fn stretch(chunks: &mut [Chunk], area: &Area, left: f32, right: f32) {
    for head in chunks.iter_mut().filter(|head| head.area == *area) {
        head.area.left = head.area.left.min(left + 1.5);
        head.area.right = head.area.right.max(right - 1.5);
    }
}

/// Where in what they span heads stand.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Left,
    Middle,
    Right,
}

/// Places that differ by no more than this are one, in points.
const SAME_PLACE: f32 = 1.0;

impl Side {
    fn place(self, area: &Area) -> f32 {
        match self {
            Side::Left => area.left,
            Side::Middle => area.centre().0,
            Side::Right => area.right,
        }
    }

    /// The lowest head that a head stands over with its left or right end.
    fn own(self, lowest: &[Area], head: &Area) -> Option<usize> {
        let same = |leaf: &Area| (self.place(leaf) - self.place(head)).abs() <= SAME_PLACE;
        let own = lowest.iter().position(|leaf| same(leaf) && is_below(Some(leaf), head));
        own.filter(|_| self != Side::Middle)
    }

    /// From its own column as far as `free` says.
    fn reach(self, own: usize, (from, to): (usize, usize), free: impl Fn(usize) -> bool) -> (usize, usize) {
        match self {
            Side::Right => {
                ((from..own).rev().take_while(|index| free(*index)).last().unwrap_or(own), own + 1)
            }
            _ => (own, (own + 1..to).find(|index| !free(*index)).unwrap_or(to)),
        }
    }
}

/// Where heads stand: told by those of several lines, else by those over several columns, if all are set alike.
fn side(chunks: &[Chunk], lowest: &[Area]) -> Side {
    const SIDES: [Side; 3] = [Side::Left, Side::Middle, Side::Right];
    let mut votes = [0_usize; 3];
    for lines in chunks.iter().map(lines) {
        let same = |side: Side| {
            lines
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if (side.place(a) - side.place(b)).abs() <= SAME_PLACE))
        };
        let found: Vec<usize> = (0..3).filter(|at| SIDES.get(*at).is_some_and(|side| same(*side))).collect();
        if let [at] = found.as_slice()
            && lines.len() > 1
            && let Some(votes) = votes.get_mut(*at)
        {
            *votes += 1;
        }
    }
    let most = votes.iter().copied().max().unwrap_or(0);
    if most > 0 {
        return SIDES
            .into_iter()
            .zip(votes)
            .find(|(_, votes)| *votes == most)
            .map_or(Side::Middle, |it| it.0);
    }
    let over: Vec<Area> =
        chunks.iter().map(|chunk| chunk.area).filter(|area| !lowest.contains(area)).collect();
    let all = |side: &Side| over.len() > 1 && over.iter().all(|head| side.own(lowest, head).is_some());
    [Side::Left, Side::Right].into_iter().find(all).unwrap_or(Side::Middle)
}

/// The boxes of the lines of a head.
fn lines(head: &Chunk) -> Vec<Area> {
    let mut lines: Vec<(f32, Area)> = Vec::new();
    for glyph in &head.glyphs {
        match lines.last_mut() {
            Some((baseline, area)) if (*baseline - glyph.baseline).abs() < 0.3 * glyph.size => {
                *area = area.around(&glyph.area);
            }
            _ => lines.push((glyph.baseline, glyph.area)),
        }
    }
    lines.into_iter().map(|(_, area)| area).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::set;

    /// The columns that a head spans, given the texts of the lowest heads from left to right, 60 points apart, and what stands
    /// above them as text, middle and top.
    fn spanned(lowest: &[(&str, f32)], above: &[(&str, f32, f32)], labels_end: f32) -> Vec<(usize, usize)> {
        let at =
            |text: &str, middle: f32, top: f32| set(text, middle - 5.0 * text.chars().count() as f32, top);
        let middle = |index: usize| 30.0 + 60.0 * index as f32;
        let mut chunks: Vec<Chunk> = above.iter().map(|(text, x, y)| at(text, *x, *y)).collect();
        let own: Vec<Chunk> =
            lowest.iter().enumerate().map(|(i, (text, top))| at(text, middle(i), *top)).collect();
        let areas: Vec<Area> = own.iter().map(|chunk| chunk.area).collect();
        chunks.extend(own);
        let edges: Vec<f32> = (1..lowest.len()).map(|index| 60.0 * index as f32).collect();
        widen(&mut chunks, &areas, &edges, labels_end);
        let column = |x: f32| (x / 60.0).floor() as usize;
        let span = |chunk: &Chunk| (column(chunk.area.left), column(chunk.area.right) + 1);
        chunks.iter().take(above.len()).map(span).collect()
    }

    #[test]
    fn a_head_does_not_reach_over_the_labels() {
        let lowest = [("勾稽关系", 30.0), ("自然人", 30.0), ("企业", 30.0), ("总计", 30.0)];
        // The middle of the last three columns is that of all but a half column.
        assert_eq!(spanned(&lowest, &[("申请人", 135.0, 0.0)], 55.0), [(1, 4)]);
        assert_eq!(spanned(&lowest, &[("申请人", 120.0, 0.0)], f32::MIN), [(0, 4)]);
    }

    #[test]
    fn heads_over_names_that_begin_again_span_all_of_them() {
        let names = ["维持", "纠正", "总计", "维持", "纠正", "总计"].map(|name| (name, 30.0));
        // A little off the middle of its three columns, and as near to that of two.
        assert_eq!(spanned(&names, &[("复议", 80.0, 0.0), ("诉讼", 290.0, 0.0)], f32::MIN), [(0, 3), (3, 6)]);
    }

    #[test]
    fn what_stands_in_the_middle_of_two_rows_is_beside_the_head_of_its_row() {
        let lowest = [("复议", 15.0), ("起诉", 30.0), ("复议后", 30.0)];
        assert_eq!(spanned(&lowest, &[("诉讼", 110.0, 0.0)], f32::MIN), [(1, 3)]);
        let level = [("复议", 30.0), ("起诉", 30.0), ("复议后", 30.0)];
        assert_eq!(spanned(&level, &[("诉讼", 100.0, 0.0)], f32::MIN), [(0, 3)]);
    }
}
