//! Where the columns of an aligned table are, and which text stands in which.

use super::segments::{Measured, Segment};
use super::{headers, near};
use crate::document::text::draft::{Piece, Row};
use crate::document::text::lines::is_value;

/// How far labels of one column may begin from one another.
pub(super) const INDENT: usize = 1;

/// How far figures of one column may stand askew from one another.
const ASKEW: usize = 2;

/// The columns of a table.
#[derive(Debug, Default)]
pub(super) struct Layout {
    columns: Vec<Column>,
    /// How many figures share a column with another one of their row, and how many columns have a header but no figure: signs of
    /// a wrong measure.
    pub(super) misfits: (usize, usize),
    /// Where the first figure of all begins.
    first: Option<usize>,
}

/// A column: where it begins and ends, and whether it holds figures or labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) figures: bool,
}

impl Layout {
    /// The columns that the lines show.
    pub(super) fn of(rows: &[Measured<'_>]) -> Layout {
        let mut columns = figure_columns(rows);
        let first = columns.first().map(|column| column.left);
        near::merge(rows, &mut columns);
        let crowded = rows.iter().map(|row| crowded(row, &columns)).sum();
        if crowded > 0 {
            columns = columns_of_full_rows(rows);
        }
        let labels = label_columns(rows, columns.is_empty());
        let mut bare = 0;
        if !columns.is_empty() {
            headers::merge(rows, &mut columns);
            let with_figures = columns.len();
            // A head over a column with figures and one without must not widen the first over the second.
            headers::add(rows, &labels, &mut columns);
            bare = columns.len() - with_figures;
            headers::widen(rows, &mut columns);
        }
        columns.extend(labels);
        columns.sort_unstable();
        Layout { columns, misfits: (crowded, bare), first }
    }

    /// The lines as rows of cells.
    pub(super) fn rows(&self, lines: &[Measured<'_>]) -> Vec<Row> {
        // Under which columns something stands in the header above; nothing known before the first header.
        let mut headed = vec![true; self.columns.len()];
        let mut in_header = false;
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            let segments = self.unglued(&line.segments);
            let figures = has_figures(&segments);
            let mut row = self.row(&segments, line.number, figures);
            if figures {
                self.fill(&mut row, line.number, &segments, &headed);
                in_header = false;
            } else if headers::is_header(&segments) {
                if !in_header {
                    headed = vec![false; self.columns.len()];
                }
                in_header = true;
                for piece in &row {
                    let (from, count) = (piece.column as usize, piece.column_span as usize);
                    headed.iter_mut().skip(from).take(count).for_each(|headed| *headed = true);
                }
            }
            rows.push(row);
        }
        rows
    }

    fn row(&self, segments: &[Segment<'_>], line: u32, figures: bool) -> Row {
        let mut row = Row::new();
        let mut next = 0;
        let values = segments.iter().filter(|segment| segment.value).count();
        let mut full = self.figures().filter(|_| values == self.figures().count());
        for (ordinal, segment) in segments.iter().enumerate() {
            let counted = if segment.value { full.next() } else { None };
            let (from, to) = match counted {
                Some(column) => (column, column + 1),
                None => self.place(segment, figures, ordinal == 0),
            };
            // Whatever the places say, cells keep the order of their texts.
            let from = from.max(next);
            next = to.max(from + 1);
            let piece = Piece::new(segment.text, from, line, ordinal + 1);
            row.push(Piece { column_span: (next - from) as u32, joined: segment.doubtful, ..piece });
        }
        row
    }

    /// The columns that hold figures.
    pub(super) fn figures(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(|(_, column)| column.figures).map(|(at, _)| at)
    }

    /// Whether the label of a line reaches under the first figures of other lines, so that it has moved its own.
    pub(super) fn is_moved(&self, segments: &[Segment<'_>]) -> bool {
        let labels = segments.iter().take_while(|segment| !segment.value);
        let end = labels.map(|segment| segment.right).max();
        self.first.zip(end).is_some_and(|(first, end)| end >= first)
    }

    /// Whether the figures of some column begin, end and have their middle in many places, those of lines aside whose labels
    /// have moved them.
    pub(super) fn is_ragged(&self, lines: &[Measured<'_>]) -> bool {
        let mut places = vec![[(usize::MAX, 0); 3]; self.columns.len()];
        for segments in lines.iter().map(|line| &line.segments).filter(|line| !self.is_moved(line)) {
            for figure in segments.iter().filter(|segment| segment.value) {
                let ends = [figure.left, figure.right, (figure.left + figure.right) / 2];
                let column = self.place(figure, true, false).0;
                for ((least, most), end) in places.get_mut(column).into_iter().flatten().zip(ends) {
                    (*least, *most) = ((*least).min(end), (*most).max(end));
                }
            }
        }
        places.iter().any(|column| column.iter().all(|(least, most)| most.saturating_sub(*least) > ASKEW))
    }

    /// The columns over which a text stands: from the first to before the last.
    fn place(&self, segment: &Segment<'_>, figures: bool, first: bool) -> (usize, usize) {
        let over = self.over(segment);
        if segment.value {
            let at = over.map_or_else(|| self.nearest(segment, true), |(from, _)| from);
            return (at, at + 1);
        }
        let begins = |column: &Column| !column.figures && column.left.abs_diff(segment.left) <= INDENT;
        if let Some(at) = self.columns.iter().position(begins) {
            return (at, self.label_end(segment, at));
        }
        match over {
            Some((from, to)) if !(figures && first) => (from, to + 1),
            _ if figures => {
                let left = |column: &Column| !column.figures && column.left <= segment.left;
                let at = self.columns.iter().rposition(left).unwrap_or(0);
                (at, self.label_end(segment, at))
            }
            _ => {
                let at = self.nearest(segment, false);
                (at, at + 1)
            }
        }
    }

    /// The columns of figures over which a text stands, first and last: those of which it covers half, or else the one of
    /// which it covers most.
    fn over(&self, segment: &Segment<'_>) -> Option<(usize, usize)> {
        let shared = |column: &Column| {
            let shared = segment.right.min(column.right).saturating_sub(segment.left.max(column.left));
            if column.figures { shared } else { 0 }
        };
        let half = |column: &Column| shared(column) * 2 >= column.right - column.left && shared(column) > 0;
        if let Some(from) = self.columns.iter().position(half) {
            return Some((from, self.columns.iter().rposition(half)?));
        }
        let (at, column) = self.columns.iter().enumerate().max_by_key(|(_, column)| shared(column))?;
        (shared(column) > 0).then_some((at, at))
    }

    /// The columns of labels that a label beginning in one reaches over.
    fn label_end(&self, segment: &Segment<'_>, at: usize) -> usize {
        let after = self.columns.iter().skip(at + 1);
        at + 1 + after.take_while(|column| !column.figures && column.left < segment.right).count()
    }

    /// The column whose middle is nearest.
    fn nearest(&self, segment: &Segment<'_>, figures: bool) -> usize {
        let middle = segment.left + segment.right;
        let far = |column: &Column| (column.left + column.right).abs_diff(middle);
        let columns = self.columns.iter().enumerate().filter(|(_, column)| column.figures || !figures);
        columns.min_by_key(|(_, column)| far(column)).map_or(0, |(at, _)| at)
    }

    /// The texts of a line, with figures split off that stand in their column but only one space behind a label.
    fn unglued<'a>(&self, segments: &[Segment<'a>]) -> Vec<Segment<'a>> {
        let mut split = Vec::with_capacity(segments.len());
        for (at, segment) in segments.iter().enumerate() {
            let value = segment.text.rsplit_once(' ').map(|(label, value)| (label.trim_end(), value));
            let Some((label, value)) = value.filter(|(_, value)| is_value(value) && !segment.value) else {
                split.push(*segment);
                continue;
            };
            // What may be split off has only ASCII characters and full-width digits, so its width is its right end less
            // the same measure of the rest; digits are one wide unless full-width.
            let wide = value.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            let figure = Segment {
                text: value,
                left: segment.right - wide.min(segment.right),
                value: true,
                ..*segment
            };
            let rest = segments.get(at + 1..).unwrap_or_default();
            if self.free_column(&figure, rest).is_some() {
                split.push(Segment { text: label, right: figure.left.saturating_sub(1), ..*segment });
                split.push(figure);
            } else {
                split.push(*segment);
            }
        }
        split
    }

    /// The column of a figure one space behind a label: the one it stands under, or the one that the label fills, if it
    /// comes just before that of the next figure.
    fn free_column(&self, figure: &Segment<'_>, rest: &[Segment<'_>]) -> Option<usize> {
        let under = |segment: &Segment<'_>| {
            let over = |column: &Column| column.figures && segment.overlaps(column.left, column.right);
            self.columns.iter().position(over)
        };
        let next = under(rest.iter().find(|segment| segment.value)?)?;
        let before = next.checked_sub(1)?;
        let filled = |column: &&Column| column.figures && column.left < figure.left;
        let column = under(figure).or_else(|| self.columns.get(before).filter(filled).map(|_| before))?;
        (column < next).then_some(column)
    }

    /// Adds blank cells where a column has a header and the line has nothing; not where its label runs over the column.
    fn fill(&self, row: &mut Row, line: u32, segments: &[Segment<'_>], headed: &[bool]) {
        let labels = segments.iter().take_while(|segment| !segment.value);
        let label = labels.map(|segment| segment.right).max().unwrap_or(0);
        let taken = |row: &Row, at: usize| {
            row.iter().any(|piece| (piece.column..piece.column + piece.column_span).contains(&(at as u32)))
        };
        let free = |at: &usize| {
            let covered = self.columns.get(*at).is_some_and(|column| column.left < label);
            !covered && headed.get(*at) == Some(&true) && !taken(row, *at)
        };
        let blanks: Vec<usize> = self.figures().filter(free).collect();
        row.extend(blanks.into_iter().map(|at| Piece::new("", at, line, 0)));
        row.sort_by_key(|piece| piece.column);
    }
}

