//! Whether all columns of a table stand one further right: the first is blank throughout, what stands in place of the totals is the last
//! kind of applicant, and no row comes out.

use super::Damage;
use crate::audit::context::Context;
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::{Outcome, cells};
use crate::template::{Block, IdentityId, Layout, Span};

/// So many rows must not come out: of a single one the total may be wrong.
const ROWS: usize = 2;

/// A table that begins with a column of blanks, and of which no row comes out with numbers in it.
pub(super) fn of_table(table: &str, context: &Context<'_>) -> Option<Damage> {
    let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
    let mut blocks =
        tables.filter(|of| of.key == table && of.layout == Layout::Rows).flat_map(|of| &of.blocks);
    let block = blocks.find(|block| begins_blank(block, context) && no_row_holds(block, context))?;
    Some(Damage::ColumnsMoved(block.field(0, 0)))
}

fn begins_blank(block: &Block, context: &Context<'_>) -> bool {
    let first = || (0..block.rows.len()).map(|row| block.field(row, 0));
    let there = |&field: &_| context.sheet.cell(field).is_some();
    first().any(|field| there(&field)) && first().filter(there).all(|field| is_blank(context.sheet, field))
}

fn no_row_holds(block: &Block, context: &Context<'_>) -> bool {
    let sums = (0u16..).map(IdentityId).zip(&context.forms.identities);
    let own = sums.filter(|(_, sum)| {
        sum.over == Span::Row && cells(sum).all(|field| std::ptr::eq(context.forms.place(field).block, block))
    });
    let mut failing = 0;
    for (id, _) in own {
        match context.sums.of(id) {
            Outcome::Holds { says_something: true } => return false,
            Outcome::Fails { .. } => failing += 1,
            _ => {}
        }
    }
    failing >= ROWS
}
