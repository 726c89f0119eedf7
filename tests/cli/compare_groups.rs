//! `nianbao compare` on agencies taken together, on few cases, on words that mean nothing, and in both languages.

use std::fs;

use tempfile::TempDir;

use crate::compare::{compare, dataset, disclosure};
use crate::util::table;

/// Kinds and levels of agencies, as `agencies.csv` has them.
fn agencies(dir: &TempDir, all: &[(&str, &str, &str, &str)]) {
    let mut text =
        "agency_id,canonical,kind,level,region_code,region,printed,reports,first_year,last_year,flags\n"
            .to_string();
    for (at, (name, kind, level, code)) in all.iter().enumerate() {
        text += &format!("a{at},{name},{kind},{level},{code},,{name},1,2023,2023,\n");
    }
    fs::write(dir.path().join("agencies.csv"), text).unwrap();
}

/// Some cells of the row of a group on the disclosure rate.
fn group<const N: usize>(dir: &TempDir, by: &str, id: &str, year: &str, columns: [&str; N]) -> [String; N] {
    let rows = table(dir.path(), "indicators.csv");
    let row = rows.iter().find(|row| {
        row["by"] == by
            && row["unit_id"] == id
            && row["year"] == year
            && row["indicator"] == "disclosure_rate"
    });
    columns.map(|column| row.unwrap()[column].clone())
}

const COUNTED: [&str; 4] = ["numerator", "denominator", "reports", "left_out"];

#[test]
fn a_summary_report_and_its_parts_are_never_counted_twice() {
    let dir = dataset(&[
        ("甲市人民政府", "140800", 2023, ["100", "0", "200"]),
        ("甲市教育局", "140800", 2023, ["30", "0", "60"]),
        ("甲市水利局", "140800", 2023, ["10", "0", "60"]),
        ("甲市人民政府", "140800", 2022, ["50", "0", "100"]),
        ("甲市教育局", "140800", 2022, ["30", "0", "60"]),
        ("甲市水利局", "140800", 2022, ["10", "0", "60"]),
    ]);
    agencies(
        &dir,
        &[
            ("甲市人民政府", "government", "prefectural", "140800"),
            ("甲市教育局", "education", "prefectural", "140800"),
            ("甲市水利局", "water", "prefectural", "140800"),
        ],
    );
    compare(&dir, &[]).ended(0);
    // The government's 200 cover the 120 of its departments; its 100 of the year before do not.
    assert_eq!(group(&dir, "city", "140800", "2023", COUNTED), ["100", "200", "1", "2"]);
    assert_eq!(group(&dir, "city", "140800", "2022", COUNTED), ["40", "120", "2", "1"]);
    assert_eq!(group(&dir, "province", "140000", "2023", COUNTED), ["100", "200", "1", "2"]);
}

#[test]
fn the_report_of_one_department_leaves_out_no_other_place() {
    let dir = dataset(&[
        ("甲县人民政府", "140821", 2023, ["200", "0", "500"]),
        ("乙县人民政府", "140822", 2023, ["200", "0", "500"]),
        ("甲县教育局", "140821", 2023, ["45", "0", "50"]),
        ("丙县教育局", "140823", 2023, ["10", "0", "20"]),
    ]);
    agencies(
        &dir,
        &[
            ("甲县人民政府", "government", "county", "140821"),
            ("乙县人民政府", "government", "county", "140822"),
            ("甲县教育局", "education", "county", "140821"),
            ("丙县教育局", "education", "county", "140823"),
        ],
    );
    let told = compare(&dir, &["--by", "province"]);
    assert!(told.out.contains("410 of 1020  [1 left out: counted already]"), "{}", told.out);
    for (by, id) in [("province", "140000"), ("city", "140800"), ("level", "county")] {
        assert_eq!(group(&dir, by, id, "2023", COUNTED), ["410", "1020", "3", "1"], "{by}");
    }
}

/// Two offices of 80 and two of 20 of 100; the second two are silent in the next year, and nothing changed.
#[test]
fn a_change_is_that_of_the_agencies_with_a_value_in_both_years() {
    let dir = dataset(&[
        ("甲县教育局", "140821", 2022, ["80", "0", "100"]),
        ("乙县教育局", "140822", 2022, ["80", "0", "100"]),
        ("丙县教育局", "140823", 2022, ["20", "0", "100"]),
        ("丁县教育局", "140824", 2022, ["20", "0", "100"]),
        ("甲县教育局", "140821", 2023, ["80", "0", "100"]),
        ("乙县教育局", "140822", 2023, ["80", "0", "100"]),
        ("戊县教育局", "140825", 2023, ["90", "0", "100"]),
    ]);
    compare(&dir, &[]).ended(0);
    let change = ["numerator", "denominator", "no_report", "matched", "previous", "change", "why_no_change"];
    assert_eq!(
        group(&dir, "city", "140800", "2023", change),
        ["250", "300", "2", "2", "0.8", "0", ""],
        "the change is of two, the value of three"
    );
    let none = ["no_report", "matched", "change", "why_no_change"];
    assert_eq!(
        group(&dir, "city", "140800", "2022", none),
        ["1", "", "", "no agency of it has a value for the year before as well"]
    );
    let told = compare(&dir, &["--by", "city"]);
    assert!(told.out.contains("[2 without a report]") && !told.out.contains('↑'), "{}", told.out);
}

