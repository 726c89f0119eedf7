//! Which cells would have to be different for every sum of a table to come out: error localisation after Fellegi and Holt
//! (1976), in exact integers.
//!
//! A set of cells is a solution if there are numbers for them that make all sums hold. The lightest sets are wanted, all of
//! them: a tie is reported, not broken. The search goes by what is wrong: it solves for the cells chosen so far, and if the
//! sums contradict each other whatever these cells hold, then one of the cells in that contradiction must be different
//! too. Each set is looked at once, and the search stops at a fixed number of steps, so that no table takes long.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::slip::slip;
use super::{Outcome, Sums};
use crate::audit::read::sheet::Sheet;
use crate::report::{Confidence, Flag, Value};
use crate::template::{FieldId, Forms};

/// How many sets are looked at before the search gives up: a few milliseconds.
const MOST_STEPS: usize = 6_000;
/// How many sets of equal weight are listed.
pub(in crate::audit) const MOST_TIES: usize = 24;
/// A table with more wrong cells than this is not a matter of single cells.
pub(in crate::audit) const MOST_CELLS: usize = 5;

/// Weight of a cell that nothing speaks against; doubtful ones are lighter.
const CLEAN: u32 = 6;
const DOUBTFUL: u32 = 4;
const LOW: u32 = 2;

/// Cells that together explain all sums that fail, with the numbers they would have to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Solution {
    /// The cells in the order of the form, and what each would have to be.
    pub(in crate::audit) cells: Vec<(FieldId, Decimal)>,
}

impl Solution {
    /// Whether it is two figures that only changed places.
    pub(in crate::audit) fn changed_places(&self, sheet: &Sheet) -> bool {
        let [(one, fits_one), (other, fits_other)] = self.cells[..] else { return false };
        sheet.number(one) == Some(fits_other) && sheet.number(other) == Some(fits_one)
    }

    /// Whether the cause is plain: two figures that changed places, or a slip of one digit.
    fn has_cause(&self, sheet: &Sheet) -> bool {
        let slipped =
            |&(field, fits): &(FieldId, Decimal)| sheet.number(field).and_then(|printed| slip(printed, fits));
        self.changed_places(sheet) || matches!(&self.cells[..], [only] if slipped(only).is_some())
    }
}

/// What the search came to for one table.
#[derive(Debug, Clone, Default)]
pub(in crate::audit) struct Located {
    /// The lightest solutions, those whose cause is plain first; none if there are too many wrong cells, or the search gave up.
    pub(in crate::audit) solutions: Vec<Solution>,
    /// More solutions of the same weight than are listed.
    pub(in crate::audit) more: bool,
}

impl Located {
    /// With other solutions listed before.
    pub(in crate::audit) fn behind(mut self, others: &[Solution]) -> Located {
        self.solutions.retain(|solution| !others.contains(solution));
        self.solutions.splice(0..0, others.iter().cloned());
        self.cut()
    }

    /// No more solutions than are listed.
    pub(in crate::audit) fn cut(mut self) -> Located {
        self.more |= self.solutions.len() > MOST_TIES;
        self.solutions.truncate(MOST_TIES);
        self
    }
}

/// Finds the lightest sets of cells of a table that make all its sums hold. Nothing if a number is too large or too fine.
pub(in crate::audit) fn locate(table: &str, sheet: &Sheet, sums: &Sums, forms: &Forms) -> Located {
    let Some(system) = System::new(table, sheet, sums, forms) else { return Located::default() };
    let mut search = Search { system: &system, steps: 0, limit: 0, next_limit: u32::MAX, found: Vec::new() };
    let mut limit = LOW;
    while search.found.is_empty() && search.steps < MOST_STEPS && limit <= CLEAN * MOST_CELLS as u32 {
        search.limit = limit;
        search.next_limit = u32::MAX;
        search.deepen(&mut Vec::new(), 0, &mut vec![false; system.cells.len()]);
        if search.next_limit == u32::MAX {
            break;
        }
        limit = search.next_limit;
    }
    let gave_up = search.steps >= MOST_STEPS;
    let mut solutions: Vec<Solution> =
        search.found.into_iter().filter_map(|found| system.solution(&found, sheet)).collect();
    let by_cells = |a: &Solution, b: &Solution| a.cells.iter().map(|c| c.0).cmp(b.cells.iter().map(|c| c.0));
    solutions.sort_by(|a, b| b.has_cause(sheet).cmp(&a.has_cause(sheet)).then(by_cells(a, b)));
    let more = solutions.len() > MOST_TIES || (gave_up && !solutions.is_empty());
    solutions.truncate(MOST_TIES);
    Located { solutions, more }
}

/// The sums of a table as equations in the changes of its cells: coefficients times changes = − residual.
struct System {
    cells: Vec<Variable>,
    /// Left side minus right side, in units of `10^-scale`.
    residuals: Vec<i128>,
    scale: u32,
}

