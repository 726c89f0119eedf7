//! Tables with one label a row: the label nearest before a run of values names its row.

use compact_str::CompactString;

use super::tokens::{Run, Token, fit};
use crate::normalise::align::align;
use crate::normalise::family::{Compared, Family, HeaderWord, LEAST_LIKENESS, Likeness, likenesses};
use crate::normalise::fold::{Ordinal, fold};
use crate::normalise::reading::{Sequenced, Spot};
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// What an equal number before the label adds to its likeness.
const SAME_ORDINAL: f32 = 0.08;
/// Labels less alike than this are not compared further: a little less than [`LEAST_LIKENESS`], for rounding.
const WORTH_COMPARING: f32 = LEAST_LIKENESS - 0.01;
/// A label may be torn over so many lines.
const MOST_LINES: usize = 3;

/// A header stands in the last so many tokens before the values below it; the longest has some 25, and blanks between.
const LONGEST_HEADER: usize = 64;

/// The header that the runs under it share.
#[derive(Clone)]
struct Header {
    family: u8,
    /// The columns named, in the order in which their values follow.
    columns: Vec<u8>,
}

/// A run under a header, with the rows its label may name.
struct Labelled<'r> {
    run: &'r Run,
    columns: Vec<u8>,
    ordinal: Option<Ordinal>,
    likeness: Vec<Likeness>,
}

/// Reads the tables whose rows have labels.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found = Vec::new();
    let headers = headers(tokens, runs, vocabulary);
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let labelled: Vec<Labelled<'_>> = runs
            .iter()
            .zip(&headers)
            .filter_map(|(run, header)| {
                let header = header.as_ref().filter(|header| header.family == index)?;
                let (ordinal, likeness) = label(tokens, run, family, index)?;
                Some(Labelled { run, columns: header.columns.clone(), ordinal, likeness })
            })
            .collect();
        let worth = |run: usize, line: usize| {
            let (Some(run), Some(official)) = (labelled.get(run), family.rows.get(line)) else { return 0.0 };
            let Some(likeness) = run.likeness.get(line).filter(|l| l.similarity >= LEAST_LIKENESS) else {
                return 0.0;
            };
            let same = run.ordinal.is_some() && run.ordinal == official.ordinal;
            likeness.similarity + if same { SAME_ORDINAL } else { 0.0 }
        };
        let pairs = align(labelled.len(), family.rows.len(), worth);
        for (run, pair) in labelled.iter().zip(pairs) {
            let Some(line) = pair else { continue };
            let Some(&likeness) = run.likeness.get(line) else { continue };
            let Some(values) = fit(tokens, run.run, run.columns.len()) else { continue };
            found.extend(sequenced(
                tokens,
                values,
                &run.columns,
                |column| (line as u8, column),
                index,
                likeness,
            ));
        }
    }
    found
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

/// For each run the header in force: the last one whose columns were named before it.
fn headers(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Option<Header>> {
    let mut current = None;
    let mut headers = Vec::new();
    for run in runs {
        let near = run.words.end.saturating_sub(LONGEST_HEADER).max(run.words.start);
        let words = tokens.get(near..run.words.end).unwrap_or_default();
        if let Some(named) = header(words, vocabulary) {
            current = named;
        }
        headers.push(current.clone());
    }
    headers
}

/// The header that some words hold; the inner option is empty if they name columns, but not in the order of the form.
fn header(words: &[Token<'_>], vocabulary: &Vocabulary) -> Option<Option<Header>> {
    let hinted = words.iter().any(|token| {
        token.targets.iter().any(|t| {
            matches!(
                t,
                Target::Head { .. }
                    | Target::ColumnGroup { .. }
                    | Target::BlockHeading { .. }
                    | Target::Column { .. }
            )
        })
    });
    if !hinted {
        return None;
    }
    // The texts that are no label of the forms, ready to be compared to the columns of each family.
    let compared = |token: &Token<'_>| {
        let may_be = token.targets.iter().all(|t| matches!(t, Target::Column { .. }));
        token.folded.as_deref().filter(|_| may_be).map(Compared::new)
    };
    let printed: Vec<Option<Compared>> = words.iter().map(compared).collect();
    let mut best: Option<(f32, Header)> = None;
    let mut disordered = false;
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let (words, likeness) = header_words(words, &printed, family, index);
        let width = family.columns.len();
        let named = words.iter().filter(|word| matches!(word, HeaderWord::Name(_))).count();
        if named == 0 || named * 2 < width {
            continue;
        }
        let Some(mut columns) = family.column_order(words.into_iter()) else {
            disordered = true;
            continue;
        };
        // A last column named first stands last all the same where its head spans the lines of the header.
        if columns.first().is_some_and(|first| usize::from(*first) + 1 == width) {
            columns.rotate_left(1);
        }
        let score = likeness / width as f32;
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, Header { family: index, columns }));
        }
    }
    match best {
        Some((_, header)) => Some(Some(header)),
        None if disordered => Some(None),
        None => None,
    }
}

/// The columns of a family and their groups that some words name, in the order of the words, and the sum of likenesses.
fn header_words(
    words: &[Token<'_>],
    printed: &[Option<Compared>],
    family: &Family,
    index: u8,
) -> (Vec<HeaderWord>, f32) {
    let mut named: Vec<HeaderWord> = Vec::new();
    let mut next = 0;
    let mut sum = 0.0;
    for (token, printed) in words.iter().zip(printed) {
        let exact = token.targets.iter().find_map(|target| match *target {
            Target::Column { family, column } if family == index => Some(column),
            _ => None,
        });
        let group = token.targets.iter().find_map(|target| match *target {
            Target::ColumnGroup { group, .. } => Some(HeaderWord::Group(group)),
            _ => None,
        });
        named.extend(group);
        let near = match (exact, printed) {
            (Some(column), _) => Some((column, 1.0)),
            (None, Some(printed)) => {
                let alike = (0..)
                    .zip(&family.columns)
                    .map(|(at, line)| (at, printed.similarity(line, WORTH_COMPARING)));
                let best = alike.max_by(|a, b| {
                    // Among equally near ones (本年新 for two of them) the next in order.
                    a.1.total_cmp(&b.1).then((usize::from(a.0) == next).cmp(&(usize::from(b.0) == next)))
                });
                best.filter(|(_, likeness)| *likeness >= LEAST_LIKENESS)
            }
            _ => None,
        };
        if let Some((column, likeness)) = near {
            named.push(HeaderWord::Name(column));
            next = usize::from(column) + 1;
            sum += likeness;
        }
    }
    (named, sum)
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
        joined.insert_str(0, &token.text);
        let folded = fold(&joined);
        let likeness = likenesses(&folded, &family.rows);
        let top = likeness.iter().map(|l| l.similarity).fold(0.0, f32::max);
        if best.as_ref().is_none_or(|(known, ..)| top > *known) {
            best = Some((top, folded.ordinal, likeness));
        }
    }
    best.filter(|(top, ..)| *top >= LEAST_LIKENESS).map(|(_, ordinal, likeness)| (ordinal, likeness))
}
