//! The page as a tree: nodes in one vector, linked by index, their text as ranges of the source.
//!
//! A tree is built once by the sink, then only read. Nothing in it is reference-counted or owned by a node, so that
//! building it costs little more than the tree builder itself and dropping it costs nothing.

use super::names::{Attr, Tag};

/// The index of a node.
pub(super) type Id = u32;

/// No node.
pub(super) const NONE: Id = u32::MAX;

/// The document node.
pub(super) const ROOT: Id = 0;

/// Set on the start of a [`Span`] that lies in the side text rather than in the source.
const SIDE: u32 = 1 << 31;

/// The longest source a [`Span`] can point into.
pub(super) const MAX_SOURCE: usize = (SIDE - 1) as usize;

/// A range of the source, or of the text kept beside it (decoded entities and other short pieces).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A range of the source, by byte offsets below [`MAX_SOURCE`].
    pub(super) fn source(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }
}

/// A node. For text, `span` is its text; for an element, the range of its attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) parent: Id,
    pub(super) first: Id,
    pub(super) last: Id,
    pub(super) prev: Id,
    pub(super) next: Id,
    /// Where in the source it begins, in bytes.
    pub(super) at: u32,
    span: Span,
    /// How deep it lies.
    pub(super) depth: u16,
    pub(super) tag: Tag,
}

/// What stands for a node that is not there.
const NOTHING: Node = Node {
    parent: NONE,
    first: NONE,
    last: NONE,
    prev: NONE,
    next: NONE,
    at: 0,
    span: Span { start: 0, end: 0 },
    depth: 0,
    tag: Tag::Document,
};

/// The page.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    source: &'a str,
    side: String,
    nodes: Vec<Node>,
    attrs: Vec<(Attr, Span)>,
    /// The `<table>` elements in the order in which they begin in the source, hidden ones too.
    pub(super) tables: Vec<Id>,
    /// The `<pre>` elements and their kin.
    pub(super) pres: Vec<Id>,
    /// The `<style>` elements.
    pub(super) styles: Vec<Id>,
    /// The `<title>` and `<meta>` elements.
    pub(super) heads: Vec<Id>,
    /// The elements that may hold markup as text: `<script>`, `<textarea>`, `<iframe srcdoc>`, `<input>`.
    pub(super) stores: Vec<Id>,
    /// The source ended inside an open table.
    pub(super) cut_in_table: bool,
    /// The page had more elements than we keep.
    pub(super) too_many: bool,
}

impl<'a> Tree<'a> {
    /// A tree of the document node alone.
    pub(super) fn new(source: &'a str) -> Tree<'a> {
        let mut nodes = Vec::with_capacity(64 + source.len() / 12);
        nodes.push(NOTHING);
        Tree {
            source,
            side: String::new(),
            nodes,
            attrs: Vec::with_capacity(16 + source.len() / 64),
            tables: Vec::new(),
            pres: Vec::new(),
            styles: Vec::new(),
            heads: Vec::new(),
            stores: Vec::new(),
            cut_in_table: false,
            too_many: false,
        }
    }

    /// The number of a `<table>` or `<pre>` among its kind, from 1; 0 for anything else.
    pub(super) fn number(&self, id: Id) -> u32 {
        let kind = if self.tag(id) == Tag::Table { &self.tables } else { &self.pres };
        kind.binary_search(&id).map_or(0, |index| index as u32 + 1)
    }

    /// For each of `tables`, whether one of the `inner` ones stands in it.
    pub(super) fn tables_that_hold(&self, inner: impl Fn(Id) -> bool) -> Vec<bool> {
        let mut holds = vec![false; self.tables.len()];
        for &table in self.tables.iter().filter(|&&table| inner(table)) {
            let outer = self.ancestors(table).find(|&up| self.tag(up) == Tag::Table);
            let index = outer.and_then(|outer| self.tables.binary_search(&outer).ok());
            if let Some(holds) = index.and_then(|index| holds.get_mut(index)) {
                *holds = true;
            }
        }
        holds
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The source the tree was read from.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// A node.
    pub(super) fn node(&self, id: Id) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    /// What a node is.
    pub(super) fn tag(&self, id: Id) -> Tag {
        self.node(id).tag
    }

    /// The text of a text node; empty for others.
    pub(super) fn text(&self, id: Id) -> &str {
        let node = self.node(id);
        if node.tag == Tag::Text { self.str(node.span) } else { "" }
    }

    /// The text of a span.
    pub(super) fn str(&self, span: Span) -> &str {
        let start = (span.start & !SIDE) as usize;
        let text = if span.start & SIDE == 0 { self.source } else { self.side.as_str() };
        text.get(start..span.end as usize).unwrap_or_default()
    }

    /// The kept attributes of an element, as written.
    pub(super) fn attrs(&self, id: Id) -> &[(Attr, Span)] {
        let node = self.node(id);
        if node.tag == Tag::Text {
            return &[];
        }
        self.attrs.get(node.span.start as usize..node.span.end as usize).unwrap_or_default()
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, id: Id, name: Attr) -> Option<&str> {
        let (_, span) = self.attrs(id).iter().find(|(attr, _)| *attr == name)?;
        Some(self.str(*span))
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(self.node(id).first), |&child| Some(self.node(child).next))
            .take_while(|&child| child != NONE)
    }

    /// The ancestors of a node, the nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(self.node(id).parent), |&up| Some(self.node(up).parent))
            .take_while(|&up| up != NONE)
    }

