//! A number in a sentence that no reading of the tables gives.

use rust_decimal::Decimal;

use super::About;
use super::of_portions::of_a_part;
use super::of_sentences::between;
use crate::audit::context::Context;
use crate::audit::damage::{self, BesideText, Damage};
use crate::audit::doubt::digits::is_piece;
use crate::audit::doubt::labels;
use crate::audit::doubt::lone;
use crate::audit::doubt::moves::Move;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::doubt::shift::told_by_text;
use crate::audit::doubt::survives::{breaks_a_sum, survives};
use crate::audit::doubt::text;
use crate::audit::doubt::twice::half;
use crate::audit::read::prose::{Bound, Reading, Stated, readings};
use crate::audit::sums::blanks::is_blank;
use crate::audit::sums::localise::MOST_TIES;
use crate::audit::sums::one_digit::is_short;
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::{Lang, Text};
use crate::exact::apart;
use crate::template::FieldId;

/// The checks of sums down the columns.
const DOWN: [&str; 2] = ["R01", "R02"];

pub(super) const ABOUT: About = About {
    code: "P01-prose",
    checks: Text {
        zh: "正文中的数与表中数据不符。“收到”可指本年新收，也可含上年结转；凡有一种读法与表相符，即不列出。句子所说范围可能与表不同的（全市、办公室等），以及句中或表中的其他数可以使两者对上的（收到430件，其中重复登记8件，表中为422），列为提示；按其用语可能另有所指的（因同一申请人引起的、行政应诉、截至年底累计、三年共、在网络提交的若干件中、收到办件）亦同。所说只是其中一部分的（当年收到当年办结的、办结的申请中本年新收的、上年结转的2件申请中予以公开的），多于表中数才列出。",
        en: "A number in the running text that the tables do not give in any reading: 收到 may be new requests, or new ones with those carried over. Where the sentence may speak of another scope (the whole city, the office alone), or other numbers of the sentence or the table make the two agree (430 received, 8 of them entered twice, beside 422), it is a note; so it is where the words may mean other things, some of them or more: 因同一申请人引起的, 行政应诉, 截至年底累计, 三年共, a part of 网络提交的350件, 收到办件. A number of a part (当年收到当年办结, 办结的申请中本年新收, 上年结转的2件申请，予以公开1件) is a finding only where it is more than the table has.",
    },
    why: Text {
        zh: "总体情况概述的是同一年、同一机关的同一批数据。",
        en: "The overview speaks of the same year, agency and figures as the tables.",
    },
    example: Text {
        zh: "正文“新收申请96件”，表三本年新收为93件，上年结转1件：93和94都不是96。",
        en: "The text says 96 new requests; table 三 has 93 new and 1 carried over: neither 93 nor 94 is 96.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号所附格式第一、二、三、四部分",
        en: "Regulations, Article 50; parts 一 to 四 of the form of 国办公开办函〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    let mut told: Vec<(&str, Decimal)> = Vec::new();
    let mut against: Vec<(Vec<FieldId>, Decimal)> = Vec::new();
    let own = out.len();
    let sentences = stated.chunk_by(|a, b| a.sentence_no == b.sentence_no);
    for (sentence, number) in sentences.flat_map(|sentence| sentence.iter().map(move |one| (sentence, one))) {
        if !number.is_of_table(context.sheet.year) || told.contains(&(&number.key, number.value)) {
            continue;
        }
        if let Some(finding) =
            finding(number, sentence, context).filter(|_| !is_part(number, sentence, context))
        {
            told.push((&number.key, number.value));
            let first = readings(&number.key, context).into_iter().next();
            against.extend(first.map(|reading| (reading.fields, number.value)));
            out.push(finding);
        }
    }
    mind_damage(&against, context, out, own);
}

/// Several numbers of the text that stand in other places of a table, or that one damage of it explains, are no slips of the text; nor is
/// what else it says against that table. Rows in each other's place speak for sums down its columns as well.
fn mind_damage(against: &[(Vec<FieldId>, Decimal)], context: &Context<'_>, all: &mut [Finding], own: usize) {
    let Some((cause, table)) = damage::of_text(against, context) else { return };
    let of_rows = matches!(cause, BesideText::Rows(..) | BesideText::RowsMoved(_));
    let doubt = Doubt::BesideText(cause);
    let down = |of: &Finding| of_rows && DOWN.iter().any(|code| of.check.starts_with(code));
    for (at, finding) in all.iter_mut().enumerate() {
        let concerned = finding.verdict == Verdict::Published && finding.table == table;
        if concerned && (at >= own || down(finding)) {
            finding.verdict = Verdict::Extraction;
            finding.detail = with_reason(std::mem::take(&mut finding.detail), Some(&doubt), context);
        }
    }
}

/// 信息不存在3件、不属于本机关7件: whether a number is one of several in its sentence that a row of the table has together.
fn is_part(number: &Stated, sentence: &[Stated], context: &Context<'_>) -> bool {
    let same = |other: &&Stated| {
        other.key == number.key
            && other.about_year == number.about_year
            && other.counter == number.counter
            && other.share_of.is_empty()
            && other.bound == Bound::Exact
    };
    let parts: Vec<Decimal> = sentence.iter().filter(same).map(|part| part.value).collect();
    let whole = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
    let Some(value) = whole.filter(|_| parts.len() > 1) else { return false };
    finding(&Stated { value, ..number.clone() }, &[], context).is_none()
}

fn finding(number: &Stated, sentence: &[Stated], context: &Context<'_>) -> Option<Finding> {
    let readings = of_a_part(number, text::readings_of(number, context), context)?;
    let first: FieldId = *readings.first()?.fields.first()?;
    let unit = context.forms.place(first).field.unit;
    let stated = number.in_unit(unit)?;
    let mut nearest: Option<Decimal> = None;
    for reading in &readings {
        // A reading that cannot be computed may be the one that is meant.
        let total = reading.total?;
        if stated.agrees(total) {
            return None;
        }
        let nearer = |nearest: Decimal| apart(total, stated.value) < apart(nearest, stated.value);
        if nearest.is_none_or(nearer) {
            nearest = Some(total);
        }
    }
    if labels::is_table_row(&number.printed, context) {
        return None;
    }
    let expected = readings.first()?.total?;
    let twice = readings.iter().find_map(|reading| stands_twice(stated.value, reading, context));
    let doubt = readings.iter().flat_map(|r| &r.fields).find_map(|&field| lone::of_lone_cell(field, context));
    let doubt = doubt
        .or(twice)
        .or_else(|| lost(number, stated.value, &readings, context))
        .or_else(|| readings.iter().find_map(|reading| exchanged(stated.value, reading, context)));
    let between = between(number, &readings, sentence, context);
    let verdict = match (&doubt, number.speaks_of_another_scope(), &between) {
        (_, true, _) | (None, _, Some(_)) => Verdict::Note,
        (Some(_), ..) => Verdict::Extraction,
        (None, ..) => Verdict::Published,
    };
    let mut detail = told(number, &readings, context);
    detail.extend(between.map(|between| between.told(context.lang)));
    if let Some(doubt) = doubt {
        let reason = doubt.told(context);
        let of_text = matches!(doubt, Doubt::CutInText(..));
        detail.push_str(&match (context.lang, of_text) {
            (Lang::En, false) => format!(" The table may have been misread: {reason}."),
            (Lang::Zh, false) => format!("表格可能读取有误：{reason}。"),
            (Lang::En, true) => format!(" The text may have been misread: {reason}."),
            (Lang::Zh, true) => format!("正文可能读取有误：{reason}。"),
        });
    }
    let mut finding =
        context.finding(ABOUT.code, verdict, detail).at(first, context.forms).numbers(stated.value, expected);
    finding.suspects = suspects(&alone(stated.value, &readings, context), context.forms);
    Some(finding)
}

/// 含上年度结转18件, where 215 were carried over by the table and 18 came new: rows that changed places leave the sums as they are.
fn exchanged(stated: Decimal, reading: &Reading, context: &Context<'_>) -> Option<Doubt> {
    let [carried] = reading.fields[..] else { return None };
    let column = context.forms.place(carried).field.key.strip_prefix("requests.carried_in.")?;
    let new = context.sheet.find(&format!("requests.received_new.{column}"))?;
    let is_beside = context.worth(new) == Some(stated) && reading.total.is_some_and(|total| total > stated);
    (is_beside && !stated.is_zero()).then_some(Doubt::Table(Damage::Rows(new, carried)))
}

/// The cells of which each alone, were it different, would make a reading agree, those of the first reading first: what a sum of two lacks,
/// either may lack.
fn alone(stated: Decimal, readings: &[Reading], context: &Context<'_>) -> Vec<Vec<FieldId>> {
    let mut sets: Vec<Vec<FieldId>> = Vec::new();
    for reading in readings {
        let lacks = reading.total.and_then(|total| stated.checked_sub(total));
        // None would be less than nothing.
        let may_be = |&field: &FieldId| {
            let whole = lacks.and_then(|lacks| context.in_sum(field).checked_add(lacks));
            whole.is_none_or(|whole| whole.is_zero() || whole.is_sign_positive())
        };
        for field in reading.fields.iter().copied().filter(may_be) {
            if !sets.contains(&vec![field]) {
                sets.push(vec![field]);
            }
        }
    }
    sets.truncate(MOST_TIES);
    sets
}

/// A figure that is the stated number with its digits there twice, if that breaks no sum over it.
fn stands_twice(stated: Decimal, reading: &Reading, context: &Context<'_>) -> Option<Doubt> {
    let [field] = reading.fields[..] else { return None };
    let is_twice = reading.total.and_then(half) == Some(stated);
    (is_twice && !breaks_a_sum(&[(field, stated)], context)).then_some(Doubt::Twice(field, stated))
}

/// What may have been lost on either side: the numbers of cells that are all blank, the place of a row that moved, a digit.
fn lost(number: &Stated, stated: Decimal, readings: &[Reading], context: &Context<'_>) -> Option<Doubt> {
    let is_empty = |reading: &&Reading| reading.fields.iter().all(|&field| is_blank(context.sheet, field));
    if let Some(&first) = readings.iter().find(is_empty).and_then(|reading| reading.fields.first()) {
        return Some(Doubt::Blank(first));
    }
    if let Some(field) =
        readings.iter().flat_map(|reading| &reading.fields).find(|&&field| told_by_text(field, context))
    {
        return Some(Doubt::Moved(Move::Row(*field)));
    }
    // 未收到申请 has no digits to lose.
    let is_written = !stated.is_zero() || number.sentence.contains(['0', '零', '０']);
    readings.iter().filter(|_| is_written).find_map(|reading| digit_lost(stated, reading, context))
}

/// A digit that one figure of a reading may have lost, with which all sums over it come out, or the number in the text. Lines of a PDF may be cut, which
/// takes more than one.
fn digit_lost(stated: Decimal, reading: &Reading, context: &Context<'_>) -> Option<Doubt> {
    let total = reading.total?;
    let cut = context.sheet.facts.is_pdf && is_piece(stated, total);
    if cut || is_short(stated, total) {
        return Some(Doubt::CutInText(stated, total));
    }
    let lacks = stated.checked_sub(total)?;
    let short = |&field: &FieldId| {
        let own = context.in_sum(field);
        let whole = own.checked_add(lacks)?;
        let is_lost = is_short(own, whole) || is_piece(own, whole);
        (is_lost && survives(&[(field, whole)], context)).then_some((field, whole))
    };
    reading.fields.iter().find_map(short).map(|lost| Doubt::DigitsLost(vec![lost]))
}

/// A figure as printed; of a blank also what its parts come to.
fn printed(field: FieldId, context: &Context<'_>) -> String {
    let printed = context.printed(field);
    match (context.sheet.number_or_nil(field), context.worth(field), context.lang) {
        (None, Some(worth), Lang::En) => format!("{printed} (its parts come to {})", plain(worth)),
        (None, Some(worth), Lang::Zh) => format!("{printed}（各项合计{}）", plain(worth)),
        _ => printed,
    }
}

fn told(number: &Stated, readings: &[Reading], context: &Context<'_>) -> String {
    let about = |word_zh: &'static str, word_en: &'static str| match context.lang {
        Lang::Zh => word_zh,
        Lang::En => word_en,
    };
    let bound = match number.bound {
        Bound::Approx => about("约", "about "),
        Bound::AtLeast => about("不少于", "at least "),
        Bound::AtMost => about("不多于", "at most "),
        Bound::Exact | Bound::Unknown => "",
    };
    let reading = |reading: &Reading| {
        let says = |field: FieldId| context.worth(field).is_none_or(|worth| !worth.is_zero());
        let short = reading.fields.len() > 2 && reading.fields.iter().any(|&field| says(field));
        let shown: Vec<FieldId> =
            reading.fields.iter().copied().filter(|&field| !short || says(field)).collect();
        let parts = shown.iter().map(|&field| format!("{} {}", context.name(field), printed(field, context)));
        let parts = parts.collect::<Vec<_>>().join(" + ");
        let others = if shown.len() < reading.fields.len() {
            about("（其余为0）", " (the others 0)")
        } else {
            ""
        };
        let total = reading.total.map(plain).unwrap_or_default();
        if reading.fields.len() == 1 { parts } else { format!("{parts}{others} = {total}") }
    };
    let tables: Vec<String> = readings.iter().map(reading).collect();
    let (subject, counter, sentence) = (&number.subject, &number.counter, number.printed.trim());
    let value = plain(number.value);
    match context.lang {
        Lang::En => format!(
            "The text says {bound}{value}{counter} ({subject}); the table says {}. Sentence {}: {sentence}",
            tables.join("; or "),
            number.sentence_no
        ),
        Lang::Zh => format!(
            "正文为{bound}{value}{counter}（{subject}）；表中为{}。第{}句：{sentence}",
            tables.join("；或"),
            number.sentence_no
        ),
    }
}
