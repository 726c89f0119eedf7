//! Workbooks of Excel as one XML text ("XML Spreadsheet 2003"): `.xml`, or `.xls` all the same.
//!
//! Sheets, rows and cells are elements in one another. Those without an index follow the one before; whether a sheet is shown
//! stands behind its cells. What is shown of a sheet says [`super::workbook`].

use std::collections::{BTreeMap, HashMap};

use super::fold::fold;
use super::workbook::{Book, MAX_SHEETS, MAX_STYLES, Sheet, Value, shows_all};
use super::xml::{Element, Next, Xml};
use super::{Document, Format};

/// The style of all that has none of its own.
const DEFAULT: &str = "Default";
/// Formats that Excel calls by name and that show whole numbers as they are: general, `0.00` and `#,##0.00`.
const NAMED: [&str; 3] = ["General Number", "Fixed", "Standard"];

/// Reads a workbook, as far as its text goes.
pub(super) fn read(text: &str) -> Document {
    let mut xml = Xml::new(text);
    let mut book = Book::new(Format::ExcelXml);
    let mut styles = Styles::default();
    let mut names = Vec::new();
    let mut number = 0;
    let mut place: Option<Place> = None;
    let whole = loop {
        let Ok(next) = xml.next() else { break false };
        match next {
            Next::Open(element) => {
                let part = Part::of(element.name());
                match (part, &mut place) {
                    (Part::Worksheet, None) => {
                        number += 1;
                        let mut sheet = book.sheet();
                        sheet.name = fold(&element.attribute("Name").unwrap_or_default());
                        place = Some(Place::new(sheet));
                    }
                    (Part::Aside, _) => {
                        if xml.skip().is_err() {
                            break false;
                        }
                        continue;
                    }
                    (Part::Data | Part::Visible, Some(place)) => {
                        let kind = element.attribute("Type").unwrap_or_default().into_owned();
                        let Ok(text) = inner(&mut xml) else { break false };
                        match part {
                            Part::Data => place.put(&kind, &text),
                            _ => place.is_hidden = text.trim() != "SheetVisible",
                        }
                        continue;
                    }
                    (_, Some(place)) => place.open(&element, &styles),
                    (_, None) => styles.open(&element),
                }
                names.push(part);
            }
            Next::Close => {
                if names.pop() == Some(Part::Worksheet)
                    && let Some(place) = place.take()
                {
                    place.end(&mut book, number);
                }
            }
            Next::Text(_) => {}
            Next::End => break names.is_empty(),
        }
        if number as usize > MAX_SHEETS {
            return book.finish();
        }
    };
    match place {
        Some(mut place) => {
            place.sheet.is_broken = !whole;
            place.end(&mut book, number);
        }
        None if !whole => book.break_off(number),
        None => {}
    }
    book.finish()
}

/// All text in the element that was opened last, that of elements inside it, too.
fn inner(xml: &mut Xml<'_>) -> Result<String, String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        match xml.next()? {
            Next::Open(_) => depth += 1,
            Next::Text(more) => text.push_str(&more),
            Next::Close if depth > 0 => depth -= 1,
            Next::Close => return Ok(text),
            Next::End => return Err("the text breaks off".to_string()),
        }
    }
}

/// What an element is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Worksheet,
    /// What a cell holds.
    Data,
    /// Whether the sheet is shown.
    Visible,
    /// What does not stand in the cells: notes beside them, and how they are spoken.
    Aside,
    Other,
}

impl Part {
    fn of(name: &str) -> Part {
        match name {
            "Worksheet" => Part::Worksheet,
            "Data" => Part::Data,
            "Visible" => Part::Visible,
            "Comment" | "PhoneticText" => Part::Aside,
            _ => Part::Other,
        }
    }
}

/// For each style, whether it shows whole numbers as they are.
#[derive(Default)]
struct Styles {
    plain: HashMap<String, bool>,
    /// The one that is being read.
    current: String,
}

impl Styles {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "Style" if self.plain.len() < MAX_STYLES => {
                self.current = element.attribute("ID").unwrap_or_default().into_owned();
                let parent = element.attribute("Parent");
                let inherited = self.is_plain(parent.as_deref().unwrap_or(DEFAULT));
                self.plain.insert(self.current.clone(), inherited);
            }
            "NumberFormat" => {
                let format = element.attribute("Format").unwrap_or_default();
                let plain = format.is_empty() || NAMED.contains(&&*format) || shows_all(&format);
                if let Some(style) = self.plain.get_mut(&self.current) {
                    *style = plain;
                }
            }
            _ => {}
        }
    }

    fn is_plain(&self, style: &str) -> bool {
        self.plain.get(style).copied().unwrap_or(true)
    }
}

