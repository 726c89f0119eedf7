//! Whether the parts of a few rows stand one or two columns beside where they belong, before totals that stay where they are: 0 2 1 | 3 for 2 1 0 | 3.
//!
//! A cell that is lost or too many moves the total as well, so that it was whoever filled in the form, who began the rows in the wrong column. In a single
//! row that is a few wrong figures, which the search for these finds.

use super::board::{Board, Numbers};
use crate::template::Span;

/// So far may they stand.
const SHIFTS: [isize; 4] = [-1, 1, -2, 2];
/// Of more ways some would come out by chance.
const MOST_WAYS: usize = 60;

/// One way in which a row may have been entered: its parts elsewhere.
struct Way {
    row: usize,
    parts: Vec<i64>,
}

/// The numbers of the table with the parts of two or three rows moved, wherever that makes all sums come out and the sums along the rows do.
pub(super) fn all(board: &Board<'_>) -> Vec<Numbers> {
    if board.failing(Span::Row) > 0 || board.failing(Span::Column) < 2 {
        return Vec::new();
    }
    let ways: Vec<Way> = (0..board.rows).flat_map(|row| ways(board, row)).collect();
    if ways.len() > MOST_WAYS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, one) in ways.iter().enumerate() {
        for (next, two) in ways.iter().enumerate().skip(at + 1).filter(|(_, two)| two.row != one.row) {
            let both = with(board, &board.printed, &[one, two]);
            if board.holds(&both) {
                found.push(both);
                continue;
            }
            let others =
                ways.iter().skip(next + 1).filter(|three| three.row != two.row && three.row != one.row);
            found.extend(
                others.map(|three| with(board, &both, &[three])).filter(|numbers| board.holds(numbers)),
            );
        }
    }
    found
}

/// The other ways to enter the parts of a row, none of which falls off.
fn ways(board: &Board<'_>, row: usize) -> Vec<Way> {
    let own = board.row(&board.printed, row);
    let Some((_, parts)) = own.split_last() else { return Vec::new() };
    if parts.iter().all(|&number| number == 0) {
        return Vec::new();
    }
    let moved = |shift: isize| {
        let mut moved = vec![0; parts.len()];
        for (at, &number) in parts.iter().enumerate().filter(|(_, number)| **number != 0) {
            *at.checked_add_signed(shift).and_then(|to| moved.get_mut(to))? = number;
        }
        Some(Way { row, parts: moved })
    };
    SHIFTS.into_iter().filter_map(moved).collect()
}

fn with(board: &Board<'_>, numbers: &[i64], ways: &[&Way]) -> Numbers {
    let mut numbers = numbers.to_vec();
    for way in ways {
        for (column, &number) in way.parts.iter().enumerate() {
            if let Some(own) = numbers.get_mut(board.at(way.row, column)) {
                *own = number;
            }
        }
    }
    numbers
}
