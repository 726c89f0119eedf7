//! The texts of a line between gaps, with the places they take on the screen.

use crate::document::text::draft::MAX_LINE_CELLS;
use crate::document::text::lines::{Line, is_space, is_value};
use crate::document::text::tabs::TAB;

/// The width of white space that ends a cell.
const GAP: usize = 2;

/// A text between gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    /// Where it begins and ends on the screen.
    pub(super) left: usize,
    pub(super) right: usize,
    /// Whether it could be a figure.
    pub(super) value: bool,
    /// Whether it may be a piece of one.
    pub(super) doubtful: bool,
}

/// A line in its texts.
#[derive(Debug)]
pub(super) struct Measured<'a> {
    pub(super) number: u32,
    pub(super) segments: Vec<Segment<'a>>,
    /// Whether there were more than are read.
    pub(super) cut: bool,
}

impl Segment<'_> {
    /// Whether they share a place.
    pub(super) fn overlaps(&self, left: usize, right: usize) -> bool {
        self.left < right && left < self.right
    }
}

/// How figures with single spaces between them are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spaces {
    /// Each for itself.
    Part,
    /// As one figure, if the spaces set its thousands apart.
    Group,
}

/// Measures a line; `width` says how wide a character is.
pub(super) fn measure<'a>(line: &Line<'a>, width: fn(char) -> usize, spaces: Spaces) -> Measured<'a> {
    let mut segments = Vec::new();
    let mut at = 0;
    // Where the open text begins and where its last visible character ends: on the screen, and in bytes.
    let mut open: Option<[(usize, usize); 2]> = None;
    let mut cut = false;
    for (byte, c) in line.text.char_indices() {
        let next = if c == '\t' { (at / TAB + 1) * TAB } else { at + width(c) };
        if !is_space(c) {
            let end = (next, byte + c.len_utf8());
            open = match open {
                Some([start, last]) if at >= last.0 + GAP => {
                    push(&mut segments, line.text, [start, last], width, spaces);
                    Some([(at, byte), end])
                }
                Some([start, _]) => Some([start, end]),
                None => Some([(at, byte), end]),
            };
        }
        at = next;
        if segments.len() >= MAX_LINE_CELLS {
            cut = true;
            break;
        }
    }
    if let Some(range) = open.filter(|_| !cut) {
        push(&mut segments, line.text, range, width, spaces);
    }
    Measured { number: line.number, segments, cut }
}

/// Adds a text; figures with single spaces between them are a text each, or one whose thousands are set apart.
fn push<'a>(
    segments: &mut Vec<Segment<'a>>,
    line: &'a str,
    [(left, from), (right, to)]: [(usize, usize); 2],
    width: fn(char) -> usize,
    spaces: Spaces,
) {
    let text = line.get(from..to).unwrap_or_default();
    let grouped = || spaces == Spaces::Group && is_value(text);
    if !text.contains(' ') || !text.split(' ').all(is_value) || grouped() {
        // A note behind a figure is wider than the figures above and below it.
        let value = is_value(text) && !text.ends_with(['）', ')', ']', '〕', '】']);
        segments.push(Segment { text, left, right, value, doubtful: false });
        return;
    }
    let mut left = left;
    for word in text.split(' ') {
        let right = left + word.chars().map(width).sum::<usize>();
        segments.push(Segment { text: word, left, right, value: true, doubtful: false });
        left = right + 1;
    }
}
