//! The text of one cell.

use compact_str::CompactString;

use crate::document::CellMarks;
use crate::document::fold::{Folded, fold};
use crate::document::ink::Ink;
use crate::document::layout::OWN_TABLE;
use crate::document::note::is_mark;

use super::css::{Display, Look};
use super::hollow;
use super::names::{Attr, Tag};
use super::picture;
use super::selector::start_tag;
use super::sheet::Beside;
use super::sight::{Sight, Veil};
use super::tree::{Id, NONE, Tree};

/// What a cell holds.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) text: CompactString,
    pub(super) marks: CellMarks,
    /// Lines or blocks in it, beyond the first.
    pub(super) breaks: usize,
    /// Whether a table of two or more cells stands in it.
    pub(super) has_table: bool,
}

/// Reads cells, one after the other, with the same memory.
#[derive(Debug, Default)]
pub(super) struct CellReader {
    text: Folded,
    note: Folded,
    /// What is drawn in the cell, and the veil over the last text read.
    ink: Ink,
    last: Veil,
    /// The elements around the place where the reader is that changed the veil, with the veil before them and whether
    /// they are blocks.
    frames: Vec<(Id, Veil, bool)>,
    /// Nested tables that are tables of their own, as met.
    pub(super) inner: Vec<Id>,
    /// Pictures met.
    pub(super) pictures: Vec<Id>,
}

impl CellReader {
    /// Reads the content of an element as one cell.
    pub(super) fn read(&mut self, sight: &mut Sight<'_>, cell: Id, veil: Veil) -> Content {
        let tree = sight.tree;
        let mut content = Content::default();
        let mut veil = veil;
        // A note mark before any text: a note if text follows, else the text of the cell.
        let mut leading = CompactString::default();
        self.text.clear();
        self.frames.clear();
        self.last = veil;
        self.beside(sight, cell);
        self.bound(sight, cell);
        let mut at = tree.node(cell).first;
        while at != NONE {
            let node = tree.node(at);
            let mut inside = node.first;
            match node.tag {
                _ if is_folded_away(tree, at) => {
                    // It is a click away, and may have been meant for part of the cell.
                    content.marks.doubtful |= node.first != NONE || !tree.text(at).trim().is_empty();
                    inside = NONE;
                }
                Tag::Text => {
                    self.characters(tree.text(at), veil, &mut content);
                }
                Tag::Br => self.line(&mut content),
                tag if tag.is_silent() => {
                    self.silent(sight, at, tag, veil);
                    inside = NONE;
                }
                tag => {
                    let look = sight.look(at);
                    let over = veil.over(tag, &look);
                    let is_block =
                        is_block(tag, &look) || veil.parts || look.display == Some(Display::InlineBlock);
                    if look.is_gone() {
                        inside = NONE;
                    } else if tag == Tag::Table && count_cells(tree, at, OWN_TABLE) == OWN_TABLE {
                        content.has_table = true;
                        self.inner.push(at);
                        self.line(&mut content);
                        inside = NONE;
                    } else if !over.hides()
                        && (is_note(sight, at, &look) || self.is_note_here(sight, at, veil, over))
                    {
                        content.marks.doubtful |= !is_note(sight, at, &look);
                        self.take_note(sight, at, over, &mut content, &mut leading);
                        inside = NONE;
                    } else {
                        content.has_table |= tag == Tag::Table && count_cells(tree, at, 2) == 2;
                        match tag {
                            Tag::Img => {
                                self.pictures.push(at);
                                self.draw(!over.hides() && !picture::is_spacer(tree, at));
                            }
                            Tag::Object | Tag::Embed => self.draw(!over.hides()),
                            Tag::Input if !over.hides() => {
                                self.draw(is_image(sight, at));
                                self.text.push(input_value(sight, at));
                            }
                            Tag::Select => {
                                if !over.hides() {
                                    self.text.push(&selected(sight, at));
                                }
                                inside = NONE;
                            }
                            _ => {}
                        }
                        if !over.hides() {
                            self.drawn(sight, at, &look);
                        }
                        if is_block {
                            self.line(&mut content);
                        }
                        if inside != NONE && (over != veil || is_block != tag.is_block()) {
                            self.frames.push((at, veil, is_block));
                            veil = over;
                        }
                    }
                }
            }
            at = if inside != NONE { inside } else { self.leave(sight, at, cell, &mut veil, &mut content) };
        }
        if self.text.is_empty() {
            content.text = leading;
            let is_blank = content.text.is_empty() && !content.has_table;
            self.draw(is_blank && hollow::is_drawn(sight, cell));
        } else {
            content.marks.note_dropped |= !leading.is_empty();
            content.marks.undecoded = self.text.undecoded;
            content.marks.doubtful |= self.text.turned;
            content.text = self.text.take();
            content.marks.undecoded |= is_placeholder(&content.text);
        }
        self.ink.settle(&mut content.text, &mut content.marks);
        content
    }

