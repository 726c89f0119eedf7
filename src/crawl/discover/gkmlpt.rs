//! gkmlpt, the platform of Guangdong: an index built by scripts, its columns in `window._CONFIG`, its lists as JSON.

use serde_json::Value;
use url::Url;

use super::facts::{Facts, is_column};
use super::family::Shape;
use super::paging::further;
use super::target::resolve;
use super::words::{Means, words};
use crate::crawl::page::{Link, Request, Role};
use crate::normalise::identify::{Headline, folded, headline};

/// The most articles that one answer may hold.
const MOST_ARTICLES: usize = 5_000;

/// Whether a page is an index of the platform.
pub(super) fn is_index(facts: &Facts<'_>) -> bool {
    let names_lists = facts.source.contains("TREE") || facts.fragment.is_some();
    facts.url.path().contains("/gkmlpt")
        && facts.source.contains("_CONFIG")
        && names_lists
        && !is_list(facts.url)
}

/// Whether a link leads to the index of another agency.
pub(super) fn leads_to_index(link: &Link) -> bool {
    let path = link.url.path().trim_end_matches('/');
    link.role == Role::Column && (path.ends_with("/gkmlpt") || path.ends_with("/gkmlpt/index"))
}

/// The lists of an index that hold annual reports: the column its address names, or those whose names say so.
pub(super) fn lists(facts: &Facts<'_>) -> Vec<Link> {
    let Some(root) = root(facts.url) else { return Vec::new() };
    let site = setting(facts.source, "SID").unwrap_or_default();
    let mut columns = Vec::new();
    for tree in trees(facts.source) {
        collect(&tree, false, &mut columns);
    }
    if columns.is_empty() {
        columns = loose_columns(facts.source);
    }
    // The column that the address names, where the index does not have it.
    if let Some(id) = facts.fragment.clone().filter(|id| columns.iter().all(|(known, _, _)| known != id)) {
        columns.push((id, facts.context.anchor.clone(), false));
    }
    let chosen = columns.iter().filter(|(id, name, inside)| {
        *inside
            || names_reports(name)
            || Some(id) == facts.fragment.as_ref() && facts.context.role != Some(Role::Column)
    });
    let link = |(id, name, _): &(String, String, bool)| {
        let url = resolve(facts, &format!("{root}/api/all/{id}?page=1&sid={site}"))?;
        let why = format!("the list of {name}");
        Some(Link {
            request: Request::Get,
            score: 93,
            role: Role::ListPage,
            why,
            anchor: name.clone(),
            url,
            mark: 0,
        })
    };
    chosen.filter_map(link).collect()
}

fn names_reports(name: &str) -> bool {
    let name = folded(name);
    is_column(&name) || matches!(words().text(&name), Some((Means::Column, _)))
}

/// `/zqhjj/gkmlpt` of `/zqhjj/gkmlpt/index`.
fn root(url: &Url) -> Option<String> {
    let at = url.path().find("/gkmlpt")?;
    url.path().get(..at + "/gkmlpt".len()).map(str::to_string)
}

/// The value of a setting: `SID: 755031`, `"SID":"755031"`.
fn setting(source: &str, key: &str) -> Option<String> {
    source.match_indices(key).find_map(|(at, _)| {
        let after = source.get(at + key.len()..)?.trim_start_matches(['"', '\'']).trim_start();
        let after = after.strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
        let value: String = after.chars().take_while(char::is_ascii_digit).collect();
        (!value.is_empty()).then_some(value)
    })
}

/// The JSON behind every `TREE`, as far as it is well formed.
fn trees(source: &str) -> Vec<Value> {
    let values = source.match_indices("TREE").filter_map(|(at, _)| {
        let after = source.get(at + 4..)?;
        let start = after.find(['[', '{']).filter(|start| *start < 40)?;
        let mut stream = serde_json::Deserializer::from_str(after.get(start..)?).into_iter::<Value>();
        stream.next()?.ok()
    });
    values.collect()
}

/// All columns of a tree: number, name, and whether one above it is that of annual reports.
fn collect(value: &Value, inside: bool, columns: &mut Vec<(String, String, bool)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, inside, columns)),
        Value::Object(object) => {
            let text = |key: &str| object.get(key).map(plain).filter(|text| !text.is_empty());
            let (id, name) =
                (text("id").or_else(|| text("classify_id")), text("name").or_else(|| text("title")));
            let mut below = inside;
            if let (Some(id), Some(name)) = (id, name) {
                below = inside || names_reports(&name);
                columns.push((id, name, inside));
            }
            object
                .values()
                .filter(|value| value.is_array() || value.is_object())
                .for_each(|value| collect(value, below, columns));
        }
        _ => {}
    }
}

