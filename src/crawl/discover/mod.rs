//! What a page of a portal is, and which of its links lead to reports.
//!
//! A function of a page and of where it was met: no network, no database. In order:
//!
//! - `scan`, with `outline`, takes a page apart in one pass: links with the words around them, scripts, text;
//! - `facts` gathers what the page says of itself: its titles, its column, the sections of a report that it names;
//! - `kind` says what the page is;
//! - `judge` gives a `verdict` on each link, whether to follow it and how soon: by its words and their place (`columns`), by
//!   what stands `beside` it, by the `years` it names; `target` is where it leads, `address` under which name that is known;
//! - `scripted` finds links where a page has them in its scripts, or is no page but JSON;
//! - `paging` finds the other pages of a list, with `hanweb`, `unit` (jpaas) and `gkmlpt` for lists that come from end
//!   points of their own;
//! - `family` holds what is known of the software of portals, `words` the words all this hangs on. Both are data, in
//!   `data/portals/` and `data/crawl/`.

mod address;
mod attach;
mod beside;
mod calls;
mod columns;
mod facts;
mod family;
mod gkmlpt;
mod hanweb;
mod judge;
mod kind;
mod outline;
mod paging;
mod parts;
mod scan;
mod scripted;
mod tags;
mod target;
mod unit;
mod verdict;
mod words;
mod years;

#[cfg(test)]
mod tests;

use std::path::Path;

use url::Url;

use super::page::{Fetched, Link, LinkContext, Look, PageKind, Request, Role};
use crate::document::{Format, decode_page, sniff};
use crate::normalise::identify::{Headline, headline};

use facts::Facts;
use family::{Families, Shape};
use outline::Place;
use scan::Scan;
use verdict::Judged;

pub use address::{canonical, in_scope, scope_of};
pub use family::PortalError;

/// The largest page that is read for links, in bytes.
const MAX_PAGE: usize = 16 << 20;
/// Links with so few points are followed because of what stands beside them or where they lie, and only as long as that
/// proves right.
pub const WEAK: i32 = 66;
/// The points of a further page of a list whose entries are such links.
const WEAK_PAGE: i32 = 45;
/// Records of an island stand in a list of their own.
const ISLAND: u32 = u32::MAX;

/// Looks at pages. Made once, shared by all workers.
#[derive(Debug)]
pub struct Discoverer {
    families: Families,
}

impl Default for Discoverer {
    fn default() -> Discoverer {
        Discoverer::builtin()
    }
}

impl Discoverer {
    /// With the built-in words and portal families.
    pub fn builtin() -> Discoverer {
        Discoverer { families: Families::built_in() }
    }

    /// With the portal families of a folder beside the built-in ones; a file of the same name replaces one.
    pub fn with_portals(folder: &Path) -> Result<Discoverer, PortalError> {
        Ok(Discoverer { families: Families::with_folder(folder)? })
    }

    /// What tells an article of a site, whatever the column, the port and the scheme it is linked under; nothing for
    /// what is no article.
    pub fn article(&self, url: &Url) -> Option<String> {
        self.families.article(url)
    }

    /// Other ways to ask for what was refused, or answered with nothing at all, where the software behind the portal is
    /// known to have one.
    pub fn otherwise(&self, url: &Url, context: &LinkContext) -> Vec<Link> {
        hanweb::by_post(url, context).into_iter().collect()
    }

    /// What a page is, and where its links lead: never out of scope. Anything may come in; it never fails.
    pub fn look(&self, page: &Fetched, context: &LinkContext) -> Look {
        let format = sniff(&page.body);
        if kind::is_document(format) {
            let title = context.anchor.clone();
            return Look { title, ..Look::of(PageKind::Attachment) };
        }
        if page.body.len() > MAX_PAGE || matches!(format, Format::Picture | Format::Binary | Format::Empty) {
            return match kind::challenge(page, "", "", 0) {
                Some(challenge) => Look::of(challenge),
                None => Look { links: self.otherwise(&page.final_url, context), ..Look::of(PageKind::Other) },
            };
        }
        self.look_at_text(page, context, &decode_page(&page.body))
    }

