//! Rows of a table without rulings: every line of a label finds the line of figures it belongs to.
//!
//! Between the columns of `aligned` and its cells. Lines of figures are rows; labels of several lines stand around them,
//! above or below, alike in one table. All lines of all labels are given to rows at once, so that none is
//! explained at the cost of its neighbours. Heads over several rows get the rows whose numbers run under them.

use super::bands::Bands;
use super::habits::Habits;
use super::spans::{Head, spanning};
use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::Sheet;
use crate::document::pdf::sheet::chunk::{Chunk, around, text};

/// The rows of a table, and the heads that span some of them.
#[derive(Default)]
pub(in crate::document::pdf) struct Rows {
    pub(in crate::document::pdf) rows: Vec<Vec<Chunk>>,
    pub(in crate::document::pdf) heads: Vec<Head>,
}

/// Costs of giving lines to rows, in sizes of type.
mod cost {
    /// Figures without a label.
    pub(super) const NO_LABEL: f32 = 1.5;
    /// A label that stands on other lines than its figures, which have one beside them in a column before.
    pub(super) const OTHER_LABEL: f32 = 2.0;
    /// A label that begins beside its figures, where the others do not stand so.
    pub(super) const OTHER_STAND: f32 = 1.2;
    /// A label without figures.
    pub(super) const NO_FIGURES: f32 = 2.0;
    /// A row that begins without the number that the others have.
    pub(super) const NO_NUMBER: f32 = 0.8;
    /// A number within a label.
    pub(super) const NUMBER_WITHIN: f32 = 2.5;
    /// A label that breaks off within brackets.
    pub(super) const UNCLOSED: f32 = 1.5;
    /// Lines of one row with a rule between them.
    pub(super) const PARTED: f32 = 4.0;
    /// Lines of one label that stand apart, or where each stands beside figures of its own.
    pub(super) const APART: f32 = 2.5;
}

/// A label has at most so many lines.
const MAX_LINES: usize = 24;

/// The most lines of labels and of figures of one table on one page that are looked at; a page has some 80.
const MAX_TABLE: usize = 400;

/// Lines of figures whose boxes share this part of their height are one row.
const BROKEN: f32 = 0.15;

/// Lines that stand no further apart than this, as a part of their height, are one row if no column has figures in both;
/// rows stand at least 0.15 apart.
const BESIDE: f32 = 0.1;

/// A line of a label.
pub(in crate::document::pdf) struct Line {
    pub(in crate::document::pdf) chunks: Vec<Chunk>,
    pub(in crate::document::pdf) area: Area,
    pub(in crate::document::pdf) text: String,
    pub(in crate::document::pdf) numbered: bool,
}

impl Line {
    fn new(chunks: Vec<Chunk>) -> Line {
        let area = around(&chunks);
        let text = text(&chunks);
        Line { numbered: is_numbered(&text), chunks, area, text }
    }

    pub(super) fn middle(&self) -> f32 {
        self.area.centre().1
    }

    pub(super) fn size(&self) -> f32 {
        self.area.height().max(1.0)
    }
}

/// A line of figures, or of words that stand in the columns of figures.
pub(super) struct Values {
    pub(in crate::document::pdf) chunks: Vec<Chunk>,
    pub(in crate::document::pdf) area: Area,
    /// Where the figures of its last line stand.
    pub(in crate::document::pdf) last: Vec<Area>,
}

/// Where the lines of a label stand beside their figures.
#[derive(Clone, Copy)]
enum Stand {
    Around,
    Below,
    Above,
}

