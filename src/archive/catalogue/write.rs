//! Writing the catalogue: sites, addresses, answers.

use rusqlite::{OptionalExtension, params};

use super::known::SAME_ARTICLE;
use super::{Answer, Catalogue, Content, HostRow, NewPage, PageRow, Receipt, State};
use crate::archive::error::ArchiveError;
use crate::archive::store::End;

impl Catalogue {
    /// A site by its domain, made if it is new; a name or region that is given replaces what stood there.
    pub fn site(&self, domain: &str, name: &str, region: &str) -> Result<i64, ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "INSERT INTO site (domain, name, region) VALUES (?1, ?2, ?3) ON CONFLICT (domain) DO UPDATE SET
                 name = CASE WHEN ?2 = '' THEN name ELSE ?2 END, region = CASE WHEN ?3 = '' THEN region ELSE ?3 END
                 RETURNING id",
            )?
            .query_row(params![domain, name, region], |row| row.get(0))
        })
    }

    /// Adds an address that is to be asked; its number, or nothing if it is known.
    pub fn add(&self, page: &NewPage<'_>) -> Result<Option<i64>, ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "INSERT OR IGNORE INTO page (site, address, form, role, score, depth, parent, why, anchor, mark, hops, state)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting') RETURNING id",
            )?
            .query_row(
                params![
                    page.site,
                    page.address,
                    page.form,
                    page.role,
                    page.score,
                    page.depth,
                    page.parent,
                    page.why,
                    page.anchor,
                    page.mark as i64,
                    page.hops
                ],
                |row| row.get(0),
            )
            .optional()
        })
    }

    /// A better link to a known address: its promise and score replace those of the first.
    pub fn raise(&self, id: i64, page: &NewPage<'_>) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "UPDATE page SET role = ?, score = ?, depth = min(depth, ?), parent = ?, why = ?, anchor = ?, mark = ?
                 WHERE id = ?",
            )?
            .execute(params![
                page.role,
                page.score,
                page.depth,
                page.parent,
                page.why,
                page.anchor,
                page.mark as i64,
                id
            ])
        })
        .map(drop)
    }

    /// Another link promises more of an address that is asked already.
    pub fn set_role(&self, id: i64, role: &str) -> Result<(), ArchiveError> {
        self.run(|db| db.prepare_cached("UPDATE page SET role = ? WHERE id = ?")?.execute(params![role, id]))
            .map(drop)
    }

    /// The page with the link to an address, and the score of the link.
    pub fn origin(&self, id: i64) -> Result<(Option<i64>, i32), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("SELECT parent, score FROM page WHERE id = ?")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        })
    }

    /// Sets how far an address is, without an answer.
    pub fn set_state(&self, id: i64, state: State, reason: &str) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("UPDATE page SET state = ?, reason = ? WHERE id = ?")?.execute(params![
                state.as_str(),
                reason,
                id
            ])
        })
        .map(drop)
    }

    /// Counts a try that gave nothing; the address waits on.
    pub fn tried(&self, id: i64, reason: &str) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("UPDATE page SET attempts = attempts + 1, reason = ? WHERE id = ?")?
                .execute(params![reason, id])
        })
        .map(drop)
    }

    /// Writes down what an address gave. Content that an earlier crawl got stays where the new answer has none.
    pub fn answer(
        &self,
        id: i64,
        state: State,
        answer: &Answer<'_>,
        content: Option<&Content>,
    ) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("UPDATE page SET state = ?, reason = ?, status = ? WHERE id = ?")?
                .execute(params![state.as_str(), answer.reason, answer.status, id])?;
            if !answer.kind.is_empty() {
                db.prepare_cached(
                    "UPDATE page SET kind = ?, title = ?, agency = ?, published = ?, family = ? WHERE id = ?",
                )?
                .execute(params![
                    answer.kind,
                    answer.title,
                    answer.agency,
                    answer.published,
                    answer.family,
                    id
                ])?;
            }
            if let Some(content) = content {
                db.prepare_cached(
                    "UPDATE page SET media = ?, sha256 = ?, fetched_at = ?, file = ?, offset = ?, etag = ?,
                     last_modified = ? WHERE id = ?",
                )?
                .execute(params![
                    answer.media,
                    content.sha256,
                    content.fetched_at,
                    content.file,
                    content.offset as i64,
                    content.etag,
                    content.last_modified,
                    id
                ])?;
            }
            Ok(())
        })
    }

    /// Writes down that an exchange is in the archive.
    pub fn receipt(&self, page: Option<i64>, receipt: &Receipt<'_>) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "INSERT INTO fetch (page, address, crawl, fetched_at, status, sha256, repeats, file, offset, length, note)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                page,
                receipt.address,
                receipt.crawl,
                receipt.fetched_at,
                receipt.status,
                receipt.sha256,
                receipt.repeats,
                &*receipt.place.file,
                receipt.place.offset as i64,
                receipt.place.length as i64,
                receipt.note
            ])
        })
        .map(drop)
    }

    /// The address with a number, as it is about to be asked.
    pub fn page(&self, id: i64) -> Result<PageRow, ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "SELECT p.site, p.address, p.form, p.role, p.depth, p.anchor, coalesce(q.kind, ''), p.hops, p.attempts,
                 p.sha256, p.fetched_at, p.etag, p.last_modified, p.file, p.offset, p.kind, p.mark
                 FROM page p LEFT JOIN page q ON q.id = p.parent WHERE p.id = ?",
            )?
            .query_row([id], |row| {
                let before = Content {
                    sha256: row.get(9)?,
                    fetched_at: row.get(10)?,
                    etag: row.get(11)?,
                    last_modified: row.get(12)?,
                    file: row.get(13)?,
                    offset: row.get::<_, i64>(14)? as u64,
                };
                Ok(PageRow {
                    id,
                    site: row.get(0)?,
                    address: row.get(1)?,
                    form: row.get(2)?,
                    role: row.get(3)?,
                    depth: row.get(4)?,
                    anchor: row.get(5)?,
                    parent_kind: row.get(6)?,
                    hops: row.get(7)?,
                    attempts: row.get(8)?,
                    before: (!before.sha256.is_empty()).then_some(before),
                    kind: row.get(15)?,
                    mark: row.get::<_, i64>(16)? as u64,
                })
            })
        })
    }

    /// Writes down what robots.txt of an authority says.
    pub fn set_host(&self, host: &HostRow) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "INSERT INTO host (authority, robots, status, fetched_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (authority) DO UPDATE SET robots = ?2, status = ?3, fetched_at = ?4",
            )?
            .execute(params![host.authority, host.robots, host.status, host.fetched_at])
        })
        .map(drop)
    }

    /// Writes down why an authority was given up; empty if it was not.
    pub fn give_up(&self, authority: &str, why: &str) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "INSERT INTO host (authority, gave_up) VALUES (?1, ?2)
                 ON CONFLICT (authority) DO UPDATE SET gave_up = ?2",
            )?
            .execute([authority, why])
        })
        .map(drop)
    }

    /// What was not on the disk after all is asked again: everything that the catalogue places behind the end.
    pub fn forget_behind(&self, end: &End) -> Result<usize, ArchiveError> {
        let (file, length) = (&*end.file, end.length as i64);
        self.run(|db| {
            db.execute("DELETE FROM fetch WHERE file > ?1 OR (file = ?1 AND offset >= ?2)", params![file, length])?;
            db.execute(
                "UPDATE page SET state = 'waiting', sha256 = '', file = '', offset = 0, etag = '', last_modified = ''
                 WHERE file != '' AND (file > ?1 OR (file = ?1 AND offset >= ?2))",
                params![file, length],
            )
        })
    }

    /// Begins another crawl over what is known: starts and reports wait again, the rest waits for a link to it.
    pub fn begin_again(&self) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.execute("UPDATE host SET robots = NULL, status = NULL, fetched_at = NULL, gave_up = ''", [])?;
            db.execute(
                "UPDATE page SET attempts = 0, state = CASE
                 WHEN depth = 0 OR role IN ('report', 'attachment') OR kind IN ('report', 'attachment') THEN 'waiting'
                 ELSE 'old' END WHERE state != 'waiting' AND NOT (state = 'redirect' AND reason LIKE ? || '%')",
                [SAME_ARTICLE],
            )
        })
        .map(drop)
    }
}
