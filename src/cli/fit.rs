//! Tables and sentences in the columns of a terminal: labels go on over several lines, and a table that is too wide for all its columns
//! stands in parts one below the other.

use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The least room for the labels of rows.
const LABEL: usize = 12;
/// The most, which no label of a form needs.
const LONGEST_LABEL: usize = 60;
/// The least room for a column: fewer cannot hold a word of its head.
const COLUMN: usize = 7;

/// How wide what is printed may be: as the terminal is, else as `COLUMNS` says; nothing if neither is known, as in a file.
pub(super) fn width() -> Option<usize> {
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|&width| width > 0);
    let is_terminal = std::io::stdout().is_terminal();
    if is_terminal { of_terminal().or_else(asked) } else { asked() }
}

/// A text in lines of at most some columns, broken where it has blanks, or between characters of Chinese.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let room = width.saturating_sub(lines.last().map_or(0, |line| line.width()));
        if piece.trim_end().width() > room && lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        for c in piece.chars() {
            let full = lines.last().is_some_and(|line| {
                !line.is_empty() && line.width() + c.width().unwrap_or(0) > width && c != ' '
            });
            if full {
                lines.push(String::new());
            }
            lines.last_mut().into_iter().for_each(|line| line.push(c));
        }
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// What is not broken: a word with the blank behind it, a wide character with the marks behind it.
fn pieces(text: &str) -> Vec<String> {
    /// Marks that begin no line.
    const BEHIND: &str = "，。；：、）】》”’！？／";
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0) > 1;
        match pieces.last_mut() {
            Some(last) if (open && !wide) || BEHIND.contains(c) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = !wide && c != ' ';
    }
    pieces
}

/// A table whose cells are numbers.
pub(super) struct Grid {
    /// The labels of the columns.
    pub(super) heads: Vec<String>,
    /// The label of each row, how far it is set in, and its cells.
    pub(super) rows: Vec<(String, Vec<String>)>,
}

/// A line of a table: the label, and the cells to the right in their columns. Cells keep their places, so that they can be painted.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) cells: Vec<String>,
}

impl Grid {
    /// The lines, with a blank one between parts of a table that is too wide.
    pub(super) fn lines(&self, width: Option<usize>) -> Vec<Line> {
        let narrow: Vec<usize> = (0..self.heads.len()).map(|at| self.column(at).max(COLUMN)).collect();
        let width = width.unwrap_or(usize::MAX);
        let mut lines: Vec<Line> = Vec::new();
        let mut from = 0;
        while from < narrow.len() {
            // As many columns as fit beside the narrowest labels, and at least one.
            let mut room = width.saturating_sub(LABEL);
            let fits = narrow.iter().skip(from).take_while(|&&column| {
                let fits = room > column;
                room = room.saturating_sub(column + 1);
                fits
            });
            let to = from + fits.count().max(1);
            if from > 0 {
                lines.push(Line { label: String::new(), cells: Vec::new() });
            }
            self.part(from..to, width, narrow.get(from..to).unwrap_or_default(), &mut lines);
            from = to;
        }
        lines
    }

    /// The widest cell of a column.
    fn column(&self, at: usize) -> usize {
        self.rows.iter().filter_map(|(_, cells)| cells.get(at)).map(|cell| cell.width()).max().unwrap_or(0)
    }

