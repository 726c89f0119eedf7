//! What a dataset was made with, so that its rows are only taken over by a run that would make the same.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::error::DatasetError;
use crate::common::hex;
use crate::place::Places;
use crate::template::Forms;

/// What a dataset was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The version of the program.
    version: String,
    /// Size and date of the program file: a new build reads everything again, also under an old version number.
    program: String,
    /// Digest of the forms, aliases and word lists.
    forms: String,
    /// Digest of the lists of regions and bodies; empty for the built-in ones.
    #[serde(default)]
    places: String,
    /// The years asked for.
    years: String,
    /// Whether the files are made for Excel.
    excel: bool,
    /// Checksums of the finished files; empty while they are being written.
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
}

impl State {
    /// What this program would make with these forms and options.
    pub fn new(forms: &Forms, places: &Places, years: &str, excel: bool) -> State {
        State {
            version: env!("CARGO_PKG_VERSION").to_string(),
            program: program().unwrap_or_default(),
            forms: hex(&forms.digest()),
            places: places.digest().to_string(),
            years: years.to_string(),
            excel,
            files: BTreeMap::new(),
        }
    }

    /// Whether the files are made for Excel.
    pub fn excel(&self) -> bool {
        self.excel
    }

    /// Whether rows made with `other` are the rows that would be made with this.
    pub(super) fn makes_what(&self, other: &State) -> bool {
        State { files: BTreeMap::new(), ..self.clone() } == State { files: BTreeMap::new(), ..other.clone() }
    }

    /// What the finished dataset in a folder was made with; nothing if there is none of ours.
    pub(super) fn of_dataset(dir: &Path) -> Option<State> {
        State::load(&super::work::state_of_dataset(dir))
    }

    /// The state in a file; nothing if there is none that can be understood.
    pub(super) fn load(path: &Path) -> Option<State> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    pub(super) fn save(&self, path: &Path) -> Result<(), DatasetError> {
        let text =
            serde_json::to_string_pretty(self).map_err(|error| DatasetError::write(path, error.into()))?;
        overwrite(path, (text + "\n").as_bytes()).map_err(|error| DatasetError::write(path, error))
    }
}

/// Writes a file, over one that is there: file systems write down at once what comes to stand in a file that was emptied, and
/// what goes over it costs nothing.
fn overwrite(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = fs::File::options().write(true).create(true).truncate(false).open(path)?;
    file.write_all(text)?;
    if file.metadata()?.len() > text.len() as u64 { file.set_len(text.len() as u64) } else { Ok(()) }
}

fn program() -> Option<String> {
    let metadata = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}.{:09}", metadata.len(), built.as_secs(), built.subsec_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_longer_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        for text in ["short", "a longer one", "short", ""] {
            overwrite(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
