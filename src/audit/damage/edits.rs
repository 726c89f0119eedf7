//! Whether numbers that stand in a line came of others by a misreading: a cell lost or too many, two run together, digits lost.
//!
//! A clerk who errs puts one number in place of another. Whoever converts, copies or recognises a page moves or cuts what is there.

use super::TELLING;
use crate::audit::doubt::shift;

/// The digits of a number.
fn digits(number: i64) -> String {
    number.to_string()
}

/// Numbers with one taken out.
fn without(numbers: &[i64], at: usize) -> Vec<i64> {
    let mut rest = numbers.to_vec();
    if at < rest.len() {
        rest.remove(at);
    }
    rest
}

/// Whether all but noughts at one end moved as they are, and noughts came in at the other: so does whoever enters a row in the wrong
/// place.
pub(super) fn moved_as_a_whole(printed: &[i64], meant: &[i64]) -> bool {
    let trimmed = |numbers: &[i64]| -> Vec<i64> {
        let from = numbers.iter().position(|&n| n != 0).unwrap_or(numbers.len());
        let to = numbers.iter().rposition(|&n| n != 0).map_or(from, |at| at + 1);
        numbers.get(from..to).unwrap_or_default().to_vec()
    };
    let (own, other) = (trimmed(printed), trimmed(meant));
    own == other || other.split_last().is_some_and(|(_, before)| trimmed(before) == own)
}

/// Whether a line lost a cell or has one too many: what is behind moved up, and whatever it is stands at the end or within. That is not
/// the total once more beside the total: 0 0 0 0 3 | 3 for 3 0 0 0 0 | 3 is a number in the wrong column.
fn moved(printed: &[i64], meant: &[i64]) -> bool {
    let count = meant.len();
    let total = printed.last().filter(|&&total| total != 0 && meant.last() == Some(&total));
    let is_total = |extra: usize| total.is_some() && printed.get(extra) == total;
    (0..count).any(|lost| {
        let rest = without(meant, lost);
        (0..count).any(|extra| extra != lost && !is_total(extra) && without(printed, extra) == rest)
    })
}

/// Whether a line stands one or two places beside as a whole. Whatever came in at the end of one; of two noughts, or the number beside:
/// with others the line only looks as if it had moved.
fn moved_as_it_is(printed: &[i64], meant: &[i64]) -> bool {
    let beside = |one: &[i64], other: &[i64], by: usize| {
        let kept = one.get(by..).filter(|kept| kept.iter().any(|&number| number != 0));
        kept.is_some() && kept == other.get(..other.len().saturating_sub(by))
    };
    let fills = |cells: Option<&[i64]>, beside: Option<&i64>| {
        cells.is_some_and(|cells| cells.iter().all(|&n| n == 0) || cells.iter().all(|n| Some(n) == beside))
    };
    let end = printed.len().saturating_sub(2);
    let to_right = || beside(printed, meant, 2) && fills(printed.get(..2), printed.get(2));
    let to_left =
        || beside(meant, printed, 2) && fills(printed.get(end..), printed.get(end.saturating_sub(1)));
    beside(printed, meant, 1) || beside(meant, printed, 1) || to_right() || to_left()
}

/// Whether what is behind some place stands one or two further on or back, and the gap is filled with noughts or the number beside it.
fn moved_behind(printed: &[i64], meant: &[i64]) -> bool {
    let own: Vec<Option<i64>> = printed.iter().map(|&number| Some(number)).collect();
    let is_meant = |before: &shift::Meant<i64>| {
        before.iter().zip(meant).all(|(number, meant)| number.is_none_or(|number| number == *meant))
    };
    shift::meant(&own).iter().any(is_meant)
}

/// Whether all that is different in a row stands in its last two cells, and these hold the same, as a cell lost or doubled before them
/// leaves it: noughts that came in, or one of the two numbers that belong there. A nought in place of the total alone is as well one
/// that was not entered, and another number in both is one wrong part and its total. Single digits are alike by chance.
pub(super) fn ends_alike(printed: &[i64], meant: &[i64]) -> bool {
    let end = printed.len().saturating_sub(2);
    let (Some([one, other]), Some([a, b])) = (printed.get(end..), meant.get(end..)) else { return false };
    let both_differ = one != a && other != b;
    one == other
        && (*one == 0 || *one >= TELLING)
        && (*one == 0) == both_differ
        && printed.iter().any(|number| *number != 0)
        && printed.get(..end) == meant.get(..end)
}

