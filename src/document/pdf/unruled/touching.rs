//! Figures that touch the label before them: cells without padding, a label set to the right and figures set to the left.
//!
//! Helps `aligned`. No gap tells where the label ends; that its last figures stand in a column of others does.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::chunk::{Chunk, whole};

/// Figures of one column stand at one place within this, in points.
const SAME_PLACE: f32 = 1.0;

/// So many other figures stand in the column at least.
const MIN_OTHERS: usize = 1;

/// A table of two columns has at most so many lines.
const MAX_PAIR: usize = 6;

/// Cuts figures off the labels that they touch.
pub(super) fn cut(lines: Vec<Vec<Chunk>>) -> Vec<Vec<Chunk>> {
    let tails: Vec<Area> = lines.iter().flatten().filter_map(|chunk| Some(split(chunk)?.1.area)).collect();
    if tails.is_empty() {
        return lines;
    }
    let alone = lines.iter().flatten().filter(|chunk| chunk.figure).map(|chunk| chunk.area);
    let figures: Vec<Area> = alone.chain(tails).collect();
    let heads = pair(&lines);
    let is_figure = |area: &Area| {
        let places: [fn(&Area) -> f32; 3] = [|area| area.left, |area| area.centre().0, |area| area.right];
        let is_column = |place: &fn(&Area) -> f32| {
            let same = |other: &&Area| (place(other) - place(area)).abs() <= SAME_PLACE;
            figures.iter().filter(same).count() > MIN_OTHERS
        };
        let is_between = |(name, head): (f32, f32)| name < area.left && area.left < head;
        places.iter().any(is_column) || heads.is_some_and(is_between)
    };
    let cut = |chunk: Chunk| match split(&chunk).filter(|(_, figure)| is_figure(&figure.area)) {
        Some((label, figure)) => vec![label, figure],
        None => vec![chunk],
    };
    lines.into_iter().map(|line| line.into_iter().flat_map(cut).collect()).collect()
}

/// The middles of the two heads of a small table without other columns.
fn pair(lines: &[Vec<Chunk>]) -> Option<(f32, f32)> {
    let mut several = lines.iter().filter(|line| line.len() > 1);
    match (several.next().map(Vec::as_slice), several.next()) {
        (Some([name, head]), None) if !name.figure && !head.figure && lines.len() <= MAX_PAIR => {
            Some((name.area.centre().0, head.area.centre().0))
        }
        _ => None,
    }
}

/// Words and the number they end with.
fn split(chunk: &Chunk) -> Option<(Chunk, Chunk)> {
    let is_figure = |ch: char| ch.is_ascii_digit() || matches!(ch, ',' | '.');
    let words = chunk.glyphs.iter().rposition(|glyph| !is_figure(glyph.ch))? + 1;
    let (label, figure) = chunk.glyphs.split_at_checked(words)?;
    let ends_label = |ch: char| ch.is_alphabetic() || matches!(ch, '）' | ')' | '”' | '"');
    let is_label = label.last().is_some_and(|glyph| ends_label(glyph.ch));
    let part = |glyphs: &[_]| Chunk { carried: chunk.carried, ..whole(glyphs.to_vec()) };
    (is_label && figure.first()?.ch.is_ascii_digit()).then(|| (part(label), part(figure)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::sheet::chunk::{set, text};

    fn texts(lines: &[Vec<Chunk>]) -> Vec<Vec<String>> {
        lines
            .iter()
            .map(|line| line.iter().map(|chunk| text(std::slice::from_ref(chunk))).collect())
            .collect()
    }

    #[test]
    fn figures_of_one_column_are_cut_off_their_labels() {
        // Labels end and figures begin at 100.
        let lines = vec![
            vec![set("申请数量3,967", 60.0, 0.0), set("363", 160.0, 0.0)],
            vec![set("办理126", 80.0, 20.0), set("3", 160.0, 20.0)],
        ];
        assert_eq!(texts(&cut(lines)), [["申请数量", "3,967", "363"].as_slice(), &["办理", "126", "3"]]);
        // A number that a text ends with, in no column of others.
        let lines =
            vec![vec![set("条例第711", 0.0, 0.0)], vec![set("第三", 0.0, 20.0), set("5", 90.0, 20.0)]];
        assert_eq!(texts(&cut(lines)), [["条例第711"].as_slice(), &["第三", "5"]]);
    }

    #[test]
    fn a_figure_of_a_table_of_two_columns_stands_between_its_heads() {
        let table = |label: &str| {
            vec![vec![set("内容", 40.0, 0.0), set("数量", 160.0, 0.0)], vec![set(label, 60.0, 20.0)]]
        };
        assert_eq!(texts(&cut(table("行政许可12"))).get(1).map(Vec::len), Some(2));
        assert_eq!(texts(&cut(table("行政许可"))).get(1).map(Vec::len), Some(1));
        assert_eq!(texts(&cut(table("行政许可决定的全部的总的数量12"))).get(1).map(Vec::len), Some(1));
    }
}
