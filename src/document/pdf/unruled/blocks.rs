//! Lines of one stretch that are no one table: headings of sections above its header, and small tables with columns of their own one
//! below the other, or of two columns.
//!
//! Helps `aligned`.

use std::ops::Range;

use super::heads;
use super::stack::is_title_text;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::chunk::Chunk;

/// How many lines at the top of a table end with the heading of a section: a header follows below it.
pub(super) fn captions(lines: &[Vec<Chunk>]) -> usize {
    let has_figures = |line: &Vec<Chunk>| line.iter().any(|chunk| chunk.figure);
    let words = lines.iter().position(has_figures).unwrap_or(lines.len());
    let alone = lines.iter().take(words).take_while(|line| line.len() == 1).count();
    let is_heading = |line: &Vec<Chunk>| matches!(line.as_slice(), [words] if begins_section(&words.text()));
    let heading = lines.iter().take(alone).rposition(is_heading);
    let captions = heading.map_or(0, |heading| heading + 1);
    let below = lines.get(captions..).unwrap_or_default();
    if captions > 0 && heads::count(below.get(..words - captions).unwrap_or_default()) > 1 {
        captions
    } else {
        0
    }
}

/// Whether a text begins with a numeral as sections and the first level of labels do: 三、
pub(super) fn begins_section(text: &str) -> bool {
    let rest = text.trim_start_matches(|ch| "一二三四五六七八九十".contains(ch));
    rest.len() < text.len() && rest.starts_with('、')
}

/// The tables of a stretch, each below a title of its own; those without figures are not parted from what stands beside them.
pub(super) fn titled(lines: &[Vec<Chunk>]) -> Vec<Range<usize>> {
    let is_title = |line: &Vec<Chunk>| matches!(line.as_slice(), [words] if is_title_text(&words.text()));
    let has_figures = |range: &Range<usize>| {
        lines.get(range.clone()).unwrap_or_default().iter().flatten().any(|chunk| chunk.figure)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match found.last_mut() {
            Some(last) if !(is_title(line) && has_figures(last)) => last.end = index + 1,
            _ => found.push(index..index + 1),
        }
    }
    // The last one may hold no figures.
    if found.len() > 1
        && let Some(last) = found.pop_if(|last| !has_figures(last))
        && let Some(before) = found.last_mut()
    {
        before.end = last.end;
    }
    found
}

/// A table of two columns that stands alone has at most so many lines.
const MAX_PAIR: usize = 8;

/// Whether lines are a small table of two columns: two heads, then labels with a figure below the second head.
pub(super) fn is_pair(lines: &[Vec<Chunk>]) -> bool {
    let mut cells = lines.iter().filter(|line| line.len() > 1);
    let Some([name, head]) = cells.next().map(Vec::as_slice) else { return false };
    let is_row = |line: &Vec<Chunk>| match line.as_slice() {
        [label, figure] => !label.figure && figure.figure && figure.area.left > name.area.right,
        _ => false,
    };
    lines.len() <= MAX_PAIR && !name.figure && !head.figure && cells.clone().count() > 0 && cells.all(is_row)
}

/// The edges of the columns of a table of two: labels may touch the figures.
pub(super) fn pair_edges(lines: &[Vec<Chunk>], area: &Area) -> Vec<f32> {
    let pairs = || lines.iter().filter_map(|line| line.first().zip(line.get(1)));
    let labels = pairs().map(|(label, _)| label.area.right).fold(f32::MIN, f32::max);
    let figures = pairs().map(|(_, figure)| figure.area.left).fold(f32::MAX, f32::min);
    vec![area.left - 1.0, (labels + figures) / 2.0, area.right + 1.0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::set;

    fn heads(top: f32) -> Vec<Chunk> {
        ["内容", "本年", "上年", "总数"]
            .iter()
            .zip([0.0, 60.0, 120.0, 180.0])
            .map(|(head, x)| set(head, x, top))
            .collect()
    }

    fn row(top: f32) -> Vec<Chunk> {
        vec![set("规章", 0.0, top), set("1", 67.0, top), set("2", 127.0, top), set("3", 187.0, top)]
    }

    #[test]
    fn the_heading_of_a_section_above_a_header_is_none_of_its_lines() {
        let heading = || vec![set("三、申请情况", 0.0, 0.0)];
        assert_eq!(captions(&[heading(), heads(30.0), row(50.0)]), 1);
        assert_eq!(captions(&[heading(), row(50.0)]), 0, "a label over the rows of its parts");
        assert_eq!(captions(&[vec![set("单位", 0.0, 0.0)], heads(30.0), row(50.0)]), 0);
    }

    #[test]
    fn tables_begin_with_their_titles_and_hold_figures() {
        let title = |top: f32| vec![set("第二十条第（一）项", 60.0, top)];
        let table = |top: f32| vec![title(top), heads(top + 20.0), row(top + 40.0)];
        let lines = [table(0.0), table(60.0), vec![title(120.0), heads(140.0)]].concat();
        assert_eq!(titled(&lines), [0..3, 3..8]);
        assert_eq!(titled(&[vec![title(0.0)], table(20.0)].concat()).len(), 1);
    }

    #[test]
    fn two_columns_part_where_labels_end_and_figures_begin() {
        let head = || vec![set("内容", 30.0, 0.0), set("数量", 160.0, 0.0)];
        let pair = [head(), vec![set("行政许可", 60.0, 20.0), set("12", 101.0, 20.0)]];
        assert!(is_pair(&pair));
        assert!((pair_edges(&pair, &Area::new(30.0, 0.0, 180.0, 30.0))[1] - 100.5).abs() < 0.1);
        assert!(!is_pair(&[head(), vec![set("行政", 0.0, 20.0), set("12", 40.0, 20.0)]]), "left of its head");
    }
}
