//! Bytes as a web archive: every record is an input or a reason, and the walk ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::inputs::Inputs;

fuzz_target!(|data: &[u8]| {
    let dir = tempfile::tempdir().expect("a folder for the archive");
    let path = dir.path().join("fuzz.warc");
    std::fs::write(&path, data).expect("the archive is written");
    let Ok(inputs) = Inputs::open(&[path], None, &[]) else { return };
    for pending in inputs {
        let input = pending.load();
        if let Err(error) = &input.bytes {
            assert!(!error.to_string().is_empty());
        }
    }
});
