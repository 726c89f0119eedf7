//! Whether columns or rows of a table changed places: all of it is tried the other way.

use super::Damage;
use super::board::{Board, Numbers};
use super::edits::moved_as_a_whole;
use crate::template::{FieldId, Span};

/// So many numbers must be others: two that changed places are a slip.
const CHANGED: usize = 3;

/// A row among the outcomes and one beside their total spoil two sums in each of two columns.
const ACROSS: usize = 4;
/// So near must they stand: a row that was left out of the total differs from one of many by what another has.
const NEAR: usize = 3;

/// The ranges of rows that a page or a part of a table may hold: from a row on, or up to one.
fn ranges(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows).map(move |from| (from, rows)).chain((1..rows).map(|to| (0, to)))
}

/// The columns of several rows in another order, or one beside.
pub(super) fn columns(board: &Board<'_>) -> Option<Damage> {
    ranges(board.rows).find_map(|(from, to)| exchanged(board, from, to).or_else(|| moved(board, from, to)))
}

/// The numbers with some rows made anew.
fn with_rows(board: &Board<'_>, from: usize, to: usize, anew: impl Fn(&[i64]) -> Vec<i64>) -> Numbers {
    let rows = (0..board.rows).flat_map(|row| {
        let own = board.row(&board.printed, row);
        if (from..to).contains(&row) { anew(own) } else { own.to_vec() }
    });
    rows.collect()
}

fn fits(board: &Board<'_>, numbers: &[i64]) -> bool {
    board.changed(numbers) >= CHANGED && board.holds(numbers)
}

/// Whether all rows that are others moved as they are, with noughts at both ends: so does whoever enters them in the wrong place.
fn are_entered_beside(board: &Board<'_>, numbers: &[i64]) -> bool {
    (0..board.rows).all(|row| {
        let (own, meant) = (board.row(&board.printed, row), board.row(numbers, row));
        own == meant || moved_as_a_whole(own, meant)
    })
}

/// The first row with another number.
fn first_changed(board: &Board<'_>, numbers: &[i64]) -> usize {
    let first = board.printed.iter().zip(numbers).position(|(a, b)| a != b);
    first.unwrap_or(0) / board.columns.max(1)
}

fn exchanged(board: &Board<'_>, from: usize, to: usize) -> Option<Damage> {
    for one in 0..board.columns {
        for other in one + 1..board.columns {
            let numbers = with_rows(board, from, to, |row| {
                let mut row = row.to_vec();
                row.swap(one, other);
                row
            });
            if fits(board, &numbers) {
                let row = first_changed(board, &numbers);
                return Some(Damage::Columns(board.block.field(row, one), board.block.field(row, other)));
            }
        }
    }
    None
}

/// Rows turned round or the other way about, and rows in which a cell was lost or is too many at one place.
fn moved(board: &Board<'_>, from: usize, to: usize) -> Option<Damage> {
    let turned = |by: usize| {
        with_rows(board, from, to, |row| {
            let mut row = row.to_vec();
            row.rotate_left(by);
            row
        })
    };
    let back = with_rows(board, from, to, |row| row.iter().rev().copied().collect());
    let orders = (1..board.columns).map(turned).chain([back]);
    let found =
        orders.into_iter().find(|numbers| fits(board, numbers)).or_else(|| cell_lost(board, from, to));
    let found = found.filter(|numbers| !are_entered_beside(board, numbers))?;
    let row = first_changed(board, &found);
    Some(Damage::ColumnsMoved(board.block.field(row, 0)))
}

/// The numbers with what is behind a place one further right in each of several rows, or one further left.
fn cell_lost(board: &Board<'_>, from: usize, to: usize) -> Option<Numbers> {
    let last = board.columns.checked_sub(1)?;
    (0..last).find_map(|at| {
        let right = |row: &[i64]| {
            let mut row = row.to_vec();
            row.insert(at, 0);
            row.pop();
            row
        };
        let left = |row: &[i64]| {
            let mut row = row.to_vec();
            row.remove(at);
            row.push(0);
            row
        };
        let with = |numbers: Numbers, unknown: usize| {
            let places: Vec<usize> = (from..to).map(|row| board.at(row, unknown)).collect();
            let numbers = board.implied(&numbers, &places)?;
            (board.changed(&numbers) >= CHANGED).then_some(numbers)
        };
        with(with_rows(board, from, to, right), at).or_else(|| with(with_rows(board, from, to, left), last))
    })
}

/// The rows in another order: two that changed places, or those between two rows one up or down. Where other numbers in
/// one row explain all as well (`one_explains`), rows that would have to move and make room for such a row explain nothing more.
pub(super) fn rows(board: &Board<'_>, one_explains: bool) -> Option<Damage> {
    let order = |rows: &[usize]| -> Numbers {
        rows.iter().flat_map(|&row| board.row(&board.printed, row).to_vec()).collect()
    };
    let own: Vec<usize> = (0..board.rows).collect();
    for one in 0..board.rows {
        for other in one + 1..board.rows {
            let mut swapped = own.clone();
            swapped.swap(one, other);
            let numbers = order(&swapped);
            if fits(board, &numbers) {
                return Some(Damage::Rows(board.block.field(one, 0), board.block.field(other, 0)));
            }
            let mut up = own.clone();
            let mut down = own.clone();
            let mut back = own.clone();
            if let (Some(up), Some(down), Some(back)) =
                (up.get_mut(one..=other), down.get_mut(one..=other), back.get_mut(one..=other))
            {
                up.rotate_left(1);
                down.rotate_right(1);
                back.reverse();
            }
            // What came in at one end is unknown there, or what it was before it fell off at the other.
            let found = !one_explains
                && [(up, other), (down, one)].into_iter().any(|(order_of, end)| {
                    let places: Vec<usize> = (0..board.columns).map(|column| board.at(end, column)).collect();
                    let numbers = board.implied(&order(&order_of), &places);
                    numbers.is_some_and(|numbers| board.changed(&numbers) >= CHANGED)
                });
            if found || fits(board, &order(&back)) {
                return Some(Damage::RowsMoved(board.block.field(one, 0)));
            }
        }
    }
    None
}

/// Two rows that make all sums come out in each other's place, one of the outcomes and one that the balance has beside their total: what they
/// differ by is lacking in the one and too much in the other, as if it were wrong in the total between them, which is two figures.
pub(super) fn across_the_balance(
    board: &Board<'_>,
    is_told: impl Fn(FieldId) -> bool,
) -> Option<(usize, usize)> {
    if board.failing(Span::Row) > 0 || board.failing(Span::Column) < ACROSS {
        return None;
    }
    let near = |one: usize| one + 1..board.rows.min(one + 1 + NEAR);
    let mut pairs = (0..board.rows).flat_map(|one| near(one).map(move |other| (one, other)));
    pairs.find(|&(one, other)| {
        let mut rows: Vec<usize> = (0..board.rows).collect();
        rows.swap(one, other);
        let numbers: Numbers =
            rows.into_iter().flat_map(|row| board.row(&board.printed, row).to_vec()).collect();
        // What the text states as it is printed did not move.
        let is_denied = || {
            let mut pairs = board.printed.iter().zip(&numbers).enumerate();
            pairs.any(|(at, (own, other))| own != other && is_told(board.field(at)))
        };
        fits(board, &numbers) && !is_denied()
    })
}
