//! Lines of one head of a table without rulings, put together.
//!
//! Helps `heads`.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::painted::glyph::Glyph;
use crate::document::pdf::sheet::chunk::{Chunk, whole};

/// Lines of one head stand no further apart than this, as a part of their size.
pub(in crate::document::pdf) const LEADING: f32 = 0.45;

/// The same at most, where the lines of labels stand further apart.
const MAX_LEADING: f32 = 2.0;

/// A head being put together.
pub(in crate::document::pdf) struct Stack {
    pub(in crate::document::pdf) glyphs: Vec<Glyph>,
    /// Where among them its last line begins.
    last_from: usize,
    pub(in crate::document::pdf) carried: f32,
    pub(in crate::document::pdf) area: Area,
    /// The bottom and the size of its last line.
    pub(in crate::document::pdf) last: Area,
}

impl Stack {
    pub(in crate::document::pdf) fn into_chunk(self) -> Chunk {
        Chunk { glyphs: self.glyphs, area: self.area, figure: false, carried: self.carried }
    }
}

/// A line shorter by this than the widest ends a head, as a part of its size: what must not be broken leaves less room.
const SHORT: f32 = 2.2;

/// Characters written downwards stand no further apart than this, as a part of their size.
const DOWNWARDS: f32 = 1.2;

impl Stack {
    /// Whether a character goes on with others that are written downwards, one a line.
    fn is_downwards(&self, next: &Chunk) -> bool {
        let size = next.area.height();
        let middle = (self.last.centre().0 - next.area.centre().0).abs() < 0.1 * size;
        next.is_word() && next.glyphs.len() == 1 && self.area.width() < 1.2 * size && middle
    }

    /// Whether its last line was too short for another line to follow in the same head: it begins the head below.
    fn is_ended(&self, next: &Chunk) -> bool {
        let size = next.area.height();
        self.last_from > 0
            && self.last.width() + SHORT * size < self.area.width()
            && is_aligned(&self.last, &next.area)
    }

    /// Whether it breaks off within brackets.
    fn is_unclosed(&self) -> bool {
        let count = |marks: [char; 2]| self.glyphs.iter().filter(|glyph| marks.contains(&glyph.ch)).count();
        count(['（', '(']) > count(['）', ')'])
    }

    /// Takes its last line off.
    fn split_last(&mut self) -> Stack {
        let glyphs = self.glyphs.split_off(self.last_from.min(self.glyphs.len()));
        let begun = Stack { glyphs, last_from: 0, carried: self.carried, area: self.last, last: self.last };
        let own = self.glyphs.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b));
        (self.area, self.last) = (own.unwrap_or(self.area), own.unwrap_or(self.area));
        begun
    }

    /// Whether a line of it begins so many characters before its end.
    pub(super) fn breaks_before(&self, count: usize) -> bool {
        let at = self.glyphs.len().saturating_sub(count);
        let pair = self.glyphs.get(at.wrapping_sub(1)).zip(self.glyphs.get(at));
        pair.is_some_and(|(a, b)| (a.baseline - b.baseline).abs() > 0.3 * a.size)
    }

    /// Takes off as many characters at its beginning.
    pub(super) fn split_first(&mut self, count: usize) -> Stack {
        let rest = self.glyphs.split_off(count.min(self.glyphs.len()));
        let first = std::mem::replace(&mut self.glyphs, rest);
        self.measure();
        let mut above =
            Stack { glyphs: first, last_from: 0, carried: self.carried, area: self.area, last: self.last };
        above.measure();
        above
    }

    /// Takes off as many characters at its end.
    pub(super) fn split_end(&mut self, count: usize) -> Vec<Glyph> {
        let end = self.glyphs.split_off(self.glyphs.len().saturating_sub(count));
        self.measure();
        end
    }

    /// Puts characters before its first.
    pub(super) fn put_before(&mut self, mut glyphs: Vec<Glyph>) {
        glyphs.append(&mut self.glyphs);
        self.glyphs = glyphs;
        self.measure();
    }

    /// The box of its characters again, after some were taken off or put before.
    fn measure(&mut self) {
        let around = |glyphs: &[Glyph]| glyphs.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b));
        if let (Some(area), Some(last)) = (around(&self.glyphs), self.glyphs.last()) {
            let line = self
                .glyphs
                .iter()
                .rposition(|glyph| (glyph.baseline - last.baseline).abs() > 0.3 * last.size);
            self.last_from = line.map_or(0, |before| before + 1);
            self.area = area;
            self.last = around(self.glyphs.get(self.last_from..).unwrap_or_default()).unwrap_or(area);
        }
    }

    fn with(mut self, chunk: &Chunk) -> Stack {
        self.last_from = self.glyphs.len();
        self.glyphs.extend_from_slice(&chunk.glyphs);
        self.area = self.area.around(&chunk.area);
        self.last = chunk.area;
        self
    }
}

