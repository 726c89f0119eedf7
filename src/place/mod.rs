//! Which place an agency belongs to, what kind of body it is, and under which one name it is known.
//!
//! Comes after `normalise`, which says what the agency is called in the report, and before `dataset`. The name is
//! read first ([`read`](self)); only where it fits several places, or leaves its place out, the document is asked ([`Clues`]).
//! What cannot be told is left empty: a wrong region is worse than none. Regions and bodies are data: `data/regions.csv`,
//! `data/regions_own.csv`, `data/agencies/*.csv`.

mod agency;
mod bodies;
mod choose;
mod clues;
mod error;
mod flag;
mod neighbours;
mod read;
mod region;
mod within;
mod words;

use std::path::Path;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::common::hex;
use bodies::Bodies;
use error::at_line;
use region::Regions;
use words::Words;

pub use agency::{Kind, Placed};
pub use clues::Clues;
pub use error::PlaceError;
pub use flag::{Flag, Flags};
pub use neighbours::Neighbours;

const KINDS: &str = include_str!("../../data/agencies/kinds.csv");
const BODIES: &str = include_str!("../../data/agencies/bodies.csv");
const NAMES: &str = include_str!("../../data/agencies/names.csv");
const CENTRAL: &str = include_str!("../../data/agencies/central.csv");
const WORDS: &str = include_str!("../../data/agencies/words.csv");

/// The files of a data folder, in the order in which they are read, and whether the folder has its own.
const FILES: [&str; 7] = [
    "agencies/words.csv",
    "agencies/kinds.csv",
    "agencies/bodies.csv",
    "agencies/names.csv",
    "agencies/central.csv",
    "regions.csv",
    "regions_own.csv",
];

/// Everything that is known of regions and bodies.
#[derive(Debug)]
struct Atlas {
    words: Words,
    bodies: Bodies,
    regions: Regions,
}

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
                #[expect(
                    clippy::expect_used,
                    reason = "part of the program; `the_built_in_lists_are_sound` tests it"
                )]
                Atlas::builtin().expect("built-in lists are sound")
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

    /// The kinds of bodies.
    pub fn kinds() -> Vec<Kind> {
        bodies::kind_rows(KINDS)
            .map(|[word, zh, en, vertical]| Kind { word, zh, en, vertical: vertical == "yes" })
            .collect()
    }
}

impl Atlas {
    fn builtin() -> Result<Atlas, PlaceError> {
        let (words, bodies) = Atlas::lists([WORDS, KINDS, BODIES, NAMES, CENTRAL].map(|text| ("", text)))?;
        let regions = Regions::builtin(&words)?;
        Ok(Atlas { words, bodies, regions })
    }

    fn of(texts: &[(String, Option<String>)]) -> Result<Atlas, PlaceError> {
        let [official, own] = region::builtin();
        let builtin = [WORDS, KINDS, BODIES, NAMES, CENTRAL, official, own];
        let mut files = texts
            .iter()
            .zip(builtin)
            .map(|((name, text), builtin)| (name.as_str(), text.as_deref().unwrap_or(builtin)));
        let mut next = || files.next().unwrap_or_default();
        let (words, bodies) = Atlas::lists([next(), next(), next(), next(), next()])?;
        let regions = Regions::of_files(next(), next(), &words)?;
        Ok(Atlas { words, bodies, regions })
    }

    fn lists(
        [words, kinds, names_of_bodies, names, central]: [(&str, &str); 5],
    ) -> Result<(Words, Bodies), PlaceError> {
        let in_file = |(file, _): (&str, &str)| {
            let file = file.to_string();
            move |wrong| at_line(&file, wrong)
        };
        let mut bodies = Bodies::default();
        let read = Words::read(words.1).map_err(in_file(words))?;
        bodies.read_kinds(kinds.1).map_err(in_file(kinds))?;
        bodies.read_bodies(names_of_bodies.1).map_err(in_file(names_of_bodies))?;
        bodies.read_names(names.1).map_err(in_file(names))?;
        bodies.read_central(central.1).map_err(in_file(central))?;
        Ok((read, bodies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_sound() {
        let atlas = Atlas::builtin().unwrap();
        assert_eq!(atlas.regions.name(atlas.regions.find("341322").unwrap()), "萧县");
        assert!(Places::kinds().iter().all(|kind| !kind.zh.is_empty() && !kind.en.is_empty()));
    }
}
