//! Which links of a page are worth following, what is expected behind them, and how soon.
//!
//! A portal's home page has hundreds of links and its column of annual reports is one of them, so a link must give a
//! reason: words of a column, the title of a report, the name of an agency where agencies are listed. Inside the
//! column it is the other way round: whatever stands in the list of reports is one, unless its words say otherwise.

use std::collections::BTreeMap;

use url::Url;

use super::beside::beside_reports;
use super::columns::{inside_column, outside_column};
use super::facts::{Facts, is_column};
use super::family::Shape;
use super::outline::Place;
use super::scan::Anchor;
use super::target::target;
use super::verdict::{Judged, Silent, Verdict, follow, made};
use super::words::{Means, words};
use crate::crawl::page::Role;
use crate::normalise::identify::{Headline, folded, headline};

/// Links with fewer points are not followed.
const ENOUGH: i32 = 40;

/// The links of a page that are worth following, in its order.
pub(super) fn judge(facts: &Facts<'_>) -> Vec<Judged> {
    let mut judged: BTreeMap<usize, Judged> = BTreeMap::new();
    let mut silent = Vec::new();
    for (at, anchor) in facts.scan.anchors.iter().enumerate() {
        let Some(url) = target(facts, anchor) else { continue };
        let shape = shape_of(facts, anchor, &url);
        match verdict(facts, anchor, &url, shape) {
            Verdict::Follow { role, score, why, titled } => {
                judged.insert(at, made(anchor, url, role, score, why, titled));
            }
            Verdict::Silent => silent.push(Silent { anchor, url, shape, at }),
            Verdict::Drop => {}
        }
    }
    if facts.in_column {
        beside_reports(facts, silent, &mut judged);
    }
    judged.into_values().filter(|judged| judged.link.score >= ENOUGH).collect()
}

/// The articles and files of a page's own content, whether followed or not: what tells one page of a list from another.
pub(super) fn articles(facts: &Facts<'_>) -> Vec<String> {
    let own = |anchor: &&Anchor| !anchor.option && !matches!(anchor.place, Place::Navigation | Place::Foot);
    let anchors = facts.scan.anchors.iter().filter(own);
    let is_article =
        |url: &Url| matches!(facts.families.shape(url), Shape::Detail | Shape::Report | Shape::File);
    // Where the addresses say nothing the words may.
    let is_report = |anchor: &Anchor| matches!(headline(anchor.words()), Headline::Report { .. });
    anchors
        .filter_map(|anchor| target(facts, anchor).filter(|url| is_article(url) || is_report(anchor)))
        .map(String::from)
        .collect()
}

/// The shape of an address; a link whose words end like a file's name leads to a file.
fn shape_of(facts: &Facts<'_>, anchor: &Anchor, url: &Url) -> Shape {
    let ending = anchor.words().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| words().is_file(&ending))
        && !matches!(facts.families.shape(url), Shape::Detail)
    {
        return Shape::File;
    }
    facts.families.shape(url)
}

fn verdict(facts: &Facts<'_>, anchor: &Anchor, url: &Url, shape: Shape) -> Verdict {
    let text = said_by(facts, anchor);
    let text = text.as_str();
    let said = headline(without_ending(text));
    let folded = folded(text);
    if words().says(&folded, Means::Part) {
        return Verdict::Drop;
    }
    let word = words().text(&folded);
    if let Headline::Report { agency, year, weak } = &said
        && !(*weak && is_on_another_subject(agency, word))
        && let Some(verdict) = titled(facts, shape, agency, *year, *weak)
    {
        return verdict;
    }
    if matches!(said, Headline::Other(_)) || matches!(word, Some((Means::Never, _))) {
        return Verdict::Drop;
    }
    if let Some((Means::Next | Means::Last | Means::Pager, _)) = word {
        return Verdict::Drop;
    }
    if shape == Shape::Report {
        return by_address(facts, url, &said);
    }
    if shape != Shape::File && (is_column(&folded) || matches!(word, Some((Means::Column, _)))) {
        let points = word.map_or(95, |(_, points)| points);
        return column(facts, shape, points, &folded);
    }
    if facts.in_column {
        inside_column(facts, anchor, url, shape, &said, word)
    } else {
        outside_column(facts, anchor, url, shape, &said, word)
    }
}

/// Whether what stands before 2023年度报告 is no agency but another subject: 住房公积金, 企业.
pub(super) fn is_on_another_subject(agency: &str, word: Option<(Means, i32)>) -> bool {
    matches!(word, Some((Means::Never | Means::Other, _))) && headline(agency) != Headline::Agency
}