/// A gap parts heads that stand over two columns of figures if it is this much wider than the others, as a part of the size of
/// the type.
const TIGHT_GAP: f32 = 0.1;

/// So many lines of a header leave the gap between two columns free, and twice as many as cross it.
const MIN_FREE: usize = 2;

/// Characters of a head that touch stand no further apart than this, and heads side by side no nearer, as parts of their size.
const SET_TIGHT: f32 = 0.08;
const LEAST_GAP: f32 = 0.2;

/// A gap within a head is one between two if it is this part of the narrowest between heads of its line.
const ALIKE: f32 = 0.7;

/// The narrowest gap between heads side by side.
fn least_between(line: &[Chunk]) -> f32 {
    let gaps = line.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b.area.left - a.area.right),
        _ => None,
    });
    gaps.fold(f32::MAX, f32::min)
}

/// Cuts heads that stand so near one another that they look like one: over two figures of the fullest line, or over labels and figures,
/// there are two heads where the gap between two of their characters is wider than all others.
pub(in crate::document::pdf) fn cut_tight(
    heads: &[Vec<Chunk>],
    body: &[Vec<Chunk>],
    labels_end: f32,
) -> Vec<Vec<Chunk>> {
    let figures = |line: &&Vec<Chunk>| line.iter().filter(|chunk| chunk.figure).count();
    let full = body.iter().max_by_key(figures).map_or(&[][..], Vec::as_slice);
    let middles: Vec<f32> =
        full.iter().filter(|chunk| chunk.figure).map(|chunk| chunk.area.centre().0).collect();
    // Between columns of heads alone, most lines leave the place free.
    let is_free = |at: f32| {
        let (mut free, mut crossing) = (0, 0);
        for line in heads {
            let mut glyphs = line.iter().flat_map(|chunk| &chunk.glyphs);
            crossing +=
                usize::from(glyphs.any(|glyph| glyph.area.left + 0.5 < at && at < glyph.area.right - 0.5));
            let (left, right) = (line.first(), line.last());
            let around = left.zip(right).is_some_and(|(a, b)| a.area.left < at && at < b.area.right);
            free += usize::from(around);
        }
        free >= crossing + crossing.max(MIN_FREE)
    };
    let cut = |chunk: &Chunk, between: f32| -> Vec<Chunk> {
        let gap = |pair: &[Glyph]| match pair {
            [a, b] => b.area.left - a.area.right,
            _ => 0.0,
        };
        let mut gaps: Vec<f32> = chunk.glyphs.windows(2).map(gap).collect();
        gaps.sort_by(f32::total_cmp);
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
        let column = |x: f32| middles.partition_point(|middle| *middle <= x);
        let parts = chunk.glyphs.chunk_by(|a, b| {
            let wide = b.area.left - a.area.right > usual + TIGHT_GAP * a.size;
            let at = (a.area.right + b.area.left) / 2.0;
            let inside = column(chunk.area.left) < column(at) && column(at) < column(chunk.area.right);
            let over_labels = chunk.area.left + a.area.right < 2.0 * labels_end
                && b.area.left + chunk.area.right > 2.0 * labels_end;
            let as_between =
                usual <= SET_TIGHT * a.size && b.area.left - a.area.right >= between.max(LEAST_GAP * a.size);
            !(wide && (inside || over_labels || is_free(at)) || as_between)
        });
        parts.map(|glyphs| whole(glyphs.to_vec())).collect()
    };
    let cut_line = |line: &Vec<Chunk>| {
        let between = ALIKE * least_between(line);
        let carried = |chunk: &Chunk| {
            let parts = cut(chunk, between).into_iter();
            parts.map(|part| Chunk { carried: chunk.carried, ..part }).collect::<Vec<_>>()
        };
        line.iter().flat_map(carried).collect()
    };
    heads.iter().map(cut_line).collect()
}

