//! CSV files that may or may not be there: what other commands add to a dataset, and tables of a person's own.

use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::Path;

use crate::dataset::DatasetError;

/// Shows some columns of each row of `file` in `dir`; nothing where there is no such file.
pub(super) fn visit<const N: usize>(
    dir: &Path,
    file: &str,
    columns: [&'static str; N],
    mut show: impl FnMut([&str; N]),
) -> Result<(), DatasetError> {
    let path = dir.join(file);
    let source = match File::open(&path) {
        Ok(source) => source,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(DatasetError::read(path, error)),
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::new(source));
    let header = reader.headers().map_err(|error| DatasetError::csv(&path, error))?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|name| name.trim_start_matches('\u{feff}').trim() == column);
        *place = found.ok_or_else(|| DatasetError::MissingColumn { path: path.clone(), column })?;
    }
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| DatasetError::csv(&path, error))? {
        show(places.map(|place| record.get(place).unwrap_or_default()));
    }
    Ok(())
}
