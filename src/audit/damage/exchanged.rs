//! Whether two columns have each other's numbers in several rows, which alone makes all sums come out: 7 0 | 7 entered as 0 7 | 7, the
//! total under the last kind of applicant.
//!
//! Two wrong figures for each row are more than are looked for one by one, though they have one cause: whoever filled in the form took
//! one column for the other. In a single row that is two figures that changed places, which the search for single figures finds.

use std::ops::RangeInclusive;

use super::board::{Board, Numbers};
use crate::template::{FieldId, Span};

/// So many are believed where the sums along them say which they are.
const ROWS: RangeInclusive<usize> = 2..=5;

/// Rows in which two columns have each other's numbers.
pub(super) struct Exchange {
    columns: (usize, usize),
    rows: Vec<usize>,
}

/// Who may have put two columns in each other's place.
pub(super) enum By {
    /// Whoever filled in the form.
    Clerk,
    /// What damages a document, beginning with this figure.
    Damage(FieldId),
}

impl Exchange {
    /// The places of its figures.
    pub(super) fn places(&self, board: &Board<'_>) -> Vec<usize> {
        let (one, other) = self.columns;
        self.rows.iter().flat_map(|&row| [board.at(row, one), board.at(row, other)]).collect()
    }

    /// All numbers with those of the rows in each other's place.
    pub(super) fn numbers(&self, board: &Board<'_>) -> Numbers {
        let mut numbers = board.printed.clone();
        for &row in &self.rows {
            numbers.swap(board.at(row, self.columns.0), board.at(row, self.columns.1));
        }
        numbers
    }

    /// Whether a row that says something and comes out stands among them. What damages a document, as a column that is lost on a part
    /// of a page, does so in rows one below the other.
    fn is_scattered(&self, board: &Board<'_>) -> bool {
        let (Some(&first), Some(&last)) = (self.rows.first(), self.rows.last()) else { return false };
        (first..last).any(|row| !self.rows.contains(&row) && board.row_holds(row))
    }
}

/// The rows and columns that make all sums come out so.
pub(super) fn all(board: &Board<'_>) -> Vec<Exchange> {
    let mut found = candidates(board);
    found.retain(|exchange| board.holds(&exchange.numbers(board)));
    found
}

/// Who may have done so where the sums along the rows fail, too. A single row that lost a cell looks alike, and so do several one below
/// the other.
pub(super) fn by(board: &Board<'_>) -> Option<By> {
    let all = all(board);
    if all.iter().any(|exchange| exchange.is_scattered(board)) {
        return Some(By::Clerk);
    }
    let first = all.iter().find_map(|exchange| exchange.places(board).into_iter().next())?;
    Some(By::Damage(board.field(first)))
}

fn candidates(board: &Board<'_>) -> Vec<Exchange> {
    let failing = board.failing_lines(Span::Row);
    let columns: Vec<usize> = board.failing_lines(Span::Column).into_iter().collect();
    let differ = |row: usize, one: usize, other: usize| {
        board.printed.get(board.at(row, one)) != board.printed.get(board.at(row, other))
    };
    if failing.is_empty() {
        // Along the rows all is well, so that it is two kinds of applicant.
        let [one, other] = columns[..] else { return Vec::new() };
        let rows: Vec<usize> = (0..board.rows).filter(|&row| differ(row, one, other)).collect();
        return several(&rows).map(|rows| Exchange { columns: (one, other), rows }).collect();
    }
    if !ROWS.contains(&failing.len()) {
        return Vec::new();
    }
    let rows: Vec<usize> = failing.into_iter().collect();
    let pairs = (0..board.columns).flat_map(|one| (one + 1..board.columns).map(move |other| (one, other)));
    let fits = |&(one, other): &(usize, usize)| {
        columns.iter().all(|column| [one, other].contains(column))
            && rows.iter().all(|&row| differ(row, one, other))
    };
    pairs.filter(fits).map(|columns| Exchange { columns, rows: rows.clone() }).collect()
}

/// All choices of two of the rows, then those of three. More would come out by chance.
fn several(rows: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let two = move |from: usize| rows.iter().enumerate().skip(from);
    let pairs = two(0).flat_map(move |(at, &a)| two(at + 1).map(move |(next, &b)| (next, vec![a, b])));
    let threes = pairs.clone().flat_map(move |(next, pair)| {
        two(next + 1).map(move |(_, &c)| pair.iter().copied().chain([c]).collect::<Vec<_>>())
    });
    pairs.map(|(_, pair)| pair).chain(threes)
}
