//! What the checks of shares and of growth share: the numbers that a percentage is made of, and whether it follows from them.

use rust_decimal::Decimal;

use super::of_documents::SHARE;
use crate::audit::context::Context;
use crate::audit::doubt::lone;
use crate::audit::doubt::reason::Doubt;
use crate::audit::doubt::survives::survives;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::sums::localise::MOST_TIES;
use crate::audit::sums::one_digit::{Lost, wholes};
use crate::audit::told::finding::{Finding, Verdict, suspects};
use crate::audit::told::lang::Lang;
use crate::audit::words::AMONG;
use crate::exact::apart;
use crate::template::FieldId;

/// A number that a share or a change may be made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Operand {
    pub(super) value: Decimal,
    /// The figures of the tables that it is the sum of; none where the sentence states it.
    pub(super) fields: Vec<FieldId>,
}

/// The numbers on a year that words or keys stand for: as stated in the sentence.
pub(super) fn in_sentence<'s>(
    words: &'s str,
    share: &'s Stated,
    year: Option<u16>,
    stated: &'s [Stated],
) -> impl Iterator<Item = Operand> + 's {
    let same = move |other: &&Stated| {
        other.is_in_sentence_of(share)
            && other.share_of.is_empty()
            && other.bound == Bound::Exact
            && other.about_year == year
            && (other.key == words || (!other.subject.is_empty() && other.subject == words))
    };
    stated.iter().filter(same).map(|other| Operand { value: other.value, fields: Vec::new() })
}

