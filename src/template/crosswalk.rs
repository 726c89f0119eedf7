//! Which figures of two forms may be compared, and which only look alike: `data/crosswalk.csv`, a line per row of a form.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::form::{Field, FieldId, Form, FormId};
use super::lists::reader;

/// The built-in file.
pub(super) const BUILTIN: (&str, &str) = ("crosswalk.csv", include_str!("../../data/crosswalk.csv"));

/// What joins the keys of a sum.
pub const JOINED: &str = " + ";

/// How a figure of one form belongs to figures of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Means the same in both.
    Same,
    /// Equals the sum of several figures of the other form.
    Sum,
    /// The other form has it only together with others.
    Part,
    /// Looks alike and is another thing.
    Alike,
    /// The other form has nothing like it.
    Only,
}

impl Relation {
    /// All of them.
    pub const ALL: [Relation; 5] =
        [Relation::Same, Relation::Sum, Relation::Part, Relation::Alike, Relation::Only];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Sum => "sum",
            Relation::Part => "part",
            Relation::Alike => "alike",
            Relation::Only => "only",
        }
    }

    /// Whether the numbers on both sides may be compared.
    pub const fn comparable(self) -> bool {
        matches!(self, Relation::Same | Relation::Sum)
    }
}

/// What a figure of one form is in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossing {
    /// The figure.
    pub field: FieldId,
    /// How it belongs to those of the other form.
    pub relation: Relation,
    /// The other form.
    pub other: FormId,
    /// The figures there: none, one, or those of a sum.
    pub others: Vec<FieldId>,
    /// What to mind, in Chinese.
    pub note_zh: String,
    /// What to mind, in English.
    pub note_en: String,
}

/// A line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    old_form: String,
    old_key: String,
    relation: Relation,
    new_form: String,
    new_key: String,
    note_zh: String,
    note_en: String,
}

/// Why a crosswalk cannot be used.
pub(super) enum Problem {
    /// It is not valid CSV.
    Csv(csv::Error),
    /// A line says what cannot be.
    Line(String),
}

/// The forms that are joined, with all their figures.
#[derive(Clone, Copy)]
pub(super) struct Between<'a> {
    pub(super) forms: &'a [Form],
    pub(super) fields: &'a [Field],
}

/// Reads the file: one entry for each figure that a line names, in the order of the fields. With `lenient`, lines about
/// figures that these forms do not have are passed over: a person's own forms stand beside the built-in file.
pub(super) fn read(between: Between<'_>, text: &str, lenient: bool) -> Result<Vec<Crossing>, Problem> {
    let mut found: HashMap<FieldId, Crossing> = HashMap::new();
    let mut lines = reader(text);
    let header = lines.headers().map_err(Problem::Csv)?.clone();
    for record in lines.into_records() {
        let record = record.map_err(Problem::Csv)?;
        let at = record.position().map_or(0, csv::Position::line);
        let line: Line = record.deserialize(Some(&header)).map_err(Problem::Csv)?;
        let crossings = match line.crossings(between) {
            Ok(crossings) => crossings,
            Err(_) if lenient => continue,
            Err(problem) => return Err(Problem::Line(format!("line {at}: {problem}"))),
        };
        for crossing in crossings {
            // Of several lines the first is the closest.
            found.entry(crossing.field).or_insert(crossing);
        }
    }
    let all = (0..between.fields.len()).filter_map(|index| found.remove(&FieldId(index as u16)));
    Ok(all.collect())
}

impl Line {
    fn crossings(&self, between: Between<'_>) -> Result<Vec<Crossing>, String> {
        let form = |name: &str| {
            let known = between.forms.iter().find(|form| form.name == name).map(|form| form.id);
            known.ok_or_else(|| format!("there is no form {name}"))
        };
        let (old, new) = (form(&self.old_form)?, form(&self.new_form)?);
        let crossing = |field, relation, other, others| Crossing {
            field,
            relation,
            other,
            others,
            note_zh: self.note_zh.clone(),
            note_en: self.note_en.clone(),
        };
        let mut made = Vec::new();
        let terms: Vec<&str> = self.new_key.split(JOINED).filter(|term| !term.is_empty()).collect();
        let fits = match self.relation {
            Relation::Only => self.old_key.is_empty() != terms.is_empty(),
            Relation::Sum => !self.old_key.is_empty() && terms.len() > 1,
            Relation::Same | Relation::Alike => !self.old_key.is_empty() && terms.len() == 1,
            Relation::Part => false,
        };
        if !fits {
            return Err(format!("{} does not fit the keys beside it", self.relation.as_str()));
        }
        let pattern = if self.old_key.is_empty() { &self.new_key } else { &self.old_key };
        let of = if self.old_key.is_empty() { new } else { old };
        let stars = between.stars(of, pattern);
        if stars.is_empty() {
            return Err(format!("{} is no figure of its form", pattern));
        }
        for star in stars {
            let find = |form, key: &str| {
                let key = key.replace('*', &star);
                between.find(form, &key).ok_or_else(|| format!("{key} is no figure of its form"))
            };
            if self.old_key.is_empty() {
                made.push(crossing(find(new, &self.new_key)?, Relation::Only, old, Vec::new()));
                continue;
            }
            let field = find(old, &self.old_key)?;
            let others = terms.iter().map(|term| find(new, term)).collect::<Result<Vec<_>, _>>()?;
            let back = if self.relation == Relation::Sum { Relation::Part } else { self.relation };
            made.extend(others.iter().map(|&other| crossing(other, back, old, vec![field])));
            made.push(crossing(field, self.relation, new, others));
        }
        Ok(made)
    }
}