/// Whether two numbers beside each other run together, or one is in two cells.
fn joined(printed: &[i64], meant: &[i64]) -> bool {
    let glued = |whole: &[i64], parts: &[i64]| {
        (0..parts.len().saturating_sub(1)).any(|at| {
            let (Some(&[a, b]), Some(&one)) =
                (parts.get(at..at + 2).and_then(|two| two.first_chunk()), whole.get(at))
            else {
                return false;
            };
            let rest = |numbers: &[i64], from: usize| numbers.get(from..).unwrap_or_default().to_vec();
            let (own, behind) = (rest(whole, at + 1), rest(parts, at + 2));
            let fits = (0..own.len()).any(|extra| without(&own, extra) == behind);
            a != 0 && digits(one) == digits(a) + &digits(b) && whole.get(..at) == parts.get(..at) && fits
        })
    };
    // Of a number in two cells what is behind moved, and the last one fell off.
    let cut = || {
        (0..printed.len().saturating_sub(1)).any(|at| {
            let (Some(&a), Some(&b), Some(&one)) = (printed.get(at), printed.get(at + 1), meant.get(at))
            else {
                return false;
            };
            let moved = printed.get(at + 2..).unwrap_or_default();
            let behind = meant.get(at + 1..).unwrap_or_default();
            a != 0
                && digits(one) == digits(a) + &digits(b)
                && printed.get(..at) == meant.get(..at)
                && behind.get(..moved.len()) == Some(moved)
        })
    };
    glued(printed, meant) || cut()
}

/// Whether a number is another one with digits lost.
pub(super) fn lost_digits(printed: i64, meant: i64) -> bool {
    let (own, whole) = (digits(printed), digits(meant));
    let mut rest = whole.bytes();
    own.len() < whole.len() && (own == "0" || own.bytes().all(|digit| rest.any(|other| other == digit)))
}

/// Whether a number is another one with its digits there twice.
pub(super) fn is_twice(printed: i64, meant: i64) -> bool {
    meant > 0 && digits(printed) == digits(meant).repeat(2)
}

/// Whether each of several numbers that differ lost a digit, or all are there twice.
pub(super) fn is_cut(printed: &[i64], meant: &[i64]) -> bool {
    let differ: Vec<(i64, i64)> =
        printed.iter().zip(meant).filter(|(a, b)| a != b).map(|(&a, &b)| (a, b)).collect();
    let some = differ.iter().any(|&(a, _)| a != 0);
    differ.len() > 1
        && (differ.iter().all(|&(a, b)| is_twice(a, b))
            || some && differ.iter().all(|&(a, b)| lost_digits(a, b)))
}

/// Whether two numbers beside each other changed places, which is all that is different.
fn two_changed_places(printed: &[i64], meant: &[i64]) -> bool {
    let differ: Vec<usize> = (0..printed.len()).filter(|&at| printed.get(at) != meant.get(at)).collect();
    match differ[..] {
        [a, b] => printed.get(a) == meant.get(b) && printed.get(b) == meant.get(a),
        _ => false,
    }
}

/// Whether a total stands in the column beside its own, and what was there in its place: a clerk errs so between two kinds of applicant.
/// Two columns off and more it would take as many cells lost in one row, and whoever types it in the wrong column is the likelier.
pub(super) fn total_moved(printed: &[i64], meant: &[i64]) -> bool {
    let end = printed.len().saturating_sub(2);
    printed.last() != meant.last()
        && printed.get(..end) == meant.get(..end)
        && two_changed_places(printed, meant)
        && moved_behind(printed, meant)
}

