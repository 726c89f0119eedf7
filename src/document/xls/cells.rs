//! The cells of a sheet.

use compact_str::CompactString;

use crate::document::bytes::{u8, u16, u32};
use crate::document::workbook::{Sheet, Shown, Value};

use super::globals::Globals;
use super::records::{Record, Records};
use super::{BEGIN, END};

const FORMULA: u16 = 0x0006;
const COLUMN: u16 = 0x007D;
const NUMBERS: u16 = 0x00BD;
const TEXT_WITH_RUNS: u16 = 0x00D6;
const MERGED: u16 = 0x00E5;
const SHARED_TEXT: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const SWITCH: u16 = 0x0205;
/// The text that the formula before it gives.
const RESULT: u16 = 0x0207;
const ROW: u16 = 0x0208;
const WINDOW: u16 = 0x023E;
/// A number in four bytes.
const SHORT_NUMBER: u16 = 0x027E;
/// What else may stand among cells: where rows begin, formulas that cells share, texts that go on, links.
const AMONG: [u16; 10] = [0x003C, 0x00BE, 0x00D7, 0x01B8, 0x01C2, 0x0201, 0x0221, 0x0236, 0x04BC, 0x0800];

/// Fills a sheet that begins here. Whether the stream has all of it.
pub(super) fn read(records: &mut Records<'_>, globals: &Globals, sheet: &mut Sheet) -> bool {
    if records.next().is_none_or(|record| record.kind != BEGIN) {
        return false;
    }
    let mut cells = Cells { globals, sheet, formula: None, strange: None };
    let mut whole = true;
    // Pictures of figures stand in the sheet as sheets of their own.
    let mut depth = 0_usize;
    while let Some(record) = records.next() {
        match record.kind {
            BEGIN => depth += 1,
            END if depth > 0 => depth -= 1,
            END => return whole && ends(records.rest()),
            _ if depth > 0 => {}
            _ => whole &= cells.take(&record).is_some(),
        }
    }
    false
}

/// Whether a sheet may end before these bytes: if a length in it were damaged, something else would stand there.
fn ends(rest: &[u8]) -> bool {
    let next = u16(rest, 0);
    next.is_none_or(|kind| kind == BEGIN) || rest.iter().all(|byte| *byte == 0)
}

struct Cells<'g, 's> {
    globals: &'g Globals,
    sheet: &'s mut Sheet,
    /// The cell whose formula gives the next text.
    formula: Option<(u32, u32)>,
    /// Once there were cells, whether something came behind them that does not stand among cells.
    strange: Option<bool>,
}

