//! `--excel`: files that a spreadsheet opens as they are meant.

use std::fs;

use calamine::{Data, Reader, open_workbook_auto};

use crate::made;
use crate::util::{files, visible};

#[test]
fn workbooks_open_with_another_library_and_hold_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).unwrap();
    for n in 0..3 {
        fs::write(docs.join(format!("{n}.html")), format!("report {n}")).unwrap();
    }
    let out = folder.path().join("out");
    made::make(&docs, &out, 2, true).unwrap();
    assert_eq!(visible(&out).iter().filter(|name| name.ends_with(".xlsx")).count(), 11);

    for name in [
        "reports",
        "figures",
        "wide",
        "unplaced",
        "sentences",
        "prose_figures",
        "measures",
        "pictures",
        "agencies",
        "codebook",
        "crosswalk",
    ] {
        let csv = fs::read(out.join(format!("{name}.csv"))).unwrap();
        assert!(csv.starts_with("\u{feff}".as_bytes()), "{name}");
        let mut book = open_workbook_auto(out.join(format!("{name}.xlsx"))).unwrap();
        let range = book.worksheet_range(name).unwrap();
        let rows = csv::Reader::from_reader(csv.as_slice()).into_records().count();
        assert_eq!(range.height(), rows + 1, "{name}");
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} has formulas");
    }
    let mut book = open_workbook_auto(out.join("figures.xlsx")).unwrap();
    let range = book.worksheet_range("figures").unwrap();
    let header: Vec<String> = range.rows().next().unwrap().iter().map(Data::to_string).collect();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    for row in range.rows().skip(1) {
        assert!(matches!(row[at("value")], Data::Float(_) | Data::Empty));
        assert!(matches!(row[at("year")], Data::Float(_)));
        assert!(matches!(row[at("report_id")], Data::String(_)));
        assert!(matches!(row[at("template")], Data::String(_)));
    }
    let dash = csv::Reader::from_path(out.join("figures.csv")).unwrap().into_records().map(Result::unwrap);
    assert!(dash.filter(|row| &row[11] == "dash").all(|row| &row[12] == "'-"));
    let title =
        csv::Reader::from_path(out.join("reports.csv")).unwrap().into_records().next().unwrap().unwrap();
    assert!(title[9].starts_with("'=HYPERLINK"));
}

#[test]
fn going_back_to_plain_files_takes_the_workbooks_away_and_reading_gives_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).unwrap();
    fs::write(docs.join("a.html"), "report").unwrap();
    let [excel, plain] = ["excel", "plain"].map(|name| folder.path().join(name));
    made::make(&docs, &excel, 1, true).unwrap();
    made::make(&docs, &plain, 1, false).unwrap();
    let read = |dir| nianbao::dataset::read::figures(dir).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(read(&excel), read(&plain));
    let again = files(&excel);
    let summary = made::make(&docs, &excel, 1, true).unwrap();
    assert_eq!((summary.inputs, summary.taken_over), (1, 1));
    assert_eq!(files(&excel), again);
    made::make(&docs, &excel, 1, false).unwrap();
    assert_eq!(files(&excel), files(&plain));
}
