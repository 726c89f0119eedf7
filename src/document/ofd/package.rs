//! What a container holds: its documents, their pages, and the forms that lie under pages.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::super::ReadError;
use super::super::parts::Parts;
use super::super::pdf::drawing::Drawing;
use super::super::xml::{Next, Xml};

/// Points of a millimetre, the unit of the format.
pub(super) const POINTS: f64 = 72.0 / 25.4;

/// The part that a container begins with.
const ENTRY: &str = "OFD.xml";

/// The part that says how the others are encrypted.
const ENCRYPTED: &str = "Encryptions.xml";

/// The largest page that is one, in millimetres; larger ones are slips of a program.
const MAX_SIDE: f64 = 5_000.0;

/// What the container says of itself.
pub(super) struct Entry {
    pub(super) title: Option<CompactString>,
    /// The parts that its documents begin with.
    pub(super) roots: Vec<String>,
}

/// What a document is made of.
#[derive(Default)]
pub(super) struct Layout {
    /// The size of its pages, where they do not say another.
    pub(super) size: Option<Size>,
    /// The parts of its pages, in order.
    pub(super) pages: Vec<String>,
    /// The parts of its forms, by their names in the document.
    pub(super) templates: BTreeMap<String, String>,
}

/// Width and height of a page in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    width: f64,
    height: f64,
}

impl Size {
    pub(super) const A4: Size = Size { width: 210.0, height: 297.0 };

    /// Reads the box of a page: left, top, width, height.
    pub(super) fn parse(text: &str) -> Option<Size> {
        let mut sides = text.split_ascii_whitespace().map(str::parse::<f64>);
        let (_, _) = (sides.next()?.ok()?, sides.next()?.ok()?);
        let (width, height) = (sides.next()?.ok()?, sides.next()?.ok()?);
        let is_side = |side: f64| side > 0.0 && side <= MAX_SIDE;
        (is_side(width) && is_side(height)).then_some(Size { width, height })
    }

    /// An empty page of this size.
    pub(super) fn drawing(self) -> Drawing {
        Drawing::new((self.width * POINTS) as f32, (self.height * POINTS) as f32)
    }
}

/// Reads the part that a container begins with.
pub(super) fn entry(parts: &mut Parts<'_>) -> Result<Entry, ReadError> {
    let Some(text) = parts.text(ENTRY)? else {
        let encrypted = parts.text(ENCRYPTED).ok().flatten().is_some();
        let missing = || ReadError::Damaged(format!("the container has no part {ENTRY}"));
        return Err(if encrypted { ReadError::Password } else { missing() });
    };
    let (mut roots, mut title) = (Vec::new(), None);
    let mut xml = Xml::new(&text);
    loop {
        match next(&mut xml, ENTRY)? {
            Next::Open(element) if element.name() == "DocRoot" => {
                let root = content(&mut xml, ENTRY)?;
                roots.push(resolve("", root.trim()));
            }
            Next::Open(element) if element.name() == "Title" && title.is_none() => {
                title = super::title(&content(&mut xml, ENTRY)?);
            }
            Next::End => break,
            _ => {}
        }
    }
    Ok(Entry { title, roots })
}

/// Reads the part that a document begins with.
pub(super) fn layout(parts: &mut Parts<'_>, root: &str) -> Result<Layout, ReadError> {
    let Some(text) = parts.text(root)? else {
        return Err(ReadError::Damaged(format!("the container has no part {root}")));
    };
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut layout = Layout::default();
    let mut xml = Xml::new(&text);
    loop {
        match next(&mut xml, root)? {
            Next::Open(element) => {
                let part = element.attribute("BaseLoc").map(|place| resolve(folder, place.trim()));
                match (element.name(), part) {
                    ("PhysicalBox", _) if layout.size.is_none() => {
                        layout.size = Size::parse(&content(&mut xml, root)?);
                    }
                    ("Page", Some(part)) => layout.pages.push(part),
                    ("TemplatePage", Some(part)) => {
                        let name = element.attribute("ID").unwrap_or_default().into_owned();
                        layout.templates.insert(name, part);
                    }
                    _ => {}
                }
            }
            Next::End => return Ok(layout),
            Next::Close | Next::Text(_) => {}
        }
    }
}

fn next<'x>(xml: &mut Xml<'x>, part: &str) -> Result<Next<'x>, ReadError> {
    xml.next().map_err(|why| ReadError::Damaged(format!("{part}: {why}")))
}

/// The text up to the end of the element that was opened last.
fn content(xml: &mut Xml<'_>, part: &str) -> Result<String, ReadError> {
    xml.content().map_err(|why| ReadError::Damaged(format!("{part}: {why}")))
}

/// The name of a part from where it is named: a place that begins with `/` counts from the top of the container.
fn resolve(folder: &str, place: &str) -> String {
    let mut steps: Vec<&str> = if place.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in place.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_parts() {
        assert_eq!(resolve("Doc_0", "Pages/Page_0/Content.xml"), "Doc_0/Pages/Page_0/Content.xml");
        assert_eq!(resolve("Doc_0", "/Doc_1/./Document.xml"), "Doc_1/Document.xml");
        assert_eq!(resolve("Doc_0/Pages", "../Tpls/a.xml"), "Doc_0/Tpls/a.xml");
        assert_eq!(resolve("", "../../x"), "x");
    }

    #[test]
    fn boxes_of_pages() {
        assert_eq!(Size::parse("0 0 210 297"), Some(Size::A4));
        assert_eq!(Size::parse("0 0 210"), None);
        assert_eq!(Size::parse("0 0 0 297"), None);
        assert_eq!(Size::parse("0 0 NaN 297"), None);
        assert_eq!(Size::parse("0 0 1e9 1e9"), None);
    }
}
