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
    let is_text = |note: &Dict<'_>| matches!(kind(note).as_deref(), Some("Widget" | "FreeText"));
    notes.iter::<Dict<'_>>().filter(is_text).filter_map(|note| place(&note, transform)).collect()
}

/// Whether a page has something added to it that is painted.
pub(super) fn is_painted(page: &Page<'_>) -> bool {
    seen(page).any(|note| note.contains_key(b"AP".as_slice()))
}

/// What was added to a page and is seen, as far as it is looked at.
pub(super) fn seen<'a>(page: &Page<'a>) -> impl Iterator<Item = Dict<'a>> {
    let notes = page.raw().get::<Array<'a>>(b"Annots".as_slice());
    let is_seen = |note: &Dict<'_>| note.get::<u32>(b"F".as_slice()).unwrap_or(0) & UNSEEN == 0;
    notes.into_iter().flat_map(|notes| notes.iter::<Dict<'a>>()).take(MAX_NOTES).filter(is_seen)
}

/// What kind of thing was added.
pub(super) fn kind(note: &Dict<'_>) -> Option<String> {
    Some(note.get::<Name<'_>>(b"Subtype".as_slice())?.as_str().to_string())
}

/// Its box on the page as shown.
pub(super) fn place(note: &Dict<'_>, transform: Affine) -> Option<Area> {
    let rect = note.get::<Rect>(b"Rect".as_slice())?;
    let rect = hayro_interpret::kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1);
    Some(Area::from_kurbo(transform.transform_rect_bbox(rect))).filter(Area::is_finite)
}

/// The flags of what no viewer shows: hidden, not to be viewed.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// The most things added to a page that are looked at.
const MAX_NOTES: usize = 5_000;

/// The parts of a page, in the order in which they are painted.
pub(super) const PAGE: RenderContent = RenderContent::PAGE;
pub(super) const ADDED: RenderContent = RenderContent::ANNOTATIONS;
