//! Ink in the cells of ruled tables that is no text: figures drawn as curves or put in as pictures, black boxes, lines through
//! figures.
//!
//! Helps `table`. What such ink says is not read; but a cell that holds it is not blank, and a number beside it may go on in it. It
//! becomes characters that cannot be decoded. Ordinary decoration is left alone: what fills its cell, runs out of it, lies under
//! its text, underlines it, or stands in a cell of words.

use std::collections::BTreeMap;

use super::geometry::{Area, Turn};
use super::painted::glyph::{Colour, Glyph, GlyphMarks};
use super::painted::ink::Ruling;
use super::ruled::lattice::Lattice;
use super::sheet::Sheet;
use super::sheet::text::is_wide;

/// Ink smaller than this both ways is a dot, in points: none of a letter, but perhaps the point of a number. Where most of the type is
/// small it is this part of its size.
const MIN_INK: f32 = 2.5;
const MIN_OF_TYPE: f32 = 0.33;

/// How far ink may reach over the edge of its cell, in points, and how far from it a line must keep to be none of the border.
const SLACK: f32 = 0.5;
const BORDER: f32 = 3.2;

/// The part of its width that a figure which is drawn may run over the side of its cell.
const OVER: f32 = 0.5;

/// What is larger than this part of its cell both ways is its ground, or a stroke that crosses it out.
const GROUND: f32 = 0.8;

/// A line that is part of a character is no longer than this, in points.
const MAX_STROKE: f32 = 20.0;

/// Areas at least this dark hide what is written under them.
const DARK: u8 = 128;

/// A line between these heights over the baseline, in sizes, runs through a letter, and strikes it if it does so for this part of its
/// width.
const THROUGH: std::ops::RangeInclusive<f32> = 0.12..=0.62;
const STRUCK: f32 = 0.5;

/// The middle of a decimal point stands between these heights over the baseline, in sizes; a dotted line under a number stands lower.
const POINT: std::ops::RangeInclusive<f32> = -0.04..=0.25;

/// A minus is so many times wider than high, stands at these heights over the baseline, and ends so far before the number, in sizes.
const FLAT: f32 = 2.0;
const MINUS: std::ops::RangeInclusive<f32> = 0.15..=0.55;
const BEFORE: std::ops::RangeInclusive<f32> = -0.15..=1.0;

/// A cell with more hanzi than this holds words and no figure.
const MAX_WORDS: usize = 3;

/// So many characters at most stand for the ink of a cell, and so many pieces of it are looked at; more are a drawing.
const MAX_CHARACTERS: usize = 8;
const MAX_PIECES: usize = 256;

/// The most lines of a page that are looked at; a page of a report has some hundreds.
const MAX_LINES: usize = 50_000;

/// Digits are so high, in sizes of their type.
const DIGIT: f32 = 0.7;

/// Ink in a cell.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// An outline or a dark area: no text that stands on it.
    Shape,
    Picture,
    /// A line across the page, or down it.
    Across,
    Down,
    /// Smaller than a stroke of a letter.
    Dot,
}

#[derive(Clone, Copy)]
struct Ink {
    kind: Kind,
    area: Area,
    order: u32,
}

/// The ink of a table by the cell it stands in.
pub(super) struct Inked {
    cells: BTreeMap<(usize, usize), Vec<Ink>>,
}

impl Inked {
    /// Finds the ink in the cells of the tables of a sheet; `place` tells the cell at a point.
    pub(super) fn of(sheet: &Sheet, place: impl Fn(f32, f32) -> Option<(usize, usize)>) -> Inked {
        let mut inked = Inked { cells: BTreeMap::new() };
        let least = least_ink(&sheet.glyphs);
        let mut add = |kind: Kind, area: Area, order: u32| {
            let (x, y) = area.centre();
            let Some((lattice, cell)) = place(x, y) else { return };
            let Some(own) = cell_area(&sheet.lattices, lattice, cell) else { return };
            if is_ink(kind, &area, &own, least) {
                let pieces = inked.cells.entry((lattice, cell)).or_default();
                if pieces.len() < MAX_PIECES {
                    pieces.push(Ink { kind, area, order });
                }
            }
        };
        for speck in &sheet.specks {
            let is_dot = speck.area.width().max(speck.area.height()) < least;
            add(if is_dot { Kind::Dot } else { Kind::Shape }, speck.area, speck.order);
        }
        let dark = |colour: Colour| colour.0.iter().all(|part| *part < DARK);
        for ground in sheet.grounds.iter().filter(|ground| dark(ground.colour)) {
            add(Kind::Shape, ground.area, ground.order);
        }
        for picture in &sheet.pictures {
            add(Kind::Picture, picture.area, picture.order);
        }
        // A small box is a ruling both ways.
        let dots = sheet.rules.iter().filter(|line| !line.white && line.to - line.from < least);
        for Ruling { at, from, to, order, .. } in dots.take(MAX_LINES) {
            add(Kind::Dot, Area::new(*from, *at, *to, *at), *order);
        }
        let lines = sheet.rules.iter().chain(&sheet.uprights).copied();
        let lines = lines.filter(|line| line.to - line.from >= least).take(MAX_LINES);
        for Ruling { across, at, from, to, order, .. } in lines {
            match across {
                true => add(Kind::Across, Area::new(from, at, to, at), order),
                false => add(Kind::Down, Area::new(at, from, at, to), order),
            }
        }
        inked
    }

