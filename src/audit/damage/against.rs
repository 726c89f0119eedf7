//! What the running text says against the tables where it shows that numbers of them stand in another row or column: what the text does
//! not speak of may have moved with them.

use rust_decimal::Decimal;

use super::{BesideText, of_text};
use crate::audit::context::Context;
use crate::audit::doubt::text;
use crate::template::FieldId;

/// The one cause of what the text says against a table, if it is that rows or columns stand in another place.
pub(in crate::audit) fn moved_by_text(context: &Context<'_>) -> Option<BesideText> {
    let mut against: Vec<(Vec<FieldId>, Decimal)> = Vec::new();
    for number in text::exact(context) {
        // Several numbers of one sentence may be parts of one figure.
        let same =
            context.stated.iter().filter(|o| o.sentence_no == number.sentence_no && o.key == number.key);
        let readings = text::readings_of(number, context);
        let Some(fields) = readings.first().map(|first| first.fields.clone()).filter(|_| same.count() == 1)
        else {
            continue;
        };
        let Some(&first) = fields.first() else { continue };
        let Some(stated) = number.in_unit(context.forms.place(first).field.unit) else { continue };
        let agrees = readings.iter().any(|reading| reading.total.is_none_or(|total| stated.agrees(total)));
        let told = against.iter().any(|(of, value)| *of == fields && *value == number.value);
        if !agrees && !told {
            against.push((fields, number.value));
        }
    }
    let (cause, _) = of_text(&against, context)?;
    let moved = !matches!(cause, BesideText::Digit(..) | BesideText::Lost(_));
    moved.then_some(cause)
}

/// Whether a figure stands in a row or column that such a cause is about. Down a column without sums what moved may be all of it, also
/// where the table has several parts.
pub(in crate::audit) fn is_about(cause: &BesideText, field: FieldId, context: &Context<'_>) -> bool {
    let own = context.forms.place(field);
    let in_row = |other: FieldId| {
        let place = context.forms.place(other);
        std::ptr::eq(place.block, own.block) && place.field.row == own.field.row
    };
    let in_column = |other: FieldId| {
        let place = context.forms.place(other);
        place.table.key == own.table.key && place.field.column == own.field.column
    };
    let same_column = |a: FieldId, b: FieldId| {
        context.forms.place(a).field.column == context.forms.place(b).field.column
            && context.forms.identities_of(field).is_empty()
    };
    match *cause {
        BesideText::Elsewhere(a, b) => in_row(a) || in_row(b) || same_column(a, b) && in_column(a),
        BesideText::Rows(a, b) => in_row(a) || in_row(b),
        BesideText::Columns(a, b) => in_column(a) || in_column(b),
        // Where the row was lost that the others moved up for, the text does not say.
        BesideText::RowsBeside(a, _) | BesideText::RowsMoved(a) | BesideText::BlankBeside(a) => {
            context.forms.place(a).table.key == own.table.key
        }
        BesideText::Digit(..) | BesideText::Lost(_) => false,
    }
}