/// scipy: binom.sf(28, 30, 97 / 193) is below 0.001; 1 of 1 and 25 of 25 are too few to say anything.
#[test]
fn few_cases_lie_in_no_funnel_and_a_centre_of_nothing_has_none() {
    let dir = dataset(&[
        ("甲县教育局", "140821", 2023, ["1", "0", "1"]),
        ("乙县教育局", "140822", 2023, ["25", "0", "25"]),
        ("丙县教育局", "140823", 2023, ["29", "0", "30"]),
        ("丁县教育局", "140824", 2023, ["42", "0", "137"]),
        ("甲县教育局", "140821", 2022, ["0", "0", "40"]),
        ("乙县教育局", "140822", 2022, ["0", "0", "50"]),
    ]);
    compare(&dir, &[]).ended(0);
    let rows = disclosure(dir.path());
    let cell = |agency: &str, year: &str, column: &str| {
        rows[&(agency.to_string(), year.to_string())][column].clone()
    };
    let funnel = ["甲县教育局", "乙县教育局", "丙县教育局"].map(|agency| cell(agency, "2023", "funnel"));
    assert_eq!(funnel, ["", "", "above_99.8"]);
    assert_eq!(
        ["rank", "funnel", "why_not"].map(|column| cell("甲县教育局", "2022", column)),
        ["1", "", "its peers together have none, or all: no limits of chance"]
    );
}

#[test]
fn a_word_that_means_nothing_is_an_error_and_none_there_is_a_sentence() {
    let dir = dataset(&[
        ("甲县教育局", "140821", 2022, ["45", "0", "60"]),
        ("甲县教育局", "140821", 2023, ["45", "0", "60"]),
    ]);
    agencies(&dir, &[("甲县教育局", "education", "county", "140821")]);
    let wrong = |more: &[&str], sentence: &str| {
        compare(&dir, more).ended(2).one_sentence(sentence);
    };
    wrong(&["--level", "town"], "there is no level \"town\"; perhaps township; the dataset has county");
    wrong(
        &["--kind", "edu"],
        "there is no kind of agency \"edu\"; perhaps education; the dataset has education",
    );
    wrong(&["--region", "火星"], "there is no region \"火星\"; the dataset has 山西省, and what lies in it");
    wrong(
        &["--by", "city", "--kind", "education"],
        "--kind does not go with this --by, which takes agencies of all kinds together; --by agency has each for itself",
    );
    let none = |more: &[&str], sentence: &str| {
        let told = compare(&dir, more);
        assert!(told.out.contains(sentence), "{}", told.out);
        told.ended(0);
    };
    none(&["--year", "1999"], "nothing to show: the dataset has no report on 1999; it has 2022, 2023");
    none(
        &["--kind", "water"],
        "nothing to show: the dataset has no report of the kind water; it has education",
    );
    none(&["--region", "江苏"], "nothing to show: the dataset has no report from 江苏省");
    for region in ["山西", "山西省", "运城", "山西省运城市", "14", "140800", "140821"] {
        none(&["--region", region, "--kind", "教育", "--level", "县级"], "甲县教育局");
    }
}

#[test]
fn it_speaks_either_language_and_keeps_quiet_when_asked_to() {
    let dir = dataset(&[("甲县教育局", "140821", 2023, ["3", "0", "5"])]);
    let said = |more: &[&str]| {
        let told = compare(&dir, more);
        (told.out, told.err)
    };
    let (out, err) = said(&["--lang", "zh"]);
    assert!(out.starts_with("公开率，2023年\n") && out.contains("不足30件，不排名"), "{out}");
    assert!(err.contains("比较了1个机关的1份报告"), "{err}");
    let (out, err) = said(&[]);
    assert!(out.starts_with("disclosure rate, 2023\n") && out.contains("fewer than 30 cases"), "{out}");
    assert!(err.contains("1 report of 1 agency compared"), "{err}");
    assert_eq!(said(&["-q"]), (String::new(), String::new()));
    assert!(dir.path().join("indicators.csv").is_file());
}
