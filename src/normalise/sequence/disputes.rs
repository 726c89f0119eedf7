//! Tables that the form prints in one line: the names of all results, then all values; or any of the orders in which
//! agencies turn it.

use super::rows::sequenced;
use super::tokens::{Run, Token, fit};
use crate::normalise::reading::Sequenced;
use crate::normalise::vocabulary::{Family, Likeness, Target, Vocabulary};
use crate::template::Layout;

/// Reads the tables whose figures stand in one line.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found: Vec<Sequenced> = Vec::new();
    for (index, family) in
        (0..).zip(&vocabulary.families).filter(|(_, family)| family.layout == Layout::OneLine)
    {
        let mut reader =
            Reader { tokens, family, index, heads: Vec::new(), groups: Vec::new(), last_group: None };
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
    /// Groups named since the last header, in order.
    groups: Vec<u8>,
    last_group: Option<u8>,
}

impl Reader<'_> {
    fn run(&mut self, run: &Run) -> Vec<Sequenced> {
        let (mut results, mut groups) = (Vec::new(), Vec::new());
        for token in self.tokens.get(run.words.clone()).unwrap_or_default() {
            for target in token.targets {
                match *target {
                    Target::Column { family, column } if family == self.index => results.push(column),
                    Target::Row { family, row } if family == self.index => groups.push(row),
                    _ => {}
                }
            }
        }
        if let Some(&group) = groups.last() {
            self.last_group = Some(group);
        }
        let (rows, columns) = (self.family.rows.len(), self.family.columns.len());
        if results.len() > 1 {
            self.heads = results.clone();
        }
        if groups.len() > 1 {
            self.groups = groups.clone();
        }
        let cycles =
            |names: &[u8]| names.iter().enumerate().all(|(at, &name)| usize::from(name) == at % columns);
        // All names, then all values.
        if results.len() == rows * columns && cycles(&results) && groups.is_sorted() {
            let order: Vec<u8> = (0..(rows * columns) as u8).collect();
            return self.take(run, &order, |at| (at / columns as u8, at % columns as u8));
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
        if let ([result], true) = (results.as_slice(), self.groups.len() == rows && self.groups.is_sorted())
            && run.values.len() >= rows
        {
            let order: Vec<u8> = (0..rows as u8).collect();
            return self.take(run, &order, |row| (row, *result));
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
