//! The page of one figure with its cell framed, and below it what was read there.

use hayro::kurbo::Rect;

use super::sheet::{Colour, Room, Sheet, colour};
use super::{PictureError, Source, labels, place, rect, value};
use crate::document::{Block, Document, Grid, Locator};
use crate::report::{Figure, Report};
use crate::template::Forms;

const FRAME: Colour = colour(207, 34, 46, 255);
const HALO: Colour = colour(255, 255, 255, 215);
/// The way from the labels of its row and column to the cell.
const BAND: Colour = colour(255, 200, 0, 46);
const INK: Colour = colour(31, 35, 40, 255);
const QUIET: Colour = colour(89, 99, 110, 255);

/// The size of the words below the page, and of what matters most among them, in points.
const SIZE: f64 = 8.5;
const LARGE: f64 = 12.0;
const MARGIN: f64 = 22.0;

/// Draws the page that a figure stands on as a PNG file: its cell framed, its row and column marked, and below the page
/// whose figure it is, what was read, how far it may be trusted, and which file it comes from.
///
/// # Errors
///
/// If the figure has no box on a page, or the page cannot be painted.
pub fn figure(
    source: &Source<'_>,
    document: &Document,
    report: &Report,
    figure: &Figure,
    forms: &Forms,
) -> Result<Vec<u8>, PictureError> {
    let (page, area) = place(&figure.locator)?;
    let mut sheet = super::sheet(source.bytes, page, Room { below: 96.0, ..Room::default() })?;
    for band in bands(document, page, area) {
        sheet.fill(band, BAND);
    }
    let around = area.inflate(1.2, 1.2);
    sheet.frame(around, HALO, 4.2);
    sheet.frame(around, FRAME, 1.8);
    caption(&mut sheet, source, document, report, figure, forms);
    sheet.png()
}

/// The stretches from the edges of the table to the cell: along its row, and down its column.
fn bands(document: &Document, page: u32, area: Rect) -> Vec<Rect> {
    let Some(table) = document.blocks.iter().find_map(|block| match block {
        Block::Table(grid) => table_on(grid, page, area),
        Block::Text(_) => None,
    }) else {
        return Vec::new();
    };
    let row = Rect::new(table.x0, area.y0, area.x0, area.y1);
    let column = Rect::new(area.x0, table.y0, area.x1, area.y0);
    [row, column].into_iter().filter(|band| band.width() > 0.5 && band.height() > 0.5).collect()
}

/// The box around the cells that a table has on a page, if the cell is one of them.
fn table_on(grid: &Grid, page: u32, cell: Rect) -> Option<Rect> {
    let boxes: Vec<Rect> = grid
        .cells()
        .iter()
        .filter_map(|cell| match cell.locator {
            Locator::Page { page: own, bbox } if own == page => Some(rect(bbox)),
            _ => None,
        })
        .collect();
    boxes.contains(&cell).then(|| boxes.iter().copied().reduce(|a, b| a.union(b))).flatten()
}

fn caption(
    sheet: &mut Sheet,
    source: &Source<'_>,
    document: &Document,
    report: &Report,
    figure: &Figure,
    forms: &Forms,
) {
    let Some(field) = forms.fields.get(usize::from(figure.field.0)) else { return };
    let year = report.identity.year.map_or(String::new(), |year| format!("  {year}"));
    let who = format!("{}{year}", report.identity.agency);
    let published = match figure.published.as_str() {
        "" => "nothing printed".to_string(),
        text => format!("printed \"{text}\""),
    };
    let flags = match figure.flags.to_string().as_str() {
        "" => String::new(),
        flags => format!(" ({})", flags.replace(';', ", ")),
    };
    let read = format!(
        "{}    {published}    confidence {}{flags}",
        value(figure, field),
        figure.confidence.as_str()
    );
    let sha256 = source.sha256.get(..16).unwrap_or(source.sha256);
    let place = figure.locator.to_string().replacen("page=", "", 1).replacen(" box=", ", box ", 1);
    let (page, area) = place.split_once(',').unwrap_or((&place, ""));
    let pages = document.pages;
    let version = env!("CARGO_PKG_VERSION");
    let from =
        format!("{}    page {page} of {pages},{area}    SHA-256 {sha256}…    nianbao {version}", source.name);
    let ends = sheet.ends();
    let (left, room) = (ends.x0 + MARGIN, ends.width() - 2.0 * MARGIN);
    let mut y = sheet.page.1 + 20.0;
    let lines = [
        (who, SIZE + 1.5, INK),
        (labels(field, forms).join(" → "), SIZE, INK),
        (read, LARGE, FRAME),
        (format!("{}    {}", field.key, field.variable), SIZE - 1.5, QUIET),
        (from, SIZE - 1.5, QUIET),
    ];
    for (text, size, colour) in lines {
        let text = sheet.typeface().fitted(&text, size, room);
        sheet.write(&text, size, (left, y), colour);
        y += size + 7.5;
    }
}
