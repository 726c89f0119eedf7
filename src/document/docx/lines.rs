//! A paragraph of a document: its runs of characters, as far as they are shown.

use crate::document::typed::{Line, Type};
use crate::document::xml::Element;

use super::body::Kind;
use super::styles::{Look, Styles, is_dark, is_pale};

/// Fields that stand in one another.
const MAX_FIELDS: usize = 64;

/// A paragraph, up to its next line break.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Which paragraph of the document it is.
    pub(super) number: u32,
    pub(super) line: Line,
    pub(super) heading: bool,
    pub(super) runs: Vec<Look>,
    /// The look of its style.
    own: Look,
    /// For each field that is open, whether its result is being read; before that stands its code.
    fields: Vec<bool>,
    /// What is behind white type: shading of the cell, or a style of the table that may shade it.
    pub(super) ground: Ground,
}

/// What is behind type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ground {
    #[default]
    White,
    /// It may be dark.
    Unknown,
    Dark,
}

impl Lines {
    /// The paragraph of a number, on some ground.
    pub(super) fn new(number: u32, ground: Ground) -> Lines {
        Lines { number, ground, ..Lines::default() }
    }

    pub(super) fn open(&mut self, name: &str, parent: Kind, element: &Element<'_>, styles: &Styles) -> Kind {
        match (name, parent) {
            ("r", _) => {
                self.runs.push(self.own);
                return Kind::Run;
            }
            ("rPr", Kind::Run) => return Kind::RunProperties,
            ("t", _) => return Kind::Text,
            ("tab" | "ptab", Kind::Run) => self.characters("\t"),
            ("noBreakHyphen", Kind::Run) => self.characters("-"),
            ("footnoteReference" | "endnoteReference", Kind::Run) => self.line.note(),
            ("fldChar", Kind::Run) => self.field(element),
            // A character by its code in a font of symbols: which one, the font alone knows.
            ("sym", Kind::Run) => self.characters("\u{fffd}"),
            ("rStyle", Kind::RunProperties) => {
                let style = element.attribute("val").unwrap_or_default();
                self.look(|run| styles.put_on(run, &style));
            }
            ("shd" | "highlight", Kind::RunProperties) => self.ground = shade(element, self.ground),
            (_, Kind::RunProperties) => self.look(|run| run.set(element)),
            ("pStyle", _) if self.runs.is_empty() => {
                let style = element.attribute("val").unwrap_or_default();
                styles.put_on(&mut self.own, &style);
                self.heading |= styles.is_heading(&style);
            }
            // Level 9 is body text.
            ("outlineLvl", _) if self.runs.is_empty() => {
                self.heading |= element.number().is_some_and(|level| level < 9);
            }
            _ => {}
        }
        Kind::Other
    }

    /// Where a field begins, where its result begins, and where it ends.
    fn field(&mut self, element: &Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(false),
            Some("separate") => self.fields.last_mut().into_iter().for_each(|is_result| *is_result = true),
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn look(&mut self, set: impl FnOnce(&mut Look)) {
        if let Some(run) = self.runs.last_mut() {
            set(run);
        }
    }

    pub(super) fn characters(&mut self, text: &str) {
        let is_seen = |run: &Look| !(run.is_hidden() || run.is_pale && self.ground == Ground::White);
        // The result of a field that stands in the code of another one is not shown.
        let in_code = self.fields.split_last().is_some_and(|(_, around)| around.contains(&false));
        if in_code || !self.runs.iter().all(is_seen) {
            return;
        }
        let run = self.runs.last().copied().unwrap_or_default();
        let is_doubtful = run.is_pale && self.ground == Ground::Unknown;
        self.line.push(text, Type { is_doubtful, ..run.of });
    }
}

/// What is behind type on shading.
pub(super) fn shade(element: &Element<'_>, ground: Ground) -> Ground {
    let fill = element.attribute("fill").or_else(|| element.attribute("val"));
    match fill.as_deref() {
        None | Some("auto" | "none" | "nil" | "clear" | "white") => ground,
        Some(fill) if is_pale(fill) => Ground::White,
        Some(fill) if is_dark(fill) => Ground::Dark,
        Some(_) => Ground::Unknown,
    }
}
