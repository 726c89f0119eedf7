//! Tables without rulings: words that stand in columns.
//!
//! Lines outside ruled tables → stretches of lines with gaps → columns where the gaps of the fullest lines agree → rows
//! by rules or stripes where there are any, else by the figures, with labels gathered around them.

use std::ops::Range;

use super::bands::Bands;
use super::blocks;
use super::columns::{columns, with_labels};
use super::fill::part;
use super::heads;
use super::rest;
use super::touching;
use super::uprights;
use crate::document::pdf::geometry::Area;
use crate::document::pdf::labels::begins_label;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::chunk::{Chunk, cut_labels, split};
use crate::document::pdf::sheet::text::Line;
use crate::document::pdf::table::Part;

/// A table has at least this many lines in cells, and one line with this many cells.
const MIN_LINES: usize = 3;

pub(super) const MIN_CELLS: usize = 3;

/// This many lines of one cell may stand between lines of several: titles of blocks, rest of a label.
pub(super) const MAX_BRIDGE: usize = 4;

/// This many lines of labels without figures may stand between lines with some: rows left blank.
const MAX_BLANK: usize = 40;

/// Lines of a table stand no further apart than this, in sizes of their type.
pub(super) const MAX_LEADING: f32 = 4.5;

/// The same before a line with figures in many cells.
pub(super) const FULL_LEADING: f32 = 8.0;

const FULL: usize = 4;

/// What the page before holds that may go on at the top of this one.
#[derive(Default)]
pub(in crate::document::pdf) struct Before<'b> {
    /// The table that stands last, if it was found by the alignment of its words: too few of its lines may stand on this
    /// page to tell its columns.
    pub(in crate::document::pdf) part: Option<&'b Part>,
    /// The last lines, if they may be the header of a table whose figures stand on this page.
    pub(in crate::document::pdf) header: &'b [Line],
}

/// Finds tables among lines, takes their lines out and gives them as parts. Says whether the first of them took over the
/// header that stands on the page before.
pub(in crate::document::pdf) fn find(
    sheet: &Sheet,
    lines: &mut Vec<Line>,
    before: &Before<'_>,
) -> (Vec<Part>, bool) {
    let chunks: Vec<Vec<Chunk>> = lines.iter().map(|line| uprights::cut(sheet, split(line))).collect();
    let mut parts = Vec::new();
    let mut taken = vec![false; lines.len()];
    let (mut next, mut took_header) = (0, false);
    if let Some(before) = before.part
        && let Some((part, end)) = rest::find(sheet, lines, &chunks, before)
    {
        parts.push(part);
        taken.iter_mut().take(end).for_each(|taken| *taken = true);
        next = end;
    }
    for stretch in stretches(lines, &chunks) {
        let mut stretch = stretch.start.max(next)..stretch.end;
        let own = &touching::cut(cut_labels(chunks.get(stretch.clone()).unwrap_or(&[])));
        let captions = blocks::captions(own);
        stretch.start += captions;
        let own = own.get(captions..).unwrap_or_default();
        let whole = if stretch.start == 0 { with_header(lines, own, before.header) } else { None };
        let with_header = whole.and_then(|whole| table(sheet, &whole));
        took_header |= with_header.is_some();
        if let Some(part) = with_header {
            parts.push(part);
            taken.iter_mut().take(stretch.end).skip(stretch.start).for_each(|taken| *taken = true);
            continue;
        }
        for (part, own) in tables(sheet, own) {
            parts.push(part);
            let own = stretch.start + own.start..stretch.start + own.end;
            taken.iter_mut().take(own.end).skip(own.start).for_each(|taken| *taken = true);
        }
    }
    let mut taken = taken.into_iter();
    lines.retain(|_| !taken.next().unwrap_or(false));
    (parts, took_header)
}

/// A header that stands alone has at least this many heads side by side.
const MIN_LONE_HEADS: usize = 2;

/// A head has at most so many characters on a line.
const MAX_HEAD: usize = 14;

/// How far above the first line of a page the header that was left on the page before is put, in sizes of its type: not so
/// near that it would be one with it.
const CARRY_GAP: f32 = 1.0;

