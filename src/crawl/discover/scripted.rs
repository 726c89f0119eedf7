//! Lists that are not in the markup: in scripts of the page, or answers in JSON of end points that no family is
//! known by.

use std::sync::OnceLock;

use regex::Regex;
use serde_json::Value;

use super::outline::Place;
use super::scan::{Anchor, one_line, scan};

/// A script with more text than this, in bytes, is a library.
const MAX_SCRIPT: usize = 600_000;
/// The most links that are taken from scripts.
const MOST: usize = 5_000;
/// What stands in scripts is a list of its own.
const GROUP: u32 = u32::MAX - 1;

/// Links in scripts: markup that they write, and entries of trees, `{name: '市教育局', url: '/jyj/'}`.
pub(super) fn links(scripts: &[String]) -> Vec<Anchor> {
    let mut found = Vec::new();
    for script in scripts.iter().filter(|script| script.len() <= MAX_SCRIPT) {
        if script.contains("</a>") || script.contains("<\\/a>") {
            let markup = script.replace("\\/", "/").replace("\\\"", "\"").replace("\\'", "'");
            found.extend(
                scan(&markup).anchors.into_iter().filter(|anchor| !anchor.href.contains(['+', '$', '{'])),
            );
        }
        found.extend(entries(script));
        if found.len() > MOST {
            break;
        }
    }
    found.truncate(MOST);
    found.into_iter().map(|anchor| Anchor { group: GROUP, place: Place::Body, ..anchor }).collect()
}

/// Entries that have a name and an address, in either order.
fn entries(script: &str) -> Vec<Anchor> {
    static PATTERNS: OnceLock<Vec<Regex>> = OnceLock::new();
    // As an entry of an object, or as a variable of its own: name: '…', var title = '…'.
    const NAME: &str = r#"(?:[{,\s]["']?(?:name|title|text|label|doctitle|infotitle)["']?\s*:|\bvar\s+(?:str|title|name)\w{0,2}\s*=)\s*["'](?P<name>[^"'<>]{2,80})["']"#;
    const ADDRESS: &str = r#"(?:[{,\s]["']?(?:url|href|link|linkurl|channelurl|docpuburl|infourl|pageurl)["']?\s*:|\bvar\s+(?:url|href|link)\w{0,2}\s*=)\s*["'](?P<url>[^"'<>\s]{2,400})["']"#;
    let patterns = PATTERNS.get_or_init(|| {
        let between = r"[^{}]{0,300}?";
        let both = [format!("(?i){NAME}{between}{ADDRESS}"), format!("(?i){ADDRESS}{between}{NAME}")];
        both.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
    });
    // Names of agencies and columns are Chinese.
    if script.is_ascii() && !script.contains("\\u") {
        return Vec::new();
    }
    let found = |pattern: &Regex| -> Vec<Anchor> {
        let anchor = |found: regex::Captures<'_>| Anchor {
            href: found.name("url").map_or("", |url| url.as_str()).replace("\\/", "/"),
            text: unescaped(found.name("name").map_or("", |name| name.as_str())),
            ..Anchor::default()
        };
        pattern.captures_iter(script).take(MOST).map(anchor).collect()
    };
    // Read in the wrong order, entries give their name to the address of the next, and one is left over.
    let mut longest = Vec::new();
    for anchors in patterns.iter().map(found) {
        if anchors.len() > longest.len() {
            longest = anchors;
        }
    }
    longest
}

/// `\u5e74` made a character.
fn unescaped(text: &str) -> String {
    if !text.contains("\\u") {
        return text.to_string();
    }
    serde_json::from_str(&format!("\"{text}\"")).unwrap_or_else(|_| text.to_string())
}

/// Links of an answer in JSON: every object that has the words and the address of one.
pub(super) fn in_json(source: &str) -> Option<Vec<Anchor>> {
    let source = source.trim_start_matches('\u{feff}').trim();
    // callback({...}) is JSON for other hosts.
    let inner = match source.split_once('(') {
        Some((name, rest)) if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
            rest.trim_end_matches([')', ';'])
        }
        _ => source,
    };
    if !inner.starts_with(['{', '[']) {
        return None;
    }
    let value: Value = serde_json::from_str(inner).ok()?;
    let mut anchors = Vec::new();
    collect(&value, &mut anchors, 0);
    Some(anchors)
}

fn collect(value: &Value, anchors: &mut Vec<Anchor>, depth: usize) {
    /// serde_json itself goes no deeper.
    const DEEPEST: usize = 128;
    if depth > DEEPEST || anchors.len() > MOST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, anchors, depth + 1)),
        Value::Object(object) => {
            let text = |keys: &[&str]| {
                let mut fields =
                    object.iter().filter(|(key, _)| keys.contains(&key.to_ascii_lowercase().as_str()));
                fields.find_map(|(_, value)| value.as_str().filter(|text| !text.is_empty()))
            };
            let words = text(&[
                "title",
                "name",
                "doctitle",
                "articletitle",
                "subject",
                "maintitle",
                "showtitle",
                "infotitle",
            ]);
            let address = text(&[
                "url",
                "link",
                "href",
                "docpuburl",
                "puburl",
                "linkurl",
                "articleurl",
                "weburl",
                "pageurl",
                "infourl",
            ]);
            if let (Some(words), Some(address)) = (words, address) {
                // Titles of search results come with the words that were found set in <em>.
                let words = one_line(&words.replace("<em>", "").replace("</em>", ""));
                anchors.push(Anchor {
                    href: address.to_string(),
                    text: words,
                    group: GROUP,
                    ..Anchor::default()
                });
            }
            object.values().filter(|value| value.is_array() || value.is_object()).for_each(|value| {
                collect(value, anchors, depth + 1);
            });
            // Lists set as markup in a field.
            let markup = object.values().filter_map(Value::as_str).filter(|text| text.contains("</a>"));
            for text in markup {
                anchors
                    .extend(scan(text).anchors.into_iter().map(|anchor| Anchor { group: GROUP, ..anchor }));
            }
        }
        _ => {}
    }
}

