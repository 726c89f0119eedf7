//! Tables with one label a row: the label nearest before a run of values names its row.

use std::borrow::Cow;

use compact_str::CompactString;

use super::header::{Header, headers};
use super::tokens::{Run, Token, fit};
use crate::exact::sum;
use crate::normalise::align::align;
use crate::normalise::family::{Family, LEAST_LIKENESS, Likeness, likenesses, take_misplaced};
use crate::normalise::fold::{Ordinal, fold, other_level};
use crate::normalise::reading::{Sequenced, Spot};
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// What an equal number before the label adds to its likeness.
const SAME_ORDINAL: f32 = 0.08;
/// A label may be torn over so many lines.
const MOST_LINES: usize = 3;

/// A run under a header, with the rows its label may name.
struct Labelled<'r> {
    run: &'r Run,
    header: &'r Header,
    ordinal: Option<Ordinal>,
    likeness: Vec<Likeness>,
}

/// Reads the tables whose rows have labels.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found = Vec::with_capacity(runs.iter().map(|run| run.values.len()).sum());
    let headers = headers(tokens, runs, vocabulary);
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let labelled: Vec<Labelled<'_>> = runs
            .iter()
            .zip(&headers)
            .filter_map(|(run, header)| {
                let header = header.as_deref().filter(|header| header.family == index)?;
                let (ordinal, likeness) = label(tokens, run, family, index)?;
                Some(Labelled { run, header, ordinal, likeness })
            })
            .collect();
        let worth = |run: usize, line: usize| {
            let (Some(run), Some(official)) = (labelled.get(run), family.rows.get(line)) else { return 0.0 };
            let Some(likeness) = run.likeness.get(line).filter(|l| l.similarity >= LEAST_LIKENESS) else {
                return 0.0;
            };
            if !likeness.is_exact() && other_level(run.ordinal, official.ordinal) {
                return 0.0;
            }
            let same = run.ordinal.is_some() && run.ordinal == official.ordinal;
            likeness.similarity + if same { SAME_ORDINAL } else { 0.0 }
        };
        let mut pairs = align(labelled.len(), family.rows.len(), worth);
        take_misplaced(&mut pairs, |run| labelled.get(run).map_or(&[], |run| &run.likeness));
        let last_stands_first = last_stands_first(tokens, &labelled);
        for (run, pair) in labelled.iter().zip(pairs) {
            let Some(line) = pair else { continue };
            let Some(&likeness) = run.likeness.get(line) else { continue };
            let Some(values) = values(tokens, run.run, run.header) else { continue };
            let mut columns = Cow::Borrowed(&run.header.columns);
            if run.header.untold && !last_stands_first {
                columns.to_mut().rotate_left(1);
            }
            found.extend(sequenced(tokens, values, &columns, |column| (line as u8, column), index, likeness));
        }
    }
    found
}

/// Whether the values of the last column stand before the others, where their header does not tell: by what most rows say
/// whose first or last value is the sum of the others.
fn last_stands_first(tokens: &[Token<'_>], labelled: &[Labelled<'_>]) -> bool {
    let (mut first, mut last) = (0, 0);
    for run in labelled.iter().filter(|run| run.header.untold) {
        let Some(values) = values(tokens, run.run, run.header) else { continue };
        let number =
            |at: &usize| tokens.get(*at).and_then(|token| token.reading.value.number()).unwrap_or_default();
        let sum = sum(values.iter().map(number));
        let is_total =
            |at: Option<&usize>| at.map(number).is_some_and(|total| total.checked_add(total) == sum);
        first += usize::from(is_total(values.first()));
        last += usize::from(is_total(values.last()));
    }
    first > last
}

/// The values of a row, one for each column of its header.
fn values(tokens: &[Token<'_>], run: &Run, header: &Header) -> Option<Vec<usize>> {
    let width = header.columns.len();
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.reading.value.number().is_some());
    let last = run.values.end.saturating_sub(1);
    // A remark that is a blank or a word for none (无) looks like one more value.
    if header.remarks && run.values.len() == width + 1 && !number(last) {
        return Some((run.values.start..last).collect());
    }
    fit(tokens, run, width)
}

/// Gives values their places, one column after the other.
pub(super) fn sequenced(
    tokens: &[Token<'_>],
    values: Vec<usize>,
    order: &[u8],
    place: impl Fn(u8) -> (u8, u8),
    family: u8,
    row_label: Likeness,
) -> Vec<Sequenced> {
    let values = values.into_iter().filter_map(|at| tokens.get(at));
    let figure = |(token, &at): (&Token<'_>, &u8)| {
        let (row, column) = place(at);
        Sequenced {
            spot: Spot { family, row, column },
            reading: token.reading,
            printed: CompactString::from(token.text.as_ref()),
            locator: token.locator,
            row_label,
        }
    };
    values.zip(order).map(figure).collect()
}

/// The number and the likenesses of the label before a run: the last words, or the last few lines of words taken together.
fn label(
    tokens: &[Token<'_>],
    run: &Run,
    family: &Family,
    index: u8,
) -> Option<(Option<Ordinal>, Vec<Likeness>)> {
    let texts: Vec<&Token<'_>> = tokens
        .get(run.words.clone())?
        .iter()
        .rev()
        .filter(|token| !token.is_value())
        .take(MOST_LINES)
        .collect();
    let last = texts.first()?;
    let names_row = |target: &Target| matches!(target, Target::Row { family, .. } if *family == index);
    if last.targets.iter().any(names_row)
        && let Some(folded) = &last.folded
    {
        return Some((folded.ordinal, family.row_likenesses(folded, last.targets, index)));
    }
    let mut best: Option<(f32, Option<Ordinal>, Vec<Likeness>)> = None;
    let mut joined = String::new();
    for token in &texts {
        // A label by itself is folded already, without the head before it.
        let alone = token.folded.as_ref().filter(|_| joined.is_empty()).map(|folded| folded.as_ref().clone());
        joined.insert_str(0, &token.text);
        let folded = alone.unwrap_or_else(|| fold(&joined));
        let likeness = likenesses(&folded, &family.rows);
        let top = likeness.iter().map(|l| l.similarity).fold(0.0, f32::max);
        if best.as_ref().is_none_or(|(known, ..)| top > *known) {
            best = Some((top, folded.ordinal, likeness));
        }
    }
    best.filter(|(top, ..)| *top >= LEAST_LIKENESS).map(|(_, ordinal, likeness)| (ordinal, likeness))
}
