//! Numbers of lines in the left margin, as editors print them: they count the lines and are none of the text.

use crate::document::pdf::painted::glyph::Glyph;
use crate::document::pdf::painted::ink::Ruling;

/// So many numbers in a row at least.
const LEAST: usize = 5;

/// How far they stand from the text at least, in points.
const APART: f32 = 3.0;

/// Digits of one number stand at most this far from one line, in points.
const SAME_LINE: f32 = 1.0;

/// Takes the numbers of lines off a page: a column of numbers that count on, left of all that is written and ruled.
pub(super) fn drop_line_numbers(glyphs: &mut Vec<Glyph>, rulings: &[Ruling]) {
    let is_written = |glyph: &&Glyph| glyph.is_read() && !glyph.is_space() && !glyph.ch.is_ascii_digit();
    let text = glyphs.iter().filter(is_written).map(|glyph| glyph.area.left);
    let ruled = rulings.iter().map(|ruling| if ruling.across { ruling.from } else { ruling.at });
    let edge = text.chain(ruled).fold(f32::INFINITY, f32::min) - APART;
    let is_left = |glyph: &Glyph| glyph.ch.is_ascii_digit() && glyph.area.right < edge;
    let mut digits: Vec<&Glyph> = glyphs.iter().filter(|glyph| is_left(glyph)).collect();
    if digits.len() < LEAST || !edge.is_finite() {
        return;
    }
    digits.sort_by(|a, b| {
        let line = |glyph: &Glyph| (glyph.baseline / SAME_LINE).round();
        line(a).total_cmp(&line(b)).then(a.area.left.total_cmp(&b.area.left))
    });
    let mut numbers: Vec<u32> = Vec::new();
    for line in digits.chunk_by(|a, b| (a.baseline - b.baseline).abs() <= SAME_LINE) {
        let number = line
            .iter()
            .try_fold(0_u32, |number, glyph| number.checked_mul(10)?.checked_add(glyph.ch.to_digit(10)?));
        numbers.extend(number);
    }
    let counts = numbers.windows(2).all(|pair| pair.first().map(|number| number + 1) == pair.last().copied());
    if counts && numbers.len() >= LEAST {
        glyphs.retain(|glyph| !is_left(glyph));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::geometry::{Area, Turn};
    use crate::document::pdf::painted::glyph::{Colour, GlyphMarks};

    fn written(text: &str, left: f32, baseline: f32) -> impl Iterator<Item = Glyph> {
        (0_u16..).zip(text.chars()).map(move |(place, ch)| {
            let left = left + 5.0 * f32::from(place);
            let area = Area::new(left, baseline - 8.0, left + 5.0, baseline + 2.0);
            let (turn, marks) = (Turn::Upright, GlyphMarks::default());
            Glyph { ch, area, baseline, size: 10.0, turn, order: 0, colour: Colour::default(), marks }
        })
    }

    fn left_over(numbers: &[&str], rulings: &[Ruling]) -> String {
        let lines = (0_u16..).zip(numbers).map(|(line, number)| (*number, 20.0 * f32::from(line)));
        let mut glyphs: Vec<Glyph> =
            lines.flat_map(|(number, y)| written(number, 40.0, y).chain(written("文8", 70.0, y))).collect();
        drop_line_numbers(&mut glyphs, rulings);
        glyphs.iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn numbers_that_count_the_lines_are_none_of_the_text() {
        assert_eq!(left_over(&["8", "9", "10", "11", "12"], &[]), "文8".repeat(5));
        assert_eq!(left_over(&["8", "9", "10", "11", "13"], &[]), "8文89文810文811文813文8", "figures");
        assert_eq!(left_over(&["1", "2", "3", "4"], &[]), "1文82文83文84文8", "too few to tell");
    }

    #[test]
    fn numbers_within_a_table_stay() {
        let ruling = Ruling { across: false, at: 35.0, from: 0.0, to: 90.0, order: 0, white: false };
        assert!(left_over(&["8", "9", "10", "11", "12"], &[ruling]).starts_with("8文8"));
    }
}
