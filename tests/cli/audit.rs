//! `nianbao audit`: what is planted is found and nothing else, and what a broken dataset is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::util::{run, table};

mod damaged;
mod numbers;
mod sums;
pub(crate) use sums::{found, in_cells};

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

/// The kinds that the audit only has a note on: there is an innocent explanation.
const NOTED: [&str; 1] = ["copied_row"];

/// Whether the document itself has what is found, drawn by the generator by chance: rules of a township, one number in
/// all columns of a row.
fn is_drawn(finding: &BTreeMap<String, String>) -> bool {
    let name = stem(&finding["source"]) + ".csv";
    let golden = corpora().with_file_name("golden");
    let folder = if finding["source"].ends_with(".pdf") { golden.join("pdf") } else { golden };
    let figures = table(&folder, &name);
    let row =
        |figure: &&BTreeMap<String, String>| ["table", "row"].iter().all(|key| figure[*key] == finding[*key]);
    let mut row =
        figures.iter().filter(row).map(|figure| (figure["column"].as_str(), figure["value"].as_str()));
    match kind(&finding["check"]).as_str() {
        "impossible" => {
            let is_township = ["镇", "乡", "街道"].iter().any(|level| finding["agency"].contains(level));
            let printed = row.find(|(column, _)| *column == finding["column"]).map(|(_, value)| value);
            is_township
                && finding["row"] == "regulations"
                && printed.is_some_and(|value| !["", "0"].contains(&value))
        }
        "copied_row" => {
            let values: Vec<&str> = row.map(|(_, value)| value).collect();
            values.len() == 3 && !values[0].is_empty() && values.iter().all(|value| *value == values[0])
        }
        // Documents that show one and the same report in several ways of printing it.
        "same_figures" => {
            let typed = |name: &str| fs::read(folder.join(name)).unwrap();
            let own = typed(&name);
            let others = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
            let mut others = others.filter(|other| *other != *name).map(|other| other.into_string().unwrap());
            others.any(|other| other.ends_with(".csv") && typed(&other) == own)
        }
        _ => false,
    }
}

/// The PDFs with an inconsistency.
const PLANTED_PDFS: [&str; 2] = ["planted-row", "planted-sum"];

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
    let noted: BTreeSet<Place> = findings
        .iter()
        .filter(|row| row["verdict"] == "note")
        .map(|row| place(row, &stem(&row["source"]), &kind(&row["check"])))
        .collect();
    let published: Vec<(Place, &BTreeMap<String, String>)> = findings
        .iter()
        .filter(|row| row["verdict"] == "published")
        .map(|row| (place(row, &stem(&row["source"]), &kind(&row["check"])), row))
        .collect();
    let is_found = |one: &&Place| match NOTED.contains(&one.1.as_str()) {
        true => noted.contains(*one),
        false => published.iter().any(|(found, _)| found == *one),
    };
    let missed: Vec<&Place> = planted.iter().filter(|one| !is_found(one)).collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
    let expected = |found: &Place, finding: &BTreeMap<String, String>| {
        planted.contains(found)
            || PLANTED_PDFS.contains(&found.0.as_str())
            || is_drawn(finding)
            || found.1 == PROSE && planted.iter().any(|one| one.0 == found.0 && one.1 == "shifted")
            || planted
                .iter()
                .any(|one| NAMED_ONCE.contains(&one.1.as_str()) && one.0 == found.0 && one.1 == found.1)
    };
    let invented: Vec<&Place> = published
        .iter()
        .filter(|(found, finding)| !expected(found, finding))
        .map(|(found, _)| found)
        .collect();
    assert!(invented.is_empty(), "not planted: {invented:#?}");
    let doubtful: Vec<&String> =
        findings.iter().filter(|row| row["verdict"] == "extraction").map(|row| &row["source"]).collect();
    // Of a PDF or an OFD file, where a table without rulings may be misread, it is right to doubt.
    let set_in_boxes = |source: &str| source.ends_with(".pdf") || source.ends_with(".ofd");
    let of_pages: Vec<&&String> = doubtful.iter().filter(|source| !set_in_boxes(source)).collect();
    assert!(of_pages.is_empty(), "all pages and texts of the corpora are read right: {of_pages:#?}");
    for name in PLANTED_PDFS {
        let found = findings.iter().any(|row| stem(&row["source"]) == name && row["verdict"] == "published");
        assert!(found, "not found: {name}.pdf");
    }
}

#[test]
fn a_folder_that_is_no_dataset_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    run(folder.path(), &["audit", "data"]).ended(2).one_sentence("data has no reports.csv");
    run(folder.path(), &["audit", "data", "--checks", "R99"]).ended(2).one_sentence("there is no check R99");
    for (typed, meant) in [
        ("R0l", "R01-balance"),
        ("R1", "R01-balance"),
        ("r-O6", "R06-more_than_all"),
        ("R01-balnce", "R01-balance"),
        ("growht", "P05-growth"),
    ] {
        let told = format!("there is no check {typed}; perhaps {meant}");
        run(folder.path(), &["audit", "data", "--checks", typed]).ended(2).one_sentence(&told);
    }
}

