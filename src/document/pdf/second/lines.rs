//! From letters to lines in reading order, with nothing but their places: no rulings, no cells.
//!
//! A line with figures is given as two: its label, put together with the lines of the label above and below that stand
//! nearer to this line of figures than to any other, and its figures.

use super::super::super::{Locator, Paragraph};
use super::blanks::Columns;
use super::labels::{MOST_LINES, owners};
use super::{Letter, headers};

/// Letters share a line if their baselines are nearer than this part of their size.
const SAME_LINE: f32 = 0.4;

/// A gap wider than this is a space: between hanzi, and beside anything else, in em.
const HANZI_GAP: f32 = 0.8;
const GAP: f32 = 0.3;

/// The same between hanzi on a line where most of them are not set apart.
const TIGHT_GAP: f32 = 0.35;

/// Hanzi are set apart by more than this, in em.
const SET_APART: f32 = 0.1;

/// A letter in the coordinates of the text: along it and across it, downwards.
#[derive(Clone, Copy)]
struct Placed {
    along: f32,
    end: f32,
    down: f32,
    size: f32,
    ch: char,
}

/// What stands on a line without a gap.
pub(super) struct Word {
    pub(super) start: f32,
    pub(super) end: f32,
    pub(super) text: String,
}

/// A line in the coordinates of the text.
pub(super) struct Line {
    pub(super) down: f32,
    pub(super) size: f32,
    pub(super) words: Vec<Word>,
}

impl Line {
    /// The first of the figures that the line ends in; a line may end in something else, and then has none.
    pub(super) fn figures(&self) -> Option<usize> {
        let count = self.words.iter().rev().take_while(|word| is_figure(&word.text)).count();
        (count > 0).then(|| self.words.len() - count)
    }

