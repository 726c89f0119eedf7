//! The rows of all zones: aligned to the form as a whole, then each value given to its column.

use std::ops::Range;

use super::Structural;
use super::cells::row_figures;
use super::doubt::contest;
use super::printed::{PrintedRow, join_torn_labels, printed_rows};
use super::strange::{surplus, unplaced_columns, unplaced_row};
use super::view::View;
use super::zone::Zone;
use crate::normalise::align::align;
use crate::normalise::family::{Family, LEAST_LIKENESS, take_misplaced};
use crate::normalise::fold::other_level;
use crate::normalise::reading::{Found, Spot};
use crate::normalise::vocabulary::Vocabulary;
use crate::report::Unplaced;

/// What an equal number before the label adds to its likeness.
const SAME_ORDINAL: f32 = 0.08;
/// What standing under the right head adds to a label's likeness, and under a wrong one takes away.
const SAME_GROUP: f32 = 0.1;
const OTHER_GROUP: f32 = 0.3;

/// The fewest rows that show how many cells each of them has.
const EVEN_ROWS: usize = 10;

/// Reads the rows of all zones, family by family. Gives the numbers of the blocks that figures were taken from.
pub(super) fn read(
    views: &[View<'_>],
    zones: &[Zone],
    vocabulary: &Vocabulary,
    result: &mut Structural,
) -> Vec<usize> {
    let mut taken = Vec::new();
    let mut printed = Printed::default();
    for (index, family) in (0..).zip(&vocabulary.families) {
        let mut copies: Vec<TableCopy<'_>> = Vec::new();
        for zone in zones.iter().filter(|zone| zone.family == index) {
            let Some(view) = views.get(zone.view) else { continue };
            let mut rows = printed_rows(view, zone, family, index);
            join_torn_labels(view, &mut rows, family, index, vocabulary);
            // A header of its own under which the rows begin again is another printing of the same table.
            let goes_on = |copy: &TableCopy<'_>| match (last_exact(&copy.rows), first_exact(&rows)) {
                (Some(last), Some(first)) => first > last,
                _ => true,
            };
            match copies.last_mut() {
                Some(copy) if copy.foreign == view.foreign && (!zone.own_header || goes_on(copy)) => {
                    // What stands on the next page before its first label may be of the last one on this.
                    if let (Some(last), Some(first)) = (copy.rows.last_mut(), rows.first()) {
                        last.below.extend(&first.above);
                    }
                    copy.rows.extend(rows);
                    copy.blocks.push(view.block);
                }
                _ => copies.push(TableCopy { rows, blocks: vec![view.block], foreign: view.foreign }),
            }
        }
        if copies.iter().all(|copy| copy.foreign) && other_form(views, zones, family, vocabulary) {
            result.rejected.extend(copies.iter().flat_map(|copy| &copy.blocks));
            continue;
        }
        choose(views, copies, family, index, result, &mut taken, &mut printed);
    }
    printed.doubt(&mut result.found);
    taken
}

/// Which figures were taken from which blocks, and which blocks print one table in two ways.
#[derive(Default)]
struct Printed {
    figures: Vec<(Vec<usize>, Range<usize>)>,
    disputed: Vec<usize>,
}

impl Printed {
    /// What stands beside a table that is printed twice and differs is of that printing: no figure tells whose it is.
    fn doubt(&self, found: &mut [Found]) {
        for (blocks, figures) in &self.figures {
            if blocks.iter().any(|block| self.disputed.contains(block)) {
                let figures = found.get_mut(figures.clone()).unwrap_or_default();
                figures.iter_mut().for_each(|figure| figure.contested = true);
            }
        }
    }
}

