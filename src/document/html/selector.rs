//! Selectors of CSS, so far as they name elements by name, class, id and ancestors.

use super::names::{Attr, Tag, atom};
use super::tree::{Id, Tree};

/// A name, classes and an id that one element must have.
#[derive(Debug, Default)]
pub(super) struct Compound {
    pub(super) tag: Option<Tag>,
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    /// Stands directly above the compound to its right.
    pub(super) is_parent: bool,
}

impl Compound {
    /// Whether an element is one.
    pub(super) fn matches(&self, tree: &Tree<'_>, element: Id) -> bool {
        if self.tag.is_some_and(|tag| tag != tree.tag(element)) {
            return false;
        }
        if self.id.as_deref().is_some_and(|id| tree.attr(element, Attr::Id).map(str::trim_ascii) != Some(id))
        {
            return false;
        }
        self.classes.is_empty()
            || tree.attr(element, Attr::Class).is_some_and(|classes| {
                self.classes.iter().all(|class| classes.split_ascii_whitespace().any(|one| one == class))
            })
    }
}

/// The compounds of a selector, from the element outwards; nothing if it says more than we can tell.
pub(super) fn compounds(selector: &str) -> Option<Vec<Compound>> {
    if selector.contains([':', '[', '*', '+', '~', '\\', '&']) {
        return None;
    }
    let spaced = selector.replace('>', " > ");
    let mut compounds: Vec<Compound> = Vec::new();
    let mut is_parent = false;
    for part in spaced.split_ascii_whitespace().rev() {
        if part == ">" {
            is_parent = true;
            continue;
        }
        let mut compound = Compound { is_parent, ..Compound::default() };
        is_parent = false;
        for piece in pieces(part) {
            if let Some(class) = piece.strip_prefix('.') {
                compound.classes.push(class.to_string());
            } else if let Some(id) = piece.strip_prefix('#') {
                compound.id = Some(id.to_string());
            } else {
                match Tag::of(&atom(&piece.to_ascii_lowercase())) {
                    Tag::Other => return None,
                    tag => compound.tag = Some(tag),
                }
            }
        }
        compounds.push(compound);
    }
    (!compounds.is_empty() && compounds.len() <= 16).then_some(compounds)
}

/// Splits `tag.class#id` before each `.` and `#`.
fn pieces(compound: &str) -> impl Iterator<Item = &str> {
    let mut rest = compound;
    std::iter::from_fn(move || {
        let end =
            rest.bytes().skip(1).position(|byte| matches!(byte, b'.' | b'#')).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}
