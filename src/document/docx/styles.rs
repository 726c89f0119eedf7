//! What styles say: which paragraphs are headings, and how characters look.

use std::collections::HashMap;

use crate::document::typed::Type;
use crate::document::xml::{Element, Next, Xml};

/// Characters raised by so many half points or more stand above the line as superscripts do.
const RAISED: i32 = 5;
/// Type of so many half points is not seen.
const TINY: u16 = 3;
/// The most styles that are read.
const MAX_STYLES: usize = 10_000;
/// How many styles one may be based on, each on the next.
const MAX_CHAIN: usize = 12;

/// The look of characters, as far as it decides what is read of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    is_vanished: bool,
    is_struck: bool,
    is_struck_twice: bool,
    /// White.
    pub(super) is_pale: bool,
    pub(super) of: Type,
}

impl Look {
    /// Whether the characters are not shown, or taken back.
    pub(super) fn is_hidden(&self) -> bool {
        let is_tiny = (1..=TINY).contains(&self.of.size);
        self.is_vanished || self.is_struck || self.is_struck_twice || is_tiny
    }

    /// Whether the characters are seen, struck out.
    pub(super) fn is_struck_out(&self) -> bool {
        let as_it_was = Look { is_struck: false, is_struck_twice: false, ..*self };
        self.is_hidden() && !as_it_was.is_hidden()
    }

    /// Takes in a property of characters.
    pub(super) fn set(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val");
        match element.name() {
            "vanish" => self.is_vanished = element.is_on(),
            "strike" => self.is_struck = element.is_on(),
            "dstrike" => self.is_struck_twice = element.is_on(),
            "vertAlign" => {
                self.of.is_raised = value().as_deref() == Some("superscript");
                self.of.is_lowered = value().as_deref() == Some("subscript");
            }
            "position" => {
                let by: i32 = value().and_then(|by| by.parse().ok()).unwrap_or(0);
                self.of.is_raised |= by >= RAISED;
                self.of.is_lowered |= by <= -RAISED;
            }
            "rFonts" => {
                let fonts = ["ascii", "hAnsi"].into_iter().filter_map(|name| element.attribute(name));
                self.of.is_doubtful |= fonts.into_iter().any(|font| is_of_signs(&font));
            }
            "sz" => self.of.size = value().and_then(|size| size.parse().ok()).unwrap_or(0),
            "color" => self.is_pale = value().is_some_and(|color| is_pale(&color)),
            _ => {}
        }
    }
}

/// Whether a font has signs in the place of letters and figures.
fn is_of_signs(font: &str) -> bool {
    ["Wingdings", "Webdings"].iter().any(|name| font.starts_with(name))
}

/// Whether a colour is white, or nearly so.
pub(super) fn is_pale(color: &str) -> bool {
    let part = |at: usize| color.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    color.len() == 6 && [0, 2, 4].into_iter().all(|at| part(at).is_some_and(|part| part >= 0xf0))
}

/// Whether white is seen on a colour.
pub(super) fn is_dark(color: &str) -> bool {
    let part = |at: usize| color.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    color.len() == 6 && [0, 2, 4].into_iter().any(|at| part(at).is_some_and(|part| part <= 0xa0))
}

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    is_heading: bool,
    /// Its paragraphs are numbered.
    is_numbered: bool,
    look: Look,
    based_on: Option<String>,
}

impl Styles {
    /// Reads the part that defines the styles. One that cannot be read to its end gives what was read.
    pub(super) fn read(part: &str) -> Styles {
        let mut xml = Xml::new(part);
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        let mut of_characters = false;
        while let Ok(next) = xml.next() {
            let element = match next {
                Next::Open(element) => element,
                Next::End => break,
                Next::Close | Next::Text(_) => continue,
            };
            if element.name() == "style" {
                styles.extend(open.take().filter(|_| styles.len() < MAX_STYLES));
                open = element.attribute("styleId").map(|id| (id.into_owned(), Style::default()));
                of_characters = false;
                continue;
            }
            let Some((_, style)) = &mut open else { continue };
            match element.name() {
                "name" => style.is_heading = element.attribute("val").is_some_and(|name| is_heading(&name)),
                "basedOn" => style.based_on = element.attribute("val").map(|id| id.into_owned()),
                "numId" => style.is_numbered = element.number().is_some_and(|list| list > 0),
                "rPr" => of_characters = true,
                // Parts of a table that is of the style look otherwise.
                "tblStylePr" | "pPr" | "tblPr" => of_characters = false,
                _ if of_characters => style.look.set(&element),
                _ => {}
            }
        }
        styles.extend(open);
        Styles(styles)
    }

    /// Whether a style is a heading.
    pub(super) fn is_heading(&self, style: &str) -> bool {
        self.0.get(style).is_some_and(|style| style.is_heading)
    }

    /// Whether paragraphs of a style are numbered.
    pub(super) fn is_numbered(&self, style: &str) -> bool {
        self.0.get(style).is_some_and(|style| style.is_numbered)
    }

    /// Puts a style on some characters, with those it is based on.
    pub(super) fn put_on(&self, look: &mut Look, style: &str) {
        let mut next = Some(style);
        let (mut is_vanished, mut is_struck) = (false, false);
        for _ in 0..MAX_CHAIN {
            let Some(style) = next.and_then(|id| self.0.get(id)) else { break };
            let own = style.look;
            is_vanished |= own.is_vanished;
            is_struck |= own.is_struck;
            look.is_struck_twice |= own.is_struck_twice;
            look.is_pale |= own.is_pale;
            look.of.is_raised |= own.of.is_raised;
            look.of.is_lowered |= own.of.is_lowered;
            if look.of.size == 0 {
                look.of.size = own.of.size;
            }
            next = style.based_on.as_deref();
        }
        // What the styles of a paragraph and of characters in it both say is taken back.
        look.is_vanished ^= is_vanished;
        look.is_struck ^= is_struck;
    }
}

/// Built-in styles have English names in every language of Word; WPS has them, too.
fn is_heading(name: &str) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case("title")
        || name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("heading"))
        || name.starts_with("标题")
}
