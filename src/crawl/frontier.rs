//! What is known and what waits: the lanes of all hosts, and which of them is due.
//!
//! It holds numbers, not addresses: those stay in the catalogue until they are asked for.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use url::Url;

use super::fetch::Connection;
use super::lane::{Entry, Lane, lane_of};
use super::options::Options;
use super::page::Role;
use super::plan::Plan;

/// An address as it is known here: by a digest, for there may be millions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) id: u32,
    pub(super) score: i32,
    pub(super) role: Role,
    pub(super) stage: Stage,
}

/// How far a known address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It waits in its lane.
    Waiting,
    /// Asked by an earlier crawl only.
    Old,
    /// Asked, or under way, or not to be asked.
    Taken,
}

/// What is known and what waits.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    pub(super) lanes: Vec<Lane>,
    by_host: HashMap<String, usize>,
    known: HashMap<u64, Known>,
    /// Digests by number, to find what an entry stands for.
    digests: HashMap<u32, u64>,
    due: BinaryHeap<Reverse<(Instant, usize)>>,
    /// Connections that nothing goes over, the longest idle first: their lanes, and the number they were kept under.
    idle: VecDeque<(usize, u64)>,
    kept: u64,
}

impl Frontier {
    /// The lane of an address, made if it is new.
    pub(super) fn lane(&mut self, url: &Url, plan: &Plan, options: &Options) -> usize {
        let host = lane_of(url);
        if let Some(&lane) = self.by_host.get(&host) {
            return lane;
        }
        let settings = plan.settings(url.host_str().unwrap_or_default());
        let delay = settings.delay().unwrap_or_default().max(options.delay);
        self.lanes.push(Lane::new(host.clone(), delay, Instant::now()));
        self.by_host.insert(host, self.lanes.len() - 1);
        self.lanes.len() - 1
    }

    /// What is known of an address.
    pub(super) fn known(&self, address: &str, form: &str) -> Option<Known> {
        self.known.get(&digest(address, form)).copied()
    }

    /// Remembers an address.
    pub(super) fn remember(&mut self, address: &str, form: &str, known: Known) {
        let digest = digest(address, form);
        if known.stage == Stage::Waiting {
            self.digests.insert(known.id, digest);
        }
        self.known.insert(digest, known);
    }

    /// Puts an address into its lane.
    pub(super) fn wait(&mut self, lane: usize, entry: Entry) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.push(entry);
        }
        self.schedule(lane);
    }

    /// Keeps a connection for the next request of its lane. Of more than there may be requests the longest idle is closed: a
    /// system lets a process have only so many.
    pub(super) fn keep_open(&mut self, index: usize, connection: Connection, most: usize) {
        self.kept += 1;
        if let Some(lane) = self.lanes.get_mut(index) {
            lane.connection = Some(connection);
            lane.kept = self.kept;
            self.idle.push_back((index, self.kept));
        }
        while self.idle.len() > most {
            let Some((index, kept)) = self.idle.pop_front() else { return };
            // Another number: it was used since, and stands further behind.
            if let Some(lane) = self.lanes.get_mut(index).filter(|lane| lane.kept == kept) {
                lane.connection = None;
            }
        }
    }

    /// Takes an entry out of waiting; whether it was still waiting.
    pub(super) fn take(&mut self, id: u32) -> bool {
        let Some(digest) = self.digests.remove(&id) else { return false };
        match self.known.get_mut(&digest) {
            Some(known) if known.stage == Stage::Waiting => {
                known.stage = Stage::Taken;
                true
            }
            _ => false,
        }
    }

    /// Puts an entry that was taken back into its lane.
    pub(super) fn put_back(&mut self, lane: usize, entry: Entry, address: &str, form: &str) {
        let digest = digest(address, form);
        if let Some(known) = self.known.get_mut(&digest) {
            known.stage = Stage::Waiting;
            self.digests.insert(entry.id, digest);
        }
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.push(entry);
        }
    }

    /// How many addresses are known.
    pub(super) fn len(&self) -> u64 {
        self.known.len() as u64
    }

    /// How many addresses wait.
    pub(super) fn waiting(&self) -> u64 {
        self.digests.len() as u64
    }

    /// Puts a lane into the order of those that are due, if it has something to ask and nothing under way.
    pub(super) fn schedule(&mut self, index: usize) {
        let Some(lane) = self.lanes.get_mut(index) else { return };
        if lane.has_work() && !lane.busy && !lane.scheduled {
            lane.scheduled = true;
            self.due.push(Reverse((lane.not_before, index)));
        }
    }

    /// The next lane that may be asked now.
    pub(super) fn next_due(&mut self, now: Instant) -> Option<usize> {
        while let Some(&Reverse((at, index))) = self.due.peek() {
            if at > now {
                return None;
            }
            self.due.pop();
            let Some(lane) = self.lanes.get_mut(index) else { continue };
            lane.scheduled = false;
            if lane.not_before > now {
                self.schedule(index);
            } else if lane.has_work() && !lane.busy {
                return Some(index);
            }
        }
        None
    }

    /// When the next lane is due; nothing if none waits for its time.
    pub(super) fn next_at(&self) -> Option<Instant> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }
}

fn digest(address: &str, form: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (address, form).hash(&mut hasher);
    hasher.finish()
}
