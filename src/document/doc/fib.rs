//! The head of the main stream (the FIB): where everything else stands.

use std::ops::Range;

use crate::document::bytes::{part, u16, u32};

/// The mark at its beginning.
const MARK: u16 = 0xA5EC;
/// The first version whose head is laid out so: Word 97.
const OLDEST: u16 = 0x00C1;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// What the head says.
#[derive(Debug)]
pub(super) struct Fib {
    pub(super) is_encrypted: bool,
    /// The stream with the lists below.
    pub(super) table: &'static str,
    /// Which characters are the main text: the first ones.
    pub(super) text: Range<u32>,
    /// Which are the text boxes in it, one after the other: they stand behind notes, headers and comments.
    pub(super) boxes: Range<u32>,
    characters_by: (u32, u32),
    paragraphs_by: (u32, u32),
    pieces: (u32, u32),
}

impl Fib {
    /// Reads the head; nothing if it is none of Word 97 or later.
    pub(super) fn read(main: &[u8]) -> Option<Fib> {
        if u16(main, 0)? != MARK || u16(main, 2)? < OLDEST {
            return None;
        }
        let flags = u16(main, 0x0A)?;
        let list = |at| Some((u32(main, at)?, u32(main, at + 4)?));
        // Main text, footnotes, headers, comments, endnotes, text boxes.
        let mut counts = [0; 6];
        for (count, at) in counts.iter_mut().zip([0x4C, 0x50, 0x54, 0x5C, 0x60, 0x64]) {
            *count = u32(main, at)?;
        }
        let [text, between @ .., boxes] = counts;
        let before = between.iter().fold(text, |sum, count| sum.saturating_add(*count));
        Some(Fib {
            is_encrypted: flags & ENCRYPTED != 0,
            table: if flags & SECOND_TABLE != 0 { "1Table" } else { "0Table" },
            text: 0..text,
            boxes: before..before.saturating_add(boxes),
            characters_by: list(0xFA)?,
            paragraphs_by: list(0x102)?,
            pieces: list(0x1A2)?,
        })
    }

    /// The list of pages with the properties of characters.
    pub(super) fn characters_by<'t>(&self, table: &'t [u8]) -> &'t [u8] {
        cut(table, self.characters_by)
    }

    /// The list of pages with the properties of paragraphs.
    pub(super) fn paragraphs_by<'t>(&self, table: &'t [u8]) -> &'t [u8] {
        cut(table, self.paragraphs_by)
    }

    /// The list of the pieces of the text.
    pub(super) fn pieces<'t>(&self, table: &'t [u8]) -> &'t [u8] {
        cut(table, self.pieces)
    }
}

fn cut(table: &[u8], (at, length): (u32, u32)) -> &[u8] {
    part(table, at as usize, length as usize).unwrap_or_default()
}
