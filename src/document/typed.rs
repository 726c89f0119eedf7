//! A line as a word processor holds it: characters, some of them raised, which may be the mark of a note.

use compact_str::CompactString;

use super::fold::{Folded, fold};
use super::note::is_mark;

/// A line being read.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: Folded,
    /// The raised characters read last.
    raised: String,
    noted: bool,
}

impl Line {
    /// Adds characters.
    pub(super) fn push(&mut self, text: &str, is_raised: bool) {
        if is_raised {
            self.raised.push_str(text);
        } else {
            self.end_raised();
            self.text.push(text);
        }
    }

    /// Leaves out the mark of a note that is numbered by itself.
    pub(super) fn note(&mut self) {
        self.end_raised();
        self.noted |= !self.text.is_empty();
    }

    /// Ends the line: its text, and whether the mark of a note was left out. Nothing where no character is shown.
    pub(super) fn end(&mut self) -> Option<(CompactString, bool)> {
        self.end_raised();
        let noted = std::mem::take(&mut self.noted);
        let text = self.text.take();
        (!text.is_empty()).then_some((text, noted))
    }

    /// Takes in what is raised, or leaves it out if it is the mark of a note beside other text.
    fn end_raised(&mut self) {
        if self.raised.is_empty() {
            return;
        }
        let raised = fold(&std::mem::take(&mut self.raised));
        if !self.text.is_empty() && is_mark(&raised, self.text.as_str()) {
            self.noted = true;
        } else {
            self.text.push(&raised);
        }
    }
}
