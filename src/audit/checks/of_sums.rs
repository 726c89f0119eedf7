//! What the checks of sums share: a finding for each sum of one kind that does not come out.

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::damage;
use crate::audit::doubt;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::sums::localise::{Located, MOST_CELLS, Solution};
use crate::audit::sums::slip::{Slip, slip};
use crate::audit::sums::{Outcome, cells};
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::Lang;
use crate::template::{FieldId, Identity, IdentityId, Span};

/// So many figures of two rows stand in each other's place.
const EXCHANGED: usize = 4;

/// Findings for all sums that do not come out and whose code `is_own`.
pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>, check: &str, is_own: impl Fn(&str) -> bool) {
    for id in context.sums.failing() {
        let Some(sum) = context.forms.identities.get(usize::from(id.0)) else { continue };
        if is_own(&sum.code) {
            out.extend(finding(id, sum, context, check));
        }
    }
}

/// The finding stands at the first figure of the left side: the total, or what came in.
fn finding(id: IdentityId, sum: &Identity, context: &Context<'_>, check: &str) -> Option<Finding> {
    let Outcome::Fails { left, right } = context.sums.of(id) else { return None };
    let first = *sum.left.first()?;
    let table = context.forms.place(first).table.key.as_str();
    let located = context.located(table);
    let doubt = doubt::of_sum(id, context, &located).or_else(|| shared_doubt(sum, &located, context));
    let verdict = if doubt.is_some() { Verdict::Extraction } else { Verdict::Published };
    let mut detail = told(sum, left, right, context);
    let exchanged = exchanged(&located, table, context);
    let no_few = located.solutions.is_empty();
    let moved = if no_few && exchanged.is_empty() { damage::parts_moved(table, context) } else { Vec::new() };
    let candidates = with_lines(&located, table, context).behind(&moved).behind(&exchanged);
    detail.push_str(&match exchanged.first() {
        Some(first) => blame_exchange(first, candidates.solutions.len() - 1, context),
        None if !moved.is_empty() => blame_parts(&moved, context),
        None if no_few => blame_lines(&candidates, context),
        None => blame(&candidates, context),
    });
    let detail = with_reason(detail, doubt.as_ref(), context);
    let printed = context.in_sum(first);
    let expected = printed.checked_sub(left)?.checked_add(right)?;
    let sets: Vec<Vec<FieldId>> =
        candidates.solutions.iter().map(|set| set.cells.iter().map(|(field, _)| *field).collect()).collect();
    let mut finding =
        context.finding(check, verdict, detail).at(first, context.forms).numbers(printed, expected);
    finding.published = context.printed(first);
    finding.suspects = suspects(&sets, context.forms);
    Some(finding)
}

/// What speaks against another sum of the table that fails for the same figures: what is wrong with them is one thing.
fn shared_doubt(sum: &Identity, located: &Located, context: &Context<'_>) -> Option<Doubt> {
    let suspects: Vec<FieldId> =
        located.solutions.iter().flat_map(|set| &set.cells).map(|(field, _)| *field).collect();
    let shares = |other: &Identity| {
        cells(other).any(|field| suspects.contains(&field))
            && cells(sum).any(|field| suspects.contains(&field))
    };
    context.sums.failing().find_map(|id| {
        let other = context.forms.identities.get(usize::from(id.0))?;
        let table = |sum: &Identity| sum.left.first().map(|&field| context.forms.place(field).field.table);
        (table(other) == table(sum) && shares(other)).then(|| doubt::of_sum(id, context, located)).flatten()
    })
}

/// Rows in which two columns have each other's numbers, where no few figures explain the table.
fn exchanged(located: &Located, table: &str, context: &Context<'_>) -> Vec<Solution> {
    let least = located.solutions.first().map_or(usize::MAX, |solution| solution.cells.len());
    let mut exchanged = damage::exchanged(table, context);
    exchanged.retain(|_| least >= EXCHANGED);
    exchanged
}

