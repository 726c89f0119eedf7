//! What is asked next: of all hosts that may be asked now, the best address of one.

use std::time::Instant;

use url::Url;

use super::discover::WEAK;
use super::engine::{CrawlError, Engine};
use super::fetch::Ask;
use super::gate::Gate;
use super::lane::RobotsAsk;
use super::page::{LinkContext, Request, Role};
use super::plan::HostSettings;
use super::robots;
use super::words::{kind_of, role_of, role_word};
use super::work::{Job, Task};
use crate::archive::catalogue::{PageRow, State};

impl Engine<'_> {
    /// What is to be asked now, if there is something.
    pub(super) fn next_job(&mut self) -> Result<Option<Job>, CrawlError> {
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
                Some(Gate::Elsewhere { reason }) => {
                    let reason = reason.clone();
                    self.ask_by_other_scheme(&row, &url, &reason)?;
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
            if self.is_told_by_neighbours(&row, entry.score)? || self.is_here(&row, &url)? {
                continue;
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

    /// Where a page was met.
    pub(super) fn context(&self, row: &PageRow) -> LinkContext {
        let site = self.sites.get(&row.site).map(|active| &active.site);
        LinkContext {
            depth: row.depth,
            scope: site.map(|site| site.scope.clone()).unwrap_or_default(),
            years: site.and_then(|site| site.years).or(self.options.years),
            role: (row.depth > 0).then(|| role_of(&row.role)),
            parent: kind_of(&row.parent_kind),
            anchor: row.anchor.clone(),
            mark: row.mark,
        }
    }

    /// Whether an address that was promising only for where it stands need not be asked: its neighbours turned out to be no
    /// reports.
    fn is_told_by_neighbours(&mut self, row: &PageRow, score: i32) -> Result<bool, CrawlError> {
        /// So many neighbours tell.
        const ENOUGH: u32 = 4;
        let role = role_of(&row.role);
        let weak = (0..=WEAK).contains(&score);
        if !weak || !matches!(role, Role::Report | Role::Attachment | Role::ListPage) {
            return Ok(false);
        }
        let (Some(parent), _) = self.catalogue.origin(row.id)? else { return Ok(false) };
        let (reports, asked) = self.catalogue.expected_of(parent, WEAK)?;
        let told = reports == 0 && asked >= ENOUGH;
        if told {
            // It is not missing from the dataset: it is believed to be no report.
            self.catalogue.set_role(row.id, role_word(Role::Other))?;
            let reason = "not asked, for what stands beside it turned out to be no report";
            self.catalogue.set_state(row.id, State::Left, reason)?;
        }
        Ok(told)
    }

    fn page_request(&mut self, index: usize, url: Url, row: PageRow) -> Job {
        let context = self.context(&row);
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
        let HostSettings { accept_broken_tls, old_tls, .. } =
            self.plan.settings(url.host_str().unwrap_or_default());
        let lane = self.frontier.lanes.get_mut(index);
        let connection = lane.and_then(|lane| {
            lane.busy = true;
            lane.connection.take()
        });
        Job {
            lane: index,
            task,
            ask: Ask { url, request, if_changed, accept_broken_tls, old_tls },
            connection,
        }
    }
}
