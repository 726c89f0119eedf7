//! The cells of a sheet, and the texts that cells share.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::document::fold::fold;
use crate::document::xml::{Element, Next, Xml};
use crate::document::{Cell, CellMarks, Grid, Locator};

/// The most rows and columns of a sheet that are read; the form has some 60 and 16.
const MAX_ROWS: u32 = 5_000;
/// See [`MAX_ROWS`].
const MAX_COLUMNS: u32 = 200;
/// The most cells that are merged into one another.
const MAX_MERGES: usize = 20_000;
/// The most widths of columns that are read: Excel has as many columns.
const MAX_WIDTHS: usize = 16_384;
/// How many bytes the cells of a sheet may hold: texts that cells share are told in few and hold many.
const MAX_TEXT: usize = 32 << 20;
/// The most texts that cells share.
const MAX_STRINGS: usize = 1 << 20;

/// The texts that cells share.
pub(super) fn strings(text: &str) -> Vec<CompactString> {
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    let mut current = String::new();
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
                    strings.push(fold(&std::mem::take(&mut current)));
                }
                path.push(element.name() == "t");
            }
            Next::Text(text) if path.last() == Some(&true) => current.push_str(&text),
            Next::Text(_) => {}
            Next::Close => drop(path.pop()),
            Next::End => break,
        }
        if strings.len() > MAX_STRINGS {
            break;
        }
    }
    strings.push(fold(&current));
    // Each text was written down where the next one began.
    strings.remove(0);
    strings
}

/// What the elements of a sheet say.
#[derive(Default)]
struct Sheet {
    /// Texts by row and column, counting from 1.
    texts: BTreeMap<(u32, u32), (CompactString, bool)>,
    /// Areas that are one cell: first row and column, last row and column.
    merges: Vec<[u32; 4]>,
    /// Zeros are not shown.
    zeros_hidden: bool,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// How many bytes the texts have.
    size: usize,
    /// How many widths of columns were read.
    widths: usize,
    cut: bool,
}

/// The grid of a sheet (`plain` says of each style whether it shows whole numbers as they are), if anything stands in it, and whether all of it fitted.
pub(super) fn read(
    text: &str,
    strings: &[CompactString],
    plain: &[bool],
    number: u32,
) -> (Option<Grid>, bool) {
    let sheet = Sheet::read(text, strings, plain);
    (sheet.grid(number), !sheet.cut)
}

impl Sheet {
    fn read(text: &str, strings: &[CompactString], plain: &[bool]) -> Sheet {
        let mut sheet = Sheet::default();
        let mut xml = Xml::new(text);
        let mut names: Vec<Part> = Vec::new();
        let (mut row, mut column) = (0, 0);
        let mut cell = Content::default();
        while let Ok(next) = xml.next() {
            match next {
                Next::Open(element) if element.name() == "rPh" => {
                    if xml.skip().is_err() {
                        break;
                    }
                }
                Next::Open(element) => {
                    names.push(match element.name() {
                        "row" => {
                            row = number(&element, "r").unwrap_or(row + 1);
                            column = 0;
                            if is_on(&element, "hidden") {
                                sheet.hidden_rows.insert(row);
                            }
                            Part::Other
                        }
                        "c" => {
                            let place = element.attribute("r").and_then(|place| place_of(&place));
                            (row, column) = place.unwrap_or((row, column + 1));
                            cell = Content::of(&element);
                            Part::Cell
                        }
                        "v" | "t" => Part::Value,
                        "f" => {
                            cell.formula = true;
                            Part::Other
                        }
                        "sheetView" => {
                            sheet.zeros_hidden |= is_off(&element, "showZeros");
                            Part::Other
                        }
                        "col" => {
                            sheet.column(&element);
                            Part::Other
                        }
                        "mergeCell" => {
                            sheet.merge(&element);
                            Part::Other
                        }
                        _ => Part::Other,
                    });
                }
                Next::Text(text) if names.last() == Some(&Part::Value) => cell.text.push_str(&text),
                Next::Text(_) => {}
                Next::Close => {
                    if names.pop() == Some(Part::Cell) {
                        sheet.put(
                            row,
                            column,
                            std::mem::take(&mut cell).read(strings, plain, sheet.zeros_hidden),
                        );
                    }
                }
                Next::End => break,
            }
        }
        sheet
    }

    fn put(&mut self, row: u32, column: u32, (text, guess): (CompactString, bool)) {
        if text.is_empty() {
            return;
        }
        self.size += text.len();
        if row > MAX_ROWS || column > MAX_COLUMNS || self.size > MAX_TEXT {
            self.cut = true;
        } else {
            self.texts.insert((row, column), (text, guess));
        }
    }

    fn column(&mut self, element: &Element<'_>) {
        self.widths += 1;
        if self.widths <= MAX_WIDTHS
            && is_on(element, "hidden")
            && let (Some(first), Some(last)) = (number(element, "min"), number(element, "max"))
        {
            self.hidden_columns.extend(first..=last.min(MAX_COLUMNS));
        }
    }

