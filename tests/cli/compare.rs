//! `nianbao compare` on datasets written by hand: rates, intervals, ranks, change, what is left out, and what goes wrong.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::util::{Ran, run, table};

const REPORTS: &str = "report_id,agency,region_code,region,level,year,template,status,reason,title,source,media_type,sha256,\
                       fetched_at,pages,figures_expected,figures_found,high,medium,low,agency_id\n";
const FIGURES: &str = "report_id,source,agency,year,template,table,row,column,key,value,unit,missing,published,confidence,\
                       flags,locator\n";

/// One report: agency, region code, year, then granted, partially granted and the total of outcomes.
pub(super) type Report = (&'static str, &'static str, u16, [&'static str; 3]);

pub(super) fn dataset(reports: &[Report]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (mut rows, mut figures) = (REPORTS.to_string(), FIGURES.to_string());
    for (index, (agency, code, year, values)) in reports.iter().enumerate() {
        let id = format!("r{index}");
        rows += &format!(
            "{id},{agency},{code},,county,{year},2021,extracted,,,{id}.html,text/html,,,1,200,3,3,0,0,\n"
        );
        for (row, value) in ["granted", "partially_granted", "outcome_total"].iter().zip(values) {
            let missing = if value.is_empty() { "blank" } else { "" };
            figures += &format!(
                "{id},{id}.html,{agency},{year},2021,requests,{row},total,requests.{row}.total,{value},件,{missing},{value},high,,\n"
            );
        }
    }
    fs::write(dir.path().join("reports.csv"), rows).unwrap();
    fs::write(dir.path().join("figures.csv"), figures).unwrap();
    dir
}

pub(super) fn compare(dir: &TempDir, more: &[&str]) -> Ran {
    run(dir.path(), &[&["compare", "."], more].concat())
}

/// The rows of `indicators.csv` on the disclosure rate of agencies, by agency and year.
pub(super) fn disclosure(dir: &Path) -> HashMap<(String, String), HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(dir.join("indicators.csv")).unwrap();
    let rows = reader.deserialize::<HashMap<String, String>>().map(Result::unwrap);
    rows.filter(|row| row["by"] == "agency" && row["indicator"] == "disclosure_rate")
        .map(|row| ((row["unit"].clone(), row["year"].clone()), row))
        .collect()
}

#[test]
fn rates_intervals_ranks_and_change_are_those_of_the_books() {
    let dir = dataset(&[
        ("甲县教育局", "140801", 2022, ["20", "0", "50"]),
        ("甲县教育局", "140801", 2023, ["45", "0", "60"]),
        ("乙县教育局", "140802", 2023, ["40", "2", "60"]),
        ("丙县教育局", "140803", 2023, ["18", "2", "60"]),
        ("丁县教育局", "140804", 2023, ["3", "", "5"]),
        ("戊县教育局", "140805", 2023, ["0", "0", "0"]),
    ]);
    compare(&dir, &[]).ended(0);
    let rows = disclosure(dir.path());
    let cell = |agency: &str, year: &str, column: &str| {
        rows[&(agency.to_string(), year.to_string())][column].clone()
    };
    assert_eq!(cell("甲县教育局", "2023", "value"), "0.75");
    // statsmodels: proportion_confint(45, 60, method="wilson").
    assert_eq!(
        [cell("甲县教育局", "2023", "low"), cell("甲县教育局", "2023", "high")],
        ["0.627679", "0.842235"]
    );
    // 45 and 42 of 60 cannot be told apart, 20 of 60 can: scipy's exact intervals at 0.95^(1/3) are 0.594–0.870, 0.540–0.831 and
    // 0.196–0.495.
    let rank =
        |agency: &str| ["rank", "rank_worst", "rank_of"].map(|column| cell(agency, "2023", column)).join(" ");
    assert_eq!([rank("甲县教育局"), rank("乙县教育局"), rank("丙县教育局")], ["1 2 3", "1 2 3", "3 3 3"]);
    // statsmodels: confint_proportions_2indep(45, 60, 20, 50, method="newcomb", compare="diff").
    let change = ["matched", "previous", "change", "change_low", "change_high"]
        .map(|column| cell("甲县教育局", "2023", column));
    assert_eq!(change, ["1", "0.4", "0.35", "0.165453", "0.504475"]);
    // A blank that is high counts as nothing; five cases are shown and not ranked.
    let few = ["numerator", "denominator", "rank", "rests", "why_not"]
        .map(|column| cell("丁县教育局", "2023", column));
    assert_eq!(few, ["3", "5", "", "rests_on_blank", "fewer than 30 cases: not ranked"]);
    let none = ["value", "why_not"].map(|column| cell("戊县教育局", "2023", column));
    assert_eq!(none, ["", "there are no cases"]);
}

/// First of one is not first of all: a table of several kinds says among how many each rank is.
#[test]
fn ranks_among_different_peers_say_among_how_many() {
    let dir = dataset(&[
        ("甲县教育局", "140801", 2023, ["45", "0", "60"]),
        ("乙县公安局", "140802", 2023, ["40", "2", "60"]),
    ]);
    let agencies = "agency_id,canonical,kind,level,region_code,region,printed,reports,first_year,last_year,flags\n\
                    a,甲县教育局,education,county,140801,,甲县教育局,1,2023,2023,\n\
                    b,乙县公安局,public_security,county,140802,,乙县公安局,1,2023,2023,\n";
    fs::write(dir.path().join("agencies.csv"), agencies).unwrap();
    let all = compare(&dir, &[]);
    let lines: Vec<&str> = all.out.lines().skip(1).map(str::trim_start).collect();
    assert!(lines.len() == 2 && lines.iter().all(|line| line.starts_with("1 of 1  ")), "{lines:?}");
    let one = compare(&dir, &["--kind", "education"]);
    assert!(one.out.lines().skip(1).all(|line| line.trim_start().starts_with("1  ")), "{}", one.out);
}

#[test]
fn pictures_are_files_that_need_no_font() {
    let dir = dataset(&[
        ("甲县教育局", "140801", 2022, ["20", "0", "50"]),
        ("甲县教育局", "140801", 2023, ["45", "0", "60"]),
        ("乙县教育局", "140802", 2023, ["40", "2", "60"]),
    ]);
    for chart in ["ranking", "funnel", "multiples", "slope"] {
        for kind in ["svg", "png"] {
            let picture = format!("{chart}.{kind}");
            compare(&dir, &["--plot", &picture, "--chart", chart]).ended(0);
            let bytes = fs::read(dir.path().join(&picture)).unwrap();
            if kind == "png" {
                assert!(bytes.starts_with(b"\x89PNG"), "{chart}");
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.starts_with("<svg") && text.contains("<path") && !text.contains("<text"), "{chart}");
        }
    }
    compare(&dir, &["--plot", "rates.gif"])
        .ended(2)
        .one_sentence("rates.gif ends neither in .svg nor in .png");
}

#[test]
fn what_goes_wrong_is_one_sentence_with_file_line_and_mend() {
    let dir = dataset(&[("甲县教育局", "140801", 2023, ["45", "0", "60"])]);
    let told = |text: &str, more: &[&str], sentence: &str| {
        fs::write(dir.path().join("own.toml"), text).unwrap();
        compare(&dir, &[&["--indicators", "own.toml"], more].concat()).ended(2).one_sentence(sentence);
    };
    told(
        "[[term]]\nkey = \"a\"\nformula = \"b\"\n[[term]]\nkey = \"b\"\nformula = \"a\"\n",
        &[],
        "own.toml, line 3: the term a needs itself, by way of b",
    );
    let head = "[[indicator]]\nkey = \"x\"\nzh = \"\"\nen = \"\"\nkind = \"number\"\ndirection = \"none\"\n";
    let numerator = |formula: &str| format!("{head}numerator = \"{formula}\"\n");
    told(
        &numerator("requests.granted.totl"),
        &[],
        "own.toml, line 7: no form has a figure requests.granted.totl",
    );
    told(&numerator("requests.granted.total / 0"), &[], "own.toml, line 7: a division by zero");
    fs::write(dir.path().join("people.csv"), "region_code,people\n140801,10\n140801,20\n").unwrap();
    told(
        &numerator("join.people"),
        &["--join", "people.csv"],
        "people.csv, line 3: region_code 140801 stands in line 2 already",
    );
    run(dir.path(), &["compare", "figures.csv"]).ended(2).one_sentence("figures.csv has no reports.csv");
    let empty = tempfile::tempdir().unwrap();
    compare(&empty, &[]).ended(2).one_sentence(". has no reports.csv");
    let sound = fs::read_to_string(dir.path().join("figures.csv")).unwrap();
    let broken = |is: &str, instead: &str, sentence: &str| {
        assert!(sound.contains(is), "{sound}");
        fs::write(dir.path().join("figures.csv"), sound.replacen(is, instead, 1)).unwrap();
        compare(&dir, &[]).ended(2).one_sentence(sentence);
    };
    broken("confidence", "trust", "./figures.csv has no column confidence");
    broken(",2023,", ",20Z3,", "./figures.csv, line 2: year is \"20Z3\", which is not a number");
    let high = "./figures.csv, line 2: confidence is \"hoch\", which is not high, medium or low";
    broken(",high,", ",hoch,", high);
    broken("locator", "year", "./figures.csv, line 1: two columns are called year");
}

#[test]
fn an_indicator_of_ones_own_may_use_a_joined_table() {
    let dir = dataset(&[("甲县教育局", "140801", 2023, ["45", "0", "60"])]);
    let own = "[[indicator]]\nkey = \"per_10000\"\nzh = \"每万人办结\"\nen = \"per 10,000 people\"\nkind = \"ratio\"\n\
               direction = \"none\"\nnumerator = \"requests.outcome_total.total * 10000\"\ndenominator = \"join.people\"\n";
    fs::write(dir.path().join("own.toml"), own).unwrap();
    fs::write(dir.path().join("people.csv"), "region_code,people\n140801,\"300,000\"\n").unwrap();
    compare(&dir, &["--indicators", "own.toml", "--join", "people.csv"]).ended(0);
    let text = fs::read_to_string(dir.path().join("indicators.csv")).unwrap();
    // 60 requests for 300,000 people are 2 for 10,000.
    let found =
        text.lines().any(|line| line.starts_with("agency,per_10000,") && line.contains(",600000,300000,2,"));
    assert!(found, "{text}");
}

/// The three rows into which the form of 2021 splits 其他处理 are taken where the form of 2019 has one, and what only looks
/// alike is not compared from the one form to the other.
#[test]
fn formulas_cross_the_forms_as_the_crosswalk_says() {
    let folder = tempfile::tempdir().unwrap();
    let agency = "青岚市教育局";
    let report = |year: u16, template: &str| {
        format!("r{year},{agency},,,,{year},{template},extracted,,,s{year},,,,1,1,1,1,0,0\n")
    };
    let header = "report_id,agency,region_code,region,level,year,template,status,reason,title,source,media_type,sha256,\
                  fetched_at,pages,figures_expected,figures_found,high,medium,low\n";
    let figure = |year: u16, template: &str, key: &str, value: i64| {
        let (row, column) = key.split_once('.').unwrap().1.rsplit_once('.').unwrap();
        let table = key.split_once('.').unwrap().0;
        format!(
            "r{year},s{year},{agency},{year},{template},{table},{row},{column},{key},{value},件,,{value},high,,line=1 cell=1\n"
        )
    };
    let figures = [
        figure(2020, "2019", "proactive.normative_documents.created", 40),
        figure(2020, "2019", "requests.other.total", 9),
        figure(2020, "2019", "requests.outcome_total.total", 30),
        figure(2021, "2021", "proactive.normative_documents.issued", 4),
        figure(2021, "2021", "requests.other.not_corrected.total", 1),
        figure(2021, "2021", "requests.other.fee_unpaid.total", 2),
        figure(2021, "2021", "requests.other.other.total", 3),
        figure(2021, "2021", "requests.outcome_total.total", 60),
    ];
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let reports = header.to_string() + &report(2020, "2019") + &report(2021, "2021");
    std::fs::write(out.join("reports.csv"), reports).unwrap();
    let header = "report_id,source,agency,year,template,table,row,column,key,value,unit,missing,published,confidence,flags,locator\n";
    std::fs::write(out.join("figures.csv"), header.to_string() + &figures.concat()).unwrap();
    let own = |key: &str, numerator: &str, kind: &str| {
        let denominator =
            if kind == "number" { "" } else { "denominator = \"requests.outcome_total.total\"\n" };
        format!(
            "[[indicator]]\nkey = \"{key}\"\nzh = \"甲\"\nen = \"a\"\nkind = \"{kind}\"\ndirection = \"none\"\n\
             numerator = \"{numerator}\"\n{denominator}"
        )
    };
    let text = own("other", "requests.other.total", "share")
        + &own("part", "requests.other.other.total", "share")
        + &own("made", "proactive.normative_documents.*", "number");
    std::fs::write(folder.path().join("own.toml"), text).unwrap();
    run(folder.path(), &["compare", "out", "--indicators", "own.toml", "-q"]).ended(0);
    let rows = table(&out, "indicators.csv");
    let row = |key: &str, year: &str| {
        let is = |row: &&std::collections::BTreeMap<String, String>| {
            row["by"] == "agency" && row["indicator"] == key && row["year"] == year
        };
        rows.iter().find(is).unwrap()
    };
    let (before, after) = (row("other", "2020"), row("other", "2021"));
    assert_eq!((before["numerator"].as_str(), after["numerator"].as_str()), ("9", "6"));
    assert_eq!((after["previous"].as_str(), after["change"].as_str()), ("0.3", "-0.2"));
    assert_eq!(
        row("part", "2020")["why_not"],
        "requests.other.other.total is not printed; the form of 2019 has it only in requests.other.total"
    );
    let (before, after) = (row("made", "2020"), row("made", "2021"));
    assert_eq!((before["value"].as_str(), after["value"].as_str()), ("40", "4"));
    assert_eq!(after["change"], "", "what was made is not what was issued");
    let of_year =
        |by: &str, year: &str| rows.iter().filter(|row| row["by"] == by && row["year"] == year).count();
    assert_eq!(of_year("agency", "2020"), 3);
}

/// Figures are read in blocks of 8 MiB, by as many workers as are asked for; reports lie across their borders.
#[test]
fn what_several_workers_read_is_what_one_reads() {
    const REPORTS_THERE: usize = 600;
    let dir = tempfile::tempdir().unwrap();
    let (mut rows, mut figures) = (REPORTS.to_string(), FIGURES.to_string());
    let padding = "x".repeat(10_400);
    for index in 0..REPORTS_THERE {
        let id = format!("r{index:04}");
        rows += &format!(
            "{id},第{index:04}县教育局,1408,,county,2023,2021,extracted,,,{id}.html,text/html,,,1,200,3,3,0,0,\n"
        );
        for (row, value) in [("granted", index % 40), ("partially_granted", 2), ("outcome_total", 50)] {
            figures += &format!(
                "{id},\"{padding}\n\",,2023,2021,requests,{row},total,requests.{row}.total,{value},件,,{value},high,,\n"
            );
        }
    }
    let border =
        figures.as_bytes()[FIGURES.len()..].iter().take(8 << 20).filter(|&&byte| byte == b'\n').count();
    // Two line ends a row: the block ends with the row behind these.
    assert_ne!((border / 2 + 1) % 3, 0, "the border lies within a report");
    assert!(figures.len() > 2 * (8 << 20));
    fs::write(dir.path().join("reports.csv"), rows).unwrap();
    fs::write(dir.path().join("figures.csv"), &figures).unwrap();
    let read = || fs::read(dir.path().join("indicators.csv")).unwrap();
    compare(&dir, &["-j", "1"]).ended(0);
    let one = read();
    compare(&dir, &["-j", "16"]).ended(0);
    assert!(read() == one, "one worker and sixteen differ");
    let found = disclosure(dir.path());
    assert_eq!(found.len(), REPORTS_THERE);
    for index in 0..REPORTS_THERE {
        let row = &found[&(format!("第{index:04}县教育局"), "2023".to_string())];
        let expected = (index % 40 + 2).to_string();
        assert_eq!((&*row["numerator"], &*row["denominator"]), (&*expected, "50"), "{index}");
    }
    // A word that is none, behind the first border: the line is that of the file.
    let wrong = figures.rfind(",high,").unwrap();
    figures.replace_range(wrong..wrong + 6, ",grand,");
    // The record begins on the line before, for its source has a line end.
    let line = figures[..wrong].matches('\n').count();
    fs::write(dir.path().join("figures.csv"), &figures).unwrap();
    let told =
        format!("./figures.csv, line {line}: confidence is \"grand\", which is not high, medium or low");
    compare(&dir, &[]).ended(2).one_sentence(&told);
}

#[test]
fn a_province_has_its_name_where_only_its_counties_report() {
    let dir = dataset(&[("甲县教育局", "140801", 2023, ["45", "0", "60"])]);
    compare(&dir, &[]).ended(0);
    let rows = table(dir.path(), "indicators.csv");
    let named = |by: &str| rows.iter().find(|row| row["by"] == by).map(|row| row["unit"].clone());
    assert_eq!(
        ["province", "city"].map(named),
        [Some("山西省".to_string()), Some("山西省运城市".to_string())]
    );
}
