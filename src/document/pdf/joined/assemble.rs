//! Pages to a document: furniture out, tables joined over page breaks, everything in reading order.
//!
//! Last step of the PDF reader.

use compact_str::CompactString;

use super::beside;
use super::doubt;
use super::flow::{self, HEADING, Piece};
use super::furniture;
use super::overrun;
use super::stitch;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::text::{self, Line};
use crate::document::pdf::table::{self, Part, PartCell};
use crate::document::pdf::unruled::aligned;
use crate::document::{Block, Cell, CellMarks, Damage, Document, Grid, Locator, Paragraph, Picture};

/// A picture smaller than this on either side holds no table, in points.
const MIN_PICTURE: f32 = 100.0;

/// This many filled curves on a page without glyphs are text drawn as outlines.
const MIN_OUTLINES: u32 = 40;

/// What stands on a page, in reading order.
enum Item {
    Text(Piece),
    Table(Box<Part>),
}

impl Item {
    fn top(&self) -> f32 {
        match self {
            Item::Text(piece) => piece.area.top,
            Item::Table(part) => part.area.top,
        }
    }
}

/// Fills a document with what its pages hold.
pub(in crate::document::pdf) fn assemble(sheets: Vec<Sheet>, document: &mut Document) {
    let mut tables: Vec<Vec<Part>> = Vec::with_capacity(sheets.len());
    let mut lines: Vec<Vec<Line>> = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let (parts, outside) = table::ruled(sheet);
        tables.push(parts);
        lines.push(text::lines(outside));
    }
    stitch::drop_blank(&mut tables);
    drop_furniture(&sheets, &mut lines);
    take_in_overruns(&sheets, &mut tables, &mut lines);
    doubt::torn_rows(&mut tables, &lines);
    unruled(&sheets, &mut tables, &mut lines);
    let body = body_size(&lines);
    let mut writer = Writer { document, body, open: None, held: None };
    for ((sheet, parts), lines) in sheets.iter().zip(tables).zip(lines) {
        note_unread(sheet, writer.document);
        let items = items(&lines, parts, body);
        writer.page(sheet, items);
    }
    writer.finish();
}

/// Gives back to tables what runs out of them at the ends of pages.
fn take_in_overruns(sheets: &[Sheet], tables: &mut [Vec<Part>], lines: &mut [Vec<Line>]) {
    for index in 1..sheets.len() {
        let Some((above, [next, ..])) = tables.split_at_mut_checked(index) else { return };
        if let (Some(parts), Some(lines)) = (above.last_mut(), lines.get_mut(index - 1)) {
            overrun::take_in(parts, next, lines);
        }
    }
}

/// Finds the tables without rulings, page by page, and takes their lines out.
fn unruled(sheets: &[Sheet], tables: &mut [Vec<Part>], lines: &mut [Vec<Line>]) {
    let mut before: Option<Part> = None;
    for (index, (sheet, parts)) in sheets.iter().zip(tables).enumerate() {
        let Some((above, [own, ..])) = lines.split_at_mut_checked(index) else { return };
        let follows = |page: u32| page + 1 == sheet.leaf;
        let previous = before.take().filter(|part| follows(part.leaf));
        let last = above
            .last_mut()
            .filter(|_| sheets.get(index.wrapping_sub(1)).is_some_and(|sheet| follows(sheet.leaf)));
        let header = last.as_ref().map_or(0, |last| aligned::lone_header(last));
        let mut nothing = Vec::new();
        let last = last.unwrap_or(&mut nothing);
        let start = last.len() - header;
        let page_before =
            aligned::Before { part: previous.as_ref(), header: last.get(start..).unwrap_or_default() };
        let (found, took_header) = aligned::find(sheet, own, &page_before);
        if took_header {
            last.truncate(start);
        }
        parts.extend(found);
        let below = |part: &&Part| own.iter().all(|line| line.area.top < part.area.bottom);
        before = parts.iter().filter(|part| !part.ruled).find(below).cloned();
    }
}

fn drop_furniture(sheets: &[Sheet], lines: &mut [Vec<Line>]) {
    let pages: Vec<furniture::Page<'_>> = sheets
        .iter()
        .zip(lines.iter())
        .map(|(sheet, lines)| furniture::Page { number: sheet.leaf, height: sheet.size().1, lines })
        .collect();
    let found = furniture::find(&pages);
    for (lines, found) in lines.iter_mut().zip(found) {
        let mut marks = found.into_iter();
        lines.retain(|_| !marks.next().unwrap_or(false));
    }
}