/// Where in a sheet we are. Rows and columns count from 1.
struct Place {
    sheet: Sheet,
    is_hidden: bool,
    row: u32,
    column: u32,
    /// The row, and the column of the next cell or of the next words on columns, where nothing else is said.
    next_row: u32,
    next_column: u32,
    /// Whether the style of the columns from each on shows whole numbers as they are; that of the row; that of the cell.
    columns: BTreeMap<u32, bool>,
    of_row: Option<bool>,
    plain: bool,
}

impl Place {
    fn new(sheet: Sheet) -> Place {
        Place {
            sheet,
            is_hidden: false,
            row: 0,
            column: 0,
            next_row: 1,
            next_column: 1,
            columns: BTreeMap::new(),
            of_row: None,
            plain: true,
        }
    }

    fn open(&mut self, element: &Element<'_>, styles: &Styles) {
        let style = element.attribute("StyleID").map(|style| styles.is_plain(&style));
        match element.name() {
            "Column" => self.columns(element, style, styles.is_plain(DEFAULT)),
            "Row" => self.row(element, style),
            "Cell" => self.cell(element, style, styles.is_plain(DEFAULT)),
            "DoNotDisplayZeros" => self.sheet.zeros_hidden = true,
            _ => {}
        }
    }

    fn columns(&mut self, element: &Element<'_>, style: Option<bool>, default: bool) {
        let first = number(element, "Index").unwrap_or(self.next_column);
        let last = first.saturating_add(number(element, "Span").unwrap_or(0));
        self.next_column = last.saturating_add(1);
        if is_gone(element, "Width") {
            self.sheet.hide_columns(first, last);
        }
        if let Some(plain) = style {
            self.columns.insert(first, plain);
            self.columns.insert(self.next_column, default);
        }
    }

    fn row(&mut self, element: &Element<'_>, style: Option<bool>) {
        self.row = number(element, "Index").unwrap_or(self.next_row);
        let last = self.row.saturating_add(number(element, "Span").unwrap_or(0));
        (self.next_row, self.next_column) = (last.saturating_add(1), 1);
        self.of_row = style;
        if is_gone(element, "Height") {
            self.sheet.hide_rows(self.row, last);
        }
    }

    fn cell(&mut self, element: &Element<'_>, style: Option<bool>, default: bool) {
        self.column = number(element, "Index").unwrap_or(self.next_column);
        let [down, across] = ["MergeDown", "MergeAcross"].map(|name| number(element, name).unwrap_or(0));
        let (bottom, right) = (self.row.saturating_add(down), self.column.saturating_add(across));
        self.next_column = right.saturating_add(1);
        if down > 0 || across > 0 {
            self.sheet.merge([self.row, self.column, bottom, right]);
        }
        let of_column = || self.columns.range(..=self.column).next_back().map(|(_, plain)| *plain);
        self.plain = style.or(self.of_row).or_else(of_column).unwrap_or(default);
        // What it gives follows, if it was ever worked out.
        if element.attribute("Formula").is_some() {
            self.sheet.put(self.row, self.column, Value::Unknown);
        }
    }

    fn put(&mut self, kind: &str, text: &str) {
        let value = match kind {
            "Number" => text.trim().parse().map_or(Value::Lost, |number| Value::Number(number, self.plain)),
            "Boolean" => Value::Boolean(text.trim() == "1"),
            _ => Value::Text(fold(text)),
        };
        self.sheet.put(self.row, self.column, value);
    }

    fn end(self, book: &mut Book, number: u32) {
        if !self.is_hidden {
            book.add(&self.sheet, number);
        }
    }
}

fn number(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.parse().ok()
}

/// Whether a row or column is hidden, or has no size.
fn is_gone(element: &Element<'_>, size: &str) -> bool {
    element.attribute("Hidden").as_deref() == Some("1")
        || element.attribute(size).is_some_and(|size| size.parse() == Ok(0.0))
}

#[cfg(test)]
mod tests;
