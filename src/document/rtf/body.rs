//! Puts the text together: lines, paragraphs, cells, rows and tables.

use super::lex::{Lexer, Token};
use super::state::{Dest, Encodings, State, is_hidden};
use crate::document::doc::{Open, Shape};
use crate::document::fold::fold;
use crate::document::ink::Ink;
use crate::document::typed::{Line, Type};
use crate::document::{Block, CellMarks, Damage, Document, Locator, Paragraph};

/// How deep groups may stand in one another.
const MAX_GROUPS: usize = 4_096;
/// The most cells that are read; a report has some 400.
const MAX_CELLS: usize = 200_000;
/// The most colours that are kept, and the least part of red, green and blue in one that is not seen on white.
const MAX_COLOURS: usize = 1_000;
const PALE: u8 = 0xf0;
/// Half points: so much above or below the line sets a mark apart, and so small type is not seen.
const LIFT: i32 = 5;
const TINY: i32 = 3;
/// The most cells a row may have.
const MAX_ROW: usize = 1_000;
/// Tables that stand deeper in one another are read as if they did not.
const MAX_DEPTH: usize = 32;

/// Reads the text into `document`.
pub(super) fn read(bytes: &[u8], document: &mut Document) {
    let mut body = Body {
        document,
        encodings: Encodings::default(),
        groups: Vec::new(),
        beyond: 0,
        state: State::START,
        starred: false,
        pending: Vec::new(),
        high: None,
        skip: 0,
        title: String::new(),
        font: 0,
        colours: Vec::new(),
        colour: [0; 3],
        is_shaded: false,
        ink: Ink::default(),
        line: Line::default(),
        ended: Vec::new(),
        tables: Open::default(),
        shape: Shape::default(),
        merges: (0, 0),
        paragraphs: 0,
        cells: 0,
    };
    for token in Lexer::new(bytes) {
        body.take(token);
    }
    body.finish();
}

struct Body<'d> {
    document: &'d mut Document,
    encodings: Encodings,
    groups: Vec<State>,
    /// Groups that are open beyond the deepest one that is kept.
    beyond: usize,
    state: State,
    /// `\*` stands before the word that comes next.
    starred: bool,
    /// Bytes that are still to be decoded.
    pending: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    high: Option<u16>,
    /// How many bytes more stand for the character of Unicode before them.
    skip: usize,
    title: String,
    /// The font that the table of fonts describes.
    font: i32,
    /// For each colour of the table, whether it is white; and the parts of the one being read.
    colours: Vec<bool>,
    colour: [u8; 3],
    /// Whether cells of the row are shaded, so that white may be seen in them.
    is_shaded: bool,
    /// What is drawn in the cell.
    ink: Ink,
    line: Line,
    ended: Vec<(compact_str::CompactString, CellMarks)>,
    tables: Open,
    shape: Shape,
    merges: (u8, u8),
    paragraphs: u32,
    cells: usize,
}