/// Addresses that a script puts together: `'report.jsp?area=' + id + '&fbtime=' + year`, and the agencies it knows.
pub(super) struct Composed {
    before: String,
    between: String,
    /// Number and name.
    pub(super) agencies: Vec<(String, String)>,
}

impl Composed {
    /// Finds such an address, and the agencies with the numbers that go into it.
    pub(super) fn find(scripts: &[String]) -> Option<Composed> {
        static PATTERNS: OnceLock<Option<(Regex, Regex)>> = OnceLock::new();
        let (address, agency) = PATTERNS
            .get_or_init(|| {
                let address = r#"(?i)["'](?P<before>[^"'\s]*[?&](?:area|org|orgcode|orgid|branch_id|deptid|unitcode)=)["']\s*\+[^"'+]{1,60}\+\s*["'](?P<between>&(?:fbtime|title|timeframe|year|nbyear)=)["']"#;
                let agency = r#"[{,\s]["']?(?:id|code|orgcode|value)["']?\s*:\s*["'](?P<id>[0-9A-Za-z]{4,32})["'][^{}]{0,200}?[,\s]["']?(?:name|title|text)["']?\s*:\s*["'](?P<name>[^"'<>]{2,60})["']"#;
                Some((Regex::new(address).ok()?, Regex::new(agency).ok()?))
            })
            .as_ref()?;
        let found = scripts.iter().find_map(|script| address.captures(script))?;
        let part = |name: &str| found.name(name).map_or(String::new(), |part| part.as_str().to_string());
        let named = scripts.iter().flat_map(|script| agency.captures_iter(script));
        let agencies = named
            .filter_map(|found| {
                Some((found.name("id")?.as_str().to_string(), unescaped(found.name("name")?.as_str())))
            })
            .take(MOST)
            .collect();
        Some(Composed { before: part("before"), between: part("between"), agencies })
    }

    /// The address for an agency and a year.
    pub(super) fn address(&self, id: &str, year: u16) -> String {
        format!("{}{id}{}{year}", self.before, self.between)
    }
}

/// Addresses of parts and end points that a list's scripts ask for, for pages that list nothing themselves.
pub(super) fn end_points(scripts: &[String]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    /// A page asks for one list; the rest are counters and hit lists.
    const FEW: usize = 3;
    let pattern = PATTERN.get_or_init(|| {
        const KNOWN: &str = r#"["'](?P<known>(?:https?://|/)[^"'<>\s]*(?:_isJson=true|/loadData\b|/getList\b|\.json\b|/api/[a-zA-Z/]*list)[^"'<>\s]*)["']"#;
        const CALLED: &str = r#"(?:\.load|getJSON|\.get|fetch)\(\s*["'](?P<called>[^"'<>\s]+)["']"#;
        Regex::new(&format!("{KNOWN}|{CALLED}")).ok()
    });
    let Some(pattern) = pattern else { return Vec::new() };
    let found = scripts.iter().flat_map(|script| pattern.captures_iter(script));
    let address = |found: regex::Captures<'_>| {
        let address = found.name("known").or_else(|| found.name("called"))?.as_str().to_string();
        let is_asset = [".js", ".css", ".png", ".jpg"].iter().any(|ending| address.ends_with(ending));
        (!is_asset).then_some(address)
    };
    found.filter_map(address).take(FEW).collect()
}

/// Where a page that is nothing but a script sends its reader: `location.href = "/web/index.html"`.
pub(super) fn redirect(scripts: &[String]) -> Option<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Regex::new(r#"location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*["'](?P<to>[^"'<>\s]+)["']\s*(?:[;)}\n]|$)"#).ok()
    });
    let pattern = pattern.as_ref()?;
    scripts.iter().find_map(|script| Some(pattern.captures(script)?.name("to")?.as_str().to_string()))
}

/// Addresses of files that scripts show: `PDFObject.embed("/2023.pdf", "#box")`.
pub(super) fn files(scripts: &[String]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    /// A report is one file.
    const FEW: usize = 2;
    let pattern = PATTERN
        .get_or_init(|| Regex::new(r#"(?i)["'](?P<file>[^"'<>\s]+\.(?:pdf|docx?|wps|ofd|xlsx?))["']"#).ok());
    let Some(pattern) = pattern else { return Vec::new() };
    let found = scripts.iter().flat_map(|script| pattern.captures_iter(script));
    found.filter_map(|found| Some(found.name("file")?.as_str().to_string())).take(FEW).collect()
}

/// How a script puts the addresses of a list's pages together, all but the number: `"list.aspx?id=12&page=" + n`.
pub(super) fn pager(scripts: &[String]) -> Option<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Regex::new(r#"(?i)["'](?P<before>[^"'<>\s]*[?&](?:page|pageno|pagenum|pageindex|pn|p|curpage|currentpage)=)["']\s*\+"#).ok()
    });
    let pattern = pattern.as_ref()?;
    scripts.iter().find_map(|script| Some(pattern.captures(script)?.name("before")?.as_str().to_string()))
}
