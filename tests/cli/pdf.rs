//! The program on the PDFs of `corpora/pdf/`, held to the figures of `golden/pdf/`.

use std::fs;
use std::path::Path;

use crate::util::{run, table};

/// The part of the figures that must be found; what is missing is a label of a row that no list knows yet.
const LEAST_FOUND: f64 = 0.995;

#[test]
fn pdfs_of_all_producers_are_read_and_no_figure_is_wrong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    let out_name = out.to_str().unwrap();
    // 1: one of them needs a password, and is unreadable.
    run(root, &["extract", "corpora/pdf", "-q", "-j", "2", "-o", out_name]).ended(1);
    let score = run(root, &["score", "--golden", "golden/pdf", out_name, "--format", "json"]).ended(0);
    let score: serde_json::Value = serde_json::from_str(&score.out).unwrap();
    assert_eq!(score["without_report"], serde_json::json!([]));
    let (mut right, mut wrong) = (0, 0);
    for level in score["levels"].as_array().unwrap() {
        let count = |what: &str| level[what].as_u64().unwrap();
        right += count("right");
        wrong += count("wrong") + count("invented");
    }
    assert_eq!(wrong, 0);
    let golden: usize = fs::read_dir(root.join("golden/pdf"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap().lines().count() - 1)
        .sum();
    assert!(right as f64 >= LEAST_FOUND * golden as f64, "{right} of {golden}");
    for listed in table(&root.join("corpora/pdf"), "manifest.csv") {
        let source = format!("corpora/pdf/{}.pdf", listed["name"]);
        assert_eq!(crate::util::report(&out, &source)["status"], listed["status"], "{source}");
    }
}
