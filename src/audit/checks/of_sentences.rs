//! What lies between a number of the text and the figures of the tables it is held against, where the sentence or the tables say so
//! themselves: 收到430件，其中重复登记8件 beside 422 is no difference.

use rust_decimal::Decimal;

use super::of_parts::split_at_parts;
use super::of_results::is_of_another_whole;
use super::of_scopes::is_of_others;
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Reading, Stated, is_of_tables, readings};
use crate::audit::told::finding::plain;
use crate::audit::told::lang::Lang;
use crate::audit::words::{
    AMONG, ANSWERED, BRACKETS, CARRIED, CHANGES, CLEARED, ENDED, KINDS, THE_OTHERS, TOLD_APART,
};
use crate::exact::sum;
use crate::template::FieldId;

/// So many numbers that follow one another may be left out together.
const MOST_TOGETHER: usize = 3;
/// The table of what is published unasked, of which no row is a part of another.
const UNASKED: &str = "proactive.";
/// The figures of licences and penalties.
const DECISIONS: &str = ".decisions";
/// Requests of the year before.
const CARRIED_IN: &str = "requests.carried_in.";
/// What was answered leaves out what was not gone into, and what ended otherwise.
const NOT_GONE_INTO: [&str; 2] = ["requests.not_processed.", "requests.other."];

/// Why a number that the tables do not give may be right beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Between {
    /// A sum of numbers, one of them the table's.
    Sum(String),
    /// It counts kinds, and the table decisions.
    Kinds,
    /// It speaks of documents that were looked through.
    Cleared,
    /// It counts other things, or some of them, or more.
    Others,
}

impl Between {
    /// What makes the two agree, as a sentence.
    pub(super) fn told(&self, lang: Lang) -> String {
        match (self, lang) {
            (Between::Sum(sum), Lang::En) => format!(" The numbers can be reconciled: {sum}."),
            (Between::Sum(sum), Lang::Zh) => format!("两者可以对上：{sum}。"),
            (Between::Kinds, Lang::En) => " 项 may count kinds, and not decisions.".to_string(),
            (Between::Kinds, Lang::Zh) => "“项”可指事项种类，而非处理决定件数。".to_string(),
            (Between::Cleared, Lang::En) => {
                " The sentence is on documents that were looked through (清理).".to_string()
            }
            (Between::Cleared, Lang::Zh) => "句中所说为清理情况。".to_string(),
            (Between::Others, Lang::En) => {
                " By its words it may count other things than the table.".to_string()
            }
            (Between::Others, Lang::Zh) => "句中所计的范围可能与表不同。".to_string(),
        }
    }
}

/// What reconciles a stated number with one of its readings.
pub(super) fn between(
    number: &Stated,
    readings: &[Reading],
    sentence: &[Stated],
    context: &Context<'_>,
) -> Option<Between> {
    let of = |key: &str| {
        readings.iter().flat_map(|of| &of.fields).any(|&field| key_of(field, context).ends_with(key))
    };
    if KINDS.has(&number.counter) && of(".decisions") {
        return Some(Between::Kinds);
    }
    if CLEARED.any_in(&number.sentence) && of(".repealed") {
        return Some(Between::Cleared);
    }
    let totals: Vec<Decimal> = readings.iter().filter_map(|reading| reading.total).collect();
    let of_sentence = || {
        stated_beside(number, &totals, sentence, context)
            .or_else(|| parts_of_it(number, sentence, context))
            .or_else(|| reconciles(number, sentence, context))
    };
    let of_table = || readings.iter().find_map(|reading| left_out(number, reading, context));
    let of_others = || {
        (is_of_others(number, readings, sentence, context) || is_of_another_whole(number, sentence, context))
            .then_some(Between::Others)
    };
    of_sentence().or_else(of_table).map(Between::Sum).or_else(of_others)
}

fn key_of<'c>(field: FieldId, context: &'c Context<'_>) -> &'c str {
    context.forms.place(field).field.key.as_str()
}

