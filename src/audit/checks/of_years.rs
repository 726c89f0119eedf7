//! What the checks of years share: which reports of an agency follow each other, and whether they are of one series at all.

use rust_decimal::Decimal;

use crate::audit::doubt::shift::{meant, row_moved};
use crate::audit::series::Series;
use crate::audit::series::record::Record;
use crate::audit::sums::one_digit::{self, Term};
use crate::audit::told::lang::Lang;
use crate::dataset::DatasetError;
use crate::exact::twice;

/// The columns of the table of requests.
const TOTAL: &str = "total";
/// So many documents in force, none issued and none repealed, agree by chance no more often than one request carried over.
const UNMOVED: i64 = 10;

/// Two reports of one agency on years that follow each other.
pub(super) struct Pair<'a> {
    pub(super) before: &'a Record,
    pub(super) after: &'a Record,
}

impl Pair<'_> {
    /// Whether it is known in which region the agency is.
    fn is_placed(&self) -> bool {
        !self.before.region_code.is_empty()
    }
}

/// The pairs of an agency's years. A year with two reports that differ is left out: neither is known to be the one that counts.
pub(super) fn pairs(records: &[Record]) -> Vec<Pair<'_>> {
    let years: Vec<&[Record]> = records.chunk_by(|a, b| a.year == b.year).collect();
    let mut pairs = Vec::new();
    for two in years.windows(2) {
        let [before, after] = two else { continue };
        if let (Some(before), Some(after)) = (only(before), only(after))
            && before.year + 1 == after.year
        {
            pairs.push(Pair { before, after });
        }
    }
    pairs
}

/// The report of a year, if there is one, or several that say the same.
fn only(year: &[Record]) -> Option<&Record> {
    let first = year.first()?;
    let same = year.iter().all(|other| other.fingerprint == first.fingerprint && first.fingerprint != 0);
    (same || year.len() == 1).then_some(first)
}

/// The years that are not compared with those beside them, as their agency has several reports on them that differ: how many, and the
/// first of them.
pub(in crate::audit) fn left_out(series: &Series<'_>) -> Result<Option<(u64, String)>, DatasetError> {
    let mut left_out: Option<(u64, String)> = None;
    series.by_agency_with_versions(&mut |records| {
        let years: Vec<&[Record]> = records.chunk_by(|a, b| a.year == b.year).collect();
        for (at, year) in years.iter().enumerate() {
            let Some(first) = year.first().filter(|_| only(year).is_none()) else { continue };
            let beside = |at: Option<usize>| {
                let other = at.and_then(|at| years.get(at)?.first());
                other.is_some_and(|other| other.year.abs_diff(first.year) == 1)
            };
            if beside(at.checked_sub(1)) || beside(Some(at + 1)) {
                let sources: Vec<&str> = year.iter().map(|record| &*record.source).collect();
                let told = format!("{} {} ({})", first.name, first.year, sources.join(", "));
                left_out.get_or_insert((0, told)).0 += 1;
            }
        }
    })?;
    Ok(left_out)
}

/// Whether reports under one name are one series, by what a series has in common and strangers have not: what was carried
/// over arrives, what is in force follows from the year before. Small numbers agree by chance, so one agreement of some size
/// is needed, or two of them, and no more that disagrees than agrees. Where it is known in which region the agency is, its name
/// stands for one agency alone, and one agreement of any size is enough.
pub(super) fn is_series(pairs: &[Pair<'_>], series: &Series<'_>) -> bool {
    let is_placed = pairs.iter().any(Pair::is_placed);
    let (mut strength, mut agree, mut disagree) = (u32::from(is_placed), 0, 0);
    for link in pairs.iter().flat_map(|pair| links(pair, series)) {
        match link {
            Some(weight) => {
                strength += weight;
                agree += 1;
            }
            None => disagree += 1,
        }
    }
    strength >= 2 && agree > 0 && agree >= disagree
}

/// For each figure of one year that follows from the year before: how much its agreement says, or that it disagrees. Zeros on
/// both sides say nothing.
fn links(pair: &Pair<'_>, series: &Series<'_>) -> Vec<Option<u32>> {
    let link = |left: Decimal, right: Decimal, of_size: i64| match left == right {
        _ if left.is_zero() && right.is_zero() => None,
        false => Some(None),
        true if left < Decimal::from(of_size) => Some(Some(1)),
        true => Some(Some(2)),
    };
    let carried = carried(series).filter_map(|(from, to, column)| {
        let of_size = if column == TOTAL { 3 } else { 6 };
        link(pair.before.number(from)?, pair.after.number(to)?, of_size)
    });
    // One request too many stands in its column and in the total: all columns that disagree are one disagreement.
    let (disagree, mut links): (Vec<_>, Vec<_>) = carried.partition(Option::is_none);
    links.extend(disagree.into_iter().take(1));
    let least_unmoved = if pair.is_placed() { Decimal::ONE } else { Decimal::from(UNMOVED) };
    let stock = stocks(series).into_iter().filter_map(|stock| {
        let (expected, moved) = stock.expected(pair)?;
        let printed = pair.after.number(stock.in_force)?;
        match moved || expected != printed {
            true => link(expected, printed, 5),
            // What does not move agrees by habit, if it is few.
            false => (printed >= least_unmoved).then_some(Some(1)),
        }
    });
    links.extend(stock);
    links
}

/// For each kind of applicant: where carried out and carried in are kept, and its column.
pub(super) fn carried<'s>(series: &'s Series<'_>) -> impl Iterator<Item = (usize, usize, &'s str)> {
    series.watched.keys().iter().enumerate().filter_map(|(from, key)| {
        let column = key.strip_prefix("requests.carried_out.")?;
        Some((from, series.watched.at(&format!("requests.carried_in.{column}"))?, column))
    })
}

