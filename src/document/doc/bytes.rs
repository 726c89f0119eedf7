//! Little-endian numbers at an offset; nothing where the bytes end before.

pub(super) fn u8(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn i16(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// So many bytes from an offset on.
pub(super) fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A list of positions and, for each stretch between two of them, a record of so many bytes (a PLC).
pub(super) fn stretches(list: &[u8], record: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = list.len().saturating_sub(4) / (4 + record);
    (0..count).filter_map(move |at| {
        let records = 4 * (count + 1);
        Some((u32(list, 4 * at)?, u32(list, 4 * at + 4)?, part(list, records + record * at, record)?))
    })
}
