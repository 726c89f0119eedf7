//! A sentence that gives this year's figures under the name of another year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, readings};
use crate::audit::told::finding::{Finding, Verdict};
use crate::audit::told::lang::{Lang, Text};

/// Numbers below this agree by chance.
const SMALL: i64 = 5;
/// So many figures of one sentence, of which so many are not nought, are the same in two years by no chance.
const MANY: usize = 5;
const SAYING: usize = 3;
/// Words of a sentence that means to speak of another year.
const LOOKING_BACK: &str = include_str!("../../../data/audit/looking_back_words.txt");

pub(super) const ABOUT: About = About {
    code: "P04-stale_year",
    checks: Text {
        zh: "句子写的是另一年份，而其中至少两个不同且不小于5的数正是本年度表中的数据，或所述五个以上的数全部如此：年份未更新。写明“回顾”等的句子除外。",
        en: "A sentence names another year, and at least two different numbers of 5 or more in it are those of this year's tables, or all of five or more figures that it states: the year was not brought up to date. A sentence that says it looks back (回顾) is left out.",
    },
    why: Text { zh: "年度报告写的是一个公历年度。", en: "A report is on one calendar year." },
    example: Text {
        zh: "2023年度报告写“2022年新收申请93件，办结90件”，而93和90是2023年表中的数。",
        en: "The report on 2023 says \"in 2022, 93 requests came in and 90 were dealt with\", and these are the figures of 2023.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第四十九条、第五十条", en: "Regulations, Articles 49 and 50"
    },
};

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    let Some(year) = context.sheet.year else { return };
    for sentence in stated.chunk_by(|a, b| a.sentence_no == b.sentence_no && a.sentence == b.sentence) {
        let Some(first) = sentence.first() else { continue };
        let Some(named) = first.about_year.filter(|&named| named != year) else { continue };
        // What is carried over to the next year is counted with that year, and a change is told of the year of the report.
        let own = |number: &&Stated| !number.key.contains("carried") && number.share_of.is_empty();
        let one_year = sentence.iter().filter(own).all(|number| number.about_year == Some(named));
        // 收到51件、办结51件 agrees by chance as easily as one number does.
        let alike = sentence.iter().filter(|number| is_of_tables(number, context)).map(|number| number.value);
        let large = alike.collect::<BTreeSet<Decimal>>().len();
        let this_year = if large < 2 { all_of_tables(sentence, context).unwrap_or_default() } else { large };
        if !one_year || this_year < 2 || looks_back(&first.sentence) {
            continue;
        }
        let text = first.sentence.trim();
        let detail = match context.lang {
            Lang::En => format!(
                "The sentence speaks of {named}, and {this_year} numbers in it are those of the tables on {year}. Sentence {}: {text}",
                first.sentence_no
            ),
            Lang::Zh => format!(
                "句中写{named}年，而有{this_year}个数为{year}年度表中的数据。第{}句：{text}",
                first.sentence_no
            ),
        };
        out.push(
            context
                .finding(ABOUT.code, Verdict::Published, detail)
                .numbers(Decimal::from(named), Decimal::from(year)),
        );
    }
}

/// Whether a sentence says that it speaks of a year before.
fn looks_back(sentence: &str) -> bool {
    LOOKING_BACK.lines().any(|word| !word.is_empty() && sentence.contains(word))
}

/// How many figures a sentence states, if it has many and all of them are as the tables of this report give them: small as they are, not
/// all would be the same in two years.
fn all_of_tables(sentence: &[Stated], context: &Context<'_>) -> Option<usize> {
    let stated: Vec<&Stated> =
        sentence.iter().filter(|number| number.share_of.is_empty() && !number.key.is_empty()).collect();
    let says_something = stated.iter().filter(|number| !number.value.is_zero());
    let several = says_something.clone().map(|number| number.value).collect::<BTreeSet<Decimal>>().len() > 1;
    let many = stated.len() >= MANY && says_something.count() >= SAYING;
    let agree = || stated.iter().all(|number| number.bound == Bound::Exact && agrees(number, context));
    (several && many && agree()).then_some(stated.len())
}

/// Whether a number of some size is the one that the tables of this report give.
fn is_of_tables(number: &Stated, context: &Context<'_>) -> bool {
    number.bound == Bound::Exact
        && number.share_of.is_empty()
        && number.value >= Decimal::from(SMALL)
        && agrees(number, context)
}

/// Whether one of the figures that a number may be is the same in the tables.
fn agrees(number: &Stated, context: &Context<'_>) -> bool {
    readings(&number.key, context)
        .iter()
        .any(|reading| !reading.fields.is_empty() && reading.total == Some(number.value))
}
