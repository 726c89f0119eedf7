//! A file of a dataset while the audit reads it: cells by the names of their columns, errors by file and line.

use std::path::Path;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::dataset::opened::{Opened, line_of, place_of};
use crate::dataset::{DatasetError, excel};

/// A CSV file of a dataset, read row by row by the names of its columns.
pub(in crate::audit) struct Table {
    file: Opened,
    record: csv::ByteRecord,
    places: Vec<Option<usize>>,
    /// Columns that this version does not know.
    pub(in crate::audit) unknown: Vec<String>,
}

impl Table {
    /// Opens a file. `columns` are the names that are read, the first `needed` of them must be there; `known` are names
    /// that are no surprise.
    pub(in crate::audit) fn open(
        dir: &Path,
        file: &'static str,
        columns: &[&'static str],
        needed: usize,
        known: &[&str],
    ) -> Result<Table, DatasetError> {
        let mut file = Opened::open(dir, file)?;
        let header = file.header()?;
        let mut places = Vec::with_capacity(columns.len());
        for (index, &column) in columns.iter().enumerate() {
            let place = place_of(&header, column);
            if place.is_none() && index < needed {
                return Err(DatasetError::MissingColumn { path: file.path, column });
            }
            places.push(place);
        }
        let unknown = header
            .iter()
            .map(str::trim)
            .filter(|name| !known.iter().chain(columns).any(|known| known.eq_ignore_ascii_case(name)))
            .map(str::to_string)
            .collect();
        Ok(Table { file, record: csv::ByteRecord::new(), places, unknown })
    }

    /// Goes to the next row; false at the end.
    pub(in crate::audit) fn advance(&mut self) -> Result<bool, DatasetError> {
        self.file.read_bytes(&mut self.record)
    }

    /// A cell of the row, by the index of its column in the list given to [`Table::open`].
    pub(in crate::audit) fn bytes(&self, column: usize) -> &[u8] {
        let place = self.places.get(column).copied().flatten();
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// A cell as text.
    pub(in crate::audit) fn text(&self, column: usize) -> Result<&str, DatasetError> {
        let text = std::str::from_utf8(self.bytes(column)).map_err(|_| self.not_text())?;
        Ok(if self.file.guarded { excel::original(text) } else { text })
    }

    /// An error where any cell of the row is no text, also one that is not read: in a file of another encoding none is what it seems.
    pub(super) fn is_text(&self) -> Result<(), DatasetError> {
        let is_text = |cell| std::str::from_utf8(cell).is_ok();
        if self.record.iter().all(is_text) { Ok(()) } else { Err(self.not_text()) }
    }

    fn not_text(&self) -> DatasetError {
        DatasetError::Csv {
            path: self.file.path.clone(),
            line: Some(self.line()),
            problem: "not in UTF-8; save it as \"CSV UTF-8\"".to_string(),
        }
    }

    /// A cell as a number; nothing where it is empty.
    pub(in crate::audit) fn number<T: FromStr>(
        &self,
        column: usize,
        name: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, DatasetError> {
        let text = self.text(column)?.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.wrong(column, name, expected))
    }

    pub(super) fn decimal(&self, column: usize) -> Result<Option<Decimal>, DatasetError> {
        let bytes = self.bytes(column);
        if let [digit @ b'0'..=b'9'] = bytes {
            return Ok(Some(Decimal::from(digit - b'0')));
        }
        self.number(column, "value", "a plain number")
    }

    /// The error that a cell holds what its column may not.
    pub(in crate::audit) fn wrong(
        &self,
        column: usize,
        name: &'static str,
        expected: &'static str,
    ) -> DatasetError {
        let found = String::from_utf8_lossy(self.bytes(column)).chars().take(40).collect();
        DatasetError::Cell {
            path: self.file.path.clone(),
            line: self.line(),
            column: name.to_string(),
            found,
            expected,
        }
    }

    /// The line of the row, counting from 1.
    pub(in crate::audit) fn line(&self) -> u64 {
        self.record.position().map_or(0, |at| line_of(&self.file.path, at, self.file.shift))
    }
}
