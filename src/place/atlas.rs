//! Everything that is known of regions and bodies, read from the texts of their lists or from what was made of them before.

use super::bodies::Bodies;
use super::error::{PlaceError, at_line};
use super::region::{self, Packed, Regions};
use super::words::Words;

pub(super) const KINDS: &str = include_str!("../../data/agencies/kinds.csv");
const BODIES: &str = include_str!("../../data/agencies/bodies.csv");
const NAMES: &str = include_str!("../../data/agencies/names.csv");
const CENTRAL: &str = include_str!("../../data/agencies/central.csv");
const WORDS: &str = include_str!("../../data/agencies/words.csv");

/// The files of a data folder, in the order in which they are read.
pub(super) const FILES: [&str; 7] = [
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
pub(crate) struct Atlas {
    pub(super) words: Words,
    pub(super) bodies: Bodies,
    pub(super) regions: Regions,
}

impl Atlas {
    /// By the lists of the repository. What the program starts with is made of it when it is built: see [`Atlas::pack`].
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn of_repository() -> Result<Atlas, PlaceError> {
        let (words, bodies) = Atlas::lists([WORDS, KINDS, BODIES, NAMES, CENTRAL].map(|text| ("", text)))?;
        let regions = Regions::of_repository(&words)?;
        Ok(Atlas { words, bodies, regions })
    }

    /// By the texts of [`FILES`], each with its name; those that are missing are those of the repository.
    pub(super) fn of(texts: &[(String, Option<String>)]) -> Result<Atlas, PlaceError> {
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

    /// As bytes, without the texts of the regions.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn pack(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&(&self.words, &self.bodies, self.regions.pack()))
    }

    /// From the bytes that were made of the lists of the repository; nothing if they are not whole.
    pub(super) fn unpack(bytes: &'static [u8]) -> Option<Atlas> {
        let (words, bodies, regions): (_, _, Packed<'static>) = postcard::from_bytes(bytes).ok()?;
        Some(Atlas { words, bodies, regions: Regions::unpack(regions)? })
    }
}
