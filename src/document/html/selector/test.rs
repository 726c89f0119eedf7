//! What a selector asks of an element beyond its name, classes and id.

use std::borrow::Cow;

use super::super::names::Tag;
use super::super::tree::{Id, NONE, Tree};
use super::{REACH, Selector, attribute, before, behind, start_tag};

/// A question.
#[derive(Debug)]
pub(super) enum Test {
    /// A name that means nothing to the reader.
    Name(String),
    /// An attribute, and what its value must be.
    Attribute {
        name: String,
        is: Is,
        value: String,
    },
    Root,
    Empty,
    /// `:nth-child(an+b)`, counted from the first or the last, among all or those of its name.
    Nth {
        step: i32,
        first: i32,
        from_end: bool,
        of_type: bool,
    },
    /// One of some selectors matches; nothing for one that never does.
    Any(Vec<Selector>),
    /// None of them matches.
    None(Vec<Selector>),
}

/// What the value of an attribute must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    There,
    Equal,
    Word,
    Dashed,
    Start,
    End,
    Part,
}

impl Test {
    pub(super) fn holds(&self, tree: &Tree<'_>, element: Id) -> bool {
        match self {
            Test::Name(name) => tree.tag(element) == Tag::Other && is_named(start_tag(tree, element), name),
            Test::Attribute { name, is, value } => {
                attribute(tree, element, name).is_some_and(|found| is.holds(&found, value))
            }
            Test::Root => tree.tag(element) == Tag::Html,
            Test::Empty => tree.node(element).first == NONE,
            Test::Nth { step, first, from_end, of_type } => {
                let tag = tree.tag(element);
                let counts = |at: &Id| !of_type || tree.tag(*at) == tag;
                let place = 1 + if *from_end {
                    behind(tree, element).take(REACH).filter(counts).count()
                } else {
                    before(tree, element).take(REACH).filter(counts).count()
                };
                let beyond = place as i32 - first;
                if *step == 0 { beyond == 0 } else { beyond % step == 0 && beyond / step >= 0 }
            }
            Test::Any(selectors) => selectors.iter().any(|one| one.matches(tree, element)),
            Test::None(selectors) => !selectors.iter().any(|one| one.matches(tree, element)),
        }
    }
}

impl Is {
    fn holds(self, found: &str, value: &str) -> bool {
        match self {
            Is::There => true,
            Is::Equal => found == value,
            Is::Word => found.split_ascii_whitespace().any(|word| word == value),
            Is::Dashed => {
                found.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }
            Is::Start => !value.is_empty() && found.starts_with(value),
            Is::End => !value.is_empty() && found.ends_with(value),
            Is::Part => !value.is_empty() && found.contains(value),
        }
    }
}

/// Whether a start tag has a name.
fn is_named(tag: &str, name: &str) -> bool {
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
    tag.get(..end).is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// The value of an attribute in a start tag.
pub(super) fn in_tag<'t>(tag: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let space = |c: char| c.is_ascii_whitespace() || c == '/';
    let (_, mut rest) = tag.split_once(space)?;
    loop {
        rest = rest.trim_start_matches(space);
        let end = rest.find(|c: char| space(c) || c == '=')?.max(1);
        let (own, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let after = after.trim_ascii_start();
        let (value, after) = match after.strip_prefix('=').map(str::trim_ascii_start) {
            None => ("", after),
            Some(value) => match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split_once(if value.starts_with('"') { '"' } else { '\'' })?,
                None => value.split_at(value.find(space).unwrap_or(value.len())),
            },
        };
        if own.eq_ignore_ascii_case(name) {
            return Some(Cow::Borrowed(value));
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
}
