//! Whether a table that does not add up was damaged on its way, by a converter, a font, a copy or a page that tore.
//!
//! Whoever fills in a form errs in one number, or in one and its total. What damages a document moves or cuts what was right: a cell
//! of a row is lost, a column changes places with its neighbour from a page on, every 8 becomes a 3. So where a single such move
//! makes every sum of the table come out, and no one or two other figures would, the finding cannot be said to be the publisher's.
//! Nor can it where so much fails that neither a few figures nor one row or column of them explains it.
//!
//! Takes the sums and what [`crate::audit::sums::localise`] found; what it tells goes into [`crate::audit::doubt`].

mod against;
mod beside_prose;
mod beside_rows;
mod board;
mod columns_moved;
mod digits;
mod edits;
mod exchanged;
mod parts_moved;
mod rows_moved;
mod slipped_column;
mod told;
mod turned;

use rust_decimal::Decimal;

use crate::audit::checks::are_entered_beside;
use crate::audit::context::Context;
use crate::audit::doubt::text;
use crate::audit::sums::localise::{Located, Solution};
use crate::template::{Block, FieldId, Layout, Span};
pub(super) use against::{is_about, moved_by_text};
pub(super) use beside_prose::{BesideText, of_text};
use board::Board;
pub(super) use digits::is_no_chance;

/// One or two wrong figures are a clerk's.
const CLERKS: usize = 2;
/// So many that are wrong in several rows and columns are no matter of single slips.
const MANY: usize = 4;

/// A number like this is in two lines beside each other by no chance.
const TELLING: i64 = 10;

/// What would make all sums of a table come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Damage {
    /// With a cell of the row lost or too many, or its numbers cut or run together.
    Row(FieldId),
    /// The same down a column.
    Column(FieldId),
    /// The line has the numbers of the one beside it.
    Twice(FieldId),
    /// Two rows changed places.
    Rows(FieldId, FieldId),
    /// With the numbers of rows one further up or down from this one on.
    RowsMoved(FieldId),
    /// Columns changed places in several rows, beginning with this one.
    Columns(FieldId, FieldId),
    /// With the numbers of several rows one column beside, beginning with this one.
    ColumnsMoved(FieldId),
    /// One digit stands in place of another in this figure, and in so many others.
    Digit(char, char, FieldId, usize),
    /// The digits of this figure stand there twice, and those of so many others.
    Doubled(FieldId, usize),
    /// The same of the numbers in the row of this figure, and in so many other rows.
    DoubledRow(FieldId, usize),
    /// This figure and so many others lost digits.
    Lost(FieldId, usize),
    /// Neither a few figures nor one row or column of the table of this figure explains what fails.
    Everything(FieldId),
}

impl Damage {
    /// Whether it is of a kind that is not in one table only.
    pub(super) const fn is_everywhere(&self) -> bool {
        matches!(
            self,
            Damage::Digit(..)
                | Damage::Doubled(..)
                | Damage::DoubledRow(..)
                | Damage::Lost(..)
                | Damage::Everything(_)
        )
    }
}

/// The damage of a table, if anything speaks for one.
pub(super) fn of_table(table: &str, located: &Located, context: &Context<'_>) -> Option<Damage> {
    let least = located.solutions.first().map(|solution| solution.cells.len());
    digits::in_solutions(located, context)
        .or_else(|| digits::doubled_row(table, context))
        .or_else(|| slipped_column::of_table(table, context))
        .or_else(|| rows_moved::of_table(table, context))
        .or_else(|| columns_moved::of_table(table, context))
        .or_else(|| boards(table, context).iter().find_map(|board| of_board(board, least, context)))
}

/// The blocks of a table that are there.
fn boards<'a>(table: &str, context: &Context<'a>) -> Vec<Board<'a>> {
    let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
    let blocks = tables
        .filter(|of| of.key == table && of.layout == Layout::Rows)
        .flat_map(|of| &of.blocks)
        .filter(|block| is_there(block, context));
    blocks.filter_map(|block| Board::new(block, context)).collect()
}

/// The single rows and columns of a table that would make all its sums come out with other numbers, each with the figures that would be
/// others; those first that say nothing, as one does that was forgotten, and rows before columns.
pub(super) fn lines(table: &str, context: &Context<'_>) -> Vec<Solution> {
    let mut found = Vec::new();
    for board in boards(table, context) {
        let rows = (0..board.rows).filter(|&row| board.there.get(row) == Some(&true));
        let places = rows.map(|row| board.of_row(row));
        for places in places.chain((0..board.columns).map(|column| board.of_column(column))) {
            let Some(meant) = board.implied(&board.printed, &places) else { continue };
            let number = |numbers: &[i64], at: usize| numbers.get(at).copied().unwrap_or_default();
            let says_nothing = places.iter().all(|&at| number(&board.printed, at) == 0);
            let differ = places.into_iter().filter(|&at| number(&board.printed, at) != number(&meant, at));
            let cells = differ.map(|at| (board.field(at), Decimal::from(number(&meant, at)))).collect();
            found.push((!says_nothing, Solution { cells }));
        }
    }
    found.sort_by_key(|(says_something, _)| *says_something);
    found.into_iter().map(|(_, line)| line).collect()
}

/// The rows of a table in which two columns have each other's numbers, which makes all its sums come out, each with all its figures; the
/// fewest first.
pub(super) fn exchanged(table: &str, context: &Context<'_>) -> Vec<Solution> {
    let mut found = Vec::new();
    for board in boards(table, context) {
        for exchange in exchanged::all(&board) {
            let numbers = exchange.numbers(&board);
            let fits = |at: usize| Decimal::from(numbers.get(at).copied().unwrap_or_default());
            let cells = exchange.places(&board).into_iter().map(|at| (board.field(at), fits(at)));
            found.push(Solution { cells: cells.collect() });
        }
    }
    found.sort_by_key(|exchange| exchange.cells.len());
    found
}

