//! Before a crawl begins: what earlier runs left is taken up, and the starts are added.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use url::Url;

use super::discover::{Discoverer, canonical};
use super::engine::{ActiveSite, CrawlError, Engine, START_SCORE};
use super::event::{Event, Summary};
use super::follow::digest;
use super::frontier::{Frontier, Known, Stage};
use super::lane::Entry;
use super::options::Options;
use super::page::Role;
use super::plan::Plan;
use super::robots::Rules;
use super::words::role_of;
use crate::archive::archive_of;
use crate::archive::catalogue::{Catalogue, NewPage};
use crate::archive::store::{ROTATE_AT, Store};

impl<'a> Engine<'a> {
    pub(super) fn open(
        plan: &'a Plan,
        dir: &Path,
        options: &'a Options,
        discoverer: Arc<Discoverer>,
        hand_out: bool,
        watch: &'a mut dyn FnMut(Event<'_>),
    ) -> Result<Engine<'a>, CrawlError> {
        let catalogue = Catalogue::open(dir)?;
        let folder = archive_of(dir);
        let synced = catalogue.synced()?;
        let store = Store::open(&folder, synced.as_ref(), ROTATE_AT)?;
        let lost = catalogue.forget_behind(&store.end())? as u64;
        let mut engine = Engine {
            plan,
            options,
            catalogue,
            store,
            frontier: Frontier::default(),
            gates: HashMap::new(),
            sites: BTreeMap::new(),
            crawl: 1,
            summary: Summary::default(),
            watch,
            hand_out,
            folder,
            discoverer,
            articles: HashMap::new(),
            indexes: HashSet::new(),
        };
        engine.prepare(lost)?;
        Ok(engine)
    }

    /// Takes up what is known, and adds the starts.
    fn prepare(&mut self, lost: u64) -> Result<(), CrawlError> {
        self.catalogue.begin()?;
        self.crawl = self.catalogue.meta("crawl")?.and_then(|number| number.parse().ok()).unwrap_or(1);
        if self.options.refresh && self.catalogue.meta("crawl")?.is_some() && !self.is_under_way()? {
            self.crawl += 1;
            self.catalogue.begin_again()?;
        }
        self.catalogue.set_meta("crawl", &self.crawl.to_string())?;
        self.catalogue.set_meta("under_way", "1")?;
        for site in &self.plan.sites {
            let id = self.catalogue.site(&site.key, &site.name, &site.region)?;
            self.sites.insert(id, ActiveSite { site: site.clone(), asked: 0, known: 0 });
        }
        for host in self.catalogue.hosts()? {
            let rules = host.robots.as_deref().map_or_else(Rules::none, Rules::parse);
            self.open_gate(&host.authority, rules);
        }
        self.take_up()?;
        self.add_starts()?;
        self.look_for_other_years()?;
        self.catalogue.commit()?;
        let (known, waiting) = (self.frontier.len(), self.frontier.waiting());
        (self.watch)(Event::Earlier { known, waiting, lost });
        Ok(())
    }

    /// Whether the last crawl has not come to its end: then it is continued, also where a new one is asked for.
    fn is_under_way(&self) -> Result<bool, CrawlError> {
        Ok(self.catalogue.meta("under_way")?.as_deref() == Some("1"))
    }

    fn take_up(&mut self) -> Result<(), CrawlError> {
        let mut waiting = Vec::new();
        let (frontier, sites) = (&mut self.frontier, &mut self.sites);
        let (articles, indexes, discoverer) = (&mut self.articles, &mut self.indexes, &self.discoverer);
        self.catalogue.each_seen(|seen| {
            let active = sites.get_mut(&seen.site);
            let stage = match seen.state.as_str() {
                // What a limit left out or a rule forbade waits again: limits and rules may be others now.
                "waiting" | "left" | "refused" if active.is_some() => Stage::Waiting,
                "old" => Stage::Old,
                _ => Stage::Taken,
            };
            if let Some(active) = active {
                active.known += 1;
                active.asked += u64::from(seen.asked && stage == Stage::Taken);
            }
            let (id, role) = (seen.id as u32, role_of(&seen.role));
            frontier.remember(&seen.address, &seen.form, Known { id, score: seen.score, role, stage });
            if role == Role::Report
                && seen.state != "redirect"
                && let Ok(url) = Url::parse(&seen.address)
                && let Some(article) = discoverer.article(&url)
            {
                articles.entry(digest(&article)).or_insert(id);
            }
            if let (Some((bare, _)), "done") = (seen.address.split_once('#'), &*seen.state) {
                indexes.insert(bare.to_string());
            }
            if stage == Stage::Waiting {
                waiting.push((seen.address, Entry { score: seen.score, depth: seen.depth, id }));
            }
        })?;
        for (address, entry) in waiting {
            if let Ok(url) = Url::parse(&address) {
                let lane = self.frontier.lane(&url, self.plan, self.options);
                self.frontier.wait(lane, entry);
            }
        }
        Ok(())
    }

    fn add_starts(&mut self) -> Result<(), CrawlError> {
        let sites: Vec<(i64, Vec<Url>)> =
            self.sites.iter().map(|(id, active)| (*id, active.site.starts.clone())).collect();
        for (site, starts) in sites {
            for start in starts {
                let url = canonical(&start);
                let page = NewPage {
                    site,
                    address: url.as_str(),
                    form: "",
                    role: "column",
                    score: START_SCORE,
                    depth: 0,
                    parent: None,
                    why: "a start",
                    anchor: "",
                    mark: 0,
                    hops: 0,
                };
                self.add(&url, &page, Role::Column)?;
            }
        }
        Ok(())
    }
}
