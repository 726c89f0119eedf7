//! The reader from outside: markup in, blocks out. Every expected value is typed by hand from what a browser shows.

mod hidden;
mod hostile;
mod lookalikes;
mod pages;
mod quick;
mod same_tree;
mod scripts;
mod seen;
mod tables;
mod text;

use super::*;
use crate::document::{Grid, Paragraph};

/// The blocks of a page as lines: a paragraph as it is (`# ` before a heading), a table as its rows, cells between
/// bars, `″` where a cell from the left or above continues and `∅` where there is none.
fn shown(markup: &str) -> Vec<String> {
    lines(&read(markup))
}

fn lines(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Text(Paragraph { text, heading, .. }) => {
                vec![if *heading { format!("# {text}") } else { text.to_string() }]
            }
            Block::Table(grid) => rows(grid),
        })
        .collect()
}

fn rows(grid: &Grid) -> Vec<String> {
    let slot = |row, column| match grid.cell(row, column) {
        None => "∅",
        Some(cell) if (cell.row as usize, cell.column as usize) == (row, column) => cell.text.as_str(),
        Some(_) => "″",
    };
    (0..grid.rows())
        .map(|row| {
            let cells: Vec<&str> = (0..grid.columns()).map(|column| slot(row, column)).collect();
            format!("|{}|", cells.join("|"))
        })
        .collect()
}

fn grids(document: &Document) -> Vec<&Grid> {
    let grid = |block: &'_ Block| matches!(block, Block::Table(_));
    document
        .blocks
        .iter()
        .filter(|block| grid(block))
        .filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Text(_) => None,
        })
        .collect()
}

/// A table with the cells of its rows given, each row a list of `<td>` contents.
fn table(rows: &[&[&str]]) -> String {
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!("<table>{rows}</table>")
}

/// A table large enough to be one of a report, and what it is shown as.
const FIGURES: &str = "<table><tr><td>信息内容</td><td>制发</td><td>废止</td><td>有效</td></tr>\
    <tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>\
    <tr><td>规范性文件</td><td>4</td><td>5</td><td>6</td></tr></table>";
const FIGURES_SHOWN: [&str; 3] = ["|信息内容|制发|废止|有效|", "|规章|1|2|3|", "|规范性文件|4|5|6|"];