    /// Puts the ink of a table into what stands in its cells. Returns the cells that lost digits which are struck out.
    pub(super) fn mark(&self, lattice: usize, contents: &mut [Vec<Glyph>]) -> Vec<usize> {
        let mut struck = Vec::new();
        for (&(_, cell), ink) in self.cells.range((lattice, 0)..(lattice + 1, 0)) {
            let Some(glyphs) = contents.get_mut(cell) else { continue };
            if !may_be_figure(glyphs) {
                continue;
            }
            let (dots, ink): (Vec<Ink>, Vec<Ink>) = ink.iter().partition(|ink| ink.kind == Kind::Dot);
            if dots.iter().any(|dot| is_point(dot, glyphs) || is_minus(dot, glyphs)) {
                glyphs.iter_mut().for_each(|glyph| glyph.marks.doubtful = true);
            }
            let (lines, ink): (Vec<Ink>, Vec<Ink>) =
                ink.into_iter().partition(|ink| glyphs.iter().any(|glyph| strikes(ink, glyph)));
            if !lines.is_empty() && drop_struck(glyphs, &lines) {
                struck.push(cell);
            }
            add(glyphs, &ink);
        }
        struck
    }
}

/// The size from which on ink may be a letter, on a page with these glyphs.
fn least_ink(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).map_or(MIN_INK, |size| (MIN_OF_TYPE * size).min(MIN_INK))
}

fn cell_area(lattices: &[Lattice], lattice: usize, cell: usize) -> Option<Area> {
    let lattice = lattices.get(lattice)?;
    let fields = lattice.cells.get(cell)?;
    (!fields.open).then(|| lattice.cell_area(fields))
}

/// Whether something in a cell is ink that may be a character, or strike one.
fn is_ink(kind: Kind, area: &Area, cell: &Area, least: f32) -> bool {
    let (width, height) = (area.width(), area.height());
    let reaches = |across: f32, down: f32| {
        area.left >= cell.left - across
            && area.right <= cell.right + across
            && area.top >= cell.top - down
            && area.bottom <= cell.bottom + down
    };
    let inside = |slack: f32| reaches(slack, slack);
    // What is as low as a figure may run over the side of its cell, as figures do.
    let over = if height <= MAX_STROKE { OVER * width } else { 0.0 };
    let holds = reaches(SLACK.max(over), SLACK);
    let fills = width > GROUND * cell.width() && height > GROUND * cell.height();
    match kind {
        Kind::Dot => inside(-SLACK),
        _ if width.max(height) < least => false,
        Kind::Shape => holds && !fills,
        Kind::Picture => holds,
        Kind::Across => inside(SLACK) && area.top - cell.top > BORDER && cell.bottom - area.top > BORDER,
        Kind::Down => {
            inside(-SLACK)
                && area.left - cell.left > BORDER
                && cell.right - area.left > BORDER
                && height <= MAX_STROKE
                && height <= GROUND * cell.height()
        }
    }
}

/// Whether a cell is blank, or holds figures with at most a word that counts, or signs alone: what a dash stands before may be drawn.
fn may_be_figure(glyphs: &[Glyph]) -> bool {
    let count = |is: &dyn Fn(char) -> bool| glyphs.iter().filter(|glyph| is(glyph.ch)).count();
    let (letters, digits) = (count(&char::is_alphabetic), count(&char::is_numeric));
    let words = count(&|ch| is_wide(ch) && ch.is_alphabetic());
    letters + digits == 0 || digits > 0 && words <= MAX_WORDS
}

/// Whether a line runs through a letter.
fn strikes(line: &Ink, glyph: &Glyph) -> bool {
    let over = line.area.right.min(glyph.area.right) - line.area.left.max(glyph.area.left);
    line.kind == Kind::Across
        && !glyph.is_space()
        && THROUGH.contains(&((glyph.baseline - line.area.top) / glyph.size))
        && over >= STRUCK * glyph.area.width()
}

