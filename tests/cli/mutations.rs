//! Damaged PDFs: a seeded sample of what `scripts/mutate_pdfs.py` makes by the thousand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::util::{run, table};

/// The PDFs with two reports, and golden figures of each.
const TWO_REPORTS: [&str; 2] = ["two-reports", "two-reports-turned"];

/// How many files are made of the corpus.
const FILES: usize = 90;

/// A small generator, so that the same files are made everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Flips a bit, cuts a piece out, doubles one, exchanges two digits of the skeleton, or cuts the end off.
fn damage(mut bytes: Vec<u8>, draw: &mut Draw) -> Vec<u8> {
    for _ in 0..=draw.below(4) {
        let at = draw.below(bytes.len());
        let end = (at + 1 + draw.below(64)).min(bytes.len());
        match draw.below(6) {
            0 => bytes[at] ^= 1 << draw.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 if draw.below(4) == 0 => bytes.truncate(at.max(64)),
            _ => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
                let (a, b) = (digits[draw.below(digits.len())], digits[draw.below(digits.len())]);
                bytes.swap(a, b);
            }
        }
    }
    bytes
}

fn golden(name: &str) -> BTreeMap<[String; 3], String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/pdf");
    let rows = table(&root, &format!("{name}.csv"));
    rows.into_iter()
        .map(|row| (["table", "row", "column"].map(|key| row[key].clone()), row["value"].clone()))
        .collect()
}

#[test]
fn damaged_files_have_their_rows_and_no_wrong_figure_is_high() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources: Vec<PathBuf> =
        fs::read_dir(root.join("corpora/pdf")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let has_figures = |path: &PathBuf| {
        root.join("golden/pdf").join(path.file_stem().unwrap()).with_extension("csv").exists()
    };
    // A web page under the name of a PDF prints what is left of it: a digit that damage takes from it was never printed.
    let is_page = |path: &PathBuf| fs::read(path).unwrap().starts_with(b"<");
    // Where something lies over a figure, damage to that brings out what was not printed.
    let is_unsure =
        |path: &PathBuf| path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("unsure-"));
    sources.retain(|path| {
        let is_pdf = path.extension().is_some_and(|ext| ext == "pdf");
        is_pdf && has_figures(path) && !is_page(path) && !is_unsure(path)
    });
    sources.sort();
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("docs")).unwrap();
    let mut draw = Draw(2024);
    let mut names = BTreeMap::new();
    for number in 0..FILES {
        let source = &sources[number % sources.len()];
        let bytes = damage(fs::read(source).unwrap(), &mut draw);
        let name = format!("docs/{number:03}.pdf");
        fs::write(temp.path().join(&name), bytes).unwrap();
        names.insert(name, source.file_stem().unwrap().to_str().unwrap().to_string());
    }
    run(temp.path(), &["extract", "docs", "-o", "out", "-q", "--fail-on", "never", "--pdf-timeout", "10"])
        .ended(0);
    let reports = table(&temp.path().join("out"), "reports.csv");
    // A file may hold two reports, or damage tear one in two.
    let read: BTreeSet<&String> = reports.iter().map(|report| &report["source"]).collect();
    assert_eq!(read.len(), FILES);
    for report in &reports {
        assert!(!report["reason"].contains("internal error"), "{report:?}");
        assert!(!report["reason"].contains("crashed"), "{report:?}");
    }
    let mut high = 0;
    for figure in table(&temp.path().join("out"), "figures.csv") {
        if figure["confidence"] == "high" {
            high += 1;
            let key = ["table", "row", "column"].map(|key| figure[key].clone());
            let name = &names[&figure["source"]];
            let second = figure["report_id"].ends_with("-2") && TWO_REPORTS.contains(&name.as_str());
            let golden = golden(&if second { format!("{name}#2") } else { name.clone() });
            assert_eq!(golden.get(&key), Some(&figure["value"]), "{figure:?}");
        }
    }
    assert!(high > 1000, "{high} figures are high");
}
