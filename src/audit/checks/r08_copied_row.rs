//! The same number in every column of a row whose columns count different things.

use rust_decimal::Decimal;

use super::About;
use super::r07_impossible::of_township;
use crate::audit::context::Context;
use crate::audit::doubt::lone;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::doubt::text;
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::{Lang, Text};
use crate::template::{Block, FieldId};

/// Below this the same number in three columns is nothing unusual.
const FEW: i64 = 5;
/// All documents may have been repealed and issued anew in one year, which leaves the same number in all columns. Of so many
/// that is not to be believed.
const BEYOND_BELIEF: i64 = 50;
/// In rows where it has an innocent meaning (all that is public was made and published this year), and of other agencies
/// than townships, it is worth a look from here on.
const MANY_INNOCENT: i64 = 20;

pub(super) const ABOUT: About = About {
    code: "R08-copied_row",
    checks: Text {
        zh: "同一行各列数的是不同的事，却印着同一个数（5以上）。一年内全部废止并重新制发也会如此，所以列为提示；同一表中不止一行如此，或者数达到50的，列为不一致。2019年格式中三列相同也可能属实，仅对乡镇、街道如此处理，其余20以上列为提示。",
        en: "A row whose columns count different things has one number in all of them, from 5 on. That is also so where all documents were repealed and issued anew within the year, so it is a note; a finding where more than one row of the block is so, or the number is 50 or more. In the form of 2019 it may well be true; it is so treated for townships and sub-districts only, and else a note from 20 on.",
    },
    why: Text {
        zh: "本年制发、本年废止、现行有效三者同时等于同一个不小的数，多半是抄填，也可能是全部更新。上年度现行有效不同的，由 Y02 判断。",
        en: "Issued, repealed and in force all being the same number of some size is most likely one number copied, and may be a complete renewal. Where another number was in force the year before, Y02 decides.",
    },
    example: Text {
        zh: "规章：制发22、废止22、现行有效22；行政规范性文件：制发31、废止31、现行有效31。",
        en: "Rules: 22 issued, 22 repealed, 22 in force; normative documents: 31, 31 and 31.",
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
        let row = usize::from(place.field.row);
        let Some(number) = same_number(place.block, row, context) else { continue };
        let innocent = place.block.columns.iter().any(|column| column.key == "total_public");
        let township = of_township(context.sheet);
        let copied = |number: Decimal| number >= Decimal::from(FEW);
        let verdict = match (innocent, township) {
            (true, false) if number >= Decimal::from(MANY_INNOCENT) => Verdict::Note,
            (false, _) | (true, true) if copied(number) => {
                let rows = (0..place.block.rows.len())
                    .filter(|&row| same_number(place.block, row, context).is_some_and(copied));
                let plain = number >= Decimal::from(BEYOND_BELIEF) || rows.count() > 1;
                if plain { Verdict::Published } else { Verdict::Note }
            }
            _ => continue,
        };
        let doubt = lone::of_pattern(&fields(place.block, row), context);
        let told = |field: FieldId| {
            let stated = text::stated(field, context)?;
            (Some(stated) != context.sheet.number(field)).then_some(Doubt::OtherInText(field, stated))
        };
        let told = || fields(place.block, row).into_iter().find_map(told);
        let doubt = doubt.or_else(told);
        let verdict =
            if doubt.is_some() && verdict == Verdict::Published { Verdict::Extraction } else { verdict };
        let (label, number) = (context.row_name(&place), plain(number));
        let named = fields(place.block, row).into_iter().map(|field| context.forms.place(field));
        let columns: Vec<&str> = named.map(|place| context.column_name(&place)).collect();
        let columns = columns.join(if context.lang == Lang::Zh { "、" } else { ", " });
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
        // Which of them was copied is not known; with any other in one place it would be no row of one number.
        let sets: Vec<Vec<FieldId>> = fields(place.block, row).into_iter().map(|field| vec![field]).collect();
        finding.suspects = suspects(&sets, context.forms);
        out.push(finding);
    }
}

fn fields(block: &Block, row: usize) -> Vec<FieldId> {
    (0..block.columns.len()).map(|column| block.field(row, column)).collect()
}

fn same_number(block: &Block, row: usize, context: &Context<'_>) -> Option<Decimal> {
    let mut numbers = fields(block, row).into_iter().map(|field| context.sheet.number(field));
    let first = numbers.next()??;
    let unit = block.columns.first()?.unit;
    let one_unit = block.columns.iter().all(|column| column.unit == unit);
    (one_unit && numbers.all(|number| number == Some(first))).then_some(first)
}
