//! Pages with all that was read on them drawn over: rulings, cells, the labels they were matched to, confidence.

use std::collections::BTreeMap;

use hayro::kurbo::{BezPath, Rect};

use super::sheet::{Colour, Room, Sheet, colour};
use super::{PictureError, Source, labels, rect};
use crate::document::{Block, Document, Locator, pdf};
use crate::report::{Confidence, Figure, Report};
use crate::template::{Field, Forms};

const RULING: Colour = colour(214, 51, 132, 140);
const CELL: Colour = colour(9, 105, 218, 200);
const INK: Colour = colour(31, 35, 40, 255);
const QUIET: Colour = colour(89, 99, 110, 255);
const PAPER: Colour = colour(255, 255, 255, 225);

/// The size of labels beside the page, and of marks upon it, in points.
const SIZE: f64 = 6.2;
const MARK: f64 = 5.0;

/// How far boxes of one printed row or column may be off, in points.
const SAME: f64 = 4.0;

const fn tint(confidence: Confidence) -> (Colour, &'static str) {
    match confidence {
        Confidence::High => (colour(26, 127, 55, 70), "high"),
        Confidence::Medium => (colour(212, 140, 0, 95), "medium"),
        Confidence::Low => (colour(207, 34, 46, 105), "low"),
    }
}

/// A figure on the page being drawn.
struct Spot<'r> {
    figure: &'r Figure,
    field: &'r Field,
    area: Rect,
}

/// Draws each page with tables as a PNG file, with its number: rulings and cells as they were found, figures coloured by
/// how far they may be trusted, and beside the page the labels of the form that rows and columns were matched to.
///
/// Without a report only rulings and cells are drawn.
///
/// # Errors
///
/// If the file cannot be opened or a page cannot be painted.
pub fn tables(
    source: &Source<'_>,
    document: &Document,
    reports: &[Report],
    forms: &Forms,
) -> Result<Vec<(u32, Vec<u8>)>, PictureError> {
    let cells = cells(document);
    let pages: Vec<u32> = cells.keys().copied().collect();
    let rulings = pdf::rulings(source.bytes, &pages, &pdf::Options::default())?;
    let room = Room { left: 170.0, above: 34.0, right: 120.0, below: 12.0 };
    let mut pictures = Vec::with_capacity(pages.len());
    for ((&page, cells), rulings) in cells.iter().zip(rulings) {
        let mut sheet = super::sheet(source.bytes, page, room)?;
        let spots = spots(reports, forms, page);
        for spot in &spots {
            sheet.fill(spot.area, tint(spot.figure.confidence).0);
        }
        for [left, top, right, bottom] in rulings {
            let mut line = BezPath::new();
            line.move_to((f64::from(left), f64::from(top)));
            line.line_to((f64::from(right), f64::from(bottom)));
            sheet.line(&line, RULING, 1.2);
        }
        for cell in cells {
            let inset = (cell.width().min(cell.height()) / 4.0).min(1.9);
            sheet.frame(cell.inset(-inset), CELL, 0.5);
        }
        rows(&mut sheet, &spots, forms);
        columns(&mut sheet, &spots, forms);
        legend(&mut sheet, source, page, document.pages);
        pictures.push((page, sheet.png()?));
    }
    Ok(pictures)
}

/// The boxes of all cells of tables, by page.
fn cells(document: &Document) -> BTreeMap<u32, Vec<Rect>> {
    let mut cells: BTreeMap<u32, Vec<Rect>> = BTreeMap::new();
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    for cell in grids.flat_map(|grid| grid.cells()) {
        if let Locator::Page { page, bbox } = cell.locator {
            cells.entry(page).or_default().push(rect(bbox));
        }
    }
    cells
}

/// The figures on a page, from top to bottom, then left to right.
fn spots<'r>(reports: &'r [Report], forms: &'r Forms, page: u32) -> Vec<Spot<'r>> {
    let figures = reports.iter().flat_map(|report| &report.figures);
    let mut spots: Vec<Spot<'r>> = figures
        .filter_map(|figure| match figure.locator {
            Locator::Page { page: own, bbox } if own == page => {
                let field = forms.fields.get(usize::from(figure.field.0))?;
                Some(Spot { figure, field, area: rect(bbox) })
            }
            _ => None,
        })
        .collect();
    spots.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0).then(a.area.x0.total_cmp(&b.area.x0)));
    spots
}

/// Neighbours that share a place, told by the distance from one to the next.
fn together<'s, 'r>(
    spots: impl IntoIterator<Item = &'s Spot<'r>>,
    place: impl Fn(&Spot<'r>) -> f64,
) -> Vec<Vec<&'s Spot<'r>>> {
    let mut sorted: Vec<&Spot<'r>> = spots.into_iter().collect();
    sorted.sort_by(|a, b| place(a).total_cmp(&place(b)));
    let mut groups: Vec<Vec<&Spot<'r>>> = Vec::new();
    for spot in sorted {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| (place(last) - place(spot)).abs() <= SAME) => {
                group.push(spot)
            }
            _ => groups.push(vec![spot]),
        }
    }
    groups
}

