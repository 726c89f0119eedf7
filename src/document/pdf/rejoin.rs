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

/// Whether a group has two columns or more, and no borders at its sides.
fn is_open(group: &Group) -> bool {
    let [first, .., last] = group.down.as_slice() else { return false };
    let ends = [group.across.first(), group.across.last()].map(|line| line.and_then(stretch));
    let within = |(from, to): (f32, f32)| first.at - from > OVERHANG && to - last.at > OVERHANG;
    ends.into_iter().all(|end| end.is_some_and(within))
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
