//! The same number in every column of a row whose columns count different things.

use rust_decimal::Decimal;

use super::About;
use super::r07_impossible::of_township;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Verdict, plain};
use crate::audit::lang::{Lang, Text};
use crate::audit::lone;
use crate::audit::reason::with_reason;
use crate::template::{FieldId, Place};

/// Below this the same number in three columns is nothing unusual.
const FEW: i64 = 5;
/// From here on it is hardly chance: of small numbers three may well be the same, and no other figure contradicts them.
const HARDLY_CHANCE: i64 = 10;
/// In rows where it has an innocent meaning (all that is public was made and published this year), and of other agencies
/// than townships, it is worth a look from here on.
const MANY_INNOCENT: i64 = 20;

pub(super) const ABOUT: About = About {
    code: "R08-copied_row",
    checks: Text {
        zh: "同一行各列数的是不同的事，却印着同一个数：10以上列为不一致，5至9可能是巧合，列为提示。2019年格式中三列相同也可能属实，仅对乡镇、街道列为不一致，其余列为提示。",
        en: "A row whose columns count different things has one number in all of them: a finding from 10 on, from 5 to 9 a note, since that may be chance. In the form of 2019 that may be true, so it is a finding for townships and sub-districts only, else a note.",
    },
    why: Text {
        zh: "本年制发、本年废止、现行有效三者同时等于同一个不小的数，多半是抄填。",
        en: "Issued, repealed and in force all being the same number of some size is most likely one number copied.",
    },
    example: Text {
        zh: "行政规范性文件：制发22、废止22、现行有效22。",
        en: "Normative documents: 22 issued, 22 repealed, 22 in force.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第二十条第（一）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表二",
        en: "Regulations, Article 20(1); table 二 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for &field in context.sheet.present() {
        let place = context.forms.place(field);
        // Rows are looked at from their first column; those with sums are checked by these.
        if place.field.column != 0
            || place.block.columns.len() < 3
            || !context.forms.identities_of(field).is_empty()
        {
            continue;
        }
        let Some(number) = same_number(&place, context) else { continue };
        let innocent = place.block.columns.iter().any(|column| column.key == "total_public");
        let township = of_township(context.sheet);
        let verdict = match (innocent, township) {
            (false, _) | (true, true) if number >= Decimal::from(HARDLY_CHANCE) => Verdict::Published,
            (false, _) | (true, true) if number >= Decimal::from(FEW) => Verdict::Note,
            (true, false) if number >= Decimal::from(MANY_INNOCENT) => Verdict::Note,
            _ => continue,
        };
        let doubt = lone::of_pattern(&fields(&place), context);
        let verdict =
            if doubt.is_some() && verdict == Verdict::Published { Verdict::Extraction } else { verdict };
        let (label, number) = (&place.row.label, plain(number));
        let columns: Vec<&str> = place.block.columns.iter().map(|column| column.label.as_str()).collect();
        let columns = columns.join("、");
        let detail = match context.lang {
            Lang::En => format!(
                "Table {}, row \"{label}\": {number} is printed under each of {columns}.",
                place.table.section
            ),
            Lang::Zh => format!("表{}“{label}”行：{columns}均印为{number}。", place.table.section),
        };
        let detail = with_reason(detail, doubt.as_ref(), context);
        let mut finding = context.finding(ABOUT.code, verdict, detail).at(field, context.forms);
        finding.column.clear();
        finding.published = number;
        out.push(finding);
    }
}

fn fields(place: &Place<'_>) -> Vec<FieldId> {
    (0..place.block.columns.len())
        .map(|column| place.block.field(usize::from(place.field.row), column))
        .collect()
}

fn same_number(place: &Place<'_>, context: &Context<'_>) -> Option<Decimal> {
    let mut numbers = fields(place).into_iter().map(|field| context.sheet.number(field));
    let first = numbers.next()??;
    let unit = place.block.columns.first()?.unit;
    let one_unit = place.block.columns.iter().all(|column| column.unit == unit);
    (one_unit && numbers.all(|number| number == Some(first))).then_some(first)
}
