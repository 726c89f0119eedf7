//! A share that does not follow from the numbers it is made of.

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Verdict, plain};
use crate::audit::lang::{Lang, Text};
use crate::audit::prose::{Bound, Stated, readings};

pub(super) const ABOUT: About = About {
    code: "P02-share",
    checks: Text {
        zh: "正文中的占比，按其自身的分子、分母重新计算。分子、分母取正文所述，正文没有的取表中数据；容许四舍五入和截尾。",
        en: "A share in the running text, computed again from its own numerator and denominator: as the text states them, else as the tables print them; rounding and cutting off are allowed for.",
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

/// A share is of something that is named; `share: A of B` in `prose_figures.csv`.
const SHARE: &str = "share: ";

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    for share in stated {
        let Some((part, whole)) =
            share.share_of.strip_prefix(SHARE).and_then(|words| words.split_once(" of "))
        else {
            continue;
        };
        if share.bound != Bound::Exact || share.about_year != context.sheet.year || share.counter != "%" {
            continue;
        }
        let (parts, wholes) = (numbers(part, share, stated, context), numbers(whole, share, stated, context));
        let pairs = || parts.iter().flat_map(|part| wholes.iter().map(move |whole| (*part, *whole)));
        let Some(((part, whole), percent)) = pairs().find_map(|pair| Some((pair, percent(pair)?))) else {
            continue;
        };
        if pairs().filter_map(percent_of).any(|percent| fits(share.value, percent)) {
            continue;
        }
        let (stated, expected) = (plain(share.value), plain(percent.round_dp(share.value.scale().max(1))));
        let (a, b, sentence) = (plain(part), plain(whole), share.sentence.trim());
        let detail = match context.lang {
            Lang::En => format!(
                "The text says {stated}%; {a} of {b} is {expected}%. Sentence {}: {sentence}",
                share.sentence_no
            ),
            Lang::Zh => {
                format!("正文为{stated}%；{a}占{b}的{expected}%。第{}句：{sentence}", share.sentence_no)
            }
        };
        let finding = context.finding(ABOUT.code, Verdict::Published, detail);
        out.push(finding.numbers(share.value, percent.round_dp(share.value.scale().max(1))));
    }
}

/// The numbers that words or keys stand for: as stated in the same sentence, else as the tables give them.
fn numbers(words: &str, share: &Stated, stated: &[Stated], context: &Context<'_>) -> Vec<Decimal> {
    let words = words.trim();
    let same = |other: &&Stated| {
        other.sentence_no == share.sentence_no
            && other.share_of.is_empty()
            && (other.key == words || (!other.subject.is_empty() && other.subject == words))
    };
    let mut numbers: Vec<Decimal> = stated.iter().filter(same).map(|other| other.value).collect();
    numbers.extend(
        readings(words, context)
            .into_iter()
            .filter_map(|reading| if reading.fields.is_empty() { None } else { reading.total }),
    );
    numbers
}

fn percent((part, whole): (Decimal, Decimal)) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

fn percent_of(pair: (Decimal, Decimal)) -> Option<Decimal> {
    percent(pair)
}

/// Whether a stated share is a computed one, rounded or cut off at its last decimal.
fn fits(stated: Decimal, computed: Decimal) -> bool {
    (stated - computed).abs() < Decimal::new(1, stated.scale())
}
