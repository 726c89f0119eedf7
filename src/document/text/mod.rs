//! Plain text.
use super::{Document, Format};

/// Reads a decoded text.
pub fn read(_text: &str) -> Document {
    Document::new(Format::Text)
}
