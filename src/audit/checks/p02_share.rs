//! A share that does not follow from the numbers it is made of.

use rust_decimal::Decimal;

use super::About;
use super::of_documents::{self, SHARE};
use super::of_parts::{OUTCOMES, WHOLES, is_called_whole, part_and_wholes, split_at_parts};
use super::of_rates::{done_and_due, part_and_whole};
use super::of_shares::{
    Operand, as_fine, digit_lost, finding, fits, in_sentence, mind_text, numbers_before, operands, percent,
};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::sums::Outcome;
use crate::audit::sums::one_digit::Lost;
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::{BRACKETS, DISCLOSURE, DONE, NATURAL, NESTED, OF_THESE, OTHER_THINGS, TOTALS};
use crate::template::FieldId;

pub(super) const ABOUT: About = About {
    code: "P02-share",
    checks: Text {
        zh: "正文中的占比，按其自身的分子、分母重新计算。分子、分母取正文所述，正文没有的取表中数据；未写明占什么的，仅在同一句另一占比表明、或其前为整体与其部分时计算（制发公文及其中主动公开、依申请公开、不予公开的件数）；句首写明“在办结的若干件中”的，各占比均以该数为分母；句首为总数、其后各分项均带占比的（网络若干件，占若干；信函……），表中没有的分项也以该总数为分母，但须其余占比与之相符，或写明“占总数的”，或该句只有一项；只写“从申请方式看”“已办结的申请中”而没有总数的，以表中总数为分母，须其余占比与之相符或各项之和等于该数；与分项同名、紧接其后的比率（其中全程网办若干件，网办率）按该分项和其前的总数计算，按期办结率限于办理或应办理之数；办结率、答复率等低于100%的，按句中办结数（紧接其前）与收到数（含或不含结转）计算，并可为到期应办结的任一件数所占，但句中写明应办理件数的以其为分母；分项只见于表中、而另一行的数恰与占比相符的，可能是表格错行；容许四舍五入和截尾。",
        en: "A share in the running text, computed again from its own numerator and denominator: as the text states them, else as the tables print them; a share that does not say of what is only tested where another one in its sentence shows it, or where a whole and its parts stand before it (documents issued, and those that are public, given on request or not public); where the sentence begins with the whole (在办结的251件中), its shares are of that number; where it begins with a whole and names parts each with its share (by web so many, so much; by letter …), parts that no table has are taken of that whole if the other shares follow from it or the share says that it is of all (占总数的), or is the only one; where a list of parts of requests only says what divides them (从申请方式看, 已办结的申请中), they are taken of the total of the tables if another share follows from it or the parts come to it; a rate called as the part right before it (其中全程网办…件，网办率) is that of this part and the whole before it, one of what was done in time only of what was dealt with or due; a rate of those dealt with (办结率, 答复率) below 100% of those that came in, as its sentence states both, the number dealt with right before it, with those carried over or without, or of any number that may have been due, unless the sentence says how many were (应办理); where only the tables have a part and the number of another row gives the share, rows may have been misread; rounding and cutting off are allowed for.",
    },
    why: Text {
        zh: "占比由两个数得出，不能与这两个数不符。",
        en: "A share follows from two numbers and cannot disagree with both.",
    },
    example: Text {
        zh: "予以公开258件，占办结805件的33.9%：258÷805为32.0%。",
        en: "258 granted, 33.9% of 805 outcomes: 258 of 805 is 32.0%.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

/// The table that shares are mostly of.
const REQUESTS: &str = "requests.";

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    for share in stated.iter().filter(|share| is_of_this_year(share, context)) {
        let Some((parts, wholes)) = made_of(share, stated, context) else { continue };
        if let Some(differs) = differing(share, &parts, &wholes) {
            let lost = digit_lost(share.value, (differs.0, differs.1), percent, context);
            let mut finding = finding_of(share, differs, lost, context);
            mind_rows(&mut finding, share, (differs.0, differs.1), context);
            let fields = [differs.0, differs.1].map(|operand| operand.fields.as_slice()).concat();
            mind_text(&mut finding, &fields, out, context);
            out.push(finding);
        }
    }
}

/// The parts and the wholes that a share may be made of: of documents, of what was dealt with, else as its words have it.
fn made_of(share: &Stated, stated: &[Stated], context: &Context<'_>) -> Option<(Vec<Operand>, Vec<Operand>)> {
    of_documents::part_and_wholes(share, stated)
        .map(|(part, wholes)| (vec![part], wholes))
        .or_else(|| done_and_due(share, stated, context))
        .or_else(|| part_and_whole(share, stated))
        .or_else(|| of_words(share, stated, context))
}

/// What the words of a share stand for, in the sentence or in the tables.
fn of_words(
    share: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Option<(Vec<Operand>, Vec<Operand>)> {
    let words = share.share_of.strip_prefix(SHARE)?;
    let (part, wholes) = match words.split_once(" of ") {
        // 行政复议案件占全部行政复议案件的18.2%: of others as well, though it is called the same.
        Some((part, whole)) if part == whole => return None,
        Some((part, whole)) => (part, wholes_called(whole, part, share, stated, context)),
        None => (words, unnamed(words, share, stated, context)),
    };
    if wholes.is_empty() {
        // Parts that no table counts.
        return part_and_wholes(share, stated, context);
    }
    let mut parts = as_written(operands(part, share, stated, context));
    if parts.is_empty() && NATURAL.has(part) {
        // 自然人申请占新收申请总量的83.3%.
        let natural = operands(&words_of_natural(words), share, stated, context);
        return Some((natural, wholes));
    }
    if parts.iter().all(|part| !part.fields.is_empty()) {
        parts.extend(with_another_group(&parts, context));
    }
    if !parts.is_empty() {
        parts.extend(numbers_before(share, stated));
    }
    Some((parts, wholes))
}

/// The natural persons of the whole that a share names by the key of its row.
fn words_of_natural(words: &str) -> String {
    let row = words.split_once(" of ").and_then(|(_, whole)| whole.strip_suffix(".total"));
    row.filter(|row| !row.contains(' ')).map(|row| format!("{row}.natural_person")).unwrap_or_default()
}

/// What the words for a whole stand for; 办结总量 is what was dealt with where parts of requests are told.
fn wholes_called(
    whole: &str,
    part: &str,
    share: &Stated,
    stated: &[Stated],
    context: &Context<'_>,
) -> Vec<Operand> {
    let known = operands(whole, share, stated, context);
    let words = TOTALS.iter().find_map(|total| whole.strip_suffix(total)).unwrap_or(whole);
    // 建议、提案答复后予以公开12件，占答复总数的80%.
    let of_others = share.speaks_of_another_scope() || OTHER_THINGS.any_in(&share.sentence);
    let of_results = DONE.has(words) && DISCLOSURE.any_in(part) && !of_others;
    if known.is_empty() && of_results { operands(OUTCOMES, share, stated, context) } else { known }
}

/// What a part is together with one group of outcomes beside it: 予以公开的 may be with those granted in part, where only the tables have the
/// number.
fn with_another_group(parts: &[Operand], context: &Context<'_>) -> Vec<Operand> {
    let mut groups: Vec<(&str, Decimal)> = Vec::new();
    for &field in context.sheet.present() {
        let key = context.forms.place(field).field.key.as_str();
        let of_outcomes = key.strip_prefix(REQUESTS).and_then(|key| key.strip_suffix(".total"));
        let Some(row) = of_outcomes.filter(|row| !ALL_ROWS.contains(row)) else { continue };
        let group = row.split('.').next().unwrap_or(row);
        let Some(worth) = context.worth(field) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, sum)) => *sum = sum.saturating_add(worth),
            None => groups.push((group, worth)),
        }
    }
    let is_outcome = |part: &&Operand| {
        part.fields.iter().all(|&field| {
            let key = context.forms.place(field).field.key.as_str();
            key.starts_with(REQUESTS)
                && key.ends_with(".total")
                && !NO_OUTCOME.iter().any(|row| key.starts_with(row))
        })
    };
    let own = |part: &Operand, group: &str| {
        let of_group = format!("{REQUESTS}{group}.");
        part.fields.iter().any(|&field| context.forms.place(field).field.key.starts_with(&of_group))
    };
    let mut sums = Vec::new();
    for part in parts.iter().filter(is_outcome) {
        for (group, worth) in groups.iter().filter(|(group, _)| !own(part, group)) {
            let sum = part.value.checked_add(*worth).filter(|_| !group.is_empty());
            sums.extend(sum.map(|value| Operand { value, fields: part.fields.clone() }));
        }
    }
    sums
}

