//! Which lines meet: the tables of a page told apart.
//!
//! Between `snap` and `lattice`. Lines are looked up by their place, so that the time grows with the crossings.

use super::snap::Line;

/// A line that ends this near another one meets it, in points.
const TOUCH: f32 = 3.5;

/// Lines that meet, directly or through others.
#[derive(Default)]
pub(super) struct Group {
    pub(in crate::document::pdf) across: Vec<Line>,
    pub(in crate::document::pdf) down: Vec<Line>,
}

pub(super) fn groups(across: &[Line], down: &[Line]) -> Vec<Group> {
    let offsets = |lines: &[Line], start: usize| {
        let mut next = start;
        lines
            .iter()
            .map(|line| {
                let own = next;
                next += line.pieces.len();
                own
            })
            .collect::<Vec<_>>()
    };
    let pieces = |lines: &[Line]| lines.iter().map(|line| line.pieces.len()).sum::<usize>();
    let (of_across, of_down) = (offsets(across, 0), offsets(down, pieces(across)));
    let mut union = Union::new(pieces(across) + pieces(down));
    for (line, offset) in across.iter().zip(&of_across) {
        for (index, &(from, to)) in line.pieces.iter().enumerate() {
            let first = down.partition_point(|other| other.at < from - TOUCH);
            for (other, other_offset) in down.iter().zip(&of_down).skip(first) {
                if other.at > to + TOUCH {
                    break;
                }
                if let Some(piece) = other.piece_at(line.at, TOUCH) {
                    union.join(offset + index, other_offset + piece);
                }
            }
        }
    }
    let mut all: Vec<Group> = Vec::new();
    let mut numbers = vec![usize::MAX; union.len()];
    for (lines, offsets, is_across) in [(across, &of_across, true), (down, &of_down, false)] {
        for (line, offset) in lines.iter().zip(offsets) {
            for (index, &piece) in line.pieces.iter().enumerate() {
                let root = union.root(offset + index);
                let Some(number) = numbers.get_mut(root) else { continue };
                if *number == usize::MAX {
                    *number = all.len();
                    all.push(Group::default());
                }
                let Some(group) = all.get_mut(*number) else { continue };
                let own = if is_across { &mut group.across } else { &mut group.down };
                match own.last_mut() {
                    Some(last) if last.at == line.at => last.pieces.push(piece),
                    _ => own.push(Line { at: line.at, pieces: vec![piece] }),
                }
            }
        }
    }
    all
}

/// Disjoint sets over 0..n.
pub(super) struct Union(Vec<usize>);

impl Union {
    pub(super) fn new(count: usize) -> Union {
        Union((0..count).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn root(&mut self, mut item: usize) -> usize {
        while let Some(&parent) = self.0.get(item)
            && parent != item
        {
            let grand = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(item) {
                *slot = grand;
            }
            item = grand;
        }
        item
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
