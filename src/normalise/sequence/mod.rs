//! The sequence reader: ignores structure, takes the text in reading order, finds the labels in the order the form
//! fixes, and reads the numbers that follow each label.
//!
//! It knows nothing of rows, columns and spans, so it fails on other documents than the structural reader does: a wrong
//! `rowspan` or a lost rule moves nothing here. Where the words of a header do not tell the order of the
//! columns, or the numbers after a label are not as many as the columns, it keeps silent.

mod beside;
mod disputes;
mod header;
mod list;
mod rows;
mod tokens;
mod turned;

use super::piece::Piece;
use super::reading::{Sequenced, Spot};
use super::vocabulary::Vocabulary;
use crate::document::Document;
use std::collections::BTreeSet;
use std::ops::Range;

/// Reads the text of one report.
/// `pieces` are the cells of each block; blocks marked in `skip` are passed over: they are not the report's own.
pub(crate) fn read(
    document: &Document,
    blocks: Range<usize>,
    pieces: &[Vec<Piece<'_>>],
    skip: &[bool],
    vocabulary: &Vocabulary,
) -> Vec<Sequenced> {
    let tokens = tokens::of(document, blocks, pieces, skip, vocabulary);
    let runs = tokens::runs(&tokens, vocabulary);
    let runs = beside::without_row_numbers(&tokens, runs, vocabulary);
    let mut found = rows::read(&tokens, &runs, vocabulary);
    found.extend(disputes::read(&tokens, &runs, vocabulary));
    let mut listed = list::read(&tokens, &runs, vocabulary);
    listed.extend(turned::read(&tokens, &runs, vocabulary));
    if !listed.is_empty() {
        let known: BTreeSet<Spot> = found.iter().map(|figure| figure.spot).collect();
        listed.retain(|figure| !known.contains(&figure.spot));
        found.append(&mut listed);
    }
    found
}
