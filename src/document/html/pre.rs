//! Tables drawn with characters inside a `<pre>`: read by the reader of plain text.

use crate::document::{Block, Host, Locator, Paragraph, text};

/// Replaces the lines of each `<pre>` by the paragraphs and tables they hold.
pub(super) fn tabulate(blocks: Vec<Block>) -> Vec<Block> {
    let mut read = Vec::with_capacity(blocks.len());
    let mut lines: Vec<Paragraph> = Vec::new();
    for block in blocks {
        match block {
            Block::Text(line) if pre(&line).is_some() => {
                if lines.last().is_some_and(|last| pre(last) != pre(&line)) {
                    flush(&mut lines, &mut read);
                }
                lines.push(line);
            }
            block => {
                flush(&mut lines, &mut read);
                read.push(block);
            }
        }
    }
    flush(&mut lines, &mut read);
    read
}

/// Which `<pre>` a line stands in.
fn pre(line: &Paragraph) -> Option<u32> {
    match line.locator {
        Locator::Html { host: Host::Pre, table, .. } => Some(table),
        _ => None,
    }
}

fn flush(lines: &mut Vec<Paragraph>, read: &mut Vec<Block>) {
    let Some(table) = lines.first().and_then(pre) else { return };
    let numbered = lines.iter().map(|line| match line.locator {
        Locator::Html { row, .. } => (row, line.text.as_str()),
        _ => (0, line.text.as_str()),
    });
    let locate = |row, cell| Locator::Html { host: Host::Pre, table, row, cell };
    read.extend(text::tables_in(numbered, locate));
    lines.clear();
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn a_drawn_table_becomes_a_grid_with_places_in_its_pre() {
        let page = "<p>二</p><pre>规章\t2\t0\t5\n行政规范性文件\t8\t103\t100\n</pre>";
        let document = read(page);
        let Some(Block::Table(grid)) = document.blocks.get(1) else { panic!("{:?}", document.blocks) };
        let cell = grid.cell(1, 2).unwrap();
        assert_eq!(cell.text, "103");
        assert_eq!(cell.locator.to_string(), "html=pre[1]/line[2]/cell[3]");
    }
}
