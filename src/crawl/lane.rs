//! A host's lane: what waits for it, and how soon it may be asked again. One request at a time, whatever the number of hosts.
//!
//! A host is its name. An address in numbers counts with its port, for behind one there are often several machines.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};
use std::time::{Duration, Instant};

use url::{Host, Url};

use super::fetch::Connection;

/// The longest pause that grows from errors, and the longest delay that a busy host is given.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
const LONGEST_DELAY: Duration = Duration::from_secs(60);
/// The shortest pause after an error, also where there is no delay.
const SHORTEST_PAUSE: Duration = Duration::from_millis(500);
/// A host is given up after errors of so much weight one after the other.
const WEIGHT_TO_GIVE_UP: u32 = 12;
/// Weight of no answer at all, and of an answer that is an error.
const NO_ANSWER: u32 = 3;
const ERROR: u32 = 1;
/// A host that has turned us away with so much weight, one answer after the other, is not asked any more.
const TURNED_AWAY_TO_GIVE_UP: u32 = 24;
/// Weight of a page that asks for a browser, and of one that is only forbidden.
const CHALLENGE: u32 = 8;
const FORBIDDEN: u32 = 3;

/// An address that waits: the best score first, then the nearest to the start, then the first found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) score: i32,
    pub(super) depth: u16,
    pub(super) id: u32,
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        let key = |entry: &Entry| (entry.score, Reverse(entry.depth), Reverse(entry.id));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A robots.txt to be asked for.
#[derive(Debug, Clone)]
pub(super) struct RobotsAsk {
    pub(super) authority: String,
    pub(super) url: Url,
    pub(super) hops: u16,
}

/// A host's lane.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) host: String,
    pub(super) queue: BinaryHeap<Entry>,
    pub(super) robots: VecDeque<RobotsAsk>,
    pub(super) connection: Option<Connection>,
    /// The number under which the connection was kept.
    pub(super) kept: u64,
    /// A request is under way.
    pub(super) busy: bool,
    /// It stands in the order of those that are due.
    pub(super) scheduled: bool,
    /// Not to be asked before this.
    pub(super) not_before: Instant,
    /// Why it is not asked any more in this run.
    pub(super) gave_up: Option<String>,
    delay: Duration,
    slowed: Duration,
    errors: u32,
    weight: u32,
    turned_away: u32,
}

impl Lane {
    pub(super) fn new(host: String, delay: Duration, now: Instant) -> Lane {
        Lane {
            host,
            queue: BinaryHeap::new(),
            robots: VecDeque::new(),
            connection: None,
            kept: 0,
            busy: false,
            scheduled: false,
            not_before: now,
            gave_up: None,
            delay,
            slowed: Duration::ZERO,
            errors: 0,
            weight: 0,
            turned_away: 0,
        }
    }

    /// Whether there is something to ask.
    pub(super) fn has_work(&self) -> bool {
        self.gave_up.is_none() && !(self.queue.is_empty() && self.robots.is_empty())
    }

    /// A longer delay that robots.txt asks for.
    pub(super) fn ask_delay(&mut self, delay: Duration) {
        self.delay = self.delay.max(delay);
        self.not_before = self.not_before.max(Instant::now() + self.delay);
    }

    /// The pause between two requests as things are.
    pub(super) fn pause(&self) -> Duration {
        self.delay.max(self.slowed)
    }

    /// An answer came.
    pub(super) fn answered(&mut self, now: Instant) {
        (self.errors, self.weight, self.turned_away) = (0, 0, 0);
        // What was slowed down gains speed again, much more slowly than it lost it.
        self.slowed = self.slowed.mul_f64(0.95);
        if self.slowed < SHORTEST_PAUSE {
            self.slowed = Duration::ZERO;
        }
        self.not_before = now + self.pause();
    }

    /// An error came, or nothing. `after` is the pause that was asked for.
    pub(super) fn failed(
        &mut self,
        now: Instant,
        busy: bool,
        answered: bool,
        after: Option<Duration>,
        why: &str,
    ) {
        self.weight += if answered { ERROR } else { NO_ANSWER };
        if busy {
            self.slowed = (self.pause().max(SHORTEST_PAUSE) * 2).min(LONGEST_DELAY);
        }
        let grown = self.pause().max(SHORTEST_PAUSE) * (1 << self.errors.min(10));
        self.errors += 1;
        let pause = after.unwrap_or_default().max(grown.min(LONGEST_PAUSE)).max(self.pause());
        self.not_before = now + pause;
        if self.weight >= WEIGHT_TO_GIVE_UP {
            self.gave_up = Some(why.to_string());
        }
    }

    /// The host turned us away; whether that was once too often.
    pub(super) fn turned_away(&mut self, now: Instant, challenge: bool) -> bool {
        self.turned_away += if challenge { CHALLENGE } else { FORBIDDEN };
        self.not_before = now + self.pause();
        self.turned_away >= TURNED_AWAY_TO_GIVE_UP
    }
}

/// The lane of an address.
pub(super) fn lane_of(url: &Url) -> String {
    match (url.host(), url.port_or_known_default()) {
        (Some(Host::Domain(name)), _) => name.trim_end_matches('.').to_string(),
        (Some(address), Some(port)) => format!("{address}:{port}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_comes_first_then_the_nearest_then_the_first_found() {
        let entry = |score, depth, id| Entry { score, depth, id };
        let mut queue: BinaryHeap<Entry> =
            [entry(1, 1, 1), entry(5, 2, 2), entry(5, 1, 4), entry(5, 1, 3)].into();
        let order: Vec<u32> = std::iter::from_fn(|| queue.pop()).map(|entry| entry.id).collect();
        assert_eq!(order, [3, 4, 2, 1]);
    }

    #[test]
    fn pauses_grow_with_errors_and_shrink_with_answers() {
        let now = Instant::now();
        let mut lane = Lane::new("a".to_string(), Duration::from_secs(1), now);
        let pause = |lane: &mut Lane, busy, after| {
            lane.failed(now, busy, true, after, "HTTP 503");
            (lane.not_before - now).as_secs()
        };
        assert_eq!(pause(&mut lane, false, None), 1);
        assert_eq!(pause(&mut lane, false, None), 2);
        assert_eq!(pause(&mut lane, true, None), 8);
        assert_eq!(pause(&mut lane, false, Some(Duration::from_secs(77))), 77);
        lane.answered(now);
        assert_eq!((lane.not_before - now).as_millis(), 1900);
        (0..200).for_each(|_| lane.answered(now));
        assert_eq!(lane.not_before - now, Duration::from_secs(1));
        assert!(lane.gave_up.is_none());
        (0..4).for_each(|_| lane.failed(now, false, false, None, "no connection"));
        assert_eq!(lane.gave_up.as_deref(), Some("no connection"));
    }

    #[test]
    fn a_host_is_its_name_and_an_address_counts_with_its_port() {
        let lane = |url: &str| lane_of(&Url::parse(url).unwrap());
        assert_eq!(lane("http://a.gov.cn:81/x"), lane("https://a.gov.cn./y"));
        assert_ne!(lane("http://192.0.2.1:81/"), lane("http://192.0.2.1/"));
    }
}
