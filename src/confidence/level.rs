//! From what was noticed about a figure to its evidence, and from that to its level.

use rust_decimal::Decimal;

use super::identities::{Ledger, Outcome};
use super::measured;
use super::merge::{Candidate, Structure, Witness};
use crate::document::CellMarks;
use crate::evidence::{Column, Evidence, Labels, Oddities, Oddity, Readers, Sums};
use crate::normalise::Money;
use crate::report::{Figure, Missing, Value};
use crate::template::{Forms, Place, Unit};

/// A label as like its official one as this, and as far from all others, is one with a slip of the pen.
const LIKE_ENOUGH: f32 = 0.8;
/// See [`LIKE_ENOUGH`].
const FAR_ENOUGH: f32 = 0.25;

/// The figure as it goes into the dataset. Its row may put the columns of all its figures in doubt.
pub(super) fn figure(candidate: &Candidate, ledger: &Ledger, row_in_doubt: bool, forms: &Forms) -> Figure {
    let place = forms.place(candidate.field);
    let mut oddities = Oddities::NONE;
    let value = value_in_unit(candidate, place.field.unit, &mut oddities);
    cell(candidate, &mut oddities);
    oddities.insert_if(is_impossible(value, &place), Oddity::Impossible);
    oddities.insert_if(value == Value::Missing(Missing::Unreadable), Oddity::Unreadable);
    let told = !candidate.moved
        && !row_in_doubt
        && !ledger.lacks_totals(candidate.field, forms)
        && candidate.structure.is_none_or(|structure| structure.column_certain && !structure.marks.inferred);
    let sums = sums(candidate, ledger, forms);
    let evidence = Evidence {
        readers: in_place(candidate, heard(candidate.witness, readers(candidate), sums), sums, ledger, forms),
        labels: labels(candidate),
        column: if told { Column::Told } else { Column::Inferred },
        sums,
        oddities,
    };
    Figure {
        field: candidate.field,
        value,
        published: candidate.printed.clone(),
        confidence: evidence.at_most().min(measured::level(evidence)),
        flags: evidence.flags(),
        evidence,
        locator: candidate.locator,
    }
}

/// Says that the document has another number for a figure.
pub(super) fn contest(figure: &mut Figure) {
    figure.evidence.oddities.insert(Oddity::Contested);
    figure.confidence = figure.evidence.at_most().min(measured::level(figure.evidence));
    figure.flags = figure.evidence.flags();
}

fn readers(candidate: &Candidate) -> Readers {
    match &candidate.other {
        _ if candidate.moved => Readers::Settled,
        Some(_) if !candidate.disagrees() => Readers::Agree,
        Some(_) if candidate.settled => Readers::Settled,
        Some(_) => Readers::Disagree,
        None if candidate.structure.is_some_and(|structure| structure.column_certain) => Readers::ByHeaders,
        None => Readers::One,
    }
}

/// What a second reading of the same bytes takes away. The two readers share the text and the cells of a document; so
/// without a witness who puts the figure in the same place, the sums have to speak for its column.
fn heard(witness: Witness, readers: Readers, sums: Sums) -> Readers {
    let sums_hold = matches!(sums, Sums::HoldTwice | Sums::HoldOnce);
    match (witness, readers) {
        (Witness::None | Witness::Place, _) => readers,
        (Witness::Characters, _) if sums_hold => readers,
        // A sum that fails already keeps the figure from being high; that the number was read alike by all is no doubt.
        (Witness::Characters, Readers::Agree) if sums == Sums::Violated => readers,
        (Witness::Characters | Witness::Silent, Readers::Agree) => Readers::ByHeaders,
        (Witness::Other, Readers::Agree | Readers::ByHeaders | Readers::One) if sums_hold => Readers::Settled,
        (Witness::Other, Readers::Agree | Readers::ByHeaders | Readers::One) => Readers::Disagree,
        (_, Readers::Settled | Readers::Disagree | Readers::ByHeaders | Readers::One) => readers,
    }
}

/// A figure that no sum speaks for and whose digits stand off their place may have lost one of them, to both readings of the file. So
/// may one whose digits would stand there also without it, where the sums come out with one more.
fn in_place(candidate: &Candidate, readers: Readers, sums: Sums, ledger: &Ledger, forms: &Forms) -> Readers {
    if readers != Readers::Agree || sums != Sums::Violated {
        return readers;
    }
    let Some(structure) = candidate.structure else { return readers };
    let lost = structure.marks.aside
        || with_one_more_digit(candidate, structure.marks).any(|value| {
            let ids = forms.identities_of(candidate.field).iter();
            let changed = [(candidate.field, Some(value))];
            let mut outcomes = ids.map(|&id| ledger.with(id, &changed, forms));
            outcomes.all(|(before, after)| after == Outcome::Holds || before == Outcome::Untested)
        });
    if lost { Readers::ByHeaders } else { readers }
}

