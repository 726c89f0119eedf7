//! Small things that every room says and does in the same way.

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

/// Makes room on the heap of a thread that is about to allocate much in small pieces, which the GNU library would else ask of
/// the system page by page. A block that it had from the system and that is free again teaches it to keep blocks of
/// that size on the heap, and one of them, freed there, is the room. Neither is touched, so that they take no memory.
pub(crate) fn make_room() {
    for bytes in [2 << 20, 1 << 20] {
        drop(std::hint::black_box(Vec::<u8>::with_capacity(bytes)));
    }
}

/// The first of several names.
pub(crate) fn few(names: &[String]) -> String {
    const TOLD: usize = 5;
    let more = if names.len() > TOLD { ", …" } else { "" };
    names.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ") + more
}

/// A number with its thousands apart: 62,412.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
