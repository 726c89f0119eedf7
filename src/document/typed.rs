//! A line as a word processor holds it: characters of some type, raised ones among them, which may be the mark of a note.

use compact_str::CompactString;

use super::CellMarks;
use super::fold::{Folded, fold};
use super::note::is_mark;

/// How characters are set, as far as it may make them no part of the number beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Type {
    pub(super) is_raised: bool,
    pub(super) is_lowered: bool,
    /// In half points; 0 where it is not said.
    pub(super) size: u16,
    /// Whether they are seen hangs on what is behind them.
    pub(super) is_doubtful: bool,
}

impl Type {
    /// Whether it is set apart from another one beside it.
    fn differs(self, other: Type) -> bool {
        let (small, large) = (self.size.min(other.size), self.size.max(other.size));
        self.is_raised != other.is_raised
            || self.is_lowered != other.is_lowered
            || small > 0 && u32::from(small) * 10 < u32::from(large) * 8
    }
}

/// A line being read.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: Folded,
    /// The raised characters read last.
    raised: String,
    /// The type of the last characters in the text.
    last: Type,
    marks: CellMarks,
}

impl Line {
    /// Adds characters.
    pub(super) fn push(&mut self, text: &str, of: Type) {
        self.marks.doubtful |= of.is_doubtful && !text.trim_ascii().is_empty();
        if of.is_raised {
            self.raised.push_str(text);
        } else {
            self.end_raised();
            self.add(text, of);
        }
    }

    /// Leaves out the mark of a note that is numbered by itself.
    pub(super) fn note(&mut self) {
        self.end_raised();
        self.marks.note_dropped |= !self.text.is_empty();
    }

    /// Ends the line: its text, and what was noticed about it. Nothing where no character is shown.
    pub(super) fn end(&mut self) -> Option<(CompactString, CellMarks)> {
        self.end_raised();
        let mut marks = std::mem::take(&mut self.marks);
        marks.doubtful |= self.text.turned;
        self.last = Type::default();
        let text = self.text.take();
        (!text.is_empty()).then_some((text, marks))
    }

    /// Takes in what is raised, or leaves it out if it is the mark of a note beside other text.
    fn end_raised(&mut self) {
        if self.raised.is_empty() {
            return;
        }
        let raised = fold(&std::mem::take(&mut self.raised));
        if !self.text.is_empty() && is_mark(&raised, self.text.as_str()) {
            self.marks.note_dropped = true;
        } else {
            self.add(&raised, Type { is_raised: true, ..self.last });
        }
    }

    /// Adds text. Digits of two types that touch may be a number and the mark of a note.
    fn add(&mut self, text: &str, of: Type) {
        self.marks.doubtful |= of != self.last
            && of.differs(self.last)
            && self.text.ends_with_digit()
            && text.starts_with(|c: char| c.is_ascii_digit());
        self.last = of;
        self.text.push(text);
    }
}
