//! The properties of characters and paragraphs, by the places of the main stream they hold for.
//!
//! They stand on pages of 512 bytes (FKPs), as lists of single changes (sprms) to a style. Only what bears on figures is kept.

use std::collections::BTreeSet;

use crate::document::bytes::{i16, part, u8, u16, u32};

use super::stretches::stretches;

const PAGE: usize = 512;
/// Characters raised by so many half points or more stand above the line as superscripts do.
const RAISED: i16 = 5;

/// What of a run of characters is not its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Hidden, struck out, or taken out by a tracked change.
    pub(super) is_gone: bool,
    pub(super) is_raised: bool,
    /// A character by its code in a font of symbols: which one, the font alone knows.
    pub(super) is_symbol: bool,
    /// Where in the stream of data a picture stands.
    pub(super) picture: Option<u32>,
}

/// What a paragraph says of its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    /// The number of its style; 1 to 9 are the headings.
    pub(super) style: u16,
    /// In how many tables it stands, one inside the other.
    pub(super) depth: u32,
    /// It ends a row, and says of which shape that is.
    pub(super) ends_row: bool,
    /// It ends a cell of a table inside a table.
    pub(super) ends_cell: bool,
    pub(super) shape: Option<Box<Shape>>,
}

/// The shape of a row.
#[derive(Debug, Clone, Default)]
pub(in crate::document) struct Shape {
    /// The edges of its cells from left to right, in twentieths of a point; one more than cells.
    pub(in crate::document) edges: Vec<i16>,
    /// How each cell is merged: with its neighbours, and with those above and below (both as written).
    pub(in crate::document) merges: Vec<(u8, u8)>,
}

/// The stream of data, and how much of it may still be read: each rest stands there once.
struct Rest<'d> {
    bytes: &'d [u8],
    left: usize,
}

/// Properties by place.
#[derive(Debug)]
pub(super) struct Runs<T>(Vec<(u32, u32, T)>);

impl<T> Runs<T> {
    /// What holds for a place, and up to where.
    pub(super) fn at(&self, place: u32) -> Option<(u32, &T)> {
        let behind = self.0.partition_point(|(from, _, _)| *from <= place);
        let (_, to, value) = self.0.get(behind.checked_sub(1)?)?;
        (place < *to).then_some((*to, value))
    }
}

/// The looks of all characters.
pub(super) fn looks(main: &[u8], list: &[u8]) -> Runs<Look> {
    runs(main, list, |page, run, count| {
        let at = 2 * usize::from(u8(page, 4 * (count + 1) + run)?);
        let changes = (at > 0).then(|| part(page, at + 1, usize::from(u8(page, at)?))).flatten();
        Some(look(changes.unwrap_or_default()))
    })
}

/// The settings of all paragraphs; `data` is the stream where long ones stand.
pub(super) fn settings(main: &[u8], list: &[u8], data: &[u8]) -> Runs<Setting> {
    let mut data = Rest { bytes: data, left: data.len() };
    runs(main, list, |page, run, count| {
        let at = 2 * usize::from(u8(page, 4 * (count + 1) + 13 * run)?);
        if at == 0 {
            return Some(Setting::default());
        }
        let (from, length) = match u8(page, at)? {
            0 => (at + 2, 2 * usize::from(u8(page, at + 1)?)),
            words => (at + 1, 2 * usize::from(words) - 1),
        };
        let record = page.get(from..(from + length).min(page.len()))?;
        let mut setting = Setting { style: u16(record, 0)?, ..Setting::default() };
        setting.take(record.get(2..)?, &mut data);
        Some(setting)
    })
}

