//! Which rows of a comparison are asked for, in which order; and what to say where there are none.

use std::collections::{BTreeMap, BTreeSet};

use super::args::{Compare, CompareBy};
use crate::audit::Lang;
use crate::compare::{By, Comparison, Indicator, Row, Unit};
use crate::dataset::columns::Words;
use crate::place::Places;
use crate::template::Forms;

/// What is asked for, and what the dataset has of it.
pub(super) struct Asked {
    by: By,
    kind: Option<String>,
    level: Option<String>,
    /// What the codes of the regions begin with, and the name asked for.
    region: Option<(String, String)>,
    pub(super) year: Option<u16>,
    years: BTreeSet<u16>,
    units: Vec<Unit>,
}

impl Asked {
    /// Looks up the words of the command line; a word that means nothing is an error.
    pub(super) fn of(args: &Compare, comparison: &Comparison<'_>, places: &Places) -> anyhow::Result<Asked> {
        goes_together(args)?;
        let units: Vec<Unit> = comparison.units().collect();
        let kinds: Vec<&str> = units.iter().map(|unit| unit.kind.as_str()).collect();
        let levels: Vec<&str> = units.iter().map(|unit| unit.level.as_str()).collect();
        let word = |what, asked: &Option<String>, words: Words, there: &[&str]| {
            asked.as_deref().map(|asked| word(what, asked, words, there)).transpose()
        };
        let regions = || comparison.regions();
        Ok(Asked {
            by: args.by.into(),
            kind: word("kind of agency", &args.kind, Words::AgencyKind, &kinds)?,
            level: word("level", &args.level, Words::Level, &levels)?,
            region: args.region.as_deref().map(|asked| region(asked, &regions(), places)).transpose()?,
            year: args.year,
            years: comparison.years(),
            units,
        })
    }

    pub(super) fn takes(&self, row: &Row) -> bool {
        row.by == self.by && self.fits(&row.unit)
    }

    fn fits(&self, unit: &Unit) -> bool {
        let is = |asked: &Option<String>, found: &str| asked.as_deref().is_none_or(|asked| asked == found);
        let region = self.region.as_ref().is_none_or(|(head, _)| unit.region_code.starts_with(head));
        is(&self.kind, &unit.kind) && is(&self.level, &unit.level) && region
    }

