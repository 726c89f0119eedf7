//! Tables with one cell a line in which a blank cell is a line left blank.
//!
//! A line left blank may part rows or paragraphs, too. So it is a cell only if that makes all rows under a header as long as
//! one another, and as long as the header says where its names can be counted: a label and a name for each figure, names that
//! come again and again under several heads, or else many rows.

use super::{MAX_LINES, MAX_WORDS, MIN_HEADER, Stretch, is_article, may_be_cell, may_head, rows_of};
use crate::document::text::draft::{Attempt, Draft, Row};
use crate::document::text::lines::{Line, is_value};

/// So many rows of one length say how long a row is where the header does not.
const MANY_ROWS: usize = 5;
/// See [`MANY_ROWS`]: shorter rows have headers whose names can be counted.
const LONG_ROW: usize = 4;
/// The fewest figures of a table.
const MIN_VALUES: usize = 4;

/// Reads the table that begins at the first line, if it has blank cells.
pub(super) fn table(lines: &[Line<'_>]) -> Option<Attempt> {
    let mut stretches = stretches(lines);
    take_gaps_between_rows(&mut stretches, lines);
    let first = stretches.first()?;
    if !first.words.iter().all(|at| lines.get(*at).is_some_and(|line| may_head(line.trimmed()))) {
        return None;
    }
    let chunks: Vec<&[Stretch]> = under_headers(&stretches, lines).collect();
    let last = chunks.len().saturating_sub(1);
    let mut rows: Vec<(usize, Row)> = Vec::new();
    let (mut used, mut values, mut blanks) = (0, 0, 0);
    for (at, chunk) in chunks.into_iter().enumerate() {
        let length = length_of_rows(chunk, lines, at == last)?;
        for (index, stretch) in chunk.iter().enumerate() {
            let cells = stretch.values.get(..length)?;
            let is_blank = |at: &&usize| lines.get(**at).is_some_and(|line| line.is_blank());
            let empty = cells.iter().filter(is_blank).count();
            (values, blanks) = (values + length - empty, blanks + empty);
            used = cells.last().map_or(used, |at| at + 1);
            rows.extend(rows_of(lines, &stretch.words, cells, (index == 0).then_some(length + 1), true));
        }
    }
    (blanks > 0 && values >= MIN_VALUES).then(|| Attempt::Table(Draft::of(rows, used)))
}

/// The lines in stretches of words and of figures and blanks.
fn stretches(lines: &[Line<'_>]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut open = Stretch::default();
    for (at, line) in lines.iter().enumerate().take(MAX_LINES) {
        let text = line.trimmed();
        if line.is_blank() || is_value(text) {
            if open.words.is_empty() {
                break;
            }
            open.values.push(at);
            continue;
        }
        if !open.values.is_empty() {
            stretches.push(std::mem::take(&mut open));
        }
        if open.words.len() == MAX_WORDS || !may_be_cell(text) {
            break;
        }
        open.words.push(at);
    }
    if !open.values.is_empty() {
        stretches.push(open);
    }
    stretches
}

/// Takes out the blank line that stands behind every row, if one does; words with nothing else behind them go to the next
/// stretch.
fn take_gaps_between_rows(stretches: &mut Vec<Stretch>, lines: &[Line<'_>]) {
    let is_blank = |at: &usize| lines.get(*at).is_some_and(|line| line.is_blank());
    let gaps = stretches.iter().all(|stretch| stretch.values.last().is_some_and(is_blank));
    if !gaps || !stretches.iter().any(|stretch| stretch.values.len() == 1) {
        return;
    }
    let mut words: Vec<usize> = Vec::new();
    stretches.retain_mut(|stretch| {
        stretch.values.pop();
        if stretch.values.is_empty() {
            words.append(&mut stretch.words);
            return false;
        }
        stretch.words.splice(..0, words.drain(..));
        true
    });
}

/// The stretches under each header.
fn under_headers<'s>(
    stretches: &'s [Stretch],
    lines: &'s [Line<'_>],
) -> impl Iterator<Item = &'s [Stretch]> + 's {
    let article = |stretch: &Stretch| {
        stretch.words.iter().any(|at| lines.get(*at).is_some_and(|line| is_article(line.trimmed())))
    };
    stretches.chunk_by(move |_, next| next.words.len() < MIN_HEADER && !article(next))
}

/// How many cells the rows under a header have behind their labels, if that is sure. The lines behind the last row of a table
/// may part it from what follows.
fn length_of_rows(rows: &[Stretch], lines: &[Line<'_>], last: bool) -> Option<usize> {
    let (first, end) = (rows.first()?, rows.last()?);
    let is_blank = |at: &usize| lines.get(*at).is_some_and(|line| line.is_blank());
    let text = |at: &usize| lines.get(*at).map(|line| line.trimmed()).unwrap_or_default();
    let article = first.words.iter().rposition(|at| is_article(text(at)));
    let header = first.words.get(article.map_or(0, |last| last + 1)..).unwrap_or_default();
    let again =
        header.iter().filter(|at| header.iter().any(|other| other != *at && text(other) == text(at))).count();
    // A head over the labels, a name for each figure, the first label.
    let named = header.len().saturating_sub(2);
    let fits = |length: usize| {
        let inner = rows.split_last().map_or(&[][..], |(_, inner)| inner);
        let over = end.values.get(length..).unwrap_or_default();
        length > 0
            && inner.iter().all(|row| row.values.len() == length)
            && end.values.len() >= length
            && (over.is_empty() || last && over.iter().all(is_blank))
    };
    if rows.len() == 1 && again > LONG_ROW && fits(again) {
        return Some(again);
    }
    if again == 0 && fits(named) {
        return Some(named);
    }
    let length = first.values.len();
    (rows.len() >= MANY_ROWS && length >= LONG_ROW && fits(length)).then_some(length)
}
