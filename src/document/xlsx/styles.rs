//! The styles of cells: which of them show whole numbers as they are.

use crate::document::workbook::{Formats, MAX_STYLES};

use super::elements;

/// For each style of a cell, whether it shows whole numbers as they are.
pub(super) fn plain(text: &str) -> Vec<bool> {
    let mut formats = Formats::built_in();
    let mut plain = Vec::new();
    let mut of_cells = false;
    elements(text, |element| {
        let number = || element.attribute("numFmtId")?.parse::<u32>().ok();
        match element.name() {
            "numFmt" => {
                if let Some(number) = number() {
                    formats.set(number, &element.attribute("formatCode").unwrap_or_default());
                }
            }
            "cellStyleXfs" => of_cells = false,
            "cellXfs" => of_cells = true,
            "xf" if of_cells && plain.len() < MAX_STYLES => {
                plain.push(formats.is_plain(number().unwrap_or_default()));
            }
            _ => {}
        }
    });
    plain
}
