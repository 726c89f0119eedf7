//! Takes what the tree builder of `html5ever` decides and puts it into the [`Tree`].

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};

use super::names::{Attr, Tag};
use super::tree::{Id, NONE, ROOT, Span, Tree};

/// What the tree builder holds of a node. It carries the name, so that the many questions the builder asks about
/// names never touch the tree.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: Id,
    space: Space,
    local: LocalName,
}

/// The namespaces of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Html,
    Svg,
    MathMl,
    Other,
}

static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATHML: Namespace = ns!(mathml);
static OTHER: Namespace = ns!();

impl Space {
    fn of(name: &Namespace) -> Space {
        match *name {
            ns!(html) => Space::Html,
            ns!(svg) => Space::Svg,
            ns!(mathml) => Space::MathMl,
            _ => Space::Other,
        }
    }

    fn name(self) -> &'static Namespace {
        match self {
            Space::Html => &HTML,
            Space::Svg => &SVG,
            Space::MathMl => &MATHML,
            Space::Other => &OTHER,
        }
    }
}

/// The sink. The tree builder calls it through a shared reference.
#[derive(Debug)]
pub(super) struct Sink<'a> {
    tree: RefCell<Tree<'a>>,
    /// The source as the tree builder knows it: text it hands over is mostly a range of this.
    whole: StrTendril,
    /// Where in the source the tokeniser stands.
    at: Cell<u32>,
    /// The element created last.
    created: Cell<Id>,
    /// The depth of what was put into the tree last.
    depth: Cell<u16>,
    /// The element whose name the builder asked for last.
    asked: Cell<Id>,
    /// The source has ended; what is popped from now on was left open.
    ended: Cell<bool>,
}

impl<'a> Sink<'a> {
    /// A sink for a source and the same source as a tendril.
    pub(super) fn new(source: &'a str, whole: StrTendril) -> Sink<'a> {
        Sink {
            tree: RefCell::new(Tree::new(source)),
            whole,
            at: Cell::new(0),
            created: Cell::new(NONE),
            depth: Cell::new(0),
            asked: Cell::new(ROOT),
            ended: Cell::new(false),
        }
    }

    /// Says that a token is coming, and where it stands.
    pub(super) fn expect(&self, at: u32) {
        self.at.set(at);
        self.created.set(NONE);
    }

    /// Gives the element of the token just processed its attributes, if the builder made one.
    pub(super) fn attach(&self, tag: Tag, attrs: &[(Attr, Span)]) {
        let mut tree = self.tree.borrow_mut();
        let id = self.created.get();
        if id != NONE && tree.tag(id) == tag {
            tree.set_attrs(id, attrs);
        }
    }

    /// Keeps the value of an attribute that is no plain range of the source.
    pub(super) fn keep(&self, text: &str) -> Span {
        self.tree.borrow_mut().keep(text)
    }

    /// Looks at the text of a span.
    pub(super) fn with_str<T>(&self, span: Span, look: impl FnOnce(&str) -> T) -> T {
        look(self.tree.borrow().str(span))
    }

    /// How deep the last piece was put.
    pub(super) fn depth(&self) -> u16 {
        self.depth.get()
    }

    /// How deep the element lies whose name was asked for last.
    pub(super) fn asked_depth(&self) -> u16 {
        self.tree.borrow().node(self.asked.get()).depth
    }

    /// What the element is whose name was asked for last.
    pub(super) fn asked_tag(&self) -> Tag {
        self.tree.borrow().tag(self.asked.get())
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    /// Says that the source has ended.
    pub(super) fn end(&self) {
        self.ended.set(true);
    }

    /// Says that the page was not read to its end.
    pub(super) fn give_up(&self) {
        self.tree.borrow_mut().too_many = true;
    }

    fn span(&self, text: &StrTendril) -> Span {
        match offset_in(&self.whole, text.as_bytes()) {
            Some(start) => Span::source(start, start + text.len()),
            None => self.keep(text),
        }
    }

    fn add(&self, tag: Tag) -> Id {
        self.tree.borrow_mut().add(tag, self.at.get())
    }

    fn put(&self, id: Id) {
        self.depth.set(self.tree.borrow().node(id).depth);
    }
}

/// Where a piece lies in a text, if it is a piece of that very text and no copy.
pub(super) fn offset_in(whole: &str, piece: &[u8]) -> Option<usize> {
    let start = (piece.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (start + piece.len() <= whole.len()).then_some(start)
}

impl<'s> TreeSink for Sink<'s> {
    type Handle = Handle;
    type Output = Tree<'s>;
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) -> Tree<'s> {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, space: Space::Other, local: local_name!("") }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.asked.set(target.id);
        ExpandedName { ns: target.space.name(), local: &target.local }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let space = Space::of(&name.ns);
        let tag = match space {
            Space::Html => Tag::of(&name.local),
            Space::Svg if name.local == local_name!("svg") => Tag::Svg,
            Space::MathMl if name.local == local_name!("math") => Tag::Math,
            _ => Tag::Other,
        };
        let id = self.add(tag);
        self.created.set(id);
        // The only attributes that pass through the builder: see `feed`.
        if attrs.iter().any(|attr| attr.name.local == local_name!("hidden")) {
            self.tree.borrow_mut().set_attrs(id, &[(Attr::Hidden, Span::default())]);
        }
        Handle { id, space, local: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { id: self.add(Tag::Template), space: Space::Other, local: local_name!("") }
    }

    fn create_pi(&self, target: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(target)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.tree.borrow_mut().append(parent.id, node.id);
                self.put(node.id);
            }
            NodeOrText::AppendText(text) => {
                let span = self.span(&text);
                self.tree.borrow_mut().append_text(parent.id, span, self.at.get());
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, prev: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().node(element.id).parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // The contents hang below the element itself; as no page shows them, no walk enters it.
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => {
                let mut tree = self.tree.borrow_mut();
                tree.detach(node.id);
                tree.insert_before(sibling.id, node.id);
                drop(tree);
                self.put(node.id);
            }
            NodeOrText::AppendText(text) => {
                let span = self.span(&text);
                self.tree.borrow_mut().insert_text(sibling.id, span, self.at.get());
            }
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn pop(&self, node: &Handle) {
        if self.ended.get() && node.local == local_name!("table") && node.space == Space::Html {
            self.tree.borrow_mut().cut_in_table = true;
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.tree.borrow_mut().move_children(node.id, new_parent.id);
    }
}
