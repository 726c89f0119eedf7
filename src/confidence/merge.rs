//! Brings the two readers' findings together, figure by figure, and tells which form each table follows.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::document::{CellMarks, Locator};
use crate::normalise::{Counted, Family, Found, Reading, Sequenced, Spot, Vocabulary};
use crate::report::Value;
use crate::template::{FieldId, FormId, Forms};

/// A figure with all the evidence for it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Which figure.
    pub(super) field: FieldId,
    /// What is taken for it.
    pub(super) reading: Reading,
    /// As printed.
    pub(super) printed: CompactString,
    /// Where it stands.
    pub(super) locator: Locator,
    /// What the other reader read, if it found the figure.
    pub(super) other: Option<Reading>,
    /// What is known from the structural reader; nothing if only the sequence reader found the figure.
    pub(super) structure: Option<Structure>,
    /// Likeness of the row's label.
    pub(super) row_label: (f32, f32),
    /// The readers disagreed, and the sums of the form decided.
    pub(super) settled: bool,
    /// It was read in another column, and the sums of the form come out with this one.
    pub(super) moved: bool,
    /// What the second reading says to it.
    pub(super) witness: Witness,
    /// What the second reading has in its place.
    pub(super) told: Option<Sequenced>,
    /// It stands in a table without rulings, and may have been put in a wrong column.
    pub(super) misplaced: bool,
    /// A blank that nobody saw a cell of: the second reading has it from the names of the columns.
    pub(super) unseen: bool,
}

/// What the second reading of a document says to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Witness {
    /// There is none: the format leaves nothing to be read in two ways.
    None,
    /// It does not find the figure, or cannot tell its characters.
    Silent,
    /// It reads the same characters in the box of the cell, but does not know its place in the form.
    Characters,
    /// It puts the same number in the same place of the form.
    Place,
    /// It puts another number there, or reads other characters in the box of the cell.
    Other,
}

/// What the structural reader knows of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Structure {
    pub(super) marks: CellMarks,
    pub(super) column_label: (f32, f32),
    pub(super) column_certain: bool,
    pub(super) counted: Counted,
    pub(super) contested: bool,
}

impl Candidate {
    /// Whether the two readers read different values.
    pub(super) fn disagrees(&self) -> bool {
        self.other.is_some_and(|other| !same(&other, &self.reading))
    }

    /// Takes the other reader's value.
    pub(super) fn swap(&mut self) {
        if let Some(other) = &mut self.other {
            std::mem::swap(other, &mut self.reading);
        }
    }

    /// The same cell in another place of the form, perhaps with another number in it.
    pub(super) fn moved_to(&self, field: FieldId, made: Option<Reading>) -> Candidate {
        Candidate { field, reading: made.unwrap_or(self.reading), other: None, moved: true, ..self.clone() }
    }

    /// The row it stands in, of which table and block.
    pub(super) fn row(&self, forms: &Forms) -> (u8, u8, u8) {
        let field = forms.place(self.field).field;
        (field.table, field.block, field.row)
    }
}

fn same(a: &Reading, b: &Reading) -> bool {
    match (a.value, b.value) {
        (Value::Number(a_number), Value::Number(b_number)) => a_number == b_number && a.money == b.money,
        (Value::Missing(_), Value::Missing(_)) => true,
        _ => false,
    }
}

/// Merges both readers' findings, and hears the witness on each, where there is one. Also gives, for each table found, the form most of its figures belong to.
pub(super) fn merge(
    mut structural: Vec<Found>,
    mut sequence: Vec<Sequenced>,
    witness: Option<Vec<Sequenced>>,
    vocabulary: &Vocabulary,
    forms: &Forms,
) -> (Vec<Candidate>, Vec<(u8, FormId)>) {
    structural.sort_by_key(|found| found.spot);
    sequence.sort_by_key(|found| found.spot);
    let mut witness: Option<BTreeMap<Spot, Sequenced>> =
        witness.map(|found| found.into_iter().map(|found| (found.spot, found)).collect());
    let spots = either(structural.iter().map(|found| found.spot), sequence.iter().map(|found| found.spot));
    let spots = either(spots.into_iter(), witness.iter().flat_map(BTreeMap::keys).copied());
    let tables = forms_of_tables(spots.iter().copied(), vocabulary, forms);
    let (mut structural, mut sequence) = (structural.into_iter().peekable(), sequence.into_iter().peekable());
    let mut candidates = Vec::with_capacity(spots.len());
    for spot in spots {
        let found = last_while(&mut structural, |found| found.spot == spot);
        let sequenced = last_while(&mut sequence, |found| found.spot == spot);
        let Some(family) = vocabulary.family(spot.family) else { continue };
        let Some(field) = field(spot, family, &tables) else { continue };
        let heard = witness.as_mut().map(|witness| witness.remove(&spot));
        candidates.extend(candidate(field, found, sequenced, heard));
    }
    drop_twins(&mut candidates, &tables, forms);
    (candidates, tables)
}

