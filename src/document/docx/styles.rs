//! Which styles of paragraphs are headings.

use std::collections::BTreeSet;

use crate::document::xml::{Next, Xml};

/// The identifiers of the styles that are headings or titles.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeSet<String>);

impl Styles {
    /// Reads the part that defines the styles. One that cannot be read to its end gives what was read.
    pub(super) fn read(part: &str) -> Styles {
        let mut xml = Xml::new(part);
        let mut headings = BTreeSet::new();
        let mut style = None;
        while let Ok(next) = xml.next() {
            match next {
                Next::Open(element) => match element.name() {
                    "style" => style = element.attribute("styleId").map(|id| id.into_owned()),
                    "name" => {
                        let is_heading = element.attribute("val").is_some_and(|name| is_heading(&name));
                        headings.extend(style.take().filter(|_| is_heading));
                    }
                    _ => {}
                },
                Next::End => break,
                Next::Close | Next::Text(_) => {}
            }
        }
        Styles(headings)
    }

    /// Whether a style is a heading.
    pub(super) fn is_heading(&self, style: &str) -> bool {
        self.0.contains(style)
    }
}

/// Built-in styles have English names in every language of Word; WPS has them, too.
fn is_heading(name: &str) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case("title")
        || name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("heading"))
        || name.starts_with("标题")
}
