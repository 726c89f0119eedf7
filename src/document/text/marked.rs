//! Tables in the markup of wikis, of AsciiDoc and of LaTeX.
//!
//! ```text
//! {| class="wikitable"            |===                     \begin{tabular}{|c|c|}
//! ! 信息内容 !! 制发件数          |信息内容 |制发件数      信息内容 & 制发件数 \\ \hline
//! |-                              |规章 |0                 规章 & 0 \\
//! | 规章 || 0                     |===                     \end{tabular}
//! |}
//! ```

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_digit, is_space};

/// The most lines of one such table.
const MAX_LINES: usize = 10_000;
/// A span of more rows or columns is a slip.
const MAX_SPAN: u32 = 100;

/// A cell as marked up: what stands in it, over how many columns and rows.
struct Marked {
    text: String,
    spans: (u32, u32),
    line: u32,
}

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let Some(first) = lines.first().map(|line| line.trimmed()) else { return Attempt::Not(1) };
    let end = |is_end: fn(&str) -> bool| {
        let inside = lines.iter().skip(1).take(MAX_LINES);
        inside.into_iter().position(|line| is_end(line.trimmed())).map(|at| at + 1)
    };
    let (rows, end) = if first.starts_with("{|") {
        let Some(end) = end(|line| line.starts_with("|}")) else { return Attempt::Not(1) };
        (wiki(lines.get(1..end).unwrap_or_default()), end)
    } else if is_fence(first)
        || first.starts_with('[') && lines.get(1).is_some_and(|line| is_fence(line.trimmed()))
    {
        let from = 1 + usize::from(first.starts_with('['));
        let rest = lines.iter().skip(from).take(MAX_LINES);
        let Some(end) = rest.into_iter().position(|line| is_fence(line.trimmed())) else {
            return Attempt::Not(1);
        };
        (asciidoc(lines.get(from..from + end).unwrap_or_default(), columns_of(first)), from + end)
    } else if first.starts_with("\\begin{tabular") || first.starts_with("\\begin{longtable") {
        let is_end = |line: &str| line.starts_with("\\end{tabular") || line.starts_with("\\end{longtable");
        let Some(end) = end(is_end) else { return Attempt::Not(1) };
        (latex(lines.get(1..end).unwrap_or_default()), end)
    } else {
        return Attempt::Not(1);
    };
    if rows.len() < 2 {
        return Attempt::Not(end + 1);
    }
    Attempt::Table(Draft::of_drawn(placed(rows), end + 1))
}

/// The rows with each cell put to its column, behind those that reach down from above.
fn placed(rows: Vec<Vec<Marked>>) -> Vec<Row> {
    let count = rows.len();
    let mut until: Vec<usize> = Vec::new();
    let rows = rows.into_iter().enumerate().map(|(at, cells)| {
        let mut column = 0;
        let mut row = Row::new();
        for (ordinal, cell) in cells.into_iter().take(MAX_LINE_CELLS).enumerate() {
            while until.get(column).is_some_and(|until| *until > at) {
                column += 1;
            }
            let (columns, down) = (cell.spans.0.clamp(1, MAX_SPAN), cell.spans.1.clamp(1, MAX_SPAN));
            let down = down.min((count - at) as u32);
            until.resize(until.len().max(column + columns as usize), 0);
            until
                .iter_mut()
                .skip(column)
                .take(columns as usize)
                .for_each(|until| *until = at + down as usize);
            let piece = Piece::new(&cell.text, column, cell.line, ordinal + 1);
            row.push(Piece { column_span: columns, row_span: down, ..piece });
            column += columns as usize;
        }
        row
    });
    rows.collect()
}