pub(crate) const REPORTS: &str =
    "report_id,status,media_type\na,extracted,text/html\nb,extracted,text/html\n";
const HEADER: &str =
    "report_id,source,agency,year,template,key,value,missing,published,confidence,flags,locator\n";

/// A dataset of these rows of `figures.csv`.
pub(crate) fn dataset(figures: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reports.csv"), REPORTS).unwrap();
    fs::write(folder.path().join("figures.csv"), format!("{HEADER}{figures}")).unwrap();
    folder
}

fn figure(report: &str, key: &str, value: &str, published: &str, flags: &str) -> String {
    format!("{report},{report}.html,甲,2023,2021,{key},{value},,{published},medium,{flags},line=1\n")
}

#[test]
fn rows_that_cannot_be_used_are_named_with_file_line_and_mend() {
    let good = figure("a", "disputes.reconsideration.total", "1", "1", "");
    let told = |figures: &str, sentence: &str| {
        let folder = dataset(figures);
        let place = folder.path().join("figures.csv");
        let sentence = sentence.replace("FILE", place.to_str().unwrap());
        run(folder.path(), &["audit", folder.path().to_str().unwrap()]).ended(2).one_sentence(&sentence);
        assert!(!folder.path().join("findings.csv").exists());
    };
    let many = figure("a", "disputes.reconsideration.other", "many", "many", "");
    told(&(good.clone() + &many), "FILE, line 3: value is \"many\", which is not a plain number");
    let year = figure("a", "disputes.reconsideration.other", "1", "1", "").replace(",2023,", ",20Z4,");
    told(&(good.clone() + &year), "FILE, line 3: year is \"20Z4\", which is not a year");
    let stranger = figure("z", "disputes.reconsideration.other", "1", "1", "");
    told(&stranger, "FILE, line 2: report_id is \"z\", which is not in reports.csv; give it a row there");
    let parted = good.clone() + &figure("b", "disputes.reconsideration.total", "1", "1", "") + &good;
    told(
        &parted,
        "FILE, line 4: report_id is \"a\", which is not beside the other rows of its report; sort figures.csv by report_id",
    );
    let other = figure("a", "disputes.reconsideration.total", "2", "2", "");
    told(
        &(good.clone() + &good + &other),
        "FILE, line 4: key is \"disputes.reconsideration.total\", which is not named once in its report; \
         keep the row with the right value",
    );
    let folder = dataset(&good);
    fs::write(folder.path().join("figures.csv"), "report_id,source\na,a.html\n").unwrap();
    let place = folder.path().join("figures.csv");
    run(folder.path(), &["audit", "."])
        .ended(2)
        .one_sentence(&format!("{} has no column agency", "./figures.csv"));
    fs::write(folder.path().join("figures.csv"), HEADER.replace("value", "value,year") + "\n").unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(2);
    let ran = ran.one_sentence("./figures.csv, line 1: two columns are called year");
    assert!(ran.err.contains("hint: take one of the two out, or give it another name"), "{}", ran.err);
    let in_gbk = b"report_id,status,media_type,agency\na,extracted,text/html,\xbc\xd7\n";
    fs::write(folder.path().join("reports.csv"), in_gbk).unwrap();
    let told = "./reports.csv, line 2: not in UTF-8; save it as \"CSV UTF-8\"";
    run(folder.path(), &["audit", "."]).ended(2).one_sentence(told);
    fs::write(folder.path().join("reports.csv"), REPORTS).unwrap();
    fs::remove_file(place).unwrap();
    run(folder.path(), &["audit", "."]).ended(2).one_sentence(". has no figures.csv");
}

/// Writes a CSV file again, with another cell in some columns.
fn rewrite(path: &Path, cell: impl Fn(&str) -> Option<&'static str>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&header).unwrap();
    for record in reader.records().map(Result::unwrap) {
        let cells = header.iter().zip(&record);
        out.write_record(cells.map(|(column, old)| cell(column).unwrap_or(old))).unwrap();
    }
    fs::write(path, out.into_inner().unwrap()).unwrap();
}

