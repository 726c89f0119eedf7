//! The styles of cells: which of them show whole numbers as they are, and which of them are seen.

use crate::document::workbook::{Formats, MAX_STYLES};
use crate::document::xml::Element;

use super::elements;

/// The style of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// It shows whole numbers as they are.
    pub(super) is_plain: bool,
    /// Its type is struck out, or white on nothing: what stands in the cell may not be what it says.
    pub(super) is_doubtful: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { is_plain: true, is_doubtful: false }
    }
}

/// A font, as far as it decides what is seen.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    is_struck: bool,
    is_white: bool,
}

/// Which list of the part is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Fonts,
    Fills,
    Cells,
    Other,
}

/// The styles of cells by their numbers.
pub(super) fn read(text: &str) -> Vec<Style> {
    let mut formats = Formats::built_in();
    let (mut fonts, mut fills): (Vec<Font>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut styles = Vec::new();
    let mut list = List::Other;
    elements(text, |element| {
        let number = |name: &str| element.attribute(name)?.parse::<u32>().ok();
        match element.name() {
            "fonts" => list = List::Fonts,
            "fills" => list = List::Fills,
            "cellXfs" => list = List::Cells,
            "borders" | "cellStyleXfs" | "cellStyles" | "dxfs" | "numFmts" => list = List::Other,
            "numFmt" => {
                if let Some(number) = number("numFmtId") {
                    formats.set(number, &element.attribute("formatCode").unwrap_or_default());
                }
            }
            "font" if list == List::Fonts && fonts.len() < MAX_STYLES => fonts.push(Font::default()),
            "strike" | "color" if list == List::Fonts => {
                fonts.last_mut().into_iter().for_each(|font| font.set(element))
            }
            "fill" if list == List::Fills && fills.len() < MAX_STYLES => fills.push(false),
            "patternFill" if list == List::Fills => {
                let is_filled = element.attribute("patternType").is_some_and(|kind| kind != "none");
                fills.last_mut().into_iter().for_each(|fill| *fill = is_filled);
            }
            "gradientFill" if list == List::Fills => {
                fills.last_mut().into_iter().for_each(|fill| *fill = true)
            }
            "xf" if list == List::Cells && styles.len() < MAX_STYLES => {
                let at = |name: &str| number(name).unwrap_or_default() as usize;
                let font = fonts.get(at("fontId")).copied().unwrap_or_default();
                let is_filled = fills.get(at("fillId")).copied().unwrap_or_default();
                styles.push(Style {
                    is_plain: formats.is_plain(number("numFmtId").unwrap_or_default()),
                    is_doubtful: font.is_struck || font.is_white && !is_filled,
                });
            }
            _ => {}
        }
    });
    styles
}

impl Font {
    fn set(&mut self, element: &Element<'_>) {
        if element.name() == "strike" {
            self.is_struck = element.is_on();
            return;
        }
        let is = |name: &str, value: &str| {
            element.attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value))
        };
        // The first colour of a theme is that of the paper; a tint darkens it.
        let of_paper = is("theme", "0") && element.attribute("tint").is_none();
        self.is_white = is("rgb", "FFFFFFFF") || is("rgb", "00FFFFFF") || is("indexed", "9") || of_paper;
    }
}
