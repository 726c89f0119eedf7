//! Texts that were made to break a reader.

use super::{Block, Damage, read};
use crate::document::Grid;
use proptest::prelude::*;

fn grids(text: &str) -> Vec<Grid> {
    let blocks = read(text).blocks.into_iter();
    blocks.filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).collect()
}

#[test]
fn a_million_tabs() {
    let text = format!("a\tb\n{}\nc\td\n", "1\t".repeat(1_000_000));
    assert!(read(&text).damage.contains(&Damage::Limit("cells in a line".into())));
    assert!(grids(&text).iter().all(|grid| grid.columns() <= 1_000));
}

#[test]
fn wide_rows_over_many_short_ones_do_not_fill_the_memory() {
    let table = format!("{}\n{}一、年度情况\n", "1\t".repeat(999), "a\tb\n".repeat(999));
    let document = read(&table.repeat(200));
    assert!(document.damage.iter().any(|damage| matches!(damage, Damage::Limit(_))));
    let slots: usize = document
        .blocks
        .iter()
        .map(|block| if let Block::Table(grid) = block { grid.rows() * grid.columns() } else { 0 })
        .sum();
    assert!(slots <= 6 << 20, "{slots}");
}

#[test]
fn long_and_many_lines() {
    assert_eq!(read(&"长".repeat(1 << 20)).blocks.len(), 1);
    let many = read(&"a\n".repeat((1 << 20) + 5));
    assert!(many.damage.contains(&Damage::Limit("lines".into())));
    for unit in [
        "a  1\n",
        "a\t\n",
        "a b\n",
        "a b\n1\n",
        "a 1\n",
        "| a |\n",
        "a | b |\n",
        "a | 1 |\n",
        "1 | 2 ||\n",
        "a\n|\n",
        "1 |\n|\n",
        "+--+--+\n",
        "==  ==\n",
        "a,\"b\n",
        "（\t1\n",
        "\"\t1\n",
        "1.很长很长的标签文字\n",
        "\n",
    ] {
        read(&unit.repeat(4_000));
    }
}

#[test]
fn nuls_are_nothing() {
    let grids = grids("规\0章\t2\0\n\0文件\t\0\n");
    assert_eq!(
        grids[0].cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(),
        ["规 章", "2", "文件", ""]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 20_000 }))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = crate::document::read(&bytes);
    }

    #[test]
    fn any_text_gives_sound_grids(text in "([a1一、（）\"|\\-+=,; \t\u{3000}│┼─┬\n\r\u{c}\\\\.]|  |\n|\t|--|\\+-|规章|本年新){0,120}") {
        for grid in grids(&text) {
            for cell in grid.cells() {
                prop_assert!((cell.row + cell.row_span) as usize <= grid.rows());
                prop_assert!((cell.column + cell.column_span) as usize <= grid.columns());
                prop_assert!(cell.row_span >= 1 && cell.column_span >= 1);
            }
            for row in 0..grid.rows() {
                for column in 0..grid.columns() {
                    if let Some(cell) = grid.cell(row, column) {
                        let rows = cell.row..cell.row + cell.row_span;
                        let columns = cell.column..cell.column + cell.column_span;
                        prop_assert!(rows.contains(&(row as u32)) && columns.contains(&(column as u32)));
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_printed_is_lost(text in "([a1#一、（）| \t\n规章]|  |\n|\t){0,80}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let mut read_text = String::new();
        for block in read(&text).blocks {
            match block {
                Block::Text(paragraph) => {
                    prop_assert!(!paragraph.text.is_empty());
                    read_text.push_str(&paragraph.text);
                }
                Block::Table(grid) => grid.cells().iter().for_each(|cell| read_text.push_str(&cell.text)),
            }
        }
        prop_assert_eq!(letters(&read_text), letters(&text));
    }
}