/// Joins the characters of a word that was spaced out over its column: 总 计. Characters that others stand under or over are written
/// downwards.
pub(in crate::document::pdf) fn join_spaced(lines: &[Vec<Chunk>]) -> Vec<Vec<Chunk>> {
    let single = |chunk: &Chunk| {
        chunk.glyphs.len() == 1
            && chunk.glyphs.iter().all(|glyph| ('\u{4E00}'..='\u{9FFF}').contains(&glyph.ch))
    };
    let beside = |line: usize, own: &Chunk| {
        let near = lines.iter().skip(line.saturating_sub(NEAR_LINES)).take(2 * NEAR_LINES + 1);
        near.flatten().any(|other| {
            let gap = (other.area.centre().1 - own.area.centre().1).abs();
            let apart = gap > 0.5 * own.area.height() && gap <= MAX_LEADING * own.area.height();
            other.glyphs.len() <= MAX_WRAPPED && shares(&other.area, &own.area) && apart
        })
    };
    let joined = |(at, line): (usize, &Vec<Chunk>)| {
        let mut joined: Vec<Chunk> = Vec::with_capacity(line.len());
        let mut open = false;
        for chunk in line {
            let is_single = single(chunk) && !beside(at, chunk);
            match joined.last_mut() {
                Some(last)
                    if open
                        && is_single
                        && chunk.area.left - last.area.right <= MAX_SPACED * chunk.area.height() =>
                {
                    last.glyphs.extend_from_slice(&chunk.glyphs);
                    last.area = last.area.around(&chunk.area);
                }
                _ => joined.push(chunk.clone()),
            }
            open = is_single;
        }
        joined
    };
    lines.iter().enumerate().map(joined).collect()
}

/// A line of a head that was broken has at most so many characters.
const MAX_WRAPPED: usize = 6;

/// So many lines above and below may stand beside one another: columns are centred each for itself.
const NEAR_LINES: usize = 6;

/// Characters of a word that is spaced out stand no further apart than this, in heights.
const MAX_SPACED: f32 = 2.5;

/// Whether two boxes stand over one another: by more than half of the narrower.
pub(in crate::document::pdf) fn shares(a: &Area, b: &Area) -> bool {
    let shared = a.right.min(b.right) - a.left.max(b.left);
    shared > 0.5 * a.width().min(b.width())
}

/// Whether a head is the article that a table stands under.
pub(super) fn is_title(stack: &Stack) -> bool {
    is_title_text(&stack.glyphs.iter().map(|glyph| glyph.ch).collect::<String>())
}

/// The same of its text.
pub(in crate::document::pdf) fn is_title_text(text: &str) -> bool {
    text.starts_with('第') && text.contains('条')
}

/// How far apart the lines of one cell stand, as a part of their size: as the lines of labels below the header.
pub(in crate::document::pdf) fn leading(lines: &[Vec<Chunk>], header: usize) -> f32 {
    // Lines with figures may be rows of one line each.
    let is_bare = |line: &&Vec<Chunk>| line.iter().all(|chunk| !chunk.figure);
    let bare = lines.iter().skip(header).filter(is_bare).filter_map(|line| line.first());
    let labels: Vec<Area> = bare.map(|chunk| chunk.area).collect();
    let mut gaps: Vec<f32> = labels
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if shares(a, b) => Some((b.top - a.bottom) / b.height().max(1.0)),
            _ => None,
        })
        .collect();
    let heads = lines.get(..header).unwrap_or_default();
    gaps.extend(wrapped(heads));
    gaps.sort_by(f32::total_cmp);
    let told = [gaps.get(gaps.len() / 8).copied(), bracketed(heads)];
    told.into_iter().flatten().map(|gap| (gap + 0.1).clamp(LEADING, MAX_LEADING)).fold(LEADING, f32::max)
}

/// The gap between two lines of a head that breaks off within brackets, as the corner does.
fn bracketed(lines: &[Vec<Chunk>]) -> Option<f32> {
    let count = |chunk: &Chunk, marks: [char; 2]| {
        chunk.glyphs.iter().filter(|glyph| marks.contains(&glyph.ch)).count()
    };
    let mut firsts = lines.iter().filter_map(|line| line.first());
    let above = firsts.by_ref().find(|chunk| count(chunk, ['（', '(']) > count(chunk, ['）', ')']))?;
    let below = firsts.find(|chunk| shares(&above.area, &chunk.area))?;
    Some((below.area.top - above.area.bottom) / below.area.height().max(1.0))
}

/// A line that goes on with a head is no longer than the one before by more than this, as a part of its size.
const LONGER: f32 = 1.2;

