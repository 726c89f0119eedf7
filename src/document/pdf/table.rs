//! Tables of one page: lattices with the text of their cells, and the text left over.
//!
//! Takes a `sheet`, gives `Part`s (a table, or the piece of it on this page) to `stitch` and the rest to `flow`.

use std::ops::Range;

use super::geometry::Area;
use super::inked::Inked;
use super::painted::glyph::Glyph;
use super::riding;
use super::ruled::lattice::Lattice;
use super::sheet::Sheet;
use super::sheet::chunk::split;
use super::sheet::text::{self, CellText, is_wide};

/// The part of a table that stands on one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The place of its page among those read; where it goes on, that of the last one.
    pub(super) leaf: u32,
    /// The place of the page on which it begins.
    pub(super) first: u32,
    /// Its box on the upright page.
    pub(super) area: Area,
    /// Places of the edges of its columns, one more than columns.
    pub(super) xs: Vec<f32>,
    pub(super) rows: usize,
    /// Cells in reading order.
    pub(super) cells: Vec<PartCell>,
    /// The size of its type, where it was found by the alignment of its words.
    pub(super) size: f32,
    /// Found by its rulings, not by the alignment of its words.
    pub(super) ruled: bool,
}

/// A cell of a part.
#[derive(Debug, Clone, Default)]
pub(super) struct PartCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) content: CellText,
    /// Its page and its box on that page as shown.
    pub(super) page: u32,
    pub(super) shown: Area,
    /// Its border at the bottom of the table is missing: it goes on.
    pub(super) cut: bool,
    /// Its border at the top of the part is missing: it has begun on the page before.
    pub(super) begun: bool,
    /// Read from hidden text over or under a scan.
    pub(super) recognised: bool,
    /// Of a table without rulings.
    pub(super) inferred: bool,
    /// It may be one half of a cell that a break in the page cut.
    pub(super) doubtful: bool,
}

/// Glyphs no further apart than this part of their size were set as one word, and overlap by no more than the other.
const TIGHT: f32 = 0.12;
const OVERLAP: f32 = 0.3;

/// How far the text of a cell may run over an edge that a break in the page made, as a part of its size.
const OVERRUN: f32 = 1.3;

/// The ruled tables of a sheet, from top to bottom, and the glyphs outside them.
pub(super) fn ruled(sheet: &Sheet) -> (Vec<Part>, Vec<Glyph>) {
    let areas: Vec<Area> = sheet.lattices.iter().map(Lattice::area).collect();
    let mut places: Vec<Option<(usize, usize)>> =
        sheet.glyphs.iter().map(|glyph| place(glyph, &sheet.lattices, &areas)).collect();
    let inked = Inked::of(sheet, |x, y| within(x, y, &sheet.lattices, &areas));
    let overflows = keep_words_whole(&sheet.glyphs, &mut places);
    let at = |x: f32, y: f32, reach: f32| {
        within(x, y, &sheet.lattices, &areas).or_else(|| over_break(x, y, &sheet.lattices, reach))
    };
    let riding: Vec<(usize, usize)> = words(&sheet.glyphs)
        .filter_map(|word| sheet.glyphs.get(word))
        .flat_map(|word| riding::cells(word, at))
        .collect();
    let mut contents: Vec<Vec<Vec<Glyph>>> =
        sheet.lattices.iter().map(|lattice| vec![Vec::new(); lattice.cells.len()]).collect();
    let mut outside = Vec::new();
    for (glyph, place) in sheet.glyphs.iter().zip(&places) {
        let cell = place.and_then(|(lattice, cell)| contents.get_mut(lattice)?.get_mut(cell));
        match cell {
            Some(cell) => cell.push(*glyph),
            None => outside.push(*glyph),
        }
    }
    let mut struck = drop_remarks(&mut contents);
    for (index, (lattice, contents)) in sheet.lattices.iter().zip(&mut contents).enumerate() {
        let rows = lattice.ys.len().saturating_sub(1);
        if is_crowded(contents) || rows == 1 && is_unparted(contents) {
            outside.extend(std::mem::take(contents).into_iter().flatten());
        } else if contents.iter().any(|glyphs| !glyphs.is_empty()) {
            struck.extend(inked.mark(index, contents).into_iter().map(|cell| (index, cell)));
        }
    }
    let mut parts = Vec::new();
    for (index, (lattice, contents)) in sheet.lattices.iter().zip(contents).enumerate() {
        let mut part = part(sheet, lattice, contents);
        let mut mark = |cell: usize, mark: fn(&mut CellText)| {
            let Some(fields) = lattice.cells.get(cell) else { return };
            let is_own = |own: &&mut PartCell| (own.row, own.column) == (fields.row, fields.column);
            if let Some(cell) = part.cells.iter_mut().find(is_own) {
                mark(&mut cell.content);
            }
        };
        let own = |place: &&(usize, usize)| place.0 == index;
        overflows.iter().filter(own).for_each(|place| mark(place.1, |text| text.joined = true));
        riding.iter().filter(own).for_each(|place| mark(place.1, |text| text.undecoded = true));
        struck.iter().filter(own).for_each(|place| mark(place.1, |text| text.note_dropped = true));
        parts.push(part);
    }
    (parts, outside)
}

