//! Tables over page breaks: the parts of one table become one.
//!
//! Parts go on when they are last on one page and first on the next and their columns stand at the same places. Headers
//! that are repeated are dropped, a row cut in two is joined, a row head that spans the break is carried on.

use super::broken::{goes_on_under, is_body_under, is_header_cut};
use super::doubt;
use crate::document::pdf::labels::{begins_label, is_label};
use crate::document::pdf::sheet::text::CellText;
use crate::document::pdf::table::SOFT_EDGE;
use crate::document::pdf::table::{Part, PartCell};

/// Edges of columns this far apart are one edge, in points.
const SAME_EDGE: f32 = 3.5;

/// Labels stand in fewer columns than this.
const MAX_LABEL_COLUMNS: usize = 4;

/// The most rows of a header that is repeated on every page.
const MAX_HEADER: usize = 6;

/// Takes out tables in which nothing is written, but for the blank rows of one that stands on the page before.
pub(super) fn drop_blank(pages: &mut [Vec<Part>]) {
    let is_blank = |part: &Part| part.cells.iter().all(|cell| cell.content.text.is_empty());
    for index in 0..pages.len() {
        let Some((above, [own, ..])) = pages.split_at_mut_checked(index) else { return };
        let last = above.last().and_then(|parts| parts.last());
        let first = own.first().map(|part| part.area);
        own.retain(|part| {
            let goes_on = || last.is_some_and(|last| Some(part.area) == first && goes_on(last, part));
            !is_blank(part) || goes_on()
        });
    }
}

/// Whether a part goes on with the first part of the next page. `shift` moves the next part sideways onto this one.
pub(super) fn goes_on(part: &Part, next: &Part) -> bool {
    part.leaf + 1 == next.leaf && fits(part, next)
}

/// Whether the columns of two parts stand at the same places.
pub(super) fn fits(part: &Part, next: &Part) -> bool {
    if part.ruled != next.ruled {
        return false;
    }
    let ends = |xs: &[f32]| Some((*xs.first()?, *xs.last()?));
    let (Some((left, right)), Some((next_left, next_right))) = (ends(&part.xs), ends(&next.xs)) else {
        return false;
    };
    if !part.ruled {
        let by_columns = part.xs.len() <= next.xs.len();
        let (fewer, more) = if by_columns { (part, next) } else { (next, part) };
        return soft_places(&fewer.xs, &more.xs).is_some();
    }
    if ((right - left) - (next_right - next_left)).abs() > 2.0 * SAME_EDGE {
        return false;
    }
    let shift = left - next_left;
    let shared = next.xs.iter().filter(|&&x| edge_at(&part.xs, x + shift).is_some()).count();
    // Spans hide edges on either page; those that only one shows must be few.
    let fewer = part.xs.len().min(next.xs.len());
    shared * 5 >= fewer * 4 && fewer >= 2
}

/// Which of the edges of more columns those of fewer are, counted from the right. Columns of words have soft edges: those of one table lie
/// within half a column on every page. How many columns its labels have may be seen on one page only.
fn soft_places(fewer: &[f32], more: &[f32]) -> Option<Vec<usize>> {
    let near = |at: usize, x: f32| more.get(at).is_some_and(|edge| (edge - x).abs() <= SOFT_EDGE);
    let extra = more.len().checked_sub(fewer.len()).filter(|extra| *extra < MAX_LABEL_COLUMNS)?;
    if fewer.len() < 3 || !near(0, *fewer.first()?) {
        return None;
    }
    let mut places = vec![0; fewer.len()];
    let mut before = more.len();
    for (index, &x) in fewer.iter().enumerate().skip(1).rev() {
        let own = index..=(index + extra).min(before.checked_sub(1)?);
        // Edges that one page alone shows part labels.
        let at =
            own.rev().take_while(|at| near(*at, x) || *at <= MAX_LABEL_COLUMNS).find(|at| near(*at, x))?;
        *places.get_mut(index)? = at;
        before = at;
    }
    Some(places)
}

