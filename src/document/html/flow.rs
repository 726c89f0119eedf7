//! Walks the page from top to bottom, as a person reads it, and writes down paragraphs, tables and pictures.

mod tables;

use compact_str::CompactString;

use crate::document::fold::{Folded, fold};
use crate::document::{Block, Damage, Grid, Host, Locator, Paragraph, Picture, text};

use super::cell::{CellReader, count_cells, is_block};
use super::css::Display;
use super::lookalike;
use super::names::{Attr, Tag};
use super::pre::{self, Preformatted};
use super::sight::{Sight, Veil};
use super::source::Lines;
use super::tree::{Id, NONE, ROOT, Tree};

/// A paragraph with a title class is a heading if it is no longer than this.
const HEADING: usize = 60;

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) blocks: Vec<Block>,
    pub(super) pictures: Vec<Picture>,
    pub(super) damage: Vec<Damage>,
}

impl Found {
    /// Adds what another walk found, behind what is here.
    pub(super) fn append(&mut self, mut other: Found) {
        for picture in &mut other.pictures {
            picture.after_block += self.blocks.len();
        }
        self.blocks.append(&mut other.blocks);
        self.pictures.append(&mut other.pictures);
        self.damage.append(&mut other.damage);
    }
}

/// Whether text stands in a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    No,
    /// In an element with a title class, or a block directly in one.
    Class,
    /// In `<h1>` … `<h6>`.
    Name,
}

/// What is to be restored behind an element.
struct Frame {
    id: Id,
    veil: Veil,
    heading: Heading,
    is_block: bool,
}

struct Flow<'t> {
    sight: Sight<'t>,
    reader: CellReader,
    found: Found,
    /// Whether each table holds others.
    holds: Vec<bool>,
    host: Host,
    text: Folded,
    pre: Preformatted,
    /// Where the paragraph begins, and whether its beginning stands in a heading.
    start: u32,
    start_heading: Heading,
    /// Whether the reader stands in a heading.
    heading: Heading,
    frames: Vec<Frame>,
    /// The parts that the last table was put together from, which stood side by side, and the number of blocks with it.
    apart: Option<(usize, Vec<Grid>)>,
    lines: Lines<'t>,
    siblings: lookalike::Siblings,
    /// The last of several elements that were read as one table, or [`NONE`].
    past: Id,
    /// The line of everything, if the page is a piece of another.
    line: Option<u32>,
    grids: u32,
    /// Whether paragraphs are looked through for rows.
    rows: bool,
    /// Whether lines left blank are kept.
    blanks: bool,
    /// Whether a block has begun and nothing stands in it so far.
    fresh: bool,
}

/// Reads a page. `host` is what its tables are said to be; `line`, the line of all its paragraphs if the page is itself
/// a piece of another.
pub(super) fn read<'t>(tree: &'t Tree<'t>, host: Host, line: Option<u32>) -> Found {
    let mut flow = Flow::new(tree, host, line);
    flow.walk(tree);
    flow.found
}

/// Reads a page that has no table for the rows that its paragraphs may be: white space between columns is kept, and
/// paragraphs whose pieces are cells make a table. `blanks` keeps lines that are left blank.
pub(super) fn read_rows<'t>(tree: &'t Tree<'t>, line: Option<u32>, blanks: bool) -> Found {
    let mut flow = Flow {
        blanks,
        text: Folded::in_columns(),
        siblings: lookalike::Siblings::with_paragraphs(),
        rows: true,
        ..Flow::new(tree, if line.is_some() { Host::Script } else { Host::Table }, line)
    };
    flow.walk(tree);
    flow.found
}

