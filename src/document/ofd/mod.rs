//! Open Fixed-layout Documents (GB/T 33190), the format of official documents in China: `.ofd`.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats. Pages are drawn as those of a PDF are, in
//! words of XML; `package` finds them in the container, `page` draws them, and the later steps of the PDF reader
//! lay them out. The characters are told by the file itself, by no font.
//!
//! There is no second reading that could vouch for the columns, so that no figure of such a file is of the best kind.

mod package;
mod page;
mod path;
mod text;

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::parts::Parts;
use super::pdf::drawing::{self, Drawing};
use super::{Damage, Document, Format, ReadError};
use package::{Layout, Size};
use page::Budget;

/// How many pages are read; the longest reports seen have 60.
const MAX_PAGES: usize = 2_000;

/// How many characters and elements of outlines all pages may draw. A page of a report has some 2,000.
const MAX_OPERATIONS: u64 = 5_000_000;

/// Reads an OFD document.
///
/// # Errors
///
/// If the container cannot be opened or unpacked, is encrypted, or names no page.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes)?;
    let entry = package::entry(&mut parts)?;
    let mut document = Document::new(Format::Ofd);
    document.head.title = entry.title;
    let mut reader = Reader { parts, budget: Budget::new(MAX_OPERATIONS) };
    let mut pages: Vec<Option<Drawing>> = Vec::new();
    for root in &entry.roots {
        let layout = package::layout(&mut reader.parts, root)?;
        reader.pages(&layout, &mut pages, &mut document.damage)?;
    }
    if pages.is_empty() {
        return Err(ReadError::Damaged("the document names no page".to_string()));
    }
    document.pages = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    drawing::lay_out(pages.into_iter(), &mut document);
    // A second reading that finds nothing: without one, two readers of one layout would pass for two readings.
    document.second_reading = Some(Vec::new());
    Ok(document)
}

/// A container whose pages are drawn.
struct Reader<'b> {
    parts: Parts<'b>,
    budget: Budget,
}

impl Reader<'_> {
    /// Draws the pages of one document of the container, behind those that are there.
    fn pages(
        &mut self,
        layout: &Layout,
        pages: &mut Vec<Option<Drawing>>,
        damage: &mut Vec<Damage>,
    ) -> Result<(), ReadError> {
        let mut templates: BTreeMap<&str, String> = BTreeMap::new();
        for name in &layout.pages {
            let number = u32::try_from(pages.len() + 1).unwrap_or(u32::MAX);
            if pages.len() == MAX_PAGES {
                damage.push(Damage::Limit("pages of a document".into()));
                break;
            }
            let content = match self.parts.text(name) {
                Ok(Some(content)) => content,
                Ok(None) => {
                    damage.push(Damage::Page(number, format!("the container has no part {name}")));
                    pages.push(None);
                    continue;
                }
                Err(ReadError::Damaged(why)) => {
                    damage.push(Damage::Page(number, why));
                    pages.push(None);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let head = page::head(&content);
            let mut drawing = head.size.or(layout.size).unwrap_or(Size::A4).drawing();
            for template in head.templates.iter().filter_map(|id| layout.templates.get(id)) {
                if !templates.contains_key(template.as_str()) {
                    let content = self.parts.text(template).ok().flatten().unwrap_or_default();
                    templates.insert(template, content);
                }
                let content = templates.get(template.as_str()).map_or("", String::as_str);
                // A form under the page adds to it; the page can be read without.
                page::draw(content, &mut drawing, &mut self.budget).ok();
            }
            if let Err(why) = page::draw(&content, &mut drawing, &mut self.budget) {
                damage.push(Damage::Page(number, why));
            }
            pages.push(Some(drawing));
            if self.budget.is_spent() {
                damage.push(Damage::Limit("operations of a document".into()));
                break;
            }
        }
        Ok(())
    }
}

/// A title, white space folded, unless it is blank.
fn title(text: &str) -> Option<CompactString> {
    Some(super::fold::fold(text)).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests;