    fn text(words: &[Word]) -> String {
        words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a page.
pub(super) fn of(page: u32, letters: &[Letter]) -> Vec<Paragraph> {
    let turn = prevailing(letters);
    let mut placed: Vec<Placed> =
        letters.iter().filter(|l| direction(l) == turn).map(|l| place(l, turn)).collect();
    placed.sort_by(|a, b| a.down.total_cmp(&b.down));
    let lines = headers::in_order(lines(&placed));
    let figures: Vec<Option<usize>> = lines.iter().map(Line::figures).collect();
    let owners = owners(&lines, &figures);
    let mut written = Vec::with_capacity(lines.len());
    let mut columns: Option<Columns> = None;
    for (at, line) in lines.iter().enumerate() {
        let mut write = |text: String, words: &[&[Word]]| {
            if !text.is_empty() {
                let bbox = shown(line, words.iter().copied().flatten(), turn);
                written.push(Paragraph {
                    text: text.into(),
                    locator: Locator::Page { page, bbox },
                    heading: false,
                });
            }
        };
        let own = line.words.split_at_checked(figures.get(at).copied().flatten().unwrap_or(line.words.len()));
        let Some((label, values)) = own else { continue };
        if values.is_empty() {
            if owners.get(at).copied().flatten().is_some() {
                continue;
            }
            write(Line::text(label), &[label]);
            match (label, &columns) {
                ([word], Some(columns)) => write(columns.blank(word).unwrap_or_default(), &[label]),
                _ if line.is_header() => columns = Some(Columns::of(label)),
                _ => {}
            }
            continue;
        }
        let owned = |range: std::ops::Range<usize>| {
            let owned = range.filter(|other| owners.get(*other) == Some(&Some(at)));
            owned.filter_map(|other| lines.get(other)).collect::<Vec<_>>()
        };
        let (above, below) =
            (owned(at.saturating_sub(MOST_LINES)..at), owned(at + 1..lines.len().min(at + 1 + MOST_LINES)));
        let words = above.iter().chain(&below).flat_map(|line| &line.words).chain(label);
        let end = words.map(|word| word.end).fold(f32::MIN, f32::max);
        let text = |lines: &[&Line]| lines.iter().map(|line| Line::text(&line.words)).collect::<String>();
        let of_label: Vec<&[Word]> =
            above.iter().chain(&below).map(|line| line.words.as_slice()).chain([label]).collect();
        write(text(&above) + &Line::text(label) + &text(&below), &of_label);
        let filled = columns.as_mut().and_then(|columns| columns.filled(end, values));
        write(filled.unwrap_or_else(|| Line::text(values)), &[values]);
    }
    written
}

/// The box of words of a line on the page as shown. That of text which does not run upright begins at the top of the page: nothing else
/// there would tell its order.
fn shown<'w>(line: &Line, words: impl Iterator<Item = &'w Word>, turn: usize) -> [f32; 4] {
    let (start, end) =
        words.fold((f32::MAX, f32::MIN), |(start, end), word| (start.min(word.start), end.max(word.end)));
    let (down, size) = (line.down, line.size);
    match turn {
        0 => [start, down - size, end, down],
        1 => [-down, 0.0, size - down, end],
        2 => [-end, 0.0, -start, size - down],
        _ => [down - size, 0.0, down, -start],
    }
}

fn is_figure(word: &str) -> bool {
    let digits = word.chars().any(|ch| ch.is_ascii_digit());
    let sign = |ch: char| matches!(ch, '.' | ',' | '-' | '‐' | '‑' | '–' | '−' | '—' | '/' | '无');
    let unit = |ch: char| matches!(ch, '%' | '万' | '元' | '件');
    word.chars().all(|ch| sign(ch) || (digits && (unit(ch) || ch.is_ascii_digit())))
}

fn lines(placed: &[Placed]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = placed;
    while let Some(first) = rest.first() {
        let mut before = first.down;
        let count = rest
            .iter()
            .take_while(|letter| {
                let same = letter.down - before <= SAME_LINE * letter.size.min(first.size);
                before = letter.down;
                same
            })
            .count()
            .max(1);
        let (line, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = after;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.along.total_cmp(&b.along));
        let size = line.iter().map(|letter| letter.size).fold(0.0, f32::max);
        lines.push(Line { down: first.down, size, words: words(&line) });
    }
    lines
}

fn words(line: &[Placed]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before: Option<&Placed> = None;
    let hanzi = |ch: char| !ch.is_ascii();
    let gaps = || line.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
    let of_hanzi = || gaps().filter(|(a, b)| hanzi(a.ch) && hanzi(b.ch));
    let apart = of_hanzi().filter(|(a, b)| b.along - a.end > SET_APART * b.size).count();
    let of_hanzi = if 2 * apart < of_hanzi().count() { TIGHT_GAP } else { HANZI_GAP };
    for letter in line {
        let parted = before.is_none_or(|before| {
            let gap = if hanzi(before.ch) && hanzi(letter.ch) { of_hanzi } else { GAP };
            letter.along - before.end > gap * letter.size.max(before.size)
        });
        // Drawn twice to look bold.
        if before.is_some_and(|b| b.ch == letter.ch && (letter.along - b.along).abs() <= 0.15 * letter.size) {
            continue;
        }
        match words.last_mut() {
            Some(word) if !parted => {
                word.text.push(letter.ch);
                word.end = word.end.max(letter.end);
            }
            _ => words.push(Word { start: letter.along, end: letter.end, text: letter.ch.to_string() }),
        }
        before = Some(letter);
    }
    words
}

/// The quarter turn that a letter's text runs in: to the right, down, to the left, up.
fn direction(letter: &Letter) -> usize {
    match (letter.dx.abs() >= letter.dy.abs(), letter.dx >= 0.0, letter.dy >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}

fn prevailing(letters: &[Letter]) -> usize {
    let mut counts = [0_usize; 4];
    for letter in letters {
        if let Some(count) = counts.get_mut(direction(letter)) {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).unwrap_or(0)
}

fn place(letter: &Letter, turn: usize) -> Placed {
    let (along, down) = match turn {
        0 => (letter.x, letter.y),
        1 => (letter.y, -letter.x),
        2 => (-letter.x, -letter.y),
        _ => (-letter.y, letter.x),
    };
    let length = letter.dx.hypot(letter.dy);
    Placed { along, end: along + length, down, size: letter.size, ch: letter.ch }
}
