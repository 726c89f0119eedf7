//! Each check of the audit on its pair of fixtures in `checks/CODE.csv`: one breaks it, one holds.
//!
//! A fixture is a report of zeros in which some figures are set. `kind` is `report` (key: agency, value: year, more: form and
//! region code), `figure`, `fill` (all figures numbered from `value` on), `prose` (more: counter/year/share of/sentence),
//! `unplaced` (key: table, value: label, more: numbers) or `similar` (key: the other report).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::audit::{Finding, Options, checks, read_findings, run};
use nianbao::template::Forms;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/checks")
}

type Line = BTreeMap<String, String>;

/// Makes the dataset of one case of a fixture.
fn dataset(lines: &[Line], forms: &Forms, dir: &Path) {
    let mut reports = "report_id,status,region_code,media_type\n".to_string();
    let mut figures =
        "report_id,source,agency,year,template,key,value,missing,published,confidence,flags,locator\n"
            .to_string();
    let mut prose =
        "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n".to_string();
    let mut unplaced = "report_id,table,part,label,figures\n".to_string();
    let mut similar = "report_a,report_b,similarity\n".to_string();
    for report in lines.iter().filter(|line| line["kind"] == "report") {
        let (id, agency, year) = (&report["report"], &report["key"], &report["value"]);
        let (form, region) = report["more"].split_once(' ').unwrap_or((&report["more"], ""));
        writeln!(reports, "{id},extracted,{region},text/html").unwrap();
        let own: Vec<&Line> = lines.iter().filter(|line| line["report"] == *id).collect();
        let filled = own
            .iter()
            .find(|line| line["kind"] == "fill")
            .map(|line| line["value"].parse::<usize>().unwrap());
        for (at, place) in forms.places().filter(|place| place.form.name == form).enumerate() {
            let key = &place.field.key;
            let set = own.iter().find(|line| line["kind"] == "figure" && line["key"] == *key);
            let value = set
                .map_or_else(|| filled.map_or(0, |from| from + at).to_string(), |line| line["value"].clone());
            writeln!(figures, "{id},{id}.html,{agency},{year},{form},{key},{value},,{value},high,,line={at}")
                .unwrap();
        }
        let known = |key: &str| forms.fields.iter().any(|field| field.key == key);
        assert!(own.iter().all(|line| line["kind"] != "figure" || known(&line["key"])), "{own:#?}");
        for line in own.iter().filter(|line| line["kind"] == "prose") {
            let mut more = line["more"].splitn(4, '/');
            let [counter, about, share, sentence] = [(); 4].map(|()| more.next().unwrap());
            let (value, key) = (&line["value"], &line["key"]);
            writeln!(prose, "{id},1,{sentence},,{counter},{value},,{about},{share},{key}").unwrap();
        }
        for line in own.iter().filter(|line| line["kind"] == "unplaced") {
            writeln!(unplaced, "{id},{},row,{},{}", line["key"], line["value"], line["more"]).unwrap();
        }
        for line in own.iter().filter(|line| line["kind"] == "similar") {
            writeln!(similar, "{id},{},{}", line["key"], line["value"]).unwrap();
        }
    }
    for (name, text) in [
        ("reports.csv", reports),
        ("figures.csv", figures),
        ("prose_figures.csv", prose),
        ("unplaced.csv", unplaced),
        ("similar.csv", similar),
    ] {
        fs::write(dir.join(name), text).unwrap();
    }
}

fn findings(lines: &[Line], forms: &Forms, code: &str) -> Vec<Finding> {
    let dir = tempfile::tempdir().unwrap();
    dataset(lines, forms, dir.path());
    let options = Options { checks: vec![code.to_string()], ..Options::default() };
    let summary = run(dir.path(), forms, &options).unwrap();
    assert_eq!(summary.notes, Vec::<String>::new());
    read_findings(dir.path()).unwrap()
}

