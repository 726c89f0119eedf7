//! CSV files that may or may not be there: what other commands add to a dataset, and tables of a person's own.

use std::path::Path;

use crate::dataset::DatasetError;
use crate::dataset::opened::Opened;

/// Shows some columns of each row of `file` in `dir`; nothing where there is no such file.
pub(super) fn visit<const N: usize>(
    dir: &Path,
    file: &str,
    columns: [&'static str; N],
    show: impl FnMut([&str; N]),
) -> Result<(), DatasetError> {
    visit_if_there(dir, file, columns, &[], show)
}

/// The same, where some columns may be missing, as in the dataset of an earlier version: their cells are empty.
pub(super) fn visit_if_there<const N: usize>(
    dir: &Path,
    file: &str,
    columns: [&'static str; N],
    may_miss: &[&str],
    mut show: impl FnMut([&str; N]),
) -> Result<(), DatasetError> {
    let mut rows = csv::ReaderBuilder::new();
    rows.flexible(true);
    let Some(mut opened) = Opened::at(dir.join(file), rows)? else { return Ok(()) };
    let header = opened.header()?;
    let mut places = [None; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|name| name.trim_start_matches('\u{feff}').trim() == column);
        if found.is_none() && !may_miss.contains(&column) {
            return Err(DatasetError::MissingColumn { path: opened.path.clone(), column });
        }
        *place = found;
    }
    let mut record = csv::StringRecord::new();
    while opened.read(&mut record)? {
        show(places.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default()));
    }
    Ok(())
}