/// The spots of two sorted lists, each once, in order.
fn either(one: impl Iterator<Item = Spot>, other: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let mut spots = Vec::with_capacity(one.size_hint().0.max(other.size_hint().0));
    let (mut one, mut other) = (one.peekable(), other.peekable());
    loop {
        let Some(spot) = one.peek().into_iter().chain(other.peek()).min().copied() else { return spots };
        while one.next_if_eq(&spot).is_some() {}
        while other.next_if_eq(&spot).is_some() {}
        spots.push(spot);
    }
}

/// Takes from an iterator as long as a condition holds; gives the last that was taken.
fn last_while<I: Iterator>(
    items: &mut std::iter::Peekable<I>,
    holds: impl Fn(&I::Item) -> bool,
) -> Option<I::Item> {
    std::iter::from_fn(|| items.next_if(&holds)).last()
}

/// Of two fields with one key (处理决定数量 stands in both forms) keeps the one in the form the table follows: one cell is
/// one figure. Where they differ, the table is printed twice, with other numbers, and nothing of it is sure.
fn drop_twins(candidates: &mut Vec<Candidate>, tables: &[(u8, FormId)], forms: &Forms) {
    let own: Vec<(&str, bool)> = candidates
        .iter()
        .map(|candidate| {
            let field = forms.place(candidate.field).field;
            (field.key.as_str(), tables.contains(&(field.table, field.form)))
        })
        .collect();
    if own.iter().all(|(_, is_own)| *is_own) {
        return;
    }
    let twin = |at: usize| {
        let (key, is_own) = own.get(at)?;
        let kept = own.iter().position(|other| other == &(*key, true)).filter(|_| !is_own)?;
        let (one, other) = (candidates.get(at)?, candidates.get(kept)?);
        (!same(&one.reading, &other.reading)).then(|| forms.place(other.field).field.table)
    };
    let twice: BTreeSet<u8> = (0..own.len()).filter_map(twin).collect();
    let mut twins = own.iter().map(|(key, is_own)| !is_own && own.contains(&(key, true)));
    candidates.retain(|_| !twins.next().unwrap_or(false));
    for candidate in candidates.iter_mut().filter(|one| twice.contains(&forms.place(one.field).field.table)) {
        candidate.structure.iter_mut().for_each(|structure| structure.contested = true);
    }
}

/// `heard` is what the witness reads in this place, if there is a witness, and if it reads anything.
fn candidate(
    field: FieldId,
    found: Option<Found>,
    sequenced: Option<Sequenced>,
    heard: Option<Option<Sequenced>>,
) -> Option<Candidate> {
    if let (None, None, Some(Some(heard))) = (&found, &sequenced, &heard) {
        // What only the second reading finds has one reader.
        let unseen = heard.reading.is_blank();
        return Some(Candidate { unseen, ..candidate(field, None, Some(heard.clone()), None)? });
    }
    let marks = found.as_ref().map(|found| found.marks).unwrap_or_default();
    let reading =
        found.as_ref().map(|found| found.reading).or(sequenced.as_ref().map(|found| found.reading))?;
    let told = heard.clone().flatten();
    let witness = match heard {
        None => Witness::None,
        Some(_) if marks.contradicted => Witness::Other,
        // What the second reading did not see is no blank.
        Some(Some(heard)) if heard.reading.is_blank() && !marks.confirmed => Witness::Silent,
        Some(Some(heard)) if same(&heard.reading, &reading) => match (marks.unchecked, marks.confirmed) {
            (false, _) => Witness::Place,
            (true, true) => Witness::Characters,
            (true, false) => Witness::Silent,
        },
        Some(Some(_)) => Witness::Other,
        Some(None) if marks.confirmed => Witness::Characters,
        Some(None) => Witness::Silent,
    };
    match (found, sequenced) {
        (Some(found), sequenced) => {
            let misplaced =
                told.as_ref().is_some_and(|heard| is_misplaced(&found, sequenced.as_ref(), heard));
            let heard = told.as_ref().filter(|_| misplaced).map(|heard| heard.reading);
            let other = heard.or(sequenced.map(|sequenced| sequenced.reading));
            Some(Candidate { told, misplaced, ..structured(field, found, other, witness) })
        }
        (None, Some(sequenced)) => Some(Candidate {
            field,
            reading: sequenced.reading,
            printed: sequenced.printed,
            locator: sequenced.locator,
            other: None,
            structure: None,
            row_label: (sequenced.row_label.similarity, sequenced.row_label.margin),
            settled: false,
            moved: false,
            witness,
            told: None,
            misplaced: false,
            unseen: false,
        }),
        (None, None) => None,
    }
}