/// The index of the edge at a place.
fn edge_at(xs: &[f32], x: f32) -> Option<usize> {
    let near = |index: usize| xs.get(index).is_some_and(|edge| (edge - x).abs() <= SAME_EDGE);
    let after = xs.partition_point(|&edge| edge < x);
    [after, after.wrapping_sub(1)].into_iter().find(|&index| near(index))
}

/// Joins the next part to a table.
pub(super) fn join(table: &mut Part, mut next: Part) {
    if !table.ruled {
        align_softly(table, &mut next);
    }
    let shift = table.xs.first().copied().unwrap_or_default() - next.xs.first().copied().unwrap_or_default();
    let xs = merged(&table.xs, next.xs.iter().map(|x| x + shift));
    recolumn(&mut table.cells, &table.xs, &xs, 0.0);
    recolumn(&mut next.cells, &next.xs, &xs, shift);
    table.xs = xs;
    let header = repeated_header(table, &next);
    drop_rows(&mut next, header);
    if next.rows == 0 {
        return;
    }
    let cut = is_cut(table, &next);
    if !cut {
        doubt::halves_of_cells(table, &mut next);
    }
    let offset = if cut { table.rows.saturating_sub(1) } else { table.rows };
    let last = table.rows.saturating_sub(1);
    let (head_goes_on, is_body) = (!cut && goes_on_under(table, &next), is_body_under(table, &next));
    for mut cell in next.cells {
        let first = cell.row == 0;
        cell.row += offset;
        if first && cut {
            table.cells.retain(|above| !is_blank_over(above, &cell, last));
        }
        let above = if first { reaching(&mut table.cells, last, &cell) } else { None };
        match above {
            Some(above) if cut => {
                append(above, &cell);
                let end = cell.row + cell.row_span;
                above.row_span = above.row_span.max(end.saturating_sub(above.row));
                above.cut = cell.cut;
            }
            Some(above) if head_goes_on || carries_on(above, &cell, is_body) => {
                append(above, &cell);
                above.row_span = (cell.row + cell.row_span).saturating_sub(above.row);
                above.cut = cell.cut;
            }
            _ => table.cells.push(cell),
        }
    }
    table.rows = offset + next.rows;
    table.leaf = next.leaf;
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// Gives both parts the edges of the one that has more columns of labels.
fn align_softly(table: &mut Part, next: &mut Part) {
    let spread = |part: &mut Part, xs: &[f32]| {
        let Some(places) = soft_places(&part.xs, xs) else { return };
        let place = |edge: usize| places.get(edge).copied().unwrap_or(edge);
        for cell in &mut part.cells {
            let (start, end) = (place(cell.column), place(cell.column + cell.column_span));
            (cell.column, cell.column_span) = (start, end - start);
        }
        part.xs = xs.to_vec();
    };
    if table.xs.len() < next.xs.len() {
        spread(table, &next.xs);
    } else {
        spread(next, &table.xs);
    }
}

/// Edges of both parts in order, those at one place once.
fn merged(xs: &[f32], more: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all = xs.to_vec();
    all.extend(more.filter(|&x| edge_at(xs, x).is_none()));
    all.sort_by(f32::total_cmp);
    all
}

/// Counts the columns of cells by other edges.
fn recolumn(cells: &mut [PartCell], from: &[f32], to: &[f32], shift: f32) {
    let index = |edge: usize| from.get(edge).and_then(|x| edge_at(to, x + shift));
    for cell in cells {
        let (start, end) = (index(cell.column), index(cell.column + cell.column_span));
        if let (Some(start), Some(end)) = (start, end) {
            cell.column = start;
            cell.column_span = end.saturating_sub(start).max(1);
        }
    }
}

/// How many rows at the top of the next part repeat those at the top of the table.
fn repeated_header(table: &Part, next: &Part) -> usize {
    let row = |part: &Part, row: usize| -> Vec<(usize, String)> {
        let own = part.cells.iter().filter(|cell| cell.row == row);
        own.map(|cell| (cell.column, squeezed(&cell.content.text))).collect()
    };
    let worded =
        |row: &[(usize, String)]| row.iter().any(|(_, text)| text.chars().any(|ch| !ch.is_ascii_digit()));
    let most = MAX_HEADER.min(next.rows).min(table.rows);
    let same = (0..most).take_while(|&index| row(table, index) == row(next, index)).count();
    // Rows without words (of a header that spans) count only under one that has some.
    if same > 0 && worded(&row(next, 0)) { header_end(next, same) } else { 0 }
}

/// The number of rows that end where no cell spans on: a header is repeated whole.
fn header_end(part: &Part, rows: usize) -> usize {
    let crosses = |end: usize| part.cells.iter().any(|cell| cell.row < end && cell.row + cell.row_span > end);
    (1..=rows).rev().find(|&end| !crosses(end)).unwrap_or(0)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn drop_rows(part: &mut Part, count: usize) {
    part.cells.retain(|cell| cell.row >= count);
    part.cells.iter_mut().for_each(|cell| cell.row -= count);
    part.rows = part.rows.saturating_sub(count);
}

/// The cell of the table that reaches down to its last row in the same columns as another.
fn reaching<'t>(cells: &'t mut [PartCell], last: usize, cell: &PartCell) -> Option<&'t mut PartCell> {
    cells.iter_mut().rev().find(|above| {
        above.row + above.row_span > last
            && above.row <= last
            && above.column == cell.column
            && above.column_span == cell.column_span
    })
}

