//! How many bytes each input has in each file of a run that is under way: what shows, should it be killed, whether a file
//! has lost some of them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::id::ReportKey;
use super::row::{Part, Rows};

/// The bytes of an input in each file, in the order of [`Part::ALL`].
pub(super) type Lengths = [u64; Part::COUNT];

/// Where they stand. The name is none that becomes a file of the dataset.
pub(super) fn in_run(run: &Path) -> PathBuf {
    run.join("lengths")
}

/// The line for an input.
pub(super) fn line(key: ReportKey, rows: &Rows) -> String {
    let lengths: Vec<String> = rows.bytes.iter().map(|bytes| bytes.len().to_string()).collect();
    format!("{} {}\n", key.id(0), lengths.join(" "))
}

/// The lines that are whole.
pub(super) fn read(path: &Path) -> HashMap<ReportKey, Lengths> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let whole = text.rfind('\n').and_then(|end| text.get(..end)).unwrap_or_default();
    let line = |line: &str| {
        let (key, lengths) = line.split_once(' ')?;
        let lengths: Vec<u64> = lengths.split(' ').map_while(|length| length.parse().ok()).collect();
        Some((ReportKey::of_id(key.as_bytes())?, lengths.try_into().ok()?))
    };
    whole.lines().filter_map(line).collect()
}
