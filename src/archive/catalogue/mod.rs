//! The catalogue of a crawl (`catalogue.sqlite`): what is to be asked, what each address gave and where that stands.
//!
//! One process writes ([`Catalogue`], with rows of `rows`); whoever reads a crawled folder opens it for reading
//! ([`Reader`]). [`schema.sql`](schema.sql) says what the columns mean.

mod known;
mod read;
mod rows;
mod write;

pub use read::{Document, Reader, Seen, StateCount, Version};
pub use rows::{Answer, Content, HostRow, NewPage, PageRow, Receipt, State};

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::ArchiveError;
use super::store::End;

/// The shape of the tables; another one is not written to.
const SHAPE: i64 = 1;

/// The catalogue, held by the process that crawls.
#[derive(Debug)]
pub struct Catalogue {
    path: PathBuf,
    db: Connection,
    _lock: File,
}

impl Catalogue {
    /// Opens the catalogue in a folder, which is made if it does not exist, and holds it for this process.
    pub fn open(dir: &Path) -> Result<Catalogue, ArchiveError> {
        let folder = super::archive_of(dir);
        fs::create_dir_all(&folder).map_err(|error| ArchiveError::file(&folder, error))?;
        let lock = lock(dir, &folder.join(".lock"))?;
        let path = super::catalogue_of(dir);
        let failed = |source| ArchiveError::Catalogue { path: path.clone(), source };
        let db = Connection::open(&path).map_err(failed)?;
        let shape = prepare(&db).map_err(failed)?;
        if shape != SHAPE {
            return Err(ArchiveError::Shape { path, found: shape, known: SHAPE });
        }
        Ok(Catalogue { path, db, _lock: lock })
    }

    /// Begins a transaction; what follows is kept as a whole or not at all.
    pub fn begin(&self) -> Result<(), ArchiveError> {
        self.run(|db| db.prepare_cached("BEGIN IMMEDIATE")?.execute([])).map(drop)
    }

    /// Ends the transaction: a kill no longer loses it.
    pub fn commit(&self) -> Result<(), ArchiveError> {
        self.run(|db| db.prepare_cached("COMMIT")?.execute([])).map(drop)
    }

    /// A value that the crawl remembers.
    pub fn meta(&self, key: &str) -> Result<Option<String>, ArchiveError> {
        self.run(|db| {
            db.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0)).optional()
        })
    }

    /// Remembers a value.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<(), ArchiveError> {
        self.run(|db| {
            db.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?, ?)")?.execute(params![key, value])
        })
        .map(drop)
    }

    /// The end of what was known to be on the disk when the archive was synced last.
    pub fn synced(&self) -> Result<Option<End>, ArchiveError> {
        let Some(text) = self.meta("synced")? else { return Ok(None) };
        let end = text
            .split_once(' ')
            .and_then(|(length, file)| Some(End { file: Arc::from(file), length: length.parse().ok()? }));
        Ok(end)
    }

    /// Remembers that the archive is on the disk up to here, and puts the catalogue there, too.
    pub fn set_synced(&self, end: &End) -> Result<(), ArchiveError> {
        self.set_meta("synced", &format!("{} {}", end.length, end.file))?;
        self.run(|db| db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())))
    }

    fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, ArchiveError> {
        work(&self.db).map_err(|source| ArchiveError::Catalogue { path: self.path.clone(), source })
    }
}

/// Makes the tables of a new catalogue; gives the shape of the one that is there.
fn prepare(db: &Connection) -> rusqlite::Result<i64> {
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // A kill of the process loses nothing this way; after a power cut the archive's end is looked at again.
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "cache_size", -16_000)?;
    db.set_prepared_statement_cache_capacity(64);
    let shape: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if shape == 0 {
        db.execute_batch(&format!(
            "BEGIN;\n{}\nPRAGMA user_version = {SHAPE};\nCOMMIT;",
            include_str!("schema.sql")
        ))?;
        return Ok(SHAPE);
    }
    Ok(shape)
}

fn lock(dir: &Path, path: &Path) -> Result<File, ArchiveError> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = file.map_err(|error| ArchiveError::file(path, error))?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(ArchiveError::Busy(dir.to_path_buf())),
        // A file system without locks: nothing is guarded there, but nothing is refused either.
        Err(fs::TryLockError::Error(_)) | Ok(()) => Ok(file),
    }
}
