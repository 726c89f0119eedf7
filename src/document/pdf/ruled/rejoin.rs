//! Tables without borders at their sides: a row of one cell (三、本年度办理结果) has no line down the page, and what stands above and
//! below it does not meet. Here it is put together again.

use super::meet::Group;
use super::snap::Line;

/// Edges this near are one, in points.
const SAME: f32 = 3.5;

/// A line reaches beyond the outermost line of the other axis by more than this where a table has no border, in points.
const OVERHANG: f32 = 4.0;

/// The highest row of one cell, in points: a label of two lines.
const MOST_HIGH: f32 = 48.0;

/// Joins groups that go on below one another.
pub(super) fn rejoin(groups: Vec<Group>) -> Vec<Group> {
    let (mut open, mut all): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(is_open);
    let top = |group: &Group| group.across.first().map_or(0.0, |line| line.at);
    open.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let mut joined: Vec<Group> = Vec::with_capacity(open.len());
    for group in open {
        match joined.last_mut() {
            Some(above) if goes_on(above, &group) => join(above, group),
            _ => joined.push(group),
        }
    }
    all.append(&mut joined);
    all
}

/// The stretch of a line that has one piece.
fn stretch(line: &Line) -> Option<(f32, f32)> {
    if let [piece] = line.pieces.as_slice() { Some(*piece) } else { None }
}

/// Whether a group has two columns or more, and no borders at its sides. A break in the page may have cut a label that
/// spans rows, and with it the end of the line there: one whole line, the first or the last, is enough.
fn is_open(group: &Group) -> bool {
    let [first, .., last] = group.down.as_slice() else { return false };
    let ends = [group.across.first(), group.across.last()].map(|line| line.and_then(stretch));
    let within = |(from, to): (f32, f32)| first.at - from > OVERHANG && to - last.at > OVERHANG;
    ends.into_iter().any(|end| end.is_some_and(within))
}

/// Whether the columns of a group go on in the one below, with room for one row between them.
fn goes_on(above: &Group, below: &Group) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= SAME;
    let (Some(end), Some(start)) = (above.across.last(), below.across.first()) else { return false };
    let (Some((left, right)), Some((next_left, next_right))) = (stretch(end), stretch(start)) else {
        return false;
    };
    let shared = above.down.iter().filter(|line| below.down.iter().any(|other| near(line.at, other.at)));
    let fewer = above.down.len().min(below.down.len());
    let high = start.at - end.at;
    near(left, next_left)
        && near(right, next_right)
        && (0.0..=MOST_HIGH).contains(&high)
        && shared.count() * 5 >= fewer * 4
}

fn join(above: &mut Group, below: Group) {
    above.across.extend(below.across);
    for line in below.down {
        match above.down.iter_mut().find(|own| (own.at - line.at).abs() <= SAME) {
            Some(own) => own.pieces.extend(line.pieces),
            None => above.down.push(line),
        }
    }
    above.down.sort_by(|a, b| a.at.total_cmp(&b.at));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: f32, from: f32, to: f32) -> Line {
        Line { at, pieces: vec![(from, to)] }
    }

    /// Rows from `top` to `bottom` with lines down the page at 40 and 60, in a table from 0 to 100 without borders at its sides.
    fn rows(top: f32, bottom: f32, last_from: f32) -> Group {
        Group {
            across: vec![line(top, 0.0, 100.0), line(bottom, last_from, 100.0)],
            down: vec![line(40.0, top, bottom), line(60.0, top, bottom)],
        }
    }

    #[test]
    fn a_row_of_one_cell_joins_what_it_parts() {
        let joined = rejoin(vec![rows(0.0, 20.0, 0.0), rows(40.0, 60.0, 0.0)]);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].across.len(), 4);
        assert_eq!(joined[0].down.len(), 2);
    }

    #[test]
    fn a_label_cut_by_the_end_of_the_page_leaves_its_line_short() {
        assert_eq!(rejoin(vec![rows(0.0, 20.0, 0.0), rows(40.0, 60.0, 40.0)]).len(), 1);
    }

    #[test]
    fn tables_far_apart_or_of_other_columns_stay_two() {
        assert_eq!(rejoin(vec![rows(0.0, 20.0, 0.0), rows(100.0, 120.0, 0.0)]).len(), 2);
        let mut other = rows(40.0, 60.0, 0.0);
        other.down = vec![line(20.0, 40.0, 60.0), line(80.0, 40.0, 60.0)];
        assert_eq!(rejoin(vec![rows(0.0, 20.0, 0.0), other]).len(), 2);
    }

    #[test]
    fn tables_with_borders_are_left_as_they_are() {
        let bordered = |top: f32| {
            let mut group = rows(top, top + 20.0, 0.0);
            group.down.extend([line(0.0, top, top + 20.0), line(100.0, top, top + 20.0)]);
            group.down.sort_by(|a, b| a.at.total_cmp(&b.at));
            group
        };
        assert_eq!(rejoin(vec![bordered(0.0), bordered(40.0)]).len(), 2);
    }
}
