//! Figures that cannot be: negative counts, fractions of a request, rules (规章) made by a township.

use super::About;
use super::of_town_rules::exchanged_with;
use crate::audit::context::Context;
use rust_decimal::Decimal;

use crate::audit::damage::{is_about, moved_by_text};
use crate::audit::doubt::gaps::{in_row, is_lone_blank};
use crate::audit::doubt::lone;
use crate::audit::doubt::moves::Move;
use crate::audit::doubt::placed::is_negative_anywhere;
use crate::audit::doubt::printed::has_dashes;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::doubt::shift::{meant, numbers};
use crate::audit::read::sheet::Sheet;
use crate::audit::told::finding::{Finding, Verdict, suspects};
use crate::audit::told::lang::{Lang, Text};
use crate::report::{Flag, Missing, Value};
use crate::template::{Block, FieldId, Place};

/// How the names of townships and sub-districts end, one ending a line.
const TOWNSHIP_ENDINGS: &str = include_str!("../../../data/audit/township_endings.txt");
/// The row of 规章 in either form.
const RULES: &str = "regulations";

pub(super) const ABOUT: About = About {
    code: "R07-impossible",
    checks: Text {
        zh: "不可能的数字：件数为负、件数带小数、乡镇或街道有规章。",
        en: "Figures that cannot be: a negative count, a fraction of a thing, rules (规章) of a township or sub-district.",
    },
    why: Text {
        zh: "件数是非负整数；规章只能由国务院部门、省级和设区的市级政府制定。",
        en: "Counts are whole and not negative; only ministries, provinces and cities with districts make rules.",
    },
    example: Text {
        zh: "某镇人民政府“规章”行现行有效件数为6。",
        en: "A town's report has 6 rules in force.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第二十条第（一）项；《立法法》第九十一条、第九十三条",
        en: "Regulations, Article 20(1); Legislation Law, Articles 91 and 93",
    },
};

/// Whether a figure is one of rules in the report of an agency that makes none.
pub(in crate::audit) fn is_of_no_rules(field: FieldId, context: &Context<'_>) -> bool {
    context.forms.place(field).row.key == RULES && of_township(context.sheet)
}

/// Whether the agency of a report is a township or a sub-district.
pub(super) fn of_township(sheet: &Sheet) -> bool {
    sheet.facts.is_township || is_township(&sheet.agency)
}

/// The same by the end of its name.
fn is_township(agency: &str) -> bool {
    let agency = agency.trim();
    TOWNSHIP_ENDINGS.lines().any(|ending| !ending.is_empty() && agency.ends_with(ending))
}

/// Whether a number may come from another column of a row that moved, which may have such numbers.
fn moved(field: FieldId, number: Decimal, context: &Context<'_>) -> bool {
    if !context.forms.identities_of(field).is_empty() {
        return false;
    }
    let row: Vec<FieldId> = in_row(field, context).collect();
    let may_be = |field: FieldId| {
        let place = context.forms.place(field);
        (place.column.signed || !number.is_sign_negative())
            && (place.field.unit.is_money() || number.fract().is_zero())
    };
    let comes_from = |meant: Vec<Option<Decimal>>| {
        row.iter().zip(meant).any(|(&of, number_of)| of != field && number_of == Some(number) && may_be(of))
    };
    meant(&numbers(&row, context)).into_iter().any(comes_from)
}

/// Whether no column of the table of a figure may have such a number: it cannot be, wherever in the table it belongs.
fn is_impossible_anywhere(field: FieldId, number: Decimal, context: &Context<'_>) -> bool {
    let place = context.forms.place(field);
    let may_be = || {
        let columns = place.table.blocks.iter().flat_map(|block| &block.columns);
        columns.into_iter().any(|column| column.signed)
    };
    let fields = |block: &Block| {
        let first = block.first_field.0;
        (first..).take(block.rows.len() * block.columns.len()).map(FieldId)
    };
    let money = || {
        let all = place.table.blocks.iter().flat_map(fields);
        all.into_iter().any(|field| context.forms.place(field).field.unit.is_money())
    };
    if number.is_sign_negative() { !may_be() } else { !money() }
}

/// Whether a doubt says no more than in which row or column a number belongs, or that other figures may have been misread.
fn is_of_others(doubt: &Doubt, field: FieldId) -> bool {
    match doubt {
        Doubt::Moved(_)
        | Doubt::BlankRow(..)
        | Doubt::Slipped(_)
        | Doubt::Short(_)
        | Doubt::Lost(_)
        | Doubt::Unplaced(_) => true,
        Doubt::Flagged(of, _) | Doubt::Low(of) => *of != field,
        Doubt::DigitsLost(figures) => figures.iter().all(|(of, _)| *of != field),
        Doubt::Blank(of) | Doubt::NoTotal(of) | Doubt::NilTotal(of) => *of != field,
        _ => false,
    }
}

/// Whether nothing but a nought stands in a figure's place.
pub(super) fn is_none(field: FieldId, context: &Context<'_>) -> bool {
    let Some(cell) = context.sheet.cell(field) else { return false };
    let nothing = matches!(cell.value, Value::Missing(Missing::Blank | Missing::Dash | Missing::Slash));
    nothing || context.sheet.number_or_nil(field).is_some_and(|number| number.is_zero())
}

