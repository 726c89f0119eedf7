//! Tables drawn with characters: `┌─┬─┐ │ ├─┼─┤ └─┴─┘`, or `+---+ | +===+`.
//!
//! Strokes stand at the same place on every line, so a cell that reaches over several columns or rows shows itself by
//! the strokes it lacks. Where the places do not agree (a font draws the strokes of other width than its writer
//! thought), the cells of a line are only counted.

mod strokes;
mod unruled;

use super::draft::{Attempt, Draft, Piece, Row};
use super::lines::{Line, is_space};
use strokes::{Segment, Strokes, has_joint, is_border, is_upright, segments};

/// The most lines of one table that are looked at in one go.
const MAX_LINES: usize = 5_000;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let border = |at: usize| lines.get(at).is_some_and(|line| is_border(line.text));
    let inside = |line: &&Line<'_>| {
        let text = line.trimmed();
        text.starts_with(is_upright) && text.ends_with(is_upright) || has_joint(text)
    };
    let headless = || border(1) && lines.first().is_some_and(|line| inside(&line));
    if !border(0) && !headless() {
        return Attempt::Not(1);
    }
    let count = lines.iter().take(MAX_LINES).take_while(inside).count();
    let lines = lines.get(..count).unwrap_or_default();
    if lines.iter().filter(|line| !is_border(line.text)).count() == 0 {
        return Attempt::Not(count.max(1));
    }
    let rows = match Strokes::of(lines) {
        Some(strokes) => drawn(lines, &strokes),
        None => counted(lines),
    };
    Attempt::Table(Draft::of_drawn(rows, count))
}

/// The rows by the places of the strokes.
fn drawn(lines: &[Line<'_>], strokes: &Strokes) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // Where each column's open cell stands in `rows`: its row and its place in it.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; strokes.columns()];
    let mut begun = false;
    let parted = unruled::rows(lines);
    for (line, parted) in lines.iter().zip(parted) {
        let segments = segments(line.text, strokes);
        if parted && begun {
            open.fill(None);
            begun = false;
        }
        if begun && divides(&segments, &open) {
            // A blank goes on below what stands above it.
            let ends = |segment: &&Segment<'_>| !is_blank(segment.text) || !fits(segment, &open);
            let ended: Vec<(usize, usize)> =
                segments.iter().filter(ends).map(|segment| (segment.from, segment.to)).collect();
            for (from, to) in ended {
                open.iter_mut().take(to).skip(from).for_each(|cell| *cell = None);
            }
            begun = false;
        }
        if segments.iter().any(|segment| segment.rule) {
            for segment in &segments {
                let cell = open.get(segment.from).copied().flatten();
                for column in open.iter_mut().take(segment.to).skip(segment.from) {
                    *column = if segment.rule { None } else { cell };
                }
            }
            begun = false;
        }
        if !begun
            && segments.iter().any(|segment| !segment.rule)
            && !is_border(line.text)
            && !has_joint(line.text)
        {
            begin_row(&mut rows, &open);
            begun = true;
        }
        write(&mut rows, &mut open, &segments, line);
    }
    rows
}

/// Whether the strokes of a line cut an open cell, or leave out those between two: then no rule is needed to say that it is another row.
fn divides(segments: &[Segment<'_>], open: &[Option<(usize, usize)>]) -> bool {
    segments.iter().all(|segment| !segment.rule) && segments.iter().any(|segment| !fits(segment, open))
}

/// Whether a piece of a line reaches over the columns of one open cell.
fn fits(segment: &Segment<'_>, open: &[Option<(usize, usize)>]) -> bool {
    let cell = open.get(segment.from).copied().flatten();
    let before = segment.from.checked_sub(1).and_then(|before| open.get(before)).copied().flatten();
    let behind = open.get(segment.to).copied().flatten();
    let same = open.iter().take(segment.to).skip(segment.from).all(|other| *other == cell);
    cell.is_none() || same && before != cell && behind != cell
}

/// Begins a row; the cells that no rule closed reach down into it.
fn begin_row(rows: &mut Vec<Row>, open: &[Option<(usize, usize)>]) {
    let mut last = None;
    for cell in open.iter().copied().filter(Option::is_some) {
        if let Some((row, place)) = cell
            && last != cell
            && let Some(piece) = rows.get_mut(row).and_then(|row| row.get_mut(place))
        {
            piece.row_span += 1;
        }
        last = cell;
    }
    rows.push(Row::new());
}

/// Writes the texts of a line into the cells that are open, or into new ones.
fn write(rows: &mut [Row], open: &mut [Option<(usize, usize)>], segments: &[Segment<'_>], line: &Line<'_>) {
    for (ordinal, segment) in segments.iter().enumerate().filter(|(_, segment)| !segment.rule) {
        if let Some((row, place)) = open.get(segment.from).copied().flatten() {
            if let Some(piece) = rows.get_mut(row).and_then(|row| row.get_mut(place)) {
                piece.join(&super::lines::fold(segment.text));
            }
            continue;
        }
        let index = rows.len().saturating_sub(1);
        let Some(row) = rows.last_mut() else { return };
        let mut piece = Piece::new(segment.text, segment.from, line.number, ordinal + 1);
        piece.column_span = (segment.to - segment.from).max(1) as u32;
        row.push(piece);
        let cell = Some((index, row.len() - 1));
        open.iter_mut().take(segment.to).skip(segment.from).for_each(|column| *column = cell);
    }
}

/// The rows by counting the cells between strokes.
fn counted(lines: &[Line<'_>]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut begun = false;
    for (line, parted) in lines.iter().zip(unruled::rows(lines)) {
        begun &= !parted;
        if is_border(line.text) || has_joint(line.text) {
            begun = false;
            continue;
        }
        let text = line.trimmed().trim_matches(is_upright);
        let cells = text.split(is_upright).take(super::draft::MAX_LINE_CELLS);
        let row: Row = cells
            .enumerate()
            .map(|(column, text)| Piece::new(text, column, line.number, column + 1))
            .collect();
        match rows.last_mut() {
            Some(last) if begun && last.len() == row.len() => {
                last.iter_mut().zip(row).for_each(|(cell, more)| cell.join(&more.text));
            }
            _ => rows.push(row),
        }
        begun = true;
    }
    rows
}

/// Whether nothing but white space is in a text.
fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}