/// Writes left of the page what printed rows were matched to.
fn rows(sheet: &mut Sheet, spots: &[Spot<'_>], forms: &Forms) {
    let left = sheet.ends().x0;
    for group in together(spots, |spot| spot.area.center().y) {
        let (Some(first), Some(label)) = (group.first(), common_label(&group, forms)) else { continue };
        let label = sheet.typeface().fitted(&label, SIZE, -left - 14.0);
        let y = first.area.center().y;
        sheet.write(&label, SIZE, (left + 6.0, y + 0.36 * SIZE), INK);
        let mut line = BezPath::new();
        line.move_to((-6.0, y));
        line.line_to((0.0, y));
        sheet.line(&line, QUIET, 0.5);
    }
}

/// Marks printed columns with letters where they begin, and explains these right of the page.
fn columns(sheet: &mut Sheet, spots: &[Spot<'_>], forms: &Forms) {
    let left = sheet.page.0 + 8.0;
    let room = sheet.ends().x1 - left - 4.0;
    let mut blocks: BTreeMap<(u8, u8), Vec<&Spot<'_>>> = BTreeMap::new();
    for spot in spots {
        blocks.entry((spot.field.table, spot.field.block)).or_default().push(spot);
    }
    let mut blocks: Vec<Vec<&Spot<'_>>> = blocks.into_values().collect();
    blocks.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let (mut y, mut letters) = (f64::MIN, ('A'..='Z').chain('a'..='z').cycle());
    for block in blocks {
        y = top(&block).max(y + 1.6 * SIZE) + SIZE;
        let mut columns = together(block, |spot| spot.area.center().x);
        columns.sort_by(|a, b| ((top(a) / SAME).round()).total_cmp(&((top(b) / SAME).round())));
        for column in columns {
            let (Some(first), Some(letter)) = (column.first(), letters.next()) else { continue };
            let first = column
                .iter()
                .fold(first, |first, spot| if spot.area.y0 < first.area.y0 { spot } else { first });
            let label = common_label(&column, forms).unwrap_or_else(|| "(several)".to_string());
            let text = format!("{letter}  {label}");
            let text = sheet.typeface().fitted(&text, SIZE, room);
            sheet.write(&text, SIZE, (left, y), INK);
            sheet.label(&letter.to_string(), MARK, (first.area.x0 + 1.2, first.area.y0), INK, PAPER);
            y += 1.35 * SIZE;
        }
    }
}

fn top(spots: &[&Spot<'_>]) -> f64 {
    spots.iter().map(|spot| spot.area.y0).fold(f64::MAX, f64::min)
}

fn row_label<'f>(field: &Field, forms: &'f Forms) -> Option<&'f str> {
    let table = forms.forms.get(usize::from(field.form.0))?.tables.get(usize::from(field.table))?;
    let row = table.blocks.get(usize::from(field.block))?.rows.get(usize::from(field.row))?;
    Some(&row.label)
}

/// What all figures of a printed row or column have in common: the row of the form, its column, or both.
fn common_label(group: &[&Spot<'_>], forms: &Forms) -> Option<String> {
    let first = group.first()?.field;
    let place = |field: &Field| (field.form, field.table, field.block);
    if group.iter().any(|spot| place(spot.field) != place(first)) {
        return None;
    }
    let row = group.iter().all(|spot| spot.field.row == first.row).then(|| row_label(first, forms)).flatten();
    let same_column = group.iter().all(|spot| spot.field.column == first.column);
    let column = same_column.then(|| labels(first, forms).last().copied()).flatten();
    match (row, column) {
        (Some(row), Some(column)) => Some(format!("{row} · {column}")),
        (row, column) => row.or(column).map(str::to_string),
    }
}

/// Says above the page what file it is and what the colours mean.
fn legend(sheet: &mut Sheet, source: &Source<'_>, page: u32, pages: u32) {
    let ends = sheet.ends();
    let line = format!("{}    page {page} of {pages}    nianbao {}", source.name, env!("CARGO_PKG_VERSION"));
    let line = sheet.typeface().fitted(&line, 7.5, ends.width() - 12.0);
    sheet.write(&line, 7.5, (ends.x0 + 6.0, ends.y0 + 12.0), INK);
    let y = ends.y0 + 24.0;
    let mut x = ends.x0 + 6.0;
    for (colour, words) in [(RULING, "ruling"), (CELL, "cell")] {
        let mut stroke = BezPath::new();
        stroke.move_to((x, y - 2.2));
        stroke.line_to((x + 14.0, y - 2.2));
        sheet.line(&stroke, colour, 1.4);
        x = sheet.write(words, SIZE, (x + 18.0, y), QUIET) + 12.0;
    }
    for confidence in Confidence::ALL {
        let (colour, words) = tint(confidence);
        sheet.fill(Rect::new(x, y - 5.4, x + 14.0, y + 1.0), colour);
        x = sheet.write(words, SIZE, (x + 18.0, y), QUIET) + 12.0;
    }
}