/// Whether the numbers that a line should have came to be those printed by moving, or by running together.
pub(super) fn is_moved(printed: &[i64], meant: &[i64]) -> bool {
    let differ = printed.iter().zip(meant).filter(|(a, b)| a != b).count();
    let numbers = printed.iter().filter(|number| **number != 0).count();
    if differ < 2 || numbers == 0 {
        return false;
    }
    // 0 0 0 0 0 3 | 3 for 3 0 0 0 0 0 | 3: a line that moved would have taken its total with it.
    let total_stayed = printed.last().is_some_and(|total| *total != 0 && meant.last() == Some(total));
    let changed_places = two_changed_places(printed, meant);
    if changed_places && total_stayed {
        return false;
    }
    if moved_as_it_is(printed, meant) {
        return true;
    }
    if changed_places {
        return false;
    }
    let turned = || meant.iter().rev().eq(printed);
    moved_behind(printed, meant) || joined(printed, meant) || moved(printed, meant) || differ > 2 && turned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misreading_moves_or_cuts_what_is_there() {
        let meant = [12, 3, 0, 4, 0, 0, 19];
        let misread = [
            [3, 0, 4, 0, 0, 19, 0],
            [0, 4, 0, 0, 19, 0, 0],
            [12, 12, 12, 3, 0, 4, 0],
            [12, 0, 4, 0, 0, 19, 7],
            [0, 12, 3, 0, 4, 0, 0],
            [12, 12, 3, 0, 4, 0, 0],
            [123, 0, 4, 0, 0, 19, 0],
            [123, 0, 0, 4, 0, 0, 19],
            [1, 2, 3, 0, 4, 0, 0],
            [2, 3, 0, 4, 0, 0, 9],
            [1212, 33, 0, 44, 0, 0, 1919],
            [12, 0, 0, 3, 0, 4, 0],
            [12, 3, 3, 3, 0, 4, 0],
            [12, 3, 0, 0, 19, 0, 0],
            [12, 3, 0, 0, 19, 19, 19],
        ];
        for printed in &misread {
            assert!(is_moved(printed, &meant) || is_cut(printed, &meant), "{printed:?}");
        }
        let slips = [
            [12, 3, 0, 4, 0, 0, 18],
            [3, 12, 0, 4, 0, 0, 19],
            [13, 3, 0, 4, 0, 0, 20],
            [0, 0, 0, 0, 0, 0, 0],
            [12, 3, 5, 4, 0, 0, 24],
        ];
        assert!(!slips.iter().any(|printed| is_moved(printed, &meant) || is_cut(printed, &meant)));
    }

    #[test]
    fn a_total_beside_its_column_may_have_moved_and_one_far_from_it_was_typed_there() {
        assert!(total_moved(&[5, 0, 0, 0, 0, 5, 0], &[5, 0, 0, 0, 0, 0, 5]));
        assert!(!total_moved(&[5, 0, 5, 0, 0, 0, 0], &[5, 0, 0, 0, 0, 0, 5]));
        assert!(!total_moved(&[5, 0, 0, 0, 5, 0, 0], &[5, 0, 0, 0, 0, 0, 5]));
        assert!(is_moved(&[0, 0, 0, 0, 2, 0, 0], &[2, 0, 0, 0, 0, 0, 2]));
        assert!(!is_moved(&[0, 0, 0, 0, 2, 0, 2], &[2, 0, 0, 0, 0, 0, 2]));
        assert!(!is_moved(&[5, 0, 5, 0, 0, 0, 0], &[5, 0, 0, 0, 0, 0, 5]));
    }

    #[test]
    fn a_cell_lost_before_the_end_of_a_row_leaves_two_cells_alike_there() {
        let meant = [12, 3, 0, 4, 0, 0, 19];
        assert!(ends_alike(&[12, 3, 0, 4, 0, 19, 19], &meant));
        assert!(!ends_alike(&[1, 2, 0, 0, 0, 3, 3], &[1, 2, 0, 0, 0, 0, 3]));
        assert!(ends_alike(&[12, 3, 0, 4, 0, 0, 0], &[12, 3, 0, 4, 0, 2, 21]));
        assert!(!ends_alike(&[12, 3, 0, 4, 0, 0, 0], &meant));
        assert!(!ends_alike(&[12, 3, 0, 4, 0, 0, 18], &meant));
        assert!(!ends_alike(&[12, 3, 0, 0, 0, 0, 0], &meant));
        assert!(!ends_alike(&[0, 0, 0, 0, 0, 6, 6], &[0, 0, 0, 0, 0, 1, 1]));
        assert!(!ends_alike(&[0; 7], &[0, 0, 0, 0, 0, 0, 3]));
    }
}