/// Gathers the lines of a table, below its header, into rows. `xs` are the edges of its columns, `labels_end` is where those of
/// labels end.
pub(super) fn gather(sheet: &Sheet, lines: &[Vec<Chunk>], xs: &[f32], labels_end: f32, area: &Area) -> Rows {
    let edges: Vec<f32> = xs.iter().copied().filter(|x| *x < labels_end - 0.5).collect();
    let last = edges.len().saturating_sub(1);
    let column = |x: f32| edges.partition_point(|edge| *edge <= x).saturating_sub(1).min(last);
    let mut values: Vec<Values> = Vec::new();
    let mut leaves: Vec<Line> = Vec::new();
    let mut heads: Vec<(usize, Line)> = Vec::new();
    for line in lines {
        // Words that run on over the columns of figures head what stands below them.
        let is_label = |chunk: &Chunk| {
            let reach = labels_end + 0.5 * chunk.area.height();
            let number = chunk.figure && !chunk.is_word();
            chunk.area.left < labels_end - 0.5 && chunk.area.right <= reach && !number
        };
        let (labels, own): (Vec<Chunk>, Vec<Chunk>) = line.iter().cloned().partition(is_label);
        let (leaf, other): (Vec<Chunk>, Vec<Chunk>) =
            labels.into_iter().partition(|chunk| column(chunk.area.right - 1.0) == last);
        heads.extend(other.into_iter().map(|chunk| (column(chunk.area.left + 1.0), Line::new(vec![chunk]))));
        if !leaf.is_empty() {
            leaves.push(Line::new(leaf));
        }
        if !own.is_empty() {
            push_values(&mut values, own);
        }
    }
    take_last(&mut heads, &mut leaves, &values);
    if leaves.len() > MAX_TABLE || values.len() > MAX_TABLE {
        return Rows { rows: lines.to_vec(), heads: Vec::new() };
    }
    let bands = Bands::of(sheet, area);
    let mut rows = matched(values, leaves, &heads, &bands);
    take_unlabelled(&mut rows, &mut heads);
    let heads = spanning(&mut rows, heads);
    Rows { rows: rows.into_iter().map(|row| row.chunks).collect(), heads }
}

/// A label below all others is one of a row that was left blank, in whatever column it ends.
fn take_last(heads: &mut Vec<(usize, Line)>, leaves: &mut Vec<Line>, values: &[Values]) {
    let bottoms = leaves.iter().map(|line| line.area.bottom);
    let end = bottoms.chain(values.iter().map(|values| values.area.bottom)).fold(f32::MIN, f32::max);
    let is_last = |(_, line): &(usize, Line)| line.numbered && line.middle() > end;
    let first = heads.iter().position(is_last).unwrap_or(heads.len());
    if heads.iter().skip(first).all(is_last) {
        leaves.extend(heads.drain(first..).map(|(_, line)| line));
    }
}

/// Adds a line of figures; words that go on below words are one line with them.
fn push_values(values: &mut Vec<Values>, own: Vec<Chunk>) {
    let area = around(&own);
    let words = |chunks: &[Chunk]| chunks.iter().all(|chunk| !chunk.figure);
    if let Some(before) = values.last_mut() {
        // Numbers broken for want of room stand on lines of their own, above and below those that were not.
        let height = area.height().min(before.area.height());
        let shared = before.area.bottom - area.top;
        let own_columns = own.iter().all(|chunk| {
            let other = |above: &&Area| above.left < chunk.area.right && chunk.area.left < above.right;
            before.last.iter().find(other).is_none()
        });
        if shared > BROKEN * height || shared > -BESIDE * height && own_columns {
            before.area = before.area.around(&area);
            before.last = own.iter().map(|chunk| chunk.area).collect();
            before.chunks.extend(own);
            return;
        }
        let close = area.top - before.area.bottom <= 0.45 * area.height();
        let under = own.iter().all(|chunk| {
            before
                .chunks
                .iter()
                .any(|above| above.area.left < chunk.area.right && chunk.area.left < above.area.right)
        });
        let numbered = own.first().is_some_and(|chunk| is_numbered(&chunk.text()));
        if close && under && !numbered && words(&own) && words(&before.chunks) {
            before.area = before.area.around(&area);
            before.chunks.extend(own);
            return;
        }
    }
    let last = own.iter().map(|chunk| chunk.area).collect();
    values.push(Values { area, chunks: own, last });
}

/// A row being put together.
pub(super) struct Row {
    pub(in crate::document::pdf) chunks: Vec<Chunk>,
    pub(in crate::document::pdf) area: Area,
    /// The text of its label in the last column of labels.
    pub(in crate::document::pdf) label: String,
}

impl Row {
    fn new(label: Vec<Line>, values: Option<Values>) -> Row {
        let text: String = label.iter().map(|line| line.text.as_str()).collect();
        let mut chunks: Vec<Chunk> = label.into_iter().flat_map(|line| line.chunks).collect();
        chunks.extend(values.into_iter().flat_map(|values| values.chunks));
        Row { area: around(&chunks), chunks, label: text }
    }
}

