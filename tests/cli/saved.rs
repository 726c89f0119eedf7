//! Datasets that a spreadsheet or an editor saved again: other marks between the cells, a quotation mark that is not closed.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use tempfile::TempDir;

use crate::util::{files, run};

/// The commands that read a dataset, and what each writes.
const READERS: [&[&str]; 6] = [
    &["audit", "data"],
    &["compare", "data"],
    &["mine", "data"],
    &["export", "data", "--panel"],
    &["export", "data", "--format", "parquet"],
    &["report", "data"],
];

/// A dataset of two reports with running text.
fn dataset() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let names = ["html/planted-balance.html", "html/portal-hengyang.html"];
    let inputs = names.map(|name| corpora.join(name).to_str().unwrap().to_string());
    let [a, b] = inputs.each_ref().map(String::as_str);
    run(folder.path(), &["extract", "-q", a, b, "-o", "data"]).ended(0);
    folder
}

/// Saves the files that `extract` wrote with another mark between the cells.
fn save_with(mark: u8, data: &Path) {
    for name in ["reports", "figures", "wide", "agencies", "sentences", "prose_figures", "unplaced"] {
        let path = data.join(format!("{name}.csv"));
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(fs::File::open(&path).unwrap());
        let records: Vec<csv::ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
        let mut writer = csv::WriterBuilder::new().delimiter(mark).from_path(&path).unwrap();
        records.iter().for_each(|record| writer.write_byte_record(record).unwrap());
        writer.flush().unwrap();
    }
}

#[test]
fn every_command_reads_what_a_spreadsheet_parted_by_other_marks() {
    let plain = dataset();
    for arguments in READERS {
        run(plain.path(), arguments).ended(0);
    }
    let expected = files(&plain.path().join("data"));
    for mark in [b';', b'\t'] {
        let saved = dataset();
        save_with(mark, &saved.path().join("data"));
        for arguments in READERS {
            run(saved.path(), arguments).ended(0);
        }
        let mut made = 0;
        for (name, bytes) in files(&saved.path().join("data")) {
            let own = ["findings", "indicators", "panel", "words", "similar"];
            let is_made = own.iter().any(|stem| name == format!("{stem}.csv")) || name.ends_with(".parquet");
            if is_made || name.starts_with("site/") && name.ends_with(".html") {
                assert!(expected[&name] == bytes, "{name} parted by {mark:?}");
                made += 1;
            }
        }
        assert!(made > 10, "{made} files");
        let package = fs::read_to_string(saved.path().join("data/datapackage.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&package).unwrap();
        let resources = package["resources"].as_array().unwrap();
        let reports = resources.iter().find(|resource| resource["name"] == "reports").unwrap();
        assert_eq!(reports["dialect"]["delimiter"], char::from(mark).to_string());
        assert_eq!(reports["schema"]["fields"][0]["name"], "report_id");
    }
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_told_with_its_line() {
    let folder = dataset();
    let data = folder.path().join("data");
    let good = fs::read(data.join("figures.csv")).unwrap();
    let second = good.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let third = second + good[second..].iter().position(|byte| *byte == b'\n').unwrap() + 1;
    // The third line begins with a mark that nothing closes; 20 MB follow.
    let mut bad = fs::File::create(data.join("figures.csv")).unwrap();
    bad.write_all(&good[..third]).unwrap();
    bad.write_all(b"\"").unwrap();
    let rows: Vec<u8> = good[third..].iter().copied().filter(|byte| *byte != b'"').collect();
    for _ in 0..20_000_000 / rows.len() {
        bad.write_all(&rows).unwrap();
    }
    drop(bad);
    let readers: [&[&str]; 4] = [
        &["audit", "data"],
        &["compare", "data"],
        &["report", "data"],
        &["export", "data", "--format", "parquet"],
    ];
    for arguments in readers {
        let said = run(folder.path(), arguments).ended(2).err;
        assert!(
            said.contains("figures.csv, line 3: a quotation mark opens a cell and none closes it"),
            "{arguments:?}: {said}"
        );
    }
}