    fn merge(&mut self, element: &Element<'_>) {
        let area = element.attribute("ref").and_then(|area| {
            let (first, last) = area.split_once(':')?;
            let ((top, left), (bottom, right)) = (place_of(first)?, place_of(last)?);
            Some([top, left, bottom.min(MAX_ROWS), right.min(MAX_COLUMNS)])
        });
        if self.merges.len() < MAX_MERGES {
            self.merges.extend(area);
        }
    }

    fn grid(&self, sheet: u32) -> Option<Grid> {
        let shown = |hidden: &BTreeSet<u32>, from: u32, to: u32| -> Vec<u32> {
            (from..=to).filter(|at| !hidden.contains(at)).collect()
        };
        let texts = || self.texts.keys().filter(|(row, column)| self.is_shown(*row, *column));
        let rows = shown(
            &self.hidden_rows,
            texts().map(|place| place.0).min()?,
            texts().map(|place| place.0).max()?,
        );
        let right = texts().map(|place| place.1).max()?;
        let columns = shown(&self.hidden_columns, texts().map(|place| place.1).min()?, right);
        // For each place that another cell reaches over, nothing; for the corner of such a cell, its spans.
        let mut covered = BTreeSet::new();
        let mut spans = BTreeMap::new();
        // Cells that are merged do not overlap, so that all of them together are no larger than the sheet.
        let mut room = rows.len() * columns.len();
        for [top, left, bottom, right] in &self.merges {
            let (over, along) = (inside(&rows, *top, *bottom), inside(&columns, *left, *right));
            let (Some(first_row), Some(first_column)) = (over.first(), along.first()) else { continue };
            let Some(left_over) = room.checked_sub(over.len() * along.len()) else { continue };
            room = left_over;
            for row in over {
                covered.extend(along.iter().map(|column| (*row, *column)));
            }
            let corner = (*first_row, *first_column);
            spans.insert(corner, ((over.len() as u32, along.len() as u32), (*top, *left)));
            covered.remove(&corner);
        }
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for (at, row) in (0..).zip(&rows) {
            for (beside, column) in (0..).zip(&columns) {
                if covered.contains(&(*row, *column)) {
                    continue;
                }
                let own = ((1, 1), (*row, *column));
                let ((row_span, column_span), from) = spans.get(&(*row, *column)).copied().unwrap_or(own);
                let (text, inferred) = self.texts.get(&from).cloned().unwrap_or_default();
                cells.push(Cell {
                    text,
                    row: at,
                    column: beside,
                    row_span,
                    column_span,
                    locator: Locator::Sheet { sheet, row: *row, column: *column },
                    marks: CellMarks { inferred, ..CellMarks::default() },
                });
            }
        }
        let locator = cells.first()?.locator;
        Some(Grid::from_cells(rows.len() as u32, cells, locator))
    }

    fn is_shown(&self, row: u32, column: u32) -> bool {
        !self.hidden_rows.contains(&row) && !self.hidden_columns.contains(&column)
    }
}

/// The part of some numbers in order that lies between two, both included.
fn inside(all: &[u32], from: u32, to: u32) -> &[u32] {
    let start = all.partition_point(|at| *at < from);
    let end = all.partition_point(|at| *at <= to);
    all.get(start..end).unwrap_or_default()
}

/// What an open element of a sheet is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Cell,
    Value,
    Other,
}

/// A cell being read.
#[derive(Default)]
struct Content {
    /// Its text is the number of a shared one.
    shared: bool,
    /// It holds a number.
    number: bool,
    formula: bool,
    /// The number of its style.
    style: usize,
    text: String,
}

impl Content {
    fn of(element: &Element<'_>) -> Content {
        let kind = element.attribute("t");
        let number = kind.as_deref().is_none_or(|kind| kind == "n");
        let style = element.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        Content { shared: kind.as_deref() == Some("s"), number, style, ..Content::default() }
    }

    /// Its text, and whether the sheet may show another one.
    fn read(self, strings: &[CompactString], plain: &[bool], zeros_hidden: bool) -> (CompactString, bool) {
        let stored = self.text.trim();
        if self.shared {
            let text = stored.parse::<usize>().ok().and_then(|at| strings.get(at));
            return (text.cloned().unwrap_or_default(), false);
        }
        if stored.is_empty() {
            // A formula that was never worked out shows something that is not known.
            return (if self.formula { "=".into() } else { CompactString::default() }, false);
        }
        let whole = stored.strip_prefix('-').unwrap_or(stored).bytes().all(|byte| byte.is_ascii_digit());
        if !self.number {
            return (fold(stored), false);
        }
        if whole {
            let shown = plain.get(self.style).copied().unwrap_or(true) && !(zeros_hidden && stored == "0");
            return (fold(stored), !shown);
        }
        let plain = stored.parse::<f64>().ok().filter(|number| number.is_finite());
        (plain.map_or_else(|| fold(stored), |number| compact_str::format_compact!("{number}")), true)
    }
}

fn number(element: &Element<'_>, name: &str) -> Option<u32> {
    element.attribute(name)?.parse().ok()
}

fn is_on(element: &Element<'_>, name: &str) -> bool {
    matches!(element.attribute(name).as_deref(), Some("1" | "true"))
}

fn is_off(element: &Element<'_>, name: &str) -> bool {
    matches!(element.attribute(name).as_deref(), Some("0" | "false"))
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