/// Rows by the least sum of costs, with labels standing beside their figures in the way that costs least.
fn matched(values: Vec<Values>, leaves: Vec<Line>, heads: &[(usize, Line)], bands: &Bands) -> Vec<Row> {
    let best = [Stand::Around, Stand::Below, Stand::Above]
        .into_iter()
        .map(|stand| plan(&values, &leaves, heads, (stand, bands)))
        .reduce(|best, other| if other.0 < best.0 { other } else { best });
    let (mut values, mut leaves) = (values.into_iter(), leaves.into_iter());
    let steps = best.map_or(Vec::new(), |(_, steps)| steps);
    let row = |step: Step| {
        let label: Vec<Line> = leaves.by_ref().take(step.lines).collect();
        Row::new(label, if step.figures { values.next() } else { None })
    };
    steps.into_iter().map(row).collect()
}

/// One row: so many lines of label, with or without figures.
#[derive(Clone, Copy)]
struct Step {
    lines: usize,
    figures: bool,
}

/// The cheapest way to give lines to rows, and what it costs.
fn plan(
    values: &[Values],
    leaves: &[Line],
    heads: &[(usize, Line)],
    (stand, bands): (Stand, &Bands),
) -> (f32, Vec<Step>) {
    let width = values.len() + 1;
    let mut costs = vec![f32::INFINITY; (leaves.len() + 1) * width];
    let mut steps: Vec<Option<Step>> = vec![None; costs.len()];
    let habits = Habits::of(leaves, values);
    if let Some(start) = costs.first_mut() {
        *start = 0.0;
    }
    let empty: Vec<f32> = values.iter().map(|values| without_label(values, heads)).collect();
    let headed: Vec<bool> = values.iter().map(|values| is_headed(values, heads)).collect();
    for from in 0..=leaves.len() {
        for done in 0..width {
            let Some(so_far) = costs.get(from * width + done).copied().filter(|cost| cost.is_finite()) else {
                continue;
            };
            let mut offer = |to: usize, cost: f32, step: Step| {
                if let (Some(known), Some(slot)) = (costs.get_mut(to), steps.get_mut(to))
                    && so_far + cost < *known
                {
                    *known = so_far + cost;
                    *slot = Some(step);
                }
            };
            let next = values.get(done);
            if let Some(cost) = empty.get(done) {
                offer(from * width + done + 1, *cost, Step { lines: 0, figures: true });
            }
            let mut inside = 0.0;
            for count in 1..=MAX_LINES.min(leaves.len() - from) {
                let Some(run) = leaves.get(from..from + count) else { break };
                inside += within(leaves, from, count, habits, bands);
                let to = (from + count) * width + done;
                if let Some(next) = next {
                    let headed = headed.get(done).is_some_and(|headed| *headed);
                    let other = if headed && stands_off(run, next) { cost::OTHER_LABEL } else { 0.0 };
                    let misfit = misfit(run, next, stand) + parted(run, next, bands);
                    offer(to + 1, inside + misfit + other, Step { lines: count, figures: true });
                }
                let above = done.checked_sub(1).and_then(|index| values.get(index));
                if stands_between(run, above, next) {
                    offer(to, inside + cost::NO_FIGURES, Step { lines: count, figures: false });
                }
            }
        }
    }
    let total = costs.last().copied().unwrap_or(f32::INFINITY);
    let (mut line, mut value) = (leaves.len(), values.len());
    let mut found = Vec::new();
    while let Some(step) = steps.get(line * width + value).copied().flatten() {
        line -= step.lines;
        value -= usize::from(step.figures);
        found.push(step);
    }
    found.reverse();
    (total, found)
}

/// What it costs that a line of figures has no label in the last column: nothing where one before it stands beside.
fn without_label(values: &Values, heads: &[(usize, Line)]) -> f32 {
    let named = is_headed(values, heads) || values.chunks.iter().all(|chunk| !chunk.figure);
    if named { 0.3 } else { cost::NO_LABEL }
}

/// Whether words of a column before the last one of labels stand beside a line of figures.
fn is_headed(values: &Values, heads: &[(usize, Line)]) -> bool {
    let middle = values.area.centre().1;
    heads.iter().any(|(_, line)| (line.middle() - middle).abs() <= 0.3 * line.size())
}

