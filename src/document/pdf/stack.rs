//! Lines of one head of a table without rulings, put together.
//!
//! Helps `heads`.

use super::chunk::Chunk;
use super::geometry::Area;
use super::glyph::Glyph;

/// Lines of one head stand no further apart than this, as a part of their size.
pub(super) const LEADING: f32 = 0.45;

/// The same at most, where the lines of labels stand further apart.
const MAX_LEADING: f32 = 2.0;

/// A head being put together.
pub(super) struct Stack {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) carried: f32,
    pub(super) area: Area,
    /// The bottom and the size of its last line.
    pub(super) last: Area,
}

impl Stack {
    pub(super) fn into_chunk(self) -> Chunk {
        Chunk { glyphs: self.glyphs, area: self.area, figure: false, carried: self.carried }
    }
}

/// Whether two boxes stand over one another: by more than half of the narrower.
pub(super) fn shares(a: &Area, b: &Area) -> bool {
    let shared = a.right.min(b.right) - a.left.max(b.left);
    shared > 0.5 * a.width().min(b.width())
}

/// Whether a head is the article that a table stands under.
pub(super) fn is_title(stack: &Stack) -> bool {
    is_title_text(&stack.glyphs.iter().map(|glyph| glyph.ch).collect::<String>())
}

/// The same of its text.
pub(super) fn is_title_text(text: &str) -> bool {
    text.starts_with('第') && text.contains('条')
}

/// How far apart the lines of one cell stand, as a part of their size: as the lines of labels below the header.
pub(super) fn leading(lines: &[Vec<Chunk>], header: usize) -> f32 {
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
    gaps.extend(wrapped(lines.get(..header).unwrap_or_default()));
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 8).map_or(LEADING, |gap| (gap + 0.1).clamp(LEADING, MAX_LEADING))
}

/// The gaps between lines of a header of which one goes on with most of the heads of another, as where all were broken.
fn wrapped(lines: &[Vec<Chunk>]) -> Vec<f32> {
    let alike = |above: &Chunk, below: &Chunk| {
        shares(&above.area, &below.area)
            && (above.area.width() - below.area.width()).abs() < below.area.height()
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
            if pairs.len() >= MIN_WRAPPED && pairs.len() * 2 > below.len() {
                gaps.extend(pairs);
            }
        }
    }
    gaps
}

/// So many heads go on below another line of heads if both are one.
const MIN_WRAPPED: usize = 4;

/// Joins lines that stand close below each other.
pub(super) fn stacks(lines: &[Vec<Chunk>], leading: f32) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for line in lines {
        for (index, chunk) in line.iter().enumerate() {
            let size = chunk.area.height();
            let room = room(line, index);
            let goes_on = |stack: &&mut Stack| {
                let gap = chunk.area.top - stack.last.bottom;
                gap.abs() <= leading * size
                    && !is_title(stack)
                    && chunk.area.top > stack.last.top + 0.5 * size
                    && shares(&stack.area, &chunk.area)
                    // A line was broken for want of room: it is no shorter than the rest, and fits its column.
                    && chunk.area.width() <= stack.last.width() + 1.2 * size
                    && stack.area.width() <= room
            };
            match stacks.iter_mut().rev().find(goes_on) {
                Some(stack) => {
                    stack.glyphs.extend_from_slice(&chunk.glyphs);
                    stack.area = stack.area.around(&chunk.area);
                    stack.last = chunk.area;
                }
                None => stacks.push(Stack {
                    glyphs: chunk.glyphs.clone(),
                    carried: chunk.carried,
                    area: chunk.area,
                    last: chunk.area,
                }),
            }
        }
    }
    stacks
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
