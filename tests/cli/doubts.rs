//! What speaks for a misreading in a finding: rows read twice, lost or moved, blanks, and what the boxes of a PDF show.

use std::fs;

use crate::audit::{REPORTS, dataset, found, in_cells};

mod changed;

/// The table of requests in which five people asked and three of them were granted, two in part, with one row set otherwise.
fn with_row(set: &[(&str, &str)], nothing: &str) -> String {
    let sound = [
        ("received_new.natural_person", "5"),
        ("received_new.business", "2"),
        ("received_new.total", "7"),
        ("granted.natural_person", "3"),
        ("granted.business", "2"),
        ("granted.total", "5"),
        ("partially_granted.natural_person", "2"),
        ("partially_granted.total", "2"),
        ("outcome_total.natural_person", "5"),
        ("outcome_total.business", "2"),
        ("outcome_total.total", "7"),
    ];
    let kept = sound.into_iter().filter(|(key, _)| set.iter().all(|(other, _)| other != key));
    in_cells(&set.iter().copied().chain(kept).collect::<Vec<_>>(), nothing)
}

#[test]
fn a_number_read_twice_that_moved_the_rest_of_its_row_was_not_printed_so() {
    let of = |set: &[(&str, &str)]| found(dataset(&with_row(set, "0")).path(), "R01,R02,R03");
    assert!(of(&[]).is_empty());
    // 3 2 0 0 0 0 5 with the 3 twice and the total cut off: 3 3 2 0 0 0 0.
    let moved = of(&[("granted.business", "3"), ("granted.research", "2"), ("granted.total", "0")]);
    assert!(moved.len() > 2 && moved.iter().all(|found| found.ends_with("extraction")), "{moved:?}");
    // 2 0 0 0 0 1 3 with the 1 twice and the total cut off.
    let row = [
        ("partially_granted.natural_person", "2"),
        ("partially_granted.other_org", "1"),
        ("outcome_total.other_org", "1"),
        ("outcome_total.total", "8"),
        ("received_new.other_org", "1"),
        ("received_new.total", "8"),
    ];
    let last = of(&[&row[..], &[("partially_granted.total", "1")]].concat());
    assert_eq!(last, ["R02 outcome_total extraction", "R03 partially_granted extraction"]);
    // Another total was printed so.
    let other = of(&[&row[..], &[("partially_granted.total", "4")]].concat());
    assert_eq!(other, ["R02 outcome_total published", "R03 partially_granted published"]);
}

#[test]
fn numbers_that_come_out_by_chance_do_not_say_that_a_row_was_moved() {
    let of = |figures: &str| found(dataset(figures).path(), "R02,R03");
    // 3 2 0 0 0 0 5 one column to the right: a single row may have moved on its way.
    let entered = [
        ("granted.natural_person", "0"),
        ("granted.business", "3"),
        ("granted.research", "2"),
        ("granted.total", "0"),
    ];
    let shifted = of(&with_row(&entered, "0"));
    assert!(shifted.len() > 3 && shifted.iter().all(|found| found.ends_with("extraction")), "{shifted:?}");
    // Two equal numbers beside each other, of which one would be read twice: the other columns fail as before.
    let twice = [
        ("granted.natural_person", "0"),
        ("granted.business", "3"),
        ("granted.research", "1"),
        ("granted.nonprofit", "1"),
        ("granted.total", "0"),
    ];
    let equal = of(&with_row(&twice, "0"));
    assert!(equal.len() > 3 && equal.iter().all(|found| found.ends_with("published")), "{equal:?}");
    // A row with a number in each of its cells has lost none, whoever found it.
    let by_one = |figures: &str| {
        let one = |line: &str| {
            line.contains("requests.granted.").then(|| line.replace("medium,,", "low,one_reader,"))
        };
        figures.lines().map(|line| one(line).unwrap_or_else(|| line.to_string()) + "\n").collect::<String>()
    };
    let fewer = with_row(&[("granted.business", "0")], "0");
    assert_eq!(of(&by_one(&fewer)), ["R02 outcome_total published", "R03 granted published"]);
    let with_remark = of(&by_one(&fewer).replace("granted.total,5,,5,", "granted.total,,text,无,"));
    assert!(with_remark.iter().any(|found| found == "R03 granted extraction"), "{with_remark:?}");
}