/// Whether no line of a label stands beside a line of figures, or next to one that does.
fn stands_off(run: &[Line], values: &Values) -> bool {
    let middle = values.area.centre().1;
    run.iter().all(|line| (line.middle() - middle).abs() > line.size())
}

/// What the last of `count` lines from `first` adds to the cost of the label they make.
fn within(leaves: &[Line], first: usize, count: usize, habits: Habits, bands: &Bands) -> f32 {
    let at = first + count - 1;
    let Some(line) = leaves.get(at) else { return f32::INFINITY };
    let before = at.checked_sub(1).and_then(|index| leaves.get(index));
    let leading = before.map_or(f32::MAX, |before| (line.middle() - before.middle()) / line.size());
    let unclosed = before.is_some_and(|before| is_unclosed(&before.text));
    if count == 1 {
        let alone = habits.numbered && !line.numbered && leading <= habits.leading;
        return if alone { cost::NO_NUMBER } else { 0.0 } + if unclosed { cost::UNCLOSED } else { 0.0 };
    }
    let number = if line.numbered && !unclosed { cost::NUMBER_WITHIN } else { 0.0 };
    let parted = before.map_or(0.0, |before| across(bands, before.middle(), line.middle()));
    let apart = leading - habits.leading;
    let single = if habits.single && !unclosed { cost::APART } else { 0.0 };
    number + parted + single + if apart > 0.0 { cost::APART + apart } else { 0.0 }
}

/// How far a label stands from where it should beside its figures.
fn misfit(run: &[Line], values: &Values, stand: Stand) -> f32 {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return f32::INFINITY };
    let place = match stand {
        Stand::Around => (first.area.top + last.area.bottom) / 2.0,
        Stand::Below => first.middle(),
        Stand::Above => last.middle(),
    };
    let off = |place: f32| (place - values.area.centre().1).abs() / first.size();
    // The last row above a page break is often set otherwise than the rest.
    off(place).min(off(first.middle()) + cost::OTHER_STAND)
}

/// What it costs that a rule stands between a label and its figures.
fn parted(run: &[Line], values: &Values, bands: &Bands) -> f32 {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return 0.0 };
    across(bands, (first.middle() + last.middle()) / 2.0, values.area.centre().1)
}

/// What it costs that one row holds two places.
fn across(bands: &Bands, a: f32, b: f32) -> f32 {
    if bands.are_parted(a, b) { cost::PARTED } else { 0.0 }
}

/// Whether a label without figures stands between two lines of figures.
fn stands_between(run: &[Line], above: Option<&Values>, below: Option<&Values>) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let middle = (first.area.top + last.area.bottom) / 2.0;
    above.is_none_or(|above| above.area.centre().1 < middle)
        && below.is_none_or(|below| middle < below.area.centre().1)
}

/// Rows without a label in the last column of labels take what stands beside them in the columns before it.
fn take_unlabelled(rows: &mut [Row], heads: &mut Vec<(usize, Line)>) {
    for row in rows.iter_mut().filter(|row| row.label.is_empty()) {
        let middle = row.area.centre().1;
        let beside = |line: &Line| (line.middle() - middle).abs() <= 0.5 * line.size();
        let is_side = |line: &Line| line.text.chars().count() <= 2;
        let mut kept = Vec::with_capacity(heads.len());
        for (column, line) in heads.drain(..) {
            if beside(&line) && !is_side(&line) {
                row.label.push_str(&line.text);
                row.chunks.extend(line.chunks);
            } else {
                kept.push((column, line));
            }
        }
        *heads = kept;
    }
}

/// Whether a text begins with the number of a row.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut characters = text.chars();
    let number = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    match (characters.next(), characters.next()) {
        (Some('㈠'..='㈩' | '①'..='⑳'), _) => true,
        (Some('（' | '('), Some(inner)) => number(inner),
        (Some('第'), Some(_)) => text.contains(['条', '项']),
        (Some(first), Some('、' | '.' | '．')) => number(first),
        _ => false,
    }
}

/// Whether a text breaks off within brackets.
fn is_unclosed(text: &str) -> bool {
    let count = |marks: &str| text.chars().filter(|ch| marks.contains(*ch)).count();
    count("（(《“") > count("）)》”")
}