/// Whether the words of a link are those of a report on disclosure, on whatever year.
pub(super) fn names_report(words_of: &str) -> bool {
    let text = without_ending(words_of);
    match headline(text) {
        Headline::Report { agency, year, weak } => {
            let word = words().text(&folded(text));
            (year.is_some() || !agency.is_empty()) && !(weak && is_on_another_subject(&agency, word))
        }
        _ => false,
    }
}

/// The words of a link; those of its row where its own say little and the row's say more: 市教育局 2023年 [查看].
fn said_by(facts: &Facts<'_>, anchor: &Anchor) -> String {
    let words_of = anchor.words();
    if anchor.row.is_empty() || anchor.place != Place::Body || !facts.in_column {
        return words_of.to_string();
    }
    let own = folded(words_of);
    let says_little =
        own.is_empty() || words().says(&own, Means::More) || words().says(&own, Means::Attachment);
    let row = anchor.row.trim().trim_end_matches(words_of).trim_end_matches(['[', '【', '(', ' ']).trim();
    let number = row
        .split_whitespace()
        .next()
        .is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_digit()) && first.len() < 4);
    let row = if number { row.split_once(' ').map_or(row, |(_, rest)| rest) } else { row };
    if says_little && !row.is_empty() { row.to_string() } else { words_of.to_string() }
}

/// A link whose words are the title of a report, or of the column.
fn titled(facts: &Facts<'_>, shape: Shape, agency: &str, year: Option<u16>, weak: bool) -> Option<Verdict> {
    let is_article = matches!(shape, Shape::Detail | Shape::Report | Shape::File);
    if agency.is_empty() && year.is_none() && !is_article || weak && !facts.in_column {
        return None;
    }
    if year.is_some_and(|year| !facts.wants(year)) {
        return Some(Verdict::Drop);
    }
    let is_group = agency_is_group(agency) && year.is_none() && !is_article;
    let (role, score, why) = match (shape, year) {
        _ if is_group => (Role::ListPage, 90, format!("annual reports of {agency}")),
        (Shape::File, _) => (Role::Attachment, 96, "a file with the title of a report".to_string()),
        (_, Some(year)) => (Role::Report, 100, format!("title of a report on {year}")),
        (_, None) => (Role::Report, 92, "title of a report".to_string()),
    };
    Some(Verdict::Follow { role, score, why, titled: role != Role::ListPage })
}

/// 市直部门, 各乡镇: no agency, but a kind of agencies.
fn agency_is_group(agency: &str) -> bool {
    matches!(words().text(agency), Some((Means::Branch, _)))
}

fn by_address(facts: &Facts<'_>, url: &Url, said: &Headline) -> Verdict {
    let years = facts.families.year_parameters.iter();
    let in_address = years.filter_map(|name| super::address::parameter(url, name)?.parse().ok()).next();
    let year = match said {
        Headline::Year(year) => Some(*year),
        _ => in_address,
    };
    if year.is_some_and(|year| !facts.wants(year)) {
        return Verdict::Drop;
    }
    let why = year.map_or("its address is that of a report".to_string(), |year| {
        format!("its address is that of a report on {year}")
    });
    Verdict::Follow { role: Role::Report, score: 88, why, titled: true }
}

/// Words of the column of annual reports.
fn column(facts: &Facts<'_>, shape: Shape, points: i32, folded: &str) -> Verdict {
    /// A longer text that has the words is the headline of something about it.
    const LONGEST: usize = 26;
    let long = folded.chars().count() > LONGEST;
    if long && !(facts.in_column && matches!(shape, Shape::Detail) && years_in(folded).is_some()) {
        return Verdict::Drop;
    }
    if matches!(shape, Shape::Detail) {
        let about = words().text(folded).is_some_and(|(means, _)| means == Means::Column);
        let year = years_in(folded);
        return match (facts.in_column || year.is_some(), about, year) {
            (_, _, Some(year)) if !facts.wants(year) => Verdict::Drop,
            (true, true, _) => Verdict::Follow {
                role: Role::Report,
                score: 85,
                why: "words of a report".into(),
                titled: true,
            },
            // 政府信息公开年报 at an address like that of an article: some portals give columns such addresses.
            _ if !long => follow(Role::ListPage, points - 10, "words of the column of annual reports"),
            _ => Verdict::Drop,
        };
    }
    follow(Role::ListPage, points, "words of the column of annual reports")
}

/// The last year that a text names.
fn years_in(folded: &str) -> Option<u16> {
    let digits = folded.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    digits.filter_map(|digits| digits.parse().ok()).rfind(|year| (2004..=2100).contains(year))
}

/// The words without the ending of a file's name.
fn without_ending(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((stem, ending)) if words().is_file(&ending.to_ascii_lowercase()) => stem,
        _ => text,
    }
}