/// The cell of the last row of the table that covers the columns of another and more.
fn covering<'t>(table: &'t Part, cell: &PartCell, last: usize) -> Option<&'t PartCell> {
    table.cells.iter().find(|over| covers(over, cell) && over.row + over.row_span > last)
}

/// Whether no cell of the last row of the table stands in the columns of another.
fn is_free(table: &Part, cell: &PartCell, last: usize) -> bool {
    let meets = |own: &PartCell| {
        own.column < cell.column + cell.column_span && cell.column < own.column + own.column_span
    };
    !table.cells.iter().any(|own| own.row + own.row_span > last && meets(own))
}

pub(super) fn covers(over: &PartCell, cell: &PartCell) -> bool {
    over.column <= cell.column && over.column + over.column_span >= cell.column + cell.column_span
}

/// Whether a cell of the last row is the blank upper end of several cells of which this is one.
fn is_blank_over(above: &PartCell, cell: &PartCell, last: usize) -> bool {
    above.row == last
        && above.content.text.is_empty()
        && covers(above, cell)
        && above.column_span > cell.column_span
}

/// Whether the first row of the next part is the rest of the last row of the table. Its cells must be the same ones,
/// no column may hold text in both but where a label goes on, and something must tell that the row is no row of its
/// own: a border left out on both sides of the break, or a label that begins in mid-sentence.
fn is_cut(table: &Part, next: &Part) -> bool {
    let last = table.rows.saturating_sub(1);
    let above = |column: usize| {
        let own =
            |cell: &&PartCell| cell.column == column && cell.row <= last && cell.row + cell.row_span > last;
        table.cells.iter().find(own)
    };
    let header_goes_on = is_header_cut(table, next);
    let mut label_goes_on = header_goes_on;
    let mut number_in_both = false;
    let mut texts = (0, 0);
    let mut halves = Halves::default();
    for cell in next.cells.iter().filter(|cell| cell.row == 0) {
        let Some(over) = above(cell.column).filter(|over| over.column_span == cell.column_span) else {
            // Of a row cut above its text, lines down the page may begin below the cut.
            if covering(table, cell, last).is_some_and(|over| over.content.text.is_empty()) {
                texts.1 += usize::from(!cell.content.text.is_empty());
                continue;
            }
            // A cell that was drawn below the cut alone.
            if is_free(table, cell, last) {
                texts.1 += usize::from(!cell.content.text.is_empty());
                halves.add("", &cell.content.text);
                continue;
            }
            return false;
        };
        let (before, after) = (&over.content.text, &cell.content.text);
        texts = (texts.0 + usize::from(!before.is_empty()), texts.1 + usize::from(!after.is_empty()));
        if over.row_span == 1 && cell.row_span == 1 {
            halves.add(before, after);
        }
        if before.is_empty() || after.is_empty() {
            continue;
        }
        if header_goes_on {
            continue;
        }
        if is_label(after) && !begins_label(after) && (begins_label(before) || is_unclosed(before)) {
            label_goes_on |= over.row_span == 1 && cell.row_span == 1;
        } else if over.row_span == 1 || cell.row_span == 1 {
            number_in_both = true;
        }
    }
    let mut ends = table.cells.iter().filter(|cell| cell.row + cell.row_span > last);
    let mut begins = next.cells.iter().filter(|cell| cell.row == 0);
    let open = begins.all(|cell| cell.begun) && ends.all(|cell| cell.cut);
    let is_rest = texts.1 == 0 && !is_body_under(table, next);
    texts.0 > 0 && !number_in_both && (open || label_goes_on || is_rest || halves.fit())
}