/// The size of most of the text.
fn body_size(lines: &[Vec<Line>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        lines.iter().flatten().map(|line| (line.size, line.glyphs.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|size| size.1).sum::<usize>() / 2;
    let mut count = 0;
    let middle = sizes.iter().find(|size| {
        count += size.1;
        count > half
    });
    middle.map_or(f32::MAX, |size| size.0)
}

/// Paragraphs and tables of a page from top to bottom.
fn items(lines: &[Line], parts: Vec<Part>, body: f32) -> Vec<Item> {
    let breaks: Vec<Area> = parts.iter().map(|part| part.area).collect();
    let mut items: Vec<Item> = flow::pieces(lines, &breaks, body).into_iter().map(Item::Text).collect();
    items.extend(parts.into_iter().map(|part| Item::Table(Box::new(part))));
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    items
}

/// Says where a page holds what cannot be read.
fn note_unread(sheet: &Sheet, document: &mut Document) {
    if sheet.overflow {
        document.damage.push(Damage::Limit("rulings of a page".into()));
    }
    if sheet.glyphs.is_empty() && sheet.curves >= MIN_OUTLINES && !sheet.is_scan() {
        document.damage.push(Damage::Page(sheet.number, "its text is drawn as curves".to_string()));
    }
}

/// Writes items to the document, holding back the last one of a page until it is known whether it goes on.
struct Writer<'d> {
    document: &'d mut Document,
    body: f32,
    open: Option<(u32, Item, Locator)>,
    /// The table before that, while it is not known whether more columns of it come next.
    held: Option<Held>,
}

/// A table with nothing behind it on its last page.
struct Held {
    part: Part,
    locator: Locator,
}

impl Writer<'_> {
    fn page(&mut self, sheet: &Sheet, items: Vec<Item>) {
        let empty = items.is_empty();
        for item in items {
            if let Some(item) = self.continued(sheet, item) {
                self.flush();
                let area = match &item {
                    Item::Text(piece) => piece.area,
                    Item::Table(part) => part.area,
                };
                let bbox = sheet.as_shown(&area).to_array();
                self.open = Some((sheet.leaf, item, Locator::Page { page: sheet.number, bbox }));
            }
        }
        if !empty {
            // Only what stands last on this page may go on upon the next.
            if let Some(open) = &mut self.open {
                open.0 = sheet.leaf;
            }
        }
        self.pictures(sheet);
    }

    /// Joins an item to the open one if it goes on with it; gives it back otherwise.
    fn continued(&mut self, sheet: &Sheet, item: Item) -> Option<Item> {
        let Some((leaf, open, _)) = &mut self.open else { return Some(item) };
        if *leaf + 1 != sheet.leaf {
            return Some(item);
        }
        *leaf = sheet.leaf;
        match (open, item) {
            (Item::Text(open), Item::Text(next)) if flow::goes_on(open, &next) => {
                flow::join(open, next);
                None
            }
            (Item::Table(open), Item::Table(next))
                if stitch::goes_on(open, &next) && !beside::stands_beside(open, &next) =>
            {
                stitch::join(open, *next);
                None
            }
            (_, item) => Some(item),
        }
    }

    fn flush(&mut self) {
        match self.open.take() {
            Some((_, Item::Text(piece), locator)) => {
                self.release();
                let heading = piece.size >= HEADING * self.body;
                let text = CompactString::from(piece.text);
                self.document.blocks.push(Block::Text(Paragraph { text, locator, heading }));
            }
            Some((_, Item::Table(part), locator)) => match &mut self.held {
                Some(held)
                    if held.part.leaf + 1 == part.first && beside::stands_beside(&held.part, &part) =>
                {
                    beside::join(&mut held.part, *part);
                }
                _ => {
                    self.release();
                    self.held = Some(Held { part: *part, locator });
                }
            },
            None => {}
        }
    }

    /// Writes the table that was held.
    fn release(&mut self) {
        if let Some(Held { part, locator }) = self.held.take() {
            self.document.blocks.push(Block::Table(grid(part, locator)));
        }
    }

    fn pictures(&mut self, sheet: &Sheet) {
        for picture in &sheet.pictures {
            if picture.area.width() < MIN_PICTURE || picture.area.height() < MIN_PICTURE {
                continue;
            }
            self.document.pictures.push(Picture {
                caption: CompactString::default(),
                size: picture.pixels,
                after_block: self.document.blocks.len()
                    + usize::from(self.held.is_some())
                    + usize::from(self.open.is_some()),
                page: sheet.number,
            });
        }
    }

    fn finish(mut self) {
        self.flush();
        self.release();
    }
}

fn grid(part: Part, locator: Locator) -> Grid {
    let rows = u32::try_from(part.rows).unwrap_or(u32::MAX);
    Grid::from_cells(rows, part.cells.into_iter().map(cell).collect(), locator)
}

fn cell(cell: PartCell) -> Cell {
    let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Cell {
        text: cell.content.text,
        row: count(cell.row),
        column: count(cell.column),
        row_span: count(cell.row_span),
        column_span: count(cell.column_span),
        locator: Locator::Page { page: cell.page, bbox: cell.shown.to_array() },
        marks: CellMarks {
            joined: cell.content.joined,
            undecoded: cell.content.undecoded,
            ocr: cell.recognised,
            note_dropped: cell.content.note_dropped,
            inferred: cell.inferred,
            doubtful: cell.doubtful,
            ..CellMarks::default()
        },
    }
}
