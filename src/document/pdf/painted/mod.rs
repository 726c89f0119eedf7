//! What a page paints: glyphs with their places, rulings, grounds and pictures.
//!
//! After `file`, with the characters that `fonts` tell; `ruled` and `sheet` make tables and lines of it.

pub(super) mod actual;
mod added;
mod cancelled;
mod clips;
pub(super) mod cover;
pub(super) mod downwards;
pub(super) mod filled;
pub(super) mod glyph;
pub(super) mod ink;
pub(super) mod interpret;
pub(super) mod overlay;
pub(super) mod place;
mod tone;
