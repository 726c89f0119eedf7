//! The cells of a sheet, and the texts that cells share.

use compact_str::CompactString;

use crate::document::fold::fold;
use crate::document::workbook::{MAX_STRINGS, Sheet, Shown, Value};
use crate::document::xml::{Element, Next, Xml};

use super::rich::Rich;
use super::styles::Style;

/// The texts that cells share.
pub(super) fn strings(text: &str) -> Vec<Shown> {
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    let mut current = Rich::default();
    let mut path: Vec<bool> = Vec::new();
    while let Ok(next) = xml.next() {
        match next {
            // How a text is spoken stands beside it.
            Next::Open(element) if element.name() == "rPh" => {
                if xml.skip().is_err() {
                    break;
                }
            }
            Next::Open(element) => {
                if element.name() == "si" {
                    strings.push(current.end());
                }
                current.set(&element);
                path.push(element.name() == "t");
            }
            Next::Text(text) if path.last() == Some(&true) => current.push(&text),
            Next::Text(_) => {}
            Next::Close => drop(path.pop()),
            Next::End => break,
        }
        if strings.len() > MAX_STRINGS {
            break;
        }
    }
    strings.push(current.end());
    // Each text was written down where the next one began.
    strings.remove(0);
    strings
}

/// Fills a sheet. Whether the part has all of it.
pub(super) fn read(text: &str, strings: &[Shown], styles: &[Style], sheet: &mut Sheet) -> bool {
    let mut xml = Xml::new(text);
    let mut names: Vec<Part> = Vec::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut cell = Content::default();
    loop {
        match xml.next() {
            Ok(Next::Open(element)) if element.name() == "rPh" => {
                if xml.skip().is_err() {
                    return false;
                }
            }
            Ok(Next::Open(element)) => names.push(match element.name() {
                "row" => {
                    row = number(&element, "r").unwrap_or(row.saturating_add(1));
                    column = 0;
                    if is_gone(&element, "ht") {
                        sheet.hide_rows(row, row);
                    }
                    Part::Other
                }
                "c" => {
                    let place = element.attribute("r").and_then(|place| place_of(&place));
                    (row, column) = place.unwrap_or((row, column.saturating_add(1)));
                    cell = Content::of(&element);
                    Part::Cell
                }
                "v" => Part::Value,
                "t" => Part::Text,
                "f" => {
                    cell.formula = true;
                    Part::Other
                }
                name => {
                    cell.rich.set(&element);
                    aside(name, &element, sheet);
                    Part::Other
                }
            }),
            Ok(Next::Text(text)) if names.last() == Some(&Part::Value) => cell.text.push_str(&text),
            Ok(Next::Text(text)) if names.last() == Some(&Part::Text) => cell.rich.push(&text),
            Ok(Next::Text(_)) => {}
            Ok(Next::Close) => {
                if names.pop() == Some(Part::Cell) {
                    sheet.put(row, column, std::mem::take(&mut cell).value(strings, styles));
                }
            }
            Ok(Next::End) => return names.is_empty(),
            Err(_) => return false,
        }
    }
}

/// What is said of a sheet outside its cells.
fn aside(name: &str, element: &Element<'_>, sheet: &mut Sheet) {
    match name {
        "sheetView" => {
            sheet.zeros_hidden |= matches!(element.attribute("showZeros").as_deref(), Some("0" | "false"));
        }
        "col" if is_gone(element, "width") => {
            if let (Some(first), Some(last)) = (number(element, "min"), number(element, "max")) {
                sheet.hide_columns(first, last);
            }
        }
        "mergeCell" => {
            let area = element.attribute("ref").and_then(|area| {
                let (first, last) = area.split_once(':')?;
                let ((top, left), (bottom, right)) = (place_of(first)?, place_of(last)?);
                Some([top, left, bottom, right])
            });
            area.into_iter().for_each(|area| sheet.merge(area));
        }
        _ => {}
    }
}

/// What an open element of a sheet is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Cell,
    Value,
    /// A text in the cell itself.
    Text,
    Other,
}

/// How the text of a cell is to be taken.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Number,
    /// The number of a text that cells share.
    Shared,
    Boolean,
    Text,
}

/// A cell being read.
#[derive(Default)]
struct Content {
    kind: Kind,
    formula: bool,
    /// The number of its style.
    style: usize,
    text: String,
    rich: Rich,
}

impl Content {
    fn of(element: &Element<'_>) -> Content {
        let kind = match element.attribute("t").as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("b") => Kind::Boolean,
            Some(_) => Kind::Text,
        };
        let style = element.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        Content { kind, style, ..Content::default() }
    }

    fn value(mut self, strings: &[Shown], styles: &[Style]) -> Value {
        let style = styles.get(self.style).copied().unwrap_or_default();
        match self.read(strings) {
            Value::Number(number, _) => Value::Number(number, style.is_plain && !style.is_doubtful),
            Value::Text(text) if style.is_doubtful => Value::Doubtful(text),
            value => value,
        }
    }

    fn read(&mut self, strings: &[Shown]) -> Value {
        let rich = self.rich.end();
        if self.text.is_empty() && !rich.is_empty() {
            return rich.value();
        }
        let stored = self.text.trim();
        if stored.is_empty() {
            return if self.formula { Value::Unknown } else { Value::Text(CompactString::default()) };
        }
        match self.kind {
            Kind::Text => Value::Text(fold(stored)),
            Kind::Boolean => Value::Boolean(matches!(stored, "1" | "true")),
            Kind::Number => stored.parse().map_or(Value::Lost, |number| Value::Number(number, true)),
            Kind::Shared => {
                let text = stored.parse::<usize>().ok().and_then(|at| strings.get(at));
                text.cloned().map_or(Value::Lost, Shown::value)
            }
        }
    }
}

fn number(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.parse().ok()
}

/// Whether a row or column is hidden, or has no size.
fn is_gone(element: &Element<'_>, size: &str) -> bool {
    matches!(element.attribute("hidden").as_deref(), Some("1" | "true"))
        || element.attribute(size).is_some_and(|size| size.parse() == Ok(0.0))
}

/// Row and column of a place such as `B12`.
fn place_of(place: &str) -> Option<(u32, u32)> {
    let place = place.trim_start_matches('$');
    let end = place.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = place.split_at_checked(end)?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    Some((row.trim_start_matches('$').parse().ok()?, column.filter(|column| *column > 0)?))
}
