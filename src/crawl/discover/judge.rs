//! Which links of a page are worth following, what is expected behind them, and how soon.
//!
//! A portal's home page has hundreds of links and its column of annual reports is one of them, so a link must give a
//! reason: words of a column, the title of a report, the name of an agency where agencies are listed. Inside the
//! column it is the other way round: whatever stands in the list of reports is one, unless its words say otherwise.

use std::collections::BTreeMap;

use url::Url;

use super::facts::{Facts, is_column, path_parts};
use super::family::Shape;
use super::outline::Place;
use super::scan::Anchor;
use super::target::target;
use super::words::{Means, words};
use crate::crawl::page::{Link, Request, Role};
use crate::normalise::identify::{Headline, folded, headline};

/// Links with fewer points are not followed.
const ENOUGH: i32 = 40;
/// From so many links on the way, only reports and lists are followed: columns nest five or six deep.
const DEEP: u16 = 9;

/// A link and what it was judged by.
pub(super) struct Judged {
    pub(super) link: Link,
    pub(super) group: u32,
    /// Its own words say that it is a report.
    pub(super) titled: bool,
}

/// A link whose words say nothing: whether it is a report is seen from what stands beside it.
struct Silent<'a> {
    anchor: &'a Anchor,
    url: Url,
    shape: Shape,
    at: usize,
}

/// A verdict on one link.
enum Verdict {
    Follow {
        role: Role,
        score: i32,
        why: String,
        titled: bool,
    },
    /// See what stands beside it.
    Silent,
    Drop,
}

fn follow(role: Role, score: i32, why: impl Into<String>) -> Verdict {
    Verdict::Follow { role, score, why: why.into(), titled: false }
}

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

/// The same page for other years, where its address holds the year and the choice of years is left to a script.
pub(super) fn by_year_parameter(facts: &Facts<'_>) -> Vec<Link> {
    let year = |anchor: &Anchor| match headline(anchor.words()) {
        Headline::Year(year) if facts.wants(year) && target(facts, anchor).is_none() => Some(year),
        _ => None,
    };
    let link = |year: u16| {
        let (url, role) = (of_year(facts, year)?, Role::Report);
        let why = format!("the same for {year}");
        Some(Link { url, request: Request::Get, score: 84, role, why, anchor: year.to_string(), mark: 0 })
    };
    let links = facts.scan.anchors.iter().filter_map(year).filter_map(link);
    links.filter(|link| link.url != *facts.url).collect()
}

/// The reports of a page that names agencies and years and leaves it to a script to put their addresses together.
pub(super) fn composed(facts: &Facts<'_>) -> Vec<Link> {
    /// More agencies times years than any site has.
    const MOST: usize = 5_000;
    let Some(form) = super::scripted::Composed::find(&facts.scan.scripts) else { return Vec::new() };
    let mut years: Vec<u16> = Vec::new();
    for anchor in &facts.scan.anchors {
        if let Headline::Year(year) = headline(anchor.words())
            && facts.wants(year)
            && !years.contains(&year)
        {
            years.push(year);
        }
    }
    let reports = form.agencies.iter().flat_map(|agency| years.iter().map(move |year| (agency, *year)));
    let link = |((id, name), year): (&(String, String), u16)| {
        let url = super::target::resolve(facts, &form.address(id, year))?;
        let (why, anchor) =
            (format!("an agency and the year {year}, as the page's script puts them together"), name.clone());
        Some(Link { url, request: Request::Get, score: 80, role: Role::Report, why, anchor, mark: 0 })
    };
    reports.take(MOST).filter_map(link).collect()
}

/// The address of this page for another year: `?area=001&fbtime=2023`, `/year/show/344/2023.html`.
fn of_year(facts: &Facts<'_>, year: u16) -> Option<Url> {
    let is_year =
        |value: &str| value.len() == 4 && value.parse().is_ok_and(|year: u16| (1990..=2100).contains(&year));
    let holds_year =
        |name: &&String| super::address::parameter(facts.url, name).is_some_and(|value| is_year(&value));
    if let Some(name) = facts.families.year_parameters.iter().find(holds_year) {
        return Some(super::address::with_parameter(facts.url, name, &year.to_string()));
    }
    let (folder, file) = facts.url.path().rsplit_once('/')?;
    let (stem, ending) = file.split_once('.')?;
    if !is_year(stem) || facts.shape != Shape::Report {
        return None;
    }
    let mut url = facts.url.clone();
    url.set_path(&format!("{folder}/{year}.{ending}"));
    Some(url)
}

