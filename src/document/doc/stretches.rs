//! Lists of positions with a record for each stretch between two of them (a PLC).

use crate::document::bytes::{part, u32};

/// The stretches of a list whose records have so many bytes: from where to where, and its record.
pub(super) fn stretches(list: &[u8], record: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = list.len().saturating_sub(4) / (4 + record);
    (0..count).filter_map(move |at| {
        let records = 4 * (count + 1);
        Some((u32(list, 4 * at)?, u32(list, 4 * at + 4)?, part(list, records + record * at, record)?))
    })
}
