//! From letters to lines in reading order, with nothing but their places: no rulings, no cells.
//!
//! A line with figures is given as two: its label, put together with the lines of the label above and below that stand
//! nearer to this line of figures than to any other, and its figures.

use super::super::super::{Locator, Paragraph};
use super::Letter;

/// Letters share a line if their baselines are nearer than this part of their size.
const SAME_LINE: f32 = 0.4;

/// A gap wider than this is a space: between hanzi, and beside anything else, in em.
const HANZI_GAP: f32 = 0.8;
const GAP: f32 = 0.3;

/// Lines of one label follow one another within this many times their size.
const LABEL_LEADING: f32 = 4.0;

/// A letter in the coordinates of the text: along it and across it, downwards.
#[derive(Clone, Copy)]
struct Placed {
    along: f32,
    end: f32,
    down: f32,
    size: f32,
    ch: char,
}

struct Word {
    start: f32,
    end: f32,
    text: String,
}

struct Line {
    down: f32,
    size: f32,
    words: Vec<Word>,
}

impl Line {
    /// The first of the figures that the line ends in; a line may end in something else, and then has none.
    fn figures(&self) -> Option<usize> {
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
    let lines = side_by_side(lines(&placed));
    let figures: Vec<Option<usize>> = lines.iter().map(Line::figures).collect();
    let owners = owners(&lines, &figures);
    let mut written = Vec::with_capacity(lines.len());
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
            if owners.get(at).copied().flatten().is_none() {
                write(Line::text(label));
            }
            continue;
        }
        let parts = |range: std::ops::Range<usize>| {
            let owned = range.filter(|other| owners.get(*other) == Some(&Some(at)));
            owned.filter_map(|other| lines.get(other)).map(|line| Line::text(&line.words)).collect::<String>()
        };
        let (above, below) = (parts(0..at), parts(at + 1..lines.len()));
        write(above + &Line::text(label) + &below);
        write(Line::text(values));
    }
    written
}

/// The line of figures that each line is a part of the label of. The lines of a label follow one another: what stands behind another
/// line, as the head of a table behind the names of its columns, is none of it.
fn owners(lines: &[Line], figures: &[Option<usize>]) -> Vec<Option<usize>> {
    let nearest: Vec<Option<usize>> = (0..lines.len()).map(|at| owner(lines, figures, at)).collect();
    let follows = |at: usize, of: usize| {
        let mut between = if at < of { at + 1..of } else { of + 1..at };
        between.all(|other| nearest.get(other) == Some(&Some(of)))
    };
    nearest.iter().enumerate().map(|(at, of)| of.filter(|&of| follows(at, of))).collect()
}

/// The line of figures that a line may be a part of the label of: the nearest one, if all of it stands before the figures.
fn owner(lines: &[Line], figures: &[Option<usize>], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    if figures.get(at).copied().flatten().is_some() {
        return None;
    }
    let end = line.words.last()?.end;
    let has = |other: &usize| figures.get(*other).copied().flatten().is_some();
    let near = [(0..at).rev().find(has), (at + 1..lines.len()).find(has)];
    let distance = |other: usize| lines.get(other).map_or(f32::MAX, |other| (other.down - line.down).abs());
    let nearest = near.into_iter().flatten().min_by(|a, b| distance(*a).total_cmp(&distance(*b)))?;
    let first = figures.get(nearest).copied().flatten()?;
    let start = lines.get(nearest)?.words.get(first)?.start;
    (distance(nearest) <= LABEL_LEADING * line.size && end < start).then_some(nearest)
}

/// Puts a head over several columns beside the heads that stand half a line lower, since they span its line and the next: the names
/// of columns follow one another as the columns do.
fn side_by_side(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(mut line) = rest.next() {
        if let Some(below) = joined.last_mut()
            && let Some(lowest) = rest.peek()
            && is_between(below, &line, lowest)
        {
            below.words.append(&mut line.words);
            below.words.sort_by(|a, b| a.start.total_cmp(&b.start));
            continue;
        }
        joined.push(line);
    }
    joined
}

/// Heads no further apart than this, in sizes of their type, are of one header.
const HEADER: f32 = 4.0;

/// The distances from the middle one of three lines to the others differ by this factor at most.
const OFF_MIDDLE: f32 = 1.75;

/// Whether the words of a line stand beside those of the line above and of the line below, while these stand over one another.
fn is_between(above: &Line, line: &Line, below: &Line) -> bool {
    let over = |a: &Line, b: &Line| {
        let meets =
            |word: &Word| b.words.iter().any(|other| word.start < other.end && other.start < word.end);
        a.words.iter().any(meets)
    };
    // A head over two columns may stand between their names.
    let spans = |a: &Line, b: &Line| {
        let stretch = b.words.first().zip(b.words.last());
        stretch.is_some_and(|(first, last)| {
            a.words.iter().any(|word| first.start < word.end && word.start < last.end)
        })
    };
    let words = [above, line, below].iter().all(|line| line.figures().is_none());
    // What spans both lines stands in the middle of them; a heading over the table stands further off.
    let (down, further) = (line.down - above.down, below.down - line.down);
    words
        && down.max(further) <= OFF_MIDDLE * down.min(further)
        && below.words.len() >= 2
        && below.down - above.down <= HEADER * line.size
        && spans(above, below)
        && !over(above, line)
        && !over(line, below)
}

fn is_figure(word: &str) -> bool {
    let digits = word.chars().any(|ch| ch.is_ascii_digit());
    let sign = |ch: char| matches!(ch, '.' | ',' | '-' | '−' | '—' | '/' | '无');
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
