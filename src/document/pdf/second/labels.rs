//! Labels of several lines: which lines of text are parts of the label of which line of figures.
//!
//! Known by nothing but the places of words, their widths, and the numbers that labels begin with.

use super::lines::{Line, Word};

/// Lines of one label follow one another within this many times their size.
const LEADING: f32 = 2.5;

/// A label has at most so many lines on either side of its figures.
pub(super) const MOST_LINES: usize = 12;

/// A line of a label that was broken for want of room leaves less than this much of it, in sizes of its type.
const ROOM: f32 = 2.0;

/// The line of figures that each line is a part of the label of: the lines of a label follow one another close by, and each stands
/// nearer to its own line of figures than to any other.
pub(super) fn owners(lines: &[Line], figures: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut owners = vec![None; lines.len()];
    let figures_first = are_above(lines, figures);
    for (of, first) in figures.iter().enumerate() {
        let (Some(line), Some(first)) = (lines.get(of), *first) else { continue };
        let own = line.words.get(..first).unwrap_or_default();
        let start = line.words.get(first).map_or(0.0, |word| word.start);
        let label = Label { lines, figures, of, line, start, own };
        for at in if figures_first { label.below() } else { label.parts() } {
            if let Some(owner) = owners.get_mut(at) {
                *owner = Some(of);
            }
        }
    }
    owners
}

/// So many lines of figures show that they stand above their labels, and so many times as many as show otherwise.
const LEAST_ABOVE: usize = 3;
const MORE_ABOVE: usize = 2;

/// Whether figures stand at the top of their cells, above the first lines of labels that are set lower: the line below figures that
/// have no words beside them begins with a number, and is nearer to them than the line above.
fn are_above(lines: &[Line], figures: &[Option<usize>]) -> bool {
    let alone = (0..lines.len()).filter(|at| figures.get(*at) == Some(&Some(0)));
    let (mut above, mut other) = (0, 0);
    for at in alone {
        let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { continue };
        let begins =
            next.figures().is_none() && next.words.last().is_some_and(|word| is_numbered(&word.text));
        let before =
            at.checked_sub(1).and_then(|before| lines.get(before)).map_or(f32::MIN, |before| before.down);
        let is_above = begins && next.down - line.down < line.down - before;
        above += usize::from(is_above);
        other += usize::from(!is_above);
    }
    above >= LEAST_ABOVE && above >= MORE_ABOVE * other
}

/// A line of figures, where these begin, and the words before them.
struct Label<'l> {
    lines: &'l [Line],
    figures: &'l [Option<usize>],
    of: usize,
    line: &'l Line,
    start: f32,
    own: &'l [Word],
}

impl Label<'_> {
    /// The other lines of the label. One that begins with a number of its own goes on downwards only, and what begins so is none of
    /// the one above. One without a number goes on where its lines were broken for want of room.
    fn parts(&self) -> Vec<usize> {
        let numbered = |line: &Line| line.words.last().is_some_and(|word| is_numbered(&word.text));
        let widest = self.widest();
        let mut found = Vec::new();
        let mut has_number = self.own.last().is_some_and(|word| is_numbered(&word.text));
        let mut inner = self.line;
        for at in (0..self.of).rev().take(if has_number { 0 } else { MOST_LINES }) {
            let Some(next) = self.lines.get(at).filter(|next| self.has(next, inner, at)) else { break };
            found.push(at);
            has_number = numbered(next);
            if has_number {
                break;
            }
            inner = next;
        }
        let is_full = |line: Option<&Word>| line.is_none_or(|word| word.end - word.start >= widest);
        if !has_number {
            let of = |at: &usize| self.lines.get(*at).and_then(|line| line.words.last());
            let broken = found.iter().position(|at| !is_full(of(at)));
            found.truncate(broken.unwrap_or(found.len()));
        }
        (inner, has_number) = (self.line, has_number || self.own.is_empty());
        let mut upper = self.own.last();
        for at in (self.of + 1..self.lines.len()).take(MOST_LINES) {
            let goes_on =
                |next: &&Line| self.has(next, inner, at) && !numbered(next) && (has_number || is_full(upper));
            let Some(next) = self.lines.get(at).filter(goes_on) else { break };
            found.push(at);
            (inner, upper) = (next, next.words.last());
        }
        found
    }

    /// The other lines of the label where figures stand at the top of their cells: all lines before the next figures, but for words on
    /// the left of the label, which head several rows.
    fn below(&self) -> Vec<usize> {
        let has = |at: usize| self.figures.get(at).copied().flatten().is_some();
        let until = (self.of + 1..self.lines.len()).take(MOST_LINES).find(|at| has(*at));
        let until = until.unwrap_or(self.lines.len().min(self.of + 1 + MOST_LINES));
        let last = |at: usize| self.lines.get(at).and_then(|line| line.words.last());
        let begins = || {
            let numbered =
                (self.of + 1..until).filter(|at| last(*at).is_some_and(|word| is_numbered(&word.text)));
            let place = |at: &usize| last(*at).map_or(0.0, |word| word.start);
            numbered.max_by(|a, b| place(a).total_cmp(&place(b)).then(b.cmp(a))).unwrap_or(self.of + 1)
        };
        let from = if self.own.is_empty() { begins() } else { self.of + 1 };
        let (mut inner, mut left) = (self.line, self.own.last().map(|word| word.start));
        let mut found = Vec::new();
        for at in from..until {
            let (Some(line), Some(word)) = (self.lines.get(at), last(at)) else { break };
            if left.is_some_and(|left| word.end < left) {
                continue;
            }
            let goes_on = left.is_none() || !is_numbered(&word.text);
            if !goes_on
                || line.down - inner.down > LEADING * line.size.min(self.line.size)
                || word.end >= self.start
            {
                break;
            }
            found.push(at);
            (inner, left) = (line, Some(left.unwrap_or(word.start)));
        }
        found
    }

    /// How wide a line of a label is at least that was broken for want of room: the widest one around, but for what is no word.
    fn widest(&self) -> f32 {
        let around = self.of.saturating_sub(MOST_LINES)..(self.of + MOST_LINES).min(self.lines.len());
        let label = |at: usize| {
            let first = self.figures.get(at).copied().flatten()?;
            let word = self.lines.get(at)?.words.get(..first)?.last()?;
            Some(word.end - word.start)
        };
        around.filter_map(label).fold(0.0, f32::max) - ROOM * self.line.size
    }

    /// Whether a line may be a part of the label, `inner` being the part next to it: all of it stands before the figures, and no
    /// word of it beside the label, as the names of columns do.
    fn has(&self, line: &Line, inner: &Line, at: usize) -> bool {
        let Some(last) = line.words.last() else { return false };
        let size = line.size.min(self.line.size);
        line.figures().is_none()
            && (line.down - inner.down).abs() <= LEADING * size
            && last.end < self.start
            && self.own.last().is_none_or(|own| last.start < own.end)
            && nearest(self.lines, self.figures, at) == Some(self.of)
    }
}

