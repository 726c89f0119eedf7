//! Tables with one cell a line, as text copied from a phone or out of a page viewer has them.
//!
//! ```text
//! 信息内容
//! 本年处理决定数量
//! 行政处罚
//! 17
//! 行政强制
//! 0
//! ```
//!
//! No mark tells where a row ends, so the figures have to: a row is a label and the lines of figures after it, and a
//! header the lines between the last figure and a label. A blank cell leaves no trace; so of the rows under one header
//! only those with the usual number of figures are rows, and the lines of the others stay apart, each for itself.

mod blanks;

use super::draft::{Attempt, Draft, Piece, Row};
use super::lines::{Line, is_rule, is_section, is_value, starts_item};

/// The longest line of a cell, in bytes: that of the longest label is some 120.
const MAX_CELL: usize = 180;
/// The longest cell where it is known where cells end, in bytes: a label with an explanation.
pub(super) const MAX_KNOWN_CELL: usize = 900;
/// The longest line of a header, in bytes.
const MAX_HEAD: usize = 48;
/// The most lines of words before figures: the longest header of the form has nineteen.
pub(super) const MAX_WORDS: usize = 28;
/// Rows with fewer lines of words before them are under the header above.
const MIN_HEADER: usize = 3;
/// The fewest rows with figures that make a table, and the fewest figures in it.
const MIN_ROWS: usize = 2;
/// The fewest figures of a table of one row.
const MIN_IN_ONE_ROW: usize = 8;
/// See [`MIN_ROWS`].
const MIN_VALUES: usize = 4;
/// So many lines of which every second one is blank are set with space between, whatever stands on the others.
const MIN_SPACED: usize = 24;
/// The most lines that are looked at in one go.
const MAX_LINES: usize = 10_000;

/// Words and the figures after them, as places among the lines.
#[derive(Debug, Default)]
struct Stretch {
    words: Vec<usize>,
    values: Vec<usize>,
}

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let spaced = double_spaced(lines);
    if spaced < MIN_SPACED {
        return single_spaced(lines);
    }
    let every: Vec<Line<'_>> = lines.iter().take(spaced).step_by(2).copied().collect();
    match single_spaced(&every) {
        Attempt::Table(mut draft) => {
            draft.used = (draft.used * 2).saturating_sub(1);
            Attempt::Table(draft)
        }
        Attempt::Not(lines) => Attempt::Not((lines * 2).saturating_sub(1).max(1)),
    }
}

