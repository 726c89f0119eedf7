//! From evidence to a level and its flags.

use rust_decimal::Decimal;

use super::identities::Ledger;
use super::merge::{Candidate, Structure, Witness};
use crate::report::{Confidence, Figure, Flag, Flags, Missing, Value};
use crate::template::{Forms, Place, Unit};

/// A label as like its official one as this, and as far from all others, is one with a slip of the pen.
const LIKE_ENOUGH: f32 = 0.8;
/// See [`LIKE_ENOUGH`].
const FAR_ENOUGH: f32 = 0.25;

/// The figure as it goes into the dataset.
pub(super) fn figure(candidate: &Candidate, ledger: &Ledger, forms: &Forms) -> Figure {
    let place = forms.place(candidate.field);
    let (violated, tested) = ledger.of(candidate.field, forms);
    let mut evidence = Evidence { level: Confidence::High, flags: Flags::NONE };
    let value = value_in_unit(candidate, place.field.unit, &mut evidence);
    let sums_hold = tested && !violated;
    readers(candidate, sums_hold, &mut evidence);
    witness(candidate.witness, sums_hold, &mut evidence);
    labels(candidate, sums_hold, &mut evidence);
    if let Some(structure) = &candidate.structure {
        cell(structure, sums_hold, &mut evidence);
    }
    if candidate.reading.joined {
        evidence.note(Flag::SplitCell, if sums_hold { Confidence::High } else { Confidence::Medium });
    }
    if candidate.reading.note {
        evidence.note(Flag::NoteInCell, if sums_hold { Confidence::High } else { Confidence::Medium });
    }
    if violated {
        evidence.note(Flag::IdentityViolated, Confidence::Medium);
    } else if !tested {
        let expected = !forms.identities_of(candidate.field).is_empty();
        evidence.note(Flag::IdentityUntested, if expected { Confidence::Medium } else { Confidence::High });
    }
    if is_odd(value, &place) {
        evidence.lower(Confidence::Medium);
    }
    if value == Value::Missing(Missing::Unreadable) {
        evidence.lower(Confidence::Low);
    }
    Figure {
        field: candidate.field,
        value,
        published: candidate.printed.clone(),
        confidence: evidence.level,
        flags: evidence.flags,
        locator: candidate.locator,
    }
}

struct Evidence {
    level: Confidence,
    flags: Flags,
}

impl Evidence {
    fn lower(&mut self, to: Confidence) {
        self.level = self.level.min(to);
    }

    fn note(&mut self, flag: Flag, at_most: Confidence) {
        self.flags.insert(flag);
        self.lower(at_most);
    }
}

/// The number in the unit of its field: the cell's own unit, else the header's, else the form's.
fn value_in_unit(candidate: &Candidate, unit: Unit, evidence: &mut Evidence) -> Value {
    let Value::Number(number) = candidate.reading.value else { return candidate.reading.value };
    let header = candidate.structure.and_then(|structure| structure.header_unit);
    if !unit.is_money() {
        if candidate.reading.money.is_some() {
            evidence.note(Flag::NoteInCell, Confidence::Medium);
        }
        return Value::Number(number);
    }
    let printed = candidate.reading.money.or(header);
    let converted = match (printed, unit) {
        (None, _) => {
            evidence.note(Flag::UnitUnknown, Confidence::Medium);
            Some(number)
        }
        (Some(Unit::Yuan), Unit::TenThousandYuan) => number.checked_div(Decimal::from(10_000)),
        (Some(Unit::TenThousandYuan), Unit::Yuan) => number.checked_mul(Decimal::from(10_000)),
        _ => Some(number),
    };
    if printed.is_some_and(|printed| printed != unit) {
        evidence.note(Flag::UnitConverted, Confidence::High);
    }
    converted.map_or(Value::Missing(Missing::Unreadable), |number| Value::Number(number.normalize()))
}

fn readers(candidate: &Candidate, sums_hold: bool, evidence: &mut Evidence) {
    if candidate.disagrees() {
        let level = if candidate.settled { Confidence::Medium } else { Confidence::Low };
        evidence.note(Flag::ReadersDisagree, level);
    } else if candidate.other.is_none() {
        let by_headers = candidate.structure.is_some_and(|structure| structure.column_certain);
        evidence.note(
            Flag::OneReader,
            if sums_hold || by_headers { Confidence::Medium } else { Confidence::Low },
        );
    }
}

/// What a second reading of the same bytes takes away. The two readers share the text and the cells of a document; so
/// without a witness who puts the figure in the same place, the sums have to speak for its column.
fn witness(witness: Witness, sums_hold: bool, evidence: &mut Evidence) {
    match witness {
        Witness::None | Witness::Place => {}
        Witness::Characters if sums_hold => {}
        Witness::Characters | Witness::Silent => evidence.note(Flag::OneReader, Confidence::Medium),
        Witness::OtherNumber | Witness::OtherCharacters => {
            let level = if sums_hold { Confidence::Medium } else { Confidence::Low };
            evidence.note(Flag::ReadersDisagree, level);
        }
    }
}

fn labels(candidate: &Candidate, sums_hold: bool, evidence: &mut Evidence) {
    let column = candidate.structure.map_or((1.0, 1.0), |structure| structure.column_label);
    for (similarity, margin) in [candidate.row_label, column] {
        if similarity < 1.0 {
            let slip = similarity >= LIKE_ENOUGH && margin >= FAR_ENOUGH;
            evidence.note(
                Flag::LabelFuzzy,
                if slip && sums_hold { Confidence::High } else { Confidence::Medium },
            );
        }
    }
}

fn cell(structure: &Structure, sums_hold: bool, evidence: &mut Evidence) {
    if !structure.column_certain || structure.marks.inferred {
        evidence.note(Flag::ColumnInferred, Confidence::Medium);
    }
    if structure.contested {
        evidence.note(Flag::ReadersDisagree, Confidence::Medium);
    }
    if structure.marks.joined {
        evidence.note(Flag::SplitCell, if sums_hold { Confidence::High } else { Confidence::Medium });
    }
    if structure.marks.note_dropped {
        evidence.note(Flag::NoteInCell, if sums_hold { Confidence::High } else { Confidence::Medium });
    }
    if structure.marks.undecoded {
        evidence.note(Flag::DecodeFailure, Confidence::Low);
    }
    if structure.marks.ocr {
        evidence.note(Flag::Ocr, Confidence::Medium);
    }
}

/// A number that its field cannot hold: a fraction of a request, a negative count. A change may be negative.
fn is_odd(value: Value, place: &Place<'_>) -> bool {
    let Value::Number(number) = value else { return false };
    let fraction = !place.field.unit.is_money() && !number.fract().is_zero();
    fraction || (number.is_sign_negative() && !place.column.signed)
}
