//! Addresses: which may be asked, and under which one a page is known.

use std::sync::OnceLock;

use url::Url;

use super::words::rows;
use crate::crawl::page::Scope;

/// The scope of a crawl that begins here: all below the registrable domain, `www.yuncheng.gov.cn` and
/// `jyj.yuncheng.gov.cn`; the host alone where there is no such domain.
pub fn scope_of(start: &Url) -> Scope {
    let mut scope = Scope::default();
    match start.host() {
        Some(url::Host::Domain(name)) => match psl::domain_str(name.trim_end_matches('.')) {
            Some(domain) => scope.domains.push(domain.to_string()),
            // A public suffix of its own, such as gov.cn: what is below it belongs to others.
            None => scope.hosts.push(name.to_string()),
        },
        Some(host) => scope.hosts.push(host.to_string()),
        None => {}
    }
    scope
}

/// Whether an address may be asked: `http` or `https`, and a host of the scope.
pub fn in_scope(url: &Url, scope: &Scope) -> bool {
    let host = url.host_str().unwrap_or_default();
    let below = |domain: &String| {
        let rest = host.trim_end_matches('.').strip_suffix(domain.as_str());
        rest.is_some_and(|rest| !domain.is_empty() && (rest.is_empty() || rest.ends_with('.')))
    };
    matches!(url.scheme(), "http" | "https")
        && (scope.domains.iter().any(below) || scope.hosts.iter().any(|named| named == host))
}

/// The address under which a page is known: without session ids, fragments and what only says how a page was
/// reached. Every parameter that may choose a page (organisation, year, area, number) stays, in its order.
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    let catalogue = url.path().contains("/gkmlpt")
        && url.fragment().is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !catalogue || url.fragment() == Some("") {
        url.set_fragment(None);
    }
    drop_session_in_path(&mut url);
    drop_parameters(&mut url);
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')).map(str::to_string)
        && !host.is_empty()
    {
        // A host that does not parse without its dot keeps it.
        let _ = url.set_host(Some(&host));
    }
    if url.scheme() == "https" && url.port() == Some(443) || url.scheme() == "http" && url.port() == Some(80)
    {
        let _ = url.set_port(None);
    }
    url
}

/// `/x.jsp;jsessionid=1A2B` and `/(S(abc))/x.aspx`.
fn drop_session_in_path(url: &mut Url) {
    let path = url.path();
    if !path.contains([';', '(']) {
        return;
    }
    let is_cookieless = |part: &str| part.starts_with("(S(") && part.ends_with("))");
    let kept: Vec<&str> = path
        .split('/')
        .filter(|part| !is_cookieless(part))
        .map(|part| match part.split_once(';') {
            Some((name, rest)) if is_session(rest.split('=').next().unwrap_or_default()) => name,
            _ => part,
        })
        .collect();
    let kept = kept.join("/");
    if kept != path {
        url.set_path(&kept);
    }
}

fn is_session(name: &str) -> bool {
    parameters().iter().any(|known| known.value.is_empty() && known.matches(name))
}

fn drop_parameters(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_dropped(pair)).collect();
    if kept.is_empty() {
        url.set_query(None);
    } else if kept.len() < query.split('&').count() {
        let kept = kept.join("&");
        url.set_query(Some(&kept));
    }
}

fn is_dropped(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    parameters().iter().any(|known| known.matches(name) && known.takes(value))
}

/// A parameter that chooses no page.
struct Parameter {
    /// In lower case; a `*` at the end stands for anything.
    name: String,
    /// The value it must have: nothing for any, `#` for a time or a random number.
    value: String,
}

impl Parameter {
    fn matches(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        match self.name.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == self.name,
        }
    }

    fn takes(&self, value: &str) -> bool {
        /// Milliseconds have 13 digits, seconds 10, `Math.random()` a point and more.
        const NOISE: usize = 10;
        match self.value.as_str() {
            "" => true,
            "#" => value.len() >= NOISE && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'),
            wanted => value == wanted,
        }
    }
}

fn parameters() -> &'static [Parameter] {
    static LIST: OnceLock<Vec<Parameter>> = OnceLock::new();
    LIST.get_or_init(|| {
        let file = rows(include_str!("../../../data/crawl/parameters.csv"));
        let column = |row: &csv::StringRecord, at| row.get(at).unwrap_or_default().to_string();
        file.iter().map(|row| Parameter { name: column(row, 0), value: column(row, 1) }).collect()
    })
}

/// The value of a parameter, decoded.
pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.into_owned())
}

