//! Tables whose cells are separated by tabs, as text copied from a browser or a spreadsheet has them.
//!
//! Cell `k` of a line stands in column `k`. Rows may be ragged; blanks between, before and after tabs are blank cells.

mod torn;

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_space, is_value};
use super::region::{Kind, Shape, region};

/// The longest line (in bytes) with nothing but leading tabs that may be a row.
const MAX_LABEL: usize = 240;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let region = region(lines, shape);
    if region.strong == 0 || region.rows.len() < 2 {
        return Attempt::Not(if region.strong == 0 { 1 } else { region.seen });
    }
    let mut cut = false;
    let rows = region.rows.iter().filter_map(|at| Some((*at, row(lines.get(*at)?, &mut cut))));
    let rows = torn::mend(rows.collect());
    let mut draft = Draft::of(rows, region.used);
    draft.cut = cut;
    Attempt::Table(draft)
}

fn row(line: &Line<'_>, cut: &mut bool) -> Row {
    let mut cells = line.text.split('\t').enumerate();
    let row = cells
        .by_ref()
        .take(MAX_LINE_CELLS)
        .map(|(column, text)| Piece::new(text, column, line.number, column + 1))
        .collect();
    *cut |= cells.next().is_some();
    row
}

fn shape(text: &str) -> Shape {
    if !text.contains('\t') {
        return Shape { kind: Kind::Plain, values: 0 };
    }
    let cells = || text.split('\t').take(MAX_LINE_CELLS).filter(|cell| !cell.chars().all(is_space));
    let values = cells().filter(|cell| is_value(cell)).count();
    let indented = text.trim_matches(|c| c != '\t' && is_space(c)).trim_start_matches('\t');
    let kind = match cells().nth(1) {
        Some(_) => Kind::Strong,
        // A paragraph that a tab indents has no tab behind its text.
        None if !indented.contains('\t') && indented.contains('。') || text.len() > MAX_LABEL => Kind::Plain,
        None => Kind::Weak,
    };
    Shape { kind, values }
}
