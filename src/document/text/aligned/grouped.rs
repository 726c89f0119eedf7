//! Figures whose thousands a space sets apart: `1 234`.
//!
//! Two figures of neighbouring columns may come as near to one another. So they are one only where the line would have
//! more figures than its table has columns otherwise, and has as many with them taken together; or where another line of
//! the table shows it. Else they stay two, and are in doubt.

use super::segments::{Measured, Segment, Spaces, measure};
use crate::document::text::lines::Line;

/// The fewest lines without such figures that tell how many a line has.
const MIN_LINES: usize = 2;

/// Measures the lines of a table.
pub(super) fn measure_all<'a>(lines: &[&Line<'a>], width: fn(char) -> usize) -> Vec<Measured<'a>> {
    let mut rows: Vec<Measured<'a>> = lines.iter().map(|line| measure(line, width, Spaces::Part)).collect();
    let together: Vec<Option<Measured<'a>>> =
        lines.iter().zip(&rows).map(|(line, row)| grouped(line, row, width)).collect();
    if together.iter().all(Option::is_none) {
        return rows;
    }
    let counts = expected(&rows, &together);
    let is_sure = |row: &Measured<'a>, together: &Option<Measured<'a>>, expected: Option<usize>| {
        expected.is_some_and(|expected| {
            figures(row) > expected && together.as_ref().is_some_and(|row| figures(row) == expected)
        })
    };
    // Where one line shows that spaces set thousands apart here, a line may as well lack a figure.
    let proven = rows
        .iter()
        .zip(&together)
        .zip(&counts)
        .any(|((row, together), count)| is_sure(row, together, *count));
    for (row, together) in rows.iter_mut().zip(together) {
        match together {
            Some(together) if proven => *row = together,
            Some(_) => mark_doubtful(row),
            None => {}
        }
    }
    rows
}

/// Marks the figures of a line in which two stay two though they may be one: the others may stand in the next column then.
fn mark_doubtful(row: &mut Measured<'_>) {
    let doubtful = |pair: &[Segment<'_>]| matches!(pair, [a, b] if may_be_one(a, b));
    if row.segments.windows(2).any(doubtful) {
        row.segments.iter_mut().filter(|segment| segment.value).for_each(|figure| figure.doubtful = true);
    }
}

/// Whether two figures with one space between them may be one whose thousands the space sets apart.
fn may_be_one(a: &Segment<'_>, b: &Segment<'_>) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let near = a.value && b.value && b.left == a.right + 1;
    near && a.text.len() <= 3
        && digits(a.text)
        && !a.text.starts_with('0')
        && b.text.len() == 3
        && digits(b.text)
}

/// A line with the figures taken together whose thousands may be set apart, if it has any.
fn grouped<'a>(line: &Line<'a>, row: &Measured<'a>, width: fn(char) -> usize) -> Option<Measured<'a>> {
    let near = |pair: &[Segment<'_>]| match pair {
        [a, b] => a.value && b.value && b.left == a.right + 1,
        _ => false,
    };
    if !row.segments.windows(2).any(near) {
        return None;
    }
    Some(measure(line, width, Spaces::Group)).filter(|together| figures(together) < figures(row))
}

fn figures(row: &Measured<'_>) -> usize {
    row.segments.iter().filter(|segment| segment.value).count()
}

/// How many figures each line should have: as many as the other lines under its header, or as the names of the header
/// save the one over the labels.
fn expected(rows: &[Measured<'_>], together: &[Option<Measured<'_>>]) -> Vec<Option<usize>> {
    let mut counts = Vec::with_capacity(rows.len());
    let mut names = None;
    let lines: Vec<(&Measured<'_>, bool)> =
        rows.iter().zip(together).map(|(row, together)| (row, together.is_some())).collect();
    for block in lines.chunk_by(|(above, _), (below, _)| (figures(above) > 0) == (figures(below) > 0)) {
        if block.first().is_some_and(|(row, _)| figures(row) == 0) {
            // A header of several lines has spans: its names cannot be counted.
            let mut header = block.iter().filter(|(row, _)| row.segments.len() > 1);
            if let Some((row, _)) = header.next() {
                names = Some(row.segments.len() - 1).filter(|_| header.next().is_none());
            }
            counts.extend(block.iter().map(|_| None));
            continue;
        }
        let plain: Vec<usize> =
            block.iter().filter(|(_, apart)| !apart).map(|(row, _)| figures(row)).collect();
        let same = plain.first().copied().filter(|first| plain.iter().all(|count| count == first));
        let told = same.filter(|_| plain.len() >= MIN_LINES).or(names);
        counts.extend(block.iter().map(|_| told));
    }
    counts
}
