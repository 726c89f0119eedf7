//! Reading the catalogue: what waits, and the documents of a crawled folder.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Row, params};

use super::{Catalogue, HostRow};
use crate::archive::error::ArchiveError;
use crate::archive::{archive_of, catalogue_of};

/// How many rows are read at once, so that memory does not grow with the crawl.
const BATCH: i64 = 1000;

/// An address that is known.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its number.
    pub id: i64,
    /// Its site.
    pub site: i64,
    /// The address.
    pub address: String,
    /// The body of a POST.
    pub form: String,
    /// What the links promise.
    pub role: String,
    /// Its score.
    pub score: i32,
    /// Links from the start.
    pub depth: u16,
    /// How far it is.
    pub state: String,
    /// Whether it was asked, with or without an answer.
    pub asked: bool,
}

/// How many addresses of a site are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCount {
    /// Name of the site, or its domain.
    pub site: String,
    /// The state.
    pub state: String,
    /// What the pages turned out to be, or what was expected of them.
    pub kind: String,
    /// How many.
    pub count: u64,
}

/// A document of a crawled folder: an address whose content is in the archive, or the reason why it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The address.
    pub address: String,
    /// The body of a POST.
    pub form: String,
    /// How far it is.
    pub state: String,
    /// Why.
    pub reason: String,
    /// What the links promised.
    pub role: String,
    /// What it turned out to be.
    pub kind: String,
    /// The words of the link.
    pub anchor: String,
    /// The agency it seems to belong to.
    pub agency: String,
    /// The day it says it was published.
    pub published: String,
    /// Region of the site.
    pub region: String,
    /// Media type.
    pub media: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// When it was fetched.
    pub fetched_at: String,
    /// WARC file; empty if there is no content.
    pub file: String,
    /// Where in it.
    pub offset: u64,
    number: i64,
}

/// A content that an address gave at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The address.
    pub address: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// When it was fetched first.
    pub fetched_at: String,
    /// WARC file.
    pub file: String,
    /// Where in it.
    pub offset: u64,
    /// Region of the site.
    pub region: String,
}

impl Catalogue {
    /// Calls `each` for every address that is known, in the order in which they were found.
    pub fn each_seen(&self, mut each: impl FnMut(Seen)) -> Result<(), ArchiveError> {
        self.run(|db| {
            let mut query = db.prepare(
                "SELECT id, site, address, form, role, score, depth, state, status IS NOT NULL FROM page ORDER BY id",
            )?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                each(Seen {
                    id: row.get(0)?,
                    site: row.get(1)?,
                    address: row.get(2)?,
                    form: row.get(3)?,
                    role: row.get(4)?,
                    score: row.get(5)?,
                    depth: row.get(6)?,
                    state: row.get(7)?,
                    asked: row.get(8)?,
                });
            }
            Ok(())
        })
    }

    /// What is known of the authorities.
    pub fn hosts(&self) -> Result<Vec<HostRow>, ArchiveError> {
        self.run(|db| {
            db.prepare("SELECT authority, robots, status, fetched_at FROM host WHERE status IS NOT NULL")?
                .query_map([], |row| {
                    Ok(HostRow {
                        authority: row.get(0)?,
                        robots: row.get(1)?,
                        status: row.get(2)?,
                        fetched_at: row.get(3)?,
                    })
                })?
                .collect()
        })
    }

    /// How many addresses of each site are in each state.
    pub fn counts(&self) -> Result<Vec<StateCount>, ArchiveError> {
        self.run(|db| {
            db.prepare(
                "SELECT CASE WHEN s.name = '' THEN s.domain ELSE s.name END, p.state,
                 CASE WHEN p.kind = '' THEN p.role ELSE p.kind END AS what, count(*)
                 FROM page p JOIN site s ON s.id = p.site GROUP BY s.id, p.state, what ORDER BY s.id, p.state, what",
            )?
            .query_map([], |row| {
                Ok(StateCount {
                    site: row.get(0)?,
                    state: row.get(1)?,
                    kind: row.get(2)?,
                    count: row.get::<_, i64>(3)? as u64,
                })
            })?
            .collect()
        })
    }
}

/// The catalogue of a crawled folder, for reading.
#[derive(Debug)]
pub struct Reader {
    dir: PathBuf,
    db: Connection,
}

