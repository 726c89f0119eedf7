//! Tables that the form prints in one line: the names of all results, then all values; or any of the orders in which
//! agencies turn it.

use super::rows::sequenced;
use super::tokens::{Run, SourceLine, Token, fit, names_row};
use crate::normalise::family::{Family, Likeness};
use crate::normalise::header_order::HeaderWord;
use crate::normalise::reading::Sequenced;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// Reads the tables whose figures stand in one line.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found: Vec<Sequenced> = Vec::new();
    for (index, family) in
        (0..).zip(&vocabulary.families).filter(|(_, family)| family.layout == Layout::OneLine)
    {
        let mut reader = Reader {
            tokens,
            family,
            index,
            vocabulary,
            heads: Vec::new(),
            order: Vec::new(),
            last_group: None,
        };
        for run in runs {
            for figure in reader.run(run) {
                if !found.iter().any(|known| known.spot == figure.spot) {
                    found.push(figure);
                }
            }
        }
    }
    found
}

/// Fewer results than this do not make a header; the form has five.
const LEAST_RESULTS: usize = 4;

/// Walks the runs and remembers which names were passed.
struct Reader<'t> {
    tokens: &'t [Token<'t>],
    family: &'t Family,
    index: u8,
    vocabulary: &'t Vocabulary,
    /// Results named since the last header, in order.
    heads: Vec<u8>,
    /// The rows of the family in the order in which the last header names them.
    order: Vec<u8>,
    last_group: Option<u8>,
}

impl Reader<'_> {
    fn run(&mut self, run: &Run) -> Vec<Sequenced> {
        let (mut results, mut lines) = (Vec::new(), Vec::new());
        let (mut groups, mut heads) = (Vec::new(), Vec::new());
        // The labels of another table, which stand once more beside it, end before the header.
        let words = run.words.clone();
        let labels = self.tokens.get(words.clone()).unwrap_or_default();
        let other = labels.iter().rposition(|token| names_row(token, self.vocabulary));
        let words = words.start + other.map_or(0, |at| at + 1)..words.end;
        let mut line = None;
        for token in self.tokens.get(words).unwrap_or_default() {
            if line.replace(token.line).is_some_and(|last| last != token.line) {
                heads.push(HeaderWord::Break);
            }
            if let Some(folded) = &token.folded
                && let Some((column, _)) = self.family.result_with_slip(folded, token.targets)
            {
                results.push(column);
                lines.push(token.line);
            }
            for target in token.targets {
                match *target {
                    Target::Column { family, column } if family == self.index => {
                        results.push(column);
                        lines.push(token.line);
                    }
                    // A head may be repeated in each column it stands over.
                    Target::Row { family, row } if family == self.index && groups.last() != Some(&row) => {
                        groups.push(row);
                        heads.push(HeaderWord::Name(row));
                    }
                    Target::Figure { family, row, column } if family == self.index => {
                        results.push(column);
                        lines.push(token.line);
                        if groups.last() != Some(&row) {
                            groups.push(row);
                            heads.push(HeaderWord::Name(row));
                        }
                    }
                    Target::ColumnGroup { group, .. } => heads.push(HeaderWord::Group(group)),
                    _ => {}
                }
            }
        }
        let last = self.tokens.get(run.words.clone()).unwrap_or_default().last();
        let torn = last.is_some_and(|token| {
            token.folded.as_ref().is_some_and(|folded| self.family.resembles_row(folded, token.targets))
        });
        // A header that names several groups says nothing of which one a single value belongs to.
        match groups.as_slice() {
            [] => {}
            [group] => self.last_group = Some(*group),
            _ => {
                self.last_group = None;
                self.order = self.family.row_order(heads.into_iter()).unwrap_or_default();
            }
        }
        if torn {
            return Vec::new();
        }
        let rows = self.family.rows.len();
        keep_last_line(&mut results, &mut lines, groups.len());
        if results.len() > 1 {
            self.heads = if self.is_told(&results, &lines) { results.clone() } else { Vec::new() };
        }
        // All names, then all values; those of 行政诉讼 may stand in a table of their own.
        if groups.len() > 1 && self.order.len() == groups.len() && !self.heads.is_empty() && results.len() > 1
        {
            let width = results.len() / groups.len();
            let same = results.chunks(width.max(1)).all(|names| results.starts_with(names));
            if width >= LEAST_RESULTS && same && results.len() == groups.len() * width {
                let row = |at: u8| self.order.get(usize::from(at) / width).copied().unwrap_or_default();
                let column = |at: u8| results.get(usize::from(at)).copied().unwrap_or_default();
                let order: Vec<u8> = (0..results.len() as u8).collect();
                return self.take(run, &order, |at| (row(at), column(at)));
            }
        }
        // One group a line, under or beside the names of the results.
        if self.heads.len() >= LEAST_RESULTS
            && self.heads.len() <= self.family.columns.len()
            && let Some(&group) = groups.last()
            && (results.is_empty() || groups.len() == 1)
        {
            return self.take(run, &self.heads, |column| (group, column));
        }
        // One result a line, under the names of the groups.
        if let ([result], true) = (results.as_slice(), self.order.len() == rows)
            && run.values.len() >= rows
        {
            return self.take(run, &self.order, |row| (row, *result));
        }
        // One result and one value a line, the group named before.
        if let ([result], Some(group)) = (results.as_slice(), self.last_group) {
            return self.take(run, &[*result], |column| (group, column));
        }
        Vec::new()
    }

    /// Whether the order of the values follows from that in which results are named: those of each group stand on one line,
    /// or as the form has them, each group's alike.
    fn is_told(&self, results: &[u8], lines: &[SourceLine]) -> bool {
        let again = results.iter().skip(1).position(|result| Some(result) == results.first());
        let group = results.get(..again.map_or(results.len(), |at| at + 1)).unwrap_or_default();
        let distinct =
            group.iter().enumerate().all(|(at, name)| !group.iter().take(at).any(|known| known == name));
        let alike = results.chunks(group.len().max(1)).all(|names| names == group);
        let on_one_line = |lines: &[SourceLine]| lines.iter().all(|line| Some(line) == lines.first());
        let beside = lines.chunks(group.len().max(1)).all(on_one_line);
        distinct && alike && (group.is_sorted() || beside)
    }

    fn take(&self, run: &Run, order: &[u8], place: impl Fn(u8) -> (u8, u8)) -> Vec<Sequenced> {
        match fit(self.tokens, run, order.len()) {
            Some(values) => sequenced(self.tokens, values, order, place, self.index, Likeness::EXACT),
            None => Vec::new(),
        }
    }
}

/// Where the names of the results of some group stand on several lines of a header, those on the last one, if it has them
/// for every group, or the only group's again: a head that spanned lines is repeated on each.
fn keep_last_line(results: &mut Vec<u8>, lines: &mut Vec<SourceLine>, groups: usize) {
    let on_last = lines.iter().rev().take_while(|line| Some(*line) == lines.last()).count();
    let above = results.len() - on_last;
    let whole = groups > 1 && on_last >= groups * LEAST_RESULTS && on_last.is_multiple_of(groups);
    let (first, last) = results.split_at(above);
    let again = groups == 1 && on_last >= LEAST_RESULTS && first == last;
    if above > 0 && (whole || again) {
        results.drain(..above);
        lines.drain(..above);
    }
}
