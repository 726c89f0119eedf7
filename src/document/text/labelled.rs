//! Tables written out as names with their figures, as people and pages for phones do.
//!
//! ```text
//! （一）予以公开：自然人3件，商业企业0件，总计3件。        （二）部分公开
//! （二）部分公开：自然人1件，商业企业0件，总计1件。        自然人：1件
//!                                                         总计：1件
//! ```
//!
//! Each name with its figure becomes a row, with the label of the row it belongs to before it. Sentences have names and
//! figures, too; but in a table the same names come again and again.

use std::collections::BTreeSet;

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece, Row};
use super::lines::{Line, is_digit, is_drawn, is_rule, is_section, is_space, is_value};

/// The longest label or name, in bytes.
const MAX_LABEL: usize = 180;
/// The longest label with a colon inside, in bytes.
const MAX_HEAD: usize = 60;
/// The longest line, in bytes.
const MAX_LINE: usize = 900;
/// The fewest lines with figures of a table, and the fewest figures.
const MIN_LINES: usize = 3;
/// See [`MIN_LINES`].
const MIN_FIGURES: usize = 4;
/// The most lines without figures between two with some: heads, the label of the row.
const MAX_WORDS: usize = 4;
/// The most lines of one table.
const MAX_LINES: usize = 5_000;

/// What a line says.
enum Said<'a> {
    /// Figures with their names, and the label of their row, if it stands before them.
    Figures(Option<&'a str>, Vec<(&'a str, &'a str)>),
    /// Words that may be a label, or the head of several.
    Words(&'a str),
    /// Something else.
    Other,
}

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    let (rows, used) = rows(lines, &BTreeSet::new());
    let names = rows.iter().filter_map(|row| row.figures.as_ref()).flatten().map(|(name, _, _)| *name);
    let known: BTreeSet<&str> = names.collect();
    if known.is_empty() {
        return Attempt::Not(used.max(1));
    }
    // A name with nothing behind it has a blank for its figure.
    let (rows, used) = self::rows(lines, &known);
    let figures = || rows.iter().filter_map(|row| row.figures.as_ref());
    let names: Vec<&str> = figures().flatten().map(|(name, _, _)| *name).collect();
    let different: BTreeSet<&str> = names.iter().copied().collect();
    let few = figures().map(|figures| figures.iter().map(|(_, _, line)| line).collect::<BTreeSet<_>>().len());
    if few.sum::<usize>() < MIN_LINES || names.len() < MIN_FIGURES || different.len() == names.len() {
        return Attempt::Not(used.max(1));
    }
    let draft = rows.into_iter().flat_map(|row| row.into_rows(lines));
    Attempt::Table(Draft::of(draft.collect::<Vec<_>>(), used))
}

/// The label of a row, with the place of its line, and its names with their figures and the places of their lines.
struct Labelled<'a> {
    label: &'a str,
    at: usize,
    figures: Option<Vec<(&'a str, &'a str, usize)>>,
}

/// The rows from the first line on, and how many lines were looked at; or taken, if there are figures. `known` are names that
/// may stand without one.
fn rows<'a>(lines: &[Line<'a>], known: &BTreeSet<&str>) -> (Vec<Labelled<'a>>, usize) {
    let mut rows: Vec<Labelled<'a>> = Vec::new();
    let (mut seen, mut used, mut kept, mut words) = (0, 0, 0, 0);
    for (at, line) in lines.iter().enumerate().take(MAX_LINES) {
        if line.is_gap() {
            continue;
        }
        match said(line.text, known) {
            Said::Words(label) if words < MAX_WORDS => {
                words += 1;
                rows.push(Labelled { label, at, figures: None });
            }
            Said::Figures(label, figures) => {
                let figures = figures.into_iter().map(|(name, value)| (name, value, at));
                match (label, rows.last_mut()) {
                    (Some(label), _) => {
                        rows.push(Labelled { label, at, figures: Some(figures.collect()) });
                    }
                    (None, Some(row)) => row.figures.get_or_insert_default().extend(figures),
                    (None, None) => break,
                }
                (used, kept, words) = (at + 1, rows.len(), 0);
            }
            Said::Words(_) | Said::Other => break,
        }
        seen = at + 1;
    }
    rows.truncate(kept);
    (rows, if kept > 0 { used } else { seen })
}