impl<'t> Flow<'t> {
    fn new(tree: &'t Tree<'t>, host: Host, line: Option<u32>) -> Flow<'t> {
        Flow {
            sight: Sight::new(tree),
            reader: CellReader::default(),
            found: Found::default(),
            // A table of one cell only frames what is in it.
            holds: tree.tables_that_hold(|table| count_cells(tree, table, 2) == 2),
            host,
            text: Folded::default(),
            pre: Preformatted::none(),
            start: 0,
            start_heading: Heading::No,
            heading: Heading::No,
            frames: Vec::new(),
            apart: None,
            lines: Lines::new(tree.source()),
            siblings: lookalike::Siblings::default(),
            past: NONE,
            line,
            grids: 0,
            rows: false,
            blanks: false,
            fresh: false,
        }
    }

    fn walk(&mut self, tree: &'t Tree<'t>) {
        let mut veil = self.sight.veil();
        let mut at = tree.node(ROOT).first;
        while at != NONE {
            let node = tree.node(at);
            let goes_in = match node.tag {
                Tag::Text => {
                    self.characters(tree.text(at), veil, node.at);
                    false
                }
                Tag::Br => {
                    if self.pre.id == NONE {
                        self.blank_line(node.at);
                        self.end_line();
                    } else {
                        self.pre.line_break();
                    }
                    false
                }
                tag if tag.is_silent() && tag != Tag::Head => false,
                tag => self.enter(at, tag, &mut veil),
            };
            at = if goes_in && node.first != NONE {
                node.first
            } else {
                let past = std::mem::replace(&mut self.past, NONE);
                self.leave(tree, if past == NONE { at } else { past }, &mut veil)
            };
        }
        self.end_line();
    }

    /// Goes on behind a node, closing the elements that end there.
    fn leave(&mut self, tree: &Tree<'_>, mut at: Id, veil: &mut Veil) -> Id {
        loop {
            let mut is_block = tree.tag(at).is_block();
            let frame = self.frames.pop_if(|frame| frame.id == at);
            if let Some(frame) = &frame {
                is_block = frame.is_block;
            }
            if is_block {
                if self.fresh {
                    self.blank_line(tree.node(at).at);
                }
                self.end_line();
                self.fresh = false;
            }
            if at == self.pre.id {
                self.end_pre();
                self.pre.id = NONE;
            }
            if let Some(frame) = frame {
                *veil = frame.veil;
                self.heading = frame.heading;
            }
            let node = tree.node(at);
            if node.next != NONE {
                return node.next;
            }
            at = node.parent;
            if at == NONE {
                return NONE;
            }
        }
    }

    /// Meets an element; says whether to go into it.
    fn enter(&mut self, id: Id, tag: Tag, veil: &mut Veil) -> bool {
        let look = self.sight.look(id);
        if look.is_gone() {
            return false;
        }
        let mut over = veil.over(tag, &look);
        // A style that keeps white space in one row of many: the rows are put together below.
        over.preformatted &= !self.rows || veil.preformatted || tag.is_preformatted();
        let is_block = is_block(tag, &look) || veil.parts;
        if is_block {
            self.end_line();
            self.fresh = true;
        } else if look.display == Some(Display::InlineBlock) {
            self.text.column();
        }
        match tag {
            Tag::Table => {
                self.end_pre();
                if self.table(id, *veil) {
                    return false;
                }
            }
            Tag::Tr if self.beside(id, over) => return false,
            Tag::Img => {
                self.picture(id);
                return false;
            }
            Tag::Select | Tag::Input => return false,
            Tag::Dialog if self.sight.tree.attr(id, Attr::Open).is_none() => return false,
            _ => {
                if (is_block || look.columns > 0) && self.lookalike(id, &look, over, *veil) {
                    return false;
                }
            }
        }
        if over.preformatted && !veil.preformatted {
            self.end_line();
            self.pre.open(id);
        }
        let heading = self.heading_in(id, tag, is_block);
        if over != *veil || heading != self.heading || is_block != tag.is_block() {
            self.frames.push(Frame { id, veil: *veil, heading: self.heading, is_block });
            *veil = over;
            self.heading = heading;
        }
        true
    }

    fn heading_in(&self, id: Id, tag: Tag, is_block: bool) -> Heading {
        if tag.is_heading() || self.heading == Heading::Name {
            return Heading::Name;
        }
        let tree = self.sight.tree;
        if tree.attr(id, Attr::Class).is_some_and(is_title_class) {
            return Heading::Class;
        }
        if is_block && self.heading == Heading::Class {
            let own = tree.attr(tree.node(id).parent, Attr::Class).is_some_and(is_title_class);
            return if own { Heading::Class } else { Heading::No };
        }
        self.heading
    }

    fn characters(&mut self, text: &str, veil: Veil, at: u32) {
        if veil.hides() {
            return;
        }
        if self.text.is_empty() && self.pre.is_empty() {
            (self.start, self.start_heading) = (at, self.heading);
        }
        if veil.preformatted {
            self.pre.push(text);
        } else {
            self.text.push(text);
        }
    }

    /// Writes down that a line is left blank, if nothing stands on it and blanks count.
    fn blank_line(&mut self, at: u32) {
        if self.blanks && self.text.is_empty() && self.pre.id == NONE {
            (self.fresh, self.start) = (false, at);
            let locator = self.locator();
            self.found.blocks.push(Block::Text(Paragraph {
                text: CompactString::default(),
                locator,
                heading: false,
            }));
        }
    }

    /// Ends the line or paragraph being read.
    fn end_line(&mut self) {
        if self.pre.id != NONE {
            self.pre.block_break();
        }
        if self.text.is_empty() {
            self.text.clear();
            return;
        }
        self.fresh = false;
        let text = self.text.take();
        let heading = match self.start_heading {
            Heading::No => false,
            Heading::Class => text.chars().count() <= HEADING,
            Heading::Name => true,
        };
        let locator = self.locator();
        self.found.blocks.push(Block::Text(Paragraph { text, locator, heading }));
    }

    fn locator(&mut self) -> Locator {
        let line = self.line.unwrap_or_else(|| self.lines.line(self.start));
        Locator::Line { line, cell: 0 }
    }

    /// Writes down the preformatted lines so far.
    fn end_pre(&mut self) {
        let lines = self.pre.take();
        let first = self.line.unwrap_or_else(|| self.lines.line(self.start));
        let table = self.sight.tree.number(self.pre.id);
        if table > 0 || lines.iter().any(|(_, line)| pre::is_aligned(line)) {
            let lines = lines.iter().map(|(number, line)| (*number, line.as_str()));
            let (mut blocks, mut damage) = text::blocks(lines, |row, cell| match table {
                0 => Locator::Line { line: first + row - 1, cell },
                _ => Locator::Html { host: Host::Pre, table, row, cell },
            });
            self.found.blocks.append(&mut blocks);
            self.found.damage.append(&mut damage);
            return;
        }
        // Paragraphs of which some style keeps the line breaks.
        for (number, line) in lines {
            let text = fold(&line);
            if !text.is_empty() {
                let locator = Locator::Line { line: first + number - 1, cell: 0 };
                self.found.blocks.push(Block::Text(Paragraph { text, locator, heading: false }));
            }
        }
    }
}

/// Whether a class names a title: `title`, `xl_title`, `bt`, `biaoti`.
fn is_title_class(class: &str) -> bool {
    class.split_ascii_whitespace().any(|one| {
        let last = one.rsplit(['-', '_']).next().unwrap_or(one);
        let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
        ["title", "bt", "biaoti"].iter().any(|known| last.eq_ignore_ascii_case(known))
            || last.get(last.len().saturating_sub(5)..).is_some_and(|end| end == "Title")
    })
}
