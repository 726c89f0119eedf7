//! Tables that the form prints in one line: the figures stand under groups of columns.
//!
//! Agencies print them in every orientation: one line of fifteen, three rows of five, fifteen rows, five rows of three.
//! So each cell is placed by the names that stand above it and to its left, whichever axis they are on. Where that
//! does not give every cell a place of its own (spans missing, lines of text), the order of the form decides, if
//! the header prints all names in that order and the count of cells is full.

use super::Structural;
use super::view::{Item, View};
use crate::document::Cell;
use crate::normalise::reading::{Found, Spot};
use crate::normalise::vocabulary::{Family, Likeness, Target, Vocabulary};
use crate::template::Layout;

/// Fewer names of results than this in a grid, and it is another table.
const LEAST_RESULTS: usize = 3;

/// Reads all grids that name results of the one-line families.
pub(super) fn read(views: &[View<'_>], vocabulary: &Vocabulary, result: &mut Structural) {
    for (index, family) in
        (0..).zip(&vocabulary.families).filter(|(_, family)| family.layout == Layout::OneLine)
    {
        let mut found: Vec<Found> = Vec::new();
        for view in views {
            for figure in read_view(view, family, index) {
                match found.iter_mut().find(|known| known.spot == figure.spot) {
                    Some(known) => known.contested |= known.reading.value != figure.reading.value,
                    None => found.push(figure),
                }
            }
        }
        result.found.extend(found);
    }
}

fn read_view(view: &View<'_>, family: &Family, index: u8) -> Vec<Found> {
    let names = Names::of(view, index);
    let mut results: Vec<u8> = names.columns.iter().map(|name| name.line).collect();
    results.sort_unstable();
    results.dedup();
    if results.len() < LEAST_RESULTS {
        return Vec::new();
    }
    let cells = value_cells(view, &names);
    let crossed = by_names_on_both_axes(view, &names, &cells, index);
    let full = family.rows.len() * family.columns.len();
    if crossed.len() == cells.len() && distinct(&crossed) {
        return crossed;
    }
    let ordered = by_order(&names, &cells, family, index);
    if ordered.len() == full || ordered.len() > crossed.len() { ordered } else { unambiguous(crossed) }
}

/// A cell that names a result or a group.
struct Name {
    cell: usize,
    line: u8,
}

/// The cells of a grid that name results (columns of the family) and groups (its rows).
struct Names {
    columns: Vec<Name>,
    rows: Vec<Name>,
    first_row: u32,
}

impl Names {
    fn of(view: &View<'_>, index: u8) -> Names {
        let mut names = Names { columns: Vec::new(), rows: Vec::new(), first_row: u32::MAX };
        for cell in 0..view.grid.cells().len() {
            let Some((at, of)) = view.cell(cell) else { continue };
            for target in of.targets {
                match *target {
                    Target::Column { family, column } if family == index => {
                        names.columns.push(Name { cell, line: column });
                        names.first_row = names.first_row.min(at.row);
                    }
                    Target::Row { family, row } if family == index => {
                        names.rows.push(Name { cell, line: row });
                        names.first_row = names.first_row.min(at.row);
                    }
                    _ => {}
                }
            }
        }
        names
    }
}

/// Cells below the first name that hold values, or blanks between values.
fn value_cells<'v, 'a>(view: &'v View<'a>, names: &Names) -> Vec<Item<'v, 'a>> {
    let mut cells = Vec::new();
    for row in names.first_row as usize..view.grid.rows() {
        let items: Vec<Item<'_, '_>> = view.own_row(row).collect();
        if items.iter().any(|item| item.view.reading.is_value()) {
            let named = |item: &Item<'_, '_>| !item.view.targets.is_empty();
            // Words that are no names stand for a value (无) only beside real values.
            let start = items.iter().rposition(named).map_or(0, |last| last + 1);
            let first_text = items.iter().skip(start).take_while(|item| item.view.is_text()).count();
            cells.extend(items.into_iter().skip(start + first_text));
        }
    }
    cells
}

/// Whether `name` stands above or to the left of `cell`, and how near: rows or columns between.
fn reach(name: &Cell, cell: &Cell) -> Option<u32> {
    let share = |a: u32, a_span: u32, b: u32, b_span: u32| a < b + b_span && b < a + a_span;
    if name.row < cell.row && share(name.column, name.column_span, cell.column, cell.column_span) {
        return Some(cell.row - name.row);
    }
    if name.column < cell.column && share(name.row, name.row_span, cell.row, cell.row_span) {
        return Some(cell.column - name.column);
    }
    None
}

fn nearest(view: &View<'_>, names: &[Name], cell: &Cell) -> Option<u8> {
    let near =
        names.iter().filter_map(|name| Some((reach(view.grid.cells().get(name.cell)?, cell)?, name.line)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, line)| line)
}

fn by_names_on_both_axes(view: &View<'_>, names: &Names, cells: &[Item<'_, '_>], family: u8) -> Vec<Found> {
    cells
        .iter()
        .filter_map(|item| {
            let column = nearest(view, &names.columns, item.cell)?;
            let row = nearest(view, &names.rows, item.cell)?;
            Some(figure(item, Spot { family, row, column }, true))
        })
        .collect()
}

/// The cells in the order of the form, if the results are named in that order and there are as many cells.
fn by_order(names: &Names, cells: &[Item<'_, '_>], family: &Family, index: u8) -> Vec<Found> {
    let width = family.columns.len();
    let mut named = names.columns.iter().map(|name| usize::from(name.line));
    let in_order = (0..names.columns.len()).all(|at| named.next() == Some(at % width));
    let full = family.rows.len() * width;
    let rows_in_order = names.rows.iter().zip(names.rows.iter().skip(1)).all(|(a, b)| a.line < b.line);
    if !in_order || names.columns.len() != full || !rows_in_order {
        return Vec::new();
    }
    let blank = |item: &Item<'_, '_>| item.view.reading.is_blank();
    let mut cells = cells;
    while cells.len() > full && cells.first().is_some_and(blank) {
        cells = cells.get(1..).unwrap_or_default();
    }
    while cells.len() > full && cells.last().is_some_and(blank) {
        cells = cells.get(..cells.len() - 1).unwrap_or_default();
    }
    if cells.len() != full {
        return Vec::new();
    }
    let certain = !cells.iter().any(blank);
    let place = |at: usize| Spot { family: index, row: (at / width) as u8, column: (at % width) as u8 };
    cells.iter().enumerate().map(|(at, item)| figure(item, place(at), certain)).collect()
}

fn figure(item: &Item<'_, '_>, spot: Spot, certain: bool) -> Found {
    Found {
        spot,
        reading: item.view.reading,
        printed: item.cell.text.clone(),
        locator: item.cell.locator,
        marks: item.cell.marks,
        row_label: Likeness::EXACT,
        column_label: Likeness::EXACT,
        column_certain: certain,
        header_unit: None,
        contested: false,
    }
}

fn distinct(found: &[Found]) -> bool {
    let mut spots: Vec<Spot> = found.iter().map(|figure| figure.spot).collect();
    spots.sort_unstable();
    spots.windows(2).all(|pair| pair.first() != pair.last())
}

/// Only the figures whose place no other cell claims.
fn unambiguous(found: Vec<Found>) -> Vec<Found> {
    let claims = |spot: Spot| found.iter().filter(|other| other.spot == spot).count();
    found.iter().filter(|figure| claims(figure.spot) == 1).cloned().collect()
}
