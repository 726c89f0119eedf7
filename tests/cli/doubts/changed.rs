//! What was changed or moved in the dataset, and what no cell can be.

use std::fs;

use crate::audit::{REPORTS, dataset, found, in_cells};
use crate::util::{run, table};

use super::with_row;

#[test]
fn rows_that_were_moved_after_the_sums_were_tested_were_not_printed_so() {
    // The rows of what was granted stand one column to the left.
    let set = [
        ("received_new.business", "14"),
        ("received_new.total", "14"),
        ("granted.natural_person", "10"),
        ("granted.other_org", "10"),
        ("partially_granted.natural_person", "4"),
        ("partially_granted.other_org", "4"),
        ("outcome_total.business", "14"),
        ("outcome_total.total", "14"),
    ];
    let of = |figures: &str| found(dataset(figures).path(), "R09");
    assert_eq!(of(&in_cells(&set, "0")), ["R09 granted published"]);
    // Whoever read it marked what a test of the sums came to, and not that these fail.
    let place = "requests.carried_out.total,0,,0,medium,";
    let tested = in_cells(&set, "0").replace(place, &format!("{place}identity_untested"));
    assert_eq!(of(&tested), ["R09 granted extraction"]);
}

#[test]
fn a_figure_that_is_another_one_in_the_wide_table_was_changed_by_hand() {
    let folder = dataset(&with_row(&[("granted.total", "6")], "0"));
    let with = |wide: &str| {
        fs::write(folder.path().join("wide.csv"), wide).unwrap();
        found(folder.path(), "R02,R03")
    };
    let published = ["R02 outcome_total published", "R03 granted published"];
    assert_eq!(found(folder.path(), "R02,R03"), published, "another tool may make no such table");
    assert_eq!(with("report_id,rq_grant_tot\na,6\n"), published);
    let extraction = ["R02 outcome_total extraction", "R03 granted extraction"];
    assert_eq!(with("report_id,rq_grant_tot\na,5\n"), extraction);
    assert_eq!(with("report_id,rq_grant_tot\na,\n"), extraction);
    // What is changed in one place may be changed in others: all findings of the report are in doubt.
    assert_eq!(with("report_id,rq_new_nat,rq_grant_tot\na,4,6\n"), extraction);
    assert_eq!(with("report_id,rq_grant_tot\nb,5\n"), published, "the report is not there");
    assert_eq!(with("report_id,rq_grant_tot\nz,1\na,6.0\n"), published);
    assert_eq!(with("agency,rq_grant_tot\na,5\n"), published, "nothing says whose figures these are");
}

#[test]
fn a_negative_number_is_impossible_in_whichever_cell_of_its_table_it_belongs() {
    let forms = nianbao::template::Forms::builtin();
    let verdict = |form: &str, flags: &str| {
        let own = forms.places().filter(|place| place.form.name == form && place.table.key == "proactive");
        let rows = own.map(|place| {
            let (row, column) = (u32::from(place.field.row), u32::from(place.field.column));
            let value =
                if place.row.key == "licensing" && place.column.key == "decisions" { "-3" } else { "0" };
            let (top, from) = (100 + 200 * u32::from(place.field.block) + 20 * row, 50 + 60 * column);
            let place_of = format!("\"page=1 box={from}.0,{top}.0,{}.0,{}.0\"", from + 60, top + 20);
            let key = &place.field.key;
            format!("a,a.pdf,甲,2022,{form},{key},{value},,{value},medium,{flags},{place_of}\n")
        });
        let folder = dataset(&rows.collect::<String>());
        fs::write(folder.path().join("reports.csv"), REPORTS.replace("text/html", "application/pdf"))
            .unwrap();
        found(folder.path(), "R07")
    };
    let one_reader = "one_reader;identity_untested";
    assert_eq!(verdict("2021", one_reader), ["R07 licensing published"]);
    // In the form of 2019 it may belong under 本年增/减.
    assert_eq!(verdict("2019", one_reader), ["R07 licensing extraction"]);
    assert_eq!(verdict("2021", "one_reader;column_inferred"), ["R07 licensing extraction"]);
}

