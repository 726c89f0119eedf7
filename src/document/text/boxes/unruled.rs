//! Rows of a drawn table that no rule parts: many tables have rules around their header only.
//!
//! Between two rules either one row stands, with its texts broken over several lines, or a row a line. A figure under
//! another one says which: only one that fills its cell goes on below.

use super::strokes::{has_joint, is_border, is_upright};
use crate::document::text::lines::{Line, is_space, is_value, starts_item};
use crate::document::text::width::width;

/// The room in a cell around a text that fills it: a space on each side, and half a character.
const NO_ROOM: usize = 3;

/// The fewest figures of a row without a label.
const MIN_BARE: usize = 8;

/// Whether each line begins a row though no rule says so.
pub(super) fn rows(lines: &[Line<'_>]) -> Vec<bool> {
    let is_rule = |line: &Line<'_>| is_border(line.text) || has_joint(line.text);
    let mut begin = Vec::with_capacity(lines.len());
    for group in lines.chunk_by(|above, below| is_rule(above) == is_rule(below)) {
        let parted = group.first().is_some_and(|line| !is_rule(line)) && is_parted(group);
        begin.extend(group.iter().map(|line| parted && begins(line)));
    }
    begin
}

/// Whether a figure stands below another one that leaves room in its cell.
fn is_parted(lines: &[Line<'_>]) -> bool {
    // Heads over several rows have a cell of their own in the first line only, so cells are counted from the right.
    let below = |pair: &[Line<'_>]| match pair {
        [above, here] => {
            let mut pairs = cells(above.text).rev().zip(cells(here.text).rev());
            begins(here) && pairs.any(|(above, here)| is_value(here) && has_room(above))
        }
        _ => false,
    };
    // A row without a label has nothing but figures, below names.
    let bare = |pair: &[Line<'_>]| match pair {
        [above, here] => is_bare(here) && !cells(above.text).any(is_value),
        _ => false,
    };
    lines.windows(2).any(|pair| below(pair) || bare(pair))
}

/// Whether a line holds figures alone, and many.
fn is_bare(line: &Line<'_>) -> bool {
    let texts = cells(line.text).filter(|cell| !cell.chars().all(is_space));
    texts.clone().all(is_value) && texts.count() >= MIN_BARE
}

/// Whether a cell holds a figure that is whole, and could hold more.
fn has_room(cell: &str) -> bool {
    let text = cell.trim_matches(is_space);
    let whole = is_value(text) && !text.ends_with(['.', ',', '，', '．']);
    whole && width(cell).saturating_sub(width(text)) > NO_ROOM
}

/// Whether a line may be a row: it begins an item, or has a text in several cells, at least one of them words. A line with
/// one text goes on with the label above.
fn begins(line: &Line<'_>) -> bool {
    let mut texts = cells(line.text).filter(|cell| !cell.chars().all(is_space));
    let several = texts.clone().nth(1).is_some();
    is_bare(line) || texts.clone().any(starts_item) || several && texts.any(|cell| !is_value(cell))
}

fn cells(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.trim_matches(is_space).trim_matches(is_upright).split(is_upright)
}
