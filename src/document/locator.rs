//! Where in its document a piece stands, in words a person can follow.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The place of a cell or paragraph in its source, written into the `locator` column of `figures.csv`.
///
/// All numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Locator {
    /// Not known.
    #[default]
    Unknown,
    /// A cell of an HTML table: `html=table[2]/tr[5]/td[3]`.
    Html {
        /// What the table is made of, and whether it stands in the page or in a script.
        host: Host,
        /// Which one, counting all elements of that kind in document order, nested and hidden ones included.
        table: u32,
        /// Which row of it.
        row: u32,
        /// Which cell of the row, as written (a spanning cell counts once).
        cell: u32,
    },
    /// A line of text, and the cell in it: `line=38 cell=4`; a whole line has cell 0 and is written `line=38`.
    Line {
        /// The line.
        line: u32,
        /// The cell in it, or 0.
        cell: u32,
    },
    /// A box on a page, in points from the top left corner of the page as shown: `page=5 box=102.1,433.0,120.4,446.2`.
    Page {
        /// The page.
        page: u32,
        /// Left, top, right, bottom.
        bbox: [f32; 4],
    },
}

/// What an HTML table is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Host {
    /// `<table>`: written `table[2]/tr[5]/td[3]`.
    Table,
    /// Elements laid out as a table (`<div>`, `<ul>`, `<dl>`): written `grid[2]/row[5]/cell[3]`.
    Grid,
    /// Lines of a `<pre>`: written `pre[1]/line[5]/cell[3]`.
    Pre,
    /// `<table>` in markup that sits in a string of a script: written `script/table[2]/tr[5]/td[3]`.
    Script,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Locator::Unknown => Ok(()),
            Locator::Html { host, table, row, cell } => match host {
                Host::Table => write!(f, "html=table[{table}]/tr[{row}]/td[{cell}]"),
                Host::Grid => write!(f, "html=grid[{table}]/row[{row}]/cell[{cell}]"),
                Host::Pre => write!(f, "html=pre[{table}]/line[{row}]/cell[{cell}]"),
                Host::Script => write!(f, "html=script/table[{table}]/tr[{row}]/td[{cell}]"),
            },
            Locator::Line { line, cell: 0 } => write!(f, "line={line}"),
            Locator::Line { line, cell } => write!(f, "line={line} cell={cell}"),
            Locator::Page { page, bbox: [left, top, right, bottom] } => {
                write!(f, "page={page} box={left:.1},{top:.1},{right:.1},{bottom:.1}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_read_as_the_contract_says() {
        let html = Locator::Html { host: Host::Table, table: 2, row: 5, cell: 3 };
        assert_eq!(html.to_string(), "html=table[2]/tr[5]/td[3]");
        assert_eq!(Locator::Line { line: 38, cell: 4 }.to_string(), "line=38 cell=4");
        let page = Locator::Page { page: 5, bbox: [102.1, 433.0, 120.4, 446.2] };
        assert_eq!(page.to_string(), "page=5 box=102.1,433.0,120.4,446.2");
    }
}
