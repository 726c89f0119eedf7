//! Rows entered one or two columns beside where they belong.

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::doubt;
use crate::audit::doubt::misplaced::{Moved, repaired, repaired_in_full, was_doubled};
use crate::audit::doubt::moves::Move;
use crate::audit::doubt::placed::found_by_one;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::cells;
use crate::audit::told::finding::{Finding, Verdict};
use crate::audit::told::lang::{Lang, Text};
use crate::report::{Flag, Missing, Value};
use crate::template::{FieldId, Identity, Place, Span};

/// How far a row may have slipped, to the left or to the right.
const SHIFTS: [isize; 4] = [2, 1, -1, -2];
/// More rows with a broken total than this are not tried in all combinations.
const MOST_ROWS: usize = 5;

pub(super) const ABOUT: About = About {
    code: "R09-shifted",
    checks: Text {
        zh: "表三某些行整体错开一列或两列：移回之后，原本不平的关系成立，且没有新的不平。只有一行不平而错开的，可能是读取时错位，列为读取有误。",
        en: "Table 三: rows stand one or two columns beside where they belong: moved back, sums that failed come out, and none that held fails. A row that alone fails may have moved on its way and is `extraction`; several were entered so.",
    },
    why: Text {
        zh: "每一列是一类申请人，最后一列是总计；整行错位时行、列关系同时不平。",
        en: "Each column is a kind of applicant, the last one is the total; a row out of place breaks sums along it and down its columns at once.",
    },
    example: Text {
        zh: "本年新收：0 0 0 0 1 0，总计0；1应在总计列。",
        en: "Received this year: 0 0 0 0 1 0 and total 0; the 1 belongs under the total.",
    },
    rests_on: Text {
        zh: "国办公开办函〔2019〕60号、〔2021〕30号所附格式表三",
        en: "Table 三 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

/// A row whose total does not come out.
struct Row {
    fields: Vec<FieldId>,
    total: FieldId,
}

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let rows = broken_rows(context);
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return;
    }
    let Some((shifts, repaired)) = best(&rows, context) else { return };
    let moved: Vec<(&Row, isize)> = rows.iter().zip(shifts).filter(|(_, shift)| *shift != 0).collect();
    let Some((first, shift)) = moved.first() else { return };
    let changed = || {
        let sums = moved.iter().flat_map(|(row, _)| context.forms.identities_of(row.total));
        let mut sums = sums.filter_map(|id| context.forms.identities.get(usize::from(id.0)));
        sums.find_map(|sum| doubt::changed_since(sum, context))
    };
    let doubt = doubt::of_report(context)
        .or_else(changed)
        .or_else(|| context.damage(first.total).cloned().map(Doubt::Table))
        .or_else(|| {
            let doubled = moved.iter().find(|(row, _)| was_doubled(&row.fields, context));
            doubled.map(|(row, _)| Doubt::Moved(Move::Cell(row.total)))
        })
        .or_else(|| moved.iter().flat_map(|(row, _)| &row.fields).find_map(|&field| of_cell(field, context)))
        .or_else(|| (rows.len() == 1).then_some(Doubt::Moved(Move::Beside(first.total))));
    let verdict = if doubt.is_some() { Verdict::Extraction } else { Verdict::Published };
    let label = |row: &Row| context.row_name(&context.forms.place(row.total)).to_string();
    let labels: Vec<String> = moved.iter().map(|(row, _)| label(row)).collect();
    let (steps, between) = (shift.unsigned_abs(), if context.lang == Lang::Zh { "、" } else { "\", \"" });
    let (labels, plural) = (labels.join(between), if steps == 1 { "" } else { "s" });
    let detail = match (context.lang, *shift > 0) {
        (Lang::En, true) => format!(
            "The figures of \"{labels}\" would make {repaired} more sums come out {steps} column{plural} further right."
        ),
        (Lang::En, false) => format!(
            "The figures of \"{labels}\" would make {repaired} more sums come out {steps} column{plural} further left."
        ),
        (Lang::Zh, true) => format!("“{labels}”的数据若右移{steps}列，可使{repaired}项勾稽关系成立。"),
        (Lang::Zh, false) => format!("“{labels}”的数据若左移{steps}列，可使{repaired}项勾稽关系成立。"),
    };
    let detail = with_reason(detail, doubt.as_ref(), context);
    let mut finding = context.finding(ABOUT.code, verdict, detail).at(first.total, context.forms);
    finding.column.clear();
    let printed: Vec<String> = first.fields.iter().map(|&field| context.printed(field)).collect();
    finding.published = printed.join(" ");
    let keys = moved.iter().flat_map(|(row, _)| &row.fields);
    let keys: Vec<&str> = keys.map(|&field| context.forms.place(field).field.key.as_str()).collect();
    finding.suspects = keys.join(";");
    out.push(finding);
}

