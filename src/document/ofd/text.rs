//! Text of a page: where each character of a run stands.

use super::super::pdf::drawing::kurbo::Affine;
use super::super::pdf::drawing::{Drawing, Rgb};
use super::page::Object;

/// The size of text that says none, in millimetres.
const SIZE: f64 = 3.5;

/// A run of characters with its offsets, in millimetres of its object.
pub(super) struct Run<'r> {
    pub(super) text: &'r str,
    /// Where the first character stands.
    pub(super) at: (f64, f64),
    /// From each character to the next.
    pub(super) across: Vec<f64>,
    pub(super) down: Vec<f64>,
}

/// How an object sets its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    /// The size of the font, in millimetres of the object.
    pub(super) size: f64,
    /// How wide its characters are, against their height.
    pub(super) wide: f64,
    /// By how many degrees each character is turned, clockwise.
    pub(super) turned: f64,
    pub(super) rgb: Rgb,
}

impl Set {
    pub(super) fn new(object: &Object<'_>) -> Set {
        let number = |name| object.number(name).filter(|number| *number > 0.0);
        Set {
            size: number("Size").unwrap_or(SIZE),
            wide: number("HScale").unwrap_or(1.0),
            turned: object.number("CharDirection").unwrap_or(0.0),
            rgb: [0; 3],
        }
    }
}

/// Draws a run.
pub(super) fn draw(run: &Run<'_>, set: Set, to_page: Affine, drawing: &mut Drawing) {
    let (mut x, mut y) = run.at;
    let (mut across, mut down) = (run.across.iter(), run.down.iter());
    for ch in run.text.chars() {
        // The page has y downwards, an em square upwards.
        let em = Affine::scale_non_uniform(set.size * set.wide, -set.size);
        let place = Affine::translate((x, y)) * Affine::rotate(set.turned.to_radians()) * em;
        let natural = if ch.is_ascii() { 0.5 } else { 1.0 };
        let step = across.next().copied();
        // A step wider than the character is a gap behind it; a narrower one tells its width.
        let told = step.filter(|step| *step > 0.0).map(|step| step / (set.size * set.wide));
        let advance = told.map_or(natural, |told| told.min(natural));
        drawing.letter(decoded(ch), to_page * place, advance, set.rgb);
        x += step.unwrap_or(if run.down.is_empty() { natural * set.size * set.wide } else { 0.0 });
        y += down.next().copied().unwrap_or(0.0);
    }
}

/// A character that means something to whoever has not the font of the file.
fn decoded(ch: char) -> Option<char> {
    let own = matches!(ch as u32, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF);
    (!own && ch != char::REPLACEMENT_CHARACTER && (!ch.is_control() || ch.is_whitespace())).then_some(ch)
}

/// Reads offsets: numbers, and `g n v` for `n` times the offset `v`. No more are read than there can be characters.
pub(super) fn offsets(text: &str, most: usize) -> Vec<f64> {
    let mut offsets: Vec<f64> = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next().filter(|_| offsets.len() < most) {
        if word == "g" {
            let count = words.next().and_then(|count| count.parse::<usize>().ok());
            let (Some(count), Some(offset)) = (count, words.next().and_then(number)) else { break };
            let count = count.min(most - offsets.len());
            offsets.extend(std::iter::repeat_n(offset, count));
        } else {
            let Some(offset) = number(word) else { break };
            offsets.push(offset);
        }
    }
    offsets
}

/// A finite number.
pub(super) fn number(word: &str) -> Option<f64> {
    word.parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_one_by_one_and_in_groups() {
        assert_eq!(offsets("4.2 g 3 2.1 5", 10), [4.2, 2.1, 2.1, 2.1, 5.0]);
        assert_eq!(offsets("g 999999999 1", 3), [1.0; 3]);
        assert_eq!(offsets("1 x 2", 10), [1.0]);
        assert_eq!(offsets("g 2", 10), [0.0; 0]);
        assert_eq!(offsets("inf", 10), [0.0; 0]);
    }
}
