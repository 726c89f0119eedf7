//! What an answer changes: archive first, then the catalogue, the lane of its host and the frontier.

use std::time::{Duration, Instant};

use bytes::Bytes;
use url::Url;

use super::discover::canonical;
use super::engine::{CrawlError, Engine, START_SCORE, may_be_report};
use super::event::Event;
use super::lane::Entry;
use super::page::{Look, PageKind, Role};
use super::words::{kind_word, role_of, role_word};
use super::work::{Archived, Done, Task, Verdict};
use crate::archive::catalogue::{Answer, Content, NewPage, PageRow, Receipt, State};
use crate::archive::store::Place;
use crate::inputs::Input;

/// How often an address is asked that gives errors, and one of a host that says it is busy.
pub(super) const TRIES: u32 = 3;
const TRIES_IF_BUSY: u32 = 6;

impl Engine<'_> {
    /// Takes in what a worker brought. Gives the page, if it is to be read.
    pub(super) fn take_in(&mut self, done: Done) -> Result<Option<Input>, CrawlError> {
        let Done { lane, task, url, connection, archived, verdict } = done;
        let place = match &archived {
            Some(archived) => Some(self.store.append(&archived.packed)?),
            None => None,
        };
        if let (Some(archived), Some(place)) = (&archived, &place) {
            let page = match &task {
                Task::Page { id, .. } => Some(*id),
                Task::Robots { .. } => None,
            };
            self.catalogue.receipt(
                page,
                &Receipt {
                    address: url.as_str(),
                    crawl: self.crawl,
                    fetched_at: &archived.fetched_at,
                    status: archived.status,
                    sha256: &archived.sha256,
                    repeats: archived.repeats,
                    place,
                    note: &archived.note,
                },
            )?;
        }
        if let Some(connection) = connection {
            self.frontier.keep_open(lane, connection, self.options.connections);
        }
        match task {
            Task::Robots { authority, hops } => {
                let status = archived.as_ref().map_or(0, |archived| archived.status);
                let at = archived.map(|archived| archived.fetched_at).unwrap_or_default();
                self.take_in_robots(lane, &authority, &url, hops, status, at, verdict)?;
                Ok(None)
            }
            Task::Page { id, before, .. } => {
                let row = self.catalogue.page(id)?;
                self.take_in_page(lane, row, &url, before, archived.zip(place), verdict)
            }
        }
    }

    fn take_in_page(
        &mut self,
        lane: usize,
        row: PageRow,
        url: &Url,
        before: Option<Content>,
        archived: Option<(Archived, Place)>,
        verdict: Verdict,
    ) -> Result<Option<Input>, CrawlError> {
        let now = Instant::now();
        let status = archived.as_ref().map(|(archived, _)| archived.status);
        let mut answer = Answer { status, ..Answer::default() };
        if !matches!(verdict, Verdict::Later { .. } | Verdict::Blocked { .. })
            && let Some(lane) = self.frontier.lanes.get_mut(lane)
        {
            lane.answered(now);
        }
        match verdict {
            Verdict::Page { look, body } => {
                let Some((archived, place)) = archived else { return Ok(None) };
                self.summary.pages += 1;
                self.summary.reports += u64::from(may_be_report(&look.kind));
                let content = content(&archived, &place, before.filter(|_| archived.repeats));
                describe(&mut answer, &look);
                answer.media = &archived.media;
                self.catalogue.answer(row.id, State::Done, &answer, Some(&content))?;
                if let Some((bare, _)) = row.address.split_once('#') {
                    self.indexes.insert(bare.to_string());
                }
                let input = self.hand_out.then(|| {
                    let expected = is_expected(role_of(&row.role), &look.kind);
                    let site = self.sites.get(&row.site).map(|active| active.site.region.clone());
                    let region = site.unwrap_or_default();
                    let doubted = look.kind == PageKind::Other;
                    Input { expected, doubted, region, ..input(url, body, &content, &archived) }
                });
                self.follow(&row, &look.links)?;
                return Ok(input);
            }
            Verdict::Unchanged { look } => {
                self.summary.pages += 1;
                self.catalogue.answer(row.id, State::Done, &answer, None)?;
                if let Some(look) = look {
                    self.summary.reports += u64::from(may_be_report(&look.kind));
                    self.follow(&row, &look.links)?;
                }
            }
            Verdict::Redirect(to) => self.take_in_redirect(&row, url, &to, &mut answer)?,
            Verdict::Later { reason, after, busy, answered } => {
                self.take_in_later(lane, &row, url, status, &reason, (after, busy, answered))?;
            }
            Verdict::Blocked { reason, challenge } => {
                answer.reason = &reason;
                self.catalogue.answer(row.id, State::Blocked, &answer, None)?;
                (self.watch)(Event::Problem { address: url.as_str(), what: &reason });
                let once_too_often =
                    self.frontier.lanes.get_mut(lane).is_some_and(|lane| lane.turned_away(now, challenge));
                if once_too_often {
                    self.close_lane(lane, &reason)?;
                }
            }
            Verdict::Otherwise { links, reason } => {
                self.give_nothing(&row, url, State::Failed, &reason, status)?;
                self.follow(&row, &links)?;
            }
            Verdict::Nothing(reason) => self.give_nothing(&row, url, State::Failed, &reason, status)?,
            Verdict::Refused(reason) => self.give_nothing(&row, url, State::Refused, &reason, status)?,
            Verdict::Robots(_) => {}
        }
        Ok(None)
    }

    pub(super) fn give_nothing(
        &mut self,
        row: &PageRow,
        url: &Url,
        state: State,
        reason: &str,
        status: Option<u16>,
    ) -> Result<(), CrawlError> {
        let answer = Answer { reason, status, ..Answer::default() };
        self.catalogue.answer(row.id, state, &answer, None)?;
        let role = role_of(&row.role);
        if row.depth == 0 || matches!(role, Role::Report | Role::Attachment) {
            (self.watch)(Event::Problem { address: url.as_str(), what: reason });
        }
        if role == Role::Report { self.ask_other_address(row) } else { Ok(()) }
    }

    fn take_in_redirect(
        &mut self,
        row: &PageRow,
        url: &Url,
        to: &str,
        answer: &mut Answer<'_>,
    ) -> Result<(), CrawlError> {
        let status = answer.status;
        let fail =
            |engine: &mut Self, state, reason: String| engine.give_nothing(row, url, state, &reason, status);
        let Ok(target) = url.join(to) else {
            return fail(self, State::Failed, format!("leads to {to:?}, which is no address"));
        };
        let target = canonical(&target);
        let hops = row.hops + 1;
        if target == *url && row.form.is_empty() {
            return fail(self, State::Blocked, "leads to itself, as if it wanted a cookie".to_string());
        }
        if hops > self.options.max_redirects {
            return fail(self, State::Failed, format!("more than {} redirects", self.options.max_redirects));
        }
        if !self.in_scope(row.site, &target) {
            let reason =
                format!("leads to {target}, which is out of scope; name it as a start to have it asked");
            return fail(self, State::Failed, reason);
        }
        let reason = format!("leads to {target}");
        let answer = Answer { reason: &reason, ..answer.clone() };
        self.catalogue.answer(row.id, State::Redirect, &answer, None)?;
        let (parent, score) = self.catalogue.origin(row.id)?;
        let role = role_of(&row.role);
        let page = NewPage {
            site: row.site,
            address: target.as_str(),
            form: "",
            role: role_word(role),
            score,
            depth: row.depth,
            parent,
            why: &format!("redirected from {url}"),
            anchor: &row.anchor,
            mark: row.mark,
            hops,
        };
        self.add(&target, &page, role)
    }

    fn take_in_later(
        &mut self,
        index: usize,
        row: &PageRow,
        url: &Url,
        status: Option<u16>,
        reason: &str,
        (after, busy, answered): (Option<Duration>, bool, bool),
    ) -> Result<(), CrawlError> {
        let too_long = after.is_some_and(|after| after > self.options.max_wait);
        if let Some(lane) = self.frontier.lanes.get_mut(index) {
            lane.failed(Instant::now(), busy, answered, after, reason);
            if too_long {
                let wait = after.unwrap_or_default().as_secs();
                lane.gave_up = Some(format!("{reason}, asks for a pause of {wait} seconds"));
            }
        }
        let tries = if busy { TRIES_IF_BUSY } else { TRIES };
        let given_up = self.frontier.lanes.get(index).and_then(|lane| lane.gave_up.clone());
        if row.attempts + 1 >= tries && given_up.is_none() {
            let state = if busy { State::Blocked } else { State::Failed };
            return self.give_nothing(row, url, state, reason, status);
        }
        self.catalogue.tried(row.id, reason)?;
        let (_, score) = self.catalogue.origin(row.id)?;
        // Behind all others: so one bad page does not make its host look dead, and a dead host costs no page its tries.
        let score = score.saturating_sub(START_SCORE);
        let entry = Entry { score, depth: row.depth, id: row.id as u32 };
        self.frontier.put_back(index, entry, &row.address, &row.form);
        if let Some(active) = self.sites.get_mut(&row.site) {
            active.asked = active.asked.saturating_sub(1);
        }
        if let Some(why) = given_up {
            self.tell_gave_up(index, &why)?;
        }
        Ok(())
    }

    pub(super) fn tell_gave_up(&mut self, index: usize, why: &str) -> Result<(), CrawlError> {
        let Some(lane) = self.frontier.lanes.get(index) else { return Ok(()) };
        let (host, waiting) = (lane.host.clone(), lane.queue.len() as u64);
        if self.summary.gave_up.iter().any(|(known, ..)| *known == host) {
            return Ok(());
        }
        self.catalogue.give_up(&host, why)?;
        (self.watch)(Event::GaveUp { host: &host, why, waiting });
        self.summary.gave_up.push((host, why.to_string(), waiting));
        Ok(())
    }

    /// The host turns everybody away: what waits for it is not asked.
    fn close_lane(&mut self, index: usize, reason: &str) -> Result<(), CrawlError> {
        let Some(lane) = self.frontier.lanes.get_mut(index) else { return Ok(()) };
        let host = lane.host.clone();
        lane.gave_up = Some(reason.to_string());
        let entries = std::mem::take(&mut lane.queue).into_sorted_vec();
        let waiting = entries.len() as u64;
        let reason = format!("not asked, for the host turns us away: {reason}");
        for entry in entries {
            if self.frontier.take(entry.id) {
                self.catalogue.set_state(entry.id.into(), State::Blocked, &reason)?;
            }
        }
        self.catalogue.give_up(&host, &reason)?;
        (self.watch)(Event::GaveUp { host: &host, why: &reason, waiting });
        Ok(())
    }
}