#[test]
fn each_check_finds_what_breaks_it_and_nothing_in_what_holds() {
    let forms = Forms::builtin();
    // The official forms have no other sums; see the test below.
    for about in checks().filter(|about| about.code != "R00-other_sum") {
        let mut reader = csv::Reader::from_path(fixtures().join(format!("{}.csv", about.code))).unwrap();
        let lines: Vec<Line> = reader.deserialize().map(Result::unwrap).collect();
        let case =
            |name: &str| -> Vec<Line> { lines.iter().filter(|line| line["case"] == name).cloned().collect() };
        let broken = findings(&case("breaks"), forms, about.code);
        assert!(!broken.is_empty(), "{}: nothing found", about.code);
        assert!(
            broken
                .iter()
                .all(|finding| finding.check == about.code && finding.verdict.as_str() != "extraction"),
            "{broken:#?}"
        );
        // What one report shows by itself, each of them shows.
        let alone = about.code.starts_with(['R', 'P']);
        let reports = lines.iter().filter(|line| line["case"] == "breaks" && line["kind"] == "report");
        for report in reports.filter(|_| alone).map(|line| line["report"].as_str()) {
            let found = broken.iter().any(|finding| finding.report_id == report);
            assert!(found, "{}: nothing found in {report}", about.code);
        }
        let holding = findings(&case("holds"), forms, about.code);
        assert_eq!(holding, [], "{}", about.code);
    }
}

#[test]
fn what_no_sum_of_a_table_tells_names_its_suspects_all_the_same() {
    let penalties = "proactive.penalties.decisions";
    let in_others = ["a", "b", "c"].map(|report| format!("{report}:{penalties}")).join(" | ");
    let copied = ["issued", "repealed", "in_force"].map(|of| format!("proactive.normative_documents.{of}"));
    let told =
        [("D04-summary", format!("{penalties} | {in_others}")), ("R08-copied_row", copied.join(" | "))];
    for (code, suspects) in told {
        let mut reader = csv::Reader::from_path(fixtures().join(format!("{code}.csv"))).unwrap();
        let lines: Vec<Line> = reader.deserialize().map(Result::unwrap).collect();
        let broken: Vec<Line> = lines.into_iter().filter(|line| line["case"] == "breaks").collect();
        let found = findings(&broken, Forms::builtin(), code);
        assert!(found.iter().any(|finding| finding.suspects == suspects), "{found:#?}");
    }
}

#[test]
fn a_sum_of_ones_own_form_is_checked() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("templates")).unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    fs::copy(own.join("aliases.csv"), data.path().join("aliases.csv")).unwrap();
    let form = fs::read_to_string(own.join("templates/2021.toml")).unwrap();
    let sum = "\n[[table.identity]]\ncode = \"as_many\"\nover = \"row\"\nleft = [\"upheld\"]\nright = [\"other\"]\n";
    fs::write(data.path().join("templates/2021.toml"), form + sum).unwrap();
    fs::copy(own.join("templates/2019.toml"), data.path().join("templates/2019.toml")).unwrap();
    let forms = Forms::load(data.path()).unwrap();
    let line = |kind: &str, key: &str, value: &str, more: &str| -> Line {
        let cells = [("report", "a"), ("kind", kind), ("key", key), ("value", value), ("more", more)];
        cells.map(|(name, cell)| (name.to_string(), cell.to_string())).into()
    };
    let report = line("report", "青禾市水利局", "2023", "2021");
    let set = |other: &str| {
        vec![
            report.clone(),
            line("figure", "disputes.reconsideration.upheld", "3", ""),
            line("figure", "disputes.reconsideration.other", other, ""),
        ]
    };
    assert_eq!(findings(&set("4"), &forms, "R00").len(), 1);
    assert_eq!(findings(&set("3"), &forms, "R00"), []);
}

#[test]
fn the_page_of_the_checks_says_what_they_say() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md")).unwrap();
    assert_eq!(page, nianbao::audit::page(), "nianbao audit --checks list --verbose > docs/checks.md");
}