impl Reader {
    /// Opens the catalogue of a folder.
    pub fn open(dir: &Path) -> Result<Reader, ArchiveError> {
        let path = catalogue_of(dir);
        let failed = |source| ArchiveError::Catalogue { path: path.clone(), source };
        // A reader of a write-ahead log has to be able to write beside it; where it cannot, the file is read as it is.
        let open = |flags| {
            let db = Connection::open_with_flags(&path, flags)?;
            db.busy_timeout(std::time::Duration::from_secs(10))?;
            db.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?;
            Ok(db)
        };
        let db = open(OpenFlags::SQLITE_OPEN_READ_WRITE)
            .or_else(|_| open(OpenFlags::SQLITE_OPEN_READ_ONLY))
            .map_err(failed)?;
        Ok(Reader { dir: dir.to_path_buf(), db })
    }

    /// Where a WARC file of this folder is.
    pub fn path_of(&self, file: &str) -> PathBuf {
        archive_of(&self.dir).join(file)
    }

    /// The documents after one of them, in the order of their addresses: whatever the order in which they were fetched.
    /// Those are all pages that are in the archive, and what should be there and is not. Of web pages of one site with the
    /// same content, the one with the shortest address stands for all.
    pub fn documents_after(&self, last: Option<&Document>) -> Result<Vec<Document>, ArchiveError> {
        let (address, number) = last.map_or(("", 0), |last| (last.address.as_str(), last.number));
        self.run(|db| {
            db.prepare_cached(
                "SELECT p.address, p.form, p.state, p.reason, p.role, p.kind, p.agency, p.published, s.region, p.media,
                 p.sha256, p.fetched_at, p.file, p.offset, p.id, p.anchor FROM page p JOIN site s ON s.id = p.site
                 WHERE (p.address > ?1 OR (p.address = ?1 AND p.id > ?2)) AND (p.file != '' OR p.state = 'blocked'
                 OR (p.state IN ('failed', 'refused', 'left', 'waiting')
                 AND (p.role IN ('report', 'attachment') OR p.depth = 0 AND p.parent IS NULL)))
                 AND NOT EXISTS (SELECT 1 FROM page q WHERE p.sha256 != '' AND p.kind != 'attachment' AND q.sha256 = p.sha256 AND q.site = p.site
                 AND (length(q.address), q.address) < (length(p.address), p.address))
                 ORDER BY p.address, p.id LIMIT ?3",
            )?
            .query_map(params![address, number, BATCH], document)?
            .collect()
        })
    }

    /// Every content of addresses that gave more than one, oldest first, by address.
    pub fn changed(&self) -> Result<Vec<Version>, ArchiveError> {
        self.run(|db| {
            db.prepare(
                "SELECT address, sha256, fetched_at, file, offset,
                 (SELECT s.region FROM page p JOIN site s ON s.id = p.site WHERE p.id = fetch.page) FROM fetch WHERE status = 200 AND sha256 != ''
                 AND repeats = 0 AND page IN (SELECT page FROM fetch WHERE status = 200 AND sha256 != ''
                 AND repeats = 0 GROUP BY page HAVING count(DISTINCT sha256) > 1) ORDER BY address, page, id",
            )?
            .query_map([], |row| {
                Ok(Version {
                    address: row.get(0)?,
                    sha256: row.get(1)?,
                    fetched_at: row.get(2)?,
                    file: row.get(3)?,
                    offset: row.get::<_, i64>(4)? as u64,
                    region: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                })
            })?
            .collect()
        })
    }

    fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, ArchiveError> {
        work(&self.db).map_err(|source| ArchiveError::Catalogue { path: catalogue_of(&self.dir), source })
    }
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        address: row.get(0)?,
        form: row.get(1)?,
        state: row.get(2)?,
        reason: row.get(3)?,
        role: row.get(4)?,
        kind: row.get(5)?,
        agency: row.get(6)?,
        published: row.get(7)?,
        region: row.get(8)?,
        media: row.get(9)?,
        sha256: row.get(10)?,
        fetched_at: row.get(11)?,
        file: row.get(12)?,
        offset: row.get::<_, i64>(13)? as u64,
        number: row.get(14)?,
        anchor: row.get(15)?,
    })
}