    fn look_at_text(&self, page: &Fetched, context: &LinkContext, source: &str) -> Look {
        let unit = unit::is_unit(&page.final_url).then(|| unit::markup(source)).flatten();
        let islands = hanweb::records(source);
        let mut scan = scan::scan(unit.as_deref().unwrap_or(source));
        let records = islands.as_ref().map_or(0, |(_, count)| *count);
        if let Some((markup, _)) = &islands {
            // The end point's answer is nothing but records; read as a page it would give them twice.
            if hanweb::is_proxy(&page.final_url) {
                scan = Scan::default();
            }
            let found = scan::scan(markup).anchors.into_iter();
            scan.anchors.extend(found.map(|anchor| scan::Anchor {
                group: ISLAND,
                place: Place::Body,
                ..anchor
            }));
        }
        let json = scripted::in_json(source).filter(|_| unit.is_none());
        let is_json = json.is_some();
        let in_scripts = json.unwrap_or_else(|| scripted::links(&scan.scripts));
        scan.anchors.extend(in_scripts);
        if let Some(challenge) = kind::challenge(page, source, &scan.text, scan.anchors.len()) {
            return Look::of(challenge);
        }
        if page.status >= 400 {
            return Look::of(PageKind::Other);
        }
        let facts = Facts::new(page, context, &self.families, source, &scan);
        let family = facts.family.map(|family| family.name.clone()).unwrap_or_default();
        let published = facts::published(&scan);
        let (kind, title, links) = if gkmlpt::is_list(&page.final_url) {
            listed(&facts)
        } else {
            of_page(page, &facts, records, is_json)
        };
        let agency = agency(&facts);
        Look { kind, links, title, agency, published, family }
    }
}

/// A list of gkmlpt.
fn listed(facts: &Facts<'_>) -> (PageKind, String, Vec<Link>) {
    let Some(listed) = gkmlpt::read(facts) else {
        return (PageKind::Other, String::new(), Vec::new());
    };
    let mark = paging::mark(listed.links.iter().map(|link| link.url.as_str()));
    let mut links = listed.links;
    if mark != 0 && mark != facts.context.mark {
        links.extend(listed.next.map(|(url, page)| gkmlpt::next_page(url, page, mark)));
    }
    (PageKind::List, listed.title, links)
}

