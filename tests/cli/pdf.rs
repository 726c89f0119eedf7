//! The program on the PDFs of `corpora/pdf/`, held to the figures of `golden/pdf/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lopdf::content::Content;
use lopdf::{Document, Object};

use crate::util::{run, table};

/// The part of the figures that must be found, in all files and in those whose tables have rulings.
const LEAST_FOUND: f64 = 0.998;
const LEAST_FOUND_RULED: f64 = 0.9995;

/// Files whose tables have no rulings that could be seen. What is read wrong in them is never sure.
const UNRULED: [&str; 7] =
    ["bare", "bare-dash", "bare-long", "bare-slash", "libreoffice-html", "recognised", "zebra"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn dataset(name: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    // 1: one of them needs a password, and is unreadable.
    run(root(), &["extract", "corpora/pdf", "-q", "-j", "2", "-o", out.to_str().unwrap()]).ended(1);
    out
}

/// The golden figures of a file: an empty value is a cell without a number.
pub(crate) fn golden(name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(root().join(format!("golden/pdf/{name}.csv"))).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            (format!("{}.{}.{}", &record[0], &record[1], &record[2]), record[3].to_string())
        })
        .collect()
}

#[test]
fn pdfs_of_all_producers_are_read_and_no_figure_is_wrong() {
    let out = dataset("pdf");
    let is_unruled = |name: &str| UNRULED.contains(&name);
    let manifest = table(&root().join("corpora/pdf"), "manifest.csv");
    assert!(manifest.len() >= 60, "only {} files", manifest.len());
    let reports = table(&out, "reports.csv");
    let figures = table(&out, "figures.csv");
    let (mut right, mut wanted, mut right_ruled, mut wanted_ruled) = (0, 0, 0, 0);
    for listed in &manifest {
        let name = listed["name"].as_str();
        let source = format!("corpora/pdf/{name}.pdf");
        let own: Vec<_> = reports.iter().filter(|row| row["source"] == source).collect();
        for report in &own {
            assert_eq!(report["status"], listed["status"], "{name}: {}", report["reason"]);
        }
        if listed["status"] != "extracted" {
            continue;
        }
        for (report, number) in own.iter().zip(1..) {
            let golden = golden(&if number == 1 { name.to_string() } else { format!("{name}#{number}") });
            let of_report = figures.iter().filter(|row| row["report_id"] == report["report_id"]);
            let mut found = 0;
            for row in of_report {
                let told = (&row["value"], &row["published"], &row["confidence"], &row["locator"]);
                let expected = golden.get(&row["key"]);
                if expected == Some(&row["value"]) {
                    found += 1;
                } else {
                    assert!(
                        is_unruled(name) && row["confidence"] != "high",
                        "{name} {}: {told:?}",
                        row["key"]
                    );
                }
            }
            right += found;
            wanted += golden.len();
            if !is_unruled(name) {
                right_ruled += found;
                wanted_ruled += golden.len();
            }
        }
        let expected = if name.starts_with("two-reports") { 2 } else { 1 };
        assert_eq!(own.len(), expected, "{name}");
    }
    assert!(f64::from(right) >= LEAST_FOUND * wanted as f64, "{right} of {wanted}");
    assert!(
        f64::from(right_ruled) >= LEAST_FOUND_RULED * wanted_ruled as f64,
        "{right_ruled} of {wanted_ruled}"
    );
}

/// A text that a page shows, and where its baseline begins, in points from the top left corner.
struct Shown {
    text: String,
    x: f32,
    y: f32,
}

/// What the pages of a file show, read from the operators themselves: these files place each text by a matrix of its own
/// and write it in UTF-16.
fn shown(path: &Path) -> Vec<Vec<Shown>> {
    let file = Document::load(path).unwrap();
    let number = |object: &Object| object.as_float().unwrap();
    let mut pages = Vec::new();
    for page in file.get_pages().into_values() {
        let content = Content::decode(&file.get_page_content(page)).unwrap();
        let (mut x, mut y) = (0.0, 0.0);
        let mut texts = Vec::new();
        for operation in &content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tm", [.., left, bottom]) => (x, y) = (number(left), 842.0 - number(bottom)),
                ("Tj", [Object::String(bytes, _)]) => {
                    let units = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                    let text = char::decode_utf16(units).map(Result::unwrap).collect();
                    texts.push(Shown { text, x, y });
                }
                _ => {}
            }
        }
        pages.push(texts);
    }
    pages
}

#[test]
fn the_box_of_every_figure_holds_what_is_printed() {
    let out = dataset("pdf-boxes");
    let figures = table(&out, "figures.csv");
    // A page turned by /Rotate 90 shows what stands at (x, y) of its content at (842 - y, x).
    for (name, turned) in
        [("rules-thin", false), ("rules-four", false), ("break-open", false), ("turned-page", true)]
    {
        let path = format!("corpora/pdf/{name}.pdf");
        let pages = shown(&root().join(&path));
        let mut looked_at = 0;
        for row in figures.iter().filter(|row| row["source"] == path) {
            let (page, area) = row["locator"].strip_prefix("page=").unwrap().split_once(" box=").unwrap();
            let sides: Vec<f32> = area.split(',').map(|side| side.parse().unwrap()).collect();
            let inside = |shown: &&Shown| {
                let (x, y) = if turned { (842.0 - shown.y, shown.x) } else { (shown.x, shown.y) };
                sides[0] <= x && x <= sides[2] && sides[1] <= y && y <= sides[3]
            };
            let page: usize = page.parse().unwrap();
            let texts: String =
                pages[page - 1].iter().filter(inside).map(|shown| shown.text.as_str()).collect();
            assert_eq!(texts.trim(), row["published"], "{name} {}: {}", row["key"], row["locator"]);
            looked_at += 1;
        }
        assert!(looked_at >= 150, "{name}: {looked_at}");
    }
}