/// Edges of columns found by the alignment of words this far apart are one edge, in points.
pub(super) const SOFT_EDGE: f32 = 18.0;

/// A cell with so many figures side by side is a row.
const CROWD: usize = 3;

/// How far apart they stand at least, in sizes of their type: the digits of one number may be set apart, too.
const CROWD_GAP: f32 = 1.5;

/// So many words may stand over the figures of a column.
const HEADS: usize = 3;

/// The part of the figures of a table that may stand in rows of which the cells are not ruled.
const CROWDED: f32 = 0.3;

/// Whether the rulings of a table part its rows and not its columns, or its columns and not its rows, so that the words have to tell
/// them.
fn is_crowded(cells: &[Vec<Glyph>]) -> bool {
    let (mut figures, mut crowded) = (0, 0);
    for cell in cells.iter().filter(|glyphs| glyphs.iter().any(|glyph| !is_wide(glyph.ch))) {
        let (mut stacked, mut words) = (0, 0);
        for line in text::lines(cell.clone()) {
            let chunks = split(&line);
            let own: Vec<Area> = chunks.iter().filter(|chunk| chunk.figure).map(|chunk| chunk.area).collect();
            let apart = |pair: &[Area]| matches!(pair, [a, b] if b.left - a.right >= CROWD_GAP * line.size);
            figures += own.len();
            crowded += if own.len() >= CROWD && own.windows(2).all(apart) { own.len() } else { 0 };
            stacked += usize::from(own.len() == 1);
            words += chunks.len() - own.len();
        }
        crowded += if stacked > CROWD && words <= HEADS { stacked } else { 0 };
    }
    crowded as f32 > CROWDED * figures as f32
}

/// So many columns of a row hold a head and figures below it if lines part the columns alone.
const UNPARTED: usize = 2;

/// Whether the cells of a row hold whole columns: a head, and figures one below the other.
fn is_unparted(cells: &[Vec<Glyph>]) -> bool {
    let is_column = |cell: &&Vec<Glyph>| {
        let lines = text::lines(cell.to_vec());
        let mut chunks = lines.iter().map(split);
        let words = chunks.by_ref().take_while(|line| line.iter().any(|chunk| !chunk.figure)).count();
        words > 0 && words < lines.len() && chunks.all(|line| matches!(line.as_slice(), [one] if one.figure))
    };
    cells.iter().filter(is_column).count() >= UNPARTED
}

/// What was added to a cell fills it in if it was blank, and corrects it if what was printed there is cancelled; else it is a remark on
/// it, and where that is a number alone, nobody can say which of the two counts. Returns the cells that were corrected.
fn drop_remarks(contents: &mut [Vec<Vec<Glyph>>]) -> Vec<(usize, usize)> {
    let mut corrected = Vec::new();
    for (lattice, cells) in contents.iter_mut().enumerate() {
        for (cell, glyphs) in cells.iter_mut().enumerate() {
            let (added, printed): (Vec<&Glyph>, Vec<&Glyph>) =
                glyphs.iter().filter(|glyph| !glyph.is_space()).partition(|glyph| glyph.marks.added);
            if added.is_empty() || printed.is_empty() {
                continue;
            }
            let is_figure = |glyphs: &[&Glyph]| glyphs.iter().any(|glyph| glyph.ch.is_numeric());
            let corrects =
                printed.iter().all(|glyph| glyph.marks.cancelled) && is_figure(&printed) && is_figure(&added);
            let is_number = added.iter().all(|glyph| glyph.ch.is_numeric() || is_sign(glyph.ch));
            let differs = !printed.iter().map(|glyph| glyph.ch).eq(added.iter().map(|glyph| glyph.ch));
            let unsure = !corrects && differs && is_number && is_figure(&printed) && is_figure(&added);
            glyphs.retain(|glyph| glyph.marks.added == corrects);
            glyphs.iter_mut().for_each(|glyph| glyph.marks.doubtful |= unsure);
            if corrects {
                corrected.push((lattice, cell));
            }
        }
    }
    corrected
}

/// Whether it is a sign that numbers are written with.
fn is_sign(ch: char) -> bool {
    matches!(ch, '.' | ',' | '-' | '−' | '－' | '，' | '．')
}

/// The lattice and cell a glyph stands in: of nested lattices the smallest.
fn place(glyph: &Glyph, lattices: &[Lattice], areas: &[Area]) -> Option<(usize, usize)> {
    let (x, y) = glyph.area.centre();
    if areas.iter().any(|area| area.holds(x, y)) {
        return within(x, y, lattices, areas);
    }
    let reach = OVERRUN * glyph.size;
    let over = |(index, lattice): (usize, &Lattice)| Some((index, lattice.cell_above(x, y, reach)?));
    lattices.iter().enumerate().find_map(over)
}

