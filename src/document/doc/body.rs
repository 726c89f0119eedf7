//! Walks the text of a document and writes down paragraphs, tables and pictures.

use compact_str::CompactString;

use crate::document::bytes::u16;
use crate::document::typed::{Line, Type};
use crate::document::{Block, CellMarks, Damage, Document, Locator, Paragraph, Picture};

use super::open::Open;
use super::pieces::Piece;
use super::properties::{Look, Runs, Setting};

/// The most cells that are read; a report has some 400.
const MAX_CELLS: usize = 200_000;
/// Tables that stand deeper in one another are read as if they did not.
const MAX_DEPTH: usize = 32;
/// No side of a table shown as a picture is shorter, in pixels of a 96th of an inch.
const SMALLEST: u32 = 100;
/// Twentieths of a point in a pixel.
const TWIPS: u32 = 15;

/// A document taken apart.
pub(super) struct Source<'d> {
    pub(super) main: &'d [u8],
    pub(super) data: &'d [u8],
    pub(super) pieces: &'d [Piece],
    pub(super) looks: Runs<Look>,
    pub(super) settings: Runs<Setting>,
}

/// Reads the text into `document`.
pub(super) fn read(source: Source<'_>, document: &mut Document) {
    let none = Setting::default();
    let mut body =
        Body { document, lines: Lines::default(), tables: Open::default(), paragraphs: 0, cells: 0 };
    let (mut look, mut until) = (Look::default(), 0);
    let mut last = 0;
    let mut left = source.main.len();
    for piece in source.pieces {
        // No two pieces share a byte, or a small file could be read as an endless text.
        left = left.saturating_sub(piece.characters);
        let Some(text) = piece.text(source.main).filter(|_| left > 0) else {
            body.document.damage.push(Damage::Page(1, "a piece of the text is missing".to_string()));
            continue;
        };
        // What holds for one piece says nothing of the next.
        until = until.min(piece.at as u32);
        for (c, place) in text {
            if place >= until || place < last {
                let known = source.looks.at(place);
                (until, look) = known.map_or((place + 1, Look::default()), |(until, look)| (until, *look));
            }
            last = place;
            match c {
                '\r' | '\u{7}' | '\u{c}' => {
                    let setting = source.settings.at(place).map_or(&none, |(_, setting)| setting);
                    body.end_paragraph(setting, c == '\u{7}');
                }
                '\u{b}' | '\u{e}' => body.lines.end_line(),
                '\u{1}' => body.picture(look, source.data),
                _ => body.lines.character(c, look),
            }
        }
    }
    body.hand_over(0);
    body.tables.leave(0, body.document);
}

struct Body<'d> {
    document: &'d mut Document,
    lines: Lines,
    tables: Open,
    paragraphs: u32,
    cells: usize,
}

/// The paragraph being read. Only its end tells where it stands.
#[derive(Debug, Default)]
struct Lines {
    /// Its lines that have ended, and whether the mark of a note was left out of each.
    ended: Vec<(CompactString, CellMarks)>,
    line: Line,
    /// For each open field, whether its code is being read.
    codes: Vec<bool>,
}

impl Lines {
    fn character(&mut self, c: char, look: Look) {
        match c {
            '\u{13}' if self.codes.len() < MAX_DEPTH => self.codes.push(true),
            '\u{14}' => {
                if let Some(is_code) = self.codes.last_mut() {
                    *is_code = false;
                }
            }
            '\u{15}' => drop(self.codes.pop()),
            _ if look.is_gone || self.codes.contains(&true) => {}
            _ if look.is_symbol => self.show(char::REPLACEMENT_CHARACTER, look),
            '\u{2}' => self.line.note(),
            '\u{1e}' => self.show('-', look),
            '\t' => self.show(' ', look),
            // Separators and marks of notes, anchors of drawings, places where a word may be broken.
            '\u{3}'..='\u{5}' | '\u{8}' | '\u{1f}' => {}
            c if c.is_control() => self.show(char::REPLACEMENT_CHARACTER, look),
            c => self.show(c, look),
        }
    }

    fn show(&mut self, c: char, look: Look) {
        let of = Type { is_raised: look.is_raised, ..Type::default() };
        self.line.push(c.encode_utf8(&mut [0; 4]), of);
    }

    /// Ends a line of the paragraph.
    fn end_line(&mut self) {
        self.ended.extend(self.line.end());
    }
}

impl Body<'_> {
    /// Ends a paragraph, and with it perhaps a cell or a row. `is_cell` says that the mark of a cell ends it.
    fn end_paragraph(&mut self, setting: &Setting, is_cell: bool) {
        self.paragraphs += 1;
        let depth = (setting.depth as usize).min(MAX_DEPTH);
        self.tables.go_to(depth, self.document);
        self.hand_over(setting.style);
        self.lines.codes.clear();
        let Some(rows) = self.tables.innermost() else { return };
        if setting.ends_row {
            rows.end_row(setting.shape.as_deref());
        } else if setting.ends_cell || (depth == 1 && is_cell) {
            self.cells += 1;
            if self.cells <= MAX_CELLS {
                rows.end_cell();
            } else if self.cells == MAX_CELLS + 1 {
                self.document.damage.push(Damage::Limit("cells of the document".into()));
            }
        }
    }

    /// Hands the lines of the paragraph to the cell they stand in, or to the document.
    fn hand_over(&mut self, style: u16) {
        self.lines.end_line();
        for (text, marks) in self.lines.ended.drain(..) {
            let locator = Locator::Line { line: self.paragraphs.max(1), cell: 0 };
            let block = Block::Text(Paragraph { text, locator, heading: matches!(style, 1..=9) });
            match self.tables.innermost() {
                Some(rows) => rows.cell().line(block, marks),
                None => self.document.blocks.push(block),
            }
        }
    }

    /// A picture in the text: its size stands before it in the stream of data.
    fn picture(&mut self, look: Look, data: &[u8]) {
        let Some(at) = look.picture.map(|at| at as usize).filter(|_| !look.is_gone) else { return };
        let side = |goal: usize, scale: usize| {
            let (goal, scale) = (u32::from(u16(data, at + goal)?), u32::from(u16(data, at + scale)?));
            Some(goal * scale / 1_000 / TWIPS)
        };
        let size = side(0x1C, 0x20).zip(side(0x1E, 0x22));
        if size.is_some_and(|(width, height)| width.min(height) >= SMALLEST) {
            let after_block = self.document.blocks.len();
            self.document.pictures.push(Picture { caption: Default::default(), size, after_block, page: 1 });
        }
    }
}
