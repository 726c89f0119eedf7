//! What stands before the sheets of a workbook: where they are, the texts that their cells share, the formats of numbers.

use crate::document::bytes::{u8, u16, u32};
use crate::document::workbook::{Formats, MAX_SHEETS, MAX_STRINGS, MAX_STYLES, Shown};
use crate::document::{Format, ReadError};

use super::fonts::Fonts;
use super::records::{Record, Records};
use super::{BEGIN, END};

/// How a workbook of Excel 2.0 to 4.0 begins.
const BEGIN_OLD: [u16; 3] = [0x0009, 0x0209, 0x0409];
/// The version of Excel 97 to 2003.
const VERSION: u16 = 0x0600;

/// All that follows is encrypted.
const PASSWORD: u16 = 0x002F;
const FONT: u16 = 0x0031;
const SHEET: u16 = 0x0085;
const STYLE: u16 = 0x00E0;
const STRINGS: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// What stands before the sheets.
pub(super) struct Globals {
    /// For each sheet, where it begins, if it is one of cells and shown.
    pub(super) sheets: Vec<Option<usize>>,
    pub(super) strings: Vec<Shown>,
    pub(super) fonts: Fonts,
    formats: Formats,
    /// The number of the format of each style.
    styles: Vec<u32>,
}

impl Globals {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// If it is no workbook, an older one, encrypted, or has no sheets.
    pub(super) fn read(stream: &[u8]) -> Result<Globals, ReadError> {
        let mut records = Records::new(stream);
        let begin = records.next().map(|record| (record.kind, u16(record.data, 0)));
        match begin {
            Some((BEGIN, Some(VERSION))) => {}
            Some((kind, _)) if kind == BEGIN || BEGIN_OLD.contains(&kind) => {
                return Err(ReadError::Unsupported(Format::Excel95));
            }
            _ => return Err(ReadError::Damaged("the workbook has no beginning".to_string())),
        }
        let mut globals = Globals {
            sheets: Vec::new(),
            strings: Vec::new(),
            fonts: Fonts::default(),
            formats: Formats::built_in(),
            styles: Vec::new(),
        };
        for record in records.take_while(|record| record.kind != END) {
            if record.kind == PASSWORD {
                return Err(ReadError::Password);
            }
            // What of it is damaged is missed where it is used.
            let _ = globals.take(&record);
        }
        if globals.sheets.is_empty() {
            return Err(ReadError::Damaged("the workbook has no list of sheets".to_string()));
        }
        Ok(globals)
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            SHEET if self.sheets.len() < MAX_SHEETS => {
                let (hidden, kind) = (u8(data, 4)? & 3 != 0, u8(data, 5)?);
                let place = u32(data, 0)? as usize;
                self.sheets.push((!hidden && kind == 0).then_some(place));
            }
            FONT => self.fonts.take(data)?,
            FORMAT => self.formats.set(u16(data, 0)?.into(), &record.from(2).text()?),
            STYLE if self.styles.len() < MAX_STYLES => self.styles.push(u16(data, 2)?.into()),
            STRINGS => {
                let mut texts = record.from(0);
                texts.skip(8)?;
                while self.strings.len() < MAX_STRINGS
                    && let Some(text) = texts.set_text()
                {
                    self.strings.push(self.fonts.shown(&text));
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Whether a style shows whole numbers as they are.
    pub(super) fn is_plain(&self, style: u16) -> bool {
        let format = self.styles.get(usize::from(style));
        format.map_or(self.styles.is_empty(), |format| self.formats.is_plain(*format))
    }
}
