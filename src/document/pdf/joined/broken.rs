//! Headers of ruled tables that a break in the page goes through.
//!
//! Helps `stitch`.

use super::stitch::covers;
use crate::document::pdf::labels::is_label;
use crate::document::pdf::table::{Part, PartCell};

/// Whether the first row of the next part is the second line of a row of column heads: words above and below in several
/// columns, figures nowhere; in some columns only above, or in all as much as a line has room for.
pub(super) fn is_header_cut(table: &Part, next: &Part) -> bool {
    let last = table.rows.saturating_sub(1);
    let is_blank = |cell: &PartCell| cell.content.text.is_empty();
    let beside = |one: &PartCell, other: &PartCell| one.column == other.column && is_blank(other);
    // A column that a program left empty says nothing of the row.
    let above_blank = |cell: &&PartCell| is_blank(cell) && first_row(next).any(|below| beside(cell, below));
    let below_blank = |cell: &&PartCell| is_blank(cell) && last_row(table).any(|over| beside(cell, over));
    let above: Vec<&PartCell> = last_row(table).filter(|cell| !above_blank(cell)).collect();
    let below: Vec<&PartCell> = first_row(next).filter(|cell| !below_blank(cell)).collect();
    let worded = |cell: &&&PartCell| is_head(&cell.content.text);
    let written = |cell: &&&PartCell| !cell.content.text.is_empty();
    let goes_on = below.iter().filter(worded).count();
    // A head that spans rows may have more lines above the cut.
    let own = || above.iter().filter(|cell| cell.row == last);
    let lengths = || own().map(|cell| cell.content.text.chars().count());
    let full = lengths().max().zip(lengths().min()).is_some_and(|(most, least)| most <= least + 1);
    above.len() == below.len()
        && above.iter().all(|cell| is_head(&cell.content.text))
        && lengths().all(|length| length <= MAX_HEAD)
        && own().count() >= 2
        && goes_on >= 2
        && (goes_on < below.len() || full)
        && below.iter().filter(written).count() == goes_on
}

/// The first line of a head of a column has at most this many characters.
const MAX_HEAD: usize = 6;

/// Whether a text is the head of a column: words without figures.
fn is_head(text: &str) -> bool {
    let is_figure = |ch: char| ch.is_numeric() && !"一二三四五六七八九十".contains(ch);
    is_label(text) && !text.chars().any(is_figure)
}

/// The cells that reach down to the last row of a table.
fn last_row(table: &Part) -> impl Iterator<Item = &PartCell> {
    table.cells.iter().filter(|cell| cell.row + cell.row_span >= table.rows)
}

fn first_row(next: &Part) -> impl Iterator<Item = &PartCell> {
    next.cells.iter().filter(|cell| cell.row == 0)
}

/// Whether the first row of the next part are the heads below some of those of the last row: what stands under no wider
/// head is the rest of the head above it, or blank where that is whole.
pub(super) fn goes_on_under(table: &Part, next: &Part) -> bool {
    let words = |cell: &PartCell| is_head(&cell.content.text);
    let is_over =
        |over: &PartCell, cell: &PartCell| covers(over, cell) && over.column_span > cell.column_span;
    let under = first_row(next).filter(|cell| last_row(table).any(|over| is_over(over, cell))).count();
    let beside = first_row(next).count() - under;
    let same = |cell: &PartCell| {
        last_row(table).any(|over| (over.column, over.column_span) == (cell.column, cell.column_span))
    };
    let all_placed = first_row(next)
        .all(|cell| same(cell) || last_row(table).any(|over| is_over(over, cell) && words(over)));
    under >= 2
        && beside >= 2
        && all_placed
        && last_row(table).all(words)
        && first_row(next).all(|cell| words(cell) || cell.content.text.is_empty() && same(cell))
}

/// The heads of a header are at least so many.
const MIN_HEADS: usize = 3;