    /// Goes on behind a node, closing the elements that end there.
    fn leave(
        &mut self,
        sight: &Sight<'_>,
        mut at: Id,
        cell: Id,
        veil: &mut Veil,
        content: &mut Content,
    ) -> Id {
        let tree = sight.tree;
        loop {
            let node = tree.node(at);
            if node.next != NONE {
                return node.next;
            }
            at = node.parent;
            if at == cell || at == NONE {
                return NONE;
            }
            let mut is_block = tree.tag(at).is_block();
            if let Some((_, before, block)) = self.frames.pop_if(|(id, _, _)| *id == at) {
                *veil = before;
                is_block = block;
            }
            if is_block {
                self.line(content);
            }
        }
    }

    /// Reads text. Digits of two kinds that touch may be a number and the mark of a note, or a number that is no longer there.
    fn characters(&mut self, text: &str, veil: Veil, content: &mut Content) {
        if veil.hides() {
            content.marks.doubtful |= veil.is_doubtful() && !text.trim_ascii().is_empty();
            if veil.strikes() {
                self.ink.strike(text);
            }
            return;
        }
        let touches = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
        let is_apart = veil != self.last
            && veil.differs(self.last)
            && self.text.ends_with_digit()
            && text.starts_with(touches);
        content.marks.doubtful |= is_apart || (veil.is_doubtful() && !text.trim_ascii().is_empty());
        self.last = veil;
        self.text.push(text);
    }

    /// Whether an element behind a number is the mark of a note by its place: it stands higher, or leads to another place of
    /// the page.
    fn is_note_here(&self, sight: &Sight<'_>, id: Id, veil: Veil, over: Veil) -> bool {
        let tree = sight.tree;
        let leads = || {
            tree.tag(id) == Tag::A
                && tree.attr(id, Attr::Href).is_some_and(|to| to.trim_ascii_start().starts_with('#'))
        };
        self.text.ends_with_digit() && (over.lifts() && !veil.lifts() || leads())
    }

    fn draw(&mut self, is_seen: bool) {
        if is_seen {
            self.ink.draw();
        }
    }

    /// Looks at an element whose content is no text of the page: some of it is seen all the same.
    fn silent(&mut self, sight: &mut Sight<'_>, id: Id, tag: Tag, veil: Veil) {
        use Tag::*;
        if !matches!(tag, Textarea | Svg | Math | Canvas | Iframe | Video | Script) || veil.hides() {
            return;
        }
        let tree = sight.tree;
        let look = sight.look(id);
        if look.is_gone() || veil.over(tag, &look).hides() {
            return;
        }
        match tag {
            Textarea => self.text.push(&tree.raw_text(id)),
            Script => self.draw(tree.raw_text(id).contains("document.write")),
            Svg | Math => match drawn_text(tree, id) {
                text if text.trim().is_empty() => self.draw(tree.node(id).first != NONE),
                text => self.ink.write(&text),
            },
            _ => self.draw(true),
        }
    }

    /// Takes in what styles and scripts put into an element.
    fn drawn(&mut self, sight: &Sight<'_>, id: Id, look: &Look) {
        let tree = sight.tree;
        self.beside(sight, id);
        self.bound(sight, id);
        if tree.node(id).first == NONE && tree.tag(id) != Tag::Img {
            self.draw(look.sprite || sight.sheets.paints(tree, id));
        }
    }

    /// Takes in what a script puts in the place of the content of an element.
    fn bound(&mut self, sight: &Sight<'_>, id: Id) {
        self.draw(sight.tree.attr(id, Attr::Bound).is_some() || sight.is_named(id));
    }

    /// Takes in what a style sheet writes beside the content of an element.
    fn beside(&mut self, sight: &Sight<'_>, id: Id) {
        match sight.sheets.beside(sight.tree, id) {
            None => {}
            Some(Beside::Words(words)) => self.ink.write(words),
            Some(Beside::Drawn) => self.ink.draw(),
        }
    }

    fn line(&mut self, content: &mut Content) {
        if !self.text.is_empty() {
            self.text.gap();
            content.breaks += 1;
        }
    }

