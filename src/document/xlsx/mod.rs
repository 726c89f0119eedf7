//! Workbooks of Excel and WPS (Office Open XML): `.xlsx`.
//!
//! Each sheet that is shown becomes a grid of what stands in its cells, without hidden rows and columns; [`super::sections`]
//! takes it apart where a whole report stands in one. `sheet` reads the cells. A number is taken as it is stored: of one with
//! a fraction the sheet may show fewer digits, and by its format (`styles`) thousands, or nothing for a zero; then its cell is marked as a guess.

mod sheet;
mod styles;

use std::collections::HashMap;

use super::parts::Parts;
use super::xml::{Element, Next, Xml};
use super::{Block, Damage, Document, Format, ReadError};

/// The most sheets that are read.
const MAX_SHEETS: usize = 100;

/// Reads a workbook.
///
/// # Errors
///
/// If the container cannot be opened or unpacked, or has no sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let damaged = |what: &str| ReadError::Damaged(format!("the workbook has no {what}"));
    let book = parts.text("xl/workbook.xml")?.ok_or_else(|| damaged("list of sheets"))?;
    let targets = parts.text("xl/_rels/workbook.xml.rels")?.map(|text| relations(&text)).unwrap_or_default();
    let strings = parts.text("xl/sharedStrings.xml")?.map(|text| sheet::strings(&text)).unwrap_or_default();
    let plain = parts.text("xl/styles.xml")?.map(|text| styles::plain(&text)).unwrap_or_default();
    let mut document = Document::new(Format::Xlsx);
    for (number, id) in (1..).zip(sheets(&book)) {
        let Some(target) = id.and_then(|id| targets.get(&id)) else { continue };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_string(),
            None => format!("xl/{target}"),
        };
        let Some(text) = parts.text(&path)? else { continue };
        let (grid, whole) = sheet::read(&text, &strings, &plain, number);
        document.blocks.extend(grid.map(Block::Table));
        if !whole {
            document.damage.push(Damage::Limit("cells of one sheet".into()));
        }
    }
    Ok(document)
}

/// The sheets of a workbook: what names the part of each that is shown.
fn sheets(book: &str) -> Vec<Option<String>> {
    let mut sheets = Vec::new();
    elements(book, |element| {
        if element.name() == "sheet" && sheets.len() < MAX_SHEETS {
            let is_shown = element.attribute("state").is_none_or(|state| state == "visible");
            sheets.push(element.attribute("id").filter(|_| is_shown).map(|id| id.into_owned()));
        }
    });
    sheets
}

fn relations(text: &str) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    elements(text, |element| {
        if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
            targets.insert(id.into_owned(), target.into_owned());
        }
    });
    targets
}

/// Shows all elements of a part, as far as it can be read.
fn elements(text: &str, mut show: impl FnMut(&Element<'_>)) {
    let mut xml = Xml::new(text);
    while let Ok(next) = xml.next() {
        match next {
            Next::Open(element) => show(&element),
            Next::End => break,
            Next::Close | Next::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
