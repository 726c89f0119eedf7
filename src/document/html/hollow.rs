//! Cells without any text: whether something is seen in them all the same, or is to be put there.

use super::names::{Attr, Tag};
use super::selector::start_tag;
use super::sight::Sight;
use super::tree::{Id, NONE};

/// Words in the classes of elements that show a sign of a font of icons, or a digit of a picture.
const SIGNS: [&str; 5] = ["icon", "glyph", "sprite", "num-", "digit"];
/// What the names of elements of Word begin with that draw something.
const SHAPES: [&str; 4] = ["v:imagedata", "v:shape", "v:textpath", "v:textbox"];

/// Whether an element without text, or one in it, shows something, or is marked to be filled by a script.
pub(super) fn is_drawn(sight: &mut Sight<'_>, cell: Id) -> bool {
    let tree = sight.tree;
    let look = sight.look(cell);
    if look.sprite || tree.attr(cell, Attr::Background).is_some() || sight.sheets.paints(tree, cell) {
        return true;
    }
    let mut at = cell;
    loop {
        if at != cell && sight.is_gone(at) {
            at = tree.after(at, cell);
        } else {
            if shows(sight, at) {
                return true;
            }
            at = tree.following(at, cell);
        }
        if at == NONE {
            return false;
        }
    }
}

/// Whether one element does.
fn shows(sight: &Sight<'_>, id: Id) -> bool {
    let tree = sight.tree;
    let attr = |name| tree.attr(id, name);
    let tag = tree.tag(id);
    if tag == Tag::Text {
        return false;
    }
    if attr(Attr::Field).is_some() || sight.fills(id) {
        return true;
    }
    if tree.node(id).first != NONE {
        return false;
    }
    let is_sign = || attr(Attr::Class).is_some_and(|class| SIGNS.iter().any(|sign| class.contains(sign)));
    match tag {
        Tag::Img => attr(Attr::LazySrc).is_some(),
        // Elements of a page's own have a stroke in their names, and draw what they like.
        Tag::Other => {
            let name = start_tag(tree, id).split(|c: char| c.is_ascii_whitespace() || c == '/').next();
            let name = name.unwrap_or_default();
            name.contains('-') || SHAPES.iter().any(|shape| name.eq_ignore_ascii_case(shape)) || is_sign()
        }
        Tag::I | Tag::Span | Tag::B | Tag::Em | Tag::Div | Tag::P | Tag::U | Tag::S | Tag::Strong => {
            is_sign()
        }
        _ => false,
    }
}
