//! The crawl itself: one thread that decides what is asked next and writes everything down, and workers that ask.
//!
//! What a worker brings is first in the archive, then in the catalogue, and only then may its host be asked again. So a kill
//! costs at most the requests that were under way, and nothing is asked twice but those.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use url::Url;

use super::discover::{Discoverer, canonical, in_scope};
use super::event::{Event, Progress, Summary};
use super::fetch::{Ask, Client};
use super::frontier::{Frontier, Known, Stage};
use super::lane::{Entry, RobotsAsk};
use super::options::Options;
use super::page::{LinkContext, PageKind, Request, Role};
use super::plan::{Plan, Site};
use super::robots::{self, Rules};
use super::words::{kind_of, role_of};
use super::work::{Done, Job, Task, work};
use crate::archive::catalogue::{Catalogue, NewPage, PageRow, State};
use crate::archive::store::{ROTATE_AT, Store};
use crate::archive::{ArchiveError, archive_of};

/// The score of a start: before everything.
pub(super) const START_SCORE: i32 = 1_000_000;
/// How many answers are written down in one go.
const BATCH: usize = 256;
/// How long the crawl waits before it looks around, whatever happens.
const LOOK_AROUND: Duration = Duration::from_millis(200);
/// How often the archive is brought to the disk for good.
const BETWEEN_SYNCS: Duration = Duration::from_secs(5);
/// How long a crawl that is stopped waits for requests under way.
const GRACE: Duration = Duration::from_secs(3);

/// Why a crawl failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrawlError {
    /// The archive or its catalogue cannot be written.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The system gives no threads.
    #[error("cannot begin: {0}")]
    Runtime(std::io::Error),
}

/// What is known of an authority's robots.txt.
pub(super) enum Gate {
    /// Asked for, or about to be.
    Asking { tries: u32 },
    /// It is here.
    Rules(Rules),
    /// It cannot be had: nothing may be asked.
    Closed,
}

/// A site while it is crawled.
pub(super) struct ActiveSite {
    pub(super) site: Site,
    pub(super) asked: u64,
    pub(super) known: u64,
}

/// A crawl under way.
pub(super) struct Engine<'a> {
    pub(super) plan: &'a Plan,
    pub(super) options: &'a Options,
    pub(super) catalogue: Catalogue,
    pub(super) store: Store,
    pub(super) frontier: Frontier,
    pub(super) gates: HashMap<String, Gate>,
    pub(super) sites: BTreeMap<i64, ActiveSite>,
    pub(super) crawl: i64,
    pub(super) summary: Summary,
    pub(super) watch: &'a mut dyn FnMut(Event<'_>),
    /// Whether pages are handed out to be read ([`Event::Archived`]).
    pub(super) hand_out: bool,
    folder: PathBuf,
}