/// What a row of three figures would be had it moved by one column, but for moves of what the text bears out. Of a row moved by two no
/// more than one figure is left, which shows nothing.
fn meant_rows(row: &[Term; 3]) -> Vec<[Option<Decimal>; 3]> {
    let numbers = row.map(|term| Some(term.number));
    let keeps = |meant: &[Option<Decimal>; 3]| {
        let mut all = row.iter().zip(meant);
        all.all(|(term, meant)| !term.is_firm || term.number.is_zero() || *meant == Some(term.number))
    };
    let by_one = |meant: &[Option<Decimal>; 3]| meant.iter().filter(|number| number.is_none()).count() == 1;
    let all = meant(&numbers).into_iter().filter_map(|meant| meant.try_into().ok());
    all.filter(|meant| by_one(meant) && keeps(meant)).collect()
}

/// Where the three figures of a kind of document are kept.
pub(super) struct Stock {
    pub(super) issued: usize,
    pub(super) repealed: usize,
    pub(super) in_force: usize,
    pub(super) key: String,
}

/// The kinds of documents whose number in force is known.
pub(super) fn stocks(series: &Series<'_>) -> Vec<Stock> {
    let mut stocks = Vec::new();
    for key in series.watched.keys() {
        let Some(row) = key.strip_suffix(".in_force") else { continue };
        let at = |column: &str| series.watched.at(&format!("{row}.{column}"));
        if let (Some(issued), Some(repealed), Some(in_force)) = (at("issued"), at("repealed"), at("in_force"))
        {
            stocks.push(Stock { issued, repealed, in_force, key: key.clone() });
        }
    }
    stocks
}

impl Stock {
    /// What would make the figures of two years agree had one of them been misread, as a sentence.
    pub(super) fn misread(&self, pair: &Pair<'_>, lang: Lang) -> Option<String> {
        let (before, after) = (pair.before, pair.after);
        let lost = one_digit::lost(
            &[before.term(self.in_force), after.term(self.issued)],
            &[after.term(self.repealed), after.term(self.in_force)],
        );
        let moved = || self.moved(pair).then(|| row_moved(lang).to_string());
        lost.map(|lost| lost.told(lang)).or_else(moved)
    }

    /// The row of a report, and which of its figures the text bears out.
    fn row(&self, record: &Record) -> Option<[Term; 3]> {
        Some([record.term(self.issued)?, record.term(self.repealed)?, record.term(self.in_force)?])
    }

    /// Whether the years agree with the row of one of them moved by a column, and a number for what fell off that documents can have. One
    /// in force is taken for lost where what is printed in its place is less than half of what it should be. What was in force before last
    /// year's row is not known here; one that begins with two noughts, as most do, is not taken for moved so that it has lost its end.
    fn moved(&self, pair: &Pair<'_>) -> bool {
        let (Some(before), Some(after)) = (pair.before.number(self.in_force), self.row(pair.after)) else {
            return false;
        };
        let half = |printed: Decimal, due: Option<Decimal>| due.is_some_and(|due| twice(printed) < due);
        let [issued, repealed, in_force] = after.map(|term| term.number);
        let due_of = |issued: Decimal, repealed: Decimal| before.checked_add(issued)?.checked_sub(repealed);
        let of_this_year = meant_rows(&after).into_iter().any(|meant| match meant {
            // What was issued or repealed is unknown: there must be a number for it.
            [Some(issued), None, Some(in_force)] => before.saturating_add(issued) >= in_force,
            [None, Some(repealed), Some(in_force)] => in_force.saturating_add(repealed) >= before,
            [Some(issued), Some(repealed), None] => half(in_force, due_of(issued, repealed)),
            _ => false,
        });
        let due = in_force.checked_add(repealed).and_then(|sum| sum.checked_sub(issued));
        let of_last_year = || {
            let meant = self.row(pair.before).map(|row| meant_rows(&row)).unwrap_or_default();
            meant.into_iter().any(|meant| match meant {
                [_, _, Some(in_force)] => Some(in_force) == due,
                [Some(issued), _, None] => !issued.is_zero() && half(before, due),
                _ => false,
            })
        };
        of_this_year || of_last_year()
    }

    /// What is in force by the year before and what was issued and repealed since, and whether that moved at all.
    pub(super) fn expected(&self, pair: &Pair<'_>) -> Option<(Decimal, bool)> {
        let before = pair.before.number(self.in_force)?;
        let (issued, repealed) = (pair.after.number(self.issued)?, pair.after.number(self.repealed)?);
        let expected = before.checked_add(issued)?.checked_sub(repealed)?;
        Some((expected, !issued.is_zero() || !repealed.is_zero()))
    }
}
