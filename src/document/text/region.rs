//! How far a table of tabs or of aligned columns reaches over the lines of a text.

use super::lines::{Line, is_page_number, is_section, is_value, starts_item};

/// The most blank lines inside a table.
const MAX_GAP: usize = 8;
/// The most lines in a row that have no columns and still belong to a table: captions, labels torn over lines.
const MAX_PLAIN: usize = 3;
/// The most lines in a row with nothing but the label of a row: one that was left blank.
const MAX_ITEMS: usize = 30;
/// The most rows that are looked at in one go; what follows makes a further table.
const MAX_ROWS: usize = 10_000;
/// The longest piece of a label that a line break has torn, in bytes.
const MAX_TORN: usize = 120;
/// Values that two rows must have in common to belong together over a blank line.
const MIN_SHARED_VALUES: usize = 3;

/// A line of fewer tabs and nothing else is no blank row.
const LEAST_TABS: usize = 3;

/// What a line is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It has several cells with text.
    Strong,
    /// It has the separators of a table but not several texts.
    Weak,
    /// A line as any other.
    Plain,
}

/// What a reader sees in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// How many of its cells hold text.
    pub(super) cells: usize,
    /// How many of its cells hold values.
    pub(super) values: usize,
}

/// The lines that make a table.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// Their places among the lines given, in order; gaps are left out.
    pub(super) rows: Vec<usize>,
    /// How many lines were taken, gaps inside included.
    pub(super) used: usize,
    /// How many of them have several cells.
    pub(super) strong: usize,
    /// How many lines were looked at.
    pub(super) seen: usize,
}

impl Region {
    /// On how many lines no table begins, after this one was found to be none.
    pub(super) fn barren(&self) -> usize {
        // Captions alone say nothing about the lines after the first of them.
        if self.rows.is_empty() { 1 } else { self.seen }
    }
}

/// The table that begins at the first line, as far as it reaches.
pub(super) fn region(lines: &[Line<'_>], shape: impl Fn(&str) -> Shape) -> Region {
    let mut region = Region::default();
    let mut pending = Vec::new();
    // How many of them are not numbered as rows are.
    let mut loose = 0;
    // The figures of the last row; nothing while there are only headers.
    let mut last_values = None;
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|_| region.rows.len() < MAX_ROWS) {
        if last_values.is_none() && is_blank_row(lines, &region, line) {
            region.rows.append(&mut pending);
            region.rows.push(at);
            (region.used, loose, at) = (at + 1, 0, at + 1);
            continue;
        }
        if line.is_gap() {
            match bridge(lines, at, last_values, &shape) {
                Some(next) if region.strong > 0 => at = next,
                _ => break,
            }
            continue;
        }
        let here = shape(line.text);
        if here.kind == Kind::Plain {
            let fits = if region.strong == 0 { may_head(line.text) } else { !ends_table(line.text) };
            // 二、上年结转 looks like a heading, but the figures of its row stand beside the rest of the label.
            let is_torn = || {
                let next = lines.get(at + 1).filter(|next| !next.is_gap() && !starts_item(next.text));
                line.text.len() <= MAX_TORN
                    && starts_item(line.text)
                    && next.is_some_and(|next| shape(next.text).values >= MIN_SHARED_VALUES)
            };
            if !fits && !is_torn() || loose == MAX_PLAIN || pending.len() == MAX_ITEMS {
                break;
            }
            pending.push(at);
            loose += usize::from(!starts_item(line.text));
        } else {
            region.rows.append(&mut pending);
            loose = 0;
            region.rows.push(at);
            region.strong += usize::from(here.kind == Kind::Strong);
            region.used = at + 1;
            if here.values > 0 || last_values.is_some() {
                last_values = Some(here.values);
            }
        }
        at += 1;
    }
    region.seen = at.max(1);
    region
}

/// Whether a line under a header has a tab for each of its columns and nothing else: a row that was left blank.
fn is_blank_row(lines: &[Line<'_>], region: &Region, line: &Line<'_>) -> bool {
    let tabs = |line: &Line<'_>| line.text.matches('\t').count();
    let header = region.rows.iter().filter_map(|at| lines.get(*at)).map(tabs).max();
    region.strong > 0 && line.is_blank() && tabs(line) >= LEAST_TABS && header == Some(tabs(line))
}

/// Where the table goes on after the blank lines and page numbers at `at`, if it surely does.
fn bridge(
    lines: &[Line<'_>],
    at: usize,
    last_values: Option<usize>,
    shape: &impl Fn(&str) -> Shape,
) -> Option<usize> {
    let gap = lines.get(at..)?.iter().take(MAX_GAP).take_while(|line| line.is_gap()).count();
    let next = at + gap;
    let line = lines.get(next).filter(|line| !line.is_gap())?;
    let here = shape(line.text);
    let page =
        lines.get(at..=next)?.iter().any(|line| is_page_number(line.text) || line.text.starts_with('\u{C}'));
    if page && here.kind != Kind::Plain {
        return Some(next);
    }
    // Two rows of as many values are rows of one table, also where a label stands on lines of its own before them; and
    // headers belong to the first figures below them.
    if last_values.is_none_or(|values| values >= MIN_SHARED_VALUES) {
        let mut ahead = lines.get(next..)?.iter().take(MAX_PLAIN + 1).take_while(|line| !line.is_gap());
        let row = ahead.find(|line| shape(line.text).kind != Kind::Plain || ends_table(line.text));
        let values = row.map_or(0, |row| shape(row.text).values);
        if values >= MIN_SHARED_VALUES && last_values.is_none_or(|last| last == values) && gap <= 2 {
            return Some(next);
        }
    }
    // Figures without a label belong to the header above.
    if here.kind == Kind::Strong && here.values >= MIN_SHARED_VALUES && here.values == here.cells && gap <= 2
    {
        return Some(next);
    }
    // A text in which every line has a blank line after it.
    let alone = |at: usize| lines.get(at).is_none_or(|line| line.is_gap());
    let double_spaced = (at < 2 || alone(at - 2)) && alone(next + 1) && gap <= 3;
    (double_spaced && !ends_table(line.text)).then_some(next)
}

/// Whether a line without columns ends the table before it: a heading, a sentence, a note.
fn ends_table(text: &str) -> bool {
    let text = text.trim();
    is_section(text)
        || text.len() > 200
        || text.ends_with(['。', '；', '！', '？'])
        || text.contains('。')
        || text.starts_with(['注', '#'])
        || text.starts_with("备注")
        || text.starts_with("附")
}

/// Whether a line without columns may be the first row of the table below it.
fn may_head(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with('第') && starts_item(text) {
        return text.len() <= 60;
    }
    let sentence = |c: char| matches!(c, '。' | '；' | '：' | ':' | '，' | '！' | '？');
    let listed = text.contains('、') && !starts_item(text);
    text.len() <= 45 && !ends_table(text) && !text.contains(sentence) && !listed && !is_value(text)
}
