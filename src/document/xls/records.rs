//! The records of a stream, one after the other, and texts that go on in the next ones.

use compact_str::CompactString;

use crate::document::bytes::u16;
use crate::document::fold::fold;

/// A record that the one before it goes on in.
const CONTINUE: u16 = 0x003C;

/// A character has two bytes; else one, and its other half is zero.
const WIDE: u8 = 0x01;
/// Something stands behind the text: how it is spoken.
const SPOKEN: u8 = 0x04;
/// Something stands behind the text: where its fonts change, four bytes each time.
const RUNS: u8 = 0x08;

/// Records from some place on. They end where no whole record is left.
#[derive(Debug, Clone, Default)]
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

/// A record.
#[derive(Debug)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    behind: Records<'s>,
}

impl<'s> Records<'s> {
    pub(super) fn new(bytes: &'s [u8]) -> Records<'s> {
        Records { rest: bytes }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'s [u8] {
        self.rest
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, length) = (u16(self.rest, 0)?, u16(self.rest, 2)?);
        let (data, rest) = self.rest.get(4..)?.split_at_checked(usize::from(length))?;
        self.rest = rest;
        Some(Record { kind, data, behind: self.clone() })
    }
}

impl<'s> Record<'s> {
    /// The bytes from an offset on, with those of the records it goes on in.
    pub(super) fn from(&self, offset: usize) -> Chunks<'s> {
        Chunks { data: self.data.get(offset..).unwrap_or_default(), behind: self.behind.clone() }
    }
}

/// A text, and where its fonts change: from which unit on, and to the font of which number.
#[derive(Debug)]
pub(super) struct SetText {
    pub(super) units: Vec<u16>,
    pub(super) runs: Vec<(u16, u16)>,
}

impl SetText {
    fn plain(&self) -> CompactString {
        fold(&String::from_utf16_lossy(&self.units))
    }
}

/// The bytes of a record and of those it goes on in.
#[derive(Debug)]
pub(super) struct Chunks<'s> {
    data: &'s [u8],
    behind: Records<'s>,
}

impl Chunks<'_> {
    /// Goes to the next record; nothing if there is none.
    fn go_on(&mut self) -> Option<()> {
        let Some(next) = self.behind.next().filter(|record| record.kind == CONTINUE) else {
            *self = Chunks { data: &[], behind: Records::default() };
            return None;
        };
        self.data = next.data;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.data.is_empty() {
            self.go_on()?;
        }
        let (byte, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*byte)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.data.len() {
            count -= self.data.len();
            self.go_on()?;
        }
        self.data = self.data.get(count..)?;
        Some(())
    }

    /// The text that begins here, as it is shown; what stands behind it is passed over.
    pub(super) fn text(&mut self) -> Option<CompactString> {
        Some(self.set_text()?.plain())
    }

    /// The text that begins here, with the places where its fonts change.
    pub(super) fn set_text(&mut self) -> Option<SetText> {
        let count = usize::from(self.word()?);
        let flags = self.byte()?;
        let runs = if flags & RUNS == 0 { 0 } else { self.word()? };
        let spoken = match flags & SPOKEN {
            0 => 0,
            _ => u32::from(self.word()?) | u32::from(self.word()?) << 16,
        };
        let units = self.characters(count, flags & WIDE != 0)?;
        let runs = self.runs(runs)?;
        self.skip(spoken as usize)?;
        Some(SetText { units, runs })
    }

    /// The text that begins here, with so many changes of its font as are told behind it.
    pub(super) fn text_with_runs(&mut self) -> Option<SetText> {
        let text = self.set_text()?;
        let count = self.word()?;
        Some(SetText { runs: self.runs(count)?, ..text })
    }

    fn runs(&mut self, count: u16) -> Option<Vec<(u16, u16)>> {
        (0..count).map(|_| Some((self.word()?, self.word()?))).collect()
    }

    /// So many characters. Where they go on in the next record, its first byte says again how wide they are.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let width = if wide { 2 } else { 1 };
            let here = (self.data.len() / width).min(count.saturating_sub(units.len()));
            let (now, rest) = self.data.split_at_checked(here * width)?;
            match wide {
                true => units.extend(now.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit))),
                false => units.extend(now.iter().copied().map(u16::from)),
            }
            self.data = rest;
            if units.len() >= count {
                return Some(units);
            }
            // No character is torn.
            if !self.data.is_empty() {
                return None;
            }
            self.go_on()?;
            wide = self.byte()? & WIDE != 0;
        }
    }
}
