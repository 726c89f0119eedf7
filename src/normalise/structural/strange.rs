//! What is printed beside figures and is none of the form's: rows and columns that found no place.

use compact_str::format_compact;

use super::printed::PrintedRow;
use super::view::View;
use super::zone::Zone;
use crate::document::Grid;
use crate::normalise::family::Family;
use crate::normalise::piece::Piece;
use crate::normalise::reading::Found;
use crate::normalise::vocabulary::Target;
use crate::report::{Missing, Unplaced, Value};

/// Words of a row that sums up the rows under the head beside it, one a line.
const SUBTOTAL_WORDS: &str = include_str!("../../../data/subtotal_words.txt");

/// Whether a label says nothing but that its row sums up others.
fn is_subtotal(label: &str) -> bool {
    let words: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    SUBTOTAL_WORDS.lines().any(|word| !word.is_empty() && word == words)
}

/// A row with numbers. A row of subtotals is named by the head it stands under.
pub(super) fn unplaced_row(view: &View<'_>, row: &PrintedRow<'_>, family: &Family) -> Option<Unplaced> {
    unplaced_values(view, row, &row.values, family)
}

/// The numbers of a row that stand behind the last of its figures: the header has no column for them.
pub(super) fn surplus(
    view: &View<'_>,
    row: &PrintedRow<'_>,
    family: &Family,
    figures: &[Found],
) -> Option<Unplaced> {
    let is_figure = |cell: usize| {
        let place = view.cell(cell).map(|(cell, _)| cell.locator);
        figures.iter().any(|figure| Some(figure.locator) == place)
    };
    let last = row.values.iter().rposition(|&cell| is_figure(cell)).filter(|_| row.zone.is_headed())?;
    unplaced_values(view, row, row.values.get(last + 1..)?, family)
}

fn unplaced_values(
    view: &View<'_>,
    row: &PrintedRow<'_>,
    values: &[usize],
    family: &Family,
) -> Option<Unplaced> {
    let printed: Vec<(&str, bool)> = values
        .iter()
        .filter_map(|&cell| view.cell(cell))
        .filter(|(_, of)| is_figure_or_mark(of.reading.value))
        .map(|(cell, of)| (cell.text.as_str(), of.reading.value.number().is_some()))
        .collect();
    let says_number = printed.iter().any(|(_, number)| *number);
    let printed: Vec<&str> = printed.into_iter().map(|(text, _)| text).collect();
    says_number.then(|| Unplaced {
        table: Some(family.table),
        is_column: false,
        label: match row.head.filter(|_| is_subtotal(row.label)) {
            Some(head) => format_compact!("{head} {}", row.label),
            None => row.label.clone(),
        },
        figures: printed.join(" "),
        locator: row.locator,
    })
}

/// Whether it is a number or a mark for none, which keeps its place among the numbers of its row.
pub(super) fn is_figure_or_mark(value: Value) -> bool {
    matches!(value, Value::Number(_) | Value::Missing(Missing::Slash | Missing::Dash))
}

/// The columns of a zone with numbers below them.
pub(super) fn unplaced_columns(view: &View<'_>, zone: &Zone, family: &Family, unplaced: &mut Vec<Unplaced>) {
    for printed in zone.columns.iter().filter(|printed| printed.target.is_none()) {
        let Some((header, _)) = view.cell(printed.header) else { continue };
        if !zone.own_header || unplaced.iter().any(|known| known.is_column && known.locator == header.locator)
        {
            continue;
        }
        let below = zone.rows.clone().filter_map(|row| view.grid.at(row, printed.span.0 as usize));
        let figures: Vec<&str> = below
            .filter_map(|cell| view.cell(cell))
            .filter(|(_, of)| of.reading.value.number().is_some())
            .map(|(cell, _)| cell.text.as_str())
            .collect();
        if !figures.is_empty() {
            unplaced.push(Unplaced {
                table: Some(family.table),
                is_column: true,
                label: header.text.clone(),
                figures: figures.join(" "),
                locator: header.locator,
            });
        }
    }
}

/// Fewer rows of numbers are no table that lost its labels.
const LEAST_ROWS: usize = 5;
/// Nor are fewer without any words; a month has six weeks.
const LEAST_NAMELESS: usize = 8;
/// Where each column of numbers has a head that the form has, word for word, so many rows are columns of a table that lost the others.
const LEAST_HEADED: usize = 2;
/// The most numbers of it that are told.
const MOST_TOLD: usize = 12;

/// Whether all words of a table are heads of columns of one table of the form, one over each column with numbers.
fn are_headed(grid: &Grid, cells: &[Piece<'_>]) -> bool {
    let number = |row: usize, column: usize| {
        let cell = grid.at(row, column).and_then(|cell| cells.get(cell));
        cell.is_some_and(|of| of.reading.value.number().is_some())
    };
    let heads: Vec<(usize, &Piece<'_>)> = cells.iter().enumerate().filter(|(_, of)| of.is_text()).collect();
    let is_column = |of: &Piece<'_>| of.targets.iter().any(|target| matches!(target, Target::Column { .. }));
    let over = |column: usize| {
        let row = (0..grid.rows()).find(|row| number(*row, column)).unwrap_or(0);
        (0..row)
            .any(|row| grid.at(row, column).is_some_and(|cell| heads.iter().any(|(head, _)| *head == cell)))
    };
    let mut columns = (0..grid.columns()).filter(|column| (0..grid.rows()).any(|row| number(row, *column)));
    !heads.is_empty() && heads.iter().all(|(_, of)| is_column(of)) && columns.all(over)
}

/// A table of several columns with rows of numbers and no label beside them: whatever it is, nothing was read from it.
pub(in crate::normalise) fn without_labels(grid: &Grid, cells: &[Piece<'_>]) -> Option<Unplaced> {
    let piece = |index: usize| cells.get(index);
    let is_number = |index: usize| piece(index).is_some_and(|of| of.reading.value.number().is_some());
    let numbers_in = |row: &usize| {
        let no_words = grid.row(*row).all(|(index, _)| piece(index).is_some_and(|of| !of.is_text()));
        if no_words { grid.row(*row).filter(|(index, _)| is_number(*index)).count() } else { 0 }
    };
    let bare = |row: &usize| numbers_in(row) > 1;
    // A calendar has weeks of days under names that no form has.
    let named = cells.iter().any(|of| !of.targets.is_empty());
    let nameless = || !cells.iter().any(Piece::is_text);
    let rows = (0..grid.rows()).filter(bare).count();
    let headed = || {
        let rows = (0..grid.rows()).filter(|row| numbers_in(row) > 0).count();
        rows >= LEAST_HEADED && are_headed(grid, cells)
    };
    if !(named && rows >= LEAST_ROWS || rows >= LEAST_NAMELESS && nameless() || headed()) {
        return None;
    }
    let all = grid.cells().iter().enumerate();
    let words: Vec<&str> = all
        .clone()
        .filter(|(index, _)| piece(*index).is_some_and(Piece::is_text))
        .map(|(_, cell)| cell.text.as_str())
        .take(MOST_TOLD)
        .collect();
    let numbers: Vec<&str> = all
        .filter(|(index, _)| is_number(*index))
        .map(|(_, cell)| cell.text.as_str())
        .take(MOST_TOLD)
        .collect();
    Some(Unplaced {
        table: None,
        is_column: false,
        label: words.join(" ").into(),
        figures: numbers.join(" "),
        locator: grid.locator,
    })
}