/// What a row cut in two holds above and below: figures without their label above, the label without figures below, as
/// where a label of two lines was pushed over the break.
#[derive(Default)]
struct Halves {
    figures_above: usize,
    labels_above: usize,
    figures_below: usize,
    labels_below: usize,
}

impl Halves {
    fn add(&mut self, above: &str, below: &str) {
        let figure = |text: &str| usize::from(!text.is_empty() && !is_label(text));
        self.figures_above += figure(above);
        self.labels_above += usize::from(is_label(above));
        self.figures_below += figure(below);
        self.labels_below += usize::from(is_label(below));
    }

    fn fit(&self) -> bool {
        self.figures_above > 0 && self.labels_above == 0 && self.labels_below > 0 && self.figures_below == 0
    }
}

/// Whether a text breaks off within brackets.
fn is_unclosed(text: &str) -> bool {
    let count = |marks: &str| text.chars().filter(|ch| marks.contains(*ch)).count();
    count("（(《“") > count("）)》”")
}

/// Whether a cell at the top of the next page is the rest of a row head that spans rows on both sides of the break.
/// `is_body` where the first rows of figures stand at the top of the next page: a blank among them is no rest of a head.
fn carries_on(above: &PartCell, cell: &PartCell, is_body: bool) -> bool {
    let open = above.cut && cell.begun;
    let spanning = (above.row_span > 1 || cell.row_span > 1) && !is_body || open;
    let (before, after) = (&above.content.text, &cell.content.text);
    let repeated = is_label(after) && squeezed(before) == squeezed(after);
    let goes_on = after.is_empty() || before.is_empty() || repeated;
    spanning && (goes_on || (is_label(after) && !begins_label(after) && begins_label(before)))
}

/// Adds the text of a cell after the break to the one before it.
fn append(above: &mut PartCell, cell: &PartCell) {
    let CellText { text, joined, undecoded, note_dropped } = &cell.content;
    let content = &mut above.content;
    content.undecoded |= undecoded;
    content.note_dropped |= note_dropped;
    content.joined |= joined;
    if text.is_empty() || squeezed(&content.text) == squeezed(text) {
        return;
    }
    if content.text.is_empty() {
        // The text stands on the next page: that is where a person finds it.
        (above.page, above.shown) = (cell.page, cell.shown);
        content.text = text.clone();
    } else {
        content.joined = true;
        content.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_may_lack_columns_of_labels() {
        let whole = [80.0, 119.0, 158.0, 207.0, 250.0, 300.0];
        assert_eq!(soft_places(&[80.0, 119.0, 207.0, 255.0, 300.0], &whole), Some(vec![0, 1, 3, 4, 5]));
        assert_eq!(soft_places(&[80.0, 160.0, 207.0, 255.0, 300.0], &whole), Some(vec![0, 2, 3, 4, 5]));
        assert_eq!(soft_places(&[80.0, 207.0, 250.0, 300.0], &whole), Some(vec![0, 3, 4, 5]));
        assert_eq!(soft_places(&whole, &whole), Some(vec![0, 1, 2, 3, 4, 5]));
        assert_eq!(soft_places(&[80.0, 230.0, 275.0, 300.0], &whole), None, "figures of another table");
        assert_eq!(soft_places(&whole, &whole[..5]), None);
    }
}