/// 实际新收422件, or 其中撤回8件: the table's number itself, or what is between, in words that no figure of the table answers to.
fn stated_beside(
    number: &Stated,
    totals: &[Decimal],
    sentence: &[Stated],
    context: &Context<'_>,
) -> Option<String> {
    let own = sentence.iter().position(|other| std::ptr::eq(other, number))?;
    let alike = |other: &&Stated| is_beside(number, other);
    let same = |other: &&Stated| {
        totals.contains(&other.value)
            && (other.key.is_empty() && !is_whole_of_kinds(other, number)
                || shares_a_reading(&other.key, &number.key))
    };
    if let Some(other) = sentence.iter().filter(alike).find(same) {
        return Some(format!("{} ({})", plain(other.value), other.subject.trim()));
    }
    let of_all = ["received_new", "outcome_total"].iter().any(|row| number.key.contains(row))
        || number.key.starts_with("disputes.") && number.key.ends_with(".total");
    // 当年答复420件，另有1件为上年结转件: those of the year before are told apart.
    let outcomes = number.key.contains("outcome_total");
    // 当年办结420件，上年结转办结1件: and so are these.
    let is_apart = |other: &Stated| {
        TOLD_APART.any_in(&number.sentence) || CARRIED.any_in(&other.subject) && ENDED.any_in(&other.subject)
    };
    let open = |other: &&Stated| {
        let own = match () {
            () if other.key.is_empty() => true,
            () if other.key.contains("carried") => {
                outcomes && is_apart(other) && other.key.starts_with(CARRIED_IN)
            }
            () => of_all && !is_of_tables(other, context),
        };
        own && is_beside(number, other)
    };
    let (before, behind) = (sentence.get(..own)?, sentence.get(own + 1..)?);
    let before: Vec<Decimal> = before.iter().rev().take(1).filter(open).map(|other| other.value).collect();
    let behind: Vec<Decimal> = behind.iter().filter(open).map(|other| other.value).collect();
    let runs = [before, behind].into_iter().flat_map(runs);
    let mut sums =
        runs.filter_map(|parts| Some((sum(parts.iter().copied())?, parts))).flat_map(|(sum, parts)| {
            [(number.value.checked_sub(sum), "-"), (number.value.checked_add(sum), "+")]
                .map(|(whole, sign)| (parts.clone(), whole, sign))
        });
    sums.find_map(|(parts, whole, sign)| {
        let whole = whole.filter(|whole| totals.contains(whole))?;
        Some(equation(number.value, &parts, sign, whole))
    })
}

/// 行政执法决定53件，其中行政许可35件: the first is of decisions of all kinds, and none of them.
fn is_whole_of_kinds(other: &Stated, number: &Stated) -> bool {
    let Some((before, _)) = number.around() else { return false };
    let Some((whole, _)) = split_at_parts(before) else { return false };
    number.key.ends_with(DECISIONS) && whole.trim_end_matches(['，', '（']).ends_with(&other.written())
}

/// 收到430件（含重复申请8件）beside 422: the number is what lies between another one of the sentence and the tables.
fn reconciles(number: &Stated, sentence: &[Stated], context: &Context<'_>) -> Option<String> {
    // 不予公开2件、不予处理3件 are parts of one whole, and nothing between them.
    let is_whole = |key: &str| {
        ["received_new.total", "outcome_total.total"].iter().any(|whole| key.contains(whole))
            || key.starts_with("disputes.") && key.ends_with(".total")
    };
    let open =
        |other: &&Stated| is_beside(number, other) && is_whole(&other.key) && !is_of_tables(other, context);
    sentence.iter().filter(open).find_map(|other| {
        let totals: Vec<Decimal> =
            readings(&other.key, context).into_iter().filter_map(|reading| reading.total).collect();
        [("-", other.value.checked_sub(number.value)), ("+", other.value.checked_add(number.value))]
            .into_iter()
            .find_map(|(sign, whole)| {
                let whole = whole.filter(|whole| totals.contains(whole))?;
                Some(equation(other.value, &[number.value], sign, whole))
            })
    })
}

/// The beginnings of each run of numbers, up to so many.
fn runs(numbers: Vec<Decimal>) -> Vec<Vec<Decimal>> {
    (0..numbers.len())
        .flat_map(|from| (1..=MOST_TOGETHER).filter_map(move |many| Some(from..from.checked_add(many)?)))
        .filter_map(|run| numbers.get(run).map(<[Decimal]>::to_vec))
        .collect()
}

/// 不予公开类72件，其中不予公开40件、不予处理32件: numbers of the table that follow and make it up.
fn parts_of_it(number: &Stated, sentence: &[Stated], context: &Context<'_>) -> Option<String> {
    let own = sentence.iter().position(|other| std::ptr::eq(other, number))?;
    let (_, behind) = number.sentence.split_once(plain(number.value).as_str())?;
    if !AMONG.any_in(behind) && !BRACKETS.any_in(behind) {
        return None;
    }
    let mut parts = Vec::new();
    let mut sum = Decimal::ZERO;
    for other in sentence.get(own + 1..)?.iter().take_while(|other| is_beside(number, other)) {
        if !is_of_tables(other, context) {
            return None;
        }
        sum = sum.checked_add(other.value)?;
        parts.push(other.value);
        if parts.len() > 1 && sum == number.value {
            return Some(equation(Decimal::ZERO, &parts, "+", sum));
        }
    }
    None
}

