//! One input through all stages: bytes in, reports out.

use crate::document::Format;
use crate::inputs::Input;
use crate::report::{Report, Status};
use crate::template::Forms;

/// Reads one input into its reports: at least one, also if it cannot be read.
///
/// What follows from the input alone (`id`, `source`, `sha256`, `fetched_at`) is set by [`crate::extract`].
pub fn read_reports(input: &Input, _forms: &Forms) -> Vec<Report> {
    let reason = match &input.bytes {
        Ok(_) => "no reader yet".to_string(),
        Err(error) => error.to_string(),
    };
    vec![Report::without_figures(Status::Unreadable, reason)]
}

/// What bytes are, by content.
pub fn format_of(bytes: &[u8]) -> Format {
    if bytes.is_empty() {
        Format::Empty
    } else if bytes.starts_with(b"%PDF-") {
        Format::Pdf
    } else if bytes.contains(&0) {
        Format::Binary
    } else if bytes.trim_ascii_start().starts_with(b"<") {
        Format::Html
    } else {
        Format::Text
    }
}