impl Body<'_> {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(b';') if self.state.dest == Dest::Colours => {
                if self.colours.len() < MAX_COLOURS {
                    self.colours.push(self.colour.iter().all(|part| *part >= PALE));
                }
                self.colour = [0; 3];
            }
            Token::Byte(byte) => {
                self.starred = false;
                self.pending.push(byte);
            }
            Token::Open => {
                self.flush();
                if self.groups.len() < MAX_GROUPS {
                    self.groups.push(self.state);
                } else {
                    self.beyond += 1;
                }
                self.starred = false;
            }
            Token::Close => {
                self.flush();
                if self.beyond > 0 {
                    self.beyond -= 1;
                } else if let Some(state) = self.groups.pop() {
                    self.state = state;
                }
                self.starred = false;
            }
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => {
                self.flush();
                match symbol {
                    b'~' => self.show(" "),
                    b'_' => self.show("-"),
                    _ => {}
                }
            }
            Token::Word(word, number) => {
                if word != "u" {
                    self.flush();
                }
                self.word(word, number);
            }
        }
        if !matches!(token, Token::Byte(_) | Token::Word("u", _)) {
            self.skip = 0;
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if std::mem::take(&mut self.starred) && !matches!(word, "nesttableprops") {
            if word == "shppict" && self.state.dest == Dest::Body {
                self.ink.draw();
            }
            self.state.dest = if word == "ud" { self.state.around } else { Dest::Nowhere };
            return;
        }
        let is_on = number != Some(0);
        match word {
            "ansicpg" => self.encodings.set_page(number.unwrap_or(0)),
            "deff" => self.encodings.set_default(number.unwrap_or(0)),
            "fonttbl" => self.state.dest = Dest::Fonts,
            "title" if self.state.dest == Dest::Nowhere => self.state.dest = Dest::Title,
            "f" if self.state.dest == Dest::Fonts => self.font = number.unwrap_or(0),
            "fcharset" => self.encodings.set_font(self.font, number.unwrap_or(0)),
            "uc" => self.state.fallback = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "colortbl" => {
                self.colours.clear();
                self.state.dest = Dest::Colours;
            }
            "red" | "green" | "blue" if self.state.dest == Dest::Colours => {
                let at = ["red", "green", "blue"].iter().position(|part| *part == word);
                if let Some(part) = at.and_then(|at| self.colour.get_mut(at)) {
                    *part = number.and_then(|part| u8::try_from(part).ok()).unwrap_or(0);
                }
            }
            "upr" => (self.state.around, self.state.dest) = (self.state.dest, Dest::Nowhere),
            "shptxt" => self.state.dest = Dest::Shape,
            _ if is_hidden(word) => {
                if matches!(word, "pict" | "object") && self.state.dest == Dest::Body {
                    self.ink.draw();
                }
                self.state.dest = Dest::Nowhere;
            }
            _ if self.state.dest != Dest::Body => {}
            "f" => self.state.font = number,
            "plain" => self.state.plain(),
            "v" | "deleted" => self.state.hidden = is_on,
            "strike" | "striked" => self.state.struck = is_on,
            "super" => self.state.of.is_raised = is_on,
            "sub" => self.state.of.is_lowered = is_on,
            "nosupersub" => (self.state.of.is_raised, self.state.of.is_lowered) = (false, false),
            "up" => self.state.of.is_raised = number.unwrap_or(6) >= LIFT,
            "dn" => self.state.of.is_lowered = number.unwrap_or(6) >= LIFT,
            "fs" => {
                let size = number.unwrap_or(24);
                self.state.tiny = size <= TINY;
                self.state.of.size = u16::try_from(size).unwrap_or(0);
            }
            "cf" => {
                let colour = number.and_then(|colour| usize::try_from(colour).ok());
                self.state.pale = colour.and_then(|at| self.colours.get(at)).is_some_and(|white| *white);
            }
            "clcbpat" | "clshdng" | "cbpat" | "chcbpat" | "cb" | "highlight" => {
                self.is_shaded |= number.unwrap_or(0) != 0;
            }
            "chftn" => self.line.note(),
            "pard" => (self.state.depth, self.state.heading) = (0, false),
            "intbl" => self.state.depth = self.state.depth.max(1),
            "itap" => self.state.depth = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(MAX_DEPTH),
            "outlinelevel" => self.state.heading = number.is_some_and(|level| (0..9).contains(&level)),
            "par" | "sect" | "page" => self.end_paragraph(self.state.depth),
            "line" | "lbr" | "softline" => self.end_line(),
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(self.state.depth.max(2)),
            "row" => self.end_row(1),
            "nestrow" => self.end_row(self.state.depth.max(2)),
            "trowd" => (self.shape, self.merges) = (Shape::default(), (0, 0)),
            "trleft" => self.shape.edges = vec![edge(number)],
            "clmgf" => self.merges.0 = 1,
            "clmrg" => self.merges.0 = 2,
            "clvmgf" => self.merges.1 = 2,
            "clvmrg" => self.merges.1 = 1,
            "cellx" => self.cell_ends(edge(number)),
            _ => self.character(word),
        }
    }

    /// Characters that a word stands for.
    fn character(&mut self, word: &str) {
        let text = match word {
            "tab" => "\t",
            "emdash" => "—",
            "endash" => "–",
            "emspace" | "enspace" | "qmspace" => " ",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            _ => return,
        };
        self.show(text);
    }

    fn unicode(&mut self, number: i32) {
        self.skip = 0;
        // Numbers above 32,767 are written as negative ones.
        let Ok(unit) = u16::try_from(number.rem_euclid(1 << 16)) else { return };
        let bytes = std::mem::take(&mut self.pending);
        self.show_bytes(&bytes);
        let first = self.high.take();
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let units = first.into_iter().chain([unit]);
            let text: String =
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            self.show(&text);
        }
        self.skip = self.state.fallback;
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.pending);
        self.show_bytes(&bytes);
    }

    fn show_bytes(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() && matches!(self.state.dest, Dest::Body | Dest::Title | Dest::Shape) {
            let text = self.encodings.decode(bytes, self.state.font);
            self.show(&text);
        }
    }

    fn show(&mut self, text: &str) {
        match self.state.dest {
            Dest::Title => self.title.push_str(text),
            Dest::Shape => self.ink.write(text),
            Dest::Body if !self.state.hidden && !self.state.tiny && (self.is_shaded || !self.state.pale) => {
                if self.state.struck {
                    self.ink.strike(text);
                    return;
                }
                self.line.push(text, Type { is_doubtful: self.state.pale, ..self.state.of });
            }
            _ => {}
        }
    }

    /// Takes in where a cell of the row ends.
    fn cell_ends(&mut self, right: i16) {
        if self.shape.edges.is_empty() {
            self.shape.edges.push(0);
        }
        if self.shape.merges.len() < MAX_ROW {
            self.shape.edges.push(right);
            self.shape.merges.push(std::mem::take(&mut self.merges));
        }
    }

    fn end_line(&mut self) {
        self.ended.extend(self.line.end());
    }

    /// Ends a paragraph that stands in so many tables.
    fn end_paragraph(&mut self, depth: usize) {
        self.paragraphs += 1;
        self.tables.go_to(depth, self.document);
        self.end_line();
        for (text, marks) in self.ended.drain(..) {
            let locator = Locator::Line { line: self.paragraphs, cell: 0 };
            let block = Block::Text(Paragraph { text, locator, heading: self.state.heading });
            match self.tables.innermost() {
                Some(rows) => rows.cell().line(block, marks),
                None => self.document.blocks.push(block),
            }
        }
        if depth == 0 {
            self.ink = Ink::default();
        }
    }

    fn end_cell(&mut self, depth: usize) {
        self.end_paragraph(depth.min(MAX_DEPTH));
        self.cells += 1;
        if self.cells <= MAX_CELLS {
            let ink = std::mem::take(&mut self.ink);
            if let Some(rows) = self.tables.innermost() {
                rows.cell().ink.add(ink);
                rows.end_cell();
            }
        } else if self.cells == MAX_CELLS + 1 {
            self.document.damage.push(Damage::Limit("cells of the document".into()));
        }
    }

    fn end_row(&mut self, depth: usize) {
        self.tables.leave(depth, self.document);
        if self.tables.depth() == depth {
            let shape = self.shape.clone();
            self.tables.innermost().into_iter().for_each(|rows| rows.end_row(Some(&shape)));
        }
    }

    fn finish(mut self) {
        self.flush();
        // The last brace closes what the first one opened.
        let is_cut = !self.groups.is_empty();
        if is_cut && self.tables.depth() > 0 {
            self.document.damage.push(Damage::CutTable);
        } else if is_cut {
            self.document.damage.push(Damage::Page(1, "the text breaks off".to_string()));
        }
        let depth = if is_cut { self.tables.depth() } else { 0 };
        self.end_paragraph(depth);
        self.tables.leave(0, self.document);
        self.document.head.title = Some(fold(&self.title)).filter(|title| !title.is_empty());
    }
}

/// A place in twentieths of a point; a page is some 12,000 wide.
fn edge(number: Option<i32>) -> i16 {
    let number = number.unwrap_or(0).clamp(i32::from(i16::MIN), i32::from(i16::MAX));
    i16::try_from(number).unwrap_or_default()
}
