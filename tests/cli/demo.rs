//! `nianbao demo` on a machine that has nothing else.

use std::fs;

use crate::util::{DATASET, run, table, visible};

#[test]
fn the_demo_makes_a_dataset_and_says_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(folder.path(), &["demo", "-o", "out", "--fail-on", "never"]).ended(0);
    assert_eq!(visible(&folder.path().join("out")), DATASET);
    assert!(!table(&folder.path().join("out"), "reports.csv").is_empty());
    assert!(
        ran.err.trim_end().ends_with("Next, your own reports: nianbao extract FOLDER -o dataset"),
        "{}",
        ran.err
    );
    assert!(ran.out.is_empty());
    let quiet = run(folder.path(), &["demo", "-o", "quiet", "--fail-on", "never", "-q"]).ended(0);
    assert!(quiet.err.lines().all(|line| line.starts_with("unreadable: ")), "{}", quiet.err);
    assert!(fs::exists(folder.path().join("quiet/reports.csv")).unwrap());
}
