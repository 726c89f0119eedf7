//! The lines at the top of a page that go on with a table without rulings: too few of them may stand there to tell its columns.
//!
//! Helps `aligned`.

use super::aligned::{FULL_LEADING, MAX_BRIDGE, MAX_LEADING, MIN_CELLS, SAME_SIZE, belongs, is_full};
use super::columns::{label_edges, labels_end};
use super::fill::part;
use super::heads;
use super::touching;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::chunk::{Chunk, cut_labels};
use crate::document::pdf::sheet::text::Line;
use crate::document::pdf::table::Part;
use crate::document::pdf::table::SOFT_EDGE;

/// The lines at the top of a page that go on with a table, and how many they are.
pub(super) fn find(
    sheet: &Sheet,
    lines: &[Line],
    chunks: &[Vec<Chunk>],
    before: &Part,
) -> Option<(Part, usize)> {
    let fits = |line: usize| {
        let own = chunks.get(line).map_or(&[][..], Vec::as_slice);
        let alone = own.len() < 2;
        let wide = own.iter().any(|chunk| chunk.area.width() > ALONE_SHARE * before.area.width());
        !(own.is_empty() || alone && wide)
            && own.iter().all(|chunk| !chunk.figure || !is_crossed(chunk, &before.xs))
    };
    let size = lines.first()?.size;
    let alike = before.size.max(size) <= SAME_SIZE * before.size.min(size);
    let end = (0..lines.len())
        .take_while(|&line| {
            let reach = if is_full(chunks, line) { FULL_LEADING } else { MAX_LEADING };
            belongs(lines, line, line.saturating_sub(1), 0, reach) && fits(line)
        })
        .count();
    let end = own_end(chunks.get(..end)?, before);
    let own = &touching::cut(cut_labels(chunks.get(..end)?));
    let figures = own.iter().flatten().filter(|chunk| chunk.figure).count();
    if !alike || end == 0 || figures == 0 && end > 2 * MAX_BRIDGE {
        return None;
    }
    // Few rows tell columns badly; where many here do not fit them, those of this page do better.
    if figures > 0 && own.len() > MAX_BRIDGE && !heads::fits(&before.xs, own) {
        return None;
    }
    let labels_end = labels_end(own, &before.xs);
    let mut xs: Vec<f32> = before.xs.iter().copied().filter(|x| *x >= labels_end).collect();
    if xs.len() == before.xs.len() {
        return Some((part(sheet, own, xs)?, end));
    }
    // Which columns the labels stand in is seen better where there are more of them.
    let mut labels = label_edges(own, labels_end);
    if labels.len() + xs.len() < before.xs.len() {
        let known = before.xs.iter().copied().skip(1).filter(|x| *x < labels_end);
        let known: Vec<f32> = known.collect();
        labels.retain(|x| known.iter().all(|own| (own - x).abs() > SOFT_EDGE));
        labels.extend(known);
        labels.sort_by(f32::total_cmp);
    }
    xs.splice(..0, before.xs.first().copied().into_iter().chain(labels));
    Some((part(sheet, own, xs)?, end))
}

/// Where the lines of a table that goes on end: before the header of another one, and before text that begins where its labels do and
/// runs on over its figures.
fn own_end(lines: &[Vec<Chunk>], before: &Part) -> usize {
    let is_header = |line: &&Vec<Chunk>| line.len() >= MIN_CELLS && line.iter().all(|chunk| !chunk.figure);
    // A number that begins a line may be that of a label.
    let figures = |line: &Vec<Chunk>| {
        line.iter().skip(1).filter(|chunk| chunk.figure).map(|chunk| chunk.area.left).fold(f32::MAX, f32::min)
    };
    let first = lines.iter().position(|line| figures(line) < f32::MAX).unwrap_or(lines.len());
    let header = lines.iter().skip(first).position(|line| is_header(&line));
    let end = header.map_or(lines.len(), |header| first + header);
    let start = lines.iter().take(end).map(figures).fold(f32::MAX, f32::min);
    let left = before.xs.first().copied().unwrap_or_default();
    let runs_on = |line: &Vec<Chunk>| match line.as_slice() {
        [words] => words.area.left - left <= 2.0 * before.size && words.area.right > start,
        _ => false,
    };
    let text = lines.iter().take(end).skip(first).position(runs_on);
    text.map_or(end, |text| first + text)
}

/// A line of a table that stands alone in its row is no wider than this part of the table.
const ALONE_SHARE: f32 = 0.6;

/// Whether an edge of a column goes through a chunk.
fn is_crossed(chunk: &Chunk, xs: &[f32]) -> bool {
    xs.iter().any(|&x| chunk.area.left + 1.0 < x && x < chunk.area.right - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::set;

    #[test]
    fn a_table_goes_on_to_the_header_of_another_or_to_text_over_its_figures() {
        let row = |top: f32| vec![set("（七）总计", 0.0, top), set("5", 100.0, top), set("6", 150.0, top)];
        let number = vec![vec![set("1.", 0.0, 0.0)], vec![set("申请人无正当理由逾期", 0.0, 15.0)]];
        let heads = vec![set("类别", 0.0, 60.0), set("维持", 60.0, 60.0), set("总计", 120.0, 60.0)];
        let text = vec![set("备注本表由各单位填报汇总", 0.0, 60.0)];
        let before = Part { xs: vec![0.0, 90.0, 130.0, 170.0], size: 10.0, ..Part::default() };
        let end =
            |last: &Vec<Chunk>| own_end(&[number.clone(), vec![row(40.0), last.clone()]].concat(), &before);
        assert_eq!([end(&heads), end(&text), end(&row(60.0))], [3, 3, 4]);
    }
}
