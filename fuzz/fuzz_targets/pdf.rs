//! Bytes behind the mark of a PDF, read in this process.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: nianbao_fuzz::quiet_panics(), |data: &[u8]| {
    if data.starts_with(b"%PDF") {
        nianbao_fuzz::read(data);
    }
});
