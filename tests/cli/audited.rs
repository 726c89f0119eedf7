//! Reports written by hand for the audit, in `audited/`, with what is to be found in each, typed from the document.
//!
//! `expected.csv` has a line for each finding, and one with nothing behind the name for a document without any.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::util::{program, ran, run, table};

/// What is found in one document: check, verdict, table, row, column.
type Found = BTreeMap<String, BTreeSet<[String; 5]>>;

fn add(found: &mut Found, document: &str, row: &BTreeMap<String, String>) {
    let of = found.entry(document.to_string()).or_default();
    let check = row["check"].split('-').next().unwrap();
    if !check.is_empty() {
        let rest = ["verdict", "table", "row", "column"].map(|column| row[column].clone());
        let [verdict, table, row, column] = rest;
        of.insert([check.to_string(), verdict, table, row, column]);
    }
}

#[test]
fn each_report_written_by_hand_has_the_findings_typed_from_it_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audited");
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    let mut documents = BTreeSet::new();
    for entry in fs::read_dir(&own).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension != "csv") {
            fs::copy(&path, inputs.join(path.file_name().unwrap())).unwrap();
            documents.insert(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    run(folder.path(), &["audit", "-q", "data"]).ended(0);
    let mut expected = Found::new();
    for row in table(&own, "expected.csv") {
        add(&mut expected, &row["document"], &row);
    }
    assert_eq!(expected.keys().cloned().collect::<BTreeSet<_>>(), documents);
    let mut found: Found = documents.into_iter().map(|document| (document, BTreeSet::new())).collect();
    for row in table(&folder.path().join("data"), "findings.csv") {
        let stem = Path::new(&row["source"]).file_stem().unwrap().to_string_lossy().into_owned();
        add(&mut found, &stem, &row);
    }
    let different: Vec<_> =
        expected.iter().filter(|(document, findings)| found[*document] != **findings).collect();
    let instead: Vec<_> = different.iter().map(|(document, _)| &found[*document]).collect();
    assert!(different.is_empty(), "expected {different:#?}\nfound {instead:#?}");
}

/// The rows of `findings.csv` on some of the documents.
fn findings_of(names: &[&str]) -> Vec<BTreeMap<String, String>> {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audited");
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    for name in names {
        fs::copy(own.join(name), inputs.join(name)).unwrap();
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    run(folder.path(), &["audit", "-q", "data"]).ended(0);
    table(&folder.path().join("data"), "findings.csv")
}

#[test]
fn a_row_that_was_forgotten_is_among_the_suspects_however_long_it_is() {
    let columns =
        ["natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total"];
    let of = |columns: &[&str]| {
        let cells = columns.iter().map(|column| format!("requests.unavailable.not_held.{column}"));
        cells.collect::<Vec<_>>().join(";")
    };
    let all = of(&columns);
    let three = of(&["natural_person", "business", "total"]);
    let total = of(&columns).replace("unavailable.not_held", "outcome_total");
    for (name, forgotten) in [
        ("row-of-seven-forgotten.html", all),
        ("row-forgotten.html", three),
        ("total-without-other-handling.txt", total),
    ] {
        let findings = findings_of(&[name]);
        assert!(!findings.is_empty());
        for finding in findings {
            let sets: Vec<&str> = finding["suspects"].split(" | ").collect();
            assert!(sets.contains(&forgotten.as_str()) && sets.len() <= 24, "{finding:#?}");
        }
    }
}

#[test]
fn rows_with_two_columns_in_each_others_place_are_among_the_suspects() {
    let exchanged = [
        (
            "two-rows-under-another-kind.txt",
            ["denied.third_party_rights", "not_processed.duplicate"],
            ["natural_person", "research"],
        ),
        (
            "totals-under-other-in-two-rows.txt",
            ["partially_granted", "not_processed.petition"],
            ["other_org", "total"],
        ),
    ];
    for (name, rows, columns) in exchanged {
        let cells = rows.iter().flat_map(|row| columns.map(|column| format!("requests.{row}.{column}")));
        let all = cells.collect::<Vec<_>>().join(";");
        let findings = findings_of(&[name]);
        assert!(!findings.is_empty());
        assert!(findings.iter().all(|finding| finding["suspects"].starts_with(&all)), "{findings:#?}");
    }
}

#[test]
fn a_doubt_says_what_was_tried() {
    let told = [
        ("reviews-one-cell-to-the-left.txt", "with its numbers one column beside and 0 in the gap"),
        ("reviews-pushed-to-the-left.txt", "with its numbers one column beside and 1 in the gap"),
        ("blank-row-among-blanks.html", "15 rows are blank as a whole, and with numbers in one such as"),
        (
            "one-row-beside-without-its-total.txt",
            "one or two columns beside, and a single row may have moved on its way",
        ),
        ("a-part-lost-a-digit.txt", "23 may have lost a digit, and 230 fits"),
        ("a-digit-forgotten.txt", "natural persons may have lost a digit: 15 fits"),
        ("numbers-printed-twice.html", "12 in all, stand there twice"),
        (
            "totals-under-other-one-below-the-other.txt",
            "with the numbers of the row \"partially granted\" and others in other columns",
        ),
        ("column-moved-up-a-row.txt", "all sums of table 三 would come out had a cell of the column"),
    ];
    for (name, words) in told {
        let findings = findings_of(&[name]);
        let doubts = findings.iter().filter(|finding| finding["verdict"] == "extraction");
        assert!(
            doubts.clone().count() > 0 && doubts.clone().all(|of| of["detail"].contains(words)),
            "{findings:#?}"
        );
    }
}

#[test]
fn one_report_is_shown_with_its_findings_as_a_person_would_print_them() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audited");
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    for name in ["granted-total-one-more.html", "short-labels-clean.html"] {
        fs::copy(own.join(name), inputs.join(name)).unwrap();
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    // By the name of its file alone.
    let show = |rest: &[&str]| run(folder.path(), &[&["audit", "data", "--show"], rest].concat());
    let shown = show(&["granted-total-one-more.html", "--lang", "zh"]).ended(0).out;
    for part in
        ["published (原文如此：各次读取一致)", "（三）不予公开", "位置：html=", "（一）予以公开／总计"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(!shown.contains("requests."), "keys are for programs: {shown}");
    let clean = show(&["short-labels-clean.html"]).ended(0).out;
    assert!(clean.contains("Nothing that does not add up was found."), "{clean}");
    show(&["no-such.html"]).one_sentence("data has no report no-such.html with figures");
}

#[test]
fn what_is_found_beside_other_reports_is_shown_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audited");
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    for name in ["two-years-2021.html", "two-years-2022.txt", "stock-2022.txt", "stock-2023.html"] {
        fs::copy(own.join(name), inputs.join(name)).unwrap();
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    let show = |lang: &str| {
        let of =
            |name: &str| run(folder.path(), &["audit", "data", "--show", name, "--lang", lang]).ended(0).out;
        of("two-years-2022.txt") + &of("stock-2023.html")
    };
    let beside = |shown: &str| shown.contains("Y01") || shown.contains("Y02");
    assert!(!beside(&show("zh")), "no audit has looked beside other reports");
    for audited in ["en", "zh"] {
        run(folder.path(), &["audit", "-q", "data", "--lang", audited]).ended(0);
        let findings = fs::read(folder.path().join("data/findings.csv")).unwrap();
        let (en, zh) = (show("en"), show("zh"));
        let of_en = [("carries over", 2), ("were in force by", 1)];
        let of_zh = [("）结转下年度", 2), ("废止1件，应为42件", 1)];
        for (shown, own, others) in [(&en, of_en, of_zh), (&zh, of_zh, of_en)] {
            for (part, times) in own {
                assert_eq!(shown.matches(part).count(), times, "{audited}: {shown}");
            }
            assert!(!others.iter().any(|(part, _)| shown.contains(part)), "{audited}: {shown}");
        }
        assert_eq!(fs::read(folder.path().join("data/findings.csv")).unwrap(), findings);
    }
}

/// A dataset of some of the documents, audited.
fn audited(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/audited");
    let inputs = folder.path().join("reports");
    fs::create_dir(&inputs).unwrap();
    for name in names {
        fs::copy(own.join(name), inputs.join(name)).unwrap();
    }
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    run(folder.path(), &["audit", "-q", "data"]).ended(0);
    folder
}

#[test]
fn what_compares_years_is_shown_with_the_tables_of_both_in_the_width_of_the_terminal() {
    let folder = audited(&["two-years-2021.html", "two-years-2022.txt"]);
    for (lang, told) in [("en", "natural persons"), ("zh", "自然人")] {
        let show = ["audit", "data", "--show", "two-years-2022.txt", "--lang", lang];
        for width in [60, 80, 200] {
            let mut command = program(folder.path(), &show);
            let shown = ran(command.env("COLUMNS", width.to_string()).output().unwrap()).ended(0).out;
            let paths =
                |line: &&str| !line.contains("at: ") && !line.contains("位置") && !line.contains("reports/");
            let widest = shown.lines().filter(paths).map(unicode_width::UnicodeWidthStr::width).max();
            assert!(widest.is_some_and(|widest| widest <= width), "{width}: {widest:?} in {shown}");
            assert!(shown.contains("two-years-2021.html"), "{shown}");
            assert_eq!(
                shown.matches('{').count() - shown.matches("{ }").count(),
                4,
                "both years, twice: {shown}"
            );
            assert!(!shown.contains("requests.") && shown.contains("2021: "), "{shown}");
        }
        assert!(run(folder.path(), &show).ended(0).out.contains(told));
    }
    let show = ["audit", "data", "--show", "two-years-2022.txt"];
    let coloured = run(folder.path(), &[&show[..], &["--color", "always"]].concat()).ended(0).out;
    assert!(coloured.contains("\u{1b}[1;31m"), "{coloured}");
    assert!(!run(folder.path(), &show).out.contains('\u{1b}'));
    run(folder.path(), &[&show[..], &["--fail-on", "finding"]].concat()).ended(1);
    let other =
        run(folder.path(), &[&show[..], &["--fail-on", "finding", "--checks", "R01"]].concat()).ended(0);
    assert!(!other.out.contains("Y01"), "{}", other.out);
}

#[test]
fn findings_of_some_checks_are_never_taken_for_all() {
    let folder = audited(&["granted-total-one-more.html", "two-years-2021.html"]);
    let note = "note: findings.csv has only what R01-balance, P01-prose found; run nianbao audit data for all checks";
    let some = run(folder.path(), &["audit", "data", "--checks", "P01,R01"]).ended(0);
    assert!(some.err.contains(note), "{}", some.err);
    for command in ["compare", "report"] {
        let told = run(folder.path(), &[command, "data"]).ended(0);
        assert!(told.err.contains(note), "{}", told.err);
    }
    run(folder.path(), &["audit", "-q", "data"]).ended(0);
    assert!(!run(folder.path(), &["compare", "data"]).ended(0).err.contains("findings.csv has only"));
}

#[test]
fn a_year_with_two_reports_is_named_and_a_report_that_cannot_be_read_counts() {
    let folder = audited(&["two-years-2021.html", "two-years-2022.txt"]);
    let text = fs::read_to_string(folder.path().join("reports/two-years-2022.txt")).unwrap();
    fs::write(folder.path().join("reports/again-2022.txt"), text.replace("| 288 |", "| 289 |")).unwrap();
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(0);
    let told = run(folder.path(), &["audit", "data"]).ended(0).err;
    let note = "years that are not compared with those beside them (Y01 to Y04)";
    assert!(told.contains(note) && told.contains("again-2022.txt, reports/two-years-2022.txt"), "{told}");
    let alone = run(folder.path(), &["audit", "data", "--checks", "R01"]).ended(0).err;
    assert!(!alone.contains(note), "{alone}");

    fs::write(folder.path().join("reports/broken.pdf"), "%PDF-1.4\nnothing").unwrap();
    run(folder.path(), &["extract", "-q", "reports", "-o", "data"]).ended(1);
    let told = run(folder.path(), &["audit", "-q", "data"]).ended(1).err;
    assert!(told.starts_with("unreadable: reports/broken.pdf: ") && told.lines().count() == 1, "{told}");
    run(folder.path(), &["audit", "-q", "data", "--fail-on", "never"]).ended(0);
}
