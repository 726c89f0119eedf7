//! The strokes of a drawn table and the places they take on the screen.

use std::collections::BTreeSet;

use super::is_blank;
use crate::document::text::draft::MAX_LINE_CELLS;
use crate::document::text::lines::{Line, is_space};
use crate::document::text::width::{narrow, wide};

/// The share of upright strokes that must stand under joints for the places to be trusted, in percent.
const TRUST_PERCENT: usize = 90;

/// Where the columns of a drawn table begin and end, and how wide its characters are.
pub(super) struct Strokes {
    /// The places of the upright strokes, from left to right.
    places: Vec<usize>,
    measure: Measure,
}

/// How wide characters are taken to be.
#[derive(Clone, Copy)]
struct Measure {
    stroke: usize,
    text: fn(char) -> usize,
}

/// A piece of a line between two strokes.
pub(super) struct Segment<'a> {
    /// The columns it reaches over: from the first to before the last.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: &'a str,
    /// Whether it is a level stroke, which ends the cells above it.
    pub(super) rule: bool,
}

/// An upright stroke.
pub(super) fn is_upright(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '|' | '｜' | '┆' | '┇' | '┊' | '┋')
}

/// A level stroke.
fn is_level(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '-' | '=' | '┄' | '┅' | '┈' | '┉')
}

/// A place where level and upright strokes meet.
fn is_joint(c: char) -> bool {
    c == '+' || matches!(c, '\u{250C}'..='\u{254B}' | '\u{2552}'..='\u{2570}')
}

/// Whether a line consists of level strokes and the joints between them.
pub(super) fn is_border(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    text.starts_with(is_joint)
        && text.contains(is_level)
        && text.chars().all(|c| is_level(c) || is_joint(c) || is_upright(c) || is_space(c))
        && text.ends_with(|c| is_joint(c) || is_upright(c))
}

/// Whether a line, beside texts, has level strokes that end some of the cells above.
pub(super) fn has_joint(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    if !text.starts_with(|c| is_joint(c) || is_upright(c))
        || !text.ends_with(|c| is_joint(c) || is_upright(c))
    {
        return false;
    }
    let mut last = ' ';
    text.chars().any(|c| {
        let meets = is_joint(c) && is_level(last) || is_level(c) && is_joint(last);
        last = c;
        meets
    })
}

impl Measure {
    fn of(self, c: char) -> usize {
        match c {
            '\u{2500}'..='\u{257F}' => self.stroke,
            _ => (self.text)(c),
        }
    }
}

impl Strokes {
    /// The strokes of a table, if those of its lines stand under one another in some measure of width.
    pub(super) fn of(lines: &[Line<'_>]) -> Option<Strokes> {
        let measures = [(2, narrow as fn(char) -> usize), (2, wide), (1, narrow), (1, wide)];
        let tried = measures.into_iter().filter_map(|(stroke, text)| {
            let measure = Measure { stroke, text };
            let mut joints = BTreeSet::new();
            for line in lines.iter().filter(|line| has_joint(line.text)) {
                joints.extend(places(line.text, measure, is_joint));
            }
            let (mut under, mut all) = (0, 0);
            for line in lines.iter().filter(|line| !has_joint(line.text)) {
                for place in places(line.text, measure, is_upright) {
                    all += 1;
                    under += usize::from(joints.contains(&place));
                }
            }
            let trusted = all > 0 && under * 100 >= all * TRUST_PERCENT;
            let places: Vec<usize> = joints.into_iter().take(MAX_LINE_CELLS).collect();
            (trusted && places.len() > 1).then_some((under, Strokes { places, measure }))
        });
        // One line with a mark that is wide in some fonts is enough to tell the measures apart. Among equals the last.
        tried.max_by_key(|(under, _)| *under).map(|(_, strokes)| strokes)
    }

    /// How many columns lie between the strokes.
    pub(super) fn columns(&self) -> usize {
        self.places.len().saturating_sub(1)
    }
}

fn places(text: &str, measure: Measure, wanted: fn(char) -> bool) -> impl Iterator<Item = usize> {
    let mut at = 0;
    text.chars().filter_map(move |c| {
        let place = at;
        at += measure.of(c);
        wanted(c).then_some(place)
    })
}

/// A text that is longer than its cell and moved the strokes behind it: the place of the first of these, and by how much. All
/// strokes before it must stand where columns end, and all from it on with that taken off; the text itself leaves no room.
fn overrun(text: &str, strokes: &Strokes) -> Option<(usize, usize)> {
    let own: Vec<usize> = places(text, strokes.measure, is_upright).collect();
    let by = own.last()?.checked_sub(*strokes.places.last()?).filter(|by| *by > 0)?;
    if has_joint(text) {
        return None;
    }
    let is_place = |place: usize| strokes.places.binary_search(&place).is_ok();
    let filled: Vec<bool> = text.split(is_upright).map(|cell| !cell.ends_with("  ")).collect();
    let mut ways = (1..own.len()).filter(|&first| {
        let (before, behind) = own.split_at(first);
        filled.get(first) == Some(&true)
            && before.iter().all(|&place| is_place(place))
            && behind.iter().all(|&place| place.checked_sub(by).is_some_and(is_place))
    });
    let first = ways.next().filter(|_| ways.next().is_none())?;
    Some((*own.get(first)?, by))
}

/// The pieces of a line between the strokes that stand where columns end.
pub(super) fn segments<'a>(text: &'a str, strokes: &Strokes) -> Vec<Segment<'a>> {
    let mut segments = Vec::new();
    let (moved_from, by) = overrun(text, strokes).unwrap_or((usize::MAX, 0));
    let mut at = 0;
    let mut open: Option<(usize, usize)> = None;
    for (byte, c) in text.char_indices() {
        let place = if at < moved_from { at } else { at - by };
        let column = strokes.places.binary_search(&place).ok();
        if let Some(to) = column.filter(|_| is_upright(c) || is_joint(c)) {
            if let Some((from, start)) = open
                && from < to
            {
                let text = text.get(start..byte).unwrap_or_default();
                let rule = !is_blank(text) && text.chars().all(|c| is_level(c) || is_joint(c));
                segments.push(Segment { from, to, text, rule });
            }
            open = Some((to, byte + c.len_utf8()));
        }
        at += strokes.measure.of(c);
    }
    segments
}
