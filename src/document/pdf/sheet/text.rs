//! Glyphs in reading order: lines, and the text of a cell.
//!
//! Used for cells, for paragraphs and for the alignment of words in tables without rulings.

use compact_str::CompactString;

use crate::document::pdf::geometry::{Area, Turn, spanned};
use crate::document::pdf::painted::glyph::{Glyph, GlyphMarks};

/// Two glyphs share a line if they share this part of the height of the lower one.
const SAME_LINE: f32 = 0.5;

/// A gap this wide is a space, as a part of the font size: between hanzi, which are often set apart to fill a line, and
/// between anything else.
const HANZI_SPACE: f32 = 0.5;
const LATIN_SPACE: f32 = 0.25;

/// A glyph at most this large and raised or lowered by at least this much against its line is a note (superscript, subscript), as
/// parts of the size of the line.
const NOTE_SIZE: f32 = 0.78;
const NOTE_RISE: f32 = 0.18;

/// Digits of one number are at least this large, as a part of the largest of them.
const SAME_SIZE: f32 = 0.88;

/// Two neighbouring digits stand at least this far apart, as a part of their size and of their width.
const APART: f32 = 0.35;
const APART_WIDTH: f32 = 0.7;

/// A line that leaves less room than this many of its own characters before the edge of its cell was broken for want
/// of room. Cells are padded by up to half an em on either side.
const FULL_LINE: f32 = 1.9;

/// Glyphs on one line, from left to right.
#[derive(Debug, Clone)]
pub(in crate::document::pdf) struct Line {
    pub(in crate::document::pdf) glyphs: Vec<Glyph>,
    pub(in crate::document::pdf) area: Area,
    /// The size of its largest glyph.
    pub(in crate::document::pdf) size: f32,
    pub(in crate::document::pdf) baseline: f32,
}

impl Line {
    /// Its text, spaces put in where there are gaps, none at its ends.
    pub(in crate::document::pdf) fn text(&self) -> String {
        let mut text = String::with_capacity(self.glyphs.len() * 3);
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if glyph.is_space() {
                push_space(&mut text);
                continue;
            }
            if before.is_some_and(|before| is_gap(before, glyph)) {
                push_space(&mut text);
            }
            text.push(glyph.ch);
            before = Some(glyph);
        }
        text.truncate(text.trim_end().len());
        text
    }
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Whether the gap between two neighbours on a line is a space.
pub(super) fn is_gap(before: &Glyph, after: &Glyph) -> bool {
    let both = is_wide(before.ch) && is_wide(after.ch);
    let space = if both { HANZI_SPACE } else { LATIN_SPACE };
    after.area.left - before.area.right > space * before.size.max(after.size)
}

/// Hanzi and the punctuation that goes with them: they need no space at a line break.
pub(in crate::document::pdf) fn is_wide(ch: char) -> bool {
    matches!(ch as u32,
        0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF
        | 0x2460..=0x24FF | 0x2010..=0x2026)
}

/// Glyphs in lines from top to bottom.
pub(in crate::document::pdf) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.order.cmp(&b.order)));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if shares_line(line, &glyph) => {
                line.area = line.area.around(&glyph.area);
                if glyph.size > line.size {
                    line.size = glyph.size;
                    line.baseline = glyph.baseline;
                }
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line {
                area: glyph.area,
                size: glyph.size,
                baseline: glyph.baseline,
                glyphs: vec![glyph],
            }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.area.left.total_cmp(&b.area.left).then(a.order.cmp(&b.order)));
        trim(line);
    }
    lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.is_space()));
    lines
}

/// Takes the spaces off the ends of a line, so that its box is that of what is seen.
fn trim(line: &mut Line) {
    let seen = |glyph: &Glyph| !glyph.is_space();
    let Some(first) = line.glyphs.iter().position(seen) else { return };
    let last = line.glyphs.iter().rposition(seen).unwrap_or(first);
    line.glyphs.truncate(last + 1);
    line.glyphs.drain(..first);
    if let Some(glyph) = line.glyphs.first() {
        line.area = line.glyphs.iter().fold(glyph.area, |area, glyph| area.around(&glyph.area));
    }
}

