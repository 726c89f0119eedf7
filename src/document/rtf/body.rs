//! Puts the text together: lines, paragraphs, cells, rows and tables.

use super::lex::{Lexer, Token};
use super::state::{Dest, Encodings, State, is_hidden};
use crate::document::doc::{Open, Rows, Shape};
use crate::document::fold::fold;
use crate::document::typed::Line;
use crate::document::{Block, Damage, Document, Locator, Paragraph};

/// How deep groups may stand in one another.
const MAX_GROUPS: usize = 4_096;
/// The most cells that are read; a report has some 400.
const MAX_CELLS: usize = 200_000;
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
    line: Line,
    ended: Vec<(compact_str::CompactString, bool)>,
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
            self.state.dest = Dest::Nowhere;
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
            _ if is_hidden(word) => self.state.dest = Dest::Nowhere,
            _ if self.state.dest != Dest::Body => {}
            "f" => self.state.font = number,
            "plain" => self.state.plain(),
            "v" | "strike" | "striked" | "deleted" => self.state.hidden = is_on,
            "super" => self.state.raised = is_on,
            "nosupersub" => self.state.raised = false,
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
        if !bytes.is_empty() && matches!(self.state.dest, Dest::Body | Dest::Title) {
            let text = self.encodings.decode(bytes, self.state.font);
            self.show(&text);
        }
    }

    fn show(&mut self, text: &str) {
        match self.state.dest {
            Dest::Title => self.title.push_str(text),
            Dest::Body if !self.state.hidden => self.line.push(text, self.state.raised),
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
        for (text, noted) in self.ended.drain(..) {
            let locator = Locator::Line { line: self.paragraphs, cell: 0 };
            let block = Block::Text(Paragraph { text, locator, heading: self.state.heading });
            match self.tables.innermost() {
                Some(rows) => rows.cell().line(block, noted),
                None => self.document.blocks.push(block),
            }
        }
    }

    fn end_cell(&mut self, depth: usize) {
        self.end_paragraph(depth.min(MAX_DEPTH));
        self.cells += 1;
        if self.cells <= MAX_CELLS {
            self.tables.innermost().into_iter().for_each(Rows::end_cell);
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
