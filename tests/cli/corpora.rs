//! The program on the documents of `corpora/`, held to the figures of `golden/`.
//!
//! The comparison is this file's own, so that it does not share a mistake with `nianbao score`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::util::{files, run, table, visible};

type Row = BTreeMap<String, String>;

/// Tables that are not read yet: document, table, how many figures, why. Nothing else may be missing, nothing may be
/// wrong, nothing invented. Whoever makes one readable takes it off this list.
const KNOWN_MISSES: [(&str, &str, usize, &str); 0] = [];

/// The figures that a whole table of disputes has.
const WHOLE_DISPUTES: usize = 15;

/// Documents of an odd shape that both readers have to understand, and how many of their figures are `high` at least.
const UNDERSTOOD_TWICE: [(&str, usize); 9] = [
    // Without the alias 处理决定数量 of the form of 2021 three of its figures are of the other form, for one reader.
    ("labels-one-key-two-forms", 200),
    ("rows-in-layout-table", 150),
    ("table-head-apart", 195),
    ("table-of-rows", 195),
    ("text-csv-sheet", 190),
    ("text-database-rules", 170),
    ("text-one-per-line-notes", 180),
    ("text-ragged-total-first", 180),
    ("text-spaced-torn-rows", 170),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads all documents of the corpora with so many workers.
fn extracted(name: &str, jobs: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    let out_name = out.to_str().unwrap();
    // 1: one document of the corpora is noise, and unreadable.
    run(
        root(),
        &[
            "extract",
            "corpora/html",
            "corpora/txt",
            "corpora/docx",
            "corpora/doc",
            "-q",
            "-j",
            jobs,
            "-o",
            out_name,
        ],
    )
    .ended(1);
    out
}

/// The dataset of the corpora, made once.
fn dataset() -> &'static Path {
    static DATASET: OnceLock<PathBuf> = OnceLock::new();
    DATASET.get_or_init(|| extracted("corpora", "4"))
}

