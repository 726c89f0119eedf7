//! From letters to lines in reading order, with nothing but their places: no rulings, no cells.
//!
//! A line with figures is given as two: its label, put together with the lines of the label above and below that stand
//! nearer to this line of figures than to any other, and its figures.

use super::super::super::{Locator, Paragraph};
use super::blanks::Columns;
use super::{Letter, headers};

/// Letters share a line if their baselines are nearer than this part of their size.
const SAME_LINE: f32 = 0.4;

/// A gap wider than this is a space: between hanzi, and beside anything else, in em.
const HANZI_GAP: f32 = 0.8;
const GAP: f32 = 0.3;

/// Lines of one label follow one another within this many times their size.
const LABEL_LEADING: f32 = 2.5;

/// A label has at most so many lines on either side of its figures.
const MOST_LINES: usize = 12;

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
        let mut write = |text: String| {
            if !text.is_empty() {
                // Text that does not run upright has no height on the page as shown that would tell its order.
                let top = if turn == 0 { line.down - line.size } else { 0.0 };
                let locator = Locator::Page { page, bbox: [0.0, top, 0.0, top + line.size] };
                written.push(Paragraph { text: text.into(), locator, heading: false });
            }
        };
        let own = line.words.split_at_checked(figures.get(at).copied().flatten().unwrap_or(line.words.len()));
        let Some((label, values)) = own else { continue };
        if values.is_empty() {
            if owners.get(at).copied().flatten().is_some() {
                continue;
            }
            write(Line::text(label));
            match (label, &columns) {
                ([word], Some(columns)) => write(columns.blank(word).unwrap_or_default()),
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
        let end = words.map(|word| word.end).reduce(f32::max);
        let text = |lines: &[&Line]| lines.iter().map(|line| Line::text(&line.words)).collect::<String>();
        write(text(&above) + &Line::text(label) + &text(&below));
        let filled = columns.as_ref().zip(end).and_then(|(columns, end)| columns.filled(end, values));
        write(filled.unwrap_or_else(|| Line::text(values)));
    }
    written
}

/// The line of figures that each line is a part of the label of: the lines of a label follow one another close by, and each stands
/// nearer to its own line of figures than to any other.
fn owners(lines: &[Line], figures: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut owners = vec![None; lines.len()];
    for (of, first) in figures.iter().enumerate() {
        let (Some(line), Some(first)) = (lines.get(of), *first) else { continue };
        let own = line.words.get(..first).unwrap_or_default();
        let label = Label { line, start: line.words.get(first).map_or(0.0, |word| word.start), own };
        // A label that begins with a number of its own goes on downwards only, and what begins so is none of the one above.
        let begins = own.last().is_some_and(|word| is_numbered(&word.text));
        let above = (0..of).rev().take(if begins { 0 } else { MOST_LINES });
        let mut inner = line;
        for at in above {
            let Some(next) = lines.get(at).filter(|next| label.has(next, inner)) else { break };
            if nearest(lines, figures, at) != Some(of) {
                break;
            }
            if let Some(owner) = owners.get_mut(at) {
                *owner = Some(of);
            }
            if next.words.last().is_some_and(|word| is_numbered(&word.text)) {
                break;
            }
            inner = next;
        }
        inner = line;
        for at in (of + 1..lines.len()).take(MOST_LINES) {
            let goes_on = |next: &&Line| {
                label.has(next, inner) && !next.words.last().is_some_and(|word| is_numbered(&word.text))
            };
            let Some(next) = lines.get(at).filter(goes_on) else { break };
            if nearest(lines, figures, at) != Some(of) {
                break;
            }
            if let Some(owner) = owners.get_mut(at) {
                *owner = Some(of);
            }
            inner = next;
        }
    }
    owners
}

/// A line of figures, where these begin, and the words before them.
struct Label<'l> {
    line: &'l Line,
    start: f32,
    own: &'l [Word],
}

impl Label<'_> {
    /// Whether a line may be a part of the label, `inner` being the part next to it: all of it stands before the figures, and no
    /// word of it beside the label, as the names of columns do.
    fn has(&self, line: &Line, inner: &Line) -> bool {
        let Some(last) = line.words.last() else { return false };
        let size = line.size.min(self.line.size);
        line.figures().is_none()
            && (line.down - inner.down).abs() <= LABEL_LEADING * size
            && last.end < self.start
            && self.own.last().is_none_or(|own| last.start < own.end)
    }
}

/// The line of figures that stands nearest to a line.
fn nearest(lines: &[Line], figures: &[Option<usize>], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    let has = |other: &usize| figures.get(*other).copied().flatten().is_some();
    let near = [(0..at).rev().find(has), (at + 1..lines.len()).find(has)];
    let distance = |other: usize| lines.get(other).map_or(f32::MAX, |other| (other.down - line.down).abs());
    near.into_iter().flatten().min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
}

/// Whether a text begins with the number of a row, a section or an article.
pub(super) fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '（']);
    let number = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    let behind = bare.trim_start_matches(number);
    let ends = behind.starts_with(['、', '.', '．', ')', '）']);
    (behind.len() < bare.len() && ends) || text.starts_with('第')
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
    for letter in line {
        let hanzi = |ch: char| !ch.is_ascii();
        let parted = before.is_none_or(|before| {
            let gap = if hanzi(before.ch) && hanzi(letter.ch) { HANZI_GAP } else { GAP };
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
