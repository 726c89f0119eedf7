//! Digits that figures may have lost.

use rust_decimal::Decimal;

use super::placed::{found_by_one, is_before_gap};
use super::printed::{is_at_page_end, is_last_of_page};
use super::reason::Doubt;
use super::text;
use crate::audit::context::Context;
use crate::audit::damage;
use crate::audit::read::sheet::UnplacedRow;
use crate::audit::sums::localise::{Located, Solution};
use crate::audit::sums::one_digit::is_short;
use crate::audit::told::finding::plain;
use crate::template::{FieldId, Identity};

/// A number of so many digits may go on in a second line of its cell, and shorter ones fit in any.
const WRAPS: usize = 4;

/// Figures that all may have lost digits; in a PDF also several of which each is the beginning or the end of what it would be.
pub(super) fn lost_digits(solution: &Solution, context: &Context<'_>) -> Option<Doubt> {
    let may_be_cut = context.sheet.facts.is_pdf && solution.cells.len() > 1;
    let cut = |field: FieldId, fitting: Decimal| {
        may_be_cut && context.sheet.number(field).is_some_and(|number| is_piece(number, fitting))
    };
    let lost =
        |&(field, fitting): &(FieldId, Decimal)| cut(field, fitting) || lost_digit(field, fitting, context);
    solution.cells.iter().all(lost).then(|| Doubt::DigitsLost(solution.cells.clone()))
}

/// Figures that would make all sums come out with one more digit each, and nothing that the text says would be against it.
pub(super) fn digit_missing(located: &Located, sum: &Identity, context: &Context<'_>) -> Option<Doubt> {
    let missing = |&(field, fitting): &(FieldId, Decimal)| {
        context.sheet.number(field).is_some_and(|own| is_short(own, fitting))
    };
    let fits = |solution: &&Solution| {
        solution.cells.iter().all(missing)
            && text::allows(&solution.cells, sum, context)
            && damage::is_no_chance(solution, context)
    };
    let found = located.solutions.iter().find(fits)?;
    Some(Doubt::DigitsLost(found.cells.clone()))
}

/// Whether a number is the beginning or the end of another.
pub(in crate::audit) fn is_piece(piece: Decimal, whole: Decimal) -> bool {
    let (piece, whole) = (plain(piece), plain(whole));
    piece != "0" && piece.len() < whole.len() && (whole.starts_with(&piece) || whole.ends_with(&piece))
}

/// Whether a figure is a part of the number that would fit, and may have lost the rest: one reader alone found it, or its row is
/// one that the end of a page may have cut.
fn lost_digit(field: FieldId, fitting: Decimal, context: &Context<'_>) -> bool {
    let Some(cell) = context.sheet.cell(field) else { return false };
    let Some(before) = cell.value.number().filter(|before| !before.is_zero()) else { return false };
    // A cell that was cut in two leaves the beginning or the end of its number.
    let (own, whole) = (before.normalize().to_string(), fitting.normalize().to_string());
    let cut = own.len() < whole.len() && (whole.starts_with(&own) || whole.ends_with(&own));
    let missing = context.sheet.facts.is_pdf && is_short(before, fitting);
    let wraps = whole.len() >= WRAPS && cut;
    // Digits may stand in a printed line below that has no label.
    let rest = || whole.strip_prefix(&own).and_then(|rest| rest.parse::<Decimal>().ok());
    let goes_on = || {
        rest().is_some_and(|rest| {
            let stands_below = |row: &UnplacedRow| row.numbers.contains(&rest);
            is_before_gap(field, context) || context.sheet.unplaced.iter().any(stands_below)
        })
    };
    // What is left of it on the next page may be a row without a label.
    let torn = || rest().is_some() && is_last_of_page(field, context);
    found_by_one(cell) && (cut || missing) || wraps && is_at_page_end(field, context) || torn() || goes_on()
}
