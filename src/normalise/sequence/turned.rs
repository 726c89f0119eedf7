//! Tables that are turned: the labels of the rows stand side by side, and below them each line has the name of a column and
//! a value for each label.

use super::rows::sequenced;
use super::tokens::{Run, Token, fit};
use crate::normalise::family::Likeness;
use crate::normalise::reading::Sequenced;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// Fewer labels side by side are no header.
const LEAST_ROWS: usize = 8;

/// Reads the runs below a line of labels.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found = Vec::new();
    let mut header: Option<(u8, Vec<u8>)> = None;
    for run in runs {
        let words = tokens.get(run.words.clone()).unwrap_or_default();
        header = labels(words, vocabulary).or(header);
        let (Some((family, rows)), Some(name)) = (&header, words.last()) else { continue };
        let column = name.targets.iter().find_map(|target| match *target {
            Target::Column { family: of, column } if of == *family => Some(column),
            _ => None,
        });
        if let Some(column) = column
            && let Some(values) = fit(tokens, run, rows.len())
        {
            found.extend(sequenced(tokens, values, rows, |row| (row, column), *family, Likeness::EXACT));
        }
    }
    found
}

/// The family and the rows that labels on one line name, the last such line of some words; all in the order of the form.
fn labels(words: &[Token<'_>], vocabulary: &Vocabulary) -> Option<(u8, Vec<u8>)> {
    let of_rows = |family: u8| vocabulary.family(family).is_some_and(|of| of.layout == Layout::Rows);
    let row = |token: &Token<'_>, of: Option<u8>, last: Option<u8>| {
        token.targets.iter().find_map(|target| match *target {
            Target::Row { family, row }
                if of_rows(family)
                    && of.is_none_or(|of| of == family)
                    && last.is_none_or(|last| row > last) =>
            {
                Some((family, row))
            }
            _ => None,
        })
    };
    // The name of the column behind them stands on a line of its own.
    let leaf = words.iter().rev().skip(1).find(|token| row(token, None, None).is_some())?;
    let line = || words.iter().filter(|token| token.line == leaf.line);
    (0..).zip(&vocabulary.families).take_while(|_| line().nth(LEAST_ROWS - 1).is_some()).find_map(
        |(family, _)| {
            let mut rows: Vec<u8> = Vec::new();
            for token in line().filter(|token| row(token, Some(family), None).is_some()) {
                rows.push(row(token, Some(family), rows.last().copied())?.1);
            }
            (rows.len() >= LEAST_ROWS).then_some((family, rows))
        },
    )
}