#[test]
fn a_table_of_one_line_with_a_number_in_each_cell_has_lost_none() {
    let of = |numbers: [&str; 15], flags: &str| {
        let rows = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"];
        let columns = ["upheld", "overturned", "other", "pending", "total"];
        let keys = rows.iter().flat_map(|row| columns.map(|column| format!("disputes.{row}.{column}")));
        let figure = |(at, (key, number)): (usize, (String, &str))| {
            let value = if number == "无" { ",text" } else { &format!("{number},") };
            format!("a,a.txt,甲,2023,2021,{key},{value},{number},medium,{flags},line=9 cell={}\n", at + 1)
        };
        let figures: String = keys.zip(numbers).enumerate().map(figure).collect();
        found(dataset(&figures).path(), "R04")
    };
    let wrong = ["0", "1", "0", "0", "0", "2", "0", "0", "0", "2", "0", "0", "3", "0", "3"];
    assert_eq!(of(wrong, "one_reader"), ["R04 reconsideration published"]);
    // What is no number may stand in a column of remarks.
    let remark = ["0", "1", "0", "0", "0", "2", "0", "0", "0", "2", "0", "0", "3", "0", "无"];
    assert!(of(remark, "one_reader").iter().all(|found| found.ends_with("extraction")));
    // 1 0 0 0 1 2 0 0 0 2 0 0 3 0 3 with what is no figure before it, and the last cut off.
    let moved = ["1", "1", "0", "0", "0", "1", "2", "0", "0", "0", "2", "0", "0", "3", "0"];
    let moved = of(moved, "one_reader");
    assert!(!moved.is_empty() && moved.iter().all(|found| found.ends_with("extraction")), "{moved:?}");
}

#[test]
fn digits_in_a_printed_line_below_may_belong_to_a_number() {
    let set = [
        ("granted.natural_person", "1"),
        ("outcome_total.natural_person", "178"),
        ("outcome_total.total", "180"),
    ];
    let of = |unplaced: &str| {
        let whole =
            [("received_new.natural_person", "178"), ("received_new.total", "180"), ("granted.total", "178")];
        let folder = dataset(&with_row(&[&set[..], &whole[..]].concat(), "0"));
        let unplaced =
            format!("report_id,table,part,label,figures\na,requests,row,（四）无法提供,{unplaced}\n");
        fs::write(folder.path().join("unplaced.csv"), unplaced).unwrap();
        found(folder.path(), "R02,R03")
    };
    assert_eq!(of("76"), ["R02 outcome_total extraction", "R03 granted extraction"]);
    assert_eq!(of("67"), ["R02 outcome_total published", "R03 granted published"]);
}

