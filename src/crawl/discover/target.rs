//! Where a link leads: the address behind an `href`, or behind a script that opens one.

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
    let code = if script && href.contains(['\'', '"']) { href } else { anchor.click.as_str() };
    opened_by(code).and_then(|address| resolve(facts, address))
}

/// `#top`, but not the route of a page built by scripts: `#2157`.
fn is_anchor_on_page(href: &str) -> bool {
    href.strip_prefix('#')
        .is_some_and(|rest| !rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.is_empty())
}

/// The address in `window.open('/a/b.html')` or `location.href="…"`.
fn opened_by(code: &str) -> Option<&str> {
    let opens = ["open(", "location", "href", "goto", "jump", "url", "Url", "link"]
        .iter()
        .any(|word| code.contains(word));
    if !opens {
        return None;
    }
    let mut parts = code.split(['\'', '"']);
    parts.next()?;
    parts.step_by(2).find(|part| {
        let part = part.trim();
        part.starts_with('/')
            || part.starts_with("http")
            || part.starts_with("./")
            || part.starts_with("../")
            || part.contains(".htm")
            || part.contains(".shtml")
            || part.contains(".jsp")
    })
}

/// A link's text made an address: canonical, in scope, on a host that may have reports.
pub(super) fn resolve(facts: &Facts<'_>, href: &str) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() || href.len() > LONGEST {
        return None;
    }
    let mut url = canonical(&facts.base.join(href).ok()?);
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