/// Takes a part that only the table has for misread where the number of another row in its place gives the share, as rows may stand in each
/// other's place, or where a sum over it fails; and so the whole that the table has of a part that is more.
fn mind_rows(
    finding: &mut Finding,
    share: &Stated,
    (part, whole): (&Operand, &Operand),
    context: &Context<'_>,
) {
    let key = |field: FieldId| context.forms.place(field).field.key.as_str();
    let column = |field: FieldId| context.forms.place(field).column.key.as_str();
    let is_beside = |field: FieldId, other: FieldId| {
        key(other).starts_with(REQUESTS) && column(other) == column(field) && !part.fields.contains(&other)
    };
    let fits_with = |field: FieldId, other: FieldId| {
        let [own, other] = [field, other].map(|field| context.worth(field));
        let value = part.value.checked_sub(own?)?.checked_add(other?)?;
        Some(fits(share.value, percent(value, whole.value)?))
    };
    let others = context.sheet.present();
    let is_exchanged = part.fields.iter().any(|&field| {
        others.iter().any(|&other| is_beside(field, other) && fits_with(field, other) == Some(true))
    });
    let fails = |&field: &FieldId| {
        let mut ids = context.forms.identities_of(field).iter();
        ids.any(|&id| matches!(context.sums.of(id), Outcome::Fails { .. }))
    };
    let reason = match () {
        () if is_exchanged => ("the number of another row gives this share", "另一行的数与此占比相符"),
        () if part.fields.iter().any(fails) => {
            ("a sum over the part does not come out", "该分项所在的合计不符")
        }
        () if part.value > whole.value && !whole.fields.is_empty() => {
            ("its whole is less than the part", "表中总数小于分项")
        }
        () => return,
    };
    if finding.verdict == Verdict::Published {
        finding.verdict = Verdict::Extraction;
        finding.detail.push_str(&match context.lang {
            Lang::En => format!(" The table may have been misread: {}.", reason.0),
            Lang::Zh => format!("表格可能读取有误：{}。", reason.1),
        });
    }
}

