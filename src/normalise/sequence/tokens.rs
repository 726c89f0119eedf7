//! The text of a document as a flat sequence of labels and values.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::text::is_page_number;
use crate::document::{BLANK, Block, Document, Locator};
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
    /// The line of the source in which it stands.
    pub(super) line: SourceLine,
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
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    // Nearly every cell and every line is one token.
    let mut tokens = Vec::with_capacity(pieces.iter().map(|cells| cells.len().max(1)).sum::<usize>() + 16);
    let own = blocks.iter().zip(pieces).zip(skip).enumerate().filter(|(_, (_, skip))| !**skip);
    for (at, ((block, pieces), _)) in own {
        match block {
            // The foot of a page may stand between the rows of a table.
            Block::Text(paragraph) if is_page_number(&paragraph.text) => {}
            Block::Text(paragraph) => {
                let place = Place::new(paragraph.locator, at, 0);
                push_line(&paragraph.text, place, &mut tokens, vocabulary);
            }
            Block::Table(grid) => {
                for (cell, piece) in grid.cells().iter().zip(pieces) {
                    let place = Place::new(cell.locator, at, cell.row);
                    push(Cow::Borrowed(&cell.text), Cow::Borrowed(piece), place, &mut tokens);
                }
            }
        }
    }
    tokens
}

/// A line of the source: the block and row, and of a text its line, for a row may be put together from several. Words on one
/// line stand side by side. A line of markup alone says nothing: a whole page may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SourceLine {
    block: usize,
    row: u32,
    line: u32,
}

/// Where a token stands.
#[derive(Clone, Copy)]
struct Place {
    locator: Locator,
    line: SourceLine,
}

impl Place {
    fn new(locator: Locator, block: usize, row: u32) -> Place {
        let line = match locator {
            Locator::Line { line, .. } => line,
            _ => 0,
        };
        let line = SourceLine { block, row, line };
        Place { locator, line }
    }
}

/// A line of text: its words, with neighbouring words that are no values taken together; prose is one token.
fn push_line<'a>(line: &'a str, place: Place, tokens: &mut Vec<Token<'a>>, vocabulary: &'a Vocabulary) {
    if line.len() > LONGEST_LABEL || line.contains(['。', '；']) {
        tokens.push(prose(line, place));
        return;
    }
    let mut label = String::new();
    let push_label = |label: &mut String, tokens: &mut Vec<Token<'a>>| {
        let piece = Piece::read(label, vocabulary);
        push(Cow::Owned(std::mem::take(label)), Cow::Owned(piece), place, tokens);
    };
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // 1. 属于国家秘密: a number before a label, not a value.
        if word.ends_with(['.', '．', '、']) && words.peek().is_some() {
            label.push_str(word);
            continue;
        }
        let piece = Piece::read(word, vocabulary);
        let blank = word == BLANK;
        let value = blank || !piece.merged && piece.reading.is_value();
        let stands_alone = blank || piece.stands_alone();
        if stands_alone && !label.is_empty() && (value || !label.ends_with(['.', '．', '、'])) {
            push_label(&mut label, tokens);
        }
        let whole = stands_alone || words.peek().is_none();
        if whole && label.is_empty() {
            // The word for a blank is ours: nothing is printed there.
            let word = if blank { "" } else { word };
            push(Cow::Borrowed(word), Cow::Owned(piece), place, tokens);
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

fn prose<'a>(line: &'a str, place: Place) -> Token<'a> {
    let end = line.char_indices().nth(LONGEST_PROSE).map_or(line.len(), |(at, _)| at);
    let text = Cow::Borrowed(line.get(..end).unwrap_or(line));
    let Place { locator, line } = place;
    Token { text, reading: Reading::WORDS, folded: None, targets: &[], locator, line }
}

/// Adds a cell or a word: one token, or two where a row's label and its first value stand together.
fn push<'a>(text: Cow<'a, str>, piece: Cow<'a, Piece<'a>>, place: Place, tokens: &mut Vec<Token<'a>>) {
    let Place { locator, line } = place;
    let (reading, targets, merged) = (piece.reading, piece.targets, piece.merged);
    let folded = match piece {
        Cow::Borrowed(piece) => piece.folded.as_ref().map(Cow::Borrowed),
        Cow::Owned(piece) => piece.folded.map(Cow::Owned),
    };
    if !merged {
        tokens.push(Token { text, reading, folded, targets, locator, line });
        return;
    }
    tokens.push(Token { text: text.clone(), reading: Reading::WORDS, folded, targets, locator, line });
    tokens.push(Token { text, reading, folded: None, targets: &[], locator, line });
}

/// Fewer blanks than this after a label are a gap in a header, not a row without values.
const LEAST_BLANKS: usize = 3;