/// Rows between `|-`; a cell after `|`, `||`, `!` or `!!`, its attributes before one more `|`.
fn wiki(lines: &[Line<'_>]) -> Vec<Vec<Marked>> {
    let mut rows: Vec<Vec<Marked>> = vec![Vec::new()];
    for line in lines {
        let text = line.trimmed();
        if text.starts_with("|-") {
            rows.push(Vec::new());
        } else if let Some(cells) = text.strip_prefix(['|', '!']).filter(|_| !text.starts_with("|+")) {
            let cells = cells.split("||").flat_map(|cell| cell.split("!!"));
            let cells = cells.map(|cell| {
                let (attributes, inside) = match cell.split_once('|') {
                    Some((attributes, inside)) if !attributes.contains("[[") => (attributes, inside),
                    _ => ("", cell),
                };
                let spans = (attribute(attributes, "colspan"), attribute(attributes, "rowspan"));
                Marked { text: without_quotes(inside), spans, line: line.number }
            });
            if let Some(row) = rows.last_mut() {
                row.extend(cells);
            }
        } else if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
            // A cell goes on over lines.
            cell.text.push(' ');
            cell.text.push_str(&without_quotes(text));
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The number that an attribute has; 1 without it.
fn attribute(attributes: &str, name: &str) -> u32 {
    let value =
        attributes.split_once(name).map(|(_, behind)| behind.trim_start_matches([' ', '=', '"', '\'']));
    let digits = value.and_then(|value| value.split(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1)
}

fn without_quotes(text: &str) -> String {
    text.trim_matches(is_space).replace("'''", "").replace("''", "")
}

/// Cells after `|`, before it their spans (`2.3+`) and how they are set. They fill one row after the other; where nothing says how
/// many columns there are, the first line with cells does.
fn asciidoc(lines: &[Line<'_>], columns: Option<usize>) -> Vec<Vec<Marked>> {
    let mut cells: Vec<Marked> = Vec::new();
    let mut columns = columns;
    for line in lines {
        let text = line.trimmed();
        let mut parts = text.split('|');
        let mut spec = parts.next().unwrap_or_default();
        let mut parts = parts.peekable();
        if !is_spec(spec.trim_matches(is_space)) || parts.peek().is_none() {
            if let Some(cell) = cells.last_mut().filter(|_| !text.is_empty()) {
                cell.text.push(' ');
                cell.text.push_str(text);
            }
            continue;
        }
        while let Some(inside) = parts.next() {
            // What stands behind the last space may say how the next cell is set.
            let (text, next) = match inside.rsplit_once(' ') {
                Some((text, next)) if parts.peek().is_some() && next.ends_with('+') && is_spec(next) => {
                    (text, next)
                }
                _ => (inside, ""),
            };
            let text = text.trim_matches(is_space).to_string();
            cells.push(Marked { text, spans: spans(spec), line: line.number });
            spec = next;
        }
        columns = columns.or_else(|| Some(cells.iter().map(|cell| cell.spans.0 as usize).sum()));
    }
    let columns = columns.unwrap_or_default().clamp(1, MAX_LINE_CELLS);
    filled(cells, columns)
}

/// Cells as rows of so many columns: as many as stand beside one another, those that reach down from above among them.
fn filled(cells: Vec<Marked>, columns: usize) -> Vec<Vec<Marked>> {
    let mut rows: Vec<Vec<Marked>> = vec![Vec::new()];
    // How many rows from this one on each column is taken.
    let mut taken = vec![0_u32; columns];
    for cell in cells {
        let free = |taken: &[u32]| taken.iter().position(|rows| *rows == 0);
        let mut at = free(&taken);
        while at.is_none() {
            taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            rows.push(Vec::new());
            at = free(&taken);
        }
        let width = cell.spans.0.clamp(1, MAX_SPAN) as usize;
        let down = cell.spans.1.clamp(1, MAX_SPAN);
        taken.iter_mut().skip(at.unwrap_or_default()).take(width).for_each(|rows| *rows = down);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
    }
    rows
}

/// How many columns the attributes before a table of AsciiDoc give it: `[cols="1,2,2"]`, `[cols="4*"]`.
fn columns_of(attributes: &str) -> Option<usize> {
    let list = attributes.split_once("cols=").map(|(_, list)| list.trim_start_matches('"'))?;
    let list = list.split(['"', ']']).next().unwrap_or_default();
    let count = |part: &str| part.split_once('*').map_or(Some(1), |(times, _)| times.trim().parse().ok());
    list.split(',').map(count).sum()
}

/// The line above and below a table of AsciiDoc: `|===`, or longer.
fn is_fence(line: &str) -> bool {
    line.strip_prefix('|').is_some_and(|rest| rest.len() >= 3 && rest.bytes().all(|byte| byte == b'='))
}

fn is_spec(text: &str) -> bool {
    text.chars().all(|c| {
        is_digit(c) || matches!(c, '.' | '+' | '*' | '^' | '<' | '>' | 'a' | 'e' | 'h' | 'l' | 'm' | 's')
    })
}

/// The spans before a cell of AsciiDoc: `2+`, `.3+`, `2.3+`.
fn spans(spec: &str) -> (u32, u32) {
    let Some((spans, _)) = spec.trim_matches(is_space).split_once('+') else { return (1, 1) };
    let number = |text: &str| text.parse().unwrap_or(1);
    match spans.split_once('.') {
        Some((columns, rows)) => (number(columns), number(rows)),
        None => (number(spans), 1),
    }
}

/// Rows before `\\`, cells before `&`.
fn latex(lines: &[Line<'_>]) -> Vec<Vec<Marked>> {
    let mut rows: Vec<Vec<Marked>> = Vec::new();
    let mut open = String::new();
    let mut start = 0;
    for line in lines {
        if open.is_empty() {
            start = line.number;
        }
        for (at, piece) in without_comment(line.text).split("\\\\").enumerate() {
            if at > 0 {
                rows.push(cells_of_latex(&open, start));
                open.clear();
                start = line.number;
            }
            open.push_str(piece);
            open.push(' ');
        }
    }
    if open.contains('&') {
        rows.push(cells_of_latex(&open, start));
    }
    rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    rows
}

/// A line of LaTeX before its comment.
fn without_comment(text: &str) -> &str {
    let mut comments = text
        .match_indices('%')
        .filter(|(at, _)| !text.get(..*at).is_some_and(|before| before.ends_with('\\')));
    comments.next().map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// The next argument in braces, others inside it, and what follows.
fn argument(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start().strip_prefix('{')?;
    let mut depth = 1;
    let end = inside.bytes().position(|byte| {
        depth += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    Some((inside.get(..end)?, inside.get(end + 1..)?))
}

fn cells_of_latex(row: &str, line: u32) -> Vec<Marked> {
    const RULES: [&str; 8] = [
        "\\hline",
        "\\toprule",
        "\\midrule",
        "\\bottomrule",
        "\\endhead",
        "\\endfirsthead",
        "\\endlastfoot",
        "\\noalign{}",
    ];
    let mut row = row.to_string();
    RULES.iter().for_each(|rule| row = row.replace(rule, ""));
    let row = row.replace("\\%", "%").replace("\\_", "_").replace("\\&", "＆");
    row.split('&')
        .map(|cell| {
            let mut text = cell.trim_matches(is_space);
            let mut spans = (1, 1);
            // \multicolumn{5}{c|}{…}, \multirow{3}{*}{…}, one perhaps in the other.
            for _ in 0..2 {
                let Some((is_row, rest)) = text
                    .strip_prefix("\\multicolumn")
                    .map(|rest| (false, rest))
                    .or_else(|| text.strip_prefix("\\multirow").map(|rest| (true, rest)))
                else {
                    break;
                };
                let arguments = argument(rest).and_then(|(count, rest)| {
                    let (_, rest) = argument(rest)?;
                    Some((count, argument(rest)?.0))
                });
                let Some((count, inside)) = arguments else { break };
                // Below a cell over several rows blank ones are written out.
                if !is_row {
                    spans.0 = count.trim().parse().unwrap_or(1);
                }
                text = inside.trim_matches(is_space);
            }
            Marked { text: text.to_string(), spans, line }
        })
        .collect()
}
