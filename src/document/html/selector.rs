//! Selectors of CSS: what an element, and those around and before it, must be.
//!
//! What depends on what a person does (`:hover`) never holds; what is not understood may hold, and the selector says so.

mod read;
mod test;

use std::borrow::Cow;

use super::names::{Attr, Tag};
use super::tree::{Id, NONE, Tree};

pub(super) use read::{read, split_list};
use test::Test;

/// How an element is related to the one that the compound on the right of it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Joint {
    /// It holds it.
    #[default]
    Around,
    /// It holds it directly.
    Parent,
    /// It stands just before it.
    Beside,
    /// It stands somewhere before it, in the same element.
    Before,
}

/// What one element must be.
#[derive(Debug, Default)]
pub(super) struct Compound {
    pub(super) tag: Option<Tag>,
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    tests: Vec<Test>,
    joint: Joint,
}

/// A selector.
#[derive(Debug, Default)]
pub(super) struct Selector {
    /// From the element itself outwards.
    compounds: Vec<Compound>,
    /// It names what stands before or behind the content of the element (`::before`).
    pub(super) is_beside: bool,
    /// Part of it was not understood: what it matches, it may match.
    pub(super) is_unsure: bool,
    pub(super) specificity: u32,
}

/// How many elements are looked at for one that stands before another.
const REACH: usize = 256;

impl Selector {
    /// What the element itself must be.
    pub(super) fn own(&self) -> Option<&Compound> {
        self.compounds.first()
    }

    /// Whether it matches an element, as far as it was understood.
    pub(super) fn matches(&self, tree: &Tree<'_>, element: Id) -> bool {
        let Some((own, outer)) = self.compounds.split_first() else {
            return false;
        };
        if !own.matches(tree, element) {
            return false;
        }
        // The nearest element that fits is taken; that is exact but for chains that mix joints.
        let mut at = element;
        outer.iter().all(|compound| {
            let found = match compound.joint {
                Joint::Parent => tree.ancestors(at).next().filter(|&up| compound.matches(tree, up)),
                Joint::Around => tree.ancestors(at).find(|&up| compound.matches(tree, up)),
                Joint::Beside => before(tree, at).next().filter(|&one| compound.matches(tree, one)),
                Joint::Before => before(tree, at).take(REACH).find(|&one| compound.matches(tree, one)),
            };
            at = found.unwrap_or(at);
            found.is_some()
        })
    }
}

impl Compound {
    /// Whether it asks for a name that means nothing to the reader.
    pub(super) fn is_named(&self) -> bool {
        self.tests.iter().any(|test| matches!(test, Test::Name(_)))
    }

    /// Whether an element is one.
    fn matches(&self, tree: &Tree<'_>, element: Id) -> bool {
        if self.tag.is_some_and(|tag| tag != tree.tag(element)) {
            return false;
        }
        if self.id.as_deref().is_some_and(|id| tree.attr(element, Attr::Id).map(str::trim_ascii) != Some(id))
        {
            return false;
        }
        let has_classes = self.classes.is_empty()
            || tree.attr(element, Attr::Class).is_some_and(|classes| {
                self.classes.iter().all(|class| classes.split_ascii_whitespace().any(|one| one == class))
            });
        has_classes && self.tests.iter().all(|test| test.holds(tree, element))
    }
}

/// The elements before one in the same element, the nearest first.
fn before<'t>(tree: &'t Tree<'_>, element: Id) -> impl Iterator<Item = Id> + 't {
    beside(tree, element, |tree, at| tree.node(at).prev)
}

/// The elements behind one.
fn behind<'t>(tree: &'t Tree<'_>, element: Id) -> impl Iterator<Item = Id> + 't {
    beside(tree, element, |tree, at| tree.node(at).next)
}

fn beside<'t, 's>(
    tree: &'t Tree<'s>,
    element: Id,
    step: impl Fn(&Tree<'s>, Id) -> Id + 't,
) -> impl Iterator<Item = Id> + 't {
    let mut at = element;
    std::iter::from_fn(move || {
        loop {
            at = step(tree, at);
            if at == NONE {
                return None;
            }
            if tree.tag(at) != Tag::Text {
                return Some(at);
            }
        }
    })
}

/// The start tag of an element as it stands in the source, from its name on.
pub(super) fn start_tag<'t>(tree: &'t Tree<'_>, element: Id) -> &'t str {
    // The reader says where it stood in the name.
    let at = tree.source().floor_char_boundary(tree.node(element).at as usize + 1);
    let open = tree.source().get(..at).and_then(|before| before.rfind('<'));
    let source = open.and_then(|open| tree.source().get(open + 1..)).unwrap_or_default();
    let mut quote = None;
    let end = source.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) => {
            if byte == open {
                quote = None;
            }
            false
        }
        _ => false,
    });
    source.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// The value of any attribute, also of one that the tree does not keep.
fn attribute<'t>(tree: &'t Tree<'_>, element: Id, name: &str) -> Option<Cow<'t, str>> {
    match Attr::of(name.as_bytes()) {
        Some(attr) if !matches!(attr, Attr::LazySrc | Attr::Bound | Attr::Field) => {
            tree.attr(element, attr).map(Cow::Borrowed)
        }
        _ => test::in_tag(start_tag(tree, element), name),
    }
}
