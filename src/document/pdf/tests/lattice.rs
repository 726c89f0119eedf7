//! Lattices from rulings written by hand: which fields are one cell, what is closed, what stays open.

use crate::document::pdf::painted::ink::Ruling;
use crate::document::pdf::ruled::lattice::{Lattice, find};

fn across(at: f32, from: f32, to: f32) -> Ruling {
    Ruling { across: true, at, from, to, order: 0, white: false }
}

fn down(at: f32, from: f32, to: f32) -> Ruling {
    Ruling { across: false, at, from, to, order: 0, white: false }
}

/// The lines of a table with these edges, all of them drawn from end to end.
fn whole(xs: &[f32], ys: &[f32]) -> Vec<Ruling> {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let rows = ys.iter().map(|&y| across(y, left, right));
    rows.chain(xs.iter().map(|&x| down(x, top, bottom))).collect()
}

fn one(rulings: &[Ruling]) -> Lattice {
    let mut found = find(rulings);
    assert_eq!(found.all.len(), 1);
    found.all.remove(0)
}

/// Rows, columns and spans of the closed cells.
fn cells(lattice: &Lattice) -> Vec<[usize; 4]> {
    let closed = lattice.cells.iter().filter(|cell| !cell.open);
    closed.map(|cell| [cell.row, cell.column, cell.row_span, cell.column_span]).collect()
}

#[test]
fn every_field_is_found_from_any_point_in_it() {
    let lattice = one(&whole(&[10.0, 60.0, 90.0], &[20.0, 40.0, 70.0]));
    assert_eq!((lattice.xs.clone(), lattice.ys.clone()), (vec![10.0, 60.0, 90.0], vec![20.0, 40.0, 70.0]));
    let at = |x, y| lattice.cell_at(x, y);
    assert_eq!([at(11.0, 21.0), at(61.0, 21.0), at(11.0, 69.0), at(89.0, 41.0)], [0, 1, 2, 3].map(Some));
    assert_eq!([at(9.0, 30.0), at(30.0, 19.0), at(91.0, 30.0), at(30.0, 71.0)], [None; 4]);
    let area = lattice.cell_area(&lattice.cells[3]);
    assert_eq!(area.to_array(), [60.0, 40.0, 90.0, 70.0]);
}

#[test]
fn two_lines_beside_one_another_are_one_border_and_a_thin_row_is_a_row() {
    let double = [whole(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0]), whole(&[2.0, 98.0], &[2.0, 38.0])].concat();
    assert_eq!(cells(&one(&double)).len(), 4);
    let thin = one(&whole(&[0.0, 50.0, 100.0], &[0.0, 20.0, 24.5, 40.0]));
    assert_eq!(cells(&thin).len(), 6);
}

#[test]
fn a_line_must_run_along_most_of_a_side_to_part_two_fields() {
    let side = |from: f32, to: f32| {
        let mut rulings = whole(&[0.0, 100.0], &[0.0, 40.0, 80.0]);
        rulings.push(down(50.0, from, to));
        cells(&one(&rulings))
    };
    assert_eq!(side(0.0, 40.0), [[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 2]]);
    assert_eq!(side(3.0, 37.0), side(0.0, 40.0), "drawn a little short");
    assert_eq!(side(0.0, 12.0), [[0, 0, 1, 2], [1, 0, 1, 2]], "a tick");
}

#[test]
fn fields_that_are_no_rectangle_become_rectangles() {
    // a a b      The field of c and a is shaped like an L.
    // a c c
    let rulings = [
        across(0.0, 0.0, 90.0),
        across(20.0, 30.0, 60.0),
        across(40.0, 0.0, 90.0),
        down(0.0, 0.0, 40.0),
        down(30.0, 20.0, 40.0),
        down(60.0, 0.0, 20.0),
        down(90.0, 0.0, 40.0),
    ];
    let lattice = one(&rulings);
    let covered: usize = lattice.cells.iter().map(|cell| cell.row_span * cell.column_span).sum();
    assert_eq!(covered, 6, "each field has one cell");
    for (x, y) in [(15.0, 10.0), (45.0, 10.0), (75.0, 10.0), (15.0, 30.0), (45.0, 30.0), (75.0, 30.0)] {
        let area = lattice.cell_area(&lattice.cells[lattice.cell_at(x, y).unwrap()]);
        assert!(area.holds(x, y), "{x} {y}");
    }
}

#[test]
fn what_no_line_closes_is_no_cell() {
    // The upper right corner is cut out of the table.
    let rulings = [
        across(0.0, 0.0, 50.0),
        across(20.0, 0.0, 100.0),
        across(40.0, 0.0, 100.0),
        down(0.0, 0.0, 40.0),
        down(50.0, 0.0, 40.0),
        down(100.0, 20.0, 40.0),
    ];
    let lattice = one(&rulings);
    assert_eq!(cells(&lattice), [[0, 0, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]]);
    assert!(lattice.cells.iter().any(|cell| cell.open && (cell.row, cell.column) == (0, 1)));
}

#[test]
fn a_border_that_a_break_left_out_is_known_by_its_columns() {
    // Lines down the page run on below the last line across it.
    let mut rulings = whole(&[0.0, 50.0, 100.0], &[0.0, 20.0]);
    rulings.extend([0.0, 50.0, 100.0].map(|x| down(x, 20.0, 44.0)));
    let lattice = one(&rulings);
    assert_eq!(cells(&lattice).len(), 4);
    assert!(lattice.is_unruled_below(0) && lattice.is_unruled_below(1) && !lattice.is_unruled_above(0));
    assert!(!lattice.is_unruled_below(7));
    // Text that runs over that edge is of the cell above it, as far as a line of text reaches.
    assert_eq!(lattice.cell_above(60.0, 50.0, 10.0), Some(3));
    assert_eq!([lattice.cell_above(60.0, 60.0, 10.0), lattice.cell_above(60.0, 40.0, 10.0)], [None; 2]);
    let closed = one(&whole(&[0.0, 50.0, 100.0], &[0.0, 20.0, 44.0]));
    assert_eq!(closed.cell_above(60.0, 50.0, 10.0), None);
}

#[test]
fn lines_drawn_too_long_add_no_column() {
    let mut rulings = whole(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0]);
    rulings.push(across(20.0, -3.0, 103.0));
    assert_eq!(one(&rulings).xs.len(), 3);
    rulings.extend([0.0, 20.0, 40.0].map(|y| across(y, 0.0, 140.0)));
    assert_eq!(one(&rulings).xs.len(), 4, "a column whose side is not drawn");
}

#[test]
fn a_frame_and_a_rule_are_no_tables() {
    assert!(find(&whole(&[0.0, 100.0], &[0.0, 40.0])).all.is_empty());
    assert!(find(&[across(0.0, 0.0, 100.0), across(40.0, 0.0, 100.0)]).all.is_empty());
    assert!(find(&[]).all.is_empty());
}

#[test]
fn more_lines_than_a_page_has_are_not_looked_at() {
    let hatched: Vec<Ruling> = (0..5_000).map(|line| across(10.0 * line as f32, 0.0, 90.0)).collect();
    let found = find(&hatched);
    assert!(found.overflow && found.all.is_empty());
}