/// A figure of money in the row above or below in the form, across the heads of its parts, that has none: a sum of money that stands where
/// things are counted may have come from there.
fn money_beside(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let place = context.forms.place(field);
    let rows: Vec<(&Block, usize)> = rows_of(&place);
    let own = row_in(&rows, &place)?;
    let beside = [own.checked_sub(1), own.checked_add(1)].into_iter().flatten();
    let fields = beside
        .filter_map(|at| rows.get(at))
        .flat_map(|&(block, row)| (0..block.columns.len()).map(move |column| block.field(row, column)));
    let mut money = fields.filter(|&field| context.forms.place(field).field.unit.is_money());
    money.find(|&field| is_none(field, context))
}

/// A column of the row above or below in the form, across the heads of its parts, that may have negative numbers, in the place of a figure
/// that may not: a column that moved by a row brings them there.
fn signed_beside(field: FieldId, context: &Context<'_>) -> Option<FieldId> {
    let place = context.forms.place(field);
    let column = usize::from(place.field.column);
    let rows: Vec<(&Block, usize)> = rows_of(&place);
    let own = row_in(&rows, &place)?;
    let beside = [own.checked_sub(1), own.checked_add(1)].into_iter().flatten();
    let mut there = beside.filter_map(|at| rows.get(at)).filter_map(|&(block, row)| {
        block.columns.get(column).filter(|column| column.signed).map(|_| block.field(row, column))
    });
    there.find(|&field| context.sheet.cell(field).is_some())
}

/// The rows of a table in the order of the form.
fn rows_of<'p>(place: &Place<'p>) -> Vec<(&'p Block, usize)> {
    let blocks = place.table.blocks.iter();
    blocks.flat_map(|block| (0..block.rows.len()).map(move |row| (block, row))).collect()
}

/// Which of them is that of a figure.
fn row_in(rows: &[(&Block, usize)], place: &Place<'_>) -> Option<usize> {
    let own = usize::from(place.field.row);
    rows.iter().position(|&(block, row)| std::ptr::eq(block, place.block) && row == own)
}

/// A blank in the row of a negative number, where the table has dashes for none: the dash of the cell beside it may have run together with
/// a number.
fn dash_of_blank(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let blank = in_row(field, context).find(|&other| is_lone_blank(other, context))?;
    has_dashes(field, context).then_some(Doubt::Blank(blank))
}

/// What the text shows to stand in another row or column, if a figure is there.
fn moved_with(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    moved_by_text(context).filter(|cause| is_about(cause, field, context)).map(Doubt::BesideText)
}

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for &field in context.sheet.present() {
        let Some(number) = context.sheet.number(field) else { continue };
        if number.is_zero() {
            continue;
        }
        let place = context.forms.place(field);
        let negative = number.is_sign_negative() && !place.column.signed;
        let fraction = !place.field.unit.is_money() && !number.fract().is_zero();
        let rules = number.is_sign_positive() && is_of_no_rules(field, context);
        if !(negative || fraction || rules) {
            continue;
        }
        let doubt = lone::of_lone_cell(field, context);
        let of_place = doubt == Some(Doubt::Flagged(field, Flag::OneReader));
        let anywhere = !rules && is_impossible_anywhere(field, number, context);
        let doubt = doubt
            .filter(|_| !(of_place && negative && is_negative_anywhere(field, context)))
            .filter(|doubt| !(anywhere && is_of_others(doubt, field)))
            .or_else(|| (!rules && moved(field, number, context)).then_some(Doubt::Moved(Move::Row(field))))
            .or_else(|| {
                // Sums of money mostly have two places and more, what a clerk mistypes one.
                let is_money = fraction && !negative && !rules && number.normalize().scale() > 1;
                is_money.then(|| money_beside(field, context)).flatten().map(Doubt::MoneyBeside)
            })
            .or_else(|| rules.then(|| exchanged_with(field, context)).flatten())
            .or_else(|| if negative { dash_of_blank(field, context) } else { None })
            .or_else(|| {
                let beside = || signed_beside(field, context).map(Doubt::SignedBeside);
                if negative && !anywhere { beside() } else { None }
            })
            .or_else(|| if anywhere { None } else { moved_with(field, context) });
        let verdict = if doubt.is_some() { Verdict::Extraction } else { Verdict::Published };
        let (name, printed, agency) = (context.name(field), context.printed(field), &context.sheet.agency);
        let detail = match (context.lang, rules) {
            (Lang::En, true) => format!(
                "{name}: {printed} printed; {agency} is a township or sub-district, which makes no rules (规章)."
            ),
            (Lang::Zh, true) => format!("“{name}”印为{printed}；{agency}为乡镇或街道，无权制定规章。"),
            (Lang::En, false) => format!("{name}: {printed} printed, in a column that counts whole things."),
            (Lang::Zh, false) => format!("“{name}”印为{printed}，而该列应为非负整数。"),
        };
        let detail = with_reason(detail, doubt.as_ref(), context);
        let mut finding = context.finding(ABOUT.code, verdict, detail).at(field, context.forms);
        finding.published = printed;
        finding.suspects = suspects(&[vec![field]], context.forms);
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::is_township;

    #[test]
    fn townships_are_told_by_the_end_of_their_name() {
        for name in ["柳汀县马家渡乡人民政府", "南屿区水车巷街道办事处", "某县某镇"]
        {
            assert!(is_township(name), "{name}");
        }
        for name in ["青禾市人民政府", "柳汀县住房和城乡建设局", "景德镇市人民政府"]
        {
            assert!(!is_township(name), "{name}");
        }
    }
}