/// Whether the words of a table without rulings may have been put in a wrong column: the cell is blank, or both readings in the order of
/// the text agree on another number.
fn is_misplaced(found: &Found, sequenced: Option<&Sequenced>, heard: &Sequenced) -> bool {
    let is_number = |reading: &Reading| matches!(reading.value, Value::Number(_));
    let agree = sequenced.is_some_and(|sequenced| same(&sequenced.reading, &heard.reading));
    found.marks.inferred
        && is_number(&heard.reading)
        && !same(&found.reading, &heard.reading)
        && (agree || !is_number(&found.reading))
}

/// What the structural reader found, and the other reader's value.
fn structured(field: FieldId, found: Found, other: Option<Reading>, witness: Witness) -> Candidate {
    Candidate {
        field,
        reading: found.reading,
        printed: found.printed,
        locator: found.locator,
        other,
        structure: Some(Structure {
            marks: found.marks,
            column_label: (found.column_label.similarity, found.column_label.margin),
            column_certain: found.column_certain,
            counted: found.counted,
            contested: found.contested,
        }),
        row_label: (found.row_label.similarity, found.row_label.margin),
        settled: false,
        moved: false,
        witness,
        told: None,
        misplaced: false,
        unseen: false,
    }
}

/// The field of a spot in the form its table follows. A block that only another form has keeps its own form; a row
/// that the table's form does not have is none (（六）其他处理 above its parts is a subtotal).
pub(super) fn field(spot: Spot, family: &Family, tables: &[(u8, FormId)]) -> Option<FieldId> {
    let of_table = tables.iter().find(|(table, _)| *table == family.table).map(|(_, form)| *form)?;
    let form = if family.has_form(of_table) { of_table } else { family.forms(spot.row).last()? };
    family.field(form, spot.row, spot.column)
}

/// The form of each table that has figures: told by the rows and columns that only one form has; a table that both forms
/// print alike follows the form of the table nearest to it.
fn forms_of_tables(
    spots: impl Iterator<Item = Spot>,
    vocabulary: &Vocabulary,
    forms: &Forms,
) -> Vec<(u8, FormId)> {
    let mut votes: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
    for spot in spots {
        let Some(family) = vocabulary.family(spot.family) else { continue };
        let votes = votes.entry(family.table).or_insert_with(|| vec![0; forms.forms.len()]);
        let mut of_row = family.forms(spot.row);
        if let (Some(form), None) = (of_row.next(), of_row.next())
            && let Some(vote) = votes.get_mut(usize::from(form.0))
        {
            *vote += 1;
        }
    }
    let winner = |votes: &[u32]| {
        let most = votes.iter().copied().max().filter(|most| *most > 0)?;
        // Among equals the newest form.
        votes.iter().rposition(|vote| *vote == most).map(|form| FormId(form as u8))
    };
    let told: Vec<(u8, Option<FormId>)> =
        votes.iter().map(|(table, votes)| (*table, winner(votes))).collect();
    let newest = FormId(forms.forms.len().saturating_sub(1) as u8);
    let nearest = told.iter().find_map(|(_, form)| *form).unwrap_or(newest);
    told.into_iter().map(|(table, form)| (table, form.unwrap_or(nearest))).collect()
}
