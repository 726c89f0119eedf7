//! Pages become a document: furniture taken out, tables joined over page breaks, everything in reading order.
//!
//! The last step of a PDF.

pub(super) mod assemble;
mod beside;
mod broken;
mod doubt;
mod flow;
mod furniture;
mod overrun;
pub(super) mod stitch;