/// Whether a glyph stands on the line of the largest glyph found so far.
fn shares_line(line: &Line, glyph: &Glyph) -> bool {
    // Compared with an em box on the line's baseline, so that a chain of raised glyphs cannot climb to the next line.
    let (top, bottom) = (line.baseline - 0.88 * line.size, line.baseline + 0.12 * line.size);
    let shared = glyph.area.bottom.min(bottom) - glyph.area.top.max(top);
    shared >= SAME_LINE * glyph.area.height().min(line.size).max(0.1)
}

/// The text of a cell and what was noticed while putting it together.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::document::pdf) struct CellText {
    pub(in crate::document::pdf) text: CompactString,
    pub(in crate::document::pdf) joined: bool,
    pub(in crate::document::pdf) undecoded: bool,
    pub(in crate::document::pdf) note_dropped: bool,
}

/// Reads the glyphs of a cell. `edge` is the right edge of the cell, where its lines had to break.
pub(in crate::document::pdf) fn cell(glyphs: Vec<Glyph>, edge: f32) -> CellText {
    let is_lost = |marks: &GlyphMarks| marks.undecoded || marks.doubtful || marks.cancelled;
    let mut undecoded = glyphs.iter().any(|glyph| is_lost(&glyph.marks));
    undecoded |= is_motley(&glyphs);
    let mut lines = lines_any_way(glyphs);
    let mut note_dropped = false;
    for line in &mut lines {
        note_dropped |= drop_notes(line);
        undecoded |= is_confused(line);
    }
    note_dropped |= drop_raised(&mut lines);
    let mut text = String::new();
    let mut joined = false;
    let mut before: Option<&Line> = None;
    for line in &lines {
        let own = line.text();
        if own.is_empty() {
            continue;
        }
        if let Some(before) = before {
            match seam(&text, &own, edge - before.area.right, before) {
                Seam::Space => text.push(' '),
                Seam::Torn => joined = true,
                Seam::Wrapped => {}
            }
        }
        text.push_str(&own);
        before = Some(line);
    }
    CellText { text: text.into(), joined, undecoded, note_dropped }
}

/// Lines of glyphs that may run down, up or in vertical columns.
fn lines_any_way(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    let count = |test: &dyn Fn(&Glyph) -> bool| glyphs.iter().filter(|glyph| test(glyph)).count() * 2;
    if count(&|glyph| glyph.marks.vertical) > glyphs.len() {
        return columns(glyphs);
    }
    for turn in [Turn::Down, Turn::Flipped, Turn::Up] {
        if count(&|glyph| glyph.turn == turn) > glyphs.len() {
            for glyph in &mut glyphs {
                let corner = turn.upright((glyph.area.left, glyph.area.top), 0.0, 0.0);
                let other = turn.upright((glyph.area.right, glyph.area.bottom), 0.0, 0.0);
                glyph.area = spanned(corner, other);
                glyph.baseline = glyph.area.bottom - 0.12 * glyph.size;
            }
            break;
        }
    }
    lines(glyphs)
}

/// Vertical writing: columns from right to left, each one line.
fn columns(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.area.centre().0.total_cmp(&a.area.centre().0));
    let mut columns: Vec<Line> = Vec::new();
    for glyph in glyphs {
        let x = glyph.area.centre().0;
        match columns.last_mut() {
            Some(column) if (column.baseline - x).abs() <= SAME_LINE * glyph.size => {
                column.glyphs.push(glyph)
            }
            _ => columns.push(Line { area: glyph.area, size: glyph.size, baseline: x, glyphs: vec![glyph] }),
        }
    }
    for column in &mut columns {
        column.glyphs.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
        // Laid on its side, so that gaps along the column are gaps along a line.
        for glyph in &mut column.glyphs {
            let Area { left, top, right, bottom } = glyph.area;
            glyph.area = Area::new(top, left, bottom, right);
        }
    }
    columns
}

