//! `nianbao audit`: what is planted is found and nothing else, and what a broken dataset is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::util::{run, table};

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

/// Where a finding stands: the name of its document, its check without the number, table, row, column.
type Place = (String, String, String, String, String);

fn place(row: &BTreeMap<String, String>, name: &str, check: &str) -> Place {
    let cell = |column: &str| row[column].clone();
    (name.to_string(), check.to_string(), cell("table"), cell("row"), cell("column"))
}

fn stem(source: &str) -> String {
    Path::new(source).file_stem().unwrap().to_string_lossy().into_owned()
}

fn kind(check: &str) -> String {
    check.split_once('-').unwrap().1.to_string()
}

/// Kinds of planted mistakes that stand in several rows, of which `planted.csv` names the first.
const NAMED_ONCE: [&str; 2] = ["items_decisions", "shifted"];

/// The running text, which says what stood in a row before it was shifted.
const PROSE: &str = "prose";

/// Reports that the generator draws by chance with what the checks are for: rules of a township, one number in a row.
const DRAWN: [&str; 3] = ["break-open", "encoding-gbk-euc-h", "charset-invalid-bytes"];

#[test]
fn all_that_is_planted_is_found_as_published_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let corpora = corpora();
    run(folder.path(), &["extract", "-q", "--fail-on", "never", corpora.to_str().unwrap(), "-o", "data"])
        .ended(0);
    run(folder.path(), &["audit", "data", "--fail-on", "finding"]).ended(1);
    let planted: BTreeSet<Place> =
        table(&corpora, "planted.csv").iter().map(|row| place(row, &row["id"], &row["identity"])).collect();
    let findings = table(&folder.path().join("data"), "findings.csv");
    let published: BTreeSet<Place> = findings
        .iter()
        .filter(|row| row["verdict"] == "published")
        .map(|row| place(row, &stem(&row["source"]), &kind(&row["check"])))
        .collect();
    let missed: Vec<&Place> = planted.difference(&published).collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
    let expected = |found: &&Place| {
        planted.contains(*found)
            || DRAWN.contains(&found.0.as_str())
            || found.1 == PROSE && planted.iter().any(|one| one.0 == found.0 && one.1 == "shifted")
            || planted
                .iter()
                .any(|one| NAMED_ONCE.contains(&one.1.as_str()) && one.0 == found.0 && one.1 == found.1)
    };
    let invented: Vec<&Place> = published.iter().filter(|found| !expected(found)).collect();
    assert!(invented.is_empty(), "not planted: {invented:#?}");
    let doubtful = findings.iter().filter(|row| row["verdict"] == "extraction").count();
    assert_eq!(doubtful, 0, "all documents of the corpora are read right");
}

#[test]
fn a_folder_that_is_no_dataset_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    run(folder.path(), &["audit", "data"]).ended(2).one_sentence("data has no reports.csv");
    run(folder.path(), &["audit", "data", "--checks", "R99"]).ended(2).one_sentence("there is no check R99");
}