/// Columns of a tree that is no JSON but a script: `{id: 2157, name: '政府信息公开年报'}`.
fn loose_columns(source: &str) -> Vec<(String, String, bool)> {
    let mut columns = Vec::new();
    for part in source.split('{').skip(1) {
        let part = part.split('}').next().unwrap_or_default();
        let value = |key: &str| {
            let at = part.find(key).filter(|at| {
                // A key begins here: not the end of parent_id.
                part.get(..*at)
                    .is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
            })?;
            let after =
                part.get(at + key.len()..)?.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?;
            let after = after.trim_start().trim_start_matches(['"', '\'']);
            let value = after.split(['"', '\'', ',', '[']).next()?.trim();
            (!value.is_empty()).then(|| value.to_string())
        };
        if let (Some(id), Some(name)) = (value("id"), value("name"))
            && id.bytes().all(|byte| byte.is_ascii_digit())
        {
            columns.push((id, name, false));
        }
    }
    columns
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether an answer is a list of the platform.
pub(super) fn is_list(url: &Url) -> bool {
    url.path().contains("/gkmlpt/api/")
}

/// What a list holds.
pub(super) struct Listed {
    pub(super) title: String,
    pub(super) links: Vec<Link>,
    /// The next page, if there is one.
    pub(super) next: Option<(Url, u32)>,
}

/// Reads a list.
pub(super) fn read(facts: &Facts<'_>) -> Option<Listed> {
    let answer: Value = serde_json::from_str(facts.source.trim_start_matches('\u{feff}')).ok()?;
    let classify = answer.get("classify");
    let title = classify.and_then(|classify| classify.get("name")).map(plain).unwrap_or_default();
    let articles = answer.get("articles")?.as_array()?;
    // A list that was asked for because of its name holds reports; of any other, only what is titled so.
    let in_column = facts.context.role == Some(Role::ListPage) || names_reports(&title);
    let links =
        articles.iter().take(MOST_ARTICLES).filter_map(|article| link(facts, article, in_column)).collect();
    let count = classify.and_then(|classify| classify.get("post_count")).and_then(Value::as_u64).unwrap_or(0);
    let page = super::address::parameter(facts.url, "page")
        .and_then(|page| page.parse::<u32>().ok())
        .unwrap_or(1)
        .max(1);
    let more = !articles.is_empty() && u64::from(page) * articles.len() as u64 > 0 && {
        /// The platform gives so many at once.
        const AT_ONCE: u64 = 100;
        let seen = u64::from(page - 1) * AT_ONCE.max(articles.len() as u64) + articles.len() as u64;
        count > seen
    };
    let next = more.then(|| {
        (
            super::address::with_parameter(facts.url, "page", &page.saturating_add(1).to_string()),
            page.saturating_add(1),
        )
    });
    Some(Listed { title, links, next })
}

/// One article: its page, or its file where it has no page.
fn link(facts: &Facts<'_>, article: &Value, in_column: bool) -> Option<Link> {
    let text = |key: &str| article.get(key).map(plain).filter(|text| !text.is_empty());
    let title = text("title").unwrap_or_default();
    let (score, why) = match headline(&title) {
        Headline::Report { year: Some(year), .. } if !facts.wants(year) => return None,
        Headline::Report { year: Some(year), .. } => (100, format!("title of a report on {year}")),
        Headline::Report { .. } => (92, "title of a report".to_string()),
        Headline::Other(_) => return None,
        _ if !in_column
            || matches!(words().text(&folded(&title)), Some((Means::Never | Means::Other, _))) =>
        {
            return None;
        }
        _ => (64, "stands in the list of annual reports".to_string()),
    };
    let page = text("url").or_else(|| text("post_url")).and_then(|url| resolve(facts, &url));
    let (url, role) = match page {
        Some(url) if facts.families.shape(&url) == Shape::File => (url, Role::Attachment),
        Some(url) => (url, Role::Report),
        None => {
            let files = article.get("attachment")?.as_array()?;
            let file = files
                .iter()
                .find_map(|file| file.get("url").map(plain).and_then(|url| resolve(facts, &url)))?;
            (file, Role::Attachment)
        }
    };
    Some(Link { url, request: Request::Get, score, role, why, anchor: title, mark: 0 })
}

/// The link to the next page of a list.
pub(super) fn next_page(url: Url, page: u32, mark: u64) -> Link {
    further(url, format!("page {page} of the list"), mark)
}