/// The lattice and cell at a point outside all of them that an edge which a break in the page made, above or below, is no border of.
fn over_break(x: f32, y: f32, lattices: &[Lattice], reach: f32) -> Option<(usize, usize)> {
    let over = |(index, lattice): (usize, &Lattice)| {
        let cell = lattice.cell_above(x, y, reach).or_else(|| lattice.cell_below(x, y, reach))?;
        Some((index, cell))
    };
    lattices.iter().enumerate().find_map(over)
}

/// The lattice and cell at a point.
fn within(x: f32, y: f32, lattices: &[Lattice], areas: &[Area]) -> Option<(usize, usize)> {
    let around = areas.iter().enumerate().filter(|(_, area)| area.holds(x, y));
    let (index, _) = around.min_by(|a, b| a.1.size().total_cmp(&b.1.size()))?;
    Some((index, lattices.get(index)?.cell_at(x, y)?))
}

/// A word that runs over the edge of its cell belongs to one cell as a whole: a number to the cell of its middle, a
/// label to the cell it begins in. Returns the cells that such a number was taken to or from.
fn keep_words_whole(glyphs: &[Glyph], places: &mut [Option<(usize, usize)>]) -> Vec<(usize, usize)> {
    let mut overflows = Vec::new();
    for word in words(glyphs) {
        let Some(of_word) = places.get(word.clone()) else { continue };
        if of_word.windows(2).all(|pair| pair.first() == pair.last()) {
            continue;
        }
        let Some(own) = glyphs.get(word.clone()) else { continue };
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let is_number = own.iter().all(|glyph| !is_wide(glyph.ch));
        let middle = (first.area.left + last.area.right) / 2.0;
        let home = match is_number {
            true => own.iter().position(|glyph| glyph.area.right >= middle).unwrap_or(0),
            false => 0,
        };
        let Some(&home) = of_word.get(home) else { continue };
        if is_number {
            overflows.extend(of_word.iter().flatten().copied());
        }
        if let Some(of_word) = places.get_mut(word) {
            of_word.fill(home);
        }
    }
    overflows
}

/// Ranges of glyphs painted one after the other, each close to the one before on the same line. Hanzi and figures are
/// never one word: a label that runs over its edge may touch the figure beside it.
fn words(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for (index, pair) in glyphs.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let size = before.size.max(after.size);
        let gap = after.area.left - before.area.right;
        let close = (-OVERLAP * size..=TIGHT * size).contains(&gap)
            && (before.baseline - after.baseline).abs() <= 0.1 * size
            && !before.is_space()
            && !after.is_space()
            && before.turn == after.turn
            && is_wide(before.ch) == is_wide(after.ch);
        if !close {
            words.push(start..index + 1);
            start = index + 1;
        }
    }
    words.push(start..glyphs.len());
    words.into_iter()
}

fn part(sheet: &Sheet, lattice: &Lattice, contents: Vec<Vec<Glyph>>) -> Part {
    let rows = lattice.ys.len().saturating_sub(1);
    let mut cells = Vec::with_capacity(lattice.cells.len());
    for (fields, glyphs) in lattice.cells.iter().zip(contents) {
        let area = lattice.cell_area(fields);
        let content = if glyphs.is_empty() { CellText::default() } else { text::cell(glyphs, area.right) };
        if fields.open && content.text.is_empty() {
            continue;
        }
        cells.push(PartCell {
            row: fields.row,
            column: fields.column,
            row_span: fields.row_span,
            column_span: fields.column_span,
            content,
            page: sheet.number,
            shown: sheet.as_shown(&area),
            cut: fields.row + fields.row_span == rows && lattice.is_unruled_below(fields.column),
            begun: fields.row == 0 && lattice.is_unruled_above(fields.column),
            recognised: sheet.recognised,
            inferred: false,
            doubtful: false,
        });
    }
    let rows = drop_empty_rows(&mut cells, rows);
    let area = lattice.area();
    let (leaf, xs) = (sheet.leaf, lattice.xs.clone());
    Part { leaf, first: leaf, area, xs, rows, cells, size: 0.0, ruled: true }
}

/// Takes out rows in which no cell begins: slivers between double borders, and what a break in the page leaves of a cell
/// that spans it. Returns the number of rows left.
fn drop_empty_rows(cells: &mut [PartCell], rows: usize) -> usize {
    let mut begins = vec![false; rows];
    for cell in cells.iter() {
        if let Some(begins) = begins.get_mut(cell.row) {
            *begins = true;
        }
    }
    let mut kept = 0;
    let mut places: Vec<usize> = Vec::with_capacity(rows + 1);
    for begins in begins {
        places.push(kept);
        kept += usize::from(begins);
    }
    places.push(kept);
    for cell in cells.iter_mut() {
        let place = |row: usize| places.get(row).copied().unwrap_or(kept);
        let (start, end) = (place(cell.row), place(cell.row + cell.row_span));
        (cell.row, cell.row_span) = (start, end.saturating_sub(start).max(1));
    }
    kept
}
