//! Lines of CSV while they are made in memory.

use std::borrow::Cow;
use std::fmt;

use super::guard::harmless;

/// Lines of CSV after RFC 4180 with `\n` at their ends.
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    begun: bool,
    excel: bool,
    scratch: String,
}

impl Line {
    pub(super) fn new(excel: bool) -> Line {
        Line::with_capacity(0, excel)
    }

    /// The same with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize, excel: bool) -> Line {
        Line { bytes: Vec::with_capacity(bytes), begun: false, excel, scratch: String::new() }
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
        let text = if self.excel { harmless(text) } else { Cow::Borrowed(text) };
        quoted(&mut self.bytes, &text);
    }

    pub(super) fn display(&mut self, what: &dyn std::fmt::Display) {
        self.written(|text| {
            // Writing into a string cannot fail.
            let _ = fmt::Write::write_fmt(text, format_args!("{what}"));
        });
    }

    /// A text that is written for this cell alone.
    pub(super) fn written(&mut self, write: impl FnOnce(&mut String)) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        write(&mut scratch);
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

    /// A cell that needs no quotes, whatever it holds.
    pub(super) fn bare(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.separate();
        write(&mut self.bytes);
    }

    pub(super) fn end(&mut self) {
        self.bytes.push(b'\n');
        self.begun = false;
    }
}

/// Whether a byte makes a field need quotes.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b',' | b'\n' | b'\r' | 0)
}

/// Whether a field needs quotes.
fn needs_quotes(bytes: &[u8]) -> bool {
    may_be_special(bytes) && bytes.iter().any(|byte| is_special(*byte))
}

/// Whether there is a byte that is not above all special ones: most fields have none, and eight are asked at once.
fn may_be_special(bytes: &[u8]) -> bool {
    const EACH: u64 = u64::MAX / 255;
    const ABOVE: u64 = b',' as u64 + 1;
    let is_any_below = |eight: u64| eight.wrapping_sub(EACH * ABOVE) & !eight & (EACH * 128) != 0;
    let (pieces, rest) = bytes.as_chunks::<8>();
    pieces.iter().any(|piece| is_any_below(u64::from_le_bytes(*piece)))
        || is_any_below(rest.iter().fold(u64::MAX, |eight, byte| eight << 8 | u64::from(*byte)))
}

/// Appends a field, in quotes where it needs them. A NUL would end the text for many programs that read CSV.
fn quoted(line: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if !needs_quotes(bytes) {
        line.extend_from_slice(bytes);
        return;
    }
    line.push(b'"');
    let mut from = 0;
    for at in memchr::memchr2_iter(b'"', 0, bytes) {
        line.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        let is_quote = bytes.get(at) == Some(&b'"');
        line.extend_from_slice(if is_quote { b"\"\"" } else { "\u{fffd}".as_bytes() });
        from = at + 1;
    }
    line.extend_from_slice(bytes.get(from..).unwrap_or_default());
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        let quoted = |text: &str| {
            let mut line = Vec::new();
            quoted(&mut line, text);
            String::from_utf8(line).unwrap()
        };
        let long = "第三十四个字以后才有一个逗号的一段文字，要比一次看的字节更长，才知道后面的也看到了";
        assert_eq!(quoted(long), long);
        assert_eq!(quoted(&format!("{long},")), format!("\"{long},\""));
        assert_eq!(quoted(&format!("{long}\n")), format!("\"{long}\n\""));
        for at in 0..70 {
            let plain = "a".repeat(at);
            assert_eq!(quoted(&plain), plain);
            for special in [',', '\n', '\r'] {
                let text = format!("{plain}{special}");
                assert_eq!(quoted(&text), format!("\"{text}\""), "at {at}");
            }
        }
        for (text, written) in
            [("", ""), ("a", "a"), ("\"", "\"\"\"\""), ("a\0\"b", "\"a\u{fffd}\"\"b\""), ("\r", "\"\r\"")]
        {
            assert_eq!(quoted(text), written);
        }
    }
}
