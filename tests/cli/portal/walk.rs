//! The best-first walk of a crawl without a network: discovery alone, on a portal held in memory.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use nianbao::crawl::discover::{Discoverer, canonical, scope_of};
use nianbao::crawl::page::{Fetched, Link, LinkContext, Look, PageKind, Request, Role};
use nianbao::extract::Years;
use nianbao::portal::{Asked, Portal};
use url::Url;

/// What a walk did.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Every address that was asked for, in order, with why.
    pub(crate) asked: Vec<(String, String)>,
    /// What was found to be a report.
    pub(crate) reports: BTreeSet<String>,
    /// What the others were.
    pub(crate) others: BTreeMap<String, PageKind>,
}

struct Waiting {
    link: Link,
    depth: u16,
    parent: Option<PageKind>,
    is_start: bool,
}

/// Walks a portal from an address.
pub(crate) fn walk(portal: &Portal, start: &str, years: Option<Years>) -> Walk {
    let discoverer = Discoverer::builtin();
    let start = Url::parse(start).unwrap();
    let scope = scope_of(&start);
    let mut walk = Walk::default();
    let (mut waiting, mut known) = (Vec::new(), BTreeSet::new());
    let mut queue = BinaryHeap::new();
    let link = |url, why: &str| Link {
        url,
        request: Request::Get,
        score: 1_000,
        role: Role::Other,
        why: why.to_string(),
        anchor: String::new(),
        mark: 0,
    };
    waiting.push(Waiting { link: link(canonical(&start), "start"), depth: 0, parent: None, is_start: true });
    queue.push((1_000, Reverse(0)));
    while let Some((_, Reverse(at))) = queue.pop() {
        let Waiting { link, depth, parent, is_start } = &waiting[at];
        let (depth, link) = (*depth, link.clone());
        let page = fetch(portal, &link);
        walk.asked.push((link.url.to_string(), link.why.clone()));
        assert!(walk.asked.len() < 5_000, "the walk does not end");
        let context = LinkContext {
            depth,
            scope: scope.clone(),
            years,
            role: (!is_start).then_some(link.role),
            parent: parent.clone(),
            anchor: link.anchor.clone(),
            mark: link.mark,
        };
        let look = match page.status {
            200 => discoverer.look(&page, &context),
            _ => Look { links: discoverer.otherwise(&link.url, &context), ..Look::of(PageKind::Other) },
        };
        match &look.kind {
            PageKind::Report | PageKind::Attachment => {
                walk.reports.insert(link.url.to_string());
            }
            other => {
                walk.others.insert(link.url.to_string(), other.clone());
            }
        }
        for found in look.links {
            let key = (found.url.to_string(), format!("{:?}", found.request));
            if known.insert(key) && found.url != start {
                queue.push((found.score, Reverse(waiting.len())));
                let parent = Some(look.kind.clone());
                waiting.push(Waiting { link: found, depth: depth + 1, parent, is_start: false });
            }
        }
    }
    walk
}

/// Asks the portal, following its redirects.
fn fetch(portal: &Portal, link: &Link) -> Fetched {
    let mut url = link.url.clone();
    for _ in 0..5 {
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_string(),
        };
        let (method, body) = match &link.request {
            Request::Get => ("GET", String::new()),
            Request::PostForm(body) => ("POST", body.clone()),
        };
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = format!("{}{port}", url.host_str().unwrap());
        let answer = portal.answer(&Asked { method: method.to_string(), host, path, body });
        let location = answer.headers.iter().find(|(name, _)| name == "Location");
        if let Some((_, location)) = location.filter(|_| answer.status == 302) {
            url = url.join(location).unwrap();
            continue;
        }
        return Fetched {
            url: link.url.clone(),
            final_url: url,
            status: answer.status,
            headers: answer.headers,
            body: answer.body.into(),
            media: String::new(),
        };
    }
    panic!("{} is a loop of redirects", link.url)
}
