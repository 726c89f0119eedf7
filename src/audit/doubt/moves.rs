//! How numbers may have moved on their way, told by what was tried.

use rust_decimal::Decimal;

use super::lone::is_borne_out;
use super::shift::{column_moved, total_moved};
use super::survives::survives;
use crate::audit::checks::row_beside;
use crate::audit::context::Context;
use crate::audit::sums::localise::Located;
use crate::audit::told::finding::plain;
use crate::audit::told::lang::Lang;
use crate::template::{FieldId, Identity, Layout, Span};

/// Numbers that may stand beside their place, and the figure that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Move {
    /// A cell of its row may have been lost, doubled, cut or run together with the next: fewer sums would fail.
    Cell(FieldId),
    /// The row of a total is the only one that fails, and would come out beside.
    Beside(FieldId),
    /// Its row, which no sum is over, would fit beside.
    Row(FieldId),
    /// The numbers of a table of one line from this one on.
    Line(FieldId),
    /// A total of nought, of a row that would come out one column beside, with a number that was lost.
    Total(FieldId, Decimal),
    /// The number of a figure in the row below, with another one in its place.
    Up(FieldId),
    /// The same in the row above.
    Down(FieldId),
}

/// A row that stands beside its place, a total that moved with its row, if the columns come out with that as well, or a number that
/// moved up.
pub(super) fn of_sum(sum: &Identity, context: &Context<'_>, located: &Located) -> Option<Move> {
    let back = total_moved(sum, context).filter(|back| survives(&back.figures, context));
    let total = back.and_then(|back| Some(Move::Total(back.figures.last()?.0, back.lost)));
    let up = || {
        let (field, is_up) = column_moved(located, context)?;
        Some(if is_up { Move::Up(field) } else { Move::Down(field) })
    };
    total
        .or_else(up)
        .or_else(|| row_beside(sum, context).map(Move::Beside))
        .or_else(|| total_before(located, context).map(Move::Beside))
}

/// A total of nought, or a blank one, for which the number that would fit stands in the cell before it, where no sum says that it belongs there:
/// the row lost a cell, and nothing or a nought came in at its end.
fn total_before(located: &Located, context: &Context<'_>) -> Option<FieldId> {
    let is_none = |total: FieldId| {
        let printed = context.sheet.number(total);
        printed.map_or_else(|| context.sheet.cell(total).is_some(), |number| number.is_zero())
    };
    let has_moved = |total: FieldId, fitting: Decimal| {
        let place = context.forms.place(total);
        let Some(before) = usize::from(place.field.column).checked_sub(1) else { return false };
        let before = place.block.field(usize::from(place.field.row), before);
        let mut ids = context.forms.identities_of(total).iter();
        let is_total = ids.any(|&id| {
            let sum = context.forms.identities.get(usize::from(id.0));
            sum.is_some_and(|sum| sum.over == Span::Row && sum.left == [total] && sum.right.contains(&before))
        });
        is_total
            && place.table.layout == Layout::Rows
            && !fitting.is_zero()
            && is_none(total)
            && context.sheet.number(before) == Some(fitting)
            && !is_borne_out(before, context)
    };
    located.solutions.iter().find_map(|solution| match solution.cells[..] {
        [(total, fitting)] if has_moved(total, fitting) => Some(total),
        _ => None,
    })
}

impl Move {
    /// What would come out had it moved, as half a sentence.
    pub(in crate::audit) fn told(self, context: &Context<'_>) -> String {
        let (Move::Cell(field)
        | Move::Beside(field)
        | Move::Row(field)
        | Move::Line(field)
        | Move::Total(field, _)
        | Move::Up(field)
        | Move::Down(field)) = self;
        let (name, section) = (context.name(field), &context.forms.place(field).table.section);
        match (self, context.lang) {
            (Move::Cell(_), Lang::En) => format!(
                "fewer sums would fail had a cell in the row of {name} been lost, doubled, cut or run together with the next"
            ),
            (Move::Cell(_), Lang::Zh) => {
                format!("“{name}”所在行若有单元格丢失、重复、截断或粘连，不平之处即减少")
            }
            (Move::Beside(_), Lang::En) => {
                format!(
                    "the sums over the row of {name} that could be tested then would come out with it one or two columns beside, and a single row may have moved on its way"
                )
            }
            (Move::Beside(_), Lang::Zh) => {
                format!("“{name}”所在行若错开一两列，尚可验算的各项即平，而仅一行错开可能是读取时移位")
            }
            (Move::Row(_), Lang::En) => {
                format!("the numbers in the row of {name} would fit one or two columns beside")
            }
            (Move::Row(_), Lang::Zh) => format!("“{name}”所在行数据错开一两列即相符"),
            (Move::Line(_), Lang::En) => format!(
                "all sums of table {section} that could be tested then would come out with the numbers from {name} on one or two columns beside"
            ),
            (Move::Line(_), Lang::Zh) => {
                format!("“{name}”起的数据错开一两列，表{section}尚可验算的各项即平")
            }
            (Move::Total(_, lost), Lang::En) => format!(
                "{name} is nought, and its row would come out with its numbers one column beside and {} in the gap",
                plain(lost)
            ),
            (Move::Total(_, lost), Lang::Zh) => {
                format!("“{name}”为0，该行数据若错开一列、空出处为{}即平", plain(lost))
            }
            (Move::Up(_) | Move::Down(_), Lang::En) => {
                let there = if matches!(self, Move::Up(_)) { "below" } else { "above" };
                format!(
                    "all sums of table {section} would come out with the number of {name} in the row {there}, and another in its place"
                )
            }
            (Move::Up(_) | Move::Down(_), Lang::Zh) => {
                let there = if matches!(self, Move::Up(_)) { "下" } else { "上" };
                format!("“{name}”之数若在{there}一行，而该处为另一数，表{section}各项即平")
            }
        }
    }
}
