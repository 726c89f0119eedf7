//! The second reader: another text engine over the same bytes, so that one wrong map of characters or one wrong column
//! cannot fool both readings.
//!
//! ```text
//! page ─walk─▶ letters (font, map) ─╮
//!                                    ├─check─▶ cells confirmed or contradicted
//!                                    ╰─lines─▶ Document::second_reading
//! ```
//!
//! It shares the objects of the file and the undone compression with the first reader, and nothing after that: its own text
//! operators, its own maps from codes to characters, its own places. It knows nothing of rulings, cells and spans. It
//! is simpler than the first and gives up sooner: what it cannot tell, it leaves out, and then it confirms nothing.

mod check;
mod font;
mod lines;
mod map;
mod operators;
mod walk;

use hayro_interpret::hayro_syntax::page::Page;

use super::super::{Block, Document, Paragraph};
use font::Fonts;

/// A character with its place on the page as shown, in points from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Letter {
    /// U+FFFD where it could not be told; full-width figures and radicals are folded.
    ch: char,
    /// As the font says it.
    said: char,
    /// The start of its baseline.
    x: f32,
    y: f32,
    /// The vector from there to the start of the next letter.
    dx: f32,
    dy: f32,
    size: f32,
    /// Which font, in the order in which they were met.
    font: u16,
}

impl Letter {
    /// The middle of what is seen of it.
    fn centre(&self) -> (f32, f32) {
        // Figures and hanzi are about 0.7 em high; "up" is a quarter turn from where the text runs to.
        let length = self.dx.hypot(self.dy).max(f32::EPSILON);
        let rise = 0.35 * self.size / length;
        (self.x + self.dx / 2.0 + self.dy * rise, self.y + self.dy / 2.0 - self.dx * rise)
    }
}

/// The letters of a document, page by page.
pub(super) struct Second {
    fonts: Fonts,
    pages: Vec<(u32, Vec<Letter>)>,
    /// How many operators may still be walked.
    budget: u64,
}

impl Second {
    pub(super) fn new(budget: u64) -> Second {
        Second { fonts: Fonts::default(), pages: Vec::new(), budget }
    }

    /// Reads a page; one whose operators make no sense is left out, and nothing on it confirmed.
    pub(super) fn page(&mut self, number: u32, page: &Page<'_>) {
        if let Some(letters) = walk::letters(page, &mut self.fonts, &mut self.budget) {
            self.pages.push((number, letters));
        }
    }

    /// Says to each cell of a document whether its figures were read here too, and adds the lines as this reader has them.
    pub(super) fn finish(mut self, document: &mut Document) {
        for (_, letters) in &mut self.pages {
            for letter in letters.iter_mut() {
                if self.fonts.is_ambiguous(letter.font, letter.said) {
                    letter.ch = char::REPLACEMENT_CHARACTER;
                }
            }
        }
        let mut reading: Vec<Paragraph> = Vec::new();
        for (number, letters) in &self.pages {
            reading.extend(lines::of(*number, letters));
        }
        let pages: Vec<(u32, check::Index)> =
            self.pages.into_iter().map(|(number, letters)| (number, check::Index::new(letters))).collect();
        for block in &mut document.blocks {
            if let Block::Table(grid) = block {
                check::mark(grid, &pages);
            }
        }
        document.second_reading = Some(reading);
    }
}
