//! Tables that have lost a cell or their header: what is `high` all the same has to be right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::util::{run, table};

/// Reads documents made of one of the corpus, and compares every figure that is `high` with what that one prints.
fn is_never_wrong(name: &str, documents: Vec<String>, least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden: BTreeMap<[String; 3], String> = table(&root.join("golden"), &format!("{name}.csv"))
        .into_iter()
        .map(|row| (["table", "row", "column"].map(|key| row[key].clone()), row["value"].clone()))
        .collect();
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("docs")).unwrap();
    for (number, document) in documents.iter().enumerate() {
        fs::write(temp.path().join(format!("docs/{number:03}.txt")), document).unwrap();
    }
    run(temp.path(), &["extract", "docs", "-o", "out", "-q", "--fail-on", "never"]).ended(0);
    let mut high = 0;
    for figure in table(&temp.path().join("out"), "figures.csv") {
        if figure["confidence"] == "high" {
            high += 1;
            let key = ["table", "row", "column"].map(|key| figure[key].clone());
            assert_eq!(golden.get(&key), Some(&figure["value"]), "{figure:?}");
        }
    }
    assert!(high > documents.len() * least, "{high} figures of {} documents", documents.len());
}

#[test]
fn a_sheet_of_which_one_row_has_lost_a_field() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sheet = fs::read(root.join("corpora/txt/text-csv-sheet.txt")).unwrap();
    let (sheet, _) = nianbao::document::decode_text(&sheet);
    for (name, delimiter) in [("commas", ","), ("tabs", "\t")] {
        let sheet = sheet.replace(',', delimiter);
        let lines: Vec<&str> = sheet.lines().collect();
        let rows = |line: &&usize| {
            let fields: Vec<&str> = lines[**line].split(delimiter).collect();
            fields.iter().filter(|field| field.parse::<f64>().is_ok()).count() > 1
        };
        let numbers: Vec<usize> = (0..lines.len()).collect();
        let documents = numbers.iter().filter(rows).enumerate().map(|(at, &line)| {
            let mut fields: Vec<&str> = lines[line].split(delimiter).collect();
            fields.remove(1 + at % 9);
            let short = fields.join(delimiter);
            let mut lines = lines.clone();
            lines[line] = &short;
            lines.join("\n")
        });
        let documents: Vec<String> = documents.collect();
        assert!(documents.len() > 20, "{name}");
        is_never_wrong("text-csv-sheet", documents, 100);
    }
}

#[test]
fn a_table_whose_header_has_lost_its_first_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("corpora/html/shape-goes-on-headless.html")).unwrap();
    let at = page.find("（本列数据").unwrap();
    let start = page[..at].rfind("<tr").unwrap();
    let ends: Vec<usize> = page[at..].match_indices("</tr>").map(|(end, _)| at + end + 5).take(3).collect();
    let documents = ends.iter().map(|end| format!("{}{}", &page[..start], &page[*end..])).collect();
    is_never_wrong("shape-goes-on-headless", documents, 10);
}

#[test]
fn a_column_whose_name_is_not_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read(root.join("corpora/txt/text-total-under-head.txt")).unwrap();
    let (text, _) = nianbao::document::decode_text(&text);
    // Of the same width, so that all stands where it stood.
    let documents = ["栏目乙丙丁", "类别      "].map(|word| text.replace("申请人情况", word)).to_vec();
    assert!(documents.iter().all(|document| *document != text));
    is_never_wrong("text-total-under-head", documents, 10);
}
