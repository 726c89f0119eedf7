//! Numbers of any size: in tables that another tool filled, in the text beside them, and in the reports themselves.

use std::fs;
use std::path::Path;

use crate::util::{run, table};

use super::{corpora, rewrite};

/// The ends of what 28 decimals and 96 bits hold, and what is beside them.
const NUMBERS: [&str; 7] = [
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "7922816251426433759354395033.5",
    "39614081257132168796771975168",
    "1",
    "0",
];

/// Which number a cell gets, by its place: all the same, one after the other, or some few only.
type Fill = fn(usize, usize) -> Option<usize>;

const FILLS: [Fill; 5] = [
    |_, _| Some(0),
    |_, _| Some(1),
    |at, _| Some(at % NUMBERS.len()),
    |at, report| Some((at / 7 + report) % NUMBERS.len()),
    |at, report| (at % 29 == report % 29).then_some(at % 5),
];

/// Puts numbers into a column of a file of a dataset, and into that with the cell as printed.
fn fill(dataset: &Path, file: &str, fill: Fill) {
    let path = dataset.join(file);
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&header).unwrap();
    let (mut last, mut report) = (String::new(), 0);
    for (at, record) in reader.records().enumerate() {
        let record = record.unwrap();
        report += usize::from(record[0] != last);
        last = record[0].to_string();
        let mut cells: Vec<&str> = record.iter().collect();
        let value = place("value").unwrap();
        if let Some(number) = fill(at, report).filter(|_| !cells[value].is_empty()) {
            for column in ["value", "published"].into_iter().filter_map(place) {
                cells[column] = NUMBERS[number];
            }
        }
        out.write_record(&cells).unwrap();
    }
    fs::write(path, out.into_inner().unwrap()).unwrap();
}

#[test]
fn numbers_of_any_size_in_a_dataset_end_in_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    let pages = fs::read_dir(corpora().join("html")).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let told = pages.filter(|path| ["planted", "prose"].iter().any(|of| path.to_str().unwrap().contains(of)));
    for path in told {
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::write(folder.join("in").join(name), text(&path)).unwrap();
        // The same on the year before, so that the years are compared.
        fs::write(folder.join("in").join(format!("before-{name}")), text(&path).replace("2022", "2021"))
            .unwrap();
    }
    run(folder, &["extract", "-q", "--fail-on", "never", "in", "-o", "data"]).ended(0);
    run(folder, &["mine", "-q", "data"]).ended(0);
    // It would tell that the figures were changed after they were read.
    fs::remove_file(folder.join("data/wide.csv")).unwrap();
    let clean = ["figures.csv", "prose_figures.csv"]
        .map(|file| (file, fs::read(folder.join("data").join(file)).unwrap()));
    let report = table(&folder.join("data"), "figures.csv")[0]["report_id"].clone();
    for (at, numbers) in FILLS.into_iter().enumerate() {
        for files in [&["figures.csv"][..], &["prose_figures.csv"], &["figures.csv", "prose_figures.csv"]] {
            for (file, bytes) in &clean {
                fs::write(folder.join("data").join(file), bytes).unwrap();
            }
            for file in files {
                fill(&folder.join("data"), file, numbers);
            }
            let told = run(folder, &["audit", "data"]);
            assert!(told.status == 0, "{at} {files:?}: {}", told.err);
            let told = run(folder, &["audit", "data", "--show", &report]);
            assert!(told.status == 0, "{at} {files:?}: {}", told.err);
        }
        let golden = corpora().with_file_name("golden");
        run(folder, &["score", "-q", "--golden", golden.to_str().unwrap(), "data"]).ended(0);
        run(folder, &["compare", "-q", "data"]).ended(0);
    }
}

#[test]
fn counts_of_any_size_in_reports_end_in_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let pages = ["planted-prose.html", "planted-balance.html", "beside-example.html"];
    let pages = pages.map(|name| corpora().join("html").join(name));
    let [a, b, c] = pages.each_ref().map(|page| page.to_str().unwrap());
    run(folder, &["extract", "-q", a, b, c, "-o", "data"]).ended(0);
    let counts = ["figures_expected", "figures_found", "high", "medium", "low", "pages"];
    let largest = |column: &str| counts.contains(&column).then_some("18446744073709551615");
    rewrite(&folder.join("data/reports.csv"), largest);
    let golden = corpora().with_file_name("golden");
    run(folder, &["audit", "-q", "data"]).ended(0);
    run(folder, &["score", "-q", "--golden", golden.to_str().unwrap(), "data"]).ended(0);
    run(folder, &["compare", "-q", "data"]).ended(0);
    run(folder, &["report", "-q", "data"]).ended(0);
}

#[test]
fn numbers_of_any_size_in_a_report_end_in_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    for name in ["planted-prose.html", "planted-balance.html", "beside-example.html"] {
        let page = fs::read_to_string(corpora().join("html").join(name)).unwrap();
        for (at, number) in NUMBERS.into_iter().take(5).enumerate() {
            // Every number of one digit, in the tables and in the text, and its likes with more.
            let cells = page.replace(">0<", &format!(">{number}<")).replace(">1<", &format!(">{number}<"));
            fs::write(folder.join("in").join(format!("{at}-cells-{name}")), cells).unwrap();
            let text = page
                .replace("件，", &format!("{number}件，"))
                .replace('%', &format!("{}%", "0".repeat(at * 9)));
            fs::write(folder.join("in").join(format!("{at}-text-{name}")), text).unwrap();
        }
    }
    run(folder, &["extract", "-q", "in", "-o", "data"]).ended(0);
    run(folder, &["mine", "-q", "data"]).ended(0);
    run(folder, &["audit", "-q", "data"]).ended(0);
    assert!(table(&folder.join("data"), "figures.csv").len() > 1000);
}