/// The gaps between lines of a header of which one goes on with most of the heads of another, as where all were broken.
fn wrapped(lines: &[Vec<Chunk>]) -> Vec<f32> {
    let alike = |above: &Chunk, below: &Chunk| {
        shares(&above.area, &below.area)
            && is_aligned(&above.area, &below.area)
            && below.area.width() <= above.area.width() + LONGER * below.area.height()
    };
    let mut gaps = Vec::new();
    for (index, below) in lines.iter().enumerate() {
        for above in lines.get(index.saturating_sub(2)..index).into_iter().flatten() {
            let pairs: Vec<f32> = below
                .iter()
                .filter_map(|chunk| {
                    let above = above.iter().find(|above| alike(above, chunk))?;
                    Some((chunk.area.top - above.area.bottom) / chunk.area.height().max(1.0))
                })
                .collect();
            let all = pairs.len() >= 2 && pairs.len() == below.len();
            if all || pairs.len() >= MIN_WRAPPED && pairs.len() * 2 > below.len() {
                gaps.extend(pairs);
            }
        }
    }
    gaps
}

/// So many heads go on below another line of heads if both are one, or all of its heads do.
const MIN_WRAPPED: usize = 4;

/// Lines of a corner stand no further apart than this, as a part of their size.
const CORNER_LEADING: f32 = 3.0;

/// Joins lines that stand close below each other. Over the labels, which end at `labels_end`, a text goes on till its brackets are closed.
pub(in crate::document::pdf) fn stacks(lines: &[Vec<Chunk>], leading: f32, labels_end: f32) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for line in lines {
        for (index, chunk) in line.iter().enumerate() {
            let size = chunk.area.height();
            let room = room(line, index);
            let goes_on = |stack: &&mut Stack| {
                let gap = chunk.area.top - stack.last.bottom;
                if stack.area.centre().0.max(chunk.area.centre().0) <= labels_end && stack.is_unclosed() {
                    return gap > -0.5 * size && gap <= CORNER_LEADING * size;
                }
                gap.abs() <= (if stack.is_downwards(chunk) { leading.max(DOWNWARDS) } else { leading }) * size
                    && !is_title(stack)
                    && chunk.area.top > stack.last.top + 0.5 * size
                    && shares(&stack.area, &chunk.area)
                    && is_aligned(&stack.area, &chunk.area)
                    // A line was broken for want of room: it is no shorter than the rest, and fits its column.
                    && chunk.area.width() <= stack.last.width() + LONGER * size
                    && (stack.is_ended(chunk) || stack.area.width() <= room)
            };
            match stacks.iter_mut().rev().find(goes_on) {
                Some(stack) if stack.is_ended(chunk) => {
                    let begun = stack.split_last();
                    stacks.push(begun.with(chunk));
                }
                Some(stack) => {
                    stack.last_from = stack.glyphs.len();
                    stack.glyphs.extend_from_slice(&chunk.glyphs);
                    stack.area = stack.area.around(&chunk.area);
                    stack.last = chunk.area;
                }
                None => stacks.push(Stack {
                    glyphs: chunk.glyphs.clone(),
                    last_from: 0,
                    carried: chunk.carried,
                    area: chunk.area,
                    last: chunk.area,
                }),
            }
        }
    }
    stacks
}

/// Places of lines of one head differ by no more than this, as a part of their size.
const ALIGNED: f32 = 0.4;

/// Whether lines are set alike, as those of one head are: to the left, in the middle or to the right.
fn is_aligned(above: &Area, line: &Area) -> bool {
    let places = |area: &Area| [area.left, area.centre().0, area.right];
    let slack = ALIGNED * line.height();
    places(above).into_iter().zip(places(line)).any(|(a, b)| (a - b).abs() <= slack)
}

/// How wide the column of a head can be, by how far off its neighbours on the line are.
fn room(line: &[Chunk], index: usize) -> f32 {
    let Some(own) = line.get(index) else { return f32::MAX };
    let beside = [index.checked_sub(1), index.checked_add(1)];
    let rooms = beside.into_iter().flatten().filter_map(|at| line.get(at)).map(|other| {
        let distance = (other.area.centre().0 - own.area.centre().0).abs();
        let alike = (other.area.width() - own.area.width()).abs() <= own.area.height();
        // Columns of heads alike are alike; else the neighbour's may be as narrow as what is written in it.
        if alike { 1.1 * distance } else { 2.0 * distance - other.area.width() }
    });
    rooms.reduce(f32::max).unwrap_or(f32::MAX)
}
