//! What the running text of a report says: sentences by section, stated quantities, problems and measures, pictures.
//!
//! Runs in the pipeline on the text blocks of each report, and uses `document`, `template`, and of `normalise` what tells
//! the sections. The words it goes by are data: `data/mine/`. Words and likeness of whole datasets, which are too dear
//! for every report, are made by a command of their own from the sentences: [`crate::mining`].
//!
//! ```text
//! blocks ─prose─▶ sentences ─quantity, tokens─▶ clauses ─meaning, reading, keys─▶ stated quantities
//!                                                 where no rule gives a key ─learned─▶
//! ```

mod bodies;
mod clause;
mod figures;
mod fold;
mod keys;
mod labels;
mod learned;
mod lists;
mod meaning;
mod measures;
mod numeral;
mod phrases;
mod pictures;
mod prose;
mod quantity;
mod reading;
mod rows;
mod section;
mod shares;
mod subject;
mod tokens;
mod words;

pub use figures::Stated;
pub use measures::Measure;
pub use pictures::Picture;
pub use prose::Sentence;
pub use section::Section;

use crate::document::Document;
use crate::normalise::identify::Part;
use crate::template::{FormId, Forms};
use figures::{Reader, Setting};
use words::words;

/// Reads the word lists.
pub(crate) fn prepare() {
    words();
}

/// The themes whose words stand in a text, one for each word, from left to right.
pub(crate) fn themes_in(text: &str) -> impl Iterator<Item = &'static str> {
    let words = words();
    words.themes_in(text).filter_map(|index| words.themes.get(index).map(|(theme, _)| *theme))
}

/// What was found in the running text of a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mined {
    /// All sentences in order, headings included.
    pub sentences: Vec<Sentence>,
    /// Stated quantities, each with the index of its sentence.
    pub figures: Vec<(usize, Stated)>,
    /// Stated problems and measures.
    pub measures: Vec<Measure>,
    /// Pictures and charts.
    pub pictures: Vec<Picture>,
}

/// Reads running text by a set of forms. Made once, used for all reports.
#[derive(Debug)]
pub struct Miner {
    keys: keys::Keys,
}

impl Miner {
    /// Prepares the keys of the forms.
    pub fn new(forms: &Forms) -> Miner {
        Miner { keys: keys::Keys::new(forms) }
    }

    /// Reads the part of a document that is a report whose tables follow `forms`.
    pub fn read(&self, document: &Document, part: &Part, forms: &[(u8, FormId)]) -> Mined {
        let words = words();
        let sentences = prose::sentences(document, part, words);
        let agency = fold::fold(&part.identity.agency);
        let setting = Setting { keys: &self.keys, agency: &agency, year: part.identity.year, forms };
        let mut figures = Vec::new();
        let mut reader: Option<Reader<'_>> = None;
        // The section of the sentence before, if that counted the requests of the year.
        let mut told: Option<Section> = None;
        for (index, sentence) in sentences.iter().enumerate() {
            if sentence.begins_paragraph {
                reader = None;
            }
            let reader = reader.get_or_insert_with(|| Reader::new(setting, sentence.section));
            reader.behind(told == Some(sentence.section));
            let folded = fold::fold(&sentence.text);
            let stated = reader.read(&folded);
            told = reader.tells_requests(&stated, &folded).then_some(sentence.section);
            figures.extend(stated.into_iter().map(|stated| (index, stated)));
        }
        let measures = measures::measures(&sentences, words);
        Mined { figures, measures, pictures: pictures::pictures(document, part), sentences }
    }

    /// The quantities that a paragraph of one sentence states, in a section of a report on `year` whose tables follow
    /// `forms`.
    pub fn sentence(
        &self,
        section: Section,
        sentence: &str,
        year: Option<u16>,
        forms: &[(u8, FormId)],
    ) -> Vec<Stated> {
        let setting = Setting { keys: &self.keys, agency: "", year, forms };
        Reader::new(setting, section).read(&fold::fold(sentence))
    }

    /// What a sentence states, and the evidence for a key of each number that may have one, for those who learn weights from
    /// it. `known` tells which keys of the others may be used.
    #[doc(hidden)]
    pub fn evidence(
        &self,
        section: Section,
        sentence: &str,
        year: Option<u16>,
        forms: &[(u8, FormId)],
        known: &dyn Fn(usize) -> bool,
    ) -> (Vec<Stated>, Vec<(usize, Vec<String>)>) {
        let setting = Setting { keys: &self.keys, agency: "", year, forms };
        Reader::new(setting, section).evidence(&fold::fold(sentence), known)
    }
}
