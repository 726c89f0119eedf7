//! Tables out of a web page as programs print them that keep its cells and lose its spans: a stroke behind every cell, cells of a
//! row on one line or on a line each, strokes alone for what a cell spans, the header shorter than the rows.
//!
//! ```text
//! 第二十条第（五）项 | |||          第二十条第（五）项 |      第二十条第（五）项
//! 信息内容 | 本年处理决定数量 | ||   |||                       |
//! 行政许可 | 460 | ||                信息内容 |                信息内容
//!                                    本年处理决定数量 |        |
//!                                    ||                        本年处理决定数量
//! ```
//!
//! The strokes say where cells end, but not which stand over which. So this is a table of one cell a line, as
//! [`stacked`](super::stacked) reads it, with the blank cells known where a row stands on one line.

use super::draft::{Attempt, MAX_LINE_CELLS};
use super::lines::{Line, is_section, is_space, is_value, starts_item};
use super::stacked;

/// The most lines that are looked at in one go.
const MAX_LINES: usize = 10_000;
/// The most lines of one cell: 商业 above 企业.
const MAX_BROKEN: usize = 3;
/// The longest line of a cell of several lines, in bytes.
const MAX_PIECE: usize = 180;

/// The cells from the first line on, each as if on a line of its own.
#[derive(Default)]
struct Cells<'a> {
    cells: Vec<Line<'a>>,
    /// Whether each is for a figure: has one, is blank, or stands in a line behind one.
    figures: Vec<bool>,
    /// The place of the line on which each ends.
    ends: Vec<usize>,
    /// How many of the last are strokes alone, and how many words.
    alone: usize,
    words: usize,
    /// How many lines were looked at.
    seen: usize,
}

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    if !lines.first().is_some_and(|line| begins(*line, lines.get(1))) {
        return Attempt::Not(1);
    }
    let Cells { cells, figures, ends, seen, .. } = cells(lines);
    if figures.first().is_none_or(|figure| *figure) {
        return Attempt::Not(1);
    }
    // As many lines as hold so many cells, and the strokes below.
    let lines_of = |count: usize| {
        let used = count.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |end| end + 1);
        let below = lines.get(used..seen).unwrap_or_default();
        used + below.iter().take_while(|line| is_strokes(line.trimmed())).count()
    };
    match stacked::of_cells(&cells, &figures) {
        Attempt::Table(mut draft) => {
            draft.used = lines_of(draft.used).max(1);
            Attempt::Table(draft)
        }
        Attempt::Not(count) => Attempt::Not(lines_of(count.min(cells.len())).clamp(1, seen.max(1))),
    }
}

/// Whether such a table may begin on a line: a stroke ends it, or stands alone below it.
fn begins(line: Line<'_>, next: Option<&Line<'_>>) -> bool {
    let text = line.trimmed();
    !is_section(text)
        && (text.ends_with('|') || next.is_some_and(|next| next.trimmed() == "|") && text.len() <= MAX_PIECE)
}

fn is_strokes(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'|' | b' '))
}

fn cells<'a>(lines: &[Line<'a>]) -> Cells<'a> {
    let mut found = Cells::default();
    let mut at = 0;
    // Whether a stroke alone would be a blank cell: behind a cell with a stroke of its own.
    let mut inside = false;
    while let Some(line) = lines.get(at).filter(|_| at < MAX_LINES && !found.is_closed()) {
        let text = line.trimmed();
        if text == "|" && inside {
            let alone = found.alone + 1;
            found.push(Line { text: "", ..*line }, at, 1);
            found.alone = alone;
            at += 1;
        } else if is_strokes(text) {
            // What the cell before spans ends its row.
            if text.len() > 1 {
                found.without_blank_row();
                inside = false;
            }
            at += 1;
        } else if line.is_blank() {
            at += 1;
        } else if text.contains('|') {
            found.open_row(text);
            inside = found.take_line(*line, at, inside);
            at += 1;
        } else if let Some(broken) = broken(lines.get(at..).unwrap_or_default()) {
            found.open_row(text);
            for (piece, at) in lines.iter().skip(at).take(broken).zip(at..) {
                found.push(Line { text: piece.text.trim_matches(is_space), ..*piece }, at, 1);
            }
            at += broken;
            inside = false;
        } else {
            break;
        }
        found.seen = at;
    }
    // Those below the last row part it from what follows.
    (0..found.alone).for_each(|_| found.pop());
    found
}

