//! The head of some rows that a break in the page cuts: browsers go on writing its text below the end of the table.
//!
//! It is none of the text between two tables, which would keep them apart.

use super::stitch;
use crate::document::pdf::sheet::text::Line;
use crate::document::pdf::table::Part;

/// How far the edges of a cell may be overrun, in points.
const SLACK: f32 = 1.0;

/// The first line stands within this many times its size below the table.
const NEAR: f32 = 2.0;

/// A head takes at most so much of the width of the table.
const MAX_WIDTH: f32 = 0.35;

/// Puts lines below the last table of a page into the one cell above them, if nothing else stands there and the table goes on upon
/// the next page. Figures are left where they are.
pub(super) fn take_in(parts: &mut [Part], next: &[Part], lines: &mut Vec<Line>) {
    let last = parts.iter_mut().max_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
    let first = next.iter().min_by(|a, b| a.area.top.total_cmp(&b.area.top));
    let (Some(part), Some(first)) = (last, first) else { return };
    if !part.ruled || !stitch::goes_on(part, first) {
        return;
    }
    // The first of them may stand across the lower border of the cell.
    let end = part.area.bottom;
    let is_below = |line: &Line| f32::midpoint(line.area.top, line.area.bottom) >= end;
    let below: Vec<&Line> = lines.iter().filter(|line| is_below(line)).collect();
    let Some(top) = below.first() else { return };
    let texts: Vec<String> = below.iter().map(|line| line.text()).collect();
    let is_near = top.area.top - part.area.bottom <= NEAR * top.size;
    if !is_near || texts.iter().any(|text| text.chars().any(|ch| ch.is_numeric())) {
        return;
    }
    let left = below.iter().map(|line| line.area.left).fold(f32::MAX, f32::min);
    let right = below.iter().map(|line| line.area.right).fold(f32::MIN, f32::max);
    let (xs, rows, width) = (&part.xs, part.rows, part.area.width());
    let head = part.cells.iter_mut().find(|cell| {
        let edges = xs.get(cell.column).zip(xs.get(cell.column + cell.column_span));
        edges.is_some_and(|(from, to)| {
            *from - SLACK <= left && right <= *to + SLACK && to - from <= MAX_WIDTH * width
        }) && cell.row + cell.row_span == rows
    });
    let Some(head) = head.filter(|head| !head.content.text.is_empty()) else { return };
    head.content.text.push_str(&texts.concat());
    lines.retain(|line| !is_below(line));
}
