//! Walks the text of a document and writes down paragraphs, tables and pictures.

use crate::document::draft::{Draft, Merge, Table};
use crate::document::fold::fold;
use crate::document::ink::Ink;
use crate::document::{Block, Damage, Locator, Paragraph, Picture, joined};

use super::lines::{Ground, Lines, shade};
use super::styles::Styles;
use crate::document::xml::{Element, Next, Xml};

/// The most cells that are read; a report has some 400.
const MAX_CELLS: usize = 200_000;
/// No side of a table shown as a picture is shorter, in pixels.
const SMALLEST: u32 = 100;
/// Nor is anything seen of a picture with such a side.
const DOT: u32 = 3;
/// A box over a cell with a longer text, in bytes, is not what the cell says.
const BOXED: usize = 90;
/// English metric units, in which drawings are measured, in a pixel of a 96th of an inch.
const EMU_PER_PIXEL: u32 = 9_525;

/// What the text holds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) blocks: Vec<Block>,
    pub(super) pictures: Vec<Picture>,
    pub(super) damage: Vec<Damage>,
}

/// Reads the text of a document. Where it breaks off, what stands before is kept.
pub(super) fn read(text: &str, styles: &Styles) -> Found {
    let mut xml = Xml::new(text);
    let mut body = Body {
        styles,
        open: Vec::new(),
        frames: Vec::new(),
        drawings: Vec::new(),
        paragraphs: 0,
        tables: 0,
        cells: 0,
        grounds: Vec::new(),
        found: Found::default(),
    };
    let broken = loop {
        match xml.next() {
            Ok(Next::Open(element)) if body.passes_over(&element) => {
                if let Err(why) = xml.skip() {
                    break Some(why);
                }
            }
            Ok(Next::Open(element)) => body.open(&element),
            Ok(Next::Close) => body.close(),
            Ok(Next::Text(text)) => body.text(&text),
            Ok(Next::End) => break (!body.open.is_empty()).then(|| "its end is missing".to_string()),
            Err(why) => break Some(why),
        }
    };
    if let Some(why) = broken {
        let in_table = body.frames.iter().any(|frame| matches!(frame, Frame::Table(_)));
        let damage =
            if in_table { Damage::CutTable } else { Damage::Page(1, format!("the text breaks off: {why}")) };
        body.found.damage.push(damage);
    }
    while !body.open.is_empty() {
        body.close();
    }
    body.found
}

/// What an open element is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Run,
    RunProperties,
    Fill,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Drawing,
    Other,
}

/// What is being read, from the outside in.
#[derive(Debug)]
enum Frame {
    Paragraph(Lines),
    Table(Table),
    Cell(Draft),
    TextBox,
}

/// A picture in the text.
#[derive(Debug, Default)]
struct Drawing {
    caption: String,
    size: Option<(u32, u32)>,
    has_image: bool,
    /// It holds something else that is drawn: a chart, an object, handwriting.
    has_ink: bool,
}

struct Body<'s> {
    styles: &'s Styles,
    open: Vec<Kind>,
    frames: Vec<Frame>,
    drawings: Vec<Drawing>,
    paragraphs: u32,
    tables: u32,
    cells: usize,
    /// For each table and cell that is open, what is behind white type in it.
    grounds: Vec<Ground>,
    found: Found,
}

