//! Reads selectors as they are written.

use super::super::names::{Tag, atom};
use super::test::{Is, Test};
use super::{Compound, Joint, Selector};

/// A longer selector is not looked at.
const LONGEST: usize = 2_000;
/// Nor is one of more compounds, or one that nests deeper.
const MOST: usize = 16;
const DEEPEST: usize = 4;

/// States that a page is not in when it is opened.
const STATES: [&str; 17] = [
    "hover",
    "focus",
    "active",
    "visited",
    "focus-within",
    "focus-visible",
    "target",
    "invalid",
    "user-invalid",
    "indeterminate",
    "fullscreen",
    "autofill",
    "placeholder-shown",
    "popover-open",
    "target-within",
    "out-of-range",
    "modal",
];

/// Reads a selector; nothing for one that never matches an element.
pub(in crate::document::html) fn read(text: &str) -> Option<Selector> {
    nested(text, 0)
}

fn nested(text: &str, depth: usize) -> Option<Selector> {
    if text.len() > LONGEST || depth > DEEPEST {
        return None;
    }
    let mut reader = Reader { rest: text.trim_ascii(), selector: Selector::default(), depth };
    let mut joint = Joint::Around;
    let mut compounds: Vec<Compound> = Vec::new();
    while !reader.rest.is_empty() {
        let compound = reader.compound()?;
        // The joint before a compound says how the one before it is related to it.
        if let Some(last) = compounds.last_mut() {
            last.joint = joint;
        }
        compounds.push(compound);
        joint = reader.joint();
    }
    compounds.reverse();
    reader.selector.compounds = compounds;
    (!reader.selector.compounds.is_empty() && reader.selector.compounds.len() <= MOST)
        .then_some(reader.selector)
}

/// The selectors of a list. Commas in brackets do not part them.
pub(in crate::document::html) fn split_list(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut depth = 0_i32;
        let comma = text.bytes().position(|byte| {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                _ => {}
            }
            byte == b',' && depth <= 0
        });
        match comma.and_then(|at| text.split_at_checked(at)) {
            Some((one, after)) => {
                rest = after.get(1..);
                Some(one)
            }
            None => rest.take(),
        }
    })
}

struct Reader<'s> {
    rest: &'s str,
    selector: Selector,
    depth: usize,
}

