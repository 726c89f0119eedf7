//! Hanweb's lists: records in islands of XML, and the end point that gives the next ones.
//!
//! A column's page holds its first records (three pages' worth) in `<script type="text/xml">`, in a link of its own
//! the address of the next group, and in a call of `jpage` how many there are and with which parameters to ask.

use url::Url;

use super::address::{parameter, with_parameter};
use super::facts::Facts;
use super::paging::further;
use super::target::resolve;
use crate::crawl::page::{Link, LinkContext, Request};

/// The most records a list may have.
const MOST_RECORDS: u32 = 50_000;

/// The markup of all records and groups of a page, or nothing if it has none.
pub(super) fn records(source: &str) -> Option<(String, u32)> {
    let mut markup = String::new();
    let mut count = 0;
    for record in between(source, "<record>", "</record>") {
        let inner = record.trim();
        let inner = inner.strip_prefix("<![CDATA[").unwrap_or(inner);
        markup.push_str(inner.strip_suffix("]]>").unwrap_or(inner));
        markup.push('\n');
        count += 1;
    }
    (count > 0).then_some((markup, count))
}

/// Every text between an opening and the next closing.
fn between<'s>(source: &'s str, open: &'s str, close: &'s str) -> impl Iterator<Item = &'s str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let start = rest.find(open)? + open.len();
        let inner = rest.get(start..)?;
        let end = inner.find(close)?;
        rest = inner.get(end + close.len()..)?;
        inner.get(..end)
    })
}

/// Whether an address is the end point of a list.
pub(super) fn is_proxy(url: &Url) -> bool {
    url.path().ends_with("dataproxy.jsp")
}

/// The next records of a list.
pub(super) fn next(facts: &Facts<'_>, count: u32, mark: u64) -> Vec<Link> {
    if !is_proxy(facts.url) {
        return of_column(facts, count, mark);
    }
    let links = of_answer(facts, count, mark);
    // What was answered to POST is asked on so.
    if facts.context.anchor == POSTED { links.into_iter().map(as_post).collect() } else { links }
}

/// From the page of the column.
fn of_column(facts: &Facts<'_>, count: u32, mark: u64) -> Vec<Link> {
    if let Some(config) = Config::read(facts) {
        if config.total <= count {
            return Vec::new();
        }
        let chunk = config.per_page.max(1) * 3;
        let mut starts =
            (0u32..2).map(|ahead| count + 1 + ahead * chunk).filter(|start| *start <= config.total);
        return starts.by_ref().filter_map(|start| config.ask(facts, start, chunk, mark)).collect();
    }
    let next = group(facts, mark);
    // Newer servers write the parameters of the group in a cipher that they themselves do not always read.
    let readable = |link: &Link| parameter(&link.url, "columnid").is_none_or(|id| id.parse::<u64>().is_ok());
    match next {
        Some(next) if readable(&next) => vec![next],
        None if count < 15 => Vec::new(),
        next => next
            .into_iter()
            .chain(Config::guess(facts).and_then(|config| config.ask(facts, count + 1, 45, mark)))
            .collect(),
    }
}

/// From an answer of the end point.
fn of_answer(facts: &Facts<'_>, count: u32, mark: u64) -> Vec<Link> {
    let number = |name: &str| parameter(facts.url, name)?.parse::<u32>().ok();
    let (Some(start), Some(end)) = (number("startrecord"), number("endrecord")) else {
        return group(facts, mark).or_else(|| numbered(facts, count, mark)).into_iter().collect();
    };
    if count == 0 {
        // Some servers answer nothing to GET.
        return by_post(facts.url, facts.context).into_iter().collect();
    }
    let chunk = end.saturating_sub(start) + 1;
    let total = total(facts.source).unwrap_or(if count >= chunk { MOST_RECORDS } else { end });
    if end >= total.min(MOST_RECORDS) {
        return Vec::new();
    }
    let from = with_parameter(facts.url, "startrecord", &(end + 1).to_string());
    let url = with_parameter(&from, "endrecord", &(end + chunk).min(total).to_string());
    vec![further(url, format!("records from {} on", end + 1), mark)]
}

/// The answer after the one for `?page=1`, where it does not name it.
fn numbered(facts: &Facts<'_>, count: u32, mark: u64) -> Option<Link> {
    /// Fewer records than on one page are the last.
    const FEW: u32 = 10;
    let page: u32 = parameter(facts.url, "page")?.parse().ok()?;
    let url = with_parameter(facts.url, "page", &page.checked_add(1)?.to_string());
    (count >= FEW).then(|| further(url, format!("group {} of the records", page + 1), mark))
}

/// The words of a link that is asked by POST; they come back with the answer, which itself does not tell.
const POSTED: &str = "POST";

/// The same question by POST, for the servers that want it so. What refuses POST, too, or has nothing to say to it, ends
/// the list.
pub(super) fn by_post(url: &Url, context: &LinkContext) -> Option<Link> {
    if !is_proxy(url) || context.anchor == POSTED {
        return None;
    }
    let link = further(url.clone(), "the same records, asked for by POST".to_string(), context.mark);
    Some(as_post(link))
}