/// On how many lines every second one is blank.
fn double_spaced(lines: &[Line<'_>]) -> usize {
    let between = lines.iter().enumerate().skip(1).step_by(2).take(MAX_LINES);
    let mut last = 0;
    for (at, line) in between {
        if !line.is_blank() {
            return at;
        }
        last = at + 1;
    }
    last
}

fn single_spaced(lines: &[Line<'_>]) -> Attempt {
    if let Some(table) = blanks::table(lines) {
        return table;
    }
    let (stretches, seen) = stretches(lines, |at, line| cell(lines, at, line));
    // What stands above may be the title of the document: longer than the words of a header.
    let words = stretches.first().map_or(&[][..], |first| &first.words);
    let strange = words.iter().rposition(|at| lines.get(*at).is_some_and(|line| !may_head(line.trimmed())));
    if let Some(last) = strange {
        return Attempt::Not(words.get(last).map_or(1, |at| at + 1));
    }
    of_stretches(lines, stretches, seen)
}

/// Reads the table that begins at the first line, where each line is known to be a cell, and `figures` says which are for figures.
pub(super) fn of_cells(lines: &[Line<'_>], figures: &[bool]) -> Attempt {
    let cell = |at: usize, line: &Line<'_>| {
        let figure = figures.get(at).is_some_and(|figure| *figure);
        let said = if figure { Cell::Figure } else { Cell::Words };
        (line.text.len() <= MAX_KNOWN_CELL).then_some(said)
    };
    let (mut stretches, seen) = stretches(lines, cell);
    // One blank behind the names of a header is no figure: they belong to the first row below.
    let mut words: Vec<usize> = Vec::new();
    stretches.retain_mut(|stretch| {
        stretch.words.splice(..0, words.drain(..));
        let header = stretch.words.len() >= MIN_HEADER && stretch.values.len() == 1;
        let joins = header && stretch.values.iter().all(|at| is_blank(lines, *at));
        if joins {
            words = std::mem::take(&mut stretch.words);
        }
        !joins
    });
    of_stretches(lines, stretches, seen)
}

/// What a line is in a table of one cell a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Figure,
    Words,
    Gap,
}

/// What a line is, if it may be in such a table.
fn cell(lines: &[Line<'_>], at: usize, line: &Line<'_>) -> Option<Cell> {
    let text = line.trimmed();
    // A row may be named as a section is: 一、本年新收政府信息公开申请.
    let is_row = || lines.get(at + 1).is_some_and(|next| is_value(next.trimmed()));
    match text {
        _ if line.is_gap() => Some(Cell::Gap),
        _ if is_value(text) => Some(Cell::Figure),
        _ => (may_be_cell(text) || fits(text) && is_row()).then_some(Cell::Words),
    }
}

fn is_blank(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.is_blank())
}

fn of_stretches(lines: &[Line<'_>], mut stretches: Vec<Stretch>, seen: usize) -> Attempt {
    take_row_numbers(&mut stretches, lines);
    let Some(first) = stretches.first() else { return Attempt::Not(1) };
    let values: usize = stretches.iter().map(|stretch| stretch.values.len()).sum();
    // The disputes have one row for all: a name over each figure.
    let one_row = || values >= MIN_IN_ONE_ROW && first.words.len() > values;
    if values < MIN_VALUES || stretches.len() < MIN_ROWS && !one_row() {
        return Attempt::Not(seen.max(1));
    }
    let used = stretches.last().and_then(|last| last.values.last()).map_or(0, |last| last + 1);
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for under_header in under_headers(&stretches) {
        let usual = usual_count(under_header);
        // The header stands beside the figures, not over them: places say nothing here, only order and number do.
        let header = under_header.iter().map(|stretch| stretch.values.len()).max().unwrap_or(0) + 1;
        for (index, stretch) in under_header.iter().enumerate() {
            let header = (index == 0).then_some(header);
            // Blanks behind the last figure may be what a label spans.
            let (figures, over) = stretch.values.split_at(usual.min(stretch.values.len()));
            let is_usual = figures.len() == usual && over.iter().all(|at| is_blank(lines, *at));
            let kept = if is_usual { figures } else { &stretch.values };
            rows.extend(rows_of(lines, &stretch.words, kept, header, is_usual));
        }
    }
    Attempt::Table(Draft::of(rows, used))
}

/// The stretches from the first line on, and how many lines were looked at; `said` says what a line is.
fn stretches(lines: &[Line<'_>], said: impl Fn(usize, &Line<'_>) -> Option<Cell>) -> (Vec<Stretch>, usize) {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut open = Stretch::default();
    let mut seen = 0;
    for (at, line) in lines.iter().enumerate().take(MAX_LINES) {
        let said = said(at, line);
        if said != Some(Cell::Figure) && said != Some(Cell::Gap) && !open.values.is_empty() {
            stretches.push(std::mem::take(&mut open));
        }
        match said {
            Some(Cell::Figure) if !open.words.is_empty() => open.values.push(at),
            Some(Cell::Words) if open.words.len() < MAX_WORDS => open.words.push(at),
            Some(Cell::Gap) => {}
            _ => break,
        }
        seen = at + 1;
    }
    if !open.values.is_empty() {
        stretches.push(open);
    }
    (stretches, seen)
}

/// Takes the numbers of rows out: a number alone below a header, and behind the figures of each row, but the last under a
/// header, the number that goes on from there.
fn take_row_numbers(stretches: &mut Vec<Stretch>, lines: &[Line<'_>]) {
    let number = |at: &usize| lines.get(*at).and_then(|line| line.trimmed().parse::<u32>().ok());
    let mut next = None;
    // How many figures a row under the header has.
    let mut width = None;
    let mut at = 0;
    while let Some(follows) = stretches.get(at).map(|_| stretches.get(at + 1)) {
        let after =
            follows.filter(|row| row.values.len() > 1).and_then(|row| row.values.last().and_then(number));
        let Some(stretch) = stretches.get_mut(at) else { break };
        let last = stretch.values.last().and_then(number);
        let goes_on = next.is_some() && last == next;
        let begins = stretch.values.len() == 1 && stretch.words.len() >= MIN_HEADER && last.is_some();
        match last {
            Some(number) if goes_on && stretch.values.len() > 1 && width != Some(stretch.values.len()) => {
                stretch.values.pop();
                width = Some(stretch.values.len());
                next = Some(number + 1);
                at += 1;
            }
            // The words of a header, with the number of its first row behind them.
            Some(number) if begins && (goes_on || after == Some(number + 1)) => {
                let header = stretches.remove(at);
                if let Some(row) = stretches.get_mut(at) {
                    row.words.splice(..0, header.words);
                }
                (next, width) = (Some(number + 1), None);
            }
            _ => at += 1,
        }
    }
}

/// Whether a line without a figure may be a cell: words of some length, no sentence, no heading of a section, and nothing
/// that parts it into several.
fn may_be_cell(text: &str) -> bool {
    fits(text) && !is_section(text)
}

/// Whether a line has no more than the words of a cell.
fn fits(text: &str) -> bool {
    text.len() <= MAX_CELL
        && !text.contains(['。', '；', '！', '？', '\t', '|', '│', '┃'])
        && !text.contains("  ")
        && !text.ends_with(['：', ':'])
        && !is_rule(text)
}

/// Whether a line may stand in a header: short, a label with its number, or the note in its corner.
fn may_head(text: &str) -> bool {
    text.len() <= MAX_HEAD || starts_item(text) || text.starts_with(['（', '('])
}

/// The stretches under each header: the first of each has the words of the header before its label.
fn under_headers(stretches: &[Stretch]) -> impl Iterator<Item = &[Stretch]> {
    stretches.chunk_by(|_, next| next.words.len() < MIN_HEADER)
}

/// The number of figures that most stretches have, of equals the greatest.
fn usual_count(stretches: &[Stretch]) -> usize {
    let counts = || stretches.iter().map(|stretch| stretch.values.len());
    counts().max_by_key(|&count| (counts().filter(|&other| other == count).count(), count)).unwrap_or(0)
}

/// The rows of a stretch, each with the place of its first line: the words of a header in one row, from the column `header`
/// on, or words before the label each in a row; then the label with its figures, if they are as many as usual.
fn rows_of(
    lines: &[Line<'_>],
    words: &[usize],
    values: &[usize],
    header: Option<usize>,
    usual: bool,
) -> Vec<(usize, Row)> {
    let piece = |at: usize, column: usize| {
        lines.get(at).map(|line| Piece::new(line.text, column, line.number, line.cell as usize))
    };
    let alone = |at: &usize| Some((*at, vec![piece(*at, 0)?]));
    let Some((label, before)) = words.split_last() else { return Vec::new() };
    let mut rows: Vec<(usize, Row)> = Vec::new();
    if let Some(first) = header {
        // The article that a part of the form reports on stands over all of its columns.
        let articles =
            before.iter().rposition(|at| lines.get(*at).is_some_and(|line| is_article(line.trimmed())));
        let (articles, header) = before.split_at(articles.map_or(0, |last| last + 1));
        rows.extend(articles.iter().filter_map(alone));
        let cells = header.iter().enumerate();
        let cells: Row = cells.filter_map(|(cell, at)| piece(*at, first + cell)).collect();
        rows.extend(header.first().map(|at| (*at, cells)));
    } else {
        rows.extend(before.iter().filter_map(alone));
    }
    if usual {
        let cells = std::iter::once(label).chain(values).enumerate();
        rows.push((*label, cells.filter_map(|(column, at)| piece(*at, column)).collect()));
    } else {
        rows.extend(std::iter::once(label).chain(values).filter_map(alone));
    }
    rows
}

/// 第二十条第（一）项
fn is_article(text: &str) -> bool {
    text.starts_with('第') && starts_item(text)
}
