//! What was added to a finished page: fields that were filled in, notes, stamps.
//!
//! Helps `interpret`. A filled field or a typed line may hold a figure of the form; a stamp, a remark in a bubble or a marked passage
//! says something about the page and is none of it.

use hayro_interpret::RenderContent;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Affine;

use crate::document::pdf::geometry::Area;

/// Boxes on the page as shown of what was added and holds text of its own.
pub(super) fn fields(page: &Page<'_>, transform: Affine) -> Vec<Area> {
    let Some(notes) = page.raw().get::<Array<'_>>(b"Annots".as_slice()) else { return Vec::new() };
    let place = |note: Dict<'_>| {
        let kind = note.get::<Name<'_>>(b"Subtype".as_slice())?;
        let is_text = matches!(kind.as_str(), "Widget" | "FreeText");
        let rect = note.get::<Rect>(b"Rect".as_slice()).filter(|_| is_text)?;
        let rect = hayro_interpret::kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1);
        Some(Area::from_kurbo(transform.transform_rect_bbox(rect)))
    };
    notes.iter::<Dict<'_>>().filter_map(place).collect()
}

/// The parts of a page, in the order in which they are painted.
pub(super) const PAGE: RenderContent = RenderContent::PAGE;
pub(super) const ADDED: RenderContent = RenderContent::ANNOTATIONS;
