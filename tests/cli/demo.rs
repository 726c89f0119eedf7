//! `nianbao demo` on a machine that has nothing else.

use std::fs;

use crate::util::{DATASET, run, table, visible};

#[test]
fn the_demo_makes_a_dataset_and_says_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(folder.path(), &["demo", "-o", "out"]).ended(0);
    let out = folder.path().join("out");
    let files: Vec<String> = visible(&out).into_iter().filter(|name| !name.starts_with("archive/")).collect();
    for name in DATASET {
        assert!(files.iter().any(|file| file == name), "{name} is not among {files:?}");
    }
    assert!(out.join("archive").is_dir() && out.join("catalogue.sqlite").is_file());
    assert!(ran.out.is_empty());
    let last = ran.err.lines().last().unwrap();
    assert!(last.starts_with("Next, your own reports: "), "{}", ran.err);
    assert!(last.ends_with(" extract FOLDER -o dataset"), "{}", ran.err);
    // What is told of the folder is true of it.
    for name in DATASET.into_iter().filter(|name| name.ends_with(".csv")) {
        assert!(ran.err.contains(&format!("\n  {name} ")), "{name} is not explained: {}", ran.err);
    }
    assert!(ran.err.contains("运城市人民政府办公室"), "{}", ran.err);

    let quiet = run(folder.path(), &["demo", "-o", "quiet", "-q"]).ended(0);
    assert_eq!(quiet.err, "");
    assert!(fs::exists(folder.path().join("quiet/reports.csv")).unwrap());
}

#[test]
fn the_demo_shows_what_can_become_of_a_report() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["demo", "-o", "out"]).ended(0);
    let reports = table(&folder.path().join("out"), "reports.csv");
    assert!(reports.iter().any(|report| report["agency"] == "运城市人民政府办公室"));
    assert_eq!(reports.len(), 14, "each built-in report is found once");
    for status in ["extracted", "partial", "needs_ocr"] {
        assert!(reports.iter().any(|report| report["status"] == status), "{status}");
    }
    for template in ["2019", "2021", "mixed"] {
        assert!(reports.iter().any(|report| report["template"] == template), "{template}");
    }
    let figures = table(&folder.path().join("out"), "figures.csv");
    for flag in ["identity_violated", "unit_converted", "identity_untested"] {
        assert!(figures.iter().any(|figure| figure["flags"].split(';').any(|word| word == flag)), "{flag}");
    }
}
