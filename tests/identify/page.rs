//! Pages typed as lines.

use nianbao::document::{Block, Cell, CellMarks, Document, Format, Grid, Locator, Paragraph};

/// A page from lines: `title:` and `meta NAME:` for the head, `# ` for a heading, `| a | b` for a table of one row.
pub(crate) fn page(text: &str) -> Document {
    let mut document = Document::new(Format::Html);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("title:") {
            document.head.title = Some(title.trim().into());
        } else if let Some((name, content)) = line.strip_prefix("meta ").and_then(|meta| meta.split_once(':'))
        {
            document.head.metas.push((name.into(), content.trim().into()));
        } else if let Some(row) = line.strip_prefix('|') {
            document.blocks.push(Block::Table(grid(row)));
        } else {
            let (text, heading) = line.strip_prefix("# ").map_or((line, false), |text| (text, true));
            let paragraph = Paragraph { text: text.into(), locator: Locator::Unknown, heading };
            document.blocks.push(Block::Text(paragraph));
        }
    }
    document
}

fn grid(row: &str) -> Grid {
    let cell = |(column, text): (usize, &str)| Cell {
        text: text.trim().into(),
        row: 0,
        column: column as u32,
        row_span: 1,
        column_span: 1,
        locator: Locator::Unknown,
        marks: CellMarks::default(),
    };
    Grid::from_cells(1, row.split('|').enumerate().map(cell).collect(), Locator::Unknown)
}

/// A table of some size.
pub(crate) const TABLE: &str = "| 行政许可 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12";

/// The outline of a report with a table.
pub(crate) fn report(title: &str, table: &str) -> String {
    format!(
        "{title}
        根据《政府信息公开条例》编制本年度报告。
        一、总体情况
        二、主动公开政府信息情况
        {table}
        三、收到和处理政府信息公开申请情况
        六、其他需要报告的事项"
    )
}
