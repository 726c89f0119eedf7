//! The pieces of the text: it stands in the main stream in any order, as UTF-16 or, where that is enough, one byte a character.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use crate::document::bytes::{part, u8, u16, u32};

use super::stretches::stretches;

/// A piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where it stands in the main stream.
    pub(super) at: usize,
    pub(super) characters: usize,
    pub(super) is_narrow: bool,
}

/// The pieces of a stretch of characters, in order, as far as they can be told.
pub(super) fn read(list: &[u8], wanted: Range<u32>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (from, to, record) in stretches(piece_table(list).unwrap_or_default(), 8) {
        let (first, end) = (from.max(wanted.start), to.min(wanted.end));
        let Some(place) = u32(record, 2).filter(|_| first < end) else { continue };
        let is_narrow = place & 0x4000_0000 != 0;
        let (at, passed) = ((place & 0x3FFF_FFFF) as usize, (first - from) as usize);
        let at = if is_narrow { at / 2 + passed } else { at + 2 * passed };
        pieces.push(Piece { at, characters: (end - first) as usize, is_narrow });
    }
    pieces
}

/// The table behind the lists of properties that pieces may have.
fn piece_table(list: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while u8(list, at)? == 1 {
        at += 3 + usize::from(u16(list, at + 1)?);
    }
    (u8(list, at)? == 2).then_some(())?;
    part(list, at + 5, u32(list, at + 1)? as usize)
}

impl Piece {
    /// Its characters, each with the place where it stands; nothing if it reaches out of the stream.
    pub(super) fn text<'m>(&self, main: &'m [u8]) -> Option<impl Iterator<Item = (char, u32)> + use<'m>> {
        let width = if self.is_narrow { 1 } else { 2 };
        let bytes = part(main, self.at, self.characters.checked_mul(width)?)?;
        let (first, is_narrow) = (self.at as u32, self.is_narrow);
        let units = bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(*pair.first_chunk()?)));
        let mut at = first;
        let wide = char::decode_utf16(units).map(move |decoded| {
            let place = at;
            at += if decoded.as_ref().is_ok_and(|c| c.len_utf16() == 2) { 4 } else { 2 };
            (decoded.unwrap_or(char::REPLACEMENT_CHARACTER), place)
        });
        let narrow = bytes.iter().zip(first..).map(|(&byte, place)| (of_byte(byte), place));
        Some(narrow.take_while(move |_| is_narrow).chain(wide.take_while(move |_| !is_narrow)))
    }
}

/// A character of Windows-1252.
fn of_byte(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or_default(),
        _ => char::from(byte),
    }
}
