//! Numbers that ride on a rule: printed over a form, or moved by hand, they stand in two cells at once.
//!
//! Helps `table`. Such a number goes to the cell of its middle, but whose it is the page does not say, nor that the cell beside it is
//! blank; so neither is to be trusted.

use super::geometry::Turn;
use super::painted::glyph::Glyph;

/// The height of digits, as a part of their size.
const DIGIT: f32 = 0.7;

/// The part of the height of a number, and of its width, that may reach over a rule. A number that is too wide for its cell reaches over
/// the rules at its sides, and yet has most of its width between them.
const OVER_HEIGHT: f32 = 0.1;
const OVER_WIDTH: f32 = 0.3;

/// The cells that a word of digits stands in if it rides on a rule; `place` tells the cell at a point, or the one that runs over an edge
/// of the table by no more than a reach.
pub(super) fn cells<C: PartialEq>(word: &[Glyph], place: impl Fn(f32, f32, f32) -> Option<C>) -> Vec<C> {
    let is_digit = |glyph: &Glyph| glyph.ch.is_ascii_digit() || matches!(glyph.ch, '０'..='９');
    let is_upright = |glyph: &Glyph| glyph.turn == Turn::Upright && !glyph.marks.vertical;
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return Vec::new() };
    if !word.iter().any(is_digit) || !word.iter().all(is_upright) {
        return Vec::new();
    }
    let (left, right) = (first.area.left, last.area.right);
    let (top, bottom) = (first.baseline - DIGIT * first.size, first.baseline);
    let (x, y) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
    let (over_x, over_y) = (OVER_WIDTH * (right - left), OVER_HEIGHT * (bottom - top));
    let place = |x: f32, y: f32| place(x, y, first.size);
    let across = [place(x, top + over_y), place(x, bottom - over_y)];
    let along = [place(left + over_x, y), place(right - over_x, y)];
    [across, along].into_iter().filter(|[one, other]| one != other).flatten().flatten().collect()
}
