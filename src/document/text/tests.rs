//! Tables as they stand in texts.
use super::*;

fn show(text: &str) -> Vec<String> {
    let document = read(text);
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Text(paragraph) => out.push(format!("¶ {}", paragraph.text)),
            Block::Table(grid) => {
                for row in 0..grid.rows() {
                    let mut cells = Vec::new();
                    let mut last = None;
                    for column in 0..grid.columns() {
                        let at = grid.at(row, column);
                        cells.push(match at {
                            None => "·".to_string(),
                            Some(index) if last == Some(index) => "<".into(),
                            Some(index) if grid.cells()[index].row as usize != row => "^".into(),
                            Some(index) => grid.cells()[index].text.to_string(),
                        });
                        last = at;
                    }
                    out.push(cells.join("|"));
                }
            }
        }
    }
    out
}

#[test]
#[ignore = "shows the tables of a file"]
fn dump() {
    let bytes = std::fs::read(std::env::var("NIANBAO_DUMP").unwrap()).unwrap();
    let document = crate::document::read(&bytes).unwrap();
    println!("{:?} {:?} {:?}", document.format, document.decoding, document.damage);
    println!("{}", show(&crate::document::decode_text(&bytes).0).join("\n"));
}