/// Whether a dot stands on the line of a number, between two of its digits, as a decimal point does that is drawn.
fn is_point(dot: &Ink, glyphs: &[Glyph]) -> bool {
    let (x, y) = dot.area.centre();
    let on_line = glyphs
        .iter()
        .filter(|glyph| glyph.ch.is_numeric() && POINT.contains(&((glyph.baseline - y) / glyph.size)))
        .map(|glyph| glyph.area.centre().0);
    let (before, behind) =
        on_line.fold((false, false), |(before, behind), at| (before || at < x, behind || x < at));
    before && behind
}

/// Whether a dot is a short stroke before a number, as a minus is that is drawn.
fn is_minus(dot: &Ink, glyphs: &[Glyph]) -> bool {
    let digits = glyphs.iter().filter(|glyph| glyph.ch.is_numeric());
    let Some(first) = digits.min_by(|a, b| a.area.left.total_cmp(&b.area.left)) else { return false };
    let gap = (first.area.left - dot.area.right) / first.size;
    let height = (first.baseline - dot.area.centre().1) / first.size;
    dot.area.width() > FLAT * dot.area.height() && BEFORE.contains(&gap) && MINUS.contains(&height)
}

/// Takes out what lines run through, where digits are left; else it is doubtful. Whether any was taken out.
fn drop_struck(glyphs: &mut Vec<Glyph>, lines: &[Ink]) -> bool {
    let is_struck = |glyph: &Glyph| lines.iter().any(|line| strikes(line, glyph));
    let left = glyphs.iter().any(|glyph| !is_struck(glyph) && glyph.ch.is_numeric());
    match left {
        true => glyphs.retain(|glyph| !is_struck(glyph)),
        false => glyphs.iter_mut().for_each(|glyph| glyph.marks.doubtful = true),
    }
    left
}

/// Adds characters that cannot be decoded where ink stands in a blank cell or beside its figures. Ink elsewhere among the figures
/// makes them doubtful.
fn add(glyphs: &mut Vec<Glyph>, ink: &[Ink]) {
    let seen: Vec<Glyph> = glyphs.iter().filter(|glyph| !glyph.is_space()).copied().collect();
    let line = seen.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b));
    let mut shapes: Vec<Area> = Vec::new();
    for ink in ink {
        let Some(line) = &line else {
            if ink.area.width() <= MAX_STROKE || matches!(ink.kind, Kind::Shape | Kind::Picture) {
                shapes.push(ink.area);
            }
            continue;
        };
        let (x, y) = ink.area.centre();
        let under = |glyph: &Glyph| {
            let (x, y) = glyph.area.centre();
            ink.order < glyph.order && ink.area.holds(x, y)
        };
        let beside = line.top <= y && y <= line.bottom && !(line.left..=line.right).contains(&x);
        match ink.kind {
            Kind::Shape | Kind::Picture if seen.iter().any(under) => {}
            Kind::Across if !beside || ink.area.width() > MAX_STROKE || is_underline(ink, &seen) => {}
            _ if beside => shapes.push(ink.area),
            Kind::Shape | Kind::Picture | Kind::Down => {
                glyphs.iter_mut().for_each(|glyph| glyph.marks.doubtful = true);
            }
            Kind::Across | Kind::Dot => {}
        }
    }
    shapes.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut apart: Vec<Area> = Vec::new();
    for shape in shapes {
        match apart.last_mut().filter(|last| shape.left <= last.right) {
            Some(last) => *last = last.around(&shape),
            None => apart.push(shape),
        }
    }
    apart.truncate(MAX_CHARACTERS);
    let first = seen.first().copied();
    glyphs.extend(apart.iter().map(|area| lost(area, first.as_ref())));
}

/// Whether a line stands below the letters.
fn is_underline(ink: &Ink, glyphs: &[Glyph]) -> bool {
    glyphs.iter().all(|glyph| ink.area.top > glyph.baseline - *THROUGH.start() * glyph.size)
}

/// A character that cannot be decoded, on the line of another or on its own.
fn lost(area: &Area, beside: Option<&Glyph>) -> Glyph {
    let size = (area.height() / DIGIT).max(MIN_INK);
    let own = Glyph {
        ch: char::REPLACEMENT_CHARACTER,
        area: *area,
        baseline: area.bottom,
        size,
        turn: Turn::Upright,
        order: 0,
        colour: Colour::default(),
        marks: GlyphMarks::default(),
    };
    let on_line = beside.map(|other| Glyph {
        area: Area { left: area.left, right: area.right, ..other.area },
        ch: char::REPLACEMENT_CHARACTER,
        marks: GlyphMarks::default(),
        ..*other
    });
    let lost = on_line.unwrap_or(own);
    Glyph { marks: GlyphMarks { undecoded: true, ..lost.marks }, ..lost }
}
