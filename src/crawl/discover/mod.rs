//! What a page of a portal is, and which of its links lead to reports.

use url::Url;

use super::page::{Fetched, Link, LinkContext, Look, PageKind, Request, Role, Scope};

/// Looks at pages. Made once, shared by all workers.
#[derive(Debug, Default)]
pub struct Discoverer {}

impl Discoverer {
    /// With the built-in words and portal families.
    pub fn builtin() -> Discoverer {
        Discoverer {}
    }

    /// What a page is, and where its links lead: never out of scope. Anything may come in; it never fails.
    pub fn look(&self, page: &Fetched, context: &LinkContext) -> Look {
        let text = String::from_utf8_lossy(&page.body);
        let is_report = text.contains("年度报告") && text.contains("<table");
        let mut look = Look::of(if is_report { PageKind::Report } else { PageKind::Other });
        for target in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let Ok(url) = page.final_url.join(target) else { continue };
            if in_scope(&url, &context.scope) {
                let url = canonical(&url);
                let why = "linked".to_string();
                look.links.push(Link {
                    url,
                    request: Request::Get,
                    score: 0,
                    role: Role::Other,
                    why,
                    anchor: String::new(),
                    mark: 0,
                });
            }
        }
        look
    }
}

/// The scope of a crawl that begins here.
pub fn scope_of(start: &Url) -> Scope {
    let host = start.host_str().unwrap_or_default();
    let domain = match start.host() {
        Some(url::Host::Domain(name)) => psl::domain_str(name).unwrap_or(name),
        _ => host,
    };
    Scope { domains: vec![domain.to_string()], hosts: Vec::new() }
}

/// Whether an address may be asked: `http` or `https`, and a host of the scope.
pub fn in_scope(url: &Url, scope: &Scope) -> bool {
    let host = url.host_str().unwrap_or_default();
    let below = |domain: &String| {
        host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    matches!(url.scheme(), "http" | "https")
        && (scope.domains.iter().any(below) || scope.hosts.iter().any(|named| named == host))
}

/// The address under which a page is known: without fragment and session ids, with every parameter that means something.
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}