/// The address with one parameter set; the others stay as they are, character by character.
pub(super) fn with_parameter(url: &Url, name: &str, value: &str) -> Url {
    let mut set = false;
    let pair = format!("{name}={value}");
    let mut pairs: Vec<String> = Vec::new();
    for old in url.query().unwrap_or_default().split('&').filter(|old| !old.is_empty()) {
        if old.split('=').next().is_some_and(|known| known.eq_ignore_ascii_case(name)) {
            if !set {
                pairs.push(pair.clone());
            }
            set = true;
        } else {
            pairs.push(old.to_string());
        }
    }
    if !set {
        pairs.push(pair);
    }
    let mut url = url.clone();
    url.set_query(Some(&pairs.join("&")));
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn agencies_live_below_the_domain_of_the_city() {
        let scope = scope_of(&url("http://www.luming.gov.cn/zwgk/"));
        for inside in ["http://luming.gov.cn/", "https://jyj.luming.gov.cn/a", "http://a.b.luming.gov.cn:81/"]
        {
            assert!(in_scope(&url(inside), &scope), "{inside}");
        }
        for outside in [
            "http://www.gov.cn/",
            "http://xluming.gov.cn/",
            "ftp://luming.gov.cn/",
            "http://luming.gov.cn.evil.com/",
        ] {
            assert!(!in_scope(&url(outside), &scope), "{outside}");
        }
    }

    #[test]
    fn a_public_suffix_and_an_ip_address_are_scopes_of_one_host() {
        let scope = scope_of(&url("http://122.137.242.24:8080/pub/"));
        assert!(in_scope(&url("http://122.137.242.24/x"), &scope));
        assert!(!in_scope(&url("http://22.137.242.24/x"), &scope));
        let scope = scope_of(&url("http://gov.cn/"));
        assert!(in_scope(&url("http://gov.cn/x"), &scope));
        assert!(!in_scope(&url("http://luming.gov.cn/"), &scope));
    }

    #[test]
    fn session_ids_go_and_what_chooses_a_page_stays() {
        for (from, to) in [
            ("http://a.gov.cn/x.jsp;jsessionid=0A1B?id=3", "http://a.gov.cn/x.jsp?id=3"),
            ("http://a.gov.cn/x?JSESSIONID=1&id=3&PHPSESSID=9", "http://a.gov.cn/x?id=3"),
            ("http://a.gov.cn/(S(k3jx2a))/list.aspx?id=1", "http://a.gov.cn/list.aspx?id=1"),
            ("http://a.gov.cn/p.html?jump=true", "http://a.gov.cn/p.html"),
            ("http://a.gov.cn/p.html?ddtab=true#top", "http://a.gov.cn/p.html"),
            ("http://a.gov.cn:80/p.html?", "http://a.gov.cn/p.html"),
            ("http://a.gov.cn/p?_=1700000000000", "http://a.gov.cn/p"),
            ("http://A.gov.cn./p", "http://a.gov.cn/p"),
            ("http://a.gov.cn:81/p?code=1", "http://a.gov.cn:81/p?code=1"),
            ("http://a.gov.cn/gkmlpt/index#2157", "http://a.gov.cn/gkmlpt/index#2157"),
            ("http://a.gov.cn/gkmlpt/index#/top", "http://a.gov.cn/gkmlpt/index"),
            (
                "http://a.gov.cn/m.jsp?area=001008&fbtime=2023",
                "http://a.gov.cn/m.jsp?area=001008&fbtime=2023",
            ),
            (
                "http://a.gov.cn/c.jsp?urltype=news.NewsContentUrl&wbtreeid=5069&wbnewsid=11",
                "http://a.gov.cn/c.jsp?urltype=news.NewsContentUrl&wbtreeid=5069&wbnewsid=11",
            ),
            ("http://a.gov.cn/api/all/5?page=2&sid=755031", "http://a.gov.cn/api/all/5?page=2&sid=755031"),
        ] {
            assert_eq!(canonical(&url(from)).as_str(), to);
            assert_eq!(canonical(&url(to)).as_str(), to, "canonical addresses stay");
        }
    }

    #[test]
    fn one_parameter_is_set_and_the_others_stay() {
        let page = url("http://a.gov.cn/l?cid=10&page=1&kw=%E5%B9%B4");
        assert_eq!(
            with_parameter(&page, "page", "2").as_str(),
            "http://a.gov.cn/l?cid=10&page=2&kw=%E5%B9%B4"
        );
        assert_eq!(
            with_parameter(&url("http://a.gov.cn/l"), "page", "2").as_str(),
            "http://a.gov.cn/l?page=2"
        );
    }
}
