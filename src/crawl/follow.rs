//! Links taken up: each address once, known by the best that any link promises of it.

use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::engine::{CrawlError, Engine};
use super::frontier::{Known, Stage};
use super::lane::Entry;
use super::page::{Link, Request, Role};
use super::words::{promise, role_of, role_word};
use crate::archive::catalogue::{NewPage, PageRow, State};
use crate::normalise::identify::folded;

/// A site that has so many times more addresses than it may have pages takes up only what promises a report.
const KNOWN_PER_PAGE: u64 = 10;

impl Engine<'_> {
    /// Takes up the links of a page.
    pub(super) fn follow(&mut self, row: &PageRow, links: &[Link]) -> Result<(), CrawlError> {
        for link in links {
            // A further page of a list is as far from the start as its first.
            let depth = if link.mark == 0 { row.depth.saturating_add(1) } else { row.depth };
            if depth > self.options.max_depth {
                continue;
            }
            let promises = matches!(link.role, Role::Report | Role::Attachment | Role::ListPage);
            let full = self.sites.get(&row.site).is_none_or(|active| {
                let pages = active.site.max_pages.unwrap_or(self.options.max_pages);
                active.known >= pages.saturating_mul(KNOWN_PER_PAGE)
            });
            if (full && !promises) || !self.in_scope(row.site, &link.url) {
                continue;
            }
            let form = match &link.request {
                Request::Get => "",
                Request::PostForm(form) => form,
            };
            let page = NewPage {
                site: row.site,
                address: link.url.as_str(),
                form,
                role: role_word(link.role),
                score: link.score,
                depth,
                parent: Some(row.id),
                why: &link.why,
                anchor: &link.anchor,
                mark: link.mark,
                hops: 0,
            };
            self.add(&link.url, &page, link.role)?;
        }
        Ok(())
    }

    /// Adds an address, or what a better link says about a known one.
    pub(super) fn add(&mut self, url: &Url, page: &NewPage<'_>, role: Role) -> Result<(), CrawlError> {
        match self.frontier.known(page.address, page.form) {
            None => {
                let article = self.article(url, page, role);
                let Some(id) = self.catalogue.add(page)? else { return Ok(()) };
                if let Some(active) = self.sites.get_mut(&page.site) {
                    active.known += 1;
                }
                match article.and_then(|article| self.articles.get(&article)).copied() {
                    Some(first) if self.stands_for(first, id, page.anchor)? => {
                        let known = Known { id: id as u32, score: page.score, role, stage: Stage::Taken };
                        self.frontier.remember(page.address, page.form, known);
                    }
                    _ => {
                        self.articles.extend(article.map(|article| (article, id as u32)));
                        self.put(url, page, role, id as u32);
                    }
                }
            }
            Some(known) => self.add_known(url, page, role, known)?,
        }
        Ok(())
    }

    /// What tells the article behind a link, as a digest; nothing for what is expected to be no report.
    fn article(&self, url: &Url, page: &NewPage<'_>, role: Role) -> Option<u64> {
        let is_article = role == Role::Report && page.depth > 0 && page.form.is_empty();
        self.discoverer.article(url).filter(|_| is_article).map(|article| digest(&article))
    }

    /// Whether the address by which an article is known stands for another one of it: unless it gave nothing, or is linked
    /// with other words, for a number alone may mislead.
    fn stands_for(&mut self, first: u32, other: i64, anchor: &str) -> Result<bool, CrawlError> {
        let (state, address, known_as) = self.catalogue.state(first.into())?;
        let (one, two) = (folded(&known_as), folded(anchor));
        let alike = !one.is_empty() && !two.is_empty() && (one.contains(&two) || two.contains(&one));
        let stands = alike && !matches!(&*state, "failed" | "blocked" | "refused");
        if stands {
            self.catalogue.set_same(other, &address)?;
        }
        Ok(stands)
    }

    /// An address gave nothing: the article may be had at another one, if one is known.
    pub(super) fn ask_other_address(&mut self, row: &PageRow) -> Result<(), CrawlError> {
        let Some(id) = self.catalogue.same_as(&row.address)? else { return Ok(()) };
        self.catalogue.set_state(id, State::Waiting, "")?;
        let other = self.catalogue.page(id)?;
        let (_, score) = self.catalogue.origin(id)?;
        let Ok(url) = Url::parse(&other.address) else { return Ok(()) };
        let role = role_of(&other.role);
        let known = Known { id: id as u32, score, role, stage: Stage::Waiting };
        self.frontier.remember(&other.address, &other.form, known);
        if let Some(article) = self.discoverer.article(&url) {
            self.articles.insert(digest(&article), id as u32);
        }
        let lane = self.frontier.lane(&url, self.plan, self.options);
        self.frontier.wait(lane, Entry { score, depth: other.depth, id: id as u32 });
        Ok(())
    }

    fn put(&mut self, url: &Url, page: &NewPage<'_>, role: Role, id: u32) {
        let known = Known { id, score: page.score, role, stage: Stage::Waiting };
        self.frontier.remember(page.address, page.form, known);
        let lane = self.frontier.lane(url, self.plan, self.options);
        self.frontier.wait(lane, Entry { score: page.score, depth: page.depth, id });
    }

    /// A page is known by the best that any link promises of it, so that it does not matter which was followed first.
    fn add_known(
        &mut self,
        url: &Url,
        page: &NewPage<'_>,
        role: Role,
        known: Known,
    ) -> Result<(), CrawlError> {
        let best = if promise(role) > promise(known.role) { role } else { known.role };
        let page = NewPage { role: role_word(best), ..page.clone() };
        match known.stage {
            Stage::Old => {
                self.catalogue.set_state(known.id.into(), State::Waiting, "")?;
                self.put(url, &page, best, known.id);
            }
            Stage::Waiting if page.score > known.score => {
                self.catalogue.raise(known.id.into(), &page)?;
                self.put(url, &page, best, known.id);
            }
            _ if best != known.role => {
                self.catalogue.set_role(known.id.into(), page.role)?;
                self.frontier.remember(page.address, page.form, Known { role: best, ..known });
            }
            _ => {}
        }
        Ok(())
    }
}

/// A digest of what tells an article: there may be hundreds of thousands.
pub(super) fn digest(article: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    article.hash(&mut hasher);
    hasher.finish()
}
