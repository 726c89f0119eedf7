//! The other pages of a list.
//!
//! Only the next two pages are linked from each, though most lists say how many there are: so a stub, or a portal
//! that answers its first page for every number, costs two requests and not two hundred, and one page that fails does
//! not hide those behind it. A page that only repeats the one before it, told by [`Link::mark`], ends the list.

use std::hash::{DefaultHasher, Hash, Hasher};

use regex::Captures;
use url::Url;

use super::address::{parameter, with_parameter};
use super::facts::Facts;
use super::family::{Paging, ending};
use super::outline::Place;
use super::scan::Anchor;
use super::target::{resolve, target};
use super::words::{Means, words};
use crate::crawl::page::{Link, Request, Role};
use crate::normalise::identify::folded;

/// How many further pages a page of a list links to.
pub(super) const AHEAD: u32 = 2;
/// A list with more pages than this is a trap.
const MOST_PAGES: u32 = 2_000;
/// The points of a further page.
pub(super) const POINTS: i32 = 89;
/// The words of a button, in characters, at most.
const LONGEST_BUTTON: usize = 6;
/// Names of parameters that count pages.
const PAGE_PARAMETERS: [&str; 10] =
    ["page", "pageno", "pagenum", "pageindex", "pn", "p", "curpage", "currentpage", "pageid", "page_no"];

/// A digest of the articles that a page of a list holds; 0 if it holds none.
pub(super) fn mark<'a>(articles: impl Iterator<Item = &'a str>) -> u64 {
    let mut articles: Vec<&str> = articles.collect();
    articles.sort_unstable();
    let mut hasher = DefaultHasher::new();
    articles.hash(&mut hasher);
    // SQLite keeps signed numbers.
    if articles.is_empty() { 0 } else { (hasher.finish() >> 1).max(1) }
}

/// A link to a further page of a list.
pub(super) fn further(url: Url, why: String, mark: u64) -> Link {
    Link { url, request: Request::Get, score: POINTS, role: Role::ListPage, why, anchor: String::new(), mark }
}

/// Links to the next pages, as far as the page names them.
pub(super) fn pages(facts: &Facts<'_>, mark: u64) -> Vec<Link> {
    let stated = by_rules(facts, mark);
    if stated.is_empty() { by_links(facts, mark) } else { stated }
}

/// By the rules of the families: the family of the page first, then all others.
fn by_rules(facts: &Facts<'_>, mark: u64) -> Vec<Link> {
    let own = facts.family.into_iter();
    let rules = own.chain(facts.families.iter()).flat_map(|family| &family.paging);
    for rule in rules {
        let Some(found) = rule.pattern.captures(facts.source) else { continue };
        let links = by_rule(facts, rule, &found, mark);
        if !links.is_empty() {
            return links;
        }
    }
    Vec::new()
}

fn by_rule(facts: &Facts<'_>, rule: &Paging, found: &Captures<'_>, mark: u64) -> Vec<Link> {
    let group = |name: &str| found.name(name).map(|group| group.as_str());
    let Some(pages) = group("pages").and_then(|pages| pages.parse::<u32>().ok()) else { return Vec::new() };
    let file = facts.url.path().rsplit('/').next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let (own_stem, own_number) = match stem.rsplit_once('_') {
        Some((stem, number)) if number.parse::<u32>().is_ok_and(|number| number <= pages) => {
            (stem, number.parse().ok())
        }
        _ => (stem, None),
    };
    let stem = group("stem").unwrap_or(if own_stem.is_empty() { "index" } else { own_stem });
    let ending = match group("ending") {
        Some(ending) => ending.to_string(),
        None => ending(facts.url).unwrap_or_else(|| ending_in_scripts(facts.source, stem)),
    };
    // The address says best which page this is: what answers for another page prints the number of its own.
    let current = own_number.or_else(|| group("current")?.parse().ok()).unwrap_or(rule.first);
    let last = rule.first.saturating_add(pages).saturating_sub(1).min(MOST_PAGES);
    let numbers = (current.saturating_add(1)..=last).take(AHEAD as usize);
    let links = numbers.filter_map(|n| {
        let address =
            rule.page.replace("{n}", &n.to_string()).replace("{stem}", stem).replace("{ending}", &ending);
        let url = resolve(facts, &address)?;
        Some(further(url, format!("page {} of {pages} of the list", n + 1 - rule.first), mark))
    });
    links.collect()
}

