//! Two pages on one sheet, side by side, as printed to save paper: which sheets are such, and where they are parted.
//!
//! Helps `sheet`. Each half is read as a page of its own. A table without rulings must not be cut in its middle: there the figures to the right
//! stand on the lines of the labels to the left.

use super::chunk::split;
use super::text::{self, Line};
use crate::document::pdf::painted::glyph::Glyph;
use crate::document::pdf::painted::ink::Ruling;

/// A sheet with two pages is at least so much wider than high.
const WIDE: f32 = 1.15;

/// Where the gap between the pages may lie, and how wide it is at least, as parts of the width of the sheet.
const MIDDLE: std::ops::RangeInclusive<f32> = 0.4..=0.6;
const MIN_GAP: f32 = 0.03;

/// Either page has at least so many lines.
const MIN_LINES: usize = 3;

/// Lines of two pages stand at the same height by chance, more of them are one table.
const SAME_HEIGHT: f32 = 1.0;
const MOST_LEVEL: f32 = 0.6;

/// The right page begins no further below the left one than this part of the height of the sheet.
const LATE: f32 = 0.3;

/// Where a sheet is to be parted, if it holds two pages.
pub(super) fn cut(glyphs: &[Glyph], rulings: &[Ruling], (width, height): (f32, f32)) -> Option<f32> {
    if width < WIDE * height {
        return None;
    }
    let (from, to) = gap(glyphs, rulings, width)?;
    let at = (from + to) / 2.0;
    let side = |right: bool| {
        let own = glyphs.iter().filter(|glyph| (glyph.area.left > at) == right).copied();
        text::lines(own.collect())
    };
    let (left, right) = (side(false), side(true));
    if left.len() < MIN_LINES || right.len() < MIN_LINES {
        return None;
    }
    // Both pages begin near the top: what stands beside the end of a page alone is the rest of a table.
    let top = |lines: &[Line]| lines.iter().map(|line| line.area.top).fold(f32::MAX, f32::min);
    if top(&right) - top(&left) > LATE * height {
        return None;
    }
    // What has lines both across and down the page is a table of its own; columns of one table may be parted by lines down alone.
    let is_ruled = |right: bool| {
        let place = |ruling: &Ruling| if ruling.across { ruling.from } else { ruling.at };
        let long =
            rulings.iter().filter(|ruling| ruling.to - ruling.from > 10.0 && (place(ruling) > at) == right);
        let (across, down): (Vec<&Ruling>, Vec<&Ruling>) = long.partition(|ruling| ruling.across);
        !across.is_empty() && !down.is_empty()
    };
    (is_ruled(false) && is_ruled(true) || !is_level(&left, &right)).then_some(at)
}

/// Whether most lines to the right, or most of those that are rows of figures, stand on lines to the left.
fn is_level(left: &[Line], right: &[Line]) -> bool {
    let is_level = |line: &&Line| {
        let after = left.partition_point(|other| other.baseline < line.baseline - SAME_HEIGHT);
        left.get(after).is_some_and(|other| other.baseline <= line.baseline + SAME_HEIGHT)
    };
    let most = |lines: &[&Line]| {
        lines.iter().filter(|line| is_level(line)).count() as f32 > MOST_LEVEL * lines.len() as f32
    };
    let is_row = |line: &&Line| {
        let cells = split(line);
        cells.len() >= MIN_FIGURES && cells.iter().all(|cell| cell.figure)
    };
    let rows: Vec<&Line> = right.iter().filter(is_row).collect();
    most(&right.iter().collect::<Vec<_>>()) || rows.len() >= MIN_LINES && most(&rows)
}

/// A row of figures has at least so many.
const MIN_FIGURES: usize = 3;