    /// Why nothing fits, where the dataset says so.
    pub(super) fn nothing(&self, lang: Lang) -> Option<String> {
        let listed = |words: BTreeSet<&str>| {
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let none = |what_zh: &str, what: &str, there: String| match lang {
            Lang::Zh => format!("数据集中没有{what_zh}的报告；有：{there}"),
            Lang::En => format!("the dataset has no report {what}; it has {there}"),
        };
        let known = |asked: &Option<String>, of: fn(&Unit) -> &str| {
            let there: BTreeSet<&str> = self.units.iter().map(of).collect();
            asked
                .as_deref()
                .filter(|asked| !there.contains(asked))
                .map(|asked| (asked.to_string(), listed(there)))
        };
        if let Some(year) = self.year.filter(|year| !self.years.contains(year)) {
            let years: Vec<String> = self.years.iter().map(u16::to_string).collect();
            return Some(none(&format!("{year}年"), &format!("on {year}"), years.join(", ")));
        }
        if let Some((kind, there)) = known(&self.kind, |unit| &unit.kind) {
            return Some(none(&format!("类别 {kind}"), &format!("of the kind {kind}"), there));
        }
        if let Some((level, there)) = known(&self.level, |unit| &unit.level) {
            return Some(none(&format!("层级 {level}"), &format!("of the level {level}"), there));
        }
        let (head, name) = self.region.as_ref()?;
        let there = self.units.iter().any(|unit| unit.region_code.starts_with(head));
        (!there).then(|| match lang {
            Lang::Zh => format!("数据集中没有{name}的报告"),
            Lang::En => format!("the dataset has no report from {name}"),
        })
    }
}

/// What is taken together cannot be chosen apart.
fn goes_together(args: &Compare) -> anyhow::Result<()> {
    let (option, together) = match args.by {
        CompareBy::City | CompareBy::Province if args.kind.is_some() => ("--kind", "agencies of all kinds"),
        CompareBy::City | CompareBy::Province if args.level.is_some() => {
            ("--level", "agencies of all levels")
        }
        CompareBy::Level if args.kind.is_some() => ("--kind", "agencies of all kinds"),
        CompareBy::Kind | CompareBy::Level if args.region.is_some() => {
            ("--region", "agencies of all regions")
        }
        _ => return Ok(()),
    };
    anyhow::bail!(
        "{option} does not go with this --by, which takes {together} together; --by agency has each for itself"
    )
}

/// A word of a list, or its Chinese name; also one that only the dataset has.
fn word(what: &str, asked: &str, words: Words, there: &[&str]) -> anyhow::Result<String> {
    let list = words.list(Forms::builtin());
    if let Some(word) = list.iter().find(|word| word.word == asked || word.zh == asked) {
        return Ok(word.word.to_string());
    }
    if there.contains(&asked) {
        return Ok(asked.to_string());
    }
    let near = list.iter().map(|word| word.word).filter(|word| {
        word.starts_with(asked) || asked.starts_with(word) || strsim::levenshtein(word, asked) <= 2
    });
    let near: Vec<&str> = near.collect();
    let perhaps = if near.is_empty() { String::new() } else { format!("perhaps {}; ", near.join(" or ")) };
    let there: BTreeSet<&str> = there.iter().copied().filter(|word| !word.is_empty()).collect();
    let has = match there.is_empty() {
        true => "names none".to_string(),
        false => format!("has {}", there.into_iter().collect::<Vec<_>>().join(", ")),
    };
    anyhow::bail!("there is no {what} {asked:?}; {perhaps}the dataset {has}")
}

/// What the codes of a region begin with, and its name. `there` are the regions of the dataset, by code.
fn region(
    asked: &str,
    there: &BTreeMap<String, String>,
    places: &Places,
) -> anyhow::Result<(String, String)> {
    let head = |code: &str| code.trim_end_matches("00").to_string();
    if asked.len() >= 2 && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        let head = head(asked);
        let name =
            there.get(&format!("{head:0<6}")).cloned().or_else(|| places.region(&format!("{head:0<6}")));
        if name.is_some() || there.keys().any(|code| code.starts_with(&head)) {
            return Ok((head, name.unwrap_or_else(|| asked.to_string())));
        }
    }
    let called = places.called(asked);
    // Also a whole name, with or without the regions around: 浙江省杭州市, 杭州市上城区.
    let around = |code: &str| {
        [2, 4].map(|digits| there.get(&format!("{:0<6}", code.get(..digits).unwrap_or_default())))
    };
    let is = |(code, name): &(&String, &String)| {
        let behind = |outer: &String| name.strip_prefix(outer.as_str()) == Some(asked);
        *name == asked
            || called.iter().any(|(known, _)| known == *code)
            || around(code).into_iter().flatten().any(behind)
    };
    let found: Vec<(&String, &String)> = there.iter().filter(is).collect();
    match (found.as_slice(), called.as_slice()) {
        ([(code, name)], _) => Ok((head(code), name.to_string())),
        ([], [(code, name), ..]) => Ok((head(code), name.clone())),
        ([], []) => {
            let provinces = there.iter().filter(|(code, _)| code.ends_with("0000"));
            let provinces: Vec<&str> = provinces.map(|(_, name)| name.as_str()).collect();
            let has = if provinces.is_empty() {
                "names no region".to_string()
            } else {
                format!("has {}", provinces.join(", "))
            };
            anyhow::bail!("there is no region {asked:?}; the dataset {has}, and what lies in it")
        }
        (several, _) => {
            let all: Vec<String> = several.iter().map(|(code, name)| format!("{name} ({code})")).collect();
            anyhow::bail!("there are several regions {asked:?}: {}; give the code of one", all.join(", "))
        }
    }
}

/// By value from the good end, then by name; those that are not ranked after those that are, those without a value last.
/// Not by rank: ranks are those among peers, and a table may show several groups of them.
pub(super) fn order(rows: &mut [Row], indicator: &Indicator) {
    let ranked = rows.iter().any(|row| row.rank.is_some());
    rows.sort_by(|a, b| {
        let last = |row: &Row| (row.value.is_none(), ranked && row.rank.is_none());
        let value = |row: &Row| indicator.direction.from_good_end(row.value);
        last(a).cmp(&last(b)).then_with(|| value(a).total_cmp(&value(b))).then_with(|| a.unit.cmp(&b.unit))
    });
}