    /// Reads raised text and leaves it out if it is the mark of a note.
    fn take_note(
        &mut self,
        sight: &mut Sight<'_>,
        raised: Id,
        veil: Veil,
        content: &mut Content,
        leading: &mut CompactString,
    ) {
        let tree = sight.tree;
        self.note.clear();
        let mut at = tree.node(raised).first;
        while at != NONE {
            if sight.is_gone(at) {
                at = tree.after(at, raised);
                continue;
            }
            self.note.push(tree.text(at));
            at = tree.following(at, raised);
        }
        let note = self.note.as_str();
        if note.is_empty() || veil.hides() {
        } else if !is_mark(note, self.text.as_str()) {
            self.text.push(note);
        } else if self.text.is_empty() {
            // A second one makes a number of both, or a mark of either.
            content.marks.doubtful |= !leading.is_empty();
            leading.push_str(note);
        } else {
            content.marks.note_dropped = true;
        }
    }
}

/// Whether a text holds the place of what a script or a server should have put there.
fn is_placeholder(text: &str) -> bool {
    text.contains('{') && ["{{", "${", "#{"].iter().any(|opens| text.contains(opens)) && text.contains('}')
}

/// How many cells there are in a table and in the tables in it, counted up to a limit.
pub(super) fn count_cells(tree: &Tree<'_>, table: Id, limit: usize) -> usize {
    let mut cells = 0;
    let mut at = tree.node(table).first;
    while at != NONE && cells < limit {
        cells += usize::from(matches!(tree.tag(at), Tag::Td | Tag::Th));
        at = tree.following(at, table);
    }
    cells
}

/// Whether a node is part of what an element shows only once it is opened. A whole table that waits there is read.
fn is_folded_away(tree: &Tree<'_>, id: Id) -> bool {
    let parent = tree.node(id).parent;
    let opens = |tag: Tag, id: Id| tree.tag(id) == tag && tree.attr(id, Attr::Open).is_none();
    if opens(Tag::Dialog, id) {
        return true;
    }
    let is_line = || tree.children(parent).find(|child| tree.tag(*child) == Tag::Summary) == Some(id);
    parent != NONE && opens(Tag::Details, parent) && !is_line() && count_cells(tree, parent, 1) == 0
}

/// Whether an element starts a new line.
pub(super) fn is_block(tag: Tag, look: &Look) -> bool {
    match look.display {
        None | Some(Display::None) => tag.is_block(),
        Some(Display::Inline | Display::InlineBlock | Display::Contents) => {
            matches!(tag, Tag::Table | Tag::Tr | Tag::Td | Tag::Th)
        }
        Some(_) => true,
    }
}

/// Whether an element is raised as the marks of notes are.
fn is_note(sight: &Sight<'_>, id: Id, look: &Look) -> bool {
    sight.tree.tag(id) == Tag::Sup
        || look.raised
        || sight.tree.attr(id, Attr::Class).is_some_and(|class| class.contains("FootnoteReference"))
}

/// What drawings and formulas hold without showing it: their names, styles, and second forms.
const NOT_DRAWN: [&str; 7] = ["title", "desc", "style", "script", "metadata", "defs", "annotation"];

/// The text in a drawing or a formula.
fn drawn_text(tree: &Tree<'_>, id: Id) -> String {
    let mut text = String::new();
    let mut at = tree.node(id).first;
    while at != NONE {
        let is_drawn = || !NOT_DRAWN.iter().any(|name| start_tag(tree, at).starts_with(name));
        if tree.tag(at) != Tag::Text && (tree.tag(at).is_silent() || !is_drawn()) {
            at = tree.after(at, id);
            continue;
        }
        text.push_str(tree.text(at));
        at = tree.following(at, id);
    }
    text
}

/// Whether a form field is a picture.
fn is_image(sight: &Sight<'_>, input: Id) -> bool {
    sight.tree.attr(input, Attr::Type).is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case("image"))
}

/// What a form field shows.
fn input_value<'t>(sight: &Sight<'t>, input: Id) -> &'t str {
    let kind = sight.tree.attr(input, Attr::Type).unwrap_or("text").trim_ascii();
    let shows = ["text", "number", "tel", "search", "url", "email", ""]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known));
    if shows { sight.tree.attr(input, Attr::Value).unwrap_or_default() } else { "" }
}

/// The option a drop-down list shows: the selected one, else the first.
fn selected(sight: &Sight<'_>, select: Id) -> CompactString {
    let tree = sight.tree;
    let (mut first, mut at) = (NONE, tree.node(select).first);
    while at != NONE {
        if tree.tag(at) == Tag::Option {
            if tree.attr(at, Attr::Selected).is_some() {
                return fold(&tree.raw_text(at));
            }
            if first == NONE {
                first = at;
            }
        }
        at = tree.following(at, select);
    }
    if first == NONE { CompactString::default() } else { fold(&tree.raw_text(first)) }
}
