//! Lines of CSV while they are made in memory.

use std::borrow::Cow;
use std::fmt;
use std::io::Write as _;

use super::excel;
use crate::document::Locator;
use crate::report::Value;

/// Lines of CSV after RFC 4180 with `\n` at their ends.
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    begun: bool,
    excel: bool,
    scratch: String,
}

impl Line {
    pub(super) fn new(excel: bool) -> Line {
        Line { bytes: Vec::new(), begun: false, excel, scratch: String::new() }
    }

    fn separate(&mut self) {
        if self.begun {
            self.bytes.push(b',');
        }
        self.begun = true;
    }

    /// Cells that were written before, with the commas between them.
    pub(super) fn cells(&mut self, cells: &[u8]) {
        self.separate();
        self.bytes.extend_from_slice(cells);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        let text = if self.excel { excel::harmless(text) } else { Cow::Borrowed(text) };
        quoted(&mut self.bytes, &text);
    }

    pub(super) fn display(&mut self, what: &dyn std::fmt::Display) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        // Writing into a string cannot fail.
        let _ = fmt::Write::write_fmt(&mut scratch, format_args!("{what}"));
        self.text(&scratch);
        self.scratch = scratch;
    }

    pub(super) fn locator(&mut self, locator: &Locator) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        locator.write_to(&mut scratch);
        self.text(&scratch);
        self.scratch = scratch;
    }

    pub(super) fn count(&mut self, count: u64) {
        self.separate();
        self.bytes.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
    }

    pub(super) fn maybe_count(&mut self, count: Option<u64>) {
        match count {
            Some(count) => self.count(count),
            None => self.separate(),
        }
    }

    pub(super) fn year(&mut self, year: Option<u16>) {
        self.separate();
        if let Some(year) = year {
            self.bytes.extend_from_slice(itoa::Buffer::new().format(year).as_bytes());
        }
    }

    pub(super) fn value(&mut self, value: Option<Value>) {
        self.separate();
        let Some(number) = value.and_then(Value::number) else { return };
        match i64::try_from(number.mantissa()) {
            Ok(whole) if number.scale() == 0 => {
                self.bytes.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
            }
            // Writing into memory cannot fail.
            _ => drop(write!(self.bytes, "{}", number.normalize())),
        }
    }

    pub(super) fn end(&mut self) {
        self.bytes.push(b'\n');
        self.begun = false;
    }
}

/// Which bytes make a field need quotes.
#[expect(
    clippy::indexing_slicing,
    reason = "bytes index a table of 256; it is made when the program is built"
)]
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut rest: &[u8] = b"\",\n\r\0";
    while let [byte, behind @ ..] = rest {
        special[*byte as usize] = true;
        rest = behind;
    }
    special
};

/// Appends a field, in quotes where it needs them. A NUL would end the text for many programs that read CSV.
fn quoted(line: &mut Vec<u8>, text: &str) {
    let is_special = |byte: &u8| SPECIAL.get(usize::from(*byte)).copied().unwrap_or(true);
    // All bytes are looked at, for that is faster than to ask after each whether it was the one.
    if !text.as_bytes().iter().fold(false, |any, byte| any | is_special(byte)) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for &byte in text.as_bytes() {
        match byte {
            b'"' => line.extend_from_slice(b"\"\""),
            0 => line.extend_from_slice("\u{fffd}".as_bytes()),
            byte => line.push(byte),
        }
    }
    line.push(b'"');
}
