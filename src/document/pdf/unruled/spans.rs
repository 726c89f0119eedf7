//! Heads over several rows of a table without rulings: the rows whose numbers run under them.
//!
//! Helps `rows`.

use std::ops::Range;

use super::rows::{Line, Row};
use crate::document::pdf::sheet::chunk::Chunk;

/// A head over several rows.
pub(super) struct Head {
    pub(in crate::document::pdf) chunks: Vec<Chunk>,
    /// The columns it stands in.
    pub(in crate::document::pdf) columns: Range<usize>,
    pub(in crate::document::pdf) rows: Range<usize>,
}

/// Lines of one head follow one another within this many times their size.
const HEAD_LEADING: f32 = 1.8;

/// Puts the lines of heads together and finds the rows they span. A head that spans nothing goes to the row beside it.
pub(super) fn spanning(rows: &mut [Row], heads: Vec<(usize, Line)>) -> Vec<Head> {
    let groups = groups(rows);
    let mut found = Vec::new();
    for (column, block) in blocks(heads) {
        let area = block.iter().map(|line| line.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
        let middle = area.centre().1;
        let is_side = block.len() > 2 && block.iter().all(|line| line.text.chars().count() <= 2);
        let extent = |range: &Range<usize>| {
            let own = rows.get(range.clone()).unwrap_or_default();
            own.iter().map(|row| row.area).reduce(|a, b| a.around(&b))
        };
        let over = if is_side {
            let within = |row: &Row| area.top <= row.area.centre().1 && row.area.centre().1 <= area.bottom;
            let first = rows.iter().position(within);
            first.map(|first| first..first + rows.iter().skip(first).take_while(|row| within(row)).count())
        } else {
            let holds = |range: &&Range<usize>| {
                extent(range).is_some_and(|own| own.top <= middle && middle <= own.bottom)
            };
            groups.iter().find(holds).cloned()
        };
        let chunks: Vec<Chunk> = block.into_iter().flat_map(|line| line.chunks).collect();
        match over.filter(|range| !range.is_empty()) {
            Some(rows) => found.push(Head { chunks, columns: column..column + 1, rows }),
            None => {
                let distance = |row: &Row| (row.area.centre().1 - middle).abs();
                let nearest = rows.iter_mut().min_by(|a, b| distance(a).total_cmp(&distance(b)));
                if let Some(row) = nearest {
                    row.chunks.extend(chunks);
                }
            }
        }
    }
    found
}

/// Lines of heads column by column, those of one head together.
fn blocks(mut heads: Vec<(usize, Line)>) -> Vec<(usize, Vec<Line>)> {
    heads.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.area.top.total_cmp(&b.1.area.top)));
    let mut blocks: Vec<(usize, Vec<Line>)> = Vec::new();
    for (column, line) in heads {
        let goes_on = |last: &Line| {
            let single = line.text.chars().count() <= 2 && last.text.chars().count() <= 2;
            let reach = if single { 2.0 * HEAD_LEADING } else { HEAD_LEADING };
            line.middle() - last.middle() <= reach * line.size() && (single || !line.numbered)
        };
        match blocks.last_mut() {
            Some((own, block)) if *own == column && block.last().is_some_and(goes_on) => block.push(line),
            _ => blocks.push((column, vec![line])),
        }
    }
    blocks
}

/// Rows whose labels count 1., 2., 3.: those of one head.
fn groups(rows: &[Row]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (index, row) in rows.iter().enumerate() {
        let number = arabic(&row.label);
        match (number, before, groups.last_mut()) {
            (Some(number), Some(before), Some(group)) if number > before && group.end == index => {
                group.end = index + 1;
            }
            (Some(_), ..) => groups.push(index..index + 1),
            (None, ..) => {}
        }
        before = number;
    }
    groups
}

/// The number that a label begins with: `3.属于…`.
fn arabic(label: &str) -> Option<u32> {
    let digits = label.len() - label.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let (number, rest) = label.split_at_checked(digits)?;
    rest.starts_with(['.', '．', '、']).then(|| number.parse().ok()).flatten()
}
