//! Sentences typed by hand, each put into a report of its own that is right in itself (`sentences/report.txt`), with the check that must find
//! it wrong, or none: `sentences/shares.csv`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::util::{run, table};

/// A name of its own for each report, so that none is compared with another.
fn agency(number: usize) -> String {
    const NAMES: [char; 10] = ['平', '安', '长', '永', '宁', '和', '顺', '兴', '昌', '隆'];
    number.to_string().chars().map(|digit| NAMES[digit.to_digit(10).unwrap() as usize]).collect()
}

#[test]
fn each_sentence_is_found_wrong_by_its_check_and_by_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/sentences");
    let report = fs::read_to_string(own.join("report.txt")).unwrap();
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    let sentences = table(&own, "shares.csv");
    for (number, row) in sentences.iter().enumerate() {
        let text = report.replace("@SENTENCE@", &row["sentence"]).replace("@AGENCY@", &agency(number + 100));
        fs::write(inputs.join(format!("{number:03}.txt")), text).unwrap();
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    run(folder.path(), &["audit", "-q", "data"]).ended(0);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table(&folder.path().join("data"), "findings.csv") {
        // All reports have the same figures, which is not what is asked here.
        if !row["check"].starts_with('D') {
            let stem = Path::new(&row["source"]).file_stem().unwrap().to_string_lossy().into_owned();
            let code = row["check"].split('-').next().unwrap();
            found.entry(stem).or_default().push(format!("{code} {}", row["verdict"]));
        }
    }
    let mut wrong = Vec::new();
    for (number, row) in sentences.iter().enumerate() {
        let mut codes = found.remove(&format!("{number:03}")).unwrap_or_default();
        codes.dedup();
        let expected = if row["finding"].is_empty() { Vec::new() } else { vec![row["finding"].clone()] };
        if codes != expected {
            wrong.push(format!("{}\n    expected {expected:?}, found {codes:?}", row["sentence"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