    fn part(&self, columns: std::ops::Range<usize>, width: usize, narrow: &[usize], lines: &mut Vec<Line>) {
        let heads: Vec<&str> =
            self.heads.iter().skip(columns.start).take(columns.len()).map(String::as_str).collect();
        let (label, widths) = self.widths(&heads, width, narrow);
        let heads: Vec<Vec<String>> =
            heads.iter().zip(&widths).map(|(head, width)| wrapped(head, *width)).collect();
        let tall = heads.iter().map(Vec::len).max().unwrap_or(0);
        let right =
            |text: &str, width: usize| format!(" {}{text}", " ".repeat(width.saturating_sub(text.width())));
        let left = |text: &str| format!("{text}{}", " ".repeat(label.saturating_sub(text.width())));
        for at in 0..tall {
            let of_head =
                |head: &Vec<String>| (at + head.len()).checked_sub(tall).and_then(|at| head.get(at).cloned());
            let cells = heads.iter().zip(&widths);
            let cells =
                cells.map(|(head, width)| right(&of_head(head).unwrap_or_default(), *width)).collect();
            lines.push(Line { label: left(""), cells });
        }
        for (text, cells) in &self.rows {
            let inset = text.len() - text.trim_start().len();
            let parts = wrapped(text.trim_start(), label.saturating_sub(inset).max(1));
            let last = parts.len().saturating_sub(1);
            for (at, part) in parts.iter().enumerate() {
                let part = left(&format!("{}{part}", " ".repeat(inset)));
                let own = cells.iter().skip(columns.start).zip(&widths).filter(|_| at == last);
                let cells = own.map(|(cell, width)| right(cell, *width)).collect();
                lines.push(Line { label: part, cells });
            }
        }
    }

    /// How wide the labels and the columns are: whatever room the numbers leave goes to the text that needs the most lines.
    fn widths(&self, heads: &[&str], width: usize, narrow: &[usize]) -> (usize, Vec<usize>) {
        let longest = self.rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0).min(LONGEST_LABEL);
        let (mut label, mut widths) = (longest.min(LABEL), narrow.to_vec());
        let taken = label + widths.iter().map(|column| column + 1).sum::<usize>();
        let mut left = width.saturating_sub(taken).min(1_000);
        while left > 0 {
            let of_label =
                self.rows.iter().map(|(text, _)| text.width().div_ceil(label.max(1))).max().unwrap_or(0);
            let of_heads = heads.iter().zip(&widths).map(|(head, width)| wrapped(head, *width).len());
            let most = of_heads.enumerate().max_by_key(|(at, lines)| (*lines, usize::MAX - at));
            match most {
                // A label that is broken costs a line in each row, a head one in all.
                _ if of_label > 1
                    && label < longest
                    && most.is_none_or(|(_, lines)| lines <= of_label + 2) =>
                {
                    label += 1
                }
                Some((at, lines)) if lines > 1 => {
                    widths.iter_mut().skip(at).take(1).for_each(|width| *width += 1)
                }
                _ => break,
            }
            left -= 1;
        }
        (label, widths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_has_the_words_it_had() {
        for (text, width) in
            [("natural persons, commercial enterprises", 9), ("（三）不予公开：属于国家秘密", 8), ("a", 1)]
        {
            let lines = wrapped(text, width);
            assert!(lines.iter().all(|line| line.width() <= width + 1), "{lines:?}");
            let squeezed = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(squeezed(&lines.concat()), squeezed(text));
        }
        assert_eq!(wrapped("carried over to next year", 12), ["carried over", "to next year"]);
    }

    #[test]
    fn a_table_is_no_wider_than_it_may_be() {
        let heads: Vec<String> =
            ["natural persons", "commercial enterprises", "research institutions", "total"]
                .map(String::from)
                .into();
        let row = (
            "  carried over from the year before".to_string(),
            ["{1234}", "[12]", " 0 ", " 1246 "].map(String::from).into(),
        );
        let grid = Grid { heads, rows: vec![row] };
        for width in [20, 30, 40, 60, 80, 200] {
            let lines = grid.lines(Some(width));
            let wide =
                |line: &Line| line.label.width() + line.cells.iter().map(|cell| cell.width()).sum::<usize>();
            assert!(lines.iter().all(|line| wide(line) <= width), "{width}");
            let cells: Vec<&str> =
                lines.iter().flat_map(|line| &line.cells).map(|cell| cell.trim()).collect();
            assert!(
                ["{1234}", "[12]", "0", "1246"].iter().all(|cell| cells.contains(cell)),
                "{width}: {cells:?}"
            );
        }
    }
}
