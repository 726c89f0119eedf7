//! Where a link leads: the address behind an `href`, or behind a script that opens one.

use std::borrow::Cow;

use url::Url;

use super::address::{canonical, in_scope};
use super::facts::Facts;
use super::scan::Anchor;
use super::words::{Means, words};

/// The longest address that is followed.
const LONGEST: usize = 2_000;

/// The address of a link, canonical and in scope, if it has one.
pub(super) fn target(facts: &Facts<'_>, anchor: &Anchor) -> Option<Url> {
    let href = anchor.href.trim();
    if anchor.option {
        // The value of an entry is an address only if it looks like one: /2022/ or list.jsp?y=2022, not 2022.
        return resolve(facts, href).filter(|_| href.contains(['/', '?']) || href.contains(".htm"));
    }
    let script = href.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    if !script && !href.is_empty() && !is_anchor_on_page(href) {
        return resolve(facts, href);
    }
    let calls = script && (href.contains(['\'', '"']) || anchor.click.is_empty());
    let code = if calls { href } else { anchor.click.as_str() };
    match opened_by(code) {
        Some(address) => resolve(facts, &address),
        None => {
            facts.functions.address(code, &facts.scan.scripts).and_then(|address| resolve(facts, &address))
        }
    }
}

/// `#top`, but not the route of a page built by scripts: `#2157`.
fn is_anchor_on_page(href: &str) -> bool {
    href.strip_prefix('#')
        .is_some_and(|rest| !rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.is_empty())
}

/// Whether a script opens an address.
pub(super) fn opens(code: &str) -> bool {
    opened_by(code).is_some()
}

/// The address in `window.open('/a/b.html')` or `location.href="…"`; some hide it in base 64.
fn opened_by(code: &str) -> Option<Cow<'_, str>> {
    const OPENERS: [&str; 10] =
        ["open(", "location", "href", "goto", "jump", "url", "Url", "link", "go(", "page("];
    if !OPENERS.iter().any(|word| code.contains(word)) {
        return None;
    }
    let parts = || code.split(['\'', '"']).skip(1).step_by(2);
    let plain = parts().find(|part| is_address(part));
    plain.map(Cow::Borrowed).or_else(|| parts().find_map(unhidden).map(Cow::Owned))
}

fn is_address(part: &str) -> bool {
    let part = part.trim();
    ["/", "http", "./", "../", "?"].iter().any(|start| part.starts_with(start))
        || [".htm", ".shtml", ".jsp", ".asp", ".php", ".do?"].iter().any(|ending| part.contains(ending))
}

/// An address written in base 64.
fn unhidden(part: &str) -> Option<String> {
    /// What is shorter is a word.
    const SHORTEST: usize = 12;
    let bytes = Some(part.trim()).filter(|part| part.len() >= SHORTEST)?.as_bytes();
    let text = String::from_utf8(data_encoding::BASE64.decode(bytes).ok()?).ok()?;
    (text.bytes().all(|byte| byte.is_ascii_graphic()) && is_address(&text)).then_some(text)
}

/// A link's text made an address: canonical, in scope, on a host that may have reports.
pub(super) fn resolve(facts: &Facts<'_>, href: &str) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() || href.len() > LONGEST {
        return None;
    }
    let mut url = canonical(&shown(facts.base.join(href).ok()?));
    if !in_scope(&url, &facts.context.scope) || !url.username().is_empty() {
        return None;
    }
    use_this_name(facts, &mut url);
    let same_host = url.host_str() == facts.url.host_str();
    if same_host && url.port().is_none() && facts.url.port().is_none() && url.scheme() != facts.url.scheme() {
        // The host has just answered under this scheme; the other is the same page again, or is not served at all.
        let _ = url.set_scheme(facts.url.scheme());
    }
    let first = url.host_str().and_then(|host| host.split('.').next()).unwrap_or_default();
    if !same_host && words().host(first).is_some_and(|(means, _)| means == Means::Never) {
        return None;
    }
    (url.as_str() != facts.url.as_str()).then_some(url)
}

/// The file that a viewer is given to show: `viewer.html?file=/2023.pdf`. A page that is a file itself takes no
/// parameters.
fn shown(viewer: Url) -> Url {
    if !viewer.path().ends_with(".html") || viewer.query().is_none() {
        return viewer;
    }
    let mut values = viewer.query_pairs().map(|(_, value)| value.into_owned());
    let is_file = |value: &String| {
        let ending = value.split('?').next().and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending);
        value.contains('/') && ending.is_some_and(|ending| words().is_file(&ending.to_ascii_lowercase()))
    };
    values.find(is_file).and_then(|file| viewer.join(&file).ok()).unwrap_or(viewer)
}

/// The same site under its other name: `luming.gov.cn` on a page of `www.luming.gov.cn` is asked by the name that has
/// just answered, so that no page is fetched twice.
fn use_this_name(facts: &Facts<'_>, url: &mut Url) {
    let (Some(own), Some(other)) = (facts.url.host_str(), url.host_str()) else { return };
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_string();
    if own != other && bare(own) == bare(other) && url.port() == facts.url.port() {
        // A host that answered is one that parses.
        let _ = url.set_host(Some(own));
    }
}
