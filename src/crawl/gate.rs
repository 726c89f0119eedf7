//! The gate of an authority: nothing of it is asked before its robots.txt is here, or is known not to be.

use std::time::{Duration, Instant};

use bytes::Bytes;
use url::Url;

use super::engine::{CrawlError, Engine};
use super::event::Event;
use super::frontier::Stage;
use super::lane::RobotsAsk;
use super::robots::{self, Rules};
use super::take_in::TRIES;
use super::words::role_of;
use super::work::Verdict;
use crate::archive::catalogue::{HostRow, NewPage, PageRow, State};

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
    /// Nobody answers under this scheme: what waits is asked under the other one.
    Elsewhere { reason: String },
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
                // A proxy answers in the name of a host that does not.
                let by_proxy = matches!(status, 502..=504) && self.options.proxies.has(url);
                return self.robots_later(index, authority, &reason, (after, busy, answered && !by_proxy));
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
        let elsewhere = !answered && self.other_scheme(authority);
        let gate = if elsewhere { Gate::Elsewhere { reason: reason.to_string() } } else { Gate::Closed };
        self.gates.insert(authority.to_string(), gate);
        let host = robots::address(authority).map(|url| self.frontier.lane(&url, self.plan, self.options));
        let host = host.unwrap_or(index);
        self.frontier.schedule(host);
        if elsewhere {
            return Ok(());
        }
        self.tell_gave_up(host, &format!("robots.txt of {authority}: {reason}"))
    }

    /// Whether what waits for an authority may be asked under the other scheme: on the usual ports, and not back and forth.
    fn other_scheme(&self, authority: &str) -> bool {
        let other = Url::parse(authority).ok().and_then(|url| with_other_scheme(&url));
        other.is_some_and(|other| {
            !matches!(self.gates.get(&robots::authority(&other)), Some(Gate::Closed | Gate::Elsewhere { .. }))
        })
    }

    /// Nobody answers for an address under its scheme; it is asked under the other one, by its own right.
    pub(super) fn ask_by_other_scheme(
        &mut self,
        row: &PageRow,
        url: &Url,
        reason: &str,
    ) -> Result<(), CrawlError> {
        let Some(other) = with_other_scheme(url) else { return Ok(()) };
        let known = self.frontier.known(other.as_str(), &row.form);
        if known.is_some_and(|known| known.stage == Stage::Taken) {
            let reason = format!("{reason}; {} leads back to it", other.scheme());
            return self.give_nothing(row, url, State::Failed, &reason, None);
        }
        let why = format!("nobody answers at {url}: {reason}");
        let reason = format!("{reason}; asked by {} instead", other.scheme());
        if row.depth == 0 {
            (self.watch)(Event::Problem { address: url.as_str(), what: &reason });
        }
        self.catalogue.set_state(row.id, State::Redirect, &reason)?;
        let (parent, score) = self.catalogue.origin(row.id)?;
        let role = role_of(&row.role);
        let page = NewPage {
            site: row.site,
            address: other.as_str(),
            form: &row.form,
            role: &row.role,
            score,
            depth: row.depth,
            parent,
            why: &why,
            anchor: &row.anchor,
            mark: row.mark,
            hops: row.hops,
        };
        self.add(&other, &page, role)
    }
}

/// The same address by `http` in place of `https`, or the other way round; nothing where a port is given.
fn with_other_scheme(url: &Url) -> Option<Url> {
    let mut other = url.clone();
    let scheme = if url.scheme() == "https" { "http" } else { "https" };
    (url.port().is_none() && other.set_scheme(scheme).is_ok()).then_some(other)
}