#[test]
fn what_a_pdf_may_have_lost_of_its_text_or_its_table_is_no_difference_between_them() {
    let of = |media: &str, stated: &str, total: &str| {
        let folder = dataset(&format!(
            "a,a.pdf,甲,2023,2021,proactive.licensing.decisions,{total},{},{total},medium,,page=1\n",
            if total.is_empty() { "blank" } else { "" }
        ));
        fs::write(folder.path().join("reports.csv"), REPORTS.replace("text/html", media)).unwrap();
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,7,作出行政许可{stated}件。,作出行政许可,件,{stated},,2023,,proactive.licensing.decisions\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    let (pdf, page) = ("application/pdf", "text/html");
    // One digit less is a loss wherever it is; two are one of a line that was cut.
    assert_eq!(of(page, "40", "340"), ["P01 licensing extraction"]);
    assert_eq!(of(page, "340", "0"), ["P01 licensing published"]);
    assert_eq!(of(page, "30", "0"), ["P01 licensing extraction"]);
    assert_eq!(of(page, "4", "340"), ["P01 licensing published"]);
    assert_eq!(of(pdf, "3", "340"), ["P01 licensing extraction"]);
    assert_eq!(of(pdf, "40", "340"), ["P01 licensing extraction"]);
    assert_eq!(of(pdf, "340", "34"), ["P01 licensing extraction"]);
    assert_eq!(of(pdf, "350", "340"), ["P01 licensing published"]);
}

#[test]
fn a_blank_row_that_would_make_up_what_the_columns_lack_may_be_lost() {
    let of = |set: &[(&str, &str)]| found(dataset(&with_row(set, "")).path(), "R01,R02,R03");
    assert!(of(&[]).is_empty());
    let lost = [("granted.natural_person", ""), ("granted.business", ""), ("granted.total", "")];
    assert_eq!(of(&lost), ["R02 outcome_total extraction"; 3]);
    // What the columns lack is not what the total lacks: that is no row that was lost, but so much that fails is no slip either.
    let other = dataset(&with_row(
        &[&lost[..], &[("outcome_total.total", "6"), ("received_new.total", "6")]].concat(),
        "",
    ));
    found(other.path(), "R01,R02,R03");
    let told = fs::read_to_string(other.path().join("findings.csv")).unwrap();
    assert!(told.contains("so much of table 三 does not add up"), "{told}");
}

/// A table in which all sums come out, row by row.
const SOUND: [(&str, [&str; 7]); 4] = [
    ("received_new", ["46", "12", "0", "5", "0", "0", "63"]),
    ("granted", ["31", "8", "0", "4", "0", "0", "43"]),
    ("partially_granted", ["15", "4", "0", "1", "0", "0", "20"]),
    ("outcome_total", ["46", "12", "0", "5", "0", "0", "63"]),
];

/// The findings in sums where some rows of [`SOUND`] are printed otherwise.
fn printed_otherwise(rows: &[(&str, [&str; 7])]) -> Vec<String> {
    let columns =
        ["natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total"];
    let mut set: Vec<(String, &str)> = Vec::new();
    for (row, sound) in SOUND {
        let printed = rows.iter().find(|(of, _)| *of == row).map_or(sound, |(_, printed)| *printed);
        set.extend(columns.iter().zip(printed).map(|(column, number)| (format!("{row}.{column}"), number)));
    }
    let set: Vec<(&str, &str)> = set.iter().map(|(key, number)| (key.as_str(), *number)).collect();
    found(dataset(&in_cells(&set, "0")).path(), "R01,R02,R03,R09")
}

#[test]
fn a_table_that_one_move_would_mend_may_have_been_damaged() {
    assert!(printed_otherwise(&[]).is_empty());
    let damaged = [
        // Two columns changed places in the first rows, as on a page of its own.
        vec![
            ("received_new", ["12", "46", "0", "5", "0", "0", "63"]),
            ("granted", ["8", "31", "0", "4", "0", "0", "43"]),
        ],
        // A cell of a row was lost, and what begins the next one came up behind.
        vec![("granted", ["8", "0", "4", "0", "0", "43", "15"])],
        // A single row stands one or two columns beside, with noughts or its neighbour once more in the gap.
        vec![("granted", ["0", "31", "8", "0", "4", "0", "0"])],
        vec![("granted", ["0", "4", "0", "0", "43", "43", "43"])],
        // What is behind some cell stands two columns beside.
        vec![("granted", ["31", "0", "0", "8", "0", "4", "0"])],
        vec![("granted", ["31", "8", "8", "8", "0", "4", "0"])],
        vec![("granted", ["31", "4", "0", "0", "43", "0", "0"])],
        vec![("granted", ["31", "4", "0", "0", "43", "43", "43"])],
        // The total stands once more in the cell before it.
        vec![("granted", ["31", "8", "0", "4", "0", "43", "43"])],
        // A total that was 20 has lost its first digit.
        vec![("partially_granted", ["15", "4", "0", "1", "0", "0", "0"])],
        // The numbers of a row stand in the next one, too.
        vec![("partially_granted", ["31", "8", "0", "4", "0", "0", "43"])],
        // Every figure of a row is there twice.
        vec![("granted", ["3131", "88", "0", "44", "0", "0", "4343"])],
        // A 3 stands in place of each 6 and of each 5.
        vec![
            ("received_new", ["43", "12", "0", "3", "0", "0", "33"]),
            ("partially_granted", ["13", "4", "0", "1", "0", "0", "20"]),
            ("outcome_total", ["43", "12", "0", "3", "0", "0", "33"]),
        ],
        // The cells of a column stand one row higher.
        vec![
            ("received_new", ["31", "12", "0", "5", "0", "0", "63"]),
            ("granted", ["15", "8", "0", "4", "0", "0", "43"]),
            ("partially_granted", ["46", "4", "0", "1", "0", "0", "20"]),
            ("outcome_total", ["0", "12", "0", "5", "0", "0", "63"]),
        ],
    ];
    for rows in damaged {
        let found = printed_otherwise(&rows);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.ends_with("extraction")),
            "{rows:?}: {found:?}"
        );
    }
}

#[test]
fn what_a_clerk_writes_wrong_was_printed_so() {
    let slips = [
        vec![("granted", ["34", "8", "0", "4", "0", "0", "43"])],
        vec![("granted", ["8", "31", "0", "4", "0", "0", "43"])],
        vec![("partially_granted", ["15", "4", "0", "1", "0", "0", "43"])],
        vec![("outcome_total", ["48", "12", "0", "5", "0", "0", "65"])],
        vec![("granted", ["31", "8", "0", "4", "0", "0", "0"])],
        // A row of 10 was forgotten, which a digit more in two figures of another one would make up for as well.
        vec![
            ("received_new", ["12", "0", "0", "0", "0", "0", "12"]),
            ("granted", ["2", "0", "0", "0", "0", "0", "2"]),
            ("partially_granted", ["0", "0", "0", "0", "0", "0", "0"]),
            ("outcome_total", ["12", "0", "0", "0", "0", "0", "12"]),
        ],
        // Rows that were entered one column to the right as a whole.
        vec![
            ("granted", ["0", "31", "8", "0", "4", "0", "0"]),
            ("partially_granted", ["0", "15", "4", "0", "1", "0", "0"]),
        ],
    ];
    for rows in slips {
        let found = printed_otherwise(&rows);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.ends_with("published")),
            "{rows:?}: {found:?}"
        );
    }
}

