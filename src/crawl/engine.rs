//! The crawl itself: one thread that decides what is asked next and writes everything down, and workers that ask.
//!
//! What a worker brings is first in the archive, then in the catalogue, and only then may its host be asked again. So a kill
//! costs at most the requests that were under way, and nothing is asked twice but those.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use url::Url;

use super::discover::{Discoverer, in_scope};
use super::event::{Event, Progress, Summary};
use super::fetch::Client;
use super::frontier::Frontier;
use super::gate::Gate;
use super::options::Options;
use super::page::PageKind;
use super::plan::{Plan, Site};
use super::work::{Done, work};
use crate::archive::ArchiveError;
use crate::archive::catalogue::Catalogue;
use crate::archive::store::Store;

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
    /// Where the archive is.
    pub(super) folder: PathBuf,
    pub(super) discoverer: Arc<Discoverer>,
    /// Articles by a digest of what tells them, with the number of the address they are known by.
    pub(super) articles: HashMap<u64, u32>,
    /// Addresses, without their fragments, that were fetched under some fragment.
    pub(super) indexes: HashSet<String>,
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
    let mut engine = Engine::open(plan, dir, options, Arc::new(discoverer), hand_out, watch)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(std::thread::available_parallelism().map_or(2, usize::from))
        .enable_all()
        .build()
        .map_err(CrawlError::Runtime)?;
    let ran = runtime.block_on(engine.run(stop));
    runtime.shutdown_background();
    // What was written down stays written down, also after an error.
    let end = engine.store.sync()?;
    engine.catalogue.set_synced(&end)?;
    ran?;
    engine.summary.counts = engine.catalogue.counts()?;
    Ok(engine.summary)
}

impl Engine<'_> {
    async fn run(&mut self, stop: &AtomicBool) -> Result<(), CrawlError> {
        let client = Arc::new(Client::new(
            self.options.limits,
            self.options.proxies.clone(),
            self.options.allow_private,
            &self.options.contact,
        ));
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
                let (client, discoverer) = (Arc::clone(&client), Arc::clone(&self.discoverer));
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