/// The line of figures that stands nearest to a line.
fn nearest(lines: &[Line], figures: &[Option<usize>], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    let has = |other: &usize| figures.get(*other).copied().flatten().is_some();
    let near = [(0..at).rev().find(has), (at + 1..lines.len()).find(has)];
    let distance = |other: usize| lines.get(other).map_or(f32::MAX, |other| (other.down - line.down).abs());
    near.into_iter().flatten().min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
}

/// Whether a text begins with the number of a row, a section or an article.
pub(super) fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '（']);
    let number = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    let behind = bare.trim_start_matches(number);
    let ends = behind.starts_with(['、', '.', '．', ')', '）']);
    (behind.len() < bare.len() && ends) || text.starts_with('第')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(down: f32, words: &[(&str, f32)]) -> Line {
        let word = |&(text, start): &(&str, f32)| {
            let wide = if text.is_ascii() { 5.0 } else { 10.0 };
            Word { start, end: start + wide * text.chars().count() as f32, text: text.to_string() }
        };
        Line { down, size: 10.0, words: words.iter().map(word).collect() }
    }

    fn owned(lines: &[Line]) -> Vec<Option<usize>> {
        let figures: Vec<Option<usize>> = lines.iter().map(Line::figures).collect();
        owners(lines, &figures)
    }

    #[test]
    fn a_row_without_figures_is_no_part_of_the_label_below() {
        let rows = [
            line(100.0, &[("行政处罚", 20.0)]),
            line(112.0, &[("行政强制", 20.0), ("10", 200.0)]),
            line(124.0, &[("行政事业性收费", 20.0), ("63", 200.0)]),
        ];
        assert_eq!(owned(&rows), [None, None, None]);
    }

    #[test]
    fn a_label_ends_where_a_numbered_line_or_section_begins() {
        let rows = [
            line(100.0, &[("1.申请人无正当理由逾", 20.0)]),
            line(112.0, &[("期不补正", 20.0), ("3", 200.0)]),
            line(124.0, &[("2.其他", 20.0), ("4", 200.0)]),
            line(140.0, &[("四、行政复议", 20.0)]),
        ];
        assert_eq!(owned(&rows), [Some(1), None, None, None]);
    }

    #[test]
    fn figures_at_the_top_of_their_cells_stand_above_their_labels() {
        let row = |top: f32, texts: &[&'static str]| {
            let mut lines = vec![line(top, &[("7", 200.0)])];
            lines.extend(
                (0..).zip(texts).map(|(at, text)| line(top + 8.0 + 13.0 * at as f32, &[(text, 60.0)])),
            );
            lines
        };
        let mut rows = row(100.0, &["（二）部分公开（区分", "处理的，只计这一情", "形，不计其他情形）"]);
        rows.extend(row(155.0, &["1.属于国家秘密"]));
        rows.extend(row(183.0, &["2.其他法律行政法", "规禁止公开"]));
        rows.insert(8, line(198.0, &[("（三）不予", 5.0)]));
        rows.extend(row(224.0, &["3.危及“三安全一稳", "定”"]));
        let own = [
            None,
            Some(0),
            Some(0),
            Some(0),
            None,
            Some(4),
            None,
            Some(6),
            None,
            Some(6),
            None,
            Some(10),
            Some(10),
        ];
        assert_eq!(owned(&rows), own);
    }

    #[test]
    fn names_of_columns_are_no_part_of_a_label() {
        let rows = [
            line(100.0, &[("信息内容", 20.0), ("本年处理决定数量", 90.0)]),
            line(112.0, &[("行政许可", 20.0), ("471", 200.0)]),
        ];
        assert_eq!(owned(&rows), [None, None]);
    }
}