/// What a look says, for the catalogue.
pub(super) fn describe<'l>(answer: &mut Answer<'l>, look: &'l Look) {
    answer.kind = kind_word(&look.kind);
    answer.title = &look.title;
    answer.agency = &look.agency;
    answer.published = &look.published;
    answer.family = &look.family;
}

/// Where the content of a page stands: where it stood, if it is the same.
fn content(archived: &Archived, place: &Place, before: Option<Content>) -> Content {
    let (etag, last_modified) = (archived.etag.clone(), archived.last_modified.clone());
    match before {
        Some(before) => Content { etag, last_modified, ..before },
        None => Content {
            sha256: archived.sha256.clone(),
            fetched_at: archived.fetched_at.clone(),
            etag,
            last_modified,
            file: place.file.to_string(),
            offset: place.offset,
        },
    }
}

/// Whether a report is expected at a page, as [`crate::inputs`] sees it when the archive is read.
fn is_expected(role: Role, kind: &PageKind) -> bool {
    let leads_on = matches!(kind, PageKind::List | PageKind::Column);
    may_be_report(kind) || matches!(role, Role::Report | Role::Attachment) && !leads_on
}

fn input(url: &Url, body: Bytes, content: &Content, archived: &Archived) -> Input {
    let mut input = Input::new(url.as_str(), body);
    input.fetched_at = Some(content.fetched_at.clone());
    input.content_type = Some(archived.media.clone());
    input
}
