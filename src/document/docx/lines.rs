//! A paragraph of a document: its runs of characters, as far as they are shown.

use crate::document::ink::Ink;
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
    fields: Vec<Field>,
    /// Something is shown in it that is no character: a number of a list, what a field works out.
    pub(super) shows_more: bool,
    /// Figures in it that are struck out.
    pub(super) ink: Ink,
    /// What is behind white type: shading of the cell, or a style of the table that may shade it.
    pub(super) ground: Ground,
}

/// A field that is open.
#[derive(Debug, Clone, Copy, Default)]
struct Field {
    /// Its result is being read; before that stands its code.
    is_result: bool,
    has_text: bool,
}

/// Elements that stand for a number Word puts there.
const NUMBERS: [&str; 7] =
    ["pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"];

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
            ("textFill", Kind::RunProperties) => return Kind::Fill,
            // Word shows no type without a fill, other programs do.
            ("noFill", Kind::Fill) => self.look(|run| run.of.is_doubtful = true),
            (name, Kind::Run) if NUMBERS.contains(&name) => self.shows_more = true,
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
                self.shows_more |= styles.is_numbered(&style);
            }
            // A box of a form that is left blank is blank.
            ("textInput", _) => self.fields.last_mut().into_iter().for_each(|field| field.has_text = true),
            ("numId", _) if self.runs.is_empty() => {
                self.shows_more = element.number().is_some_and(|list| list > 0);
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
            Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(Field::default()),
            Some("separate") => self.fields.last_mut().into_iter().for_each(|field| field.is_result = true),
            // What it shows is not in the file: Word works it out, or draws it.
            Some("end") => self.shows_more |= self.fields.pop().is_some_and(|field| !field.has_text),
            _ => {}
        }
    }

    fn look(&mut self, set: impl FnOnce(&mut Look)) {
        if let Some(run) = self.runs.last_mut() {
            set(run);
        }
    }

    pub(super) fn characters(&mut self, text: &str) {
        let is_blank = text.trim_ascii().is_empty();
        self.fields.iter_mut().filter(|field| field.is_result).for_each(|field| field.has_text |= !is_blank);
        let is_seen = |run: &Look| !(run.is_hidden() || run.is_pale && self.ground == Ground::White);
        // The result of a field that stands in the code of another one is not shown.
        let in_code =
            self.fields.split_last().is_some_and(|(_, around)| around.iter().any(|field| !field.is_result));
        if in_code {
            return;
        }
        if !self.runs.iter().all(is_seen) {
            if self.runs.iter().all(|run| is_seen(run) || run.is_struck_out()) {
                self.ink.strike(text);
            }
            return;
        }
        let run = self.runs.last().copied().unwrap_or_default();
        let is_doubtful = run.of.is_doubtful || run.is_pale && self.ground == Ground::Unknown;
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
