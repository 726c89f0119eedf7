//! Cuts a table that holds a whole report at the headings of its sections.
//!
//! Spreadsheets, and some pages, put everything into one grid: title, headings and paragraphs are rows of it, each with
//! one cell filled. What stands under one heading is a table of its own, with columns of its own.

use std::collections::BTreeSet;

use compact_str::CompactString;

use super::text::{is_section, is_title, is_value, starts_item};
use super::{Block, Cell, Document, Grid, Paragraph};

/// A row with one text of so many characters or more, and a full stop in it, is a paragraph wherever it stands: no label is as
/// long. Shorter ones are where no table is around them.
const PROSE: usize = 40;

/// What stands behind a number that counts things.
const COUNTERS: &str = "件条份项个人宗起次篇期场";

/// A row with one text of so many characters or fewer, that begins with a year, says whose figures follow.
const CAPTION: usize = 12;

/// What a row is to the report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The heading of a section, or the title.
    Heading,
    /// A line between two tables: `2022年度情况：`.
    Caption,
    Prose,
    Table,
}

/// Cuts the tables of a document.
pub(super) fn cut(document: &mut Document) {
    // The title of a sheet stands in its first row.
    let titled = document.format.is_workbook();
    let has_section = |block: &Block| matches!(block, Block::Table(grid) if has_section(grid, titled));
    if !document.blocks.iter().any(has_section) {
        return;
    }
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut starts = Vec::with_capacity(document.blocks.len() + 1);
    for block in std::mem::take(&mut document.blocks) {
        starts.push(blocks.len());
        match block {
            Block::Table(grid) if self::has_section(&grid, titled) => blocks.extend(pieces(&grid)),
            block => blocks.push(block),
        }
    }
    starts.push(blocks.len());
    for picture in &mut document.pictures {
        picture.after_block = starts.get(picture.after_block).copied().unwrap_or(blocks.len());
    }
    document.blocks = blocks;
    if titled {
        drop_titles_again(&mut document.blocks);
    }
}

/// Each sheet of a workbook may have the title of the report; it is one report all the same.
fn drop_titles_again(blocks: &mut Vec<Block>) {
    let mut known: BTreeSet<CompactString> = BTreeSet::new();
    blocks.retain(|block| match block {
        Block::Text(paragraph) if is_title(&paragraph.text) => known.insert(paragraph.text.clone()),
        _ => true,
    });
}

fn has_section(grid: &Grid, titled: bool) -> bool {
    let mut rows = (0..grid.rows()).filter_map(|row| Some((row, lone(grid, row)?)));
    // A caption over the whole table is at home in it.
    rows.any(|(row, cell)| {
        is_section(&cell.text)
            || row > 0 && is_caption(&cell.text)
            || row == 0 && titled && is_title(&cell.text)
    })
}

fn is_caption(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '【']);
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.len() - after.len() == 4 && after.starts_with('年') && text.chars().nth(CAPTION).is_none()
}

fn kind(grid: &Grid, row: usize) -> Kind {
    let Some(cell) = lone(grid, row) else { return Kind::Table };
    if is_section(&cell.text) || is_title(&cell.text) {
        return Kind::Heading;
    }
    if is_caption(&cell.text) {
        return Kind::Caption;
    }
    let long = || cell.text.chars().nth(PROSE).is_some();
    if cell.text.contains('。') && long() { Kind::Prose } else { Kind::Table }
}

/// What each row is, with what stands around it.
fn kinds(grid: &Grid) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = (0..grid.rows()).map(|row| kind(grid, row)).collect();
    let mut first = 0;
    for part in kinds.chunk_by_mut(|_, next| *next != Kind::Heading) {
        let outside = outside(grid, first, part);
        first += part.len();
        for (kind, outside) in part.iter_mut().zip(outside) {
            if outside && *kind == Kind::Table {
                *kind = Kind::Prose;
            }
        }
    }
    kinds
}

/// Which rows from a heading to the next one are running text and none of the table under the heading: all of them where no row has
/// two cells filled; before the first such row what is a sentence, and behind the last one what ends as a sentence does.
fn outside(grid: &Grid, first: usize, part: &[Kind]) -> Vec<bool> {
    let rows = || first..first + part.len();
    let is_blank = |row: usize| grid.row(row).all(|(_, cell)| cell.text.is_empty());
    let texts: Vec<Option<&str>> = rows().map(|row| lone(grid, row).map(|cell| cell.text.as_str())).collect();
    let is_row = |at: &usize| texts.get(*at).is_some_and(Option::is_none) && !is_blank(first + at);
    let (begin, end) = ((0..texts.len()).find(is_row), (0..texts.len()).rfind(is_row));
    let (Some(begin), Some(end)) = (begin, end) else {
        // Figures one below the other are a table of one column.
        let headed = part.first() == Some(&Kind::Heading);
        let plain = headed && !texts.iter().flatten().any(|text| is_value(text));
        let is_text = |text: &Option<&str>| text.is_some_and(|text| plain || is_sentence(text));
        return texts.iter().map(is_text).collect();
    };
    let is_outside = |(at, text): (usize, &Option<&str>)| {
        text.is_some_and(|text| {
            at < begin && is_sentence(text) || at > end && ends(text) && !starts_item(text)
        })
    };
    texts.iter().enumerate().map(is_outside).collect()
}

/// Whether a text ends as a sentence does, or states a number of things.
fn is_sentence(text: &str) -> bool {
    ends(text) || states_number(text)
}