#[test]
fn a_year_that_was_mended_in_the_figures_makes_no_sentence_stale() {
    let folder = tempfile::tempdir().unwrap();
    let page = corpora().join("html/planted-prose-agrees.html");
    run(folder.path(), &["extract", "-q", page.to_str().unwrap(), "-o", "data"]).ended(0);
    rewrite(&folder.path().join("data/figures.csv"), |column| (column == "year").then_some("2015"));
    run(folder.path(), &["audit", "-q", "data", "--checks", "P04"]).ended(0);
    let findings = table(&folder.path().join("data"), "findings.csv");
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn lines_are_those_of_the_file_however_they_end() {
    let good = figure("a", "disputes.reconsideration.total", "1", "1", "");
    let many = figure("b", "disputes.reconsideration.other", "many", "many", "");
    let folder = dataset(&(good.clone() + "\n" + &many));
    let path = folder.path().join("figures.csv");
    let text = fs::read_to_string(&path).unwrap();
    let told = "./figures.csv, line 4: value is \"many\", which is not a plain number";
    for text in [text.replace('\n', "\r\n"), format!("\u{feff}{}", text.replace('\n', "\r\n")), text] {
        fs::write(&path, text).unwrap();
        run(folder.path(), &["audit", "."]).ended(2).one_sentence(told);
    }
    fs::write(&path, format!("{HEADER}{good}a,too,few\n").replace('\n', "\r\n")).unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(2);
    assert!(ran.err.contains("./figures.csv, line 3: 3 cells, where the header has 12"), "{}", ran.err);
    assert!(ran.err.contains("hint: a cell of that line is left out"), "{}", ran.err);
    // What a spreadsheet leaves behind the last row, and names of columns as people write them.
    let blank = ",".repeat(11);
    fs::write(&path, format!("{}{good}{blank}\n", HEADER.replace("report_id", "Report_ID"))).unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(0);
    assert!(ran.err.contains("1 report checked") && !ran.err.contains("Report_ID"), "{}", ran.err);
    let ran = run(folder.path(), &["audit", "figures.csv"]).ended(2);
    assert!(ran.err.contains("hint: that is a file"), "{}", ran.err);
}

#[test]
fn what_a_newer_version_may_have_written_is_ignored_and_said() {
    let newer = "a,a.html,甲,2023,2031,requests.dreams.total,1,,1,high,,line=1\n";
    let folder = dataset(&(figure("a", "disputes.reconsideration.total", "1", "1", "seen_twice") + newer));
    let reports = folder.path().join("reports.csv");
    fs::write(reports, "report_id,status,mood\na,extracted,good\n").unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(0);
    for said in [
        "reports.csv: columns that this version does not know are ignored: mood",
        "1 figures follow a form that this version does not know and are not checked, the first in line 3: 2031;",
        "seen_twice",
        "1 report checked",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let folder = dataset(&figure("a", "requests.dreams.total", "1", "1", ""));
    let ran = run(folder.path(), &["audit", "."]).ended(0);
    let said =
        "figures.csv: 1 figures of no form here are ignored, the first in line 2: requests.dreams.total";
    assert!(ran.err.contains(said) && ran.err.contains("0 reports checked"), "{}", ran.err);
    fs::write(folder.path().join("reports.csv"), REPORTS.replace("b,extracted", "b,translated")).unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(2);
    assert!(ran.err.contains("the nianbao that made the dataset"), "{}", ran.err);
}

/// The figures of a row of disputes, whose total is 5 and whose parts come to 6.
fn broken(published: &str, flags: &str) -> String {
    let row = "disputes.reconsideration";
    [
        ("upheld", "6", published),
        ("overturned", "0", "0"),
        ("other", "0", "0"),
        ("pending", "0", "0"),
        ("total", "5", "5"),
    ]
    .map(|(column, value, published)| figure("a", &format!("{row}.{column}"), value, published, flags))
    .concat()
}

#[test]
fn a_misreading_is_never_said_to_be_published() {
    let verdict = |figures: &str| {
        let folder = dataset(figures);
        run(folder.path(), &["audit", "-q", "."]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        assert_eq!(findings.len(), 1);
        findings[0]["verdict"].clone()
    };
    assert_eq!(verdict(&broken("6", "identity_violated")), "published");
    // One cell that was taken for two figures.
    assert_eq!(verdict(&broken("6", "identity_violated").replace("line=1", "line=1 cell=2")), "extraction");
    // What the cell prints is another number, or has another number in it that fits.
    assert_eq!(verdict(&broken("16", "identity_violated")), "extraction");
    assert_eq!(verdict(&broken("6（其中维持5）", "identity_violated")), "extraction");
    // Figures that were changed after their sums were tested.
    let untested = figure("a", "proactive.licensing.decisions", "1", "1", "identity_untested");
    assert_eq!(verdict(&(untested + &broken("6", ""))), "extraction");
    for doubt in [
        "one_reader",
        "readers_disagree",
        "column_inferred",
        "split_cell",
        "decode_failure",
        "ocr",
        "label_fuzzy",
    ] {
        assert_eq!(verdict(&broken("6", &format!("{doubt};identity_violated"))), "extraction", "{doubt}");
    }
}
