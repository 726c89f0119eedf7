//! Tables with rules above and below, broken where columns are: the simple tables of reStructuredText and Pandoc.
//!
//! ```text
//! ==============  ====
//! 信息内容        件数
//! ==============  ====
//! 规章            0
//! ==============  ====
//! ```

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_space, is_value, starts_item};
use super::width::{narrow, one, wide};

/// The most lines of such a table.
const MAX_LINES: usize = 2_000;
/// A table has a rule above and below its header before the last one.
const MOST_RULES: usize = 2;
/// The fewest strokes of a rule over one column.
const MIN_RULE: usize = 2;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let Some(starts) = lines.first().and_then(|line| column_starts(line.text)) else {
        return Attempt::Not(1);
    };
    let stroke = lines.first().map_or("", |line| line.trimmed()).chars().next();
    let mut rules = 0;
    let end = lines.iter().take(MAX_LINES).position(|line| {
        let rule = column_starts(line.text);
        rules += usize::from(rule.as_ref() == Some(&starts));
        let other = rule.is_some_and(|rule| rule != starts && !is_under_span(line.text, stroke));
        rules > 1 && line.is_blank() || rules > MOST_RULES || other
    });
    // With the third rule the table ends, whatever stands below it.
    let end = end.map(|end| if rules > MOST_RULES { end + 1 } else { end });
    let end = end.unwrap_or(lines.len().min(MAX_LINES));
    if rules < 2 {
        return Attempt::Not(end.max(1));
    }
    let body = lines.get(..end).unwrap_or_default();
    let is_rule = |line: &Line<'_>| column_starts(line.text).is_some() || is_under_span(line.text, stroke);
    let texts: Vec<&Line<'_>> = body.iter().filter(|line| !line.is_blank() && !is_rule(line)).collect();
    let (width, unsure) = measure(&texts, &starts);
    let mut rows: Vec<Row> = Vec::new();
    let mut fresh = true;
    for line in body {
        if line.is_blank() || is_rule(line) {
            fresh = true;
            continue;
        }
        let mut row = row(line, &starts, width);
        if unsure.iter().any(|other| places(&self::row(line, &starts, *other)) != places(&row)) {
            row.iter_mut().for_each(|piece| piece.inferred = true);
        }
        match rows.last_mut().filter(|_| !fresh && goes_on(&row)) {
            Some(last) => continue_row(last, row),
            None => rows.push(row),
        }
        fresh = false;
    }
    Attempt::Table(Draft::of_drawn(rows, end))
}

/// How wide a character is.
type Width = fn(char) -> usize;

/// The measure of width in which texts keep to their columns best, and the others in which they do as well.
fn measure(lines: &[&Line<'_>], starts: &[usize]) -> (Width, Vec<Width>) {
    let measures: [Width; 3] = [wide, narrow, one];
    let over = |width: Width| lines.iter().filter(|line| runs_over(line.text, starts, width)).count();
    let counts = measures.map(over);
    let least = counts.iter().copied().min().unwrap_or_default();
    let mut best =
        measures.into_iter().zip(counts).filter(|(_, count)| *count == least).map(|(width, _)| width);
    (best.next().unwrap_or(wide), best.collect())
}

/// Whether something stands in the gap before a column.
fn runs_over(text: &str, starts: &[usize], width: Width) -> bool {
    let mut at = 0;
    text.chars().any(|c| {
        let place = at..at + width(c);
        at = place.end;
        !is_space(c) && starts.iter().any(|start| *start > 0 && place.contains(&(start - 1)))
    })
}

/// Which columns the texts of a row stand in.
fn places(row: &Row) -> Vec<u32> {
    row.iter().filter(|piece| !piece.text.is_empty()).map(|piece| piece.column).collect()
}

/// Whether a line is a rule of dashes in a table of double strokes: it stands under cells that span columns.
fn is_under_span(text: &str, stroke: Option<char>) -> bool {
    let text = text.trim_matches(is_space);
    stroke == Some('=') && text.starts_with("--") && text.bytes().all(|byte| matches!(byte, b'-' | b' '))
}

/// Where the columns begin, if a line is a rule broken at least once.
fn column_starts(text: &str) -> Option<Vec<usize>> {
    let stroke = text.trim_start_matches(' ').chars().next().filter(|c| matches!(c, '=' | '-'))?;
    let text = text.trim_end_matches(is_space);
    if !text.chars().all(|c| c == stroke || c == ' ') {
        return None;
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for run in text.split(' ') {
        if !run.is_empty() {
            if run.len() < MIN_RULE {
                return None;
            }
            starts.push(at);
        }
        at += run.len() + 1;
    }
    (2..=MAX_LINE_CELLS).contains(&starts.len()).then_some(starts)
}

/// The cells of a line: cut where columns begin, save where a text runs on over the gap.
fn row(line: &Line<'_>, starts: &[usize], width: Width) -> Row {
    let mut cells: Vec<(usize, String)> = vec![(0, String::new())];
    let (mut at, mut reached, mut last) = (0, 0, ' ');
    for c in line.text.chars() {
        let column = starts.partition_point(|start| *start <= at).saturating_sub(1);
        if column > reached && (is_space(last) || is_space(c)) {
            cells.push((column, String::new()));
        }
        if let Some((_, text)) = cells.last_mut() {
            text.push(c);
        }
        reached = column;
        (at, last) = (at + width(c), c);
    }
    // The line may end before the last columns: they are blank.
    cells.extend((reached + 1..starts.len()).map(|column| (column, String::new())));
    let ends: Vec<usize> = cells.iter().skip(1).map(|(column, _)| *column).chain([starts.len()]).collect();
    let pieces = cells.into_iter().zip(ends).enumerate().map(|(ordinal, ((column, text), end))| Piece {
        column_span: (end - column) as u32,
        ..Piece::new(&text, column, line.number, ordinal + 1)
    });
    pieces.collect()
}

/// Whether a line goes on with the row above: nothing in its first column, no figures, and nothing that begins an item. A row
/// that is blank but for its numbered label is a row.
fn goes_on(row: &Row) -> bool {
    let own = |piece: &Piece| is_value(&piece.text) || starts_item(&piece.text);
    row.first().is_some_and(|piece| piece.text.is_empty()) && !row.iter().any(own)
}

fn continue_row(row: &mut Row, more: Row) {
    for piece in more {
        if let Some(cell) = row.iter_mut().find(|cell| cell.column == piece.column) {
            cell.join(&piece.text);
        } else if !piece.text.is_empty() {
            row.push(piece);
        }
    }
}
