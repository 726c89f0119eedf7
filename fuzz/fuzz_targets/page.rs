//! Any bytes, read as a document: web pages, text, and what only looks like them.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // PDFs have a target of their own.
    if !data.starts_with(b"%PDF") {
        nianbao_fuzz::read(data);
    }
});