/// The ways in which the parts of a few rows, moved by a column or two, make all sums of a table come out, each with the figures that would be
/// others.
pub(super) fn parts_moved(table: &str, context: &Context<'_>) -> Vec<Solution> {
    let changed = |board: &Board<'_>, numbers: &[i64]| {
        let pairs = board.printed.iter().zip(numbers).enumerate().filter(|(_, (own, meant))| own != meant);
        let cells = pairs.map(|(at, (_, &meant))| (board.field(at), Decimal::from(meant)));
        Solution { cells: cells.collect() }
    };
    let of_board = |board: &Board<'_>| {
        parts_moved::all(board).iter().map(|numbers| changed(board, numbers)).collect::<Vec<_>>()
    };
    boards(table, context).iter().flat_map(of_board).collect()
}

fn is_there(block: &Block, context: &Context<'_>) -> bool {
    (0..block.rows.len()).any(|row| context.sheet.cell(block.field(row, 0)).is_some())
}

fn of_board(board: &Board<'_>, least: Option<usize>, context: &Context<'_>) -> Option<Damage> {
    let lines = Lines::new(board);
    if lines.damage.is_some() {
        return lines.damage;
    }
    let is_told = |field: FieldId| text::stated(field, context) == Some(context.in_sum(field));
    if let Some((one, other)) = turned::across_the_balance(board, is_told) {
        return Some(Damage::Rows(board.block.field(one, 0), board.block.field(other, 0)));
    }
    // What one or two figures explain a clerk may have done, and whoever entered whole rows in the wrong place.
    if least.is_some_and(|least| least <= CLERKS) {
        return None;
    }
    let columns = turned::columns(board);
    if columns.is_some() || are_entered_beside(context) {
        return columns;
    }
    let several = board.failing(Span::Column) + board.failing(Span::Row) >= MANY;
    let everything = || {
        if !several || lines.one_explains || least.is_some_and(|least| least < MANY) {
            return None;
        }
        match exchanged::by(board) {
            Some(exchanged::By::Clerk) => None,
            Some(exchanged::By::Damage(first)) => Some(Damage::ColumnsMoved(first)),
            None if parts_moved::all(board).is_empty() => Some(Damage::Everything(board.block.first_field)),
            None => None,
        }
    };
    turned::rows(board, lines.one_row_explains).or_else(everything)
}

/// What single rows and columns explain.
struct Lines {
    /// Whether other numbers in one of them make all sums come out.
    one_explains: bool,
    /// Whether that is a row: one that a clerk forgot.
    one_row_explains: bool,
    damage: Option<Damage>,
}

impl Lines {
    fn new(board: &Board<'_>) -> Lines {
        let mut lines = Lines { one_explains: false, one_row_explains: false, damage: None };
        for row in (0..board.rows).filter(|&row| board.there.get(row) == Some(&true)) {
            let Some(meant) = board.implied(&board.printed, &board.of_row(row)) else { continue };
            (lines.one_explains, lines.one_row_explains) = (true, true);
            let own = board.row(&board.printed, row);
            let meant = board.row(&meant, row);
            let beside = |other: Option<usize>| {
                other.is_some_and(|other| is_copied(own, board.row(&board.printed, other), meant))
            };
            let field = board.block.field(row, 0);
            let is_cut = || edits::is_cut(own, meant) && !board.row_holds(row);
            let end_moved = || edits::ends_alike(own, meant) || edits::total_moved(own, meant);
            if edits::is_moved(own, meant) || end_moved() || is_cut() {
                lines.damage.get_or_insert(Damage::Row(field));
            } else if beside(row.checked_sub(1)) || beside((row + 1 < board.rows).then_some(row + 1)) {
                lines.damage.get_or_insert(Damage::Twice(field));
            }
        }
        for column in 0..board.columns {
            let Some(meant) = board.implied(&board.printed, &board.of_column(column)) else { continue };
            lines.one_explains = true;
            let (own, meant) = (board.column(&board.printed, column), board.column(&meant, column));
            let beside = |other: Option<usize>| {
                other.is_some_and(|other| is_copied(&own, &board.column(&board.printed, other), &meant))
            };
            let field = board.block.field(0, column);
            if edits::is_moved(&own, &meant) || edits::is_cut(&own, &meant) {
                lines.damage.get_or_insert(Damage::Column(field));
            } else if beside(column.checked_sub(1))
                || beside((column + 1 < board.columns).then_some(column + 1))
            {
                lines.damage.get_or_insert(Damage::Twice(field));
            }
        }
        lines
    }
}

/// Whether a line has all numbers of the one beside it, so many that it is no chance, and several are not its own. Single digits are
/// alike by chance where all that a line lacks may as well be lacking in another, that was forgotten.
fn is_copied(own: &[i64], beside: &[i64], meant: &[i64]) -> bool {
    let differ = own.iter().zip(meant).filter(|(a, b)| a != b && **a != 0).count();
    let lacks_only = own.iter().zip(meant).all(|(a, b)| a <= b);
    let is_chance = lacks_only && own.iter().all(|&number| number < TELLING);
    let several = || own.iter().filter(|number| **number != 0).count() > CLERKS;
    let telling = || own.iter().any(|&number| number >= TELLING);
    own == beside && differ > 1 && !is_chance && (several() || telling())
}
