//! The file as a whole: opened, rebuilt where it ends too soon, checked for what was lost or changed on the way.
//!
//! First in the way of a PDF: what follows sees pages only.

pub(super) mod open;
mod rebuild;
pub(super) mod sound;
pub(super) mod torn;
