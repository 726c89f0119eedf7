//! The second reader: another text engine over the same bytes, so that one wrong map of characters or one wrong column
//! cannot fool both readings.
//!
//! ```text
//! page ─walk─▶ letters (font, map) ─╮
//!                                    ├─check, aside─▶ cells confirmed, contradicted, or with digits off their place
//!                                    ╰─lines─▶ Document::second_reading
//! ```
//!
//! It shares the objects of the file and the undone compression with the first reader, and nothing after that: its own text
//! operators, its own maps from codes to characters, its own places. It knows nothing of rulings, cells and spans. It
//! is simpler than the first and gives up sooner: what it cannot tell, it leaves out, and then it confirms nothing.

mod aside;
mod blanks;
mod check;
mod font;
mod headers;
mod labels;
mod lines;
mod map;
mod names;
mod numbers;
mod operators;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::page::Page;

use super::super::{Block, Document, Paragraph};
use super::fonts::lost::Lost;
use super::geometry::Area;
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

/// The two readers put the middle of a letter within this part of its size.
const OVERLAID: f32 = 0.4;

/// Letters off their direction by more than the angle with this sine (1.5°) were put over the page, unless more than this part of
/// them is.
const ASKEW: f32 = 0.026;
const ASKEW_PAGE: f32 = 0.2;

/// Takes out the letters that do not run along or across the page, where nearly all do.
fn drop_askew(letters: &mut Vec<Letter>) {
    let askew = |letter: &Letter| letter.dx.abs().min(letter.dy.abs()) > ASKEW * letter.dx.hypot(letter.dy);
    let count = letters.iter().filter(|letter| askew(letter)).count();
    if count > 0 && count as f32 <= ASKEW_PAGE * letters.len() as f32 {
        letters.retain(|letter| !askew(letter));
    }
}

/// The letters of a document, page by page.
pub(super) struct Second {
    fonts: Fonts,
    pages: Vec<(u32, Vec<Letter>)>,
    /// The lines of some of the pages, put together before anybody asks for them.
    lines: BTreeMap<u32, Vec<Paragraph>>,
    /// How many operators may still be walked.
    budget: u64,
    /// The first page whose text came apart.
    lost: Option<u32>,
    /// Boxes of the pages that share one with another.
    halves: Vec<(u32, Area)>,
    /// Pages whose bytes may have come apart unseen; nothing for all pages.
    doubted: Option<BTreeSet<u32>>,
}

impl Second {
    /// `disbelieved` are the names of fonts whose characters are others than they say.
    pub(super) fn new(budget: u64, disbelieved: &BTreeSet<String>) -> Second {
        Second {
            fonts: Fonts::disbelieving(disbelieved),
            pages: Vec::new(),
            lines: BTreeMap::new(),
            budget,
            lost: None,
            halves: Vec::new(),
            doubted: Some(BTreeSet::new()),
        }
    }

    /// Reads a page; one whose operators make no sense is left out, and nothing on it confirmed.
    pub(super) fn page(&mut self, number: u32, page: &Page<'_>) {
        if let Some(mut letters) = walk::letters(page, &mut self.fonts, &mut self.budget) {
            drop_askew(&mut letters);
            self.pages.push((number, letters));
        }
    }

    /// Whether a font says characters that make no text.
    pub(super) fn is_nonsense(&self) -> bool {
        self.fonts.is_nonsense()
    }

    /// Notes what is shown in fonts that the first reader leaves out.
    pub(super) fn note_refused(&self, refused: &BTreeSet<String>, lost: &mut Lost) {
        if refused.is_empty() {
            return;
        }
        for (number, letters) in &self.pages {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for letter in letters {
                let name = self.fonts.name(letter.font);
                if refused.contains(name) {
                    *counts.entry(name).or_default() += 1;
                }
            }
            for (name, count) in counts {
                lost.add(name.to_string(), *number, count, letters.len());
            }
        }
    }

    /// Does beforehand what can be done when all pages were read: puts together their lines.
    pub(super) fn settle(&mut self) {
        for (number, letters) in &mut self.pages {
            for letter in letters.iter_mut() {
                if self.fonts.is_ambiguous(letter.font, letter.said) {
                    letter.ch = char::REPLACEMENT_CHARACTER;
                }
            }
            self.lines.insert(*number, lines::of(*number, letters));
        }
    }

    /// Parts the letters of a page that holds two pages: those of one half are read before those of the other.
    pub(super) fn part(&mut self, number: u32, half: Option<Area>) {
        let Some(half) = half else { return };
        self.halves.push((number, half));
    }

    /// Notes that the text of a page came apart. What follows may be of a report whose title stood there, so that nothing after it is
    /// confirmed either.
    pub(super) fn lose(&mut self, number: u32) {
        self.lost.get_or_insert(number);
    }

    /// Notes that the bytes of a page may have come apart unseen. That both readers find the same there says less: it speaks for a
    /// figure that a sum speaks for as well, and not for a blank.
    pub(super) fn doubt(&mut self, number: u32) {
        if let Some(doubted) = &mut self.doubted {
            doubted.insert(number);
        }
    }

    /// The same of all pages.
    pub(super) fn doubt_all(&mut self) {
        self.doubted = None;
    }

    /// Leaves out what the first reader holds for the lettering of seals and stamps. Its figures stay, and speak against a cell
    /// that they stand in: here nothing is known of colours.
    pub(super) fn drop_overlaid(&mut self, number: u32, overlaid: &[(char, (f32, f32))]) {
        let own = self.pages.iter_mut().find(|(page, _)| *page == number);
        let (Some((_, letters)), false) = (own, overlaid.is_empty()) else { return };
        let before = letters.len();
        letters.retain(|letter| {
            let (x, y) = letter.centre();
            let near = OVERLAID * letter.size;
            let same = |(ch, at): &(char, (f32, f32))| {
                *ch == letter.ch && (at.0 - x).abs() <= near && (at.1 - y).abs() <= near
            };
            letter.ch.is_ascii_digit() || !overlaid.iter().any(same)
        });
        if letters.len() < before {
            self.lines.remove(&number);
        }
    }

    /// Says to each cell of a document whether its figures were read here too, and adds the lines as this reader has them.
    pub(super) fn finish(mut self, document: &mut Document) {
        let doubted = self.doubted.take();
        let is_doubted = |page: u32| doubted.as_ref().is_none_or(|pages| pages.contains(&page));
        let mut reading: Vec<Paragraph> = Vec::new();
        for (number, letters) in &self.pages {
            let halves: Vec<Area> =
                self.halves.iter().filter(|(page, _)| page == number).map(|(_, area)| *area).collect();
            if halves.is_empty() {
                reading.extend(self.lines.remove(number).unwrap_or_else(|| lines::of(*number, letters)));
            }
            for half in halves {
                let within = |letter: &&Letter| {
                    let (x, y) = letter.centre();
                    half.holds(x, y)
                };
                let own: Vec<Letter> = letters.iter().filter(within).copied().collect();
                reading.extend(lines::of(*number, &own));
            }
        }
        numbers::drop(&mut reading);
        let pages: Vec<(u32, check::Index)> =
            self.pages.into_iter().map(|(number, letters)| (number, check::Index::new(letters))).collect();
        for block in &mut document.blocks {
            if let Block::Table(grid) = block {
                check::mark(grid, &pages);
                check::doubt(grid, is_doubted);
                check::distrust(grid, |page| self.lost.is_some_and(|lost| lost <= page));
            }
        }
        let grids = document.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Text(_) => None,
        });
        aside::mark(grids, &pages);
        document.second_reading = Some(reading);
    }
}