#[test]
fn a_total_left_blank_is_no_habit_of_a_report_that_prints_its_other_totals() {
    let zeros = |figures: &str| {
        let total = |line: &str| line.contains(".total,,blank,,");
        let lines = figures.lines().map(|line| match total(line) {
            true => line.replace(".total,,blank,,", ".total,0,,0,"),
            false => line.to_string(),
        });
        lines.map(|line| line + "\n").collect::<String>()
    };
    let without =
        |figures: &str| figures.replace("requests.granted.total,0,,0,", "requests.granted.total,,blank,,");
    let all_blank = with_row(&[("granted.total", "")], "");
    let of = |figures: &str| found(dataset(figures).path(), "R03");
    assert_eq!(of(&all_blank), ["R03 granted extraction"]);
    assert!(of(&without(&zeros(&all_blank))).is_empty());
}

#[test]
fn in_a_pdf_boxes_in_rows_show_the_place_of_a_row_with_a_guessed_label() {
    let pdf = |page_of: &dyn Fn(usize) -> usize, status: &str| {
        let set = [
            ("granted.natural_person", "4"),
            ("granted.business", "0"),
            ("granted.total", "4"),
            ("partially_granted.business", "2"),
            ("partially_granted.total", "4"),
        ];
        let mut figures = with_row(&set, "0");
        for row in 0..40 {
            for column in 0..10 {
                let (top, left) = (100 + row * 20, 200 + column * 40);
                let (page, bottom, right) = (page_of(row), top + 20, left + 40);
                figures = figures.replace(
                    &format!(",html=table[1]/tr[{row}]/td[{column}]\n"),
                    &format!(",\"page={page} box={left}.0,{top}.0,{right}.0,{bottom}.0\"\n"),
                );
            }
        }
        let guessed = |line: &str| {
            line.contains("requests.granted.").then(|| line.replace("medium,,", "medium,label_fuzzy,"))
        };
        let figures: String =
            figures.lines().map(|line| guessed(line).unwrap_or_else(|| line.to_string()) + "\n").collect();
        let folder = dataset(&figures);
        let reports = REPORTS.replace("text/html", "application/pdf").replace("extracted", status);
        fs::write(folder.path().join("reports.csv"), reports).unwrap();
        found(folder.path(), "R02")
    };
    for status in ["extracted", "partial"] {
        // That another table was not found moves no row of this one.
        assert_eq!(pdf(&|row| 1 + row / 8, status), ["R02 outcome_total published"; 2]);
        // Rows that stand in no order may be any.
        assert_eq!(pdf(&|row| 9 - row / 8, status), ["R02 outcome_total extraction"; 2]);
    }
}

#[test]
fn a_digit_may_be_lost_anywhere_and_more_where_one_engine_alone_read_the_figure() {
    // Everything adds up with 15 in place of 5 outcomes of natural persons, or with 115.
    let of = |flags: &str, hundred: &str| {
        let more = |number: u32| format!("{hundred}{number}");
        let set = [
            ("received_new.natural_person", more(15)),
            ("received_new.total", more(17)),
            ("granted.natural_person", more(13)),
            ("granted.total", more(15)),
            ("outcome_total.total", more(17)),
        ];
        let set: Vec<(&str, &str)> = set.iter().map(|(key, number)| (*key, number.as_str())).collect();
        let printed = "requests.outcome_total.natural_person,5,,5,medium,";
        let figures = with_row(&set, "0").replace(&format!("{printed},"), &format!("{printed}{flags},"));
        let folder = dataset(&figures);
        fs::write(folder.path().join("reports.csv"), REPORTS.replace("text/html", "application/pdf"))
            .unwrap();
        found(folder.path(), "R02")
    };
    assert_eq!(of("", ""), ["R02 outcome_total extraction"]);
    assert_eq!(of("", "1"), ["R02 outcome_total published"]);
    assert_eq!(of("one_reader", "1"), ["R02 outcome_total extraction"]);
}
