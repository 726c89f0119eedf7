//! Why there is no value, no rank, no funnel limits or no change, in the words of `indicators.csv` and in Chinese.

use super::rank::FEWEST_CASES;

/// Why there is no value, or no rank and no place in the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// Reports of a group follow forms over which the indicator must not be added up.
    MixedForms,
    /// The report does not print a figure; what another form has it in.
    NotPrinted(String, Option<(String, String)>),
    /// No number stands there, and nothing says that none means 0.
    NoNumber(String),
    /// There is nothing to be a share of.
    NoCases,
    /// A number too large to compute with.
    TooLarge,
    /// A share of more than all.
    NoPart,
    /// Too few cases for a rank or a place in the funnel.
    FewCases,
    /// The peers together have none, or all: chance has no limits then.
    NoLimits,
}

impl WhyNot {
    /// In English.
    pub fn en(&self) -> String {
        match self {
            WhyNot::MixedForms => "its reports follow forms whose figures mean different things".to_string(),
            WhyNot::NotPrinted(key, None) => format!("{key} is not printed"),
            WhyNot::NotPrinted(key, Some((form, whole))) => {
                format!("{key} is not printed; the form of {form} has it only in {whole}")
            }
            WhyNot::NoNumber(key) => format!("{key} has no number"),
            WhyNot::NoCases => "there are no cases".to_string(),
            WhyNot::TooLarge => "a number is too large".to_string(),
            WhyNot::NoPart => "the numerator is no part of the denominator".to_string(),
            WhyNot::FewCases => format!("fewer than {FEWEST_CASES} cases: not ranked"),
            WhyNot::NoLimits => "its peers together have none, or all: no limits of chance".to_string(),
        }
    }

    /// In Chinese.
    pub fn zh(&self) -> String {
        match self {
            WhyNot::MixedForms => "所含报告格式不同，数据含义不同".to_string(),
            WhyNot::NotPrinted(key, None) => format!("报告未列 {key}"),
            WhyNot::NotPrinted(key, Some((form, whole))) => {
                format!("报告未列 {key}；{form}年格式只在 {whole} 中合计列出")
            }
            WhyNot::NoNumber(key) => format!("{key} 没有数字"),
            WhyNot::NoCases => "没有案件".to_string(),
            WhyNot::TooLarge => "数字过大".to_string(),
            WhyNot::NoPart => "分子不是分母的一部分".to_string(),
            WhyNot::FewCases => format!("不足{FEWEST_CASES}件，不排名"),
            WhyNot::NoLimits => "同组合计为零或为全部，无偶然波动界限".to_string(),
        }
    }
}

/// Why there is a value and no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoChange {
    /// No agency of it has a value for the year before as well.
    NoneInBoth,
    /// Those that have one followed a form then whose figures mean something else.
    OtherForm,
}

impl NoChange {
    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            NoChange::NoneInBoth => "no agency of it has a value for the year before as well",
            NoChange::OtherForm => "the form of the year before has figures that mean something else",
        }
    }

    /// In Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            NoChange::NoneInBoth => "没有机关上年也有数值",
            NoChange::OtherForm => "上年格式不同，数据含义不同",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::point::Rests;
    use crate::compare::row::{By, Funnel, Side};
    use crate::dataset::columns::Words;
    use crate::template::Forms;

    /// The codebook explains each word that the file may hold, and no other.
    #[test]
    fn the_codebook_has_the_words_of_the_file() {
        let explained = |words: Words| {
            let mut list: Vec<String> =
                words.list(Forms::builtin()).iter().map(|word| word.word.to_string()).collect();
            list.sort();
            list
        };
        let check = |words: Words, mut written: Vec<String>| {
            written.sort();
            assert_eq!(explained(words), written);
        };
        let key = || "KEY".to_string();
        let reasons = [
            WhyNot::MixedForms,
            WhyNot::NotPrinted(key(), None),
            WhyNot::NotPrinted(key(), Some(("FORM".to_string(), key()))),
            WhyNot::NoNumber(key()),
            WhyNot::NoCases,
            WhyNot::TooLarge,
            WhyNot::NoPart,
            WhyNot::FewCases,
            WhyNot::NoLimits,
        ];
        check(Words::WhyNot, reasons.iter().map(WhyNot::en).collect());
        let reasons = [NoChange::NoneInBoth, NoChange::OtherForm];
        check(Words::WhyNoChange, reasons.iter().map(|reason| reason.en().to_string()).collect());
        check(Words::By, By::ALL.iter().map(|by| by.as_str().to_string()).collect());
        let rests = Rests { finding: true, below_high: true, blank: true };
        check(Words::Rests, rests.words().map(str::to_string).collect());
        let sides = [Side::Above, Side::Below];
        let outside = sides.into_iter().flat_map(|side| [Funnel::Outside95(side), Funnel::Outside998(side)]);
        check(
            Words::Funnel,
            outside.chain([Funnel::Inside]).map(|funnel| funnel.as_str().to_string()).collect(),
        );
    }
}