/// The widest gap near the middle that nothing crosses.
fn gap(glyphs: &[Glyph], rulings: &[Ruling], width: f32) -> Option<(f32, f32)> {
    let (start, end) = (MIDDLE.start() * width, MIDDLE.end() * width);
    let letters =
        glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| (glyph.area.left, glyph.area.right));
    let lines = rulings.iter().map(|ruling| match ruling.across {
        true => (ruling.from, ruling.to),
        false => (ruling.at, ruling.at),
    });
    let mut taken: Vec<(f32, f32)> =
        letters.chain(lines).filter(|(from, to)| *to >= start && *from <= end).collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    taken.push((end, end));
    let mut reached = start;
    let mut widest = (start, start);
    for (from, to) in taken {
        if from - reached > widest.1 - widest.0 {
            widest = (reached, from);
        }
        reached = reached.max(to);
    }
    (widest.1 - widest.0 >= MIN_GAP * width).then_some(widest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::geometry::{Area, Turn};
    use crate::document::pdf::painted::glyph::{Colour, GlyphMarks};

    fn line(text: &str, x: f32, baseline: f32) -> impl Iterator<Item = Glyph> {
        let glyphs: Vec<char> = text.chars().collect();
        glyphs.into_iter().zip(0_u8..).map(move |(ch, at)| {
            let left = x + 10.0 * f32::from(at);
            let area = Area::new(left, baseline - 9.0, left + 10.0, baseline + 1.0);
            let (turn, colour, marks) = (Turn::Upright, Colour::default(), GlyphMarks::default());
            Glyph { ch, area, baseline, size: 10.0, turn, order: 0, colour, marks }
        })
    }

    fn page(left: &str, right: &str, shift: f32) -> Vec<Glyph> {
        let rows = || (0_u8..8).map(|row| 50.0 + 20.0 * f32::from(row));
        let left = rows().flat_map(|y| line(left, 50.0, y));
        left.chain(rows().flat_map(|y| line(right, 460.0, y + shift))).collect()
    }

    #[test]
    fn pages_side_by_side_are_parted_and_a_table_is_not() {
        let size = (842.0, 595.0);
        let at = cut(&page("政府信息公开工作年度报告", "政府信息公开工作", 7.0), &[], size);
        assert!(at.is_some_and(|at| (180.0..460.0).contains(&at)));
        assert_eq!(cut(&page("一、本年新收数量", "12", 0.0), &[], size), None);
        assert_eq!(
            cut(&page("政府信息公开工作年度报告", "政府信息公开工作", 7.0), &[], (595.0, 842.0)),
            None
        );
    }

    #[test]
    fn lines_down_the_page_part_the_columns_of_one_table() {
        let down = |at: f32| Ruling { across: false, at, from: 40.0, to: 220.0, order: 0, white: false };
        let glyphs = page("一、本年新收数量", "12", 0.0);
        assert_eq!(cut(&glyphs, &[down(40.0), down(440.0), down(500.0)], (842.0, 595.0)), None);
        let across = |from: f32, to: f32| Ruling { across: true, at: 40.0, from, to, order: 0, white: false };
        let own = [down(40.0), down(500.0), across(40.0, 200.0), across(450.0, 500.0)];
        assert!(cut(&glyphs, &own, (842.0, 595.0)).is_some(), "two tables");
    }

    #[test]
    fn what_stands_beside_the_end_of_a_page_is_no_page() {
        let size = (842.0, 595.0);
        let left = || {
            (0_u8..20).flat_map(|row| line("政府信息公开工作年度报告", 50.0, 50.0 + 20.0 * f32::from(row)))
        };
        let right =
            |from: f32| (0_u8..4).flat_map(move |row| line("科研机构", 460.0, from + 15.0 * f32::from(row)));
        let page = |from: f32| left().chain(right(from)).collect::<Vec<Glyph>>();
        assert_eq!(cut(&page(380.0), &[], size), None);
        assert!(cut(&page(57.0), &[], size).is_some());
    }

    #[test]
    fn a_ruling_through_the_middle_is_of_one_table() {
        let ruling = Ruling { across: true, at: 60.0, from: 40.0, to: 800.0, order: 0, white: false };
        let glyphs = page("政府信息公开工作年度报告", "政府信息公开工作", 7.0);
        assert_eq!(cut(&glyphs, &[ruling], (842.0, 595.0)), None);
    }

    #[test]
    fn rows_of_figures_beside_labels_are_of_their_table() {
        let left = || (0_u8..6).flat_map(|row| line("本年新收申请数量", 50.0, 100.0 + 20.0 * f32::from(row)));
        let figures = |shift: f32| {
            (0_u8..6).flat_map(move |row| {
                let y = 100.0 + shift + 20.0 * f32::from(row);
                line("1", 460.0, y).chain(line("2", 520.0, y)).chain(line("3", 580.0, y))
            })
        };
        // Heads that stand beside no label.
        let heads = || (0_u8..8).flat_map(|row| line("科研", 460.0, 30.0 + 7.0 * f32::from(row)));
        let page = |shift: f32| left().chain(heads()).chain(figures(shift)).collect::<Vec<Glyph>>();
        assert_eq!(cut(&page(0.0), &[], (842.0, 595.0)), None);
        assert!(cut(&page(7.0), &[], (842.0, 595.0)).is_some());
    }
}
