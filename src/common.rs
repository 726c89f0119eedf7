//! Two small things that every room says in the same way.

use std::fmt::Write as _;
use std::io;

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the system said, without the number that `std` adds to it.
pub(crate) fn system_words(error: &io::Error) -> String {
    without_number(&error.to_string()).to_string()
}

/// A message of the system without the number that `std` adds to it.
pub(crate) fn without_number(message: &str) -> &str {
    message.split(" (os error").next().unwrap_or(message)
}
