//! Bytes as the two tables of a dataset, apart at the first NUL: the audit ends with findings or with one clear error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::audit::{self, Options};
use nianbao::template::Forms;

fuzz_target!(|data: &[u8]| {
    let (reports, figures) = data.split_at(data.iter().position(|&b| b == 0).unwrap_or(data.len()));
    let dir = tempfile::tempdir().expect("a folder for the dataset");
    std::fs::write(dir.path().join("reports.csv"), reports).expect("reports.csv is written");
    std::fs::write(dir.path().join("figures.csv"), figures.get(1..).unwrap_or_default())
        .expect("figures.csv is written");
    if let Err(error) = audit::run(dir.path(), Forms::builtin(), &Options::default()) {
        assert!(!error.to_string().is_empty());
    }
});
