//! Rules (规章) of a town that may be its normative documents: the two rows stand one below the other, no sum is over either, and a town has
//! the one and never the other.

use rust_decimal::Decimal;

use super::r07_impossible::is_none;
use crate::audit::context::Context;
use crate::audit::doubt::reason::Doubt;
use crate::audit::doubt::text;
use crate::template::FieldId;

/// The row of normative documents, and what texts call them.
const DOCUMENTS: &str = "normative_documents";
const DOCUMENTS_IN_TEXTS: &str = "规范性文件";

/// So many rules beside no documents are documents; a few may be whatever a clerk took for rules.
const MANY: i64 = 10;

/// What speaks for the row of rules having changed places with that of documents.
pub(super) fn exchanged_with(rules: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let place = context.forms.place(rules);
    let documents = place.block.rows.iter().position(|row| row.key == DOCUMENTS)?;
    let pair = |column: usize| {
        (place.block.field(usize::from(place.field.row), column), place.block.field(documents, column))
    };
    let pairs: Vec<(FieldId, FieldId)> = (0..place.block.columns.len()).map(pair).collect();
    if !pairs.iter().all(|&(_, documents)| is_none(documents, context)) {
        return None;
    }
    let own = pair(usize::from(place.field.column)).1;
    let told = are_told(&place.table.key, context).then_some(Doubt::DocumentsTold(own));
    told.or_else(|| are_many(&pairs, context).then_some(Doubt::NoDocuments(own)))
}

/// Whether the text counts normative documents.
fn are_told(table: &str, context: &Context<'_>) -> bool {
    let prefix = format!("{table}.{DOCUMENTS}.");
    context.stated.iter().any(|of| {
        !of.value.is_zero() && of.key.starts_with(&prefix) && of.sentence.contains(DOCUMENTS_IN_TEXTS)
    })
}

/// Whether there are so many rules that they are documents, and the text does not say that there are no documents.
fn are_many(pairs: &[(FieldId, FieldId)], context: &Context<'_>) -> bool {
    let number = |field: FieldId| context.sheet.number(field).unwrap_or_default();
    let is_denied = |&(rules, documents): &(FieldId, FieldId)| {
        !number(rules).is_zero() && text::stated(documents, context) == Some(Decimal::ZERO)
    };
    pairs.iter().any(|&(rules, _)| number(rules) >= Decimal::from(MANY)) && !pairs.iter().any(is_denied)
}