struct Variable {
    field: FieldId,
    weight: u32,
    /// Index of each sum it stands in, with its sign there.
    sums: Vec<(usize, i128)>,
    /// The number it holds, in units of `10^-scale`.
    value: i128,
    signed: bool,
}

/// The changes that make the sums hold, or sums that contradict each other whatever the chosen cells hold.
enum Solved {
    Changes(Vec<i128>),
    Contradiction(Vec<(usize, i128)>),
    /// A chosen cell is of no use, or the changes are no numbers that the cells could hold.
    Useless,
}

impl System {
    fn new(table: &str, sheet: &Sheet, sums: &Sums, forms: &Forms) -> Option<System> {
        let mut cells: Vec<Variable> = Vec::new();
        let mut residuals = Vec::new();
        let mut tested = Vec::new();
        for (index, sum) in (0u16..).zip(&forms.identities) {
            let outcome = sums.of(crate::template::IdentityId(index));
            let of_table = sum.left.first().is_some_and(|&field| forms.place(field).table.key == table);
            if of_table && outcome != Outcome::Untested {
                tested.push((sum, outcome));
            }
        }
        let scale = tested
            .iter()
            .flat_map(|(sum, _)| super::cells(sum))
            .filter_map(|field| Some(sheet.number(field)?.normalize().scale()))
            .max()?;
        for (row, (sum, outcome)) in tested.into_iter().enumerate() {
            residuals.push(match outcome {
                Outcome::Fails { left, right } => scaled(left.checked_sub(right)?, scale)?,
                _ => 0,
            });
            for (fields, sign) in [(&sum.left, 1), (&sum.right, -1)] {
                for &field in fields {
                    let known = cells.iter().position(|cell| cell.field == field);
                    let at = match known {
                        Some(at) => at,
                        None => {
                            cells.push(variable(field, sheet, forms, scale)?);
                            cells.len() - 1
                        }
                    };
                    cells.get_mut(at)?.sums.push((row, sign));
                }
            }
        }
        cells.sort_by_key(|cell| cell.field);
        Some(System { cells, residuals, scale })
    }

    /// Solves for the changes of some cells, by elimination without fractions. `Useless` also on overflow.
    fn solve(&self, chosen: &[usize]) -> Solved {
        let mut rows = self.rows(chosen);
        let mut pivots: Vec<usize> = Vec::with_capacity(chosen.len());
        for column in 0..chosen.len() {
            let free = |row: &usize| !pivots.contains(row);
            let pivot = (0..rows.len())
                .filter(free)
                .find(|&row| rows.get(row).is_some_and(|row| row.coefficient(column) != 0));
            let Some(pivot) = pivot else { return Solved::Useless };
            pivots.push(pivot);
            let Some(by) = rows.get(pivot).cloned() else { return Solved::Useless };
            for (index, row) in rows.iter_mut().enumerate() {
                if index != pivot && row.coefficient(column) != 0 && row.eliminate(&by, column).is_none() {
                    return Solved::Useless;
                }
            }
        }
        for (index, row) in rows.iter().enumerate() {
            if !pivots.contains(&index) && row.right != 0 {
                return Solved::Contradiction(row.made_of.clone());
            }
        }
        let mut changes = Vec::with_capacity(chosen.len());
        for ((column, &pivot), &cell) in pivots.iter().enumerate().zip(chosen) {
            let change = rows.get(pivot).and_then(|row| row.quotient(column));
            let (Some(change), Some(cell)) = (change, self.cells.get(cell)) else { return Solved::Useless };
            let after = cell.value.checked_add(change);
            if change == 0 || after.is_none_or(|after| after < 0 && !cell.signed) {
                return Solved::Useless;
            }
            changes.push(change);
        }
        Solved::Changes(changes)
    }

    /// The equations that say anything about the chosen cells or do not hold.
    fn rows(&self, chosen: &[usize]) -> Vec<Equation> {
        let mut rows: Vec<Equation> = Vec::new();
        for (index, &residual) in self.residuals.iter().enumerate() {
            let left: Vec<i128> = chosen
                .iter()
                .map(|&cell| {
                    let sums = self.cells.get(cell).map_or(&[][..], |cell| &cell.sums[..]);
                    sums.iter().find(|(sum, _)| *sum == index).map_or(0, |(_, sign)| *sign)
                })
                .collect();
            if residual != 0 || left.iter().any(|&coefficient| coefficient != 0) {
                rows.push(Equation { left, right: -residual, made_of: vec![(index, 1)] });
            }
        }
        rows
    }

    /// Whether changing a cell can do anything about a contradiction.
    fn bears_on(&self, cell: usize, contradiction: &[(usize, i128)]) -> bool {
        let Some(cell) = self.cells.get(cell) else { return false };
        let factor_of =
            |sum: &usize| contradiction.iter().find(|(of, _)| of == sum).map_or(0, |(_, factor)| *factor);
        // Signs are 1 and −1; what overflows is certainly not nothing.
        let parts = cell.sums.iter().map(|(sum, sign)| factor_of(sum).wrapping_mul(*sign));
        parts.fold(0_i128, i128::wrapping_add) != 0
    }

