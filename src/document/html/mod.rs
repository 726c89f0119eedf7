//! Web pages.

use super::{Document, Format};

/// Reads a decoded page.
pub fn read(_page: &str) -> Document {
    Document::new(Format::Html)
}