/// Whether digits of a line were not set as one number: they stand over one another, or differ in size.
fn is_confused(line: &Line) -> bool {
    let digits: Vec<&Glyph> = line.glyphs.iter().filter(|glyph| glyph.ch.is_ascii_digit()).collect();
    let largest = digits.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let over = |pair: &[&Glyph]| match pair {
        [a, b] => {
            let step = (APART * a.size.min(b.size)).min(APART_WIDTH * a.area.width().min(b.area.width()));
            a.order != b.order && b.area.left - a.area.left < step
        }
        _ => false,
    };
    // A small digit behind a dash is its note and makes no negative number of it.
    let noted = |pair: &[Glyph]| {
        matches!(pair, [sign, digit] if matches!(sign.ch, '-' | '－' | '—' | '–' | '−')
            && digit.ch.is_ascii_digit()
            && digit.size < SAME_SIZE * sign.size)
    };
    digits.iter().any(|glyph| glyph.size < SAME_SIZE * largest)
        || digits.windows(2).any(over)
        || line.glyphs.windows(2).any(noted)
}

/// Whether digits of a cell were printed in several colours: then some of them may be none of its number (a pale mark that traces the
/// print, a digit put in later), and nothing tells which.
fn is_motley(glyphs: &[Glyph]) -> bool {
    let mut colours = glyphs.iter().filter(|glyph| glyph.ch.is_ascii_digit()).map(|glyph| glyph.colour);
    colours.next().is_some_and(|first| colours.any(|other| !other.is_near(first)))
}

/// Takes raised and lowered small glyphs out of a line; whether there were any. A line of nothing else stays.
fn drop_notes(line: &mut Line) -> bool {
    let (size, baseline) = (line.size, line.baseline);
    let is_note = |glyph: &Glyph| {
        let rise = baseline - glyph.baseline;
        // Signs may stand low by nature.
        let off = rise >= NOTE_RISE * size || -rise >= NOTE_RISE * size && glyph.ch.is_alphanumeric();
        glyph.size <= NOTE_SIZE * size && off && !glyph.is_space()
    };
    if !line.glyphs.iter().any(is_note) {
        return false;
    }
    line.glyphs.retain(|glyph| !is_note(glyph));
    true
}

/// Takes out lines in small type that stand within the height of the line below, raised so far that they are none of it; whether there
/// were any.
fn drop_raised(lines: &mut Vec<Line>) -> bool {
    let count = lines.len();
    let below: Vec<(f32, f32)> = lines.iter().skip(1).map(|line| (line.size, line.baseline)).collect();
    let mut below = below.into_iter();
    lines.retain(|line| match below.next() {
        Some((size, baseline)) => line.size > NOTE_SIZE * size || baseline - line.baseline > size,
        None => true,
    });
    lines.len() < count
}

/// What stands between two lines of one cell.
enum Seam {
    Space,
    /// The line was broken between two characters that need no space.
    Wrapped,
    /// A number was broken for want of room.
    Torn,
}