impl Between<'_> {
    fn find(self, form: FormId, key: &str) -> Option<FieldId> {
        let index = self.fields.iter().position(|field| field.form == form && field.key == key)?;
        Some(FieldId(index as u16))
    }

    /// What the `*` of a pattern stands for: once and nothing where there is none.
    fn stars(self, form: FormId, pattern: &str) -> Vec<String> {
        let (before, behind) = pattern.split_once('*').unwrap_or((pattern, ""));
        let of_form = self.fields.iter().filter(|field| field.form == form);
        let star = |key: &str| {
            let star = key.strip_prefix(before)?.strip_suffix(behind)?;
            (star.is_empty() != pattern.contains('*') && !star.contains('.')).then(|| star.to_string())
        };
        of_form.filter_map(|field| star(&field.key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Forms;

    fn relation(form: usize, key: &str) -> (Relation, String) {
        let forms = Forms::builtin();
        let field = forms.find(forms.forms[form].id, key).unwrap();
        let crossing = forms.crossing(field).unwrap();
        let others = crossing.others.iter().map(|&other| forms.place(other).field.key.as_str());
        (crossing.relation, others.collect::<Vec<_>>().join(JOINED))
    }

    #[test]
    fn every_figure_of_both_forms_has_its_line() {
        let forms = Forms::builtin();
        assert_eq!(forms.crosswalk.len(), forms.fields.len());
        for crossing in &forms.crosswalk {
            assert!(!crossing.note_zh.is_empty() && !crossing.note_en.is_empty());
        }
    }

    /// What is called the same is the same, and nothing else is: what only looks alike bears another name.
    #[test]
    fn the_same_key_and_only_that_means_the_same() {
        let forms = Forms::builtin();
        for crossing in &forms.crosswalk {
            let place = forms.place(crossing.field);
            let in_other = forms.find(crossing.other, &place.field.key);
            assert_eq!(crossing.relation == Relation::Same, in_other.is_some(), "{}", place.field.key);
            if let (Relation::Same, [other]) = (crossing.relation, crossing.others.as_slice()) {
                assert_eq!(forms.place(*other).field.variable, place.field.variable);
                assert_eq!(forms.place(*other).field.unit, place.field.unit, "{}", place.field.key);
            }
        }
    }

    #[test]
    fn what_looks_alike_is_told_from_what_is_the_same() {
        let normative = |column: &str| format!("proactive.normative_documents.{column}");
        assert_eq!(relation(0, &normative("total_public")), (Relation::Alike, normative("in_force")));
        assert_eq!(relation(1, &normative("issued")), (Relation::Alike, normative("created")));
        assert_eq!(relation(1, &normative("repealed")), (Relation::Only, String::new()));
        let fee = "proactive.fees.amount".to_string();
        assert_eq!(relation(0, "proactive.fees.items_last_year"), (Relation::Alike, fee));
        let three = "requests.other.not_corrected.total + requests.other.fee_unpaid.total \
                     + requests.other.other.total";
        assert_eq!(relation(0, "requests.other.total"), (Relation::Sum, three.to_string()));
        let one = (Relation::Part, "requests.other.business".to_string());
        assert_eq!(relation(1, "requests.other.fee_unpaid.business"), one);
    }

    #[test]
    fn a_line_that_does_not_fit_is_named() {
        let told = |line: &str| {
            let text = format!("old_form,old_key,relation,new_form,new_key,note_zh,note_en\n{line}\n");
            let Forms { forms, fields, .. } = Forms::builtin();
            match read(Between { forms, fields }, &text, false) {
                Err(Problem::Line(problem)) => problem,
                Err(Problem::Csv(error)) => error.to_string(),
                Ok(_) => String::new(),
            }
        };
        assert_eq!(
            told("2019,requests.grant.*,same,2021,requests.granted.*,a,b"),
            "line 2: requests.grant.* is no figure of its form"
        );
        assert_eq!(
            told("2019,requests.granted.*,only,2021,requests.granted.*,a,b"),
            "line 2: only does not fit the keys beside it"
        );
        assert_eq!(told("2018,a,same,2021,b,a,b"), "line 2: there is no form 2018");
        assert!(told("2019,a,equal,2021,b,a,b").contains("unknown variant `equal`"));
    }
}
