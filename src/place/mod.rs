//! Which place an agency belongs to, what kind of body it is, and under which one name it is known.
//!
//! Comes after `normalise`, which says what the agency is called in the report, and before `dataset`. The name is
//! read first ([`read`](self)); only where it fits several places, or leaves its place out, the document is asked ([`Clues`]).
//! What cannot be told is left empty: a wrong region is worse than none. Regions and bodies are data: `data/regions.csv`,
//! `data/regions_own.csv`, `data/agencies/*.csv`.

mod agency;
mod atlas;
mod bodies;
mod choose;
mod clues;
mod error;
mod flag;
mod kinds;
mod neighbours;
mod read;
mod region;
mod within;
mod words;

use std::path::Path;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::common::hex;
use atlas::{Atlas, FILES};

pub use agency::Placed;
pub use clues::Clues;
pub use error::PlaceError;
pub use flag::{Flag, Flags};
pub use kinds::{Kind, kinds};
pub use neighbours::Neighbours;

/// What `build.rs` made of [`Atlas::of_repository`].
const ATLAS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/atlas"));

/// Places agencies. Made once, shared by all workers; the built-in lists are read when the first agency is placed.
#[derive(Debug, Default)]
pub struct Places {
    own: Option<Box<Atlas>>,
    digest: String,
}

impl Places {
    /// By the lists that are built into the program.
    pub const fn builtin() -> Places {
        Places { own: None, digest: String::new() }
    }

    /// By the lists in `dir`, laid out as `data/` in the repository; a list that it does not have is the built-in one.
    pub fn load(dir: &Path) -> Result<Places, PlaceError> {
        let mut texts: Vec<(String, Option<String>)> = Vec::new();
        for file in FILES {
            let path = dir.join(file);
            match std::fs::read_to_string(&path) {
                Ok(text) => texts.push((path.display().to_string(), Some(text))),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    texts.push((file.to_string(), None))
                }
                Err(source) => return Err(PlaceError::Read { path, source }),
            }
        }
        if texts.iter().all(|(_, text)| text.is_none()) {
            return Ok(Places::builtin());
        }
        let mut digest = Sha256::new();
        for (_, text) in &texts {
            digest.update(text.as_deref().unwrap_or_default());
            digest.update([0]);
        }
        let atlas = Atlas::of(&texts)?;
        Ok(Places { own: Some(Box::new(atlas)), digest: hex(&digest.finalize()) })
    }

    /// What the lists are, where they are not those of the program: rows made by others are not taken over.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    /// Reads the built-in lists if they are what is used, so that whoever places the first agency need not.
    pub fn prepare(&self) {
        self.atlas();
    }

    fn atlas(&self) -> &Atlas {
        static BUILTIN: OnceLock<Atlas> = OnceLock::new();
        match &self.own {
            Some(atlas) => atlas,
            None => BUILTIN.get_or_init(|| {
                #[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
                Atlas::unpack(ATLAS).expect("built-in lists are whole")
            }),
        }
    }

    /// The place of an agency, from its name, and where that is not enough from what else the report says.
    pub fn place(&self, agency: &str, year: Option<u16>, clues: &Clues<'_>) -> Placed {
        agency::place(self.atlas(), agency, year, clues)
    }

    /// The same again for a row of a dataset, whose region is known already.
    pub fn describe(&self, agency: &str, year: Option<u16>, region_code: &str, source: &str) -> Placed {
        agency::describe(self.atlas(), agency, year, region_code, source)
    }

    /// The name of the region with a code of GB/T 2260, after those it lies in: 湖北省襄阳市.
    pub fn region(&self, code: &str) -> Option<String> {
        let regions = &self.atlas().regions;
        let mut names: Vec<&str> = regions.upwards(regions.find(code)?).map(|id| regions.name(id)).collect();
        names.reverse();
        Some(names.concat())
    }

    /// The regions that a name may stand for, by code and whole name: 江苏省 and 江苏 for 江苏省.
    pub fn called(&self, name: &str) -> Vec<(String, String)> {
        let regions = &self.atlas().regions;
        let mut found: Vec<String> =
            regions.called(name).map(|found| regions.code(found.id).to_string()).collect();
        found.sort();
        found.dedup();
        found.into_iter().filter_map(|code| Some((code.clone(), self.region(&code)?))).collect()
    }

    /// The place of an agency whose name was left open, from the agencies around it; nothing if they do not tell.
    pub fn settle(
        &self,
        agency: &str,
        year: Option<u16>,
        source: &str,
        around: &Neighbours,
    ) -> Option<Placed> {
        agency::settle(self.atlas(), agency, year, source, around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_lists_say() {
        let atlas = Atlas::of_repository().unwrap();
        assert_eq!(atlas.regions.name(atlas.regions.find("341322").unwrap()), "萧县");
        assert_eq!(atlas.pack().unwrap(), ATLAS);
        assert_eq!(format!("{:?}", Atlas::unpack(ATLAS).unwrap()), format!("{atlas:?}"));
        assert!(kinds().iter().all(|kind| !kind.zh.is_empty() && !kind.en.is_empty()));
    }
}
