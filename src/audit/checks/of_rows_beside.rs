//! Figures of two years that would agree with the numbers of the row above or below: two rows that changed places, or a column that
//! moved by one, leave the sums of each report as they are.

use rust_decimal::Decimal;

use super::of_years::{Pair, Stock, carried};
use crate::audit::series::Series;
use crate::audit::series::record::Record;
use crate::audit::told::lang::Lang;

/// The rows beside that of what arrives from last year.
const BESIDE_ARRIVED: [&str; 2] = [NEW, "granted"];
/// That above what is carried over to the next.
const BESIDE_LEFT: [&str; 1] = ["outcome_total"];
const NEW: &str = "received_new";

/// The row beside that of the carry-over, in one of two reports, of which the numbers are in all columns those that would fit, as a
/// sentence.
pub(super) fn carried_beside(pair: &Pair<'_>, series: &Series<'_>, lang: Lang) -> Option<String> {
    let fits = |record: &Record, row: &str, wanted: &dyn Fn(usize, usize) -> Option<Decimal>| {
        let (mut any, mut says_something) = (false, false);
        let all = carried(series).all(|(from, to, column)| {
            let beside = series.watched.at(&format!("requests.{row}.{column}"));
            let (Some(beside), Some(wanted)) = (beside.and_then(|at| record.number(at)), wanted(from, to))
            else {
                return false;
            };
            any = true;
            says_something |= !wanted.is_zero();
            beside == wanted
        });
        // Many rows say nothing, that of new requests seldom where some arrive that never left.
        all && any && (says_something || row == NEW)
    };
    let arrived = BESIDE_ARRIVED.iter().map(|row| (pair.after, row));
    let left = BESIDE_LEFT.iter().map(|row| (pair.before, row));
    let (record, row) = arrived.chain(left).find(|(record, row)| {
        fits(record, row, &|from, to| match std::ptr::eq(*record, pair.after) {
            true => pair.before.number(from),
            false => pair.after.number(to),
        })
    })?;
    let (year, id) = (record.year, &record.report_id);
    let name = series.row_name(&format!("requests.{row}.total"), lang);
    Some(match lang {
        Lang::En => format!(
            " It may have been misread: in the report on {year} ({id}), the numbers of the row \"{name}\" beside it would fit in all columns."
        ),
        Lang::Zh => {
            format!("可能是读取有误：{year}年度报告（{id}）中，相邻的“{name}”行各列数据均相符。")
        }
    })
}

/// The figures of a kind of document: what was in force before, what was issued and repealed since, what is in force.
type Row = [Decimal; 4];

/// What is in force by the other figures, and whether they can be.
fn comes_out([before, issued, repealed, in_force]: Row) -> bool {
    before.checked_add(issued).and_then(|sum| sum.checked_sub(repealed)) == Some(in_force)
}

/// The row with one of its figures such that it comes out; nothing if that is none of documents.
fn can_come_out(row: Row, at: usize) -> bool {
    let [before, issued, repealed, in_force] = row;
    let (one, other, less) = match at {
        0 => (in_force, repealed, issued),
        1 => (in_force, repealed, before),
        2 => (before, issued, in_force),
        _ => (before, issued, repealed),
    };
    let wanted = one.checked_add(other).and_then(|sum| sum.checked_sub(less));
    wanted.is_some_and(|wanted| wanted.is_zero() || wanted.is_sign_positive())
}

/// Whether both kinds of documents come out with a figure of one moved to the other, where nothing is: what it took the place of is
/// unknown.
fn come_out_moved(from: Row, to: Row) -> bool {
    (0..from.len()).any(|at| {
        let (Some(own), Some(empty)) = (from.get(at), to.get(at)) else { return false };
        let mut moved = to;
        if let Some(slot) = moved.get_mut(at) {
            *slot = *own;
        }
        !own.is_zero() && empty.is_zero() && comes_out(moved) && can_come_out(from, at)
    })
}

/// Whether the figures of two kinds of documents that stand one below the other come out with their rows in each other's place in one of
/// the two reports, or with one column a row further up or down.
fn come_out_beside(upper: Row, lower: Row) -> bool {
    let (u, l) = (upper, lower);
    let exchanged = [[l[0], u[1], u[2], u[3]], [u[0], l[1], l[2], l[3]]];
    (u != l && exchanged.into_iter().all(comes_out)) || come_out_moved(u, l) || come_out_moved(l, u)
}

/// The same of the kind of document and the one beside it in the form, as a sentence.
pub(super) fn stock_beside(pair: &Pair<'_>, own: &Stock, stocks: &[Stock], lang: Lang) -> Option<String> {
    let row = |stock: &Stock| -> Option<Row> {
        let now = |at| pair.after.number(at);
        let before = pair.before.number(stock.in_force)?;
        Some([before, now(stock.issued)?, now(stock.repealed)?, now(stock.in_force)?])
    };
    let fits = stocks.windows(2).any(|two| {
        let [upper, lower] = two else { return false };
        (upper.key == own.key || lower.key == own.key)
            && row(upper).zip(row(lower)).is_some_and(|(upper, lower)| come_out_beside(upper, lower))
    });
    fits.then(|| match lang {
        Lang::En => " It may have been misread: the years would agree had this row and the one beside it changed places in one of the two reports, or a column of them moved by a row.".to_string(),
        Lang::Zh => "可能是读取有误：若两份报告之一中该行与相邻行互换，或其中一列上移或下移一行，两年即相符。".to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(numbers: [i64; 4]) -> Row {
        numbers.map(Decimal::from)
    }

    #[test]
    fn rows_that_changed_places_and_columns_that_moved_come_out() {
        // In force before, issued, repealed, in force: rules above, documents below.
        let fits = |upper, lower| come_out_beside(row(upper), row(lower));
        assert!(fits([0, 3, 1, 14], [12, 0, 0, 0]));
        assert!(fits([0, 0, 0, 18], [11, 7, 0, 0]));
        assert!(!fits([0, 0, 0, 0], [0, 0, 0, 9]));
        assert!(!fits([0, 0, 0, 0], [17, 0, 0, 71]));
        assert!(!fits([0, 0, 0, 0], [597, 50, 227, 422]));
    }
}
