//! Columns beside those of the form: the numbers of the rows before their labels, remarks behind their figures.
//!
//! Read in order, the number of a row stands behind the last figure of the row above and looks like one more. Where
//! a header says that rows are numbered, the number that goes on from the one before is none of the figures.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::tokens::{Run, Token, names_row};
use crate::normalise::fold::fold;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::lists::{self, List};

/// What a word over a column beside those of the form says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Index,
    Remark,
}

/// The words over such columns, folded, read on first use.
fn words() -> &'static [(String, Role)] {
    static WORDS: OnceLock<Vec<(String, Role)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let word = |row: &lists::Row| {
            let role = match row.get(0)? {
                "index" => Role::Index,
                "remark" => Role::Remark,
                _ => return None,
            };
            Some((fold(row.get(1)?).words.to_string(), role))
        };
        lists::rows(List::Beside).iter().filter_map(word).collect()
    })
}

fn heads(tokens: &[Token<'_>], role: Role) -> bool {
    let is = |token: &Token<'_>| {
        let folded = token.folded.as_ref().filter(|_| token.targets.is_empty());
        folded.is_some_and(|folded| {
            words().iter().any(|(word, of)| *of == role && *word == folded.words.as_str())
        })
    };
    tokens.iter().any(is)
}

/// Whether some words of a header head a column of remarks.
pub(super) fn has_remarks(header: &[Token<'_>]) -> bool {
    heads(header, Role::Remark)
}

/// The number that the next row has, as far as a header says that rows are numbered.
enum Count {
    /// No header says so.
    None,
    /// A header says so; its first row comes next.
    Begins,
    /// This number comes next.
    Next(Decimal),
}

/// The runs without the numbers of rows.
pub(super) fn without_row_numbers(tokens: &[Token<'_>], runs: Vec<Run>, vocabulary: &Vocabulary) -> Vec<Run> {
    let number = |at: usize| tokens.get(at).and_then(|token| token.reading.value.number());
    let mut count = Count::None;
    // How many figures a row under the header has, where it has no blanks: spans that were dissolved leave some behind.
    let mut width = None;
    let full = |run: &Run| (!run.values.clone().any(|at| blank(tokens, at))).then_some(run.values.len());
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    // Where the words of the next run begin, if what stands before it was nothing but a number.
    let mut start = None;
    for mut run in runs {
        let words = tokens.get(run.words.clone()).unwrap_or_default();
        if heads(words, Role::Index) {
            (count, width) = (Count::Begins, None);
        } else if begins_table(words) {
            count = Count::None;
        }
        run.words.start = start.take().unwrap_or(run.words.start);
        let last = run.values.end.saturating_sub(1);
        // Spans that were dissolved leave blanks behind.
        let alone = (run.values.start..last).all(|at| blank(tokens, at))
            && !words.last().is_some_and(|word| names_row(word, vocabulary));
        match (&count, number(last)) {
            (Count::Begins, Some(first)) if alone => {
                start = Some(run.words.start);
                count = Count::Next(first.saturating_add(Decimal::ONE));
            }
            (Count::Begins, _) => count = Count::None,
            (Count::Next(next), Some(number))
                if number == *next
                    && (alone || run.values.len() > 1 && (width.is_none() || width != full(&run))) =>
            {
                if alone {
                    start = Some(run.words.start);
                } else {
                    run.values.end = last;
                    width = full(&run);
                }
                count = Count::Next(number.saturating_add(Decimal::ONE));
            }
            _ => {}
        }
        if start.is_none() {
            kept.push(run);
        }
    }
    kept
}

fn blank(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.reading.is_blank())
}

/// Whether some words hold the head of a table of the form.
fn begins_table(words: &[Token<'_>]) -> bool {
    let head = |target: &Target| matches!(target, Target::Head { .. } | Target::BlockHeading { .. });
    words.iter().any(|token| token.targets.iter().any(head))
}