impl Cells<'_, '_> {
    /// Takes up a record; nothing if it ends too early.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        let value = match record.kind {
            SHARED_TEXT => self.shared(u32(data, 6)?),
            TEXT => Value::Text(record.from(6).text()?),
            TEXT_WITH_RUNS => self.globals.fonts.shown(&record.from(6).text_with_runs()?).value(),
            NUMBER => self.number(data, f64::from_bits(u64(data, 6)?))?,
            SHORT_NUMBER => self.number(data, short(u32(data, 6)?))?,
            SWITCH => switch(u8(data, 6)?, u8(data, 7)? != 0),
            FORMULA => {
                self.formula = Some(place(data)?);
                self.formula(data)?
            }
            RESULT => {
                let text = record.from(0).text()?;
                if let Some((row, column)) = self.formula.take() {
                    self.sheet.put(row, column, Value::Text(text));
                }
                return Some(());
            }
            NUMBERS => return self.numbers(data),
            _ => return self.aside(record),
        };
        let (row, column) = place(data)?;
        self.put(row, column, value)
    }

    /// Fills a cell; nothing if the bytes that tell so must be damaged: a place is filled once, and nothing else stands between cells.
    fn put(&mut self, row: u32, column: u32, value: Value) -> Option<()> {
        let is_sound = self.strange != Some(true) && !self.sheet.is_filled(row, column);
        self.strange = Some(false);
        self.sheet.put(row, column, value);
        is_sound.then_some(())
    }

    fn shared(&self, number: u32) -> Value {
        self.globals.strings.get(number as usize).cloned().map_or(Value::Lost, Shown::value)
    }

    /// The number of a cell whose style is told in these bytes.
    fn number(&self, data: &[u8], number: f64) -> Option<Value> {
        Some(Value::Number(number, self.globals.is_plain(u16(data, 4)?)))
    }

    /// What a formula gave when it was worked out last.
    fn formula(&self, data: &[u8]) -> Option<Value> {
        /// To be worked out when the book is opened.
        const ON_LOAD: u16 = 0x0002;
        let is_stale = u16(data, 14)? & ON_LOAD != 0;
        if u16(data, 12)? != 0xFFFF {
            let number = f64::from_bits(u64(data, 6)?);
            // What programs write that leave the work to Excel.
            return if number == 0.0 && is_stale { Some(Value::Unknown) } else { self.number(data, number) };
        }
        Some(match u8(data, 6)? {
            1 => switch(u8(data, 8)?, false),
            2 => switch(u8(data, 8)?, true),
            // A text, which follows; or none, as of a formula that was never worked out.
            _ => Value::Unknown,
        })
    }

    /// Numbers of cells side by side.
    fn numbers(&mut self, data: &[u8]) -> Option<()> {
        let (row, first) = place(data)?;
        let (cells, last) = data.get(4..)?.split_last_chunk::<2>()?;
        let (cells, rest) = cells.as_chunks::<6>();
        let mut is_sound = true;
        for (column, cell) in (first..).zip(cells) {
            let value = Value::Number(short(u32(cell, 2)?), self.globals.is_plain(u16(cell, 0)?));
            is_sound &= self.put(row, column, value).is_some();
        }
        is_sound &= rest.is_empty() && first + cells.len() as u32 == u32::from(u16::from_le_bytes(*last)) + 2;
        is_sound.then_some(())
    }

    /// What is said of a sheet outside its cells.
    fn aside(&mut self, record: &Record<'_>) -> Option<()> {
        /// A row without a height.
        const ROW_HIDDEN: u16 = 0x0020;
        const COLUMN_HIDDEN: u16 = 0x0001;
        const SHOWS_ZEROS: u16 = 0x0010;
        let data = record.data;
        let word = |at| u16(data, at).map(u32::from);
        match record.kind {
            ROW if u16(data, 12)? & ROW_HIDDEN != 0 => self.sheet.hide_rows(word(0)? + 1, word(0)? + 1),
            COLUMN if u16(data, 8)? & COLUMN_HIDDEN != 0 || word(4)? == 0 => {
                self.sheet.hide_columns(word(0)? + 1, word(2)? + 1);
            }
            MERGED => {
                for at in (0..usize::from(u16(data, 0)?)).map(|area| 2 + 8 * area) {
                    let [top, bottom, left, right] =
                        [word(at)?, word(at + 2)?, word(at + 4)?, word(at + 6)?].map(|at| at + 1);
                    self.sheet.merge([top, left, bottom, right]);
                }
            }
            WINDOW => self.sheet.zeros_hidden |= u16(data, 0)? & SHOWS_ZEROS == 0,
            _ => {}
        }
        if record.kind != ROW && !AMONG.contains(&record.kind) && self.strange.is_some() {
            self.strange = Some(true);
        }
        Some(())
    }
}

/// Row and column of a cell, counting from 1.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16(data, 0)?) + 1, u32::from(u16(data, 2)?) + 1))
}

fn u64(data: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32(data, at)?) | u64::from(u32(data, at + 4)?) << 32)
}

/// The number that four bytes stand for: whole, or the upper half of one with a fraction; perhaps its hundredfold.
fn short(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

/// A switch, or an error as it is shown.
fn switch(code: u8, is_error: bool) -> Value {
    Value::Text(CompactString::const_new(match (is_error, code) {
        (false, code) => return Value::Boolean(code != 0),
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }))
}
