//! mine
mod figures;
mod fold;
mod keys;
mod meaning;
mod quantity;
mod reading;
mod section;
mod shares;
mod subject;
mod tokens;
mod words;

pub use figures::Stated;
pub use section::Section;

use crate::template::{FormId, Forms};

/// Reads prose by a set of forms. Made once, used for all reports.
#[derive(Debug)]
pub struct Miner {
    keys: keys::Keys,
}

impl Miner {
    /// Prepares the keys of the forms.
    pub fn new(forms: &Forms) -> Miner {
        Miner { keys: keys::Keys::new(forms) }
    }

    /// The quantities that a paragraph of one sentence states, in a section of a report on `year` whose tables follow `forms`.
    pub fn sentence(
        &self,
        section: Section,
        sentence: &str,
        year: Option<u16>,
        forms: &[(u8, FormId)],
    ) -> Vec<Stated> {
        let setting = figures::Setting { keys: &self.keys, year, forms };
        figures::Reader::new(setting, section.domain()).read(&fold::fold(sentence))
    }
}
