//! Where in its document a piece stands, in words a person can follow.

use std::fmt::{self, Write as _};

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
    /// A cell of a table of a Word document: `word=table[2]/row[5]/cell[3]`.
    Word {
        /// Which table, counting all of them, nested ones too.
        table: u32,
        /// Which row of it.
        row: u32,
        /// Which cell of the row, as written.
        cell: u32,
    },
    /// A cell of a workbook: `sheet=1 cell=B12`.
    Sheet {
        /// Which sheet, hidden ones included.
        sheet: u32,
        /// The row.
        row: u32,
        /// The column, of which 1 is `A`.
        column: u32,
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

impl Locator {
    /// Appends it as it is written in `figures.csv`. There is one for each figure, so that this goes without a formatter.
    pub fn write_to(&self, text: &mut String) {
        let mut number = itoa::Buffer::new();
        let mut piece = |before: &str, at: u32| {
            text.push_str(before);
            text.push_str(number.format(at));
        };
        match *self {
            Locator::Unknown => {}
            Locator::Html { host, table, row, cell } => {
                let [first, second, third] = host.steps();
                piece(first, table);
                piece(second, row);
                piece(third, cell);
                text.push(']');
            }
            Locator::Word { table, row, cell } => {
                piece("word=table[", table);
                piece("]/row[", row);
                piece("]/cell[", cell);
                text.push(']');
            }
            Locator::Sheet { sheet, row, column } => {
                piece("sheet=", sheet);
                piece(&letters(column, " cell="), row);
            }
            Locator::Line { line, cell: 0 } => piece("line=", line),
            Locator::Line { line, cell } => {
                piece("line=", line);
                piece(" cell=", cell);
            }
            Locator::Page { page, bbox: [left, top, right, bottom] } => {
                piece("page=", page);
                for (before, at) in [(" box=", left), (",", top), (",", right), (",", bottom)] {
                    text.push_str(before);
                    tenths(at, text);
                }
            }
        }
    }
}

/// Appends a number with one digit behind the point, as `{:.1}` does.
fn tenths(number: f32, text: &mut String) {
    // A float of 24 bits times ten is exact in one of 53.
    let tenths = (f64::from(number.abs()) * 10.0).round_ties_even();
    if tenths < 1e9 {
        let (tenths, mut digits) = (tenths as u32, itoa::Buffer::new());
        text.push_str(if number.is_sign_negative() { "-" } else { "" });
        text.push_str(digits.format(tenths / 10));
        text.push('.');
        text.push_str(digits.format(tenths % 10));
    } else {
        // Writing into a string cannot fail.
        let _ = write!(text, "{number:.1}");
    }
}

impl Host {
    /// What stands before the number of the table, of its row, and of the cell.
    const fn steps(self) -> [&'static str; 3] {
        match self {
            Host::Table => ["html=table[", "]/tr[", "]/td["],
            Host::Grid => ["html=grid[", "]/row[", "]/cell["],
            Host::Pre => ["html=pre[", "]/line[", "]/cell["],
            Host::Script => ["html=script/table[", "]/tr[", "]/td["],
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_to(&mut text);
        f.write_str(&text)
    }
}

/// The name of a column behind some text: A, B … Z, AA, AB …
fn letters(column: u32, before: &str) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    before.chars().chain(letters.into_iter().rev().map(char::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_formatter_writes_them() {
        let hard = [
            0.0,
            -0.0,
            -0.04,
            0.05,
            0.25,
            0.35,
            0.75,
            -0.25,
            595.25,
            841.95,
            1e8,
            1e9,
            1e20,
            f32::NAN,
            f32::MIN,
        ];
        let many = (0..200_000_u32).map(|n| f32::from_bits(n.wrapping_mul(0x9E37_79B9)));
        let quarters = (0..4_000_i16).map(|n| f32::from(n - 2_000) / 16.0);
        for number in many.chain(quarters).chain(hard) {
            let mut text = String::new();
            tenths(number, &mut text);
            assert_eq!(text, format!("{number:.1}"));
        }
    }

    #[test]
    fn locators_read_as_the_contract_says() {
        let html = Locator::Html { host: Host::Table, table: 2, row: 5, cell: 3 };
        assert_eq!(html.to_string(), "html=table[2]/tr[5]/td[3]");
        let script = Locator::Html { host: Host::Script, table: 2, row: 5, cell: 13 };
        assert_eq!(script.to_string(), "html=script/table[2]/tr[5]/td[13]");
        assert_eq!(Locator::Line { line: 38, cell: 4 }.to_string(), "line=38 cell=4");
        assert_eq!(Locator::Line { line: 38, cell: 0 }.to_string(), "line=38");
        let word = Locator::Word { table: 2, row: 5, cell: 3 };
        assert_eq!(word.to_string(), "word=table[2]/row[5]/cell[3]");
        assert_eq!(Locator::Unknown.to_string(), "");
        let page = Locator::Page { page: 5, bbox: [102.1, 433.0, 120.4, 446.2] };
        assert_eq!(page.to_string(), "page=5 box=102.1,433.0,120.4,446.2");
    }
}
