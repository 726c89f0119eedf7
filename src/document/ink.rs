//! What stands in a cell beside its text: pictures, drawings, text boxes. A cell that holds one is not blank.

use compact_str::CompactString;

use super::fold::Folded;
use super::{CellMarks, DRAWN};

/// What is drawn in a cell.
#[derive(Debug, Default)]
pub(super) struct Ink {
    /// Text of drawings, whose place among the other text is not known.
    text: Folded,
    /// Something that is not read.
    is_drawn: bool,
    /// A figure that is struck out.
    is_struck: bool,
}

impl Ink {
    /// Takes in something that is not read.
    pub(super) fn draw(&mut self) {
        self.is_drawn = true;
    }

    /// Takes in a figure that is struck out. Another text in the cell has replaced it; where there is none a person sees what it
    /// was, and no blank.
    pub(super) fn strike(&mut self, text: &str) {
        self.is_struck |= text.contains(|c: char| c.is_ascii_digit());
    }

    /// Takes in the text of a drawing.
    pub(super) fn write(&mut self, text: &str) {
        self.text.gap();
        self.text.push(text);
    }

    /// Takes in what a drawing in it held.
    pub(super) fn add(&mut self, mut other: Ink) {
        self.is_drawn |= other.is_drawn;
        self.is_struck |= other.is_struck;
        self.write(&other.text.take());
    }

    /// Settles what the cell says: the text of a drawing stands for one that has no other, and so does a mark that something is
    /// there. Beside other text, the drawing may be a digit of it. In neither case is the cell sure. Leaves nothing.
    pub(super) fn settle(&mut self, text: &mut CompactString, marks: &mut CellMarks) {
        let is_struck = std::mem::take(&mut self.is_struck) && text.is_empty();
        let is_drawn = std::mem::take(&mut self.is_drawn) || is_struck;
        if !is_drawn && self.text.is_empty() {
            return;
        }
        let written = self.text.take();
        marks.doubtful = true;
        if text.is_empty() {
            *text = written;
        }
        if text.is_empty() {
            text.push(DRAWN);
        }
    }
}

/// Whether a text is nothing but the mark of something that is drawn.
pub(super) fn is_drawn(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == DRAWN || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, ink: impl Fn(&mut Ink)) -> (String, bool) {
        let (mut text, mut marks, mut own) =
            (CompactString::from(text), CellMarks::default(), Ink::default());
        ink(&mut own);
        own.settle(&mut text, &mut marks);
        (text.to_string(), marks.doubtful)
    }

    #[test]
    fn a_cell_with_a_drawing_is_not_blank() {
        assert_eq!(settled("", |_| ()), (String::new(), false));
        assert_eq!(settled("", Ink::draw), (DRAWN.to_string(), true));
        assert_eq!(settled("", |ink| ink.write(" 12 ")), ("12".to_string(), true));
        assert_eq!(settled("8", Ink::draw), ("8".to_string(), true));
        assert_eq!(settled("", |ink| ink.strike("12")), (DRAWN.to_string(), true));
        assert_eq!(settled("8", |ink| ink.strike("12")), ("8".to_string(), false));
        assert_eq!(settled("", |ink| ink.strike("—")), (String::new(), false));
        assert!(is_drawn(&DRAWN.to_string()) && !is_drawn("") && !is_drawn("1"));
    }
}
