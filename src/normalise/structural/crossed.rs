//! Places each value by the names that stand above it and to its left, whichever axis they are on.
//!
//! For tables that the form prints in one line, which agencies turn every way: one line of fifteen, three rows of five,
//! fifteen rows, five rows of three; and for other tables printed as a list (row, column, value) or as one small
//! table for each column. Where names do not give every value a place of its own (spans missing, lines of text), the
//! order of the form decides, if the header prints all names in that order and the count of values is full.

use std::collections::BTreeSet;

use super::Structural;
use super::names::{Name, Names};
use super::strange::is_figure_or_mark;
use super::view::{Item, View};
use crate::document::Cell;
use crate::normalise::counted::Counted;
use crate::normalise::family::{Family, Likeness};
use crate::normalise::number::Reading;
use crate::normalise::reading::{Found, Spot};
use crate::normalise::vocabulary::Vocabulary;
use crate::report::Unplaced;
use crate::template::Layout;

/// The most rows that the name of the first of them may stand for.
const MOST_BLANKS: u32 = 20;
/// The most places of a grid that one number of the form may cover.
const MOST_SLOTS: u32 = 60;
/// Fewer different names of columns than this in a grid of the one-line layout, and it is another table.
const LEAST_RESULTS: usize = 3;

/// Reads the grids of one-line families, and those of other families that no header explains (no figure of theirs was
/// found, and none of the grid's, whose blocks are given in `by_header`). Gives the numbers of the
/// blocks that figures were taken from.
pub(super) fn read(
    views: &[View<'_>],
    by_header: &[usize],
    vocabulary: &Vocabulary,
    result: &mut Structural,
) -> Vec<usize> {
    let mut taken = Vec::new();
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::Rows && result.found.iter().any(|figure| figure.spot.family == index) {
            continue;
        }
        let one_line = family.layout == Layout::OneLine;
        let mut read: Vec<(&View<'_>, Vec<Found>)> = views
            .iter()
            .filter(|view| {
                one_line || !by_header.contains(&view.block) && !result.rejected.contains(&view.block)
            })
            .map(|view| (view, read_view(view, family, index)))
            .filter(|(_, figures)| !figures.is_empty())
            .collect();
        let doubtful = read.iter().all(|(view, _)| view.foreign);
        if !doubtful {
            result.rejected.extend(read.iter().filter(|(view, _)| view.foreign).map(|(view, _)| view.block));
            read.retain(|(view, _)| !view.foreign);
        }
        let mut found: Vec<Found> = Vec::new();
        // Of several printings that are all in doubt the last one counts, and one that was filled in before one that was not.
        if doubtful {
            read.reverse();
        }
        read.sort_by_key(|(_, figures)| !figures.iter().any(Found::is_number));
        for (view, figures) in read {
            let again = |figure: &Found| found.iter().any(|known| known.spot == figure.spot);
            let is_left_blank = !figures.iter().any(Found::is_number) && figures.iter().all(again);
            if is_left_blank {
                result.rejected.push(view.block);
            } else {
                taken.push(view.block);
            }
            if one_line {
                unplaced(view, &figures, family, &mut result.unplaced);
            }
            for figure in figures {
                match found.iter_mut().find(|known| known.spot == figure.spot) {
                    Some(known) => known.contested |= known.reading.value != figure.reading.value,
                    None => found.push(Found { contested: doubtful, ..figure }),
                }
            }
        }
        result.found.extend(found);
    }
    taken
}

fn read_view(view: &View<'_>, family: &Family, index: u8) -> Vec<Found> {
    let names = Names::of(view, family, index);
    let mut results: Vec<u8> = names.columns.iter().map(|name| name.line).collect();
    results.sort_unstable();
    results.dedup();
    let one_line = family.layout == Layout::OneLine;
    if if one_line { results.len() < LEAST_RESULTS } else { results.is_empty() || names.rows.is_empty() } {
        return Vec::new();
    }
    let cells = value_cells(view, &names);
    let crossed = by_names_on_both_axes(view, &names, &cells, index);
    if distinct(&crossed) && !crossed.is_empty() {
        return crossed;
    }
    if !one_line {
        return Vec::new();
    }
    let ordered = by_order(view, &names, &cells, family, index);
    if !ordered.is_empty() {
        return ordered;
    }
    // Lines are those of the document, also where its table is turned.
    let upright = view.turned_back();
    match &upright {
        Some(view) => {
            let names = Names::of(view, family, index);
            line_by_line(view, &names, &value_cells(view, &names), family, index)
        }
        None => line_by_line(view, &names, &cells, family, index),
    }
}

/// Reports the rows among those that figures were read from whose label is none of the form's.
fn unplaced(view: &View<'_>, figures: &[Found], family: &Family, unplaced: &mut Vec<Unplaced>) {
    let upright = view.turned_back();
    let view = upright.as_ref().unwrap_or(view);
    let is_read = |cell: &Cell| figures.iter().any(|figure| figure.locator == cell.locator);
    let first = view.grid.cells().iter().filter(|cell| is_read(cell)).map(|cell| cell.row).min();
    let rows = first.map_or(0..0, |first| first as usize..view.grid.rows());
    for row in rows {
        let Some(label) = unknown_label(view, row) else { continue };
        let numbers = view.own_row(row).filter(|item| is_figure_or_mark(item.view.reading.value));
        let printed: Vec<&str> = numbers.map(|item| item.cell.text.as_str()).collect();
        unplaced.push(Unplaced {
            table: Some(family.table),
            is_column: false,
            label: label.cell.text.clone(),
            figures: printed.join(" "),
            locator: label.cell.locator,
        });
    }
}

/// The label of a row with numbers, where the forms know no word of it.
fn unknown_label<'v, 'a>(view: &'v View<'a>, row: usize) -> Option<Item<'v, 'a>> {
    let known = view.row(row).any(|item| !item.view.targets.is_empty());
    let numbers = view.own_row(row).any(|item| item.view.reading.value.number().is_some());
    let mut texts = view.own_row(row).filter(|item| item.view.is_text() && item.view.folded.is_some());
    if known || !numbers { None } else { texts.next() }
}

/// Cells below the first name that hold values, or blanks and words between values.
fn value_cells<'v, 'a>(view: &'v View<'a>, names: &Names) -> Vec<Item<'v, 'a>> {
    let mut cells: Vec<Item<'_, '_>> = Vec::new();
    // Blank lines as wide as the header stand for its values only where no line has any.
    let mut spare: Vec<Item<'_, '_>> = Vec::new();
    for row in names.first_row as usize..view.grid.rows() {
        let items: Vec<Item<'_, '_>> = view.own_row(row).collect();
        let named = |item: &Item<'_, '_>| !item.view.targets.is_empty();
        let start = items.iter().rposition(named).map_or(0, |last| last + 1);
        // The number of a row may stand before its name.
        let has_values = items.iter().skip(start).any(|item| item.view.reading.is_value());
        let left_blank = || is_left_blank(&items, start, row, names);
        if start == 0 && !has_values && left_blank() {
            if spare.is_empty() {
                spare = items;
            }
        } else if has_values || left_blank() {
            // Words that are no names stand for a value (无) only beside real values.
            let first_text = items.iter().skip(start).take_while(|item| item.view.is_text()).count();
            cells.extend(items.into_iter().skip(start + first_text));
        }
    }
    if cells.is_empty() { spare } else { cells }
}

/// Whether a row without any value is one of the table, left blank, and not part of its header: under the names of columns
/// a label with a blank for each kind after it, or below a header that is complete a blank for each of its columns.
/// `start` is where the names in the row end.
fn is_left_blank(items: &[Item<'_, '_>], start: usize, row: usize, names: &Names) -> bool {
    let after = items.get(start..).unwrap_or_default();
    if !after.iter().all(|item| item.view.reading.is_blank()) {
        return false;
    }
    let kinds = |names: &[Name]| names.iter().map(|name| name.line).collect::<BTreeSet<u8>>().len();
    let (columns, rows) = (kinds(&names.columns), kinds(&names.rows));
    match start {
        0 => {
            row > names.last_row as usize
                && after.len() == names.columns.len()
                && after.len() == columns * rows
        }
        // A row per kind of case has a blank per result, a row per result one per kind.
        _ => {
            row > names.first_row as usize
                && after.len() >= LEAST_RESULTS
                && [columns, rows].contains(&after.len())
        }
    }
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

fn nearest(view: &View<'_>, names: &[Name], cell: &Cell) -> Option<Name> {
    let near = names.iter().filter_map(|name| Some((reach(view.grid.cells().get(name.cell)?, cell)?, *name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The last name above a cell and to its left, if there is nothing but blanks between it and the row of the cell: the name
/// of several rows that is printed in the first of them.
fn above(view: &View<'_>, names: &[Name], cell: &Cell) -> Option<Name> {
    let cells = view.grid.cells();
    let mut before = names.iter().filter_map(|name| Some((cells.get(name.cell)?, *name)));
    let (head, name) = before.rfind(|(head, _)| head.row < cell.row && head.column < cell.column)?;
    let is_blank = |row: u32| {
        let below = view.grid.at(row as usize, head.column as usize);
        below.and_then(|at| view.cell(at)).is_none_or(|(_, of)| of.reading.is_blank())
    };
    (cell.row - head.row < MOST_BLANKS && (head.row + 1..=cell.row).all(is_blank)).then_some(name)
}

/// The values of lines in which each value has a name on both axes. A line where some have not (the spans of the header
/// are missing, or lines of text have too few tabs) is not read at all.
fn by_names_on_both_axes(view: &View<'_>, names: &Names, cells: &[Item<'_, '_>], family: u8) -> Vec<Found> {
    let place = |item: &Item<'_, '_>, cell: &Cell| {
        let column = nearest(view, &names.columns, cell)?;
        let row = nearest(view, &names.rows, cell).or_else(|| above(view, &names.rows, cell))?;
        let said =
            |name: Name| view.cell(name.cell).map(|(cell, _)| Counted::of(&cell.text)).unwrap_or_default();
        let counted = said(row).within(said(column)).under_caption(view.unit);
        let spot = Spot { family, row: row.line, column: column.line };
        Some(Found { counted, column_label: column.likeness, ..figure(item, spot, true) })
    };
    let places = |item: &Item<'_, '_>| match merged(item, |slot| place(item, slot)) {
        Some(figures) => Some(figures),
        None => Some(vec![place(item, item.cell)?]),
    };
    // A blank that nothing names is a column left empty, not a value.
    let counts = |item: &&Item<'_, '_>| !item.view.reading.is_blank() || place(item, item.cell).is_some();
    let lines = cells.chunk_by(|a, b| a.cell.row == b.cell.row);
    let line = |line: &[Item<'_, '_>]| line.iter().filter(counts).map(places).collect::<Option<Vec<_>>>();
    lines.filter_map(line).flatten().flatten().collect()
}

/// What a number comes to that is printed once over several places of the form: that of each, of one of them, or of all
/// together, and nothing tells which. Nothing if it has one place.
fn merged(item: &Item<'_, '_>, place: impl Fn(&Cell) -> Option<Found>) -> Option<Vec<Found>> {
    let cell = item.cell;
    let slots =
        cell.row_span.checked_mul(cell.column_span).filter(|slots| (2..=MOST_SLOTS).contains(slots))?;
    item.view.reading.value.number()?;
    let slot = |at: u32| Cell {
        row: cell.row + at / cell.column_span,
        column: cell.column + at % cell.column_span,
        row_span: 1,
        column_span: 1,
        ..cell.clone()
    };
    let mut found: Vec<Found> = (0..slots).filter_map(|at| place(&slot(at))).collect();
    found.sort_by_key(|figure| figure.spot);
    found.dedup_by_key(|figure| figure.spot);
    let unreadable =
        |figure| Found { reading: Reading::UNREADABLE, column_certain: false, is_shared: true, ..figure };
    (found.len() > 1).then(|| found.into_iter().map(unreadable).collect())
}

/// The values in the order of the form, if the columns are named in that order and there are as many values.
fn by_order(
    view: &View<'_>,
    names: &Names,
    cells: &[Item<'_, '_>],
    family: &Family,
    index: u8,
) -> Vec<Found> {
    let torn = |item: &Item<'_, '_>| {
        item.view.folded.as_ref().is_some_and(|folded| family.resembles_row(folded, item.view.targets))
    };
    if cells.iter().any(|cell| view.own_row(cell.cell.row as usize).any(|item| torn(&item))) {
        return Vec::new();
    }
    let width = family.columns.len();
    let row_of = |name: &Name| view.grid.cells().get(name.cell).map(|cell| cell.row);
    let own = names.columns.get(..width.min(names.columns.len())).unwrap_or_default();
    let lines: Vec<u8> = own.iter().map(|name| name.line).collect();
    let again = names
        .columns
        .chunks(width.max(1))
        .all(|names| names.iter().map(|name| name.line).eq(lines.iter().copied()));
    let distinct =
        lines.iter().enumerate().all(|(at, line)| !lines.iter().take(at).any(|known| known == line));
    // Named in the order of the form, or those of each group side by side in another.
    let side_by_side =
        |names: &[Name]| names.iter().all(|name| row_of(name) == names.first().and_then(row_of));
    let beside = names.columns.chunks(width.max(1)).all(side_by_side);
    let in_order = again && distinct && (lines.is_sorted() || beside);
    let rows = family.row_order(names.row_words.iter().copied());
    let rows = rows.filter(|rows| in_order && !rows.is_empty() && names.columns.len() == rows.len() * width);
    let Some(rows) = rows else { return Vec::new() };
    let full = rows.len() * width;
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
    // Blanks count as values where each stands under its name.
    let mut named: Vec<u32> =
        names.columns.iter().filter_map(|name| Some(view.grid.cells().get(name.cell)?.column)).collect();
    named.sort_unstable();
    let under = cells.iter().map(|item| item.cell.column).eq(named);
    let certain = under || !cells.iter().any(blank);
    let row = |at: usize| rows.get(at / width).copied().unwrap_or_default();
    let column = |at: usize| lines.get(at % width).copied().unwrap_or_default();
    let place = |at: usize| Spot { family: index, row: row(at), column: column(at) };
    let like = |at: usize| names.columns.get(at).map_or(Likeness::EXACT, |name| name.likeness);
    let found = cells.iter().enumerate();
    found.map(|(at, item)| Found { column_label: like(at), ..figure(item, place(at), certain) }).collect()
}

/// The values of lines that each have one name, under a header that names the others in the order in which they follow:
/// every line has as many values.
fn line_by_line(
    view: &View<'_>,
    names: &Names,
    cells: &[Item<'_, '_>],
    family: &Family,
    index: u8,
) -> Vec<Found> {
    let row_of = |name: &Name| view.grid.cells().get(name.cell).map(|cell| cell.row);
    let first = cells.first().map(|item| item.cell.row);
    // Of a list of names those above all values are the header, the others stand each in a line with values.
    let header = |names: &[Name]| -> Vec<u8> {
        names.iter().filter(|name| row_of(name) < first).map(|name| name.line).collect()
    };
    let own =
        |names: &[Name], row: u32| names.iter().rfind(|name| row_of(name) == Some(row)).map(|name| name.line);
    let columns = header(&names.columns);
    let distinct =
        columns.iter().enumerate().all(|(at, name)| !columns.iter().take(at).any(|known| known == name));
    let rows = family
        .row_order(names.row_words.iter().copied())
        .filter(|rows| rows.len() == header(&names.rows).len());
    let read = |line: &[Item<'_, '_>]| -> Option<Vec<Found>> {
        let row = line.first()?.cell.row;
        let spots: Vec<Spot> = match (own(&names.rows, row), own(&names.columns, row), &rows) {
            (Some(row), None, _) if distinct => {
                columns.iter().map(|&column| Spot { family: index, row, column }).collect()
            }
            (None, Some(column), Some(rows)) => {
                rows.iter().map(|&row| Spot { family: index, row, column }).collect()
            }
            _ => return None,
        };
        let certain = !line.iter().any(|item| item.view.reading.is_blank());
        let full = spots.len() == line.len() && spots.len() > 1;
        full.then(|| line.iter().zip(spots).map(|(item, spot)| figure(item, spot, certain)).collect())
    };
    let lines = cells.chunk_by(|a, b| a.cell.row == b.cell.row);
    let strange = |line: &&[Item<'_, '_>]| {
        line.first().is_some_and(|item| unknown_label(view, item.cell.row as usize).is_some())
    };
    let found: Option<Vec<Vec<Found>>> = lines.filter(|line| !strange(line)).map(read).collect();
    found.into_iter().flatten().flatten().collect()
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
        counted: Counted::default(),
        contested: false,
        is_shared: false,
        is_over_rows: false,
    }
}

fn distinct(found: &[Found]) -> bool {
    let mut spots: Vec<Spot> = found.iter().map(|figure| figure.spot).collect();
    spots.sort_unstable();
    spots.windows(2).all(|pair| pair.first() != pair.last())
}