/// Splits the tokens into runs. A blank before the first value of a run is counted to the run, since a blank may stand
/// for a value; words end it. Nothing but blanks is a run only after the label of a row, or under a name for each.
pub(super) fn runs(tokens: &[Token<'_>], vocabulary: &Vocabulary) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let values = values_from(tokens, at);
        let run = at..at + values;
        let any = tokens.get(run.clone()).unwrap_or_default().iter().any(|token| token.reading.is_value());
        let before = || at.checked_sub(1).and_then(|before| tokens.get(before));
        let row = || before().is_some_and(|token| names_row(token, vocabulary));
        let whole = || before().is_some_and(|token| is_width_of_row(token, values, vocabulary));
        // Blanks before further names stand under heads that span lines, if their spans were not lost.
        let names = || tokens.get(run.end).is_some_and(|token| is_result(token, vocabulary));
        let named = || values > LEAST_BLANKS && !names() && results_before(tokens, at, vocabulary) == values;
        if any || (values >= LEAST_BLANKS || whole()) && row() || named() {
            runs.push(Run { words: start..at, values: run.clone() });
            start = run.end;
        }
        at = run.end.max(at + 1);
    }
    runs
}

/// Whether a token names a row and cannot be a column (总计 without a number before it may be either).
pub(super) fn names_row(token: &Token<'_>, vocabulary: &Vocabulary) -> bool {
    let numbered = token.folded.as_ref().is_some_and(|folded| folded.ordinal.is_some());
    let column = token.targets.iter().any(|target| matches!(target, Target::Column { .. }));
    let row = token.targets.iter().any(|target| match *target {
        Target::Row { family, .. } => vocabulary.family(family).is_some_and(|of| of.layout == Layout::Rows),
        _ => false,
    });
    row && (numbered || !column)
}

/// How many values stand one after the other. A blank at the beginning of the next line is none of a row that has its label
/// and its values on one line: it stands under a head of that row.
fn values_from(tokens: &[Token<'_>], at: usize) -> usize {
    let rest = tokens.get(at..).unwrap_or_default();
    let own = rest.first().map(|first| first.line);
    let label = at.checked_sub(1).and_then(|before| tokens.get(before)).map(|label| label.line);
    let below = |token: &&Token<'_>| token.reading.is_blank() && label == own && Some(token.line) != own;
    rest.iter().take_while(|token| token.is_value() && !below(token)).count()
}

/// How many names of columns of a table in one line stand just before a place, with the heads over them between: those of
/// figures that are all left blank.
fn results_before(tokens: &[Token<'_>], at: usize, vocabulary: &Vocabulary) -> usize {
    let is_head =
        |target: &Target| matches!(*target, Target::Row { family, .. } if is_one_line(family, vocabulary));
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    // Blanks between the names stand under a head that has its line alone.
    let names = before
        .filter(|token| !token.reading.is_blank())
        .map(|token| (is_result(token, vocabulary), token.targets.iter().any(is_head)))
        .take_while(|(result, head)| *result || *head);
    names.filter(|(result, _)| *result).count()
}

/// Whether a token names a column of a table in one line.
fn is_result(token: &Token<'_>, vocabulary: &Vocabulary) -> bool {
    token.targets.iter().any(|target| match *target {
        Target::Column { family, .. } | Target::Figure { family, .. } => is_one_line(family, vocabulary),
        _ => false,
    })
}

fn is_one_line(family: u8, vocabulary: &Vocabulary) -> bool {
    vocabulary.family(family).is_some_and(|of| of.layout == Layout::OneLine)
}

/// Whether so many columns are those of a table that a token names a row of; a row may stand in tables of both forms.
fn is_width_of_row(token: &Token<'_>, width: usize, vocabulary: &Vocabulary) -> bool {
    token.targets.iter().any(|target| match *target {
        Target::Row { family, .. } => {
            vocabulary.family(family).is_some_and(|family| family.columns.len() == width)
        }
        _ => false,
    })
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
    if let Some(line) = only_line(tokens, run, width) {
        return Some(line);
    }
    match (leading, trailing) {
        (_, 0) if leading >= spare => Some((values.start + spare..values.end).collect()),
        (0, _) if trailing >= spare => Some((values.start..values.end - spare).collect()),
        _ => {
            Some(values.filter(|&at| !blank(at)).collect()).filter(|printed: &Vec<_>| printed.len() == width)
        }
    }
}

/// The values of the only line that is not blank, if it has as many as are wanted: below it a line of the sheet was left free.
fn only_line(tokens: &[Token<'_>], run: &Run, width: usize) -> Option<Vec<usize>> {
    let all: Vec<usize> = run.values.clone().collect();
    let line_of = |at: &usize| tokens.get(*at).map(|token| token.line);
    let is_filled =
        |line: &&[usize]| line.iter().any(|at| tokens.get(*at).is_some_and(|token| token.reading.is_value()));
    let mut lines = all.chunk_by(|a, b| line_of(a) == line_of(b)).filter(is_filled);
    let (Some(line), None) = (lines.next(), lines.next()) else { return None };
    (line.len() == width).then(|| line.to_vec())
}
