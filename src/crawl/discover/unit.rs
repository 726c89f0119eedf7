//! jpaas: parts of a page that a script asks for, one page of a list at a time.
//!
//! The page names the end point and its parameters in a script element of its own; the answer is JSON that holds
//! markup.

use serde_json::Value;
use url::Url;

use super::address::{canonical, parameter, with_parameter};
use super::facts::Facts;
use super::paging::{POINTS, further};
use super::target::resolve;
use crate::crawl::page::{Link, Request, Role};

/// How the address of the end point ends.
const END_POINT: &str = "/page/build/unit";
/// The most pages a list may have.
const MOST_PAGES: u32 = 500;

/// Whether an address is such an end point.
pub(super) fn is_unit(url: &Url) -> bool {
    url.path().ends_with(END_POINT)
}

/// The questions that a page's scripts would ask.
pub(super) fn asked(facts: &Facts<'_>) -> Vec<Link> {
    let question = |(address, data): &(String, String)| {
        let mut url = resolve(facts, address)?;
        if !is_unit(&url) {
            return None;
        }
        {
            let mut pairs = url.query_pairs_mut();
            for (key, value) in settings(data) {
                pairs.append_pair(&key, &value);
            }
        }
        let why = "the list that the page's script asks for".to_string();
        Some(Link {
            url: canonical(&url),
            request: Request::Get,
            score: POINTS,
            role: Role::ListPage,
            why,
            anchor: String::new(),
            mark: 0,
        })
    };
    let in_scripts: Vec<_> = facts.scan.scripts.iter().filter_map(|script| called(script)).collect();
    // In an attribute that is nobody's standard: data-url="…".
    let anywhere =
        if facts.scan.units.is_empty() && in_scripts.is_empty() { called(facts.source) } else { None };
    facts
        .scan
        .units
        .iter()
        .cloned()
        .chain(in_scripts)
        .chain(anywhere)
        .filter_map(|unit| question(&unit))
        .collect()
}

/// The end point and the parameters in a call of a script: `$.ajax({url: '…/page/build/unit', data: {…}})`.
fn called(script: &str) -> Option<(String, String)> {
    /// The parameters stand beside the address, in bytes.
    const NEAR: usize = 1_500;
    let end = script.find(END_POINT)? + END_POINT.len();
    let start = script.get(..end)?.rfind(['"', '\''])? + 1;
    let rest = script.get(end..)?;
    let query = rest.split(['"', '\'']).next()?;
    let address = format!("{}{}", script.get(start..end)?, query.replace("&amp;", "&"));
    let near = rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or(rest);
    let data = near.split_once('{').and_then(|(_, rest)| rest.split('}').next()).filter(|_| query.is_empty());
    Some((address, format!("{{{}}}", data.unwrap_or_default())))
}

/// `{'parseType':'bulidstatic','webId':'3549'}`: keys and values in quotes of either kind.
fn settings(data: &str) -> Vec<(String, String)> {
    let json = data.replace('\'', "\"");
    if let Ok(Value::Object(object)) = serde_json::from_str::<Value>(&json) {
        let text = |value: Value| match value {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        return object.into_iter().map(|(key, value)| (key, text(value))).collect();
    }
    let clean = |text: &str| text.trim().trim_matches(['\'', '"']).to_string();
    let pairs = data.trim().trim_start_matches('{').trim_end_matches('}').split(',');
    pairs.filter_map(|pair| pair.split_once(':')).map(|(key, value)| (clean(key), clean(value))).collect()
}

/// The markup in an answer.
pub(super) fn markup(source: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(source.trim_start_matches('\u{feff}')).ok()?;
    let data = answer.get("data").unwrap_or(&answer);
    let html = data.get("html").or_else(|| answer.get("html")).unwrap_or(data);
    html.as_str().map(str::to_string)
}

/// The next page of the list that an answer holds, if it held anything.
pub(super) fn next(facts: &Facts<'_>, items: usize, mark: u64) -> Option<Link> {
    if items == 0 {
        return None;
    }
    let total = total(facts.source);
    let inner: Option<Value> =
        parameter(facts.url, "paramJson").and_then(|json| serde_json::from_str(&json).ok());
    let direct = parameter(facts.url, "pageNo").and_then(|page| page.parse::<u32>().ok());
    let in_json = inner.as_ref().and_then(|inner| number(inner.get("pageNo")?));
    let page = direct.or(in_json).unwrap_or(1);
    let size = parameter(facts.url, "rows").and_then(|rows| rows.parse::<usize>().ok());
    let size = size.or_else(|| {
        inner.as_ref().and_then(|inner| number(inner.get("pageSize")?)).map(|size| size as usize)
    });
    let is_last = total.map_or_else(|| size.is_some_and(|size| items < size), |total| page >= total);
    if is_last || page >= MOST_PAGES {
        return None;
    }
    let url = if direct.is_some() || inner.is_none() && parameter(facts.url, "rows").is_some() {
        with_parameter(facts.url, "pageNo", &(page + 1).to_string())
    } else {
        let size = size.unwrap_or(items).max(1);
        let json = format!("{{\"pageNo\":{},\"pageSize\":{size}}}", page + 1);
        let json: String = url::form_urlencoded::byte_serialize(json.as_bytes()).collect();
        with_parameter(facts.url, "paramJson", &json)
    };
    Some(further(url, format!("page {} of the list", page + 1), mark))
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64().map(|number| number as u32).or_else(|| value.as_str()?.parse().ok())
}

/// The number of pages, where the answer gives it.
fn total(source: &str) -> Option<u32> {
    ["totalPage", "pageCount", "pages", "totalpage", "pagecount"].iter().find_map(|key| {
        let after = source.split_once(key)?.1.trim_start_matches(['"', '\'', '\\', '=', ':', ' ']);
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|total| *total > 0)
    })
}
