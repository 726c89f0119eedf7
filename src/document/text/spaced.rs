//! Rows whose cells one space separates, as text copied out of a page viewer has them.
//!
//! A space says less than a tab: labels have spaces inside, and a blank cell leaves no trace. So only lines that end in
//! figures are rows, all with as many figures as the row above under the same header; where one has fewer, none is
//! believed, and the lines stay paragraphs. A header is taken only where it has a word for each figure and one for the
//! label.

use super::aligned::labels;
use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_drawn, is_space, is_value, starts_item};
use super::region::{Kind, Shape, region};

/// The fewest rows with figures that make a table.
const MIN_ROWS: usize = 2;
/// The fewest figures of a row without a label.
const MIN_UNLABELLED: usize = 8;
/// The longest label of a row with a single figure, in bytes.
const MAX_LABEL: usize = 60;

/// The longest note in the corner of a table, in bytes.
const MAX_CORNER: usize = 180;
/// The longest word of a header, in bytes.
const MAX_HEADER: usize = 60;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let region = region(lines, shape);
    let taken: Vec<(usize, &Line<'_>)> =
        region.rows.iter().filter_map(|at| Some((*at, lines.get(*at)?))).collect();
    let figures: Vec<usize> = taken.iter().map(|(_, line)| shape(line.text).values).collect();
    let enough = region.strong >= MIN_ROWS || is_named(&taken, &figures);
    if !enough || !is_even(&taken, &figures) {
        return Attempt::Not(region.barren());
    }
    let mut below = Below::default();
    let mut rows: Vec<Row> = Vec::with_capacity(taken.len());
    let names = |at: usize| taken.get(at).is_some_and(|(_, line)| shape(line.text).kind == Kind::Weak);
    for (at, ((_, line), figures)) in taken.iter().zip(&figures).enumerate().rev() {
        let alone = !names(at + 1) && !at.checked_sub(1).is_some_and(names);
        rows.push(row(line, Below { alone, ..below }));
        if *figures > 0 {
            below = Below { figures: *figures, labelled: words(line.text).count() > *figures, alone };
        }
    }
    rows.reverse();
    let line = |at: usize| region.rows.get(at).copied().unwrap_or(region.used);
    let rows = labels::mend(rows).into_iter().map(|(at, row)| (line(at), row));
    Attempt::Table(Draft::of(rows, region.used))
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.split(is_space).filter(|word| !word.is_empty())
}

fn shape(text: &str) -> Shape {
    let plain = Shape { kind: Kind::Plain, cells: 1, values: 0 };
    if words(text).nth(MAX_LINE_CELLS).is_some() || is_drawn(text) {
        return plain;
    }
    let values = words(text).rev().take_while(|word| is_value(word)).count();
    let label: usize = words(text).take(words(text).count() - values).map(str::len).sum();
    let sentence = text.contains(['。', '；', '！', '？']);
    if label == 0 && values >= MIN_UNLABELLED {
        return Shape { kind: Kind::Strong, cells: values, values };
    }
    let row =
        label > 0 && !sentence && (values > 1 || values == 1 && label <= MAX_LABEL && !text.contains('，'));
    if row {
        return Shape { kind: Kind::Strong, cells: values + 1, values };
    }
    // The note in the corner says in a sentence how the rows add up.
    let names = || words(text).skip(usize::from(words(text).next().is_some_and(is_corner)));
    let is_name = |word: &str| word.len() <= MAX_HEADER && !word.contains(['。', '；', '，', '：']);
    let header = values == 0 && words(text).nth(1).is_some() && names().all(is_name);
    if header { Shape { kind: Kind::Weak, ..plain } } else { plain }
}

/// Whether a word is a note in brackets, as in the corner of a table.
fn is_corner(word: &str) -> bool {
    word.len() <= MAX_CORNER && word.starts_with(['（', '(']) && word.ends_with(['）', ')'])
}

/// Whether all rows under a header have as many figures.
fn is_even(lines: &[(usize, &Line<'_>)], figures: &[usize]) -> bool {
    let mut last = None;
    lines.iter().zip(figures).all(|((_, line), figures)| {
        if *figures == 0 {
            if is_caption(line.text) {
                last = None;
            }
            return true;
        }
        last.replace(*figures).is_none_or(|last| last == *figures)
    })
}

/// A line that begins a new part of a table: a header, or the article it reports on.
fn is_caption(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    text.starts_with('第') && starts_item(text) || words(text).nth(1).is_some() && !starts_item(text)
}

/// What stands below a line.
#[derive(Debug, Clone, Copy, Default)]
struct Below {
    figures: usize,
    labelled: bool,
    /// Whether the line itself is a header of one line, if it is one.
    alone: bool,
}

/// Whether the only row has no label, but a name over each figure, on the lines of its header: that of the disputes.
fn is_named(lines: &[(usize, &Line<'_>)], figures: &[usize]) -> bool {
    let Some(row) = figures.iter().position(|figures| *figures >= MIN_UNLABELLED) else { return false };
    let above = lines.get(..row).unwrap_or_default().iter().rev();
    let header = above.take_while(|(_, line)| shape(line.text).kind == Kind::Weak);
    let names: usize = header.map(|(_, line)| words(line.text).count()).sum();
    figures.get(row).is_some_and(|figures| names >= *figures)
}

/// The cells of a line: figures each, and the label before them, apart where an item begins inside it. Of a line of short
/// words without figures each is a name of its own.
fn row(line: &Line<'_>, below: Below) -> Row {
    let count = words(line.text).count();
    let Shape { kind, values, .. } = shape(line.text);
    let header = values == 0 && (count == below.figures + 1 || kind == Kind::Weak && !starts_item(line.text));
    // Names of the figures alone stand over these, not over the labels. A line of a header of several lines stands over
    // nothing: its names have spans that no space shows.
    let first = match count {
        _ if !header || below.alone && count == below.figures + 1 => 0,
        _ if below.alone && count == below.figures => usize::from(below.labelled),
        _ => below.figures + 1,
    };
    let mut cells: Vec<String> = Vec::new();
    for (index, word) in words(line.text).enumerate() {
        match cells.last_mut() {
            Some(label) if !header && index < count - values && !starts_item(word) => {
                label.push(' ');
                label.push_str(word);
            }
            _ => cells.push(word.to_string()),
        }
    }
    let cells = cells.iter().enumerate();
    cells.map(|(at, text)| Piece::new(text, first + at, line.number, at + 1)).collect()
}