fn as_post(link: Link) -> Link {
    let body = link.url.query().unwrap_or_default().to_string();
    Link { request: Request::PostForm(body), anchor: POSTED.to_string(), ..link }
}

/// The address of the next group, as the list itself gives it.
fn group(facts: &Facts<'_>, mark: u64) -> Option<Link> {
    let island = between(facts.source, "<nextgroup>", "</nextgroup>").next()?;
    let href = island.split_once("href=")?.1;
    let quote = href.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    // The names in it may hold quotes of the other kind.
    let address = href.get(1..)?.split(quote).next()?.replace("&amp;", "&");
    let url = resolve(facts, &address)?;
    Some(further(url, "the next group of records".to_string(), mark))
}

fn total(source: &str) -> Option<u32> {
    between(source, "<totalrecord>", "</totalrecord>").next()?.trim().parse().ok()
}

/// What a call of `jpage` says.
struct Config {
    total: u32,
    per_page: u32,
    proxy: String,
    parameters: String,
}

impl Config {
    /// From what stands about the page, where no call of `jpage` says it: the number of the column in its address, the
    /// numbers of unit and site in its scripts. How many records there are is not known then.
    fn guess(facts: &Facts<'_>) -> Option<Config> {
        let number = |key: &str| -> Option<String> {
            facts.source.match_indices(key).find_map(|(at, _)| {
                let after = facts.source.get(at + key.len()..)?.trim_start_matches(['"', '\'', ' ']);
                let after = after.strip_prefix([':', '='])?.trim_start_matches(['"', '\'', ' ']);
                let value: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
                // A cipher may begin with digits.
                value.parse::<u64>().is_ok().then_some(value)
            })
        };
        let in_path = facts.url.path().split("/col/col").nth(1).and_then(|rest| rest.split('/').next());
        let column = in_path
            .filter(|id| id.parse::<u64>().is_ok())
            .map(str::to_string)
            .or_else(|| number("columnid"))?;
        let unit = number("unitid").or_else(|| number("unitId")).or_else(|| box_of_island(facts.source))?;
        let site = number("webid").or_else(|| number("webId")).unwrap_or_else(|| "1".to_string());
        let parameters = format!(
            "col=1&appid=1&webid={site}&path=/&columnid={column}&sourceContentType=1&unitid={unit}&permissiontype=0"
        );
        let proxy = "/module/web/jpage/dataproxy.jsp".to_string();
        Some(Config { total: MOST_RECORDS, per_page: 15, proxy, parameters })
    }

    fn read(facts: &Facts<'_>) -> Option<Config> {
        let scripts = facts
            .scan
            .scripts
            .iter()
            .find(|script| script.contains("dataproxy.jsp") && script.contains("otalRecord"))?;
        let value = |key: &str| -> Option<String> {
            let after = scripts.split_once(key)?.1.trim_start().trim_start_matches(['\'', '"']);
            let after = after.trim_start().strip_prefix(':')?.trim_start();
            let after = after.trim_start_matches(['\'', '"']);
            Some(after.split(['\'', '"', ',', '}']).next()?.trim().to_string())
        };
        let object = scripts.split_once("ajaxParam").or_else(|| scripts.split_once("proxyParam"))?.1;
        let object = object.split_once('{')?.1.split('}').next()?;
        let mut parameters = url::form_urlencoded::Serializer::new(String::new());
        for pair in object.split(',') {
            let (key, value) = pair.split_once(':')?;
            let clean = |text: &str| text.trim().trim_matches(['\'', '"']).to_string();
            parameters.append_pair(&clean(key), &clean(value));
        }
        Some(Config {
            total: value("totalRecord")?.parse().ok().filter(|total| *total <= MOST_RECORDS)?,
            per_page: value("perPage")?.parse().ok().filter(|per_page| *per_page <= 1_000)?,
            proxy: value("proxyUrl").unwrap_or_else(|| "/module/web/jpage/dataproxy.jsp".to_string()),
            parameters: parameters.finish(),
        })
    }

    fn ask(&self, facts: &Facts<'_>, start: u32, chunk: u32, mark: u64) -> Option<Link> {
        let end = (start + chunk - 1).min(self.total);
        let range = format!("startrecord={start}&endrecord={end}&perpage={}", self.per_page);
        let url = resolve(facts, &format!("{}?{range}&{}", self.proxy, self.parameters))?;
        Some(further(url, format!("records {start} to {end} of the list"), mark))
    }
}

/// The number of the box that an island stands in: `<div id="5412"><script type="text/xml">`.
fn box_of_island(source: &str) -> Option<String> {
    let island = source.find("<datastore").or_else(|| source.find("<recordset"))?;
    let id = source.get(..island)?.rsplit(" id=").next()?.trim_start_matches(['"', '\'']);
    let value: String = id.chars().take_while(char::is_ascii_alphanumeric).collect();
    value.parse::<u64>().is_ok().then_some(value)
}
