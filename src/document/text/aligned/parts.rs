//! Where a table ends because the next part of its section, under a caption and heads of its own, is aligned for itself.
//!
//! 第二十条第（五）项 follows the rows of 第二十条第（一）项 without a blank line. A page has both in the same columns; whoever sets
//! each part out by the widths of its own labels has them in others, and taken together they would be columns of neither.

use super::super::lines::{Line, starts_item};
use super::super::region::Region;
use super::super::width::{narrow, one, wide};
use super::columns::has_figures;
use super::headers::is_header;
use super::segments::{Segment, Spaces, measure};

/// How far heads in one column may stand askew from one another.
const ASKEW: usize = 1;
/// The fewest lines of a table: heads and a row.
const MIN_LINES: usize = 2;

/// Ends a region before the first part whose heads stand in other places than those above, whatever the width of a character.
pub(super) fn end_at_next(region: &mut Region, lines: &[Line<'_>]) {
    let Some(at) = (1..region.rows.len()).find(|&at| begins_part(&region.rows, at, lines)) else { return };
    let Some(&caption) = region.rows.get(at) else { return };
    region.rows.truncate(at);
    region.used = caption;
    let is_strong = |at: &&usize| lines.get(**at).is_some_and(|line| segments(line, wide).len() > 1);
    region.strong = region.rows.iter().filter(is_strong).count();
}

fn begins_part(rows: &[usize], at: usize, lines: &[Line<'_>]) -> bool {
    let line = |at: usize| rows.get(at).and_then(|&row| lines.get(row));
    let is_caption = |line: &Line<'_>| {
        let text = line.text.trim();
        text.starts_with('第') && starts_item(text) && segments(line, wide).len() == 1
    };
    let is_head = |line: &&Line<'_>| is_header(&segments(line, wide));
    let Some(heads) = line(at).filter(|line| is_caption(line)).and(line(at + 1)).filter(is_head) else {
        return false;
    };
    let row_follows = line(at + 2).is_some_and(|line| has_figures(&segments(line, wide)));
    let above = || (0..at).rev().filter_map(line);
    let rows_above = above().take_while(|line| !is_head(line)).any(|line| has_figures(&segments(line, wide)));
    let Some(before) = above().find(is_head) else { return false };
    let stand_elsewhere = |width| !stand_alike(&segments(heads, width), &segments(before, width));
    at >= MIN_LINES && row_follows && rows_above && [wide, narrow, one].into_iter().all(stand_elsewhere)
}

/// Whether each head but that of the labels begins, ends or has its middle where one of the others does.
fn stand_alike(heads: &[Segment<'_>], others: &[Segment<'_>]) -> bool {
    let ends = |segment: &Segment<'_>| [segment.left, segment.right, (segment.left + segment.right) / 2];
    heads.iter().skip(1).all(|head| {
        let alike = |other: &Segment<'_>| {
            ends(head).into_iter().zip(ends(other)).any(|(own, other)| own.abs_diff(other) <= ASKEW)
        };
        others.iter().skip(1).any(alike)
    })
}

fn segments<'a>(line: &Line<'a>, width: fn(char) -> usize) -> Vec<Segment<'a>> {
    measure(line, width, Spaces::Part).segments
}