fn is_of_this_year(share: &Stated, context: &Context<'_>) -> bool {
    share.bound == Bound::Exact && share.about_year == context.sheet.year && share.counter == "%"
}

/// The readings of a number, or that which the sentence has where the table gives it as well: 收到17件，其中自然人10件 are not the 13 with
/// those carried over.
fn as_written(operands: Vec<Operand>) -> Vec<Operand> {
    let (stated, printed): (Vec<&Operand>, Vec<&Operand>) =
        operands.iter().partition(|operand| operand.fields.is_empty());
    let is_given = |own: &&&Operand| printed.iter().any(|other| other.value == own.value);
    match stated.iter().find(is_given).map(|own| own.value) {
        Some(value) => operands.into_iter().filter(|operand| operand.value == value).collect(),
        None => operands,
    }
}

/// A part and a whole that a share does not follow from, where none of all pairs gives it.
fn differing<'o>(
    share: &Stated,
    parts: &'o [Operand],
    wholes: &'o [Operand],
) -> Option<(&'o Operand, &'o Operand, Decimal)> {
    let pairs = || parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)));
    let of_pair = |(part, whole): (&Operand, &Operand)| percent(part.value, whole.value);
    let first = pairs().find_map(|pair| Some((pair.0, pair.1, of_pair(pair)?)))?;
    (!pairs().filter_map(of_pair).any(|percent| fits(share.value, percent))).then_some(first)
}

/// 自然人53件，占72.6%；法人或其他组织20件，占27.4%: what the shares of a sentence are of that do not say so, as far as another share
/// there shows it.
fn unnamed(part: &str, share: &Stated, stated: &[Stated], context: &Context<'_>) -> Vec<Operand> {
    let nothing = Vec::new();
    if !part.contains(REQUESTS) || share.speaks_of_another_scope() {
        return nothing;
    }
    // The part itself must be stated, and not stand for several things; or the sentence names the whole of all its parts.
    match in_sentence(part.trim(), share, share.about_year, stated).count() {
        0 => {
            let whole = named_before(part, share, stated);
            return whole.map(|whole| of_named(whole, context)).unwrap_or_default();
        }
        1 => {}
        _ => return nothing,
    }
    let same = |other: &&Stated| other.is_in_sentence_of(share);
    let mut wholes: Vec<Operand> =
        WHOLES.iter().flat_map(|whole| operands(whole, share, stated, context)).collect();
    let numbers = || stated.iter().filter(same).filter(|other| other.share_of.is_empty());
    let shown = |other: &Stated| {
        let Some(words) = other.share_of.strip_prefix(SHARE).filter(|_| is_of_this_year(other, context))
        else {
            return false;
        };
        let (part, whole) = words.split_once(" of ").unwrap_or((words, ""));
        let own = operands(whole, other, stated, context);
        let wholes = if whole.is_empty() { &wholes } else { &own };
        let parts = operands(part, other, stated, context);
        !std::ptr::eq(other, share)
            && !other.value.is_zero()
            && part.contains(REQUESTS)
            && !parts.is_empty()
            && !wholes.is_empty()
            && differing(other, &parts, wholes).is_none()
    };
    if let Some(whole) = named_before(part, share, stated) {
        return of_named(whole, context);
    }
    let is_opened = told_before_parts(share, stated);
    if !is_opened && !stated.iter().filter(same).any(shown) {
        return nothing;
    }
    // What other shares of the sentence are of is told first: it is what this one should be of.
    let gives = |other: &Stated, whole: &Operand| {
        let part = other
            .share_of
            .strip_prefix(SHARE)
            .map(|words| words.split_once(" of ").map_or(words, |(part, _)| part));
        let parts = part.map(|part| operands(part, other, stated, context)).unwrap_or_default();
        let mut of_whole = parts.iter().filter_map(|part| percent(part.value, whole.value));
        of_whole.any(|percent| fits(other.value, percent))
    };
    let others =
        || stated.iter().filter(same).filter(|other| !std::ptr::eq(*other, share) && !other.value.is_zero());
    // What the sentence says comes before what the tables have.
    wholes.sort_by_key(|whole| !whole.fields.is_empty());
    wholes
        .sort_by_cached_key(|whole| std::cmp::Reverse(others().filter(|other| gives(other, whole)).count()));
    // Whatever else is told there may be what it is of: another number, or all of them together.
    let parts = numbers().filter(|number| !is_opened || !is_called_whole(number));
    let sum = parts.map(|part| part.value).try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part));
    let told = numbers().map(|number| number.value).chain(sum);
    wholes.into_iter().chain(told.map(|value| Operand { value, fields: Vec::new() })).collect()
}

