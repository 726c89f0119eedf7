//! The text of a document as a flat sequence of labels and values.

use std::ops::Range;

use compact_str::CompactString;

use crate::document::{Block, Document, Locator};
use crate::normalise::fold::Folded;
use crate::normalise::label::{self, LONGEST_LABEL, Label};
use crate::normalise::number::{self, Reading};
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// A piece of text: a cell, or a word of a line.
pub(super) struct Token<'a> {
    pub(super) text: CompactString,
    pub(super) reading: Reading,
    pub(super) folded: Option<Folded>,
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
    document: &Document,
    blocks: Range<usize>,
    skip: &[bool],
    vocabulary: &'a Vocabulary,
) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    for (block, _) in blocks.iter().zip(skip).filter(|(_, skip)| !**skip) {
        match block {
            Block::Text(paragraph) => push_line(&paragraph.text, paragraph.locator, &mut tokens, vocabulary),
            Block::Table(grid) => {
                for cell in grid.cells() {
                    push(cell.text.clone(), cell.locator, &mut tokens, vocabulary);
                }
            }
        }
    }
    tokens
}

/// A line of text: its words, with neighbouring words that are no values taken together; prose is one token.
fn push_line<'a>(line: &str, locator: Locator, tokens: &mut Vec<Token<'a>>, vocabulary: &'a Vocabulary) {
    if line.len() > LONGEST_LABEL || line.contains(['。', '；']) {
        tokens.push(prose(line, locator));
        return;
    }
    let mut label = CompactString::default();
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // 1. 属于国家秘密: a number before a label, not a value.
        if word.ends_with(['.', '．', '、']) && words.peek().is_some() {
            label.push_str(word);
            continue;
        }
        let value = number::read(word).is_value();
        let stands_alone = value || !label::read(word, vocabulary).targets.is_empty();
        if stands_alone && !label.is_empty() && (value || !label.ends_with(['.', '．', '、'])) {
            push(std::mem::take(&mut label), locator, tokens, vocabulary);
        }
        label.push_str(word);
        if stands_alone {
            push(std::mem::take(&mut label), locator, tokens, vocabulary);
        }
    }
    if !label.is_empty() {
        push(label, locator, tokens, vocabulary);
    }
}

fn prose<'a>(line: &str, locator: Locator) -> Token<'a> {
    let text = line.chars().take(16).collect();
    Token { text, reading: Reading::WORDS, folded: None, targets: &[], locator }
}

/// Adds a cell or a word: one token, or two where a row's label and its first value stand together.
fn push<'a>(text: CompactString, locator: Locator, tokens: &mut Vec<Token<'a>>, vocabulary: &'a Vocabulary) {
    let reading = number::read(&text);
    if reading.is_value() || reading.is_blank() || text.len() > LONGEST_LABEL {
        tokens.push(Token { text, reading, folded: None, targets: &[], locator });
        return;
    }
    let label = label::read(&text, vocabulary);
    if label.targets.is_empty()
        && let Some((label, value)) = label::with_value(&text, vocabulary)
    {
        let Label { folded, targets, .. } = label;
        tokens.push(Token {
            text: text.clone(),
            reading: Reading::WORDS,
            folded: Some(folded),
            targets,
            locator,
        });
        tokens.push(Token { text, reading: value, folded: None, targets: &[], locator });
        return;
    }
    tokens.push(Token { text, reading, folded: Some(label.folded), targets: label.targets, locator });
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

/// The values of a run without blanks at its ends, if that leaves exactly `width` in one way only.
pub(super) fn fit(tokens: &[Token<'_>], run: &Run, width: usize) -> Option<Range<usize>> {
    let blank = |at: usize| tokens.get(at).is_some_and(|token| token.reading.is_blank());
    let values = run.values.clone();
    if values.len() == width {
        return Some(values);
    }
    let leading = values.clone().take_while(|&at| blank(at)).count();
    let trailing = values.clone().rev().take_while(|&at| blank(at)).count();
    let spare = values.len().checked_sub(width)?;
    let core = values.start + leading..values.end - trailing;
    if core.len() == width {
        return Some(core);
    }
    match (leading, trailing) {
        (_, 0) if leading >= spare => Some(values.start + spare..values.end),
        (0, _) if trailing >= spare => Some(values.start..values.end - spare),
        _ => None,
    }
}
