//! What the audit keeps of each report until all are read: a database in a file without a name, that the system removes. Memory
//! holds a few pages of it, however many reports there are.

use std::io;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::sheet::{Facts, UnplacedRow};
use crate::dataset::DatasetError;
use crate::report::Status;

/// A temporary database in one transaction that is never ended: pages go to the file only when the cache is full, and nothing
/// waits for the disk.
const SHAPE: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    PRAGMA cache_size = -2000;
    CREATE TABLE report (id TEXT PRIMARY KEY, place INTEGER, status TEXT, region TEXT, township INTEGER, agency TEXT, pdf INTEGER)
        WITHOUT ROWID;
    CREATE TABLE unplaced (place INTEGER, of_table TEXT, label TEXT, numbers TEXT);
    CREATE TABLE agency (number INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT);
    CREATE TABLE record (place INTEGER PRIMARY KEY, id TEXT, agency INTEGER, year INTEGER, source TEXT, region TEXT,
        fingerprint INTEGER, clean INTEGER, placed INTEGER, firm INTEGER, numbers BLOB, growths INTEGER, doubts TEXT);
    CREATE TABLE growth (place INTEGER, key TEXT, percent TEXT, sentence_no TEXT, sentence TEXT);
    BEGIN;";

/// The database.
#[derive(Debug)]
pub(in crate::audit) struct Store {
    db: Connection,
}

impl Store {
    /// An empty one.
    pub(in crate::audit) fn new() -> Result<Store, DatasetError> {
        let db = Connection::open("").map_err(failed)?;
        db.execute_batch(SHAPE).map_err(failed)?;
        Ok(Store { db })
    }

    /// Does something with the database.
    pub(in crate::audit) fn run<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DatasetError> {
        work(&self.db).map_err(failed)
    }

    /// Keeps what `reports.csv` says of a report; false if there is one of that name.
    pub(in crate::audit) fn add_report(&self, id: &str, facts: &Facts) -> Result<bool, DatasetError> {
        let Facts { order, status, region_code, agency_id, is_township, is_pdf } = facts;
        let row = params![
            id,
            order,
            status.as_str(),
            region_code.as_str(),
            is_township,
            agency_id.as_str(),
            is_pdf
        ];
        let insert = "INSERT OR IGNORE INTO report VALUES (?, ?, ?, ?, ?, ?, ?)";
        self.run(|db| Ok(db.prepare_cached(insert)?.execute(row)? > 0))
    }

    /// What `reports.csv` says of a report; nothing if it has none of that name.
    pub(in crate::audit) fn facts(&self, id: &str) -> Result<Option<Facts>, DatasetError> {
        let read = |row: &Row<'_>| {
            let status: String = row.get(1)?;
            Ok(Facts {
                order: row.get(0)?,
                status: Status::ALL
                    .into_iter()
                    .find(|known| known.as_str() == status)
                    .unwrap_or(Status::Unreadable),
                region_code: row.get::<_, String>(2)?.into(),
                is_township: row.get(3)?,
                agency_id: row.get::<_, String>(4)?.into(),
                is_pdf: row.get(5)?,
            })
        };
        let select = "SELECT place, status, region, township, agency, pdf FROM report WHERE id = ?";
        self.run(|db| db.prepare_cached(select)?.query_row([id], read).optional())
    }

    /// Keeps a printed row without a place in the form.
    pub(in crate::audit) fn add_unplaced(
        &self,
        order: u32,
        table: &str,
        label: &str,
        numbers: &str,
    ) -> Result<(), DatasetError> {
        let insert = "INSERT INTO unplaced VALUES (?, ?, ?, ?)";
        self.run(|db| db.prepare_cached(insert)?.execute(params![order, table, label, numbers])).map(drop)
    }

    /// To be called when all such rows are kept, before they are asked for.
    pub(in crate::audit) fn index_unplaced(&self) -> Result<(), DatasetError> {
        self.run(|db| db.execute_batch("CREATE INDEX by_place ON unplaced (place)"))
    }

    /// The printed rows of a report without a place in the form.
    pub(in crate::audit) fn unplaced(&self, order: u32) -> Result<Vec<UnplacedRow>, DatasetError> {
        let read = |row: &Row<'_>| {
            let (table, numbers) = (row.get::<_, String>(0)?, row.get::<_, String>(2)?);
            Ok(UnplacedRow::new(&table, row.get(1)?, &numbers))
        };
        let select = "SELECT of_table, label, numbers FROM unplaced WHERE place = ? ORDER BY rowid";
        self.run(|db| db.prepare_cached(select)?.query_map([order], read)?.collect())
    }
}

/// What went wrong is nearly always that there is no room for temporary files.
fn failed(error: rusqlite::Error) -> DatasetError {
    use rusqlite::ErrorCode;
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        _ => io::ErrorKind::Other,
    };
    let error =
        if kind == io::ErrorKind::StorageFull { io::Error::from(kind) } else { io::Error::other(error) };
    DatasetError::write(std::env::temp_dir(), error)
}
