//! The fonts of a workbook, and texts whose parts are set in several of them: raised marks of notes, and what is struck out.

use crate::document::bytes::u16;
use crate::document::ink::Ink;
use crate::document::typed::{Line, Type};
use crate::document::workbook::Shown;

use super::records::SetText;

/// The most fonts that are kept; Excel allows 512.
const MOST: usize = 4_096;

/// The fonts in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<Font>);

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    of: Type,
    is_struck: bool,
}

impl Fonts {
    /// Takes up the record of a font.
    pub(super) fn take(&mut self, data: &[u8]) -> Option<()> {
        const STRUCK: u16 = 0x0008;
        /// White, by its name and in the palette: it may stand on a dark cell.
        const WHITE: [u16; 2] = [1, 9];
        // Its size comes in twentieths of a point.
        let (size, flags, color, raised) = (u16(data, 0)? / 10, u16(data, 2)?, u16(data, 4)?, u16(data, 8)?);
        let of = Type {
            is_raised: raised == 1,
            is_lowered: raised == 2,
            size,
            is_doubtful: WHITE.contains(&color),
        };
        if self.0.len() < MOST {
            self.0.push(Font { of, is_struck: flags & STRUCK != 0 });
        }
        Some(())
    }

    /// The font of a number: there is none of number 4.
    fn font(&self, number: u16) -> Font {
        let at = usize::from(number) - usize::from(number > 4);
        self.0.get(at).copied().unwrap_or_default()
    }

    /// A text as it is shown. What stands before the first change has the font of its cell.
    pub(super) fn shown(&self, text: &SetText) -> Shown {
        let (mut line, mut ink) = (Line::default(), Ink::default());
        let mut font = Font::default();
        let mut start = 0;
        let end = text.units.len();
        let changes = text.runs.iter().map(|(at, number)| (end.min(usize::from(*at)), self.font(*number)));
        for (at, next) in changes.chain([(end, Font::default())]) {
            let part = text.units.get(start..at).unwrap_or_default();
            if font.is_struck {
                ink.strike(&String::from_utf16_lossy(part));
            } else if !part.is_empty() {
                line.push(&String::from_utf16_lossy(part), font.of);
            }
            (start, font) = (at.max(start), next);
        }
        Shown::of(&mut line, &mut ink)
    }
}
