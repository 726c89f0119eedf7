//! What elements say they are in a table, by their styles, roles and classes, and how much is in them.

use super::css::{Display, Look};
use super::names::{Attr, Tag};
use super::sight::{Sight, Veil};
use super::tree::{Id, NONE, Tree};

/// An element with more elements in it is no cell.
const BUSIEST: usize = 12;

/// What an element says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Table,
    Group,
    Row,
    Cell,
}

/// What an element says it is, and whether that can mean nothing else: `class="row"` is laid out in many ways.
pub(super) fn part(sight: &Sight<'_>, id: Id, look: &Look) -> Option<(Part, bool)> {
    match look.display {
        Some(Display::Table) => return Some((Part::Table, true)),
        Some(Display::RowGroup) => return Some((Part::Group, true)),
        Some(Display::Row) => return Some((Part::Row, true)),
        Some(Display::Cell) => return Some((Part::Cell, true)),
        _ => {}
    }
    match sight.tree.attr(id, Attr::Role).map(str::trim_ascii) {
        Some("table" | "grid") => return Some((Part::Table, true)),
        Some("rowgroup") => return Some((Part::Group, true)),
        Some("row") => return Some((Part::Row, true)),
        Some("cell" | "gridcell" | "columnheader" | "rowheader") => return Some((Part::Cell, true)),
        _ => {}
    }
    let classes = sight.tree.attr(id, Attr::Class)?;
    classes.split_ascii_whitespace().find_map(|class| {
        let last = class.rsplit(['-', '_']).next().unwrap_or(class);
        match last.to_ascii_lowercase().as_str() {
            "table" => Some((Part::Table, false)),
            "thead" | "tbody" | "tfoot" => Some((Part::Group, true)),
            "tr" => Some((Part::Row, true)),
            "row" => Some((Part::Row, false)),
            "td" | "th" => Some((Part::Cell, true)),
            "cell" | "col" | "column" => Some((Part::Cell, false)),
            _ => None,
        }
    })
}

/// Whether an element of a kind may be a table.
pub(super) fn may_hold(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Div | Section | Article | Main | Ul | Ol | Dl | Li | Form | Center | Fieldset | Figure | Other | Span
    )
}

/// Whether an element of a kind may be a cell.
pub(super) fn may_be_cell(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Div | Span
            | Li
            | Dt
            | Dd
            | P
            | Em
            | B
            | I
            | U
            | A
            | Strong
            | Label
            | Font
            | Section
            | Input
            | Center
            | Other
    )
}

/// The first of two or more elements in an element, if no text stands before the second.
pub(super) fn two_elements(tree: &Tree<'_>, id: Id) -> Option<Id> {
    let mut first = None;
    for child in tree.children(id) {
        if tree.tag(child) != Tag::Text {
            if first.is_some() {
                return first;
            }
            first = Some(child);
        } else if !tree.text(child).trim_start().is_empty() {
            return None;
        }
    }
    None
}

/// The elements shown in an element, and nothing else: no text may stand between them.
pub(super) fn only_elements(sight: &mut Sight<'_>, id: Id, veil: Veil) -> Option<Vec<(Id, Look, Veil)>> {
    let tree = sight.tree;
    let mut elements = Vec::new();
    for child in tree.children(id) {
        let tag = tree.tag(child);
        if tag == Tag::Text {
            if tree.text(child).trim().is_empty() {
                continue;
            }
            return None;
        }
        if tag.is_silent() || tag == Tag::Br {
            continue;
        }
        let look = sight.look(child);
        if !look.is_gone() {
            elements.push((child, look, veil.over(tag, &look)));
        }
    }
    Some(elements)
}

/// Whether an element holds little enough to be a cell.
pub(super) fn is_slight(sight: &Sight<'_>, id: Id) -> bool {
    let tree = sight.tree;
    let (mut elements, mut at) = (0, tree.node(id).first);
    while at != NONE {
        let tag = tree.tag(at);
        elements += usize::from(tag != Tag::Text);
        if elements > BUSIEST || matches!(tag, Tag::Table | Tag::Ul | Tag::Ol | Tag::Dl) {
            return false;
        }
        at = tree.following(at, id);
    }
    true
}
