//! Pictures and charts in a report: caption, page, size.

use crate::document::{Block, Document};
use crate::normalise::identify::Part;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its page, from 1.
    pub page: u32,
    /// Width and height, in pixels on a web page and in points in a PDF; nothing where the document does not say.
    pub size: Option<(u32, u32)>,
    /// The line beside it that begins with 图 or 表, otherwise what the page says of it; possibly empty.
    pub caption: String,
}

/// The pictures of the part of a document that is a report.
pub(super) fn pictures(document: &Document, part: &Part) -> Vec<Picture> {
    let start = part.outline.body.unwrap_or(part.blocks.start);
    let inside = |after: usize| after >= start && after <= part.blocks.end;
    let pictures = document.pictures.iter().filter(|picture| inside(picture.after_block));
    let read = |picture: &crate::document::Picture| {
        let below = printed(document, picture.after_block);
        let above = picture.after_block.checked_sub(1).and_then(|index| printed(document, index));
        let caption = below.or(above).unwrap_or(picture.caption.as_str());
        Picture { page: picture.page, size: picture.size, caption: caption.to_string() }
    };
    pictures.map(read).collect()
}

/// A line that is a caption.
fn printed(document: &Document, block: usize) -> Option<&str> {
    let Block::Text(paragraph) = document.blocks.get(block)? else { return None };
    let text = paragraph.text.trim();
    is_caption(text).then_some(text)
}

/// Whether a line is the caption of a picture or table: 图1 …
pub(super) fn is_caption(line: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 120;
    let numbered = line.trim().strip_prefix(['图', '表']).map(str::trim_start);
    let begins = |c: char| c.is_numeric() || "一二三四五六七八九十：:".contains(c);
    numbered.is_some_and(|rest| rest.starts_with(begins)) && line.len() <= LONGEST
}
