//! Preformatted text: lines whose white space is their layout. What tables they make, the reader of plain text knows.

use super::tree::{Id, NONE};

/// The lines of a preformatted element while it is read.
#[derive(Debug)]
pub(super) struct Preformatted {
    /// The element, or [`NONE`].
    pub(super) id: Id,
    lines: Vec<(u32, String)>,
    number: u32,
    text: String,
}

impl Preformatted {
    pub(super) fn none() -> Preformatted {
        Preformatted { id: NONE, lines: Vec::new(), number: 1, text: String::new() }
    }

    /// Begins an element.
    pub(super) fn open(&mut self, id: Id) {
        (self.id, self.number) = (id, 1);
    }

    /// Whether nothing was read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.lines.is_empty()
    }

    /// Adds text, line breaks and all.
    pub(super) fn push(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.text.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.line_break();
            self.text.push_str(line);
        }
    }

    /// Ends a line of the text.
    pub(super) fn line_break(&mut self) {
        self.lines.push((self.number, trimmed(&self.text).to_string()));
        self.number += 1;
        self.text.clear();
    }

    /// Ends a line because an element begins or ends there.
    pub(super) fn block_break(&mut self) {
        if !self.text.trim_end().is_empty() {
            self.lines.push((self.number, trimmed(&self.text).to_string()));
        }
        self.text.clear();
    }

    /// The lines so far, leaving none.
    pub(super) fn take(&mut self) -> Vec<(u32, String)> {
        self.block_break();
        std::mem::take(&mut self.lines)
    }
}

/// A line without the spaces at its end. Tabs there are blank cells.
fn trimmed(line: &str) -> &str {
    line.trim_end_matches(|c: char| c != '\t' && c.is_whitespace())
}

/// Whether white space or strokes set the text of a line apart into columns.
pub(super) fn is_aligned(line: &str) -> bool {
    line.contains(['\t', '│', '|']) || line.trim_start().contains("  ")
}
