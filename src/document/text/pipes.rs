//! Markdown tables, and others whose cells are separated by upright strokes.

mod wrapped;

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_rule, is_space};

/// The most lines of one table that are looked at in one go.
const MAX_LINES: usize = 5_000;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let piped = |line: &Line<'_>| line.text.contains(is_pipe);
    if !lines.first().is_some_and(piped) {
        return Attempt::Not(1);
    }
    // Lines of dashes alone may stand between the rows.
    let is_line = |line: &&Line<'_>| piped(line) || is_rule(line.text) || is_crossed_rule(line.text);
    let count = lines.iter().take(MAX_LINES).take_while(is_line).count();
    let rows = || lines.iter().enumerate().take(count).filter(|(_, line)| piped(line));
    let is_ruled = |line: &Line<'_>| piped(line) && is_separator(line.text, 1) || is_crossed_rule(line.text);
    let ruled = lines.get(1).is_some_and(is_ruled);
    let strokes = |line: &Line<'_>| split(line.text).count() - 1;
    let first = lines.first().map_or(0, strokes);
    let all_framed = rows().all(|(_, line)| line.trimmed().starts_with(is_pipe));
    // Without a separator row the lines have to look alike in another way. Strokes behind what spans columns say nothing of
    // what stands over which.
    let alike = || all_framed || rows().all(|(_, line)| strokes(line) == first);
    let spanned = || lines.first().is_some_and(|line| line.trimmed().ends_with("||"));
    if !ruled && (rows().count() < 2 || first < 2 || spanned() || !alike()) {
        return Attempt::Not(count);
    }
    let framed = match lines.get(1) {
        Some(line) if ruled => line.trimmed().starts_with(is_pipe),
        _ => all_framed,
    };
    let mut cut = false;
    let rows = rows().filter(|(at, line)| !is_separator(line.text, if *at == 1 { 1 } else { 2 }));
    let rows: Vec<(usize, &Line<'_>)> = rows.collect();
    let read: Vec<(usize, Row)> = rows.iter().map(|(at, line)| (*at, row(line, framed, &mut cut))).collect();
    let read = if ruled {
        read
    } else {
        let cells: Vec<wrapped::Cells<'_>> = rows
            .iter()
            .map(|(_, line)| split(if framed { unframed(line.text) } else { line.text }).collect())
            .collect();
        wrapped::mend(read, &cells)
    };
    let mut draft = Draft::of(read, count);
    draft.cut = cut;
    Attempt::Table(draft)
}

/// A rule of dashes with plus signs where columns meet, as databases print it: `----+-----`.
fn is_crossed_rule(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    text.contains("-+-") && text.bytes().all(|byte| matches!(byte, b'-' | b'+'))
}

/// A stroke between cells, also in its wide and drawn forms.
fn is_pipe(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// The pieces between the strokes that no backslash escapes.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    text.split(move |c| {
        let stroke = is_pipe(c) && !escaped;
        escaped = c == '\\' && !escaped;
        stroke
    })
}

/// A line without the strokes that frame it.
fn unframed(text: &str) -> &str {
    let text = text.trim_matches(is_space);
    let text = text.strip_prefix(is_pipe).unwrap_or(text);
    match text.strip_suffix(is_pipe) {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => text,
    }
}

/// Whether a line is the one below the header: in each cell dashes, at least so many, with colons around them, or with
/// plus signs where columns meet.
fn is_separator(text: &str, dashes: usize) -> bool {
    split(unframed(text)).all(|cell| {
        let cell = cell.trim_matches(is_space);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        cell.len() >= dashes && cell.bytes().all(|byte| matches!(byte, b'-' | b'+'))
    })
}

fn row(line: &Line<'_>, framed: bool, cut: &mut bool) -> Row {
    let mut cells = split(if framed { unframed(line.text) } else { line.text }).enumerate();
    let row = cells
        .by_ref()
        .take(MAX_LINE_CELLS)
        .map(|(column, cell)| Piece::new(&plain(unset(cell)), column, line.number, column + 1))
        .collect();
    *cut |= cells.next().is_some();
    row
}

/// A cell without the marks of Textile that say how it is set: `>. 3`, `_. 总计`.
fn unset(cell: &str) -> &str {
    let marks = ["<. ", ">. ", "=. ", "_. "];
    marks.iter().find_map(|mark| cell.strip_prefix(mark)).unwrap_or(cell)
}

/// The text of a cell without the marks of Markdown.
fn plain(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find(['\\', '<', '*', '_', '&', '`']) {
        let (before, mark) = rest.split_at(at);
        text.push_str(before);
        let (shown, skip) = mark_at(mark);
        text.push_str(shown);
        rest = mark.get(skip..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// What a mark shows, and how many bytes it takes.
fn mark_at(mark: &str) -> (&str, usize) {
    const MARKS: [(&str, &str); 13] = [
        ("<br>", " "),
        ("<br/>", " "),
        ("<br />", " "),
        ("<BR>", " "),
        ("<b>", ""),
        ("</b>", ""),
        ("**", ""),
        ("__", ""),
        ("`", ""),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    if let Some((written, shown)) = MARKS.iter().find(|(written, _)| mark.starts_with(written)) {
        return (shown, written.len());
    }
    match mark.as_bytes() {
        [b'\\', escaped, ..] if escaped.is_ascii_punctuation() => (mark.get(1..2).unwrap_or_default(), 2),
        _ => (mark.get(..1).unwrap_or_default(), 1),
    }
}
