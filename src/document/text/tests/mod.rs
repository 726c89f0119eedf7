//! Tables and paragraphs as they stand in texts, and what must come of them.
//!
//! Tables are shown a line per row: cells between strokes, `·` for a slot without a cell, `<` and `^` for a slot that the
//! cell to the left or above covers. Paragraphs begin with `¶`, headings with `#`.

mod aligned;
mod boxes;
mod dumped;
mod hostile;
mod named;
mod paragraphs;
mod separated;
mod stacked;

use super::*;

fn show(text: &str) -> Vec<String> {
    read(text).blocks.iter().flat_map(show_block).collect()
}

fn show_block(block: &Block) -> Vec<String> {
    let grid = match block {
        Block::Text(paragraph) if paragraph.heading => return vec![format!("# {}", paragraph.text)],
        Block::Text(paragraph) => return vec![format!("¶ {}", paragraph.text)],
        Block::Table(grid) => grid,
    };
    let slot = |row: usize, column: usize| {
        let Some(index) = grid.at(row, column) else { return "·" };
        let cell = &grid.cells()[index];
        match (cell.row as usize == row, cell.column as usize == column) {
            (true, true) => cell.text.as_str(),
            (true, false) => "<",
            (false, _) => "^",
        }
    };
    let line = |row| (0..grid.columns()).map(|column| slot(row, column)).collect::<Vec<_>>().join("|");
    (0..grid.rows()).map(line).collect()
}

/// The locators of the cells of the first table, in order.
fn locators(text: &str) -> Vec<String> {
    let blocks = read(text).blocks;
    let table = blocks.iter().find_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    table.unwrap().cells().iter().map(|cell| cell.locator.to_string()).collect()
}

#[test]
#[ignore = "shows what is read of a file: NIANBAO_SHOW=file cargo test shows_a_file -- --ignored --nocapture"]
fn shows_a_file() {
    let bytes = std::fs::read(std::env::var("NIANBAO_SHOW").unwrap()).unwrap();
    let document = crate::document::read(&bytes).unwrap();
    println!("{:?} {:?} {:?}", document.format, document.decoding, document.damage);
    println!("{}", document.blocks.iter().flat_map(show_block).collect::<Vec<_>>().join("\n"));
}
