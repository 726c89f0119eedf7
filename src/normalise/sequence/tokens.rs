//! The text of a document as a flat sequence of labels and values.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Block, Document, Locator};
use crate::normalise::fold::Folded;
use crate::normalise::label::LONGEST_LABEL;
use crate::normalise::number::Reading;
use crate::normalise::piece::Piece;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// How much of a line of prose is kept, in characters.
const LONGEST_PROSE: usize = 16;

/// A piece of text: a cell, or a word of a line.
pub(super) struct Token<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) reading: Reading,
    pub(super) folded: Option<Cow<'a, Folded>>,
    pub(super) targets: &'a [Target],
    pub(super) locator: Locator,
}

impl Token<'_> {
    /// Whether it is a number, a mark for none, or a blank.
    pub(super) fn is_value(&self) -> bool {
        self.reading.is_value() || self.reading.is_blank()
    }
}

/// Values in a row, and the words before them.
pub(super) struct Run {
    /// Tokens since the run before: labels, headers, prose, and blanks among them.
    pub(super) words: Range<usize>,
    /// The values.
    pub(super) values: Range<usize>,
}

/// The tokens of the blocks in the order of the source.
pub(super) fn of<'a>(
    document: &'a Document,
    blocks: Range<usize>,
    pieces: &'a [Vec<Piece<'a>>],
    skip: &[bool],
    vocabulary: &'a Vocabulary,
) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    for ((block, pieces), _) in blocks.iter().zip(pieces).zip(skip).filter(|(_, skip)| !**skip) {
        match block {
            Block::Text(paragraph) => push_line(&paragraph.text, paragraph.locator, &mut tokens, vocabulary),
            Block::Table(grid) => {
                for (cell, piece) in grid.cells().iter().zip(pieces) {
                    push(Cow::Borrowed(&cell.text), Cow::Borrowed(piece), cell.locator, &mut tokens);
                }
            }
        }
    }
    tokens
}

/// A line of text: its words, with neighbouring words that are no values taken together; prose is one token.
fn push_line<'a>(line: &'a str, locator: Locator, tokens: &mut Vec<Token<'a>>, vocabulary: &'a Vocabulary) {
    if line.len() > LONGEST_LABEL || line.contains(['。', '；']) {
        tokens.push(prose(line, locator));
        return;
    }
    let mut label = String::new();
    let push_label = |label: &mut String, tokens: &mut Vec<Token<'a>>| {
        let piece = Piece::read(label, vocabulary);
        push(Cow::Owned(std::mem::take(label)), Cow::Owned(piece), locator, tokens);
    };
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // 1. 属于国家秘密: a number before a label, not a value.
        if word.ends_with(['.', '．', '、']) && words.peek().is_some() {
            label.push_str(word);
            continue;
        }
        let piece = Piece::read(word, vocabulary);
        let value = !piece.merged && piece.reading.is_value();
        let stands_alone = piece.stands_alone();
        if stands_alone && !label.is_empty() && (value || !label.ends_with(['.', '．', '、'])) {
            push_label(&mut label, tokens);
        }
        let whole = stands_alone || words.peek().is_none();
        if whole && label.is_empty() {
            push(Cow::Borrowed(word), Cow::Owned(piece), locator, tokens);
            continue;
        }
        label.push_str(word);
        if stands_alone {
            push_label(&mut label, tokens);
        }
    }
    if !label.is_empty() {
        push_label(&mut label, tokens);
    }
}

fn prose<'a>(line: &'a str, locator: Locator) -> Token<'a> {
    let end = line.char_indices().nth(LONGEST_PROSE).map_or(line.len(), |(at, _)| at);
    let text = Cow::Borrowed(line.get(..end).unwrap_or(line));
    Token { text, reading: Reading::WORDS, folded: None, targets: &[], locator }
}

/// Adds a cell or a word: one token, or two where a row's label and its first value stand together.
fn push<'a>(text: Cow<'a, str>, piece: Cow<'a, Piece<'a>>, locator: Locator, tokens: &mut Vec<Token<'a>>) {
    let (reading, targets, merged) = (piece.reading, piece.targets, piece.merged);
    let folded = match piece {
        Cow::Borrowed(piece) => piece.folded.as_ref().map(Cow::Borrowed),
        Cow::Owned(piece) => piece.folded.map(Cow::Owned),
    };
    if !merged {
        tokens.push(Token { text, reading, folded, targets, locator });
        return;
    }
    tokens.push(Token { text: text.clone(), reading: Reading::WORDS, folded, targets, locator });
    tokens.push(Token { text, reading, folded: None, targets: &[], locator });
}

/// Fewer blanks than this after a label are a gap in a header, not a row without values.
const LEAST_BLANKS: usize = 3;

/// Splits the tokens into runs. A blank before the first value of a run is counted to the run, since a blank may stand
/// for a value; words end it. Nothing but blanks is a run only after the label of a row.
pub(super) fn runs(tokens: &[Token<'_>], vocabulary: &Vocabulary) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let values = tokens.get(at..).unwrap_or_default().iter().take_while(|token| token.is_value()).count();
        let run = at..at + values;
        let any = tokens.get(run.clone()).unwrap_or_default().iter().any(|token| token.reading.is_value());
        let row = || {
            at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|t| names_row(t, vocabulary))
        };
        if any || (values >= LEAST_BLANKS && row()) {
            runs.push(Run { words: start..at, values: run.clone() });
            start = run.end;
        }
        at = run.end.max(at + 1);
    }
    runs
}

/// Whether a token names a row and cannot be a column (总计 without a number before it may be either).
fn names_row(token: &Token<'_>, vocabulary: &Vocabulary) -> bool {
    let numbered = token.folded.as_ref().is_some_and(|folded| folded.ordinal.is_some());
    let column = token.targets.iter().any(|target| matches!(target, Target::Column { .. }));
    let row = token.targets.iter().any(|target| match *target {
        Target::Row { family, .. } => vocabulary.family(family).is_some_and(|of| of.layout == Layout::Rows),
        _ => false,
    });
    row && (numbered || !column)
}

/// The values of a run without blanks at its ends, if that leaves exactly `width` in one way only; or without any blanks,
/// where spans were dissolved into cells of their own and exactly `width` values are printed.
pub(super) fn fit(tokens: &[Token<'_>], run: &Run, width: usize) -> Option<Vec<usize>> {
    let blank = |at: usize| tokens.get(at).is_some_and(|token| token.reading.is_blank());
    let values = run.values.clone();
    if values.len() == width {
        return Some(values.collect());
    }
    let leading = values.clone().take_while(|&at| blank(at)).count();
    let trailing = values.clone().rev().take_while(|&at| blank(at)).count();
    let spare = values.len().checked_sub(width)?;
    let core = values.start + leading..values.end - trailing;
    if core.len() == width {
        return Some(core.collect());
    }
    match (leading, trailing) {
        (_, 0) if leading >= spare => Some((values.start + spare..values.end).collect()),
        (0, _) if trailing >= spare => Some((values.start..values.end - spare).collect()),
        _ => {
            Some(values.filter(|&at| !blank(at)).collect()).filter(|printed: &Vec<_>| printed.len() == width)
        }
    }
}
