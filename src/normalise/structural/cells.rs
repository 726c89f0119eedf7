//! The cells of a row, each given to the column of the form it belongs to.

use compact_str::CompactString;

use super::columns::PrintedColumn;
use super::doubt::is_torn;
use super::printed::PrintedRow;
use super::view::View;
use crate::document::CellMarks;
use crate::normalise::family::Likeness;
use crate::normalise::number::Reading;
use crate::normalise::reading::{Found, Spot};

/// The figures of a row that is a line of the form.
pub(super) fn row_figures(
    view: &View<'_>,
    row: &PrintedRow<'_>,
    line: u8,
    likeness: Likeness,
    family: u8,
) -> Vec<Found> {
    let columns = &row.zone.columns;
    let given = assign(view, &row.values, columns, row.zone.placed, row.crowded);
    let figure = |(printed, (&cell, crowd)): (&PrintedColumn, (&Option<usize>, &Option<CompactString>))| {
        let (column, column_label) = printed.target?;
        let merged = given.cells.iter().filter(|other| **other == cell).count() > 1;
        let at = cell?;
        let is_over_rows = row.shared.contains(&at);
        let (cell, of) = view.cell(at)?;
        let is_shared = merged && of.reading.value.number().is_some() || crowd.is_some() || is_over_rows;
        Some(Found {
            spot: Spot { family, row: line, column },
            // One number over several columns or rows is that of each, of one of them, or of all together: nothing tells which.
            reading: if is_shared { Reading::UNREADABLE } else { of.reading },
            printed: crowd.as_ref().unwrap_or(&cell.text).clone(),
            locator: cell.locator,
            marks: CellMarks { joined: cell.marks.joined || of.merged, ..cell.marks },
            row_label: likeness,
            column_label,
            column_certain: given.certain && (row.zone.own_header || row.zone.placed),
            counted: row.counted.within(printed.unit).under_caption(view.unit),
            contested: is_torn(row, cell, of.reading),
            is_shared,
            is_over_rows,
        })
    };
    columns.iter().zip(given.cells.iter().zip(&given.crowds)).filter_map(figure).collect()
}

/// Which cell each printed column takes in a row.
struct Assignment {
    cells: Vec<Option<usize>>,
    /// For each of them the texts of its cells, where several numbers stand in it.
    crowds: Vec<Option<CompactString>>,
    /// Whether the places, or a full count of cells with something printed in them, leave no other way.
    certain: bool,
}

impl Assignment {
    /// A cell for each column.
    fn of(values: Vec<usize>) -> Assignment {
        let crowds = vec![None; values.len()];
        Assignment { cells: values.into_iter().map(Some).collect(), crowds, certain: false }
    }
}

fn assign(
    view: &View<'_>,
    values: &[usize],
    columns: &[PrintedColumn],
    placed: bool,
    crowded: bool,
) -> Assignment {
    let span =
        |cell: usize| view.grid.cells().get(cell).map_or((0, 0), |c| (c.column, c.column + c.column_span));
    let meets = |cell: usize, column: &PrintedColumn| {
        let (first, end) = span(cell);
        placed && first < column.span.1 && column.span.0 < end
    };
    let blank = |cell: usize| view.cell(cell).is_some_and(|(_, of)| of.reading.is_blank());
    // A full count of cells leaves no other way if no blank at its ends may belong to the label or lie behind the table.
    let ends_printed = |values: &[usize]| {
        let ends = [values.first(), values.last()];
        ends.into_iter().flatten().all(|&cell| !blank(cell)) || values.iter().all(|&cell| blank(cell))
    };
    let full = values.len() == columns.len() && ends_printed(values);
    let printed = values.len();
    // Cells beside the table's columns (a remark nobody headed) do not count where the places are known.
    let mut values: Vec<usize> = values.to_vec();
    let stands = |values: &[usize]| {
        values.len() == columns.len() && values.iter().zip(columns).all(|(&cell, column)| meets(cell, column))
    };
    // Blanks behind the last column are none of it, if the others stand each in its own.
    let spare = values.get(columns.len()..).filter(|spare| !spare.is_empty());
    let is_spare = spare.is_some_and(|spare| spare.iter().all(|&cell| blank(cell)))
        && values.get(..columns.len()).is_some_and(stands);
    if is_spare && values.first().is_some_and(|&cell| blank(cell)) {
        values.truncate(columns.len());
        return Assignment { certain: false, ..Assignment::of(values) };
    }
    if !stands(&values) {
        while values.len() > columns.len() && values.first().is_some_and(|&cell| blank(cell)) {
            values.remove(0);
        }
        while values.len() > columns.len() && values.last().is_some_and(|&cell| blank(cell)) {
            values.pop();
        }
    }
    let cut = values.len() < printed;
    if values.len() == columns.len() {
        let in_place = stands(&values);
        // Blanks at the ends that no column is left for may have one of the header's that is not printed; where places can be
        // relied on and the rest does not stand in them, a column before them has a name that is not known.
        let certain =
            in_place || (full || !values.iter().any(|&cell| blank(cell))) && !((crowded || placed) && cut);
        return Assignment { certain, ..Assignment::of(values) };
    }
    let is_number =
        |cell: &usize| view.cell(*cell).is_some_and(|(_, of)| of.reading.value.number().is_some());
    // What stands in a column: of several cells the one with a number, and more numbers than one are no figure.
    let take = |column: &PrintedColumn| {
        let over: Vec<usize> = values.iter().copied().filter(|&cell| meets(cell, column)).collect();
        let mut numbers = over.iter().copied().filter(is_number);
        let number = numbers.next();
        let texts = || over.iter().filter_map(|&cell| Some(view.cell(cell)?.0.text.as_str()));
        let crowd = numbers.next().map(|_| texts().collect::<Vec<_>>().join(" ").into());
        (number.or(over.first().copied()), crowd)
    };
    let (cells, crowds): (Vec<Option<usize>>, Vec<Option<CompactString>>) = columns.iter().map(take).unzip();
    // Words beside the columns (a unit, a remark) move nothing: each column has its own cell, and no number is left over.
    let is_value = |cell: usize| view.cell(cell).is_some_and(|(_, of)| !of.is_text());
    let own = |cell: &Option<usize>| cell.is_some_and(is_value);
    let over = |cell: &&usize| {
        !cells.contains(&Some(**cell)) && view.cell(**cell).is_none_or(|(_, of)| !of.is_text())
    };
    let distinct =
        cells.iter().enumerate().all(|(at, cell)| !cells.iter().take(at).any(|known| known == cell));
    let certain = distinct && cells.iter().all(own) && values.iter().find(over).is_none();
    Assignment { cells, crowds, certain }
}
