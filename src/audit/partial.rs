//! Findings of some checks only (`--checks`): a file beside `findings.csv` names these, so that no command takes them for all.

use std::fs;
use std::io;
use std::path::Path;

use super::checks::Check;
use crate::dataset::DatasetError;
use crate::dataset::columns::FINDINGS;

/// The codes of the checks that were run, a line each; not there if all were.
const FILE: &str = ".findings.checks";

/// Says that the findings are those of some checks.
pub(super) fn mark(dir: &Path, chosen: &[&Check]) -> Result<(), DatasetError> {
    let path = dir.join(FILE);
    let codes: String = chosen.iter().map(|check| format!("{}\n", check.about.code)).collect();
    fs::write(&path, codes).map_err(|error| DatasetError::write(path, error))
}

/// Says that they are those of all.
pub(super) fn unmark(dir: &Path) -> Result<(), DatasetError> {
    let path = dir.join(FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(DatasetError::write(path, error)),
        _ => Ok(()),
    }
}

/// The checks that `findings.csv` is confined to, joined by commas; nothing if it has the findings of all, or is not there.
pub fn partial(dir: &Path) -> Option<String> {
    let codes = fs::read_to_string(dir.join(FILE)).ok().filter(|_| dir.join(FINDINGS.name).is_file())?;
    Some(codes.lines().collect::<Vec<_>>().join(", "))
}
