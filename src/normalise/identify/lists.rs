//! The word lists of `data/identify/`. What a word means is said by its role, the first column.

use serde::{Deserialize, Serialize};

use crate::normalise::find;
use crate::template::lists::{self, rows};

/// Words to be found, that stay as long as the program runs.
type Finder<T> = find::Finder<T, &'static str>;

/// Words tried at one place, longest first.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct List(#[serde(borrow)] Vec<Entry<'static>>);

/// A word with its first and last character, which settle most comparisons.
#[derive(Debug, Serialize, Deserialize)]
struct Entry<'w> {
    word: &'w str,
    first: Option<char>,
    last: Option<char>,
}

impl List {
    fn new(mut words: Vec<&'static str>) -> List {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let entry = |word: &'static str| {
            let mut chars = word.chars();
            let (first, last) = (word.chars().next(), chars.next_back());
            Entry { word, first, last }
        };
        List(words.into_iter().map(entry).collect())
    }

    /// What follows the longest word that `text` begins with.
    pub(super) fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let first = Some(text.chars().next()?);
        let mut entries = self.0.iter().filter(|entry| entry.first == first);
        entries.find_map(|entry| text.strip_prefix(entry.word))
    }

    /// What stands before the longest word that `text` ends with.
    pub(super) fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let last = Some(text.chars().next_back()?);
        let mut entries = self.0.iter().filter(|entry| entry.last == last);
        entries.find_map(|entry| text.strip_suffix(entry.word))
    }

    /// Whether `text` is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.0.iter().any(|entry| entry.word == text)
    }

    /// The words, longest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|entry| entry.word)
    }
}

/// What surrounds a name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Cue {
    Before,
    After,
    Contact,
}

/// A word of `section_words.csv`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct SectionWord {
    /// Which section of the form, from 1.
    pub(super) section: u8,
    /// It names the section without a number before it.
    pub(super) alone: bool,
}

/// All lists.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Words {
    pub(super) endings: List,
    pub(super) places: List,
    pub(super) place_starts: List,
    pub(super) townships: List,
    pub(super) governments: List,
    #[serde(borrow)]
    pub(super) abbreviations: Vec<(&'static str, &'static str)>,
    pub(super) selves: List,
    pub(super) basis_bodies: List,
    pub(super) never: Finder<()>,
    pub(super) subjects: Finder<()>,
    pub(super) fillers: List,
    pub(super) reports: List,
    pub(super) leads: List,
    pub(super) verbs: List,
    pub(super) orders: List,
    pub(super) continuations: List,
    pub(super) labels: List,
    pub(super) trails: List,
    pub(super) sites: List,
    pub(super) sections: Finder<SectionWord>,
    /// The words of `sections` that need no number.
    pub(super) lone_sections: List,
    pub(super) cues: Finder<Cue>,
    pub(super) stops: Finder<()>,
    pub(super) soft_stops: Finder<()>,
    pub(super) fronts: List,
    pub(super) bases: Finder<()>,
    pub(super) openings: Finder<()>,
    pub(super) strong_openings: Finder<()>,
    /// Words of headlines and texts; the meaning is `(kind, note)`.
    pub(super) headline_kinds: Finder<(&'static str, &'static str)>,
    pub(super) text_kinds: Finder<(&'static str, &'static str)>,
    pub(super) page_kinds: Finder<(&'static str, &'static str)>,
    pub(super) publishers: List,
    pub(super) meta_titles: List,
    pub(super) meta_publishers: List,
}

impl Words {
    /// As bytes.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn pack() -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&read())
    }
}

/// The words of one role in a list whose columns are role and word.
fn with_role(rows: &[lists::Row], role: &str) -> Vec<&'static str> {
    rows.iter().filter(|row| row.get(0) == Some(role)).map(|row| row.kept(1)).collect()
}

fn finder_of(words: Vec<&'static str>) -> Finder<()> {
    Finder::new(words.into_iter().map(|word| (word, ())))
}

fn kinds(rows: &[lists::Row], place: &str) -> Finder<(&'static str, &'static str)> {
    let here = rows.iter().filter(|row| row.get(1) == Some(place));
    Finder::new(here.map(|row| (row.kept(2), (row.kept(0), row.kept(3)))))
}

/// Reads the lists.
pub(super) fn read() -> Words {
    let (agency, title, cue) = (rows(lists::List::Agency), rows(lists::List::Title), rows(lists::List::Cue));
    let (kind, label) = (rows(lists::List::Kind), rows(lists::List::Label));
    let list = |rows: &[lists::Row], role| List::new(with_role(rows, role));
    let finder = |rows: &[lists::Row], role| finder_of(with_role(rows, role));
    let section = |row: &lists::Row| {
        let (section, alone) = (row.get(0)?.parse().ok()?, row.get(2) == Some("yes"));
        Some((row.kept(1), SectionWord { section, alone }))
    };
    let sections: Vec<(&'static str, SectionWord)> =
        rows(lists::List::Section).iter().filter_map(section).collect();
    let lone = sections.iter().filter(|(_, means)| means.alone);
    let cue_roles = [("before", Cue::Before), ("after", Cue::After), ("contact", Cue::Contact)];
    let cues =
        cue_roles.iter().flat_map(|(role, means)| with_role(&cue, role).into_iter().map(|w| (w, *means)));
    Words {
        endings: list(&agency, "ending"),
        places: list(&agency, "place"),
        place_starts: list(&agency, "place_start"),
        townships: list(&agency, "township"),
        governments: list(&agency, "government"),
        abbreviations: with_role(&agency, "abbreviation")
            .iter()
            .filter_map(|word| word.split_once('='))
            .collect(),
        selves: list(&agency, "self"),
        basis_bodies: list(&agency, "basis"),
        never: finder(&agency, "never"),
        subjects: finder(&title, "subject"),
        fillers: list(&title, "filler"),
        reports: list(&title, "report"),
        leads: list(&title, "lead"),
        verbs: list(&title, "verb"),
        orders: list(&title, "order"),
        continuations: list(&title, "continuation"),
        labels: list(&title, "label"),
        trails: list(&title, "trail"),
        sites: list(&title, "site"),
        lone_sections: List::new(lone.map(|(word, _)| *word).collect()),
        sections: Finder::new(sections),
        cues: Finder::new(cues),
        stops: finder(&cue, "stop"),
        soft_stops: finder(&cue, "soft"),
        fronts: list(&cue, "front"),
        bases: finder(&cue, "basis"),
        openings: finder(&cue, "opening"),
        strong_openings: finder(&cue, "strong"),
        headline_kinds: kinds(&kind, "title"),
        text_kinds: kinds(&kind, "text"),
        page_kinds: kinds(&kind, "page"),
        publishers: list(&label, "publisher"),
        meta_titles: list(&label, "meta_title"),
        meta_publishers: list(&label, "meta_publisher"),
    }
}