/// The ending that a script gives to the pages it links: `"index_" + i + ".shtml"`.
fn ending_in_scripts(source: &str, stem: &str) -> String {
    let near = source.find(&format!("{stem}_")).and_then(|at| source.get(at..));
    let near = near.map(|rest| rest.get(..rest.floor_char_boundary(80)).unwrap_or(rest)).unwrap_or_default();
    let found =
        ["shtml", "jhtml", "html", "htm"].into_iter().find(|ending| near.contains(&format!(".{ending}")));
    found.unwrap_or("html").to_string()
}

/// By links: 下一页 with an address, or numbers, or whatever leads to an address that counts on.
fn by_links(facts: &Facts<'_>, mark: u64) -> Vec<Link> {
    let anchors = &facts.scan.anchors;
    let means = |anchor: &Anchor| words().text(&folded(anchor.words())).map(|(means, _)| means);
    let is_next = |anchor: &&Anchor| !anchor.option && matches!(means(anchor), Some(Means::Next));
    let nexts: Vec<&Anchor> = anchors.iter().filter(is_next).collect();
    let mut links: Vec<Link> = Vec::new();
    let found = nexts.iter().find_map(|next| target(facts, next).filter(|url| is_other_page(facts, url)));
    if let Some(url) = found {
        links.push(further(url, "the next page of the list".to_string(), mark));
    }
    if links.is_empty()
        && let Some(link) = nexts.iter().find_map(|next| posted_back(facts, next, mark))
    {
        return vec![link];
    }
    let current = page_number(facts.url);
    for anchor in anchors {
        let said = number_in(anchor.words());
        let beside = anchor.place == Place::Pager || nexts.iter().any(|next| next.group == anchor.group);
        if links.len() >= AHEAD as usize {
            break;
        }
        if said.is_none() && !beside && anchor.words().chars().count() > LONGEST_BUTTON {
            continue;
        }
        let Some(url) = target(facts, anchor).filter(|url| is_other_page(facts, url)) else { continue };
        let alike = is_numbered_alike(facts.url, &url);
        // A picture or a sign, 》, says where it leads by its address only.
        let number = said.or_else(|| page_number(&url).filter(|_| alike));
        let Some(number) = number.filter(|number| *number > 0) else { continue };
        let ahead = match current {
            Some(current) => number > current && number <= current.saturating_add(AHEAD),
            None if said.is_some() => number > 1,
            None => number <= AHEAD,
        };
        if ahead && (said.is_some() && beside || alike) && !links.iter().any(|link| link.url == url) {
            links.push(further(url, format!("page {number} of the list"), mark));
        }
    }
    if links.is_empty() { by_number_of_last(facts, mark) } else { links }
}

/// ASP.NET: `__doPostBack('AspNetPager1','2')` posts the page's form with its state.
fn posted_back(facts: &Facts<'_>, next: &Anchor, mark: u64) -> Option<Link> {
    let call = next.href.split_once("__doPostBack(")?.1.split(')').next()?;
    let (target, argument) = call.split_once(',')?;
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in facts
        .scan
        .fields
        .iter()
        .filter(|(name, _)| !name.starts_with("__EVENT") || name == "__EVENTVALIDATION")
    {
        form.append_pair(name, value);
    }
    let clean = |text: &str| text.trim().trim_matches(['\'', '"']).to_string();
    form.append_pair("__EVENTTARGET", &clean(target)).append_pair("__EVENTARGUMENT", &clean(argument));
    let action = facts.scan.action.as_deref().unwrap_or_default();
    // Mostly it is posted to the page itself.
    let url = resolve(facts, action).unwrap_or_else(|| facts.url.clone());
    let link = further(url, "the next page of the list, by a form".to_string(), mark);
    Some(Link { request: Request::PostForm(form.finish()), ..link })
}