/// What a figure would be with one more digit, where its place in the cell would not tell: a digit before it where figures end at
/// one line, and a digit anywhere where they begin at one, since what is behind moves up.
fn with_one_more_digit(candidate: &Candidate, marks: CellMarks) -> impl Iterator<Item = Value> {
    let number = candidate.reading.value.number();
    let own = number.filter(|number| number.is_integer() && !number.is_sign_negative() && !number.is_zero());
    let own = own.map(|number| number.normalize().to_string()).unwrap_or_default();
    let there = !own.is_empty();
    let before = (1..10).filter(move |_| there && marks.may_begin_before);
    let places = if there && marks.may_go_on { own.len() + 1 } else { 0 };
    let within = (0..places).flat_map(|at| (0..10).map(move |digit| (at, digit)));
    let (first, all) = (own.clone(), own);
    let texts = before.map(move |digit| format!("{digit}{first}"));
    let texts = texts.chain(within.filter_map(move |(at, digit)| {
        let (head, tail) = all.split_at_checked(at)?;
        Some(format!("{head}{digit}{tail}"))
    }));
    texts.filter_map(|text| text.parse().ok().map(Value::Number))
}

fn labels(candidate: &Candidate) -> Labels {
    let column = candidate.structure.map_or((1.0, 1.0), |structure| structure.column_label);
    let one = |(similarity, margin): (f32, f32)| match similarity {
        1.0.. => Labels::Exact,
        LIKE_ENOUGH.. if margin >= FAR_ENOUGH => Labels::Slip,
        _ => Labels::Fuzzy,
    };
    one(candidate.row_label).max(one(column))
}

fn sums(candidate: &Candidate, ledger: &Ledger, forms: &Forms) -> Sums {
    let (violated, hold) = ledger.of(candidate.field, forms);
    // A sum comes out without what is blank, whether or not it stands there.
    let hold = if candidate.unseen { 0 } else { hold };
    match (violated, hold) {
        (1.., _) => Sums::Violated,
        (0, 1..) if ledger.is_shaken(candidate.field, forms) => Sums::Violated,
        (0, 2..) => Sums::HoldTwice,
        (0, 1) => Sums::HoldOnce,
        (0, 0) if forms.identities_of(candidate.field).is_empty() => Sums::NotInForm,
        (0, 0) => Sums::Untested,
    }
}

/// The number in the unit of its field: the cell's own unit, else that of the words nearest to it, else the form's.
fn value_in_unit(candidate: &Candidate, unit: Unit, oddities: &mut Oddities) -> Value {
    let Value::Number(number) = candidate.reading.value else { return candidate.reading.value };
    let said = candidate.structure.map(|structure| structure.counted).unwrap_or_default();
    let Some(own) = Money::of(unit) else {
        oddities.insert_if(candidate.reading.money.is_some(), Oddity::MoneyInCount);
        oddities.insert_if(said.by_many, Oddity::UnitUnknown);
        return Value::Number(number);
    };
    let printed = candidate.reading.money.and_then(Money::of).or(said.money);
    // Things are counted where a sum of money should stand: of which of the two the number is, nothing tells.
    oddities.insert_if(printed.is_none() || said.is_torn || candidate.reading.counter, Oddity::UnitUnknown);
    oddities.insert_if(printed.is_some_and(|printed| printed != own), Oddity::Converted);
    let converted = printed.map_or(Some(number), |printed| printed.convert(number, own));
    converted.map_or(Value::Missing(Missing::Unreadable), |number| Value::Number(number.normalize()))
}

fn cell(candidate: &Candidate, oddities: &mut Oddities) {
    oddities.insert_if(candidate.reading.joined, Oddity::Joined);
    oddities.insert_if(candidate.reading.note, Oddity::Note);
    let Some(Structure { marks, contested, .. }) = candidate.structure else { return };
    oddities.insert_if(contested || marks.doubtful, Oddity::Contested);
    oddities.insert_if(marks.joined, Oddity::Joined);
    oddities.insert_if(marks.note_dropped, Oddity::Note);
    oddities.insert_if(marks.undecoded, Oddity::Undecoded);
    oddities.insert_if(marks.ocr, Oddity::Ocr);
}

/// More than this an agency cannot have counted in a year.
const MOST: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// A number that its field cannot hold: a fraction of a request, a negative count, more than anyone can count. A change may be
/// negative.
fn is_impossible(value: Value, place: &Place<'_>) -> bool {
    let Value::Number(number) = value else { return false };
    let fraction = !place.field.unit.is_money() && !number.fract().is_zero();
    let too_many = !place.field.unit.is_money() && number.abs() > MOST;
    fraction || too_many || (number.is_sign_negative() && !place.column.signed)
}
