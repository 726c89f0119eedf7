//! A printed subtotal of a group of outcomes that is not the sum of its rows.

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::doubt;
use crate::audit::doubt::labels;
use crate::audit::doubt::lone;
use crate::audit::doubt::reason::with_reason;
use crate::audit::doubt::shift::{meant, row_moved};
use crate::audit::read::sheet::UnplacedRow;
use crate::audit::sums::one_digit::{Lost, is_short};
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::{Lang, Text};
use crate::template::{Block, FieldId, Group, Table};

pub(super) const ABOUT: About = About {
    code: "R10-group_total",
    checks: Text {
        zh: "表三中（三）至（六）的小计行（格式中只有标题，没有数据）若印有数据，逐列等于所属各行之和。各列均不相符的行，须另有小计行相符，或全表勾稽关系成立而该行自身横向相符，方视为小计。",
        en: "Table 三: a row of subtotals of (三) to (六), which the form has as a heading without figures, equals the sum of its rows in each column, where a report prints one. A row that agrees in no column is taken for one only where other such rows agree, or where it adds up by itself and all sums of the report come out.",
    },
    why: Text { zh: "小计是所属各行的合计。", en: "A subtotal is what its rows come to." },
    example: Text {
        zh: "“（三）不予公开”行自然人印为6，而所属各行合计7。",
        en: "The row (三) not granted has 6 natural persons, and its rows come to 7.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表三",
        en: "Regulations, Article 50(2); table 三 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

/// A figure and the total of its row.
const FEW: usize = 2;

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for printed in &context.sheet.unplaced {
        let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
        for table in tables.filter(|table| table.key == printed.table) {
            let Some(group) = table.groups.iter().find(|group| names(&printed.label, group)) else {
                continue;
            };
            for block in &table.blocks {
                out.extend(findings(printed, table, group, block, context));
            }
        }
    }
}

/// Whether a printed label is that of a group, numbered or not.
fn names(label: &str, group: &Group) -> bool {
    let words = labels::group_words(label);
    !words.is_empty() && words == labels::words(&group.label)
}

/// The figures of a group in a column.
fn parts<'b>(group: &'b Group, block: &'b Block, column: usize) -> impl Iterator<Item = FieldId> + 'b {
    let rows = block.rows.iter().enumerate().filter(|(_, row)| row.group.as_ref() == Some(&group.key));
    rows.map(move |(row, _)| block.field(row, column))
}

/// What the rows of a group come to in each column. Nothing where a cell has no number, which leaves open which columns the others
/// belong to.
fn sums_of(
    printed: &UnplacedRow,
    group: &Group,
    block: &Block,
    context: &Context<'_>,
) -> Option<Vec<Decimal>> {
    let columns = block.columns.len();
    let add = |total: Decimal, field| total.checked_add(context.sheet.number_or_nil(field)?);
    let sum = |column: usize| parts(group, block, column).try_fold(Decimal::ZERO, add);
    if printed.numbers.len() != columns || parts(group, block, 0).count() < 2 {
        return None;
    }
    (0..columns).map(sum).collect()
}

/// So many other groups of a table show what such a row is, also where they have nothing.
const MANY: usize = 2;

/// Whether the subtotals that a table prints of some group come out in every column, or those of all other groups.
fn others_agree(own: &UnplacedRow, table: &Table, block: &Block, context: &Context<'_>) -> bool {
    let of_table = context.sheet.unplaced.iter().filter(|printed| printed.table == table.key);
    let sums = |printed: &UnplacedRow| {
        let group = table.groups.iter().find(|group| names(&printed.label, group));
        group.and_then(|group| sums_of(printed, group, block, context))
    };
    let others: Vec<(&UnplacedRow, Vec<Decimal>)> = of_table
        .filter(|other| !std::ptr::eq(*other, own))
        .filter_map(|printed| Some((printed, sums(printed)?)))
        .collect();
    let agrees = |(printed, sums): &(&UnplacedRow, Vec<Decimal>)| *sums == printed.numbers;
    let says_something =
        |(printed, _): &&(&UnplacedRow, Vec<Decimal>)| printed.numbers.iter().any(|own| !own.is_zero());
    others.iter().filter(says_something).any(agrees) || others.len() >= MANY && others.iter().all(agrees)
}

/// Whether a row adds up by itself where all sums of the report come out without it, and is none of its group printed twice.
fn stands_alone(printed: &UnplacedRow, group: &Group, block: &Block, context: &Context<'_>) -> bool {
    let Some((total, columns)) = printed.numbers.split_last() else { return false };
    let sum = columns.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    let rows = block.rows.iter().enumerate().filter(|(_, row)| row.group.as_ref() == Some(&group.key));
    let mut numbers = rows.map(|(row, _)| {
        let own = (0..block.columns.len()).map(|column| context.sheet.number(block.field(row, column)));
        own.collect::<Option<Vec<Decimal>>>()
    });
    let is_no_part = numbers.all(|row| row.is_some_and(|row| row != printed.numbers));
    is_no_part && sum == Some(*total) && context.sums.failing().next().is_none()
}

fn findings(
    printed: &UnplacedRow,
    table: &Table,
    group: &Group,
    block: &Block,
    context: &Context<'_>,
) -> Vec<Finding> {
    let Some(sums) = sums_of(printed, group, block, context) else { return Vec::new() };
    let agrees = sums.iter().zip(&printed.numbers).any(|(sum, own)| sum == own && !sum.is_zero());
    let few = || sums.iter().zip(&printed.numbers).filter(|(sum, own)| sum != own).count() <= FEW;
    // A row that agrees nowhere may be none of subtotals, but where those of other groups are.
    let stands =
        || others_agree(printed, table, block, context) || stands_alone(printed, group, block, context);
    if !(agrees || few() && stands()) {
        return Vec::new();
    }
    let own: Vec<Option<Decimal>> = printed.numbers.iter().map(|&number| Some(number)).collect();
    let fits = |meant: &Vec<Option<Decimal>>| {
        meant.iter().zip(&sums).all(|(meant, sum)| meant.is_none_or(|meant| meant == *sum))
    };
    let moved = own.iter().flatten().ne(&sums) && meant(&own).iter().any(fits);
    let mut findings = Vec::new();
    for (column, (sum, &own)) in sums.iter().zip(&printed.numbers).enumerate() {
        let fields: Vec<FieldId> = parts(group, block, column).collect();
        let Some(&first) = fields.first().filter(|_| *sum != own) else { continue };
        let doubt = doubt::of_report(context)
            .or_else(|| fields.iter().find_map(|&field| lone::of_lone_cell(field, context)));
        // The row itself was read once only; that other columns agree shows that it is what it was taken for.
        let lost = is_short(own, *sum).then_some(Lost { printed: own, whole: *sum });
        let sound = doubt.is_none() && lost.is_none() && !moved;
        let verdict = if sound { Verdict::Published } else { Verdict::Extraction };
        let name = context.column_name(&context.forms.place(first)).to_string();
        let (section, a, b, count) = (&table.section, plain(own), plain(*sum), fields.len());
        let mut detail = match context.lang {
            Lang::En => format!(
                "Table {section}, column \"{name}\": the subtotal \"{}\" is printed as {a}, its {count} rows come to {b}.",
                group.en
            ),
            Lang::Zh => format!(
                "表{section}“{name}”列：小计“{}”印为{a}，所属{count}行合计{b}。",
                printed.label.trim()
            ),
        };
        match (&doubt, lost) {
            (None, Some(lost)) => detail.push_str(&lost.told(context.lang)),
            (None, None) if moved => detail.push_str(row_moved(context.lang)),
            _ => detail = with_reason(detail, doubt.as_ref(), context),
        }
        let mut finding =
            context.finding(ABOUT.code, verdict, detail).at(first, context.forms).numbers(own, *sum);
        finding.row.clone_from(&group.key);
        let says = |field: &FieldId| !context.in_sum(*field).is_zero();
        let sets: Vec<Vec<FieldId>> =
            fields.iter().filter(|field| says(field)).map(|&field| vec![field]).collect();
        finding.suspects = suspects(&sets, context.forms);
        findings.push(finding);
    }
    findings
}
