//! Tables without rulings: words that stand in columns.
//!
//! Lines outside ruled tables → stretches of lines with gaps → columns where the gaps of the fullest lines agree → rows
//! by rules or stripes where there are any, else by the figures, with labels gathered around them.

use std::ops::Range;

use super::bands::labels_end;
use super::geometry::Area;
use super::glyph::Glyph;
use super::heads;
use super::rows::{self, Head};
use super::sheet::Sheet;
use super::stitch::begins_label;
use super::table::{Part, PartCell};
use super::text::{self, Line};

/// A gap this wide parts two cells, as a part of the size of the type; the tightest tables seen leave 0.6.
const CELL_GAP: f32 = 0.55;

/// The same between two hanzi of a line that sets most of its characters tight, as narrow heads stand.
const TIGHT_CELL_GAP: f32 = 0.38;
const TIGHT: f32 = 0.08;

/// A table has at least this many lines in cells, and one line with this many cells.
const MIN_LINES: usize = 3;
const MIN_CELLS: usize = 3;

/// This many lines of one cell may stand between lines of several: titles of blocks, rest of a label.
const MAX_BRIDGE: usize = 4;

/// This many lines of labels without figures may stand between lines with some: rows left blank.
const MAX_BLANK: usize = 40;

/// Lines of a table stand no further apart than this, in sizes of their type.
const MAX_LEADING: f32 = 4.5;

/// The lines that tell the columns have at least this part of the cells of the fullest line.
const FULL_SHARE: f32 = 0.6;

/// The part of the lines that may cross the gap between two columns: among figures, and among labels, which often span.
const CROSSING: f32 = 0.1;
const LABELS_CROSSING: f32 = 0.5;

/// Words of one cell on one line.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) area: Area,
    /// A number or a nil mark.
    pub(super) figure: bool,
    /// How far it stands above its place on the page before, if it was carried over from there.
    pub(super) carried: f32,
}

/// What the page before holds that may go on at the top of this one.
#[derive(Default)]
pub(super) struct Before<'b> {
    /// The table that stands last, if it was found by the alignment of its words: too few of its lines may stand on this
    /// page to tell its columns.
    pub(super) part: Option<&'b Part>,
    /// The last lines, if they may be the header of a table whose figures stand on this page.
    pub(super) header: &'b [Line],
}