/// Whether a text says a number of things: 不予公开1件, and more words than the name of a row has. 第20条 is none.
fn states_number(text: &str) -> bool {
    const LEAST: usize = 6;
    let mut last = ' ';
    let mut is_ordinal = false;
    let counts = |c: char| {
        let counted = last.is_ascii_digit() && !is_ordinal && COUNTERS.contains(c);
        if c.is_ascii_digit() && !last.is_ascii_digit() {
            is_ordinal = last == '第';
        }
        last = c;
        counted
    };
    text.chars().nth(LEAST - 1).is_some() && !is_value(text) && text.chars().any(counts)
}

/// Whether a text ends as sentences and their parts do.
fn ends(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；'])
}

/// The only cell of a row with a text in it, if no cell reaches over the row's edges.
fn lone(grid: &Grid, row: usize) -> Option<&Cell> {
    let cells = || grid.row(row).map(|(_, cell)| cell);
    let mut texts = cells().filter(|cell| !cell.text.is_empty());
    let (Some(cell), None) = (texts.next(), texts.next()) else { return None };
    cells().all(|cell| cell.row as usize == row && cell.row_span == 1).then_some(cell)
}

/// What a grid with headings comes apart into.
fn pieces(grid: &Grid) -> Vec<Block> {
    let kinds = kinds(grid);
    let runs: Vec<&[Kind]> = kinds.chunk_by(|a, b| *a == Kind::Table && *b == Kind::Table).collect();
    let run_of: Vec<usize> =
        runs.iter().enumerate().flat_map(|(at, run)| std::iter::repeat_n(at, run.len())).collect();
    // Each cell is handed to its run, so that none is looked at once for each.
    let mut cells: Vec<Vec<&Cell>> = vec![Vec::new(); runs.len()];
    for cell in grid.cells() {
        if let Some(own) = run_of.get(cell.row as usize).and_then(|run| cells.get_mut(*run)) {
            own.push(cell);
        }
    }
    let mut first = 0;
    let mut blocks = Vec::new();
    for (run, cells) in runs.into_iter().zip(cells) {
        let kind = run.first().copied().unwrap_or(Kind::Table);
        match lone(grid, first).filter(|_| kind != Kind::Table) {
            Some(cell) => blocks.push(Block::Text(Paragraph {
                text: cell.text.clone(),
                locator: cell.locator,
                heading: kind == Kind::Heading,
            })),
            None => {
                let mut part = part(&cells, first as u32, run.len() as u32);
                // What is said of the whole is said of each part.
                part.iter_mut().for_each(|part| part.caption.clone_from(&grid.caption));
                blocks.extend(part.map(Block::Table));
            }
        }
        first += run.len();
    }
    blocks
}

/// The cells of some rows as a grid of their own, without the columns at the right in which nothing stands.
fn part(cells: &[&Cell], first: u32, rows: u32) -> Option<Grid> {
    let texts = || cells.iter().filter(|cell| !cell.text.is_empty());
    let width = texts().map(|cell| cell.column + 1).max()?;
    let locator = texts().next()?.locator;
    let own = cells.iter().filter(|cell| cell.column < width);
    let own = own.map(|cell| Cell {
        row: cell.row - first,
        column_span: cell.column_span.min(width - cell.column),
        ..(*cell).clone()
    });
    Some(Grid::from_cells(rows, own.collect(), locator))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    fn show(text: &str) -> Vec<String> {
        let document = read(text.as_bytes()).unwrap();
        let show = |block: &Block| match block {
            Block::Text(paragraph) => {
                format!("{}{}", if paragraph.heading { "# " } else { "" }, paragraph.text)
            }
            Block::Table(grid) => format!("{}x{}", grid.rows(), grid.columns()),
        };
        document.blocks.iter().map(show).collect()
    }

    #[test]
    fn a_table_is_cut_at_the_headings_of_sections_and_loses_its_empty_columns() {
        let page = "<table><tr><td colspan=4>二、主动公开政府信息情况<tr><td>信息内容<td>制发件数<td><td>\
                    <tr><td>规章<td>1<td><td><tr><td colspan=4>三、收到和处理政府信息公开申请情况\
                    <tr><td>项目<td>自然人<td>法人<td>总计<tr><td>新收<td>1<td>2<td>3</table>";
        let sections = ["# 二、主动公开政府信息情况", "2x2", "# 三、收到和处理政府信息公开申请情况", "2x4"];
        assert_eq!(show(page), sections);
    }

    #[test]
    fn a_sentence_of_any_length_is_none_of_the_table_below_it() {
        let table = "<tr><td>项目<td>总计<tr><td>规章<td>1<tr><td>1.属于国家秘密的3件<td><tr><td>合计<td>1";
        let page = format!(
            "<table><tr><td colspan=2>二、主动公开政府信息情况<tr><td colspan=2>废止2件。<tr><td colspan=2>第20条第1项\
             {table}<tr><td colspan=2>均已公开。<tr><td colspan=2>六、其他需要报告的事项<tr><td colspan=2>不予公开1件，无法提供3件\
             <tr><td colspan=2>某某局</table>"
        );
        let expected = [
            "# 二、主动公开政府信息情况",
            "废止2件。",
            "5x2",
            "均已公开。",
            "# 六、其他需要报告的事项",
            "不予公开1件，无法提供3件",
            "某某局",
        ];
        assert_eq!(show(&page), expected);
    }

    #[test]
    fn a_year_between_two_tables_stands_between_them_and_one_over_a_table_in_it() {
        let rows = "<tr><td>新收<td>1<tr><td>结转<td>2";
        let two =
            format!("<table><tr><td colspan=2>2022年{rows}<tr><td colspan=2>（2023年度）{rows}</table>");
        assert_eq!(show(&two), ["2022年", "2x2", "（2023年度）", "2x2"]);
        let one = format!("<table><tr><td colspan=2>2023年{rows}</table>");
        assert_eq!(show(&one), ["3x2"]);
    }
}
