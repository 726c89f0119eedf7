//! What the checks of one report look at: its figures, its sums, and which cells would explain those that fail.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::audit::damage::{self, Damage};
use crate::audit::read::prose::Stated;
use crate::audit::read::sheet::Sheet;
use crate::audit::sums::localise::{Located, locate};
use crate::audit::sums::{Outcome, Sums, cells};
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::Lang;
use crate::report::{Flag, Missing, Value};
use crate::template::{FieldId, Forms, Identity, IdentityId, Place, Span};

/// One report, ready to be checked.
pub(super) struct Context<'a> {
    pub(super) sheet: &'a Sheet,
    /// What its running text states.
    pub(super) stated: &'a [Stated],
    pub(super) forms: &'a Forms,
    pub(super) sums: Sums,
    pub(super) lang: Lang,
    /// For each table with a sum that fails: the cells that would explain it.
    located: BTreeMap<&'a str, Located>,
    /// Those of these tables that may have been damaged.
    damaged: BTreeMap<&'a str, Damage>,
}

impl<'a> Context<'a> {
    pub(super) fn new(sheet: &'a Sheet, stated: &'a [Stated], forms: &'a Forms, lang: Lang) -> Context<'a> {
        let sums = Sums::new(sheet, forms);
        let mut located = BTreeMap::new();
        for id in sums.failing() {
            let first = forms.identities.get(usize::from(id.0)).and_then(|sum| sum.left.first());
            let Some(&first) = first else { continue };
            let table = forms.place(first).table.key.as_str();
            located.entry(table).or_insert_with(|| locate(table, sheet, &sums, forms));
        }
        let mut context = Context { sheet, stated, forms, sums, lang, located, damaged: BTreeMap::new() };
        let of_table = |(&table, located): (&&'a str, &Located)| {
            Some((table, damage::of_table(table, located, &context)?))
        };
        context.damaged = context.located.iter().filter_map(of_table).collect();
        context
    }

    /// What may have damaged the table of a figure on its way.
    pub(super) fn damage(&self, field: FieldId) -> Option<&Damage> {
        let own = self.damaged.get(self.forms.place(field).table.key.as_str());
        own.or_else(|| self.damaged.values().find(|damage| damage.is_everywhere()))
    }

    /// The cells of a table that would explain all sums that fail there.
    pub(super) fn located(&self, table: &str) -> Located {
        self.located.get(table).cloned().unwrap_or_default()
    }

    /// Whether numbers that were put together from pieces make sums come out: then spaces part thousands in this report, not
    /// numbers.
    pub(super) fn joining_is_proven(&self) -> bool {
        let joined = |field: FieldId| {
            self.sheet.cell(field).is_some_and(|cell| {
                cell.flags.contains(Flag::SplitCell)
                    && cell.value.number().is_some_and(|number| !number.is_zero())
            })
        };
        (0u16..).zip(&self.forms.identities).any(|(index, sum)| {
            let holds = matches!(self.sums.of(IdentityId(index)), Outcome::Holds { says_something: true });
            holds && cells(sum).any(joined)
        })
    }

    /// A finding of this report, without its place and its numbers.
    pub(super) fn finding(&self, check: &str, verdict: Verdict, detail: String) -> Finding {
        Finding {
            report_id: self.sheet.report_id.clone(),
            source: self.sheet.source.clone(),
            agency: self.sheet.agency.clone(),
            year: self.sheet.year,
            check: check.into(),
            verdict,
            table: String::new(),
            row: String::new(),
            column: String::new(),
            published: String::new(),
            expected: String::new(),
            difference: String::new(),
            suspects: String::new(),
            detail,
        }
    }

    /// A figure by its labels: 一、本年新收政府信息公开申请数量 / 自然人.
    pub(super) fn name(&self, field: FieldId) -> String {
        name(field, self.forms, self.lang)
    }

    /// What a figure comes to beside the running text. A blank is nothing where a sum comes out with it so; in
    /// place of a total it is what the parts come to. Nothing if neither can be told.
    pub(super) fn worth(&self, field: FieldId) -> Option<Decimal> {
        if let Some(known) = self.sheet.number_or_nil(field) {
            return Some(known);
        }
        let cell = self.sheet.cell(field)?;
        if cell.value != Value::Missing(Missing::Blank) {
            return None;
        }
        let sums = || {
            let ids = self.forms.identities_of(field).iter();
            ids.filter_map(|&id| Some((self.sums.of(id), self.forms.identities.get(usize::from(id.0))?)))
        };
        let total_of = sums().filter(|(_, sum)| sum.left == [field]).find_map(|(_, sum)| {
            let printed = sum.right.iter().any(|&part| self.sheet.number(part).is_some());
            let part = |total: Decimal, &part: &FieldId| total.checked_add(self.part(part)?);
            if printed { sum.right.iter().try_fold(Decimal::ZERO, part) } else { None }
        });
        total_of.or_else(|| self.part(field))
    }

    /// The parts of a total that no row of its table prints, and what they come to.
    pub(super) fn parts_of(&self, key: &str) -> Option<(Vec<FieldId>, Decimal)> {
        let is_of = |sum: &&Identity| {
            matches!(sum.left[..], [total] if self.forms.place(total).field.key == key)
                && sum.over == Span::Row
                && sum.right.iter().all(|&part| self.sheet.cell(part).is_some())
        };
        let sum = self.forms.identities.iter().find(is_of)?;
        let place = self.forms.place(*sum.left.first()?);
        let column = usize::from(place.field.column);
        let printed = |row: usize| self.sheet.cell(place.block.field(row, column)).is_some();
        if (0..place.block.rows.len()).any(printed) {
            return None;
        }
        let add = |total: Decimal, &part: &FieldId| total.checked_add(self.part(part)?);
        Some((sum.right.clone(), sum.right.iter().try_fold(Decimal::ZERO, add)?))
    }

    /// What a figure comes to as a part: a blank is nothing where a sum says so.
    fn part(&self, field: FieldId) -> Option<Decimal> {
        let proven = || {
            let mut ids = self.forms.identities_of(field).iter();
            ids.any(|&id| matches!(self.sums.of(id), Outcome::Holds { .. }))
        };
        let blank = self.sheet.cell(field)?.value == Value::Missing(Missing::Blank);
        if blank { proven().then_some(Decimal::ZERO) } else { self.sheet.number_or_nil(field) }
    }

    /// The label of a row.
    pub(super) fn row_name<'p>(&self, place: &Place<'p>) -> &'p str {
        match self.lang {
            Lang::Zh => &place.row.label,
            Lang::En => &place.row.en,
        }
    }

    /// The label of a column.
    pub(super) fn column_name<'p>(&self, place: &Place<'p>) -> &'p str {
        match self.lang {
            Lang::Zh => &place.column.label,
            Lang::En => &place.column.en,
        }
    }

    /// A figure as printed.
    pub(super) fn printed(&self, field: FieldId) -> String {
        match self.sheet.cell(field) {
            None => String::new(),
            Some(cell) => match cell.value {
                Value::Number(number) => plain(number),
                Value::Missing(_) => {
                    let printed = self.sheet.published(cell).trim();
                    let blank = match self.lang {
                        Lang::Zh => "空白",
                        Lang::En => "blank",
                    };
                    if printed.is_empty() { blank.to_string() } else { printed.to_string() }
                }
            },
        }
    }

    /// The number of a figure in a sum: nothing printed counts as nothing there.
    pub(super) fn in_sum(&self, field: FieldId) -> Decimal {
        self.sheet.number(field).unwrap_or_default()
    }
}

/// A figure by its labels.
pub(super) fn name(field: FieldId, forms: &Forms, lang: Lang) -> String {
    let place = forms.place(field);
    match lang {
        Lang::Zh => format!("{}／{}", place.row.label, place.column.label),
        Lang::En => format!("{}, {}", place.row.en, place.column.en),
    }
}
