//! Ruled tables: lines that meet become lattices, lattices become cells with spans.
//!
//! Lines → which of them meet (union-find over an index by place) → the fields between neighbouring lines → fields not
//! parted by a line are one cell. Time grows with the number of crossings and fields, never with pairs of rulings.

use super::meet::{Group, Union, groups};
use super::rejoin::rejoin;
use super::sides::Sides;
use super::snap::{Line, SNAP, borders, lines};
use crate::document::pdf::geometry::Area;
use crate::document::pdf::painted::ink::Ruling;

/// Lines that reach further than this beyond the outermost line of the other axis bound a field there, although its
/// border is not drawn, in points; less is a line drawn too long.
const OVERHANG: f32 = 4.0;

/// The most fields a page's lattice may have; a report's largest has some 800.
const MAX_FIELDS: usize = 1 << 16;

/// The most lines of one axis and the most lattices of a page that are looked at; a page of a report has some 60 and 6.
const MAX_LINES: usize = 4_000;
const MAX_LATTICES: usize = 256;

/// A cell of a lattice: the fields it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::pdf) struct Fields {
    pub(in crate::document::pdf) row: usize,
    pub(in crate::document::pdf) column: usize,
    pub(in crate::document::pdf) row_span: usize,
    pub(in crate::document::pdf) column_span: usize,
    /// Open to the outside of the table: no cell unless something is written in it.
    pub(in crate::document::pdf) open: bool,
}

/// A ruled table.
#[derive(Debug, Clone, Default)]
pub(in crate::document::pdf) struct Lattice {
    /// Places of the lines down the page, from left to right.
    pub(in crate::document::pdf) xs: Vec<f32>,
    /// Places of the lines across it, from top to bottom.
    pub(in crate::document::pdf) ys: Vec<f32>,
    /// Cells in reading order.
    pub(in crate::document::pdf) cells: Vec<Fields>,
    /// For each field, row by row, the index of its cell.
    fields: Vec<usize>,
    /// For each column, whether its border at the top and at the bottom is missing: a break in the page left it out.
    unruled_above: Vec<bool>,
    unruled_below: Vec<bool>,
}

impl Lattice {
    pub(in crate::document::pdf) fn area(&self) -> Area {
        let end = |places: &[f32]| (places.first().copied(), places.last().copied());
        let ((left, right), (top, bottom)) = (end(&self.xs), end(&self.ys));
        Area::new(
            left.unwrap_or_default(),
            top.unwrap_or_default(),
            right.unwrap_or_default(),
            bottom.unwrap_or_default(),
        )
    }

    /// The index of the cell at a point.
    pub(in crate::document::pdf) fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|&place| place <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&place| place <= y).checked_sub(1)?;
        let columns = self.xs.len().checked_sub(1)?;
        if column >= columns {
            return None;
        }
        self.fields.get(row * columns + column).copied()
    }

    /// The index of the cell that a point below the table belongs to: text may run over an edge that a break in the
    /// page made. `reach` is how far.
    pub(in crate::document::pdf) fn cell_above(&self, x: f32, y: f32, reach: f32) -> Option<usize> {
        let bottom = *self.ys.last()?;
        let column = self.xs.partition_point(|&place| place <= x).checked_sub(1)?;
        let below = bottom <= y && y <= bottom + reach;
        if !below || !self.is_unruled_below(column) {
            return None;
        }
        self.fields.get(self.fields.len() - self.unruled_below.len() + column).copied()
    }

    /// The same of a point above the table.
    pub(in crate::document::pdf) fn cell_below(&self, x: f32, y: f32, reach: f32) -> Option<usize> {
        let top = *self.ys.first()?;
        let column = self.xs.partition_point(|&place| place <= x).checked_sub(1)?;
        let above = top - reach <= y && y <= top;
        if !above || !self.is_unruled_above(column) {
            return None;
        }
        self.fields.get(column).copied()
    }

    /// Whether the border at the top is missing in a column.
    pub(in crate::document::pdf) fn is_unruled_above(&self, column: usize) -> bool {
        self.unruled_above.get(column).copied().unwrap_or(false)
    }

    /// Whether the border at the bottom is missing in a column.
    pub(in crate::document::pdf) fn is_unruled_below(&self, column: usize) -> bool {
        self.unruled_below.get(column).copied().unwrap_or(false)
    }

    /// The box of a cell.
    pub(in crate::document::pdf) fn cell_area(&self, cell: &Fields) -> Area {
        let place = |places: &[f32], index: usize| places.get(index).copied().unwrap_or_default();
        Area::new(
            place(&self.xs, cell.column),
            place(&self.ys, cell.row),
            place(&self.xs, cell.column + cell.column_span),
            place(&self.ys, cell.row + cell.row_span),
        )
    }
}

/// What a page's rulings amount to.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Lattices {
    /// From top to bottom, then left to right.
    pub(in crate::document::pdf) all: Vec<Lattice>,
    /// There were more lines or fields than are looked at.
    pub(in crate::document::pdf) overflow: bool,
}

