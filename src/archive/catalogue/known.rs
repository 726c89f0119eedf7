//! What the catalogue knows that decides whether an address has to be asked at all.

use rusqlite::{OptionalExtension, params};

use super::{Catalogue, Content, State};
use crate::archive::error::ArchiveError;

/// How the reason of an address begins that is another one of an article known already.
pub(super) const SAME_ARTICLE: &str = "the same article as ";

impl Catalogue {
    /// An address turned out to be another one of an article that is known: it is not asked.
    pub fn set_same(&self, id: i64, first: &str) -> Result<(), ArchiveError> {
        self.set_state(id, State::Redirect, &format!("{SAME_ARTICLE}{first}"))
    }

    /// Another address of an article, which was not asked because the article was known by this one.
    pub fn same_as(&self, address: &str) -> Result<Option<i64>, ArchiveError> {
        let reason = format!("{}{address}", SAME_ARTICLE);
        self.run(|db| {
            db.prepare_cached("SELECT min(id) FROM page WHERE state = 'redirect' AND reason = ?")?
                .query_row([reason], |row| row.get(0))
        })
    }

    /// How far an address is, the address, and the words of the link to it.
    pub fn state(&self, id: i64) -> Result<(String, String, String), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("SELECT state, address, anchor FROM page WHERE id = ?")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        })
    }

    /// What this crawl got for an address under any fragment, with its media type.
    pub fn under_any_fragment(&self, bare: &str) -> Result<Option<(Content, String)>, ArchiveError> {
        self.run(|db| {
            // '$' comes after '#': all between is this address with a fragment.
            db.prepare_cached(
                "SELECT sha256, fetched_at, etag, last_modified, file, offset, media FROM page
                 WHERE state = 'done' AND file != '' AND form = '' AND (address = ?1 OR address > ?1 || '#' AND address < ?1 || '$')
                 ORDER BY id LIMIT 1",
            )?
            .query_row([bare], |row| {
                let content = Content {
                    sha256: row.get(0)?,
                    fetched_at: row.get(1)?,
                    etag: row.get(2)?,
                    last_modified: row.get(3)?,
                    file: row.get(4)?,
                    offset: row.get::<_, i64>(5)? as u64,
                };
                Ok((content, row.get(6)?))
            })
            .optional()
        })
    }

    /// What was expected to be reports behind the links of a page, with a score up to this: how many are, and how many were asked.
    pub fn expected_of(&self, parent: i64, score: i32) -> Result<(u32, u32), ArchiveError> {
        self.run(|db| {
            db.prepare_cached(
                "SELECT coalesce(sum(kind IN ('report', 'attachment')), 0), count(*) FROM page
                 WHERE parent = ? AND score <= ? AND state = 'done' AND role IN ('report', 'attachment')",
            )?
            .query_row(params![parent, score], |row| Ok((row.get(0)?, row.get(1)?)))
        })
    }

    /// The pages of a site that may name reports on any year: lists, columns, and reports at addresses that hold a year.
    pub fn with_years(&self, site: i64) -> Result<Vec<i64>, ArchiveError> {
        self.run(|db| {
            db.prepare(
                "SELECT id FROM page WHERE site = ? AND state = 'done' AND file != '' AND (kind IN ('list', 'column')
                 OR kind = 'report' AND (depth = 0 OR role = 'list' OR address LIKE '%?%' OR address GLOB '*/[12][0-9][0-9][0-9].*'))
                 ORDER BY id",
            )?
            .query_map([site], |row| row.get(0))?
            .collect()
        })
    }
}
