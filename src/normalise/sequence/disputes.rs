//! Tables that the form prints in one line: the names of all results, then all values; or any of the orders in which
//! agencies turn it.

use super::rows::sequenced;
use super::tokens::{Run, Token, fit};
use crate::normalise::family::{Family, HeaderWord, Likeness};
use crate::normalise::reading::Sequenced;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// Reads the tables whose figures stand in one line.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found: Vec<Sequenced> = Vec::new();
    for (index, family) in
        (0..).zip(&vocabulary.families).filter(|(_, family)| family.layout == Layout::OneLine)
    {
        let mut reader =
            Reader { tokens, family, index, heads: Vec::new(), order: Vec::new(), last_group: None };
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

/// Walks the runs and remembers which names were passed.
struct Reader<'t> {
    tokens: &'t [Token<'t>],
    family: &'t Family,
    index: u8,
    /// Results named since the last header, in order.
    heads: Vec<u8>,
    /// The rows of the family in the order in which the last header names them.
    order: Vec<u8>,
    last_group: Option<u8>,
}

impl Reader<'_> {
    fn run(&mut self, run: &Run) -> Vec<Sequenced> {
        let (mut results, mut groups, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for token in self.tokens.get(run.words.clone()).unwrap_or_default() {
            for target in token.targets {
                match *target {
                    Target::Column { family, column } if family == self.index => results.push(column),
                    Target::Row { family, row } if family == self.index => {
                        groups.push(row);
                        words.push(HeaderWord::Name(row));
                    }
                    Target::Figure { family, row, column } if family == self.index => {
                        results.push(column);
                        if groups.last() != Some(&row) {
                            groups.push(row);
                            words.push(HeaderWord::Name(row));
                        }
                    }
                    Target::ColumnGroup { group, .. } => words.push(HeaderWord::Group(group)),
                    _ => {}
                }
            }
        }
        // A header that names several groups says nothing of which one a single value belongs to.
        match groups.as_slice() {
            [] => {}
            [group] => self.last_group = Some(*group),
            _ => {
                self.last_group = None;
                self.order = self.family.row_order(words.into_iter()).unwrap_or_default();
            }
        }
        let (rows, columns) = (self.family.rows.len(), self.family.columns.len());
        if results.len() > 1 {
            self.heads = results.clone();
        }
        let cycles =
            |names: &[u8]| names.iter().enumerate().all(|(at, &name)| usize::from(name) == at % columns);
        // All names, then all values; those of 行政诉讼 may stand in a table of their own.
        if results.len() == groups.len() * columns
            && cycles(&results)
            && groups.len() > 1
            && self.order.len() == groups.len()
        {
            let row = |at: u8| self.order.get(usize::from(at) / columns).copied().unwrap_or_default();
            let order: Vec<u8> = (0..results.len() as u8).collect();
            return self.take(run, &order, |at| (row(at), at % columns as u8));
        }
        // One group a line, under or beside the names of the results.
        if self.heads.len() == columns
            && cycles(&self.heads)
            && let Some(&group) = groups.last()
            && (results.is_empty() || groups.len() == 1)
        {
            let order: Vec<u8> = (0..columns as u8).collect();
            return self.take(run, &order, |column| (group, column));
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

    fn take(&self, run: &Run, order: &[u8], place: impl Fn(u8) -> (u8, u8)) -> Vec<Sequenced> {
        match fit(self.tokens, run, order.len()) {
            Some(values) => sequenced(self.tokens, values, order, place, self.index, Likeness::EXACT),
            None => Vec::new(),
        }
    }
}