/// How many lines from the first on are one cell, if strokes follow them.
fn broken(lines: &[Line<'_>]) -> Option<usize> {
    let count = lines.iter().take(MAX_BROKEN + 1).position(|line| line.trimmed().starts_with('|'))?;
    let pieces = lines.get(..count)?;
    let piece = |line: &Line<'_>| {
        let text = line.trimmed();
        text.len() <= MAX_PIECE && !is_section(text) && !text.contains(['|', '。'])
    };
    pieces.iter().all(piece).then_some(count)
}

impl<'a> Cells<'a> {
    /// Whether no table goes on here: nothing looks at lines in vain that it looks at again.
    fn is_closed(&self) -> bool {
        let first = self.figures.first().is_some_and(|figure| *figure);
        let long = self.cells.last().is_some_and(|cell| cell.text.len() > stacked::MAX_KNOWN_CELL);
        first || long || self.words > stacked::MAX_WORDS
    }

    fn push(&mut self, cell: Line<'a>, at: usize, ordinal: usize) {
        let figure = cell.text.is_empty() || is_value(cell.text);
        self.words = if figure { 0 } else { self.words + 1 };
        self.figures.push(figure);
        self.cells.push(Line { cell: ordinal as u32, ..cell });
        self.ends.push(at);
        self.alone = 0;
    }

    fn pop(&mut self) {
        self.cells.pop();
        self.figures.pop();
        self.ends.pop();
    }

    /// Leaves out the stroke alone that opens a row: it stands before a label. With nothing but words before it, so does
    /// what stands behind a header.
    fn open_row(&mut self, next: &str) {
        let next = next.trim_start_matches(['|', ' ']).split('|').next().unwrap_or_default();
        if !is_value(next) && self.alone > 0 {
            self.pop();
        }
    }

    /// Takes the cells of a line: strokes with nothing between them, and blank cells before the first label, stand for what
    /// other cells span. `inside` says whether a row may go on here; the answer, whether one may below.
    fn take_line(&mut self, line: Line<'a>, at: usize, inside: bool) -> bool {
        let text = line.text.trim_matches(is_space);
        let spanned = text.trim_end_matches('|');
        let strokes = text.len() - spanned.len();
        // The stroke of the last cell may stand apart from those for what it spans.
        let spanned = match spanned.trim_end_matches(is_space).strip_suffix('|') {
            Some(cells) if strokes > 1 => cells,
            _ => spanned,
        };
        // A row of nothing but figures may begin with blank ones, behind the stroke that opens it; where a row goes on, that
        // stroke ends a blank one.
        let label = spanned.split('|').map(|cell| cell.trim_matches(is_space)).find(|cell| !cell.is_empty());
        let mut begun = label.is_some_and(is_value);
        let opening = usize::from(line.text.starts_with('|') && !(inside && begun));
        let first = self.cells.len();
        for (ordinal, cell) in spanned.split('|').enumerate().take(MAX_LINE_CELLS).skip(opening) {
            let text = cell.trim_matches(is_space);
            begun |= !text.is_empty();
            if begun {
                self.push(Line { text, ..line }, at, ordinal + 1);
            }
        }
        // Words behind a figure say why there is none.
        let row = self.figures.get_mut(first..).unwrap_or_default();
        let behind = row.iter().skip(1).position(|figure| *figure).map_or(row.len(), |at| at + 1);
        row.iter_mut().skip(behind).for_each(|figure| *figure = true);
        if strokes > 1 {
            self.without_blank_row();
        }
        strokes == 1
    }

    /// Leaves out the label of a row that has no figure, where it would be taken for the header of the rows below.
    fn without_blank_row(&mut self) {
        let label =
            |cell: &Line<'_>| starts_item(cell.text) && !cell.text.starts_with('第') && !is_value(cell.text);
        if self.cells.last().is_some_and(label) {
            self.pop();
        }
    }
}