/// Finds the lattices among the rulings of a page.
pub(in crate::document::pdf) fn find(rulings: &[Ruling]) -> Lattices {
    let (across, down) = (lines(rulings, true), lines(rulings, false));
    let mut found = Lattices::default();
    if across.len() > MAX_LINES || down.len() > MAX_LINES {
        found.overflow = true;
        return found;
    }
    for group in rejoin(groups(&across, &down)) {
        if found.all.len() >= MAX_LATTICES {
            found.overflow = true;
            break;
        }
        match lattice(group) {
            Ok(Some(lattice)) => found.all.push(lattice),
            Ok(None) => {}
            Err(TooLarge) => found.overflow = true,
        }
    }
    let key = |lattice: &Lattice| (lattice.area().top, lattice.area().left);
    found.all.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
    found
}

/// The group had more fields than are looked at.
struct TooLarge;

fn lattice(mut group: Group) -> Result<Option<Lattice>, TooLarge> {
    if group.across.is_empty() || group.down.is_empty() {
        return Ok(None);
    }
    (group.across, group.down) = (borders(&group.across), borders(&group.down));
    let at_sides = close(&mut group.down, &group.across);
    let [open_top, open_bottom] = close(&mut group.across, &group.down);
    if at_sides == [true; 2] {
        close_corners(&mut group, [open_top, open_bottom]);
    }
    let places = |lines: &[Line]| lines.iter().map(|line| line.at).collect::<Vec<_>>();
    let (xs, ys) = (places(&group.down), places(&group.across));
    let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    if columns * rows > MAX_FIELDS {
        return Err(TooLarge);
    }
    if columns * rows < 2 {
        return Ok(None);
    }
    let mut sides = Sides::new(&group, columns, rows);
    sides.close_down(0);
    sides.close_down(columns);
    let mut unruled_above = sides.close_across(0);
    unruled_above.iter_mut().for_each(|unruled| *unruled |= open_top);
    let mut unruled_below = sides.close_across(rows);
    unruled_below.iter_mut().for_each(|unruled| *unruled |= open_bottom);
    let (cells, fields) = cells(&sides);
    let lattice = Lattice { xs, ys, cells, fields, unruled_above, unruled_below };
    Ok((lattice.cells.iter().filter(|cell| !cell.open).count() >= 2).then_some(lattice))
}

/// Adds lines at the ends of the other axis where that reaches beyond the outermost of `lines`: borders not drawn.
/// Says whether it did, before the first and after the last.
fn close(lines: &mut Vec<Line>, others: &[Line]) -> [bool; 2] {
    let ends = others.iter().filter_map(|line| Some((line.pieces.first()?.0, line.pieces.last()?.1)));
    let (start, end) = ends.fold((f32::MAX, f32::MIN), |sum, ends| (sum.0.min(ends.0), sum.1.max(ends.1)));
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return [false; 2] };
    let added = [first.at - start > OVERHANG, end - last.at > OVERHANG];
    let reach = |at: f32| {
        let touching = others.iter().filter(|line| line.piece_at(at, SNAP).is_some()).map(|line| line.at);
        touching.fold((f32::MAX, f32::MIN), |sum, place| (sum.0.min(place), sum.1.max(place)))
    };
    let [before, after] = [start, end].map(|at| Line { at, pieces: vec![reach(at)] });
    if added[0] {
        lines.insert(0, before);
    }
    if added[1] {
        lines.push(after);
    }
    added
}

/// A table of which no border is drawn at its sides nor at its top or bottom is bounded there from end to end.
fn close_corners(group: &mut Group, [top, bottom]: [bool; 2]) {
    let ends = |lines: &[Line]| Some((lines.first()?.at, lines.last()?.at));
    let (Some((left, right)), Some((start, end))) = (ends(&group.down), ends(&group.across)) else { return };
    if let Some(line) = group.across.first_mut().filter(|_| top) {
        line.pieces = vec![(left, right)];
    }
    if let Some(line) = group.across.last_mut().filter(|_| bottom) {
        line.pieces = vec![(left, right)];
    }
    for index in [0, group.down.len().saturating_sub(1)] {
        let Some(line) = group.down.get_mut(index) else { continue };
        if let Some(piece) = line.pieces.first_mut().filter(|_| top) {
            piece.0 = start;
        }
        if let Some(piece) = line.pieces.last_mut().filter(|_| bottom) {
            piece.1 = end;
        }
    }
}

/// Joins fields that no line parts, and cuts what comes out into rectangles. Also gives the cell of each field.
fn cells(sides: &Sides) -> (Vec<Fields>, Vec<usize>) {
    let Sides { columns, rows, .. } = *sides;
    let mut union = Union::new(columns * rows + 1);
    let outside = columns * rows;
    for row in 0..=rows {
        for column in 0..columns {
            let own = if row < rows { row * columns + column } else { outside };
            let upper = if row > 0 { (row - 1) * columns + column } else { outside };
            if !sides.above(row, column) {
                union.join(own, upper);
            }
        }
    }
    for row in 0..rows {
        for column in 0..=columns {
            let own = if column < columns { row * columns + column } else { outside };
            let left = if column > 0 { row * columns + column - 1 } else { outside };
            if !sides.before(row, column) {
                union.join(own, left);
            }
        }
    }
    rectangles(&mut union, columns, rows)
}