impl Body<'_> {
    /// Whether nothing in an element is shown: what a tracked change takes out, codes of fields, what is there only for
    /// programs that do not understand the form before it.
    fn passes_over(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "del" if self.open.last() == Some(&Kind::RowProperties) => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.drop_row();
                }
                true
            }
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt" | "sdtPr" | "Fallback"
            | "sectPr" | "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" => true,
            // A tracked change, as Word 2003 writes it.
            "annotation" => element.attribute("type").is_some_and(|kind| kind.ends_with("Deletion")),
            "tc" if self.cells >= MAX_CELLS => {
                let limit = Damage::Limit("cells of the document".into());
                if !self.found.damage.contains(&limit) {
                    self.found.damage.push(limit);
                }
                true
            }
            _ => false,
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        let parent = self.open.last().copied().unwrap_or(Kind::Other);
        let kind = match element.name() {
            "p" => {
                self.paragraphs += 1;
                let ground = self.grounds.last().copied().unwrap_or_default();
                let lines = Lines::new(self.paragraphs, ground);
                self.frames.push(Frame::Paragraph(lines));
                Kind::Paragraph
            }
            "tbl" => {
                self.tables += 1;
                self.grounds.push(Ground::White);
                self.frames.push(Frame::Table(Table::new(self.tables)));
                Kind::Table
            }
            "altChunk" => {
                if !self.found.damage.contains(&Damage::Embedded) {
                    self.found.damage.push(Damage::Embedded);
                }
                self.ink(Ink::draw);
                Kind::Other
            }
            "txbxContent" => {
                self.frames.push(Frame::TextBox);
                Kind::TextBox
            }
            "inline" | "anchor" | "shape" => {
                self.drawings.push(Drawing {
                    size: element.attribute("style").and_then(|style| of_style(&style)),
                    ..Drawing::default()
                });
                Kind::Drawing
            }
            "extent" | "docPr" | "blip" | "imagedata" | "chart" | "contentPart" | "relIds" => {
                self.draw(element);
                Kind::Other
            }
            "OLEObject" | "control" | "textpath" | "ddList" | "checkBox" => {
                self.ink(Ink::draw);
                Kind::Other
            }
            // Read from right to left.
            "bdo" => {
                self.cell().into_iter().for_each(Draft::doubt);
                Kind::Other
            }
            // Of a formula, digits above and below the line are read in one with the others.
            "sSup" | "sSub" | "sSubSup" | "f" => {
                self.cell().into_iter().for_each(Draft::doubt);
                Kind::Other
            }
            name => match self.frames.last_mut() {
                Some(Frame::Paragraph(lines)) => lines.open(name, parent, element, self.styles),
                Some(Frame::Table(table)) => match (name, parent) {
                    ("tr", _) => {
                        table.row();
                        Kind::Row
                    }
                    ("trPr", Kind::Row) => Kind::RowProperties,
                    ("gridBefore", Kind::RowProperties) => {
                        table.leave(element.number().unwrap_or(0));
                        Kind::Other
                    }
                    ("tblStyle", _) => {
                        self.grounds.last_mut().into_iter().for_each(|ground| *ground = Ground::Unknown);
                        Kind::Other
                    }
                    ("tc", _) => {
                        self.cells += 1;
                        self.grounds.push(self.grounds.last().copied().unwrap_or_default());
                        self.frames.push(Frame::Cell(Draft::default()));
                        Kind::Cell
                    }
                    _ => Kind::Other,
                },
                Some(Frame::Cell(cell)) => match (name, parent) {
                    ("tcPr", Kind::Cell) => Kind::CellProperties,
                    ("shd", Kind::CellProperties) => {
                        self.grounds
                            .last_mut()
                            .into_iter()
                            .for_each(|ground| *ground = shade(element, *ground));
                        Kind::Other
                    }
                    (_, Kind::CellProperties) => {
                        set(cell, name, element);
                        Kind::Other
                    }
                    _ => Kind::Other,
                },
                Some(Frame::TextBox) | None => Kind::Other,
            },
        };
        if let Some(Frame::Paragraph(lines)) = self.frames.last_mut()
            && std::mem::take(&mut lines.shows_more)
        {
            self.cell().into_iter().for_each(Draft::doubt);
        }
        // A line break ends the line: in a cell, and in a paragraph as in a page.
        if matches!(element.name(), "br" | "cr") && parent == Kind::Run {
            self.end_line();
        }
        self.open.push(kind);
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Kind::Text)
            && let Some(Frame::Paragraph(lines)) = self.frames.last_mut()
        {
            lines.characters(text);
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Kind::Run) => {
                if let Some(Frame::Paragraph(lines)) = self.frames.last_mut() {
                    lines.runs.pop();
                }
            }
            Some(Kind::Paragraph) => {
                self.end_line();
                self.frames.pop();
            }
            Some(Kind::TextBox) => drop(self.frames.pop()),
            Some(Kind::Cell) => {
                self.grounds.pop();
                if let Some(Frame::Cell(cell)) = self.frames.pop()
                    && let Some(Frame::Table(table)) = self.frames.last_mut()
                {
                    table.cell(cell);
                }
            }
            Some(Kind::Table) => {
                self.grounds.pop();
                if let Some(Frame::Table(table)) = self.frames.pop() {
                    self.end_table(table);
                }
            }
            Some(Kind::Drawing) => self.end_drawing(),
            _ => {}
        }
    }

    /// Ends the line being read and hands it to the cell or text box it stands in, or to the document.
    fn end_line(&mut self) {
        let Some((Frame::Paragraph(lines), outside)) = self.frames.split_last_mut() else { return };
        let line = lines.line.end();
        if let Some(Frame::Cell(cell)) = outside.last_mut() {
            cell.ink.add(std::mem::take(&mut lines.ink));
        }
        let Some((text, marks)) = line else { return };
        let boxed = matches!(outside.last(), Some(Frame::TextBox)) && text.len() <= BOXED;
        let cell = outside.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(cell),
            _ => None,
        });
        if let Some(cell) = cell.filter(|_| boxed) {
            return cell.ink.write(&text);
        }
        let locator = Locator::Line { line: lines.number, cell: 0 };
        let block = Block::Text(Paragraph { text, locator, heading: lines.heading });
        match outside.last_mut() {
            Some(Frame::Cell(cell)) => cell.line(block, marks),
            _ => self.found.blocks.push(block),
        }
    }

    /// The cell that is being read, however deep in it.
    fn cell(&mut self) -> Option<&mut Draft> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(cell),
            _ => None,
        })
    }

    /// Takes in something that is drawn in the cell being read.
    fn ink(&mut self, take: impl FnOnce(&mut Ink)) {
        if let Some(cell) = self.cell() {
            take(&mut cell.ink);
        }
    }

    fn end_table(&mut self, table: Table) {
        let (mut blocks, whole) = table.finish();
        if !whole {
            self.found.damage.push(Damage::Limit("cells of one table".into()));
        }
        if let Some(Frame::Cell(cell)) = self.frames.last_mut() {
            return cell.inner(blocks);
        }
        joined::go_on(&mut self.found.blocks, &mut blocks);
        self.found.blocks.append(&mut blocks);
    }

    fn draw(&mut self, element: &Element<'_>) {
        let Some(drawing) = self.drawings.last_mut() else { return };
        match element.name() {
            "extent" => {
                let side = |name| Some(element.attribute(name)?.parse::<u32>().ok()? / EMU_PER_PIXEL);
                drawing.size = drawing.size.or(side("cx").zip(side("cy")));
            }
            "docPr" => {
                let told = ["descr", "title"].into_iter().find_map(|name| element.attribute(name));
                drawing.caption = told.map(|told| told.into_owned()).unwrap_or_default();
            }
            "chart" | "contentPart" | "relIds" => drawing.has_ink = true,
            _ => drawing.has_image = true,
        }
    }

    fn end_drawing(&mut self) {
        let Some(Drawing { caption, size, has_image, has_ink }) = self.drawings.pop() else { return };
        let is_dot = size.is_some_and(|(width, height)| width.min(height) <= DOT);
        if has_ink || has_image && !is_dot {
            self.ink(Ink::draw);
        }
        let is_small = size.is_some_and(|(width, height)| width.min(height) < SMALLEST);
        if has_image && !is_small {
            let after_block = self.found.blocks.len();
            self.found.pictures.push(Picture { caption: fold(&caption), size, after_block, page: 1 });
        }
    }
}

/// Takes in a property of a cell.
fn set(cell: &mut Draft, name: &str, element: &Element<'_>) {
    let begins = || element.attribute("val").as_deref() == Some("restart");
    match name {
        "gridSpan" => cell.span = element.number().unwrap_or(1),
        "vMerge" | "vmerge" => cell.merge = if begins() { Merge::Begins } else { Merge::GoesOn },
        "hMerge" | "hmerge" => cell.joins_left = !begins(),
        _ => {}
    }
}

/// Width and height, in pixels, of a shape in VML, which says them as CSS does.
fn of_style(style: &str) -> Option<(u32, u32)> {
    let side = |wanted: &str| {
        let (_, value) =
            style.split(';').filter_map(|one| one.split_once(':')).find(|(name, _)| name.trim() == wanted)?;
        let value = value.trim();
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let per_unit = match value.get(number.len()..)? {
            "pt" => 96.0 / 72.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 96.0 / 25.4,
            "px" | "" => 1.0,
            _ => return None,
        };
        Some((number.parse::<f32>().ok()? * per_unit).clamp(0.0, 1e6) as u32)
    };
    side("width").zip(side("height"))
}
