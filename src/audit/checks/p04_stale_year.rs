//! A sentence that gives this year's figures under the name of another year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::read::prose::{Stated, is_of_tables};
use crate::audit::told::finding::{Finding, Verdict};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::{AS_OF, ENDS_OF_YEAR, THIS_YEAR};

/// Numbers below this agree by chance.
const SMALL: i64 = 5;
/// So many figures, noughts with them, do not all agree by chance where three of them are different numbers, …
const MANY: usize = 5;
/// … nor do three with one of this size.
const LARGE: i64 = 30;
/// Words of a sentence that means to speak of another year.
const LOOKING_BACK: &str = include_str!("../../../data/audit/looking_back_words.txt");

/// Whoever counted, between the date and these, is named in so few characters: 我区, 本机关.
const LONGEST_AGENCY: usize = 8;

pub(super) const ABOUT: About = About {
    code: "P04-stale_year",
    checks: Text {
        zh: "句子写的是另一年份，而其中至少两个不同的数正是本年度表中的数据：年份未更新。以“截至”上一年末开头、后接“本年度”“全年”的句子亦同。数目较小的，须句中所述数据全部与表相同：至少五项，其中有三个不同的非零数；或至少三项，其中有一个不小于30。写明“回顾”等的句子除外。",
        en: "A sentence names another year, and at least two different numbers in it are those of this year's tables: the year was not brought up to date. So does one that tells this year's numbers (本年度, 全年) as of the end of a year before (截至2022年12月31日). Numbers below 5 count where every figure of the sentence is that of the tables: five or more with three different numbers but 0, or three or more with one of at least 30. A sentence that says it looks back (回顾) is left out.",
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
        // The year of the report was changed since: what year the sentence is on was told by the old one.
        if first.of_year.is_some_and(|of| of != year) {
            continue;
        }
        let other = first.about_year.filter(|&named| named != year);
        // The year that the sentence names, and the one that its numbers are taken to be of.
        let Some((named, of)) = other
            .map(|named| (named, named))
            .or_else(|| dated(&first.sentence).filter(|&named| named < year).map(|named| (named, year)))
        else {
            continue;
        };
        // What is carried over to the next year is counted with that year, and a change is told of the year of the report.
        let own = |number: &&Stated| !is_carried(&number.key) && number.share_of.is_empty();
        let one_year = sentence.iter().filter(own).all(|number| number.about_year == Some(of));
        // 收到51件、办结51件 agrees by chance as easily as one number does.
        let of_size =
            |number: &&Stated| number.value >= Decimal::from(SMALL) && is_of_tables(number, context);
        let alike: BTreeSet<Decimal> = sentence.iter().filter(of_size).map(|number| number.value).collect();
        let alike = if alike.len() < 2 { all_alike(sentence, context) } else { alike };
        let this_year = alike.len();
        if !one_year || this_year < 2 || looks_back(&first.sentence) {
            continue;
        }
        let text = first.printed.trim();
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

/// 截至2022年12月31日，本年度共制发42件: the year at the end of which all that a sentence goes on to tell of "this year" was counted. A number
/// behind the date (截至2022年底结转33件，本年度新收93件) ends what is of that day.
fn dated(sentence: &str) -> Option<u16> {
    let (before, behind) = AS_OF.split(sentence)?;
    let (named, behind) = behind.split_once('年')?;
    let behind = ENDS_OF_YEAR.iter().find_map(|end| behind.strip_prefix(end))?;
    let own = behind.trim_start_matches(['，', ',']).split(|c: char| c.is_ascii_digit()).next()?;
    let (who, _) = THIS_YEAR.split(own)?;
    // 对截至2022年底有效的文件，本年度清理42件: the date is of the documents.
    let is_short = who.chars().count() <= LONGEST_AGENCY && !who.contains(['的', '，', '；']);
    let begins = !before.contains(|c: char| c.is_ascii_digit()) && !before.ends_with(['对', '将']);
    (is_short && begins).then(|| named.trim().parse().ok())?
}

/// Whether a number counts what was carried over. 收到 may be with those carried over, and is of the year all the same.
fn is_carried(key: &str) -> bool {
    key.split(" | ").all(|reading| reading.contains("carried"))
}

/// Whether a sentence says that it speaks of a year before.
fn looks_back(sentence: &str) -> bool {
    LOOKING_BACK.lines().any(|word| !word.is_empty() && sentence.contains(word))
}

/// The different numbers but nought of a sentence of which each figure is the one of the tables, where so many are no chance: 10, 1, 0,
/// 2, 1, 1; nothing otherwise.
fn all_alike(sentence: &[Stated], context: &Context<'_>) -> BTreeSet<Decimal> {
    // What is in force is often the same a year later, and what is carried over is counted with both years.
    let goes_on = |key: &str| is_carried(key) || key.contains("in_force");
    let figure = |number: &&Stated| {
        !number.key.is_empty() && !goes_on(&number.key) && number.share_of.is_empty() && number.counter != "%"
    };
    let figures: Vec<&Stated> = sentence.iter().filter(figure).collect();
    if !figures.iter().all(|number| is_of_tables(number, context)) {
        return BTreeSet::new();
    }
    let numbers = figures.iter().map(|number| number.value).filter(|value| !value.is_zero());
    let different: BTreeSet<Decimal> = numbers.collect();
    let largest = different.last().copied().unwrap_or_default();
    // A whole and its parts agree together: 收到3件，其中自然人2件、法人1件.
    let parts = different.iter().rev().skip(1).fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    let own = different.len().saturating_sub(usize::from(largest == parts));
    let is_many = figures.len() >= MANY && own >= 3;
    let has_large = figures.len() >= 3 && own >= 2 && largest >= Decimal::from(LARGE);
    if is_many || has_large { different } else { BTreeSet::new() }
}
