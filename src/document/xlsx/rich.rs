//! A text whose parts are set in several ways: raised marks of notes, and what is struck out.

use crate::document::ink::Ink;
use crate::document::typed::{Line, Type};
use crate::document::workbook::Shown;
use crate::document::xml::Element;

/// A text being read.
#[derive(Debug, Default)]
pub(super) struct Rich {
    line: Line,
    ink: Ink,
    of: Type,
    is_struck: bool,
}

impl Rich {
    /// Takes in how a part is set.
    pub(super) fn set(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val");
        match element.name() {
            "r" => (self.of, self.is_struck) = (Type::default(), false),
            "strike" => self.is_struck = element.is_on(),
            "vertAlign" => {
                self.of.is_raised = value().as_deref() == Some("superscript");
                self.of.is_lowered = value().as_deref() == Some("subscript");
            }
            // In points, perhaps halves.
            "sz" => {
                let points = value().and_then(|size| size.parse::<f32>().ok()).unwrap_or(0.0);
                self.of.size = (points * 2.0).clamp(0.0, 1_000.0) as u16;
            }
            // White may stand on a dark cell.
            "color" => {
                self.of.is_doubtful =
                    element.attribute("rgb").is_some_and(|rgb| rgb.eq_ignore_ascii_case("FFFFFFFF"));
            }
            _ => {}
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.is_struck {
            self.ink.strike(text);
        } else {
            self.line.push(text, self.of);
        }
    }

    /// Ends the text, leaving nothing.
    pub(super) fn end(&mut self) -> Shown {
        (self.of, self.is_struck) = (Type::default(), false);
        Shown::of(&mut self.line, &mut self.ink)
    }
}