/// The rows of a CSV file of the repository.
fn rows(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join(path)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The name of the document behind a row, with `#2` for its second report.
fn document(row: &Row) -> String {
    let name = Path::new(&row["source"]).file_stem().unwrap().to_str().unwrap();
    match row["report_id"].split_once('-') {
        Some((_, number)) => format!("{name}#{number}"),
        None => name.to_string(),
    }
}

fn key(row: &Row) -> String {
    format!("{}.{}.{}", row["table"], row["row"], row["column"])
}

fn number(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// The figures of each report by their keys.
fn figures(dataset: &Path) -> BTreeMap<String, BTreeMap<String, Row>> {
    let mut all: BTreeMap<String, BTreeMap<String, Row>> = BTreeMap::new();
    for row in table(dataset, "figures.csv") {
        let twice = all.entry(document(&row)).or_default().insert(key(&row), row);
        assert!(twice.is_none(), "two figures for one key: {twice:?}");
    }
    all
}

/// The golden figures of a report.
fn golden(name: &str) -> BTreeMap<String, Option<Decimal>> {
    rows(&format!("golden/{name}.csv")).iter().map(|row| (key(row), number(&row["value"]))).collect()
}

fn golden_names() -> Vec<String> {
    let entries = fs::read_dir(root().join("golden")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut names: Vec<String> =
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string()).collect();
    names.sort();
    names
}

/// Figures that differ from the golden ones or have no golden one, each with what is printed and how sure it is.
fn mistakes(golden: &BTreeMap<String, Option<Decimal>>, got: &BTreeMap<String, Row>) -> Vec<String> {
    let wrong = |(key, row): &(&String, &Row)| golden.get(*key) != Some(&number(&row["value"]));
    let told = |(key, row): (&String, &Row)| {
        let (value, published, level) = (&row["value"], &row["published"], &row["confidence"]);
        format!(
            "{key} is {value:?}, published {published:?}, {level} confidence, golden {:?}",
            golden.get(key)
        )
    };
    got.iter().filter(wrong).map(told).collect()
}

#[test]
fn every_golden_figure_is_right_and_none_is_invented() {
    let got = figures(dataset());
    let (mut right, mut missing) = (0, BTreeMap::new());
    let names = golden_names();
    for name in &names {
        let golden = golden(name);
        let none = BTreeMap::new();
        let got = got.get(name).unwrap_or(&none);
        assert_eq!(mistakes(&golden, got), Vec::<String>::new(), "{name}");
        right += got.len();
        for key in golden.keys().filter(|key| !got.contains_key(*key)) {
            let table = key.split('.').next().unwrap().to_string();
            *missing.entry((name.clone(), table)).or_insert(0) += 1;
        }
    }
    let known: BTreeMap<(String, String), usize> = KNOWN_MISSES
        .iter()
        .map(|(name, table, count, _)| ((name.to_string(), table.to_string()), *count))
        .collect();
    assert_eq!(missing, known, "the tables that are not read are those of KNOWN_MISSES");
    assert!(right > 30_000, "only {right} figures were compared");
    let without_golden: Vec<&String> = got.keys().filter(|name| !names.contains(name)).collect();
    assert!(without_golden.is_empty(), "figures of documents that have none: {without_golden:?}");
}

#[test]
fn odd_shapes_are_understood_by_both_readers() {
    let got = figures(dataset());
    for (name, least) in UNDERSTOOD_TWICE {
        let high = got[name].values().filter(|row| row["confidence"] == "high").count();
        assert!(high >= least, "{name}: only {high} figures are high");
    }
}

#[test]
fn the_command_that_scores_finds_the_same() {
    let dataset = dataset().to_str().unwrap();
    let ran = run(root(), &["score", "--golden", "golden", "--format", "json", dataset]).ended(0);
    let score: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(score["silent"], serde_json::json!([]));
    assert_eq!(score["reports"], golden_names().len());
    let sum = |what: &str| -> u64 {
        score["levels"].as_array().unwrap().iter().map(|level| level[what].as_u64().unwrap()).sum()
    };
    assert_eq!((sum("wrong"), sum("invented")), (0, 0));
    assert_eq!(sum("right"), table(Path::new(dataset), "figures.csv").len() as u64);
}

#[test]
fn the_published_report_of_yuncheng_is_read_to_the_last_figure() {
    let got = figures(dataset());
    let (golden, got) = (golden("yuncheng-2023"), &got["yuncheng-2023"]);
    assert_eq!((golden.len(), got.len()), (200, 200));
    assert_eq!(mistakes(&golden, got), Vec::<String>::new());
}

#[test]
fn every_document_is_recognised_for_what_it_is() {
    let mut got: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in table(dataset(), "reports.csv") {
        got.entry(row["source"].clone()).or_default().push(row);
    }
    let mut reports = 0;
    for wanted in rows("corpora/manifest.csv") {
        let file = &wanted["file"];
        let got = got.remove(&format!("corpora/{file}")).unwrap_or_default();
        let count: usize = wanted["n_reports"].parse().unwrap();
        assert_eq!(got.len(), count.max(1), "{file}: rows");
        let without_table = KNOWN_MISSES
            .iter()
            .any(|(name, _, figures, _)| *name == wanted["id"] && *figures == WHOLE_DISPUTES);
        let status = if without_table { "partial" } else { &wanted["status"] };
        assert_eq!(got[0]["status"], status, "{file}: {}", got[0]["reason"]);
        if count == 0 {
            assert!(!got[0]["reason"].is_empty(), "{file} does not say why it is no report");
            assert_eq!(got[0]["figures_found"], "0", "{file}");
            continue;
        }
        reports += count;
        for column in ["year", "agency", "template", "title"] {
            assert_eq!(got[0][column], wanted[column], "{file}: {column}");
        }
    }
    assert!(got.is_empty(), "not in the manifest: {:?}", got.keys());
    assert!(reports > 150, "only {reports} reports");
}

#[test]
fn sums_that_fail_as_published_are_marked_and_no_others() {
    let got = figures(dataset());
    let sums = ["row_total", "balance", "outcome_sum", "dispute_total"];
    let planted: Vec<Row> = rows("corpora/planted.csv")
        .into_iter()
        .filter(|row| sums.contains(&row["identity"].as_str()))
        .collect();
    for sum in sums {
        assert!(planted.iter().any(|row| row["identity"] == sum), "no {sum} is planted");
    }
    for row in &planted {
        let figure = &got[&row["id"]][&key(row)];
        assert!(figure["flags"].split(';').any(|flag| flag == "identity_violated"), "{row:?}\n{figure:?}");
        assert_ne!(figure["confidence"], "high", "{figure:?}");
        let published = row["note"].strip_prefix("published ").unwrap().split(',').next().unwrap();
        assert_eq!(number(&figure["value"]), number(published), "{row:?}\n{figure:?}");
    }
    for (name, figures) in &got {
        let violated = figures.values().find(|figure| figure["flags"].contains("identity_violated"));
        let is_planted = planted.iter().any(|row| &row["id"] == name);
        assert!(violated.is_none() || is_planted, "{name}: {violated:?}");
    }
}

#[test]
fn one_worker_and_four_write_the_same_bytes() {
    let (four, one) = (dataset(), extracted("corpora-one-worker", "1"));
    assert_eq!(visible(four), visible(&one));
    let (four, one) = (files(four), files(&one));
    for name in crate::util::DATASET {
        assert!(four[name] == one[name], "{name} differs");
    }
}

#[test]
fn a_document_cut_anywhere_is_read_as_far_as_it_goes() {
    const PIECES: usize = 40;
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    for file in ["html/portal-gkmlpt.html", "html/labels-old-form-in-2022.html", "txt/text-tabs.txt"] {
        let bytes = fs::read(root().join("corpora").join(file)).unwrap();
        let (name, ending) = file.split_once('/').unwrap().1.split_once('.').unwrap();
        for piece in 1..PIECES {
            let cut = &bytes[..bytes.len() * piece / PIECES];
            fs::write(folder.path().join(format!("docs/{name}@{piece}.{ending}")), cut).unwrap();
        }
    }
    run(folder.path(), &["extract", "docs", "-o", "out", "-q"]).ended(0);
    let out = folder.path().join("out");
    let reports = table(&out, "reports.csv");
    assert_eq!(reports.len(), 3 * (PIECES - 1));
    let in_table = "the document ends in the middle of a table";
    assert!(reports.iter().filter(|report| report["reason"].contains(in_table)).count() > PIECES);
    for report in reports.iter().filter(|report| report["reason"].contains(in_table)) {
        assert_eq!(report["status"], "partial", "{report:?}");
    }
    // Where the cut went through a number, what is left of it must not pass for the number.
    for (name, got) in figures(&out) {
        let golden = golden(name.split_once('@').unwrap().0);
        let sure: Vec<String> =
            mistakes(&golden, &got).into_iter().filter(|told| !told.contains(", low confidence")).collect();
        assert_eq!(sure, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn what_is_no_text_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).unwrap();
    let noise: Vec<u8> = (0..60_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let old_office = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    let cases: [(&str, &[u8], &str); 6] = [
        ("empty.html", b"", "the file is empty"),
        ("blank.txt", b" \n\t\r\n", "the file is empty"),
        ("noise.html", &noise, "not text and not a format nianbao knows"),
        ("picture.html", b"\x89PNG\r\n\x1a\n0000000000000000", "picture"),
        ("old.html", &old_office, "damaged: the container cannot be opened"),
        ("archive.html", b"Rar!\x1a\x07\x01\x00000000000000", "archive"),
    ];
    for (name, bytes, _) in cases {
        fs::write(docs.join(name), bytes).unwrap();
    }
    let ran = run(folder.path(), &["extract", "docs", "-o", "out"]).ended(1);
    let out = folder.path().join("out");
    for (name, _, reason) in cases {
        let row = crate::util::report(&out, &format!("docs/{name}"));
        assert_eq!(row["status"], "unreadable", "{row:?}");
        assert!(row["reason"].contains(reason), "{row:?}");
        assert!(ran.err.contains(&format!("unreadable: docs/{name}: {}\n", row["reason"])), "{}", ran.err);
    }
    assert!(table(&out, "figures.csv").is_empty());
}

/// Documents in which nothing is odd but the arrangement of the tables: it costs no second reader.
const ONLY_ARRANGED: [&str; 25] = [
    "beside-last-year",
    "portal-gkmlpt-facts",
    "shape-all-in-one",
    "shape-cell-lines",
    "shape-escaped-twice",
    "shape-goes-on-headless",
    "shape-label-clone",
    "shape-last-year-first",
    "shape-legal-first",
    "shape-legal-first-no-spans",
    "shape-litigation-first",
    "shape-remarks",
    "shape-row-lines",
    "shape-row-numbers",
    "shape-spans-too-wide",
    "shape-total-first",
    "shape-unit-column",
    "shape-year-rows",
    "text-last-year-listed",
    "text-loose-markdown",
    "text-one-per-line",
    "text-one-per-line-numbers",
    "text-one-per-line-rows",
    "text-spaced",
    "text-wide-spaced",
];

#[test]
fn an_unusual_arrangement_costs_no_confidence() {
    let got = figures(dataset());
    for name in ONLY_ARRANGED {
        let figures = &got[name];
        let high = figures.values().filter(|row| row["confidence"] == "high").count();
        // Of the rest the unit is unknown or was converted.
        assert!(high * 100 >= figures.len() * 97, "{name}: {high} of {}", figures.len());
    }
}

#[test]
fn a_row_of_disputes_that_is_none_of_the_form_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let cells = |count: usize| (1..=count).map(|n| format!("<td>9{n}</td>")).collect::<String>();
    for (name, spans, values) in [("shape-disputes-rows", 2, 5), ("shape-disputes-transposed", 1, 3)] {
        let page = fs::read_to_string(root().join(format!("corpora/html/{name}.html"))).unwrap();
        let at = page.rfind("</table>").unwrap();
        let at = page[..at].rfind("</tr>").unwrap() + "</tr>".len();
        let row = format!("<tr><td colspan={spans}>国家赔偿</td>{}</tr>", cells(values));
        fs::write(folder.path().join(format!("{name}.html")), format!("{}{row}{}", &page[..at], &page[at..]))
            .unwrap();
    }
    run(folder.path(), &["extract", ".", "-o", "out", "-q"]).ended(0);
    let out = folder.path().join("out");
    let unplaced = table(&out, "unplaced.csv");
    let told: Vec<(&str, &str)> =
        unplaced.iter().map(|row| (row["label"].as_str(), row["figures"].as_str())).collect();
    assert_eq!(told, [("国家赔偿", "91 92 93 94 95"), ("国家赔偿", "91 92 93")]);
    let got = figures(&out);
    for name in ["shape-disputes-rows", "shape-disputes-transposed"] {
        assert_eq!(mistakes(&golden(name), &got[name]), Vec::<String>::new(), "{name}");
        let disputes = got[name].values().filter(|row| row["table"] == "disputes");
        assert_eq!(disputes.filter(|row| row["confidence"] == "high").count(), WHOLE_DISPUTES, "{name}");
    }
}