/// The sets of figures that explain a table; where the search for them did not come to its end, also the single rows and columns of no
/// more figures.
fn with_lines(located: &Located, table: &str, context: &Context<'_>) -> Located {
    let mut all = located.clone();
    let least = located.solutions.first().map(|solution| solution.cells.len());
    if least.is_some() && !located.more {
        return all;
    }
    let fits = |line: &Solution| {
        least.is_none_or(|least| line.cells.len() == least) && !located.solutions.contains(line)
    };
    all.solutions.extend(damage::lines(table, context).into_iter().filter(fits));
    all.cut()
}

/// Both sides, with what is printed.
fn told(sum: &Identity, left: Decimal, right: Decimal, context: &Context<'_>) -> String {
    let Some(&first) = sum.left.first() else { return String::new() };
    let place = context.forms.place(first);
    let (left_side, right_side) =
        (side(&sum.left, left, sum, context), side(&sum.right, right, sum, context));
    let difference = left.checked_sub(right).map(plain).unwrap_or_default();
    match (context.lang, sum.over) {
        (Lang::En, Span::Column) => format!(
            "Table {}, column \"{}\": {left_side}, but {right_side}; difference {difference}.",
            place.table.section,
            context.column_name(&place)
        ),
        (Lang::En, Span::Row) => format!(
            "Table {}, row \"{}\": {left_side}, but {right_side}; difference {difference}.",
            place.table.section,
            context.row_name(&place)
        ),
        (Lang::Zh, Span::Column) => format!(
            "表{}“{}”列：{left_side}，而{right_side}，相差{difference}。",
            place.table.section,
            context.column_name(&place)
        ),
        (Lang::Zh, Span::Row) => format!(
            "表{}“{}”行：{left_side}，而{right_side}，相差{difference}。",
            place.table.section,
            context.row_name(&place)
        ),
    }
}

/// The parts of a longer sum are not told one by one.
const MOST_TOLD: usize = 8;

/// One side of a sum: what is printed, and what it comes to. Of several figures only those that say something.
fn side(fields: &[FieldId], total: Decimal, sum: &Identity, context: &Context<'_>) -> String {
    let label = |field: FieldId| {
        let place = context.forms.place(field);
        match sum.over {
            Span::Column => context.row_name(&place).to_string(),
            Span::Row => context.column_name(&place).to_string(),
        }
    };
    let (is, come_to) = match context.lang {
        Lang::En => (" is ", " comes to "),
        Lang::Zh => ("为", "，合计"),
    };
    if let [only] = fields {
        return format!("{}{is}{}", label(*only), context.printed(*only));
    }
    if fields.len() > MOST_TOLD {
        let total = plain(total);
        return match context.lang {
            Lang::En => format!("its {} parts come to {total}", fields.len()),
            Lang::Zh => format!("其{}项合计{total}", fields.len()),
        };
    }
    let telling: Vec<FieldId> = if fields.len() <= 2 {
        fields.to_vec()
    } else {
        fields.iter().copied().filter(|&field| !context.in_sum(field).is_zero()).collect()
    };
    let parts: Vec<String> =
        telling.iter().map(|&field| format!("{} {}", label(field), context.printed(field))).collect();
    if parts.is_empty() {
        return match context.lang {
            Lang::En => format!("all {} parts are 0", fields.len()),
            Lang::Zh => format!("{}项均为0", fields.len()),
        };
    }
    let others = match (telling.len() < fields.len(), context.lang) {
        (false, _) => "",
        (true, Lang::En) => " (the others 0 or blank)",
        (true, Lang::Zh) => "（其余为0或空白）",
    };
    format!("{}{others}{come_to}{}", parts.join(" + "), plain(total))
}

