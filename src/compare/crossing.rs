//! What the crosswalk says of formulas: which keys stand for the same in both forms, and which must not be mixed.

use super::formula::fits;
use crate::template::{FieldId, Forms, Relation};

/// The keys that a key or pattern of a formula stands for, in any form: those it fits, and what another form has in their place.
pub(super) fn keys<'f>(pattern: &str, forms: &'f Forms) -> Vec<&'f str> {
    let mut keys: Vec<&str> = Vec::new();
    for field in fitting(pattern, forms) {
        keys.push(&forms.place(field).field.key);
        // A report prints either the sum or its parts.
        if let Some(crossing) = forms.crossing(field).filter(|crossing| crossing.relation == Relation::Sum) {
            keys.extend(crossing.others.iter().map(|&part| forms.place(part).field.key.as_str()));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Two keys that a pattern adds up or compares over the forms though they mean different things.
pub(super) fn mixed<'f>(pattern: &str, forms: &'f Forms) -> Option<(&'f str, &'f str)> {
    let fields: Vec<FieldId> = fitting(pattern, forms).collect();
    let foreign = |field: &&FieldId| {
        let Some(crossing) = forms.crossing(**field) else { return false };
        match crossing.relation {
            Relation::Same | Relation::Sum => false,
            // The whole is there in the other form.
            Relation::Part => !crossing.others.iter().any(|other| fields.contains(other)),
            Relation::Alike | Relation::Only => true,
        }
    };
    let one = fields.iter().find(foreign)?;
    let form = forms.place(*one).form.id;
    let other = fields.iter().find(|other| forms.place(**other).form.id != form)?;
    Some((&forms.place(*one).field.key, &forms.place(*other).field.key))
}

/// The figure in which another form has this one together with others.
pub(super) fn within<'f>(key: &str, forms: &'f Forms) -> Option<(&'f str, &'f str)> {
    let part = fitting(key, forms).filter_map(|field| forms.crossing(field));
    let crossing = part.into_iter().find(|crossing| crossing.relation == Relation::Part)?;
    let whole = forms.place(*crossing.others.first()?);
    (!fits(key, &whole.field.key)).then_some((&whole.form.name, &whole.field.key))
}

fn fitting<'f>(pattern: &str, forms: &'f Forms) -> impl Iterator<Item = FieldId> + use<'f> {
    let pattern = pattern.to_string();
    let fields = (0..).map(FieldId).zip(&forms.fields);
    fields.filter(move |(_, field)| fits(&pattern, &field.key)).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_stands_for_its_parts_and_not_the_other_way() {
        let forms = Forms::builtin();
        let all = [
            "requests.other.fee_unpaid.total",
            "requests.other.not_corrected.total",
            "requests.other.other.total",
            "requests.other.total",
        ];
        assert_eq!(keys("requests.other.total", forms), all);
        assert_eq!(keys("requests.other*.total", forms), all);
        assert_eq!(keys("requests.other.other.total", forms), ["requests.other.other.total"]);
        let whole = ("2019", "requests.other.total");
        assert_eq!(within("requests.other.other.total", forms), Some(whole));
        assert_eq!(within("requests.other*.total", forms), None);
    }

    #[test]
    fn what_only_looks_alike_is_not_mixed() {
        let forms = Forms::builtin();
        assert_eq!(mixed("requests.*.total", forms), None);
        assert_eq!(mixed("requests.other*.total", forms), None);
        assert_eq!(
            mixed("proactive.*.decisions", forms).map(|(one, _)| one),
            Some("proactive.other_services.decisions")
        );
        let (one, other) = mixed("proactive.regulations.*", forms).unwrap();
        assert_eq!((one, other), ("proactive.regulations.created", "proactive.regulations.issued"));
        assert_eq!(mixed("proactive.regulations.in_force", forms), None, "only one form has it");
    }
}
