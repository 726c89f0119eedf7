//! Whose mistake a sum that fails is: figures in doubt, blank totals, what the text says beside the table.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::util::{run, table};

use super::{REPORTS, broken, dataset, figure};

/// A table of requests of zeros in which some figures are set, each with its flags.
fn requests(set: &[(&str, &str, &str)]) -> String {
    let forms = nianbao::template::Forms::builtin();
    let own = forms.places().filter(|place| place.form.name == "2021" && place.table.key == "requests");
    own.map(|place| {
        let key = place.field.key.strip_prefix("requests.").unwrap();
        let found = set.iter().find(|(of, ..)| *of == key);
        let (value, flags) = found.map_or(("0", ""), |(_, value, flags)| (value, flags));
        figure("a", &place.field.key, value, value, flags)
    })
    .collect()
}

#[test]
fn a_sum_that_fails_whatever_a_doubtful_figure_is_was_printed_so() {
    let verdicts = |figures: &str, pdf: bool| {
        let folder = dataset(figures);
        if pdf {
            let reports = folder.path().join("reports.csv");
            fs::write(reports, REPORTS.replace("text/html", "application/pdf")).unwrap();
        }
        run(folder.path(), &["audit", "-q", ".", "--checks", "R01,R02,R03"]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        findings.iter().map(|row| row["verdict"].clone()).collect::<Vec<_>>().join(" ")
    };
    let broken = "identity_violated";
    let doubtful = "readers_disagree;identity_violated";
    // 5 natural persons were granted, and the total is printed as 6; all other sums of the 5 come out.
    let with = |natural, total, rest: &[(&'static str, &'static str, &'static str)]| {
        let mut set = vec![
            ("received_new.natural_person", "5", ""),
            ("received_new.total", "5", ""),
            ("granted.natural_person", "5", natural),
            ("granted.total", "6", total),
            ("outcome_total.natural_person", "5", ""),
            ("outcome_total.total", "5", broken),
        ];
        let marked = ["business", "research", "nonprofit", "legal_service", "other_org"];
        let marked: Vec<String> = marked.map(|column| format!("granted.{column}")).into();
        set.extend(marked.iter().map(|key| (key.as_str(), "0", broken)));
        set.extend(rest);
        let down = ["partially_granted", "denied", "unavailable", "not_processed", "other"];
        requests(&set)
            .lines()
            .map(|line| {
                let total = down.iter().any(|row| line.contains(&format!("requests.{row}")))
                    && line.contains(".total,");
                let unmarked = line.contains(",medium,,");
                let line = if total && unmarked {
                    line.replace(",medium,,", ",medium,identity_violated,")
                } else {
                    line.to_string()
                };
                line + "\n"
            })
            .collect::<String>()
    };
    assert_eq!(verdicts(&with(broken, broken, &[]), false), "published published");
    // The natural persons may be misread, but any other number of them would break the sum down their column.
    assert_eq!(verdicts(&with(doubtful, broken, &[]), false), "published published");
    // The total may be misread: 5 would make both sums come out.
    assert_eq!(verdicts(&with(broken, doubtful, &[]), false), "extraction extraction");
    // One reader alone found the row, but the table has no gap. In a PDF that proves nothing.
    let alone = "one_reader;identity_violated";
    assert_eq!(verdicts(&with(broken, alone, &[]), false), "published published");
    assert_eq!(verdicts(&with(broken, alone, &[]), true), "extraction extraction");
    assert_eq!(
        verdicts(&with(broken, "column_inferred;identity_violated", &[]), false),
        "published published"
    );
}

#[test]
fn suspects_are_all_cells_that_alone_would_explain_it() {
    let suspects = |figures: &str| {
        let folder = dataset(figures);
        run(folder.path(), &["audit", "-q", "."]).ended(0);
        table(folder.path(), "findings.csv")[0]["suspects"].clone()
    };
    // 6 + 0 + 0 + 0 is not 5: the part may be 5 or the total 6; no other part can be −1.
    let row = "disputes.reconsideration";
    assert_eq!(suspects(&broken("6", "identity_violated")), format!("{row}.upheld | {row}.total"));
    // A doubtful cell weighs less than a clean one.
    let doubtful =
        broken("6", "identity_violated").replacen("identity_violated", "one_reader;identity_violated", 1);
    assert_eq!(suspects(&doubtful), format!("{row}.upheld"));
}

#[test]
fn where_totals_are_blank_figures_may_stand_one_column_beside() {
    const ROWS: [&str; 3] = ["granted", "partially_granted", "refused.state_secret"];
    // A sentence gives another number than the parts of a row come to, whose total is blank. `printed` rows have a total.
    let verdict = |printed: &[&str]| {
        let mut figures = figure("a", "requests.received_new.natural_person", "9", "9", "");
        figures += &figure("a", "requests.received_new.total", "9", "9", "");
        for row in ROWS {
            let total = figure("a", &format!("requests.{row}.total"), "3", "3", "");
            figures += &figure("a", &format!("requests.{row}.natural_person"), "3", "3", "");
            for column in ["business", "research", "nonprofit", "legal_service", "other_org"] {
                figures += &figure("a", &format!("requests.{row}.{column}"), "0", "0", "");
            }
            figures += &if printed.contains(&row) { total } else { total.replace(",3,,3,", ",,blank,,") };
        }
        let folder = dataset(&figures);
        let prose = "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
            a,1,予以公开5件。,予以公开,件,5,,2023,,requests.granted.total\n";
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        run(folder.path(), &["audit", "-q", ".", "--checks", "P01"]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0]["verdict"].clone()
    };
    assert_eq!(verdict(&[]), "extraction");
    assert_eq!(verdict(&["partially_granted", "refused.state_secret"]), "extraction");
}

/// The table of requests with every figure in a cell of its own. `nothing` is how a zero is printed there.
pub(crate) fn in_cells(set: &[(&str, &str)], nothing: &str) -> String {
    let forms = nianbao::template::Forms::builtin();
    let own = forms.places().filter(|place| place.form.name == "2021" && place.table.key == "requests");
    own.map(|place| {
        let key = place.field.key.strip_prefix("requests.").unwrap();
        let value = set.iter().find(|(of, _)| *of == key).map_or(nothing, |(_, value)| value);
        let missing = if value.is_empty() { "blank" } else { "" };
        let cell = format!("html=table[1]/tr[{}]/td[{}]", place.field.row, place.field.column);
        let key = &place.field.key;
        format!("a,a.html,甲,2023,2021,{key},{value},{missing},{value},medium,,{cell}\n")
    })
    .collect()
}

/// Check, row and verdict of what is found in a dataset.
pub(crate) fn found(folder: &Path, checks: &str) -> Vec<String> {
    run(folder, &["audit", "-q", ".", "--checks", checks]).ended(0);
    let told =
        |row: &BTreeMap<String, String>| format!("{} {} {}", &row["check"][..3], row["row"], row["verdict"]);
    table(folder, "findings.csv").iter().map(told).collect()
}

const FIVE: [(&str, &str); 6] = [
    ("received_new.natural_person", "5"),
    ("received_new.total", "5"),
    ("granted.natural_person", "5"),
    ("granted.total", "5"),
    ("outcome_total.natural_person", "5"),
    ("outcome_total.total", "5"),
];

#[test]
fn a_blank_total_fails_where_a_report_leaves_out_its_zeros_and_is_a_doubt_where_it_prints_them() {
    let set: Vec<_> = FIVE.into_iter().chain([("unavailable.not_held.research", "3")]).collect();
    let folder = dataset(&in_cells(&set, ""));
    assert_eq!(
        found(folder.path(), "R02,R03"),
        ["R02 outcome_total published", "R03 unavailable.not_held published"]
    );
    // Where all zeros are printed, one blank may be the place of a number that was lost.
    let blank: Vec<_> = set.iter().copied().chain([("unavailable.not_held.total", "")]).collect();
    let folder = dataset(&in_cells(&blank, "0"));
    assert_eq!(found(folder.path(), "R02,R03"), ["R02 outcome_total extraction"]);
    // So may a blank that would have to be a number whatever else is different.
    let lost = [("denied.deliberative.natural_person", ""), ("denied.deliberative.total", "2")];
    let mut set: Vec<_> = FIVE.into_iter().chain(lost).collect();
    for (key, value) in &mut set {
        if key.starts_with("received") || key.starts_with("outcome") {
            *value = "7";
        }
    }
    let folder = dataset(&in_cells(&set, ""));
    assert_eq!(
        found(folder.path(), "R02,R03"),
        ["R02 outcome_total extraction", "R03 denied.deliberative extraction"]
    );
}

#[test]
fn a_mark_for_none_in_place_of_a_total_fails_where_the_report_prints_totals_elsewhere() {
    let row = "disputes.reconsideration";
    let disputes: String = [("upheld", "2"), ("overturned", "0"), ("other", "0"), ("pending", "0")]
        .map(|(column, value)| figure("a", &format!("{row}.{column}"), value, value, ""))
        .concat()
        + &figure("a", &format!("{row}.total"), "", "/", "").replace(",,,/,", ",,slash,/,");
    let folder = dataset(&(in_cells(&FIVE, "0") + &disputes));
    assert_eq!(found(folder.path(), "R04"), ["R04 reconsideration published"]);
    let folder = dataset(&disputes);
    assert!(found(folder.path(), "R04").is_empty());
}

#[test]
fn a_sentence_is_compared_with_the_parts_where_a_table_has_no_totals() {
    let without: String = in_cells(&FIVE, "0")
        .lines()
        .filter(|line| !line.contains(".total,"))
        .map(|line| format!("{line}\n"))
        .collect();
    let of = |figures: &str, number: u32| {
        let folder = dataset(figures);
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,新收申请{number}件。,新收申请,件,{number},,2023,,requests.received_new.total\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    assert_eq!(of(&without, 9), ["P01 received_new published"]);
    assert!(of(&without, 5).is_empty());
    // A total that one row lacks was not found, and what the row is then is not known.
    let lacking = in_cells(&FIVE, "0");
    let lacking: String = lacking
        .lines()
        .filter(|line| !line.contains("received_new.total"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(of(&lacking, 9).is_empty());
}

#[test]
fn a_rate_behind_the_numbers_of_both_years_is_the_change_between_them() {
    let of = |rate: &str| {
        let folder = dataset(&in_cells(&FIVE, "0"));
        let sentence = format!("本年新收申请92件，上年新收80件，同比增长{rate}%。");
        let key = "requests.received_new.total";
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,{sentence},新收申请,件,92,,2023,,{key}\n\
             a,1,{sentence},新收,件,80,,2022,,{key}\n\
             a,1,{sentence},增长,%,{rate},,2022,growth: {key},\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P05")
    };
    assert_eq!(of("16.0"), ["P05  published"]);
    assert!(of("15.0").is_empty());
}

#[test]
fn one_number_in_a_whole_row_may_be_a_renewal_and_is_none_in_two_rows_or_of_many() {
    let row = |of: &str, number: &str| -> String {
        let columns = ["issued", "repealed", "in_force"];
        columns.map(|column| figure("a", &format!("proactive.{of}.{column}"), number, number, "")).concat()
    };
    let of = |figures: &str| found(dataset(figures).path(), "R08");
    let of_documents = |number: &str| of(&row("normative_documents", number));
    assert_eq!(of_documents("50"), ["R08 normative_documents published"]);
    assert_eq!(of_documents("49"), ["R08 normative_documents note"]);
    assert_eq!(of_documents("5"), ["R08 normative_documents note"]);
    assert!(of_documents("4").is_empty());
    let two = row("regulations", "6") + &row("normative_documents", "31");
    assert_eq!(of(&two), ["R08 regulations published", "R08 normative_documents published"]);
}

#[test]
fn years_are_compared_also_where_a_zero_is_left_blank() {
    // 40 documents in force, 3 issued, none repealed: 43, and 44 are printed.
    let of = |after: &str, nothing: &str| {
        let report = |id: &str, year: u16, stock: [&str; 3]| {
            let columns = ["issued", "repealed", "in_force"];
            let stock = columns.into_iter().zip(stock).map(|(column, value)| {
                let missing = if value.is_empty() { "blank" } else { "" };
                let key = format!("proactive.normative_documents.{column}");
                format!("a,a.html,甲,2023,2021,{key},{value},{missing},{value},medium,,html=table[2]/tr[2]/td[{column}]\n")
            });
            let carried = if id == "a" { "carried_out" } else { "carried_in" };
            let (person, total) = (format!("{carried}.natural_person"), format!("{carried}.total"));
            let set = [(person.as_str(), "7"), (total.as_str(), "7")];
            let figures: String = stock.chain([in_cells(&set, nothing)]).collect();
            figures.replace("a,a.html,甲,2023", &format!("{id},{id}.html,甲市水利局,{year}"))
        };
        let figures = report("a", 2022, ["1", nothing, "40"]) + &report("b", 2023, ["3", nothing, after]);
        found(dataset(&figures).path(), "Y02")
    };
    assert_eq!(of("44", "0"), ["Y02 normative_documents published"]);
    assert_eq!(of("44", ""), ["Y02 normative_documents published"]);
    assert!(of("43", "").is_empty());
}

#[test]
fn one_number_in_a_row_of_a_page_needs_no_second_reader_but_cells_of_its_own() {
    let of = |boxes: [&str; 3]| {
        let columns = ["issued", "repealed", "in_force"];
        let row = columns.into_iter().zip(boxes).map(|(column, place)| {
            let key = format!("proactive.normative_documents.{column}");
            figure("a", &key, "62", "62", "one_reader").replace("line=1", place)
        });
        let folder = dataset(&row.collect::<String>());
        fs::write(folder.path().join("reports.csv"), REPORTS.replace("text/html", "application/pdf"))
            .unwrap();
        found(folder.path(), "R08")
    };
    assert_eq!(of(["page=1 box=1", "page=1 box=2", "page=1 box=3"]), ["R08 normative_documents published"]);
    assert_eq!(of(["page=1 box=1", "page=1 box=1", "page=1 box=1"]), ["R08 normative_documents extraction"]);
}

#[test]
fn the_number_of_last_year_is_not_what_was_carried_over() {
    let of = |subject: &str| {
        let folder = dataset(&in_cells(&FIVE, "0"));
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,同比增长6%，{subject}为4件。,{subject},件,4,,2023,,requests.carried_in.total\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    assert!(of("上年").is_empty());
    assert_eq!(of("上年结转"), ["P01 carried_in published"]);
}

#[test]
fn rows_without_totals_are_no_sums_that_fail_where_zeros_are_left_out() {
    let set = [
        ("received_new.natural_person", "8"),
        ("received_new.total", "8"),
        ("granted.natural_person", "5"),
        ("partially_granted.natural_person", "3"),
        ("outcome_total.natural_person", "8"),
        ("outcome_total.total", "8"),
    ];
    assert!(found(dataset(&in_cells(&set, "")).path(), "R01,R02,R03").is_empty());
}

#[test]
fn an_empty_place_in_the_list_of_checks_is_told() {
    let folder = dataset("");
    for checks in ["R01,,R03", "", "R01,", " "] {
        let said = run(folder.path(), &["audit", ".", "--checks", checks]).ended(2);
        said.one_sentence("the list of checks has an empty place between or beside its commas");
    }
}