#[test]
fn a_number_one_column_beside_and_a_blank_in_its_row_are_a_row_that_moved() {
    let row = |form: &str, cells: &[(&str, &str)]| -> String {
        let line = |(column, value): &(&str, &str)| {
            let key = format!("proactive.normative_documents.{column}");
            let missing = if value.is_empty() { "blank" } else { "" };
            format!("a,a.html,甲,2023,{form},{key},{value},{missing},{value},high,,line=1\n")
        };
        cells.iter().map(line).collect()
    };
    let of_prose = |cells: &[(&str, &str)]| {
        let folder = dataset(&row("2021", cells));
        let prose = "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
                     a,7,制发规范性文件14件。,制发规范性文件,件,14,,2023,,proactive.normative_documents.issued\n";
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    assert_eq!(
        of_prose(&[("issued", "3"), ("repealed", "14"), ("in_force", "")]),
        ["P01 normative_documents extraction"]
    );
    assert_eq!(
        of_prose(&[("issued", "3"), ("repealed", "14"), ("in_force", "60")]),
        ["P01 normative_documents published"]
    );
    assert_eq!(
        of_prose(&[("issued", "3"), ("repealed", ""), ("in_force", "60")]),
        ["P01 normative_documents published"]
    );
    let more = |created: &str| {
        let cells = [("created", created), ("newly_public", "12"), ("total_public", "5")];
        found(dataset(&row("2019", &cells)).path(), "R06")
    };
    assert_eq!(
        [more(""), more("12")].concat(),
        ["R06 normative_documents extraction", "R06 normative_documents published"]
    );
}

/// A folder that another tool filled may hold any number; sums of such never overflow.
#[test]
fn numbers_beyond_all_bounds_are_not_compared() {
    let folder = dataset("a,a.html,甲,2023,2021,proactive.licensing.decisions,9,,9,high,,line=1\n");
    let sentence = "制发公文9件，主动公开9件，不予公开9件，占99%。";
    let row = |subject: &str, counter: &str, share_of: &str| {
        let value = if counter == "%" { "99" } else { "79228162514264337593543950335" };
        format!("a,7,{sentence},{subject},{counter},{value},,2023,{share_of},\n")
    };
    let head = "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n";
    let rows = [
        row("公文", "件", ""),
        row("主动公开", "件", ""),
        row("不予公开", "件", ""),
        row("占", "%", "share: 不予公开"),
    ];
    fs::write(folder.path().join("prose_figures.csv"), [head, &rows.concat()].concat()).unwrap();
    assert!(found(folder.path(), "P02").is_empty());
}

#[test]
fn a_doubt_about_a_figure_of_another_report_is_told_with_its_year() {
    let row = |report: &str, year: &str, key: &str, value: &str, level: &str| {
        format!("{report},{report}.html,甲,{year},2021,{key},{value},,{value},{level},line=1\n")
    };
    let figures = [
        row("a", "2022", "proactive.normative_documents.in_force", "50", "high,"),
        row("a", "2022", "requests.carried_out.natural_person", "7", "low,one_reader"),
        row("b", "2023", "proactive.normative_documents.issued", "3", "high,"),
        row("b", "2023", "proactive.normative_documents.repealed", "1", "high,"),
        row("b", "2023", "proactive.normative_documents.in_force", "52", "high,"),
        row("b", "2023", "requests.carried_in.natural_person", "5", "high,"),
    ];
    let folder = dataset(&figures.concat());
    for (lang, reason) in [
        ("en", "It may have been misread: in the report on 2022 (a), "),
        ("zh", "可能是读取有误：2022年度报告（a）中，“四、结转下年度继续办理／自然人”带有标记 one_reader。"),
    ] {
        run(folder.path(), &["audit", "-q", ".", "--checks", "Y01", "--lang", lang]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        let told: Vec<(&str, &str)> =
            findings.iter().map(|row| (row["verdict"].as_str(), row["detail"].as_str())).collect();
        assert!(matches!(told[..], [("extraction", detail)] if detail.contains(reason)), "{told:?}");
    }
}