fn of_page(page: &Fetched, facts: &Facts<'_>, records: u32, is_json: bool) -> (PageKind, String, Vec<Link>) {
    let title = facts.title();
    if kind::is_gone(page, facts) {
        let links = hanweb::by_post(facts.url, facts.context).into_iter().collect();
        return (PageKind::NotFoundSoft, title, links);
    }
    let expects_list = facts.context.depth == 0 || facts.context.role == Some(Role::ListPage);
    if !is_json && !expects_list && kind::is_surely_report(facts) {
        // Most pages of a crawl: their links need no look.
        return (PageKind::Report, title, years::by_year_parameter(facts));
    }
    let judged = judge::judge(facts);
    let reports = judged.iter().filter(|judged| judged.titled).count();
    let article = facts.context.role != Some(Role::ListPage)
        && (matches!(facts.shape, Shape::Detail | Shape::Report) || facts.context.role == Some(Role::Report));
    if article && reports < 2 && facts.reported().is_some() && kind::is_wrapper(facts) {
        let files = attach::of_report(facts);
        if !files.is_empty() {
            return (PageKind::Column, title, files);
        }
    }
    if !is_json && kind::is_report(facts, reports) {
        return (PageKind::Report, title, beside_a_report(facts, judged));
    }
    if gkmlpt::is_index(facts) {
        let links = gkmlpt::lists(facts).into_iter();
        let others = judged.into_iter().map(|judged| judged.link).filter(gkmlpt::leads_to_index);
        return (PageKind::Column, title, links.chain(others).collect());
    }
    let leads_on =
        |judged: &&Judged| matches!(judged.link.role, Role::Report | Role::ListPage | Role::Attachment);
    if article && facts.context.depth > 0 && judged.iter().filter(leads_on).take(2).count() < 2 {
        // What was taken for a report is an article on something else.
        return (PageKind::Other, title, years::by_year_parameter(facts));
    }
    let lists = facts.in_column || reports >= 2 && is_mostly_reports(facts, reports);
    let promises = |judged: &Judged| matches!(judged.link.role, Role::Report | Role::Attachment);
    let is_weak = judged.iter().filter(|judged| promises(judged)).all(|judged| judged.link.score <= WEAK);
    let is_weak = is_weak && judged.iter().any(promises);
    let is_barren = !judged.iter().any(|judged| judged.link.role != Role::Column)
        && !facts.scan.anchors.iter().any(|anchor| judge::names_report(anchor.words()));
    let mut links: Vec<Link> = attach::one_of_each(judged.into_iter().map(|judged| judged.link).collect());
    if lists {
        let points = |link: Link| if is_weak { Link { score: WEAK_PAGE, ..link } } else { link };
        // Two pages one after the other that name no report end a list of something else.
        let mut most = match is_barren {
            true if facts.context.mark != 0 && facts.context.parent == Some(PageKind::Column) => 0,
            true => 1,
            false => usize::MAX,
        };
        let is_within = |link: &Link| {
            let is_page = link.mark != 0;
            let within = !is_page || most > 0;
            most = most.saturating_sub(usize::from(is_page));
            within
        };
        links.extend(further(facts, records).into_iter().filter(is_within).map(points));
        if is_json {
            links.extend(paging::counted(facts, links.is_empty()));
        } else if !links.iter().any(|link| matches!(link.role, Role::Report | Role::Attachment)) {
            links.extend(end_points(facts));
        }
    }
    if !lists && !is_json && facts.in_parent && reports > 0 {
        // A bureau's 信息公开 may list its reports among all else. Only what is titled is followed there.
        let page = |link: Link| Link { role: Role::Column, score: WEAK_PAGE, ..link };
        links.extend(further(facts, records).into_iter().filter(|link| link.mark != 0).map(page));
    }
    links.extend(frames(facts));
    if links.is_empty() && facts.context.depth == 0 {
        links.extend(way_in(facts));
    }
    let kind = match () {
        () if lists && !is_barren && (facts.in_column || reports > 0) => PageKind::List,
        () if links.is_empty() => PageKind::Other,
        () => PageKind::Column,
    };
    (kind, title, links)
}

/// Whether reports are a good part of what a page lists.
fn is_mostly_reports(facts: &Facts<'_>, reports: usize) -> bool {
    judge::articles(facts).len() <= 3 * reports
}

/// What is followed from a report. From a start, all; where a list was expected, what makes it one; else nothing, since
/// what a report's page links beside its text (related, next) stands in the list it came from.
fn beside_a_report(facts: &Facts<'_>, judged: Vec<Judged>) -> Vec<Link> {
    let is_start = facts.context.depth == 0;
    let reports = judged.iter().filter(|judged| judged.titled).count();
    let of_list = |judged: &Judged| judged.link.role == Role::ListPage || judged.titled && reports >= 2;
    let is_list = facts.context.role == Some(Role::ListPage);
    let judged = judged.into_iter().filter(|judged| is_start || is_list && of_list(judged));
    let links = judged.map(|judged| judged.link).filter(|link| link.role != Role::Attachment);
    links.chain(years::by_year_parameter(facts)).collect()
}