/// The lines at the foot of a page that may be the header of a table whose figures stand on the next page: how many.
pub(in crate::document::pdf) fn lone_header(lines: &[Line]) -> usize {
    let chunks: Vec<Vec<Chunk>> = lines.iter().map(split).collect();
    let Some(stretch) = stretches(lines, &chunks).pop() else { return 0 };
    let own = chunks.get(stretch.clone()).unwrap_or_default();
    let most = own.iter().map(Vec::len).max().unwrap_or(0).max(heads::count(own));
    let is_head = |chunk: &Chunk| !chunk.figure && (most > 3 || chunk.glyphs.len() <= MAX_HEAD);
    let words = own.iter().flatten().all(is_head);
    if stretch.end == lines.len() && most >= MIN_LONE_HEADS && words { stretch.len() } else { 0 }
}

/// The lines at the top of a page with the header from the page before above them.
fn with_header(lines: &[Line], own: &[Vec<Chunk>], header: &[Line]) -> Option<Vec<Vec<Chunk>>> {
    let (last, first) = (header.last()?, lines.first()?);
    let alike = last.size.max(first.size) <= SAME_SIZE * last.size.min(first.size);
    let lift = last.area.bottom - first.area.top + CARRY_GAP * first.size;
    let carry = |mut chunk: Chunk| {
        let raise = |area: &mut Area| (area.top, area.bottom) = (area.top - lift, area.bottom - lift);
        raise(&mut chunk.area);
        for glyph in &mut chunk.glyphs {
            raise(&mut glyph.area);
            glyph.baseline -= lift;
        }
        Chunk { carried: lift, ..chunk }
    };
    let carried = header.iter().map(|line| split(line).into_iter().map(carry).collect::<Vec<_>>());
    alike.then(|| carried.chain(own.iter().cloned()).collect())
}

/// Sizes of type that differ by no more than this factor are one.
pub(super) const SAME_SIZE: f32 = 1.06;

/// Running text has at least so many characters on a full line, and its lines are as wide as this part of the widest.
const MIN_PROSE: usize = 20;
const PROSE_SHARE: f32 = 0.7;

/// Which lines are running text: full lines with the marks of sentences, and what goes on below them.
fn prose(lines: &[Line], chunks: &[Vec<Chunk>]) -> Vec<bool> {
    let widest = lines.iter().map(|line| line.area.width()).fold(0.0, f32::max);
    let mut found: Vec<bool> = Vec::with_capacity(lines.len());
    for (line, own) in lines.iter().zip(chunks) {
        let [words] = own.as_slice() else {
            found.push(false);
            continue;
        };
        let marked = words.glyphs.iter().any(|glyph| matches!(glyph.ch, '，' | '。' | '；' | ','));
        let full = words.glyphs.len() >= MIN_PROSE && line.area.width() >= PROSE_SHARE * widest;
        let ends = words.glyphs.last().is_some_and(|glyph| matches!(glyph.ch, '。' | '；'));
        let goes_on = found.last() == Some(&true) && !words.figure && !begins_label(&words.text());
        found.push(ends || full && (marked || goes_on));
    }
    found
}

