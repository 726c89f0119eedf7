//! Tables with one label a row: the label nearest before a run of values names its row.

use compact_str::CompactString;

use super::beside::has_remarks;
use super::tokens::{Run, SourceLine, Token, fit};
use crate::normalise::align::align;
use crate::normalise::family::{Family, HeaderWord, LEAST_LIKENESS, Likeness, likenesses};
use crate::normalise::fold::{Ordinal, fold};
use crate::normalise::reading::{Sequenced, Spot};
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// What an equal number before the label adds to its likeness.
const SAME_ORDINAL: f32 = 0.08;
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
    /// Whether a column of remarks stands behind them.
    remarks: bool,
}

/// A run under a header, with the rows its label may name.
struct Labelled<'r> {
    run: &'r Run,
    header: Header,
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
                Some(Labelled { run, header: header.clone(), ordinal, likeness })
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
            let Some(values) = values(tokens, run.run, &run.header) else { continue };
            found.extend(sequenced(
                tokens,
                values,
                &run.header.columns,
                |column| (line as u8, column),
                index,
                likeness,
            ));
        }
    }
    found
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
    let mut best: Option<((f32, usize), Header)> = None;
    let mut disordered = false;
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let (named, likeness) = header_words(words, family, index);
        let width = family.columns.len();
        let names = named.iter().filter(|word| matches!(word.word, HeaderWord::Name(_))).count();
        if names == 0 || names * 2 < width {
            continue;
        }
        let Some(columns) = order(&named, words, family) else {
            disordered = true;
            continue;
        };
        // Of two headers that are named as well the one that stands last is in force.
        let score = (likeness / width as f32, named.last().map_or(0, |last| last.at));
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, Header { family: index, columns, remarks: has_remarks(words) }));
        }
    }
    match best {
        Some((_, header)) => Some(Some(header)),
        None if disordered => Some(None),
        None => None,
    }
}

/// A word of a header that names a column of a family or a head over several, and which of the words it is.
#[derive(Clone, Copy)]
struct Named {
    word: HeaderWord,
    at: usize,
}

/// The order in which the values of the named columns follow; nothing if it cannot be told.
fn order(named: &[Named], words: &[Token<'_>], family: &Family) -> Option<Vec<u8>> {
    let names = || {
        named.iter().filter_map(|named| match named.word {
            HeaderWord::Name(column) => Some((column, words.get(named.at)?.line, named.at)),
            HeaderWord::Group(_) => None,
        })
    };
    let line = names().next().map(|(_, line, _)| line);
    let columns: Vec<u8> = names().map(|(column, ..)| column).collect();
    let distinct = columns.iter().enumerate().all(|(at, column)| !columns.iter().take(at).any(|c| c == column));
    // Side by side on one line they stand as their values do.
    if distinct && names().all(|(_, of, _)| Some(of) == line) {
        return Some(columns);
    }
    let mut columns = family.column_order(named.iter().map(|named| named.word))?;
    if columns.first().is_none_or(|first| usize::from(*first) + 1 < family.columns.len()) {
        return Some(columns);
    }
    // The last column is named first. It stands first where the next one is on its line, or the head over all columns comes
    // between them; else its head spans the lines of the header, and it stands last all the same. Where each name has a
    // line of its own nothing tells.
    let lines: Vec<SourceLine> = names().map(|(_, line, _)| line).collect();
    if lines.windows(2).all(|pair| pair.first() != pair.last()) {
        return None;
    }
    let (mut places, mut first) = (names().map(|(.., at)| at), lines.iter());
    let between = words.get(places.next()?..places.next()?).unwrap_or_default();
    let is_head = |target: &Target| matches!(target, Target::Head { table } if *table == family.table);
    let head = between.iter().any(|token| token.targets.iter().any(is_head));
    if first.next() != first.next() && !head {
        columns.rotate_left(1);
    }
    Some(columns)
}

/// The columns of a family and their groups that some words name, in the order of the words, and the sum of likenesses.
fn header_words(words: &[Token<'_>], family: &Family, index: u8) -> (Vec<Named>, f32) {
    let mut named: Vec<Named> = Vec::new();
    let mut next = 0;
    let mut sum = 0.0;
    for (at, token) in words.iter().enumerate() {
        let exact = token.targets.iter().find_map(|target| match *target {
            Target::Column { family, column } if family == index => Some(column),
            _ => None,
        });
        let group = token.targets.iter().find_map(|target| match *target {
            Target::ColumnGroup { group, .. } => Some(HeaderWord::Group(group)),
            _ => None,
        });
        named.extend(group.map(|word| Named { word, at }));
        let near = match (exact, &token.folded) {
            (Some(column), _) => Some((column, 1.0)),
            (None, Some(folded)) if token.targets.iter().all(|t| matches!(t, Target::Column { .. })) => {
                let all = likenesses(folded, &family.columns);
                let best = all.iter().enumerate().max_by(|a, b| {
                    // Among equally near ones (本年新 for two of them) the next in order.
                    a.1.similarity.total_cmp(&b.1.similarity).then((a.0 == next).cmp(&(b.0 == next)))
                });
                best.filter(|(_, l)| l.similarity >= LEAST_LIKENESS)
                    .map(|(column, l)| (column as u8, l.similarity))
            }
            _ => None,
        };
        if let Some((column, likeness)) = near {
            // A column named again begins another header: what stands before it is not in force any more.
            let word = HeaderWord::Name(column);
            if let Some(known) = named.iter().position(|named| named.word == word) {
                named.drain(..=known);
                sum = named.iter().filter(|named| matches!(named.word, HeaderWord::Name(_))).count() as f32;
            }
            named.push(Named { word, at });
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
