//! What the running text says of figures whose table does not come out: it was written beside the tables, and bears out what a
//! figure is printed as, or what it would have to be.

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::read::portions::Portion;
use crate::audit::read::prose::{Bound, Reading, Stated, readings};
use crate::audit::sums::Outcome;
use crate::audit::words::DUE_BY_NOW;
use crate::template::{FieldId, Identity};

/// All that was disclosed.
const DISCLOSED: &str = "requests.granted.total + requests.partially_granted.total";

/// All that were dealt with.
const ANSWERED: &str = "requests.outcome_total.total";

/// The numbers of the text that can be held against the tables.
pub(in crate::audit) fn exact<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Stated> + use<'a> {
    let year = context.sheet.year;
    context
        .stated
        .iter()
        .filter(move |number| number.is_of_table(year) && number.bound == Bound::Exact)
        .filter(|number| matches!(number.portion, Portion::All | Portion::WithPartly))
        .filter(|number| !number.speaks_of_another_scope())
}

/// The number that the text states for a figure by itself.
pub(in crate::audit) fn stated(field: FieldId, context: &Context<'_>) -> Option<Decimal> {
    let unit = context.forms.place(field).field.unit;
    let mut own = exact(context).filter(|number| context.sheet.find(&number.key) == Some(field));
    own.find_map(|number| number.in_unit(unit)).map(|amount| amount.value)
}

/// The number that the text states for a figure, by itself or for it and others together, as 行政诉讼 for the suits of both kinds. The others
/// must be such that their own sums come out.
pub(in crate::audit) fn borne_out(field: FieldId, context: &Context<'_>) -> Option<Decimal> {
    stated(field, context).or_else(|| stated_with_others(field, context))
}

fn stated_with_others(field: FieldId, context: &Context<'_>) -> Option<Decimal> {
    let unit = context.forms.place(field).field.unit;
    let holds = |field: FieldId| {
        let mut ids = context.forms.identities_of(field).iter();
        ids.any(|&id| matches!(context.sums.of(id), Outcome::Holds { .. }))
    };
    let number_of = |number: &Stated| -> Option<Decimal> {
        let readings = readings_of(number, context);
        let [only] = readings.as_slice() else { return None };
        if only.fields.len() < 2 || !only.fields.contains(&field) {
            return None;
        }
        let mut others = only.fields.iter().filter(|of| **of != field);
        let rest = others.try_fold(Decimal::ZERO, |sum, &of| {
            let worth = context.worth(of).filter(|_| holds(of))?;
            sum.checked_add(worth)
        })?;
        let own = number.in_unit(unit)?.value.checked_sub(rest)?;
        (own.is_zero() || own.is_sign_positive()).then_some(own)
    };
    exact(context).find_map(number_of)
}

/// The readings of a number, with those that its words leave open.
pub(in crate::audit) fn readings_of(number: &Stated, context: &Context<'_>) -> Vec<Reading> {
    let mut readings = readings(&number.key, context);
    without_examples(&mut readings, number);
    with_carried_over(&mut readings, number, context);
    with_partly_disclosed(&mut readings, number, context);
    with_those_due(&mut readings, number, context);
    readings
}

/// 应答复158件: those of which the time was up are those answered.
fn with_those_due(own: &mut Vec<Reading>, number: &Stated, context: &Context<'_>) {
    if DUE_BY_NOW.any_in(&number.subject) {
        own.extend(readings(ANSWERED, context));
    }
}

/// 予以公开5件（含部分公开2件）: what was disclosed in part may be taken in.
fn with_partly_disclosed(own: &mut Vec<Reading>, number: &Stated, context: &Context<'_>) {
    if number.portion == Portion::WithPartly {
        own.extend(readings(DISCLOSED, context));
    }
}

/// Requests received may always include those carried over from last year, whatever the verb.
fn with_carried_over(readings: &mut Vec<Reading>, number: &Stated, context: &Context<'_>) {
    let [only] = readings.as_slice() else { return };
    let [field] = only.fields[..] else { return };
    let place = context.forms.place(field);
    let new_only =
        ["新收", "新增", "新受理", "新接收", "新接到"].iter().any(|word| number.sentence.contains(word));
    if place.row.key != "received_new" || number.bound == Bound::Unknown || new_only {
        return;
    }
    let key = format!("{}.carried_in.{}", place.table.key, place.column.key);
    let Some(carried) = context.sheet.find(&key) else { return };
    let total = only.total.zip(context.worth(carried)).and_then(|(a, b)| a.checked_add(b));
    readings.push(Reading { fields: vec![field, carried], total });
}

/// 因不掌握等原因无法提供 names one row of a group as an example (等) and means the group.
fn without_examples(readings: &mut Vec<Reading>, number: &Stated) {
    if !number.subject.contains('等') {
        return;
    }
    let Some((first, rest)) = readings.split_first() else { return };
    let whole = first.fields.clone();
    let is_example = |reading: &Reading| {
        reading.fields.len() < whole.len() && reading.fields.iter().all(|field| whole.contains(field))
    };
    let kept: Vec<Reading> =
        std::iter::once(first).chain(rest.iter().filter(|reading| !is_example(reading))).cloned().collect();
    *readings = kept;
}

/// Whether the text agrees with figures as they would have to be. What it says of other figures of the sum speaks against a change that
/// leaves them as they are.
pub(in crate::audit) fn allows(cells: &[(FieldId, Decimal)], sum: &Identity, context: &Context<'_>) -> bool {
    let concerned = |field: &FieldId| {
        sum.left.contains(field) || sum.right.contains(field) || cells.iter().any(|(of, _)| of == field)
    };
    let change = |field: &FieldId| {
        let own = cells.iter().find(|(of, _)| of == field);
        own.map_or(Decimal::ZERO, |&(of, fits)| fits.saturating_sub(context.in_sum(of)))
    };
    // 信息不存在3件、不属于本机关7件 are parts of one row.
    let is_part = |number: &Stated| {
        let same = |other: &&Stated| other.sentence_no == number.sentence_no && other.key == number.key;
        context.stated.iter().filter(same).count() > 1
    };
    exact(context).filter(|number| !is_part(number)).all(|number| {
        let readings = readings_of(number, context);
        let mut fields = readings.iter().flat_map(|reading| &reading.fields);
        let Some(first) = fields.clone().next().filter(|_| fields.any(concerned)) else { return true };
        let Some(amount) = number.in_unit(context.forms.place(*first).field.unit) else { return true };
        readings.iter().any(|reading| {
            let by: Decimal = reading.fields.iter().map(change).fold(Decimal::ZERO, Decimal::saturating_add);
            reading.total.is_none_or(|total| amount.agrees(total.saturating_add(by)))
        })
    })
}
