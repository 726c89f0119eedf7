//! Headers in the order of the text: which columns they name, and in which order the values under them follow.

use std::rc::Rc;

use super::beside::has_remarks;
use super::tokens::{Run, SourceLine, Token};
use crate::normalise::family::{Compared, Family, LEAST_LIKENESS, WORTH_COMPARING};
use crate::normalise::header_order::HeaderWord;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// A header stands in the last so many tokens before the values below it; the longest has some 25, and blanks between.
const LONGEST_HEADER: usize = 64;

/// The fewest names of results that make a header of their table.
const LEAST_RESULTS: usize = 3;

/// The header that the runs under it share.
pub(super) struct Header {
    pub(super) family: u8,
    /// The columns named, in the order in which their values follow.
    pub(super) columns: Vec<u8>,
    /// Whether a column of remarks stands behind them.
    pub(super) remarks: bool,
    /// Whether the last column is named first and nothing tells if its values stand first, too.
    pub(super) untold: bool,
}

/// For each run the header in force: the last one whose columns were named before it.
pub(super) fn headers(
    tokens: &[Token<'_>],
    runs: &[Run],
    vocabulary: &Vocabulary,
) -> Vec<Option<Rc<Header>>> {
    let mut current = None;
    let mut headers = Vec::new();
    for run in runs {
        let near = run.words.end.saturating_sub(LONGEST_HEADER).max(run.words.start);
        let words = tokens.get(near..run.words.end).unwrap_or_default();
        if let Some(named) = header(words, vocabulary) {
            current = named.map(Rc::new);
        } else if names_results(words, vocabulary) {
            current = None;
        }
        headers.push(current.clone());
    }
    headers
}

/// Whether some words are the header of a table in one line: that of the rows above is in force no more.
fn names_results(words: &[Token<'_>], vocabulary: &Vocabulary) -> bool {
    let one_line = |family: u8| vocabulary.family(family).is_some_and(|of| of.layout == Layout::OneLine);
    let is_result = |target: &Target| match *target {
        Target::Column { family, .. } | Target::Figure { family, .. } => one_line(family),
        _ => false,
    };
    let results =
        words.iter().filter(|token| !token.targets.is_empty() && token.targets.iter().all(is_result));
    results.count() >= LEAST_RESULTS
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
    let mut best: Option<((f32, usize), Header)> = None;
    let mut disordered = false;
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let (named, likeness) = header_words(words, &printed, family, index);
        let width = family.columns.len();
        let names = named.iter().filter(|word| matches!(word.word, HeaderWord::Name(_))).count();
        if names == 0 || names * 2 < width {
            continue;
        }
        let Some((columns, untold)) = order(&named, words, family) else {
            disordered = true;
            continue;
        };
        // Of two headers that are named as well the one that stands last is in force.
        let score = (likeness / width as f32, named.last().map_or(0, |last| last.at));
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, Header { family: index, columns, remarks: has_remarks(words), untold }));
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

/// The order in which the values of the named columns follow, and whether that of the last one is untold; nothing if the
/// order cannot be told at all.
fn order(named: &[Named], words: &[Token<'_>], family: &Family) -> Option<(Vec<u8>, bool)> {
    let names = || {
        named.iter().filter_map(|named| match named.word {
            HeaderWord::Name(column) => Some((column, words.get(named.at)?.line, named.at)),
            HeaderWord::Group(_) | HeaderWord::Break => None,
        })
    };
    let line = names().next().map(|(_, line, _)| line);
    let columns: Vec<u8> = names().map(|(column, ..)| column).collect();
    let distinct =
        columns.iter().enumerate().all(|(at, column)| !columns.iter().take(at).any(|c| c == column));
    // Side by side on one line they stand as their values do.
    if distinct && names().all(|(_, of, _)| Some(of) == line) {
        return Some((columns, false));
    }
    let mut last = None;
    let in_lines = named.iter().flat_map(|named| {
        let line = words.get(named.at).map(|word| word.line);
        let breaks = last.is_some() && last != line;
        last = line;
        breaks.then_some(HeaderWord::Break).into_iter().chain([named.word])
    });
    let mut columns = family.column_order(in_lines)?;
    if columns.first().is_none_or(|first| usize::from(*first) + 1 < family.columns.len()) {
        return Some((columns, false));
    }
    // The last column is named first. It stands first where the next one is on its line, or the head over all columns comes
    // between them; else its head spans the lines of the header, and it stands last all the same. Where each name has a
    // line of its own nothing tells.
    let lines: Vec<SourceLine> = names().map(|(_, line, _)| line).collect();
    if lines.windows(2).all(|pair| pair.first() != pair.last()) {
        return Some((columns, true));
    }
    let (mut places, mut first) = (names().map(|(.., at)| at), lines.iter());
    let between = words.get(places.next()?..places.next()?).unwrap_or_default();
    let is_head = |target: &Target| matches!(target, Target::Head { table } if *table == family.table);
    let head = between.iter().any(|token| token.targets.iter().any(is_head));
    if first.next() != first.next() && !head {
        columns.rotate_left(1);
    }
    Some((columns, false))
}

/// The columns of a family and their groups that some words name, in the order of the words, and the sum of likenesses.
fn header_words(
    words: &[Token<'_>],
    printed: &[Option<Compared>],
    family: &Family,
    index: u8,
) -> (Vec<Named>, f32) {
    let mut named: Vec<Named> = Vec::new();
    let mut next = 0;
    let mut sum = 0.0;
    for (at, (token, printed)) in words.iter().zip(printed).enumerate() {
        let exact = token.targets.iter().find_map(|target| match *target {
            Target::Column { family, column } if family == index => Some(column),
            _ => None,
        });
        let group = token.targets.iter().find_map(|target| match *target {
            Target::ColumnGroup { group, .. } => Some(HeaderWord::Group(group)),
            _ => None,
        });
        named.extend(group.map(|word| Named { word, at }));
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
            // A column named again begins another header: what stands before it is not in force any more.
            let word = HeaderWord::Name(column);
            if let Some(known) = named.iter().position(|named| named.word == word) {
                let groups = named
                    .iter()
                    .skip(known + 1)
                    .take_while(|named| matches!(named.word, HeaderWord::Group(_)));
                let groups = groups.count();
                named.drain(..=known + groups);
                sum = named.iter().filter(|named| matches!(named.word, HeaderWord::Name(_))).count() as f32;
            }
            named.push(Named { word, at });
            next = usize::from(column) + 1;
            sum += likeness;
        }
    }
    (named, sum)
}
