//! `nianbao score`: what is told of a dataset with known faults.

use std::fs;
use std::path::Path;

use crate::util::run;

const REPORTS: &str = "report_id,agency,region_code,region,level,year,template,status,reason,title,source,media_type,sha256,fetched_at,pages,figures_expected,figures_found,high,medium,low,extra
aaaaaaaaaaaaaaaa,甲,,,,2023,2021,extracted,,,docs/one.html,text/html,,,1,200,4,2,1,1,x
aaaaaaaaaaaaaaaa-2,甲,,,,2023,2021,extracted,,,docs/one.html,text/html,,,1,200,1,1,0,0,x
bbbbbbbbbbbbbbbb,乙,,,,2023,2021,extracted,,,http://b.gov.cn/t1_2.html?x=1,text/html,,,1,200,1,1,0,0,x
";

/// Another order of columns, as after a visit to a spreadsheet.
const FIGURES: &str = "\u{feff}source,report_id,agency,year,template,table,row,column,key,value,unit,missing,published,confidence,flags,locator
docs/one.html,aaaaaaaaaaaaaaaa,甲,2023,2021,requests,granted,natural_person,requests.granted.natural_person,21,件,,21,high,,html=table[1]/tr[4]/td[3]
docs/one.html,aaaaaaaaaaaaaaaa,甲,2023,2021,requests,granted,business,requests.granted.business,,件,dash,'-,high,,html=table[1]/tr[4]/td[4]
docs/one.html,aaaaaaaaaaaaaaaa,甲,2023,2021,proactive,fees,amount,proactive.fees.amount,1.5,万元,,1.50,medium,label_fuzzy,line=9
docs/one.html,aaaaaaaaaaaaaaaa,甲,2023,2021,disputes,reconsideration,total,disputes.reconsideration.total,3,件,,3,low,one_reader,line=38 cell=4
docs/one.html,aaaaaaaaaaaaaaaa-2,甲,2023,2021,requests,granted,total,requests.granted.total,7,件,,7,high,,line=1
http://b.gov.cn/t1_2.html?x=1,bbbbbbbbbbbbbbbb,乙,2023,2021,requests,granted,total,requests.granted.total,9,件,,9,high,,line=1
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("data/figures.csv", FIGURES);
    write(
        "gold/one.csv",
        "table,row,column,value\r\nrequests,granted,natural_person,12\r\nrequests,granted,business,\r\n\
         proactive,fees,amount,1.5\r\nrequests,granted,total,\"1,234\"\r\n,,,\r\n",
    );
    write("gold/one#2.csv", "table,row,column,value\nrequests,granted,total,7\n");
    write("gold/t1_2.csv", "table,row,column,value\nrequests,granted,total,9.00\n");
    // Read as an input because it lies beside the documents; not a report to be compared.
    let beside = "cccccccccccccccc,,,,,,,not_a_report,,,docs/t1_2.csv,text/plain,,,1,0,0,0,0,0,x\n";
    write("data/reports.csv", &format!("{REPORTS}{beside}"));
    write("gold/absent.csv", "table,row,column,value\nrequests,granted,total,1\n");
    folder
}

fn json(folder: &Path) -> serde_json::Value {
    let ran = run(folder, &["score", "--golden", "gold", "data", "--format", "json"]).ended(0);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn every_figure_is_counted_once_and_silent_errors_come_first() {
    let folder = folder();
    let score = json(folder.path());
    assert_eq!(score["reports"], 3);
    assert_eq!(score["without_report"], serde_json::json!(["absent"]));
    let level = |n: usize, what: &str| score["levels"][n][what].as_u64().unwrap();
    assert_eq!([level(0, "right"), level(0, "wrong"), level(0, "invented")], [3, 1, 0]);
    assert_eq!([level(1, "right"), level(1, "wrong"), level(1, "invented")], [1, 0, 0]);
    assert_eq!([level(2, "right"), level(2, "wrong"), level(2, "invented")], [0, 0, 1]);
    let requests = &score["tables"][1];
    assert_eq!((&requests["name"], &requests["missing"]), (&"requests".into(), &2.into()));
    let silent = score["silent"].as_array().unwrap();
    assert_eq!(silent.len(), 1);
    assert_eq!(silent[0]["key"], "requests.granted.natural_person");
    assert_eq!((&silent[0]["expected"], &silent[0]["got"]), (&"12".into(), &"21".into()));

    let text = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(0).out;
    let first: Vec<&str> = text.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "silent errors (wrong or invented, yet high): 1",
            "  docs/one.html requests.granted.natural_person: expected 12, got 21, published \"21\", \
             html=table[1]/tr[4]/td[3]"
        ]
    );
    assert!(
        text.contains("high             4         3       1        0  75.0000% (30.0641%–95.4412%)"),
        "{text}"
    );
}

#[test]
fn mistakes_in_checked_figures_and_datasets_are_one_sentence() {
    let folder = folder();
    let gold = folder.path().join("gold/one.csv");
    fs::write(&gold, "table,row,column,value\nrequests,granted,totl,1\n").unwrap();
    let ran = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(2);
    ran.one_sentence("gold/one.csv, line 2: no form has a figure requests.granted.totl");
    fs::remove_file(gold).unwrap();

    let figures = folder.path().join("data/figures.csv");
    fs::write(&figures, FIGURES.replace(",confidence,", ",trust,")).unwrap();
    let ran = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(2);
    ran.one_sentence("data/figures.csv has no column confidence");
    fs::write(&figures, FIGURES.replace(",medium,", ",mittel,")).unwrap();
    let ran = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(2);
    ran.one_sentence("data/figures.csv, line 4: confidence is \"mittel\", which is not high, medium or low");
    fs::remove_file(&figures).unwrap();
    let ran = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(2);
    ran.one_sentence("data has no figures.csv");
    fs::create_dir(folder.path().join("none")).unwrap();
    let ran = run(folder.path(), &["score", "--golden", "none", "data"]).ended(2);
    ran.one_sentence("none holds no NAME.csv of checked figures");
}

#[test]
fn checked_figures_are_those_of_one_report_not_of_all_with_its_name() {
    let folder = folder();
    let reports = folder.path().join("data/reports.csv");
    let other = "dddddddddddddddd,丙,,,,2023,2021,extracted,,,more/one.html,text/html,,,1,200,0,0,0,0,x\n";
    fs::write(&reports, format!("{REPORTS}{other}")).unwrap();
    let ran = run(folder.path(), &["score", "--golden", "gold", "data"]).ended(2);
    let ran = ran.one_sentence("2 reports are called one: docs/one.html, more/one.html");
    assert!(ran.err.contains("REPORT_ID.csv"), "{}", ran.err);
    fs::rename(folder.path().join("gold/one.csv"), folder.path().join("gold/aaaaaaaaaaaaaaaa.csv")).unwrap();
    assert_eq!(json(folder.path())["reports"], 3);
    // Side by side they are one report in two formats.
    fs::rename(folder.path().join("gold/aaaaaaaaaaaaaaaa.csv"), folder.path().join("gold/one.csv")).unwrap();
    fs::write(&reports, format!("{REPORTS}{}", other.replace("more/one.html", "docs/one.pdf"))).unwrap();
    assert_eq!(json(folder.path())["reports"], 4);
}