    fn solution(&self, (chosen, changes): &(Vec<usize>, Vec<i128>), sheet: &Sheet) -> Option<Solution> {
        let mut cells = Vec::with_capacity(chosen.len());
        for (&cell, &change) in chosen.iter().zip(changes) {
            let field = self.cells.get(cell)?.field;
            let change = Decimal::try_from_i128_with_scale(change, self.scale).ok()?;
            let before = sheet.number(field).unwrap_or_default();
            cells.push((field, before.checked_add(change)?.normalize()));
        }
        cells.sort_by_key(|(field, _)| *field);
        Some(Solution { cells })
    }
}

fn variable(field: FieldId, sheet: &Sheet, forms: &Forms, scale: u32) -> Option<Variable> {
    let cell = sheet.cell(field)?;
    let doubtful = [Flag::OneReader, Flag::ReadersDisagree, Flag::ColumnInferred, Flag::SplitCell, Flag::Ocr];
    let weight = if cell.confidence == Confidence::Low || cell.flags.contains(Flag::DecodeFailure) {
        LOW
    } else if doubtful.into_iter().any(|flag| cell.flags.contains(flag)) {
        DOUBTFUL
    } else {
        CLEAN
    };
    let value = match cell.value {
        Value::Number(number) => scaled(number, scale)?,
        Value::Missing(_) => 0,
    };
    Some(Variable { field, weight, sums: Vec::new(), value, signed: forms.place(field).column.signed })
}

fn scaled(number: Decimal, scale: u32) -> Option<i128> {
    let mut number = number.normalize();
    if number.scale() > scale {
        return None;
    }
    number.rescale(scale);
    // Sums of numbers below this stay far from the ends of the type.
    let mantissa = number.mantissa().to_i128()?;
    (mantissa.abs() < 1 << 80).then_some(mantissa)
}

#[derive(Clone)]
struct Equation {
    left: Vec<i128>,
    right: i128,
    /// Which sums it is a combination of, each with its factor.
    made_of: Vec<(usize, i128)>,
}

impl Equation {
    fn coefficient(&self, column: usize) -> i128 {
        self.left.get(column).copied().unwrap_or(0)
    }

    /// Subtracts as much of another equation as makes a coefficient vanish. Nothing on overflow.
    fn eliminate(&mut self, by: &Equation, column: usize) -> Option<()> {
        let (own, other) = (self.coefficient(column), by.coefficient(column));
        let combine = |a: i128, b: i128| a.checked_mul(other)?.checked_sub(b.checked_mul(own)?);
        for (a, &b) in self.left.iter_mut().zip(&by.left) {
            *a = combine(*a, b)?;
        }
        self.right = combine(self.right, by.right)?;
        for (_, factor) in &mut self.made_of {
            *factor = factor.checked_mul(other)?;
        }
        for &(sum, factor) in &by.made_of {
            let part = factor.checked_mul(own)?;
            match self.made_of.iter_mut().find(|(of, _)| *of == sum) {
                Some((_, own)) => *own = own.checked_sub(part)?,
                None => self.made_of.push((sum, part.checked_neg()?)),
            }
        }
        Some(())
    }

    /// The whole number that solves it for the one column it has left; nothing if there is none.
    fn quotient(&self, column: usize) -> Option<i128> {
        let divisor = self.coefficient(column);
        (divisor != 0 && self.right % divisor == 0).then(|| self.right / divisor)
    }
}

struct Search<'a> {
    system: &'a System,
    steps: usize,
    limit: u32,
    next_limit: u32,
    found: Vec<(Vec<usize>, Vec<i128>)>,
}

impl Search<'_> {
    /// Looks at a set and at all that contain it, up to the limit of weight. `closed` are cells whose sets were looked at.
    fn deepen(&mut self, chosen: &mut Vec<usize>, weight: u32, closed: &mut Vec<bool>) {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return;
        }
        let contradiction = match self.system.solve(chosen) {
            Solved::Changes(changes) => {
                self.found.push((chosen.clone(), changes));
                return;
            }
            Solved::Contradiction(contradiction) => contradiction,
            Solved::Useless => return,
        };
        if chosen.len() >= MOST_CELLS {
            return;
        }
        let mut tried = Vec::new();
        for cell in 0..self.system.cells.len() {
            let open = closed.get(cell).is_some_and(|closed| !closed);
            if !open || chosen.contains(&cell) || !self.system.bears_on(cell, &contradiction) {
                continue;
            }
            let heavier = weight + self.system.cells.get(cell).map_or(CLEAN, |cell| cell.weight);
            if heavier > self.limit {
                self.next_limit = self.next_limit.min(heavier);
                continue;
            }
            chosen.push(cell);
            self.deepen(chosen, heavier, closed);
            chosen.pop();
            if let Some(closed) = closed.get_mut(cell) {
                *closed = true;
            }
            tried.push(cell);
        }
        for cell in tried {
            if let Some(closed) = closed.get_mut(cell) {
                *closed = false;
            }
        }
    }
}