/// The number that a link between pages says: 3, 第3页.
fn number_in(words: &str) -> Option<u32> {
    let words = words.trim();
    let number = words.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).unwrap_or(words).trim();
    let digits = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| digits)
}

/// A page of the same list is on the same host, and is no article of it.
fn is_other_page(facts: &Facts<'_>, url: &Url) -> bool {
    let article =
        matches!(facts.families.shape(url), super::family::Shape::Detail | super::family::Shape::File);
    url.host_str() == facts.url.host_str() && !article
}

/// The number of a page in its address, where a parameter or the name of the file holds it.
fn page_number(url: &Url) -> Option<u32> {
    let in_query = PAGE_PARAMETERS.iter().find_map(|name| parameter(url, name)?.parse().ok());
    in_query.or_else(|| {
        let stem = url.path().rsplit('/').next()?.split('.').next()?;
        stem.rsplit_once('_')?.1.parse().ok().filter(|number| *number < MOST_PAGES)
    })
}

/// Whether two addresses differ in nothing but a number: index.html and index_2.html, ?page=1 and ?page=2.
fn is_numbered_alike(page: &Url, other: &Url) -> bool {
    let bare = |url: &Url| {
        let (folder, file) = url.path().rsplit_once('/').unwrap_or_default();
        let stem: String = file.chars().take_while(|c| *c != '.').filter(|c| !c.is_ascii_digit()).collect();
        let stem = stem.trim_end_matches('_').to_ascii_lowercase();
        // The first page of a list goes by the name of its folder, too.
        let stem = if matches!(stem.as_str(), "index" | "list" | "default") { "" } else { &stem };
        let mut kept = format!("{folder}/{stem}");
        for (name, value) in url.query_pairs() {
            if !PAGE_PARAMETERS.contains(&name.to_ascii_lowercase().as_str()) {
                kept.push_str(&format!("&{name}={value}"));
            }
        }
        kept
    };
    bare(page) == bare(other) && page != other
}

/// A pager whose links are scripts, but whose address counts, `?page=2`, or whose script puts it together; 尾页 or 共 5 页
/// says how many there are.
fn by_number_of_last(facts: &Facts<'_>, mark: u64) -> Vec<Link> {
    let last = facts
        .scan
        .anchors
        .iter()
        .filter(|anchor| !anchor.option && words().says(&folded(anchor.words()), Means::Last));
    let last = last.filter_map(|anchor| target(facts, anchor)).find(|url| is_numbered_alike(facts.url, url));
    if let Some(last) = last
        && let Some(total) = page_number(&last)
    {
        return counted_on(facts, total, mark, |n| at_number(&last, n));
    }
    let Some(total) = printed_total(&facts.scan.text).or_else(|| scripted_total(&facts.scan.scripts)) else {
        return Vec::new();
    };
    if let Some(name) = PAGE_PARAMETERS.iter().find(|name| parameter(facts.url, name).is_some()) {
        let address =
            |n: u32| Some(super::address::canonical(&with_parameter(facts.url, name, &n.to_string())));
        return counted_on(facts, total, mark, address);
    }
    match super::scripted::pager(&facts.scan.scripts) {
        Some(before) => counted_on(facts, total, mark, |n| resolve(facts, &format!("{before}{n}"))),
        None => Vec::new(),
    }
}