    /// The node after `id` in document order, within `root`, that is not inside `id`.
    pub(super) fn after(&self, mut id: Id, root: Id) -> Id {
        while id != root && id != NONE {
            let node = self.node(id);
            if node.next != NONE {
                return node.next;
            }
            id = node.parent;
        }
        NONE
    }

    /// The node after `id` in document order, within `root`.
    pub(super) fn following(&self, id: Id, root: Id) -> Id {
        let first = self.node(id).first;
        if first != NONE { first } else { self.after(id, root) }
    }

    /// All text below a node, hidden or not, unfolded.
    pub(super) fn raw_text(&self, id: Id) -> String {
        let mut text = String::new();
        let mut at = self.node(id).first;
        while at != NONE {
            text.push_str(self.text(at));
            at = self.following(at, id);
        }
        text
    }
}

// Building.
impl Tree<'_> {
    fn node_mut(&mut self, id: Id) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    /// Adds a node that stands nowhere yet.
    pub(super) fn add(&mut self, tag: Tag, at: u32) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node { tag, at, ..NOTHING });
        match tag {
            Tag::Table => self.tables.push(id),
            Tag::Style => self.styles.push(id),
            tag if tag.is_preformatted() => self.pres.push(id),
            Tag::Title | Tag::Meta => self.heads.push(id),
            Tag::Script | Tag::Textarea | Tag::Iframe | Tag::Input | Tag::Template | Tag::Noscript => {
                self.stores.push(id);
            }
            _ => {}
        }
        id
    }

    /// Keeps text beside the source.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = self.side.len();
        // Every piece kept is shorter than what it came from, save for entities, which at most double.
        if start + text.len() >= MAX_SOURCE {
            self.too_many = true;
            return Span::default();
        }
        self.side.push_str(text);
        Span { start: start as u32 | SIDE, end: (start + text.len()) as u32 }
    }

    /// Gives an element its attributes.
    pub(super) fn set_attrs(&mut self, id: Id, attrs: &[(Attr, Span)]) {
        let start = self.attrs.len() as u32;
        self.attrs.extend_from_slice(attrs);
        let end = self.attrs.len() as u32;
        if let Some(node) = self.node_mut(id) {
            node.span = Span { start, end };
        }
    }

    /// Adds text as the last child of a node, to the text that stands there if it continues it.
    pub(super) fn append_text(&mut self, parent: Id, span: Span, at: u32) {
        let last = self.node(parent).last;
        if self.extends(last, span) {
            return;
        }
        let id = self.add_text(span, at);
        self.append(parent, id);
    }

    /// Adds text before a node, to the text that stands there if it continues it.
    pub(super) fn insert_text(&mut self, sibling: Id, span: Span, at: u32) {
        let prev = self.node(sibling).prev;
        if self.extends(prev, span) {
            return;
        }
        let id = self.add_text(span, at);
        self.insert_before(sibling, id);
    }

    fn add_text(&mut self, span: Span, at: u32) -> Id {
        let id = self.add(Tag::Text, at);
        if let Some(node) = self.node_mut(id) {
            node.span = span;
        }
        id
    }

    /// Lengthens a text node by a span that follows its own.
    fn extends(&mut self, id: Id, span: Span) -> bool {
        match self.node_mut(id) {
            // The flag of the side text is on `start` only, so an end in one never meets a start in the other.
            Some(node) if node.tag == Tag::Text && node.span.start & SIDE == span.start & SIDE => {
                let meets = node.span.end == span.start & !SIDE;
                if meets {
                    node.span.end = span.end;
                }
                meets
            }
            _ => false,
        }
    }

    /// Adds a node that stands nowhere as the last child of another.
    pub(super) fn append(&mut self, parent: Id, id: Id) {
        let Node { last, depth, .. } = *self.node(parent);
        if let Some(node) = self.node_mut(id) {
            node.parent = parent;
            node.prev = last;
            node.next = NONE;
            node.depth = depth.saturating_add(1);
        }
        if let Some(node) = self.node_mut(last) {
            node.next = id;
        }
        if let Some(node) = self.node_mut(parent) {
            node.last = id;
            if node.first == NONE {
                node.first = id;
            }
        }
    }

    /// Puts a node that stands nowhere before another.
    pub(super) fn insert_before(&mut self, sibling: Id, id: Id) {
        let Node { parent, prev, depth, .. } = *self.node(sibling);
        if let Some(node) = self.node_mut(id) {
            node.parent = parent;
            node.prev = prev;
            node.next = sibling;
            node.depth = depth;
        }
        if let Some(node) = self.node_mut(sibling) {
            node.prev = id;
        }
        if let Some(node) = self.node_mut(prev) {
            node.next = id;
        } else if let Some(node) = self.node_mut(parent) {
            node.first = id;
        }
    }

    /// Takes a node out of where it stands.
    pub(super) fn detach(&mut self, id: Id) {
        let Node { parent, prev, next, .. } = *self.node(id);
        if let Some(node) = self.node_mut(prev) {
            node.next = next;
        } else if let Some(node) = self.node_mut(parent) {
            node.first = next;
        }
        if let Some(node) = self.node_mut(next) {
            node.prev = prev;
        } else if let Some(node) = self.node_mut(parent) {
            node.last = prev;
        }
        if let Some(node) = self.node_mut(id) {
            (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
        }
    }

    /// Moves all children of a node to the end of another.
    pub(super) fn move_children(&mut self, from: Id, to: Id) {
        let mut child = self.node(from).first;
        while child != NONE {
            let next = self.node(child).next;
            self.detach(child);
            self.append(to, child);
            child = next;
        }
    }
}
