//! The numbers of a table in rows and columns with its sums, in whole numbers, to be tried otherwise.

use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;

use crate::audit::context::Context;
use crate::audit::sums::{Outcome, cells};
use crate::template::{Block, FieldId, IdentityId, Span};

/// The numbers of a block, row by row.
pub(super) type Numbers = Vec<i64>;

/// A sum over the block: places of its figures with their signs, which come to nothing where it holds.
pub(super) struct Line {
    pub(super) span: Span,
    terms: Vec<(usize, i64)>,
}

/// A block of a table that has a column for each kind and a row for each outcome.
pub(super) struct Board<'a> {
    pub(super) block: &'a Block,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// What is printed; a blank counts as nothing.
    pub(super) printed: Numbers,
    /// Whether a row is there at all.
    pub(super) there: Vec<bool>,
    lines: Vec<Line>,
}

impl<'a> Board<'a> {
    /// Nothing of a block with a figure that is no whole number, or without sums.
    pub(super) fn new(block: &'a Block, context: &Context<'_>) -> Option<Board<'a>> {
        let (rows, columns) = (block.rows.len(), block.columns.len());
        let fields: Vec<FieldId> =
            (0..rows).flat_map(|row| (0..columns).map(move |column| block.field(row, column))).collect();
        let whole = |&field: &FieldId| {
            let number = context.in_sum(field);
            number.is_integer().then(|| number.to_i64()).flatten().filter(|number| number.abs() < 1 << 40)
        };
        let printed = fields.iter().map(whole).collect::<Option<Numbers>>()?;
        let place = |field: FieldId| {
            let at = usize::from(field.0.checked_sub(block.first_field.0)?);
            (at < fields.len()).then_some(at)
        };
        let mut lines = Vec::new();
        for (id, sum) in (0u16..).map(IdentityId).zip(&context.forms.identities) {
            let own = cells(sum).all(|field| place(field).is_some());
            if !own || context.sums.of(id) == Outcome::Untested {
                continue;
            }
            let side = |fields: &[FieldId], sign: i64| -> Vec<(usize, i64)> {
                fields.iter().filter_map(|&field| Some((place(field)?, sign))).collect()
            };
            lines.push(Line { span: sum.over, terms: [side(&sum.left, 1), side(&sum.right, -1)].concat() });
        }
        let is_there =
            |row: usize| (0..columns).any(|column| context.sheet.cell(block.field(row, column)).is_some());
        let there = (0..rows).map(is_there).collect();
        (!lines.is_empty()).then_some(Board { block, rows, columns, printed, there, lines })
    }

    /// The place of a row and a column.
    pub(super) const fn at(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    /// The figure at a place.
    pub(super) fn field(&self, at: usize) -> FieldId {
        self.block.field(at / self.columns.max(1), at % self.columns.max(1))
    }

    /// The numbers of a row.
    pub(super) fn row<'n>(&self, numbers: &'n [i64], row: usize) -> &'n [i64] {
        numbers.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default()
    }

    /// The numbers of a column.
    pub(super) fn column(&self, numbers: &[i64], column: usize) -> Numbers {
        numbers.iter().skip(column).step_by(self.columns).copied().collect()
    }

    /// What a sum is off.
    fn off(line: &Line, numbers: &[i64]) -> i64 {
        line.terms.iter().map(|&(at, sign)| sign * numbers.get(at).copied().unwrap_or(0)).sum()
    }

    /// Whether the sums along a row come out as printed, with numbers in them: to lose digits here and there breaks them.
    pub(super) fn row_holds(&self, row: usize) -> bool {
        let places = self.at(row, 0)..self.at(row + 1, 0);
        let own =
            |line: &&Line| line.span == Span::Row && line.terms.iter().all(|(at, _)| places.contains(at));
        let mut lines = self.lines.iter().filter(own).peekable();
        lines.peek().is_some()
            && lines.all(|line| Self::off(line, &self.printed) == 0)
            && self.row(&self.printed, row).iter().any(|&number| number != 0)
    }

    /// Whether all sums come out.
    pub(super) fn holds(&self, numbers: &[i64]) -> bool {
        self.lines.iter().all(|line| Self::off(line, numbers) == 0) && numbers.iter().all(|&n| n >= 0)
    }

    /// How many sums do not come out, along the rows or down the columns.
    pub(super) fn failing(&self, span: Span) -> usize {
        self.lines.iter().filter(|line| line.span == span && Self::off(line, &self.printed) != 0).count()
    }

    /// The rows along which, or the columns down which, a sum does not come out.
    pub(super) fn failing_lines(&self, span: Span) -> BTreeSet<usize> {
        let failing =
            self.lines.iter().filter(|line| line.span == span && Self::off(line, &self.printed) != 0);
        let columns = self.columns.max(1);
        let own = |at: usize| if span == Span::Row { at / columns } else { at % columns };
        failing.filter_map(|line| Some(own(line.terms.first()?.0))).collect()
    }

    /// How many numbers are others than those printed.
    pub(super) fn changed(&self, numbers: &[i64]) -> usize {
        self.printed.iter().zip(numbers).filter(|(a, b)| a != b).count()
    }

    /// The places of a row.
    pub(super) fn of_row(&self, row: usize) -> Vec<usize> {
        (0..self.columns).map(|column| self.at(row, column)).collect()
    }

    /// The places of a column, in the rows that are there.
    pub(super) fn of_column(&self, column: usize) -> Vec<usize> {
        let rows = (0..self.rows).filter(|&row| self.there.get(row) == Some(&true));
        rows.map(|row| self.at(row, column)).collect()
    }

    /// All numbers with those of some places being what the sums over them say; nothing if the sums disagree about them, a place
    /// has none, or others fail.
    pub(super) fn implied(&self, numbers: &[i64], unknown: &[usize]) -> Option<Numbers> {
        let mut found = numbers.to_vec();
        let mut open: Vec<usize> = unknown.to_vec();
        while !open.is_empty() {
            let before = open.len();
            for line in &self.lines {
                let mut own = line.terms.iter().filter(|(at, _)| open.contains(at));
                let (Some(&(at, sign)), None) = (own.next(), own.next()) else { continue };
                let slot = found.get_mut(at)?;
                *slot = 0;
                let value = -sign * Self::off(line, &found);
                *found.get_mut(at)? = value;
                open.retain(|&other| other != at);
            }
            if open.len() == before {
                return None;
            }
        }
        self.holds(&found).then_some(found)
    }
}