/// Which figures would have to be different.
fn blame(located: &Located, context: &Context<'_>) -> String {
    let lang = context.lang;
    let Some(best) = located.solutions.first() else { return String::new() };
    let sets = located.solutions.len();
    let more = if located.more { "+" } else { "" };
    let changed_places = best.changed_places(context.sheet);
    match (lang, sets, best.cells.len()) {
        (Lang::En, 2.., _) if changed_places => format!(
            " All sums of the table would come out if {} (two figures that changed places); {} other sets of figures would do, too (suspects).",
            would_be(best, context),
            sets - 1
        ),
        (Lang::Zh, 2.., _) if changed_places => {
            format!(
                "若{}，本表各项即平（两个数互换位置）；另有{}组可能（见 suspects）。",
                would_be(best, context),
                sets - 1
            )
        }
        (Lang::En, 1, _) => format!(" All sums of the table would come out if {}.", would_be(best, context)),
        (Lang::Zh, 1, _) => format!("若{}，本表各项即平。", would_be(best, context)),
        (Lang::En, _, 1) => format!(
            " One of {sets}{more} figures alone would make all sums of the table come out (suspects)."
        ),
        (Lang::Zh, _, 1) => format!("{sets}{more}个数据中任改其一，本表各项即平（见 suspects）。"),
        (Lang::En, _, cells) => format!(
            " At least {cells} figures must be different for all sums of the table to come out; {sets}{more} sets of them would do (suspects)."
        ),
        (Lang::Zh, _, cells) => {
            format!("本表至少有{cells}个数据须不同才能全平，共有{sets}{more}组可能（见 suspects）。")
        }
    }
}

/// Which two columns would have to be in each other's place in which rows, with so many other sets of figures that would do.
fn blame_exchange(exchange: &Solution, others: usize, context: &Context<'_>) -> String {
    let places = || exchange.cells.iter().map(|&(field, _)| context.forms.place(field));
    let mut columns: Vec<&str> = places().map(|place| context.column_name(&place)).collect();
    columns.truncate(2);
    let mut rows: Vec<String> = places().map(|place| context.row_name(&place).to_string()).collect();
    rows.dedup();
    match (context.lang, others) {
        (Lang::En, 0) => format!(
            " All sums of the table would come out with the numbers of \"{}\" in each other's place in the rows \"{}\".",
            columns.join("\" and \""),
            rows.join("\", \"")
        ),
        (Lang::En, _) => format!(
            " All sums of the table would come out with the numbers of \"{}\" in each other's place in the rows \"{}\"; {others} other sets of figures would do, too (suspects).",
            columns.join("\" and \""),
            rows.join("\", \"")
        ),
        (Lang::Zh, 0) => {
            format!("“{}”各行的“{}”互换位置，本表各项即平。", rows.join("”“"), columns.join("”与“"))
        }
        (Lang::Zh, _) => format!(
            "“{}”各行的“{}”互换位置，本表各项即平；另有{others}组可能（见 suspects）。",
            rows.join("”“"),
            columns.join("”与“")
        ),
    }
}

/// In which rows the parts would have to stand in other columns, by the first way to do so.
fn blame_parts(ways: &[Solution], context: &Context<'_>) -> String {
    let places = ways.iter().take(1).flat_map(|way| &way.cells).map(|&(field, _)| context.forms.place(field));
    let mut rows: Vec<String> = places.map(|place| context.row_name(&place).to_string()).collect();
    rows.dedup();
    match context.lang {
        Lang::En => format!(
            " All sums of the table would come out with the parts of the rows \"{}\" one or two columns beside, and their totals where they are.",
            rows.join("\", \"")
        ),
        Lang::Zh => format!("“{}”各行的分项若左移或右移一两列（总计不动），本表各项即平。", rows.join("”“")),
    }
}

/// So many rows or columns are told by name.
const LINES_TOLD: usize = 3;