/// The numbers that words or keys stand for on the year of the report: as stated in the same sentence, else as the tables
/// give them.
pub(super) fn operands(
    words: &str,
    share: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Vec<Operand> {
    let words = words.trim();
    let mut operands: Vec<Operand> = in_sentence(words, share, share.about_year, stated).collect();
    operands.extend(readings(words, context).into_iter().filter_map(|reading| {
        let value = if reading.fields.is_empty() { None } else { reading.total };
        value.map(|value| Operand { value, fields: reading.fields })
    }));
    operands
}

/// More numbers of a sentence are not tried together.
const MOST_NUMBERS: usize = 16;

/// What a share or a change may be of where it stands behind several numbers of its sentence, counted alike: each of them, the last
/// ones together, all but those in a bracket. Whoever reads 同意公开19件、部分公开6件，合计占55.6% takes the sum.
pub(super) fn numbers_before(share: &Stated, stated: &[Stated]) -> Vec<Operand> {
    let at = stated.iter().position(|other| std::ptr::eq(other, share)).unwrap_or_default();
    let same = |other: &&Stated| {
        other.is_in_sentence_of(share) && other.share_of.is_empty() && other.about_year == share.about_year
    };
    // 收到14件，其中自然人12件，占100.0%: the whole is none of its parts.
    let parts = AMONG.split(&share.sentence).map(|(_, parts)| parts);
    let is_part = |one: &&Stated| parts.is_none_or(|parts| parts.contains(&one.written()));
    let mut before: Vec<&Stated> = stated
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .filter(same)
        .filter(is_part)
        .take(MOST_NUMBERS)
        .collect();
    before.reverse();
    // 予以公开523件，占29.1%；无法提供432件，占29.0%: a number that has a share of its own is not what the next one is of.
    let has_own = |number: &Stated| {
        let own = stated.iter().position(|other| std::ptr::eq(other, number));
        let next = own.and_then(|own| stated.get(own + 1)).filter(|next| !std::ptr::eq(*next, share));
        next.is_some_and(|next| next.counter == share.counter && next.share_of.starts_with(SHARE))
    };
    let mut operands = Vec::new();
    for (from, first) in before.iter().enumerate().rev() {
        let mut sum = Decimal::ZERO;
        let alike = before.iter().skip(from).filter(|other| other.counter == first.counter);
        for (more, number) in alike.enumerate() {
            let Some(next) = sum.checked_add(number.value) else { break };
            sum = next;
            if more == 0 && has_own(number) {
                continue;
            }
            operands.push(Operand { value: sum, fields: Vec::new() });
        }
    }
    operands
}

/// One number as a percentage of another.
pub(in crate::audit) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Whether a stated percentage is a computed one, rounded or cut off at its last decimal.
pub(super) fn fits(stated: Decimal, computed: Decimal) -> bool {
    apart(stated, computed) < Decimal::new(1, stated.scale())
}

/// A computed percentage with as many decimals as the stated one, and one at least.
pub(super) fn as_fine(computed: Decimal, stated: Decimal) -> Decimal {
    computed.round_dp(stated.scale().max(1))
}

/// The number that with one digit more would make a percentage follow from two others: the percentage, or one of them, if that is no
/// figure whose sums do not come out with it.
pub(super) fn digit_lost(
    stated: Decimal,
    (one, other): (&Operand, &Operand),
    of_pair: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    context: &Context<'_>,
) -> Option<Lost> {
    let try_all = |operand: &Operand, fits_with: &dyn Fn(Decimal) -> Option<Decimal>| {
        let fitting = |number: Decimal| fits_with(number).is_some_and(|computed| fits(stated, computed));
        if operand.fields.is_empty() {
            let whole = wholes(operand.value).find(|&whole| fitting(whole))?;
            return Some(Lost { printed: operand.value, whole });
        }
        // Of a sum of figures one of them lost it.
        operand.fields.iter().find_map(|&field| {
            let printed = context.sheet.number(field)?;
            let others = operand.value.checked_sub(printed)?;
            let fits = |&whole: &Decimal| {
                others.checked_add(whole).is_some_and(fitting) && survives(&[(field, whole)], context)
            };
            Some(Lost { printed, whole: wholes(printed).find(fits)? })
        })
    };
    percent_lost(stated, of_pair(one.value, other.value)?)
        .or_else(|| try_all(one, &|whole| of_pair(whole, other.value)))
        .or_else(|| try_all(other, &|whole| of_pair(one.value, whole)))
}

/// A percentage that with a digit more, before its point or behind it, is the computed one.
pub(super) fn percent_lost(stated: Decimal, computed: Decimal) -> Option<Lost> {
    let printed = stated.abs();
    let same_side = stated.is_sign_negative() == computed.is_sign_negative();
    let alike = |whole: &Decimal| fits(*whole, computed.abs());
    let whole = wholes(printed).filter(|_| same_side).find(alike)?;
    Some(Lost { printed, whole })
}

/// A finding on numbers that the sentence states all by itself; one of them may be short of a digit.
pub(super) fn of_numbers(
    check: &str,
    (stated, computed): (Decimal, Decimal),
    lost: Option<Lost>,
    mut detail: String,
    context: &Context<'_>,
) -> Finding {
    let verdict = if lost.is_none() { Verdict::Published } else { Verdict::Extraction };
    detail.extend(lost.map(|lost| lost.told(context.lang)));
    context.finding(check, verdict, detail).numbers(stated, computed)
}

/// Takes figures of the tables for misread where what the text states for their rows says so: P01 has seen them by then.
pub(super) fn mind_text(finding: &mut Finding, fields: &[FieldId], all: &[Finding], context: &Context<'_>) {
    let is_misread = |&field: &FieldId| {
        let place = context.forms.place(field);
        all.iter().any(|other| {
            other.check.starts_with("P01")
                && other.verdict == Verdict::Extraction
                && other.table == place.table.key
                && other.row == place.row.key
        })
    };
    if finding.verdict != Verdict::Published || !fields.iter().any(is_misread) {
        return;
    }
    finding.verdict = Verdict::Extraction;
    finding.detail.push_str(match context.lang {
        Lang::En => " The table may have been misread: see what P01 says of its row.",
        Lang::Zh => "表格可能读取有误：见P01所述该行情况。",
    });
}

/// A finding on a percentage; figures of the tables that it is made of may have been misread, or one of the numbers be short of a digit.
pub(super) fn finding(
    check: &str,
    stated: Decimal,
    computed: Decimal,
    (operands, lost): (&[&Operand], Option<Lost>),
    mut detail: String,
    context: &Context<'_>,
) -> Finding {
    let mut fields = operands.iter().flat_map(|operand| &operand.fields);
    let doubt: Option<Doubt> = fields.find_map(|&field| lone::of_lone_cell(field, context));
    if let Some(doubt) = &doubt {
        let reason = doubt.told(context);
        detail.push_str(&match context.lang {
            Lang::En => format!(" The table may have been misread: {reason}."),
            Lang::Zh => format!("表格可能读取有误：{reason}。"),
        });
    }
    let sound = doubt.is_none() && lost.is_none();
    detail.extend(lost.filter(|_| doubt.is_none()).map(|lost| lost.told(context.lang)));
    let verdict = if sound { Verdict::Published } else { Verdict::Extraction };
    let mut finding = context.finding(check, verdict, detail).numbers(stated, as_fine(computed, stated));
    // What the sentence leaves to the tables may be what is wrong, each figure of it alone.
    let of_tables = operands.iter().flat_map(|operand| &operand.fields).take(MOST_TIES);
    finding.suspects = suspects(&of_tables.map(|&field| vec![field]).collect::<Vec<_>>(), context.forms);
    finding
}