/// Crawls into a folder until nothing waits, or until it is stopped. Goes on where an earlier run stopped.
pub fn crawl(
    plan: &Plan,
    dir: &Path,
    options: &Options,
    discoverer: Discoverer,
    hand_out: bool,
    stop: &AtomicBool,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, CrawlError> {
    let mut engine = Engine::open(plan, dir, options, hand_out, watch)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(std::thread::available_parallelism().map_or(2, usize::from))
        .enable_all()
        .build()
        .map_err(CrawlError::Runtime)?;
    let ran = runtime.block_on(engine.run(discoverer, stop));
    runtime.shutdown_background();
    // What was written down stays written down, also after an error.
    let end = engine.store.sync()?;
    engine.catalogue.set_synced(&end)?;
    ran?;
    engine.summary.counts = engine.catalogue.counts()?;
    Ok(engine.summary)
}

impl<'a> Engine<'a> {
    fn open(
        plan: &'a Plan,
        dir: &Path,
        options: &'a Options,
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

    async fn run(&mut self, discoverer: Discoverer, stop: &AtomicBool) -> Result<(), CrawlError> {
        let client = Arc::new(Client::new(
            self.options.limits,
            self.options.proxies.clone(),
            self.options.allow_private,
            &self.options.contact,
        ));
        let discoverer = Arc::new(discoverer);
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let mut under_way = 0_usize;
        let mut last_sync = Instant::now();
        let mut stopped_at = None;
        let mut done = Vec::with_capacity(BATCH);
        loop {
            if stop.load(Ordering::Relaxed) {
                stopped_at.get_or_insert_with(Instant::now);
            }
            while stopped_at.is_none() && under_way < self.options.connections {
                let Some(job) = self.next_job()? else { break };
                under_way += 1;
                let (client, discoverer) = (Arc::clone(&client), Arc::clone(&discoverer));
                let sender = sender.clone();
                tokio::spawn(async move {
                    // Nobody listens only when the crawl has ended.
                    let _ = sender.send(work(job, &client, &discoverer).await);
                });
            }
            self.tell_progress(under_way);
            let next = self.frontier.next_at();
            let waited_enough = stopped_at.is_some_and(|at: Instant| at.elapsed() > GRACE);
            if under_way == 0 && (next.is_none() || stopped_at.is_some()) || waited_enough {
                break;
            }
            let until = next.map_or(LOOK_AROUND, |at| at.saturating_duration_since(Instant::now()));
            let patience = until.clamp(Duration::from_millis(1), LOOK_AROUND);
            let came = tokio::time::timeout(patience, receiver.recv_many(&mut done, BATCH)).await;
            if came.is_ok() {
                under_way -= done.len().min(under_way);
                self.write_down(&mut done)?;
            }
            if last_sync.elapsed() > BETWEEN_SYNCS {
                last_sync = Instant::now();
                let end = self.store.sync()?;
                self.catalogue.set_synced(&end)?;
            }
        }
        self.summary.complete = stopped_at.is_none();
        if self.summary.complete {
            self.catalogue.set_meta("under_way", "0")?;
        }
        Ok(())
    }

    /// Writes down what came, as a whole, and lets the hosts be asked again.
    fn write_down(&mut self, done: &mut Vec<Done>) -> Result<(), CrawlError> {
        let mut lanes = Vec::with_capacity(done.len());
        let mut readable = Vec::new();
        self.catalogue.begin()?;
        for done in done.drain(..) {
            lanes.push(done.lane);
            readable.extend(self.take_in(done)?);
        }
        self.catalogue.commit()?;
        for input in readable {
            (self.watch)(Event::Archived(Box::new(input)));
        }
        for lane in lanes {
            if let Some(lane) = self.frontier.lanes.get_mut(lane) {
                lane.busy = false;
            }
            self.frontier.schedule(lane);
        }
        Ok(())
    }

    /// What is to be asked now, if there is something.
    fn next_job(&mut self) -> Result<Option<Job>, CrawlError> {
        let now = Instant::now();
        while let Some(index) = self.frontier.next_due(now) {
            let job = match self.frontier.lanes.get_mut(index).and_then(|lane| lane.robots.pop_front()) {
                Some(ask) => Some(self.robots_job(index, ask)),
                None => self.page_job(index)?,
            };
            if let Some(job) = job {
                self.summary.requests += 1;
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    fn robots_job(&mut self, index: usize, ask: RobotsAsk) -> Job {
        let RobotsAsk { authority, url, hops } = ask;
        self.job(index, url, Request::Get, Task::Robots { authority, hops }, None)
    }

    /// The best address of a lane that may be asked. Those that may not are written down on the way.
    fn page_job(&mut self, index: usize) -> Result<Option<Job>, CrawlError> {
        loop {
            let Some(entry) = self.frontier.lanes.get_mut(index).and_then(|lane| lane.queue.pop()) else {
                return Ok(None);
            };
            if !self.frontier.take(entry.id) {
                continue;
            }
            let row = self.catalogue.page(entry.id.into())?;
            let Ok(url) = Url::parse(&row.address) else { continue };
            let authority = robots::authority(&url);
            match self.gates.get(&authority) {
                Some(Gate::Rules(rules)) if rules.allow(&url) => {}
                Some(Gate::Rules(_)) => {
                    self.catalogue.set_state(row.id, State::Refused, "robots.txt forbids it")?;
                    continue;
                }
                Some(Gate::Closed) => {
                    let reason =
                        "its robots.txt cannot be had, so nothing may be asked; run again to try again";
                    self.catalogue.set_state(row.id, State::Waiting, reason)?;
                    continue;
                }
                Some(Gate::Asking { .. }) => {
                    self.frontier.put_back(index, entry, &row.address, &row.form);
                    return Ok(None);
                }
                None => {
                    self.frontier.put_back(index, entry, &row.address, &row.form);
                    return Ok(self.ask_robots(index, &authority));
                }
            }
            if let Some(active) = self.sites.get_mut(&row.site) {
                let limit = active.site.max_pages.unwrap_or(self.options.max_pages);
                if active.asked >= limit {
                    let reason = format!("the limit of {limit} pages for one site was reached");
                    self.catalogue.set_state(row.id, State::Left, &reason)?;
                    continue;
                }
                active.asked += 1;
            }
            return Ok(Some(self.page_request(index, url, row)));
        }
    }

    fn ask_robots(&mut self, index: usize, authority: &str) -> Option<Job> {
        let url = robots::address(authority)?;
        self.gates.insert(authority.to_string(), Gate::Asking { tries: 0 });
        Some(self.robots_job(index, RobotsAsk { authority: authority.to_string(), url, hops: 0 }))
    }

    fn page_request(&mut self, index: usize, url: Url, row: PageRow) -> Job {
        let site = self.sites.get(&row.site).map(|active| &active.site);
        let context = LinkContext {
            depth: row.depth,
            scope: site.map(|site| site.scope.clone()).unwrap_or_default(),
            years: site.and_then(|site| site.years).or(self.options.years),
            role: (row.depth > 0).then(|| role_of(&row.role)),
            parent: kind_of(&row.parent_kind),
            anchor: row.anchor,
            mark: row.mark,
        };
        let if_changed = row
            .before
            .as_ref()
            .filter(|before| !(before.etag.is_empty() && before.last_modified.is_empty()))
            .map(|before| (before.etag.clone(), before.last_modified.clone()));
        let request = if row.form.is_empty() { Request::Get } else { Request::PostForm(row.form) };
        let warc = row.before.as_ref().map(|before| self.folder.join(&before.file)).unwrap_or_default();
        let task =
            Task::Page { id: row.id, context: Box::new(context), before: row.before, kind: row.kind, warc };
        self.job(index, url, request, task, if_changed)
    }

    fn job(
        &mut self,
        index: usize,
        url: Url,
        request: Request,
        task: Task,
        if_changed: Option<(String, String)>,
    ) -> Job {
        let accept_broken_tls = self.plan.settings(url.host_str().unwrap_or_default()).accept_broken_tls;
        let lane = self.frontier.lanes.get_mut(index);
        let connection = lane.and_then(|lane| {
            lane.busy = true;
            lane.connection.take()
        });
        Job { lane: index, task, ask: Ask { url, request, if_changed, accept_broken_tls }, connection }
    }

    /// Adds an address, or what a better link says about a known one.
    pub(super) fn add(&mut self, url: &Url, page: &NewPage<'_>, role: Role) -> Result<(), CrawlError> {
        match self.frontier.known(page.address, page.form) {
            None => {
                let Some(id) = self.catalogue.add(page)? else { return Ok(()) };
                if let Some(active) = self.sites.get_mut(&page.site) {
                    active.known += 1;
                }
                self.put(url, page, role, id as u32);
            }
            Some(known) => self.add_known(url, page, role, known)?,
        }
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
        use super::words::{promise, role_word};
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

    /// An authority's rules are known: what waited for them may be asked.
    pub(super) fn open_gate(&mut self, authority: &str, rules: Rules) {
        if let Some(url) = robots::address(authority) {
            let lane = self.frontier.lane(&url, self.plan, self.options);
            if let (Some(delay), Some(lane)) = (rules.delay(), self.frontier.lanes.get_mut(lane)) {
                lane.ask_delay(delay.min(self.options.max_wait));
            }
            self.frontier.schedule(lane);
        }
        self.gates.insert(authority.to_string(), Gate::Rules(rules));
    }

    /// Whether an address belongs to a site.
    pub(super) fn in_scope(&self, site: i64, url: &Url) -> bool {
        self.sites.get(&site).is_some_and(|active| in_scope(url, &active.site.scope))
    }

    fn tell_progress(&mut self, under_way: usize) {
        let next = (under_way == 0).then(|| self.frontier.next_at()).flatten();
        let progress = Progress {
            busy: under_way as u64,
            hosts: self.frontier.lanes.len() as u64,
            pages: self.summary.pages,
            reports: self.summary.reports,
            waiting: self.frontier.waiting(),
            next: next.map(|at| at.saturating_duration_since(Instant::now())),
        };
        (self.watch)(Event::Progress(progress));
    }
}

/// Whether a page may be a report: one, or a file that a report may be in.
pub(super) fn may_be_report(kind: &PageKind) -> bool {
    matches!(kind, PageKind::Report | PageKind::Attachment)
}
