//! A number that a sentence says is the sum of those before it: 新收154件，上年结转3件，合计157件.

use rust_decimal::Decimal;

use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, is_of_tables, readings};
use crate::audit::sums::one_digit::{Lost, is_short};
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::Lang;
use crate::audit::words::{AMONG, NESTED, NO_PART, SUMS_UP, TWICE, TWICE_IN_PART};

/// Numbers and what is said to be their sum.
pub(super) struct Summed<'s> {
    parts: Vec<&'s Stated>,
    total: &'s Stated,
}

const ENDS: [char; 4] = ['。', '；', '，', ','];

/// The numbers of a sentence that the last of them is said to sum up, if they are counted alike and nothing is said that would leave it open
/// which they are.
pub(super) fn summed_up(sentence: &[Stated]) -> Option<Summed<'_>> {
    let text = sentence.first()?.sentence.as_str();
    if [AMONG, TWICE, TWICE_IN_PART].iter().any(|words| words.any_in(text)) || text.contains('；') {
        return None;
    }
    let numbers: Vec<&Stated> = sentence.iter().filter(|one| one.share_of.is_empty()).collect();
    let at = numbers.iter().position(|one| is_said_of(one))?;
    let (parts, rest) = numbers.split_at_checked(at)?;
    let total = rest.first()?;
    let first = parts.first()?;
    let is_alike = |one: &&&Stated| {
        one.bound == Bound::Exact && one.about_year == total.about_year && one.counter == total.counter
    };
    let is_open = |one: &&Stated| {
        [NESTED, NO_PART].iter().any(|words| words.any_in(&one.subject)) && one.key.is_empty()
    };
    let sound = parts.len() > 1 && !total.counter.is_empty() && total.counter != "%";
    let alike = parts.iter().chain([total]).filter(is_alike).count() == parts.len() + 1;
    let before = first.around().map_or("", |(before, _)| before);
    let flat = total.around().is_some_and(|(up_to, _)| !up_to.contains(['（', '(']));
    let plain_words = !before.contains(['。', '：']);
    (sound && alike && flat && plain_words && !parts.iter().any(is_open))
        .then(|| Summed { parts: parts.to_vec(), total })
}

impl Summed<'_> {
    /// The finding of a check where the total is neither their sum nor that of the last ones.
    pub(super) fn finding(&self, check: &str, context: &Context<'_>) -> Option<Finding> {
        let sums: Option<Vec<Decimal>> = self
            .parts
            .iter()
            .rev()
            .scan(Some(Decimal::ZERO), |sum, part| {
                *sum = sum.and_then(|sum| sum.checked_add(part.value));
                Some(*sum)
            })
            .collect();
        let sums = sums?;
        let sum = *sums.last()?;
        let total = self.total.value;
        if sums.iter().skip(1).any(|sum| *sum == total) {
            return None;
        }
        let list: Vec<String> = self.parts.iter().map(|part| plain(part.value)).collect();
        let (list, all, counter) = (list.join(" + "), plain(sum), &self.total.counter);
        let (said, text, number) = (plain(total), self.total.printed.trim(), &self.total.sentence_no);
        let mut detail = match context.lang {
            Lang::En => format!(
                "The text says {list} = {all}{counter}, and {said}{counter} in all. Sentence {number}: {text}"
            ),
            Lang::Zh => format!("正文为{list}＝{all}{counter}，合计为{said}{counter}。第{number}句：{text}"),
        };
        let lost = digit_lost(&[self.total], &self.parts, (total, sum), context);
        let verdict = if lost.is_none() { Verdict::Published } else { Verdict::Extraction };
        detail.extend(lost.map(|lost| lost.told(context.lang)));
        Some(context.finding(check, verdict, detail).numbers(total, sum))
    }
}

/// Whether nothing but that it is a sum is said of a number: ，合计156件.
fn is_said_of(number: &Stated) -> bool {
    let Some((before, _)) = number.around() else { return false };
    let clause = before.trim_end_matches(['为', '：', ' ']).rsplit(ENDS).next().unwrap_or_default();
    SUMS_UP.has(clause.trim())
}

/// The whole or a part that with a digit more would make the parts the whole. A number that the tables give as well has lost none.
pub(super) fn digit_lost(
    wholes: &[&Stated],
    parts: &[&Stated],
    (all, sum): (Decimal, Decimal),
    context: &Context<'_>,
) -> Option<Lost> {
    let is_open = |number: &&&Stated| !is_of_tables(number, context);
    let of_whole = wholes.iter().filter(is_open).map(|whole| (whole.value, Some(sum)));
    let lacks = all.checked_sub(sum);
    let of_part = parts
        .iter()
        .filter(is_open)
        .map(|part| (part.value, lacks.and_then(|lacks| part.value.checked_add(lacks))));
    let of_tables = wholes.iter().chain(parts).filter(is_open).flat_map(|number| {
        let totals = readings(&number.key, context).into_iter().map(|reading| reading.total);
        totals.map(|total| (number.value, total))
    });
    let would_be = of_whole.chain(of_part).chain(of_tables);
    let mut would_be = would_be.filter_map(|(printed, whole)| Some((printed, whole?)));
    would_be
        .find(|&(printed, whole)| is_short(printed, whole))
        .map(|(printed, whole)| Lost { printed, whole })
}