fn made(anchor: &Anchor, url: Url, role: Role, score: i32, why: String, titled: bool) -> Judged {
    let words = if anchor.row.is_empty() { anchor.words() } else { &anchor.row }.to_string();
    let link = Link { url, request: Request::Get, score, role, why, anchor: words, mark: 0 };
    Judged { link, group: anchor.group, titled }
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
    if let Headline::Report { agency, year, weak } = &said
        && let Some(verdict) = titled(facts, shape, agency, *year, *weak)
    {
        return verdict;
    }
    let word = words().text(&folded);
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

fn inside_column(
    facts: &Facts<'_>,
    anchor: &Anchor,
    url: &Url,
    shape: Shape,
    said: &Headline,
    word: Option<(Means, i32)>,
) -> Verdict {
    if matches!(anchor.place, Place::Navigation | Place::Foot) {
        return outside_column(facts, anchor, url, shape, said, word);
    }
    match (said, word) {
        (Headline::Year(year), _) => year_folder(facts, shape, *year),
        (Headline::Agency, _) => match shape {
            // The site of an agency, among the links of the column's page.
            _ if url.path() == "/" && url.host_str() != facts.url.host_str() => {
                outside_column(facts, anchor, url, shape, said, word)
            }
            Shape::File => follow(Role::Attachment, 80, "an agency's file in the column"),
            Shape::Detail => Verdict::Follow {
                role: Role::Report,
                score: 82,
                why: "an agency's page in the column".to_string(),
                titled: near(facts, url),
            },
            _ => follow(Role::ListPage, 78, "an agency in the column"),
        },
        (_, Some((Means::Branch, points))) if shape != Shape::File => {
            follow(Role::ListPage, points + 20, "agencies of one kind in the column")
        }
        (_, Some((Means::More, _))) if shape != Shape::File => more(facts, anchor, url, shape),
        (_, Some((Means::Parent, _))) => outside_column(facts, anchor, url, shape, said, word),
        (_, Some((Means::Other, _))) => Verdict::Drop,
        _ => Verdict::Silent,
    }
}

/// 2023年: reports on that year, or published in it.
fn year_folder(facts: &Facts<'_>, shape: Shape, year: u16) -> Verdict {
    if !facts.wants(year) && !facts.wants(year.saturating_sub(1)) {
        return Verdict::Drop;
    }
    match shape {
        Shape::Detail | Shape::File if !facts.wants(year) => Verdict::Drop,
        Shape::File => follow(Role::Attachment, 80, format!("the file of {year} in the column")),
        Shape::Detail => Verdict::Follow {
            role: Role::Report,
            score: 84,
            why: format!("the year {year} in the column"),
            titled: false,
        },
        _ => follow(Role::ListPage, 86, format!("the year {year} in the column")),
    }
}

/// 更多, or a link without words: its heading says what there is more of.
fn more(facts: &Facts<'_>, anchor: &Anchor, url: &Url, shape: Shape) -> Verdict {
    let heading = facts.heading(anchor.heading);
    let by_heading = if is_column(&heading) { Some((Means::Column, 90)) } else { words().text(&heading) };
    match by_heading {
        Some((Means::Column, points)) => {
            return follow(Role::ListPage, points - 2, format!("more of {heading}"));
        }
        Some((Means::Parent, points)) if !facts.is_deep(DEEP) => {
            return follow(Role::Column, points - 5, format!("more of {heading}"));
        }
        Some((Means::Never | Means::Other, _)) => return Verdict::Drop,
        _ => {}
    }
    by_path(facts, url, shape, &heading)
}

/// What the parts of a path say, the last one first.
fn by_path(facts: &Facts<'_>, url: &Url, shape: Shape, heading: &str) -> Verdict {
    let parts: Vec<String> = path_parts(url).collect();
    if parts.iter().any(|part| matches!(words().path(part), Some((Means::Never, _)))) {
        return Verdict::Drop;
    }
    let found = parts.iter().rev().take(3).find_map(|part| words().path(part));
    match found {
        Some((Means::Column, points)) if shape != Shape::Detail && !facts.in_column => {
            follow(Role::ListPage, points - 5, "its path is that of the column of annual reports")
        }
        Some((Means::Parent, points))
            if heading.is_empty() && shape == Shape::List && !facts.is_deep(DEEP) =>
        {
            follow(Role::Column, points - 8, "its path is that of disclosed information")
        }
        _ => Verdict::Silent,
    }
}

fn outside_column(
    facts: &Facts<'_>,
    anchor: &Anchor,
    url: &Url,
    shape: Shape,
    said: &Headline,
    word: Option<(Means, i32)>,
) -> Verdict {
    // A column may have an address like that of an article, if the navigation names it.
    let named = anchor.place == Place::Navigation && matches!(word, Some((Means::Parent, _)));
    if shape == Shape::File || shape == Shape::Detail && !named {
        return Verdict::Drop;
    }
    let deep = facts.is_deep(DEEP);
    match (said, word) {
        (_, Some((Means::Parent, points))) if !deep && facts.may_climb() => {
            follow(Role::Column, points, "disclosed information, where annual reports are")
        }
        (_, Some((Means::Branch, points))) if !deep && facts.in_parent => {
            follow(Role::Column, points - 5, "agencies whose disclosed information is listed")
        }
        (Headline::Agency, _) if !deep && facts.may_climb() => agency(facts, url),
        (_, Some((Means::Site, points))) if !deep => follow(Role::Column, points, "sites of agencies"),
        (_, Some((Means::More, _))) => or_drop(more(facts, anchor, url, shape)),
        (Headline::Year(_), _) => Verdict::Drop,
        (_, Some((Means::Other, _))) => Verdict::Drop,
        _ if anchor.words().is_empty() => or_drop(more(facts, anchor, url, shape)),
        _ => {
            let last = path_parts(url).filter(|part| !matches!(part.as_str(), "index" | "list")).last();
            match last.and_then(|part| words().path(&part)) {
                Some((Means::Column, points)) => {
                    follow(Role::ListPage, points - 10, "its path is that of the column of annual reports")
                }
                _ => Verdict::Drop,
            }
        }
    }
}

fn or_drop(verdict: Verdict) -> Verdict {
    if matches!(verdict, Verdict::Silent) { Verdict::Drop } else { verdict }
}

/// The site of an agency on a host of its own, or its page among those of the portal.
fn agency(facts: &Facts<'_>, url: &Url) -> Verdict {
    let parts: Vec<String> = path_parts(url).collect();
    let elsewhere = url.host_str() != facts.url.host_str();
    let shallow = parts.iter().filter(|part| part.as_str() != "index").count() <= 1;
    if elsewhere && shallow && url.query().is_none() {
        return follow(Role::Column, 50, "the site of an agency");
    }
    let disclosed =
        parts.iter().any(|part| matches!(words().path(part), Some((Means::Parent | Means::Column, _))));
    if facts.in_parent || disclosed {
        return follow(Role::Column, 52, "an agency's disclosed information");
    }
    Verdict::Drop
}

/// Whether an article lies where the page's own articles do: below the folder of the page, or in its column by number.
fn near(facts: &Facts<'_>, url: &Url) -> bool {
    if url.host_str() != facts.url.host_str() {
        return false;
    }
    let folder = own_folder(facts.url);
    if folder.len() > 1 && url.path().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    {
        return true;
    }
    // /col/col12/index.html and /art/2024/1/5/art_12_345.html.
    let column = folder.rsplit('/').next().and_then(|part| part.strip_prefix("col"));
    column.is_some_and(|number| !number.is_empty() && url.path().contains(&format!("/art_{number}_")))
}

/// The folder of a list: that of its index or numbered pages; `/zwgk/nb` for `/zwgk/nb.htm`, which is no index.
fn own_folder(url: &Url) -> String {
    let (folder, file) = url.path().rsplit_once('/').unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let is_index = matches!(name.to_ascii_lowercase().as_str(), "" | "index" | "list" | "default");
    if is_index { folder.to_string() } else { format!("{folder}/{stem}") }
}

/// Links without telling words in the column: reports, if they stand in a list with reports, or lie where the
/// column's articles lie.
fn beside_reports(facts: &Facts<'_>, silent: Vec<Silent<'_>>, judged: &mut BTreeMap<usize, Judged>) {
    let reports = judged.values().filter(|judged| judged.titled).map(|judged| judged.group);
    let groups: Vec<u32> = reports.collect();
    for Silent { anchor, url, shape, at } in silent {
        if anchor.place != Place::Body {
            continue;
        }
        let beside = groups.contains(&anchor.group);
        let near = near(facts, &url);
        let words = anchor.words();
        let is_button =
            words.chars().count() <= 4 && super::words::words().says(&folded(words), Means::Attachment);
        let (role, score, why) = match shape {
            // 下载 beside the title of the report is the same report again.
            Shape::File if is_button && beside => continue,
            Shape::File if beside || near || is_button => (Role::Attachment, 66, "a file in the column"),
            Shape::Detail if words.is_empty() => continue,
            Shape::Detail if beside => (Role::Report, 64, "stands among reports"),
            Shape::Detail if near => (Role::Report, 60, "lies where the column's reports lie"),
            Shape::List if near && url.path().len() > facts.url.path().len() && !words.is_empty() => {
                (Role::ListPage, 56, "a list within the column")
            }
            Shape::Unknown if beside && !words.is_empty() => (Role::Report, 50, "stands among reports"),
            _ => continue,
        };
        judged.insert(at, made(anchor, url, role, score, why.to_string(), false));
    }
}

/// The words without the ending of a file's name.
fn without_ending(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((stem, ending)) if words().is_file(&ending.to_ascii_lowercase()) => stem,
        _ => text,
    }
}

impl Facts<'_> {
    /// Whether reports on this year are asked for.
    pub(super) fn wants(&self, year: u16) -> bool {
        self.context.years.is_none_or(|years| (years.first..=years.last).contains(&year))
    }

    fn is_deep(&self, limit: u16) -> bool {
        self.context.depth >= limit
    }

    /// Whether to look for further columns from here: from the start, and from pages that are no lists of reports.
    fn may_climb(&self) -> bool {
        self.context.depth == 0 || !self.in_column
    }
}