/// The other pages of a list.
fn further(facts: &Facts<'_>, records: u32) -> Vec<Link> {
    let articles = judge::articles(facts);
    let mark = paging::mark(articles.iter().map(String::as_str));
    let mut links = years::by_year_parameter(facts);
    links.extend(years::composed(facts));
    links.extend(unit::asked(facts));
    let repeats = facts.context.mark != 0 && mark == facts.context.mark;
    if repeats {
        return links;
    }
    if unit::is_unit(facts.url) {
        links.extend(unit::next(facts, articles.len(), mark));
    } else if records > 0 || hanweb::is_proxy(facts.url) {
        links.extend(hanweb::next(facts, records, mark));
    } else if !articles.is_empty() {
        links.extend(paging::pages(facts, mark));
    }
    links
}

/// End points that a list without entries asks for them.
fn end_points(facts: &Facts<'_>) -> Vec<Link> {
    let addresses = scripted::end_points(&facts.scan.scripts).into_iter();
    let link = |address: String| {
        let url = target::resolve(facts, &address)?;
        let why = "the list that the page's script asks for".to_string();
        Some(Link {
            url,
            request: Request::Get,
            score: 80,
            role: Role::ListPage,
            why,
            anchor: String::new(),
            mark: 0,
        })
    };
    addresses.filter_map(link).collect()
}

/// From a front page that is no more than a picture: 进入网站.
fn way_in(facts: &Facts<'_>) -> Vec<Link> {
    /// A page with more links has content of its own.
    const FEW: usize = 8;
    let anchors = facts.scan.anchors.iter().take(FEW + 1);
    if anchors.len() > FEW {
        return Vec::new();
    }
    let link = |anchor: &scan::Anchor| {
        let url = target::target(facts, anchor)?;
        let parts: Vec<String> = facts::path_parts(&url).collect();
        let never = |part: &String| matches!(words::words().path(part), Some((words::Means::Never, _)));
        let leads = url.host_str() == facts.url.host_str() && !parts.iter().any(never);
        let (why, anchor) = ("the way in".to_string(), anchor.words().to_string());
        let link = Link { url, request: Request::Get, score: 70, role: Role::Column, why, anchor, mark: 0 };
        leads.then_some(link)
    };
    anchors.filter_map(link).take(3).collect()
}

/// What a page shows in frames, or sends its reader on to.
fn frames(facts: &Facts<'_>) -> Vec<Link> {
    /// A page with more links has content of its own; what it frames is weather and counters.
    const FEW: usize = 12;
    if !facts.in_column && facts.scan.anchors.len() > FEW {
        return Vec::new();
    }
    /// A page that is nothing but a script has no more text than this, in bytes.
    const NO_TEXT: usize = 200;
    let is_shell = facts.scan.anchors.len() < 3 && facts.scan.text.trim().len() < NO_TEXT;
    let redirect = is_shell.then(|| scripted::redirect(&facts.scan.scripts)).flatten();
    let sources = facts.scan.frames.iter().chain(&facts.scan.refresh).chain(&redirect);
    let role = if facts.in_column { Role::ListPage } else { Role::Column };
    let link = |source: &String| {
        let url = target::resolve(facts, source)?;
        let why = "shown in the page".to_string();
        Some(Link { url, request: Request::Get, score: 70, role, why, anchor: String::new(), mark: 0 })
    };
    sources.filter_map(link).take(4).collect()
}

/// The agency that a page seems to belong to.
fn agency(facts: &Facts<'_>) -> String {
    let titled = facts.titles.iter().map(String::as_str).chain([facts.context.anchor.as_str()]);
    let named = titled.filter_map(|title| match headline(title) {
        Headline::Report { agency, .. } if !agency.is_empty() => Some(agency),
        _ => None,
    });
    named.into_iter().next().unwrap_or_else(|| match headline(&facts.context.anchor) {
        Headline::Agency => facts.context.anchor.clone(),
        _ => String::new(),
    })
}