/// Whether another number of a sentence counts the same things in the same year and is neither a share nor a change.
fn is_beside(number: &Stated, other: &Stated) -> bool {
    !std::ptr::eq(number, other)
        && other.counter == number.counter
        && other.about_year == number.about_year
        // Licences and penalties are no parts of each other.
        && (other.key.is_empty() || !other.key.starts_with(UNASKED))
        && other.share_of.is_empty()
        && other.bound == Bound::Exact
        && !other.value.is_zero()
        && !CHANGES.any_in(&other.subject)
}

fn shares_a_reading(one: &str, other: &str) -> bool {
    one.split(" | ").any(|reading| other.split(" | ").any(|of| of == reading))
}

/// What a word may leave out or take in of what the table has: 办结18件 of 20, two of which are pending; 企业等58件 of all organisations.
fn left_out(number: &Stated, reading: &Reading, context: &Context<'_>) -> Option<String> {
    let total = reading.total?;
    let beside = reading.fields.iter().flat_map(|&field| beside(field, number, context));
    let mut all: Vec<FieldId> = beside.filter(|field| !reading.fields.contains(field)).collect();
    all.sort_unstable();
    all.dedup();
    let worth = |field: FieldId| context.worth(field).filter(|worth| !worth.is_zero());
    let [first, ..] = reading.fields[..] else { return None };
    let place = context.forms.place(first);
    if place.table.key == "disputes" && place.column.key == "total" || place.row.key == "outcome_total" {
        let out: Vec<Decimal> = all.into_iter().filter_map(worth).collect();
        let groups = [out.clone()].into_iter().chain(out.into_iter().map(|one| vec![one]));
        return groups.filter(|out| !out.is_empty()).find_map(|out| {
            let left = total.checked_sub(sum(out.iter().copied())?)?;
            (left == number.value).then(|| equation(total, &out, "-", left))
        });
    }
    let more: Vec<Decimal> = all.into_iter().filter_map(worth).collect();
    let many = more.len().min(6);
    (1u32..1 << many).find_map(|chosen| {
        let parts: Vec<Decimal> =
            (0..many).filter(|at| chosen >> at & 1 == 1).filter_map(|at| more.get(at).copied()).collect();
        let sum = total.checked_add(sum(parts.iter().copied())?)?;
        (sum == number.value).then(|| equation(total, &parts, "+", sum))
    })
}

/// Whether a number is called after a column, and not after one for what is left of others: 其他19件 may be all others.
fn names_column(number: &Stated, label: &str) -> bool {
    !THE_OTHERS.has(label) && number.subject.contains(label)
}

/// The figures beside one of a reading that its word may leave out or take in.
fn beside(field: FieldId, number: &Stated, context: &Context<'_>) -> Vec<FieldId> {
    let place = context.forms.place(field);
    let in_row =
        |column: &str| context.sheet.find(&format!("{}.{}.{column}", place.table.key, place.row.key));
    match (place.table.key.as_str(), place.column.key.as_str()) {
        ("disputes", "total") if ENDED.any_in(&number.sentence) => in_row("pending").into_iter().collect(),
        ("requests", "total") if place.row.key == "outcome_total" && ANSWERED.any_in(&number.subject) => {
            let of_groups = |of: &&FieldId| {
                let key = key_of(**of, context);
                key.ends_with(".total") && NOT_GONE_INTO.iter().any(|group| key.starts_with(group))
            };
            context.sheet.present().iter().filter(of_groups).copied().collect()
        }
        // 企业等58件 takes in others, 商业企业58件 does not.
        ("requests", own)
            if !matches!(own, "total" | "natural_person") && !names_column(number, &place.column.label) =>
        {
            let columns = place.block.columns.iter().map(|column| column.key.as_str());
            columns
                .filter(|&of| of != own && !matches!(of, "total" | "natural_person"))
                .filter_map(in_row)
                .collect()
        }
        _ => Vec::new(),
    }
}

/// 430 - 8 = 422.
fn equation(first: Decimal, parts: &[Decimal], sign: &str, sum: Decimal) -> String {
    let first = (!first.is_zero()).then(|| plain(first));
    let terms: Vec<String> = first.into_iter().chain(parts.iter().map(|part| plain(*part))).collect();
    format!("{} = {}", terms.join(&format!(" {sign} ")), plain(sum))
}