/// Reads the pages that a list names, each once, into runs in the order of their places.
fn runs<T>(main: &[u8], list: &[u8], mut read: impl FnMut(&[u8], usize, usize) -> Option<T>) -> Runs<T> {
    let mut runs = Vec::new();
    let mut seen = BTreeSet::new();
    for (_, _, number) in stretches(list, 4) {
        let number = u32(number, 0).unwrap_or_default() & 0x003F_FFFF;
        let Some(page) = part(main, number as usize * PAGE, PAGE).filter(|_| seen.insert(number)) else {
            continue;
        };
        let count = usize::from(page.last().copied().unwrap_or_default());
        for run in 0..count {
            if let (Some(from), Some(to)) = (u32(page, 4 * run), u32(page, 4 * run + 4))
                && let Some(value) = read(page, run, count)
            {
                runs.push((from, to, value));
            }
        }
    }
    runs.sort_by_key(|(from, to, _)| (*from, *to));
    Runs(runs)
}

fn look(changes: &[u8]) -> Look {
    let mut look = Look::default();
    for (change, operand) in sprms(changes) {
        let on = operand.first().is_some_and(|value| matches!(value, 1 | 129));
        match change {
            0x083C | 0x0800 | 0x0837 | 0x2A53 => look.is_gone |= on,
            0x2A48 => look.is_raised |= operand.first() == Some(&1),
            0x4845 => look.is_raised |= i16(operand, 0).is_some_and(|by| by >= RAISED),
            0x6A09 => look.is_symbol = true,
            0x6A03 => look.picture = u32(operand, 0),
            _ => {}
        }
    }
    look
}

impl Setting {
    fn take(&mut self, changes: &[u8], data: &mut Rest<'_>) {
        for (change, operand) in sprms(changes) {
            let on = operand.first() == Some(&1);
            match change {
                0x2416 if on => self.depth = self.depth.max(1),
                0x2417 | 0x244C => self.ends_row |= on,
                0x244B => self.ends_cell |= on,
                0x6649 => self.depth = u32(operand, 0).unwrap_or_default(),
                0xD608 => self.shape = shape(operand).map(Box::new),
                0xD62B => self.merge(operand),
                // The rest stands elsewhere, for it is long.
                0x6646 => {
                    let at = u32(operand, 0).unwrap_or_default() as usize;
                    let rest =
                        u16(data.bytes, at).and_then(|length| part(data.bytes, at + 2, usize::from(length)));
                    if let Some(rest) = rest.filter(|rest| rest.len() <= data.left) {
                        data.left -= rest.len();
                        self.take(rest, &mut Rest { bytes: &[], left: 0 });
                    }
                }
                _ => {}
            }
        }
    }

    fn merge(&mut self, operand: &[u8]) {
        if let (Some(cell), Some(how), Some(shape)) = (u8(operand, 0), u8(operand, 1), self.shape.as_mut())
            && let Some(merge) = shape.merges.get_mut(usize::from(cell))
        {
            merge.1 = how & 3;
        }
    }
}

/// The shape of a row: how many cells, their edges, and what is known of each.
fn shape(operand: &[u8]) -> Option<Shape> {
    let cells = usize::from(u8(operand, 0)?);
    let edges = (0..=cells).map(|edge| i16(operand, 1 + 2 * edge)).collect::<Option<Vec<i16>>>()?;
    let records = 1 + 2 * (cells + 1);
    let merge = |cell| {
        u16(operand, records + 20 * cell).map_or((0, 0), |bits| ((bits & 3) as u8, (bits >> 5 & 3) as u8))
    };
    Some(Shape { edges, merges: (0..cells).map(merge).collect() })
}

/// Single changes: what is changed, and how. Those of unknown length end the list.
fn sprms(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let change = u16(list, at)?;
        at += 2;
        let (from, length) = match change >> 13 {
            0 | 1 => (at, 1),
            2 | 4 | 5 => (at, 2),
            3 => (at, 4),
            7 => (at, 3),
            _ if change == 0xD608 => (at + 2, usize::from(u16(list, at)?).checked_sub(1)?),
            // A list of tabs that is longer than its length can say.
            _ if change == 0xC615 && u8(list, at)? == 255 => return None,
            _ => (at + 1, usize::from(u8(list, at)?)),
        };
        let operand = part(list, from, length)?;
        at = from + length;
        Some((change, operand))
    })
}