fn seam(before: &str, after: &str, room: f32, line: &Line) -> Seam {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return Seam::Wrapped;
    };
    let in_number = |ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ',' | '，' | '．');
    let digit = |ch: char| ch.is_ascii_digit() || matches!(ch, '０'..='９');
    if (digit(last) && in_number(first)) || (in_number(last) && digit(first)) {
        let character = line.glyphs.last().map_or(line.size / 2.0, |glyph| glyph.area.width());
        return if room <= FULL_LINE * character + line.size { Seam::Torn } else { Seam::Space };
    }
    let latin = |ch: char| ch.is_ascii_alphanumeric();
    if latin(last) && latin(first) { Seam::Space } else { Seam::Wrapped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::painted::glyph::Colour;

    /// Glyphs of one run: hanzi as wide as the size, others half of it.
    fn run(text: &str, x: f32, baseline: f32, size: f32) -> Vec<Glyph> {
        let mut left = x;
        let glyph = |ch: char| {
            let width = if is_wide(ch) { size } else { size / 2.0 };
            let area = Area::new(left, baseline - 0.88 * size, left + width, baseline + 0.12 * size);
            left += width;
            let (turn, marks) = (Turn::Upright, GlyphMarks::default());
            Glyph { ch, area, baseline, size, turn, order: 1, colour: Colour::default(), marks }
        };
        text.chars().map(glyph).collect()
    }

    fn read(parts: &[(&str, f32, f32, f32)], edge: f32) -> CellText {
        cell(parts.iter().flat_map(|&(text, x, y, size)| run(text, x, y, size)).collect(), edge)
    }

    #[test]
    fn lines_of_a_label_join_without_a_space_whatever_the_order_of_painting() {
        let text = read(&[("公开申请", 0.0, 30.0, 10.0), ("政府信息", 0.0, 16.0, 10.0)], 45.0).text;
        assert_eq!(text, "政府信息公开申请");
        let vertical = [("三", 5.0, 10.0, 10.0), ("、", 5.0, 22.0, 10.0), ("本", 5.0, 34.0, 10.0)];
        assert_eq!(read(&vertical, 20.0).text, "三、本");
    }

    #[test]
    fn a_number_broken_for_want_of_room_is_one_and_two_numbers_are_two() {
        let torn = read(&[("59237.24", 2.0, 10.0, 10.0), ("49", 2.0, 24.0, 10.0)], 46.0);
        assert_eq!((torn.text.as_str(), torn.joined), ("59237.2449", true));
        let two = read(&[("12", 2.0, 10.0, 10.0), ("3", 2.0, 24.0, 10.0)], 80.0);
        assert_eq!((two.text.as_str(), two.joined), ("12 3", false));
    }

    #[test]
    fn a_note_beside_a_number_never_becomes_a_digit_of_it() {
        let noted = read(&[("12", 0.0, 20.0, 10.0), ("1", 10.0, 16.0, 6.0)], 80.0);
        assert_eq!((noted.text.as_str(), noted.note_dropped), ("12", true));
        let marked = read(&[("12", 0.0, 20.0, 10.0), ("①", 10.0, 20.0, 10.0)], 80.0);
        assert_eq!(marked.text, "12①");
        let lowered = read(&[("12", 0.0, 20.0, 10.0), ("1", 10.0, 22.0, 6.0)], 80.0);
        assert_eq!((lowered.text.as_str(), lowered.note_dropped), ("12", true));
        let raised = read(&[("12", 0.0, 20.0, 10.0), ("1", 10.0, 13.0, 6.0)], 80.0);
        assert_eq!((raised.text.as_str(), raised.note_dropped), ("12", true));
    }

    #[test]
    fn gaps_are_spaces() {
        assert_eq!(read(&[("总", 0.0, 10.0, 10.0), ("计", 20.0, 10.0, 10.0)], 80.0).text, "总 计");
        assert_eq!(read(&[("1", 0.0, 10.0, 10.0), ("2", 5.5, 10.0, 10.0)], 80.0).text, "12");
        assert_eq!(read(&[("1", 0.0, 10.0, 10.0), ("2", 9.0, 10.0, 10.0)], 80.0).text, "1 2");
    }

    #[test]
    fn vertical_writing_is_read_down_its_columns_from_the_right() {
        let mut glyphs = Vec::new();
        for (text, x) in [("三、本年", 20.0), ("度办理", 5.0)] {
            for (index, ch) in text.chars().enumerate() {
                glyphs.extend(run(&ch.to_string(), x, 10.0 + 10.0 * index as f32, 10.0));
            }
        }
        glyphs.iter_mut().for_each(|glyph| glyph.marks.vertical = true);
        assert_eq!(cell(glyphs, 40.0).text, "三、本年度办理");
    }
}