/// Finds tables among lines, takes their lines out and gives them as parts. Says whether the first of them took over the
/// header that stands on the page before.
pub(super) fn find(sheet: &Sheet, lines: &mut Vec<Line>, before: &Before<'_>) -> (Vec<Part>, bool) {
    let chunks: Vec<Vec<Chunk>> = lines.iter().map(split).collect();
    let mut parts = Vec::new();
    let mut taken = vec![false; lines.len()];
    let (mut next, mut took_header) = (0, false);
    if let Some(before) = before.part
        && let Some((part, end)) = rest(sheet, lines, &chunks, before)
    {
        parts.push(part);
        taken.iter_mut().take(end).for_each(|taken| *taken = true);
        next = end;
    }
    for stretch in stretches(lines, &chunks) {
        let stretch = stretch.start.max(next)..stretch.end;
        let own = chunks.get(stretch.clone()).unwrap_or(&[]);
        let whole = if stretch.start == 0 { with_header(lines, own, before.header) } else { None };
        let with_header = whole.and_then(|whole| table(sheet, &whole));
        took_header |= with_header.is_some();
        if let Some(part) = with_header.or_else(|| table(sheet, own)) {
            parts.push(part);
            taken.iter_mut().take(stretch.end).skip(stretch.start).for_each(|taken| *taken = true);
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
pub(super) fn lone_header(lines: &[Line]) -> usize {
    let chunks: Vec<Vec<Chunk>> = lines.iter().map(split).collect();
    let Some(stretch) = stretches(lines, &chunks).pop() else { return 0 };
    let own = chunks.get(stretch.clone()).unwrap_or_default();
    let most = own.iter().map(Vec::len).max().unwrap_or(0);
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

/// The lines at the top of a page that go on with a table, and how many they are.
fn rest(sheet: &Sheet, lines: &[Line], chunks: &[Vec<Chunk>], before: &Part) -> Option<(Part, usize)> {
    let fits = |line: usize| {
        let own = chunks.get(line).map_or(&[][..], Vec::as_slice);
        let alone = own.len() < 2;
        let wide = own.iter().any(|chunk| chunk.area.width() > ALONE_SHARE * before.area.width());
        !(own.is_empty() || alone && wide)
            && own.iter().all(|chunk| !chunk.figure || !is_crossed(chunk, &before.xs))
    };
    let size = lines.first()?.size;
    let alike = before.size.max(size) <= SAME_SIZE * before.size.min(size);
    let end = (0..lines.len())
        .take_while(|&line| belongs(lines, line, line.saturating_sub(1), 0) && fits(line))
        .count();
    let own = chunks.get(..end)?;
    let figures = own.iter().flatten().filter(|chunk| chunk.figure).count();
    if !alike || end == 0 || figures == 0 && end > 2 * MAX_BRIDGE {
        return None;
    }
    let labels_end = labels_end(own, &before.xs);
    let mut xs: Vec<f32> = before.xs.iter().copied().filter(|x| *x >= labels_end).collect();
    if xs.len() == before.xs.len() {
        return Some((part(sheet, own, xs)?, end));
    }
    // Which columns the labels stand in is seen better where there are more of them.
    let mut labels = label_edges(own, labels_end);
    if labels.len() + xs.len() < before.xs.len() {
        labels = before.xs.iter().copied().skip(1).filter(|x| *x < labels_end).collect();
    }
    xs.splice(..0, before.xs.first().copied().into_iter().chain(labels));
    Some((part(sheet, own, xs)?, end))
}

/// A line of a table that stands alone in its row is no wider than this part of the table.
const ALONE_SHARE: f32 = 0.6;

/// Sizes of type that differ by no more than this factor are one.
const SAME_SIZE: f32 = 1.06;

/// Whether an edge of a column goes through a chunk.
fn is_crossed(chunk: &Chunk, xs: &[f32]) -> bool {
    xs.iter().any(|&x| chunk.area.left + 1.0 < x && x < chunk.area.right - 1.0)
}

/// Cuts a line at its wide gaps.
fn split(line: &Line) -> Vec<Chunk> {
    let mut chunks: Vec<Vec<Glyph>> = Vec::new();
    let mut end = f32::MIN;
    let gaps = line.glyphs.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(after.area.left - before.area.right),
        _ => None,
    });
    let tight = gaps.filter(|gap| *gap <= TIGHT * line.size).count() * 2 > line.glyphs.len();
    let is_hanzi = |glyph: &Glyph| ('\u{4E00}'..='\u{9FFF}').contains(&glyph.ch);
    for glyph in line.glyphs.iter().filter(|glyph| !glyph.is_space()) {
        let narrow = tight && (is_hanzi(glyph) || matches!(glyph.ch, '（' | '('));
        match chunks.last_mut() {
            Some(chunk)
                if glyph.area.left - end
                    <= line.size
                        * if narrow && chunk.last().is_some_and(is_hanzi) {
                            TIGHT_CELL_GAP
                        } else {
                            CELL_GAP
                        } =>
            {
                chunk.push(*glyph)
            }
            _ => chunks.push(vec![*glyph]),
        }
        end = end.max(glyph.area.right);
    }
    let chunk = |glyphs: Vec<Glyph>| {
        let area = glyphs.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
        let figure = glyphs.iter().all(|glyph| is_figure(glyph.ch));
        Chunk { glyphs, area, figure, carried: 0.0 }
    };
    chunks.into_iter().map(chunk).collect()
}

/// Characters of numbers and nil marks.
fn is_figure(ch: char) -> bool {
    ch.is_ascii_digit() || "０１２３４５６７８９.,，．+-－＋−—–/／无件元万减增".contains(ch)
}

/// Stretches of lines that may be a table.
fn stretches(lines: &[Line], chunks: &[Vec<Chunk>]) -> Vec<Range<usize>> {
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
            && belongs(lines, start - 1, start, index)
        {
            start -= 1;
        }
        let (mut next, mut bridge) = (end, 0);
        let mut figures_start = f32::MAX;
        while next < lines.len() && bridge <= MAX_BRIDGE && belongs(lines, next, next - 1, index) {
            let own = chunks.get(next).map_or(&[][..], Vec::as_slice);
            let figures = own.iter().filter(|chunk| chunk.figure).map(|chunk| chunk.area.left);
            figures_start = figures.fold(figures_start, f32::min);
            // Labels without figures, left of all figures, are rows that were left blank.
            let blank = own.last().is_some_and(|chunk| chunk.area.right < figures_start) && figures_start < f32::MAX;
            bridge += usize::from(!blank);
            next += 1;
            if several(next - 1) {
                (end, bridge) = (next, 0);
            }
            if next - end > MAX_BLANK {
                break;
            }
        }
        // Single lines after the last row may be the rest of its label.
        while end < next && belongs(lines, end, end - 1, index) && is_near(lines, end) {
            end += 1;
        }
        index = end;
        found.push(start..end);
    }
    found
}

/// Whether a line is set like the first row of a table and near the line beside it, and is not running text.
fn belongs(lines: &[Line], line: usize, beside: usize, first: usize) -> bool {
    let (Some(line), Some(beside), Some(first)) = (lines.get(line), lines.get(beside), lines.get(first))
    else {
        return false;
    };
    let alike = line.size.max(first.size) <= SAME_SIZE * line.size.min(first.size);
    alike && (line.baseline - beside.baseline).abs() <= MAX_LEADING * first.size
}

/// Whether a line follows the one before as a line of one cell does.
fn is_near(lines: &[Line], line: usize) -> bool {
    let (Some(before), Some(line)) = (lines.get(line.wrapping_sub(1)), lines.get(line)) else { return false };
    line.baseline - before.baseline <= 1.7 * line.size && !begins_label(&line.text())
}

fn table(sheet: &Sheet, lines: &[Vec<Chunk>]) -> Option<Part> {
    let in_cells = lines.iter().filter(|chunks| chunks.len() >= 2).count();
    let most = lines.iter().map(Vec::len).max()?;
    let figures = lines.iter().flatten().filter(|chunk| chunk.figure).count();
    if in_cells < MIN_LINES || most < MIN_CELLS || figures == 0 {
        return None;
    }
    let area = lines.iter().flatten().map(|chunk| chunk.area).reduce(|a, b| a.around(&b))?;
    let header = heads::find(lines);
    if std::env::var("DBG").is_ok() { for l in lines { eprintln!("L {}", l.iter().map(|c| format!("[{:.0}-{:.0} {}{}]", c.area.left, c.area.right, if c.figure {"#"} else {""}, c.glyphs.iter().map(|g| g.ch).collect::<String>())).collect::<String>()); } eprintln!("header {:?}", header.as_ref().map(|h| (h.lines, h.rows.len(), h.columns(lines)))); }
    let told = header.as_ref().and_then(|header| header.columns(lines));
    let xs = match told {
        Some(edges) => with_labels(lines, edges, &area),
        None => columns(lines, most, &area),
    };
    part(sheet, lines, xs)
}

/// All edges of columns, where the heads tell those of the figures: the columns of labels before them come from the
/// labels.
fn with_labels(lines: &[Vec<Chunk>], edges: Vec<f32>, area: &Area) -> Vec<f32> {
    let first = edges.first().copied().unwrap_or(area.left);
    let in_first = lines.iter().flatten().filter(|chunk| chunk.area.centre().0 < first);
    let (words, figures) = in_first.fold((0, 0), |(words, figures), chunk| match chunk.figure {
        true => (words, figures + 1),
        false => (words + 1, figures),
    });
    let mut xs = if words > figures { label_edges(lines, first) } else { Vec::new() };
    xs.extend(edges);
    xs.push(area.left - 1.0);
    xs.push(area.right + 1.0);
    xs.sort_by(f32::total_cmp);
    xs
}

/// Edges between the columns of labels that end at a place: gaps that most of the labels keep.
fn label_edges(lines: &[Vec<Chunk>], end: f32) -> Vec<f32> {
    let labels: Vec<(f32, f32)> = lines
        .iter()
        .flatten()
        .map(|chunk| (chunk.area.left, chunk.area.right))
        .filter(|span| span.1 <= end + 1.0)
        .collect();
    let rows = labels.len().max(1) as f32;
    let gaps = gaps(&labels, (LABELS_CROSSING * rows / 2.0) as i32);
    let middle = |gap: (f32, f32)| (gap.0 + gap.1) / 2.0;
    let mut edges = Vec::new();
    for gap in gaps.into_iter().filter(|gap| gap.1 < end) {
        // Heads over many rows are so few that they seem to cross a gap; where they stand, there are two.
        let inside = |span: &&(f32, f32)| gap.0 - 1.0 <= span.0 && span.1 <= gap.1 + 1.0;
        let own = labels.iter().filter(inside);
        let around = own.fold((f32::MAX, f32::MIN), |sum, span| (sum.0.min(span.0), sum.1.max(span.1)));
        let halves = [(gap.0, around.0), (around.1, gap.1)];
        if around.0 > around.1 {
            edges.push(middle(gap));
        } else {
            edges.extend(halves.into_iter().filter(|half| half.1 - half.0 > MIN_GAP).map(middle));
        }
    }
    edges
}

/// Puts lines into rows and columns whose edges are known.
fn part(sheet: &Sheet, lines: &[Vec<Chunk>], xs: Vec<f32>) -> Option<Part> {
    let area = lines.iter().flatten().map(|chunk| chunk.area).reduce(|a, b| a.around(&b))?;
    let size =
        lines.iter().flatten().flat_map(|chunk| &chunk.glyphs).map(|glyph| glyph.size).fold(0.0, f32::max);
    let header = heads::find(lines);
    let heads = header.as_ref().map_or(0, |header| header.rows.len());
    let body = lines.get(header.as_ref().map_or(0, |header| header.lines)..).unwrap_or_default();
    let (xs, labels_end) = settle_labels(body, xs, &area);
    let gathered = rows::gather(sheet, body, &xs, labels_end, &area);
    if std::env::var("DBG").is_ok() { eprintln!("xs {xs:?} end {labels_end}"); for l in &gathered.rows { eprintln!("R {}", l.iter().map(|c| format!("[{:.0}-{:.0} @{:.0} {}{}]", c.area.left, c.area.right, c.area.centre().1, if c.figure {"#"} else {""}, c.glyphs.iter().map(|g| g.ch).collect::<String>())).collect::<String>()); } for h in &gathered.heads { eprintln!("H {:?} {:?} {}", h.rows, h.columns, h.chunks.iter().flat_map(|c| &c.glyphs).map(|g| g.ch).collect::<String>()); } }
    let mut all_rows = header.map_or(Vec::new(), |header| header.rows);
    all_rows.extend(gathered.rows.into_iter().map(|row| span_alone(row, &xs, labels_end)));
    let rows = all_rows.len();
    let in_rows = all_rows.into_iter().enumerate();
    let mut cells: Vec<PartCell> =
        in_rows.flat_map(|(row, chunks)| row_cells(sheet, row, chunks, &xs)).collect();
    span_down(&mut cells, heads);
    for head in gathered.heads {
        add_head(sheet, &mut cells, head, heads, &xs);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    if std::env::var("DBG").is_ok() { for c in cells.iter().filter(|c| c.row < heads + 1) { eprintln!("C {},{} {}x{} {}", c.row, c.column, c.row_span, c.column_span, c.content.text); } }
    Some(Part { page: sheet.number, area, xs, rows, cells, size, ruled: false })
}

/// Edges of columns: the middles of the gaps that the fullest lines have in common.
fn columns(lines: &[Vec<Chunk>], most: usize, area: &Area) -> Vec<f32> {
    let least = (FULL_SHARE * most as f32).ceil() as usize;
    let full: Vec<&Vec<Chunk>> = lines.iter().filter(|chunks| chunks.len() >= least.max(2)).collect();
    let spans: Vec<(f32, f32)> = full
        .iter()
        .flat_map(|chunks| chunks.iter().map(|chunk| (chunk.area.left, chunk.area.right)))
        .collect();
    let mut gaps = gaps(&spans, (CROSSING * full.len() as f32) as i32);
    // Left of the figures stand labels, of which some span; there a gap that half the lines keep is one.
    let mut figures: Vec<f32> =
        lines.iter().flatten().filter(|chunk| chunk.figure).map(|chunk| chunk.area.left).collect();
    figures.sort_by(f32::total_cmp);
    let first_figure = figures.get(figures.len() / 10).copied().unwrap_or(area.left);
    let before_figures = gaps.iter().rev().find(|gap| gap.1 <= first_figure + 1.0);
    let labels_end = before_figures.map_or(area.left, |gap| gap.0);
    gaps.retain(|gap| gap.0 >= labels_end);
    let mut xs: Vec<f32> = gaps.iter().map(|gap| (gap.0 + gap.1) / 2.0).collect();
    xs.extend(label_edges(lines, labels_end));
    xs.push(area.left - 1.0);
    xs.push(area.right + 1.0);
    xs.sort_by(f32::total_cmp);
    xs
}

/// Stretches between the first and the last span that at most `crossing` spans cover.
fn gaps(spans: &[(f32, f32)], crossing: i32) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, i32)> = spans.iter().flat_map(|span| [(span.0, 1), (span.1, -1)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut found: Vec<(f32, f32)> = Vec::new();
    let (mut depth, mut since): (i32, Option<f32>) = (0, None);
    for (place, change) in ends {
        depth += change;
        match since {
            Some(start) if depth > crossing => {
                if place - start > MIN_GAP {
                    found.push((start, place));
                }
                since = None;
            }
            None if change < 0 && depth <= crossing => since = Some(place),
            _ => {}
        }
    }
    found
}

/// The narrowest gap between two columns, in points.
const MIN_GAP: f32 = 2.0;

/// The cells of a row: chunks gathered by the columns they stand in.
fn row_cells(sheet: &Sheet, row: usize, chunks: Vec<Chunk>, xs: &[f32]) -> Vec<PartCell> {
    let column =
        |x: f32| xs.partition_point(|&edge| edge <= x).saturating_sub(1).min(xs.len().saturating_sub(2));
    let mut cells: Vec<(usize, usize, Vec<Chunk>)> = Vec::new();
    let mut sorted = chunks;
    sorted.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    for chunk in sorted {
        let middle = column(chunk.area.centre().0);
        let (first, last) = match chunk.figure {
            true => (middle, middle),
            false => (column(chunk.area.left + 1.0), column(chunk.area.right - 1.0)),
        };
        match cells.last_mut() {
            Some(cell) if first <= cell.1 => {
                cell.1 = cell.1.max(last);
                cell.2.push(chunk);
            }
            _ => cells.push((first, last, vec![chunk])),
        }
    }
    let cell = |(first, last, chunks): (usize, usize, Vec<Chunk>)| {
        let area = chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
        let edge = xs.get(last + 1).copied().unwrap_or(area.right);
        let lift = chunks.iter().map(|chunk| chunk.carried).fold(0.0, f32::max);
        let on_page = Area { top: area.top + lift, bottom: area.bottom + lift, ..area };
        let glyphs = chunks.into_iter().flat_map(|chunk| chunk.glyphs).collect();
        PartCell {
            row,
            column: first,
            row_span: 1,
            column_span: last - first + 1,
            content: text::cell(glyphs, edge),
            page: sheet.number - u32::from(lift > 0.0),
            shown: sheet.as_shown(&on_page),
            recognised: sheet.recognised,
            inferred: true,
            ..PartCell::default()
        }
    };
    let mut found: Vec<PartCell> = cells.into_iter().map(cell).collect();
    blanks(sheet, row, &mut found, xs);
    found
}

/// Moves the edge between labels and figures to where both end: heads are often narrower than the labels below them. Also
/// gives that edge.
fn settle_labels(body: &[Vec<Chunk>], mut xs: Vec<f32>, area: &Area) -> (Vec<f32>, f32) {
    let end = labels_end(body, &xs);
    let next = xs.iter().copied().find(|x| *x > end).unwrap_or(area.right);
    let Some(edge) = xs.iter_mut().find(|x| **x == end) else { return (xs, end.min(area.right)) };
    let all = || body.iter().flatten();
    let in_first = |chunk: &&Chunk| chunk.figure && (end..next).contains(&chunk.area.centre().0);
    let figures = all().filter(in_first).map(|chunk| chunk.area.left).fold(f32::MAX, f32::min);
    let is_label = |chunk: &&Chunk| !chunk.figure && chunk.area.centre().0 < end && chunk.area.right < figures;
    let labels = all().filter(is_label).map(|chunk| chunk.area.right).fold(f32::MIN, f32::max);
    if figures < f32::MAX && labels > end - 1.0 {
        *edge = (labels + figures) / 2.0;
    }
    let settled = *edge;
    (xs, settled)
}

/// How far the middle of words that stand alone may be off that of the columns they span, as a part of their width.
const OFF_MIDDLE: f32 = 0.08;

/// Lets words that stand alone in their row, or alone in its columns of figures, span all the columns they are
/// centred over.
fn span_alone(mut row: Vec<Chunk>, xs: &[f32], labels_end: f32) -> Vec<Chunk> {
    let (Some(&left), Some(&right)) = (xs.first(), xs.last()) else { return row };
    let alone = row.len() == 1;
    let mut values = row.iter_mut().filter(|chunk| alone || chunk.area.centre().0 >= labels_end);
    let (Some(words), None) = (values.next(), values.next()) else { return row };
    let is_over = |from: f32| {
        let off = (words.area.centre().0 - (from + right) / 2.0).abs();
        off <= OFF_MIDDLE * (right - from)
    };
    let from = [left, labels_end].into_iter().find(|from| is_over(*from));
    if let Some(from) = from.filter(|from| !words.figure && (alone || *from == labels_end)) {
        words.area.left = words.area.left.min(from + 1.5);
        words.area.right = words.area.right.max(right - 1.5);
    }
    row
}

/// Adds a head over several rows: in those of them where nothing else stands in its columns. `offset` is the number of rows above
/// the first.
fn add_head(sheet: &Sheet, cells: &mut Vec<PartCell>, head: Head, offset: usize, xs: &[f32]) {
    let (first, end) = (head.rows.start + offset, head.rows.end + offset);
    let under = |cell: &PartCell| {
        cell.column < head.columns.end && head.columns.start < cell.column + cell.column_span
    };
    let taken = |row: usize| {
        let written = |cell: &PartCell| !cell.content.text.is_empty() && under(cell);
        cells.iter().any(|cell| cell.row <= row && row < cell.row + cell.row_span && written(cell))
    };
    let Some(start) = (first..end).find(|row| !taken(*row)) else { return };
    let end = (start..end).find(|row| taken(*row)).unwrap_or(end);
    cells.retain(|cell| !((start..end).contains(&cell.row) && under(cell)));
    let area = head.chunks.iter().map(|chunk| chunk.area).reduce(|a, b| a.around(&b)).unwrap_or_default();
    let edge = xs.get(head.columns.end).copied().unwrap_or(area.right);
    cells.push(PartCell {
        row: start,
        column: head.columns.start,
        row_span: end - start,
        column_span: head.columns.len(),
        content: text::cell(head.chunks.into_iter().flat_map(|chunk| chunk.glyphs).collect(), edge),
        page: sheet.number,
        shown: sheet.as_shown(&area),
        recognised: sheet.recognised,
        inferred: true,
        ..PartCell::default()
    });
}

/// Lets the heads of a header reach down over what is blank below them.
fn span_down(cells: &mut Vec<PartCell>, heads: usize) {
    let places: Vec<(usize, Range<usize>, bool)> = cells
        .iter()
        .filter(|cell| cell.row < heads)
        .map(|cell| (cell.row, cell.column..cell.column + cell.column_span, cell.content.text.is_empty()))
        .collect();
    let is_free = |row: usize, columns: &Range<usize>| {
        let mut under = places
            .iter()
            .filter(|(own, span, _)| *own == row && span.start < columns.end && columns.start < span.end);
        under.all(|(_, span, blank)| *blank && columns.start <= span.start && span.end <= columns.end)
    };
    let mut covered: Vec<(usize, Range<usize>)> = Vec::new();
    for cell in cells.iter_mut().filter(|cell| cell.row < heads && !cell.content.text.is_empty()) {
        let columns = cell.column..cell.column + cell.column_span;
        let end = (cell.row + 1..heads).find(|&row| !is_free(row, &columns)).unwrap_or(heads);
        covered.extend((cell.row + 1..end).map(|row| (row, columns.clone())));
        cell.row_span = end - cell.row;
    }
    cells.retain(|cell| {
        let over = |(row, columns): &(usize, Range<usize>)| {
            *row == cell.row && columns.start <= cell.column && cell.column < columns.end
        };
        !covered.iter().any(over)
    });
}

/// Adds blank cells where nothing stands in a column of a row.
fn blanks(sheet: &Sheet, row: usize, cells: &mut Vec<PartCell>, xs: &[f32]) {
    let height = cells.iter().map(|cell| cell.shown).reduce(|a, b| a.around(&b)).unwrap_or_default();
    let mut filled = vec![false; xs.len().saturating_sub(1)];
    for cell in cells.iter() {
        filled.iter_mut().skip(cell.column).take(cell.column_span).for_each(|filled| *filled = true);
    }
    for (column, _) in filled.iter().enumerate().filter(|(_, filled)| !**filled) {
        let edge = |index: usize| xs.get(index).copied().unwrap_or_default();
        let shown = Area { left: edge(column), right: edge(column + 1), ..height };
        let (page, inferred) = (sheet.number, true);
        cells.push(PartCell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            page,
            shown,
            inferred,
            ..PartCell::default()
        });
    }
    cells.sort_by_key(|cell| cell.column);
}