/// 办结申请240件，其中予以公开75件，占31.3%: whether the sentence tells the whole before it names parts of it.
fn told_before_parts(share: &Stated, stated: &[Stated]) -> bool {
    let Some((before, behind)) = split_at_parts(&share.sentence) else {
        return false;
    };
    let told = |other: &Stated| {
        other.sentence_no == share.sentence_no
            && other.share_of.is_empty()
            && is_called_whole(other)
            && before.contains(&plain(other.value))
    };
    behind.contains(&plain(share.value)) && stated.iter().any(told)
}

/// Rows of all requests, no matter what came of them.
const ALL_ROWS: [&str; 4] = ["received_new", "carried_in", "carried_out", "outcome_total"];
/// Rows of the table that are no parts of what was dealt with.
const NO_OUTCOME: [&str; 3] = ["requests.received_new.", "requests.carried_in.", "requests.carried_out."];

/// 在办结的251件中，予以公开103件，占41.06%: the whole that the sentence names before all its parts, if nothing else is told there that
/// the share may be of.
fn named_before<'s>(part: &str, share: &Stated, stated: &'s [Stated]) -> Option<&'s Stated> {
    let (before, behind) = OF_THESE.split(&share.sentence)?;
    let up_to = behind.find(&plain(share.value)).and_then(|at| behind.get(..at))?;
    if [NESTED, BRACKETS, OF_THESE].iter().any(|words| words.any_in(up_to)) {
        return None;
    }
    let mut wholes = stated.iter().filter(|other| {
        other.is_in_sentence_of(share) && other.share_of.is_empty() && is_called_whole(other)
    });
    let whole = wholes.next().filter(|_| wholes.next().is_none())?;
    let number = plain(whole.value);
    let own = before.strip_suffix(number.as_str())?;
    // The number of another year, an estimate, or 51 of 251.
    let is_it = whole.bound == Bound::Exact
        && whole.about_year == share.about_year
        && !own.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_part = |key: &str| {
        key.ends_with(".total")
            && !(whole.key == OUTCOMES && NO_OUTCOME.iter().any(|row| key.starts_with(row)))
    };
    (is_it && part.split(" + ").map(str::trim).all(is_part)).then_some(whole)
}

/// A whole as its sentence states it, and as the tables give it where they give another number: that is a finding of its own.
fn of_named(whole: &Stated, context: &Context<'_>) -> Vec<Operand> {
    let printed: Vec<Operand> = readings(&whole.key, context)
        .into_iter()
        .filter_map(|reading| reading.total.map(|value| Operand { value, fields: reading.fields }))
        .filter(|reading| !reading.fields.is_empty())
        .collect();
    let agrees = printed.iter().any(|reading| reading.value == whole.value);
    let stated = Operand { value: whole.value, fields: Vec::new() };
    std::iter::once(stated).chain(printed.into_iter().filter(|_| !agrees)).collect()
}

fn finding_of(
    share: &Stated,
    differs: (&Operand, &Operand, Decimal),
    lost: Option<Lost>,
    context: &Context<'_>,
) -> Finding {
    let (part, whole, computed) = differs;
    let (stated, expected) = (plain(share.value), plain(as_fine(computed, share.value)));
    let (a, b, sentence) = (plain(part.value), plain(whole.value), share.printed.trim());
    let detail = match context.lang {
        Lang::En => format!(
            "The text says {stated}%; {a} of {b} is {expected}%. Sentence {}: {sentence}",
            share.sentence_no
        ),
        Lang::Zh => {
            format!("正文为{stated}%；{a}占{b}的{expected}%。第{}句：{sentence}", share.sentence_no)
        }
    };
    let mut finding = finding(ABOUT.code, share.value, computed, (&[part, whole], lost), detail, context);
    if share.speaks_of_another_scope() {
        finding.verdict = Verdict::Note;
    }
    finding
}