/// The next pages by their numbers.
fn counted_on(facts: &Facts<'_>, total: u32, mark: u64, address: impl Fn(u32) -> Option<Url>) -> Vec<Link> {
    // index.html may be followed by index_1.html or by index_2.html; ?page=1 is always the first.
    let first = u32::from(facts.url.query().is_some());
    let current = page_number(facts.url).unwrap_or(first);
    let numbers = (current.saturating_add(1)..=total.min(MOST_PAGES)).take(AHEAD as usize);
    let link = |n: u32| Some(further(address(n)?, format!("page {n} of {total} of the list"), mark));
    numbers.filter_map(link).collect()
}

/// The address of a page with another number in its place: `index_9.html`, `?page=9`.
fn at_number(url: &Url, n: u32) -> Option<Url> {
    if let Some(name) = PAGE_PARAMETERS.iter().find(|name| parameter(url, name).is_some()) {
        return Some(with_parameter(url, name, &n.to_string()));
    }
    let (folder, file) = url.path().rsplit_once('/')?;
    let (stem, ending) = file.split_once('.')?;
    let mut numbered = url.clone();
    numbered.set_path(&format!("{folder}/{}_{n}.{ending}", stem.rsplit_once('_')?.0));
    Some(numbered)
}

/// The next page of a list in JSON whose address counts pages; `empty` if this one held nothing.
pub(super) fn counted(facts: &Facts<'_>, empty: bool) -> Option<Link> {
    if empty {
        return None;
    }
    let articles = super::judge::articles(facts);
    let mark = mark(articles.iter().map(String::as_str));
    let name = PAGE_PARAMETERS.iter().find(|name| parameter(facts.url, name).is_some())?;
    let page: u32 = parameter(facts.url, name)?.parse().ok()?;
    let sizes = ["_pagesize", "pagesize", "rows", "limit", "size"].iter();
    let size = sizes.filter_map(|name| parameter(facts.url, name)?.parse::<u32>().ok()).next();
    let seen = page.saturating_mul(size.unwrap_or(articles.len() as u32));
    let is_last = stated_total(facts.source).is_some_and(|total| seen >= total);
    let repeats = mark == 0 || mark == facts.context.mark;
    if repeats || is_last || page >= MOST_PAGES {
        return None;
    }
    let url = with_parameter(facts.url, name, &(page + 1).to_string());
    Some(further(url, format!("page {} of the list", page + 1), mark))
}

/// `"total": 24` of an answer in JSON: how many entries the whole list has.
fn stated_total(source: &str) -> Option<u32> {
    ["\"total\"", "\"totalCount\"", "\"totalcount\"", "\"count\""].iter().find_map(|key| {
        let after =
            source.split_once(key)?.1.trim_start().strip_prefix(':')?.trim_start().trim_start_matches('"');
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        after.get(..digits)?.parse().ok().filter(|total| *total > 0)
    })
}

/// 共5页, 共 5 页, 第1/5页.
fn printed_total(text: &str) -> Option<u32> {
    let number = |rest: &str| -> Option<u32> {
        let rest = rest.trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..)?.trim_start();
        after.starts_with('页').then(|| rest.get(..digits)?.parse().ok())?
    };
    text.match_indices(['共', '/']).find_map(|(at, found)| number(text.get(at + found.len()..)?))
}

/// `pages: 5`, `totalPage = 5`: how many pages a pager built by a script has.
fn scripted_total(scripts: &[String]) -> Option<u32> {
    const KEYS: [&str; 6] = ["totalPages", "totalPage", "pageCount", "pagecount", "pages", "maxPage"];
    let number = |script: &String, key: &str| {
        script.match_indices(key).find_map(|(at, _)| {
            let after = script.get(at + key.len()..)?.trim_start_matches(['"', '\'']).trim_start();
            let after = after.strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            after.get(..digits)?.parse().ok().filter(|total| *total > 0)
        })
    };
    KEYS.iter().find_map(|key| scripts.iter().find_map(|script| number(script, key)))
}
