//! Workbooks of Excel and WPS (Office Open XML): `.xlsx`.
//!
//! `cells` reads what stands in the cells of each sheet that is shown (`rich`: of which part is struck out or raised), `styles` how numbers are; [`super::workbook`] makes a grid of it, and
//! [`super::sections`] takes that apart where a whole report stands in one.

mod cells;
mod rich;
mod styles;

use std::collections::HashMap;

use super::fold::fold;
use super::parts::Parts;
use super::workbook::{Book, MAX_SHEETS};
use super::xml::{Element, Next, Xml};
use super::{Document, Format, ReadError};

/// Reads a workbook.
///
/// # Errors
///
/// If the container cannot be opened or unpacked, or has no sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let damaged = |what: &str| ReadError::Damaged(format!("the workbook has no {what}"));
    let list = parts.text("xl/workbook.xml")?.ok_or_else(|| damaged("list of sheets"))?;
    let targets = parts.text("xl/_rels/workbook.xml.rels")?.map(|text| relations(&text)).unwrap_or_default();
    let strings = parts.text("xl/sharedStrings.xml")?.map(|text| cells::strings(&text)).unwrap_or_default();
    let styles = parts.text("xl/styles.xml")?.map(|text| styles::read(&text)).unwrap_or_default();
    let mut book = Book::new(Format::Xlsx);
    for (number, shown) in (1..).zip(sheets(&list)) {
        let Some((id, name)) = shown else { continue };
        let Some(target) = targets.get(&id) else { continue };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_string(),
            None => format!("xl/{target}"),
        };
        let Some(text) = parts.text(&path)? else { continue };
        let mut sheet = book.sheet();
        sheet.name = fold(&name);
        sheet.is_broken = !cells::read(&text, &strings, &styles, &mut sheet);
        book.add(&sheet, number);
    }
    Ok(book.finish())
}

/// The sheets of a workbook: what names the part of each that is shown, and what it is called.
fn sheets(book: &str) -> Vec<Option<(String, String)>> {
    let mut sheets = Vec::new();
    elements(book, |element| {
        if element.name() == "sheet" && sheets.len() < MAX_SHEETS {
            let is_shown = element.attribute("state").is_none_or(|state| state == "visible");
            let name = || element.attribute("name").unwrap_or_default().into_owned();
            sheets.push(element.attribute("id").filter(|_| is_shown).map(|id| (id.into_owned(), name())));
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