/// Whether rows that stand one or two columns beside where they belong, with all that is in them, explain sums that fail.
pub(in crate::audit) fn are_entered_beside(context: &Context<'_>) -> bool {
    let rows = broken_rows(context);
    !rows.is_empty() && rows.len() <= MOST_ROWS && best(&rows, context).is_some()
}

/// The total of the row that a sum is over in part or as a whole, if it is the only one that fails and would come out one or two columns
/// beside, as would all sums down its columns: it may have moved on its way.
pub(in crate::audit) fn row_beside(sum: &Identity, context: &Context<'_>) -> Option<FieldId> {
    let rows = broken_rows(context);
    let [only] = &rows[..] else { return None };
    let mut moved = SHIFTS.iter().filter_map(|&shift| shifted(only, shift, context));
    let fits = moved.any(|moved| repaired_in_full(&moved, &only.fields, context));
    let concerns = || only.fields.iter().any(|field| cells(sum).any(|of| of == *field));
    (fits && concerns()).then_some(only.total)
}

/// What speaks against a figure of a row. A number that was lost leaves a blank beside the others, while whoever enters a row
/// in the wrong place fills it up.
fn of_cell(field: FieldId, context: &Context<'_>) -> Option<Doubt> {
    let blank = || is_blank(context.sheet, field).then_some(Doubt::Blank(field));
    // Words that one reader alone took for a figure stand in a column of their own, and a cell was lost before them.
    let words = || {
        let cell = context.sheet.cell(field)?;
        let of_one = cell.value == Value::Missing(Missing::Text) && found_by_one(cell);
        of_one.then_some(Doubt::Flagged(field, Flag::OneReader))
    };
    doubt::of_cell(field, context).or_else(blank).or_else(words)
}

fn broken_rows(context: &Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for id in context.sums.failing() {
        let Some(sum) = context.forms.identities.get(usize::from(id.0)) else { continue };
        let Some(&total) = sum.left.first() else { continue };
        let place: Place<'_> = context.forms.place(total);
        if sum.over != Span::Row || place.block.columns.len() < 6 {
            continue;
        }
        let row = usize::from(place.field.row);
        let fields = (0..place.block.columns.len()).map(|column| place.block.field(row, column)).collect();
        rows.push(Row { fields, total });
    }
    rows
}

/// The shifts of the rows that make the most sums come out and break none, with how many more that are.
fn best(rows: &[Row], context: &Context<'_>) -> Option<(Vec<isize>, usize)> {
    let choices = SHIFTS.len() + 1;
    let mut best: Option<(Vec<isize>, usize)> = None;
    for number in 1..choices.pow(rows.len() as u32) {
        let mut rest = number;
        let shifts: Vec<isize> = rows
            .iter()
            .map(|_| {
                let choice = rest % choices;
                rest /= choices;
                choice.checked_sub(1).and_then(|at| SHIFTS.get(at).copied()).unwrap_or(0)
            })
            .collect();
        if let Some(repaired) = repaired_by(rows, &shifts, context)
            && best.as_ref().is_none_or(|(_, most)| repaired > *most)
        {
            best = Some((shifts, repaired));
        }
    }
    best
}

/// How many sums that failed come out after rows are moved; see [`repaired`].
fn repaired_by(rows: &[Row], shifts: &[isize], context: &Context<'_>) -> Option<usize> {
    let mut moved = Moved::new();
    for (row, &shift) in rows.iter().zip(shifts).filter(|(_, shift)| **shift != 0) {
        moved.extend(shifted(row, shift, context)?);
    }
    repaired(&moved, context)
}

/// A row moved by some columns, to the right if `shift` is positive. It must leave only zeros behind.
fn shifted(row: &Row, shift: isize, context: &Context<'_>) -> Option<Moved> {
    let numbers: Vec<Decimal> = row.fields.iter().map(|&field| context.in_sum(field)).collect();
    let columns = numbers.len() as isize;
    let falls_off = |at: isize| !(0..columns).contains(&(at + shift));
    let mut positions = (0..columns).zip(&numbers);
    if positions.any(|(at, number)| falls_off(at) && !number.is_zero()) {
        return None;
    }
    let moved = (0..columns).zip(&row.fields).map(|(at, &field)| {
        let from = usize::try_from(at - shift).ok();
        (field, from.and_then(|from| numbers.get(from).copied()))
    });
    Some(moved.collect())
}