/// Which rows or columns would have to be different, where no few figures were found; or that none can be named.
fn blame_lines(lines: &Located, context: &Context<'_>) -> String {
    let names: Vec<String> =
        lines.solutions.iter().take(LINES_TOLD).filter_map(|line| name_of_line(line, context)).collect();
    let more = lines.solutions.len() - names.len();
    match (context.lang, names.is_empty(), more) {
        (Lang::En, true, _) => format!(
            " No set of up to {MOST_CELLS} figures and no single row or column was found that explains all that does not add up in this table, so none is named."
        ),
        (Lang::Zh, true, _) => format!(
            "未找到{MOST_CELLS}个以内的数据或单独一行、一列能解释本表全部不平之处，故不指明可疑数据。"
        ),
        (Lang::En, _, 0) => format!(
            " No few figures were found that explain all that does not add up in this table; all its sums would come out with other numbers in {} alone (suspects).",
            names.join(" or ")
        ),
        (Lang::En, ..) => format!(
            " No few figures were found that explain all that does not add up in this table; all its sums would come out with other numbers in one line alone: {} or one of {more} more (suspects).",
            names.join(", ")
        ),
        (Lang::Zh, _, 0) => format!(
            "未找到能解释本表全部不平之处的少数几个数据；仅改{}之数，本表各项即平（见 suspects）。",
            names.join("或")
        ),
        (Lang::Zh, ..) => format!(
            "未找到能解释本表全部不平之处的少数几个数据；仅改一行或一列之数，本表各项即平：{}，另有{more}种可能（见 suspects）。",
            names.join("、")
        ),
    }
}

/// The row or the column that several figures stand in.
fn name_of_line(line: &Solution, context: &Context<'_>) -> Option<String> {
    let (first, last) = (line.cells.first()?.0, line.cells.last()?.0);
    let (first, last) = (context.forms.place(first), context.forms.place(last));
    let is_row = first.field.row == last.field.row;
    Some(match (context.lang, is_row) {
        (Lang::En, true) => format!("the row \"{}\"", context.row_name(&first)),
        (Lang::En, false) => format!("the column \"{}\"", context.column_name(&first)),
        (Lang::Zh, true) => format!("“{}”行", context.row_name(&first)),
        (Lang::Zh, false) => format!("“{}”列", context.column_name(&first)),
    })
}

fn would_be(solution: &Solution, context: &Context<'_>) -> String {
    let one = |&(field, fitting): &(FieldId, Decimal)| {
        let name = context.name(field);
        let how = context.sheet.number(field).and_then(|printed| slip(printed, fitting));
        let (fitting, printed) = (plain(fitting), context.printed(field));
        match context.lang {
            Lang::En => format!("{name} were {fitting} instead of {printed}{}", slip_told(how, Lang::En)),
            Lang::Zh => format!("“{name}”为{fitting}而非{printed}{}", slip_told(how, Lang::Zh)),
        }
    };
    let parts: Vec<String> = solution.cells.iter().map(one).collect();
    parts.join(if context.lang == Lang::En { " and " } else { "、" })
}

fn slip_told(slip: Option<Slip>, lang: Lang) -> &'static str {
    match (slip, lang) {
        (None, _) => "",
        (Some(Slip::OtherDigit), Lang::En) => " (one digit)",
        (Some(Slip::OtherDigit), Lang::Zh) => "（差一位数字）",
        (Some(Slip::DigitMissing), Lang::En) => " (a digit less)",
        (Some(Slip::DigitMissing), Lang::Zh) => "（少一位数字）",
        (Some(Slip::DigitExtra), Lang::En) => " (a digit more)",
        (Some(Slip::DigitExtra), Lang::Zh) => "（多一位数字）",
        (Some(Slip::Swapped), Lang::En) => " (two digits changed places)",
        (Some(Slip::Swapped), Lang::Zh) => "（相邻两位数字互换）",
        (Some(Slip::OtherSign), Lang::En) => " (the other sign)",
        (Some(Slip::OtherSign), Lang::Zh) => "（正负号相反）",
    }
}
