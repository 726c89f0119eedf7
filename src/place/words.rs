//! The words of `data/agencies/words.csv`, by role.

use serde::{Deserialize, Serialize};

use super::error::{Wrong, lines};

/// A word for a zone found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ZoneWord<'w> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The word it stands for.
    pub(super) whole: &'w str,
}

/// The words.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Words {
    /// Each with the word it stands for.
    zones: Vec<(String, String)>,
    zones_of_branches: Vec<(String, String)>,
    pub(super) townships: Vec<String>,
    pub(super) offices: Vec<String>,
    pub(super) branches: Vec<String>,
    pub(super) levels: Vec<String>,
    pub(super) provincial: Vec<String>,
    /// Bodies whose names do not say where they are, each with the code of the region.
    pub(super) seats: Vec<(String, String)>,
    /// Each with the kind of body it means.
    pub(super) suffixes: Vec<(String, String)>,
    pub(super) parts: Vec<(String, String)>,
}

impl Words {
    /// Reads the words of a file.
    pub(super) fn read(text: &str) -> Result<Words, Wrong> {
        let mut words = Words::default();
        for line in lines(text, &["role", "word"])? {
            let (number, [role, word]) = line?;
            let (short, whole) = word.split_once('=').unwrap_or((word, word));
            let pair = (short.to_string(), whole.to_string());
            match role {
                "zone" => words.zones.push(pair),
                "zone_branch" => words.zones_of_branches.push(pair),
                "township" => words.townships.push(pair.0),
                "office" => words.offices.push(pair.0),
                "branch" => words.branches.push(pair.0),
                "provincial" => words.provincial.push(pair.0),
                "seat" => words.seats.push(pair),
                "level" => words.levels.push(pair.0),
                "suffix" => words.suffixes.push(pair),
                "word" => words.parts.push(pair),
                other => return Err((number, format!("{other:?} is no role of a word"))),
            }
        }
        let longest_first = |words: &mut Vec<String>| words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        [&mut words.townships, &mut words.offices, &mut words.branches, &mut words.levels]
            .into_iter()
            .for_each(longest_first);
        words.zones.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        words.suffixes.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Ok(words)
    }

    /// The first word for a zone in a text, the longest of those that begin there.
    pub(super) fn zone_in(&self, text: &str) -> Option<ZoneWord<'_>> {
        text.char_indices().find_map(|(start, _)| {
            let rest = text.get(start..)?;
            // The longest stand first.
            let (word, whole) = self.zones.iter().find(|(word, _)| rest.starts_with(word.as_str()))?;
            Some(ZoneWord { start, end: start + word.len(), whole })
        })
    }

    /// The zone that a branch serves: 高新 stands for 高新技术产业开发区.
    pub(super) fn zone_of_branch<'w>(&'w self, stem: &'w str) -> Option<&'w str> {
        let short =
            self.zones_of_branches.iter().find(|(word, _)| word == stem).map(|(_, whole)| whole.as_str());
        short.or_else(|| self.zone_in(stem).filter(|word| word.end == stem.len()).map(|_| stem))
    }

    /// The ways in which a name of a zone may be written: as it is, and with the short words for its last one.
    pub(super) fn zone_spellings<'w>(&'w self, name: &'w str) -> impl Iterator<Item = (&'w str, &'w str)> {
        let stem = self
            .zones
            .iter()
            .filter(|(word, whole)| word == whole)
            .find_map(|(_, whole)| name.strip_suffix(whole.as_str()).map(|stem| (stem, whole.as_str())));
        let (stem, last) = stem.unwrap_or((name, ""));
        let others = self.zones.iter().filter(move |(_, whole)| whole == last && !last.is_empty());
        std::iter::once((stem, last)).chain(others.map(move |(word, _)| (stem, word.as_str())))
    }
}