impl Labelled<'_> {
    /// The rows of the table, each with the place of its line.
    fn into_rows(self, lines: &[Line<'_>]) -> Vec<(usize, Row)> {
        let number = |at: usize| lines.get(at).map_or(0, |line| line.number);
        let label = Piece::new(self.label, 0, number(self.at), 1);
        let Some(figures) = self.figures else { return vec![(self.at, vec![label])] };
        let mut label = Some(Piece { row_span: figures.len() as u32, ..label });
        let mut ordinal = 0;
        let mut line = self.at;
        let rows = figures.into_iter().map(|(name, value, at)| {
            ordinal = if at == line { ordinal + 1 } else { 0 };
            line = at;
            let cells = [(name, 1), (value, 2)];
            let cells =
                cells.map(|(text, column)| Piece::new(text, column, number(at), 2 * ordinal + column));
            (at, label.take().into_iter().chain(cells).collect())
        });
        rows.collect()
    }
}

fn said<'a>(line: &'a str, known: &BTreeSet<&str>) -> Said<'a> {
    let text = line.trim_matches(is_space);
    let text = text
        .trim_start_matches(['-', '*', '•', '·', '●', '○', '◦', '▪', '■', '–'])
        .trim_start_matches(is_space);
    // What Markdown prints bold.
    let text = text.trim_matches('*').trim_end_matches(['。', '；', ';', '，', ',']);
    if text.len() > MAX_LINE
        || text.contains(['\t', '。'])
        || is_drawn(text)
        || is_rule(text)
        || is_section(text)
    {
        return Said::Other;
    }
    let Some((label, rest)) = split_at_colon(text) else {
        let word = text.split(is_space).next_back().unwrap_or_default();
        let is_label = text.len() <= MAX_LABEL && !is_value(word) && !word.is_empty();
        return if is_label { Said::Words(text) } else { Said::Other };
    };
    let trimmed = |text: &'a str| text.trim_matches(|c| is_space(c) || c == '*');
    let (label, rest) = (trimmed(label), trimmed(rest));
    if label.is_empty() || label.len() > MAX_LABEL {
        Said::Other
    } else if rest.is_empty() && known.contains(label) {
        Said::Figures(None, vec![(label, "")])
    } else if rest.is_empty() {
        Said::Words(label)
    } else if is_value(rest) {
        Said::Figures(None, vec![(label, rest)])
    } else {
        let blank = |part: &'a str| {
            let name = part.trim_matches(|c| is_space(c) || matches!(c, '：' | ':'));
            known.contains(name).then_some((name, ""))
        };
        let pairs: Option<Vec<_>> =
            parts(rest).into_iter().map(|part| pair(part).or_else(|| blank(part))).collect();
        match pairs.filter(|pairs| pairs.len() <= MAX_LINE_CELLS) {
            Some(pairs) => Said::Figures(Some(label), pairs),
            // 行政诉讼：未经复议直接起诉
            None if text.len() <= MAX_HEAD && !text.contains(is_digit) => Said::Words(text),
            None => Said::Other,
        }
    }
}

/// A text before and behind the first colon that stands in no brackets.
fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    let at = text.char_indices().find(|(_, c)| {
        depth += depth_of(*c);
        depth == 0 && matches!(c, '：' | ':')
    });
    let (at, colon) = at?;
    Some((text.get(..at)?, text.get(at + colon.len_utf8()..)?))
}

fn depth_of(c: char) -> i32 {
    match c {
        '（' | '(' => 1,
        '）' | ')' => -1,
        _ => 0,
    }
}

/// The parts of a list: between commas and semicolons that stand in no brackets, and set no thousands apart.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        depth += depth_of(c);
        let parts_here = depth == 0 && matches!(c, '，' | ',' | '、' | '；' | ';');
        let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
        if parts_here && !behind.starts_with(is_digit) {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + c.len_utf8();
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// A name and its figure: `自然人：3件`, `自然人3件`, `本年增/减-2`.
pub(in crate::document) fn pair(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_matches(is_space);
    let apart = split_at_colon(text).or_else(|| text.rsplit_once(is_space));
    let (name, value) = apart.filter(|(_, value)| is_value(value)).or_else(|| {
        let name = text.trim_end_matches(['件', '条', '项', '宗', '个', '次', '元', '万']);
        let number = |c: char| is_digit(c) || matches!(c, '.' | ',' | '，');
        let name = name.trim_end_matches(number);
        let name = name.strip_suffix(['-', '+', '−', '－', '＋']).unwrap_or(name);
        Some((name, text.get(name.len()..)?))
    })?;
    let name = name.trim_matches(is_space);
    let sound = !name.is_empty() && name.len() <= MAX_LABEL && !name.ends_with(is_digit) && is_value(value);
    sound.then_some((name, value))
}