/// Stretches of lines that may be a table.
fn stretches(lines: &[Line], chunks: &[Vec<Chunk>]) -> Vec<Range<usize>> {
    let prose = prose(lines, chunks);
    let is_prose = |index: usize| prose.get(index) == Some(&true);
    let several = |index: usize| chunks.get(index).is_some_and(|chunks| chunks.len() >= 2);
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        if !several(index) {
            index += 1;
            continue;
        }
        let (mut start, mut end) = (index, index + 1);
        // A title above the first row belongs to the table if it is set like it.
        while start > found.last().map_or(0, |last: &Range<usize>| last.end)
            && belongs(lines, start - 1, start, index, MAX_LEADING)
            && !is_prose(start - 1)
        {
            start -= 1;
        }
        let (mut next, mut bridge) = (end, 0);
        let mut figures_start = f32::MAX;
        let goes_on = |next: usize| {
            let far = is_full(chunks, next) && belongs(lines, next, next - 1, index, FULL_LEADING);
            (far || belongs(lines, next, next - 1, index, MAX_LEADING)) && !is_prose(next)
        };
        while next < lines.len() && bridge <= MAX_BRIDGE && goes_on(next) {
            let own = chunks.get(next).map_or(&[][..], Vec::as_slice);
            let figures = own.iter().filter(|chunk| chunk.figure).map(|chunk| chunk.area.left);
            figures_start = figures.fold(figures_start, f32::min);
            // Labels without figures, left of all figures, are rows that were left blank.
            let blank =
                own.last().is_some_and(|chunk| chunk.area.right < figures_start) && figures_start < f32::MAX;
            bridge += usize::from(!blank);
            next += 1;
            if several(next - 1) {
                (end, bridge) = (next, 0);
            }
            if next - end > MAX_BLANK {
                break;
            }
        }
        // Single lines after the last row may be the rest of its label, or rows left blank.
        let (narrowest, widest) = steps(lines.get(start..end).unwrap_or_default());
        let is_left = |at: usize| lines.get(at).is_some_and(|line| line.area.right < figures_start);
        let firsts = chunks.get(start..end).unwrap_or_default().iter().filter_map(|own| own.first());
        let firsts: Vec<Area> = firsts.map(|chunk| chunk.area).collect();
        let middles: Vec<f32> = (start..end)
            .filter(|at| !several(*at))
            .filter_map(|at| Some(lines.get(at)?.area.centre().0))
            .collect();
        // A label over all columns, as some of the rows above.
        let is_over_all = |at: usize| {
            let middle = |line: &Line| {
                middles.iter().any(|middle| (middle - line.area.centre().0).abs() <= SAME_PLACE)
            };
            lines.get(at).is_some_and(|line| middle(line) && begins_label(&line.text()))
        };
        let runs_on = |at: usize| {
            lines
                .get(at)
                .is_some_and(|line| line.area.left < figures_start && line.area.right > figures_start)
        };
        let is_row = |at: usize| {
            let heading = lines.get(at).is_some_and(|line| is_section(line, &firsts));
            (is_left(at) || is_over_all(at))
                && figures_start < f32::MAX
                && !heading
                && is_blank_row(lines, at, widest)
        };
        while end < lines.len()
            && goes_on(end)
            && (is_near(lines, end, narrowest) && !runs_on(end) || is_row(end))
        {
            end += 1;
        }
        index = end;
        found.push(start..end);
    }
    found
}

/// Whether a line has figures in so many cells that it can be a row alone.
pub(super) fn is_full(chunks: &[Vec<Chunk>], line: usize) -> bool {
    chunks.get(line).is_some_and(|own| own.iter().filter(|chunk| chunk.figure).count() >= FULL)
}

/// The narrowest and the widest step from one line of a table to the next.
fn steps(lines: &[Line]) -> (f32, f32) {
    let steps = lines.windows(2).filter_map(|pair| match pair {
        [above, below] => Some((below.baseline - above.baseline, above.size)),
        _ => None,
    });
    // Figures in the middle of a label stand between its lines.
    steps.fold((f32::MAX, 0.0), |(least, most), (step, size)| {
        (if step > size { least.min(step) } else { least }, most.max(step))
    })
}

/// Steps from row to row that differ by no more than this factor are one.
const SAME_STEP: f32 = 1.15;

/// Whether a line left of the figures is a row that was left blank: it follows as rows do, and has a number or stands nearer to
/// the table than to what comes next.
fn is_blank_row(lines: &[Line], at: usize, widest: f32) -> bool {
    let (Some(before), Some(line)) = (lines.get(at.wrapping_sub(1)), lines.get(at)) else { return false };
    let step = line.baseline - before.baseline;
    let apart = lines.get(at + 1).is_none_or(|next| {
        next.baseline - line.baseline > SAME_STEP * step
            || next.size.max(line.size) > SAME_SIZE * next.size.min(line.size)
    });
    step <= SAME_STEP * widest && (begins_label(&line.text()) || apart)
}