/// Whether the last row of a table is its header and the first row of the next part holds figures, or room for them: where all that
/// follows is blank and there are no labels at the side, none were printed.
pub(super) fn is_body_under(table: &Part, next: &Part) -> bool {
    let heads = last_row(table).filter(|cell| is_head(&cell.content.text)).count();
    let is_of_header = |cell: &PartCell| cell.column == 0 || is_head(&cell.content.text);
    let is_figure = |text: &str| !text.is_empty() && !is_head(text);
    let is_bare = || next.cells.iter().all(|cell| cell.content.text.is_empty());
    heads >= MIN_HEADS
        && last_row(table).all(is_of_header)
        && (first_row(next).any(|cell| is_figure(&cell.content.text))
            || heads == last_row(table).count() && is_bare())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::text::CellText;

    fn row(texts: &[&str]) -> Part {
        let cell = |(column, text): (usize, &&str)| PartCell {
            column,
            row_span: 1,
            column_span: 1,
            content: CellText { text: (*text).into(), ..CellText::default() },
            ..PartCell::default()
        };
        Part { rows: 1, cells: texts.iter().enumerate().map(cell).collect(), ..Part::default() }
    }

    #[test]
    fn what_follows_a_header_is_figures_or_room_for_them() {
        let heads = row(&["结果维持", "结果纠正", "总计"]);
        assert!(is_body_under(&heads, &row(&["1", "", "1"])));
        assert!(is_body_under(&heads, &row(&["", "", ""])));
        assert!(!is_body_under(&heads, &row(&["", "其他", ""])));
        assert!(!is_body_under(&row(&["总计", "", ""]), &row(&["", "", ""])), "the rest of a row of figures");
    }

    #[test]
    fn heads_of_columns_that_a_break_cuts_are_one_row() {
        let above = row(&["行政复议结", "行政复议其", "行政复议总"]);
        assert!(is_header_cut(&above, &row(&["果维持", "他结果", "计"])));
        assert!(is_header_cut(&row(&["结果", "其他", "总计"]), &row(&["维持", "结果", ""])));
        assert!(!is_header_cut(&row(&["行政复议", "行政诉讼", "总计"]), &row(&["维持", "结果", "计"])));
        // The corner spans the rows of the header, and is cut as well.
        let mut cornered = row(&["本列数据的勾稽关系为：第一项", "商业", "科研", "总计"]);
        let below = row(&["加第二项之和", "企业", "机构", ""]);
        assert!(!is_header_cut(&cornered, &below));
        cornered.rows = 2;
        for (cell, (row, span)) in cornered.cells.iter_mut().zip([(0, 2), (1, 1), (1, 1), (0, 2)]) {
            (cell.row, cell.row_span) = (row, span);
        }
        assert!(is_header_cut(&cornered, &below));
        assert!(!is_header_cut(&above, &row(&["6", "1", "7"])), "figures");
        let with_empty = row(&["", "结果", "其他", "总计"]);
        assert!(is_header_cut(&with_empty, &row(&["", "维持", "结果", ""])), "a column without text");
        assert!(!is_header_cut(&with_empty, &row(&["维持", "结果", "计", ""])), "words in that column");
    }

    /// Cells of one row: text, column, columns spanned.
    fn spans(cells: &[(&str, usize, usize)]) -> Part {
        let cell = |&(text, column, column_span): &(&str, usize, usize)| PartCell {
            column,
            column_span,
            row_span: 1,
            content: CellText { text: text.into(), ..CellText::default() },
            ..PartCell::default()
        };
        Part { rows: 1, cells: cells.iter().map(cell).collect(), ..Part::default() }
    }

    #[test]
    fn heads_beside_wider_ones_go_on_below_the_break() {
        let above = spans(&[("结果", 0, 1), ("总计", 1, 1), ("未经复议直接起诉", 2, 2)]);
        let below = |last: &str| spans(&[("维持", 0, 1), ("", 1, 1), ("结果维持", 2, 1), (last, 3, 1)]);
        assert!(goes_on_under(&above, &below("总计")));
        assert!(!goes_on_under(&above, &below("7")), "figures");
        assert!(!goes_on_under(&above, &below("7件")), "figures with their unit");
        assert!(!goes_on_under(&spans(&[("1", 0, 1), ("2", 1, 1), ("3", 2, 2)]), &below("总计")));
    }

    #[test]
    fn a_row_of_figures_below_the_break_is_no_rest_of_the_header() {
        let above = row(&["", "结果维持", "结果纠正", "总计"]);
        assert!(is_body_under(&above, &row(&["", "1", "", "1"])));
        assert!(!is_body_under(&above, &row(&["", "", "", ""])));
        assert!(!is_body_under(&row(&["1.重复申请", "", "3", ""]), &row(&["", "1", "", "1"])));
    }
}
