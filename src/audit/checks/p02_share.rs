//! A share that does not follow from the numbers it is made of.

use super::About;
use super::of_shares::{Operand, as_fine, finding, fits, operands, percent};
use crate::audit::context::Context;
use crate::audit::finding::{Finding, plain};
use crate::audit::lang::{Lang, Text};
use crate::audit::prose::{Bound, Stated};

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
        let (parts, wholes) =
            (operands(part, share, stated, context), operands(whole, share, stated, context));
        let pairs = || parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)));
        let of_pair = |(part, whole): (&Operand, &Operand)| percent(part.value, whole.value);
        let Some(((part, whole), computed)) = pairs().find_map(|pair| Some((pair, of_pair(pair)?))) else {
            continue;
        };
        if pairs().filter_map(of_pair).any(|percent| fits(share.value, percent)) {
            continue;
        }
        let (stated, expected) = (plain(share.value), plain(as_fine(computed, share.value)));
        let (a, b, sentence) = (plain(part.value), plain(whole.value), share.sentence.trim());
        let detail = match context.lang {
            Lang::En => format!(
                "The text says {stated}%; {a} of {b} is {expected}%. Sentence {}: {sentence}",
                share.sentence_no
            ),
            Lang::Zh => {
                format!("正文为{stated}%；{a}占{b}的{expected}%。第{}句：{sentence}", share.sentence_no)
            }
        };
        out.push(finding(ABOUT.code, share.value, computed, &[part, whole], detail, context));
    }
}