fn rectangles(union: &mut Union, columns: usize, rows: usize) -> (Vec<Fields>, Vec<usize>) {
    const NONE: usize = usize::MAX;
    let outside = union.root(columns * rows);
    let roots: Vec<usize> = (0..columns * rows).map(|field| union.root(field)).collect();
    let mut of = vec![NONE; columns * rows];
    let mut cells = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let field = row * columns + column;
            let Some(&root) = roots.get(field) else { continue };
            let free =
                |of: &[usize], field: usize| of.get(field) == Some(&NONE) && roots.get(field) == Some(&root);
            if !free(&of, field) {
                continue;
            }
            // What lies outside the table is not joined: each field of it stands alone, a cell only if written in.
            let open = root == outside;
            let wide = match open {
                true => 1,
                false => (column..columns).take_while(|&x| free(&of, row * columns + x)).count(),
            };
            let whole = |y: usize| (column..column + wide).all(|x| free(&of, y * columns + x));
            let tall = if open { 1 } else { (row..rows).take_while(|&y| whole(y)).count() };
            for y in row..row + tall {
                for x in column..column + wide {
                    if let Some(slot) = of.get_mut(y * columns + x) {
                        *slot = cells.len();
                    }
                }
            }
            cells.push(Fields { row, column, row_span: tall, column_span: wide, open });
        }
    }
    (cells, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { across: true, at, from, to, order: 0, white: false }
    }

    fn down(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { across: false, at, from, to, order: 0, white: false }
    }

    fn spans(lattice: &Lattice) -> Vec<(usize, usize, usize, usize)> {
        let closed = lattice.cells.iter().filter(|cell| !cell.open);
        closed.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect()
    }

    #[test]
    fn missing_rulings_make_spans() {
        // a a b
        // c d b
        let rulings = [
            across(0.0, 0.0, 90.0),
            across(20.0, 0.0, 60.0),
            across(40.0, 0.0, 90.0),
            down(0.0, 0.0, 40.0),
            down(30.0, 20.0, 40.0),
            down(60.0, 0.0, 40.0),
            down(90.0, 0.0, 40.0),
        ];
        let found = find(&rulings);
        assert_eq!(found.all.len(), 1);
        assert_eq!(spans(&found.all[0]), [(0, 0, 1, 2), (0, 2, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1)]);
        assert_eq!(found.all[0].cell_at(70.0, 30.0), Some(1));
        assert_eq!(found.all[0].cell_at(95.0, 30.0), None);
    }

    #[test]
    fn sides_that_are_not_drawn_are_closed() {
        let rulings = [
            across(0.0, 0.0, 90.0),
            across(20.0, 0.0, 90.0),
            across(40.0, 0.0, 90.0),
            down(30.0, 0.0, 60.0),
            down(60.0, 0.0, 60.0),
        ];
        let found = find(&rulings);
        let lattice = &found.all[0];
        assert_eq!((lattice.xs.len(), lattice.ys.len()), (4, 4));
        assert!(lattice.is_unruled_below(0) && !lattice.is_unruled_above(0));
    }

    #[test]
    fn a_row_of_one_cell_does_not_tear_a_table_without_side_borders() {
        let rows = |top: f32, right: f32| {
            let lines = [top, top + 20.0, top + 40.0].map(|at| across(at, 0.0, right));
            let columns = [30.0, 60.0].map(|at| down(at, top, top + 40.0));
            lines.into_iter().chain(columns).collect::<Vec<_>>()
        };
        let found = find(&[rows(0.0, 90.0), rows(60.0, 90.0)].concat());
        assert_eq!(found.all.len(), 1);
        assert_eq!(spans(&found.all[0]).get(6), Some(&(2, 0, 1, 3)), "the row between");
        // Too far apart, or not as wide.
        assert_eq!(find(&[rows(0.0, 90.0), rows(100.0, 90.0)].concat()).all.len(), 2);
        assert_eq!(find(&[rows(0.0, 90.0), rows(60.0, 120.0)].concat()).all.len(), 2);
    }

    #[test]
    fn tables_apart_are_apart_and_a_frame_is_none() {
        let table = |top: f32| {
            let bottom = top + 20.0;
            [
                across(top, 10.0, 70.0),
                across(bottom, 10.0, 70.0),
                down(10.0, top, bottom),
                down(40.0, top, bottom),
                down(70.0, top, bottom),
            ]
        };
        let frame =
            [across(0.0, 0.0, 80.0), across(99.0, 0.0, 80.0), down(0.0, 0.0, 99.0), down(80.0, 0.0, 99.0)];
        let rulings: Vec<Ruling> = [table(10.0), table(60.0)].into_iter().flatten().chain(frame).collect();
        let found = find(&rulings);
        assert_eq!(found.all.iter().map(|lattice| lattice.area().top).collect::<Vec<_>>(), [10.0, 60.0]);
    }
}
