//! Tables whose cells are separated by tabs, as text copied from a browser or a spreadsheet has them.
//!
//! Cell `k` of a line stands in column `k`. Rows may be ragged; blanks between, before and after tabs are blank cells.
//! Only where a writer used as many tabs as it took to make the figures stand under one another, places count and not tabs.

mod torn;

use super::aligned;
use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_space, is_value};
use super::region::{Kind, Shape, region};
use super::width::width;

/// Of so many rows fewer than one is shorter where nearly all have the same number of cells.
const MIN_EVEN: usize = 8;

/// How many figures must stand under one another, and on how many lines.
const MIN_ALIGNED: usize = 2;
/// How far apart the places are to which tabs go.
pub(super) const TAB: usize = 8;
/// The longest line (in bytes) with nothing but leading tabs that may be a row.
const MAX_LABEL: usize = 240;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let region = region(lines, shape);
    if region.strong == 0 || region.rows.len() < 2 {
        return Attempt::Not(region.barren());
    }
    if is_aligned(region.rows.iter().filter_map(|at| lines.get(*at))) {
        return aligned::table(lines);
    }
    let mut cut = false;
    let rows = region.rows.iter().filter_map(|at| Some((*at, row(lines.get(*at)?, &mut cut))));
    let mut rows: Vec<(usize, Row)> = rows.collect();
    doubt_short(&mut rows);
    let rows = torn::mend(rows);
    let mut draft = Draft::of(rows, region.used);
    draft.cut = cut;
    Attempt::Table(draft)
}

/// Marks the cells of a row that has fewer than nearly all rows have: which one it has lost, nothing tells. Blanks that an editor took from the ends of lines leave no row alone.
fn doubt_short(rows: &mut [(usize, Row)]) {
    let most = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    let short = |row: &Row| row.len() < most;
    let few = rows.iter().filter(|(_, row)| short(row)).count() * MIN_EVEN < rows.len();
    for (_, row) in rows.iter_mut().filter(|(_, row)| few && short(row)) {
        row.iter_mut().for_each(|piece| piece.inferred = true);
    }
}

/// Whether the figures of the longest rows stand under one another while the number of tabs before them differs.
fn is_aligned<'l>(lines: impl Iterator<Item = &'l Line<'l>>) -> bool {
    let rows: Vec<(usize, Vec<usize>)> = lines.filter_map(figures).collect();
    let most = rows.iter().map(|(_, places)| places.len()).max().unwrap_or(0);
    let mut longest = rows.iter().filter(|(_, places)| places.len() == most);
    let Some((tabs, places)) = longest.next().filter(|_| most >= MIN_ALIGNED) else { return false };
    let (same, other) =
        (longest.clone().all(|(_, here)| here == places), longest.clone().any(|(here, _)| here != tabs));
    same && other && longest.count() + 1 >= MIN_ALIGNED
}

/// How many tabs stand before the first figure of a line, and the places of its figures on the screen.
fn figures(line: &Line<'_>) -> Option<(usize, Vec<usize>)> {
    let (mut at, mut tabs, mut places) = (0, None, Vec::new());
    for (index, cell) in line.text.split('\t').take(MAX_LINE_CELLS).enumerate() {
        if is_value(cell) {
            tabs = tabs.or(Some(index));
            places.push(at);
        }
        at = (at + width(cell)) / TAB * TAB + TAB;
    }
    Some((tabs?, places))
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
        return Shape { kind: Kind::Plain, cells: 1, values: 0 };
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
    Shape { kind, cells: cells().count(), values }
}