/// Whether a line has figures; one without is a header, or a label.
pub(super) fn has_figures(segments: &[Segment<'_>]) -> bool {
    segments.iter().any(|segment| segment.value)
}

/// The columns of figures: places over which no gap goes through all lines.
fn figure_columns(rows: &[Measured<'_>]) -> Vec<Column> {
    let values = rows.iter().flat_map(|row| &row.segments).filter(|segment| segment.value);
    let mut ranges: Vec<(usize, usize)> = values.map(|value| (value.left, value.right)).collect();
    ranges.sort_unstable();
    let mut columns: Vec<Column> = Vec::new();
    for (left, right) in ranges {
        match columns.last_mut() {
            Some(last) if left < last.right => last.right = last.right.max(right),
            _ => columns.push(Column { left, right, figures: true }),
        }
    }
    columns
}

/// How many figures of a line share a column with the one before.
fn crowded(row: &Measured<'_>, columns: &[Column]) -> usize {
    let values = row.segments.iter().filter(|segment| segment.value);
    let mut at = 0;
    let mut last = None;
    let mut crowded = 0;
    for value in values {
        at += columns.iter().skip(at).take_while(|column| column.right <= value.left).count();
        crowded += usize::from(last == Some(at));
        last = Some(at);
    }
    crowded
}

/// The columns of figures by counting, where places mislead: those of the lines with most figures, in the middle.
fn columns_of_full_rows(rows: &[Measured<'_>]) -> Vec<Column> {
    let values = |row: &Measured<'_>| row.segments.iter().filter(|segment| segment.value).count();
    let most = rows.iter().map(values).max().unwrap_or(0);
    let mut ranges: Vec<Vec<(usize, usize)>> = vec![Vec::new(); most];
    for row in rows.iter().filter(|row| values(row) == most) {
        let figures = row.segments.iter().filter(|segment| segment.value);
        for (range, figure) in ranges.iter_mut().zip(figures) {
            range.push((figure.left, figure.right));
        }
    }
    let mut end = 0;
    let median = |mut range: Vec<(usize, usize)>| {
        range.sort_unstable();
        range.get(range.len() / 2).copied().unwrap_or_default()
    };
    let columns = ranges.into_iter().map(median).map(|(left, right)| {
        let left = left.max(end);
        end = right.max(left + 1);
        Column { left, right: end, figures: true }
    });
    columns.collect()
}

/// The columns of labels: where the texts before figures begin; where there are no figures, where any text begins.
fn label_columns(rows: &[Measured<'_>], no_figures: bool) -> Vec<Column> {
    let mut lefts = Vec::new();
    for row in rows.iter().filter(|row| no_figures || has_figures(&row.segments)) {
        lefts.extend(row.segments.iter().take_while(|segment| !segment.value).map(|segment| segment.left));
    }
    lefts.sort_unstable();
    let few = lefts.len() < 4;
    let mut columns: Vec<(Column, usize)> = Vec::new();
    for left in lefts {
        match columns.last_mut() {
            Some((last, count)) if left <= last.left + INDENT => *count += 1,
            _ => columns.push((Column { left, right: left + 1, figures: false }, 1)),
        }
    }
    let kept = columns.into_iter().enumerate().filter(|(at, (_, count))| *at == 0 || *count > 1 || few);
    kept.map(|(_, (column, _))| column).collect()
}
