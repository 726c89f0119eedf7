//! The gate of an authority: nothing of it is asked before its robots.txt is here, or is known not to be.

use std::time::{Duration, Instant};

use bytes::Bytes;
use url::Url;

use super::engine::{CrawlError, Engine};
use super::lane::RobotsAsk;
use super::robots::{self, Rules};
use super::take_in::TRIES;
use super::work::Verdict;
use crate::archive::catalogue::HostRow;

/// How many redirects of a robots.txt are followed (RFC 9309, 2.3.1.2).
const ROBOTS_HOPS: u16 = 5;

/// What is known of an authority's robots.txt.
pub(super) enum Gate {
    /// Asked for, or about to be.
    Asking { tries: u32 },
    /// It is here.
    Rules(Rules),
    /// It cannot be had: nothing may be asked.
    Closed,
}

impl Engine<'_> {
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

    #[expect(clippy::too_many_arguments, reason = "what came of one robots.txt")]
    pub(super) fn take_in_robots(
        &mut self,
        index: usize,
        authority: &str,
        url: &Url,
        hops: u16,
        status: u16,
        fetched_at: String,
        verdict: Verdict,
    ) -> Result<(), CrawlError> {
        let now = Instant::now();
        if let (Some(lane), false) =
            (self.frontier.lanes.get_mut(index), matches!(verdict, Verdict::Later { .. }))
        {
            lane.answered(now);
        }
        let robots: Option<Bytes> = match verdict {
            Verdict::Robots(body) => Some(body),
            Verdict::Redirect(to) => match self.robots_redirect(authority, url, &to, hops) {
                true => return Ok(()),
                false => None,
            },
            Verdict::Later { reason, after, busy, answered } => {
                return self.robots_later(index, authority, &reason, (after, busy, answered));
            }
            // Whatever else the host says, it says that there is no robots.txt.
            _ => None,
        };
        let rules = robots.as_deref().map_or_else(Rules::none, Rules::parse);
        let robots = robots.map(|bytes| bytes.to_vec());
        let authority = authority.to_string();
        self.open_gate(&authority, rules);
        if status != 0 {
            self.catalogue.set_host(&HostRow { authority, robots, status, fetched_at })?;
        }
        Ok(())
    }

    /// Follows the redirect of a robots.txt, in the lane of the host that it leads to; whether it is followed.
    fn robots_redirect(&mut self, authority: &str, url: &Url, to: &str, hops: u16) -> bool {
        let target = url.join(to).ok().filter(|target| matches!(target.scheme(), "http" | "https"));
        let in_scope = |target: &Url| {
            self.sites.values().any(|active| super::discover::in_scope(target, &active.site.scope))
        };
        let Some(target) = target.filter(|target| hops < ROBOTS_HOPS && target != url && in_scope(target))
        else {
            return false;
        };
        let lane = self.frontier.lane(&target, self.plan, self.options);
        let ask = RobotsAsk { authority: authority.to_string(), url: target, hops: hops + 1 };
        if let Some(lane) = self.frontier.lanes.get_mut(lane) {
            lane.robots.push_back(ask);
        }
        self.frontier.schedule(lane);
        true
    }

    /// As long as a robots.txt cannot be had nothing may be asked; it is tried again, with growing pauses.
    fn robots_later(
        &mut self,
        index: usize,
        authority: &str,
        reason: &str,
        (after, busy, answered): (Option<Duration>, bool, bool),
    ) -> Result<(), CrawlError> {
        let tries = match self.gates.get(authority) {
            Some(Gate::Asking { tries }) => tries + 1,
            _ => 1,
        };
        let too_long = after.is_some_and(|after| after > self.options.max_wait);
        let url = robots::address(authority);
        if let (Some(lane), Some(url)) = (self.frontier.lanes.get_mut(index), url) {
            lane.failed(Instant::now(), busy, answered, after, reason);
            if tries < TRIES && !too_long && lane.gave_up.is_none() {
                lane.robots.push_back(RobotsAsk { authority: authority.to_string(), url, hops: 0 });
                self.gates.insert(authority.to_string(), Gate::Asking { tries });
                return Ok(());
            }
        }
        self.gates.insert(authority.to_string(), Gate::Closed);
        let host = robots::address(authority).map(|url| self.frontier.lane(&url, self.plan, self.options));
        let host = host.unwrap_or(index);
        self.frontier.schedule(host);
        self.tell_gave_up(host, &format!("robots.txt of {authority}: {reason}"))
    }
}