/// Whether a line is the heading of a section, and no label: it stands as no first cell of the rows above does.
fn is_section(line: &Line, firsts: &[Area]) -> bool {
    let places = |area: &Area| [area.left, area.centre().0, area.right];
    let is_aligned = |area: &Area| {
        places(area).into_iter().zip(places(&line.area)).any(|(a, b)| (a - b).abs() <= SAME_PLACE)
    };
    blocks::begins_section(&line.text()) && !firsts.iter().any(is_aligned)
}

/// First cells of rows stand at one place within this, in points.
const SAME_PLACE: f32 = 1.5;

/// Whether a line is set like the first row of a table and near the line beside it, and is not running text.
pub(super) fn belongs(lines: &[Line], line: usize, beside: usize, first: usize, leading: f32) -> bool {
    let (Some(line), Some(beside), Some(first)) = (lines.get(line), lines.get(beside), lines.get(first))
    else {
        return false;
    };
    let alike = line.size.max(first.size) <= SAME_SIZE * line.size.min(first.size);
    alike && (line.baseline - beside.baseline).abs() <= leading * first.size
}

/// Whether a line follows the one before as a line of one cell does: no step between others is shorter.
fn is_near(lines: &[Line], line: usize, narrowest: f32) -> bool {
    let (Some(before), Some(line)) = (lines.get(line.wrapping_sub(1)), lines.get(line)) else { return false };
    let step = line.baseline - before.baseline;
    (step <= 1.7 * line.size || step <= 1.02 * narrowest) && !begins_label(&line.text())
}

/// Whether lines without figures are rows left blank: under a header, with a rule between any two.
fn is_ruled_off(sheet: &Sheet, lines: &[Vec<Chunk>], header: usize, area: &Area) -> bool {
    let bands = Bands::of(sheet, area);
    let body = lines.get(header..).unwrap_or_default();
    let middle = |line: &[Chunk]| line.first().map_or(0.0, |chunk| chunk.area.centre().1);
    let parted = |pair: &[Vec<Chunk>]| matches!(pair, [a, b] if bands.are_parted(middle(a), middle(b)));
    body.len() >= MIN_LINES && body.windows(2).all(parted)
}

/// The tables of a stretch, and which of its lines are theirs: one, unless tables below one another have columns of their own.
fn tables(sheet: &Sheet, lines: &[Vec<Chunk>]) -> Vec<(Part, Range<usize>)> {
    let titled = blocks::titled(lines);
    let is_one = || heads::find(lines).is_some_and(|header| header.columns(lines).is_some());
    if titled.len() < 2 || is_one() {
        return table(sheet, lines).map(|part| (part, 0..lines.len())).into_iter().collect();
    }
    let part = |own: Range<usize>| Some((table(sheet, lines.get(own.clone())?)?, own));
    titled.into_iter().filter_map(part).collect()
}

fn table(sheet: &Sheet, lines: &[Vec<Chunk>]) -> Option<Part> {
    let in_cells = lines.iter().filter(|chunks| chunks.len() >= 2).count();
    let most = lines.iter().map(Vec::len).max()?;
    let figures = lines.iter().flatten().filter(|chunk| chunk.figure).count();
    let header = heads::find(lines);
    let area = lines.iter().flatten().map(|chunk| chunk.area).reduce(|a, b| a.around(&b))?;
    if figures == 0 && !header.as_ref().is_some_and(|header| is_ruled_off(sheet, lines, header.lines, &area))
    {
        return None;
    }
    let large = in_cells >= MIN_LINES && most >= MIN_CELLS;
    if !large && header.is_none() && !blocks::is_pair(lines) {
        return None;
    }
    let body = lines.get(header.as_ref().map_or(0, |header| header.lines)..).unwrap_or_default();
    let told = header.as_ref().and_then(|header| header.columns(lines));
    let xs = match told {
        Some(edges) => with_labels(lines, body, edges, &area),
        None if blocks::is_pair(lines) => blocks::pair_edges(lines, &area),
        None => columns(lines, most, &area),
    };
    part(sheet, lines, xs)
}
