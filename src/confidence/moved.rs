//! Rows whose cells may belong one column beside: a cell was lost or is one too many, two numbers ran together or one was cut in
//! two. Where the sums of the form come out with one such reading and no other, that reading is taken, and marked.
//!
//! Only rows are looked at in which one reader alone found a figure, the readers disagree or a column was told by count alone. A
//! row that both readers see in full stands as it is printed, whether it adds up or not.

use std::collections::BTreeMap;

use super::identities::{Ledger, Outcome};
use super::merge::Candidate;
use crate::normalise::{Reading, read_cell};
use crate::report::Value;
use crate::template::{Block, FieldId, Forms, IdentityId, Layout, Span};

/// A column of a row as it would be read: the column whose cell it takes, and another number in it. Nothing where no cell is left
/// for it.
type Slot = Option<(usize, Option<Reading>)>;

/// Another reading of a row, which makes it come out.
struct Reread {
    slots: Vec<Slot>,
    /// The sums that come out with it and did not before.
    repaired: Vec<IdentityId>,
    /// What each column would hold.
    values: Vec<Option<Value>>,
}

/// A row that another reading makes come out.
struct Mended {
    /// Its candidates, by column.
    own: Vec<Option<usize>>,
    fields: Vec<FieldId>,
    slots: Vec<Slot>,
    /// The sums that come out with it and did not before.
    repaired: Vec<IdentityId>,
}

/// Takes for each such row the one reading that makes the sums come out.
pub(super) fn settle(candidates: &mut Vec<Candidate>, forms: &Forms) {
    let ledger = Ledger::new(candidates, forms);
    let mut rows: BTreeMap<(u8, u8, u8), Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, c)| may_be_moved(c)) {
        let fails = ledger.count_violated(&[candidate.field], forms) > 0;
        if fails && forms.place(candidate.field).table.layout == Layout::Rows {
            rows.entry(candidate.row(forms)).or_default().push(at);
        }
    }
    if rows.is_empty() {
        return;
    }
    let mended: Vec<Mended> = rows
        .values()
        .filter_map(|row| mend(candidates.get(*row.first()?)?.field, candidates, &ledger, forms))
        .collect();
    // A sum that two rows could mend says nothing of which of them it is.
    let alone = |one: &Mended| {
        let others = mended.iter().filter(|other| other.fields != one.fields);
        others.flat_map(|other| &other.repaired).all(|id| !one.repaired.contains(id))
    };
    let mut gone = Vec::new();
    let mut moved: Vec<Candidate> = Vec::new();
    for row in mended.iter().filter(|row| alone(row)) {
        let cell = |column: usize| row.own.get(column).copied().flatten().and_then(|at| candidates.get(at));
        for ((column, slot), &field) in row.slots.iter().enumerate().zip(&row.fields) {
            if *slot == Some((column, None)) {
                continue;
            }
            gone.push(field);
            let Some((from, made)) = slot else { continue };
            moved.extend(cell(*from).map(|cell| cell.moved_to(field, *made)));
        }
    }
    candidates.retain(|candidate| !gone.contains(&candidate.field));
    candidates.extend(moved);
    candidates.sort_by_key(|candidate| candidate.field);
}

/// Whether a figure may stand beside where it belongs.
fn may_be_moved(candidate: &Candidate) -> bool {
    let certain = candidate.structure.is_some_and(|structure| structure.column_certain);
    candidate.other.is_none() || candidate.disagrees() || !certain
}

/// The one reading of a row that makes all sums over it come out.
fn mend(field: FieldId, candidates: &[Candidate], ledger: &Ledger, forms: &Forms) -> Option<Mended> {
    let place = forms.place(field);
    let fields = fields_of(place.block, usize::from(place.field.row));
    let own: Vec<Option<usize>> =
        fields.iter().map(|field| candidates.iter().position(|c| c.field == *field)).collect();
    let readings: Vec<Option<Reading>> =
        own.iter().map(|at| at.and_then(|at| candidates.get(at)).map(|cell| cell.reading)).collect();
    let mut found: Option<Reread> = None;
    for slots in other_readings(&readings) {
        let value = |slot: &Slot| -> Option<Value> {
            let (from, made) = slot.as_ref()?;
            made.map_or_else(|| Some((*readings.get(*from)?)?.value), |made| Some(made.value))
        };
        let values: Vec<Option<Value>> = slots.iter().map(value).collect();
        let Some(repaired) = repaired(&fields, &values, ledger, forms) else { continue };
        let agrees = |(a, b): (&Option<Value>, &Option<Value>)| a.is_none() || b.is_none() || a == b;
        match &found {
            None => found = Some(Reread { slots, repaired, values }),
            // Two readings that give a figure different numbers: neither is sure.
            Some(known) if !known.values.iter().zip(&values).all(agrees) => return None,
            Some(_) => {}
        }
    }
    let Reread { slots, repaired, .. } = found?;
    Some(Mended { own, fields, slots, repaired })
}