impl<'s> Reader<'s> {
    fn joint(&mut self) -> Joint {
        let mut joint = Joint::Around;
        loop {
            self.rest = self.rest.trim_ascii_start();
            joint = match self.rest.bytes().next() {
                Some(b'>') => Joint::Parent,
                Some(b'+') => Joint::Beside,
                Some(b'~') => Joint::Before,
                _ => return joint,
            };
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
    }

    fn compound(&mut self) -> Option<Compound> {
        let mut compound = Compound::default();
        let start = self.rest.len();
        while let Some(first) = self.rest.bytes().next() {
            match first {
                b'*' => self.skip(1),
                b'.' => {
                    self.skip(1);
                    compound.classes.push(self.name()?);
                    self.selector.specificity += 100;
                }
                b'#' => {
                    self.skip(1);
                    compound.id = Some(self.name()?);
                    self.selector.specificity += 10_000;
                }
                b'[' => {
                    let inside = self.bracket('[', ']')?;
                    self.attribute(inside, &mut compound)?;
                    self.selector.specificity += 100;
                }
                b':' => self.pseudo(&mut compound)?,
                b'>' | b'+' | b'~' => break,
                byte if byte.is_ascii_whitespace() => break,
                _ => {
                    let name = self.name()?.to_ascii_lowercase();
                    self.selector.specificity += 1;
                    match Tag::of(&atom(&name)) {
                        Tag::Other => compound.tests.push(Test::Name(name)),
                        tag => compound.tag = Some(tag),
                    }
                }
            }
        }
        (self.rest.len() < start).then_some(compound)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// A name, with what is escaped in it; nothing if there is none.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        let mut chars = self.rest.char_indices();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => name.push(chars.next()?.1),
                c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii() => name.push(c),
                _ => {
                    end = at;
                    break;
                }
            }
        }
        self.skip(end);
        (!name.is_empty()).then_some(name)
    }

    /// What stands in the bracket that the rest begins with.
    fn bracket(&mut self, open: char, close: char) -> Option<&'s str> {
        let mut depth = 0;
        let mut quote = None;
        for (at, c) in self.rest.char_indices() {
            match (quote, c) {
                (Some(own), c) if c == own => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, c) if c == open => depth += 1,
                (None, c) if c == close => {
                    depth -= 1;
                    if depth == 0 {
                        let inside = self.rest.get(1..at);
                        self.skip(at + 1);
                        return inside;
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn attribute(&mut self, inside: &str, compound: &mut Compound) -> Option<()> {
        let inside = inside.trim_ascii();
        let Some((name, value)) = inside.split_once('=') else {
            let name = inside.to_ascii_lowercase();
            compound.tests.push(Test::Attribute { name, is: Is::There, value: String::new() });
            return Some(());
        };
        let (name, is) = match name.as_bytes().last()? {
            b'~' => (name.get(..name.len() - 1)?, Is::Word),
            b'|' => (name.get(..name.len() - 1)?, Is::Dashed),
            b'^' => (name.get(..name.len() - 1)?, Is::Start),
            b'$' => (name.get(..name.len() - 1)?, Is::End),
            b'*' => (name.get(..name.len() - 1)?, Is::Part),
            _ => (name, Is::Equal),
        };
        let value = value.trim_ascii();
        let value =
            value.strip_suffix(" i").or_else(|| value.strip_suffix(" s")).unwrap_or(value).trim_ascii();
        let bare = |value: &'_ str| -> Option<String> {
            let quoted = value.strip_prefix(['"', '\''])?;
            Some(quoted.strip_suffix(['"', '\'']).unwrap_or(quoted).to_string())
        };
        let value = bare(value).unwrap_or_else(|| value.to_string());
        let name = name.trim_ascii().to_ascii_lowercase();
        // What is found by its class is found by the word.
        if name == "class" && is == Is::Word {
            compound.classes.push(value);
            return Some(());
        }
        if name == "class" && is == Is::Equal {
            compound.classes.extend(value.split_ascii_whitespace().map(String::from));
        }
        compound.tests.push(Test::Attribute { name, is, value });
        Some(())
    }

    fn pseudo(&mut self, compound: &mut Compound) -> Option<()> {
        self.skip(1);
        let is_element = self.rest.starts_with(':');
        if is_element {
            self.skip(1);
        }
        let name = self.name()?.to_ascii_lowercase();
        let inside = if self.rest.starts_with('(') { Some(self.bracket('(', ')')?) } else { None };
        if matches!(name.as_str(), "before" | "after") {
            self.selector.is_beside = true;
            return Some(());
        }
        // Parts of an element (its first letter, its scroll bar), states, and what is no selector to browsers.
        if is_element || name.starts_with('-') || STATES.contains(&name.as_str()) {
            return None;
        }
        self.selector.specificity += if name == "where" { 0 } else { 100 };
        let nth = |step, first, from_end, of_type| Test::Nth { step, first, from_end, of_type };
        match (name.as_str(), inside) {
            ("root" | "scope", _) => compound.tests.push(Test::Root),
            ("empty", _) => compound.tests.push(Test::Empty),
            ("first-child", _) => compound.tests.push(nth(0, 1, false, false)),
            ("last-child", _) => compound.tests.push(nth(0, 1, true, false)),
            ("first-of-type", _) => compound.tests.push(nth(0, 1, false, true)),
            ("last-of-type", _) => compound.tests.push(nth(0, 1, true, true)),
            ("only-child", _) => {
                compound.tests.extend([nth(0, 1, false, false), nth(0, 1, true, false)]);
            }
            ("nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type", Some(inside)) => {
                match steps(inside) {
                    Some((step, first)) => {
                        let (from_end, of_type) = (name.contains("last"), name.contains("type"));
                        compound.tests.push(nth(step, first, from_end, of_type));
                    }
                    None => self.selector.is_unsure = true,
                }
            }
            ("not", Some(inside)) => compound.tests.push(Test::None(self.inner(inside))),
            ("is" | "where" | "matches" | "-webkit-any", Some(inside)) => {
                compound.tests.push(Test::Any(self.inner(inside)));
            }
            ("checked" | "disabled" | "required" | "read-only", _) => {
                let name = if name == "read-only" { "readonly".to_string() } else { name };
                compound.tests.push(Test::Attribute { name, is: Is::There, value: String::new() });
            }
            ("link" | "any-link", _) => compound.tag = Some(Tag::A),
            ("defined" | "enabled" | "valid" | "optional" | "read-write", _) => {}
            ("host" | "host-context" | "slotted" | "deep" | "global", _) => return None,
            _ => self.selector.is_unsure = true,
        }
        Some(())
    }

    /// The selectors in a bracket that can match.
    fn inner(&mut self, inside: &str) -> Vec<Selector> {
        let inner: Vec<Selector> =
            split_list(inside).take(MOST).filter_map(|one| nested(one, self.depth + 1)).collect();
        self.selector.is_unsure |= inner.iter().any(|one| one.is_unsure);
        inner
    }
}

/// `2n+1`, `odd`, `-n+3`, `4`.
fn steps(text: &str) -> Option<(i32, i32)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    match text.as_str() {
        "odd" => return Some((2, 1)),
        "even" => return Some((2, 0)),
        _ => {}
    }
    let Some((step, first)) = text.split_once('n') else {
        return Some((0, text.parse().ok()?));
    };
    let step = match step {
        "" | "+" => 1,
        "-" => -1,
        step => step.parse().ok()?,
    };
    let first = if first.is_empty() { 0 } else { first.parse().ok()? };
    Some((step, first))
}
