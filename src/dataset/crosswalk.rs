//! The crosswalk: which figures of two forms may be compared, and which only look alike.

use serde::Serialize;

use super::columns::CROSSWALK;
use super::line::Line;
use crate::template::{Crossing, FieldId, Forms, JOINED};

/// A row of `crosswalk.csv`: a figure of a form, and what it is in the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry<'a> {
    /// The form.
    pub template: &'a str,
    /// The figure.
    pub key: &'a str,
    /// Its column in `wide.csv`.
    pub variable: &'a str,
    /// The unit of its value.
    pub unit: &'static str,
    /// How it belongs to figures of the other form.
    pub relation: &'static str,
    /// `yes` where the numbers may be compared.
    pub comparable: &'static str,
    /// The other form.
    pub other_template: &'a str,
    /// The figures there, joined by ` + `.
    pub other_key: String,
    /// Their columns in `wide.csv`, joined likewise.
    pub other_variable: String,
    /// The unit there.
    pub other_unit: &'static str,
    /// What to mind, in Chinese.
    pub note_zh: &'a str,
    /// What to mind, in English.
    pub note_en: &'a str,
}

/// All rows, in the order of the forms.
pub fn entries(forms: &Forms) -> Vec<Entry<'_>> {
    forms.crosswalk.iter().map(|crossing| entry(forms, crossing)).collect()
}

fn entry<'a>(forms: &'a Forms, crossing: &'a Crossing) -> Entry<'a> {
    let place = forms.place(crossing.field);
    let joined = |name: fn(&Forms, FieldId) -> &str| {
        crossing.others.iter().map(|&other| name(forms, other)).collect::<Vec<_>>().join(JOINED)
    };
    Entry {
        template: &place.form.name,
        key: &place.field.key,
        variable: &place.field.variable,
        unit: place.field.unit.as_str(),
        relation: crossing.relation.as_str(),
        comparable: if crossing.relation.comparable() { "yes" } else { "no" },
        other_template: forms.forms.get(usize::from(crossing.other.0)).map_or("", |form| &form.name),
        other_key: joined(|forms, other| &forms.place(other).field.key),
        other_variable: joined(|forms, other| &forms.place(other).field.variable),
        other_unit: crossing.others.first().map_or("", |&other| forms.place(other).field.unit.as_str()),
        note_zh: &crossing.note_zh,
        note_en: &crossing.note_en,
    }
}

/// A little more than the file has with the built-in forms.
const BYTES: usize = 112 << 10;

/// The rows as CSV.
pub fn csv(forms: &Forms, excel: bool) -> Vec<u8> {
    let mut line = Line::with_capacity(BYTES, excel);
    CROSSWALK.columns.iter().for_each(|column| line.text(column.name));
    line.end();
    for entry in entries(forms) {
        let cells = [
            entry.template,
            entry.key,
            entry.variable,
            entry.unit,
            entry.relation,
            entry.comparable,
            entry.other_template,
            &entry.other_key,
            &entry.other_variable,
            entry.other_unit,
            entry.note_zh,
            entry.note_en,
        ];
        cells.iter().for_each(|cell| line.text(cell));
        line.end();
    }
    line.bytes
}