fn fields_of(block: &Block, row: usize) -> Vec<FieldId> {
    (0..block.columns.len()).map(|column| block.field(row, column)).collect()
}

/// The sums that come out if a row holds other values and did not before; nothing if one over it fails then, or none down a
/// column is among them.
fn repaired(
    fields: &[FieldId],
    values: &[Option<Value>],
    ledger: &Ledger,
    forms: &Forms,
) -> Option<Vec<IdentityId>> {
    let mut ids: Vec<IdentityId> =
        fields.iter().flat_map(|field| forms.identities_of(*field)).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let changed: Vec<(FieldId, Option<Value>)> = fields.iter().copied().zip(values.iter().copied()).collect();
    let (mut repaired, mut down) = (Vec::new(), 0);
    for id in ids {
        let (before, after) = ledger.with(id, &changed, forms);
        match (before, after) {
            (_, Outcome::Violated) => return None,
            (Outcome::Violated, Outcome::Holds) => {
                let sum = forms.identities.get(usize::from(id.0))?;
                down += usize::from(sum.over == Span::Column);
                repaired.push(id);
            }
            _ => {}
        }
    }
    (down > 0).then_some(repaired)
}

/// Whether a cell may be one too many: it has no number, or that of the one beside it. Any other number was printed for a reason.
fn says_nothing(row: &[Option<Reading>], at: usize) -> bool {
    let number = |at: usize| (*row.get(at)?)?.value.number();
    let Some(own) = number(at).filter(|own| !own.is_zero()) else { return true };
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().any(|beside| number(beside) == Some(own))
}

/// A row as it would be had a cell been lost, been one too many, been cut in two or run together with the next.
fn other_readings(row: &[Option<Reading>]) -> Vec<Vec<Slot>> {
    let whole: Vec<Slot> = (0..row.len()).map(|column| Some((column, None))).collect();
    let is_gap = |column: usize| row.get(column).is_some_and(|cell| cell.is_none_or(|cell| cell.is_blank()));
    let digits = |column: usize| -> Option<String> {
        let number = (*row.get(column)?)?.value.number()?;
        (number.is_integer() && !number.is_sign_negative()).then(|| number.normalize().to_string())
    };
    let number = |column: usize, digits: &str| {
        let mut reading = read_cell(digits);
        reading.joined = true;
        Some((column, Some(reading)))
    };
    let mut readings = Vec::new();
    for at in 0..row.len() {
        for gap in (0..row.len()).filter(|&gap| is_gap(gap) && gap != at) {
            // A cell was lost at one place, and none is left for another.
            let mut read = whole.clone();
            read.remove(gap);
            read.insert(at, None);
            readings.push(read);
            // Two numbers ran together at one place.
            let Some(digits) = digits(at).filter(|_| gap > at) else { continue };
            for cut in 1..digits.len() {
                let (a, b) = digits.split_at(cut);
                let mut read = whole.clone();
                read.remove(gap);
                read.splice(at..=at, [number(at, a), number(at, b)]);
                readings.push(read);
            }
        }
        if at + 1 == row.len() {
            continue;
        }
        // One cell too many, the last one fell off; or the first one did.
        if says_nothing(row, at) {
            let mut read = whole.clone();
            read.remove(at);
            read.push(None);
            readings.push(read);
        }
        if says_nothing(row, at + 1) {
            let mut read = whole.clone();
            read.remove(at + 1);
            read.insert(0, None);
            readings.push(read);
        }
        // One number was cut in two.
        if let (Some(a), Some(b)) = (digits(at), digits(at + 1)) {
            let mut read = whole.clone();
            read.splice(at..=at + 1, [number(at, &format!("{a}{b}"))]);
            read.push(None);
            readings.push(read);
        }
    }
    readings
}
