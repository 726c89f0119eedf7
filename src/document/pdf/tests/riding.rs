//! Numbers that ride on a rule, drifted or printed over a form.

use super::*;

/// A table of 规章 and 文件 with no figures but what is drawn, 60 points wide and 20 high to a cell: the text of each cell of figures in
/// reading order, and `?` where it is not to be trusted.
fn figures(drawn: &str) -> Vec<String> {
    let rows: &[&[&str]] = &[&["规章", "", ""], &["文件", "", ""]];
    let document = read_all(&Fixture::new().page(&(table(100.0, 700.0, rows) + drawn)).bytes());
    let cells = grids(&document)[0].cells().iter().filter(|cell| cell.column > 0);
    cells.map(|cell| format!("{}{}", cell.text, if cell.marks.undecoded { "?" } else { "" })).collect()
}

#[test]
fn both_cells_beside_the_rule_are_doubtful() {
    assert_eq!(figures(&show(165.0, 677.5, "9")), ["9?", "", "?", ""], "half a point above the middle");
    assert_eq!(figures(&show(165.0, 675.5, "9")), ["?", "", "9?", ""]);
    assert_eq!(figures(&show(217.5, 686.0, "9")), ["?", "9?", "", ""], "on a rule down the page");
    assert_eq!(figures(&show(165.0, 657.0, "9")), ["", "", "9?", ""], "on the border of the table");
}

#[test]
fn a_number_near_a_rule_or_wider_than_its_cell_is_not_in_doubt() {
    assert_eq!(figures(&show(165.0, 680.5, "9")), ["9", "", "", ""]);
    assert_eq!(figures(&show(165.0, 672.5, "9")), ["", "", "9", ""]);
    assert_eq!(figures(&show(157.5, 686.0, "12345678901234")), ["12345678901234", "", "", ""]);
}