/// Whether the report prints the table of a family in a form of which that family is none.
fn other_form(views: &[View<'_>], zones: &[Zone], family: &Family, vocabulary: &Vocabulary) -> bool {
    let own = zones.iter().filter(|zone| views.get(zone.view).is_some_and(|view| !view.foreign));
    let mut own = own.filter_map(|zone| vocabulary.family(zone.family)).filter(|of| of.table == family.table);
    let shares = |of: &Family| of.all_forms().any(|form| family.has_form(form));
    own.next().is_some_and(|first| !shares(first) && own.all(|of| !shares(of)))
}

/// One printing of a table, over one or more grids.
struct TableCopy<'z> {
    rows: Vec<PrintedRow<'z>>,
    blocks: Vec<usize>,
    foreign: bool,
}

/// Takes the fullest copy of a table that is the report's own; where another one prints other values, says so.
fn choose(
    views: &[View<'_>],
    mut copies: Vec<TableCopy<'_>>,
    family: &Family,
    index: u8,
    result: &mut Structural,
    taken: &mut Vec<usize>,
    printed: &mut Printed,
) {
    let doubtful = !copies.is_empty() && copies.iter().all(|copy| copy.foreign);
    let others = |copy: &TableCopy<'_>| copy.foreign && !doubtful;
    result.rejected.extend(copies.iter().filter(|copy| others(copy)).flat_map(|copy| &copy.blocks));
    copies.retain(|copy| !others(copy));
    if doubtful && copies.len() > 1 {
        // An example or a version that was withdrawn stands before what it is about, with no heading between.
        result.rejected.extend(copies.remove(0).blocks);
    }
    let mut read: Vec<Read> = copies.iter().map(|copy| read_copy(views, &copy.rows, family, index)).collect();
    let most = read.iter().map(|read| read.found.len()).max().unwrap_or_default();
    // A form that was never filled in stands before or behind the one that was.
    let is_filled = |read: &Read| read.found.len() * 2 >= most && read.found.iter().any(Found::is_number);
    let worth = |at: &usize| read.get(*at).map_or((false, 0), |read| (is_filled(read), read.found.len()));
    let fullest = (0..read.len()).rev().max_by_key(worth);
    let Some(fullest) = fullest else { return };
    let chosen = copies.remove(fullest);
    let Read { mut found, unplaced, of_some_forms, unread } = read.swap_remove(fullest);
    result.unread.extend(unread);
    if found.is_empty() {
        return;
    }
    for figure in &mut found {
        figure.contested |= doubtful;
    }
    let differs = |other: &Found| {
        found.iter().any(|figure| figure.spot == other.spot && figure.reading.value != other.reading.value)
    };
    let others: Vec<usize> = copies.into_iter().flat_map(|copy| copy.blocks).collect();
    if read.iter().flat_map(|read| &read.found).any(differs) {
        // Of two printings one is of another year, or was replaced: which one, no figure tells, nor one that only one has.
        printed.disputed.extend(chosen.blocks.iter().chain(&others));
    }
    taken.extend(&chosen.blocks);
    result.rejected.extend(others);
    printed.figures.push((chosen.blocks, result.found.len()..result.found.len() + found.len()));
    result.found.extend(found);
    result.unplaced.extend(unplaced);
    result.of_some_forms.extend(of_some_forms);
}

/// What one copy of a table comes to.
#[derive(Default)]
struct Read {
    found: Vec<Found>,
    unplaced: Vec<Unplaced>,
    of_some_forms: Vec<(Spot, Unplaced)>,
    unread: Vec<(Spot, Unplaced)>,
}

fn read_copy(views: &[View<'_>], rows: &[PrintedRow<'_>], family: &Family, index: u8) -> Read {
    let worth = |printed: usize, line: usize| {
        let (Some(row), Some(official)) = (rows.get(printed), family.rows.get(line)) else { return 0.0 };
        let Some(likeness) = row.likeness.get(line).filter(|l| l.similarity >= LEAST_LIKENESS) else {
            return 0.0;
        };
        if !likeness.is_exact() && other_level(row.ordinal, official.ordinal) {
            return 0.0;
        }
        let mut worth = likeness.similarity;
        if row.ordinal.is_some() && row.ordinal == official.ordinal {
            worth += SAME_ORDINAL;
        }
        match (row.group, official.group) {
            (Some(printed), Some(official)) if printed == official => worth += SAME_GROUP,
            (Some(_), Some(_)) => worth -= OTHER_GROUP,
            _ => {}
        }
        worth
    };
    let mut pairs = align(rows.len(), family.rows.len(), worth);
    take_misplaced(&mut pairs, |printed| rows.get(printed).map_or(&[], |row| &row.likeness));
    let count = rows.iter().map(|row| row.values.len()).sum();
    let mut read = Read { found: Vec::with_capacity(count), ..Read::default() };
    let even = rows.chunk_by(|row, next| std::ptr::eq(row.zone, next.zone)).flat_map(|rows| {
        let even =
            rows.first().is_some_and(|row| views.get(row.zone.view).is_some_and(|view| is_even(view, rows)));
        std::iter::repeat_n(even, rows.len())
    });
    for ((row, pair), even) in rows.iter().zip(&pairs).zip(even) {
        let Some(view) = views.get(row.zone.view) else { continue };
        match pair {
            Some(line) => {
                let Some(&likeness) = row.likeness.get(*line) else { continue };
                let figures = row_figures(view, row, *line as u8, likeness, index);
                let spot = Spot { family: index, row: *line as u8, column: 0 };
                let columns = row.zone.columns.iter().filter(|column| column.target.is_some()).count();
                if figures.len() < columns {
                    read.unread.extend(unplaced_row(view, row, family).map(|row| (spot, row)));
                }
                read.unplaced.extend(surplus(view, row, family, &figures));
                read.found.extend(
                    figures
                        .into_iter()
                        .map(|figure| Found { column_certain: figure.column_certain || even, ..figure }),
                );
                if !family.is_in_all_forms(*line as u8) {
                    read.of_some_forms.extend(unplaced_row(view, row, family).map(|row| (spot, row)));
                }
            }
            None => read.unplaced.extend(unplaced_row(view, row, family)),
        }
    }
    for (row, _) in rows.iter().zip(&pairs).filter(|(_, pair)| pair.is_none()) {
        if let Some(view) = views.get(row.zone.view) {
            contest(view, row, rows, &mut read.found, index);
        }
    }
    for row in rows {
        if let Some(view) = views.get(row.zone.view) {
            unplaced_columns(view, row.zone, family, &mut read.unplaced);
        }
    }
    read
}

/// Whether all rows have as many cells as their header has columns, and some begin and some end with a number: then blanks at
/// the ends of the others are cells of the columns, too, also where the header stands over the table before.
fn is_even(view: &View<'_>, rows: &[PrintedRow<'_>]) -> bool {
    let Some(zone) = rows.first().map(|row| row.zone).filter(|zone| zone.is_headed()) else { return false };
    let printed = |cell: Option<&usize>| {
        cell.is_some_and(|&cell| view.cell(cell).is_some_and(|(_, of)| of.reading.value.number().is_some()))
    };
    rows.len() >= EVEN_ROWS
        && rows.iter().all(|row| row.values.is_empty() || row.values.len() == zone.columns.len())
        && rows.iter().any(|row| printed(row.values.first()))
        && rows.iter().any(|row| printed(row.values.last()))
}

fn exact_lines<'r>(rows: &'r [PrintedRow<'_>]) -> impl DoubleEndedIterator<Item = usize> + 'r {
    rows.iter().filter_map(|row| row.likeness.iter().position(|likeness| likeness.is_exact()))
}

fn first_exact(rows: &[PrintedRow<'_>]) -> Option<usize> {
    exact_lines(rows).next()
}

fn last_exact(rows: &[PrintedRow<'_>]) -> Option<usize> {
    exact_lines(rows).next_back()
}
