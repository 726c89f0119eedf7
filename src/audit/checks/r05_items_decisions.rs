//! The form of 2019: 处理决定数量 filled in with the new number of items.

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::doubt::lone;
use crate::audit::doubt::reason::with_reason;
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::{Lang, Text};
use crate::template::FieldId;

pub(super) const ABOUT: About = About {
    code: "R05-items_decisions",
    checks: Text {
        zh: "2019年格式表二：处理决定数量等于上一年项目数量与本年增/减之和，即可能误填为新的项目数。",
        en: "Form of 2019, table 二: the number of decisions equals last year's items plus the change, so that the new number of items may stand there.",
    },
    why: Text {
        zh: "上一年项目数量和本年增/减数的是事项，处理决定数量数的是作出的决定，两者不应恰好相等。",
        en: "Items last year and change count kinds of licence or penalty, decisions count what was decided; the two do not come out the same by rule.",
    },
    example: Text {
        zh: "上一年项目数量21、本年增/减+19、处理决定数量40。",
        en: "21 items last year, a change of +19, and 40 decisions.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第二十条第（五）（六）项；国办公开办函〔2019〕60号所附格式表二",
        en: "Regulations, Article 20(5) and (6); table 二 in the form of 国办公开办函〔2019〕60号",
    },
};

/// A row whose third figure is the sum of the first two.
struct Row {
    fields: [FieldId; 3],
    numbers: [Decimal; 3],
}

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let rows = rows(context);
    // By chance small numbers add up: one row tells only with items, a change and some decisions in it, two rows also without.
    let telling = |row: &&Row| {
        let [items, change, decisions] = row.numbers;
        !items.is_zero() && !change.is_zero() && decisions >= Decimal::from(3)
    };
    // A number that stands beside a nought once more may be one that moved.
    let counts = rows.iter().filter(|row| row.numbers.first().is_some_and(|items| !items.is_zero())).count();
    if counts < 2 && !rows.iter().any(|row| telling(&row)) {
        return;
    }
    for Row { fields: [items, change, decisions], numbers } in rows {
        let doubt = lone::of_pattern(&[items, change, decisions], context);
        let verdict = if doubt.is_some() { Verdict::Extraction } else { Verdict::Published };
        let [first, second, third] = numbers.map(plain);
        let place = context.forms.place(decisions);
        let label = context.row_name(&place);
        let detail = match context.lang {
            Lang::En => format!(
                "Table 二, row \"{label}\": decisions {third} equal items last year {first} plus change {second}. The form asks for decisions there: the number of items may have been entered in their place."
            ),
            Lang::Zh => format!(
                "表二“{label}”行：处理决定数量{third}恰等于上一年项目数量{first}加本年增/减{second}。该列应填决定数，可能误填为项目数。"
            ),
        };
        let detail = with_reason(detail, doubt.as_ref(), context);
        let mut finding = context.finding(ABOUT.code, verdict, detail).at(decisions, context.forms);
        finding.published = third;
        finding.suspects = suspects(&[vec![decisions]], context.forms);
        out.push(finding);
    }
}

fn rows(context: &Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for &field in context.sheet.present() {
        let place = context.forms.place(field);
        if place.column.key != "decisions" {
            continue;
        }
        let of = |key: &str| {
            let column = place.block.columns.iter().position(|column| column.key == key)?;
            Some(place.block.field(usize::from(place.field.row), column))
        };
        let (Some(items), Some(change)) = (of("items_last_year"), of("items_change")) else { continue };
        let fields = [items, change, field];
        let [Some(a), Some(b), Some(c)] = fields.map(|field| context.sheet.number(field)) else { continue };
        if a.checked_add(b) == Some(c) && !c.is_zero() {
            rows.push(Row { fields, numbers: [a, b, c] });
        }
    }
    rows
}
